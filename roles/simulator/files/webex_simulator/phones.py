# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Phones in the store: whose they are, whose lines they have, how many one may own, when they come and go."""

from __future__ import annotations

import json
import re
from typing import Any

from webex_simulator import ids
from webex_simulator.catalogue import Model
from webex_simulator.errors import ApiError
from webex_simulator.lines import find_member
from webex_simulator.store import Row, Store

MAC = re.compile(r"[0-9A-F]{12}\Z")
MAC_IN_USE, TOO_MANY = 2011, "2022"
PRIMARY, SHARED = "PRIMARY", "SHARED_CALL_APPEARANCE"
# Package -> how many phones who has it may own; all others of calling may have five.
_LIMITS = {"common_area_calling": 1, "webex_calling_standard": 1}
_LIMIT = 5
# MAC addresses of phones of organizations that nobody here can see.
FOREIGN_MACS = frozenset({"00DE00000001", "00DE00000002"})


class Phones:
    """Adds phones, and lets those appear that take their time, and those go that nobody has activated."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, org: str, owner: tuple[str, Row], model: Model, now: float, **columns: Any) -> str:
        """Add a phone, unless its MAC address is taken in all of Webex or its owner has enough of them."""
        kind, row = owner
        self._refuse_taken(columns.get("mac"))
        if self._store.count("SELECT COUNT(*) FROM device WHERE owner = ?", row["id"]) >= self.limit(row["id"]):
            raise ApiError(400, "Exceeded max number of devices", TOO_MANY)
        key = ids.new_uuid()
        members = [{"key": row["id"], "kind": kind, "lineWeight": 1}]
        self._store.insert(
            "device", id=key, org=org, owner=row["id"], model=model.name, doc={"tags": [], "members": members},
            created=now, **columns,
        )  # fmt: skip
        return key

    def limit(self, owner: str) -> int:
        """Return how many phones a person or a workspace may own."""
        rows = self._store.all(
            "SELECT package FROM person_license JOIN license ON license.id = license WHERE person = ?", owner
        )
        return max((_LIMITS.get(row["package"], _LIMIT) for row in rows), default=_LIMIT)

    def appear(self, key: str, now: float) -> None:
        """Show a phone that was added some time ago."""
        self._store.run("UPDATE device SET visible = 1 WHERE id = ?", key)

    def expire(self, key: str, now: float) -> None:
        """Remove a phone whose activation code nobody has entered in time."""
        self._store.run("DELETE FROM device WHERE id = ? AND code IS NOT NULL", key)

    def activate(self, code: str, mac: str) -> bool:
        """Enter an activation code at a phone; tell whether the code is good."""
        self._refuse_taken(mac)
        sql = "UPDATE device SET code = NULL, expires_at = NULL, mac = ? WHERE code = ?"
        return self._store.run(sql, mac, code) > 0

    def _refuse_taken(self, mac: str | None) -> None:
        if mac in FOREIGN_MACS or (mac and self._store.one("SELECT 1 FROM device WHERE mac = ?", mac) is not None):
            raise ApiError(400, f"The MAC address {mac} is in use.", MAC_IN_USE, "mac")


def owner_line(store: Store, device: Row) -> str:
    """Return what an owner's line is on a phone: the main one on the first phone, a shared one on all others."""
    sql = "SELECT 1 FROM device WHERE owner = ? AND seq < ?"
    return PRIMARY if store.one(sql, device["owner"], device["seq"]) is None else SHARED


def members_of(store: Store, device: Row) -> list[tuple[dict[str, Any], Row]]:
    """Return the members of a phone in the order of their ports; whoever has lost calling is none any more."""
    found = []
    for member in json.loads(device["doc"])["members"]:
        known = find_member(store, device["org"], ids.encode(member["kind"], member["key"]))
        if known is not None and known[1]["location"] is not None:
            own = member["key"] == device["owner"]
            line = owner_line(store, device) if own else SHARED
            found.append(({**member, "primaryOwner": own, "lineType": line}, known[1]))
    return found


def phones_of(store: Store, key: str) -> list[Row]:
    """Return all phones on which somebody has a line, the first one first."""
    sql = (
        "SELECT * FROM device WHERE visible AND org = (SELECT org FROM person WHERE id = ? UNION ALL "
        "SELECT org FROM line WHERE id = ?) AND EXISTS (SELECT 1 FROM json_each(doc, '$.members') "
        "WHERE json_extract(value, '$.key') = ?) ORDER BY seq"
    )
    return store.all(sql, key, key, key)


def bare_mac(value: str) -> str:
    """Return a MAC address without separators, in capitals."""
    return re.sub(r"[:.-]", "", value).upper()
