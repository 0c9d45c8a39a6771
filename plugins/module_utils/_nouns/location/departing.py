# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a customer has that must go before it, beside users and features: numbers and locations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..._engine.run import Run
from ..._engine.snapshot import Answer
from ..._http import ids
from ..._http.errors import Refused
from ..collections import LINES, LOCATIONS, NUMBERS
from ..numbers import at_location
from ..owners import Owner, owner_of
from .pstn import check_numbers


@dataclass
class Place:
    """A location that is to go, or to stay."""

    name: str
    calling: bool
    main_number: str | None = None
    numbers: list[str] = field(default_factory=list)
    """All other numbers."""
    kept: str = ""
    """Why its numbers cannot be removed."""


def places(run: Run, customer: str) -> list[Place]:
    """Return the locations in the order of Webex, with their numbers."""
    owner = owner_of(run, customer)
    run.snapshot.together(
        lambda: run.snapshot.all(LOCATIONS, **owner.scope),
        lambda: run.snapshot.all(LINES, **owner.scope),
        lambda: run.snapshot.all(NUMBERS, **owner.scope),
    )
    lines = {ids.key(str(each["id"])): each for each in run.snapshot.all(LINES, **owner.scope)}
    return [
        _place(run, owner, answer, lines.get(ids.key(str(answer["id"]))))
        for answer in run.snapshot.all(LOCATIONS, **owner.scope)
    ]


def _place(run: Run, owner: Owner, answer: Answer, line: Mapping[str, object] | None) -> Place:
    place = Place(str(answer.get("name")), line is not None)
    if line is None:
        return place
    location_id = str(answer["id"])
    there = at_location(run.snapshot, owner, location_id)
    place.main_number = next((value for value, each in there.items() if each.get("mainNumber")), None)
    place.numbers = sorted(set(there) - {place.main_number or ""})
    if place.numbers:
        try:
            check_numbers(run, owner, location_id, adding=False)
        except Refused as refused:
            place.kept = refused.message
    return place
