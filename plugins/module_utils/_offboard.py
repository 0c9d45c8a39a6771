# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One customer goes, with everything that it has, in the order that Webex demands, after an archive of it.

What is there is read and becomes a plan of the engine. A run that was stopped is repeated: what is gone is not planned.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from ._archive import INVENTORY, REST, Archive, Archives
from ._argspec import EXPORTED
from ._engine.item import Item, sentences
from ._engine.steps import Claim, Step, Thing
from ._export import export
from ._fleet import Fleet
from ._http import ids
from ._http.errors import Refused, WebexError, doubt, understood
from ._nouns.address import UNSCOPED
from ._nouns.customer.model import Customer
from ._nouns.features.api import Features, kinds_of
from ._nouns.features.kinds import STAGES
from ._nouns.features.model import Feature
from ._nouns.listing import subscribed
from ._nouns.location.departing import Place, places
from ._nouns.location.model import Location
from ._nouns.organization.api import Organizations, People, check_removal
from ._nouns.organization.model import Organization, Person
from ._nouns.sub_partner.standing import admit
from ._nouns.user.model import User
from ._wanted import Scope

PARTS = (*STAGES, "users", "people", "numbers", "locations", "customer", "organization")
"""The order in which Webex lets go of them (A140)."""
UNKNOWN = (
    "Not looked for: paging groups, call parks and pickups, operating modes, announcements, trunks, dial plans, route "
    "groups and lists, translation patterns, recording. Where they keep a location from going, Webex says so."
)

UNTOLD = {"template": "provisioning_id", "primary_email": "org_id"}
"""What restoring needs and no API tells, with what may stand for it."""
RESTORED = ("phone", "workspace")
"""Kinds of what goes that the archive's inventory has."""
EXPORT = {"force": True, "users_csv_from": None, "include": list(EXPORTED), "mode": "0600"}
"""How an archive is made."""


@dataclass
class Departure:
    """A customer on its way out: what is planned for it, and what stays."""

    key: str
    customer: Customer | None = None
    org_id: str = ""
    parts: dict[str, list[Item[Any]]] = field(default_factory=lambda: {part: [] for part in PARTS})
    stays: list[str] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)
    archive: Archive | None = None

    @property
    def items(self) -> list[Item[Any]]:
        """All that is to go, in its order."""
        return [item for items in self.parts.values() for item in items]


