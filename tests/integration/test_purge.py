# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Lists: what is not listed goes only when asked for, within bounds; what fails stops nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration import populated
from tests.integration.ansible_run import run_task, run_tasks
from tests.simulator_server import SimulatorServer

DATABASE = "simulator.sqlite"
SILENT = {"phone_number": None, "emergency_callback": "none"}
USERS = 13
LYON = {**populated.customer("any")["calling_location"], "name": "Lyon", "calling": True}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with two customers of a few users each, the first of which is an administrator."""
    folder = tmp_path_factory.mktemp("prepared")
    names = ("acme", "hooli")
    tasks: list[dict[str, Any]] = [
        {
            "webex.wholesale.wholesale_customers": {
                "wholesale_customers": [populated.customer(name) for name in names],
                "wait_interval": 0.1,
            }
        }
    ]
    for name in names:
        tasks += [
            {"webex.wholesale.location": {"customer": name, **LYON}},
            {"webex.wholesale.wholesale_users": {"customer": name, "wholesale_users": users(name, range(USERS))}},
        ]
    with SimulatorServer(folder, database=str(folder / DATABASE)) as server:
        run = run_tasks(tasks, url=server.url)
    assert not any(result.get("failed") for result in run.results), run.output
    return folder / DATABASE


@pytest.fixture
def world(prepared: Path, tmp_path: Path) -> Iterator[SimulatorServer]:
    """A simulator of one's own, with these customers."""
    shutil.copy(prepared, tmp_path / DATABASE)
    with SimulatorServer(tmp_path, database=str(tmp_path / DATABASE)) as server:
        yield server


def users(customer: str, indexes: range) -> list[dict[str, Any]]:
    return [populated.user(index, customer, **SILENT) for index in indexes]


def emails(customer: str, indexes: range) -> list[str]:
    return [user["email"] for user in users(customer, indexes)]


def remaining(world: SimulatorServer, customer: str) -> list[str]:
    """Return the e-mail addresses of the users that a customer has."""
    found = run_task("wholesale_user_info", {"customer": customer}, url=world.url)["wholesale_users"]
    return [user["email"] for user in found]


def test_purge_removes_the_rest_of_this_customer_but_no_administrator(world: SimulatorServer) -> None:
    task = {"customer": "acme", "wholesale_users": users("acme", range(6, USERS)), "purge": True}
    foreseen = run_task("wholesale_users", task, url=world.url, check=True)
    assert not world.writes()
    done = run_task("wholesale_users", task, url=world.url)

    assert done["counts"] == {"created": 0, "updated": 0, "removed": 5, "unchanged": 7, "failed": 0}
    assert (foreseen["counts"], foreseen["diff"]) == (done["counts"], done["diff"])
    assert sorted(entry["key"] for entry in done["entries"] if entry["changed"]) == emails("acme", range(1, 6))
    assert "user0@acme.example is an administrator and not purged" in done["warnings"][0]
    assert sorted(remaining(world, "acme")) == sorted(emails("acme", range(1)) + emails("acme", range(6, USERS)))
    assert len(remaining(world, "hooli")) == USERS
    assert run_task("wholesale_users", task, url=world.url)["changed"] is False


def test_an_administrator_goes_when_named(world: SimulatorServer) -> None:
    leaving = {"email": "user0@acme.example", "state": "absent"}
    task = {"customer": "acme", "wholesale_users": [leaving, *users("acme", range(1, USERS))], "purge": True}
    assert run_task("wholesale_users", task, url=world.url)["counts"]["removed"] == 1
    assert "user0@acme.example" not in remaining(world, "acme")


@pytest.mark.parametrize(("limit", "refused"), [({}, True), ({"purge_limit": 10}, True), ({"purge_limit": 11}, False)])
def test_too_much_to_purge_is_refused_as_a_whole(world: SimulatorServer, limit: dict[str, int], refused: bool) -> None:
    listed = [populated.user(99, "acme", **SILENT), *users("acme", range(1, 2))]
    result = run_task(
        "wholesale_users", {"customer": "acme", "wholesale_users": listed, "purge": True, **limit}, url=world.url
    )
    assert result.get("failed", False) is refused
    assert bool(world.writes()) is not refused
    if refused:
        assert "purge would remove 11 objects, more than 10: " in result["msg"]
        assert all(email in result["msg"] for email in emails("acme", range(2, USERS)))
    else:
        assert sorted(remaining(world, "acme")) == sorted([*emails("acme", range(2)), "user99@acme.example"])


