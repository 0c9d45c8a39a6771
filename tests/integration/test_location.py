# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Locations, through ansible-core on the simulator."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._http import ids
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.customer.api import Customers

from tests.direct import client, one
from tests.integration.steps import ACME, AUSTIN, PARIS, Step, live, run, task
from tests.simulator_server import SimulatorServer

ONE, TWO, THREE = "+33199000101", "+33199000102", "+33199000103"
LYON: dict[str, Any] = {
    "customer": "acme",
    "name": "Lyon",
    "address": PARIS | {"city": "Lyon", "zip_or_postal_code": "69002"},
    "time_zone": "Europe/Paris",
    "preferred_language": "fr_FR",
}
PSTN = {"provider": "Simulated Telecom FR"}
TRUNK = ids.encode("TRUNK", "0a1b0000-0000-4000-8000-0000000000aa")


def at(name: str = "Lyon", **options: Any) -> dict[str, Any]:
    return {"customer": "acme", "name": name, **options}


@pytest.fixture
def acme(simulator: SimulatorServer) -> SimulatorServer:
    """The simulator with the customer acme, whose head office Paris has calling."""
    one(Customers, simulator.url, **ACME)
    return simulator


def info(simulator: SimulatorServer, name: str = "Lyon") -> dict[str, Any]:
    (step,) = run(simulator, {"webex.wholesale.location_info": at(name)})
    (location,) = step.result["locations"]
    assert isinstance(location, dict)
    return location


def test_life_without_calling(acme: SimulatorServer) -> None:
    created, moved, _notes, removed = live(
        acme,
        "location",
        ("created", LYON | {"latitude": "45.76", "longitude": "4.83", "notes": "Second floor"}),
        ("updated", at(address=LYON["address"] | {"address_line1": "1 place Bellecour"}, time_zone="Europe/Zurich")),
        ("updated", at(notes="", preferred_language="en_GB")),
        ("removed", at(state="absent")),
    )
    assert created.writes == ["POST /v1/locations"]
    assert created.result["id"] == created.result["location"]["id"]
    assert set(moved.result["diff"][0]["changes"]["after"]) == {"address", "time_zone"}
    assert moved.result["location"]["address"]["zip_or_postal_code"] == "69002"
    assert [write.split()[0] for write in removed.writes] == ["DELETE"]


def test_life_with_calling(acme: SimulatorServer) -> None:
    created, _prefix, added, purged, _main, _off, on, removed = live(
        acme,
        "location",
        (
            "created",
            LYON | {"calling": True, "pstn": PSTN, "numbers": [TWO, ONE], "main_number": ONE, "routing_prefix": "81"},
        ),
        (
            "updated",
            at(
                routing_prefix="82",
                outside_dial_digit="0",
                external_caller_id_name="Acme Lyon",
                emergency_location_identifier="FR-69",
                announcement_language="en_GB",
            ),
        ),
        ("updated", at(numbers=[THREE])),
        ("updated", at(numbers=[ONE, THREE], purge_numbers=True)),
        ("updated", at(main_number=THREE, routing_prefix="", outside_dial_digit="")),
        ("updated", at(calling=False)),
        ("updated", at(calling=True, pstn={"provider": "simulated voice fr"}, numbers=[ONE])),
        ("removed", at(state="absent")),
    )
    location = created.result["location"]
    assert (location["numbers"], location["main_number"], location["calling"]) == ([ONE, TWO], ONE, True)
    assert added.result["location"]["numbers"] == [ONE, TWO, THREE]
    (diff,) = purged.result["diff"]
    assert (diff["before_header"], diff["after_header"]) == ("location Lyon", "location Lyon")
    assert diff["changes"] == {"before": {"numbers": [ONE, TWO, THREE]}, "after": {"numbers": [ONE, THREE]}}
    assert set(on.result["diff"][0]["changes"]["after"]) == {"calling", "pstn", "numbers"}
    assert [write.split()[0] for write in removed.writes] == ["POST", "DELETE"]


def test_what_was_set_is_there(acme: SimulatorServer) -> None:
    options = LYON | {
        "calling": True,
        "pstn": PSTN,
        "numbers": [ONE],
        "main_number": ONE,
        "routing_prefix": "81",
        "announcement_language": "de_DE",
        "external_caller_id_name": "Acme Lyon",
        "emergency_location_identifier": "FR-69",
        "outside_dial_digit": "0",
    }
    (created,) = run(acme, task("location", **options))
    there = info(acme)
    assert {name: there[name] for name in options if name not in ("customer", "address")} == {
        name: value if name != "pstn" else {"provider": "Simulated Telecom FR"}
        for name, value in created.result["location"].items()
        if name in options and name not in ("customer", "address")
    }
    assert {name: value for name, value in there["address"].items() if value} == LYON["address"]


