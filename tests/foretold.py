# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the steps that a task tells against the writes in the request log: the plan is what happens."""

from __future__ import annotations

import re
from typing import Any


def requested(steps: list[dict[str, Any]]) -> list[str]:
    """Return those steps, planned or made, that are requests to Webex, as method and path."""
    return [
        f"{step['method']} {step['path']}"
        for step in steps
        if step["state"] in ("planned", "made") and step["method"] != "WRITE"
    ]


def same(planned: list[str], written: list[str]) -> bool:
    """Tell whether the writes are the planned ones in number, method and path; an id in words stands for any id."""
    left = list(written)
    for each in planned:
        pattern = re.compile("[^/]+".join(map(re.escape, re.split(r"<[^>]*>", each))))
        found = next((one for one in left if pattern.fullmatch(one)), None)
        if found is None:
            return False
        left.remove(found)
    return not left
