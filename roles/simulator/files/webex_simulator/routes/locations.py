# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""/locations: places of an organization, with or without calling."""

from __future__ import annotations

import json
from typing import Any

from webex_simulator import ids
from webex_simulator.addresses import CALLING_NAME_LIMIT, NAME_LIMIT, check_location_address
from webex_simulator.call import Call, Operation, Reply
from webex_simulator.errors import ApiError, missing, not_found
from webex_simulator.fields import CALLING_LANGUAGE, TIME_ZONE, mapping, optional_text, text
from webex_simulator.store import Row

_LIKE = "name LIKE ? ESCAPE '\\'"


def list_locations(call: Call) -> Reply:
    """List the locations of an organization."""
    where, values = ["org = ?"], [call.org()]
    if "name" in call.query:
        where.append(_LIKE)
        values.append(like(call.query["name"]))
    if "id" in call.query:
        where.append("id = ?")
        values.append(ids.decode(call.query["id"], "LOCATION") or "")
    return call.cursor_page(f"SELECT * FROM location WHERE {' AND '.join(where)}", values, _show, 500, 1000)


def get_location(call: Call) -> Reply:
    """Read one location."""
    return Reply(200, _show(find_location(call)))


def create_location(call: Call) -> Reply:
    """Create a location without calling."""
    org, body = call.org(), call.body
    name = text(body, "name", NAME_LIMIT)
    _check_name_free(call, org, name, None)
    language = text(body, "preferredLanguage", pattern=CALLING_LANGUAGE).lower()
    if not mapping(body, "address"):
        raise missing("address")
    document = {
        "address": check_location_address(mapping(body, "address")),
        "timeZone": text(body, "timeZone", pattern=TIME_ZONE),
        "preferredLanguage": language,
        "announcementLanguage": text(body, "announcementLanguage", pattern=CALLING_LANGUAGE).lower(),
        **_extras(body),
    }
    key = ids.new_uuid()
    call.store.insert("location", id=key, org=org, name=name, doc=document)
    return Reply(201, {"id": ids.encode("LOCATION", key)})


def update_location(call: Call) -> Reply:
    """Change the given fields of a location; an address is replaced as a whole."""
    row, body = find_location(call), call.body
    document = json.loads(row["doc"])
    name = row["name"]
    if body.get("name") is not None:
        name = text(body, "name", CALLING_NAME_LIMIT if row["calling"] else NAME_LIMIT)
        _check_name_free(call, row["org"], name, row["id"])
    if body.get("address") is not None:
        document["address"] = check_location_address(mapping(body, "address"))
    if body.get("timeZone") is not None:
        document["timeZone"] = text(body, "timeZone", pattern=TIME_ZONE)
    if body.get("preferredLanguage") is not None:
        document["preferredLanguage"] = text(body, "preferredLanguage", pattern=CALLING_LANGUAGE).lower()
    document.update(_extras(body))
    call.store.update("location", row["id"], name=name, doc=document)
    return Reply(204)


def delete_location(call: Call) -> Reply:
    """Delete a location whose calling has been disabled."""
    row = find_location(call)
    if row["calling"]:
        raise ApiError(409, "The location is enabled for Webex Calling; disable calling first.")
    used = "SELECT 1 FROM line WHERE location = ?1 OR json_extract(doc, '$.place') = ?1"
    if call.store.one(used, row["id"]) is not None:
        raise ApiError(409, "Location is being referenced, cannot be deleted.")
    call.store.run("DELETE FROM location WHERE id = ?", row["id"])
    return Reply(204)


def find_location(call: Call, calling: bool = False) -> Row:
    """Return the location of the path, in the organization of the request; `calling` asks for an enabled one."""
    key = call.key("locationId", "LOCATION", "Location")
    row = call.store.one("SELECT * FROM location WHERE id = ? AND org = ? AND calling >= ?", key, call.org(), calling)
    if row is None:
        raise not_found("Location")
    return row


def like(text_: str) -> str:
    """Return the LIKE pattern (escape character: backslash) of values that contain a text."""
    return "%" + text_.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def _check_name_free(call: Call, org: str, name: str, own: str | None) -> None:
    if call.store.one("SELECT 1 FROM location WHERE org = ? AND name = ? AND id IS NOT ?", org, name, own):
        raise ApiError(409, f"A location named {name} exists already.", field="name")


def _extras(body: dict[str, Any]) -> dict[str, str]:
    given = {name: optional_text(body, name) for name in ("latitude", "longitude", "notes")}
    return {name: value for name, value in given.items() if value is not None}


def _show(row: Row) -> dict[str, Any]:
    document = json.loads(row["doc"])
    names = ("address", "timeZone", "preferredLanguage", "latitude", "longitude", "notes")
    return {
        "id": ids.encode("LOCATION", row["id"]),
        "name": row["name"],
        "orgId": ids.encode("ORGANIZATION", row["org"]),
        **{name: document[name] for name in names if name in document},
    }


_READ = "spark-admin:locations_read spark-admin:people_read spark-admin:device_read"
_WRITE = "spark-admin:locations_write"
OPERATIONS = [
    Operation("GET", "/v1/locations", list_locations, _READ),
    Operation("POST", "/v1/locations", create_location, _WRITE),
    Operation("GET", "/v1/locations/{locationId}", get_location, _READ),
    Operation("PUT", "/v1/locations/{locationId}", update_location, _WRITE),
    Operation("DELETE", "/v1/locations/{locationId}", delete_location, _WRITE),
]
