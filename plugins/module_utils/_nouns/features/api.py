# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Call features, phones and workspaces, which are only listed and removed. Sources: see kinds.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..._engine.item import Item
from ..._engine.run import Run
from ..._engine.snapshot import Answer
from ..._engine.steps import Step, Thing
from ..._http import ids
from .. import numbers
from ..collections import LINES, LOCATIONS, NUMBERS
from ..owners import Owned, Owner, owner_of
from .kinds import KINDS, Kind, schedules
from .model import Feature


class Features(Owned[Feature]):
    """Lists and removes the objects of one kind."""

    name = "call_feature"
    plural = "call_features"
    model = Feature
    filters = {"customer": {"type": "str", "required": True}}

    def __init__(self, run: Run, kind: Kind = KINDS[0]) -> None:
        """Take the kind, whose words stand for the noun."""
        super().__init__(run)
        self.kind = kind
        self.name, self.plural = kind.name, kind.plural  # type: ignore[misc]

    def key(self, desired: Feature) -> str:
        """Return the name, with the location if there is one."""
        return f"{desired.name} ({desired.location})" if desired.location else str(desired.name)

    def find(self, filters: Mapping[str, Any]) -> list[Feature]:
        """List what the customer has of the kind."""
        owner = owner_of(self.run, filters["customer"])
        answers = (answer for each in self.kind.lists for answer in self.snapshot.all(each, **owner.scope))
        return [self._read(owner, answer) for answer in answers if self.kind.mine(answer)]

    def others(self, customer: str) -> int:
        """Return how many the organization has that do not belong to calling."""
        owner = owner_of(self.run, customer)
        lists = [self.snapshot.all(each, **owner.scope) for each in self.kind.lists]
        return sum(not self.kind.mine(answer) for answers in lists for answer in answers)

    def observe(self, wanted: Sequence[Feature]) -> list[Feature | None]:
        """Find the objects by their place at Webex."""
        observed: list[Feature | None] = [None] * len(wanted)
        for owner, places in self.by_owner(wanted):
            there = {found.path: found for found in self.find({"customer": owner.reference})}
            for place in places:
                observed[place] = there.get(wanted[place].path)
        return observed

    def doubt(self, item: Item[Feature]) -> None:
        """Read the lists again."""
        owner = self.owner(item.desired)
        for each in self.kind.lists:
            self.snapshot.doubt(each, **owner.scope)
        self.snapshot.doubt(NUMBERS, **owner.scope)

    def steps(self, item: Item[Feature]) -> Iterator[Step]:
        """Return the removal, which frees numbers, an extension, and a place at the location."""
        owner, observed = self.owner(item.desired), item.change.existing
        frees: set[Thing] = set()
        if self.kind.seat:
            frees = set(numbers.held(self.snapshot, owner, str(observed.id)))
            if observed.location:
                frees.add((self.kind.seat, owner.key, observed.location.casefold()))

        def gone(answer: Answer) -> None:
            for each in self.kind.lists:
                known = self.snapshot.one(each, str(observed.id), **owner.scope)
                if known and self.kind.path(known) == observed.path:
                    self.snapshot.drop(each, str(observed.id), **owner.scope)
            self.snapshot.doubt(NUMBERS, **owner.scope)

        yield Step(
            "remove it", "DELETE", (str(observed.path),), query=owner.query if self.kind.scoped else {},
            frees=frozenset(frees), then=gone,
        )  # fmt: skip

    def _read(self, owner: Owner, answer: Answer) -> Feature:
        place = answer.get("location") if isinstance(answer.get("location"), dict) else {}
        location_id = answer.get("locationId") or (place or {}).get("id")
        location = self.snapshot.one(LOCATIONS, str(location_id), **owner.scope) if location_id else None
        names = (answer.get("firstName"), answer.get("lastName"))
        name = answer.get("name") or answer.get("displayName") or " ".join(str(each) for each in names if each)
        return Feature(
            customer=owner.reference,
            name=str(name or answer.get("mac") or answer["id"]),
            location=str(location["name"]) if location else answer.get("locationName"),
            id=str(answer["id"]),
            path=self.kind.path(answer),
            location_id=location_id,
        )


def kinds_of(run: Run, customer: str) -> list[Features]:
    """Return a noun for each kind of which a customer may have something."""
    owner = owner_of(run, customer)
    places = [ids.encode("LOCATION", str(each["id"])) for each in run.snapshot.all(LINES, **owner.scope)]
    return [Features(run, kind) for kind in (*KINDS, *map(schedules, places))]
