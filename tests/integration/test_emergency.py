# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Emergency callback numbers, through ansible-core on the simulator."""

from __future__ import annotations

import re
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.customer.api import Customers
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.location.api import Locations
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.user.api import Users
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.workspace.api import Workspaces

from tests.direct import one
from tests.integration.steps import ACME, AUSTIN, FAST, MARIE, PARIS, Step, live, run, task
from tests.integration.test_fleet import run as fleet
from tests.simulator_server import SimulatorServer

NUMBERS = [f"+331990001{number:02}" for number in range(1, 6)]
PSTN = {"provider": "Simulated Telecom FR"}
PLACE = {"address": PARIS, "time_zone": "Europe/Paris", "preferred_language": "fr_FR", "calling": True}
CUSTOMER = {**ACME, "packages": [*ACME["packages"], "common_area_calling"]}
DESK = {"name": "Desk", "location": "Paris"}


def ann(**options: Any) -> dict[str, Any]:
    return {"customer": "acme", "email": "ann@acme.example", **options}


def new(**options: Any) -> dict[str, Any]:
    return ann(package="webex_calling", location="Paris", extension="102", **options)


def at(name: str = "Paris", **options: Any) -> dict[str, Any]:
    return {"customer": "acme", "name": name, **options}


@pytest.fixture
def acme(simulator: SimulatorServer) -> SimulatorServer:
    """The simulator with acme: Paris has numbers and no main number, Lyon nothing; Marie and the desk have numbers."""
    one(Customers, simulator.url, **CUSTOMER)
    one(Locations, simulator.url, **at(pstn=PSTN, numbers=NUMBERS))
    one(Locations, simulator.url, **at("Lyon", **PLACE))
    one(Users, simulator.url, **MARIE)
    one(Workspaces, simulator.url, customer="acme", phone_number=NUMBERS[2], **DESK)
    return simulator


def steps(step: Step) -> list[str]:
    """Return the writes without ids."""
    return [re.sub(r"/Y2l\w+", "/ID", each.partition("/v1/")[2]) for each in step.writes]


def test_life_of_callback_numbers(acme: SimulatorServer) -> None:
    marie = "marie@acme.example"
    by_member, _desk, _main = live(
        acme,
        "location",
        ("updated", at(emergency_callback=marie)),
        ("updated", at(emergency_callback="desk")),
        ("updated", at(emergency_callback="main_number", main_number=NUMBERS[0])),
    )
    assert steps(by_member) == ["telephony/config/locations/ID/features/emergencyCallbackNumber"]
    made, _member, own, gone = live(
        acme,
        "wholesale_user",
        ("created", new(emergency_callback="location")),
        ("updated", ann(emergency_callback="Desk")),
        ("updated", ann(emergency_callback="direct_line", phone_number=NUMBERS[3])),
        ("removed", ann(state="absent", remove_person=True)),
    )
    path = "telephony/config/people/ID/emergencyCallbackNumber"
    assert steps(made) == ["wholesale/subscribers", path]
    assert steps(own) == ["people/ID", path]
    assert [each["path"] for each in gone.requests if "dependencies" in each["path"]]
    hall = {"customer": "acme", "name": "Hall", "location": "Paris", "extension": "105"}
    made, _line = live(
        acme,
        "workspace",
        ("created", {**hall, "emergency_callback": "location"}),
        ("updated", {**hall, "emergency_callback": "direct_line", "phone_number": NUMBERS[4]}),
    )
    assert steps(made) == ["workspaces", "telephony/config/workspaces/ID/emergencyCallbackNumber"]
    reading = {"customer": "acme", "include_emergency_callback": True}
    users, places, rooms, plain = run(
        acme,
        *(
            {f"webex.wholesale.{noun}_info": options}
            for noun, options in (
                ("wholesale_user", reading),
                ("location", reading),
                ("workspace", reading),
                ("location", {"customer": "acme"}),
            )
        ),
    )
    assert [each["emergency_callback"] for each in users.result["wholesale_users"]] == ["direct_line"]
    found = {each["name"]: each for each in places.result["locations"]}
    assert (found["Paris"]["emergency_callback"], found["Paris"]["e911_setup_required"]) == ("main_number", False)
    assert {each["name"]: each["emergency_callback"] for each in rooms.result["workspaces"]} == {
        "Desk": "direct_line",
        "Hall": "direct_line",
    }
    assert not any("emergency" in each["path"] for each in plain.requests)


