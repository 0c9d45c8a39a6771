# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""/people and /licenses/users: persons of an organization and what they are entitled to."""

from __future__ import annotations

import json
from typing import Any

from webex_simulator import ids
from webex_simulator.call import Call, Operation, Reply
from webex_simulator.calling import (
    add_license,
    check_extension,
    clear_calling,
    drop_license,
    find_location,
    set_calling,
)
from webex_simulator.customer_rules import email_in_use
from webex_simulator.errors import ApiError, invalid, missing, not_found
from webex_simulator.fields import (
    EMAIL,
    flag,
    iso,
    known_fields,
    mapping,
    objects,
    optional_text,
    phone_number,
    query_flag,
    strings,
    text,
)
from webex_simulator.jobs import never_active
from webex_simulator.packages import has_calling
from webex_simulator.seed import ROLES
from webex_simulator.store import Row

_PROFILE = ("firstName", "lastName", "avatar", "department", "manager", "managerId", "title")
_IDS_LIMIT = 85
# What the document lets one write of a person; `nickName` is taken but follows the first name.
_CREATABLE = (
    *_PROFILE, "emails", "displayName", "orgId", "roles", "licenses", "addresses", "siteUrls",
    "phoneNumbers", "extension", "locationId",
)  # fmt: skip
_REPLACEABLE = (*_CREATABLE, "nickName", "loginEnabled")
_ADDRESS = ("type", "country", "locality", "region", "streetAddress", "postalCode")


def list_people(call: Call) -> Reply:
    """List the people of one organization."""
    org = call.org(bare=False)
    calling = query_flag(call.query, "callingData") or False
    where, values = ["org = ?"], [org]
    if "email" in call.query:
        where.append("email = ?")
        values.append(call.query["email"])
    if "displayName" in call.query:
        where.append("display_name LIKE ? ESCAPE '\\'")
        prefix = call.query["displayName"].replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        values.append(f"{prefix}%")
    if "locationId" in call.query:
        where.append("location = ?")
        values.append(ids.decode(call.query["locationId"], "LOCATION") or "")
    for role in filter(None, call.query.get("roles", "").split(",")):
        where.append("doc LIKE ?")
        values.append(f"%{ids.decode(role, 'ROLE') or role}%")
    wanted = list(filter(None, call.query.get("id", "").split(",")))
    keys = [ids.decode(identifier, "PEOPLE") or "" for identifier in wanted]
    if len(keys) > _IDS_LIMIT:
        raise invalid("id", f"at most {_IDS_LIMIT} ids.")
    if keys:
        where.append(f"id IN ({', '.join('?' * len(keys))})")
        values.extend(keys)
    cap = 50 if "locationId" in call.query else 100 if calling else 1000
    sql = f"SELECT * FROM person WHERE {' AND '.join(where)}"
    reply = call.cursor_page(sql, values, lambda row: _show(call, row, calling), 100, cap)
    if wanted:
        found = {person["id"] for person in reply.body["items"]}
        reply.body["notFoundIds"] = [identifier for identifier in wanted if identifier not in found]
    return reply


def get_person(call: Call) -> Reply:
    """Read one person."""
    return Reply(200, _show(call, find_person(call), query_flag(call.query, "callingData") or False))


def get_me(call: Call) -> Reply:
    """Read the person whose token this is."""
    return Reply(200, _show(call, call.caller(), query_flag(call.query, "callingData") or False))


def create_person(call: Call) -> Reply:
    """Create a person."""
    body = call.body
    _check_fields(body, _CREATABLE)
    org = call.org(bare=False, given=optional_text(body, "orgId"))
    emails = strings(body, "emails")
    if not emails:
        raise missing("emails")
    email = text({"emails": emails[0]}, "emails", pattern=EMAIL)
    if call.store.one("SELECT 1 FROM person WHERE email = ?", email):
        raise email_in_use(email)
    first, last = optional_text(body, "firstName") or "", optional_text(body, "lastName") or ""
    name = optional_text(body, "displayName") or f"{first} {last}".strip()
    if not name:
        raise missing("displayName")
    key = ids.new_uuid()
    call.store.insert(
        "person", id=key, org=org, email=email, display_name=name, doc=_document(body),
        created=call.now, modified=call.now,
    )  # fmt: skip
    _set_licenses(call, key, org, strings(body, "licenses") or [])
    if has_calling(call.store, key):
        _set_calling(call, key, org)
    return _changed(call, key)


