# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Phones in the store: whose they are, how many one may have, and when they appear."""

from __future__ import annotations

import re

from webex_simulator import ids
from webex_simulator.catalogue import Model
from webex_simulator.errors import ApiError
from webex_simulator.store import Row, Store

MAC = re.compile(r"[0-9A-F]{12}\Z")
# Package -> how many phones who has it may own; all others of calling may have five.
_LIMITS = {"common_area_calling": 1, "webex_calling_standard": 1}
_LIMIT = 5
# MAC addresses of phones of organizations that nobody here can see.
FOREIGN_MACS = frozenset({"00DE00000001", "00DE00000002"})


class Phones:
    """Adds phones, and lets those appear that take their time."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, org: str, owner: Row, model: Model, mac: str | None, now: float, visible: bool) -> str:
        """Add a phone, unless its MAC address is taken in all of Webex or its owner has enough of them."""
        if mac in FOREIGN_MACS or (mac and self._store.one("SELECT 1 FROM device WHERE mac = ?", mac) is not None):
            raise ApiError(400, f"The MAC address {mac} is in use.", 2011, "mac")
        if self._store.count("SELECT COUNT(*) FROM device WHERE owner = ?", owner["id"]) >= self.limit(owner["id"]):
            raise ApiError(400, "Exceeded max number of devices", "2022")
        key = ids.new_uuid()
        self._store.insert(
            "device", id=key, org=org, owner=owner["id"], mac=mac, model=model.name, visible=int(visible),
            doc={"tags": []}, created=now,
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


def bare_mac(value: str) -> str:
    """Return a MAC address without separators, in capitals."""
    return re.sub(r"[:.-]", "", value).upper()
