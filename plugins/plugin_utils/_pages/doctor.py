# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The page of what the module ``doctor`` has found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import Count, Page, Section, Table, Tone

TONES: dict[str, Tone] = {"fails": "bad", "attention": "warn", "fine": "good"}

ANONYMOUS = True
"""The page can be attached to a bug report."""


def page(data: Mapping[str, Any], context: Mapping[str, Any]) -> Page:
    """Return the page."""
    counts = [Count(verdict, data["counts"].get(verdict, 0), tone) for verdict, tone in TONES.items()]
    rows = [
        [
            Count(verdict, 1, tone),
            check["name"],
            [check["found"], *([f"To do: {todo}"] if (todo := check["remedy"]) else [])],
        ]
        for verdict, tone in TONES.items()
        for check in data["checks"]
        if check["verdict"] == verdict
    ]
    return Page(
        "Is everything ready for Webex for Wholesale?",
        counts,
        [
            Section(
                "What was looked at",
                tables=[Table("Checks", ["Verdict", "What", "Found, and what to do"], rows)],
                notes=["Names no person and no organization; IDs are shortened."],
            )
        ],
        intro=_verdict(data["counts"]),
    )


def _verdict(counts: Mapping[str, int]) -> str:
    if fails := counts.get("fails"):
        return f"Not everything is ready: {fails} of {sum(counts.values())} checks fail."
    return "Nothing fails. Look at what needs attention." if counts.get("attention") else "Everything is ready."