def replace_person(call: Call) -> Reply:
    """Replace a person; what the body leaves out is cleared, except e-mail and location."""
    row = find_person(call)
    body, key = call.body, row["id"]
    _check_fields(body, _REPLACEABLE)
    name = text(body, "displayName")
    emails = strings(body, "emails")
    email = text({"emails": emails[0]}, "emails", pattern=EMAIL) if emails else row["email"]
    if call.store.one("SELECT 1 FROM person WHERE email = ? AND id != ?", email, key):
        raise email_in_use(email)
    had_calling = has_calling(call.store, key)
    call.store.update("person", key, email=email, display_name=name, doc=_document(body), modified=call.now)
    call.store.run("UPDATE subscriber SET email = ? WHERE person = ?", email, key)
    _set_licenses(call, key, row["org"], strings(body, "licenses") or [])
    if has_calling(call.store, key) and (query_flag(call.query, "callingData") or not had_calling):
        _set_calling(call, key, row["org"])
    return _changed(call, key)


def delete_person(call: Call) -> Reply:
    """Delete a person, and what hangs on it: subscription, licences, numbers, phones."""
    key = find_person(call)["id"]
    if key == call.person:
        raise ApiError(400, "The token's owner cannot delete itself.")
    clear_calling(call.store, key)
    for table in ("subscriber", "person_license"):
        call.store.run(f"DELETE FROM {table} WHERE person = ?", key)
    call.store.run("DELETE FROM person WHERE id = ?", key)
    return Reply(204)


def assign_licenses(call: Call) -> Reply:
    """Add and remove licences of one person."""
    body = call.body
    org = call.org(bare=False, given=optional_text(body, "orgId"))
    key, email = ids.decode(optional_text(body, "personId") or "", "PEOPLE"), optional_text(body, "email")
    row = call.store.one("SELECT * FROM person WHERE org = ? AND (id = ? OR email = ?)", org, key, email)
    if row is None:
        raise not_found("Person")
    for entry in objects(body, "licenses") or []:
        license_row = _find_license(call, org, text(entry, "id", where="licenses."))
        if optional_text(entry, "operation") == "remove":
            drop_license(call.store, row["id"], license_row)
            continue
        entitled = has_calling(call.store, row["id"])
        add_license(call.store, row["id"], license_row)
        if has_calling(call.store, row["id"]) and not entitled:
            given = mapping(entry, "properties")
            location = find_location(call.store, org, optional_text(given, "locationId"), "properties.locationId")
            number, extension = optional_text(given, "phoneNumber"), optional_text(given, "extension")
            _require_reachable(number, extension)
            set_calling(call.store, row["id"], location, number, extension, "properties.")
    answer = {
        "orgId": ids.encode("ORGANIZATION", org),
        "personId": ids.encode("PEOPLE", row["id"]),
        "email": row["email"],
        "licenses": _licenses(call, row["id"]),
    }
    return Reply(200, answer)


def find_person(call: Call, org: str | None = None) -> Row:
    """Return the person of the path, in an organization that the partner manages."""
    key = call.key("personId", "PEOPLE", "Person")
    row = call.store.one("SELECT person.* FROM person JOIN org ON org.id = org WHERE person.id = ? AND managed", key)
    if row is None or (org is not None and row["org"] != org):
        raise not_found("Person")
    return row


def _check_fields(body: dict[str, Any], allowed: tuple[str, ...]) -> None:
    """Refuse what a person's answer has, but its request has not: it must not seem to have been taken."""
    known_fields(body, allowed)
    for entry in objects(body, "addresses") or []:
        known_fields(entry, _ADDRESS, "addresses.")
        for name in _ADDRESS:
            optional_text(entry, name, where="addresses.")
    for entry in objects(body, "phoneNumbers") or []:
        known_fields(entry, ("type", "value"), "phoneNumbers.")
        if text(entry, "type", where="phoneNumbers.") != "work":
            raise invalid("phoneNumbers.type", "must be work; the extension has a field of its own.")


def _document(body: dict[str, Any]) -> dict[str, Any]:
    document: dict[str, Any] = {name: body[name] for name in _PROFILE if optional_text(body, name)}
    roles = strings(body, "roles") or []
    keys = [ids.decode(role, "ROLE") or role for role in roles]
    for role, key in zip(roles, keys, strict=True):
        if key not in ROLES:
            raise invalid("roles", f"{role} is no role.")
    document["roles"] = keys
    if addresses := objects(body, "addresses"):
        document["addresses"] = [{name: value for name, value in each.items() if value} for each in addresses]
    if not flag(body, "loginEnabled", True):
        document["loginEnabled"] = False
    return document


