# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Phone numbers of locations and of people."""

from __future__ import annotations

import json
from typing import Any

from webex_simulator import ids
from webex_simulator.call import Call, Operation, Reply
from webex_simulator.calling import check_extension, claim_number
from webex_simulator.errors import INVALID_NUMBER, NUMBER_GONE, ApiError, invalid, missing
from webex_simulator.feature_kinds import KINDS
from webex_simulator.fields import PHONE_NUMBER, flag, objects, optional_text, phone_number, query_flag, strings, text
from webex_simulator.lines import MEMBERS, VIRTUAL_LINE
from webex_simulator.routes.locations import find_location
from webex_simulator.routes.people import find_person
from webex_simulator.routes.pstn import connection_of
from webex_simulator.store import Row

_PATH = "/v1/telephony/config/locations/{locationId}/numbers"
_TYPES = ("DID", "TOLLFREE", "MOBILE")
_DELETE_LIMIT = 5
_MOBILE_LIMIT = 20
_DEACTIVATE_LIMIT = 500
_OWNERS = (*MEMBERS, *(kind.code for kind in KINDS))
_RINGS = ("NORMAL", "LONG_LONG", "SHORT_SHORT_LONG", "SHORT_LONG_SHORT")
# Numbers first, then people and then lines that have an extension only; each part in the order of its index.
_EXTENSION_ONLY = """
  SELECT * FROM (SELECT org, location, NULL, 'ACTIVE', 'DID', 'NONE', 'PRIMARY', id, extension FROM {table}
    WHERE org = ? AND extension IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM number WHERE number.owner = {table}.id AND kind = 'PRIMARY') ORDER BY seq)
"""
_LIST = f"""
SELECT listed.*, location.name AS location_name, location.prefix, location.main_number, line.name AS line_name,
  COALESCE(line.kind, 'PEOPLE') AS owner_type, COALESCE(person.doc, line.doc) AS names FROM (
  SELECT * FROM (SELECT number.org, number.location, value, state, type, usage, number.kind, number.owner AS owner,
    CASE number.kind WHEN 'PRIMARY' THEN COALESCE(person.extension, line.extension) ELSE number.extension END
    AS extension FROM number LEFT JOIN person ON person.id = number.owner LEFT JOIN line ON line.id = number.owner
    WHERE number.org = ? ORDER BY number.seq)
  UNION ALL {_EXTENSION_ONLY.format(table="person")}
  UNION ALL {_EXTENSION_ONLY.format(table="line")}
) AS listed JOIN location ON location.id = listed.location
LEFT JOIN person ON person.id = owner LEFT JOIN line ON line.id = owner
"""
_COUNTS = {
    "assigned": "value IS NOT NULL AND owner IS NOT NULL",
    "unAssigned": "value IS NOT NULL AND owner IS NULL",
    "inActive": "state = 'INACTIVE'",
    "extensionOnly": "value IS NULL",
    "tollFreeNumbers": "type = 'TOLLFREE'",
    "mobileNumber": "type = 'MOBILE'",
    "serviceNumber": "usage = 'SERVICE'",
    "total": "TRUE",
}


def add_numbers(call: Call) -> Reply:
    """Add numbers to a location; those already there are ignored, one of another location refuses all."""
    row, body = find_location(call, calling=True), call.body
    numbers = _numbers(body)
    kind = optional_text(body, "numberType") or "DID"
    if kind not in _TYPES:
        raise invalid("numberType", f"must be one of {', '.join(_TYPES)}.")
    if kind == "MOBILE" and len(numbers) > _MOBILE_LIMIT:
        raise invalid("phoneNumbers", f"at most {_MOBILE_LIMIT} mobile numbers.")
    state = optional_text(body, "state") or ("INACTIVE" if kind == "MOBILE" else "ACTIVE")
    if state not in ("ACTIVE", "INACTIVE"):
        raise invalid("state", "must be ACTIVE or INACTIVE.")
    if row["pstn"] is None:
        raise ApiError(400, "The location has no PSTN connection.", field="phoneNumbers")
    _refuse_integrated(row)
    usage = optional_text(body, "numberUsageType") or "NONE"
    for value in numbers:
        known = call.store.one("SELECT location FROM number WHERE value = ?", value)
        if known is None:
            call.store.insert(
                "number", value=value, org=row["org"], location=row["id"], state=state, type=kind, usage=usage
            )
        elif known["location"] != row["id"]:
            raise invalid("phoneNumbers", f"{value} belongs to another location.", INVALID_NUMBER)
    return Reply(201)


