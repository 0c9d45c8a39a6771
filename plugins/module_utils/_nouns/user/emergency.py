# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The emergency callback numbers of users, and of those who depend on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from ..._engine.change import Change
from ..._engine.item import Item
from ..._engine.run import Run
from ..._engine.snapshot import Answer
from ..._engine.steps import Claim, Id, Step
from .. import emergency, packages, places
from ..collections import PEOPLE
from ..owners import Owner
from .lines import Lines
from .model import User, package_of


class Emergency:
    """Reads and plans the emergency callback numbers of users."""

    def __init__(self, run: Run, lines: Lines) -> None:
        self.run, self.lines = run, lines

    def read(self, owner: Owner, wanted: User, answer: Answer) -> dict[str, Any]:
        """Return the callback number of a subscriber, where it is asked for; without calling there is none."""
        person = answer.get("personId")
        if not person or not emergency.wanted_of(wanted):
            return {}
        if package_of(answer) in packages.WITHOUT_CALLING:
            return {emergency.OPTION: None}
        return {emergency.OPTION: self._of(owner, str(person)).read(wanted.emergency_callback)}

    def read_ahead(self, owner: Owner, pairs: Sequence[tuple[User, Answer | None]]) -> None:
        """Read the callback numbers of several users side by side."""
        there = [(wanted, answer) for wanted, answer in pairs if answer and emergency.wanted_of(wanted)]
        self.run.snapshot.together(*(partial(self.read, owner, wanted, answer) for wanted, answer in there))

    def forget(self, item: Item[User], owner: Owner) -> None:
        """Have the callback number of a user read again."""
        if person := (item.change.observed and item.change.observed.person_id) or item.returned.get("person_id"):
            self._of(owner, str(person)).forget()

    def claims(self, owner: Owner, change: Change[User]) -> Iterator[Claim]:
        """Yield what a new line needs, so that emergency services can call back."""
        location = change.after("location")
        alone = change.after("extension") and not change.after("phone_number")
        if location and alone and not change.desired.emergency_callback:
            yield from emergency.needs_number(self.run, owner, str(location))

    def steps(self, item: Item[User], owner: Owner, person: Id) -> Iterator[Step]:
        """Return the step that changes a user's callback number, when the line is there."""
        change = item.change
        if not change.touches(emergency.OPTION) or change.after(emergency.OPTION) == emergency.NOBODY:
            return
        reference = change.after("location") or self._location_of(owner, item.key)
        name, location = places.location(self.run, owner, str(reference)) if reference else ("", Id("its location"))
        callback = emergency.Callback(self.run, owner, emergency.OF_HOLDER, emergency.path_of("people", person))
        yield callback.step(item, name, location)

    def review(self, items: Sequence[tuple[Item[User], Owner]]) -> None:
        """Refuse to take numbers away that others depend on."""
        going = [
            emergency.Going(item, owner, self._of(owner, str(person)).path, partial(self._place, owner, item))
            for item, owner in items
            if (person := item.change.observed and item.change.observed.person_id) and _loses(item)
        ]
        emergency.keep_dependants(self.run, going, [item for item, _owner in items], "workspace")

    def _of(self, owner: Owner, person: str) -> emergency.Callback:
        path = emergency.path_of("people", Id("person", person))
        return emergency.Callback(self.run, owner, emergency.OF_HOLDER, path)

    def _place(self, owner: Owner, item: Item[User]) -> str:
        reference = self._location_of(owner, item.key)
        return places.location(self.run, owner, reference)[0] if reference else ""

    def _location_of(self, owner: Owner, email: str) -> str | None:
        person = (self.run.snapshot.one(PEOPLE, email, **owner.scope) if owner.there else None) or {}
        return str(person["locationId"]) if person.get("locationId") else None


def _loses(item: Item[User]) -> bool:
    """Tell whether a user with calling will be gone as a person, or without a number; who is unsubscribed stays one."""
    change = item.change
    if change.kind == "remove":
        package = change.existing.package
        return bool(item.desired.remove_person and package and packages.with_calling(package))
    return bool(
        change.touches("phone_number") and change.changes["phone_number"][0] and not change.after("phone_number")
    )
