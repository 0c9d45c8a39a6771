# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Onboarding templates: our own contract (ONBOARDING_TEMPLATES.md), the real API has none."""

from __future__ import annotations

import json
import re
from typing import Any

from webex_simulator import ids
from webex_simulator.call import Call, Operation, Reply
from webex_simulator.countries import COUNTRIES
from webex_simulator.errors import ApiError, invalid, not_found
from webex_simulator.fields import flag, iso, mapping, optional_text, text
from webex_simulator.seed import PARTNER_ADMINS
from webex_simulator.store import Row

_PATH = "/v1/wholesale/onboardingTemplates"
_IDP_NAME = re.compile(r"[A-Za-z0-9_~.-]{1,128}\Z")
_LANGUAGE = re.compile(r"[a-z]{2}(_[A-Z]{2})?\Z")
_MODES = ("webex", "partner_saml", "partner_oidc")


def list_templates(call: Call) -> Reply:
    """List templates, or the one whose name is exactly `name`."""
    name = call.query.get("name")
    where, values = ("WHERE name = ?", [name]) if name else ("", [])
    return call.page("items", f"SELECT * FROM template {where} ORDER BY seq", values, _show, 100, 100)


def get_template(call: Call) -> Reply:
    """Read one template."""
    return Reply(200, _show(_find(call)))


def create_template(call: Call) -> Reply:
    """Create a template; its Provisioning ID is chosen here."""
    name, document = _check(call, None)
    key = ids.new_uuid()
    call.store.insert(
        "template", id=key, provisioning=ids.new_uuid(), name=name, doc=document,
        created=call.now, modified=call.now,
    )  # fmt: skip
    identifier = call.params["templateId"] = ids.encode("ONBOARDING_TEMPLATE", key)
    return Reply(201, _show(_find(call)), {"Location": call.url(f"/wholesale/onboardingTemplates/{identifier}")})


def replace_template(call: Call) -> Reply:
    """Replace all writable fields of a template."""
    row = _find(call)
    name, document = _check(call, row["id"])
    call.store.update("template", row["id"], name=name, doc=document, modified=call.now)
    return Reply(200, _show(_find(call)))


def delete_template(call: Call) -> Reply:
    """Delete a template; customers onboarded with it stay."""
    call.store.run("DELETE FROM template WHERE id = ?", _find(call)["id"])
    return Reply(204)


def _find(call: Call) -> Row:
    key = call.key("templateId", "ONBOARDING_TEMPLATE", "Onboarding template")
    row = call.store.one("SELECT * FROM template WHERE id = ?", key)
    if row is None:
        raise not_found("Onboarding template")
    return row


def _check(call: Call, own: str | None) -> tuple[str, dict[str, Any]]:
    body = call.body
    name = text(body, "name", 128)
    if call.store.one("SELECT 1 FROM template WHERE name = ? AND id IS NOT ?", name, own):
        raise ApiError(409, f"An onboarding template named {name} exists already.", field="name")
    admin = text(body, "serviceProviderAdmin")
    if admin not in PARTNER_ADMINS:
        raise invalid("serviceProviderAdmin", "is no administrator of the partner.")
    country = text(body, "country")
    if country not in COUNTRIES:
        raise invalid("country", f"{country} is not a supported country (ISO 3166-1 alpha-2).")
    document: dict[str, Any] = {
        "serviceProviderAdmin": admin,
        "country": country,
        "defaultLanguage": text(body, "defaultLanguage", pattern=_LANGUAGE),
        "subscriptionId": text(body, "subscriptionId"),
        "authentication": _authentication(mapping(body, "authentication")),
    }
    provider = optional_text(body, "pstnProvider", 128)
    if provider:
        document["pstnProvider"] = provider
    messaging, calls = mapping(body, "messagingSettings"), mapping(body, "callSettings")
    document["messagingSettings"] = {
        "allowAdminInviteEmails": flag(messaging, "allowAdminInviteEmails", True, "messagingSettings."),
        "otherSettings": _others(messaging, "messagingSettings."),
    }
    document["callSettings"] = {
        "disableFreeCalling": flag(calls, "disableFreeCalling", False, "callSettings."),
        "otherSettings": _others(calls, "callSettings."),
    }
    return name, document


def _others(given: dict[str, Any], where: str) -> dict[str, Any]:
    """Return the settings that have no field of their own."""
    found = mapping(given, "otherSettings", where)
    for name, value in found.items():
        if not 0 < len(name) <= 128 or not isinstance(value, bool | str):
            raise invalid(
                f"{where}otherSettings", "has names of 1 to 128 characters, and a boolean or a text for each."
            )
    return found


def _authentication(given: dict[str, Any]) -> dict[str, str]:
    mode = optional_text(given, "mode", where="authentication.") or "webex"
    if mode not in _MODES:
        raise invalid("authentication.mode", f"must be one of {', '.join(_MODES)}.")
    document = {"mode": mode}
    if mode == "partner_saml":
        document["idpEntityId"] = text(given, "idpEntityId", where="authentication.")
    if mode == "partner_oidc":
        document["idpName"] = text(given, "idpName", where="authentication.", pattern=_IDP_NAME)
    return document


def _show(row: Row) -> dict[str, Any]:
    return {
        "id": ids.encode("ONBOARDING_TEMPLATE", row["id"]),
        "name": row["name"],
        "provisioningId": ids.encode_provisioning(row["provisioning"]),
        **json.loads(row["doc"]),
        "created": iso(row["created"]),
        "lastModified": iso(row["modified"]),
    }


_READ = "spark-admin:wholesale_customers_read"
_WRITE = "spark-admin:wholesale_customers_write"
OPERATIONS = [
    Operation("GET", _PATH, list_templates, _READ),
    Operation("POST", _PATH, create_template, _WRITE),
    Operation("GET", f"{_PATH}/{{templateId}}", get_template, _READ),
    Operation("PUT", f"{_PATH}/{{templateId}}", replace_template, _WRITE),
    Operation("DELETE", f"{_PATH}/{{templateId}}", delete_template, _WRITE),
]
