# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Features, virtual lines and workspaces: what can be called and is no person; and schedules, which lie beside them."""

from __future__ import annotations

import json
from typing import Any

from webex_simulator import ids
from webex_simulator.calling import check_extension, claim_number, primary_number, release_numbers
from webex_simulator.errors import ApiError, missing, not_found
from webex_simulator.store import Row, Store

SCHEDULES = ("businessHours", "holidays")
WORKSPACE, VIRTUAL_LINE, PERSON = "PLACE", "VIRTUAL_LINE", "PEOPLE"
# Who can be an agent, an owner of a phone, or a member of one.
MEMBERS = (PERSON, WORKSPACE, VIRTUAL_LINE)


def find_line(store: Store, org: str, kind: str, key: str | None, what: str) -> Row:
    """Return a line of the organization."""
    row = store.one("SELECT * FROM line WHERE id = ? AND org = ? AND kind = ?", key, org, kind)
    if row is None:
        raise not_found(what)
    return row


def check_name(store: Store, location: Row, kind: str, name: str, own: str = "") -> None:
    """Refuse the name of another line of its kind in the location."""
    sql = "SELECT 1 FROM line WHERE location = ? AND kind = ? AND name = ? AND id != ?"
    if store.one(sql, location["id"], kind, name, own) is not None:
        raise ApiError(409, f"{name} exists already in the location.", field="name")


def set_reach(store: Store, key: str, location: Row, number: str | None, extension: str | None) -> None:
    """Give a line exactly this number and extension of its location; it needs one of them."""
    if not number and not extension:
        raise missing("extension")
    if extension:
        check_extension(store, location, extension, "extension", key)
    release_numbers(store, key, "PRIMARY")
    store.update("line", key, location=location["id"], extension=extension or None)
    if number:
        claim_number(store, key, location, number, "PRIMARY", "phoneNumber")


def remove_line(store: Store, key: str) -> None:
    """Remove a line with its phones; its numbers are free again."""
    release_numbers(store, key)
    store.run("DELETE FROM person_license WHERE person = ?", key)
    store.run("DELETE FROM device WHERE owner = ?", key)
    store.run("DELETE FROM emergency WHERE id = ?", key)
    store.run("DELETE FROM line WHERE id = ?", key)


def reach(store: Store, owner: Row) -> dict[str, Any]:
    """Return the number and extension of a person or another line, as lists show them."""
    shown: dict[str, Any] = {}
    number = primary_number(store, owner["id"])
    if number:
        shown["phoneNumber"] = number
    if owner["extension"]:
        shown["extension"] = owner["extension"]
        location = store.one("SELECT prefix FROM location WHERE id = ?", owner["location"])
        if location is not None and location["prefix"]:
            shown |= {"routingPrefix": location["prefix"], "esn": location["prefix"] + owner["extension"]}
    return shown


def find_member(store: Store, org: str, identifier: str) -> tuple[str, Row] | None:
    """Return the kind and the row of a person, workspace or virtual line, named by its API id."""
    for kind in MEMBERS:
        key = ids.decode(identifier, kind)
        table, of_kind = ("person", "") if kind == PERSON else ("line", f"AND kind = '{kind}'")
        row = store.one(f"SELECT * FROM {table} WHERE id = ? AND org = ? {of_kind}", key, org)
        if row is not None:
            return kind, row
    return None


def member_names(kind: str, row: Row) -> dict[str, str]:
    """Return the names that lists show of a person, workspace or virtual line."""
    if kind == WORKSPACE:
        return {"firstName": row["name"], "lastName": "."}
    document = json.loads(row["doc"])
    return {name: document.get(name, "") for name in ("firstName", "lastName")}
