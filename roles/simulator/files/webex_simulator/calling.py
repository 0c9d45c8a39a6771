# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who can be called and how: location, extension, phone numbers. Shared by all that people and other lines do."""

from __future__ import annotations

from webex_simulator import ids
from webex_simulator.errors import INVALID_NUMBER, invalid
from webex_simulator.fields import EXTENSION, phone_number
from webex_simulator.packages import CALLING, consumed, has_calling
from webex_simulator.store import Row, Store


def find_location(store: Store, org: str, text: str | None, field: str) -> Row:
    """Return a calling-enabled location of an organization, named in a body by its API id."""
    key = ids.decode(text or "", "LOCATION")
    row = store.one("SELECT * FROM location WHERE id = ? AND org = ? AND calling", key, org)
    if row is None:
        raise invalid(field, "is no location of the organization with calling enabled.")
    return row


def set_calling(
    store: Store, person: str, location: Row, number: str | None, extension: str | None, where: str
) -> None:
    """Give a person exactly this location, primary number and extension; refuse what is taken or not there."""
    if extension:
        check_extension(store, location, extension, f"{where}extension", person)
    release_numbers(store, person, "PRIMARY")
    store.update("person", person, location=location["id"], extension=extension or None)
    if number:
        claim_number(store, person, location, number, "PRIMARY", f"{where}primaryPhoneNumber")


def check_extension(store: Store, location: Row, extension: str, field: str, owner: str) -> None:
    """Refuse an extension that is malformed or that somebody else in the location has."""
    if not EXTENSION.match(extension):
        raise invalid(field, "must be 2 to 10 digits.")
    if extension_in_use(store, location["id"], extension, owner):
        raise invalid(field, f"{extension} is already in use in the location.")


def extension_in_use(store: Store, location: str, extension: str, owner: str = "") -> bool:
    """Return whether anybody or anything but `owner` has this extension, as the main or an alternate one."""
    for table, key in (("person", "id"), ("line", "id"), ("number", "owner")):
        sql = f"SELECT 1 FROM {table} WHERE location = ? AND extension = ? AND {key} != ?"
        if store.one(sql, location, extension, owner) is not None:
            return True
    return False


def claim_number(store: Store, owner: str, location: Row, number: str, kind: str, field: str) -> None:
    """Assign a free, active number of the location."""
    value = phone_number(number, field)
    row = store.one("SELECT * FROM number WHERE value = ? AND location = ?", value, location["id"])
    if row is None:
        raise invalid(field, f"{value} is no number of the location.", INVALID_NUMBER)
    if row["state"] != "ACTIVE":
        raise invalid(field, f"{value} is not active.", INVALID_NUMBER)
    if row["owner"] is not None:
        raise invalid(field, f"{value} is already assigned.", INVALID_NUMBER)
    store.run("UPDATE number SET owner = ?, kind = ? WHERE value = ?", owner, kind, value)


def primary_number(store: Store, owner: str) -> str | None:
    """Return the main number of a person or another line."""
    row = store.one("SELECT value FROM number WHERE owner = ? AND kind = 'PRIMARY'", owner)
    return row["value"] if row is not None else None


def release_numbers(store: Store, owner: str, kind: str | None = None) -> None:
    """Free the numbers of one kind that somebody has, or all of them."""
    store.run(
        "UPDATE number SET owner = NULL, kind = NULL, extension = NULL, ring = NULL "
        "WHERE owner = ? AND kind = COALESCE(?, kind)",
        owner,
        kind,
    )


def clear_calling(store: Store, person: str) -> None:
    """Take all calling data from a person, and the phones, which have no line any more."""
    release_numbers(store, person)
    store.run("DELETE FROM device WHERE owner = ?", person)
    store.run("DELETE FROM emergency WHERE id = ?", person)
    store.update("person", person, location=None, extension=None)


def add_license(store: Store, person: str, license_row: Row) -> None:
    """Give a person a licence, if a unit is left."""
    held = "SELECT 1 FROM person_license WHERE person = ? AND license = ?"
    if store.one(held, person, license_row["id"]) is not None:
        return
    if consumed(store, license_row["id"]) >= license_row["total"]:
        raise invalid("package", f"all {license_row['total']} licenses of {license_row['package']} are in use.")
    store.run("INSERT INTO person_license VALUES (?, ?)", person, license_row["id"])


def drop_license(store: Store, person: str, license_row: Row) -> None:
    """Take a licence from a person, and the calling data with the last calling licence."""
    store.run("DELETE FROM person_license WHERE person = ? AND license = ?", person, license_row["id"])
    if license_row["package"] in CALLING and not has_calling(store, person):
        clear_calling(store, person)


def find_license(store: Store, org: str, package: str) -> Row | None:
    """Return the licence of a package in an organization."""
    return store.one("SELECT * FROM license WHERE org = ? AND package = ?", org, package)
