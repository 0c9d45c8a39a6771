# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the simulator serves and no module calls yet; the judge of the session holds it against the documents."""

from __future__ import annotations

import pytest
import requests

from tests.simulator.api import PLACE, Api, Json, subscriber_body

NUMBERS = ("+33144000001", "+33144000002", "+33144000003")
ADMIN_MAILS = "allow-admin-invite-emails"
MOVES = "/telephony/config/jobs/person/moveLocation"


@pytest.fixture
def customer(api: Api) -> Json:
    """A customer with three numbers and one user, who has the first."""
    found = api.customer()
    here = api.location(found["orgId"])
    api.numbers(found["orgId"], here, *NUMBERS)
    line = {"primaryPhoneNumber": NUMBERS[0], "extension": "1001", "locationId": here}
    user = subscriber_body(found, "ada@acme.example", **line)
    found["person"] = api.call("POST", "/wholesale/subscribers", 200, user)["personId"]
    return found


def test_a_billing_report_is_made_read_and_deleted(api: Api) -> None:
    dates = {"billingStartDate": "2026-10-01", "billingEndDate": "2026-10-31", "type": "CUSTOMER"}
    path = f"/wholesale/billing/reports/{api.call('POST', '/wholesale/billing/reports', 200, dates)['id']}"
    assert "tempDownloadURL" not in api.call("GET", path, 200)
    api.server.settle()
    link = api.call("GET", path, 200)["tempDownloadURL"]
    assert requests.get(link, timeout=10).text.startswith("SUBSCRIPTION_ID,")
    assert api.send("GET", link).status_code == 400  # storage takes the link or a token, not both
    completed = api.call("GET", "/wholesale/billing/reports", 200, status="COMPLETED", sortBy="billingStartDate")
    assert [report["billingStartDate"] for report in completed["items"]] == ["2026-10-01"]
    api.call("DELETE", path, 204)
    api.call("GET", path, 404)


def test_sub_partners_are_listed_by_their_state(api: Api) -> None:
    partners = api.call("GET", "/wholesale/subPartners", 200, provisioningState="active")["items"]
    assert {partner["provisioningState"] for partner in partners} == {"active"}


def test_one_role_license_and_location_are_read_alone(api: Api, customer: Json) -> None:
    org = customer["orgId"]
    role = api.call("GET", "/roles", 200)["items"][0]
    assert api.call("GET", f"/roles/{role['id']}", 200) == role
    license_ = api.call("GET", "/licenses", 200, orgId=org)["items"][0]
    assert api.call("GET", f"/licenses/{license_['id']}", 200)["name"] == license_["name"]
    location = api.call("GET", "/locations", 200, orgId=org)["items"][0]
    assert api.call("GET", f"/locations/{location['id']}", 200, orgId=org) == location


def test_a_setting_of_an_organization_is_kept(api: Api, customer: Json) -> None:
    path = f"/settings/organizations/{customer['orgId']}/settings"
    api.call("POST", path, 200, {"key": ADMIN_MAILS, "value": False})
    assert api.call("GET", f"{path}/{ADMIN_MAILS}", 200)["value"] is False


def test_tags_are_replaced_as_a_whole(api: Api, customer: Json) -> None:
    path = f"/partner/tags/organizations/{customer['orgId']}"
    api.call("POST", f"{path}/assignTags", 200, {"tags": [{"name": "b"}, {"name": "a", "description": "A"}]})
    assert api.call("GET", path, 200)["tags"] == ["a", "b"]
    for bad in ([{"name": "x" * 26}], [{"name": str(number)} for number in range(6)], [{"name": "a"}] * 2):
        api.call("POST", f"{path}/assignTags", 400, {"tags": bad})
    api.call("POST", f"{path}/assignTags", 200, {"tags": []})
    assert api.call("GET", path, 200)["tags"] == []


def test_a_partner_administrator_is_assigned_and_unassigned(api: Api, customer: Json) -> None:
    path = f"/partner/organizations/{customer['orgId']}"
    [person] = api.call("GET", "/people", 200, email="operator@partner.example.com")["items"]
    one = f"{path}/partnerAdmin/{person['id']}"
    for _again in range(2):
        api.call("POST", f"{one}/assign", 200)
    assert [each["id"] for each in api.call("GET", f"{path}/partnerAdmins", 200)["items"]] == [person["id"]]
    api.call("DELETE", f"{one}/unassign", 200)
    api.call("DELETE", f"{one}/unassign", 404)
    api.call("POST", f"{path}/partnerAdmin/{customer['person']}/assign", 404)
    me = api.call("GET", "/people/me", 200)
    assert "already has access" in api.call("POST", f"{path}/partnerAdmin/{me['id']}/assign", 400)["message"]


def test_activation_mails_are_sent_again_once_a_day(api: Api, customer: Json) -> None:
    org = customer["orgId"]
    api.call("POST", "/people", 200, {"emails": ["eve@idle.example.com"], "displayName": "Eve", "orgId": org})
    jobs = f"/identity/organizations/{org}/jobs/sendActivationEmails"
    for sent, failed in ((1, 0), (0, 1)):
        job = api.call("POST", jobs, 202)
        api.call("POST", jobs, 409)
        api.server.settle()
        counts = api.call("GET", f"{jobs}/{job['id']}/status", 200)["counts"]
        assert (counts["userResendInviteSent"], counts["userResendInviteFailed"]) == (sent, failed)
        assert len(api.call("GET", f"{jobs}/{job['id']}/errors", 200)["items"]) == failed