class Offboarding:
    """Reads a customer, plans that it goes, archives it, and has it go."""

    def __init__(self, fleet: Fleet, options: Mapping[str, Any]) -> None:
        self.run, self.plan, self.options = fleet.run, fleet.plan, options
        self.scope: Scope = fleet.own
        self.archives = Archives(options["archive_directory"])
        self.leaving = Departure(options["customer"])
        self.users: dict[str, str | None] = {}
        self.objects = 1
        self.refused: set[Item[Any]] = set()

    def result(self) -> dict[str, Any]:
        """Offboard the customer; refuse all of it, before anything is written, when something cannot go."""
        leaving = self.leaving
        with understood():
            admit(self.run)
            self._find()
            if leaving.customer and leaving.customer.org_id and leaving.customer.status != "deleting":
                self._take_objects()
            if leaving.org_id:
                self._take_organization()
            self.plan.close(self._link)
        self.refused = {item for item in leaving.items if item.error}
        if self.refused:
            for step in self._ordered():
                step.state = "not tried"
        elif leaving.items and not self.run.check_mode:
            if leaving.parts["customer"]:
                leaving.archive = self._archived()
            self.plan.perform()
        return self._told()

    def _find(self) -> None:
        """Find the customer; of one that is gone, its archive knows the organization."""
        leaving, noun = self.leaving, self.scope.customers
        item = Item(noun, Customer(external_id=leaving.key, name="-"), absent=True)
        self.plan.read(noun, [item])
        observed = item.change.observed
        if observed is not None and observed.external_id != leaving.key:
            raise Refused("customer", f"give the external id of the customer, which is {observed.external_id}")
        leaving.customer = observed
        leaving.archive = self.archives.of(leaving.key, observed.id if observed else None)
        if observed is not None and observed.status != "deleting":
            leaving.parts["customer"].append(item)
        else:
            self.plan.items.remove(item)
        leaving.org_id = str((observed and observed.org_id) or (leaving.archive and leaving.archive.org_id) or "")
        if observed is None and leaving.archive is None:
            self.run.warn(f"there is no customer {leaving.key}, and no archive of one in {self.archives.directory}")

    def _take_objects(self) -> None:
        """Plan all that the customer has: features, phones, users, numbers, locations."""
        leaving, run = self.leaving, self.run
        found = places(run, leaving.key)
        self.users = users = subscribed(run, leaving.key)
        kinds = kinds_of(run, leaving.key)
        listed: dict[Features, list[Feature]] = {}
        run.snapshot.together(*(partial(self._list, kind, listed) for kind in kinds))
        self.objects += len(users) + len(found) + sum(len(place.numbers) for place in found)
        self.objects += sum(map(len, listed.values()))
        for kind in kinds:
            self._take(STAGES[kind.kind.stage], kind, listed.get(kind, []))
            if kind in listed and (others := kind.others(leaving.key)):
                leaving.stays.append(f"{kind.plural.capitalize()} that do not belong to calling: {others}")
        self.scope.users.lines_wanted = True
        self.scope.customers.leaving |= set(users)
        self._take("users", self.scope.users, [User(customer=leaving.key, email=email) for email in sorted(users)])
        last = next((place for place in found if place.calling), found[0] if found else None)
        for place in found:
            self._take_numbers(place)
            if place is not last:
                self._take("locations", self.scope.locations, [Location(customer=leaving.key, name=place.name)])
        if last:
            main = f", with its main number {last.main_number}" if last.main_number else ""
            why = "Webex keeps one location with calling (BATCH-1012012)" if last.calling else "Webex keeps one (A141)"
            leaving.stays.append(f"Location {last.name}{main}, as {why}: it ends with the organization")
        if any(place.calling for place in found):
            leaving.by_hand.append(UNKNOWN)

    def _list(self, kind: Features, listed: dict[Features, list[Feature]]) -> None:
        """Read what there is of a kind; a token without the scope for it is told of."""
        try:
            with understood():
                listed[kind] = kind.find({"customer": self.leaving.key})
        except WebexError as error:
            if error.status not in UNSCOPED:
                raise
            self.leaving.by_hand.append(f"{kind.plural.capitalize()}: the token may not list them ({error.message}).")

    def _take(self, part: str, noun: Any, wanted: list[Any]) -> None:
        """Plan that objects of a noun go."""
        items = [Item(noun, each, absent=True) for each in wanted]
        self.plan.read(noun, items)
        self.leaving.parts[part] += [item for item in items if item.change.changed]

    def _take_numbers(self, place: Place) -> None:
        """Plan that all numbers of a location go, but its main number, which goes with it."""
        leaving, noun = self.leaving, self.scope.locations
        if place.kept:
            leaving.by_hand.append(f"Numbers of location {place.name} ({len(place.numbers)}): {place.kept}.")
        if not place.numbers or place.kept:
            return
        kept = [place.main_number] if place.main_number else []
        item = Item(noun, Location(customer=leaving.key, name=place.name, numbers=kept, purge_numbers=True))
        self.plan.read(noun, [item])
        before = sorted([*kept, *place.numbers])  # those that are not active as well, which nobody else removes
        item.change = replace(item.change, kind="update", changes={"numbers": (before, kept)})
        leaving.parts["numbers"].append(item)

    def _take_organization(self) -> None:
        """Plan that people go, all but one administrator, and the organization, where that is asked for."""
        leaving, options = self.leaving, self.options
        nouns = Organizations(self.run), People(self.run, leaving.key if leaving.parts["customer"] else "")
        there = nouns[0].find({"id": leaving.org_id})
        if not there:
            return
        name = there[0].name or leaving.org_id
        people = nouns[1].find({"org_id": leaving.org_id})
        going: list[Person] = []
        if options["people"]:
            last = next((each for each in people if each.administrator), None)
            going = [each for each in people if each is not last]
            nouns[1].subscribed = {ids.key(person) for person in self.users.values() if person}
            self._take("people", nouns[1], [Person(**each.known()) for each in going])
        left = len(people) - len(going)
        if options["organization"]:
            check_removal(self.run, leaving.org_id, left, leaving.key)
            self._take("organization", nouns[0], [Organization(id=leaving.org_id)])
            who = "a partner by Webex's document, and only administrators of its own by Webex's help"
            self.run.warn(doubt("A145", f"organization {name}: it can be removed by {who}"))
            leaving.stays.clear()
        else:
            who = " and one person" if left == 1 else f" and {left} people" if left else ""
            leaving.stays.insert(0, f"Organization {name}{who}: Wholesale only lets go of it")

    def _link(self) -> None:
        """Have each part go when the one before it is gone."""
        before: Thing | None = None
        for part, items in self.leaving.parts.items():
            due = [item for item in items if item.steps and not item.error]
            gone: Thing = ("offboarding", part)
            for item in due:
                if before:
                    item.steps[0].claims = [*item.steps[0].claims, Claim(before, shared=True)]
                item.steps[-1].frees |= {gone}
            before = gone if due else before

    def _archived(self) -> Archive | None:
        """Make an archive of the customer as it is now, and return the one that has most."""
        leaving, customer = self.leaving, self.leaving.customer
        if customer is None:
            return None
        folder = self.archives.folder(leaving.key)
        known = dict(self.options["creation"] or {})
        if leaving.org_id and not self.options["organization"]:
            known["org_id"] = leaving.org_id  # which stays, with its people: a new one could not have them
        fleet = Fleet(self.run.on_behalf_of(self.run.sub_partner or ""))
        wanted = {"directory": str(folder / INVENTORY), "customers": [leaving.key], "creation": {leaving.key: known}}
        made = export(fleet, {**EXPORT, **wanted})["customers"][0]
        if made["action"] in ("failed", "left out"):
            why = "; ".join(made["problems"])
            raise Refused("archive_directory", f"no archive can be made, and nothing has been removed: {why}")
        rest = [
            {"kind": item.noun.name, **item.change.existing.known()}
            for item in leaving.items
            if isinstance(item.desired, Feature) and item.noun.name not in RESTORED
        ]
        if untold := [name for name, other in UNTOLD.items() if not {name, other} & known.keys()]:
            leaving.by_hand.append(f"No API tells {' and '.join(untold)}, which the archive lacks and restoring needs.")
        leaving.by_hand += [f"The archive lacks: {each}." for each in made["left_out"]]
        if rest:
            leaving.by_hand.append(f"Onboarding restores no call features: {REST} lists them.")
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        ids_ = (str(customer.id), leaving.org_id, customer.name or "")
        self.archives.finish(Archive(str(folder), leaving.key, *ids_, at, self.objects), rest)
        return self.archives.of(leaving.key, customer.id)

    def _told(self) -> dict[str, Any]:
        """Return the result of the task."""
        leaving, base = self.leaving, self.run.client.path
        items = leaving.items
        actions = {item: self._action(item) for item in items}
        failed = [item for item in items if actions[item] == "failed"]
        counts = Counter(actions.values())
        archive = leaving.archive
        return {
            "changed": any(step.state in ("planned", "made") for step in self._ordered()),
            "external_id": leaving.key,
            "customer_id": leaving.customer.id if leaving.customer else None,
            "org_id": leaving.org_id or None,
            "organization": (leaving.customer and leaving.customer.name) or (archive and archive.organization),
            "action": "failed" if failed else "removed" if items else "unchanged",
            "problems": sentences(failed),
            "parts": {part: [self._row(item) for item in mine] for part, mine in leaving.parts.items() if mine},
            "counts": {name: counts[name] for name in ("removed", "failed", "not tried")},
            "steps": [step.shown(base) for step in self._ordered()],
            "stays": leaving.stays,
            "by_hand": leaving.by_hand,
            "archive": {name: getattr(archive, name) for name in ("path", "made_at", "objects")} if archive else None,
            "calls": self.run.client.calls,
        }

    def _row(self, item: Item[Any]) -> dict[str, Any]:
        """Return what is told of an object."""
        action = self._action(item)
        row: dict[str, Any] = {
            "object": item.label,
            "action": action,
            "error": str(item.error) if action == "failed" else None,
        }
        if item in self.leaving.parts["numbers"]:
            before, kept = item.change.changes["numbers"]
            row["numbers"] = [number for number in before if number not in kept]
        return row

    def _action(self, item: Item[Any]) -> str:
        """Return what has become of an object, or in check mode what would."""
        waits = item not in self.refused and item.steps and all(step.state == "not tried" for step in item.steps)
        return "not tried" if waits else "failed" if item.error else "removed"

    def _ordered(self) -> list[Step]:
        """Return the steps in the order of the plan, those of what cannot go after them."""
        return list(dict.fromkeys([*self.plan.order, *(step for item in self.leaving.items for step in item.steps)]))


def offboard(fleet: Fleet, options: Mapping[str, Any]) -> dict[str, Any]:
    """Have a customer go; return the result of the task."""
    if options["confirm"] != options["customer"]:
        text = f"must be the external id of the customer that goes, {options['customer']}, once more"
        raise Refused("confirm", f"{text}. Nothing has been read or written")
    return Offboarding(fleet, options).result()


def offboard_failure(result: Mapping[str, Any]) -> str:
    """Return the sentence of a task in which something could not go; empty when all could."""
    if not result["problems"]:
        return ""
    done = (
        "Run again to continue: what is gone is not asked for again, and the archive stays."
        if result["changed"]
        else "Nothing has been removed."
    )
    reasons = "\n".join(f"- {problem}" for problem in result["problems"])
    return f"customer {result['external_id']} cannot go as a whole. {done}\n{reasons}"
