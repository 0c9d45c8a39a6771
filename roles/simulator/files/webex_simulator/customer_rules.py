# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a customer request must fulfil, whether it creates, updates or is only a precheck."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from webex_simulator import ids
from webex_simulator.addresses import check_calling_location
from webex_simulator.call import Call
from webex_simulator.errors import EMAIL_IN_USE, ApiError, invalid, missing
from webex_simulator.fields import EMAIL, TIME_ZONE, mapping, optional_text, strings, text
from webex_simulator.packages import CALLING, DEPENDS, LIMITED, PACKAGES, consumed
from webex_simulator.store import Row

_MOST = 2**31 - 1
_LANGUAGE = re.compile(r"[a-z]{2}([_-][A-Za-z]{2})?\Z")


def find_template(call: Call, text_: str) -> dict[str, Any]:
    """Return the settings of the template that a Provisioning ID belongs to."""
    row = call.store.one("SELECT doc FROM template WHERE provisioning = ?", ids.decode_provisioning(text_))
    if row is None:
        raise invalid("provisioningId", "belongs to no onboarding template.")
    document: dict[str, Any] = json.loads(row["doc"])
    return document


def check_packages(packages: list[str] | None) -> list[str]:
    """Return the packages without repetition, if they are known and have what they depend on."""
    if not packages:
        raise missing("packages")
    for name in packages:
        if name not in PACKAGES:
            raise invalid("packages", f"{name} is not a package.")
        if name in DEPENDS and not DEPENDS[name] & set(packages):
            raise invalid("packages", f"{name} needs one of {', '.join(sorted(DEPENDS[name]))}.")
    return list(dict.fromkeys(packages))


def check_parameters(call: Call, packages: list[str], org: str | None, known: bool = False) -> dict[str, Any]:
    """Check `provisioningParameters`; return the calling location (if given) and the limits.

    The location is mandatory when there is a calling package, the organization `org` has no calling yet, and an
    earlier request has not made it `known`.
    """
    parameters = mapping(call.body, "provisioningParameters")
    where = "provisioningParameters."
    meetings = mapping(parameters, "meetings", where)
    optional_text(meetings, "timezone", where=f"{where}meetings.", pattern=TIME_ZONE)
    checked: dict[str, Any] = {"limits": _limits(call, parameters, packages, org)}
    calling = mapping(parameters, "calling", where)
    enabled = org and call.store.one("SELECT 1 FROM location WHERE org = ? AND calling", org)
    needed = CALLING & set(packages) and not known and not enabled
    if needed or calling:
        location = mapping(calling, "location", f"{where}calling.")
        checked["location"] = check_calling_location(location, f"{where}calling.location.")
    return checked


def _limits(call: Call, parameters: dict[str, Any], packages: list[str], org: str | None) -> dict[str, int]:
    where = "provisioningParameters.packages.limits"
    limits = mapping(mapping(parameters, "packages"), "limits", "provisioningParameters.packages.")
    for name, limit in limits.items():
        if name not in LIMITED or name not in packages:
            raise invalid(f"{where}.{name}", "is no package with a limit among the customer's packages.")
        if isinstance(limit, bool) or not isinstance(limit, int) or not 0 <= limit <= _MOST:
            raise invalid(f"{where}.{name}", f"must be a whole number of at least 0 and at most {_MOST}.")
        row = call.store.one("SELECT id FROM license WHERE org = ? AND package = ?", org, name)
        if row is not None and consumed(call.store, row["id"]) > limit:
            raise invalid(f"{where}.{name}", "is lower than the number of licenses in use.")
    return limits


def check_info(call: Call, info: dict[str, Any], org: str | None, complete: bool) -> str | None:
    """Check `customerInfo`; return the primary e-mail. `complete` asks for the name too, as creating does."""
    where = "customerInfo."
    if complete:
        text(info, "name", where=where)
    if "%" in (optional_text(info, "name", where=where) or ""):
        raise invalid("customerInfo.name", "must not contain the character %.")
    optional_text(info, "language", where=where, pattern=_LANGUAGE)
    email = text(info, "primaryEmail", where=where, pattern=EMAIL)
    check_email_free(call, email, org)
    if call.store.one("SELECT 1 FROM customer WHERE primary_email = ?", email):
        raise email_in_use(email)
    return email


def check_email_free(call: Call, email: str, org: str | None) -> Row | None:
    """Return the person of `org` with this e-mail, if any; refuse an e-mail of another organization."""
    person = call.store.one("SELECT * FROM person WHERE email = ?", email)
    if person is not None and person["org"] != org:
        raise email_in_use(email)
    return person


def email_in_use(email: str) -> ApiError:
    """The e-mail belongs to somebody else already."""
    return ApiError(409, f"The e-mail {email} is already associated with an existing user.", EMAIL_IN_USE)


def check_external_id(call: Call, external_id: str, own: str | None = None) -> None:
    """Refuse the external id of another customer."""
    if call.store.one("SELECT 1 FROM customer WHERE external_id = ? AND id IS NOT ?", external_id, own):
        raise ApiError(409, f"A customer with the externalId {external_id} exists already.", field="externalId")


def check_attach(call: Call, text_: str, template: dict[str, Any]) -> str:
    """Return the organization to attach, if the template and the organization allow it."""
    row = call.store.one("SELECT * FROM org WHERE id = ?", ids.decode_org(text_))
    if row is None:
        raise invalid("orgId", "is no organization.")
    if call.store.one("SELECT 1 FROM customer WHERE org = ?", row["id"]):
        raise ApiError(409, "The organization belongs to another customer already.", field="orgId")
    if not template["messagingSettings"]["allowAdminInviteEmails"]:
        raise invalid("provisioningId", "the template does not allow admin-invite e-mails, so no org can be attached.")
    if row["needs_approval"]:
        raise invalid("orgId", "the organization has 100 users or more; its administrator must approve first.")
    return str(row["id"])


def check_removal(call: Call, customer: Row, packages: Iterable[str]) -> None:
    """Refuse the removal of packages that subscribers still have."""
    for name in packages:
        if call.store.one("SELECT 1 FROM subscriber WHERE customer = ? AND package = ?", customer["id"], name):
            raise invalid("packages", f"{name} cannot be removed, subscribers still have it.")


def packages_of(body: dict[str, Any]) -> list[str]:
    """Return the checked packages of a request."""
    return check_packages(strings(body, "packages"))
