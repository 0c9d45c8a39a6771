# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The page of a customer that the module ``wholesale_offboard`` has let go."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from typing import Any

from . import Count, Id, Page, Record, Section, Table, Tone

TONES: dict[str, Tone] = {"failed": "bad", "not tried": "warn", "removed": "good"}
PLANNED: dict[str, Tone] = {**TONES, "removed": "busy"}
FUTURE = {"removed": "to remove"}
"""What an action is called while nothing has been done."""


class Words:
    """What actions are called, and which tone they have: those of a plan are still to come."""

    def __init__(self, *, planned: bool) -> None:
        self.planned = planned

    def count(self, action: str, number: int = 1) -> Count:
        """Return an action as a word with its tone."""
        tones, words = (PLANNED, FUTURE) if self.planned else (TONES, {})
        return Count(words.get(action, action), number, tones.get(action, "plain"))


def page(data: Mapping[str, Any], context: Mapping[str, Any]) -> Page:
    """Return the page."""
    title = "Offboarding"
    if "parts" not in data:
        return Page(title, [], [], intro=f"Nothing has been removed: {data.get('msg') or 'it failed'}")
    words = Words(planned=bool(context["run"].get("check_mode")))
    counts = [words.count(action, data["counts"][action]) for action in TONES]
    sections = [Section("Customer", [_customer(data, words)], notes=data["problems"])]
    if data["stays"]:
        sections.append(Section("What stays at Webex", notes=data["stays"]))
    if data["by_hand"]:
        sections.append(Section("By hand", notes=data["by_hand"]))
    pieces = list(_parts(data, words))
    sections.append(Section("Piece by piece", pieces, notes=["In the order in which Webex lets go of them."]))
    return Page(
        f"{title} of {data['organization'] or data['external_id']}",
        counts,
        sections,
        intro=_verdict(data, words),
        tones={**TONES, FUTURE["removed"]: PLANNED["removed"]},
        told=[] if words.planned else list(_told(data)),
    )


def _told(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield where the archive is and how to restore it."""
    if archive := data["archive"]:
        yield f"Archive: {archive['path']}"
        yield f"To restore the customer: {_restore(archive['path'])}"


def _restore(path: str) -> str:
    return f"ansible-playbook -i {shlex.quote(f'{path}/inventory')} webex.wholesale.onboard"


def _verdict(data: Mapping[str, Any], words: Words) -> str:
    if data["action"] == "failed":
        again = "Run it again to continue." if data["changed"] else "Nothing has been removed."
        return f"{data['external_id']} cannot go as a whole. {again}"
    if data["action"] == "unchanged":
        return f"There is nothing of {data['external_id']} to remove."
    if words.planned:
        return f"{data['external_id']} would go. Nothing was written."
    return f"{data['external_id']} is gone."


def _customer(data: Mapping[str, Any], words: Words) -> Record:
    archive, outcome = data["archive"] or {}, words.count(data["action"])
    objects = sum(map(len, data["parts"].values()))
    ids = {"External ID": data["external_id"], "Customer ID": data["customer_id"], "Organization ID": data["org_id"]}
    if archive and not words.planned:
        ids["To restore it"] = _restore(archive["path"])
    return Record(
        str(data["organization"] or data["external_id"]),
        outcome.label,
        outcome.tone,
        ids=[Id(label, str(value)) for label, value in ids.items() if value],
        facts={
            "Archive": archive.get("path"),
            "Archived": archive.get("made_at"),
            "Objects in the archive": archive.get("objects"),
        },
        brief=f"{objects} object{'' if objects == 1 else 's'}",
    )


def _parts(data: Mapping[str, Any], words: Words) -> Iterator[Record]:
    for part, objects in data["parts"].items():
        found = {each["action"] for each in objects}
        worst = words.count(next((action for action in TONES if action in found), "removed"))
        numbers = [number for each in objects for number in each.get("numbers") or ()]
        rows = [
            [each["object"], ", ".join(each.get("numbers") or ()), words.count(each["action"]), each["error"]]
            for each in objects
        ]
        yield Record(
            part.capitalize(),
            worst.label,
            worst.tone,
            tables=[Table("", ["Object", "Numbers", "Outcome", "Why"], rows)],
            brief=str(len(numbers) or len(objects)),
        )
