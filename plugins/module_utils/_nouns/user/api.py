# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Users. Sources: Webex for Wholesale API (subscribers); People, Roles and Locations APIs for the rest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from ..._engine.change import Change, compare
from ..._engine.item import Item
from ..._engine.run import Run
from ..._engine.snapshot import Answer
from ..._engine.steps import Claim, Id, Step, Thing
from ..._http import ids
from ..._http.errors import LostAnswer
from .. import emergency, members, numbers, packages, places
from ..collections import LOCATIONS, NUMBERS, PEOPLE, SUBSCRIBERS
from ..owners import Owned, Owner, on_behalf, owner_of
from . import subscription
from .emergency import Emergency
from .invitations import PENDING, consent_step
from .lines import Lines
from .model import LINE, PERSON, SUBSCRIBER, SUBSCRIPTION, User, package_of
from .person import PERSONAL, afterwards, calling_data, needs_person, person_body, person_now, read_roles, roles_of
from .rules import Rules, scope_of

STATUSES = ("provisioned", PENDING)


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
        "details": {"type": "bool", "default": False, "aliases": ["include_person"]},
        **emergency.ASKED,
    }

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        self.lines = Lines(run)
        self.rules = Rules(run)
        self.emergency = Emergency(run, self.lines)
        self.lines_wanted = False

    def key(self, desired: User) -> str:
        """Return the e-mail address."""
        return desired.email or ""

    def observe(self, wanted: Sequence[User]) -> list[User | None]:
        """Read subscribers and, where their fields are wanted, persons: each once per customer, in pages."""
        observed: list[User | None] = [None] * len(wanted)
        self.lines_wanted |= any(getattr(desired, name) for desired in wanted for name in LINE)
        found = list(self.by_owner(wanted))
        self.snapshot.together(
            *(partial(self._read_ahead, owner, [wanted[index] for index in indexes]) for owner, indexes in found)
        )
        for owner, indexes in found:
            mine = [wanted[index] for index in indexes]
            for index in indexes:
                observed[index] = self._read(owner, self._subscriber(owner, wanted[index]), wanted[index])
            if len(mine) > 1 and not self.snapshot.all(SUBSCRIBERS, **scope_of(self.run, owner)):
                self.rules.note_leader(owner.key, mine)
        for reference in {str(desired.customer) for desired in wanted} - {owner.reference for owner, _indexes in found}:
            self.rules.note_leader(reference, [desired for desired in wanted if desired.customer == reference])
        return observed

    def find(self, filters: Mapping[str, Any]) -> list[User]:
        """List the users of a customer; names, numbers and roles are read only when asked for."""
        owner = owner_of(self.run, filters["customer"])
        scope = scope_of(self.run, owner)
        wanted = User(customer=filters["customer"])
        if filters["details"]:
            wanted = User(customer=filters["customer"], **dict.fromkeys(PERSONAL))
        wanted = emergency.asked(wanted, filters)
        if filters["email"]:
            answer = self.snapshot.one(SUBSCRIBERS, filters["email"].lower(), **scope)
            answers = [answer] if answer else []
        else:
            self.snapshot.together(
                lambda: self.snapshot.all(SUBSCRIBERS, **scope),
                lambda: self.snapshot.all(PEOPLE, **owner.scope) if filters["details"] else [],
            )
            answers = self.snapshot.all(SUBSCRIBERS, **scope)
        self.emergency.read_ahead(owner, [(wanted, answer) for answer in answers])
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
            answers = self.snapshot.all(SUBSCRIBERS, **scope_of(self.run, owner))
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
        self.snapshot.doubt(SUBSCRIBERS, email, **scope_of(self.run, owner))
        self.snapshot.doubt(PEOPLE, email, **owner.scope)
        self.snapshot.doubt(NUMBERS, **owner.scope)
        self.emergency.forget(item, owner)

    def check_within(self, item: Item[User], owner: Owner) -> None:
        """Refuse what the rules of Wholesale forbid."""
        change = item.change
        if change.kind == "remove":
            if not item.desired.remove_person and (roles := roles_of(self.run, owner, item.key)):
                names = ", ".join(roles)
                self.run.warn(f"user {item.key} leaves and keeps the role {names}, unless remove_person is set")
            return
        if change.kind == "create":
            change.desired.require("package", why="to create a user")
        package = str(change.after("package"))
        if change.touches("package"):
            self.rules.check_package(change, package, owner)
        if change.touches("roles", "package"):
            self.rules.check_roles(change, package, owner)
        emergency.check(change)

    def gives(self, item: Item[User]) -> Iterator[Thing]:
        """Return the user, and the place of the first one, behind whom the others stand."""
        owner = self.owner(item.desired)
        yield from (members.thing(owner, item.key), *self.rules.first(owner, item.key)[1])

    def steps(self, item: Item[User]) -> Iterator[Step]:
        """Return the writes: the package through the subscriber, everything else through the person."""
        change, owner = item.change, self.owner(item.desired)
        if not change.changed:
            return
        if change.kind == "remove":
            yield from self._removal(item, owner)
        elif change.kind == "create":
            yield from self._creation(item, owner)
        else:
            yield from self._update(item, owner)

    def review(self, items: Sequence[Item[User]]) -> None:
        """Refuse to take numbers away at which emergency services call others back."""
        self.emergency.review([(item, self.owner(item.desired)) for item in items])

    def _creation(self, item: Item[User], owner: Owner) -> Iterator[Step]:
        """Subscribe the user; a role, or the name of a person who existed already, is set on the person."""
        change, desired = item.change, item.desired
        subscriber = self.run.id(f"subscriber {item.key}", owner.key)
        person = self.run.id(f"person {item.key}", owner.key)
        first, _place = self.rules.first(owner, item.key)
        claims = [*self.lines.claims(owner, change), *first]
        if any(claim.refusal for claim in claims) and self._overlooked(item, owner):
            yield from self.steps(item)
            return
        claims += self.emergency.claims(owner, change)
        fields = [*subscription.given(desired), *(["location"] if desired.location else [])]
        pending: list[bool] = []

        def subscribed(answer: dict[str, Any]) -> None:
            self._subscribed(item, owner, subscriber, person, answer)
            if answer.get("status") == PENDING:
                pending.append(True)
                self._tell_pending(item)

        yield Step(
            "subscribe the user", "POST", (SUBSCRIBERS.path,), partial(subscription.body, self.lines, owner, desired),
            on_behalf(self.run), fields, claims=claims, frees=frozenset(self.gives(item)),
            creates=True, then=subscribed,
        )  # fmt: skip
        if desired.send_consent_email:
            yield consent_step(
                self.run, subscriber, needed=lambda: bool(pending),
                when="Webex answers that the user has a free account, which he must agree to move",
            )  # fmt: skip
        existing = (
            self.snapshot.one(PEOPLE, item.key, **owner.scope) if owner.there and self._knows_people(owner) else None
        )
        different = existing is not None and any(
            getattr(desired, name) not in (None, existing.get(key))
            for name, key in (("first_name", "firstName"), ("last_name", "lastName"))
        )
        if (late := afterwards(desired)) or different:
            names = [name for name in ("first_name", "last_name") if change.touches(name)] + late
            step = self._change_person(item, owner, person, names)
            step.needed = lambda: not pending
            yield step
        for step in self.emergency.steps(item, owner, person):
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
                claims = [*self.lines.claims(owner, change), *self.emergency.claims(owner, change)]
                line = {name: value for name in LINE if (value := change.after(name))}
                fields += [name for name in left if name in ("location", *LINE)]
                left = [name for name in left if name not in ("location", *LINE)]
            frees = () if packages.with_calling(after) else self.lines.given_up(owner, observed)

            yield Step(
                f"change the package to {after}", "PUT", (f"{SUBSCRIBERS.path}/{observed.id}",),
                partial(self._repackaging, owner, change, body, line),
                on_behalf(self.run), fields, claims=claims, frees=frozenset(frees),
                then=lambda answer: self._repackaged(owner, item, after),
            )  # fmt: skip
        if "location" in left:
            yield self.lines.move(item, owner, person)
            left = [name for name in left if name not in ("location", *LINE)]
        if left:
            yield self._change_person(item, owner, person, left)
        yield from self.emergency.steps(item, owner, person)

    def _removal(self, item: Item[User], owner: Owner) -> Iterator[Step]:
        """Unsubscribe the user; the person stays in the organization unless remove_person is set."""
        observed = item.change.existing
        scope = scope_of(self.run, owner)
        if observed.id:
            frees = frozenset(self.lines.given_up(owner, observed)) if self.lines_wanted else frozenset()
            yield Step(
                "unsubscribe the user", "DELETE", (f"{SUBSCRIBERS.path}/{observed.id}",), query=on_behalf(self.run),
                frees=frees, then=lambda answer: self._gone(owner, item, scope),
            )  # fmt: skip
        if item.desired.remove_person and observed.person_id:
            yield Step(
                "remove the person", "DELETE", (f"people/{observed.person_id}",),
                frees=frozenset({emergency.gone(owner, "user")}),
                then=lambda answer: self.snapshot.drop(PEOPLE, item.key, **owner.scope),
            )  # fmt: skip

    def _change_person(self, item: Item[User], owner: Owner, person: Id, names: Sequence[str]) -> Step:
        """Return the step that changes fields of the person, whom Webex replaces as a whole."""
        change = item.change
        values = {name: change.after(name) for name in names if change.touches(name)}
        claims, frees = [], []
        if change.observed and set(names) & set(LINE):
            before = {name: getattr(change.observed, name) for name in names if name in LINE}
            frees = list(numbers.frees(owner, self.lines.place(owner, change.observed), before))
            claims = list(self.lines.claims(owner, change, own=True))
            frees.append(members.thing(owner, item.key))  # who has another line now

        def body() -> dict[str, Any]:
            now = self.run.caught_up(f"person {item.key} as changed", partial(person_now, self.run, item, person))
            return person_body(self.run, now, values)

        return Step(
            f"change {', '.join(name.replace('_', ' ') for name in sorted(values))} of the person", "PUT",
            ("people/", person), body, {"callingData": calling_data}, sorted(values), claims=claims,
            frees=frozenset(frees),
            then=lambda answer: self.lines.changed(owner, item, person),
            park=partial(self.lines.park, item, owner, person, values),
        )  # fmt: skip

    def _read_ahead(self, owner: Owner, mine: Sequence[User]) -> None:
        """Read side by side what these users need, and nothing that nobody asks for."""
        scope = scope_of(self.run, owner)
        self.snapshot.expect(SUBSCRIBERS, len(mine), **scope)
        if len(mine) == 1:
            return
        needed = [desired for desired in mine if needs_person(desired, self._subscriber(owner, desired))]
        readings: list[Callable[[], object]] = []
        if needed:
            readings.append(lambda: self.snapshot.expect(PEOPLE, len(mine), **owner.scope))
        if any(desired.location for desired in mine):
            readings.append(lambda: self.snapshot.all(LOCATIONS, **owner.scope))
        self.snapshot.together(*readings)
        self.emergency.read_ahead(owner, [(each, self._subscriber(owner, each)) for each in mine])

    def _overlooked(self, item: Item[User], owner: Owner) -> bool:
        """Tell whether a user who seems to be new is there, on a list whose pages shifted while they were read."""
        if not (owner.there and self.snapshot.one(SUBSCRIBERS, item.key, sure=True, **scope_of(self.run, owner))):
            return False
        item.change = compare(self.observe([item.desired])[0], item.desired)
        return True

    def _subscriber(self, owner: Owner, desired: User) -> Answer | None:
        answer = self.snapshot.one(SUBSCRIBERS, self.key(desired), **scope_of(self.run, owner))
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
        asked = needs_person(wanted, answer)
        person = self._person(owner, email, answer) if asked else None
        if answer is None:
            # Somebody unsubscribed before is still a person; that matters only to those who want it gone.
            return User(email=email, person_id=person["id"]) if person and wanted.remove_person else None
        if answer.get("status") not in STATUSES:
            self.run.warn(f"user {email} has a status unknown to this version: {answer.get('status')}")
        package = package_of(answer)
        if package not in packages.USER:
            self.run.warn(f"user {email} has a package unknown to this version: {package}")
        known = SUBSCRIBER.read(User, answer) | {"customer": wanted.customer, "email": email, "package": package}
        known["errors"] = known["errors"] or []
        if person is not None:
            known |= {"person_id": person["id"], **PERSON.read(User, person)}
            self.snapshot.kept(("licenses", str(person["id"])), lambda: sorted(person.get("licenses") or ()))
            known["location"] = places.in_words(self.run, owner, person.get("locationId"), wanted.location)
            known["roles"] = sorted(read_roles(self.run, person.get("roles") or [], wanted.roles or ()))
        known |= self.emergency.read(owner, wanted, answer)
        return User.observed(**known)

    def _line(self, owner: Owner, location: str | None, line: Mapping[str, str]) -> dict[str, Any]:
        """Return number, extension and location as the subscriber API takes them."""
        parameters = dict(SUBSCRIPTION.body(User, line)["provisioningParameters"])
        if location:
            parameters["locationId"] = places.location(self.run, owner, location)[1].known()
        return {"provisioningParameters": parameters}

    def _subscribed(self, item: Item[User], owner: Owner, subscriber: Id, person: Id, answer: Answer) -> None:
        known = {"id": answer.get("id"), "person_id": answer.get("personId"), "status": answer.get("status")}
        item.returned |= known
        subscriber.value, person.value = answer.get("id"), answer.get("personId")
        if person.value:
            self.snapshot.fresh.add(ids.key(person.value))
        elif answer.get("status") != PENDING and afterwards(item.desired):
            raise LostAnswer("Webex subscribed the user, but did not say which person it is")
        kept = {"email": item.key, "packages": [item.desired.package], "customerId": owner.id.known(), **answer}
        self.snapshot.put(SUBSCRIBERS, kept, **scope_of(self.run, owner))
        self.snapshot.doubt(PEOPLE, item.key, **owner.scope)
        self.lines.changed(owner, item, person)

    def _repackaging(
        self, owner: Owner, change: Change[User], body: dict[str, Any], line: Mapping[str, str]
    ) -> dict[str, Any]:
        """Return the body for another package, with the line of who gets calling by it."""
        return {**body, **self._line(owner, change.after("location"), line)} if line else body

    def _repackaged(self, owner: Owner, item: Item[User], package: str) -> None:
        scope = scope_of(self.run, owner)
        known = self.snapshot.one(SUBSCRIBERS, item.key, **scope) or {}
        self.snapshot.put(SUBSCRIBERS, {**known, "packages": [package], "package": package}, **scope)
        self.lines.changed(owner, item, self.run.id(f"person {item.key}", owner.key))

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

    def _knows_people(self, owner: Owner) -> bool:
        """Tell whether it has been read who is in the organization."""
        return self.snapshot.touched(PEOPLE, **owner.scope)
