# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of subscribers, people, locations and numbers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.api import PLACE, Api, Json, subscriber_body


@pytest.fixture
def customer(api: Api) -> Json:
    return api.customer()


def subscribe(
    api: Api, customer: Json, email: str, status: int = 200, package: str = "webex_calling", **given: Any
) -> Json:
    found: Json = api.call("POST", "/wholesale/subscribers", status, subscriber_body(customer, email, package, **given))
    return found


def test_first_subscriber_is_administrator(api: Api, customer: Json) -> None:
    here = api.location(customer["orgId"])
    for email, extension in (("a@acme.example", "100"), ("b@acme.example", "101")):
        subscribe(api, customer, email, extension=extension, locationId=here)
    people = api.call("GET", "/people", 200, orgId=customer["orgId"])["items"]
    names = {role["id"]: role["name"] for role in api.call("GET", "/roles", 200)["items"]}
    assert [[names[role] for role in person["roles"]] for person in people] == [["Full Administrator"], []]


def test_a_line_needs_location_number_and_package(api: Api, customer: Json) -> None:
    org = customer["orgId"]
    here = api.location(org)
    api.numbers(org, here, "+33144000001", "+33144000002")
    one: Json = {"primaryPhoneNumber": "+33144000001", "extension": "100", "locationId": here}
    subscribe(api, customer, "a@acme.example", 400, extension="100")
    subscribe(api, customer, "a@acme.example", 400, locationId=here)
    subscribe(api, customer, "a@acme.example", 400, package="webex_suite", **one)
    subscribe(api, customer, "a@acme.example", 400, locationId=here, primaryPhoneNumber="+33144999999")
    assert api.call("GET", "/people", 200, orgId=org)["items"] == []
    subscriber = subscribe(api, customer, "a@acme.example", **one)
    assert subscribe(api, customer, "A@acme.example", 409, **one)["errors"][0]["errorCode"] == 10022
    subscribe(api, customer, "b@acme.example", 400, extension="100", locationId=here)
    subscribe(api, customer, "b@acme.example", 400, primaryPhoneNumber="+33144000001", locationId=here)

    path = f"/wholesale/subscribers/{subscriber['id']}"
    api.call("PUT", path, 200, {"package": "webex_meetings"})
    person = api.call("GET", f"/people/{subscriber['personId']}", 200, callingData="true")
    assert "locationId" not in person
    api.call("PUT", path, 400, {"packages": ["webex_calling"]})
    api.call("PUT", path, 200, {"packages": ["webex_calling"], "provisioningParameters": one})
    api.call("DELETE", path, 204)
    api.call("GET", path, 404)
    person = api.call("GET", f"/people/{subscriber['personId']}", 200, callingData="true")
    assert person["licenses"] == person["phoneNumbers"] == []
    assert subscribe(api, customer, "a@acme.example", **one)["personId"] == subscriber["personId"]


def test_no_more_users_than_the_package_limit_allows(api: Api) -> None:
    limits = {"packages": {"limits": {"webex_meetings": 1}}}
    customer = api.customer(packages=["webex_meetings"], provisioningParameters=limits)
    subscribe(api, customer, "a@acme.example", package="webex_meetings")
    subscribe(api, customer, "b@acme.example", 400, package="webex_meetings")
    assert api.server.info()["subscriber"] == 1


def test_a_user_of_elsewhere_comes_after_consent(api: Api, customer: Json) -> None:
    pending = subscribe(api, customer, "a@free.example.com", 202, package="webex_meetings")
    assert pending["status"] == "pending_user_migration"
    assert "personId" not in pending
    mail = f"/subscribers/{pending['id']}/emails/consentMove"
    api.call("POST", mail, 204)
    api.server.settle()
    assert "personId" in api.call("GET", f"/wholesale/subscribers/{pending['id']}", 200)
    api.call("POST", mail, 400)