def test_nobody_goes_live_whom_nobody_could_call_back(acme: SimulatorServer) -> None:
    hall: dict[str, Any] = {"customer": "acme", "name": "Hall", "location": "Lyon", "extension": "105"}
    silent, room, wrong, nobody, numberless, direct, opted = run(
        acme,
        task("wholesale_user", **new() | {"location": "Lyon"}),
        task("workspace", **hall),
        task("wholesale_user", **new(emergency_callback="location")),
        task("wholesale_user", **new(emergency_callback="bob@acme.example")),
        task("wholesale_user", **new(emergency_callback="marie@acme.example") | {"location": "Lyon"}),
        task("wholesale_user", **new(emergency_callback="direct_line")),
        task("wholesale_user", **new(emergency_callback="none")),
    )
    for step, text in (
        (silent, "emergency_callback: location Lyon has no number that emergency services could call back"),
        (room, "emergency_callback: location Lyon has no number"),
        (wrong, "emergency_callback: location Paris has no number"),
        (nobody, "emergency_callback: there is no user bob@acme.example of this customer"),
        (numberless, "emergency_callback: marie@acme.example has no phone number of location Lyon"),
        (direct, "emergency_callback: there is no direct_line without phone_number"),
    ):
        assert text in step.message
        assert step.writes == []
    assert (opted.result["action"], steps(opted)) == ("created", ["wholesale/subscribers"])


def test_one_run_sets_up_everybody_in_order(simulator: SimulatorServer) -> None:
    """A location's number is that of a user who comes with it, and others who come as well rely on it."""
    marie = {name: value for name, value in MARIE.items() if name != "customer"}
    customer = {
        "name": "acme",
        "wholesale_customer": CUSTOMER,
        "locations": [
            {"name": "Paris", "pstn": PSTN, "numbers": NUMBERS, "emergency_callback": "marie@acme.example"},
            {"name": "Lyon", **PLACE, "pstn": PSTN, "numbers": ["+33199000201"], "main_number": "+33199000201"},
            {"name": "Austin", **PLACE, "address": AUSTIN},
        ],
        "wholesale_users": [
            marie,
            {"email": "ann@acme.example", "package": "webex_calling", "location": "Paris", "extension": "102"},
            {"email": "bob@acme.example", "package": "webex_calling", "location": "Lyon", "extension": "102",
             "emergency_callback": "location"},
        ],
        "workspaces": [{**DESK, "extension": "105", "emergency_callback": "location"}],
    }  # fmt: skip
    arguments = {"customers": [customer], **FAST}
    check, real, again = (
        step
        for step in run(
            simulator,
            *({"webex.wholesale.wholesale_onboard": arguments, "check_mode": mode} for mode in (True, False, False)),
        )
    )
    for step in (check, real, again):
        assert not step.result.get("failed"), step.result
    assert check.writes == []
    assert (again.result["changed"], again.writes) == (False, [])
    audited = fleet(simulator, "audit", customer)
    for (told,) in (real.result["customers"], again.result["customers"], audited["customers"]):
        e911 = {each["name"]: each["e911_setup_required"] for each in told["locations"]}
        assert e911 == {"Paris": False, "Lyon": False, "Austin": True}
    done = [re.sub(r"/Y2l\w+", "/ID", each) for each in real.writes]
    assert sum("emergencyCallbackNumber" in each for each in done) == 3
    wanted = "PUT /v1/telephony/config/locations/ID/features/emergencyCallbackNumber"
    assert done.index("POST /v1/wholesale/subscribers") < done.index(wanted)


