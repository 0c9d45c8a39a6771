# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What exists before the first request: the partner, tokens, roles, sub-partners, a template, two foreign orgs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple

from webex_simulator.ids import fixed_uuid
from webex_simulator.store import Store

CLIENT_ID = "simulator-client-id"
CLIENT_SECRET = "simulator-client-secret"
REFRESH_TOKEN = "simulator-refresh-token"
ACCESS_TOKEN = "simulator-access-token"
READ_ONLY_TOKEN = "simulator-read-only-token"
# Lacks the scopes of calling, as an integration does that was made for customers alone.
NO_CALLING_TOKEN = "simulator-no-calling-token"
# So that an issued token is known as one wherever it should turn up.
ISSUED = "simulator-issued-"

_READ = (
    "spark-admin:wholesale_customers_read", "spark-admin:wholesale_subscribers_read",
    "spark-admin:wholesale_sub_partners_read", "spark-admin:wholesale_billing_reports_read",
    "spark-admin:locations_read", "spark-admin:telephony_config_read", "spark-admin:telephony_pstn_read",
    "spark-admin:devices_read", "spark-admin:workspaces_read",
    "spark-admin:people_read", "spark-admin:roles_read", "spark-admin:licenses_read",
    "spark-admin:organizations_read", "identity:organizations_read",
)  # fmt: skip
_WRITE = (
    "spark-admin:wholesale_customers_write", "spark-admin:wholesale_subscribers_write",
    "spark-admin:wholesale_billing_reports_write", "spark-admin:locations_write",
    "spark-admin:devices_write", "spark-admin:workspaces_write", "identity:one_time_password",
    "spark-admin:telephony_config_write", "spark-admin:telephony_pstn_write", "spark-admin:people_write",
    "spark-admin:licenses_write", "spark-admin:organizations_write", "identity:organizations_rw",
)  # fmt: skip
ALL_SCOPES = " ".join((*_READ, *_WRITE))

PARTNER_ORG = "0a1b0000-0000-4000-8000-000000000001"
SUB_PARTNER_ACTIVE = "0a1b0000-0000-4000-8000-000000000002"
SUB_PARTNER_SUSPENDED = "0a1b0000-0000-4000-8000-000000000003"
EXISTING_ORG = "0a1b0000-0000-4000-8000-000000000004"
LARGE_EXISTING_ORG = "0a1b0000-0000-4000-8000-000000000005"
SUB_PARTNER_SECOND = "0a1b0000-0000-4000-8000-000000000006"
DEFAULT_TEMPLATE = "f5b36187-0000-4000-8000-000000000001"
SUBSCRIPTION = "Sub-simulator-1"
PARTNER_ADMINS = {
    "admin@partner.example.com": "Partner Admin",
    "operator@partner.example.com": "Partner Operator",
}
# Addresses of this domain belong to an active free account, so subscribing them needs the user's consent.
FREE_ACCOUNT_DOMAIN = "free.example.com"
# People of this domain never activate their account.
NEVER_ACTIVE_DOMAIN = "idle.example.com"

FULL_ADMIN = fixed_uuid("role", "id_full_admin")
ROLES = {
    FULL_ADMIN: "Full Administrator",
    fixed_uuid("role", "id_readonly_admin"): "Read-only Administrator",
    fixed_uuid("role", "id_support_admin"): "Support Administrator",
    fixed_uuid("role", "id_user_admin"): "User and Device Administrator",
    fixed_uuid("role", "id_device_admin"): "Device Administrator",
    fixed_uuid("role", "id_compliance_officer"): "Compliance Officer",
    fixed_uuid("role", "id_advanced_troubleshooting"): "Advanced Troubleshooting Administrator",
    fixed_uuid("role", "id_location_admin"): "Location Administrator",
}


class PstnOption(NamedTuple):
    """One way to connect a location to the telephone network."""

    id: str
    name: str
    type: str


PREMISES = PstnOption(fixed_uuid("pstn", "premises"), "Premises-based PSTN", "LOCAL_GATEWAY")
_CALLING_PLAN_COUNTRIES = ("BE", "CA", "DE", "ES", "FR", "GB", "IE", "IT", "NL", "US")


def pstn_options(country: str) -> list[PstnOption]:
    """Return the connection options of a country: the local gateway, two providers, Cisco's own plan where sold."""
    names = (f"Simulated Telecom {country}", f"Simulated Voice {country}")
    options = [PREMISES, *(PstnOption(fixed_uuid("pstn", name), name, "NON_INTEGRATED_CCP") for name in names)]
    if country in _CALLING_PLAN_COUNTRIES:
        name = f"Cisco Calling Plans {country}"
        options.append(PstnOption(fixed_uuid("pstn", name), name, "CISCO_PSTN"))
    return options


def person_document(first: str, last: str, roles: list[str]) -> dict[str, Any]:
    """Return the stored part of a new person that is not searched for."""
    return {"firstName": first, "lastName": last, "roles": roles}


def plant(store: Store) -> None:
    """Write the seed into an empty store. Its dates are fixed, its ids too."""
    born = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
    orgs = {PARTNER_ORG: ("Simulated Partner", 1, 0), SUB_PARTNER_ACTIVE: ("Active Sub-partner", 1, 0)}
    orgs |= {SUB_PARTNER_SUSPENDED: ("Suspended Sub-partner", 1, 0), EXISTING_ORG: ("Existing Org", 0, 0)}
    orgs[SUB_PARTNER_SECOND] = ("Second Sub-partner", 1, 0)
    orgs[LARGE_EXISTING_ORG] = ("Large Existing Org", 0, 1)
    for org, (name, managed, needs_approval) in orgs.items():
        store.insert(
            "org", id=org, name=name, managed=managed, needs_approval=needs_approval, created=born, modified=born
        )
    states = {SUB_PARTNER_ACTIVE: "active", SUB_PARTNER_SUSPENDED: "suspended", SUB_PARTNER_SECOND: "active"}
    for org, state in states.items():
        store.insert(
            "sub_partner", org=org, subscription="Sub-simulator-2", state=state, created=born, billing_start=born
        )
    for email, name in PARTNER_ADMINS.items():
        first, last = name.split()
        document = person_document(first, last, [FULL_ADMIN])
        store.insert(
            "person", id=fixed_uuid("person", email), org=PARTNER_ORG, email=email, display_name=name,
            doc=document, created=born, modified=born,
        )  # fmt: skip
    admin = fixed_uuid("person", "admin@partner.example.com")
    never = datetime(9999, 1, 1, tzinfo=UTC).timestamp()
    store.insert("token", value=ACCESS_TOKEN, scopes=ALL_SCOPES, person=admin, expires_at=never)
    store.insert("token", value=READ_ONLY_TOKEN, scopes=" ".join(_READ), person=admin, expires_at=never)
    narrow = [scope for scope in ALL_SCOPES.split() if "telephony" not in scope]
    store.insert("token", value=NO_CALLING_TOKEN, scopes=" ".join(narrow), person=admin, expires_at=never)
    template = {
        "serviceProviderAdmin": "admin@partner.example.com", "country": "US", "defaultLanguage": "en_US",
        "subscriptionId": SUBSCRIPTION, "authentication": {"mode": "webex"},
        "messagingSettings": {"allowAdminInviteEmails": True, "otherSettings": {}},
        "callSettings": {"disableFreeCalling": False, "otherSettings": {}},
    }  # fmt: skip
    store.insert(
        "template", id=fixed_uuid("template", "Default"), provisioning=DEFAULT_TEMPLATE,
        name="Default", doc=template, created=born, modified=born,
    )  # fmt: skip