def writable(person: Json) -> Json:
    """Return a person as the document lets one write it."""
    answer_only = {
        "id", "created", "lastModified", "timezone", "lastActivity", "sipAddresses", "xmppFederationJid", "status",
        "invitePending", "type",
    }  # fmt: skip
    body = {name: value for name, value in person.items() if name not in answer_only}
    body["loginEnabled"] = person["loginEnabled"] == "true"
    numbers = [entry for entry in person.get("phoneNumbers", []) if entry["type"] == "work"]
    return body | {"phoneNumbers": [{"type": "work", "value": entry["value"]} for entry in numbers]}


def test_people_put_replaces(api: Api, customer: Json) -> None:
    org = customer["orgId"]
    here = api.location(org)
    api.numbers(org, here, "+33144000001")
    identifier = subscribe(api, customer, "a@acme.example", extension="100", locationId=here)["personId"]
    path = f"/people/{identifier}"
    person = writable(api.call("GET", path, 200, callingData="true"))
    api.call("PUT", path, 400, {name: value for name, value in person.items() if name != "displayName"})
    numbers = [{"type": "work", "value": "+33144000001"}]
    change = {**person, "extension": "200", "phoneNumbers": numbers, "title": "Boss"}
    changed = api.call("PUT", path, 200, change, callingData="true")
    assert (changed["extension"], changed["title"]) == ("200", "Boss")
    assert changed["phoneNumbers"][0]["value"] == "+33144000001"
    assert {"type": "work_extension", "value": "200"} in changed["phoneNumbers"]
    api.call("PUT", path, 200, {"displayName": "Ada", "licenses": person["licenses"]})
    person = writable(api.call("GET", path, 200, callingData="true"))
    assert (person["roles"], person["extension"]) == ([], "200")
    assert "title" not in person
    api.call("PUT", path, 400, {**person, "extension": None, "phoneNumbers": []}, callingData="true")
    api.call("PUT", path, 400, {**person, "roles": ["nonsense"]})


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"id": "x"}, "id"),
        ({"status": "active"}, "status"),
        ({"somethingElse": 1}, "somethingElse"),
        ({"loginEnabled": "true"}, "loginEnabled"),
        ({"phoneNumbers": [{"type": "work_extension", "value": "100"}]}, "phoneNumbers.type"),
        ({"phoneNumbers": [{"type": "mobile", "value": "+33144000001"}]}, "phoneNumbers.type"),
        ({"phoneNumbers": [{"type": "work", "value": "+33144000001", "primary": True}]}, "phoneNumbers.primary"),
        ({"addresses": [{"type": 1}]}, "addresses.type"),
        ({"addresses": [{"street": "1 rue de la Paix"}]}, "addresses.street"),
    ],
)
def test_a_person_is_written_with_documented_fields_only(api: Api, customer: Json, change: Json, field: str) -> None:
    identifier = subscribe(api, customer, "a@acme.example", package="webex_meetings")["personId"]
    path = f"/people/{identifier}"
    person = writable(api.call("GET", path, 200))
    refused = api.call("PUT", path, 400, {**person, **change})
    assert refused["errors"][0]["fieldName"] == field
    assert writable(api.call("GET", path, 200)) == person
    api.call("PUT", path, 200, {**person, "loginEnabled": False})
    assert api.call("GET", path, 200)["loginEnabled"] == "false"


def test_people_need_an_encoded_org(api: Api) -> None:
    bare = "0a1b0000-0000-4000-8000-000000000001"
    api.call("GET", "/people", 400, orgId=bare)
    assert api.call("GET", f"/identity/organizations/{bare}", 200)["displayName"] == "Simulated Partner"


