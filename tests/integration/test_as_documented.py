# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is sent to Webex is what Cisco's documents say, and what Webex answers is understood as they say."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import requests
from ansible_collections.webex.wholesale.plugins.module_utils._http import ids
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.customer.api import Customers
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.location.api import Locations
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.template.api import OnboardingTemplates
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.user.api import Users
from ansible_collections.webex.wholesale.plugins.module_utils._task import TaskFailed
from webex_simulator.seed import pstn_options

from tests.direct import client, foretold, many, one
from tests.integration.steps import ACME, AUSTIN, MARIE, PARIS, run, task
from tests.simulator_server import SimulatorServer

ONE, TWO, THREE = "+33199000101", "+33199000102", "+33199000103"
PSTN = {"provider": "Simulated Telecom FR"}
LYON: dict[str, Any] = {
    "customer": "acme",
    "name": "Lyon",
    "address": PARIS,
    "time_zone": "Europe/Paris",
    "preferred_language": "fr_FR",
    "calling": True,
    "pstn": PSTN,
}
# "Update a Person": what its body may have.
PERSON = {
    "emails", "phoneNumbers", "extension", "locationId", "displayName", "firstName", "lastName", "nickName", "avatar",
    "orgId", "roles", "licenses", "department", "manager", "managerId", "title", "addresses", "siteUrls",
    "loginEnabled",
}  # fmt: skip