def change_numbers(call: Call) -> Reply:
    """Activate or deactivate numbers of a location."""
    row = find_location(call, calling=True)
    action = optional_text(call.body, "action") or "ACTIVATE"
    if action not in ("ACTIVATE", "DEACTIVATE"):
        raise invalid("action", "must be ACTIVATE or DEACTIVATE.")
    numbers = _numbers(call.body)
    if action == "DEACTIVATE" and len(numbers) > _DEACTIVATE_LIMIT:
        raise invalid("phoneNumbers", f"at most {_DEACTIVATE_LIMIT} numbers.")
    for value in numbers:
        known = _own(call, row, value)
        if action == "DEACTIVATE" and (known["owner"] is not None or known["type"] == "MOBILE"):
            raise invalid("phoneNumbers", f"{value} is assigned or mobile.", INVALID_NUMBER)
        state = "ACTIVE" if action == "ACTIVATE" else "INACTIVE"
        call.store.run("UPDATE number SET state = ? WHERE value = ?", state, value)
    return Reply(204)


def remove_numbers(call: Call) -> Reply:
    """Remove unassigned numbers from a location, at most five at a time and never the main number."""
    row = find_location(call, calling=True)
    numbers = _numbers(call.body)
    if len(numbers) > _DELETE_LIMIT:
        raise invalid("phoneNumbers", f"at most {_DELETE_LIMIT} numbers.")
    _refuse_integrated(row)
    for value in numbers:
        number = call.store.one("SELECT * FROM number WHERE value = ? AND location = ?", value, row["id"])
        if number is None:
            headers = {"cisco-spark-error-codes": str(NUMBER_GONE)}
            raise ApiError(502, f"{value} is no number of the location.", NUMBER_GONE, headers=headers)
        if number["owner"] is not None:
            raise invalid("phoneNumbers", f"{value} is assigned.", INVALID_NUMBER)
        if value == row["main_number"]:
            raise invalid("phoneNumbers", f"{value} is the main number of the location.", INVALID_NUMBER)
        call.store.run("DELETE FROM number WHERE value = ?", value)
    return Reply(204)


def list_numbers(call: Call) -> Reply:
    """List the numbers and extensions of an organization."""
    org = call.org()
    where, values = ["TRUE"], [org, org, org]
    for name, column, kinds in (
        ("locationId", "listed.location", ("LOCATION",)),
        ("ownerId", "owner", _OWNERS),
        ("ownerType", "CASE WHEN owner IS NOT NULL THEN owner_type END", ()),
        ("phoneNumber", "value", ()),
        ("extension", "listed.extension", ()),
        ("state", "state", ()),
        ("phoneNumberType", "listed.kind", ()),
    ):
        if name in call.query:
            where.append(f"{column} = ?")
            values.append((ids.decode(call.query[name], *kinds) or "") if kinds else call.query[name])
    if "state" in call.query or "phoneNumberType" in call.query:
        where.append("value IS NOT NULL")
    if query_flag(call.query, "available") is not None:
        where.append(f"value IS NOT NULL AND owner IS {'' if query_flag(call.query, 'available') else 'NOT '}NULL")
    if call.query.get("numberType"):
        where.append(f"value IS {'' if call.query['numberType'] == 'EXTENSION' else 'NOT '}NULL")
    sql = f"{_LIST} WHERE {' AND '.join(where)}"
    reply = call.page("phoneNumbers", sql, values, _show, 2000, 2000, "start")
    if query_flag(call.query, "details"):
        counts = ", ".join(f"COALESCE(SUM({condition}), 0) AS {name}" for name, condition in _COUNTS.items())
        row = call.store.one(f"SELECT {counts} FROM ({_LIST})", org, org, org)
        reply.body["count"] = dict(row) if row is not None else {}
    return reply