def test_licenses_are_added_to_a_person(api: Api, customer: Json) -> None:
    org, person = customer["orgId"], customer["person"]
    licenses = api.call("GET", "/licenses", 200, orgId=org)["items"]
    meetings = next(entry["id"] for entry in licenses if "Meetings" in entry["name"])
    change = {"personId": person, "orgId": org, "licenses": [{"id": meetings, "operation": "add"}]}
    assert meetings in api.call("PATCH", "/licenses/users", 200, change)["licenses"]
    assert meetings in api.call("GET", f"/people/{person}", 200)["licenses"]


def test_a_person_without_a_subscription_is_made_and_removed(api: Api, customer: Json) -> None:
    new = {"emails": ["eve@acme.example"], "displayName": "Eve", "orgId": customer["orgId"]}
    path = f"/people/{api.call('POST', '/people', 200, new)['id']}"
    assert api.call("GET", path, 200)["displayName"] == "Eve"
    api.call("DELETE", path, 204)
    api.call("GET", path, 404)


def test_a_subscriber_is_checked_beforehand(api: Api, customer: Json) -> None:
    path = "/wholesale/subscribers/validate"
    wanted = {"customerId": customer["id"], "email": "bob@acme.example"}
    assert api.call("POST", path, 200, wanted)["info"][0]["infoCode"] == 100
    api.call("POST", path, 400, {"customerId": customer["id"]})
    free = api.call(
        "POST", path, 200, {"email": "otto@free.example.com", "customerInfo": {"primaryEmail": "a@b.example"}}
    )
    assert [info["infoCode"] for info in free["info"]] == [100, 101]
    location = api.location(customer["orgId"])
    for wrong in (
        {"email": "eve@new.example", "customerInfo": {}},
        {**wanted, "packages": ["webex_suite"]},
        {**wanted, "provisioningParameters": {"locationId": "nowhere"}},
        {**wanted, "provisioningParameters": {"locationId": location, "extension": "x"}},
    ):
        api.call("POST", path, 400, wrong)
    api.call("POST", path, 409, {**wanted, "email": "admin@partner.example.com"})


def test_a_person_gets_a_second_number(api: Api, customer: Json) -> None:
    org, person = customer["orgId"], customer["person"]
    numbers, change = f"/people/{person}/features/numbers", f"/telephony/config/people/{person}/numbers"
    second = {"primary": False, "action": "ADD", "directNumber": NUMBERS[1], "extension": "1002"}
    api.call("PUT", change, 204, {"phoneNumbers": [second]}, orgId=org)
    shown = api.call("GET", numbers, 200, orgId=org, preferE164Format="true")["phoneNumbers"]
    assert [number["directNumber"] for number in shown] == list(NUMBERS[:2])
    api.call("PUT", change, 204, {"phoneNumbers": [{**second, "action": "DELETE"}]}, orgId=org)
    assert len(api.call("GET", numbers, 200, orgId=org)["phoneNumbers"]) == 1


def test_a_number_is_deactivated(api: Api, customer: Json) -> None:
    org = customer["orgId"]
    path = f"/telephony/config/locations/{api.location(org)}/numbers"
    api.call("PUT", path, 204, {"phoneNumbers": [NUMBERS[2]], "action": "DEACTIVATE"}, orgId=org)
    inactive = api.call("GET", "/telephony/config/numbers", 200, orgId=org, state="INACTIVE")["phoneNumbers"]
    assert [number["phoneNumber"] for number in inactive] == [NUMBERS[2]]


def test_extensions_are_checked_for_a_location_and_for_all(api: Api, customer: Json) -> None:
    org = customer["orgId"]
    wanted = {"extensions": ["1001", "1002", "1003", "1003"]}
    for scope in (f"locations/{api.location(org)}/", ""):
        path = f"/telephony/config/{scope}actions/validateExtensions/invoke"
        found = api.call("POST", path, 200, wanted, orgId=org)["extensionStatus"]
        states = {each["extension"]: each["state"] for each in found}
        assert states["1002"] == "VALID"
        assert states["1003"] == "DUPLICATE_IN_LIST"
        if scope:
            assert states["1001"] == "DUPLICATE"


def test_a_person_moves_in_a_job(api: Api, customer: Json) -> None:
    org, person = customer["orgId"], customer["person"]
    languages = {"preferredLanguage": "fr_fr", "announcementLanguage": "fr_fr"}
    place = {"name": "Harbour", "timeZone": "Europe/Paris", "address": PLACE, **languages}
    there = api.call("POST", "/locations", 201, place, orgId=org)["id"]
    api.call("POST", "/telephony/config/locations", 201, {**place, "id": there}, orgId=org)
    users = {"locationId": there, "users": [{"userId": person, "extension": "2001"}]}
    api.call("POST", MOVES, 200, {"usersList": [{**users, "validate": True}]}, orgId=org)
    job = api.call("POST", MOVES, 201, {"usersList": [{**users, "validate": False}]}, orgId=org)["response"]["id"]
    api.server.settle()
    assert api.call("GET", f"{MOVES}/{job}", 200, orgId=org)["counts"]["moved"] == 1
    assert api.call("GET", f"{MOVES}/{job}/errors", 200, orgId=org)["items"] == []
    assert api.call("GET", f"/people/{person}", 200, callingData="true")["locationId"] == there


def test_an_organization_is_deleted_when_nothing_is_in_it(api: Api) -> None:
    customer = api.customer()
    path = f"/organizations/{customer['orgId']}"
    api.call("DELETE", path, 409)
    api.call("DELETE", f"/wholesale/customers/{customer['id']}", 202)
    api.server.settle()
    api.call("DELETE", path, 204)
    api.call("GET", path, 404)
