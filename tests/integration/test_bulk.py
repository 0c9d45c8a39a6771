# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of objects: one task, an entry for each, and a failing one does not stop the others."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.customer.api import Customers

from tests.direct import one
from tests.integration.steps import ACME, PARIS, run, task
from tests.simulator_server import SimulatorServer

MEETINGS = {name: value for name, value in ACME.items() if name != "calling_location"} | {
    "packages": ["webex_meetings"]
}
LYON = {"address": PARIS, "time_zone": "Europe/Paris", "preferred_language": "fr_FR"}


def customers(*names: str, **options: Any) -> list[dict[str, Any]]:
    return [MEETINGS | {"external_id": name, "primary_email": f"info@{name}.example"} | options for name in names]


@pytest.fixture
def acme(simulator: SimulatorServer) -> SimulatorServer:
    """The simulator with the customer acme."""
    one(Customers, simulator.url, **ACME)
    return simulator


def test_a_list_of_customers_of_which_some_fail(simulator: SimulatorServer) -> None:
    wanted = [
        *customers(*(f"c{number}" for number in range(12))),
        *customers("bad", packages=["webex_calling"]),  # which needs a calling_location
        *customers("gone", state="absent"),
    ]
    change = [
        *customers("c1", packages=["webex_meetings"], name="New"),
        *customers("c2", state="absent"),
        *customers("c3"),
    ]
    check, real, again, changed = run(
        simulator,
        *[task("wholesale_customers", check, wholesale_customers=wanted) for check in (True, False, False)],
        task("wholesale_customers", wholesale_customers=change),
    )
    for step in (check, real):
        assert step.result["counts"] == {"created": 12, "updated": 0, "removed": 0, "unchanged": 1, "failed": 1}
        assert [entry["key"] for entry in step.result["entries"]] == [each["external_id"] for each in wanted]
        assert step.message.startswith("1 of 14 wholesale_customers failed:\n- creating wholesale customer bad: ")
        assert step.result["changed"]
    assert check.writes == []
    assert check.result["diff"] == real.result["diff"]
    assert real.writes == ["POST /v1/wholesale/customers"] * 12
    assert all(entry["id"] for entry in real.result["entries"][:12])
    assert (again.result["counts"]["unchanged"], again.result["counts"]["failed"]) == (13, 1)
    assert (again.writes, again.result["changed"], again.result["diff"]) == ([], False, [])
    assert changed.result["counts"] == {"created": 0, "updated": 1, "removed": 1, "unchanged": 1, "failed": 0}
    assert [entry["action"] for entry in changed.result["entries"]] == ["updated", "removed", "unchanged"]
    # Many are read in one go.
    reads = [each["path"] for each in again.requests if each["method"] == "GET"]
    assert reads.count("/v1/wholesale/customers") == 1
    assert not [path for path in reads if path.startswith("/v1/wholesale/customers/")]


def test_a_list_of_locations_of_which_some_fail(acme: SimulatorServer) -> None:
    wanted = [
        {"name": "Lyon", **LYON},
        {"name": "Nice", **LYON, "calling": True, "routing_prefix": "81"},
        {"name": "Metz", **LYON, "calling": True, "pstn": {"provider": "Nobody"}},
        {"name": "Brest"},
        {"name": "Lille", "state": "absent"},
    ]
    real, again = run(acme, *[task("locations", customer="acme", locations=wanted)] * 2)
    assert [entry["action"] for entry in real.result["entries"]] == [
        "created",
        "created",
        "failed",
        "failed",
        "unchanged",
    ]
    metz, brest = real.result["entries"][2:4]
    # What is offered shows only when the location has calling.
    assert "pstn.provider: Nobody is not offered at location Metz" in metz["error"]
    assert (metz["changed"], metz["done"]) == (True, ["create it", "enable calling"])
    assert brest["error"].startswith("address: is required to create a location")
    assert [entry["action"] for entry in again.result["entries"]] == [
        "unchanged",
        "unchanged",
        "failed",
        "failed",
        "unchanged",
    ]
    assert again.writes == []


def test_a_list_of_users_outlasts_the_rate_limit(acme: SimulatorServer) -> None:
    names = [f"u{number:02}@acme.example" for number in range(30)]
    wanted: list[dict[str, Any]] = [{"email": name, "package": "webex_meetings", "first_name": "U"} for name in names]
    wanted[7]["package"] = "webex_calling"  # without number and location
    acme.faults(
        {"responses": [{"method": "POST", "path": "/subscribers$", "status": 429, "retry_after": 0, "times": 3}]}
    )
    real, again = run(acme, *[task("wholesale_users", customer="acme", wholesale_users=wanted)] * 2)
    assert real.result["counts"] == {"created": 29, "updated": 0, "removed": 0, "unchanged": 0, "failed": 1}
    assert [entry["key"] for entry in real.result["entries"]] == names
    assert real.result["entries"][7]["action"] == "failed"
    assert acme.info()["subscriber"] == 29
    assert (again.result["counts"]["unchanged"], again.writes) == (29, [])
    # However many users there are, they are read in pages.
    assert len(again.requests) < 10
    change = [
        {"email": names[0], "last_name": "X"},
        {"email": names[1], "state": "absent"},
        {"email": "u@elsewhere.example", "customer": "nobody", "package": "webex_meetings"},
    ]
    check, mixed = run(
        acme, *[task("wholesale_users", check, customer="acme", wholesale_users=change) for check in (True, False)]
    )
    assert [entry["action"] for entry in check.result["entries"]] == ["updated", "removed", "created"]
    assert [entry["action"] for entry in mixed.result["entries"]] == ["updated", "removed", "failed"]
    assert "there is no wholesale customer nobody" in mixed.message


def test_one_write_of_many_fails_once(acme: SimulatorServer) -> None:
    users = [{"email": f"u{number}@acme.example", "package": "webex_meetings"} for number in range(4)]
    fault = {"method": "POST", "path": "/subscribers$", "status": 400, "message": "Not today"}
    acme.faults({"responses": [fault]})
    options: dict[str, Any] = {"customer": "acme", "wholesale_users": users, "parallel": 1}
    failed, again = run(acme, *[task("wholesale_users", **options)] * 2)
    assert [entry["action"] for entry in failed.result["entries"]] == ["failed", "created", "created", "created"]
    assert failed.result["entries"][0]["failure"]["message"] == "Not today"
    assert [entry["action"] for entry in again.result["entries"]] == ["created", "unchanged", "unchanged", "unchanged"]


def test_all_bad_ones_are_named_at_once(simulator: SimulatorServer) -> None:
    locations, duplicates = run(
        simulator,
        task(
            "locations",
            locations=[
                {"name": "A", "customer": "acme", "main_number": "12"},
                {"name": "B"},
                {"name": "C", "customer": "acme", "pstn": {}},
            ],
        ),
        task("wholesale_customers", wholesale_customers=customers("a", "b", "a")),
    )
    assert locations.message == (
        "locations[0].main_number of location A: is not a phone number in E.164 format, e.g. +33123456789; "
        "locations[1].customer of location B: is required; "
        "locations[2].pstn.provider of location C: give exactly one of provider, trunk and route_group"
    )
    assert duplicates.message == "wholesale_customers[2]: a is listed before, at [0]"
    assert (locations.requests, duplicates.requests) == ([], [])


def test_an_unknown_package_is_refused_by_ansible(simulator: SimulatorServer) -> None:
    (step,) = run(
        simulator, task("wholesale_customers", wholesale_customers=customers("a", packages=["webex_holograms"]))
    )
    assert "webex_holograms" in step.message
    assert step.requests == []
