# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults switched on per run: what a test wants to go wrong, as one JSON plan."""

from __future__ import annotations

import math
import random
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from webex_simulator.errors import ApiError

REFUSALS = {"423": 423, "429": 429, "500": 500, "502": 502, "503": 503, "504": 504}
# Errors that a gateway may answer although the request took effect.
LATE = {"500_after": 500, "502_after": 502, "503_after": 503, "504_after": 504}
DELIVERIES = ("drop_before", "drop_after", "slow", "truncated", "cut")
KINDS = (*REFUSALS, *LATE, *DELIVERIES, "expired_token")
_KEYS = {"responses", "random", "provisioning", "reports", "unread_organizations", "page_cap", "shifting_pages", "lag",
         "activation_code_seconds"}  # fmt: skip
_LAG = {"seed", "share", "list", "other", "single"}


@dataclass(frozen=True)
class Fault:
    """What befalls one request.

    `early` answers instead of the handler, `late` after it has done its work; `delivery` is what becomes of the answer;
    `seconds` is how long a slow one pauses half-way; `expires` ends the token that the request carries.
    """

    early: ApiError | None = None
    late: ApiError | None = None
    delivery: str = ""
    seconds: float = 0
    expires: bool = False


class FaultPlan:
    """The plan set by `--faults` or through `PUT /simulator/faults`.

    `responses` and `random` strike requests; the other keys make the service behave as the real one sometimes does.
    `injected` counts what has struck, by kind.
    """

    def __init__(self, plan: dict[str, Any] | None = None) -> None:
        """Check and take over a plan; raise ValueError if it names something unknown."""
        self.plan: dict[str, Any] = plan or {}
        unknown = set(self.plan) - _KEYS
        if unknown:
            raise ValueError(f"unknown faults: {', '.join(sorted(unknown))}")
        _check_numbers(self.plan, {"page_cap", "shifting_pages", "activation_code_seconds"})
        self.injected: Counter[str] = Counter()
        self._responses: list[dict[str, Any]] = [dict(fault) for fault in self.plan.get("responses", [])]
        for fault in self._responses:
            _check_numbers(fault, {"status", "times", "seconds"})
            if not isinstance(fault.get("status"), int) and fault.get("fault") not in KINDS:
                raise ValueError(f"a response fault needs an integer status, or as fault one of {', '.join(KINDS)}")
            try:
                fault["path"] = re.compile(fault.get("path", ""))
            except re.error as error:
                raise ValueError(f"path is no regular expression: {error}") from error
        self._random: dict[str, Any] = {"share": 0.1, "kinds": list(KINDS), "most": 100, "storm": 1}
        self._random |= self.plan.get("random") or {"share": 0}
        _check_numbers(self._random, {"share", "most", "storm", "seconds"})
        if not self._random["kinds"]:
            raise ValueError("random needs kinds")
        if wrong := set(self._random["kinds"]) - set(KINDS):
            raise ValueError(f"unknown kinds: {', '.join(sorted(wrong))}")
        # Reproducible as long as the requests come in the same order.
        self._dice = random.Random(self._random.get("seed"))  # noqa: S311
        self._storm = 0
        self.lag: dict[str, Any] = _check_lag(self.plan.get("lag") or {})
        self._outcomes = {key: dict(outcome) for key, outcome in self.plan.get("provisioning", {}).items()}
        self._reports = {key: dict(outcome) for key, outcome in self.plan.get("reports", {}).items()}
        self._read: set[str] = set()

    def strike(self, method: str, path: str) -> Fault:
        """Return what befalls this request, and count it; an empty fault lets it through."""
        for fault in self._responses:
            if fault.get("method", method) == method and fault["path"].search(path) and fault.get("times", 1) > 0:
                fault["times"] = fault.get("times", 1) - 1
                kind = fault.get("fault", str(fault.get("status")))
                return self._fault(kind, fault)
        if self._storm:
            self._storm -= 1
            return self._fault("429", self._random)
        if self._random["most"] > 0 and self._dice.random() < self._random["share"]:
            self._random["most"] -= 1
            kind = self._dice.choice(self._random["kinds"])
            self._storm = self._random["storm"] - 1 if kind == "429" else 0
            return self._fault(kind, self._random)
        return Fault()

    def provisioning(self, external_id: str) -> dict[str, Any]:
        """Return how the provisioning of this customer shall end (empty: well)."""
        outcome: dict[str, Any] = self._outcomes.get(external_id, {})
        if outcome.get("times", 1) < 1:
            return {}
        if outcome:
            self.injected[f"provisioning {outcome.get('status', 'of a package')}"] += 1
        if "times" in outcome:
            outcome["times"] -= 1
        return outcome

    def report(self, kind: str) -> list[dict[str, Any]]:
        """Return why a billing report of this type shall fail (empty: it does not)."""
        outcome = self._reports.get(kind, {})
        if not outcome or outcome.get("times", 1) < 1:
            return []
        self.injected["report failed"] += 1
        if "times" in outcome:
            outcome["times"] -= 1
        errors: list[dict[str, Any]] = outcome["errors"]
        return errors

    def code_lifetime(self) -> float:
        """Return for how many seconds the activation code of a phone is good: thirty days, unless it shall be less."""
        return float(self.plan.get("activation_code_seconds", 30 * 86_400))

    def check_read(self, org: str) -> None:
        """Refuse requests about an organization that nobody has read yet, as after its provisioning."""
        if self.plan.get("unread_organizations") and org not in self._read:
            self.injected["403 until the organization is read"] += 1
            raise ApiError(403, "Access to this organization is denied.")

    def note_read(self, org: str) -> None:
        """Somebody has read the organization itself."""
        self._read.add(org)

    def page(self, offset: int, limit: int) -> tuple[int, int]:
        """Return where a page really begins and how long it is: lists change while they are read."""
        if offset and self.injected["shifted page"] < self.plan.get("shifting_pages", 0):
            self.injected["shifted page"] += 1
            # By turns an object before the page has gone meanwhile, or a new one has come.
            offset += 1 if self.injected["shifted page"] % 2 else -1
        return offset, self.cap(limit)

    def cap(self, limit: int) -> int:
        """Return how many objects a page has at most."""
        if (most := self.plan.get("page_cap")) and most < limit:
            self.injected["capped page"] += 1
            return int(most)
        return limit

    def _fault(self, kind: str, about: dict[str, Any]) -> Fault:
        self.injected[kind] += 1
        if kind in DELIVERIES:
            return Fault(delivery=kind, seconds=about.get("seconds", 0.2))
        if kind == "expired_token":
            return Fault(expires=True)
        headers = {"Retry-After": str(about["retry_after"])} if "retry_after" in about else {}
        message = about.get("message", "A fault that was asked for.")
        status = REFUSALS.get(kind) or LATE.get(kind) or int(kind)
        error = ApiError(status, message, about.get("error_code"), headers=headers)
        return Fault(late=error) if kind in LATE else Fault(early=error)


def _check_lag(lag: dict[str, Any]) -> dict[str, Any]:
    """Return the lag of a plan, seconds by view; raise ValueError if it holds anything else."""
    if unknown := set(lag) - _LAG:
        raise ValueError(f"unknown in lag: {', '.join(sorted(unknown))}")
    _check_numbers(lag, _LAG - {"seed"})
    return lag


def _check_numbers(given: dict[str, Any], names: set[str]) -> None:
    """Raise ValueError if one of these is there and no number of at least 0."""
    for name in sorted(names & set(given)):
        value = given[name]
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
            raise ValueError(f"{name} must be a number of at least 0")
