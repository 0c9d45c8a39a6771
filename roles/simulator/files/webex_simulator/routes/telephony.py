# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""/telephony/config/locations: calling at a location, and checks of extensions."""

from __future__ import annotations

import json
import re
from typing import Any

from webex_simulator import ids
from webex_simulator.addresses import CALLING_NAME_LIMIT, check_emergency_identifier, check_location_address
from webex_simulator.call import Call, Operation, Reply
from webex_simulator.calling import extension_in_use
from webex_simulator.errors import DUPLICATE_PREFIX, INVALID_NUMBER, ApiError, invalid, missing, not_found
from webex_simulator.fields import CALLING_LANGUAGE, EXTENSION, TIME_ZONE, flag, mapping, optional_text, strings, text
from webex_simulator.fields import phone_number as e164
from webex_simulator.jobs import ROUTING_PREFIX
from webex_simulator.routes.emergency_calls import needs_e911
from webex_simulator.routes.jobs import start_job
from webex_simulator.routes.locations import find_location, like
from webex_simulator.store import Row

_PATH = "/v1/telephony/config/locations"
_PREFIX = re.compile(r"\d{1,7}\Z")
_USER_LIMIT = 500_000


def list_locations(call: Call) -> Reply:
    """List the locations of an organization that have calling."""
    where, values = ["org = ?", "calling"], [call.org()]
    if "name" in call.query:
        where.append("name LIKE ? ESCAPE '\\'")
        values.append(like(call.query["name"]))
    sql = f"SELECT * FROM location WHERE {' AND '.join(where)} ORDER BY seq"
    return call.page("locations", sql, values, _show_listed, 1000, 2000, "start")


def enable_location(call: Call) -> Reply:
    """Enable calling at an existing location."""
    org, body = call.org(), call.body
    key = ids.decode(text(body, "id"), "LOCATION")
    row = call.store.one("SELECT * FROM location WHERE id = ? AND org = ?", key, org)
    if row is None:
        raise not_found("Location")
    if row["calling"]:
        raise ApiError(409, "The location is enabled for Webex Calling already.")
    document = json.loads(row["doc"])
    if not mapping(body, "address"):
        raise missing("address")
    document["address"] = check_location_address(mapping(body, "address"))
    document["timeZone"] = text(body, "timeZone", pattern=TIME_ZONE)
    for name in ("preferredLanguage", "announcementLanguage"):
        document[name] = text(body, name, pattern=CALLING_LANGUAGE).lower()
    name = text(body, "name", CALLING_NAME_LIMIT)
    call.store.update("location", row["id"], name=name, calling=1, doc=document)
    return Reply(201, {"id": ids.encode("LOCATION", row["id"])})


def get_location(call: Call) -> Reply:
    """Read the calling settings of a location; 404 if it has none."""
    row = find_location(call, calling=True)
    document = json.loads(row["doc"])
    org = call.managed_org(row["org"])
    shown = {
        "routingPrefix": "",
        **_show_short(row),
        "announcementLanguage": document["announcementLanguage"],
        "externalCallerIdName": document.get("externalCallerIdName", org["name"]),
        "userLimit": _USER_LIMIT,
        "outsideDialDigit": document.get("outsideDialDigit", ""),
        "enforceOutsideDialDigit": document.get("enforceOutsideDialDigit", False),
        "defaultDomain": f"{row['org'].split('-')[0]}.calling.example.com",
    }
    shown["callingLineId"].setdefault("name", row["name"])
    for name in ("pAccessNetworkInfo", "chargeNumber"):
        if name in document:
            shown[name] = document[name]
    pstn = json.loads(row["pstn"]) if row["pstn"] else {}
    if "routeType" in pstn:
        shown["connection"] = {"type": pstn["routeType"], "id": pstn["routeId"]}
    return Reply(200, shown)


def update_location(call: Call) -> Reply:
    """Change the given calling settings of a location."""
    row, body = find_location(call, calling=True), call.body
    document = json.loads(row["doc"])
    columns: dict[str, Any] = {"doc": document}
    if body.get("callingLineId") is not None:
        columns["main_number"] = _calling_line(call, row, mapping(body, "callingLineId"), document)
    if body.get("connection") is not None:
        connection = mapping(body, "connection")
        columns["pstn"] = premises_route(connection.get("type"), connection.get("id"))
    prefix = _prefix(call, row) if "routingPrefix" in body else row["prefix"]
    if body.get("announcementLanguage") is not None:
        document["announcementLanguage"] = text(body, "announcementLanguage", pattern=CALLING_LANGUAGE).lower()
    for name in ("externalCallerIdName", "outsideDialDigit", "chargeNumber"):
        if body.get(name) is not None:
            document[name] = optional_text(body, name)
    document["enforceOutsideDialDigit"] = flag(
        body, "enforceOutsideDialDigit", document.get("enforceOutsideDialDigit", False)
    )
    identifier = optional_text(body, "pAccessNetworkInfo")
    if identifier is not None:
        check_emergency_identifier(document["address"]["country"], "pAccessNetworkInfo")
        document["pAccessNetworkInfo"] = identifier
    call.store.update("location", row["id"], **columns)
    return Reply(204) if prefix == row["prefix"] else _change_prefix(call, row, prefix)


