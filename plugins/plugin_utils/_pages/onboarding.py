# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The page of an onboarding, made from what the filter ``onboarding_report`` gathers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from . import HUB, Count, Id, Page, Record, Section, Table, Tone, e911

DONE: dict[str, Tone] = {"failed": "bad", "created": "good", "updated": "good", "removed": "good", "unchanged": "good"}
PLANNED: dict[str, Tone] = {**DONE, "created": "busy", "updated": "busy", "removed": "busy"}
WORDS = {"created": "to create", "updated": "to update", "removed": "to remove"}
"""What check mode says of an outcome."""
OBJECTS = {"locations": "location", "users": "user", "workspaces": "workspace", "devices": "phone"}
"""What a customer has, and what one of them is called."""
PARTS = ("customers", *OBJECTS, "templates")
ALWAYS = ("locations", "users")
"""What is counted also where there is none."""
TITLES = {"devices": "phones"}
UNSEEN = "not shown yet"
TONES: dict[str, Tone] = {
    **DONE,
    **{words: PLANNED[status] for status, words in WORDS.items()},
    "not attempted": "warn",
    UNSEEN: "warn",
    **dict.fromkeys((TITLES.get(part, part) for part in PARTS), "plain"),
}
"""The tones of all that a run may count, one in check mode or not."""


class Words:
    """What outcomes are called, and which tone they have: those of a plan are still to come."""

    def __init__(self, *, planned: bool) -> None:
        self._words = WORDS if planned else {}
        self.tones = PLANNED if planned else DONE

    def __getitem__(self, status: str) -> str:
        return self._words.get(status, status)

    def count(self, status: str, number: int = 1) -> Count:
        """Return an outcome as a word with its tone; what was not attempted needs attention."""
        return Count(self[status], number, self.tones.get(status, "warn"))


def page(data: Mapping[str, Any], context: Mapping[str, Any]) -> Page:
    """Return the page."""
    planned = bool(data["check_mode"])
    words, totals = Words(planned=planned), data["totals"]
    customers, templates = data["customers"], data["templates"]
    found = totals["customers"]
    counts = [words.count(status, found[status]) for status in (*DONE, *(found.keys() - DONE)) if found.get(status)]
    plain = [
        Count(TITLES.get(part, part), sum(totals[part].values()), one=OBJECTS.get(part, part[:-1]))
        for part in PARTS[1:]
        if totals[part]
    ]
    tables = [
        Table(
            "Templates", ["Name", "Result", "Provisioning ID", "State", "Problem"], list(_templates(templates, words))
        )
    ]
    sections = [Section("Customers", [_record(each, words) for each in customers])]
    if templates:
        sections.append(Section("Onboarding templates", tables=tables))
    sections.append(Section("Totals", tables=[_totals(totals, words)]))
    unseen = sum(bool(each.get("unseen")) for each in customers)
    if unseen:
        counts.append(Count(UNSEEN, unseen, "warn"))
    verdict = _verdict(totals, unseen, planned=planned)
    if data["untold"]:
        verdict += f" {data['untold']}"
    return Page("Webex onboarding", [*counts, *plain], sections, intro=verdict, tones=TONES)


def _verdict(totals: Mapping[str, Mapping[str, int]], unseen: int, *, planned: bool) -> str:
    failed = {part: totals[part].get("failed", 0) for part in ("customers", "templates")}
    if planned:
        stop = ", and what would stop it" if any(failed.values()) else ""
        return f"Check mode: nothing was written. This is what a run would do{stop}."
    if not any(failed.values()):
        if unseen:
            return f"All is written, but Webex does not show all of it for {_counted(unseen, 'customer')}. Audit later."
        return "Everything is as it should be."
    told = [
        f"{number} of {_counted(sum(totals[part].values()), part[:-1])}" for part, number in failed.items() if number
    ]
    return f"Not everything is done: {' and '.join(told)} failed. What is done stays done. Fix the cause and run again."


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _totals(totals: Mapping[str, Mapping[str, int]], words: Words) -> Table:
    statuses = list(dict.fromkeys([*DONE, *(status for part in PARTS for status in totals[part])]))
    rows = [
        [TITLES.get(part, part).capitalize(), *(totals[part].get(status) for status in statuses)]
        for part in PARTS
        if totals[part]
    ]
    return Table("What became of all", ["What", *map(words.__getitem__, statuses)], rows)


