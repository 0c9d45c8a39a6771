# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a list costs in requests, and how its workers behave when Webex throttles them; told from the request log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Any

import pytest

from tests.integration import populated
from tests.integration.ansible_run import run_task, run_tasks
from tests.simulator_server import SimulatorServer

CUSTOMER = "acme"
EXISTING = 120
NUMBERS = 300


@pytest.fixture
def acme(simulator: SimulatorServer) -> SimulatorServer:
    """A simulator with a customer whose location has numbers; the requests so far are forgotten."""
    run = run_tasks(
        [
            {"webex.wholesale.wholesale_customer": {**populated.customer(CUSTOMER), "wait_interval": 0.1}},
            {"webex.wholesale.locations": {"customer": CUSTOMER, "locations": [populated.location(NUMBERS)]}},
        ],
        url=simulator.url,
    )
    assert [result.get("failed", False) for result in run.results] == [False, False], run.output
    calls(simulator)
    return simulator


def calls(simulator: SimulatorServer) -> list[dict[str, Any]]:
    """Return the requests since the last call."""
    made = simulator.requests()
    simulator._seen += len(made)
    return made


def have(simulator: SimulatorServer, numbers: range, make: Callable[[int], dict[str, Any]], **more: Any) -> Any:
    """Create or update the users with these numbers; return the counts of what was done."""
    users = {"customer": CUSTOMER, "wholesale_users": [make(index) for index in numbers], **more}
    result = run_task("wholesale_users", users, url=simulator.url)
    assert not result.get("failed"), result["msg"]
    return result["counts"]


def plain(index: int) -> dict[str, Any]:
    return populated.user(index, CUSTOMER)


def named(index: int) -> dict[str, Any]:
    return populated.user(index, CUSTOMER, **populated.name(index))


def test_creating_users_costs_a_request_each_and_a_page_for_a_hundred_others(acme: SimulatorServer) -> None:
    assert have(acme, range(EXISTING), plain)["created"] == EXISTING
    assert len(calls(acme)) <= EXISTING + 4

    new = range(EXISTING, EXISTING + 130)
    assert have(acme, new, plain)["created"] == len(new)
    assert len(calls(acme)) <= len(new) + ceil(EXISTING / 100) + 4


def test_an_unchanged_run_costs_two_pages_for_a_hundred_users(acme: SimulatorServer) -> None:
    have(acme, range(130), named)
    calls(acme)

    assert have(acme, range(130), named)["unchanged"] == 130
    made = calls(acme)
    assert {entry["method"] for entry in made} == {"GET"}
    assert len(made) <= 2 * ceil(130 / 100) + 6


def spans(entries: list[dict[str, Any]]) -> list[tuple[float, float]]:
    """Return when each request began and ended, in seconds."""
    ends = [datetime.fromisoformat(entry["time"]).timestamp() for entry in entries]
    return [(end - entry["duration_ms"] / 1000, end) for end, entry in zip(ends, entries, strict=True)]


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[SimulatorServer]:
    """A simulator that takes a tenth of a second for each answer."""
    with SimulatorServer(tmp_path, latency=100) as server:
        yield server


@pytest.mark.parametrize("status", [429, 423])
def test_when_one_worker_is_throttled_all_pause_then_speed_up_again(slow: SimulatorServer, status: int) -> None:
    def users(indexes: range) -> dict[str, Any]:
        more = {"phone_number": None, "emergency_callback": "none"}
        listed = [populated.user(index, CUSTOMER, **more) for index in indexes]
        return {"webex.wholesale.wholesale_users": {"customer": CUSTOMER, "wholesale_users": listed, "parallel": 8}}

    customer = {**populated.customer(CUSTOMER), "wait_interval": 0.1}
    # The first user of an organization is created before all others, hence in a task of its own.
    run_tasks([{"webex.wholesale.wholesale_customer": customer}, users(range(1))], url=slow.url)
    calls(slow)
    slow.faults({"responses": [{"status": status, "method": "POST", "path": "/subscribers$", "retry_after": 1}]})
    run = run_tasks([users(range(1, 40))], url=slow.url)
    assert run.results[0]["counts"]["created"] == 39
    assert "Webex limits the rate of requests; waiting 1 s" in run.output

    made = [entry for entry in calls(slow) if entry["method"] == "POST"]
    assert len(made) == 39 + 1
    ((_start, throttled),) = spans([entry for entry in made if entry["status"] == status])
    # What was under way when the first one was throttled is let finish; nothing new begins during the pause.
    later = sorted(span for span in spans(made) if span[0] > throttled + 0.05)
    assert later[0][0] >= throttled + 0.95
    at_once = [sum(begin <= moment < end for begin, end in later) for moment, _end in later]  # as each one begins
    assert at_once[0] == 1
    assert at_once[1] <= 2
    assert max(at_once) == 8