def modify_announcement_language(call: Call) -> Reply:
    """Change the announcement language of people (`agentEnabled`) and features (`serviceEnabled`) at a location.

    The location's default stays. What changes is not to be seen: no operation that is served here shows it.
    """
    find_location(call, calling=True)
    text(call.body, "announcementLanguageCode", pattern=CALLING_LANGUAGE)
    for name in ("agentEnabled", "serviceEnabled"):
        flag(call.body, name, False)
    return Reply(204)


def validate_extensions(call: Call) -> Reply:
    """Tell of each extension whether it is free, at one location or (without one) anywhere in the organization."""
    if "locationId" in call.params:
        locations = [find_location(call, calling=True)["id"]]
    else:
        rows = call.store.all("SELECT id FROM location WHERE org = ? AND calling", call.org())
        locations = [row["id"] for row in rows]
    extensions = strings(call.body, "extensions")
    if not extensions:
        raise missing("extensions")
    states = []
    for index, extension in enumerate(extensions):
        state = "VALID"
        if not EXTENSION.match(extension):
            state = "INVALID"
        elif extension in extensions[:index]:
            state = "DUPLICATE_IN_LIST"
        elif any(extension_in_use(call.store, location, extension) for location in locations):
            state = "DUPLICATE"
        states.append({"extension": extension, "state": state})
    status = "OK" if all(entry["state"] == "VALID" for entry in states) else "ERRORS"
    return Reply(200, {"status": status, "extensionStatus": states})


def premises_route(kind: Any, route: Any) -> dict[str, str]:
    """Return the stored form of a local gateway connection."""
    if kind not in ("TRUNK", "ROUTE_GROUP"):
        raise invalid("premiseRouteType", "must be TRUNK or ROUTE_GROUP.")
    if not isinstance(route, str) or ids.decode(route, kind) is None:
        raise invalid("premiseRouteId", f"is no id of a {kind}.")
    return {"routeType": kind, "routeId": route}


def _calling_line(call: Call, row: Row, given: dict[str, Any], document: dict[str, Any]) -> str:
    name = optional_text(given, "name", where="callingLineId.")
    if name is not None:
        document["callingLineName"] = name
    number = optional_text(given, "phoneNumber", where="callingLineId.")
    if not number:
        raise missing("callingLineId.phoneNumber")
    value = e164(number, "callingLineId.phoneNumber")
    if call.store.one("SELECT 1 FROM number WHERE value = ? AND location = ?", value, row["id"]) is None:
        raise invalid("callingLineId.phoneNumber", f"{value} is no number of the location.", INVALID_NUMBER)
    return value


def _prefix(call: Call, row: Row) -> str | None:
    prefix = optional_text(call.body, "routingPrefix", pattern=_PREFIX) or None
    sql = "SELECT 1 FROM location WHERE org = ? AND prefix = ? AND id != ?"
    if call.store.one(sql, row["org"], prefix, row["id"]):
        raise invalid("routingPrefix", f"{prefix} is the prefix of another location.", DUPLICATE_PREFIX)
    return prefix


def _change_prefix(call: Call, row: Row, prefix: str | None) -> Reply:
    """Change the prefix: at once where nobody has an extension, else in a job, of which one runs at a time."""
    extensions = "SELECT 1 FROM {} WHERE location = ? AND extension IS NOT NULL"
    if not any(call.store.one(extensions.format(table), row["id"]) for table in ("person", "line")):
        call.store.update("location", row["id"], prefix=prefix)
        return Reply(204)
    sql = "SELECT 1 FROM job WHERE org = ? AND kind = ? AND status = 'STARTED'"
    if call.store.one(sql, row["org"], ROUTING_PREFIX):
        return Reply(206, {"failureReason": "UpdateRoutingPrefix batch job not triggered: another one is running."})
    job = start_job(call, ROUTING_PREFIX, row["org"], {"location": row["id"], "prefix": prefix, "errors": []})
    return Reply(200, {"batchJobId": ids.encode("JOB_ID", job["id"])})


def _show_listed(row: Row) -> dict[str, Any]:
    return {**_show_short(row), "e911SetupRequired": needs_e911(row)}


def _show_short(row: Row) -> dict[str, Any]:
    document = json.loads(row["doc"])
    shown: dict[str, Any] = {
        "id": ids.encode("LOCATION", row["id"]),
        "name": row["name"],
        "callingLineId": {"phoneNumber": row["main_number"]},
        "outsideDialDigit": document.get("outsideDialDigit", ""),
        "enforceOutsideDialDigit": document.get("enforceOutsideDialDigit", False),
    }
    if "callingLineName" in document:
        shown["callingLineId"]["name"] = document["callingLineName"]
    if row["prefix"]:
        shown["routingPrefix"] = row["prefix"]
    return shown


_READ = "spark-admin:telephony_config_read"
_WRITE = "spark-admin:telephony_config_write"
_ONE = f"{_PATH}/{{locationId}}"
OPERATIONS = [
    Operation("GET", _PATH, list_locations, _READ),
    Operation("POST", _PATH, enable_location, _WRITE),
    Operation("GET", _ONE, get_location, _READ),
    Operation("PUT", _ONE, update_location, _WRITE),
    Operation("POST", f"{_ONE}/actions/modifyAnnouncementLanguage/invoke", modify_announcement_language, _WRITE),
    Operation("POST", f"{_ONE}/actions/validateExtensions/invoke", validate_extensions, _WRITE),
    Operation("POST", "/v1/telephony/config/actions/validateExtensions/invoke", validate_extensions, _READ),
]