def validate_numbers(call: Call) -> Reply:
    """Tell of each number whether it could be added."""
    org = call.org()
    numbers = strings(call.body, "phoneNumbers")
    if not numbers:
        raise missing("phoneNumbers")
    shown: list[dict[str, Any]] = []
    for index, value in enumerate(numbers):
        known = call.store.one("SELECT org FROM number WHERE value = ?", value)
        entry: dict[str, Any] = {"number": value, "state": "Available", "tollFreeNumber": False}
        if not PHONE_NUMBER.match(value):
            entry["state"] = "Invalid"
        elif value in numbers[:index]:
            entry["state"] = "Duplicate In List"
        elif known is not None and known["org"] == org:
            entry["state"] = "Duplicate"
        elif known is not None:
            entry |= {"state": "Unavailable", "detail": [f"[Error 8361] DN is unavailable : {value}"]}
        shown.append(entry)
    status = "OK" if all(entry["state"] == "Available" for entry in shown) else "ERRORS"
    return Reply(200, {"status": status, "numbers": shown})


def get_person_numbers(call: Call) -> Reply:
    """Read all numbers of a person, the primary one first."""
    person = find_person(call, call.org() if "orgId" in call.query else None)
    sql = "SELECT * FROM number WHERE owner = ? ORDER BY kind = 'ALTERNATE', seq"
    shown = []
    for row in call.store.all(sql, person["id"]):
        primary = row["kind"] == "PRIMARY"
        entry = {"primary": primary, "directNumber": row["value"], "ringPattern": row["ring"] or "NORMAL"}
        extension = person["extension"] if primary else row["extension"]
        shown.append({**entry, "extension": extension} if extension else entry)
    if person["extension"] and not any(entry["primary"] for entry in shown):
        shown.insert(0, {"primary": True, "extension": person["extension"], "ringPattern": "NORMAL"})
    return Reply(200, {"distinctiveRingEnabled": bool(person["distinctive_ring"]), "phoneNumbers": shown})


def change_person_numbers(call: Call) -> Reply:
    """Add and remove alternate numbers of a person."""
    person = find_person(call, call.org() if "orgId" in call.query else None)
    location = call.store.one("SELECT * FROM location WHERE id = ?", person["location"])
    if location is None:
        raise ApiError(400, "The person has no calling license.", 4008)
    entries = objects(call.body, "phoneNumbers")
    if entries is None:
        raise missing("phoneNumbers")
    for entry in entries:
        if flag(entry, "primary", False, "phoneNumbers."):
            raise invalid("phoneNumbers.primary", "only alternate numbers can be changed here.")
        value = phone_number(text(entry, "directNumber", where="phoneNumbers."), "phoneNumbers.directNumber")
        if text(entry, "action", where="phoneNumbers.") == "DELETE":
            sql = "UPDATE number SET owner = NULL, kind = NULL, extension = NULL, ring = NULL "
            if not call.store.run(f"{sql} WHERE value = ? AND owner = ? AND kind = 'ALTERNATE'", value, person["id"]):
                raise invalid("phoneNumbers.directNumber", f"{value} is no alternate number of the person.")
            continue
        extension = optional_text(entry, "extension", where="phoneNumbers.")
        if extension:
            check_extension(call.store, location, extension, "phoneNumbers.extension", "")
        ring = optional_text(entry, "ringPattern", where="phoneNumbers.") or "NORMAL"
        if ring not in _RINGS:
            raise invalid("phoneNumbers.ringPattern", f"must be one of {', '.join(_RINGS)}.")
        claim_number(call.store, person["id"], location, value, "ALTERNATE", "phoneNumbers.directNumber")
        call.store.run("UPDATE number SET extension = ?, ring = ? WHERE value = ?", extension, ring, value)
    # The facts and the document name this field differently.
    ringing = flag(call.body, "enableDistinctiveRingPattern", bool(person["distinctive_ring"]))
    ringing = flag(call.body, "distinctiveRingEnabled", ringing)
    call.store.update("person", person["id"], distinctive_ring=int(ringing))
    return Reply(204)


