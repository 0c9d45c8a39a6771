# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The locations where lines are: found by name or id, also before they exist, and what a line there needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .._engine.run import Run
from .._engine.steps import Claim, Id, Thing
from .._http import ids
from .._http.errors import Refused
from . import numbers
from .collections import CALLING_AT, LOCATIONS
from .owners import Owner, location_of


def location(run: Run, owner: Owner, reference: str) -> tuple[str, Id]:
    """Return name and id of a location given by name or id; it may be one that this run is to create."""
    answer = run.snapshot.one(LOCATIONS, reference, **owner.scope) if owner.there else None
    name = str(answer.get("name")) if answer else reference
    return name, location_of(run, owner, name, str(answer["id"]) if answer else None)


def thing(owner: Owner, name: str) -> Thing:
    """Return a location as something that its creation frees."""
    return ("location", owner.key, name.casefold())


def in_words(run: Run, owner: Owner, location_id: str | None, given: str | None) -> str | None:
    """Return the location of an object in the words of the options, or else by name."""
    answer = run.snapshot.one(LOCATIONS, location_id, **owner.scope) if location_id else None
    if answer is None:
        return location_id
    name = str(answer.get("name"))
    return given if given and (given.casefold() == name.casefold() or ids.same(given, location_id)) else name


def claims(
    run: Run, owner: Owner, reference: str, line: Mapping[str, str | None], holder: str | None
) -> Iterator[Claim]:
    """Yield what a line needs: a location, and a number and an extension that are free there."""
    name, place = location(run, owner, reference)
    if not place.value:
        yield Claim(thing(owner, name), _unknown(run, owner, name), shared=True)
    yield Claim((CALLING_AT, owner.key, name.casefold()), shared=True, needed=False)
    for warning in numbers.doubts(run.snapshot, owner, name, line.get("phone_number")):
        run.warn(warning)
    yield from numbers.claims(run.snapshot, owner, name, place.value, line, holder)


def _unknown(run: Run, owner: Owner, name: str) -> Refused | None:
    if owner.guessed:
        return None
    answers = run.snapshot.all(LOCATIONS, **owner.scope) if owner.there else []
    names = ", ".join(sorted(str(each.get("name")) for each in answers)) or "none"
    return Refused("location", f"there is no location {name}; there are: {names}")
