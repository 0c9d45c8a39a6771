# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Call features: auto attendants, hunt groups, call queues, voicemail groups. One implementation of all kinds."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from webex_simulator import ids
from webex_simulator.call import Call, Operation, Reply
from webex_simulator.errors import ApiError, invalid
from webex_simulator.feature_kinds import KINDS, Kind
from webex_simulator.fields import phone_number, query_flag
from webex_simulator.lines import (
    MEMBERS,
    SCHEDULES,
    check_name,
    find_line,
    find_member,
    member_names,
    reach,
    remove_line,
    set_reach,
)
from webex_simulator.routes.locations import find_location, like
from webex_simulator.shapes import INVALID_VALUE, merged, shaped
from webex_simulator.store import Row

_AGENTS = {"SIMULTANEOUS": 50, "WEIGHTED": 100}
_MOST_AGENTS = 1000
_LIST = """
SELECT line.*, location.name AS location_name FROM line JOIN location ON location.id = location
WHERE line.org = ? AND kind = ?
"""


def _lister(kind: Kind) -> Callable[[Call], Reply]:
    def list_features(call: Call) -> Reply:
        where: list[str] = [""]
        values: list[Any] = [call.org(), kind.code]
        if "locationId" in call.query:
            where.append("location = ?")
            values.append(ids.decode(call.query["locationId"], "LOCATION") or "")
        if "name" in call.query:
            where.append("line.name LIKE ? ESCAPE '\\'")
            values.append(like(call.query["name"]))
        if "phoneNumber" in call.query:
            where.append("EXISTS (SELECT 1 FROM number WHERE owner = line.id AND value LIKE ? ESCAPE '\\')")
            values.append(like(call.query["phoneNumber"]))
        if "hasCxEssentials" in kind.listed:
            # Customer Assist queues are in a list of their own.
            where.append("json_extract(line.doc, '$.hasCxEssentials') = ?")
            values.append(query_flag(call.query, "hasCxEssentials") or False)
        sql = f"{_LIST} {' AND '.join(where)} ORDER BY line.seq"
        return call.page(kind.path, sql, values, lambda row: _show_listed(call, kind, row), 1000, 2000, "start")

    return list_features


def _creator(kind: Kind) -> Callable[[Call], Reply]:
    def create_feature(call: Call) -> Reply:
        location = find_location(call, calling=True)
        document = shaped(kind.template, call.body)
        key, name = ids.new_uuid(), _name(document)
        check_name(call.store, location, kind.code, name)
        if "hasCxEssentials" in kind.listed:
            document["hasCxEssentials"] = query_flag(call.query, "hasCxEssentials") or False
        call.store.insert(
            "line", id=key, kind=kind.code, org=location["org"], location=location["id"], name=name, doc={},
            created=call.now,
        )  # fmt: skip
        _write(call, kind, location, key, kind.defaults, document)
        return Reply(kind.created, {"id": ids.encode(kind.code, key)})

    return create_feature


def _reader(kind: Kind) -> Callable[[Call], Reply]:
    def get_feature(call: Call) -> Reply:
        row = _find(call, kind)
        document = json.loads(row["doc"])
        shown = {name: value for name, value in document.items() if name not in kind.hidden}
        if "agents" in shown:
            shown["agents"] = _show_agents(call, kind, row["org"], shown["agents"])
        reached = {"tollFreeNumber": False, **reach(call.store, row)}
        return Reply(200, {
            "id": ids.encode(kind.code, row["id"]), "name": row["name"], **shown,
            **{name: value for name, value in reached.items() if name in kind.shown},
        })  # fmt: skip

    return get_feature


def _changer(kind: Kind) -> Callable[[Call], Reply]:
    optional = {name.rstrip("*"): inner for name, inner in kind.template.items()}
    for name in kind.merging:
        optional[name] = {inner.rstrip("*"): value for inner, value in optional[name].items()}

    def change_feature(call: Call) -> Reply:
        location, row = find_location(call, calling=True), _find(call, kind)
        document = shaped(optional, call.body)
        if "name" in document:
            name = _name(document)
            check_name(call.store, location, kind.code, name, row["id"])
            call.store.update("line", row["id"], name=name)
        document = {"phoneNumber": reach(call.store, row).get("phoneNumber"), "extension": row["extension"]} | document
        _write(call, kind, location, row["id"], json.loads(row["doc"]), document)
        return Reply(204)

    return change_feature


