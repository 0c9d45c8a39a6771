# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The numbers of a location: added, activated, moved here from another location, removed.

Source: Webex Calling numbers API.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from ..._engine.change import Change
from ..._engine.item import Item
from ..._engine.run import Run
from ..._engine.snapshot import Answer
from ..._engine.steps import Claim, Id, Step, Thing, Wait
from ..._http import ids
from ..._http.errors import Refused
from .. import numbers
from ..collections import LOCATIONS, NUMBERS
from ..owners import Owner, job_wait
from .model import Location
from .pstn import connection_path, is_wanted, same_connection

MOVES = "telephony/config/jobs/numbers/manageNumbers"
MAX_REMOVED = 5
"""Numbers that one request may remove."""


def added(change: Change[Location]) -> list[str]:
    before, after = (set(numbers or ()) for numbers in change.changes.get("numbers", ((), ())))
    return sorted(after - before)


def removed(change: Change[Location]) -> list[str]:
    before, after = (set(numbers or ()) for numbers in change.changes.get("numbers", ((), ())))
    return sorted(before - after)


def leaving(owner: Owner, location: str) -> Thing:
    """Return what frees who moves a number away from a location."""
    return ("numbers leave", owner.key, location.casefold())


class NumberSteps:
    """The steps that change the numbers of locations."""

    def __init__(self, run: Run) -> None:
        self.run, self.snapshot = run, run.snapshot
        self._listed: dict[tuple[str, str], str] = {}

    def note(self, owner: Owner, wanted: Sequence[Location]) -> None:
        """Remember which location lists a number: from another one it moves away, rather than being removed."""
        self._listed |= {(owner.key, value): str(each.name) for each in wanted for value in each.numbers or ()}

    def add(self, item: Item[Location], owner: Owner, location: Id) -> Iterator[Step]:
        """Move numbers here from other locations, add new ones, and activate those that are here already."""
        path = ("telephony/config/locations/", location, "/numbers")
        new, inactive = [], []
        for value in added(item.change):
            answer = self.snapshot.one(NUMBERS, value, **owner.scope) if owner.there else None
            elsewhere = (answer or {}).get("location") or {}
            if answer is None:
                new.append(value)
            elif location.value and ids.same(elsewhere.get("id"), location.value):
                inactive.append(value)
            else:
                yield self._move_number(item, owner, location, value, answer)
        for values, method, words, body in (
            (new, "POST", "add", {"phoneNumbers": new, "state": "ACTIVE"}),
            (inactive, "PUT", "activate", {"phoneNumbers": inactive, "action": "ACTIVATE"}),
        ):
            if values:
                # Numbers that are there are ignored by the document, but refused as others saw it: then read again.
                yield Step(
                    f"{words} {_few(values)}", method, path, body, owner.query, ("numbers",), creates=True,
                    frees=frozenset(numbers.number(owner, item.key, value) for value in values),
                    then=partial(self._have, owner, location, tuple(values)),
                )  # fmt: skip

    def remove(self, item: Item[Location], owner: Owner, location: Id) -> Iterator[Step]:
        gone = [value for value in removed(item.change) if (owner.key, value) not in self._listed]
        there = numbers.at_location(self.snapshot, owner, str(location)) if gone else {}
        for start in range(0, len(gone), MAX_REMOVED):
            values = gone[start : start + MAX_REMOVED]
            claims, held = [], False
            for value in values:
                if there[value].get("mainNumber") and not item.change.touches("main_number"):
                    raise Refused("numbers", f"{value} is the main number; purge_numbers cannot remove it")
                refusal = None
                if (there[value].get("owner") or {}).get("id"):
                    held = True
                    who = numbers.owned_by(there[value])
                    refusal = Refused("numbers", f"{value} is assigned to {who}; purge_numbers keeps it")
                claims.append(Claim(numbers.number(owner, item.key, value), refusal))
            yield Step(
                f"remove {_few(values)}", "DELETE", ("telephony/config/locations/", location, "/numbers"),
                partial(self._freed, owner, location, values) if held else {"phoneNumbers": values}, owner.query,
                ("numbers",), claims=claims, then=lambda answer: self.snapshot.doubt(NUMBERS, **owner.scope),
            )  # fmt: skip

    def _freed(self, owner: Owner, location: Id, values: Sequence[str]) -> dict[str, Any]:
        """Return the body that removes numbers, once Webex shows that nobody has them any more (A142)."""

        def free() -> bool | None:
            self.snapshot.doubt(NUMBERS, **owner.scope)
            there = numbers.at_location(self.snapshot, owner, location.known())
            return None if any((there.get(value, {}).get("owner") or {}).get("id") for value in values) else True

        self.run.caught_up(f"{_few(values)} as free", free)
        return {"phoneNumbers": list(values)}

    def _move_number(self, item: Item[Location], owner: Owner, location: Id, value: str, answer: Answer) -> Step:
        """Return the step that moves a number from another location. Source: Webex Calling API, "Manage Numbers Jobs".

        The document allows that for active numbers that are nobody's, and no main number, between locations of one
        country with the same PSTN connection. It contradicts itself on how many numbers a job may have: one (A79).
        """
        there = answer.get("location") or {}
        where = f"{value} is a number of location {there.get('name') or there.get('id')}"
        if answer.get("mainNumber"):
            raise Refused("numbers", f"{where}, whose main number it is: give that location another main number first")
        if answer.get("state") != "ACTIVE":
            raise Refused("numbers", f"{where} and not active: activate it there before it can be moved")
        if why := self._unlike(item, owner, location, str(there.get("id"))):
            raise Refused("numbers", f"{where}, {why}")
        taken = (answer.get("owner") or {}).get("id")
        refusal = Refused("numbers", f"{where} and belongs to {numbers.owned_by(answer)}: free it first")
        source = str(there.get("name"))
        return Step(
            f"move {value} from location {source}", "POST", (MOVES,),
            lambda: {
                "operation": "MOVE",
                "targetLocationId": location.known(),
                "numberList": [{"locationId": there["id"], "numbers": [value]}],
            },
            owner.query, ("numbers",), lane=("number move", owner.key),
            claims=[Claim(numbers.number(owner, source, value), refusal if taken else None)],
            frees=frozenset({numbers.number(owner, item.key, value), leaving(owner, source)}),
            then=lambda answer: self._moving(item, owner, value, answer),
        )  # fmt: skip

    def _unlike(self, item: Item[Location], owner: Owner, location: Id, source: str) -> str | None:
        """Return why numbers cannot move here from another location."""
        address = item.change.after("address")
        here = address.country if address else None
        place = self.snapshot.one(LOCATIONS, source, **owner.scope) or {}
        there = (place.get("address") or {}).get("country")
        if here and there and here != there:
            return f"in {there}, and a number cannot move to {here}"
        connection = self.snapshot.thing(connection_path(source), **owner.scope)
        if item.change.touches("pstn"):
            same = not item.change.desired.pstn or is_wanted(connection or {}, item.change.desired.pstn)
        elif location.value:
            same = same_connection(connection, self.snapshot.thing(connection_path(location.value), **owner.scope))
        else:
            same = True
        return None if same else "which has another PSTN connection: a number moves within one provider only"

    def _moving(self, item: Item[Location], owner: Owner, value: str, answer: Answer) -> Wait:
        self.snapshot.doubt(NUMBERS, **owner.scope)
        path = f"{MOVES}/{answer.get('id')}"
        return job_wait(self.run, path, owner, f"moving {value} to {item.label}")

    def _have(self, owner: Owner, location: Id, values: Sequence[str], _answer: Answer) -> None:
        for value in values:
            known = {"phoneNumber": value, "state": "ACTIVE", "location": {"id": location.known()}}
            self.snapshot.put(NUMBERS, known, **owner.scope)


def _few(values: Sequence[str]) -> str:
    """Return numbers for a person to read."""
    return (
        ", ".join(values) if len(values) <= MAX_REMOVED else f"{len(values)} numbers from {values[0]} to {values[-1]}"
    )