def _set_licenses(call: Call, key: str, org: str, wanted: list[str]) -> None:
    rows = {row["id"]: row for row in (_find_license(call, org, identifier) for identifier in wanted)}
    held = "SELECT license.* FROM person_license JOIN license ON license.id = license WHERE person = ?"
    for row in call.store.all(held, key):
        if row["id"] not in rows:
            drop_license(call.store, key, row)
    for row in rows.values():
        add_license(call.store, key, row)


def _find_license(call: Call, org: str, identifier: str) -> Row:
    key = ids.decode(identifier, "LICENSE")
    row = call.store.one("SELECT * FROM license WHERE id = ? AND org = ?", key, org)
    if row is None:
        raise invalid("licenses", f"{identifier} is no license of the organization.")
    return row


def _set_calling(call: Call, key: str, org: str) -> None:
    body = call.body
    row = call.store.one("SELECT location FROM person WHERE id = ?", key)
    current = row["location"] if row is not None else None
    given = optional_text(body, "locationId")
    if current and given and ids.decode(given, "LOCATION") != current:
        raise invalid("locationId", "cannot be changed here once calling is assigned.")
    identifier = ids.encode("LOCATION", current) if current else given
    location = find_location(call.store, org, identifier, "locationId")
    entries = objects(body, "phoneNumbers") or []
    work = [text(entry, "value", where="phoneNumbers.") for entry in entries]
    number = work[0] if work else None
    extension = optional_text(body, "extension")
    _require_reachable(number, extension)
    if extension:
        check_extension(call.store, location, extension, "extension", key)
    number = phone_number(number, "phoneNumbers.value") if number else None
    set_calling(call.store, key, location, number, extension, "")


def _require_reachable(number: str | None, extension: str | None) -> None:
    if not number and not extension:
        raise ApiError(400, "A calling user needs a phone number or an extension.", field="extension")


def _changed(call: Call, key: str) -> Reply:
    row = call.store.one("SELECT * FROM person WHERE id = ?", key)
    if row is None:
        raise not_found("Person")
    return Reply(200, _show(call, row, query_flag(call.query, "callingData") or False))


def _licenses(call: Call, key: str) -> list[str]:
    rows = call.store.all("SELECT license FROM person_license WHERE person = ? ORDER BY license", key)
    return [ids.encode("LICENSE", row["license"]) for row in rows]


def _show(call: Call, row: Row, calling: bool) -> dict[str, Any]:
    document = json.loads(row["doc"])
    shown = {
        "id": ids.encode("PEOPLE", row["id"]),
        "emails": [row["email"]],
        "displayName": row["display_name"],
        "nickName": document.get("firstName", row["display_name"]),
        **{name: document[name] for name in (*_PROFILE, "addresses") if document.get(name)},
        "orgId": ids.encode("ORGANIZATION", row["org"]),
        "roles": [ids.encode("ROLE", role) for role in document["roles"]],
        "licenses": _licenses(call, row["id"]),
        "created": iso(row["created"]),
        "lastModified": iso(row["modified"]),
        "status": "pending" if never_active(row) else "unknown",
        # The document types these two as strings, so that is what they are.
        "invitePending": "true" if never_active(row) else "false",
        "loginEnabled": "true" if document.get("loginEnabled", True) else "false",
        "type": "person",
    }
    if calling:
        rows = call.store.all("SELECT value FROM number WHERE owner = ? AND kind = 'PRIMARY'", row["id"])
        numbers = [{"type": "work", "value": number["value"], "primary": True} for number in rows]
        if row["extension"]:
            shown["extension"] = row["extension"]
            numbers.append({"type": "work_extension", "value": row["extension"]})
        if row["location"]:
            shown["locationId"] = ids.encode("LOCATION", row["location"])
        shown["phoneNumbers"] = numbers
    return shown


_READ = "spark-admin:people_read"
_WRITE = "spark-admin:people_write"
OPERATIONS = [
    Operation("GET", "/v1/people", list_people, _READ),
    Operation("POST", "/v1/people", create_person, _WRITE),
    Operation("GET", "/v1/people/me", get_me),
    Operation("GET", "/v1/people/{personId}", get_person, _READ),
    Operation("PUT", "/v1/people/{personId}", replace_person, _WRITE),
    Operation("DELETE", "/v1/people/{personId}", delete_person, _WRITE),
    Operation("PATCH", "/v1/licenses/users", assign_licenses, _WRITE),
]
