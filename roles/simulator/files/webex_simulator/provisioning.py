# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Background work on customers: what provisioning, updating and deleting finally do to the organization."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from webex_simulator import ids
from webex_simulator.faults import FaultPlan
from webex_simulator.packages import CALLING, UNLIMITED_UNITS
from webex_simulator.store import Row, Store

# A fault plan that keeps a customer in review is looked at again after this many seconds.
_REVIEW_INTERVAL = 0.2


class Provisioner:
    """Finishes the provisioning and the removal of customers."""

    def __init__(self, store: Store, faults: Callable[[], FaultPlan]) -> None:
        self._store = store
        self._faults = faults

    def provision(self, key: str, now: float) -> None:
        """Finish provisioning or updating one customer, as the fault plan wants it."""
        row = self._store.one("SELECT * FROM customer WHERE id = ?", key)
        if row is None:
            return
        outcome = self._faults().provisioning(row["external_id"])
        status = outcome.get("status")
        if status == "pending_rpl_review":
            self._store.update("customer", key, status=status)
            self._store.later(now + _REVIEW_INTERVAL, "provision", key)
            return
        document: dict[str, Any] = json.loads(row["doc"])
        document["errors"] = outcome.get("errors", [])
        problems: dict[str, dict[str, Any]] = outcome.get("packages", {})
        if status == "error":
            document["details"] = {name: {"status": "error"} for name in document["packages"]}
            self._store.update("customer", key, status="error", doc=document)
            return
        org = row["org"] or self._create_org(document, now)
        self._store.run("UPDATE org SET managed = 1 WHERE id = ?", org)
        working = [name for name in document["packages"] if not problems.get(name, {}).get("errors")]
        self._set_licenses(org, working, document)
        if CALLING & set(working):
            self._ensure_calling_location(org, document)
        document["details"] = {
            name: {
                "status": "provisioned" if name in working else "error",
                **{kind: problems[name][kind] for kind in ("warnings", "errors") if problems.get(name, {}).get(kind)},
            }
            for name in document["packages"]
        }
        final = status or ("provisioned" if len(working) == len(document["packages"]) else "provisioned_with_errors")
        self._store.update("customer", key, status=final, org=org, doc=document)

    def remove(self, key: str, now: float) -> None:
        """Finish deleting a customer: the mapping and its licences go, the organization stays."""
        row = self._store.one("SELECT * FROM customer WHERE id = ?", key)
        if row is not None:
            self._drop_licenses(self._store.all("SELECT * FROM license WHERE org = ?", row["org"]))
            self._store.run("DELETE FROM customer WHERE id = ?", key)

    def _create_org(self, document: dict[str, Any], now: float) -> str:
        org = ids.new_uuid()
        self._store.insert(
            "org", id=org, name=document["name"], language=document["language"], managed=1,
            invite_emails=int(document["inviteEmails"]), created=now, modified=now,
        )  # fmt: skip
        return org

    def _set_licenses(self, org: str, working: list[str], document: dict[str, Any]) -> None:
        existing = {row["package"]: row for row in self._store.all("SELECT * FROM license WHERE org = ?", org)}
        self._drop_licenses([row for name, row in existing.items() if name not in document["packages"]])
        for name in working:
            total = document["limits"].get(name, UNLIMITED_UNITS)
            if name in existing:
                self._store.update("license", existing[name]["id"], total=total)
            else:
                key = f"{ids.new_uuid()}:{name.upper()}"
                self._store.insert("license", id=key, org=org, package=name, total=total)

    def _drop_licenses(self, rows: list[Row]) -> None:
        for row in rows:
            self._store.run("DELETE FROM person_license WHERE license = ?", row["id"])
            self._store.run("DELETE FROM license WHERE id = ?", row["id"])

    def _ensure_calling_location(self, org: str, document: dict[str, Any]) -> None:
        location: dict[str, Any] | None = document.get("location")
        if location is None or self._store.one("SELECT 1 FROM location WHERE org = ? AND calling", org):
            return
        existing = self._store.one("SELECT id FROM location WHERE org = ? AND name = ?", org, location["name"])
        if existing is not None:
            self._store.update("location", existing["id"], calling=1)
            return
        rest = {name: value for name, value in location.items() if name != "name"}
        self._store.insert("location", id=ids.new_uuid(), org=org, name=location["name"], calling=1, doc=rest)
