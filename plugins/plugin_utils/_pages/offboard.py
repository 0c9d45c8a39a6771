# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The page of a customer that the module ``wholesale_offboard`` has let go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from . import Count, Id, Page, Record, Section, Table, Tone

TONES: dict[str, Tone] = {"failed": "bad", "not tried": "warn", "removed": "good"}
FUTURE = {"removed": "to remove"}
"""What an action is called while nothing has been done."""


def page(data: Mapping[str, Any], context: Mapping[str, Any]) -> Page:
    """Return the page."""
    title = "Offboarding"
    if "parts" not in data:
        return Page(title, [], [], intro=f"Nothing has been removed: {data.get('msg') or 'it failed'}")
    words = FUTURE if context["run"].get("check_mode") else {}
    counts = [Count(words.get(action, action), data["counts"][action], tone) for action, tone in TONES.items()]
    sections = [Section("Customer", [_customer(data)], notes=data["problems"])]
    if data["stays"]:
        sections.append(Section("What stays at Webex", notes=data["stays"]))
    if data["by_hand"]:
        sections.append(Section("By hand", notes=data["by_hand"]))
    pieces = list(_parts(data, words))
    sections.append(Section("Piece by piece", pieces, notes=["In the order in which Webex lets go of them."]))
    return Page(
        f"{title} of {data['organization'] or data['external_id']}", counts, sections, intro=_verdict(data, words)
    )


def _verdict(data: Mapping[str, Any], words: Mapping[str, str]) -> str:
    if data["action"] == "failed":
        again = "Run it again to continue." if data["changed"] else "Nothing has been removed."
        return f"{data['external_id']} cannot go as a whole. {again}"
    if data["action"] == "unchanged":
        return f"There is nothing of {data['external_id']} to remove."
    return f"{data['external_id']} would go. Nothing was written." if words else f"{data['external_id']} is gone."


def _customer(data: Mapping[str, Any]) -> Record:
    archive = data["archive"] or {}
    ids = {"External ID": data["external_id"], "Customer ID": data["customer_id"], "Organization ID": data["org_id"]}
    return Record(
        str(data["organization"] or data["external_id"]),
        data["action"],
        TONES.get(data["action"], "plain"),
        ids=[Id(label, str(value)) for label, value in ids.items() if value],
        facts={
            "Archive": archive.get("path"),
            "Archived": archive.get("made_at"),
            "Objects in the archive": archive.get("objects"),
        },
        brief=f"{sum(map(len, data['parts'].values()))} objects",
    )


def _parts(data: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[Record]:
    for part, objects in data["parts"].items():
        worst = next((action for action in TONES if any(each["action"] == action for each in objects)), "removed")
        rows = [
            [each["object"], Count(words.get(each["action"], each["action"]), 1, TONES[each["action"]]), each["error"]]
            for each in objects
        ]
        yield Record(
            part.capitalize(),
            words.get(worst, worst),
            TONES[worst],
            tables=[Table("", ["Object", "Outcome", "Why"], rows)],
            brief=str(len(objects)),
        )