def _remover(kind: Kind) -> Callable[[Call], Reply]:
    def delete_feature(call: Call) -> Reply:
        remove_line(call.store, _find(call, kind)["id"])
        return Reply(204)

    return delete_feature


def _find(call: Call, kind: Kind) -> Row:
    location, what = find_location(call, calling=True), kind.code.replace("_", " ").capitalize()
    row = find_line(call.store, location["org"], kind.code, call.key(kind.parameter, kind.code, what), what)
    if row["location"] != location["id"]:
        raise ApiError(404, f"{what} not found in the location.")
    return row


def _name(document: dict[str, Any]) -> str:
    name = str(document.pop("name"))
    if not name.strip():
        raise invalid("name", "must not be empty.", INVALID_VALUE)
    return name


def _write(call: Call, kind: Kind, location: Row, key: str, old: dict[str, Any], new: dict[str, Any]) -> None:
    """Store what is new, after a look at all that it refers to."""
    number, extension = new.pop("phoneNumber", None), new.pop("extension", None)
    number = phone_number(number, "phoneNumber") if number else None
    set_reach(call.store, key, location, number, extension)
    both = {name: merged(old.get(name, {}), new[name]) for name in kind.merging if name in new}
    document = old | new | both
    _check_agents(call, location["org"], document)
    for name in ("businessSchedule", "holidaySchedule"):
        _check_schedule(call, location, name, new.get(name))
    call.store.update("line", key, doc=document)


def _check_schedule(call: Call, location: Row, field: str, name: str | None) -> None:
    kind = SCHEDULES[field == "holidaySchedule"]
    sql = "SELECT 1 FROM line WHERE location = ? AND kind = ? AND name = ?"
    if name and call.store.one(sql, location["id"], kind, name) is None:
        raise invalid(field, f"{name} is no schedule of this kind in the location.", INVALID_VALUE)


def _check_agents(call: Call, org: str, document: dict[str, Any]) -> None:
    agents = document.get("agents", [])
    names = [agent["id"] for agent in agents]
    policy = document.get("callPolicies", {}).get("policy")
    if len(names) > _AGENTS.get(policy, _MOST_AGENTS) or len(set(names)) < len(names):
        raise invalid("agents", "too many, or one twice.", INVALID_VALUE)
    for name in names:
        # Whoever has gone since is just shown no more.
        if find_member(call.store, org, name) is None and ids.decode(name, *MEMBERS) is None:
            raise invalid("agents.id", f"{name} is no person, workspace or virtual line.", INVALID_VALUE)


def _show_agents(call: Call, kind: Kind, org: str, agents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    shown = []
    for agent in agents:
        found = find_member(call.store, org, agent["id"])
        if found is None or found[1]["location"] is None:
            continue
        member, row = found
        shown.append({**agent, "type": member, **member_names(member, row), **reach(call.store, row)})
    return shown


def _show_listed(call: Call, kind: Kind, row: Row) -> dict[str, Any]:
    document = {"tollFreeNumber": False, **json.loads(row["doc"])}
    return {
        "id": ids.encode(kind.code, row["id"]),
        "name": row["name"],
        "locationName": row["location_name"],
        "locationId": ids.encode("LOCATION", row["location"]),
        **reach(call.store, row),
        **{name: document[name] for name in kind.listed},
    }


_READ = "spark-admin:telephony_config_read"
_WRITE = "spark-admin:telephony_config_write"
_TOP = "/v1/telephony/config"
OPERATIONS = [
    operation
    for kind in KINDS
    for place, one in [
        (f"{_TOP}/locations/{{locationId}}/{kind.path}",
         f"{_TOP}/locations/{{locationId}}/{kind.path}/{{{kind.parameter}}}"),
    ]
    for operation in (
        Operation("GET", f"{_TOP}/{kind.path}", _lister(kind), _READ),
        Operation("POST", place, _creator(kind), _WRITE),
        Operation("GET", one, _reader(kind), _READ),
        Operation("PUT", one, _changer(kind), _WRITE),
        Operation("DELETE", one, _remover(kind), _WRITE),
    )
]  # fmt: skip
