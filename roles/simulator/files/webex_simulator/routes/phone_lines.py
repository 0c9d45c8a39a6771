# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""/telephony/config/devices: the lines of a phone, and the phones of a person or a workspace."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from webex_simulator import ids
from webex_simulator.call import Call, Operation, Reply
from webex_simulator.catalogue import Model, find_model
from webex_simulator.errors import ApiError, invalid, missing, not_found
from webex_simulator.fields import strings
from webex_simulator.lines import MEMBERS, VIRTUAL_LINE, find_member, member_names, reach
from webex_simulator.phones import MAC, SHARED, Phones, bare_mac, members_of, owner_line, phones_of
from webex_simulator.routes.locations import like
from webex_simulator.routes.people import find_person
from webex_simulator.routes.workspaces import find_workspace
from webex_simulator.shapes import INVALID_VALUE, shaped
from webex_simulator.store import Row

_WRONG_ID, _FIXED_LINE, _FIXED_OWNER = 27123, 5665, 25366
_MOST_LINES = 35
_SETTINGS = {"hotlineEnabled": False, "hotlineDestination": "", "allowCallDeclineEnabled": True}
_MEMBER = {
    "port*": int, "id*": str, "primaryOwner*": bool, "lineType*": ("PRIMARY", SHARED), "lineWeight*": int,
    "hotlineEnabled": bool, "hotlineDestination": str, "allowCallDeclineEnabled": bool, "lineLabel": str,
    "t38FaxCompressionEnabled": bool,
}  # fmt: skip
_AVAILABLE = """
SELECT * FROM (
  SELECT 'PEOPLE' AS kind, id, org, location, extension, doc, display_name AS name, seq FROM person
  UNION ALL SELECT kind, id, org, location, extension, doc, name, seq FROM line WHERE kind IN ('PLACE', 'VIRTUAL_LINE')
) WHERE org = ? AND location IS NOT NULL
"""


def validate_macs(call: Call) -> Reply:
    """Tell of each MAC address whether it is free, as far as the organizations of the partner know."""
    call.org()
    macs = strings(call.body, "macs")
    if not macs:
        raise missing("macs")
    shown: list[dict[str, Any]] = []
    bare = [bare_mac(value) for value in macs]
    for index, (value, mac) in enumerate(zip(macs, bare, strict=True)):
        entry: dict[str, Any] = {"mac": value, "state": "AVAILABLE"}
        if not MAC.match(mac):
            entry |= {"state": "INVALID", "errorCode": 25220, "message": "[Error 25220] MAC Address is invalid."}
        elif mac in bare[:index]:
            entry |= {"state": "DUPLICATE_IN_LIST", "errorCode": 5676, "message": "[Error 5676] Duplicate in list."}
        elif call.store.one("SELECT 1 FROM device WHERE mac = ?", mac) is not None:
            entry |= {"state": "UNAVAILABLE", "errorCode": 5675, "message": "[Error 5675] MAC Address is in use."}
        shown.append(entry)
    if all(entry["state"] == "AVAILABLE" for entry in shown):
        return Reply(200, {"status": "OK"})
    return Reply(200, {"status": "ERRORS", "macStatus": shown})


def get_phone(call: Call) -> Reply:
    """Read what a phone is."""
    row, model = _find(call)
    shown = {
        "id": ids.encode("DEVICE", row["id"]),
        "manufacturer": model.manufacturer,
        "managedBy": model.managed_by,
        "ip": "",
        "model": row["model"],
        "activationState": "activating" if row["code"] else "activated",
        "description": json.loads(row["doc"])["tags"],
        "upgradeChannelEnabled": model.manufacturer == "CISCO",
    }
    return Reply(200, shown | ({"mac": row["mac"]} if row["mac"] else {}))


def get_members(call: Call) -> Reply:
    """Read the lines of a phone."""
    row, model = _find(call)
    shown, port = [], 1
    for member, line in members_of(call.store, row):
        settings = {name: member[name] for name in _MEMBER_SETTINGS if name in member}
        shown.append({
            **_show_member(call, member["kind"], line), **_SETTINGS, **settings,
            "primaryOwner": member["primaryOwner"], "lineType": member["lineType"], "port": port,
            "lineWeight": member["lineWeight"],
        })  # fmt: skip
        port += member["lineWeight"]
    return Reply(200, {"model": row["model"], "members": shown, "maxLineCount": model.ports})


