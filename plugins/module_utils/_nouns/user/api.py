# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Users. Sources: Webex for Wholesale API (subscribers); People, Roles and Locations APIs for the rest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from ..._engine.change import Change
from ..._engine.item import Item
from ..._engine.run import Run
from ..._engine.snapshot import Answer
from ..._engine.steps import Claim, Id, Step, Thing, Wait
from ..._http import ids
from ..._http.errors import LostAnswer, Refused, WebexError, doubt
from .. import numbers, packages
from ..collections import LOCATIONS, NUMBERS, PEOPLE, SUBSCRIBERS, extension_name
from ..owners import Owned, Owner, on_behalf, owner_of
from .model import FULL_ADMINISTRATOR, PERSON, SUBSCRIBER, SUBSCRIPTION, User
from .person import calling_data, person_body, read_roles, role_ids, wants_full_administrator

STATUSES = ("provisioned", "pending_user_migration")
LINE = ("phone_number", "extension")
PERSONAL = ("first_name", "last_name", "location", "roles", *LINE)
"""Fields that only the person shows."""
FIRST = "first user"


class Users(Owned[User]):
    """Subscribes users, keeps their package, name, number, extension, location and roles, and removes them."""

    name = "wholesale_user"
    plural = "wholesale_users"
    model = User
    waits = True
    purges = True
    filters = {
        "customer": {"type": "str", "required": True},
        "email": {"type": "str"},
        "status": {"type": "str", "choices": list(STATUSES)},
        "package": {"type": "str", "choices": list(packages.USER)},
        "include_person": {"type": "bool", "default": False},
    }

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        self._leaders: dict[str, User] = {}
        self._lines_wanted = False
        self._parked: set[str] = set()

    def key(self, desired: User) -> str:
        """Return the e-mail address."""
        return desired.email or ""

    def observe(self, wanted: Sequence[User]) -> list[User | None]:
        """Read subscribers and, where their fields are wanted, persons: each once per customer, in pages."""
        observed: list[User | None] = [None] * len(wanted)
        self._lines_wanted |= any(getattr(desired, name) for desired in wanted for name in LINE)
        there = dict[str, list[int]]()
        for owner, places in self.by_owner(wanted):
            there[owner.reference] = places
            mine = [wanted[place] for place in places]
            self._read_ahead(owner, mine)
            for place in places:
                observed[place] = self._read(owner, self._subscriber(owner, wanted[place]), wanted[place])
            if len(mine) > 1 and not self.snapshot.all(SUBSCRIBERS, **self._scope(owner)):
                self._note_leader(owner.key, mine)
        for reference in {str(desired.customer) for desired in wanted} - set(there):
            self._note_leader(reference, [desired for desired in wanted if desired.customer == reference])
        return observed

    def find(self, filters: Mapping[str, Any]) -> list[User]:
        """List the users of a customer; names, numbers and roles are read only when asked for."""
        owner = owner_of(self.run, filters["customer"])
        scope = self._scope(owner)
        wanted = User(customer=filters["customer"])
        if filters["include_person"]:
            wanted = User(customer=filters["customer"], **dict.fromkeys(PERSONAL))
        if filters["email"]:
            answer = self.snapshot.one(SUBSCRIBERS, filters["email"].lower(), **scope)
            answers = [answer] if answer else []
        else:
            self.snapshot.together(
                lambda: self.snapshot.all(SUBSCRIBERS, **scope),
                lambda: self.snapshot.all(PEOPLE, **owner.scope) if filters["include_person"] else [],
            )
            answers = self.snapshot.all(SUBSCRIBERS, **scope)
        users = [self._read(owner, answer, wanted) for answer in answers]
        return [
            user
            for user in users
            if user and filters["package"] in (None, user.package) and filters["status"] in (None, user.status)
        ]

    def leftovers(self, customers: Collection[str], listed: Sequence[User]) -> list[tuple[User, User]]:
        """Return the users that these customers have besides the listed ones, without administrators."""
        found = []
        for owner, keys in self.complete(customers, listed):
            answers = self.snapshot.all(SUBSCRIBERS, **self._scope(owner))
            self.snapshot.all(PEOPLE, **owner.scope)
            for answer in answers:
                email = str(answer.get("email")).lower()
                desired = User(customer=owner.reference, email=email)
                if email in keys:
                    continue
                existing = self._read(owner, answer, User(customer=owner.reference, email=email, roles=None))
                if existing is None:
                    continue
                if any("administrator" in role.casefold() for role in existing.roles or ()):
                    self.run.warn(f"{desired.email} is an administrator and not purged; to remove it, name it")
                    continue
                found.append((desired, existing))
        return found

    def doubt(self, item: Item[User]) -> None:
        """Read the user and the numbers again."""
        owner, email = self.owner(item.desired), self.key(item.desired)
        self.snapshot.doubt(SUBSCRIBERS, email, **self._scope(owner))
        self.snapshot.doubt(PEOPLE, email, **owner.scope)
        self.snapshot.doubt(NUMBERS, **owner.scope)

    def check_within(self, item: Item[User], owner: Owner) -> None:
        """Refuse what the rules of Wholesale forbid."""
        change = item.change
        if change.kind == "remove":
            return
        if change.kind == "create":
            change.desired.require("package", why="to create a user")
        package = str(change.after("package"))
        if change.touches("package"):
            self._check_package(change, package, owner)
        if change.touches("roles", "package"):
            self._check_roles(change, package, owner)

    def steps(self, item: Item[User]) -> Iterator[Step]:
        """Return the writes: the package through the subscriber, everything else through the person."""
        change, owner = item.change, self.owner(item.desired)
        if change.kind == "remove":
            yield from self._removal(item, owner)
        elif change.kind == "create":
            yield from self._creation(item, owner)
        else:
            yield from self._update(item, owner)

    def _creation(self, item: Item[User], owner: Owner) -> Iterator[Step]:
        """Subscribe the user; a role, or the name of a person who existed already, is set on the person."""
        change, desired = item.change, item.desired
        subscriber = self.run.id(f"subscriber {item.key}", owner.key)
        person = self.run.id(f"person {item.key}", owner.key)
        claims = [*self._claims(owner, change)]
        frees: set[Thing] = set()
        first = (FIRST, owner.key, item.key)
        if leader := self._leaders.get(owner.key):
            thing = (FIRST, owner.key, self.key(leader))
            if thing == first:
                frees.add(thing)
            else:
                refusal = Refused(
                    "state",
                    f"not tried, as {leader.email} failed, and Webex would make another first user the administrator; "
                    "run again when the cause of that is removed",
                )
                admin = wants_full_administrator(self.run, leader.roles or ())
                claims.append(Claim(thing, refusal if admin else None, shared=True, needed=admin))
        given = {name: value for name in SUBSCRIPTION.fields(User) if (value := getattr(desired, name))}
        fields = [*given, *(["location"] if desired.location else [])]
        pending: list[bool] = []

        def subscribed(answer: dict[str, Any]) -> None:
            self._subscribed(item, owner, subscriber, person, answer)
            if answer.get("status") == "pending_user_migration":
                pending.append(True)
                self._tell_pending(item)

        yield Step(
            "subscribe the user", "POST", (SUBSCRIBERS.path,), lambda: self._subscription(owner, desired, given),
            on_behalf(self.client), fields, claims=claims, frees=frozenset(frees), creates=True, then=subscribed,
        )  # fmt: skip
        if desired.send_consent_email:
            yield Step(
                "send the consent e-mail", "POST", ("subscribers/", subscriber, "/emails/consentMove"), None,
                on_behalf(self.client), needed=lambda: bool(pending),
                when="Webex answers that the user has a free account, which he must agree to move",
            )  # fmt: skip
        existing = (
            self.snapshot.one(PEOPLE, item.key, **owner.scope) if owner.there and self._knows_people(owner) else None
        )
        different = existing is not None and any(
            getattr(desired, name) not in (None, existing.get(key))
            for name, key in (("first_name", "firstName"), ("last_name", "lastName"))
        )
        if desired.roles is not None or different:
            names = [name for name in ("first_name", "last_name", "roles") if change.touches(name)]
            step = self._change_person(item, owner, person, names)
            step.needed = lambda: not pending
            yield step

    def _update(self, item: Item[User], owner: Owner) -> Iterator[Step]:
        change, observed = item.change, item.change.existing
        person = self.run.id(f"person {item.key}", owner.key, value=observed.person_id)
        left = [name for name in PERSONAL if change.touches(name)]
        if change.touches("package"):
            after = str(change.after("package"))
            body: dict[str, Any] = SUBSCRIPTION.body(User, {"package": after})
            claims: list[Claim] = []
            fields, line = ["package"], {}
            if observed.package in packages.WITHOUT_CALLING and packages.with_calling(after):
                claims = list(self._claims(owner, change))
                line = {name: value for name in LINE if (value := change.after(name))}
                fields += [name for name in left if name in ("location", *LINE)]
                left = [name for name in left if name not in ("location", *LINE)]
            frees = () if packages.with_calling(after) else self._given_up(owner, observed)

            def whole(line: Mapping[str, str] = line) -> dict[str, Any]:
                return {**body, **self._line(owner, change.after("location"), line)} if line else body

            yield Step(
                f"change the package to {after}", "PUT", (f"{SUBSCRIBERS.path}/{observed.id}",), whole,
                on_behalf(self.client), fields, claims=claims, frees=frozenset(frees),
                then=lambda answer: self._repackaged(owner, item, after),
            )  # fmt: skip
        if "location" in left:
            yield self._move(item, owner, person)
            left = [name for name in left if name not in ("location", *LINE)]
        if left:
            yield self._change_person(item, owner, person, left)

    def _removal(self, item: Item[User], owner: Owner) -> Iterator[Step]:
        """Unsubscribe the user; the person stays in the organization unless remove_person is set."""
        observed = item.change.existing
        scope = self._scope(owner)
        if observed.id:
            frees = frozenset(self._given_up(owner, observed)) if self._lines_wanted else frozenset()
            yield Step(
                "unsubscribe the user", "DELETE", (f"{SUBSCRIBERS.path}/{observed.id}",), query=on_behalf(self.client),
                frees=frees, then=lambda answer: self._gone(owner, item, scope),
            )  # fmt: skip
        if item.desired.remove_person and observed.person_id:
            yield Step(
                "remove the person", "DELETE", (f"people/{observed.person_id}",),
                then=lambda answer: self.snapshot.drop(PEOPLE, item.key, **owner.scope),
            )  # fmt: skip

    def _move(self, item: Item[User], owner: Owner, person: Id) -> Step:
        """Return the step that moves a user with calling to another location, which Webex does in a job."""
        change = item.change
        name, location = self._location(owner, str(change.after("location")))
        # What is not given moves along, what is empty is removed.
        keys = {"phone_number": "phoneNumber", "extension": "extension"}
        line = {key: change.after(name) or "" for name, key in keys.items() if change.touches(name)}
        jobs = "telephony/config/jobs/person/moveLocation"

        def body() -> dict[str, Any]:
            user = {"userId": person.known(), **line}
            return {"usersList": [{"locationId": location.known(), "validate": False, "users": [user]}]}

        def moving(answer: dict[str, Any]) -> Wait:
            job = answer.get("response")
            if not isinstance(job, dict) or not job.get("id"):
                raise WebexError(f"Webex did not accept moving {item.key} to {name}")
            self._line_changed(owner, item, person)
            return self.job(f"{jobs}/{job['id']}", owner, f"moving {item.key} to {name}")

        return Step(
            f"move the user to location {name}", "POST", (jobs,), body, owner.query, ("location", *LINE),
            claims=[*self._claims(owner, change, own=True)], frees=frozenset(self._given_up(owner, change.existing)),
            then=moving,
        )  # fmt: skip

    def _change_person(self, item: Item[User], owner: Owner, person: Id, names: Sequence[str]) -> Step:
        """Return the step that changes fields of the person, whom Webex replaces as a whole."""
        change = item.change
        values = {name: change.after(name) for name in names if change.touches(name)}
        claims, frees = [], []
        if change.observed and set(names) & set(LINE):
            before = {name: getattr(change.observed, name) for name in names if name in LINE}
            frees = list(numbers.frees(owner, self._place(owner, change.observed), before))
            claims = list(self._claims(owner, change, own=True))

        def body() -> dict[str, Any]:
            now = self.client.get(f"people/{person.known()}", callingData=True)
            return person_body(self.run, now, values)

        return Step(
            f"change {', '.join(name.replace('_', ' ') for name in sorted(values))} of the person", "PUT",
            ("people/", person), body, {"callingData": calling_data}, sorted(values), claims=claims,
            frees=frozenset(frees),
            then=lambda answer: self._line_changed(owner, item, person),
            park=lambda things: self._park(item, owner, person, things),
        )  # fmt: skip

    def _park(self, item: Item[User], owner: Owner, person: Id, things: frozenset[Thing]) -> Step | None:
        """Return the step with which a user lets go of a number or an extension that another one waits for.

        A user with calling needs one of the two: who would have none gets an extension that nobody has, for a moment.
        """
        observed = item.change.existing
        if not observed.location:
            return None
        values: dict[str, Any] = {}
        for name in LINE:
            if set(numbers.frees(owner, self._place(owner, observed), {name: getattr(observed, name)})) & things:
                values[name] = ""
        kept = [name for name in LINE if name not in values and getattr(observed, name)]
        if not kept:
            values["extension"] = self._free_extension(owner, observed)

        def body() -> dict[str, Any]:
            now = self.client.get(f"people/{person.known()}", callingData=True)
            return person_body(self.run, now, values)

        given_up = ", ".join(str(thing[-1]) for thing in sorted(things, key=str))
        return Step(
            f"let go of {given_up} for a moment", "PUT", ("people/", person), body, {"callingData": calling_data},
            frees=things,
        )  # fmt: skip

    def _free_extension(self, owner: Owner, observed: User) -> str:
        """Return an extension of the user's location that nobody has."""
        _name, location = self._location(owner, str(observed.location))
        length = len(observed.extension or "1000")
        for number in range(10**length - 1, 10 ** (length - 1), -1):
            short = str(number)
            known = self.snapshot.one(NUMBERS, extension_name(location.known(), short), **owner.scope)
            if known is None and short not in self._parked:
                self._parked.add(short)
                return short
        raise Refused("extension", f"location {observed.location} has no free extension of {length} digits")

    def _read_ahead(self, owner: Owner, mine: Sequence[User]) -> None:
        """Read side by side what these users need, and nothing that nobody asks for."""
        scope = self._scope(owner)
        self.snapshot.expect(SUBSCRIBERS, len(mine), **scope)
        if len(mine) == 1:
            return
        needed = [desired for desired in mine if _needs_person(desired, self._subscriber(owner, desired))]
        readings: list[Callable[[], object]] = []
        if needed:
            readings.append(lambda: self.snapshot.expect(PEOPLE, len(mine), **owner.scope))
        if any(desired.location for desired in mine):
            readings.append(lambda: self.snapshot.all(LOCATIONS, **owner.scope))
        self.snapshot.together(*readings)

    def _subscriber(self, owner: Owner, desired: User) -> Answer | None:
        answer = self.snapshot.one(SUBSCRIBERS, self.key(desired), **self._scope(owner))
        return answer if answer and answer.get("id") else None

    def _person(self, owner: Owner, email: str, answer: Answer | None) -> Answer | None:
        """Return the person. One whom the subscriber names is there, even where the list does not show it yet."""
        person = self.snapshot.one(PEOPLE, email, **owner.scope)
        person_id = (answer or {}).get("personId")
        if (person is None or not person.get("id")) and person_id:
            person = self.client.find(f"people/{person_id}", callingData=True)
            if person is not None:
                self.snapshot.put(PEOPLE, {**person, "emails": [email]}, **owner.scope)
        return person if person and person.get("id") else None

    def _read(self, owner: Owner, answer: Answer | None, wanted: User) -> User | None:
        email = str(answer["email"]).lower() if answer else self.key(wanted)
        asked = _needs_person(wanted, answer)
        person = self._person(owner, email, answer) if asked else None
        if answer is None:
            # Somebody unsubscribed before is still a person; that matters only to those who want it gone.
            return User(email=email, person_id=person["id"]) if person and wanted.remove_person else None
        if answer.get("status") not in STATUSES:
            self.run.warn(f"user {email} has a status unknown to this version: {answer.get('status')}")
        package = _package(answer)
        if package not in packages.USER:
            self.run.warn(f"user {email} has a package unknown to this version: {package}")
        known = SUBSCRIBER.read(User, answer) | {"customer": wanted.customer, "email": email, "package": package}
        known["errors"] = known["errors"] or []
        if person is not None:
            known |= {"person_id": person["id"], **PERSON.read(User, person)}
            known["location"] = self._location_in_words(owner, person.get("locationId"), wanted.location)
            known["roles"] = sorted(read_roles(self.run, person.get("roles") or [], wanted.roles or ()))
        return User.observed(**known)

    def _location(self, owner: Owner, reference: str) -> tuple[str, Id]:
        """Return name and id of a location given by name or id; it may be one that this run is to create."""
        answer = self.snapshot.one(LOCATIONS, reference, **owner.scope) if owner.there else None
        name = str(answer.get("name")) if answer else reference
        return name, self.run.id(f"location {name}", owner.key, value=str(answer["id"]) if answer else None)

    def _place(self, owner: Owner, observed: User) -> str | None:
        """Return the name of the location where a user is."""
        return self._location(owner, observed.location)[0] if observed.location else None

    def _location_in_words(self, owner: Owner, location_id: str | None, given: str | None) -> str | None:
        """Return a person's location in the words of the options, or else by name."""
        answer = self.snapshot.one(LOCATIONS, location_id, **owner.scope) if location_id else None
        if answer is None:
            return location_id
        name = str(answer.get("name"))
        return given if given and (given.casefold() == name.casefold() or ids.same(given, location_id)) else name

    def _claims(self, owner: Owner, change: Change[User], *, own: bool = False) -> Iterator[Claim]:
        """Yield what a user's line needs: a location, and a number and an extension that are free there.

        With ``own`` the user has a line already, of which nothing is claimed that stays.
        """
        reference = change.after("location")
        if not reference:
            return
        name, location = self._location(owner, str(reference))
        if not location.value:
            yield Claim(("location", owner.key, name.casefold()), self._unknown_location(owner, name), shared=True)
        moves = change.touches("location")
        line = {
            key: change.after(key) for key in LINE if not own or change.touches(key) or (moves and key == "extension")
        }
        holder = change.observed.person_id if change.observed else None
        for warning in numbers.doubts(self.snapshot, owner, name, line.get("phone_number")):
            self.run.warn(warning)
        yield from numbers.claims(self.snapshot, owner, name, location.value, line, holder)

    def _unknown_location(self, owner: Owner, name: str) -> Refused | None:
        if owner.guessed:
            return None
        answers = self.snapshot.all(LOCATIONS, **owner.scope) if owner.there else []
        names = ", ".join(sorted(str(each.get("name")) for each in answers)) or "none"
        return Refused("location", f"there is no location {name}; there are: {names}")

    def _given_up(self, owner: Owner, observed: User) -> Iterator[Thing]:
        """Yield what becomes free when a user leaves a location: line and seat."""
        lines = [(self._place(owner, observed), {name: getattr(observed, name) for name in LINE})]
        if "location" not in observed.model_fields_set:
            lines = [
                (str(each["location"].get("name")), {"phone_number": each.get("phoneNumber"), **_short(each)})
                for each in self.snapshot.all(NUMBERS, **owner.scope)
                if observed.person_id and ids.same((each.get("owner") or {}).get("id"), observed.person_id)
            ]
        for location, line in lines:
            yield from numbers.frees(owner, location, line)
            if location:
                yield ("seat", owner.key, location.casefold())

    def _subscription(self, owner: Owner, desired: User, given: Mapping[str, Any]) -> dict[str, Any]:
        body = {"customerId": owner.id.known(), **SUBSCRIPTION.body(User, given)}
        body.setdefault("provisioningParameters", {})
        if desired.location:
            _name, location = self._location(owner, desired.location)
            body["provisioningParameters"]["locationId"] = location.known()
        return body

    def _line(self, owner: Owner, location: str | None, line: Mapping[str, str]) -> dict[str, Any]:
        """Return number, extension and location as the subscriber API takes them."""
        parameters = dict(SUBSCRIPTION.body(User, line)["provisioningParameters"])
        if location:
            parameters["locationId"] = self._location(owner, location)[1].known()
        return {"provisioningParameters": parameters}

    def _subscribed(self, item: Item[User], owner: Owner, subscriber: Id, person: Id, answer: Answer) -> None:
        known = {"id": answer.get("id"), "person_id": answer.get("personId"), "status": answer.get("status")}
        item.returned |= known
        subscriber.value, person.value = answer.get("id"), answer.get("personId")
        if person.value:
            self.snapshot.fresh.add(ids.key(person.value))
        elif answer.get("status") != "pending_user_migration" and item.desired.roles is not None:
            raise LostAnswer("Webex subscribed the user, but did not say which person it is")
        kept = {"email": item.key, "packages": [item.desired.package], "customerId": owner.id.known(), **answer}
        self.snapshot.put(SUBSCRIBERS, kept, **self._scope(owner))
        self.snapshot.doubt(PEOPLE, item.key, **owner.scope)
        self._line_changed(owner, item, person)

    def _repackaged(self, owner: Owner, item: Item[User], package: str) -> None:
        scope = self._scope(owner)
        known = self.snapshot.one(SUBSCRIBERS, item.key, **scope) or {}
        self.snapshot.put(SUBSCRIBERS, {**known, "packages": [package], "package": package}, **scope)
        self._line_changed(owner, item, self.run.id(f"person {item.key}", owner.key))

    def _line_changed(self, owner: Owner, item: Item[User], person: Id) -> None:
        """Note in the snapshot what has become of a user's person and line."""
        change = item.change
        self.snapshot.doubt(PEOPLE, item.key, **owner.scope)
        before: dict[str, str | None] = {}
        if change.observed is not None and change.observed.location:
            before = {name: getattr(change.observed, name) for name in LINE}
            before["location_id"] = self._location(owner, change.observed.location)[1].value
        after: dict[str, str | None] = {name: change.after(name) for name in LINE}
        if reference := change.after("location"):
            after["location_id"] = self._location(owner, str(reference))[1].value
        who = {"id": person.value, "type": "PEOPLE", "lastName": item.key}
        numbers.moved(self.snapshot, owner, before, after, who)

    def _gone(self, owner: Owner, item: Item[User], scope: Mapping[str, Any]) -> None:
        self.snapshot.drop(SUBSCRIBERS, item.key, **scope)
        self.snapshot.doubt(PEOPLE, item.key, **owner.scope)
        self.snapshot.doubt(NUMBERS, **owner.scope)

    def _tell_pending(self, item: Item[User]) -> None:
        """Tell that a user with a free Webex account must consent."""
        text = f"user {item.key} has a free Webex account and must agree to move it"
        if item.desired.send_consent_email:
            self.run.warn(f"{text}: Webex has sent the request; run again afterwards to set the rest")
        else:
            self.run.warn(f"{text}: set send_consent_email=true to have Webex ask, and run again afterwards")

    def _scope(self, owner: Owner) -> dict[str, Any]:
        return {"customerId": str(owner.id), **on_behalf(self.client)}

    def _knows_people(self, owner: Owner) -> bool:
        """Tell whether it has been read who is in the organization."""
        return self.snapshot.touched(PEOPLE, **owner.scope)

    def _check_package(self, change: Change[User], package: str, owner: Owner) -> None:
        """Refuse calling without a line, and warn of a package that the customer does not have.

        Source: Webex for Wholesale API, "Provision a Wholesale Subscriber".
        """
        coming = self.run.coming.get(owner.reference)
        offered = coming.change.after("packages") if coming else (owner.answer or {}).get("packages")
        email = change.desired.email
        if offered is not None and package not in offered:
            names = ", ".join(map(str, offered))
            self.run.warn(doubt("A72", f"user {email}: package: {package} is none of the customer's packages: {names}"))
        if not packages.with_calling(package):
            return
        problems = []
        if not change.after("phone_number") and not change.after("extension"):
            text = f"{package} includes calling: give phone_number, extension or both"
            problems.append(Refused("phone_number", text))
        if not change.after("location"):
            problems.append(Refused("location", f"is required for {package}, which includes calling"))
        for problem in problems:
            if package in packages.CALLING:
                raise problem
            self.run.warn(doubt("A71", f"user {email}: {problem}"))

    def _check_roles(self, change: Change[User], package: str, owner: Owner) -> None:
        """Tell of administrators who are to have another package than the one their organization was created with."""
        if change.touches("roles"):
            role_ids(self.run, change.after("roles") or [])
        before = (change.observed.roles or ()) if change.observed else ()
        after = change.after("roles") or ()
        was, will_be = (wants_full_administrator(self.run, roles) for roles in (before, after))
        if was and change.touches("package"):
            old = str(change.changes["package"][0])
            if packages.RANK.get(package, 0) < packages.RANK.get(old, 0):
                text = f"package: {change.desired.email} is {FULL_ADMINISTRATOR}: {old} cannot become {package}"
                self.run.warn(doubt("A70", text))
        if was and not will_be:
            self.run.warn(f"{change.desired.email} will not be {FULL_ADMINISTRATOR} any more: leave the customer one")
        if will_be and (founding := self._founding_package(owner)) and package != founding:
            text = f"package: {change.desired.email} is to be {FULL_ADMINISTRATOR}, who must have the package"
            self.run.warn(doubt("A39", f"{text} the organization was created with, {founding}, not {package}"))

    def _note_leader(self, key: str, mine: Sequence[User]) -> None:
        """Remember who is to be the first user of a new organization, whom Webex makes an administrator.

        So that this is not left to chance, it is the first who shall be one, or else the first listed.
        """
        if mine and key not in self._leaders:
            admins = (user for user in mine if user.roles and wants_full_administrator(self.run, user.roles))
            self._leaders[key] = next(admins, mine[0])

    def _founding_package(self, owner: Owner) -> str | None:
        """Return the package of the first user, whom Webex made administrator; None when there is no user yet."""
        if owner.key in self._leaders:
            return self._leaders[owner.key].package
        if not owner.there:
            return None
        scope = self._scope(owner)
        if self.snapshot.whole(SUBSCRIBERS, **scope):
            answers = self.snapshot.all(SUBSCRIBERS, **scope)
        else:
            query = {"sortBy": "created", "sortOrder": "ASC", "max": 1, **scope}
            answers = (self.snapshot.thing(SUBSCRIBERS.path, **query) or {}).get("items") or []
        first = min(answers, key=lambda answer: str(answer.get("created")), default=None)
        return _package(first) if first else None


def _needs_person(desired: User, answer: Mapping[str, Any] | None) -> bool:
    """Tell whether the person must be read to know what there is."""
    given = desired.model_fields_set
    if answer is None:
        return bool(given & {"first_name", "last_name", "roles", "remove_person"})
    return bool(given & set(PERSONAL)) or (desired.package is not None and desired.package != _package(answer))


def _package(answer: Mapping[str, Any]) -> str | None:
    return next(iter(answer.get("packages") or []), answer.get("package"))


def _short(entry: Mapping[str, Any]) -> dict[str, str | None]:
    return {"extension": entry.get("extension")}
