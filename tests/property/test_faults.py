# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""With any mix of faults, runs repeated until one succeeds end in the desired state: nothing lost, nothing doubled."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.property import worlds
from tests.property.conftest import Watched
from tests.property.lagging import LAGS
from tests.property.scenario import Scenario
from tests.property.tasks import BY_REFRESH, run
from tests.property.worlds import Options

FREE: Options = {"email": "eve@free.example.com", "package": "webex_meetings"}
FOREIGN: Options = {"email": "spy@other.example", "package": "webex_meetings"}


# More of them: make soak.
@pytest.mark.parametrize("lag", LAGS)
@pytest.mark.parametrize("seed", range(6))
def test_no_fault_loses_or_doubles_anything(webex: Watched, seed: int, lag: bool) -> None:
    outcome = Scenario(seed, lag).play(webex)
    assert outcome.problems == []
    assert (outcome.lost, outcome.doubled, outcome.secrets) == (0, 0, 0)
    assert outcome.wanted > 5


def playbook(webex: Watched, directory: Path) -> list[str]:
    """Write a playbook that onboards a customer; return the command that runs it."""
    dice = Random(7)
    customer = worlds.customer(dice, ["webex_calling", "webex_meetings"])
    owner = {"customer": worlds.CUSTOMER}
    locations = [worlds.office(), *(worlds.location(dice, place) for place in range(3))]
    users = [worlds.user(dice, index, customer["packages"]) for index in range(5)]
    steps: list[tuple[str, Any]] = [
        ("wholesale_customer", customer | {"wait_interval": 0.05}),
        ("locations", {**owner, "locations": locations}),
        ("wholesale_users", {**owner, "wholesale_users": users}),
    ]
    tasks = [{f"webex.wholesale.{module}": options} for module, options in steps]
    path = directory / "play.yml"
    path.write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]))
    return ["ansible-playbook", str(path)]


@pytest.mark.parametrize("writes", [1, 4, 12])
def test_kill_the_playbook(webex: Watched, tmp_path: Path, writes: int) -> None:
    """Kill everything, as ``kill -9`` does, when so many writes are done; the next run ends where one alone would."""
    webex.reset()
    command = playbook(webex, tmp_path)
    environment = os.environ | {"WEBEX_API_URL": webex.url, "WEBEX_ACCESS_TOKEN": "simulator-access-token"}
    webex.step()
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          start_new_session=True) as process:  # fmt: skip
        done: list[str] = []
        deadline = time.monotonic() + 60
        while len(done) < writes and process.poll() is None and time.monotonic() < deadline:
            done += webex.step()
            time.sleep(0.002)
        assert process.poll() is None, "the playbook was over before it could be killed"
        os.killpg(process.pid, signal.SIGKILL)
    webex.settle()
    again = subprocess.run(command, env=environment, text=True, capture_output=True, check=False, timeout=120)
    assert again.returncode == 0, again.stdout + again.stderr
    done += webex.step()
    found = worlds.snapshot(webex)
    webex.reset()
    alone = subprocess.run(command, env=environment, text=True, capture_output=True, check=False, timeout=120)
    assert alone.returncode == 0, alone.stdout + alone.stderr
    assert found == worlds.snapshot(webex)
    assert not [write for write in done if write.endswith(" 409")]


def test_one_bad_user_does_not_keep_the_others(webex: Watched) -> None:
    """An address of another organization, and one whose owner must consent, are told; all others are done."""
    webex.reset()
    dice = Random(1)
    for name in ("other", worlds.CUSTOMER):
        customer = worlds.customer(dice, ["webex_calling", "webex_meetings"])
        customer |= {"external_id": name, "primary_email": f"info@{name}.example"}
        run("wholesale_customer", webex.url, **customer)
    run("wholesale_user", webex.url, customer="other", **FOREIGN)
    plain = [{"email": f"{number}@acme.example", "package": "webex_meetings"} for number in range(3)]
    wishes: Options = {"customer": worlds.CUSTOMER, "wholesale_users": [*plain, FOREIGN, FREE]}
    for counts in ({"created": 4, "unchanged": 0, "failed": 1}, {"created": 0, "unchanged": 4, "failed": 1}):
        result = run("wholesale_users", webex.url, **wishes)
        assert {name: result["counts"][name] for name in counts} == counts
        assert "spy@other.example" in result["msg"]
        assert "HTTP 409, code 10022, trackingId " in result["msg"]
    assert any("must agree to move" in warning for warning in run("wholesale_users", webex.url, **wishes | {
        "wholesale_users": [{**FREE, "email": "bob@free.example.com"}]})["warnings"])  # fmt: skip