def set_members(call: Call) -> Reply:
    """Replace the lines of a phone: who is left out has none any more, but the owner cannot be."""
    row, model = _find(call)
    current = {member["key"]: member for member, _line in members_of(call.store, row)}
    given = shaped({"members": [_MEMBER]}, call.body).get("members")
    document = json.loads(row["doc"])
    if given is None:
        kept = [member for member in document["members"] if member["key"] == row["owner"]]
    else:
        kept = [_member(call, row, current, entry) for entry in sorted(given, key=lambda entry: int(entry["port"]))]
        if [each["key"] for each in kept if each.pop("primaryOwner")] != [row["owner"]]:
            raise invalid("members.primaryOwner", "the owner of a phone cannot be changed.", _FIXED_OWNER)
        if len({each["key"] for each in kept}) < len(kept) or len({entry["port"] for entry in given}) < len(kept):
            raise invalid("members", "one twice, or one port twice.", INVALID_VALUE)
        if sum(each["lineWeight"] for each in kept) > model.ports:
            raise invalid("members", f"the phone has {model.ports} lines.", INVALID_VALUE)
    call.store.update("device", row["id"], doc=document | {"members": kept})
    return Reply(204)


def list_available(call: Call) -> Reply:
    """List who could get a line on a phone."""
    row, _model = _find(call)
    present = [member["key"] for member, _line in members_of(call.store, row)]
    sql, values = f"{_AVAILABLE} AND id NOT IN ({', '.join('?' * len(present))})", [row["org"], *present]
    if call.query.get("usageType") == "DEVICE_OWNER":
        sql += f" AND kind != '{VIRTUAL_LINE}'"
    for name, condition, value in (
        ("memberName", "name LIKE ? ESCAPE '\\'", like),
        ("locationId", "location = ?", lambda text: ids.decode(text, "LOCATION") or ""),
        ("extension", "extension = ?", str),
        ("phoneNumber", "EXISTS (SELECT 1 FROM number WHERE owner = id AND value = ?)", str),
    ):
        if name in call.query:
            sql += f" AND {condition}"
            values.append(value(call.query[name]))

    def show(line: Row) -> dict[str, Any]:
        shown = _show_member(call, line["kind"], line)
        kept = ("id", "firstName", "lastName", "phoneNumber", "memberType", "location")
        return {**{name: shown[name] for name in kept if name in shown}, "lineType": SHARED,
                "allowCallDeclineEnabled": True}  # fmt: skip

    return call.page("members", f"{sql} ORDER BY kind, seq", values, show, 2000, 2000, "start")


def apply_changes(call: Call) -> Reply:
    """Have a phone fetch its settings."""
    _row, model = _find(call)
    if model.manufacturer != "CISCO":
        raise ApiError(400, f"{model.shown} does not support applying changes.")
    return Reply(204)


def _lister(find: Callable[[Call], Row], states: tuple[str, str]) -> Callable[[Call], Reply]:
    def list_phones(call: Call) -> Reply:
        call.org()
        person = find(call)
        shown = [_show_phone(call, device, person["id"], states) for device in phones_of(call.store, person["id"])]
        most = Phones(call.store).limit(person["id"])
        return Reply(200, {"devices": shown, "maxDeviceCount": _MOST_LINES, "maxOwnedDeviceCount": most})

    return list_phones


def _find(call: Call) -> tuple[Row, Model]:
    """Return the phone of the path; the id that /devices has for it is another one."""
    text = call.params["callingDeviceId"]
    if ids.decode(text, "DEVICE"):
        raise ApiError(400, "The id is no callingDeviceId.", _WRONG_ID)
    key = ids.decode(text, "CALLING_DEVICE")
    row = call.store.one("SELECT * FROM device WHERE id = ? AND org = ? AND visible", key, call.org())
    model = find_model(row["model"]) if row is not None else None
    if row is None or model is None:
        raise not_found("Device")
    return row, model


