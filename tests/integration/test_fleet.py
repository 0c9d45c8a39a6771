# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many customers in one task: what the audit says is what onboarding does, and one customer harms no other."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._fleet import Fleet
from ansible_collections.webex.wholesale.plugins.module_utils._module import KINDS, Kind
from ansible_collections.webex.wholesale.plugins.module_utils._task import Task, TaskFailed

from tests.foretold import different, requested
from tests.simulator_server import ACCESS_TOKEN, SimulatorServer

PARIS = {"address_line1": "1 rue A", "city": "Paris", "zip_or_postal_code": "75002", "country": "FR"}
USERS = 4


def customer(number: int) -> dict[str, Any]:
    """Return a customer with a head office that has numbers, and users with and without one of them."""
    lines = [f"+3319900{number:02d}{index:02d}" for index in range(USERS)]
    office = {"name": "Office", "address": PARIS, "time_zone": "Europe/Paris", "preferred_language": "fr_FR"}
    users = [
        {
            "email": f"u{index}@c{number}.example",
            "first_name": "User",
            "last_name": str(index),
            "package": "webex_calling",
            "location": "Office",
            **({"phone_number": line} if index else {"extension": "100", "roles": ["Full Administrator"]}),
        }
        for index, line in enumerate(lines)
    ]
    return {
        "wholesale_customer": {
            "external_id": f"c{number}",
            "template": "Default",
            "name": f"Customer {number}",
            "primary_email": f"u0@c{number}.example",
            "packages": ["webex_calling", "webex_meetings"],
            "address": PARIS,
            "calling_location": office,
        },
        "locations": [
            {"name": "Office", "pstn": {"provider": "Simulated Telecom FR"}, "numbers": lines, "main_number": lines[0]}
        ],
        "wholesale_users": users,
    }


def run(simulator: SimulatorServer, kind: Kind, *customers: Any, check: bool = False, **options: Any) -> dict[str, Any]:
    """Return what the module returns, failed or not."""
    defaults = {name: spec.get("default") for name, spec in KINDS[kind][0](Fleet).items()}
    connection = {"api_url": simulator.url, "access_token": ACCESS_TOKEN, "wait_interval": 0.05}
    given = {**defaults, **connection, "customers": [deepcopy(each) for each in customers], **options}
    with Task(Fleet, given, check_mode=check, warn=lambda text: None, progress=lambda text: None) as task:
        try:
            return KINDS[kind][1](task)
        except TaskFailed as failure:
            return {"msg": str(failure), **failure.result}


def steps(result: dict[str, Any]) -> list[str]:
    """Return the requests of all customers."""
    return [request for each in result["customers"] for request in requested(each["steps"])]


def agree(simulator: SimulatorServer, *customers: Any) -> dict[str, Any]:
    """Audit, check and onboard: all three tell the same, and that is what was written. Return what was done."""
    before = len(simulator.writes())
    audited, checked = run(simulator, "audit", *customers), run(simulator, "onboard", *customers, check=True)
    assert len(simulator.writes()) == before
    done = run(simulator, "onboard", *customers)
    written = [f"{each['method']} {each['path']}" for each in simulator.writes()[before:]]
    for told in (audited, checked, done):
        assert different(steps(told), written) == ([], [])
        for name in ("name", "action", "problems"):
            assert [each[name] for each in told["customers"]] == [each[name] for each in done["customers"]]
    return done


def test_a_fleet_from_nothing_to_nothing_left_to_do(simulator: SimulatorServer) -> None:
    fleet = [customer(number) for number in range(6)]
    done = agree(simulator, *fleet)
    assert done["counts"] == {"created": 6, "updated": 0, "removed": 0, "unchanged": 0, "failed": 0}
    assert all(each["verified"] for each in done["customers"])
    again = agree(simulator, *fleet)
    assert again["counts"]["unchanged"] == 6
    assert not again["changed"]


def test_a_mixed_fleet_does_what_the_audit_says(simulator: SimulatorServer) -> None:
    same, other, failing, bad, new = (customer(number) for number in range(5))
    run(simulator, "onboard", same, other, failing)
    other["wholesale_users"][1] |= {"last_name": "Petit", "phone_number": ""} | {"extension": "101"}
    other["wholesale_users"][2]["phone_number"] = "+331990" + "00101"
    lost = {"email": "x@c2.example", "location": "Berln", "phone_number": "", "extension": "999"}
    failing["wholesale_users"].append(failing["wholesale_users"][1] | lost)
    bad["wholesale_users"] = "all"
    result = agree(simulator, same, other, failing, bad, new)
    assert [each["action"] for each in result["customers"]] == ["unchanged", "updated", "failed", "failed", "created"]
    assert [each["in_sync"] for each in result["customers"]] == [True, False, False, False, False]
    assert "there is no location Berln" in result["customers"][2]["problems"][0]
    assert result["customers"][3]["problems"][0].startswith("wholesale_users: must be a list of dictionaries")
    assert "2 of 5 customers failed" in result["msg"]


