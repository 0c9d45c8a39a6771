# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""With lag, what was written is seen later; in the end everything is, and nothing is broken meanwhile."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.simulator.api import PLACE, Api, customer_body, subscriber_body
from tests.simulator_server import PROGRAM, SimulatorServer

LONG = 600
NUMBER = "+33199000001"


def items(api: Api, path: str, key: str = "items", **query: Any) -> list[Any]:
    found: list[Any] = api.call("GET", path, 200, **query)[key]
    return found


def person(api: Api, customer: dict[str, Any]) -> str:
    """Subscribe a user; return the person's id."""
    body = subscriber_body(customer, "ada@acme.example", "webex_meetings")
    identifier: str = api.call("POST", "/wholesale/subscribers", 200, body)["personId"]
    return identifier


def test_a_list_shows_a_change_later(api: Api, simulator: SimulatorServer) -> None:
    customer = api.customer()
    simulator.faults({"lag": {"list": LONG}})
    person(api, customer)
    assert items(api, "/wholesale/subscribers") == []
    assert len(items(api, "/people", orgId=customer["orgId"])) == 1  # another endpoint, which does not lag
    simulator.faults({})
    assert len(items(api, "/wholesale/subscribers")) == 1


def test_other_endpoints_know_of_a_change_later(api: Api, simulator: SimulatorServer) -> None:
    customer = api.customer()
    org = customer["orgId"]
    location = api.location(org)
    simulator.faults({"lag": {"other": LONG}})
    key = person(api, customer)
    api.numbers(org, location, NUMBER)
    assert len(items(api, "/wholesale/subscribers")) == 1
    assert items(api, "/people", orgId=org) == []
    api.call("GET", f"/people/{key}", 404)
    api.call("PUT", f"/people/{key}", 404, {"displayName": "Ada"})
    assert {entry["consumedUnits"] for entry in items(api, "/licenses", orgId=org)} == {0}
    assert items(api, "/telephony/config/numbers", "phoneNumbers", orgId=org) == []
    # What is there for writes is there: lag never makes a twin possible.
    api.call("POST", "/wholesale/subscribers", 409, subscriber_body(customer, "ada@acme.example", "webex_meetings"))


def test_a_location_comes_later_to_telephony(api: Api, simulator: SimulatorServer) -> None:
    org = api.customer()["orgId"]
    simulator.faults({"lag": {"other": LONG}})
    body = {"name": "Lyon", "address": PLACE, "timeZone": "Europe/Paris"}
    languages = {"preferredLanguage": "fr_fr", "announcementLanguage": "fr_fr"}
    key = api.call("POST", "/locations", 201, body | languages, orgId=org)["id"]
    api.call("POST", "/telephony/config/locations", 201, {"id": key, **body, **languages}, orgId=org)
    assert [place["name"] for place in items(api, "/telephony/config/locations", "locations", orgId=org)] == [
        "Headquarters"
    ]
    api.call("GET", f"/telephony/config/locations/{key}", 404, orgId=org)
    assert len(items(api, "/locations", orgId=org)) == 2


def test_a_single_read_shows_a_change_later(api: Api, simulator: SimulatorServer) -> None:
    customer = api.customer()
    simulator.faults({"lag": {"single": LONG}})
    body = subscriber_body(customer, "ada@acme.example", "webex_meetings")
    key = api.call("POST", "/wholesale/subscribers", 200, body)["id"]
    assert len(items(api, "/wholesale/subscribers")) == 1
    api.call("GET", f"/wholesale/subscribers/{key}", 404)
    api.call("DELETE", f"/wholesale/subscribers/{key}", 404)


def test_what_is_removed_is_still_listed(api: Api, simulator: SimulatorServer) -> None:
    customer = api.customer()
    person(api, customer)
    key = items(api, "/wholesale/subscribers")[0]["id"]
    simulator.faults({"lag": {"list": LONG}})
    api.call("DELETE", f"/wholesale/subscribers/{key}", 204)
    assert [entry["id"] for entry in items(api, "/wholesale/subscribers")] == [key]
    api.call("GET", f"/wholesale/subscribers/{key}", 404)
    api.call("DELETE", f"/wholesale/subscribers/{key}", 404)


