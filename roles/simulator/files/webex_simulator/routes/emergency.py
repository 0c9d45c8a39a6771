# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Emergency callback numbers of locations and their members, and who depends on whom for one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from webex_simulator import ids
from webex_simulator.call import Call, Operation, Reply
from webex_simulator.calling import primary_number
from webex_simulator.errors import ApiError, invalid
from webex_simulator.lines import PERSON, VIRTUAL_LINE, WORKSPACE, find_line, find_member, member_names
from webex_simulator.routes.locations import find_location
from webex_simulator.routes.people import find_person
from webex_simulator.routes.workspaces import find_workspace
from webex_simulator.shapes import INVALID_VALUE, MISSING_FIELD, shaped
from webex_simulator.store import Row, Store

_MEMBER, _DIRECT, _LOCATION, _MAIN, _NONE = (
    "LOCATION_MEMBER_NUMBER", "DIRECT_LINE", "LOCATION_ECBN", "LOCATION_NUMBER", "NONE",
)  # fmt: skip
_HUNT_GROUP = "HUNT_GROUP"
_NO_DIRECT_LINE = 25042
_EXPIRY, _EXPIRY_LEAST, _EXPIRY_MOST = 60, 10, 1440
_OF_LOCATION = {"selected*": (_MAIN, _MEMBER), "locationMemberId": str, "elinExpiryTimeMinutes": int}
_ELIN = ("elinEnabled", "elinForWebexAppEnabled")


class _Setting(NamedTuple):
    """What somebody has chosen; `kind` and `member` are whose number it is, if another one's."""

    selected: str | None
    document: dict[str, Any]
    kind: str = ""
    member: Row | None = None


def get_location(call: Call) -> Reply:
    """Read the emergency callback number of a location."""
    row = find_location(call, calling=True)
    setting = _setting(call.store, row["id"], row["org"])
    shown = {
        "locationInfo": {"name": row["name"], **_number(_MAIN, row["main_number"])},
        "locationMemberInfo": _member_info(call.store, setting),
        "selected": setting.selected or _MAIN,
        "elinExpiryTimeMinutes": setting.document.get("elinExpiryTimeMinutes", _EXPIRY),
    }
    if row["main_number"]:
        shown["locationInfo"]["phoneNumber"] = row["main_number"]
    return Reply(200, shown)


def set_location(call: Call) -> Reply:
    """Choose the emergency callback number of a location: its main number, or that of somebody there."""
    row, given = find_location(call, calling=True), shaped(_OF_LOCATION, call.body)
    minutes = given.get("elinExpiryTimeMinutes", _EXPIRY)
    if not _EXPIRY_LEAST <= minutes <= _EXPIRY_MOST:
        raise invalid("elinExpiryTimeMinutes", f"must be {_EXPIRY_LEAST} to {_EXPIRY_MOST}.", INVALID_VALUE)
    kinds = (PERSON, WORKSPACE, VIRTUAL_LINE, _HUNT_GROUP)
    _choose(call, row["id"], row["org"], row["id"], given, kinds, ("elinExpiryTimeMinutes",))
    return Reply(204)


def _reader(find: Callable[[Call], tuple[str, Row]], elin: tuple[str, ...]) -> Callable[[Call], Reply]:
    def get_number(call: Call) -> Reply:
        kind, row = find(call)
        location = _location(call, row)
        setting, own = _setting(call.store, row["id"], row["org"]), primary_number(call.store, row["id"])
        of_location = _setting(call.store, location["id"], row["org"])
        selected = setting.selected or (_DIRECT if own else _NONE)
        fallback = _effective(call.store, location, of_location)
        shown: dict[str, Any] = {
            "selected": selected,
            "directLineInfo": {**_names(kind, row), **_number(_DIRECT, own)},
            "locationECBNInfo": {"firstName": location["name"], "lastName": ".", **_number(_LOCATION, fallback)},
            "defaultInfo": {"effectiveValue": fallback or "", "quality": _quality(fallback)},
            **{name: setting.document.get(name, False) for name in elin},
        }
        for name, number in (("directLineInfo", own), ("locationECBNInfo", fallback)):
            if number:
                shown[name]["phoneNumber"] = number
        if setting.member is not None:
            shown["locationMemberInfo"] = _member_info(call.store, setting)
        return Reply(200, shown)

    return get_number


def _writer(find: Callable[[Call], tuple[str, Row]], elin: tuple[str, ...]) -> Callable[[Call], Reply]:
    template = {"selected*": (_DIRECT, _LOCATION, _MEMBER), "locationMemberId": str, **dict.fromkeys(elin, bool)}

    def set_number(call: Call) -> Reply:
        _kind, row = find(call)
        location, given = _location(call, row), shaped(template, call.body)
        if given["selected"] == _DIRECT and primary_number(call.store, row["id"]) is None:
            raise invalid("selected", "there is no direct line without a number.", _NO_DIRECT_LINE)
        _choose(call, row["id"], row["org"], location["id"], given, (PERSON, WORKSPACE), elin)
        return Reply(204)

    return set_number


def _counter(find: Callable[[Call], tuple[str, Row]]) -> Callable[[Call], Reply]:
    def get_dependencies(call: Call) -> Reply:
        _kind, row = find(call)
        own = _setting(call.store, row["id"], row["org"])
        others = call.store.all("SELECT id FROM emergency WHERE member = ? AND id != ?", row["id"], row["id"])
        of_location = [each for each in others if each["id"] == row["location"]]
        direct = (own.selected or _DIRECT) == _DIRECT and primary_number(call.store, row["id"]) is not None
        return Reply(200, {
            "isLocationEcbnDefault": bool(of_location),
            "isSelfEcbnDefault": direct,
            "dependentMemberCount": len([each for each in others if _exists(call.store, each["id"])]),
        })  # fmt: skip

    return get_dependencies


