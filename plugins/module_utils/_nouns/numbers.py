# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The phone numbers and extensions of an organization: who has them, who may claim them, who frees them.

Source: Webex Calling numbers API. Locations have numbers, users and workspaces take them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .._engine.snapshot import Answer, Snapshot
from .._engine.steps import Claim, Thing
from .._http import ids
from .._http.errors import Refused, doubt
from .collections import NUMBERS, extension_name
from .owners import Owner


def at_location(snapshot: Snapshot, owner: Owner, location_id: str) -> dict[str, Answer]:
    """Return Webex's answers of a location's numbers, by number."""
    return {
        str(answer["phoneNumber"]): answer
        for answer in snapshot.all(NUMBERS, **owner.scope)
        if answer.get("phoneNumber") and ids.same((answer.get("location") or {}).get("id"), location_id)
    }


def number(owner: Owner, location: str, value: str) -> Thing:
    """Return a number of a location as something that steps free and claim."""
    return ("phone_number", owner.key, location.casefold(), value)


def extension(owner: Owner, location: str, value: str) -> Thing:
    """Return an extension of a location as something that steps free and claim."""
    return ("extension", owner.key, location.casefold(), value)


def claims(
    snapshot: Snapshot,
    owner: Owner,
    location: str,
    location_id: str | None,
    line: Mapping[str, str | None],
    holder: str | None,
) -> Iterator[Claim]:
    """Yield what a line of a location needs: ``line`` has phone_number and extension, ``holder`` who may have them."""
    value, short = line.get("phone_number"), line.get("extension")
    if value:
        answer = snapshot.one(NUMBERS, value, **owner.scope) if owner.there else None
        yield Claim(number(owner, location, value), _unusable(owner, answer, value, location, location_id, holder))
    if short:
        answer = None
        if owner.there and location_id:
            answer = snapshot.one(NUMBERS, extension_name(location_id, short), **owner.scope)
        refusal = None
        if answer and _taken(answer, holder):
            refusal = Refused("extension", f"{short} of location {location} belongs to {owned_by(answer)}")
        yield Claim(extension(owner, location, short), refusal)


def there(snapshot: Snapshot, owner: Owner, location: str, location_id: str | None, value: str, option: str) -> Claim:
    """Return the claim of who needs a number to be the location's, whoever has it."""
    answer = snapshot.one(NUMBERS, value, **owner.scope) if owner.there else None
    refusal = None
    if not owner.guessed and not (answer and _is_at(answer, location_id)):
        refusal = Refused(option, f"{value} is not a number of the location; list it in numbers too")
    return Claim(number(owner, location, value), refusal, shared=True, needed=refusal is not None)


def frees(owner: Owner, location: str | None, line: Mapping[str, str | None]) -> Iterator[Thing]:
    """Yield what becomes free when a line is given up."""
    if location and (value := line.get("phone_number")):
        yield number(owner, location, value)
    if location and (short := line.get("extension")):
        yield extension(owner, location, short)


def held(snapshot: Snapshot, owner: Owner, holder: str) -> Iterator[Thing]:
    """Yield what becomes free when somebody goes: the numbers and extensions that the list has for an owner's id."""
    for answer in snapshot.all(NUMBERS, **owner.scope):
        if ids.same((answer.get("owner") or {}).get("id"), holder):
            line = {"phone_number": answer.get("phoneNumber"), "extension": answer.get("extension")}
            yield from frees(owner, str((answer.get("location") or {}).get("name")), line)


def moved(
    snapshot: Snapshot, owner: Owner, before: Mapping[str, str | None], after: Mapping[str, str | None], who: Answer
) -> None:
    """Note that a line has changed: ``before`` and ``after`` have location_id, phone_number and extension."""
    if not snapshot.whole(NUMBERS, **owner.scope):
        return
    for line, holder in ((before, None), (after, who)):
        value, short, location_id = (line.get(name) for name in ("phone_number", "extension", "location_id"))
        entry: Answer = {"location": {"id": location_id}, "owner": holder}
        if value:
            entry = {**(snapshot.one(NUMBERS, value, **owner.scope) or {}), **entry, "phoneNumber": value}
            snapshot.drop(NUMBERS, value, **owner.scope)
        if short and location_id:
            snapshot.drop(NUMBERS, extension_name(location_id, short), **owner.scope)
        if value or holder:
            snapshot.put(NUMBERS, {**entry, "extension": short if holder else None}, **owner.scope)


def owned_by(answer: Answer) -> str:
    """Return in words who has a number."""
    owner = answer.get("owner") or {}
    who = " ".join(str(owner[part]) for part in ("firstName", "lastName") if owner.get(part))
    return who or str(owner.get("type"))


def _taken(answer: Answer, holder: str | None) -> bool:
    owner: Mapping[str, Any] = answer.get("owner") or {}
    return bool(owner.get("id") and not ids.same(owner["id"], holder))


def _is_at(answer: Answer, location_id: str | None) -> bool:
    return bool(location_id) and ids.same((answer.get("location") or {}).get("id"), location_id)


def _unusable(
    owner: Owner, answer: Answer | None, value: str, location: str, location_id: str | None, holder: str | None
) -> Refused | None:
    """Return why a number cannot be taken now, None when it can."""
    if owner.guessed:
        return None
    if answer is None or not _is_at(answer, location_id):
        return Refused("phone_number", f"{value} is not a number of location {location}; add it there first")
    if _taken(answer, holder):
        return Refused("phone_number", f"{value} belongs to {owned_by(answer)}")
    return None


def doubts(snapshot: Snapshot, owner: Owner, location: str, value: str | None) -> Iterator[str]:
    """Yield what speaks against a number by belief, where Webex decides."""
    answer = snapshot.one(NUMBERS, value, **owner.scope) if value and owner.there else None
    if answer and answer.get("state") != "ACTIVE":
        yield doubt("A67", f"phone_number: {value} is not active in location {location}")
    if answer and answer.get("mainNumber") and not answer.get("owner"):
        yield doubt("A52", f"phone_number: {value} is the main number of location {location}")
