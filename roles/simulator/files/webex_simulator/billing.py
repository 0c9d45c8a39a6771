# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contents of billing reports: who had how much, counted when the report is made."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

from webex_simulator import ids
from webex_simulator.faults import FaultPlan
from webex_simulator.seed import SUBSCRIPTION
from webex_simulator.store import Row, Store

_PERIOD = ("SUBSCRIPTION_ID", "BILLING_START_DATE", "BILLING_END_DATE")
_CUSTOMER = ("CUSTOMER_ID", "CUSTOMER_EXTERNAL_ID", "ORG_ID")
_USER = ("SUBSCRIBER_ID", "USER_ID", "EMAIL")
# Type -> columns before PACKAGE and QUANTITY, and what a line is counted by.
_COLUMNS = {
    "PARTNER": (_PERIOD, "package"),
    "CUSTOMER": (_PERIOD + _CUSTOMER, "customer.id, package"),
    "USER": (_PERIOD + _CUSTOMER + _USER, "subscriber.id"),
}


class Reporter:
    """Finishes billing reports."""

    def __init__(self, store: Store, faults: Callable[[], FaultPlan]) -> None:
        self._store = store
        self._faults = faults

    def finish(self, key: str, now: float) -> None:
        """Count the licences in use and complete a report, or let it fail as the fault plan has it."""
        row = self._store.one("SELECT * FROM report WHERE id = ?", key)
        if row is None:
            return
        if errors := self._faults().report(row["type"]):
            self._store.update("report", key, status="FAILED", errors=json.dumps(errors))
        else:
            self._store.update("report", key, status="COMPLETED", content=self._content(row))

    def _content(self, report: Row) -> str:
        columns, grouping = _COLUMNS[report["type"]]
        rows = self._store.all(
            "SELECT customer.id AS customer, external_id, org, subscriber.id AS subscriber, person, email, package, "
            "COUNT(*) AS quantity FROM subscriber JOIN customer ON customer.id = customer "
            "WHERE customer.sub_partner IS ? AND person IS NOT NULL "
            f"GROUP BY {grouping} ORDER BY external_id, package, email",
            report["sub_partner"],
        )
        text = io.StringIO()
        writer = csv.DictWriter(text, (*columns, "PACKAGE", "QUANTITY"), extrasaction="ignore", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(_line(report, row) for row in rows)
        return text.getvalue()


def _line(report: Row, row: Row) -> dict[str, Any]:
    return {
        "SUBSCRIPTION_ID": SUBSCRIPTION,
        "BILLING_START_DATE": report["starts"],
        "BILLING_END_DATE": report["ends"],
        "CUSTOMER_ID": ids.encode("ENTERPRISE", row["customer"]),
        "CUSTOMER_EXTERNAL_ID": row["external_id"],
        "ORG_ID": ids.encode("ORGANIZATION", row["org"]),
        "SUBSCRIBER_ID": ids.encode("SUBSCRIBER", row["subscriber"]),
        "USER_ID": ids.encode("PEOPLE", row["person"]),
        "EMAIL": row["email"],
        "PACKAGE": row["package"],
        "QUANTITY": row["quantity"],
    }
