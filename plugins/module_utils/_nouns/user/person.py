# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The person behind a user, whom Webex replaces as a whole, and the roles of a person. Sources: People, Roles APIs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from ..._engine.item import Item
from ..._engine.run import Run
from ..._engine.snapshot import Answer
from ..._engine.steps import Id
from ..._http import ids
from ..._http.errors import Refused, WebexError
from ..collections import PEOPLE, ROLES
from ..owners import Owner
from .model import FULL_ADMINISTRATOR, LINE, PERSON, SUBSCRIPTION, User, package_of

WRITABLE = (
    "emails",
    "displayName",
    "firstName",
    "lastName",
    "avatar",
    "orgId",
    "roles",
    "licenses",
    "department",
    "manager",
    "managerId",
    "title",
    "addresses",
    "siteUrls",
    "extension",
    "locationId",
)
"""What "Update a Person" takes as it is read. phoneNumbers and loginEnabled differ; nickName follows the first name."""
CALLING = ("phoneNumbers", "extension", "locationId")
PERSONAL = tuple(PERSON.fields(User))
"""Fields that only the person shows."""
SENT = ("location", *SUBSCRIPTION.fields(User))
"""Fields that subscribing a user sends."""


def afterwards(desired: User) -> list[str]:
    """Return the given fields that subscribing a user cannot send: they are set on the person afterwards."""
    return [name for name in PERSONAL if name not in SENT and getattr(desired, name) is not None]


def needs_person(desired: User, subscriber: Mapping[str, Any] | None) -> bool:
    """Tell whether the person must be read to know what there is."""
    given = desired.model_fields_set
    if subscriber is None:
        return bool(given & ({*PERSONAL, "remove_person"} - {"location", *LINE}))
    return bool(given & set(PERSONAL)) or (desired.package is not None and desired.package != package_of(subscriber))


def person_now(run: Run, item: Item[User], person: Id) -> Answer | None:
    """Return the person, or None while it does not show yet what this run has done to it.

    Webex replaces a person as a whole: what is missing in what was read, a license or a line, would be lost.
    """
    now = run.client.get(f"people/{person.known()}", callingData=True)
    change = item.change
    if not any(step.state == "made" and "package" in step.fields for step in item.steps):
        return now
    if change.observed is not None:
        before = run.snapshot.kept(("licenses", person.known()), list)
        return None if sorted(now.get("licenses") or ()) == before else now
    shown = PERSON.read(User, now)
    late = any(getattr(change.desired, name) and not shown[name] for name in ("location", *LINE))
    return None if late or not now.get("licenses") else now


def person_body(run: Run, person: Answer, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a person as it is at this moment, with some fields changed, as Webex takes it."""
    body = _writable(person)
    plain = {name: value for name, value in values.items() if name != "roles"}
    for key, value in PERSON.body(User, plain).items():
        if value or key == "phoneNumbers":
            body[key] = value
        else:
            body.pop(key, None)  # what a replacement leaves out is gone
    if "roles" in values:
        body["roles"] = role_ids(run, values["roles"] or [])
    if "first_name" in values or "last_name" in values:
        body["displayName"] = f"{body.get('firstName', '')} {body.get('lastName', '')}".strip()
    return body


def calling_data(body: Mapping[str, Any]) -> bool | None:
    """Return the query parameter callingData: Webex wants a calling license of whom it is given calling data."""
    return True if any(name in body for name in CALLING) else None


def _writable(person: Answer) -> dict[str, Any]:
    """Return a person as one may write it: numbers for work only, without those that repeat the extension."""
    body = {name: person[name] for name in WRITABLE if person.get(name) is not None}
    numbers = [each for each in person.get("phoneNumbers") or [] if each.get("type") == "work" and each.get("value")]
    if numbers:
        body["phoneNumbers"] = [{"type": "work", "value": each["value"]} for each in numbers]
    login = person.get("loginEnabled")
    if login is not None:
        body["loginEnabled"] = str(login).lower() == "true"  # a text in answers, a truth value in requests
    return body


def read_roles(run: Run, given_ids: Iterable[str], words: Collection[str]) -> list[str]:
    """Return a person's roles in the words of the options, or else by name."""
    found = []
    for role_id in given_ids:
        role = run.snapshot.one(ROLES, role_id) or {"id": role_id, "name": role_id}
        found.append(next((word for word in words if _refers(word, role)), str(role.get("name"))))
    return found


def roles_of(run: Run, owner: Owner, email: str) -> list[str]:
    """Return the names of a person's roles; none where the token may not read them."""
    try:
        person = run.snapshot.one(PEOPLE, email, **owner.scope) or {}
        return sorted(read_roles(run, person.get("roles") or [], ()))
    except WebexError:
        return []


def role_ids(run: Run, given: Iterable[str]) -> list[str]:
    """Return the ids of roles given by name or id; Refused lists the roles there are."""
    found = []
    for word in given:
        role = run.snapshot.one(ROLES, word)
        if role is None or not role.get("id"):
            names = ", ".join(sorted(str(each.get("name")) for each in run.snapshot.all(ROLES))) or "none"
            raise Refused("roles", f"there is no role {word}; there are: {names}")
        found.append(str(role["id"]))
    return found


def wants_full_administrator(run: Run, given: Collection[str]) -> bool:
    """Tell whether the role of a full administrator is among roles given by name or id."""
    if not given:
        return False
    full = run.snapshot.one(ROLES, FULL_ADMINISTRATOR) or {}
    return any(_refers(word, full) for word in given)


def _refers(reference: str, role: Mapping[str, Any]) -> bool:
    """Tell whether a reference is this role's name, whatever its case, or its id."""
    return str(role.get("name")).casefold() == reference.casefold() or ids.same(role.get("id"), reference)
