# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The page of what the module ``wholesale_precheck`` has found: who would provision, and what to do where not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from . import Count, Page, Record, Section, Table, Tone

WORDS: dict[str, tuple[str, Tone]] = {
    "would_fail": ("would fail", "bad"),
    "attention": ("attention", "warn"),
    "ready": ("ready", "good"),
}
"""Verdict -> what the page calls it, and its tone; the worst first."""
NOTED = 3
"""How much of what speaks against a customer stands at its top: all of it is in the tables."""


def page(data: Mapping[str, Any], context: Mapping[str, Any]) -> Page:
    """Return the page."""
    customers = data.get("customers") or []
    counts = [Count(words, data["counts"].get(verdict, 0), tone) for verdict, (words, tone) in WORDS.items()]
    sections = [
        Section(
            "Customers",
            [_record(each) for verdict in WORDS for each in customers if each["verdict"] == verdict],
            notes=[_users(data["user_counts"])] if any(data["user_counts"].values()) else [],
        )
    ]
    places = [
        [each["name"], place["address"], place["confirmed_by"] or "nobody", place["confirmed_on"], place["webex"]]
        for each in customers
        if (place := each["location"])
    ]
    if places:
        columns = ["Customer", "Location", "Confirmed by", "On", "What Webex answered"]
        table = Table("Is the location supported?", columns, places)
        note = "Stands for the tick box of Partner Hub: set location_confirmed_by when somebody has looked it up."
        sections.append(Section("Locations", tables=[table], notes=[note]))
    return Page("Would these customers provision?", counts, sections, _verdict(data["counts"]))


def _verdict(counts: Mapping[str, int]) -> str:
    """Return the verdict in a sentence."""
    total = sum(counts.values())
    customers = f"{total} customer{'' if total == 1 else 's'}"
    if counts.get("would_fail"):
        return f"{counts['would_fail']} of {customers} would fail as they are."
    if counts.get("attention"):
        return f"None would fail; somebody has to look at {counts['attention']} of {customers}."
    if total == 1:
        return "The customer is ready."
    return f"All {customers} are ready." if total else "There are no customers."


def _users(counts: Mapping[str, int]) -> str:
    told = ", ".join(f"{counts[verdict]} {words}" for verdict, (words, _tone) in WORDS.items() if counts.get(verdict))
    return f"Users: {told}"


def _record(customer: Mapping[str, Any]) -> Record:
    words, tone = WORDS[customer["verdict"]]
    own, users = customer["wholesale_customer"], customer["wholesale_users"]
    rows = [("customer", own), *((f"location {each['name']}", each) for each in customer["locations"])]
    # Sentences beside each other are read badly on a phone: what is wrong and what to do are one cell.
    told = ["Verdict", "Of", "Who says so", "Why, and what to do"]
    columns = ["Verdict", "User", "Wanted", "State", "Why, and what to do"]
    ordered = [_user(user) for verdict in WORDS for user in users if user["verdict"] == verdict]
    counts = {verdict: sum(user["verdict"] == verdict for user in users) for verdict in WORDS}
    return Record(
        customer["name"] or customer["external_id"],
        words,
        tone,
        facts={
            "External ID": customer["external_id"],
            "State": own["state"],
            "The customer alone": "" if own["verdict"] == customer["verdict"] else WORDS[own["verdict"]][0],
            "What Webex answered": own["webex"],
            "Location": customer["location"].get("line", ""),
        },
        notes=customer["findings"][:NOTED],
        tables=[
            Table("Customer and locations", told, list(_reasons(rows))),
            Table("Users", columns, ordered),
        ],
        brief=_users(counts) if users else "no users",
    )


def _reasons(rows: Sequence[tuple[str, Mapping[str, Any]]]) -> Iterator[list[Any]]:
    for verdict, (words, tone) in WORDS.items():
        for name, row in rows:
            for reason in row["reasons"]:
                if reason["verdict"] == verdict:
                    yield [Count(words, 1, tone), name, reason["says"], _told(reason)]


def _user(user: Mapping[str, Any]) -> list[Any]:
    words, tone = WORDS[user["verdict"]]
    name = f"{user['first_name']} {user['last_name']}".strip()
    wanted = [text for text in (user["package"], user["location"]) if text]
    told = [line for reason in user["reasons"] for line in _told(reason)]
    return [Count(words, 1, tone), [user["email"], *([name] if name else [])], wanted, user["state"], told]


def _told(reason: Mapping[str, Any]) -> list[str]:
    return [f"{reason['why']}.", f"To do: {reason['next']}"]
