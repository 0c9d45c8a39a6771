# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""/workspaces: common areas, with or without calling."""

from __future__ import annotations

import json
from typing import Any

from webex_simulator import ids
from webex_simulator.call import Call, Operation, Reply
from webex_simulator.calling import add_license, find_location, primary_number
from webex_simulator.errors import ApiError, invalid, missing, not_found
from webex_simulator.fields import iso, phone_number
from webex_simulator.lines import WORKSPACE, reach, remove_line, set_reach
from webex_simulator.packages import WORKSPACES
from webex_simulator.shapes import shaped
from webex_simulator.store import Row

_TYPES = ("notSet", "focus", "huddle", "meetingRoom", "open", "desk", "other")
_CALLING = ("freeCalling", "hybridCalling", "webexCalling", "webexEdgeForDevices", "thirdPartySipCalling", "none")
_CHANGEABLE = ("freeCalling", "none", "thirdPartySipCalling", "webexCalling")
_CHANGES = {
    "displayName": str, "locationId": str, "capacity": int, "type": _TYPES, "notes": str, "sipAddress": str,
    "hotdeskingStatus": ("on", "off"), "calendar": {"type*": ("none", "google", "microsoft"), "emailAddress": str},
    "calling": {
        "type*": _CALLING,
        "webexCalling": {"phoneNumber": str, "extension": str, "locationId": str, "licenses": [str]},
    },
}  # fmt: skip
_TEMPLATE = {**_CHANGES, "displayName*": str, "orgId": str, "supportedDevices": ("collaborationDevices", "phones")}
del _TEMPLATE["displayName"]
# What PUT clears when it is left out.
_CLEARED = ("capacity", "type", "notes")


def list_workspaces(call: Call) -> Reply:
    """List the workspaces of an organization."""
    sql, values = "SELECT * FROM line WHERE org = ? AND kind = ?", [call.org(bare=False), WORKSPACE]
    if "displayName" in call.query:
        sql += " AND name = ?"
        values.append(call.query["displayName"])
    if "locationId" in call.query:
        sql += " AND json_extract(doc, '$.place') = ?"
        values.append(ids.decode(call.query["locationId"], "LOCATION") or "")
    for name, field in (("type", "type"), ("supportedDevices", "supportedDevices"), ("calling", "calling")):
        if name in call.query:
            sql += f" AND json_extract(doc, '$.{field}') = ?"
            values.append(call.query[name])
    return call.page("items", f"{sql} ORDER BY seq", values, lambda row: _show(call, row), 100, 1000, "start")


def create_workspace(call: Call) -> Reply:
    """Create a workspace; with Webex Calling it needs a licence, and a number or an extension."""
    given = shaped(_TEMPLATE, call.body)
    org = call.org(bare=False, given=given.pop("orgId", None))
    name, calling = _name(given), given.pop("calling", {"type": "freeCalling"})
    document = {"supportedDevices": "collaborationDevices", **given, "calling": calling["type"]}
    place = document.pop("locationId", None) or calling.get("webexCalling", {}).get("locationId")
    if place is not None:
        document["place"] = _place(call, org, place)
    key = ids.new_uuid()
    call.store.insert("line", id=key, kind=WORKSPACE, org=org, name=name, doc=document, created=call.now)
    if calling["type"] == "webexCalling":
        _set_calling(call, org, key, calling.get("webexCalling", {}))
    return Reply(201, _show(call, _row(call, key)))


def get_workspace(call: Call) -> Reply:
    """Read a workspace."""
    return Reply(200, _show(call, find_workspace(call)))


def change_workspace(call: Call) -> Reply:
    """Change a workspace; its location and the kind of its devices stay for ever."""
    row, given = find_workspace(call), shaped(_CHANGES, call.body)
    old = json.loads(row["doc"])
    name = _name(given) if "displayName" in given else row["name"]
    calling, place = given.pop("calling", None), given.pop("locationId", None)
    if place is not None and _place(call, row["org"], place) != old.get("place", ids.decode(place, "LOCATION")):
        raise invalid("locationId", "cannot be changed once configured.")
    document = {name: value for name, value in old.items() if name not in _CLEARED} | given
    if place is not None:
        document["place"] = ids.decode(place, "LOCATION")
    call.store.update("line", row["id"], name=name, doc=document)
    if calling is not None:
        _change_calling(call, row, old["calling"], calling)
    return Reply(200, _show(call, _row(call, row["id"])))


def delete_workspace(call: Call) -> Reply:
    """Delete a workspace with its devices; its numbers are free again."""
    remove_line(call.store, find_workspace(call)["id"])
    return Reply(204)


def get_workspace_numbers(call: Call) -> Reply:
    """Read the numbers of a workspace, and where it is."""
    row = find_workspace(call)
    location = call.store.one("SELECT * FROM location WHERE id = ?", row["location"])
    org = call.managed_org(row["org"])
    if location is None:
        raise ApiError(400, "The workspace has no Webex Calling.", 4008)
    reached = reach(call.store, row)
    if "phoneNumber" in reached:
        reached["external"] = reached.pop("phoneNumber")
    return Reply(200, {
        "distinctiveRingEnabled": False,
        "phoneNumbers": [{"primary": True, **reached}],
        "workspace": {"id": ids.encode(WORKSPACE, row["id"])},
        "location": {"id": ids.encode("LOCATION", location["id"]), "name": location["name"]},
        "organization": {"id": ids.encode("ORGANIZATION", org["id"]), "name": org["name"]},
    })  # fmt: skip


