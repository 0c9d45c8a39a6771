# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Virtual lines: further lines of an organization, each at a location."""

from __future__ import annotations

import json
from typing import Any

from webex_simulator import ids
from webex_simulator.call import Call, Operation, Reply
from webex_simulator.calling import find_location, primary_number
from webex_simulator.errors import not_found
from webex_simulator.lines import VIRTUAL_LINE, find_line, reach, remove_line, set_reach
from webex_simulator.phones import phones_of
from webex_simulator.shapes import shaped
from webex_simulator.store import Row

_CALLER_ID = ("callerIdLastName", "callerIdFirstName", "callerIdNumber")
_TEMPLATE = {
    "firstName*": str, "lastName*": str, "displayName": str, "phoneNumber": str, "extension": str, "locationId*": str,
    **dict.fromkeys(_CALLER_ID, str),
}  # fmt: skip
_CHANGES = {
    **{name.rstrip("*"): str for name in _TEMPLATE if name != "locationId*"}, "announcementLanguage": str,
    "timeZone": str,
}  # fmt: skip


def list_virtual_lines(call: Call) -> Reply:
    """List the virtual lines of an organization."""
    sql, values = "SELECT * FROM line WHERE org = ? AND kind = ?", [call.org(), VIRTUAL_LINE]
    for name, column, kind in (("locationId", "location", "LOCATION"), ("id", "id", VIRTUAL_LINE)):
        wanted = [part for each in call.query.getlist(name) for part in each.split(",") if part]
        if wanted:
            sql += f" AND {column} IN ({', '.join('?' * len(wanted))})"
            values += [ids.decode(each, kind) or "" for each in wanted]
    return call.page(
        "virtualLines", f"{sql} ORDER BY seq", values, lambda row: _show_listed(call, row), 1000, 2000, "start"
    )


def create_virtual_line(call: Call) -> Reply:
    """Create a virtual line."""
    org = call.org()
    document = shaped(_TEMPLATE, call.body)
    location = find_location(call.store, org, document.pop("locationId"), "locationId")
    key = ids.new_uuid()
    call.store.insert(
        "line", id=key, kind=VIRTUAL_LINE, org=org, location=location["id"], name=_name(document), doc={},
        created=call.now,
    )  # fmt: skip
    set_reach(call.store, key, location, document.pop("phoneNumber", None), document.pop("extension", None))
    call.store.update("line", key, doc=document)
    return Reply(201, {"id": ids.encode(VIRTUAL_LINE, key)})


def get_virtual_line(call: Call) -> Reply:
    """Read a virtual line."""
    row = _find(call)
    location, document = _location(call, row), json.loads(row["doc"])
    place = json.loads(location["doc"])
    names = ("address1", "address2", "city", "state", "postalCode", "country")
    address = {"city": "", "state": "", "postalCode": "", **place.get("address", {})}
    address.setdefault("address1", address.get("addressLine1", ""))
    address["postalCode"] = address["postalCode"] or address.get("zipOrPostalCode", "")
    shown = {name: document[name] for name in ("firstName", "lastName", "displayName", "timeZone") if name in document}
    return Reply(200, {
        "id": ids.encode(VIRTUAL_LINE, row["id"]),
        **shown,
        "directorySearchEnabled": False,
        "announcementLanguage": document.get("announcementLanguage", place.get("announcementLanguage", "en_us")),
        "number": _number(call, row, ("external", "extension")),
        "devices": [],
        "location": {
            "id": ids.encode("LOCATION", location["id"]),
            "name": location["name"],
            "address": {name: address[name] for name in names if name in address},
        },
    })  # fmt: skip


def change_virtual_line(call: Call) -> Reply:
    """Change a virtual line; what the body leaves out stays."""
    row, given = _find(call), shaped(_CHANGES, call.body)
    document = json.loads(row["doc"]) | given
    if {"phoneNumber", "extension"} & given.keys():
        number = document.pop("phoneNumber", primary_number(call.store, row["id"]))
        set_reach(call.store, row["id"], _location(call, row), number, document.pop("extension", row["extension"]))
    call.store.update("line", row["id"], name=_name(document), doc=document)
    return Reply(204)


def delete_virtual_line(call: Call) -> Reply:
    """Delete a virtual line; its numbers are free again."""
    remove_line(call.store, _find(call)["id"])
    return Reply(204)


def _find(call: Call) -> Row:
    key = call.key("virtualLineId", VIRTUAL_LINE, "Virtual line")
    return find_line(call.store, call.org(), VIRTUAL_LINE, key, "Virtual line")


def _location(call: Call, row: Row) -> Row:
    location = call.store.one("SELECT * FROM location WHERE id = ?", row["location"])
    if location is None:
        raise not_found("Location")
    return location


def _name(document: dict[str, Any]) -> str:
    return f"{document['firstName']} {document['lastName']}"


def _number(call: Call, row: Row, names: tuple[str, ...]) -> dict[str, Any]:
    reached = reach(call.store, row)
    reached["external"] = reached.pop("phoneNumber", None)
    return {**{name: reached[name] for name in names if reached.get(name)}, "primary": True}


def _show_listed(call: Call, row: Row) -> dict[str, Any]:
    document = json.loads(row["doc"])
    location = _location(call, row)
    return {
        "id": ids.encode(VIRTUAL_LINE, row["id"]),
        **{name: document[name] for name in ("firstName", "lastName", *_CALLER_ID) if name in document},
        "externalCallerIdNamePolicy": "DIRECT_LINE",
        "number": _number(call, row, ("external", "extension", "routingPrefix", "esn")),
        "location": {"id": ids.encode("LOCATION", location["id"]), "name": location["name"]},
        "numberOfDevicesAssigned": len(phones_of(call.store, row["id"])),
    }


_ALL = "/v1/telephony/config/virtualLines"
_ONE = f"{_ALL}/{{virtualLineId}}"
_READ = "spark-admin:telephony_config_read"
_WRITE = "spark-admin:telephony_config_write"
OPERATIONS = [
    Operation("GET", _ALL, list_virtual_lines, _READ),
    Operation("POST", _ALL, create_virtual_line, _WRITE),
    Operation("GET", _ONE, get_virtual_line, _READ),
    Operation("PUT", _ONE, change_virtual_line, _WRITE),
    Operation("DELETE", _ONE, delete_virtual_line, _WRITE),
]
