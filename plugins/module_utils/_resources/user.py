# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Users. Sources: Webex for Wholesale API (subscribers); People, Roles and Locations APIs for the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from .. import _ids
from .._converge import Action, Item
from .._errors import LostAnswer, Refused, WebexError, doubt
from .._models import packages
from .._models.user import FULL_ADMINISTRATOR, User
from ._base import Context
from ._customer_objects import CustomerObjects
from ._numbers import Numbers
from ._people import People
from ._subscribers import SUBSCRIBERS, Subscribers

STATUSES = ("provisioned", "pending_user_migration")
PERSONAL = ("first_name", "last_name", "phone_number", "extension", "location", "roles")
"""Fields that only the person shows."""


class Users(CustomerObjects[User]):
    """Subscribes users, keeps their package, name, number, extension, location and roles, and removes them."""

    name = "wholesale_user"
    plural = "wholesale_users"
    model = User
    waits = True
    remembers = True
    purges = True
    filters = {
        "customer": {"type": "str", "required": True},
        "email": {"type": "str"},
        "status": {"type": "str", "choices": list(STATUSES)},
        "package": {"type": "str", "choices": list(packages.USER)},
        "include_person": {"type": "bool", "default": False},
    }

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.subscribers = Subscribers(self.client, self.directory.scope)
        self.people = People(self.client)
        self.numbers = Numbers(self.client)
        self._founders: dict[str, str | None] = {}
        self._leaders: set[tuple[str, str]] = set()
        self._leading: dict[str, Item[User]] = {}

    def key(self, desired: User) -> str:
        """Return the e-mail address."""
        return desired.email or ""

    def observe(self, wanted: Sequence[User], *, anew: bool = False) -> list[User | None]:
        """Read subscribers and, where their fields are wanted, persons: each once per customer, in pages."""
        observed: list[User | None] = [None] * len(wanted)
        for customer, places in self.by_customer(wanted):
            org_id, mine = str(customer["orgId"]), [wanted[place] for place in places]
            only = self.subscribers.only(customer, [self.key(desired) for desired in mine], anew=anew)
            if only is None and not self.subscribers.knows(customer):
                self.people.forget(org_id)
            subscribers = self.subscribers.read(customer, only)
            if any(_needs_person(desired, subscribers.get(self.key(desired))) for desired in mine):
                self.people.load(org_id, email=only)
            if any(desired.location for desired in mine) or self.people.have_locations(org_id):
                self.people.load_locations(org_id)
            if only is None:
                self._note_founder(_ids.key(str(customer["id"])), subscribers.values(), mine)
            for place in places:
                answer = subscribers.get(self.key(wanted[place]))
                observed[place] = self._read(customer, answer, wanted[place])
        return observed

    def find(self, filters: Mapping[str, Any]) -> list[User]:
        """List the users of a customer; names, numbers and roles are read only when asked for."""
        customer = self.customer(filters["customer"])
        email = filters["email"] and filters["email"].lower()
        answers = list(self.subscribers.list(customer, email=email, status=filters["status"]))
        wanted = User(customer=filters["customer"])
        if filters["include_person"]:
            self.people.load(str(customer["orgId"]), email=email)
            self.people.load_locations(str(customer["orgId"]))
        users = [self._read(customer, answer, wanted) for answer in answers]
        return [user for user in users if user and filters["package"] in (None, user.package)]

    def stages(self, items: Sequence[Item[User]]) -> list[list[Item[User]]]:
        """Removals come first, as they free numbers; then who is to be a new organization's first user."""
        removed: list[Item[User]] = []
        leading: list[Item[User]] = []
        others: list[Item[User]] = []
        for item in items:
            leads = (self.reference(item.desired), item.key) in self._leaders
            (removed if item.action.kind == "remove" else leading if leads else others).append(item)
        self._leading = {
            self.reference(item.desired): item
            for item in leading
            if self.people.has_full_administrator(item.desired.roles or ())
        }
        return [removed, leading, others]

    def leftovers(self, customers: Collection[str], listed: Sequence[User]) -> list[tuple[User, User]]:
        """Return the users that these customers have besides the listed ones, without administrators."""
        found = []
        for reference, customer, keys in self.complete(customers, listed):
            self.people.load(str(customer["orgId"]))
            for answer in self.subscribers.list(customer):
                desired = User(customer=reference, email=str(answer.get("email")).lower())
                existing = self._read(customer, answer, desired)
                if self.key(desired).casefold() in keys or existing is None:
                    continue
                if any("administrator" in role.casefold() for role in existing.roles or ()):
                    self.context.warn(f"{desired.email} is an administrator and not purged; to remove it, name it")
                    continue
                found.append((desired, existing))
        return found

    def check_within(self, item: Item[User], action: Action[User]) -> None:
        """Refuse what the rules of Wholesale forbid, and numbers and locations that are not there."""
        if action.kind == "remove":
            return
        desired, customer = action.desired, self.customer(self.reference(action.desired))
        if action.kind == "create":
            desired.require("package", why="to create a user")
        package = str(action.after("package"))
        if action.touches("package"):
            self._check_package(action, package, customer)
        if action.touches("roles", "package"):
            self._check_roles(action, package, customer)
        if action.touches("location", "phone_number"):
            self._check_number(action, customer)

    def create(self, item: Item[User], action: Action[User]) -> dict[str, Any]:
        """Subscribe the user; a role, or the name of a person who existed already, is set on the person."""
        desired, customer = action.desired, self.customer(self.reference(action.desired))
        self.subscribers.touch(self.key(desired))
        leader = self._leading.get(self.reference(desired), item)
        if leader is not item and leader.error:
            raise WebexError(
                f"not tried, as {leader.key} failed, and Webex would make another first user the administrator",
                hint="Run again when the cause of that is mended.",
            )
        parameters = {"firstName": desired.first_name, "lastName": desired.last_name, **self._line(action, customer)}
        body = {
            "customerId": customer["id"],
            "email": desired.email,
            "packages": [desired.package],
            "provisioningParameters": {key: value for key, value in parameters.items() if value},
        }
        answer = self.client.post(SUBSCRIBERS, body, **self.directory.scope)
        item.done.append("subscribed the user")
        returned = {"id": answer.get("id"), "person_id": answer.get("personId"), "status": answer.get("status")}
        if answer.get("status") == "pending_user_migration":
            self._consent(item, str(answer.get("id")))
            return returned
        existing = self.people.find(str(customer["orgId"]), self.key(desired))
        different = existing is not None and any(
            getattr(desired, name) not in (None, existing.get(key))
            for name, key in (("first_name", "firstName"), ("last_name", "lastName"))
        )
        if desired.roles is not None or different:
            if not answer.get("personId"):
                raise LostAnswer("Webex subscribed the user, but did not say which person it is")
            self._change_person(item, action, str(answer.get("personId")), ("first_name", "last_name", "roles"))
        return returned

    def update(self, item: Item[User], action: Action[User]) -> dict[str, Any]:
        """Change the package through the subscriber, everything else through the person."""
        observed, customer = action.existing, self.customer(self.reference(action.desired))
        self.subscribers.touch(self.key(action.desired))
        left = [name for name in PERSONAL if action.touches(name)]
        if action.touches("package"):
            body: dict[str, Any] = {"packages": [action.after("package")]}
            if observed.package in packages.WITHOUT_CALLING and packages.with_calling(str(action.after("package"))):
                body["provisioningParameters"] = self._line(action, customer)
                left = [name for name in left if name not in ("phone_number", "extension", "location")]
            self.client.put(f"{SUBSCRIBERS}/{observed.id}", body, **self.directory.scope)
            item.done.append("changed the package")
        if "location" in left:
            self._move(item, action, customer)
            left = [name for name in left if name not in ("phone_number", "extension", "location")]
        if left:
            self._change_person(item, action, str(observed.person_id), left)
        return {}

    def remove(self, item: Item[User], action: Action[User]) -> None:
        """Unsubscribe the user; the person stays in the organization unless remove_person is set."""
        observed = action.existing
        self.subscribers.touch(self.key(action.desired))
        if observed.id:
            self.client.delete(f"{SUBSCRIBERS}/{observed.id}", **self.directory.scope)
            item.done.append("unsubscribed the user")
        if action.desired.remove_person and observed.person_id:
            self.client.delete(f"people/{observed.person_id}")
            item.done.append("removed the person")

    def _read(self, customer: Mapping[str, Any], answer: Mapping[str, Any] | None, wanted: User) -> User | None:
        org_id = str(customer["orgId"])
        email = str(answer["email"]).lower() if answer else self.key(wanted)
        person = self.people.find(org_id, email)
        if answer is None:
            # Somebody unsubscribed before is still a person; that matters only to those who want it gone.
            return User(email=email, person_id=person["id"]) if person and wanted.remove_person else None
        if answer.get("status") not in STATUSES:
            self.context.warn(f"user {email} has a status unknown to this version: {answer.get('status')}")
        package = next(iter(answer.get("packages") or []), answer.get("package"))
        if package not in packages.USER:
            self.context.warn(f"user {email} has a package unknown to this version: {package}")
        known: dict[str, Any] = {
            "customer": wanted.customer,
            "email": email,
            "id": answer.get("id"),
            "person_id": answer.get("personId"),
            "status": answer.get("status"),
            "package": package,
            "errors": answer.get("errors") or [],
        }
        if person is not None:
            known |= {
                "person_id": person["id"],
                "first_name": person.get("firstName"),
                "last_name": person.get("lastName"),
                "phone_number": self.people.work_number(person),
                "extension": person.get("extension"),
                "location": self.people.location_in_words(org_id, person.get("locationId"), wanted.location),
                "roles": sorted(self.people.roles_in_words(person.get("roles") or [], wanted.roles or ())),
            }
        return User.observed(**known)

    def _check_package(self, action: Action[User], package: str, customer: Mapping[str, Any]) -> None:
        offered = [str(each) for each in customer.get("packages") or []]
        email = action.desired.email
        if package not in offered:
            text = f"user {email}: package: {package} is none of the customer's packages: {', '.join(offered)}"
            self.context.warn(doubt("A72", text))
        if not packages.with_calling(package):
            return
        problems = []
        # Source: "Provision a Wholesale Subscriber".
        if not action.after("phone_number") and not action.after("extension"):
            problems.append(
                Refused("phone_number", f"{package} includes calling: give phone_number, extension or both")
            )
        if not action.after("location"):
            problems.append(Refused("location", f"is required for {package}, which includes calling"))
        for problem in problems:
            if package in packages.CALLING:
                raise problem
            self.context.warn(doubt("A71", f"user {email}: {problem}"))

    def _check_roles(self, action: Action[User], package: str, customer: Mapping[str, Any]) -> None:
        """Tell of administrators who are to have another package than the one their organization was created with."""
        if action.touches("roles"):
            self.people.role_ids(action.after("roles") or [])
        before = (action.observed.roles or ()) if action.observed else ()
        after = action.after("roles") or ()
        if self.people.has_full_administrator(before) and action.touches("package"):
            old = str(action.changes["package"][0])
            if packages.RANK.get(package, 0) < packages.RANK.get(old, 0):
                text = f"package: {action.desired.email} is {FULL_ADMINISTRATOR}: {old} cannot become {package}"
                self.context.warn(doubt("A70", text))
        if self.people.has_full_administrator(before) and not self.people.has_full_administrator(after):
            self.context.warn(
                f"{action.desired.email} will not be {FULL_ADMINISTRATOR} any more: leave the customer one"
            )
        if self.people.has_full_administrator(after):
            founding = self._founding_package(customer)
            if founding and package != founding:
                text = f"package: {action.desired.email} is to be {FULL_ADMINISTRATOR}, who must have the package"
                self.context.warn(doubt("A39", f"{text} the organization was created with, {founding}, not {package}"))

    def _note_founder(self, customer_id: str, subscribers: Collection[Mapping[str, Any]], mine: Sequence[User]) -> None:
        """Remember whose package administrators must have: the first user's, who is yet to come in a new organization.

        Webex makes the first user an administrator. So that this is not left to chance, it is the first who shall be
        one, or else the first listed, and is created before all others.
        """
        if customer_id in self._founders:
            return
        self._founders[customer_id] = _oldest(subscribers)
        if not subscribers and mine:
            leader = next((user for user in mine if self.people.has_full_administrator(user.roles or ())), mine[0])
            self._founders[customer_id] = leader.package
            self._leaders.add((self.reference(leader), self.key(leader)))

    def _founding_package(self, customer: Mapping[str, Any]) -> str | None:
        """Return the package of the first user, whom Webex made administrator; None when there is no user yet."""
        key = _ids.key(str(customer["id"]))
        if key not in self._founders:
            self._founders[key] = _oldest(self.subscribers.first(customer))
        return self._founders[key]

    def _check_number(self, action: Action[User], customer: Mapping[str, Any]) -> None:
        """Refuse a location that does not exist, and a number that is not free in the location."""
        org_id, location, number = str(customer["orgId"]), action.after("location"), action.after("phone_number")
        if not location:
            return
        if action.kind == "update" and not action.touches("phone_number"):
            number = None  # one's own number moves along
        try:
            location_id = self.people.location_id(org_id, location)
            if number:
                self.numbers.ensure(org_id, None if self.subscribers.knows(customer) else number)
                person_id = action.observed.person_id if action.observed else None
                self.numbers.check_free(number, location_id, location, person_id, self.context.warn)
        except Refused as error:
            if not self.context.check_mode:
                raise
            self.context.warn(f"user {action.desired.email}: {error}; an earlier task may be about to add it")

    def _line(self, action: Action[User], customer: Mapping[str, Any]) -> dict[str, Any]:
        """Return number, extension and location as the subscriber API takes them."""
        line: dict[str, Any] = {
            "primaryPhoneNumber": action.after("phone_number"),
            "extension": action.after("extension"),
        }
        if action.after("location"):
            line["locationId"] = self.people.location_id(str(customer["orgId"]), action.after("location"))
        return {key: value for key, value in line.items() if value}

    def _change_person(self, item: Item[User], action: Action[User], person_id: str, names: Iterable[str]) -> None:
        """Change fields of the person, from a fresh copy: Webex replaces persons as a whole."""
        fields = {name: action.after(name) for name in names if action.touches(name)}
        self.people.change(person_id, fields)
        item.done.append(f"changed {', '.join(sorted(fields))} of the person")

    def _move(self, item: Item[User], action: Action[User], customer: Mapping[str, Any]) -> None:
        """Move a user with calling to another location, which Webex does in a job."""
        org_id = str(customer["orgId"])
        user = {"userId": action.existing.person_id}
        # What is not given moves along, what is empty is removed.
        for option, key in (("phone_number", "phoneNumber"), ("extension", "extension")):
            if action.touches(option):
                user[key] = action.after(option) or ""
        target = {
            "locationId": self.people.location_id(org_id, action.after("location")),
            "validate": False,
            "users": [user],
        }
        jobs = "telephony/config/jobs/person/moveLocation"
        answer = self.client.post(jobs, {"usersList": [target]}, orgId=org_id)
        job = answer.get("response")
        if not isinstance(job, dict) or not job.get("id"):
            raise WebexError(f"Webex did not accept moving {item.key} to {action.after('location')}")
        self.finish(f"{jobs}/{job['id']}", org_id, f"moving {item.key} to {action.after('location')}")
        item.done.append("moved the user to another location")

    def _consent(self, item: Item[User], subscriber_id: str) -> None:
        """Tell that a user with a free Webex account must consent, and ask for it when that is wanted."""
        text = f"user {item.key} has a free Webex account and must agree to move it"
        if item.desired.send_consent_email:
            # The document has this path without /wholesale.
            self.client.post(f"subscribers/{subscriber_id}/emails/consentMove", **self.directory.scope)
            item.done.append("sent the consent e-mail")
            self.context.warn(f"{text}: Webex has sent the request; run again afterwards to set the rest")
        else:
            self.context.warn(f"{text}: set send_consent_email=true to have Webex ask, and run again afterwards")


def _needs_person(desired: User, answer: Mapping[str, Any] | None) -> bool:
    """Tell whether the person must be read to know what there is."""
    given = desired.model_fields_set
    if answer is None:
        return bool(given & {"first_name", "last_name", "roles", "remove_person"})
    packages_now = answer.get("packages") or [answer.get("package")]
    return bool(given & set(PERSONAL)) or (desired.package is not None and desired.package not in packages_now)


def _oldest(answers: Iterable[Mapping[str, Any]]) -> str | None:
    """Return the package of the subscriber who was there first."""
    first = min(answers, key=lambda answer: str(answer.get("created")), default=None)
    if not first:
        return None
    return next(iter(first.get("packages") or []), first.get("package"))
