# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One seeded scenario: a customer is onboarded while Webex has its faults, again and again until it is done.

What must come of it is told by the same run without faults.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.property import lagging, worlds
from tests.property.conftest import Watched
from tests.property.tasks import BY_REFRESH, run
from tests.property.worlds import Options
from tests.secret_search import SECRET

ROUNDS = 30
ROOT = Path(__file__).resolve().parents[2]
PROVISIONING = (
    {"status": "error", "errors": [{"errorCode": 2560, "description": "Maintenance."}]},
    {"status": "provisioned_with_errors", "packages": {"webex_calling": {"errors": [{"errorCode": 2560}]}}},
    {"status": "pending_rpl_review", "times": 3},
)
Steps = list[tuple[str, Options]]


@dataclass
class Outcome:
    """What came of a scenario."""

    seed: int
    rounds: int = 0
    kills: int = 0
    wanted: int = 0
    lost: int = 0
    doubled: int = 0
    secrets: int = 0
    seconds: float = 0
    injected: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


class Scenario:
    """What there is, what is wanted, and what goes wrong, all from one seed."""

    def __init__(self, seed: int, lag: bool = False) -> None:
        dice = Random(seed)
        self.seed = seed
        self.lag = lag
        self.access = BY_REFRESH if dice.random() < 0.6 else {}
        self.before = self._steps(dice) if dice.random() < 0.5 else []
        self.wanted = self._steps(dice)
        self.kills = [dice.uniform(0, 1.5) for _round in range(dice.choice([0, 0, 0, 0, 1, 2]))]
        self.faults: Options = {
            "random": {
                "seed": seed,
                "share": dice.choice([0.05, 0.15, 0.3]),
                "most": dice.randint(3, 20),
                "storm": dice.randint(1, 5),
                "seconds": dice.choice([0.1, 0.1, 1.5]),
                **worlds.some(dice, retry_after=1),
            },
            "provisioning": {worlds.CUSTOMER: {"times": 1, **dice.choice(PROVISIONING)}} if dice.random() < 0.3 else {},
            "unread_organizations": dice.random() < 0.5,
            "shifting_pages": dice.randint(1, 10) if dice.random() < 0.3 else 0,
            **worlds.some(dice, page_cap=lambda: dice.randint(2, 3)),
        }
        if lag:
            self.faults |= lagging.plan(seed)

    @staticmethod
    def _steps(dice: Random) -> Steps:
        # The packages stay, so that the users of one state can be users of the other.
        customer = worlds.customer(dice, ["webex_calling", "webex_meetings", "webex_suite"])
        owner = {"customer": worlds.CUSTOMER}
        users = worlds.users(dice, customer["packages"])
        return [
            ("onboarding_template", worlds.template(dice)),
            ("wholesale_customer", customer),
            ("locations", {**owner, "locations": [worlds.office(), *worlds.locations(dice)]}),
            ("wholesale_users", {**owner, "wholesale_users": users, "purge": dice.random() < 0.3}),
        ]

    def play(self, webex: Watched) -> Outcome:
        """Onboard without faults, then with them from the same start; compare."""
        started, outcome = time.monotonic(), Outcome(self.seed, kills=len(self.kills))
        said: list[str] = []
        webex.reset()
        for steps in (self.before, self.wanted):
            if failed := self._round(webex, steps, said):
                outcome.problems.append(f"without faults: {failed}")
        expected = worlds.snapshot(webex)
        webex.reset()
        self._round(webex, self.before, said)
        webex.step()
        webex.faults(self.faults)
        said += [self._killed(webex, seconds) for seconds in self.kills]
        failed = "never tried"
        while failed and outcome.rounds < ROUNDS:
            outcome.rounds += 1
            failed = self._round(webex, self.wanted, said)
        outcome.injected = json.loads(webex.control("GET", "faults/injected"))
        webex.faults({})
        # Where pages shift or lag, the client may not see what there is; Webex refuses it, and it is then read.
        hidden = self.faults["shifting_pages"] or self.lag
        repeated = [write for write in webex.step() if write in TWINS and not hidden]
        if failed:
            outcome.problems.append(f"still failing after {ROUNDS} rounds: {failed}")
        if self.faults["shifting_pages"]:  # purging may have overlooked something
            self._round(webex, self.wanted, said)
            webex.step()
        if failed := self._round(webex, self.wanted, said):
            outcome.problems.append(f"after the faults: {failed}")
        elif writes := webex.step():
            outcome.problems.append(f"after the faults there was something left to do: {writes}")
        self._compare(expected, worlds.snapshot(webex), outcome)
        outcome.doubled += len(repeated)
        outcome.problems += [f"tried to create something twice: {write}" for write in repeated]
        outcome.secrets = sum(bool(SECRET.search(text)) for text in said)
        outcome.seconds = round(time.monotonic() - started, 1)
        return outcome

    def _round(self, webex: Watched, steps: Steps, said: list[str]) -> str:
        """Run the steps like a play, to the first that fails; return its message."""
        for module, options in steps:
            result = run(module, webex.url, **{**self.access, **options, "timeout": 1, "retry_timeout": 10})
            said.append(json.dumps(result))
            if result.get("failed"):
                return f"{module}: {result['msg']}"
        return ""

    def _killed(self, webex: Watched, seconds: float) -> str:
        """Run the steps in a process of their own and kill it as ``kill -9`` does, so long after its first request."""
        already = webex.log.stat().st_size
        command = [sys.executable, "-m", "tests.property.onboard"]
        with subprocess.Popen(
            command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as process:
            assert process.stdin is not None
            process.stdin.write(json.dumps({"url": webex.url, "access": self.access, "steps": self.wanted}))
            process.stdin.close()
            process.stdin = None
            deadline = time.monotonic() + 20
            while webex.log.stat().st_size == already and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.01)
            time.sleep(seconds)
            process.kill()
            return process.communicate()[0]

    @staticmethod
    def _compare(expected: Any, found: Any, outcome: Outcome) -> None:
        """Count what is missing or different, and what is there besides."""
        want, have = Counter(_objects(expected)), Counter(_objects(found))
        outcome.wanted = want.total()
        outcome.lost += (want - have).total()
        surplus = Counter(name for name, _text in have) - Counter(name for name, _text in want)
        outcome.doubled += surplus.total()
        outcome.problems += [f"lost: {name} {text}" for name, text in (want - have)]
        outcome.problems += [f"too many: {name} {text}" for name, text in (have - want)]


TWINS = tuple(
    f"POST /v1/{path} 409"
    for path in ("wholesale/onboardingTemplates", "wholesale/customers", "wholesale/subscribers", "locations")
)


def _objects(snapshot: Any) -> list[tuple[str, str]]:
    """Return all objects of a snapshot, each as its name and everything known of it."""
    found = [(f"template {each['name']}", each) for each in snapshot["templates"]]
    for customer in snapshot["customers"]:
        parts = {name: customer.get(name) or {} for name in ("locations", "people")}
        lists = {name: customer.get(name) or [] for name in ("numbers", "users")}
        found.append(("customer", {key: value for key, value in customer.items() if key not in parts | lists}))
        found += [(f"{kind} {name}", each) for kind, objects in parts.items() for name, each in objects.items()]
        found += [(f"{kind} {each[0]}", each) for kind, objects in lists.items() for each in objects]
    return [(name, json.dumps(each, sort_keys=True)) for name, each in found]
