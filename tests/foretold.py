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


def different(planned: list[str], written: list[str]) -> tuple[list[str], list[str]]:
    """Return what was planned and not written, and what was written and not planned, in number, method and path.

    An id in words stands for any id, whatever the order of the writes.
    """
    missing, surplus = [], list(written)
    for each in sorted(planned, key=lambda step: "<" in step):  # known ids first: words would take their place
        pattern = re.compile("[^/]+".join(map(re.escape, re.split(r"<[^>]*>", each))))
        found = next((write for write in surplus if pattern.fullmatch(write)), None)
        if found is None:
            missing.append(each)
        else:
            surplus.remove(found)
    return missing, surplus
