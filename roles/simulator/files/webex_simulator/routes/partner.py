# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""/partner: the tags of customer organizations, and the partner administrators who are assigned to them."""

from __future__ import annotations

import json
from typing import Any

from webex_simulator import ids
from webex_simulator.call import Call, Operation, Reply
from webex_simulator.errors import invalid, not_found
from webex_simulator.fields import objects, optional_text, text
from webex_simulator.store import Row

_TAG_LENGTH = 25
_TAGS_LIMIT = 5
_ROLE = "id_full_admin"


def get_tags(call: Call) -> Reply:
    """Read the tags of an organization."""
    return Reply(200, _show_tags(call, _org(call)))


def assign_tags(call: Call) -> Reply:
    """Replace the tags of an organization."""
    org = _org(call)["id"]
    given = objects(call.body, "tags") or []
    tags = {text(each, "name", where="tags"): optional_text(each, "description", where="tags") for each in given}
    if len(tags) < len(given):
        raise invalid("tags", "names one tag twice.")
    if len(tags) > _TAGS_LIMIT:
        raise invalid("tags", f"an organization has {_TAGS_LIMIT} tags at most.")
    if long := [name for name in tags if len(name) > _TAG_LENGTH]:
        raise invalid("tags", f"{long[0]} is longer than {_TAG_LENGTH} characters.")
    call.store.run("DELETE FROM tag WHERE org = ?", org)
    for name, description in tags.items():
        call.store.insert("tag", org=org, name=name, description=description)
    shown = [{"name": name, **({"description": told} if told else {})} for name, told in tags.items()]
    return Reply(200, shown)


def list_administrators(call: Call) -> Reply:
    """List the partner administrators who are assigned to an organization."""
    org = _org(call)["id"]
    sql = (
        "SELECT person.* FROM partner_admin JOIN person ON person.id = person WHERE partner_admin.org = ? ORDER BY seq"
    )
    return Reply(200, {"items": [_show_person(row) for row in call.store.all(sql, org)]})


def assign_administrator(call: Call) -> Reply:
    """Assign a partner administrator to an organization; one who is assigned stays so."""
    org, person = _org(call)["id"], _person(call)
    if person["id"] == call.person:
        raise invalid("personId", "the user already has access to all customers managed by their partner organization.")
    call.store.run("INSERT OR IGNORE INTO partner_admin (org, person) VALUES (?, ?)", org, person["id"])
    return Reply(200)


def unassign_administrator(call: Call) -> Reply:
    """Take a partner administrator from an organization."""
    org, person = _org(call)["id"], _person(call)
    if not call.store.run("DELETE FROM partner_admin WHERE org = ? AND person = ?", org, person["id"]):
        raise not_found("Partner administrator")
    return Reply(200)


def _org(call: Call) -> Row:
    return call.managed_org(ids.decode_org(call.params["orgId"]))


def _person(call: Call) -> Row:
    """Return a person of the partner, or of one of its sub-partners."""
    key = call.key("personId", "PEOPLE", "Person")
    sql = "SELECT * FROM person WHERE id = ? AND org IN (SELECT ? UNION SELECT org FROM sub_partner)"
    row = call.store.one(sql, key, call.caller()["org"])
    if row is None:
        raise not_found("Person")
    return row


def _show_tags(call: Call, org: Row) -> dict[str, Any]:
    rows = call.store.all("SELECT name FROM tag WHERE org = ? ORDER BY name", org["id"])
    shown = {"orgName": org["name"], "orgId": ids.encode("ORGANIZATION", org["id"])}
    return {**shown, "tags": [row["name"] for row in rows]}


def _show_person(row: Row) -> dict[str, Any]:
    names = json.loads(row["doc"])
    return {
        "id": ids.encode("PEOPLE", row["id"]),
        "displayName": row["display_name"],
        "firstName": names.get("firstName") or "",
        "lastName": names.get("lastName") or "",
        "emails": [row["email"]],
        "roleInCustomerOrg": _ROLE,
    }


_READ = "spark-admin:organizations_read identity:organizations_read"
_WRITE = "spark-admin:organizations_write identity:organizations_rw"
_TAGS, _ADMINS = "/v1/partner/tags/organizations/{orgId}", "/v1/partner/organizations/{orgId}"
OPERATIONS = [
    Operation("GET", _TAGS, get_tags, _READ),
    Operation("POST", f"{_TAGS}/assignTags", assign_tags, _WRITE),
    Operation("GET", f"{_ADMINS}/partnerAdmins", list_administrators, _READ),
    Operation("POST", f"{_ADMINS}/partnerAdmin/{{personId}}/assign", assign_administrator, _WRITE),
    Operation("DELETE", f"{_ADMINS}/partnerAdmin/{{personId}}/unassign", unassign_administrator, _WRITE),
]