def test_numbers_are_added_assigned_and_removed(api: Api, customer: Json) -> None:
    org = customer["orgId"]
    here = api.location(org)
    path = f"/telephony/config/locations/{here}/numbers"
    api.call("POST", path, 400, {"phoneNumbers": ["+33144000001"]}, orgId=org)
    numbers = [f"+3314400000{digit}" for digit in range(7)]
    api.numbers(org, here, *numbers)
    api.numbers(org, here, *numbers)
    assert api.server.info()["number"] == 7
    api.call("DELETE", path, 400, {"phoneNumbers": numbers[:6]}, orgId=org)
    main = {"callingLineId": {"phoneNumber": numbers[0]}}
    api.call("PUT", f"/telephony/config/locations/{here}", 204, main, orgId=org)
    api.call("PUT", f"/telephony/config/locations/{here}", 400, {"callingLineId": {"phoneNumber": None}}, orgId=org)
    api.call("DELETE", path, 400, {"phoneNumbers": numbers[:1]}, orgId=org)
    subscribe(api, customer, "a@acme.example", primaryPhoneNumber=numbers[1], locationId=here)
    api.call("DELETE", path, 400, {"phoneNumbers": [numbers[2], numbers[1]]}, orgId=org)
    api.call("DELETE", path, 204, {"phoneNumbers": numbers[2:4]}, orgId=org)
    listed = api.call("GET", "/telephony/config/numbers", 200, orgId=org)["phoneNumbers"]
    owners = {entry["phoneNumber"]: "owner" in entry for entry in listed}
    assert owners == {number: number == numbers[1] for number in (*numbers[:2], *numbers[4:])}
    other = api.customer("other")
    elsewhere = api.location(other["orgId"])
    api.numbers(other["orgId"], elsewhere, "+33155000000")
    body = {"phoneNumbers": ["+33144000009", "+33155000000"]}
    api.call("POST", path, 400, body, orgId=org)
    assert api.server.info()["number"] == 6
    states = api.call("POST", "/telephony/config/actions/validateNumbers/invoke", 200, body, orgId=org)["numbers"]
    assert [entry["state"] for entry in states] == ["Available", "Unavailable"]


def test_a_location_goes_after_its_calling_is_disabled(api: Api, customer: Json) -> None:
    org = customer["orgId"]
    here = api.location(org)
    api.call("DELETE", f"/locations/{here}", 409, orgId=org)
    body = {"name": "Two", "timeZone": "Europe/Paris", "preferredLanguage": "fr_fr", "announcementLanguage": "fr_fr"}
    there = api.call("POST", "/locations", 201, {**body, "address": PLACE}, orgId=org)["id"]
    api.call("GET", f"/telephony/config/locations/{there}", 404, orgId=org)

    def disable() -> list[str]:
        path = "/telephony/config/jobs/locations/deleteCallingLocation"
        job = api.call("POST", path, 202, {"locationId": here}, orgId=org)["id"]
        assert api.call("GET", f"{path}/{job}", 200, orgId=org)["latestExecutionStatus"] == "STARTED"
        api.server.settle()
        errors = api.call("GET", f"{path}/{job}/errors", 200, orgId=org)["items"]
        return [entry["error"]["message"][0]["code"] for entry in errors]

    assert "BATCH-1012012" in disable()
    api.call("POST", "/telephony/config/locations", 201, {**body, "id": there, "address": PLACE}, orgId=org)
    identifier = subscribe(api, customer, "a@acme.example", extension="100", locationId=here)["id"]
    assert "BATCH-1012007" in disable()
    api.call("DELETE", f"/wholesale/subscribers/{identifier}", 204)
    assert disable() == []
    api.call("DELETE", f"/locations/{here}", 204, orgId=org)


