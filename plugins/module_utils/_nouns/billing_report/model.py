# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A billing report: what Webex counted for a period, to be held against the invoice."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Annotated, Any

from ..._engine.fields import Model, Option, Part, Returned, checked

REPORT = Part("report")
TYPES = ("PARTNER", "CUSTOMER", "USER")
STATUSES = ("IN_PROGRESS", "COMPLETED", "FAILED")
YEARS = 5


def _date(value: str) -> str:
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        raise ValueError("is not a date of the form YYYY-MM-DD, e.g. 2026-10-31") from None


Date = Annotated[str, checked(_date)]


def today() -> datetime.date:
    """Return the current day, by UTC: no document says in which time zone Webex counts it (A150)."""
    return datetime.datetime.now(datetime.UTC).date()


def earliest(day: datetime.date) -> datetime.date:
    """Return the first day of which there are reports on this day. Source: help.webex.com, article lbew7o."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - YEARS, day=28 if leap else day.day)


class BillingReport(Model):
    """Source: Webex for Wholesale API, "Create" and "Get a Wholesale Billing Report"."""

    start_date: Annotated[Date | None, Option(required=True), REPORT("billingStartDate")] = None
    end_date: Annotated[Date | None, Option(required=True), REPORT("billingEndDate")] = None
    type: Annotated[str | None, Option(choices=TYPES), REPORT("type")] = None
    path: Annotated[str | None, Option(path=True)] = None
    id: Annotated[str | None, Returned(), REPORT("id")] = None
    status: Annotated[str | None, Returned(), REPORT("status")] = None
    category: Annotated[str | None, Returned(), REPORT("category")] = None
    created: Annotated[str | None, Returned(), REPORT("created")] = None
    errors: Annotated[list[dict[str, Any]] | None, Returned(), REPORT("errors")] = None

    def rules(self) -> Iterator[tuple[str, str]]:
        """Yield which date Webex has no report of. Source: help.webex.com, article lbew7o."""
        now = today()
        for name in ("start_date", "end_date"):
            day = datetime.date.fromisoformat(str(getattr(self, name)))
            if day >= now:
                yield name, f"must be before the current day, {now} (UTC), of which Webex has no report yet"
            elif day < earliest(now):
                yield name, f"must be within the last five years, from {earliest(now)} on"
        if str(self.start_date) > str(self.end_date):
            yield "start_date", f"must not be after end_date, {self.end_date}"