def test_a_new_organization_is_read_before_it_is_used(webex: Watched) -> None:
    webex.reset()
    webex.faults({"unread_organizations": True})
    run("wholesale_customer", webex.url, **worlds.customer(Random(1), ["webex_calling"]))
    result = run("locations", webex.url, customer=worlds.CUSTOMER, locations=[worlds.office()])
    assert not result.get("failed"), result["msg"]
    assert json.loads(webex.control("GET", "faults/injected"))["403 until the organization is read"] == 1


def test_an_answer_that_stalls_is_asked_for_again(webex: Watched) -> None:
    webex.reset()
    webex.faults({"responses": [{"path": "/customers", "fault": "slow", "seconds": 3, "times": 1}]})
    result = run("wholesale_customer_info", webex.url, timeout=0.5)
    assert not result.get("failed"), result["msg"]
    assert json.loads(webex.control("GET", "faults/injected")) == {"slow": 1}


def test_no_token_while_webex_is_in_trouble(webex: Watched) -> None:
    webex.reset()
    webex.faults({"responses": [{"path": "/access_token", "status": 503, "times": 9}]})
    message = run("wholesale_customer_info", webex.url, **BY_REFRESH)["msg"]
    assert "Webex gave no access token" in message
    assert "run again later" in message
    assert "Check" not in message


def test_a_403_that_stays_is_told(webex: Watched) -> None:
    webex.reset()
    run("wholesale_customer", webex.url, **worlds.customer(Random(1), ["webex_calling"]))
    webex.faults({"responses": [{"path": "/locations", "status": 403, "times": 99, "message": "Not yours"}]})
    webex.step()
    result = run("locations", webex.url, customer=worlds.CUSTOMER, locations=[worlds.office()])
    assert result["msg"].startswith("reading what exists: Not yours (HTTP 403, trackingId ")


def test_what_a_shifting_list_hides_is_not_made_twice(webex: Watched) -> None:
    webex.reset()
    customers = [
        worlds.customer(Random(1), ["webex_calling"]) | {"external_id": f"c{n}", "primary_email": f"info@c{n}.example"}
        for n in range(5)
    ]
    run("wholesale_customers", webex.url, wholesale_customers=customers)
    users = [{"email": f"{n}@acme.example", "package": "webex_calling", "extension": f"10{n}", "location": "Office",
              "emergency_callback": "none"}
             for n in range(5)]  # fmt: skip
    run("wholesale_users", webex.url, customer="c0", wholesale_users=users)
    shifting = {"page_cap": 2, "shifting_pages": 1}
    for module, options in (
        ("wholesale_customers", {"wholesale_customers": customers}),
        ("wholesale_users", {"customer": "c0", "wholesale_users": users}),
    ):
        webex.faults(shifting)
        webex.step()
        result = run(module, webex.url, **options)
        assert json.loads(webex.control("GET", "faults/injected"))["shifted page"] == 1
        assert (result.get("failed", False), result["counts"]["unchanged"]) == (False, 5), result
        assert not [write for write in webex.step() if not write.endswith(" 409")]
        assert webex.info()["customer"] == 5


def test_nobody_else_becomes_administrator(webex: Watched) -> None:
    """Webex makes the first user administrator: while that one cannot be created, no other is."""
    webex.reset()
    run("wholesale_customer", webex.url, **worlds.customer(Random(1), ["webex_calling", "webex_meetings"]))
    users = [
        {"email": "bob@acme.example", "package": "webex_meetings"},
        {"email": "ada@acme.example", "package": "webex_meetings", "roles": ["Full Administrator"]},
    ]
    webex.faults({"responses": [{"method": "POST", "path": "/subscribers$", "status": 500, "times": 3}]})
    result = run("wholesale_users", webex.url, customer=worlds.CUSTOMER, wholesale_users=users)
    assert "ada@acme.example" in result["msg"]
    assert result["msg"].endswith("Not tried because of that: wholesale user bob@acme.example")
    assert (result["counts"]["failed"], webex.info()["subscriber"]) == (2, 0)
    webex.faults({})
    result = run("wholesale_users", webex.url, customer=worlds.CUSTOMER, wholesale_users=users)
    assert result["counts"]["created"] == 2