def test_numbers_move_in_a_job(api: Api, customer: Json) -> None:
    org, here = customer["orgId"], api.location(customer["orgId"])
    two = {"name": "Two", "timeZone": "Europe/Paris", "preferredLanguage": "fr_fr", "announcementLanguage": "fr_fr"}
    there = api.call("POST", "/locations", 201, {**two, "address": PLACE}, orgId=org)["id"]
    api.call("POST", "/telephony/config/locations", 201, {**two, "id": there, "address": PLACE}, orgId=org)
    numbers = [f"+3314400000{digit}" for digit in range(6)]
    api.numbers(org, here, *numbers)
    line = {"callingLineId": {"phoneNumber": numbers[0]}}
    api.call("PUT", f"/telephony/config/locations/{here}", 204, line, orgId=org)
    inactive = {"phoneNumbers": numbers[1:2], "action": "DEACTIVATE"}
    api.call("PUT", f"/telephony/config/locations/{here}/numbers", 204, inactive, orgId=org)
    subscribe(api, customer, "a@acme.example", primaryPhoneNumber=numbers[2], locationId=here)
    path = "/telephony/config/jobs/numbers/manageNumbers"

    def wish(*values: str) -> Json:
        return {
            "operation": "MOVE",
            "targetLocationId": there,
            "numberList": [{"locationId": here, "numbers": list(values)}],
        }

    def move(*values: str) -> list[str]:
        job = api.call("POST", path, 201, wish(*values), orgId=org)["id"]
        api.call("POST", path, 409, wish(*values), orgId=org)
        assert api.call("GET", f"{path}/{job}", 200, orgId=org)["latestExecutionStatus"] == "STARTED"
        api.server.settle()
        status = api.call("GET", f"{path}/{job}", 200, orgId=org)
        errors = api.call("GET", f"{path}/{job}/errors", 200, orgId=org)["items"]
        assert status["latestExecutionStatus"] == "COMPLETED"
        assert status["latestExecutionExitCode"] == ("COMPLETED_WITH_ERRORS" if errors else "COMPLETED")
        assert (status["counts"]["numbersMoved"], status["counts"]["numbersFailed"]) == (
            len(values) - len(errors),
            len(errors),
        )
        return [entry["error"]["message"][0]["code"] for entry in errors]

    assert move(numbers[3]) == ["BATCH-1017022"]  # there has no provider yet
    api.numbers(org, there, "+33144000009")
    assert move(numbers[0]) == ["BATCH-1017024"]
    assert move(numbers[1]) == ["BATCH-1017021"]
    assert move(numbers[2]) == ["BATCH-1017023"]
    assert move(*numbers[3:5]) == ["BATCH-1017031"] * 2
    assert move(numbers[3]) == []
    moved = api.call("GET", "/telephony/config/numbers", 200, orgId=org, phoneNumber=numbers[3])["phoneNumbers"]
    assert [entry["location"]["id"] for entry in moved] == [there]
    api.call("POST", path, 400, wish(), orgId=org)
    api.call("POST", path, 400, {**wish(numbers[4]), "targetLocationId": "x"}, orgId=org)
    api.call("POST", path, 400, {**wish(numbers[4]), "operation": "NUMBER_USAGE_CHANGE"}, orgId=org)


def test_routing_prefix_is_unique(api: Api, customer: Json) -> None:
    org = customer["orgId"]
    here = api.location(org)
    languages = {"preferredLanguage": "fr_fr", "announcementLanguage": "fr_fr"}
    body = {"name": "Two", "timeZone": "Europe/Paris", "address": PLACE, **languages}
    there = api.call("POST", "/locations", 201, body, orgId=org)["id"]
    api.call("POST", "/telephony/config/locations", 201, {**body, "id": there}, orgId=org)
    api.call("PUT", f"/telephony/config/locations/{here}", 204, {"routingPrefix": "8"}, orgId=org)
    error = api.call("PUT", f"/telephony/config/locations/{there}", 400, {"routingPrefix": "8"}, orgId=org)
    assert error["errors"][0]["errorCode"] == 5600
    api.call("PUT", f"/telephony/config/locations/{here}", 204, {"pAccessNetworkInfo": "id"}, orgId=org)


def test_modifying_announcements_leaves_the_default_of_the_location(api: Api, customer: Json) -> None:
    org = customer["orgId"]
    path = f"/telephony/config/locations/{api.location(org)}"
    change = {"announcementLanguageCode": "de_de", "agentEnabled": True, "serviceEnabled": True}
    api.call("POST", f"{path}/actions/modifyAnnouncementLanguage/invoke", 204, change, orgId=org)
    assert api.call("GET", path, 200, orgId=org)["announcementLanguage"] == "fr_fr"
    api.call("PUT", path, 204, {"announcementLanguage": "en_gb"}, orgId=org)
    assert api.call("GET", path, 200, orgId=org)["announcementLanguage"] == "en_gb"