def test_old_values_are_read_for_a_while(api: Api, simulator: SimulatorServer) -> None:
    org = api.customer()["orgId"]
    location = api.location(org)
    simulator.faults({"lag": {"list": LONG}})
    for name in ("First", "Second"):
        api.call("PUT", f"/locations/{location}", 204, {"name": name}, orgId=org)
    assert [place["name"] for place in items(api, "/locations", orgId=org)] == ["Headquarters"]
    assert api.call("GET", f"/locations/{location}", 200, orgId=org)["name"] == "Second"


def test_background_work_is_seen_later(api: Api, simulator: SimulatorServer) -> None:
    simulator.faults({"lag": {"other": LONG}})
    customer = api.customer()
    assert customer["status"] == "provisioning"
    simulator.faults({})
    assert items(api, "/wholesale/customers")[0]["status"] == "provisioned"


def test_a_person_is_seen_whole_or_not_at_all(api: Api, simulator: SimulatorServer) -> None:
    """Subscribing makes a person and then gives it a location: nobody sees it in between."""
    customer = api.customer()
    org, location = customer["orgId"], api.location(customer["orgId"])
    for seed in range(8):
        simulator.faults({"lag": {"seed": seed, "other": 0.1}})
        line = {"locationId": location, "extension": f"10{seed}"}
        key = api.call("POST", "/wholesale/subscribers", 200, subscriber_body(customer, f"{seed}@a.example", **line))
        path = f"/people/{key['personId']}"
        until(lambda: api.send("GET", path, callingData="true").ok)  # noqa: B023
        assert api.call("GET", path, 200, callingData="true")["locationId"] == location
        assert items(api, "/people", orgId=org, callingData="true", email=f"{seed}@a.example")


def test_asking_does_not_prolong_the_lag_of_background_work(api: Api, simulator: SimulatorServer) -> None:
    simulator.faults({"lag": {"seed": 1, "other": 0.3}})
    body = customer_body("acme")
    path = api.call("POST", "/wholesale/customers", 202, body)["url"]
    until(lambda: api.send("GET", path).json()["status"] == "provisioned")
    org = api.call("GET", path, 200)["orgId"]
    api.call("POST", "/wholesale/customers", 409, body)  # rolled back, with all that it did
    until(lambda: items(api, "/locations", orgId=org))


def until(what: Callable[[], object]) -> list[Any]:
    """Return every different answer until there is one that is not empty."""
    end, seen = time.monotonic() + 10, []
    while time.monotonic() < end:
        if (found := what()) not in seen:
            seen.append(found)
        if found:
            return seen
        time.sleep(0.02)
    raise AssertionError("it was never seen")


def test_everything_is_seen_in_the_end(api: Api, simulator: SimulatorServer) -> None:
    customer = api.customer()
    simulator.faults({"lag": {"seed": 4, "list": 0.6, "other": 0.6, "single": 0.6}})
    key = person(api, customer)
    seen = until(lambda: [each["id"] for each in items(api, "/people", orgId=customer["orgId"])])
    assert seen == [[], [key]]
    until(lambda: api.send("GET", f"/people/{key}").ok)
    assert json.loads(simulator.control("GET", "faults/injected"))["lagging list"]


def test_lag_may_strike_a_share_only(api: Api, simulator: SimulatorServer) -> None:
    customer = api.customer()

    def listed(seed: int) -> list[str]:
        simulator.faults({"lag": {"seed": seed, "share": 0.5, "list": LONG}})
        for number in range(12):
            body = subscriber_body(customer, f"{seed}-{number}@acme.example", "webex_meetings")
            api.call("POST", "/wholesale/subscribers", 200, body)
        return [
            entry["email"] for entry in items(api, "/wholesale/subscribers", max=100) if f"{seed}-" in entry["email"]
        ]

    assert 0 < len(listed(1)) < 12


@pytest.mark.parametrize("lag", ['{"lag": {"list": -1}}', '{"lag": {"often": 1}}', '{"lag": {"list": "long"}}'])
def test_a_wrong_lag_is_refused(lag: str) -> None:
    command = [sys.executable, "-m", "webex_simulator", "--port", "0", "--faults", lag]
    refused = subprocess.run(command, cwd=PROGRAM, capture_output=True, text=True, timeout=10, check=False)
    assert refused.returncode == 2