def test_whom_others_depend_on_stays(acme: SimulatorServer) -> None:
    """Others may go along, or be given another number in the same run."""
    marie = {"email": MARIE["email"], "state": "absent", "remove_person": True}
    one(Users, acme.url, **new(emergency_callback=MARIE["email"]))
    refused, number, room, together = run(
        acme,
        task("wholesale_user", customer="acme", **marie),
        task("wholesale_user", customer="acme", email=MARIE["email"], phone_number=""),
        task("workspaces", customer="acme", workspaces=[{"name": "Desk", "state": "absent"}]),
        task("wholesale_users", customer="acme", wholesale_users=[
            marie, {"email": "ann@acme.example", "state": "absent", "remove_person": True}]),
    )  # fmt: skip
    text = "emergency services call back marie@acme.example for 1 others: give them another emergency_callback first"
    assert f"state: {text}" in refused.message
    assert f"phone_number: {text}" in number.message
    assert refused.writes == number.writes == []
    assert room.result["counts"]["removed"] == 1
    assert together.result["counts"]["removed"] == 2


def test_a_workspace_goes_before_whose_number_it_has(acme: SimulatorServer) -> None:
    one(Workspaces, acme.url, **DESK | {"name": "Hall", "customer": "acme"}, extension="105",
        emergency_callback=MARIE["email"])  # fmt: skip
    marie = {"email": MARIE["email"], "state": "absent", "remove_person": True}
    alone, both = (
        {"name": "acme", "wholesale_customer": CUSTOMER, "wholesale_users": [marie], "workspaces": rooms}
        for rooms in ([], [{"name": "Hall", "state": "absent"}])
    )
    made = len(acme.writes())
    found = fleet(acme, "onboard", alone)
    assert "emergency services call back marie@acme.example for 1 others" in found["customers"][0]["problems"][0]
    assert len(acme.writes()) == made
    assert fleet(acme, "onboard", both)["customers"][0]["problems"] == []
    assert [re.sub(r"/Y2l\w+", "", each["path"]) for each in acme.writes()[made:]] == [
        "/v1/workspaces", "/v1/wholesale/subscribers", "/v1/people",
    ]  # fmt: skip


def test_a_locations_own_number_stays_until_it_has_another(acme: SimulatorServer) -> None:
    one(Locations, acme.url, **at(emergency_callback="Desk"))
    gone = {"name": "Desk", "state": "absent"}
    (refused,) = run(acme, task("workspaces", customer="acme", workspaces=[gone]))
    assert "emergency services call back Desk for location Paris" in refused.message
    assert refused.writes == []


def test_an_audit_lists_whom_nobody_could_call_back(acme: SimulatorServer) -> None:
    """Listed or not; only of them it is read whose number they have, and who is to have none is no alarm."""
    one(Users, acme.url, **new(emergency_callback="none"))
    one(Users, acme.url, **new(emergency_callback=MARIE["email"]) | {"email": "bob@acme.example", "extension": "103"})
    one(Workspaces, acme.url, **DESK | {"name": "Hall", "customer": "acme"}, extension="105", emergency_callback="none")
    listed = {"email": "ann@acme.example", "extension": "102", "emergency_callback": "none"}
    customer = {"wholesale_customer": CUSTOMER, "wholesale_users": [listed]}
    made = len(acme.requests())
    found = fleet(acme, "audit", customer, unlisted=True)
    (each,) = found["customers"]
    assert each["without_callback"] == [
        {"object": "workspace Hall", "location": "Paris", "accepted": False},
        {"object": "user ann@acme.example", "location": "Paris", "accepted": True},
    ]
    assert (found["verdict"], found["totals"]["without_callback"]) == ("failed", 1)
    assert found["findings"]["acme"]["failed"] == [
        "workspace Hall has only an extension, and neither it nor location Paris has a usable emergency callback number"
    ]
    asked = [each["path"] for each in acme.requests()[made:] if "emergency" in each["path"]]
    assert len(asked) == 1 + 3  # Paris, and those there who have an extension only
    assert "without_callback" not in fleet(acme, "audit", customer, emergency_callback=False)["customers"][0]

    # With a number of the location all of them can be called back, and nothing is read for it.
    one(Locations, acme.url, **at(main_number=NUMBERS[0]))
    made = len(acme.requests())
    found = fleet(acme, "audit", customer, unlisted=True)
    assert found["customers"][0]["without_callback"] == []
    assert not [each for each in acme.requests()[made:] if "emergency" in each["path"]]