class Sent(NamedTuple):
    """A request that is meant to change something."""

    method: str
    path: str
    query: str
    body: Any


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Sent]:
    """The writes of this process, with their bodies."""
    writes: list[Sent] = []
    send: Callable[..., requests.Response] = requests.Session.send

    def record(session: requests.Session, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        if request.method != "GET":
            path, _mark, query = str(request.path_url).partition("?")
            body = json.loads(request.body) if request.body else None
            writes.append(Sent(str(request.method), path.removeprefix("/v1"), query, body))
        return send(session, request, **options)

    monkeypatch.setattr(requests.Session, "send", record)
    return writes


@pytest.fixture
def acme(simulator: SimulatorServer) -> SimulatorServer:
    """The simulator with the customer acme, numbers at its head office Paris, and its first user there."""
    settle(simulator)
    return simulator


def settle(simulator: SimulatorServer) -> None:
    one(Customers, simulator.url, **ACME)
    one(Locations, simulator.url, customer="acme", name="Paris", pstn=PSTN, numbers=[ONE, TWO], main_number=ONE)
    boss = {"email": "boss@acme.example", "package": "webex_calling", "location": "Paris", "extension": "100"}
    one(Users, simulator.url, customer="acme", **boss)


def location(simulator: SimulatorServer, name: str = "Paris") -> tuple[str, str]:
    """Return the organization and the id of a location."""
    with closing(client(simulator.url)) as webex:
        (customer,) = webex.pages("wholesale/customers", externalId="acme")
        (found,) = webex.pages("locations", orgId=customer["orgId"], name=name)
        return customer["orgId"], found["id"]


def test_a_person_is_replaced_with_what_may_be_written(acme: SimulatorServer, sent: list[Sent]) -> None:
    one(Users, acme.url, **MARIE)
    one(Users, acme.url, **MARIE | {"last_name": "Petit"})
    (renamed,) = [each for each in sent if each.method == "PUT"]
    assert set(renamed.body) <= PERSON
    assert renamed.body["loginEnabled"] is True
    assert renamed.body["phoneNumbers"] == [{"type": "work", "value": TWO}]
    assert (renamed.body["extension"], renamed.body["displayName"]) == ("101", "Marie Petit")
    assert renamed.query == "callingData=true"
    one(Users, acme.url, **MARIE | {"last_name": "Petit", "phone_number": "", "extension": "102"})
    assert sent[-1].body["phoneNumbers"] == []
    assert sent[-1].body["extension"] == "102"
    one(Users, acme.url, **MARIE | {"last_name": "Petit", "extension": ""})
    assert "extension" not in sent[-1].body
    assert sent[-1].body["phoneNumbers"] == [{"type": "work", "value": TWO}]


def test_a_disabled_login_stays_disabled(acme: SimulatorServer) -> None:
    person_id = one(Users, acme.url, **MARIE)["wholesale_user"]["person_id"]
    with closing(client(acme.url)) as webex:
        person = webex.get(f"people/{person_id}")
        body = {name: person[name] for name in ("displayName", "licenses")}
        webex.write("PUT", f"people/{person_id}", body | {"loginEnabled": False})
        one(Users, acme.url, **MARIE | {"roles": ["Compliance Officer"]})
        assert webex.get(f"people/{person_id}")["loginEnabled"] == "false"


def test_no_calling_data_for_a_person_without_calling(acme: SimulatorServer, sent: list[Sent]) -> None:
    otto = {"customer": "acme", "email": "otto@acme.example", "package": "webex_meetings", "first_name": "Otto"}
    one(Users, acme.url, **otto)
    one(Users, acme.url, **otto | {"last_name": "Graf"})
    assert sent[-1].method == "PUT"
    assert sent[-1].query == ""
    assert not {"phoneNumbers", "extension", "locationId"} & set(sent[-1].body)


def test_the_announcement_language_is_the_default_of_the_location(acme: SimulatorServer, sent: list[Sent]) -> None:
    paris = {"customer": "acme", "name": "Paris"}
    for action in ("updated", "unchanged"):
        assert one(Locations, acme.url, **paris, announcement_language="en_GB")["action"] == action
    (only,) = sent
    assert (only.method, only.body) == ("PUT", {"announcementLanguage": "en_gb"})


@pytest.mark.parametrize(
    ("existing", "people", "features"), [("people", True, False), ("features", False, True), ("all", True, True)]
)
def test_the_announcement_language_of_what_exists(
    acme: SimulatorServer, sent: list[Sent], existing: str, people: bool, features: bool
) -> None:
    options = {"customer": "acme", "name": "Paris", "announcement_language": "de_DE"}
    acme.faults({"responses": [{"method": "POST", "path": "/modifyAnnouncementLanguage/", "status": 400}]})
    with pytest.raises(TaskFailed):
        one(Locations, acme.url, **options, announcement_language_existing=existing)
    # The default can be read, what exists cannot: so nothing is forgotten when the run is repeated.
    for action in ("updated", "unchanged"):
        result = one(Locations, acme.url, **options, announcement_language_existing=existing)
        assert result["action"] == action
    _failed, modified, default = sent
    assert modified.path.endswith("/actions/modifyAnnouncementLanguage/invoke")
    assert modified.body == {
        "announcementLanguageCode": "de_de",
        "agentEnabled": people,
        "serviceEnabled": features,
    }
    assert default.body == {"announcementLanguage": "de_de"}


def test_an_announcement_language_that_webex_does_not_tell_stays(acme: SimulatorServer) -> None:
    acme.faults({"responses": [{"method": "GET", "path": "/telephony/config/locations/[^/]+$", "status": 200}]})
    (step,) = run(acme, task("location", customer="acme", name="Paris", announcement_language="de_DE"))
    assert (step.result["action"], step.writes) == ("unchanged", [])
    assert any("Webex does not tell that of location Paris" in warning for warning in step.result["warnings"])


def test_the_precheck_of_a_customer_gets_nothing_that_only_creating_takes(
    simulator: SimulatorServer, sent: list[Sent]
) -> None:
    more = {"language": "fr", "sub_partner_admin_email": "admin@partner.example.com"}
    foretold(Customers, simulator.url, **ACME | more)
    one(Customers, simulator.url, **ACME | more)
    precheck, created = (each.body for each in sent)
    assert created.pop("subPartnerAdminEmail") == more["sub_partner_admin_email"]
    assert created["customerInfo"].pop("language") == "fr"
    assert precheck == created


def test_the_consent_mail_has_the_documented_path(acme: SimulatorServer, sent: list[Sent]) -> None:
    otto = {"email": "otto@free.example.com", "package": "webex_meetings", "send_consent_email": True}
    subscriber = one(Users, acme.url, customer="acme", **otto)["id"]
    assert sent[-1].path == f"/subscribers/{subscriber}/emails/consentMove"


def test_numbers_that_are_there_already_are_added(acme: SimulatorServer) -> None:
    """By the document they are ignored; others saw 409 with code 8363."""
    org_id, location_id = location(acme)
    refusal = {"method": "POST", "path": "/numbers$", "status": 409, "error_code": 8363}
    paris, memory = {"customer": "acme", "name": "Paris"}, dict[Any, Any]()
    assert one(Locations, acme.url, memory=memory, **paris, numbers=[ONE])["action"] == "unchanged"
    with closing(client(acme.url)) as webex:  # somebody else adds it, after it has been read that it is not there
        path, body = f"telephony/config/locations/{location_id}/numbers", {"phoneNumbers": [THREE], "state": "ACTIVE"}
        webex.write("POST", path, body, orgId=org_id)
    acme.faults({"responses": [refusal]})
    # This run has changed nothing: somebody else did it.
    assert one(Locations, acme.url, memory=memory, **paris, numbers=[ONE, THREE])["action"] == "unchanged"
    acme.faults({"responses": [refusal]})
    with pytest.raises(TaskFailed) as refused:
        one(Locations, acme.url, **paris, numbers=["+33199000199"])
    assert refused.value.result["failure"]["code"] == "8363"


def test_numbers_that_are_gone_already_are_removed(acme: SimulatorServer) -> None:
    """Webex answers 502 when one is not there."""
    org_id, location_id = location(acme)
    paris, memory = {"customer": "acme", "name": "Paris"}, dict[Any, Any]()
    one(Locations, acme.url, memory=memory, **paris, numbers=[ONE, TWO, THREE])
    with closing(client(acme.url)) as webex:
        path = f"telephony/config/locations/{location_id}/numbers"
        webex.write("DELETE", path, {"phoneNumbers": [THREE]}, orgId=org_id)
    settings = {"purge_numbers": True, "retry_timeout": 0.5}
    assert one(Locations, acme.url, memory=memory, **paris, **settings, numbers=[ONE])["action"] == "updated"
    (read,) = many_numbers(acme, org_id, location_id)
    assert read == ONE


def many_numbers(simulator: SimulatorServer, org_id: str, location_id: str) -> list[str]:
    """Return the numbers that a location has."""
    with closing(client(simulator.url)) as webex:
        answers = list(webex.pages("telephony/config/numbers", "phoneNumbers", orgId=org_id, locationId=location_id))
    return sorted(each["phoneNumber"] for each in answers if each.get("phoneNumber"))


def test_a_sub_partner_may_be_given_as_a_bare_uuid_everywhere(simulator: SimulatorServer, tmp_path: Path) -> None:
    sub_partner = "0a1b0000-0000-4000-8000-000000000002"
    template = one(
        OnboardingTemplates,
        simulator.url,
        sub_partner=sub_partner,
        name="Standard",
        backend="catalog",
        catalog_path=str(tmp_path / "templates.yml"),
        provisioning_id="ZjViMzYxODctMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAx",
        service_provider_admin="admin@partner.example.com",
        country="FR",
        default_language="fr_FR",
        subscription="Sub-simulator-1",
    )
    assert template["onboarding_template"]["status"] == "active"
    meetings = {name: value for name, value in ACME.items() if name != "calling_location"}
    one(Customers, simulator.url, sub_partner=sub_partner, **meetings | {"packages": ["webex_meetings"]})
    with closing(client(simulator.url)) as webex:
        scope = {"onBehalfOfSubPartnerOrgId": ids.encode("ORGANIZATION", sub_partner)}
        assert [each["externalId"] for each in webex.pages("wholesale/customers", **scope)] == ["acme"]


def test_an_update_of_the_address_keeps_packages_in_error(simulator: SimulatorServer, sent: list[Sent]) -> None:
    reason = {"errorCode": 2560, "description": "Maintenance"}
    simulator.faults({"provisioning": {"acme": {"packages": {"webex_calling": {"errors": [reason]}}}}})
    with pytest.raises(TaskFailed):
        one(Customers, simulator.url, **ACME)
    simulator.faults({})
    result = one(Customers, simulator.url, external_id="acme", address=AUSTIN)
    assert sent[-1].body["packages"] == ["webex_calling", "webex_meetings"]
    # Only what was asked for is told, though Webex has tried the package again.
    assert list(result["diff"][0]["changes"]["after"]) == ["address"]


def test_a_change_of_packages_sends_the_limits_again(simulator: SimulatorServer, sent: list[Sent]) -> None:
    one(Customers, simulator.url, **ACME, package_limits={"webex_calling": 5, "webex_meetings": 7})
    one(Customers, simulator.url, external_id="acme", packages=["webex_calling", "webex_suite"])
    assert sent[-1].body["provisioningParameters"]["packages"]["limits"] == {"webex_calling": 5}
    limits = {"webex_suite": 3}
    one(
        Customers,
        simulator.url,
        external_id="acme",
        packages=["webex_calling", "webex_suite", "webex_meetings"],
        package_limits=limits,
    )
    assert sent[-1].body["provisioningParameters"]["packages"]["limits"] == {"webex_calling": 5, "webex_suite": 3}


def test_a_package_that_may_include_calling_warns_without_a_location(simulator: SimulatorServer) -> None:
    agents = {name: value for name, value in ACME.items() if name != "calling_location"}
    (step,) = run(simulator, task("wholesale_customer", **agents | {"packages": ["cx_premium_agent"]}))
    assert any("calling_location: cx_premium_agent may need it" in each for each in step.result["warnings"])
    assert "provisioningParameters.calling.location is missing (HTTP 400" in step.message


def test_customers_and_locations_need_no_scope_of_calling(simulator: SimulatorServer) -> None:
    meetings = {name: value for name, value in ACME.items() if name != "calling_location"}
    place = {name: value for name, value in LYON.items() if name not in ("calling", "pstn")}
    simulator.faults({"responses": [{"path": "/telephony/", "status": 403, "times": 99}]})
    steps = run(
        simulator, task("wholesale_customer", **meetings | {"packages": ["webex_meetings"]}), task("location", **place)
    )
    for step in steps:
        assert step.result["action"] == "created", step.result
        assert any("address: not checked, as the token may not read" in each for each in step.result["warnings"])


def test_a_routing_prefix_that_webex_does_not_change_fails(tmp_path: Path, sent: list[Sent]) -> None:
    """Webex answers 206 with the reason, has changed everything else, and takes it when the run is repeated."""
    with SimulatorServer(tmp_path, provisioning_delay=1.5) as simulator:
        settle(simulator)
        org_id, location_id = location(simulator)
        with closing(client(simulator.url)) as webex:
            webex.write("PUT", f"telephony/config/locations/{location_id}", {"routingPrefix": "81"}, orgId=org_id)
        paris = {"customer": "acme", "name": "Paris", "routing_prefix": "82", "outside_dial_digit": "0"}
        with pytest.raises(TaskFailed, match=r"routing_prefix: Webex has not changed it: .*not triggered") as failed:
            one(Locations, simulator.url, **paris)
        assert failed.value.result["done"] == ["change outside dial digit"]
        simulator.settle()
        again = one(Locations, simulator.url, **paris)
        assert list(again["diff"][0]["changes"]["after"]) == ["routing_prefix"]
        assert one(Locations, simulator.url, **paris)["action"] == "unchanged"


@pytest.mark.parametrize("numbers", [{"numbers": [THREE]}, {"numbers": [ONE], "purge_numbers": True}])
def test_a_provider_that_manages_its_numbers_is_asked_for_none(
    tmp_path: Path, sent: list[Sent], numbers: dict[str, Any]
) -> None:
    database = tmp_path / "state.db"
    with SimulatorServer(tmp_path, database=str(database)) as simulator:
        settle(simulator)
        plan = next(option for option in pstn_options("FR") if option.type == "CISCO_PSTN")
        with closing(sqlite3.connect(database)) as state:  # as Control Hub does it: no API can
            state.execute("UPDATE location SET pstn = ?", [json.dumps({"id": plan.id})])
            state.commit()
        sent.clear()
        with pytest.raises(TaskFailed, match="numbers: Cisco Calling Plans FR manages the numbers of the location"):
            one(Locations, simulator.url, customer="acme", name="Paris", outside_dial_digit="0", **numbers)
        assert sent == []


def test_a_moved_user_keeps_or_loses_the_number_as_asked(acme: SimulatorServer, sent: list[Sent]) -> None:
    one(Locations, acme.url, **LYON)
    one(Users, acme.url, **MARIE)

    def line(**options: Any) -> tuple[Any, ...]:
        sent.clear()
        one(Users, acme.url, customer="acme", email=MARIE["email"], **options)
        (move,) = sent
        (user,) = move.body["usersList"][0]["users"]
        del user["userId"]
        everything = {"package": "webex_calling", "location": options["location"], **options}
        assert one(Users, acme.url, customer="acme", email=MARIE["email"], **everything)["action"] == "unchanged"
        with closing(client(acme.url)) as webex:
            org_id, _location_id = location(acme)
            (person,) = webex.pages("people", orgId=org_id, email=MARIE["email"], callingData=True)
        work = [each["value"] for each in person["phoneNumbers"] if each["type"] == "work"]
        return user, work, person.get("extension")

    assert line(location="Lyon") == ({}, [TWO], "101")
    assert line(location="Paris", phone_number="") == ({"phoneNumber": ""}, [], "101")


def test_a_user_of_one_customer_named_in_two_ways_is_listed_twice(acme: SimulatorServer, sent: list[Sent]) -> None:
    org_id, _location_id = location(acme)
    for reference in (org_id, ids.uuid_of(org_id).upper()):
        users = [MARIE, MARIE | {"customer": reference, "email": "MARIE@acme.example", "first_name": "Mary"}]
        with pytest.raises(TaskFailed, match=r"wholesale_users\[1\]: marie@acme.example is listed before, at \[0\]"):
            many(Users, acme.url, wholesale_users=users)
    assert sent == []