def _member(call: Call, device: Row, current: dict[str, dict[str, Any]], entry: dict[str, Any]) -> dict[str, Any]:
    """Return a member as it is stored, with `primaryOwner` as it was given."""
    found = find_member(call.store, device["org"], entry["id"])
    if found is None or found[1]["location"] is None or ids.decode(entry["id"], *MEMBERS) is None:
        raise invalid("members.id", "is nobody with Webex Calling.", INVALID_VALUE)
    kind, line = found
    weight = entry["lineWeight"]
    if weight < 1 or entry["port"] < 1:
        raise invalid("members.lineWeight", "must be at least 1, as the port.", INVALID_VALUE)
    old = current.get(line["id"], {"lineType": SHARED, "lineWeight": weight})
    if (old["lineType"], old["lineWeight"]) != (entry["lineType"], weight):
        code = _FIXED_LINE if line["id"] in current else INVALID_VALUE
        raise invalid("members.lineType", "type and weight of a line cannot be changed.", code)
    kept = {name: value for name, value in entry.items() if name in _MEMBER_SETTINGS}
    return {"key": line["id"], "kind": kind, "lineWeight": weight, "primaryOwner": entry["primaryOwner"], **kept}


def _show_member(call: Call, kind: str, line: Row) -> dict[str, Any]:
    location = call.store.one("SELECT * FROM location WHERE id = ?", line["location"])
    shown = {
        "id": ids.encode(kind, line["id"]),
        **member_names(kind, line),
        **reach(call.store, line),
        "memberType": kind,
    }
    if location is not None:
        shown["location"] = {"id": ids.encode("LOCATION", location["id"]), "name": location["name"]}
    return shown


def _show_phone(call: Call, device: Row, key: str, states: tuple[str, str]) -> dict[str, Any]:
    model, own = find_model(device["model"]), device["owner"] == key
    shown: dict[str, Any] = {
        "id": ids.encode("CALLING_DEVICE", device["id"]),
        "description": json.loads(device["doc"])["tags"],
        "model": device["model"],
        "displayName": model.shown if model else device["model"],
        "primaryOwner": own,
        "type": owner_line(call.store, device) if own else SHARED,
        "hoteling": {"enabled": False, "limitGuestUse": False},
        "activationState": states[0] if device["code"] else states[1],
    }
    for kind in MEMBERS:
        owner = find_member(call.store, device["org"], ids.encode(kind, device["owner"]))
        if owner is not None:
            names = member_names(*owner)
            shown["owner"] = {"id": ids.encode(kind, device["owner"]), "type": kind, **names}
    return shown | ({"mac": device["mac"]} if device["mac"] else {})


_MEMBER_SETTINGS = (*_SETTINGS, "lineLabel", "t38FaxCompressionEnabled")
_TOP = "/v1/telephony/config"
_ONE = f"{_TOP}/devices/{{callingDeviceId}}"
_READ = "spark-admin:telephony_config_read"
_WRITE = "spark-admin:telephony_config_write"
_PEOPLE = _lister(find_person, ("activating", "activated"))
_WORKSPACES = _lister(find_workspace, ("ACTIVATING", "ACTIVATED"))
OPERATIONS = [
    Operation("POST", f"{_TOP}/devices/actions/validateMacs/invoke", validate_macs, _WRITE),
    Operation("GET", _ONE, get_phone, _READ),
    Operation("GET", f"{_ONE}/members", get_members, _READ),
    Operation("PUT", f"{_ONE}/members", set_members, _WRITE),
    Operation("GET", f"{_ONE}/availableMembers", list_available, _READ),
    Operation("POST", f"{_ONE}/actions/applyChanges/invoke", apply_changes, _WRITE),
    Operation("GET", f"{_TOP}/people/{{personId}}/devices", _PEOPLE, _READ),
    Operation("GET", f"{_TOP}/workspaces/{{workspaceId}}/devices", _WORKSPACES, _READ),
]