def test_removing_a_number_that_is_not_there(api: Api, customer: Json) -> None:
    org = customer["orgId"]
    here = api.location(org)
    api.numbers(org, here, "+33144000001")
    path = f"/telephony/config/locations/{here}/numbers"
    numbers = {"phoneNumbers": ["+33144000001", "+33144000002"]}
    answer = api.send("DELETE", path, numbers, orgId=org)
    assert (answer.status_code, answer.headers["cisco-spark-error-codes"]) == (502, "4251")
    assert api.server.info()["number"] == 1


def test_a_move_keeps_what_is_not_given_and_removes_what_is_empty(api: Api, customer: Json) -> None:
    org = customer["orgId"]
    here = api.location(org)
    api.numbers(org, here, "+33144000001")
    body = {"name": "Two", "timeZone": "Europe/Paris", "preferredLanguage": "fr_fr", "announcementLanguage": "fr_fr"}
    there = api.call("POST", "/locations", 201, {**body, "address": PLACE}, orgId=org)["id"]
    api.call("POST", "/telephony/config/locations", 201, {**body, "id": there, "address": PLACE}, orgId=org)
    line: Json = {"primaryPhoneNumber": "+33144000001", "extension": "100", "locationId": here}
    identifier = subscribe(api, customer, "a@acme.example", **line)["personId"]

    def move(location: str, **given: str) -> tuple[str, list[Json]]:
        users = {"locationId": location, "validate": False, "users": [{"userId": identifier, **given}]}
        api.call("POST", "/telephony/config/jobs/person/moveLocation", 201, {"usersList": [users]}, orgId=org)
        api.server.settle()
        person = api.call("GET", f"/people/{identifier}", 200, callingData="true")
        assert person["locationId"] == location
        return person.get("extension", ""), [each for each in person["phoneNumbers"] if each["type"] == "work"]

    number = {"type": "work", "value": "+33144000001", "primary": True}
    assert move(there) == ("100", [number])
    assert move(here, extension="") == ("", [number])
    assert move(there, phoneNumber="", extension="300") == ("300", [])


def test_agents_of_a_contact_center_need_a_line_like_all_but_meetings(api: Api) -> None:
    customer = api.customer(packages=["cx_premium_agent", "webex_meetings"])
    subscribe(api, customer, "a@acme.example", 400, package="cx_premium_agent")
    here = api.location(customer["orgId"])
    alone = subscriber_body(customer, "a@acme.example", extension="100", locationId=here)
    # The older field, for one package, does not know them.
    del alone["packages"]
    api.call("POST", "/wholesale/subscribers", 400, {**alone, "package": "cx_premium_agent"})
    subscribe(api, customer, "a@acme.example", package="cx_premium_agent", extension="100", locationId=here)


def test_a_routing_prefix_of_extensions_changes_in_a_job_one_at_a_time(api: Api, customer: Json) -> None:
    org = customer["orgId"]
    path = f"/telephony/config/locations/{api.location(org)}"
    assert api.call("GET", path, 200, orgId=org)["routingPrefix"] == ""
    api.call("PUT", path, 204, {"routingPrefix": "8"}, orgId=org)
    subscribe(api, customer, "a@acme.example", extension="100", locationId=api.location(org))
    job = api.call("PUT", path, 200, {"routingPrefix": "81"}, orgId=org)["batchJobId"]
    assert api.call("GET", path, 200, orgId=org)["routingPrefix"] == "8"
    partly = api.call("PUT", path, 206, {"routingPrefix": "82", "outsideDialDigit": "0"}, orgId=org)
    assert "not triggered" in partly["failureReason"]
    api.server.settle()
    done = api.call("GET", f"/telephony/config/jobs/updateRoutingPrefix/{job}", 200, orgId=org)
    assert (done["latestExecutionStatus"], done["counts"]["routingPrefixUpdated"]) == ("COMPLETED", 1)
    there = api.call("GET", path, 200, orgId=org)
    assert (there["routingPrefix"], there["outsideDialDigit"]) == ("81", "0")