@pytest.mark.parametrize("nonsense", [None, 1, "x", [], [1], {"a": 1}, True])
@pytest.mark.parametrize("variable", ["wholesale_customer", "locations", "wholesale_users"])
def test_bad_data_of_any_shape_harms_no_other_customer(
    simulator: SimulatorServer, variable: str, nonsense: Any
) -> None:
    good = {"wholesale_customer": customer(1)["wholesale_customer"]}
    result = run(simulator, "audit", customer(0) | {variable: nonsense, "name": "bad"}, good)
    assert result["customers"][1]["action"] == "created"
    assert result["customers"][0]["name"] == "bad"


def test_an_unchanged_customer_costs_six_calls_at_most(simulator: SimulatorServer) -> None:
    fleet = [customer(number) for number in range(8)]
    run(simulator, "onboard", *fleet)
    before = len(simulator.requests())
    result = run(simulator, "audit", *fleet)
    assert all(each["in_sync"] for each in result["customers"])
    made = simulator.requests()[before:]
    assert len(made) == result["calls"] <= 6 * len(fleet)
    assert {each["method"] for each in made} == {"GET"}


def test_a_few_of_many_customers_do_not_cost_the_users_of_all(simulator: SimulatorServer) -> None:
    fleet = [customer(number) for number in range(20)]
    run(simulator, "onboard", *fleet)
    for count, of_each in ((4, True), (5, False)):
        before = len(simulator.requests())
        assert all(each["in_sync"] for each in run(simulator, "audit", *fleet[:count])["customers"])
        lists = [each for each in simulator.requests()[before:] if each["path"] == "/v1/wholesale/subscribers"]
        assert [("customerId=" in each["query"]) for each in lists] == [True] * count if of_each else [False]


def test_what_nobody_lists_is_told(simulator: SimulatorServer) -> None:
    first, second = customer(0), customer(1)
    run(simulator, "onboard", first, second)
    first["wholesale_users"].pop()
    first["locations"][0]["numbers"].pop()
    found = run(simulator, "audit", first, unlisted=True)["unlisted"]
    assert found == {
        "customers": ["c1"],
        "of_customers": {"c0": {"users": ["u3@c0.example"], "numbers": ["+331990000" + "03"]}},
    }


def test_a_customer_goes_after_its_users(simulator: SimulatorServer) -> None:
    leaving = customer(0)
    run(simulator, "onboard", leaving)
    leaving["wholesale_customer"]["state"] = "absent"
    leaving["wholesale_users"] = [{"email": each["email"], "state": "absent"} for each in leaving["wholesale_users"]]
    done = agree(simulator, leaving)
    assert done["customers"][0]["action"] == "removed"
    paths = [f"{each['method']} {each['path'].split('/')[3]}" for each in simulator.writes()[-USERS - 1 :]]
    assert paths == ["DELETE subscribers"] * USERS + ["DELETE customers"]


def test_users_change_to_a_package_that_comes_in_place_of_theirs(simulator: SimulatorServer) -> None:
    moving = customer(0)
    run(simulator, "onboard", moving)
    moving["wholesale_customer"]["packages"] = ["webex_meetings", "webex_suite"]
    for user in moving["wholesale_users"]:
        user["package"] = "webex_suite"
    done = agree(simulator, moving)
    assert done["customers"][0]["action"] == "updated", done["customers"][0]["problems"]
    assert done["customers"][0]["verified"]


def test_what_webex_shows_later_is_waited_for(simulator: SimulatorServer) -> None:
    simulator.faults({"lag": {"seed": 1, "share": 1, "list": 0.3, "other": 0.3, "single": 0.2}})
    done = run(simulator, "onboard", customer(0), customer(1), verify_timeout=20)
    simulator.faults({})
    assert done["counts"]["created"] == 2, done["customers"][0]["problems"]
    assert all(each["verified"] for each in done["customers"])


def test_what_webex_does_not_show_in_time_is_told(simulator: SimulatorServer) -> None:
    there = customer(0)
    run(simulator, "onboard", there)
    there["wholesale_users"][1]["last_name"] = "Petit"
    simulator.faults({"lag": {"seed": 1, "share": 1, "list": 30, "other": 30, "single": 30}})
    done = run(simulator, "onboard", there, verify_timeout=0)
    simulator.faults({})
    (told,) = done["customers"]
    assert (told["action"], told["verified"]) == ("updated", False)
    assert told["different"][0]["changes"]["after"] == {"last_name": "Petit"}
