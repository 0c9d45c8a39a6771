# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the contract, and finds the operation that a request calls."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

CONTRACT = Path(__file__).parent / "contract.json"
BASE = "/v1"
OUTSIDE = re.compile(r"/wholesale/onboardingTemplates(/[^/]*)?|/access_token|/download/billing/[^/]+")
"""Paths that are in no document of Cisco's: onboarding templates are a contract of ours (ONBOARDING_TEMPLATES.md), the
token endpoint is OAuth's, and a download link is whatever Webex says it is."""


class Contract:
    """The facts of all documented operations, by `METHOD /path`."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.operations: dict[str, dict[str, Any]] = content["operations"]
        self._errors: list[int] = content["errors"]
        paths = {name.split()[1] for name in self.operations}
        # Literal paths first, so that /people/me is not taken for a person.
        ordered = sorted(paths, key=lambda path: (path.count("{"), path))
        self._paths = [(re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)) + r"\Z"), path) for path in ordered]

    @classmethod
    def load(cls) -> Contract:
        """Return the contract of the project."""
        return cls(json.loads(CONTRACT.read_text()))

    def operation(self, method: str, path: str) -> str | None:
        """Return the name of the documented operation that a request calls."""
        for pattern, documented in self._paths:
            name = f"{method} {documented}"
            if pattern.match(path) and name in self.operations:
                return name
        return None

    def statuses(self, name: str) -> set[int]:
        """Return all statuses that an operation may answer."""
        facts = self.operations[name]
        return {int(status) for status in facts["answers"]} | set(facts.get("errors", self._errors))

    def answers(self, path: str) -> list[Any]:
        """Return the shapes of all successful answers at a path, whatever the method."""
        return [
            shape
            for name, facts in self.operations.items()
            if name.split()[1] == path
            for status, shape in facts["answers"].items()
            if int(status) < 300 and shape is not None
        ]


def below_base(path: str) -> str:
    """Return a path as the documents write it."""
    return path.removeprefix(BASE)
