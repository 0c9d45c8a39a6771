# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Phones. Sources: Devices API; Webex Calling device settings for the catalogue, MAC addresses and shared lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from ..._engine.item import Item
from ..._engine.snapshot import Answer
from ..._engine.steps import Claim, Id, Step, Thing, Wait
from ..._http import ids
from ..._http.errors import Refused, WebexError, doubt
from ..collections import DEVICES, PEOPLE, WORKSPACES, bare_mac
from ..members import member, needed
from ..owners import Owned, Owner, owner_of
from . import codes
from .catalogue import Catalogue
from .members import Members
from .model import DEVICE, Device

PLACE = ("user", "workspace", "model")
"""Fields that Webex cannot change: the phone is removed and added again."""
ACTIVATING = "activating"


class Devices(Owned[Device]):
    """Adds phones, moves them to other owners, keeps their tags and shared lines, and removes them."""

    name = "device"
    plural = "devices"
    model = Device
    waits = True
    controls = {codes.OPTION: {"type": "path"}}
    filters = {
        "customer": {"type": "str", "required": True},
        "mac": {"type": "str"},
        "user": {"type": "str"},
        "workspace": {"type": "str"},
        "details": {"type": "bool", "default": False},
    }

    def key(self, desired: Device) -> str:
        """Return the MAC address, or else whose phone of which model it is."""
        return desired.naming

    def observe(self, wanted: Sequence[Device]) -> list[Device | None]:
        """Read the phones of each customer once."""
        observed: list[Device | None] = [None] * len(wanted)
        for owner, indexes in self.by_owner(wanted):
            mine = [wanted[index] for index in indexes]
            self.snapshot.expect(DEVICES, len(mine), **owner.scope)
            self.snapshot.expect(PEOPLE, len({each.user for each in mine if each.user}), **owner.scope)
            listed = {each.mac for each in mine if each.mac}
            for index in indexes:
                answer = self._answer(owner, wanted[index], listed)
                if answer is not None:
                    observed[index] = self._read(owner, answer, wanted[index])
        return observed

    def find(self, filters: Mapping[str, Any]) -> list[Device]:
        """List the phones of a customer; the lines of others are read only when asked for."""
        owner = owner_of(self.run, filters["customer"])
        wanted = Device(customer=filters["customer"])
        if filters["mac"]:
            wanted = Device.desired({"mac": filters["mac"], "customer": filters["customer"]})
        found = [self._read(owner, answer, wanted) for answer in self.snapshot.all(DEVICES, **owner.scope)]
        if found:
            catalogue = Catalogue(self.run, owner)
            found = [each.model_copy(update={"model": catalogue.title(each.product)}) for each in found]
        found = [
            each
            for each in found
            if wanted.mac in (None, each.mac)
            and all(
                not filters[name] or str(getattr(each, name) or "").casefold() == filters[name].casefold()
                for name in ("user", "workspace")
            )
        ]
        return self._with_members(owner, found) if filters["details"] else found

    def doubt(self, item: Item[Device]) -> None:
        """Read the phones again."""
        self.snapshot.doubt(DEVICES, **self.owner(item.desired).scope)

    def check_within(self, item: Item[Device], owner: Owner) -> None:
        """Refuse models and MAC addresses that Webex does not take. Source: "Create a Phone", "Validate MACs"."""
        change, desired = item.change, item.desired
        if change.kind == "remove" or not (change.kind == "create" or change.touches(*PLACE)):
            return
        if not desired.holder:
            raise Refused("user", "is required, or workspace: whose phone is it?")
        if not change.after("model"):
            raise Refused("model", "is required to add a phone")
        catalogue = Catalogue(self.run, owner)
        try:
            catalogue.check(str(change.after("model")), *self._way(desired))
        except Refused as refused:
            if not catalogue.supposed:
                raise
            self.run.warn(doubt("A210", f"{item.label}: {refused}"))
        if not desired.mac:
            if codes.OPTION in self.run.options:  # an audit has no such option, as it writes nothing
                codes.check(self.run.options[codes.OPTION])
        elif change.kind == "create" and owner.there and (reason := self._macs(owner, desired.mac)):
            raise Refused("mac", reason)

    def steps(self, item: Item[Device]) -> Iterator[Step]:
        """Return the writes: a phone that gets another owner is removed and added."""
        change, owner = item.change, self.owner(item.desired)
        if not change.changed:
            return
        device = self.run.id(f"phone {item.key}", owner.key, value=change.observed.id if change.observed else None)
        again = change.kind == "update" and change.touches(*PLACE)
        if change.kind == "remove" or again:
            yield self._removal(item, owner)
        if change.kind == "remove":
            return
        if change.kind == "create" or again:
            yield self._addition(item, owner, device)
        # What is added again has neither, as what is new.
        new = change.kind == "create" or again
        if change.after("tags") if new else change.touches("tags"):
            yield self._tags(item, owner, device)
        if change.after("members") if new else change.touches("members"):
            yield from Members(self.run, owner).steps(item, self._lane(owner, item.desired))

    def _removal(self, item: Item[Device], owner: Owner) -> Step:
        observed = item.change.existing
        return Step(
            f"remove it from {observed.holder}" if observed.holder else "remove it", "DELETE",
            (f"{DEVICES.path}/{observed.id}",), query=owner.query,
            frees=frozenset({self._place(owner, observed)}), lane=self._lane(owner, observed),
            then=lambda answer: self.snapshot.drop(DEVICES, str(observed.id), **owner.scope),
        )  # fmt: skip

    def _addition(self, item: Item[Device], owner: Owner, device: Id) -> Step:
        desired = item.desired
        holder, key = self._holder(owner, desired)
        model = str(item.change.after("model"))
        claims = [Claim(self._place(owner, desired), shared=True, needed=False), *self._needs(owner, desired, holder)]
        device.value = None

        def body() -> dict[str, Any]:
            mac = {"mac": desired.mac} if desired.mac else {}
            entry = Catalogue(self.run, owner).check(model, *self._way(desired))
            return {**mac, "model": entry["model"], key: holder.known()}

        if not desired.mac:
            return Step(
                f"ask for an activation code of a {model} for {desired.holder}", "POST", ("devices/activationCode",),
                body, owner.query, PLACE, claims=claims, lane=self._lane(owner, desired),
                then=lambda answer: self._coded(item, owner, answer),
            )  # fmt: skip
        device.find = lambda: self.run.caught_up(f"phone {item.key}", lambda: self._id(owner, desired))
        return Step(
            f"add it to {desired.holder}", "POST", (DEVICES.path,), body, owner.query, ("mac", *PLACE), claims=claims,
            lane=self._lane(owner, desired), creates=True,
            then=lambda answer: self._added(item, owner, device, answer),
        )  # fmt: skip

    def _tags(self, item: Item[Device], owner: Owner, device: Id) -> Step:
        tags = list(item.change.after("tags") or ())
        return Step(
            f"set its tags: {', '.join(tags)}" if tags else "remove its tags", "PATCH", ("devices/", device),
            [{"op": "replace", "path": "tags", "value": tags}] if tags else [{"op": "remove", "path": "tags"}],
            owner.query, ("tags",), lane=self._lane(owner, item.desired),
            then=lambda answer: self.snapshot.doubt(DEVICES, **owner.scope),
        )  # fmt: skip

    def _coded(self, item: Item[Device], owner: Owner, answer: Answer) -> None:
        """Keep a code, which Webex tells only now; it stays out of results and logs."""
        desired = item.desired
        if not answer.get("code"):
            raise WebexError(f"Webex gave no activation code for {item.key}")
        expires = str(answer.get("expiryTime") or "")
        path = str(self.run.options[codes.OPTION])
        codes.keep(path, owner.reference, desired.holder, str(desired.model), str(answer["code"]), expires)
        item.returned |= {"activation_code_expires": expires}
        self.snapshot.doubt(DEVICES, **owner.scope)

    def _added(self, item: Item[Device], owner: Owner, device: Id, answer: Answer) -> Wait | None:
        """Note the phone; one of the newer family is on the list only a while later."""
        self.snapshot.doubt(DEVICES, **owner.scope)
        if answer.get("id"):
            device.value = str(answer["id"])
            item.returned |= {"id": device.value}
            return None

        def listed() -> bool:
            self.snapshot.doubt(DEVICES, **owner.scope)
            device.value = self._id(owner, item.desired)
            item.returned |= {"id": device.value}
            return bool(device.value)

        return Wait(f"phone {item.key} to be on the list", listed, sign="phones to be on the list")

    def _id(self, owner: Owner, desired: Device) -> str | None:
        answer = self.snapshot.one(DEVICES, str(desired.mac), **owner.scope)
        return str(answer["id"]) if answer else None

    def _holder(self, owner: Owner, desired: Device) -> tuple[Id, str]:
        """Return the id of who has the phone, who may be about to be created, and how Webex calls it."""
        kind, key = ("user", "personId") if desired.user else ("workspace", "workspaceId")
        return member(self.run, owner, desired.holder, kind), key

    def _needs(self, owner: Owner, desired: Device, holder: Id) -> Iterator[Claim]:
        """Yield that the owner must be there, or be created before."""
        if not holder.value:
            option = "user" if desired.user else "workspace"
            yield needed(owner, desired.holder, option, option)

    def _way(self, desired: Device) -> tuple[str, str]:
        """Return how a phone is added, and for whom."""
        return "mac" if desired.mac else "code", "user" if desired.user else "workspace"

    def _place(self, owner: Owner, device: Device) -> Thing:
        return ("phone of", owner.key, device.holder.casefold())

    def _lane(self, owner: Owner, device: Device) -> Thing:
        """Return the lane of an owner: Webex takes one phone of his after the other."""
        return ("phones of", owner.key, device.holder.casefold())

    def _macs(self, owner: Owner, mac: str) -> str:
        """Return what Webex has against a MAC address, asked once for each; it knows only this organization's."""
        path = "telephony/config/devices/actions/validateMacs/invoke"
        answer = self.snapshot.kept(
            (path, owner.key, mac), lambda: self.client.post(path, {"macs": [mac]}, **owner.scope)
        )
        states: Iterable[dict[str, Any]] = answer.get("macStatus") or ()
        wrong = (each for each in states if each.get("state") not in ("AVAILABLE", None))
        return next((str(each.get("message") or f"Webex says it is {each.get('state')}") for each in wrong), "")

    def _answer(self, owner: Owner, desired: Device, listed: Iterable[str | None]) -> Answer | None:
        if desired.mac:
            return self.snapshot.one(DEVICES, desired.mac, **owner.scope)
        holder, key = self._holder(owner, desired)
        catalogue = Catalogue(self.run, owner)
        return next(
            (
                each
                for each in self.snapshot.all(DEVICES, **owner.scope)
                if holder.value
                and ids.same(each.get(key), holder.value)
                and bare_mac(each) not in listed
                and catalogue.same(str(desired.model), each.get("product"))
            ),
            None,
        )

    def _read(self, owner: Owner, answer: Answer, wanted: Device) -> Device:
        known = DEVICE.read(Device, answer) | {"customer": wanted.customer}
        known["tags"] = known["tags"] or []
        if wanted.mac is None and "model" in wanted.model_fields_set:
            del known["mac"]  # a phone that is activated with a code brings its own
        known["user"], known["workspace"] = self._who(owner, answer)
        product, activating = known["product"], known["connection_status"] == ACTIVATING
        same = wanted.model and Catalogue(self.run, owner).same(wanted.model, product)
        # Another code is another phone for Webex: the one that waits for its code is removed.
        known["model"] = None if wanted.renew and activating else wanted.model if same else product
        if wanted.members is not None:
            known["members"] = Members(self.run, owner).read(answer, wanted.members)
        return Device.observed(**known)

    def _with_members(self, owner: Owner, phones: Sequence[Device]) -> list[Device]:
        """Return phones with the lines of others that they have; one that waits for its code has none."""
        reader, found = Members(self.run, owner), list(phones)

        def read(index: int, answer: Answer) -> None:
            found[index] = found[index].model_copy(update={"members": reader.read(answer, ())})

        listed = {str(each["id"]): each for each in self.snapshot.all(DEVICES, **owner.scope)}
        known = ((index, listed[str(each.id)]) for index, each in enumerate(phones) if each.mac)
        self.snapshot.together(*(partial(read, index, answer) for index, answer in known))
        return found

    def _who(self, owner: Owner, answer: Answer) -> tuple[str | None, str | None]:
        """Return the e-mail address of the user or the name of the workspace that has a phone."""
        if person_id := answer.get("personId"):
            person = self.snapshot.one(PEOPLE, str(person_id), **owner.scope) or {}
            return str(next(iter(person.get("emails") or []), person_id)).lower(), None
        if place_id := answer.get("workspaceId"):
            place = self.snapshot.one(WORKSPACES, str(place_id), **owner.scope) or {}
            return None, str(place.get("displayName") or place_id)
        return None, None
