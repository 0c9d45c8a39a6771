# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults do what their names say: what is done, what the client gets to see, and that both can be counted."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.simulator.api import Api, customer_body, subscriber_body
from tests.simulator.test_service import CLIENT, GRANT
from tests.simulator_server import PROGRAM, SimulatorServer


def plan(kind: str, path: str = "/wholesale/customers$", **more: Any) -> dict[str, Any]:
    return {"responses": [{"path": path, "fault": kind, **more}]}


def injected(simulator: SimulatorServer) -> dict[str, int]:
    counts: dict[str, int] = json.loads(simulator.control("GET", "faults/injected"))
    return counts


@pytest.mark.parametrize(("kind", "done"), [("drop_before", 0), ("drop_after", 1), ("cut", 1)])
def test_the_connection_breaks(api: Api, simulator: SimulatorServer, kind: str, done: int) -> None:
    simulator.faults(plan(kind))
    with pytest.raises(requests.exceptions.RequestException):
        api.send("POST", "/wholesale/customers", customer_body())
    assert simulator.info()["customer"] == done
    assert injected(simulator) == {kind: 1}
    api.call("GET", "/wholesale/customers", 200)


@pytest.mark.parametrize(("kind", "status", "done"), [("504", 504, 0), ("504_after", 504, 1), ("423", 423, 0)])
def test_errors_before_and_after(api: Api, simulator: SimulatorServer, kind: str, status: int, done: int) -> None:
    simulator.faults(plan(kind))
    api.call("POST", "/wholesale/customers", status, customer_body())
    assert simulator.info()["customer"] == done
    assert [entry["status"] < 300 for entry in simulator.requests()] == [bool(done)]


def test_half_an_answer_that_claims_to_be_whole(api: Api, simulator: SimulatorServer) -> None:
    simulator.faults(plan("truncated"))
    answer = api.send("GET", "/wholesale/customers")
    assert answer.status_code == 200
    with pytest.raises(requests.exceptions.JSONDecodeError):
        answer.json()


def test_a_slow_answer_is_whole(api: Api, simulator: SimulatorServer) -> None:
    simulator.faults(plan("slow", seconds=0.3))
    started = time.monotonic()
    assert api.call("GET", "/wholesale/customers", 200) == {"items": []}
    assert 0.3 < time.monotonic() - started < 3


def test_only_issued_tokens_expire(api: Api, simulator: SimulatorServer) -> None:
    simulator.faults(plan("expired_token", "", times=2))
    api.call("GET", "/people/me", 200)
    form = {**GRANT, "client_id": CLIENT[0], "client_secret": CLIENT[1]}
    simulator.faults({})
    issued = requests.post(f"{simulator.url}/access_token", data=form, timeout=5).json()["access_token"]
    simulator.faults(plan("expired_token", "", times=2))
    for _round in range(3):
        Api(simulator, issued).call("GET", "/people/me", 401)
    api.call("GET", "/people/me", 200)


def test_an_organization_is_denied_until_it_is_read(api: Api, simulator: SimulatorServer) -> None:
    org = api.customer()["orgId"]
    simulator.faults({"unread_organizations": True})
    api.call("GET", "/locations", 403, orgId=org)
    api.call("GET", f"/organizations/{org}", 200)
    api.call("GET", "/locations", 200, orgId=org)


def emails(api: Api, simulator: SimulatorServer, **faults: Any) -> list[list[str]]:
    """Return the pages of a customer with five subscribers."""
    customer = api.customer(packages=["webex_meetings"])
    for number in range(5):
        body = subscriber_body(customer, f"{number}@acme.example", "webex_meetings")
        api.call("POST", "/wholesale/subscribers", 200, body)
    simulator.faults(faults)
    answer, found = api.send("GET", "/wholesale/subscribers", max=2), []
    while True:
        found.append([item["email"][0] for item in answer.json()["items"]])
        if "next" not in answer.links:
            return found
        answer = api.send("GET", answer.links["next"]["url"])


def test_pages_shrink(api: Api, simulator: SimulatorServer) -> None:
    assert emails(api, simulator, page_cap=1) == [["0"], ["1"], ["2"], ["3"], ["4"]]
    assert injected(simulator)["capped page"]


def test_pages_shift(api: Api, simulator: SimulatorServer) -> None:
    """An entry is skipped where one before it has gone meanwhile, and shown again where one has come."""
    assert emails(api, simulator, shifting_pages=1) == [["0", "1"], ["3", "4"]]


def test_pages_shift_the_other_way_too(api: Api, simulator: SimulatorServer) -> None:
    assert emails(api, simulator, shifting_pages=2, page_cap=1) == [["0"], ["2"], ["2"], ["3"], ["4"]]


def test_provisioning_fails_so_many_times(api: Api, simulator: SimulatorServer) -> None:
    simulator.faults({"provisioning": {"acme": {"status": "error", "times": 1}}})
    customer = api.customer()
    assert customer["status"] == "error"
    body = {name: customer[name] for name in ("externalId", "packages")}
    api.call("PUT", f"/wholesale/customers/{customer['id']}", 202, body)
    simulator.settle()
    assert api.call("GET", f"/wholesale/customers/{customer['id']}", 200)["status"] == "provisioned"


def test_a_seed_tells_which_requests_are_struck(api: Api, simulator: SimulatorServer) -> None:
    def statuses(seed: int) -> list[int]:
        simulator.faults({"random": {"seed": seed, "share": 0.3, "kinds": ["429", "503"], "storm": 3, "most": 8}})
        found = [api.send("GET", "/roles").status_code for _round in range(60)]
        assert injected(simulator)["429"] == found.count(429)
        return found

    first, second = statuses(1), statuses(2)
    assert first == statuses(1) != second
    start = first.index(429)
    assert first[start : start + 3] == [429] * 3
    assert first[-1] == 200


def test_faults_of_the_command_line(tmp_path: Path) -> None:
    faults = json.dumps({"responses": [{"path": "/roles$", "status": 503, "times": 1}]})
    with SimulatorServer(tmp_path, faults=faults) as server:
        api = Api(server)
        for _round in range(2):
            api.call("GET", "/roles", 503)
            api.call("GET", "/roles", 200)
            server.reset()
    command = [sys.executable, "-m", "webex_simulator", "--port", "0", "--faults", '{"earthquake": []}']
    refused = subprocess.run(command, cwd=PROGRAM, capture_output=True, text=True, timeout=10, check=False)
    assert refused.returncode == 2
    assert "earthquake" in refused.stderr or "invalid" in refused.stderr


@pytest.mark.parametrize(
    "wrong",
    [
        {"random": {"share": "x"}},
        {"random": {"kinds": []}},
        {"responses": [7]},
        {"responses": [{"status": 500, "times": "often"}]},
        {"page_cap": "x"},
        {"shifting_pages": []},
        {"lag": {"list": None}},
        [7],
    ],
)
def test_a_wrong_plan_is_refused_before_it_can_strike(simulator: SimulatorServer, wrong: Any) -> None:
    url = f"{simulator.url.removesuffix('/v1')}/simulator/faults"
    assert requests.put(url, json=wrong, timeout=5).status_code == 400
