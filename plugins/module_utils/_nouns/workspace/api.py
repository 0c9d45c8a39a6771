# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Workspaces. Sources: Workspaces API; Webex Calling numbers API, which alone tells a workspace's line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from ..._engine.change import Change
from ..._engine.item import Item
from ..._engine.snapshot import Answer
from ..._engine.steps import Claim, Id, Step, Thing, spoken
from ..._http import ids
from ..._http.errors import Refused, WebexError, doubt
from .. import emergency, members, numbers, places
from ..collections import NUMBERS, WORKSPACE, WORKSPACES
from ..owners import Owned, Owner, owner_of
from .model import LINE, LINE_AT_CREATION, PLACE, Workspace

PACKAGE = "common_area_calling"
FIXED = {
    "location": "Webex cannot move a workspace; remove it (state=absent), and add it at the other location",
    "supported_devices": "Webex cannot change it later; remove the workspace (state=absent), and add it",
}
ALWAYS = ("name", "type", "capacity", "notes")
"""What every update sends: what is left out, Webex empties."""


class Workspaces(Owned[Workspace]):
    """Creates, updates and removes workspaces with their line."""

    name = "workspace"
    plural = "workspaces"
    model = Workspace
    purges = True
    filters = {
        "customer": {"type": "str", "required": True},
        "name": {"type": "str"},
        "location": {"type": "str"},
        **emergency.ASKED,
    }

    def key(self, desired: Workspace) -> str:
        """Return the name."""
        return desired.name or ""

    def observe(self, wanted: Sequence[Workspace]) -> list[Workspace | None]:
        """Read the workspaces of each customer once, and their lines with its numbers where that is asked for."""
        observed: list[Workspace | None] = [None] * len(wanted)
        for owner, indexes in self.by_owner(wanted):
            for index in indexes:
                if answer := self._answer(owner, self.key(wanted[index])):
                    observed[index] = self._read(owner, answer, wanted[index])
        return observed

    def find(self, filters: Mapping[str, Any]) -> list[Workspace]:
        """List the workspaces of a customer."""
        owner = owner_of(self.run, filters["customer"])
        self.snapshot.together(
            lambda: self.snapshot.all(WORKSPACES, **owner.scope), lambda: self.snapshot.all(NUMBERS, **owner.scope)
        )
        wanted = Workspace(customer=filters["customer"], **dict.fromkeys(("location", *LINE)))
        wanted = emergency.asked(wanted, filters)
        found = [self._read(owner, answer, wanted) for answer in self.snapshot.all(WORKSPACES, **owner.scope)]
        return [
            each
            for each in found
            if all(
                not filters[name] or str(getattr(each, name)).casefold() == filters[name].casefold()
                for name in ("name", "location")
            )
        ]

    def leftovers(self, customers: Collection[str], listed: Sequence[Workspace]) -> list[tuple[Workspace, Workspace]]:
        """Return the workspaces that these customers have besides the listed ones."""
        found = []
        for owner, keys in self.complete(customers, listed):
            for answer in self.snapshot.all(WORKSPACES, **owner.scope):
                desired = Workspace(customer=owner.reference, name=str(answer.get("displayName")), location=None)
                if self.key(desired).casefold() not in keys:
                    found.append((desired, self._read(owner, answer, desired)))
        return found

    def doubt(self, item: Item[Workspace]) -> None:
        """Read the workspaces and the numbers again."""
        owner = self.owner(item.desired)
        self.snapshot.doubt(WORKSPACES, **owner.scope)
        self.snapshot.doubt(NUMBERS, **owner.scope)
        if known := item.change.observed.id if item.change.observed else item.returned.get("id"):
            self._callback(owner, Id("workspace", str(known))).forget()

    def check_within(self, item: Item[Workspace], owner: Owner) -> None:
        """Refuse what Webex cannot do. Sources: "Create a Workspace", "Update a Workspace"."""
        change, desired = item.change, item.desired
        for option, remedy in FIXED.items():
            if change.kind == "update" and change.touches(option):
                before, after = change.changes[option]
                raise Refused(option, f"is {before}, not {after}: {remedy}")
        if change.kind == "create":
            desired.require("location", why="to create a workspace")
        if (change.kind == "create" or change.touches(*LINE)) and not any(change.after(name) for name in LINE):
            raise Refused(
                "extension", "give an extension, or phone_number, or both: a workspace with calling needs one"
            )
        emergency.check(change)
        packages = (owner.answer or {}).get("packages")
        if change.kind == "create" and packages is not None and PACKAGE not in packages:
            text = f"customer: {owner.reference} may need the package {PACKAGE} for its workspaces"
            self.run.warn(doubt("A78", text))

    def gives(self, item: Item[Workspace]) -> Iterator[Thing]:
        """Return the workspace."""
        yield members.thing(self.owner(item.desired), item.key, "workspace")

    def steps(self, item: Item[Workspace]) -> Iterator[Step]:
        """Return the write that the change takes, and the one of the emergency callback number."""
        change, owner = item.change, self.owner(item.desired)
        if change.kind == "create":
            yield self._creation(item, owner)
        elif change.kind == "update" and set(change.changes) - {emergency.OPTION}:
            yield self._update(item, owner)
        if change.kind in ("create", "update"):
            yield from self._emergency(item, owner)
        elif change.kind == "remove":
            observed = self._whole(owner, item)
            place, line = self._line(owner, observed)
            yield Step(
                "remove it, and its phones with it", "DELETE", (f"{WORKSPACES.path}/{change.existing.id}",),
                frees=frozenset({
                    *numbers.frees(owner, place, line), (WORKSPACE, owner.key, str(place).casefold()),
                    emergency.gone(owner, "workspace"),
                }),
                then=lambda answer: self._gone(item, owner),
            )  # fmt: skip

    def review(self, items: Sequence[Item[Workspace]]) -> None:
        """Refuse to take numbers away at which emergency services call others back."""
        going = []
        for item in items:
            change, owner = item.change, self.owner(item.desired)
            if change.kind == "remove" or emergency.number_given_up(change):
                callback = self._callback(owner, Id("workspace", str(change.existing.id)))
                place = partial(self._place, owner, item)
                going.append(emergency.Going(item, owner, callback.path, place))
        emergency.keep_dependants(self.run, going, items, "user")

    def _emergency(self, item: Item[Workspace], owner: Owner) -> Iterator[Step]:
        change = item.change
        if change.touches(emergency.OPTION) and change.after(emergency.OPTION) != emergency.NOBODY:
            known = change.observed.id if change.observed else None
            made = self.run.id(f"workspace {item.key}", owner.key, value=known)
            reference = change.after("location") or self._place(owner, item)
            name, location = places.location(self.run, owner, str(reference))
            yield self._callback(owner, made).step(item, name, location)

    def _callback(self, owner: Owner, workspace: Id) -> emergency.Callback:
        path = emergency.path_of("workspaces", workspace)
        return emergency.Callback(self.run, owner, emergency.OF_HOLDER, path)

    def _whole(self, owner: Owner, item: Item[Workspace]) -> Workspace:
        """Return a workspace with its line and its location."""
        return self._read(owner, self._answer(owner, item.key), Workspace(**dict.fromkeys(LINE)))

    def _place(self, owner: Owner, item: Item[Workspace]) -> str:
        return self._line(owner, self._whole(owner, item))[0] or ""

    def _creation(self, item: Item[Workspace], owner: Owner) -> Step:
        desired = item.desired
        made = self.run.id(f"workspace {item.key}", owner.key)
        _name, location = places.location(self.run, owner, str(desired.location))

        def body() -> dict[str, Any]:
            given = {"supported_devices": "phones", **desired.given()}
            line = {**{name: given[name] for name in LINE if given.get(name)}, "location": location.known()}
            calling = {"type": "webexCalling", "webexCalling": LINE_AT_CREATION.body(Workspace, line)}
            return {**PLACE.body(Workspace, given), "orgId": owner.org.known(), "locationId": location.known(),
                    "calling": calling}  # fmt: skip

        def created(answer: Answer) -> None:
            if not answer.get("id"):
                raise WebexError(f"Webex accepted workspace {item.key}, but did not say under which id")
            made.value = str(answer["id"])
            item.returned |= {"id": made.value}
            self.snapshot.put(WORKSPACES, {"displayName": desired.name, **answer}, **owner.scope)
            self.snapshot.fresh.add(ids.key(made.value))
            self._moved(owner, item.change, made)

        return Step(
            "create it", "POST", (WORKSPACES.path,), body, fields=sorted(set(desired.given()) - {emergency.OPTION}),
            claims=[*self._claims(owner, item.change), *self._needs(owner, item.change)],
            frees=frozenset(self.gives(item)), creates=True, then=created,
        )  # fmt: skip

    def _update(self, item: Item[Workspace], owner: Owner) -> Step:
        change, observed = item.change, item.change.existing
        made = self.run.id(f"workspace {item.key}", owner.key, value=observed.id)
        place, before = self._line(owner, observed)
        lines = [name for name in LINE if change.touches(name)]

        def body() -> dict[str, Any]:
            kept = {name: value for name in ALWAYS if (value := change.after(name)) not in (None, "")}
            sent = PLACE.body(Workspace, kept)
            if lines:
                line = {name: value for name in LINE if (value := change.after(name))}
                _name, location = places.location(self.run, owner, str(place))
                line["location"] = location.known()
                sent["calling"] = {"type": "webexCalling", "webexCalling": LINE_AT_CREATION.body(Workspace, line)}
            return sent

        def changed(answer: Answer) -> None:
            self.snapshot.doubt(WORKSPACES, item.key, **owner.scope)
            if lines:
                self._moved(owner, change, made)

        fields = sorted(set(change.changes) - {emergency.OPTION})
        return Step(
            f"change its {spoken(fields)}", "PUT", ("workspaces/", made), body, fields=fields,
            claims=list(self._claims(owner, change)),
            frees=frozenset({
                *numbers.frees(owner, place, {name: before[name] for name in lines}),
                members.thing(owner, item.key, "workspace"),  # which has another line now
            }),
            then=changed,
        )  # fmt: skip

    def _claims(self, owner: Owner, change: Change[Workspace]) -> Iterator[Claim]:
        line = {name: change.after(name) for name in LINE if change.touches(name)}
        reference = change.after("location")
        if reference:
            holder = change.observed.id if change.observed else None
            yield from places.claims(self.run, owner, str(reference), line, holder)

    def _needs(self, owner: Owner, change: Change[Workspace]) -> Iterator[Claim]:
        """Yield what a new line needs, so that emergency services can call back."""
        if not change.desired.phone_number and not change.desired.emergency_callback:
            yield from emergency.needs_number(self.run, owner, str(change.after("location")))

    def _line(self, owner: Owner, observed: Workspace) -> tuple[str | None, dict[str, str | None]]:
        """Return the name of the location and the line of a workspace."""
        place = places.location(self.run, owner, observed.location)[0] if observed.location else None
        return place, {name: getattr(observed, name) for name in LINE}

    def _moved(self, owner: Owner, change: Change[Workspace], made: Id) -> None:
        location = places.location(self.run, owner, str(change.after("location")))[1].value
        before = {name: getattr(change.observed, name) for name in LINE} if change.observed else {}
        after = {name: change.after(name) for name in LINE}
        who = {"id": made.value, "type": "PLACE", "lastName": change.desired.name}
        numbers.moved(
            self.snapshot, owner, {**before, "location_id": location}, {**after, "location_id": location}, who
        )

    def _gone(self, item: Item[Workspace], owner: Owner) -> None:
        self.snapshot.drop(WORKSPACES, item.key, **owner.scope)
        self.snapshot.doubt(NUMBERS, **owner.scope)

    def _answer(self, owner: Owner, name: str) -> Answer:
        return self.snapshot.one(WORKSPACES, name, **owner.scope) or {}

    def _read(self, owner: Owner, answer: Answer, wanted: Workspace) -> Workspace:
        known = PLACE.read(Workspace, answer) | {"customer": wanted.customer}
        location_id = answer.get("locationId")
        if wanted.model_fields_set & {"location", *LINE}:
            mine = [
                each
                for each in self.snapshot.all(NUMBERS, **owner.scope)
                if ids.same((each.get("owner") or {}).get("id"), str(answer["id"]))
            ]
            for name, key in (("phone_number", "phoneNumber"), ("extension", "extension")):
                known[name] = next((str(each[key]) for each in mine if each.get(key)), None)
            location_id = location_id or next(
                (each["location"].get("id") for each in mine if each.get("location")), None
            )
        if emergency.wanted_of(wanted):
            callback = self._callback(owner, Id("workspace", str(answer["id"])))
            known[emergency.OPTION] = callback.read(wanted.emergency_callback)
        known["location"] = places.in_words(self.run, owner, location_id, wanted.location)
        return Workspace.observed(**known)