def find_workspace(call: Call) -> Row:
    """Return the workspace of the path, in an organization that the partner manages."""
    row = _row(call, call.key("workspaceId", WORKSPACE, "Workspace"))
    if "orgId" in call.query and row["org"] != call.org():
        raise not_found("Workspace")
    return row


def _row(call: Call, key: str) -> Row:
    sql = "SELECT line.* FROM line JOIN org ON org.id = org WHERE line.id = ? AND kind = ? AND managed"
    row = call.store.one(sql, key, WORKSPACE)
    if row is None:
        raise not_found("Workspace")
    return row


def _name(given: dict[str, Any]) -> str:
    name = str(given.pop("displayName"))
    if not name.strip():
        raise missing("displayName")
    return name


def _place(call: Call, org: str, identifier: str) -> str:
    key = ids.decode(identifier, "LOCATION")
    if key is None or call.store.one("SELECT 1 FROM location WHERE id = ? AND org = ?", key, org) is None:
        raise invalid("locationId", "is no location of the organization.")
    return key


def _set_calling(call: Call, org: str, key: str, given: dict[str, Any]) -> None:
    location = find_location(call.store, org, given.get("locationId"), "calling.webexCalling.locationId")
    number, extension = given.get("phoneNumber"), given.get("extension")
    if not number and not extension:
        raise ApiError(400, "DIRECTORY_NUMBER_OR_EXTERNAL_NUMBER required", field="calling.webexCalling")
    _license(call, org, key, given.get("licenses"))
    number = phone_number(number, "calling.webexCalling.phoneNumber") if number else None
    set_reach(call.store, key, location, number, extension)
    call.store.run("UPDATE line SET doc = json_set(doc, '$.place', ?) WHERE id = ?", location["id"], key)


def _license(call: Call, org: str, key: str, wanted: list[str] | None) -> None:
    """Give a workspace a licence: one of the wanted ones, or without a wish the first that suits."""
    held = call.store.one("SELECT 1 FROM person_license WHERE person = ?", key)
    if held is not None and not wanted:
        return
    keys = [ids.decode(each, "LICENSE") for each in wanted or []]
    rows = call.store.all("SELECT * FROM license WHERE org = ? ORDER BY rowid", org)
    suitable = [row for row in rows if row["package"] in WORKSPACES and (not wanted or row["id"] in keys)]
    if not suitable:
        raise invalid("calling.webexCalling.licenses", "no licence for workspaces is there.")
    call.store.run("DELETE FROM person_license WHERE person = ?", key)
    add_license(call.store, key, suitable[0])


def _change_calling(call: Call, row: Row, old: str, given: dict[str, Any]) -> None:
    new, settings = given["type"], given.get("webexCalling", {})
    if new == old and not {"phoneNumber", "extension", "locationId"} & settings.keys():
        if new == "webexCalling":
            _license(call, row["org"], row["id"], settings.get("licenses"))
        return
    if old not in _CHANGEABLE:
        raise invalid("calling", f"cannot be changed from {old}.")
    if call.store.one("SELECT 1 FROM device WHERE owner = ?", row["id"]) is not None:
        raise invalid("calling", "cannot be changed while the workspace has devices.")
    if new == "webexCalling":
        document = json.loads(_row(call, row["id"])["doc"])
        wanted = ids.decode(settings.get("locationId", ""), "LOCATION")
        if document.get("place", wanted) != wanted:
            raise invalid("calling.webexCalling.locationId", "cannot be changed once configured.")
        current = {"phoneNumber": primary_number(call.store, row["id"]), "extension": row["extension"]}
        _set_calling(call, row["org"], row["id"], current | settings)
    elif old == "webexCalling":
        raise invalid("calling", "cannot be turned off.")
    call.store.run("UPDATE line SET doc = json_set(doc, '$.calling', ?) WHERE id = ?", new, row["id"])


def _show(call: Call, row: Row) -> dict[str, Any]:
    document = json.loads(row["doc"])
    calling: dict[str, Any] = {"type": document.pop("calling")}
    place = document.pop("place", None)
    if calling["type"] == "webexCalling":
        rows = call.store.all("SELECT license FROM person_license WHERE person = ?", row["id"])
        calling["webexCalling"] = {"licenses": [ids.encode("LICENSE", each["license"]) for each in rows]}
    return {
        "id": ids.encode(WORKSPACE, row["id"]),
        "orgId": ids.encode("ORGANIZATION", row["org"]),
        **({"locationId": ids.encode("LOCATION", place)} if place else {}),
        "displayName": row["name"],
        "created": iso(row["created"]),
        **document,
        "calling": calling,
        "devicePlatform": "cisco",
    }


_ALL = "/v1/workspaces"
_ONE = f"{_ALL}/{{workspaceId}}"
_READ = "spark-admin:workspaces_read"
_WRITE = "spark-admin:workspaces_write"
OPERATIONS = [
    Operation("GET", _ALL, list_workspaces, _READ),
    Operation("POST", _ALL, create_workspace, _WRITE),
    Operation("GET", _ONE, get_workspace, _READ),
    Operation("PUT", _ONE, change_workspace, _WRITE),
    Operation("DELETE", _ONE, delete_workspace, _WRITE),
    Operation("GET", f"{_ONE}/features/numbers", get_workspace_numbers, _READ),
]