def test_found_by_any_case_and_any_customer_id(acme: SimulatorServer) -> None:
    (customer,) = run(acme, {"webex.wholesale.wholesale_customer_info": {"external_id": "acme"}})
    (acme_,) = customer.result["wholesale_customers"]
    names = [acme_["id"], acme_["org_id"], ids.uuid_of(acme_["id"]), ids.uuid_of(acme_["org_id"]).upper()]
    steps = run(
        acme,
        task("location", **LYON),
        *[task("location", **LYON | {"customer": each}) for each in names],
        task("location", **at("LYON", time_zone="Europe/Paris")),
        task("location", **at("Ly", state="absent")),
    )
    assert [step.result["action"] for step in steps] == [
        "created",
        "unchanged",
        "unchanged",
        "unchanged",
        "unchanged",
        "updated",
        "unchanged",
    ]
    assert steps[5].result["diff"][0]["changes"]["after"] == {"name": "LYON"}


def test_pstn_is_chosen_by_name_or_id_and_a_wrong_one_is_told_with_the_right_ones(acme: SimulatorServer) -> None:
    (created,) = run(acme, task("location", **LYON | {"calling": True, "pstn": PSTN}))
    org_id, location_id = created.result["location"]["org_id"], created.result["id"]
    offered = _offered(acme, org_id, location_id)
    by_id, trunk, again, nope, cisco = run(
        acme,
        task("location", **at(pstn={"provider": offered["Simulated Telecom FR"]})),
        task("location", **at(pstn={"trunk": TRUNK})),
        task("location", **at(pstn={"trunk": TRUNK})),
        task("location", **at(pstn={"provider": "Nobody"})),
        task("location", **at(pstn={"provider": "Cisco Calling Plans FR"})),
    )
    assert (by_id.result["action"], by_id.writes) == ("unchanged", [])
    assert trunk.result["diff"][0]["changes"]["after"] == {"pstn": {"trunk": TRUNK}}
    assert (again.result["action"], again.writes) == ("unchanged", [])
    assert "pstn.provider: Nobody is not offered at location Lyon; offered: " in nope.message
    assert "Simulated Voice FR" in nope.message
    assert nope.writes == []
    assert "cannot be set by id" in cisco.message


def _offered(simulator: SimulatorServer, org_id: str, location_id: str) -> dict[str, str]:
    with closing(client(simulator.url)) as webex:
        options = webex.pages(f"telephony/pstn/locations/{location_id}/connectionOptions", orgId=org_id)
        return {option["displayName"]: option["id"] for option in options}


def refusals(simulator: SimulatorServer, *options: dict[str, Any]) -> list[str]:
    """Return why each is refused, in check mode and really alike; nothing is written."""
    tasks = [task("location", check, **each) for each in options for check in (True, False)]
    steps: list[Step] = run(simulator, *tasks)
    for step in steps:
        assert step.writes == [], step.message
    for check, real in zip(steps[::2], steps[1::2], strict=True):
        assert check.message == real.message
    return [step.message for step in steps[::2]]


def test_refused_when_it_would_be_created(acme: SimulatorServer) -> None:
    texas = LYON | {"name": "Austin", "address": AUSTIN, "time_zone": "America/Chicago", "calling": True}
    cases = {
        "address: is required to create a location": at("New", time_zone="Europe/Paris"),
        "time_zone: is required to create a location": at("New", address=PARIS),
        "preferred_language: is required to create a location": at("New", address=PARIS, time_zone="Europe/Paris"),
        "address.state_or_province: is required in US": texas
        | {"address": {name: value for name, value in AUSTIN.items() if name != "state_or_province"}},
        "emergency_location_identifier: exists only in BE, DE, FR, not in US": texas
        | {"emergency_location_identifier": "x"},
        "numbers: can be added only when the location has a PSTN connection": LYON
        | {"calling": True, "numbers": [ONE]},
        f"main_number: {ONE} is not a number of the location": LYON
        | {"calling": True, "pstn": PSTN, "main_number": ONE},
        "numbers: location Lyon has no calling; set calling=true": LYON | {"numbers": [ONE]},
        "name: is longer than 80 characters": LYON | {"calling": True, "name": "x" * 81},
    }
    for expected, message in zip(cases, refusals(acme, *cases.values()), strict=True):
        assert expected in message


