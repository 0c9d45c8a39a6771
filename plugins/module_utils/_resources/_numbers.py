# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The phone numbers of a customer's locations. Source: Webex Calling numbers API."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from .. import _ids
from .._client import Client
from .._errors import Refused, WebexError, doubt

PAGE = 2000
"""Numbers per page: the most that Webex gives."""
MAX_REMOVED = 5
"""Numbers that one request may remove."""


class Numbers:
    """Reads the numbers of an organization once, and knows which location has them, in which state, for whom."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._loaded: set[str] = set()
        self._of: dict[str, dict[str, dict[str, Any]]] = {}

    def load(self, org_id: str, location_id: str | None = None) -> None:
        """Read the numbers of an organization, or of one of its locations."""
        query: dict[str, Any] = {"orgId": org_id, "locationId": location_id, "max": PAGE}
        found: dict[str, dict[str, dict[str, Any]]] = {_ids.key(location_id): {}} if location_id else {}
        for answer in self._client.pages("telephony/config/numbers", key="phoneNumbers", **query):
            number, location = answer.get("phoneNumber"), (answer.get("location") or {}).get("id")
            if number and location:
                found.setdefault(_ids.key(location), {})[number] = answer
        self._of |= found
        self._loaded.add(_ids.key(org_id))

    def ensure(self, org_id: str, only: str | None = None) -> None:
        """Read the numbers of an organization, or ``only`` one of them, unless they are known."""
        if _ids.key(org_id) in self._loaded:
            return
        if not only:
            self.load(org_id)
            return
        query = {"orgId": org_id, "phoneNumber": only}
        for answer in self._client.pages("telephony/config/numbers", key="phoneNumbers", **query):
            if answer.get("phoneNumber") == only and (location := (answer.get("location") or {}).get("id")):
                self._of.setdefault(_ids.key(location), {})[only] = answer

    def loaded(self, org_id: str) -> bool:
        """Tell whether the numbers of this organization are known."""
        return _ids.key(org_id) in self._loaded

    def of(self, location_id: str | None) -> Mapping[str, dict[str, Any]]:
        """Return Webex's answers of a location's numbers, by number."""
        return self._of.get(_ids.key(location_id or ""), {})

    def active(self, location_id: str) -> list[str]:
        """Return the numbers that can be used: inactive ones are yet to be activated."""
        return sorted(number for number, answer in self.of(location_id).items() if answer.get("state") == "ACTIVE")

    @staticmethod
    def check_main(number: str | None, known: Collection[str]) -> None:
        """Refuse a main number that is none of the location's. Source: "Update a location", callingLineId."""
        if number and number not in known:
            raise Refused("main_number", f"{number} is not a number of the location; list it in numbers too")

    def check_free(
        self, number: str, location_id: str, location: str, person_id: str | None, warn: Callable[[str], None]
    ) -> None:
        """Refuse a number that is not in the location or somebody else's, as Webex itself lists them; warn in doubt."""
        answer = self.of(location_id).get(number)
        if answer is None:
            raise Refused("phone_number", f"{number} is not a number of location {location}; add it there first")
        if answer.get("state") != "ACTIVE":
            warn(doubt("A67", f"phone_number: {number} is not active in location {location}"))
        owner = answer.get("owner") or {}
        if owner.get("id") and not _ids.same(owner["id"], person_id):
            who = " ".join(str(owner[part]) for part in ("firstName", "lastName") if owner.get(part))
            raise Refused("phone_number", f"{number} belongs to {who or owner.get('type')}")
        if answer.get("mainNumber") and not owner:
            warn(doubt("A52", f"phone_number: {number} is the main number of location {location}"))

    @staticmethod
    def check_removable(numbers: Collection[str], known: Mapping[str, dict[str, Any]]) -> None:
        """Refuse to remove the main number (source: "Remove phone numbers from a location"), or one from its owner.

        The latter is a rule of ours: what a list does not name must not be taken from somebody.
        """
        for number in sorted(numbers):
            answer = known.get(number, {})
            owner = answer.get("owner") or {}
            if answer.get("mainNumber"):
                raise Refused("numbers", f"{number} is the main number; purge_numbers cannot remove it")
            if owner.get("id"):
                who = " ".join(str(owner[part]) for part in ("firstName", "lastName") if owner.get(part))
                raise Refused("numbers", f"{number} is assigned to {who or owner.get('type')}; purge_numbers keeps it")

    def add(self, org_id: str, location_id: str, numbers: Sequence[str]) -> None:
        """Add numbers to a location in active state, or activate those it has already."""
        path = f"telephony/config/locations/{location_id}/numbers"
        present = self.of(location_id)
        if new := [number for number in numbers if number not in present]:
            try:
                self._client.post(path, {"phoneNumbers": new, "state": "ACTIVE"}, orgId=org_id)
            except WebexError as error:
                # Numbers that are there are ignored by the document, but refused as others saw it: then read again.
                if error.status != 409:
                    raise
                self.load(org_id, location_id)
                if not set(new) & set(self.of(location_id)):
                    raise
                self.add(org_id, location_id, sorted(set(numbers) - set(self.active(location_id))))
                return
        if inactive := [number for number in numbers if number in present]:
            self._client.put(path, {"phoneNumbers": inactive, "action": "ACTIVATE"}, orgId=org_id)

    def remove(self, org_id: str, location_id: str, numbers: Sequence[str]) -> None:
        """Remove numbers from a location, as many at a time as Webex takes."""
        path = f"telephony/config/locations/{location_id}/numbers"
        for start in range(0, len(numbers), MAX_REMOVED):
            some = list(numbers[start : start + MAX_REMOVED])
            try:
                self._client.delete(path, {"phoneNumbers": some}, orgId=org_id)
            except WebexError as error:
                # So Webex also answers when one of them is not there (code 4251): read again, then judge.
                if error.status != 502:
                    raise
                self.load(org_id, location_id)
                left = [number for number in some if number in self.of(location_id)]
                if left == some:
                    raise
                self.remove(org_id, location_id, left)
