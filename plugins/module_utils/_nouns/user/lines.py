# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The lines of users: at which location they are, with which number and extension; what they claim and free.

Sources: People API, Webex Calling numbers API, and its job that moves people to another location.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from typing import Any

from ..._engine.change import Change
from ..._engine.item import Item
from ..._engine.run import Run
from ..._engine.steps import Claim, Id, Step, Thing, Wait
from ..._http import ids
from ..._http.errors import Refused, WebexError
from .. import members, numbers, places
from ..collections import NUMBERS, PEOPLE, SEAT, extension_name
from ..owners import Owner, job_wait
from .model import LINE, User
from .person import calling_data, person_body


class Lines:
    """Plans what the lines of users need of each other."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.client, self.snapshot = run.client, run.snapshot
        self._parked: set[str] = set()

    def place(self, owner: Owner, observed: User) -> str | None:
        """Return the name of the location where a user is."""
        return places.location(self.run, owner, observed.location)[0] if observed.location else None

    def claims(self, owner: Owner, change: Change[User], *, own: bool = False) -> Iterator[Claim]:
        """Yield what a user's line needs: a location, and a number and an extension that are free there.

        With ``own`` the user has a line already, of which nothing is claimed that stays.
        """
        reference = change.after("location")
        if not reference:
            return
        moves = change.touches("location")
        line = {
            key: change.after(key) for key in LINE if not own or change.touches(key) or (moves and key == "extension")
        }
        holder = change.observed.person_id if change.observed else None
        yield from places.claims(self.run, owner, str(reference), line, holder)

    def given_up(self, owner: Owner, observed: User) -> Iterator[Thing]:
        """Yield what becomes free when a user leaves a location: line and seat."""
        lines = [(self.place(owner, observed), {name: getattr(observed, name) for name in LINE})]
        if "location" not in observed.model_fields_set:
            lines = [
                (
                    str(each["location"].get("name")),
                    {"phone_number": each.get("phoneNumber"), "extension": each.get("extension")},
                )
                for each in self.snapshot.all(NUMBERS, **owner.scope)
                if observed.person_id and ids.same((each.get("owner") or {}).get("id"), observed.person_id)
            ]
        for location, line in lines:
            yield from numbers.frees(owner, location, line)
            if location:
                yield (SEAT, owner.key, location.casefold())

    def changed(self, owner: Owner, item: Item[User], person: Id) -> None:
        """Note in the snapshot what has become of a user's person and line."""
        change = item.change
        self.snapshot.doubt(PEOPLE, item.key, **owner.scope)
        before: dict[str, str | None] = {}
        if change.observed is not None and change.observed.location:
            before = {name: getattr(change.observed, name) for name in LINE}
            before["location_id"] = places.location(self.run, owner, change.observed.location)[1].value
        after: dict[str, str | None] = {name: change.after(name) for name in LINE}
        if reference := change.after("location"):
            after["location_id"] = places.location(self.run, owner, str(reference))[1].value
        who = {"id": person.value, "type": "PEOPLE", "lastName": item.key}
        numbers.moved(self.snapshot, owner, before, after, who)

    def move(self, item: Item[User], owner: Owner, person: Id) -> Step:
        """Return the step that moves a user with calling to another location, which Webex does in a job."""
        change = item.change
        name, location = places.location(self.run, owner, str(change.after("location")))
        # What is not given moves along, what is empty is removed.
        keys = {"phone_number": "phoneNumber", "extension": "extension"}
        line = {field: change.after(field) or "" for field in LINE if change.touches(field)}
        frees = set(self.given_up(owner, change.existing))
        if not change.touches("phone_number"):
            frees = {thing for thing in frees if thing[0] != "phone_number"}
        jobs = "telephony/config/jobs/person/moveLocation"

        def body() -> dict[str, Any]:
            user = {"userId": person.known(), **{keys[field]: value for field, value in line.items()}}
            return {"usersList": [{"locationId": location.known(), "validate": False, "users": [user]}]}

        def moving(answer: dict[str, Any]) -> Wait:
            job = answer.get("response")
            if not isinstance(job, dict) or not job.get("id"):
                raise WebexError(f"Webex did not accept moving {item.key} to {name}")
            self.changed(owner, item, person)
            return job_wait(self.run, f"{jobs}/{job['id']}", owner, f"moving {item.key} to {name}")

        return Step(
            f"move the user to location {name}", "POST", (jobs,), body, owner.query, ("location", *LINE),
            claims=[*self.claims(owner, change, own=True)],
            frees=frozenset({*frees, members.thing(owner, item.key)}), then=moving,
            park=partial(self.park, item, owner, person, line),
        )  # fmt: skip

    def park(
        self,
        item: Item[User],
        owner: Owner,
        person: Id,
        rest: dict[str, Any],
        things: frozenset[Thing],
        claimed: Collection[Thing],
    ) -> Step | None:
        """Return the step with which a user lets go of a number or an extension that another one waits for.

        A user with calling needs one of the two: who would have none gets an extension that nobody has, for a moment.
        ``rest`` is what the user's own step sets afterwards: it sets all that is changed for that moment.
        """
        observed = item.change.existing
        place = self.place(owner, observed)
        if place is None:
            return None
        values: dict[str, Any] = {}
        for name in LINE:
            if set(numbers.frees(owner, place, {name: getattr(observed, name)})) & things:
                values[name] = ""
        kept = [name for name in LINE if name not in values and getattr(observed, name)]
        if not kept:
            values["extension"] = self._free_extension(owner, observed, place, claimed)
        for name in values:
            rest.setdefault(name, item.change.after(name) or "")

        def body() -> dict[str, Any]:
            now = self.client.get(f"people/{person.known()}", callingData=True)
            return person_body(self.run, now, values)

        given_up = ", ".join(str(thing[-1]) for thing in sorted(things, key=str))
        return Step(
            f"let go of {given_up} for a moment", "PUT", ("people/", person), body, {"callingData": calling_data},
            frees=things,
        )  # fmt: skip

    def _free_extension(self, owner: Owner, observed: User, place: str, claimed: Collection[Thing]) -> str:
        """Return an extension of the user's location that nobody has or wants."""
        _name, location = places.location(self.run, owner, place)
        length = len(observed.extension or "1000")
        for number in range(10**length - 1, 10 ** (length - 1), -1):
            short = str(number)
            if short in self._parked or numbers.extension(owner, place, short) in claimed:
                continue
            if self.snapshot.one(NUMBERS, extension_name(location.known(), short), **owner.scope) is None:
                self._parked.add(short)
                return short
        raise Refused("extension", f"location {place} has no free extension of {length} digits")