def _numbers(body: dict[str, Any]) -> list[str]:
    numbers = strings(body, "phoneNumbers")
    if not numbers:
        raise missing("phoneNumbers")
    return [phone_number(value, "phoneNumbers") for value in numbers]


def _refuse_integrated(location: Row) -> None:
    """Refuse to add or remove numbers that the provider itself manages."""
    if location["pstn"] and connection_of(location).type in ("INTEGRATED_CCP", "CISCO_PSTN"):
        raise ApiError(400, "ERR.V.TRM.PSP61001: the location's provider manages its numbers.", field="phoneNumbers")


def _own(call: Call, location: Row, value: str) -> Row:
    row = call.store.one("SELECT * FROM number WHERE value = ? AND location = ?", value, location["id"])
    if row is None:
        raise invalid("phoneNumbers", f"{value} is no number of the location.", INVALID_NUMBER)
    return row


def _show(row: Row) -> dict[str, Any]:
    shown = {
        "state": row["state"],
        "phoneNumberType": row["kind"] or "PRIMARY",
        "mainNumber": row["value"] is not None and row["value"] == row["main_number"],
        "includedTelephonyTypes": "MOBILE_NUMBER" if row["type"] == "MOBILE" else "PSTN_NUMBER",
        "tollFreeNumber": row["type"] == "TOLLFREE",
        "isServiceNumber": row["usage"] == "SERVICE",
        "elinEnabled": False,
        "isReservedNumber": False,
        "location": {"id": ids.encode("LOCATION", row["location"]), "name": row["location_name"]},
    }
    if row["value"]:
        shown["phoneNumber"] = row["value"]
    if row["extension"]:
        shown["extension"] = row["extension"]
        if row["prefix"]:
            shown |= {"routingPrefix": row["prefix"], "esn": row["prefix"] + row["extension"]}
    if row["owner"]:
        # Of an owner who is not seen here yet (lag) there are no names.
        kind, document = row["owner_type"], json.loads(row["names"] or "{}")
        named = {name: document.get(name, "") for name in ("firstName", "lastName")}
        if kind not in ("PEOPLE", VIRTUAL_LINE):
            named = {"firstName": row["line_name"], "lastName": "."}
        shown["owner"] = {"id": ids.encode(kind, row["owner"]), "type": kind, **named}
    return shown


_READ = "spark-admin:telephony_config_read"
_WRITE = "spark-admin:telephony_config_write"
OPERATIONS = [
    Operation("POST", _PATH, add_numbers, _WRITE),
    Operation("PUT", _PATH, change_numbers, _WRITE),
    Operation("DELETE", _PATH, remove_numbers, _WRITE),
    Operation("GET", "/v1/telephony/config/numbers", list_numbers, _READ),
    Operation("POST", "/v1/telephony/config/actions/validateNumbers/invoke", validate_numbers, _WRITE),
    Operation("GET", "/v1/people/{personId}/features/numbers", get_person_numbers, "spark-admin:people_read"),
    Operation("PUT", "/v1/telephony/config/people/{personId}/numbers", change_person_numbers, _WRITE),
]
