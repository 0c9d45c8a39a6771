# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults switched on per run: what a test wants to go wrong, as one JSON plan."""

from __future__ import annotations

import re
from typing import Any

from webex_simulator.errors import ApiError


class FaultPlan:
    """The plan set through `PUT /simulator/faults`.

    A kind of fault is one key of the plan and one method here: `response` answers instead of the handler,
    `provisioning` says how the provisioning of one customer ends.
    """

    def __init__(self, plan: dict[str, Any] | None = None) -> None:
        """Check and take over a plan; raise ValueError if it names something unknown."""
        self.plan: dict[str, Any] = plan or {}
        unknown = set(self.plan) - {"responses", "provisioning"}
        if unknown:
            raise ValueError(f"unknown faults: {', '.join(sorted(unknown))}")
        self._responses: list[dict[str, Any]] = [dict(fault) for fault in self.plan.get("responses", [])]
        for fault in self._responses:
            if not isinstance(fault.get("status"), int):
                raise ValueError("a response fault needs an integer status")
            try:
                fault["path"] = re.compile(fault.get("path", ""))
            except re.error as error:
                raise ValueError(f"path is no regular expression: {error}") from error

    def response(self, method: str, path: str) -> ApiError | None:
        """Return the answer that replaces this request's own, and count it; None lets the request through."""
        for fault in self._responses:
            if fault.get("method", method) == method and fault["path"].search(path) and fault.get("times", 1) > 0:
                fault["times"] = fault.get("times", 1) - 1
                headers = {"Retry-After": str(fault["retry_after"])} if "retry_after" in fault else {}
                message = fault.get("message", "A fault that was asked for.")
                return ApiError(fault["status"], message, fault.get("error_code"), headers=headers)
        return None

    def provisioning(self, external_id: str) -> dict[str, Any]:
        """Return how the provisioning of this customer shall end (empty: well)."""
        outcome: dict[str, Any] = self.plan.get("provisioning", {}).get(external_id, {})
        return outcome
