# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Organizations and their people, which are only removed. Sources: Organizations and People APIs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..._engine.item import Item
from ..._engine.noun import Writer
from ..._engine.run import Run
from ..._engine.steps import Step, Thing, Wait
from ..._http import ids
from ..._http.errors import Refused, WebexError, doubt
from ..address import UNSCOPED
from ..collections import LOCATIONS, PEOPLE, ROLES, SEAT
from ..numbers import held
from ..owners import find_customer, owner_of
from .model import ORGANIZATION, PERSON, Organization, Person

FULL_ADMINISTRATOR = "Full Administrator"
MOST_PEOPLE = 1
"""With how many people Webex deletes an organization. Source: "Delete Organization"."""


class People(Writer[Person]):
    """Removes people from an organization, which need not belong to a customer any more."""

    name = "person"
    plural = "people"
    model = Person

    def __init__(self, run: Run, customer: str = "") -> None:
        """Take the customer of the organization, if there is one: its people may have a line."""
        super().__init__(run)
        self.customer = customer
        self.subscribed: set[str] = set()
        """Who has a line only until the same plan unsubscribes him."""

    def key(self, desired: Person) -> str:
        """Return the name, or else the id."""
        return desired.name or str(desired.id)

    def identity(self, desired: Person) -> tuple[str, ...]:
        """Return the id: two people may have one name."""
        return (ids.key(str(desired.id)),)

    def find(self, filters: Mapping[str, Any]) -> list[Person]:
        """List the people of an organization, in the order of Webex."""
        org_id = str(filters["org_id"])
        role = self.snapshot.one(ROLES, FULL_ADMINISTRATOR) or {}
        people = self.snapshot.all(PEOPLE, orgId=org_id)
        return [
            Person.observed(
                **{name: value for name, value in PERSON.read(Person, answer).items() if name != "org_id"},
                org_id=org_id,
                administrator=any(ids.same(each, role.get("id")) for each in answer.get("roles") or ()),
            )
            for answer in people
            if answer.get("id")
        ]

    def observe(self, wanted: Sequence[Person]) -> list[Person | None]:
        """Find the people by id."""
        found: list[Person | None] = []
        for desired in wanted:
            there = self.find({"org_id": desired.org_id})
            found.append(next((each for each in there if ids.same(each.id, desired.id)), None))
        return found

    def doubt(self, item: Item[Person]) -> None:
        """Read the people again."""
        self.snapshot.doubt(PEOPLE, orgId=item.desired.org_id)

    def check(self, item: Item[Person]) -> None:
        """Tell whose emergency calls depend on a person: what Webex does to them then is in no document."""
        if not self.customer or not item.change.existing.location_id:
            return
        path = f"telephony/config/people/{item.desired.id}/emergencyCallbackNumber/dependencies"
        try:
            found = self.client.find(path, orgId=item.desired.org_id) or {}
        except WebexError as error:
            if error.status not in (400, *UNSCOPED):
                raise
            return  # who has no line yet is refused
        others = int(found.get("dependentMemberCount") or 0)
        if others or found.get("isLocationEcbnDefault"):
            who = f"the emergency calls of {others} others" if others else "those of the location"
            self.run.warn(doubt("A146", f"{item.label} goes, whose number is the callback number of {who}"))

    def steps(self, item: Item[Person]) -> Iterator[Step]:
        """Return the removal."""
        observed = item.change.existing
        yield Step(
            "remove it", "DELETE", (f"people/{observed.id}",), frees=frozenset(self._frees(observed)),
            then=lambda answer: self.snapshot.drop(PEOPLE, str(observed.id), orgId=observed.org_id),
        )  # fmt: skip

    def _frees(self, observed: Person) -> Iterator[Thing]:
        if not self.customer or not observed.location_id or ids.key(str(observed.id)) in self.subscribed:
            return
        owner = owner_of(self.run, self.customer)
        yield from held(self.snapshot, owner, str(observed.id))
        if place := self.snapshot.one(LOCATIONS, observed.location_id, **owner.scope):
            yield (SEAT, owner.key, str(place.get("name")).casefold())


class Organizations(Writer[Organization]):
    """Removes organizations, and waits until they are gone."""

    name = "organization"
    plural = "organizations"
    model = Organization
    waits = True

    def key(self, desired: Organization) -> str:
        """Return the id."""
        return str(desired.id)

    def find(self, filters: Mapping[str, Any]) -> list[Organization]:
        """Return the organization of an id, if it is there and may be seen."""
        try:
            answer = self.snapshot.thing(_path(str(filters["id"])))
        except WebexError as error:
            if error.status != 403:
                raise
            answer = None
        return [Organization.observed(**ORGANIZATION.read(Organization, answer))] if answer else []

    def observe(self, wanted: Sequence[Organization]) -> list[Organization | None]:
        """Read the organizations."""
        return [next(iter(self.find({"id": desired.id})), None) for desired in wanted]

    def doubt(self, item: Item[Organization]) -> None:
        """Read the organization again."""
        self.snapshot.forget(_path(str(item.desired.id)))

    def steps(self, item: Item[Organization]) -> Iterator[Step]:
        """Return the removal."""
        org_id = str(item.desired.id)

        def gone() -> bool:
            self.snapshot.forget(_path(org_id))
            return not self.find({"id": org_id})

        yield Step(
            "remove it with all that is left in it", "DELETE", (_path(org_id),),
            then=lambda answer: Wait(f"the removal of {item.label}", gone),
        )  # fmt: skip


def check_removal(run: Run, org_id: str, staying: int, customer: str) -> None:
    """Refuse what Webex refuses of an organization's removal. Source: "Delete Organization"."""
    if staying > MOST_PEOPLE:
        text = f"Webex removes an organization only without its people, and it has {staying}: set people=true"
        raise Refused("organization", text)
    other = find_customer(run, org_id)
    if other is not None and other.get("externalId") != customer:
        raise Refused("organization", f"it belongs to another customer now, {other.get('externalId')}")


def _path(org_id: str) -> str:
    return f"organizations/{org_id}"
