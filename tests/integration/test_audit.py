# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an audit tells beside the plan: drift by kind, what fails or waits at Webex, and limits against what is used."""

from __future__ import annotations

from typing import Any

from tests.integration.test_fleet import USERS, customer, run
from tests.simulator_server import SimulatorServer

FREE = "someone@free.example.com"
"""The simulator knows it as a free account (A34)."""
REFUSAL = {"errorCode": 4711, "description": "No capacity"}


def limited(number: int, limit: int) -> dict[str, Any]:
    """Return a customer whose calling package is limited."""
    wanted = customer(number)
    wanted["wholesale_customer"]["package_limits"] = {"webex_calling": limit}
    return wanted


def only(result: dict[str, Any]) -> dict[str, Any]:
    """Return the one customer of a result."""
    (found,) = result["customers"]
    return dict(found)


def test_drift_is_told_by_kind_and_field_by_field(simulator: SimulatorServer) -> None:
    same, other = customer(0), customer(1)
    run(simulator, "onboard", same, other)
    other["wholesale_customer"]["address"] = other["wholesale_customer"]["address"] | {"city": "Lyon"}
    other["wholesale_users"][1]["last_name"] = "Petit"
    other["wholesale_users"][2] = {"email": "u2@c1.example", "state": "absent"}
    other["wholesale_users"].append(
        other["wholesale_users"][3] | {"email": "new@c1.example", "phone_number": "", "extension": "9"}
    )
    del other["wholesale_users"][3]
    missing = customer(2)
    before = len(simulator.requests())
    found = run(simulator, "audit", same, other, missing, unlisted=True)
    assert {each["method"] for each in simulator.requests()[before:]} == {"GET"}
    assert found["customers"][0]["differences"] == []
    rows = {tuple(str(value) for value in row.values()) for row in found["customers"][1]["differences"]}
    (new,) = (row for row in rows if row[1] == "missing")
    assert "new@c1.example" in new[2]
    assert sorted(rows - {new}) == [
        ("customer c1", "different", "address.city", "Paris", "Lyon"),
        ("user u1@c1.example", "different", "last_name", "1", "Petit"),
        ("user u2@c1.example", "surplus"),
    ]
    assert found["findings"]["c1"]["drift"][0] == "customer c1: address.city is Paris, and should be Lyon"
    (first, second, *_rest) = found["findings"]["c2"]["drift"]
    assert first.startswith("customer c2 is missing (name: Customer 2, packages: webex_calling, webex_meetings, ")
    assert second.startswith("location Office is missing (")
    assert "c0" not in found["findings"]
    told = {name: count for name, count in found["totals"].items() if count}
    assert told == {"customers": 3, "in_sync": 1, "missing": 1, "different": 1, "unlisted_objects": 1}
    assert (found["verdict"], found["changed"]) == ("drift", False)


def test_who_waits_at_webex_is_told_of_a_customer_in_sync(simulator: SimulatorServer) -> None:
    wanted = customer(0)
    wanted["wholesale_users"].append({"email": FREE, "package": "webex_meetings"})
    run(simulator, "onboard", wanted)
    found = run(simulator, "audit", wanted, unlisted=True)
    each = only(found)
    assert (each["in_sync"], found["verdict"], found["totals"]["waiting"]) == (True, "in_sync", 1)
    (note,) = each["waiting"]
    assert (note["object"], note["status"]) == (f"user {FREE}", "pending_user_migration")
    assert note["since"]
    assert "has not agreed" in found["findings"]["c0"]["waiting"][0]


