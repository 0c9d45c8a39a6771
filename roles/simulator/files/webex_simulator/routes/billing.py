# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""/wholesale/billing/reports: order, list, read, delete, download."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from json import loads
from typing import Any

from webex_simulator import ids
from webex_simulator.call import Call, Operation, Reply
from webex_simulator.errors import ApiError, invalid, not_found
from webex_simulator.fields import flag, iso, optional_text, query_number, text
from webex_simulator.ids import fixed_uuid
from webex_simulator.store import Row

_PATH = "/v1/wholesale/billing/reports"
_TYPES = ("PARTNER", "CUSTOMER", "USER")
_FILTERS = {"billingStartDate": "starts", "billingEndDate": "ends", "type": "type", "status": "status"}
_SORT = {"id": "id", "billingStartDate": "starts", "billingEndDate": "ends", "status": "status"}
_LINK_LIFETIME = 900
# Five years, with as many leap days as they can have.
_DAYS = 5 * 365 + 2


def list_reports(call: Call) -> Reply:
    """List billing reports."""
    where = ["sub_partner IS ?"]
    values = [_sub_partner(call, call.query.get("subPartnerOrgId"))]
    for name, filtered in _FILTERS.items():
        if name in call.query:
            where.append(f"{filtered} = ?")
            values.append(call.query[name])
    column = _SORT.get(call.query.get("sortBy", "id")) if "sortBy" in call.query else "seq"
    if column is None:
        raise invalid("sortBy", f"must be one of {', '.join(_SORT)}.")
    sql = f"SELECT * FROM report WHERE {' AND '.join(where)} ORDER BY {column}"
    return call.page("items", sql, values, _show, 100, 100)


def create_report(call: Call) -> Reply:
    """Order a report."""
    body = call.body
    starts, ends = (_date(body, name, call.now) for name in ("billingStartDate", "billingEndDate"))
    if starts > ends:
        raise invalid("billingStartDate", "must not be after billingEndDate.")
    kind = optional_text(body, "type") or "PARTNER"
    if kind not in _TYPES:
        raise invalid("type", f"must be one of {', '.join(_TYPES)}.")
    flag(body, "internal", False)
    key = ids.new_uuid()
    call.store.insert(
        "report", id=key, person=call.person, type=kind, starts=starts, ends=ends, status="IN_PROGRESS",
        sub_partner=_sub_partner(call, optional_text(body, "subPartnerOrgId")), created=call.now,
    )  # fmt: skip
    call.later("report", key)
    call.params["id"] = ids.encode("BILLING_REPORT", key)
    shown = _show(_find(call))
    del shown["status"]
    return Reply(200, shown)


def get_report(call: Call) -> Reply:
    """Read a report; once completed, it has a link to its contents."""
    row = _find(call)
    shown = _show(row) | {"created": iso(row["created"]), "createdBy": ids.encode("PEOPLE", row["person"])}
    if row["status"] == "COMPLETED":
        expires = int(call.now) + _LINK_LIFETIME
        query = f"Expires={expires}&Signature={_signature(row['id'], expires)}"
        shown["tempDownloadURL"] = f"{call.origin}/download/billing/{row['id']}.csv?{query}"
    if row["errors"]:
        shown["errors"] = loads(row["errors"])
    return Reply(200, shown)


def delete_report(call: Call) -> Reply:
    """Delete a report."""
    call.store.run("DELETE FROM report WHERE id = ?", _find(call)["id"])
    return Reply(204)


def download_report(call: Call) -> Reply:
    """Send the contents of a report to whoever has the link."""
    key, expires = call.params["id"], query_number(call.query, "Expires", 0)
    if call.authorization:  # as storage with signed links does
        raise ApiError(400, "Only one way to authenticate is allowed: the link, or the Authorization header.")
    if call.query.get("Signature") != _signature(key, expires) or expires < call.now:
        raise ApiError(403, "The link is invalid or has expired.")
    row = call.store.one("SELECT content FROM report WHERE id = ? AND content IS NOT NULL", key)
    if row is None:
        raise not_found("Report")
    return Reply(200, row["content"], {"Content-Type": "text/csv; charset=utf-8"})


def _signature(key: str, expires: int) -> str:
    # No secret: it only has to be a link that cannot be guessed from the API id alone.
    return fixed_uuid("billing", key, str(expires))


def _sub_partner(call: Call, given: str | None) -> str | None:
    if not given:
        return None
    row = call.store.one("SELECT org FROM sub_partner WHERE org = ?", ids.decode(given, "ORGANIZATION"))
    if row is None:
        raise invalid("subPartnerOrgId", "is none of the sub-partners.")
    return str(row["org"])


def _date(body: dict[str, Any], name: str, now: float) -> str:
    """Return a day of the last five years; of the current one nothing has been counted yet."""
    value, today = text(body, name), datetime.fromtimestamp(now, UTC).date()
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise invalid(name, "must be a date, YYYY-MM-DD.") from None
    if not today - timedelta(days=_DAYS) <= day < today:
        raise invalid(name, "must be a day of the last five years, and not the current day.")
    return day.isoformat()


def _find(call: Call) -> Row:
    key = call.key("id", "BILLING_REPORT", "Report")
    row = call.store.one("SELECT * FROM report WHERE id = ?", key)
    if row is None:
        raise not_found("Report")
    return row


def _show(row: Row) -> dict[str, Any]:
    return {
        "id": ids.encode("BILLING_REPORT", row["id"]),
        "billingStartDate": row["starts"],
        "billingEndDate": row["ends"],
        "type": row["type"],
        "category": "RECONCILIATION",
        "status": row["status"],
    }


_READ = "spark-admin:wholesale_billing_reports_read"
_WRITE = "spark-admin:wholesale_billing_reports_write"
OPERATIONS = [
    Operation("GET", _PATH, list_reports, _READ),
    Operation("POST", _PATH, create_report, _WRITE),
    Operation("GET", f"{_PATH}/{{id}}", get_report, _READ),
    Operation("DELETE", f"{_PATH}/{{id}}", delete_report, _WRITE),
    Operation("GET", "/download/billing/{id}.csv", download_report, public=True),
]