def _choose(
    call: Call, key: str, org: str, location: str, given: dict[str, Any], kinds: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    """Store a choice; a member's number must be there, in the same location."""
    member = None
    if given["selected"] == _MEMBER:
        identifier = given.get("locationMemberId")
        if not identifier:
            raise ApiError(400, "Missing mandatory field locationMemberId.", MISSING_FIELD, "locationMemberId")
        found = _find_member(call.store, org, identifier, kinds)
        if found is None or found["location"] != location or primary_number(call.store, found["id"]) is None:
            raise invalid("locationMemberId", "is nobody in the location who has a number.", INVALID_VALUE)
        member = found["id"]
    call.store.run("DELETE FROM emergency WHERE id = ?", key)
    document = {name: given[name] for name in kept if name in given}
    document["person"] = member is not None and ids.decode(given["locationMemberId"], PERSON) is not None
    call.store.insert("emergency", id=key, selected=given["selected"], member=member, doc=document)


def _find_member(store: Store, org: str, identifier: str, kinds: tuple[str, ...]) -> Row | None:
    found = find_member(store, org, identifier)
    if found is not None:
        return found[1] if found[0] in kinds else None
    key = ids.decode(identifier, _HUNT_GROUP) if _HUNT_GROUP in kinds else None
    return store.one("SELECT * FROM line WHERE id = ? AND org = ? AND kind = ?", key, org, _HUNT_GROUP)


def _setting(store: Store, key: str, org: str) -> _Setting:
    """Return a choice; when the one whose number it was has gone, or has none any more, there is no choice."""
    row = store.one("SELECT * FROM emergency WHERE id = ?", key)
    if row is None:
        return _Setting(None, {})
    document = json.loads(row["doc"])
    if row["member"] is None:
        return _Setting(row["selected"], document)
    table = "person" if document["person"] else "line"
    member = store.one(f"SELECT * FROM {table} WHERE id = ? AND org = ?", row["member"], org)
    if member is None or primary_number(store, member["id"]) is None:
        return _Setting(None, document)
    return _Setting(row["selected"], document, PERSON if document["person"] else member["kind"], member)


def _effective(store: Store, location: Row, setting: _Setting) -> str | None:
    main: str | None = location["main_number"]
    return primary_number(store, setting.member["id"]) if setting.member is not None else main


def _member_info(store: Store, setting: _Setting) -> dict[str, Any]:
    if setting.member is None:
        return _number(_MEMBER, None)
    number = primary_number(store, setting.member["id"])
    return {
        "memberId": ids.encode(setting.kind, setting.member["id"]),
        "memberType": setting.kind,
        **_names(setting.kind, setting.member),
        "phoneNumber": number,
        **_number(_MEMBER, number),
    }


def _names(kind: str, row: Row) -> dict[str, str]:
    return {"firstName": row["name"], "lastName": "."} if kind == _HUNT_GROUP else member_names(kind, row)


def _number(level: str, number: str | None) -> dict[str, Any]:
    return {"effectiveLevel": level if number else _NONE, "effectiveValue": number or "", "quality": _quality(number)}


def _quality(number: str | None) -> str:
    return "RECOMMENDED" if number else "INVALID"


def _exists(store: Store, key: str) -> bool:
    tables = ("person", "line")
    return any(store.one(f"SELECT 1 FROM {table} WHERE id = ?", key) is not None for table in tables)


def _location(call: Call, row: Row) -> Row:
    location = call.store.one("SELECT * FROM location WHERE id = ?", row["location"])
    if location is None:
        raise ApiError(400, "There is no Webex Calling here.", 4008)
    return location


def _person(call: Call) -> tuple[str, Row]:
    return PERSON, find_person(call, call.org() if "orgId" in call.query else None)


def _workspace(call: Call) -> tuple[str, Row]:
    return WORKSPACE, find_workspace(call)


def _line(kind: str, parameter: str, what: str) -> Callable[[Call], tuple[str, Row]]:
    return lambda call: (kind, find_line(call.store, call.org(), kind, call.key(parameter, kind, what), what))


_TOP = "/v1/telephony/config"
_PLACE = f"{_TOP}/locations/{{locationId}}/features/emergencyCallbackNumber"
_READ = "spark-admin:telephony_config_read"
_WRITE = "spark-admin:telephony_config_write"
# Path -> who it is about, and what can be set there beside the number.
_OWNERS = {
    "people/{personId}": (_person, _ELIN),
    "workspaces/{workspaceId}": (_workspace, _ELIN[:1]),
    "virtualLines/{virtualLineId}": (_line(VIRTUAL_LINE, "virtualLineId", "Virtual line"), ()),
}
_COUNTED = {
    **{path: find for path, (find, _elin) in _OWNERS.items()},
    "huntGroups/{huntGroupId}": _line(_HUNT_GROUP, "huntGroupId", "Hunt group"),
}
OPERATIONS = [
    Operation("GET", _PLACE, get_location, _READ),
    Operation("PUT", _PLACE, set_location, _WRITE),
    *(Operation("GET", f"{_TOP}/{path}/emergencyCallbackNumber", _reader(find, elin), _READ)
      for path, (find, elin) in _OWNERS.items()),
    *(Operation("PUT", f"{_TOP}/{path}/emergencyCallbackNumber", _writer(find, elin), _WRITE)
      for path, (find, elin) in _OWNERS.items()),
    *(Operation("GET", f"{_TOP}/{path}/emergencyCallbackNumber/dependencies", _counter(find), _READ)
      for path, find in _COUNTED.items()),
]  # fmt: skip
