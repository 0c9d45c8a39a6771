# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Schedules of a location. The id of one is made of its name, so that two locations' schedules may share one."""

from __future__ import annotations

import base64
import json
from typing import Any

from webex_simulator import ids
from webex_simulator.call import Call, Operation, Reply
from webex_simulator.errors import ApiError, invalid, not_found
from webex_simulator.lines import SCHEDULES, check_name
from webex_simulator.routes.locations import find_location, like
from webex_simulator.shapes import INVALID_VALUE, shaped
from webex_simulator.store import Row

_MONTHS = ("JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER",
           "NOVEMBER", "DECEMBER")  # fmt: skip
_DAYS = ("SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY")
_EVENT = {
    "name*": str, "startDate*": str, "endDate*": str, "startTime": str, "endTime": str, "allDayEnabled": bool,
    "recurrence": {
        "recurForEver": bool, "recurEndDate": str,
        "recurWeekly": {"sunday*": bool, **{day.lower(): bool for day in _DAYS[1:]}},
        "recurYearlyByDate": {"dayOfMonth*": int, "month*": _MONTHS},
        "recurYearlyByDay": {
            "day*": _DAYS, "week*": ("FIRST", "SECOND", "THIRD", "FOURTH", "LAST"), "month*": _MONTHS,
        },
    },
}  # fmt: skip
_TEMPLATE = {"type*": SCHEDULES, "name*": str, "events": [_EVENT]}


def list_schedules(call: Call) -> Reply:
    """List the schedules of a location."""
    location = find_location(call, calling=True)
    kinds = [call.query["type"]] if "type" in call.query else list(SCHEDULES)
    if not set(kinds) <= set(SCHEDULES):
        raise invalid("type", f"must be one of {', '.join(SCHEDULES)}.")
    sql = f"SELECT * FROM line WHERE location = ? AND kind IN ({', '.join('?' * len(kinds))}) "
    values = [location["id"], *kinds]
    if "name" in call.query:
        sql += "AND name LIKE ? ESCAPE '\\' "
        values.append(like(call.query["name"]))
    place = {"locationName": location["name"], "locationId": ids.encode("LOCATION", location["id"])}
    return call.page("schedules", f"{sql} ORDER BY seq", values, lambda row: {**_head(row), **place}, 1000, 2000,
                     "start")  # fmt: skip


def create_schedule(call: Call) -> Reply:
    """Create a schedule."""
    location = find_location(call, calling=True)
    document = shaped(_TEMPLATE, call.body)
    if not document["name"].strip():
        raise invalid("name", "must not be empty.", INVALID_VALUE)
    kind, name = document["type"], document["name"]
    check_name(call.store, location, kind, name)
    call.store.insert(
        "line", id=ids.new_uuid(), kind=kind, org=location["org"], location=location["id"], name=name,
        doc={"events": document.get("events", [])}, created=call.now,
    )  # fmt: skip
    return Reply(201, {"id": _identifier("SCHEDULE", name)})


def get_schedule(call: Call) -> Reply:
    """Read a schedule."""
    row = _find(call)
    events = json.loads(row["doc"])["events"]
    shown = [{"id": _identifier("SCHEDULE_EVENT", event["name"]), **event} for event in events]
    return Reply(200, {**_head(row), "events": shown})


def delete_schedule(call: Call) -> Reply:
    """Delete a schedule that no auto attendant of the location names."""
    row = _find(call)
    field = "holidaySchedule" if row["kind"] == "holidays" else "businessSchedule"
    sql = f"SELECT name FROM line WHERE location = ? AND kind = 'AUTO_ATTENDANT' AND json_extract(doc, '$.{field}') = ?"
    user = call.store.one(sql, row["location"], row["name"])
    if user is not None:
        raise ApiError(409, f"The schedule is in use by the auto attendant {user['name']}.")
    call.store.run("DELETE FROM line WHERE id = ?", row["id"])
    return Reply(204)


def _find(call: Call) -> Row:
    location = find_location(call, calling=True)
    key = ids.decode(call.params["scheduleId"], "SCHEDULE")
    for row in call.store.all(
        "SELECT * FROM line WHERE location = ? AND kind = ?", location["id"], call.params["type"]
    ):
        if key is not None and call.params["type"] in SCHEDULES and key == _in_base64(row["name"]):
            return row
    raise not_found("Schedule")


def _head(row: Row) -> dict[str, Any]:
    return {"id": _identifier("SCHEDULE", row["name"]), "name": row["name"], "type": row["kind"]}


def _identifier(kind: str, name: str) -> str:
    return ids.encode(kind, _in_base64(name))


def _in_base64(name: str) -> str:
    return base64.urlsafe_b64encode(name.encode()).decode().rstrip("=")


_ALL = "/v1/telephony/config/locations/{locationId}/schedules"
_ONE = f"{_ALL}/{{type}}/{{scheduleId}}"
_READ = "spark-admin:telephony_config_read"
_WRITE = "spark-admin:telephony_config_write"
OPERATIONS = [
    Operation("GET", _ALL, list_schedules, _READ),
    Operation("POST", _ALL, create_schedule, _WRITE),
    Operation("GET", _ONE, get_schedule, _READ),
    Operation("DELETE", _ONE, delete_schedule, _WRITE),
]
