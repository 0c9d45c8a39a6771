# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Organizations and what is listed per organization or partner: settings, roles, licences, sub-partners."""

from __future__ import annotations

from typing import Any

from webex_simulator import ids
from webex_simulator.call import Call, Operation, Reply
from webex_simulator.errors import ApiError, invalid, not_found
from webex_simulator.fields import flag, iso, optional_text, strings, text
from webex_simulator.packages import PACKAGES, consumed, license_id
from webex_simulator.seed import ROLES, SUBSCRIPTION
from webex_simulator.store import Row

_SCHEMA = "urn:cisco:codev:identity:organization:core:1.0"
_INVITES = "allow-admin-invite-emails"


def list_organizations(call: Call) -> Reply:
    """List the partner's own organization and those that it manages, unpaged."""
    rows = call.store.all("SELECT * FROM org WHERE managed ORDER BY seq")
    return Reply(200, {"items": [_show(row) for row in rows]})


def get_organization(call: Call) -> Reply:
    """Read one organization."""
    row = _find(call)
    call.faults.note_read(row["id"])
    return Reply(200, _show(row))


def delete_organization(call: Call) -> Reply:
    """Delete an organization that has no customer mapping, no licences and at most one user."""
    key = _find(call)["id"]
    blockers = {
        "belongs to a wholesale customer": "SELECT COUNT(*) FROM customer WHERE org = ?",
        "has licenses": "SELECT COUNT(*) FROM license WHERE org = ?",
        "has more than one user": "SELECT MAX(COUNT(*) - 1, 0) FROM person WHERE org = ?",
        "is a sub-partner": "SELECT COUNT(*) FROM sub_partner WHERE org = ?",
        "is the caller's own": "SELECT COUNT(*) FROM token JOIN person ON person.id = person WHERE org = ?",
    }
    for reason, sql in blockers.items():
        if call.store.count(sql, key):
            raise ApiError(409, f"The organization {reason}.")
    inside = " UNION ".join(f"SELECT id FROM {table} WHERE org = ?" for table in ("location", "person", "line"))
    call.store.run(f"DELETE FROM emergency WHERE id IN ({inside})", key, key, key)
    call.store.run(f"DELETE FROM emergency_mail WHERE id IN (SELECT ? UNION {inside})", key, key, key, key)
    for table in ("number", "device", "line", "location", "person", "tag", "partner_admin"):
        call.store.run(f"DELETE FROM {table} WHERE org = ?", key)
    call.store.run("DELETE FROM org WHERE id = ?", key)
    return Reply(204)


def get_identity(call: Call) -> Reply:
    """Read display name and preferred language of an organization."""
    return Reply(200, _show_identity(_find(call)))


def patch_identity(call: Call) -> Reply:
    """Change display name and preferred language of an organization."""
    row = _find(call)
    if _SCHEMA not in (strings(call.body, "schemas") or []):
        raise invalid("schemas", f"must contain {_SCHEMA}.")
    name = text(call.body, "displayName")
    language = optional_text(call.body, "preferredLanguage") or row["language"]
    version = row["version"] + 1
    call.store.update("org", row["id"], name=name, language=language, modified=call.now, version=version)
    return Reply(200, _show_identity(_find(call)))


def get_setting(call: Call) -> Reply:
    """Read one setting of an organization."""
    row = _find(call)
    if call.params["settingKey"] != _INVITES:
        raise not_found("Setting")
    return Reply(200, _show_setting(row))


def change_setting(call: Call) -> Reply:
    """Change one setting of an organization."""
    row = _find(call)
    if text(call.body, "key") != _INVITES:
        raise invalid("key", f"the only setting is {_INVITES}.")
    value = flag(call.body, "value", bool(row["invite_emails"]))
    call.store.update("org", row["id"], invite_emails=int(value))
    return Reply(200, _show_setting(_find(call)))


def list_roles(call: Call) -> Reply:
    """List all roles."""
    return Reply(200, {"items": [_show_role(key) for key in ROLES]})


def get_role(call: Call) -> Reply:
    """Read one role."""
    key = call.key("roleId", "ROLE", "Role")
    if key not in ROLES:
        raise not_found("Role")
    return Reply(200, _show_role(key))