def test_nothing_goes_without_purge(world: SimulatorServer) -> None:
    task = {"customer": "acme", "wholesale_users": users("acme", range(1))}
    assert run_task("wholesale_users", task, url=world.url)["changed"] is False
    assert len(remaining(world, "acme")) == USERS


def test_an_empty_list_purges_everything_within_the_limit(world: SimulatorServer) -> None:
    task: dict[str, Any] = {"customer": "acme", "wholesale_users": [], "purge": True, "purge_limit": USERS}
    assert run_task("wholesale_users", task, url=world.url)["counts"]["removed"] == USERS - 1
    assert remaining(world, "acme") == ["user0@acme.example"]


def test_locations_are_compared_within_their_customer(world: SimulatorServer) -> None:
    """That one customer's list names Lyon does not keep the Lyon of another."""
    listed = [
        {"customer": "acme", "name": "Paris"},
        {"customer": "acme", "name": "Lyon"},
        {"customer": "hooli", "name": "Paris"},
    ]
    task = {"locations": listed, "purge": True, "wait_interval": 0.1}
    result = run_task("locations", task, url=world.url)
    assert result["counts"] == {"created": 0, "updated": 0, "removed": 1, "unchanged": 3, "failed": 0}
    for customer, names in (("acme", ["Lyon", "Paris"]), ("hooli", ["Paris"])):
        found = run_task("location_info", {"customer": customer}, url=world.url)["locations"]
        assert sorted(location["name"] for location in found) == names


def test_a_customer_named_in_two_ways_is_one_customer(world: SimulatorServer) -> None:
    known = run_task("wholesale_customer_info", {"external_id": "acme"}, url=world.url)["wholesale_customers"][0]
    listed = [
        *({"customer": "acme", **user} for user in users("acme", range(6))),
        *({"customer": known["org_id"], **user} for user in users("acme", range(6, 11))),
    ]
    result = run_task("wholesale_users", {"wholesale_users": listed, "purge": True, "purge_limit": 2}, url=world.url)
    assert not result.get("failed"), result["msg"]
    assert result["counts"] == {"created": 0, "updated": 0, "removed": 2, "unchanged": 11, "failed": 0}


def test_what_fails_stops_nothing_else_and_is_named(world: SimulatorServer) -> None:
    bad = [
        populated.user(20, "acme", phone_number="+33188000000"),
        populated.user(21, "acme", **SILENT, package="webex_suite"),
        populated.user(22, "acme", **SILENT, extension="10001"),  # the simulator's word against ours
    ]
    good = users("acme", range(30, 40))
    listed = [bad[0], *good[:5], bad[1], *good[5:], bad[2]]
    result = run_task("wholesale_users", {"customer": "acme", "wholesale_users": listed}, url=world.url)
    assert result["failed"]
    assert result["counts"] == {"created": 10, "updated": 0, "removed": 0, "unchanged": 0, "failed": 3}
    assert [entry["key"] for entry in result["entries"]] == [user["email"] for user in listed]
    lines = result["msg"].splitlines()
    assert lines[0] == "3 of 13 wholesale_users failed:"
    for line, user in zip(lines[1:], bad, strict=True):
        assert user["email"] in line
    assert set(emails("acme", range(30, 40))) <= set(remaining(world, "acme"))


def test_all_provisionings_start_before_the_first_is_waited_for(world: SimulatorServer) -> None:
    customers = [populated.customer(f"umbrella{index}") for index in range(12)]
    task = {"wholesale_customers": customers, "wait_interval": 0.1}
    result = run_task("wholesale_customers", task, url=world.url)
    assert result["counts"]["created"] == 12
    asked = [entry for entry in world.requests() if entry["path"].startswith("/v1/wholesale/customers")]
    # Looking one up by its external id, before it is created, is no waiting.
    made = [entry["method"] for entry in asked if "externalId=" not in entry["query"]]
    first, last = made.index("POST"), len(made) - made[::-1].index("POST")
    assert made[first:last] == ["POST"] * 12
    assert set(made[last:]) == {"GET"}
    assert len(made[last:]) < 12
