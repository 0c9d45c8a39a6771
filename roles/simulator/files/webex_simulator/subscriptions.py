# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What subscribing does to the person: licence, calling data, the first administrator."""

from __future__ import annotations

import json
from typing import Any

from webex_simulator import ids
from webex_simulator.calling import add_license, clear_calling, drop_license, find_license, find_location, set_calling
from webex_simulator.errors import missing
from webex_simulator.fields import optional_text
from webex_simulator.packages import CALLING, has_calling
from webex_simulator.seed import FULL_ADMIN, person_document
from webex_simulator.store import Row, Store

_WHERE = "provisioningParameters."


class Subscriptions:
    """Starts, changes and ends the subscription of one person."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def start(self, key: str, now: float) -> None:
        """Provision a subscriber's person: an existing one of the organization, or a new one."""
        row = self._store.one(
            "SELECT subscriber.*, org FROM subscriber JOIN customer ON customer.id = customer WHERE subscriber.id = ?",
            key,
        )
        if row is None:
            return
        parameters = json.loads(row["parameters"])
        existing = self._store.one("SELECT id FROM person WHERE email = ? AND org = ?", row["email"], row["org"])
        person = existing["id"] if existing is not None else self._create(row, parameters, now)
        self._equip(person, row["org"], row["package"], parameters)
        self._store.update("subscriber", key, person=person, status="provisioned", changed=now)

    def change_package(self, row: Row, org: str, package: str, parameters: dict[str, Any]) -> None:
        """Replace the subscriber's licence; calling data is needed only when calling is new."""
        if package == row["package"]:
            return
        old = find_license(self._store, org, row["package"])
        keeps_calling = package in CALLING and has_calling(self._store, row["person"])
        if old is not None:
            self._store.run("DELETE FROM person_license WHERE person = ? AND license = ?", row["person"], old["id"])
        if keeps_calling:
            self._license(row["person"], org, package)
        else:
            if not has_calling(self._store, row["person"]):
                clear_calling(self._store, row["person"])
            self._equip(row["person"], org, package, parameters)
        self._store.update("subscriber", row["id"], package=package)

    def end(self, row: Row, org: str) -> None:
        """Unsubscribe; the person stays."""
        license_row = find_license(self._store, org, row["package"])
        if row["person"] is not None and license_row is not None:
            drop_license(self._store, row["person"], license_row)
        self._store.run("DELETE FROM subscriber WHERE id = ?", row["id"])

    def _create(self, row: Row, parameters: dict[str, Any], now: float) -> str:
        first = optional_text(parameters, "firstName", where=_WHERE) or ""
        last = optional_text(parameters, "lastName", where=_WHERE) or ""
        first_user = self._store.one("SELECT 1 FROM person WHERE org = ?", row["org"]) is None
        key = ids.new_uuid()
        self._store.insert(
            "person", id=key, org=row["org"], email=row["email"],
            display_name=f"{first} {last}".strip() or row["email"],
            doc=person_document(first, last, [FULL_ADMIN] if first_user else []), created=now, modified=now,
        )  # fmt: skip
        return key

    def _equip(self, person: str, org: str, package: str, parameters: dict[str, Any]) -> None:
        entitled = has_calling(self._store, person)
        self._license(person, org, package)
        if package not in CALLING or entitled:
            return
        number = optional_text(parameters, "primaryPhoneNumber", where=_WHERE)
        extension = optional_text(parameters, "extension", where=_WHERE)
        if not number and not extension:
            raise missing(f"{_WHERE}primaryPhoneNumber")
        identifier = optional_text(parameters, "locationId", where=_WHERE)
        if not identifier:
            raise missing(f"{_WHERE}locationId")
        location = find_location(self._store, org, identifier, f"{_WHERE}locationId")
        set_calling(self._store, person, location, number, extension, _WHERE)

    def _license(self, person: str, org: str, package: str) -> None:
        license_row = find_license(self._store, org, package)
        if license_row is not None:
            add_license(self._store, person, license_row)
