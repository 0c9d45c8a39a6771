# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whom emergency services could not call back: who has an extension only, and no usable number stands in for it.

Source: "Update a Person's Emergency Callback Number": users without a number of their own must be set up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from .._engine.item import Item
from .._engine.run import Run
from .._engine.snapshot import Answer
from .._engine.steps import Id
from .._http import ids
from . import emergency
from .collections import NUMBERS, SUBSCRIBERS, WORKSPACES
from .numbers import owned_by
from .owners import Owner, on_behalf, owner_of

KINDS = {"PEOPLE": ("people", "user"), "PLACE": ("workspaces", "workspace")}
"""Type of who has an extension -> where the callback number is, and what the inventory calls them."""


def without_callback(run: Run, reference: str, items: Iterable[Item[Any]]) -> list[dict[str, Any]]:
    """Return whom of a customer nobody could call back, listed or not, with the location, and whether that is wanted.

    The list of numbers shows who has an extension only. If it has not been read, it is when somebody listed has. Beyond
    it only callback numbers are read: that of each location of such people that has no main number, and where it comes
    to none, those of the people themselves.
    """
    owner, listed = owner_of(run, reference), list(items)
    if not (run.snapshot.whole(NUMBERS, **owner.scope) or any(map(_alone, listed))):
        return []
    alone = list(_with_extension_only(run, owner))
    places = {str(each["location"]["id"]): Id("location", str(each["location"]["id"])) for each in alone}
    run.snapshot.together(*(partial(emergency.can_be_called, run, owner, place) for place in places.values()))
    silent = {key for key, place in places.items() if not emergency.can_be_called(run, owner, place)}
    suspects = [each for each in alone if str(each["location"]["id"]) in silent]
    run.snapshot.together(*(partial(_can_be_called, run, owner, each) for each in suspects))
    named = dict(_names(run, owner, listed))
    accepted = {
        f"{item.noun.name.removeprefix('wholesale_')} {item.key}"
        for item in listed
        if getattr(item.desired, emergency.OPTION, None) == emergency.NOBODY
    }
    found = []
    for each in suspects:
        if not _can_be_called(run, owner, each):
            holder = each["owner"]
            unnamed = f"{KINDS[holder['type']][1]} {owned_by(each).removesuffix(' .')}"
            name = named.get(ids.key(str(holder["id"])), unnamed)
            place = str(each["location"].get("name") or "")
            found.append({"object": name, "location": place, "accepted": name in accepted})
    return sorted(found, key=lambda each: (each["accepted"], each["object"].casefold()))


def _alone(item: Item[Any]) -> bool:
    """Tell whether somebody who is listed has an extension and no number, as far as that has been read."""
    there = item.change.observed
    return bool(getattr(there, "extension", None)) and not getattr(there, "phone_number", None)


def _with_extension_only(run: Run, owner: Owner) -> Iterator[Answer]:
    """Yield the extensions of people and workspaces that have no number."""
    lines = [
        each for each in run.snapshot.all(NUMBERS, **owner.scope) if (each.get("owner") or {}).get("type") in KINDS
    ]
    numbered = {ids.key(str(each["owner"]["id"])) for each in lines if each.get("phoneNumber")}
    for each in lines:
        if ids.key(str(each["owner"]["id"])) not in numbered and (each.get("location") or {}).get("id"):
            yield each


def _can_be_called(run: Run, owner: Owner, line: Answer) -> bool:
    holder = str(line["owner"]["id"])
    return emergency.holder_can_be_called(run, owner, KINDS[line["owner"]["type"]][0], Id("holder", holder))


def _names(run: Run, owner: Owner, listed: Iterable[Item[Any]]) -> Iterator[tuple[str, str]]:
    """Yield what people and workspaces are called, as far as it has been read, by what Webex knows them by."""
    scope = {"customerId": str(owner.id), **on_behalf(run)}
    if run.snapshot.whole(SUBSCRIBERS, **scope):
        for each in run.snapshot.all(SUBSCRIBERS, **scope):
            yield ids.key(str(each.get("personId"))), f"user {str(each.get('email')).lower()}"
    if run.snapshot.whole(WORKSPACES, **owner.scope):
        for each in run.snapshot.all(WORKSPACES, **owner.scope):
            yield ids.key(str(each.get("id"))), f"workspace {each.get('displayName')}"
    for item in listed:
        there = item.change.observed
        if known := getattr(there, "person_id", None) or getattr(there, "id", None):
            yield ids.key(str(known)), f"{item.noun.name.removeprefix('wholesale_')} {item.key}"