def test_refused_at_a_location_that_exists(acme: SimulatorServer) -> None:
    user: dict[str, Any] = {"customer": "acme", "email": "a@acme.example", "package": "webex_calling"}
    steps = run(
        acme,
        task("location", **LYON | {"calling": True, "pstn": PSTN, "numbers": [ONE, TWO], "main_number": ONE}),
        task("location", **LYON | {"name": "Nice"}),
        task("wholesale_user", **user, location="Lyon", phone_number=TWO),
    )
    assert [step.result.get("failed", False) for step in steps] == [False] * 3
    cases = {
        f"numbers: {TWO} is assigned to": at(numbers=[ONE], purge_numbers=True),
        f"numbers: {ONE} is the main number; purge_numbers cannot remove it": at(numbers=[TWO], purge_numbers=True),
        f"main_number: {THREE} is not a number of the location": at(main_number=THREE),
        "routing_prefix: location Nice has no calling": at("Nice", routing_prefix="81"),
        "emergency_location_identifier: exists only in": at(address=AUSTIN, emergency_location_identifier="x"),
        "address.zip_or_postal_code: is required in FR": at(address=LYON["address"] | {"zip_or_postal_code": ""}),
    }
    for expected, message in zip(cases, refusals(acme, *cases.values()), strict=True):
        assert expected in message
    used, last = run(acme, task("location", **at(calling=False)), task("location", **at("Paris", state="absent")))
    assert "calling cannot be disabled at location Lyon: users are assigned to it" in used.message
    assert not used.result["changed"]
    # Lyon has calling too, so that Paris may go; after that Lyon is the last one.
    assert last.result["action"] == "removed"
    only, removed = run(acme, task("location", **at(calling=False)), task("location", **at(state="absent")))
    for step in (only, removed):
        assert "it is the last calling location of the customer; users are assigned to it" in step.message
        assert not step.result["changed"]


def test_numbers_that_are_inactive_are_activated(acme: SimulatorServer) -> None:
    (created,) = run(acme, task("location", **LYON | {"calling": True, "pstn": PSTN, "numbers": [ONE]}))
    _deactivate(acme, created.result["location"]["org_id"], created.result["id"], ONE)
    check, real, again = run(
        acme, *[task("location", check, **at(numbers=[ONE, TWO])) for check in (True, False, False)]
    )
    assert check.result["diff"] == real.result["diff"]
    assert real.result["diff"][0]["changes"]["before"] == {"numbers": []}
    assert [write.split()[0] for write in real.writes] == ["POST", "PUT"]
    assert (again.result["action"], again.writes) == ("unchanged", [])


def _deactivate(simulator: SimulatorServer, org_id: str, location_id: str, number: str) -> None:
    body = {"phoneNumbers": [number], "action": "DEACTIVATE"}
    with closing(client(simulator.url)) as webex:
        webex.write("PUT", f"telephony/config/locations/{location_id}/numbers", body, orgId=org_id)


def test_a_failure_half_way_keeps_what_was_done(acme: SimulatorServer) -> None:
    options = LYON | {"calling": True, "pstn": PSTN, "numbers": [ONE], "main_number": ONE}
    fault = {"method": "POST", "path": "/numbers$", "status": 400, "message": "Not today", "error_code": 4410}
    acme.faults({"responses": [fault]})
    failed, again, quiet = run(acme, *[task("location", **options)] * 3)
    assert "creating location Lyon: Not today (HTTP 400, code 4410" in failed.message
    assert failed.result["done"] == ["create it", "enable calling", "set the PSTN connection"]
    assert failed.result["changed"]
    assert (again.result["action"], set(again.result["diff"][0]["changes"]["after"])) == (
        "updated",
        {"numbers", "main_number"},
    )
    assert (quiet.result["action"], quiet.writes) == ("unchanged", [])


def test_unknown_customer(simulator: SimulatorServer) -> None:
    check, real, absent = run(
        simulator, task("location", True, **LYON), task("location", **LYON), task("location", **at(state="absent"))
    )
    assert "customer: there is no wholesale customer acme" in real.message
    assert check.result["action"] == "created"
    assert any("there is no wholesale customer acme" in warning for warning in check.result["warnings"])
    assert (absent.result["action"], absent.writes) == ("unchanged", [])