def _record(each: Mapping[str, Any], words: Words) -> Record:
    outcome = words.count(each["status"])
    failed = each["status"] == "failed"
    shown = {True: "Webex shows everything as written", False: "Webex does not show everything yet"}
    steps = [[_short(step["object"]), step["words"], step["state"]] for step in each["steps"]] if failed else []
    return Record(
        each["name"],
        outcome.label,
        outcome.tone,
        ids=[
            Id("External ID", each["external_id"]),
            Id("Organization ID", each["org_id"], HUB),
            Id("Customer ID", each["id"], HUB),
            Id("Provisioning ID", each["provisioning_id"], HUB),
        ],
        facts={
            "Inventory host": each["host"],
            "Packages": ", ".join(each["packages"]),
            "Template": each["template"],
            "Read back": shown.get(each["verified"]) if "verified" in each and not failed else None,
            **e911(each["locations"]),
        },
        notes=[
            *each["problems"],
            *(f"Webex does not show yet what was written of {_short(thing)}." for thing in each.get("unseen") or ()),
        ],
        tables=[
            Table("Steps", ["What", "Step", "State"], steps),
            Table(
                "Locations",
                ["Name", "Result", "Main number", "Numbers", "Connected by", "Problem"],
                [_location(location, words) for location in each["locations"]],
            ),
            Table(
                "Users",
                ["Name", "Result", "Package", "Location", "Number", "Extension", "Problem"],
                [_user(user, words) for user in each["users"]],
            ),
            Table(
                "Workspaces",
                ["Name", "Result", "Location", "Number", "Extension", "Problem"],
                [_workspace(workspace, words) for workspace in each["workspaces"]],
            ),
            Table(
                "Phones",
                ["MAC address", "Result", "Model", "Whose", "Problem"],
                [_phone(phone, words) for phone in each["devices"]],
            ),
            Table("Changes", ["What", "Field", "Before", "After"], list(_changes(each["changes"]))),
        ],
        brief=", ".join(
            _counted(len(each[part]), word) for part, word in OBJECTS.items() if each[part] or part in ALWAYS
        ),
    )


def _location(each: Mapping[str, Any], words: Words) -> list[Any]:
    pstn = each.get("pstn") or {}
    return [
        each.get("name") or each.get("key") or "?",
        words.count(each["action"]),
        each.get("main_number"),
        each.get("numbers"),
        pstn.get("provider") or pstn.get("trunk") or pstn.get("route_group"),
        each.get("error"),
    ]


def _user(each: Mapping[str, Any], words: Words) -> list[Any]:
    name = " ".join(each[part] for part in ("first_name", "last_name") if each.get(part))
    return [
        [*([name] if name else []), each.get("email") or each.get("key") or "(no e-mail)", *(each.get("roles") or [])],
        words.count(each["action"]),
        *(each.get(part) for part in ("package", "location", "phone_number", "extension", "error")),
    ]


def _workspace(each: Mapping[str, Any], words: Words) -> list[Any]:
    facts = (each.get(part) for part in ("location", "phone_number", "extension", "error"))
    return [each.get("name") or each.get("key") or "?", words.count(each["action"]), *facts]


def _phone(each: Mapping[str, Any], words: Words) -> list[Any]:
    """Return a row; an activation code is no part of any report."""
    return [
        each.get("mac") or "activation code",
        words.count(each["action"]),
        each.get("model"),
        each.get("user") or each.get("workspace"),
        each.get("error"),
    ]


def _changes(changes: Iterable[Mapping[str, Any]]) -> Iterator[list[Any]]:
    for change in changes:
        for name, after in change["changes"]["after"].items():
            yield [_short(change["after_header"]), name.replace("_", " "), change["changes"]["before"][name], after]


def _templates(templates: Iterable[Mapping[str, Any]], words: Words) -> Iterator[list[Any]]:
    for each in templates:
        problem = each.get("msg") if each["action"] == "failed" else None
        yield [each.get("name"), words.count(each["action"]), each.get("provisioning_id"), each.get("status"), problem]


def _short(thing: str) -> str:
    """Return what an object is called, without the word that all have."""
    return thing.replace("wholesale_", "").replace("wholesale ", "")
