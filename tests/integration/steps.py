# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks in one playbook, each with the requests that it made; and the life of an object, stage by stage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tests.foretold import different, requested
from tests.integration.ansible_run import run_tasks
from tests.simulator_server import ASKING, SimulatorServer

PARIS = {"address_line1": "12 rue de la Paix", "city": "Paris", "zip_or_postal_code": "75002", "country": "FR"}
AUSTIN = {
    "address_line1": "4120 Freidrich Lane",
    "city": "Austin",
    "state_or_province": "TX",
    "zip_or_postal_code": "78744",
    "country": "US",
}
OFFICE = {"name": "Paris", "address": PARIS, "time_zone": "Europe/Paris", "preferred_language": "fr_FR"}
ACME: dict[str, Any] = {
    "external_id": "acme",
    "template": "Default",
    "name": "Acme",
    "primary_email": "info@acme.example",
    "packages": ["webex_calling", "webex_meetings"],
    "address": PARIS,
    "calling_location": OFFICE,
}
MARIE: dict[str, Any] = {
    "customer": "acme",
    "email": "marie@acme.example",
    "first_name": "Marie",
    "last_name": "Durand",
    "package": "webex_calling",
    "location": "Paris",
    "phone_number": "+33199000102",
    "extension": "101",
}
AT_ONCE = ("workspace", "workspaces")
"""Modules that have nothing to wait for."""
FAST = {"wait_interval": 0.05, "wait_timeout": 20}


@dataclass
class Step:
    """What a task returned, and what it asked of Webex."""

    result: dict[str, Any]
    requests: list[dict[str, Any]]

    @property
    def writes(self) -> list[str]:
        """The requests that are meant to change something, as method and path."""
        return [
            f"{each['method']} {each['path']}"
            for each in self.requests
            if each["method"] != "GET" and not re.search(ASKING, each["path"])
        ]

    @property
    def message(self) -> str:
        """Why the task failed."""
        assert self.result.get("failed"), self.result
        message: str = self.result["msg"]
        return message


def task(module: str, check: bool = False, **args: Any) -> dict[str, Any]:
    """Return a task of a playbook."""
    waiting = {} if module in AT_ONCE else FAST
    return {f"webex.wholesale.{module}": waiting | args, "check_mode": check}


def run(simulator: SimulatorServer, *tasks: dict[str, Any]) -> list[Step]:
    """Run tasks in one playbook, failed or not."""
    count = {"ansible.builtin.debug": {"msg": f"{{{{ lookup('ansible.builtin.pipe', 'wc -l < {simulator.log}') }}}}"}}
    results = run_tasks([count, *(part for each in tasks for part in (each, count))], url=simulator.url).results
    requests, base = simulator.requests(since_start=True), [int(result["msg"]) for result in results[::2]]
    return [
        Step(result, requests[start:end]) for result, start, end in zip(results[1::2], base[:-1], base[1:], strict=True)
    ]


def live(simulator: SimulatorServer, module: str, *stages: tuple[str, dict[str, Any]]) -> list[Step]:
    """Take an object through stages, each an action and the options for it: in check mode, really, and again.

    Nothing is written in check mode nor again, and check mode tells beforehand what then happens.
    Returns the real steps.
    """
    tasks = [task(module, check, **args) for _action, args in stages for check in (True, False, False)]
    steps = run(simulator, *tasks)
    for number, (action, _args) in enumerate(stages):
        check, real, again = steps[3 * number : 3 * number + 3]
        for step in (check, real, again):
            assert not step.result.get("failed"), (number, step.result)
        assert (check.result["action"], check.result["changed"], check.writes) == (action, True, []), number
        assert (real.result["action"], real.result["changed"]) == (action, True), number
        assert real.writes, number
        assert check.result["diff"] == real.result["diff"], number
        planned, made = requested(check.result["steps"]), requested(real.result["steps"])
        assert different(planned, real.writes) == ([], []), number
        assert different(made, real.writes) == ([], []), number
        assert (again.result["action"], again.result["changed"], again.writes) == ("unchanged", False, []), number
        assert again.result["diff"] == [], number
    return steps[1::3]