def list_licenses(call: Call) -> Reply:
    """List the licences of an organization."""
    rows = call.store.all("SELECT * FROM license WHERE org = ? ORDER BY package", call.org(bare=False))
    return Reply(200, {"items": [_show_license(call, row) for row in rows]})


def get_license(call: Call) -> Reply:
    """Read one licence."""
    key = call.key("licenseId", "LICENSE", "License")
    row = call.store.one("SELECT * FROM license WHERE id = ?", key)
    if row is None:
        raise not_found("License")
    return Reply(200, _show_license(call, row))


def list_sub_partners(call: Call) -> Reply:
    """List the partner's sub-partners."""
    state = call.query.get("provisioningState")
    if state not in (None, "active", "suspended"):
        raise invalid("provisioningState", "must be active or suspended.")
    sql = "SELECT * FROM sub_partner WHERE state = COALESCE(?, state) ORDER BY org"
    return call.page("items", sql, [state], _show_sub_partner, 100, 100)


def _find(call: Call) -> Row:
    return call.managed_org(ids.decode_org(call.params["orgId"]))


def _show(row: Row) -> dict[str, Any]:
    return {"id": ids.encode("ORGANIZATION", row["id"]), "displayName": row["name"], "created": iso(row["created"])}


def _show_identity(row: Row) -> dict[str, Any]:
    meta = {"created": iso(row["created"]), "lastModified": iso(row["modified"]), "version": f'W/"{row["version"]}"'}
    shown = {"schemas": [_SCHEMA], "id": row["id"], "displayName": row["name"], "meta": meta}
    if row["language"]:
        shown["preferredLanguage"] = row["language"]
    return shown


def _show_setting(row: Row) -> dict[str, Any]:
    return {"key": _INVITES, "value": bool(row["invite_emails"]), "name": "Automatic Activation Emails"}


def _show_role(key: str) -> dict[str, str]:
    return {"id": ids.encode("ROLE", key), "name": ROLES[key]}


def _show_license(call: Call, row: Row) -> dict[str, Any]:
    used = consumed(call.store, row["id"])
    return {
        "id": license_id(row),
        "name": PACKAGES[row["package"]],
        "totalUnits": row["total"],
        "consumedUnits": used,
        "consumedByUsers": used,
        "consumedByWorkspaces": 0,
        "subscriptionId": SUBSCRIPTION,
    }


def _show_sub_partner(row: Row) -> dict[str, Any]:
    return {
        "orgId": ids.encode("ORGANIZATION", row["org"]),
        "subscriptionId": row["subscription"],
        "provisioningState": row["state"],
        "created": iso(row["created"]),
        "billingStartDate": iso(row["billing_start"]),
    }


_READ = "spark-admin:organizations_read identity:organizations_read"
_IDENTITY_READ = "identity:organizations_read identity:organizations_rw"
OPERATIONS = [
    Operation("GET", "/v1/organizations", list_organizations, _READ),
    Operation("GET", "/v1/organizations/{orgId}", get_organization, _READ),
    Operation("DELETE", "/v1/organizations/{orgId}", delete_organization, "spark-admin:organizations_write"),
    Operation("GET", "/v1/identity/organizations/{orgId}", get_identity, _IDENTITY_READ),
    Operation("PATCH", "/v1/identity/organizations/{orgId}", patch_identity, "identity:organizations_rw"),
    Operation("GET", "/v1/settings/organizations/{orgId}/settings/{settingKey}", get_setting, _IDENTITY_READ),
    Operation("POST", "/v1/settings/organizations/{orgId}/settings", change_setting, "identity:organizations_rw"),
    Operation("GET", "/v1/roles", list_roles, "spark-admin:roles_read"),
    Operation("GET", "/v1/roles/{roleId}", get_role, "spark-admin:roles_read"),
    Operation("GET", "/v1/licenses", list_licenses, "spark-admin:licenses_read"),
    Operation("GET", "/v1/licenses/{licenseId}", get_license, "spark-admin:licenses_read"),
    Operation("GET", "/v1/wholesale/subPartners", list_sub_partners, "spark-admin:wholesale_sub_partners_read"),
]
