# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The persons of an organization, with their roles and locations. Sources: People, Roles and Locations APIs."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from .. import _ids
from .._client import Client
from .._errors import Refused
from .._models.user import FULL_ADMINISTRATOR

PAGE = 100
"""Persons per page: the most that Webex gives together with calling data."""
KEYS = {"first_name": "firstName", "last_name": "lastName"}
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


class People:
    """Reads persons, roles and locations once, and changes persons, whom Webex replaces as a whole."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._persons: dict[str, dict[str, dict[str, Any]]] = {}
        self._whole: set[str] = set()
        self._locations: dict[str, list[dict[str, Any]]] = {}
        self._known_roles: list[dict[str, str]] | None = None
        self._lock = threading.Lock()

    def load(self, org_id: str, *, email: str | None = None) -> None:
        """Read the persons of an organization, unless they are known, or the one with this e-mail."""
        known = self._persons.setdefault(_ids.key(org_id), {})
        if email:
            known.pop(email, None)
        elif _ids.key(org_id) in self._whole:
            return
        query: dict[str, Any] = {"orgId": org_id, "email": email, "callingData": True, "max": PAGE}
        for person in self._client.pages("people", **query):
            for address in person.get("emails") or []:
                known[str(address).lower()] = person
        if not email:
            self._whole.add(_ids.key(org_id))

    def forget(self, org_id: str) -> None:
        """Read the persons of an organization anew when they are asked for again."""
        self._whole.discard(_ids.key(org_id))

    def find(self, org_id: str, email: str) -> dict[str, Any] | None:
        """Return the person, if read and there."""
        person = self._persons.get(_ids.key(org_id), {}).get(email)
        return person if person and person.get("id") else None

    def have_locations(self, org_id: str) -> bool:
        """Tell whether any person that was read is at a location."""
        return any(person.get("locationId") for person in self._persons.get(_ids.key(org_id), {}).values())

    def load_locations(self, org_id: str) -> None:
        """Read the locations of an organization, unless they are known."""
        with self._lock:
            if _ids.key(org_id) not in self._locations:
                self._locations[_ids.key(org_id)] = list(self._client.pages("locations", orgId=org_id))

    def location_id(self, org_id: str, reference: str) -> str:
        """Return the id of a location given by name or id."""
        self.load_locations(org_id)
        for location in self._locations[_ids.key(org_id)]:
            if _refers(reference, location):
                return str(location["id"])
        names = ", ".join(sorted(str(each.get("name")) for each in self._locations[_ids.key(org_id)])) or "none"
        raise Refused("location", f"there is no location {reference}; there are: {names}")

    def location_in_words(self, org_id: str, location_id: str | None, given: str | None) -> str | None:
        """Return a person's location in the words of the options, or else by name."""
        for location in self._locations.get(_ids.key(org_id), []):
            if location_id and _ids.same(location.get("id"), location_id):
                return given if given and _refers(given, location) else str(location.get("name"))
        return location_id

    def roles_in_words(self, role_ids: Iterable[str], given: Collection[str]) -> list[str]:
        """Return a person's roles in the words of the options, or else by name."""
        names = {_ids.key(role["id"]): role["name"] for role in self._roles()}
        words = []
        for role_id in role_ids:
            role = {"id": role_id, "name": names.get(_ids.key(role_id), role_id)}
            words.append(next((word for word in given if _refers(word, role)), role["name"]))
        return words

    def role_ids(self, given: Iterable[str]) -> list[str]:
        """Return the ids of roles given by name or id; Refused lists the roles there are."""
        ids = []
        for word in given:
            role = next((role for role in self._roles() if _refers(word, role)), None)
            if role is None:
                names = ", ".join(sorted(role["name"] for role in self._roles()))
                raise Refused("roles", f"there is no role {word}; there are: {names}")
            ids.append(role["id"])
        return ids

    def has_full_administrator(self, given: Collection[str]) -> bool:
        """Tell whether the role of a full administrator is among roles given by name or id."""
        if not given:
            return False
        full = next((role for role in self._roles() if role["name"] == FULL_ADMINISTRATOR), {})
        return any(_refers(word, full) for word in given)

    @staticmethod
    def work_number(person: Mapping[str, Any]) -> str | None:
        """Return the number that a person is called at."""
        numbers = [each for each in person.get("phoneNumbers") or [] if each.get("type") == "work"]
        numbers.sort(key=lambda each: not each.get("primary"))
        return numbers[0].get("value") if numbers else None

    def change(self, person_id: str, fields: Mapping[str, Any]) -> None:
        """Change the given fields of a person, leaving all others as they are at this moment."""
        body = _writable(self._client.get(f"people/{person_id}", callingData=True))
        for name, value in fields.items():
            if name == "roles":
                body["roles"] = self.role_ids(value or [])
            elif name == "phone_number":
                body["phoneNumbers"] = [{"type": "work", "value": value}] if value else []
            elif value:
                body[KEYS.get(name, name)] = value
            else:
                body.pop(KEYS.get(name, name), None)  # what a replacement leaves out is gone
        if "first_name" in fields or "last_name" in fields:
            body["displayName"] = f"{body.get('firstName', '')} {body.get('lastName', '')}".strip()
        # Webex wants a calling license of whom it is given calling data.
        calling = True if any(name in body for name in CALLING) else None
        self._client.put(f"people/{person_id}", body, callingData=calling)

    def _roles(self) -> list[dict[str, str]]:
        """Return id and name of all roles."""
        with self._lock:
            if self._known_roles is None:
                answers = self._client.pages("roles")
                self._known_roles = [
                    {"id": str(answer["id"]), "name": str(answer.get("name"))} for answer in answers if answer.get("id")
                ]
            return self._known_roles


def _writable(person: Mapping[str, Any]) -> dict[str, Any]:
    """Return a person as one may write it: numbers for work only, without those that repeat the extension."""
    body = {name: person[name] for name in WRITABLE if person.get(name) is not None}
    numbers = [each for each in person.get("phoneNumbers") or [] if each.get("type") == "work" and each.get("value")]
    if numbers:
        body["phoneNumbers"] = [{"type": "work", "value": each["value"]} for each in numbers]
    login = person.get("loginEnabled")
    if login is not None:
        body["loginEnabled"] = str(login).lower() == "true"  # a text in answers, a truth value in requests
    return body


def _refers(reference: str, named: Mapping[str, Any]) -> bool:
    """Tell whether a reference is this object's name, whatever its case, or its id."""
    return str(named.get("name")).casefold() == reference.casefold() or _ids.same(named.get("id"), reference)