def test_what_has_failed_at_webex_is_told(simulator: SimulatorServer) -> None:
    simulator.faults({"provisioning": {"c0": {"packages": {"webex_meetings": {"errors": [REFUSAL]}}}}})
    run(simulator, "onboard", customer(0))
    found = run(simulator, "audit", customer(0))
    assert found["verdict"] == "failed"
    assert [(each["object"], each["status"]) for each in only(found)["failing"]] == [
        ("customer c0", "provisioned_with_errors"),
        ("package webex_meetings", "error"),
    ]
    assert only(found)["failing"][1]["reason"] == "No capacity (code 4711)"
    # A warning of a package is no failure: Cisco's example asks to try again later.
    simulator.faults({"provisioning": {"c1": {"packages": {"webex_meetings": {"warnings": [REFUSAL]}}}}})
    run(simulator, "onboard", customer(1))
    found = run(simulator, "audit", customer(1))
    assert (found["verdict"], only(found)["waiting"][0]["reason"]) == ("in_sync", "No capacity (code 4711)")


def test_a_limit_is_told_before_it_is_reached(simulator: SimulatorServer) -> None:
    run(simulator, "onboard", limited(0, USERS + 1))
    for warning, near in ((90, False), (80, True)):
        found = run(simulator, "audit", limited(0, USERS + 1), limit_warning=warning)
        use = {"package": "webex_calling", "limit": USERS + 1, "used": USERS, "planned": USERS, "near": near}
        assert only(found)["package_use"] == [use]
        assert (found["totals"]["near_limit"], found["verdict"]) == (int(near), "in_sync")
    # Whoever is still to come counts.
    coming = limited(0, USERS + 1)
    coming["wholesale_users"].append(coming["wholesale_users"][0] | {"email": "new@c0.example", "extension": "900"})
    found = run(simulator, "audit", coming)
    assert only(found)["package_use"][0]["planned"] == USERS + 1
    assert found["findings"]["c0"]["limits"] == ["package webex_calling: 5 of 5 units will be in use"]


def test_a_limit_below_what_is_used_is_refused_before_anything_is_written(simulator: SimulatorServer) -> None:
    run(simulator, "onboard", limited(0, USERS))
    written = len(simulator.writes())
    low = limited(0, USERS - 1)
    audited, checked = run(simulator, "audit", low), run(simulator, "onboard", low, check=True)
    for found in (audited, checked, run(simulator, "onboard", low)):
        assert only(found)["action"] == "failed"
        assert "package_limits" in only(found)["problems"][0]
        assert "webex_calling is limited to 3, and 4 are in use" in only(found)["problems"][0]
    assert len(simulator.writes()) == written
    # As many as are used may be the limit.
    run(simulator, "onboard", limited(0, USERS + 3))
    assert only(run(simulator, "audit", limited(0, USERS)))["action"] == "updated"


def test_a_customer_whose_data_is_wrong_is_not_told_as_unlisted(simulator: SimulatorServer) -> None:
    run(simulator, "onboard", customer(0), customer(1))
    wrong = customer(0)
    wrong["wholesale_customer"]["packages"] = ["webex_nonsense"]
    found = run(simulator, "audit", wrong, unlisted=True)
    assert found["unlisted"]["customers"] == ["c1"]
    assert (found["verdict"], found["totals"]["failed"]) == ("failed", 1)
    assert run(simulator, "audit", wrong, unlisted=True, unlisted_customers=False)["unlisted"]["customers"] == []


def test_what_is_named_elsewhere_is_listed(simulator: SimulatorServer) -> None:
    """The head office is an option of the customer, and a number may be somebody's own, or the main one."""
    wanted = customer(0)
    run(simulator, "onboard", wanted)
    lines = wanted["locations"][0].pop("numbers")
    assert run(simulator, "audit", wanted, unlisted=True)["unlisted"]["of_customers"] == {}
    wanted["locations"] = []
    found = run(simulator, "audit", wanted, unlisted=True)["unlisted"]["of_customers"]
    assert found == {"c0": {"numbers": [lines[0]]}}
    # Of a customer that is to go, everything goes.
    leaving = {"wholesale_customer": {"external_id": "c0", "state": "absent"}}
    gone = run(simulator, "audit", leaving, unlisted=True)
    assert (gone["totals"]["surplus"], gone["unlisted"]) == (1, {"customers": [], "of_customers": {}})
