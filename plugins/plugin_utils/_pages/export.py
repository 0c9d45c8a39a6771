# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The page of what the module ``wholesale_export`` has made an inventory of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from . import HUB, Count, Id, Page, Record, Section, Tone

KEPT, IN_TROUBLE = "kept, as it was edited", "exported, in trouble at Webex"
TONES: dict[str, Tone] = {
    "failed": "bad",
    "left out": "bad",
    IN_TROUBLE: "warn",
    KEPT: "warn",
    "not as a whole": "warn",
    "new": "good",
    "updated": "good",
    "unchanged": "good",
}
"""What a customer can be: the first of these that is true of it. So each is counted once."""
ACTIONS = {"created": "new", "kept": KEPT}


def page(data: Mapping[str, Any], context: Mapping[str, Any]) -> Page:
    """Return the page."""
    if "customers" not in data:
        return Page("Export", [], [], intro=f"Nothing was exported: {data.get('msg') or 'it failed'}")
    records = [_record(each) for each in data["customers"]]
    order = list(TONES)
    checking = (context.get("run") or {}).get("check_mode")
    records.sort(key=lambda record: (order.index(record.status), record.name.casefold()))
    number = Counter(record.status for record in records)
    return Page(
        "Export",
        [Count(status, number[status], tone) for status, tone in TONES.items()],
        [Section("Customers", records, notes=list(_notes(data)))],
        intro=("Check mode: no file is written. " if checking else "") + _verdict(data),
    )


def _verdict(data: Mapping[str, Any]) -> str:
    counts, total = data["counts"], len(data["customers"])
    there = total - counts["failed"] - counts["left out"]
    customers = f"{total} customer{'' if total == 1 else 's'}"
    told = f"{customers}, {there} of them in the inventory {data['directory']}."
    return f"{told} Files kept, as they were edited: {counts['kept']}." if counts["kept"] else told


def _notes(data: Mapping[str, Any]) -> Iterator[str]:
    if kept := data["kept"]:
        yield f"Edited since the last export, and kept: {', '.join(kept)}. To overwrite them, export with force."
    if gone := data["gone"]:
        yield f"Hosts whose customer Webex does not have, their files are left alone: {', '.join(gone)}."
    yield "What is empty at Webex is not in the inventory, and an audit does not compare it."


def _record(each: Mapping[str, Any]) -> Record:
    status = ACTIONS.get(each["action"], each["action"])
    if each["problems"] and each["action"] not in ("failed", "left out"):
        status = IN_TROUBLE
    elif each["left_out"] and each["action"] not in ("kept", "failed"):
        status = "not as a whole"
    return Record(
        str(each["name"] or each["external_id"]),
        status,
        TONES[status],
        ids=[
            Id("External ID", each["external_id"]),
            Id("Organization ID", each["org_id"] or "", HUB),
            Id("Customer ID", each["customer_id"] or "", HUB),
        ],
        facts={"Name": each["organization"], "Status at Webex": each["status"]},
        notes=[*each["problems"], *(f"Left out: {reason}" for reason in each["left_out"])],
        brief=", ".join(_brief(each)),
    )


def _brief(each: Mapping[str, Any]) -> Iterator[str]:
    """Yield how much a customer has: of what not all have, only where there is some."""
    for name, word in (("locations", "location"), ("users", "user"), ("workspaces", "workspace"), ("devices", "phone")):
        if each.get(name) or name in ("locations", "users"):
            yield _some(each[name], word)


def _some(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
