# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Locations. Sources: Locations API; Webex Calling location settings, PSTN and numbers APIs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from ..._engine.change import Change
from ..._engine.item import Item
from ..._engine.run import Run
from ..._engine.snapshot import Answer
from ..._engine.steps import Claim, Id, Step, Thing, Wait, spoken
from ..._http import ids
from ..._http.errors import Refused, WebexError, doubt
from .. import emergency, places
from .. import numbers as numbers_
from ..address import check_address
from ..collections import CALLING_AT, LINES, LOCATIONS, NUMBERS
from ..owners import Owned, Owner, job_wait, location_of, office_to_come, owner_of
from . import model
from .disabling import Disabling, forget, staying
from .model import BASICS, CALLING, LINE, NEED_CALLING, Location
from .numbers import NumberSteps, added, removed
from .pstn import check_numbers, check_provider, connection_body, connection_path, read_connection

JOBS = "telephony/config/jobs"
WITH_EMERGENCY_IDENTIFIER = ("BE", "DE", "FR")
"""Countries where a location has an emergency location identifier. Source: "Update a location"."""


class Locations(Owned[Location]):
    """Creates, changes and removes locations, with everything that calling adds to them."""

    name = "location"
    plural = "locations"
    model = Location
    waits = True
    purges = True
    filters = {"customer": {"type": "str", "required": True}, "name": {"type": "str"}, **emergency.ASKED}

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        self.numbers = NumberSteps(run)
        self.disabling = Disabling(run)

    def key(self, desired: Location) -> str:
        """Return the name."""
        return desired.name or ""

    def observe(self, wanted: Sequence[Location]) -> list[Location | None]:
        """Read the locations of each customer once; calling settings, numbers and PSTN only where they are wanted."""
        observed: list[Location | None] = [None] * len(wanted)
        for owner, indexes in self.by_owner(wanted):
            mine = [wanted[index] for index in indexes]
            self.numbers.note(owner, mine)
            self.snapshot.expect(LOCATIONS, len(mine), **owner.scope)
            answers = [self._find(owner, desired) for desired in mine]
            pairs = [(answer, desired) for answer, desired in zip(answers, mine, strict=True) if answer]
            self._read_ahead(owner, pairs)
            for index, answer in zip(indexes, answers, strict=True):
                if answer:
                    observed[index] = self._read(owner, answer, wanted[index])
        return [there or self._coming(desired) for there, desired in zip(observed, wanted, strict=True)]

    def find(self, filters: Mapping[str, Any]) -> list[Location]:
        """List the locations of a customer, with calling settings, PSTN connection and numbers."""
        owner = owner_of(self.run, filters["customer"])
        wanted = Location(
            customer=filters["customer"],
            **{name: None for name in NEED_CALLING if name not in ("pstn", emergency.OPTION)},
            calling=True,
            pstn=model.Pstn(),
        )
        wanted = emergency.asked(wanted, filters)
        if filters["name"]:
            answer = self.snapshot.one(LOCATIONS, filters["name"], **owner.scope)
            answers = [answer] if answer else []
        else:
            answers = self.snapshot.all(LOCATIONS, **owner.scope)
        self._read_ahead(owner, [(answer, wanted) for answer in answers])
        return [self._read(owner, answer, wanted) for answer in answers]

    def leftovers(self, customers: Collection[str], listed: Sequence[Location]) -> list[tuple[Location, Location]]:
        """Return the locations that these customers have besides the listed names."""
        found = []
        for owner, keys in self.complete(customers, listed):
            for answer in self.snapshot.all(LOCATIONS, **owner.scope):
                desired = Location(customer=owner.reference, name=str(answer.get("name")))
                if self.key(desired).casefold() not in keys:
                    found.append((desired, self._read(owner, answer, desired)))
        return found

    def doubt(self, item: Item[Location]) -> None:
        """Read the location, its calling and its numbers again."""
        owner = self.owner(item.desired)
        self.snapshot.doubt(LOCATIONS, self.key(item.desired), **owner.scope)
        self.snapshot.doubt(LINES, **owner.scope)
        self.snapshot.doubt(NUMBERS, **owner.scope)
        if answer := self._find(owner, item.desired):
            forget(self.snapshot, str(answer["id"]))
            self._callback(owner, Id("location", str(answer["id"]))).forget()

    def check_within(self, item: Item[Location], owner: Owner) -> None:
        """Refuse what Webex would refuse half-way: missing options, unusable numbers, an unknown provider."""
        change = item.change
        if change.kind == "remove":
            return
        if change.kind == "create":
            change.desired.require("address", "time_zone", "preferred_language", why="to create a location")
        if change.touches("address"):
            check_address(self.run, change.after("address"), "address")
        doubtful = [name for name in ("notes", "latitude", "longitude") if change.touches(name)]
        if change.kind == "update" and doubtful:
            text = f"location {item.key}: Webex's document has {', '.join(doubtful)} for creating and reading only"
            self.run.warn(doubt("A94", text))
        if not change.after("calling"):
            for option in NEED_CALLING:
                if change.touches(option) and change.after(option):
                    raise Refused(option, f"location {item.key} has no calling; set calling=true to enable it")
            return
        self._check_calling(change, owner)

    def _check_calling(self, change: Change[Location], owner: Owner) -> None:
        address = change.after("address")
        country = address.country if address else None
        if change.touches("emergency_location_identifier") and country and country not in WITH_EMERGENCY_IDENTIFIER:
            allowed = ", ".join(WITH_EMERGENCY_IDENTIFIER)
            raise Refused("emergency_location_identifier", f"exists only in {allowed}, not in {country}")
        if change.touches("announcement_language") and not change.after("announcement_language"):
            raise Refused("announcement_language", "cannot be emptied")
        if change.touches("main_number") and not change.after("main_number"):
            raise Refused("main_number", "cannot be emptied: give another number of the location")
        location_id = (change.observed.id if change.observed else None) or ""
        new_connection = change.desired.pstn and (change.touches("pstn") or not location_id)
        if (added(change) or removed(change)) and not new_connection:
            check_numbers(self.run, owner, location_id, adding=bool(added(change)))
        if location_id and change.touches("pstn") and not change.touches("calling"):
            check_provider(self.run, owner, location_id, change.desired)

    def gives(self, item: Item[Location]) -> Iterator[Thing]:
        """Return the location, and the numbers that it is to get."""
        owner = self.owner(item.desired)
        yield places.thing(owner, item.key)
        for value in added(item.change):
            yield numbers_.number(owner, item.key, value)

    def steps(self, item: Item[Location]) -> Iterator[Step]:
        """Return the writes, in the order in which Webex accepts them."""
        change, owner = item.change, self.owner(item.desired)
        place = places.thing(owner, item.key)
        location = self._id(owner, change)
        # One that is still to be created has no calling to lose, and maybe no organization yet to look into.
        loses_calling = change.kind == "update" and change.touches("calling") and not change.after("calling")
        if change.kind == "remove" or loses_calling:
            line = self.snapshot.one(LINES, str(location), **owner.scope)
            if line is not None:
                yield self.disabling.step(item, owner, location)
        if change.kind == "remove":
            yield Step(
                "remove it", "DELETE", ("locations/", location), query=owner.query,
                frees=frozenset({emergency.leaving(owner, item.key)}),
                lane=("removal of a location", *place),  # Webex needs a while to see that nothing refers to it
                then=lambda answer: self.snapshot.drop(LOCATIONS, str(location), **owner.scope),
            )  # fmt: skip
            return
        fields = [name for name in BASICS.fields(Location) if change.touches(name)]
        if change.kind == "create":
            body = {name: change.after(name) for name in fields}
            language = change.desired.announcement_language or change.desired.preferred_language
            basics = BASICS.body(Location, body) | CALLING.body(Location, {"announcement_language": language})
            yield Step(
                "create it", "POST", ("locations",), basics, owner.query, fields, creates=True,
                then=lambda answer: self._created(item, owner, location, basics, answer), frees=frozenset({place}),
            )  # fmt: skip
        elif fields:
            body = {name: change.after(name) for name in fields}
            basics = BASICS.body(Location, body)
            yield Step(
                f"change {spoken(fields)}", "PUT", ("locations/", location), basics, owner.query, fields,
                then=lambda answer: self._changed(owner, location, basics),
            )  # fmt: skip
        if change.after("calling"):
            yield from self._calling(item, owner, location)

    def review(self, items: Sequence[Item[Location]]) -> None:
        """Refuse to remove the last locations with calling, of which Webex keeps one."""
        self.disabling.review([(item, self.owner(item.desired)) for item in items])

    def _coming(self, desired: Location) -> Location | None:
        """Return the location that Webex will create together with a customer that this run is to create."""
        office = office_to_come(self.run, str(desired.customer), self.key(desired))
        if office is None:
            return None
        known = BASICS.read(Location, {}) | dict.fromkeys(NEED_CALLING)
        known |= {
            "customer": desired.customer,
            "name": office.name,
            "address": office.address,
            "time_zone": office.time_zone,
            "preferred_language": office.preferred_language,
            "emergency_location_identifier": office.emergency_location_identifier,
            "calling": True,
        }
        return Location.observed(**known)

    def _find(self, owner: Owner, desired: Location) -> Answer | None:
        return self.snapshot.one(LOCATIONS, self.key(desired), **owner.scope)

    def _id(self, owner: Owner, change: Change[Location]) -> Id:
        known = change.observed.id if change.observed else None
        return location_of(self.run, owner, self.key(change.desired), known)

    def _read_ahead(self, owner: Owner, pairs: Sequence[tuple[Answer, Location]]) -> None:
        """Read side by side what these locations need, and nothing that nobody asks for."""
        given = set().union(*(desired.model_fields_set for _answer, desired in pairs)) if pairs else set()
        readings: list[Callable[[], object]] = []
        if given & {"calling", *NEED_CALLING}:
            readings.append(lambda: self.snapshot.all(LINES, **owner.scope))
        if given & {"numbers", "main_number"}:
            readings.append(lambda: self.snapshot.all(NUMBERS, **owner.scope))
        self.snapshot.together(*readings)
        if not readings:
            return
        details: list[Callable[[], object]] = []
        for answer, desired in pairs:
            path = f"{LINES.path}/{answer['id']}"
            if self.snapshot.one(LINES, str(answer["id"]), **owner.scope) is None:
                continue
            if desired.model_fields_set & DETAILS:
                details.append(partial(self.snapshot.thing, path, **owner.scope))
            if emergency.wanted_of(desired):
                callback = self._callback(owner, Id("location", str(answer["id"])))
                details.append(partial(callback.read, desired.emergency_callback))
            if desired.pstn is not None:
                details.append(partial(self.snapshot.thing, connection_path(str(answer["id"])), **owner.scope))
        self.snapshot.together(*details)

    def _read(self, owner: Owner, answer: Answer, wanted: Location) -> Location:
        location_id = str(answer.get("id"))
        known = BASICS.read(Location, answer) | {"customer": wanted.customer, "org_id": str(owner.org)}
        location_of(self.run, owner, str(wanted.name or answer.get("name")), location_id)
        if not wanted.model_fields_set & {"calling", *NEED_CALLING}:
            return Location.observed(**known)
        line = self.snapshot.one(LINES, location_id, **owner.scope)
        known |= {"calling": line is not None, **dict.fromkeys(NEED_CALLING)}
        if line is not None:
            known |= LINE.read(Location, line)
            del known["numbers"], known[emergency.OPTION]
            if emergency.wanted_of(wanted):
                callback = self._callback(owner, Id("location", location_id))
                known[emergency.OPTION] = callback.read(wanted.emergency_callback)
            if wanted.model_fields_set & {"numbers", "main_number"}:
                there = numbers_.at_location(self.snapshot, owner, location_id).items()
                # Inactive numbers cannot be used yet: they are to be activated.
                known["numbers"] = sorted(number for number, each in there if each.get("state") == "ACTIVE")
            known = {name: value for name, value in known.items() if name not in DETAILS}
            if wanted.model_fields_set & DETAILS:
                detail = self.snapshot.thing(f"{LINES.path}/{location_id}", **owner.scope) or {}
                known |= {name: value for name, value in CALLING.read(Location, detail).items() if name in DETAILS}
                if not known["announcement_language"]:
                    del known["announcement_language"]  # what Webex does not tell is unknown, rather than empty
                    if wanted.announcement_language:
                        self.run.warn(_untold(wanted))
            if wanted.pstn is not None:
                known["pstn"] = read_connection(self.run, owner, location_id, wanted.pstn)
        return Location.observed(**known)

    def _calling(self, item: Item[Location], owner: Owner, location: Id) -> Iterator[Step]:
        """Enable calling, connect to the PSTN, add numbers, then change the settings that need them."""
        change = item.change
        if change.touches("calling"):
            language = change.desired.announcement_language or change.after("preferred_language")
            names = ("name", "time_zone", "preferred_language", "address")
            body = BASICS.body(Location, {name: change.after(name) for name in names})
            body |= CALLING.body(Location, {"announcement_language": language})
            fields = ("calling", "announcement_language")
            yield Step(
                "enable calling", "POST", (LINES.path,), lambda: {"id": location.known(), **body}, owner.query, fields,
                then=lambda answer: self._enabled(owner, location, body),
                frees=frozenset({staying(owner), (CALLING_AT, owner.key, item.key.casefold())}),
            )  # fmt: skip
        if change.touches("pstn"):
            yield Step(
                "set the PSTN connection", "PUT", ("telephony/pstn/locations/", location, "/connection"),
                lambda: connection_body(self.run, owner, location.known(), change.desired), owner.query, ("pstn",),
                then=lambda answer: self.snapshot.forget(connection_path(location.known())),
            )  # fmt: skip
        yield from self.numbers.add(item, owner, location)
        changed: list[str] = [
            name
            for name in CALLING.fields(Location)
            if change.touches(name) and (change.after(name) or change.kind == "update")
            if not (name == "announcement_language" and change.touches("calling"))
        ]
        existing = change.desired.announcement_language_existing or "none"
        if "announcement_language" in changed and existing != "none":
            # Before the default, which alone can be read: when this fails, the next run tries both again.
            language = CALLING.body(Location, {"announcement_language": change.after("announcement_language")})
            invocation = {
                "announcementLanguageCode": language["announcementLanguage"],
                "agentEnabled": existing in ("people", "all"),
                "serviceEnabled": existing in ("features", "all"),
            }
            words = f"change the announcement language of what exists ({existing})"
            action = (f"{LINES.path}/", location, "/actions/modifyAnnouncementLanguage/invoke")
            yield Step(words, "POST", action, invocation, owner.query)
        # A routing prefix changes in a job, or not at all, whatever else is sent: hence in a step of its own.
        settings = [name for name in changed if name != "routing_prefix"]
        for part in (settings, [name for name in changed if name == "routing_prefix"]):
            if part:
                yield self._set(item, owner, location, part)
        yield from self.numbers.remove(item, owner, location)
        if change.touches(emergency.OPTION):
            frees = {emergency.leaving(owner, item.key)}
            if change.after(emergency.OPTION) != emergency.MAIN:
                frees.add(emergency.of_location(owner, item.key))
            yield self._callback(owner, location).step(item, item.key, location, frozenset(frees))

    def _callback(self, owner: Owner, location: Id) -> emergency.Callback:
        return emergency.Callback(self.run, owner, emergency.OF_LOCATION, emergency.path_of_location(location))

    def _created(
        self, item: Item[Location], owner: Owner, location: Id, basics: Mapping[str, Any], answer: Answer
    ) -> None:
        location.value = str(answer.get("id") or "") or None
        item.returned |= {"id": location.known(), "org_id": owner.org.known()}
        self.snapshot.fresh.add(ids.key(location.known()))
        self.snapshot.put(LOCATIONS, {**basics, "id": location.known()}, **owner.scope)

    def _enabled(self, owner: Owner, location: Id, body: Mapping[str, Any]) -> None:
        self.snapshot.fresh.add(ids.key(location.known()))
        self.snapshot.put(LINES, {"id": location.known(), **body}, **owner.scope)

    def _changed(self, owner: Owner, location: Id, basics: Mapping[str, Any]) -> None:
        known = self.snapshot.one(LOCATIONS, location.known(), **owner.scope) or {}
        self.snapshot.drop(LOCATIONS, location.known(), **owner.scope)
        self.snapshot.put(LOCATIONS, {**known, **basics, "id": location.known()}, **owner.scope)

    def _set(self, item: Item[Location], owner: Owner, location: Id, fields: Sequence[str]) -> Step:
        """Return the step that changes calling settings."""
        change = item.change
        claims: list[Claim] = []
        frees: list[Thing] = []
        if "main_number" in fields:
            value = change.after("main_number")
            claims = [numbers_.there(self.snapshot, owner, item.key, location.value, value, "main_number")]
            frees += numbers_.frees(owner, item.key, {"phone_number": change.changes["main_number"][0]})
            frees.append(emergency.of_location(owner, item.key))

        def then(answer: Answer) -> Wait | None:
            self.snapshot.doubt(LINES, **owner.scope)
            self.snapshot.doubt(NUMBERS, **owner.scope)
            forget(self.snapshot, location.known())
            if reason := answer.get("failureReason"):  # 206
                hint = "Run again later to change it."
                raise WebexError(f"routing_prefix: Webex has not changed it: {reason}", status=206, hint=hint)
            words = f"changing the routing prefix of {item.label}"
            job = answer.get("batchJobId")
            return job_wait(self.run, f"{JOBS}/updateRoutingPrefix/{job}", owner, words) if job else None

        return Step(
            f"change {spoken(fields)}", "PUT", (f"{LINES.path}/", location),
            CALLING.body(Location, {name: change.after(name) for name in fields}), owner.query, fields,
            claims=claims, frees=frozenset(frees), then=then,
        )  # fmt: skip


DETAILS = frozenset(CALLING.fields(Location)) - frozenset(LINE.fields(Location))
"""Options whose value costs a reading of the location's own."""


def _untold(wanted: Location) -> str:
    return (
        f"announcement_language: Webex does not tell that of location {wanted.name}, so it stays as it is"
        " (A66 in ASSUMPTIONS.md of the role simulator); to change it use Control Hub"
    )
