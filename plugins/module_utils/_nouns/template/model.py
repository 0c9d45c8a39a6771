# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An onboarding template: the settings that many customers share, known to Webex's API by its Provisioning ID only."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Self

from ..._engine.fields import Country, Email, Language, Model, Option, Part, Returned, at_most, checked
from ..._http import ids

TEMPLATE = Part("template")
"""Our own REST contract."""
MESSAGING = Part("messaging settings")
CALLS = Part("call settings")

AUTHENTICATION = ("webex", "partner_saml", "partner_oidc")
IDENTITY_PROVIDER = {"partner_saml": "idp_entity_id", "partner_oidc": "idp_name"}
"""Way to authenticate -> option that names its identity provider."""
NEEDED = ("service_provider_admin", "country", "default_language", "subscription")
"""What a new template cannot do without."""


def _provisioning_id(value: str) -> str:
    """Return the form that Partner Hub shows, the Base64 of a bare UUID, whichever form was given."""
    found = ids.decode(value)
    return base64.b64encode(found[1].encode()).decode() if found else value


def _idp_name(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_~.-]{1,128}", value):
        raise ValueError("must have at most 128 characters, which are letters, digits, - _ ~ or .")
    return value


ProvisioningId = Annotated[str, checked(_provisioning_id)]


class Settings(Model):
    """A page of the wizard: the settings that Cisco's help names, and others by the names that Partner Hub shows."""

    def rules(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with the other settings."""
        for name in getattr(self, "other_settings", None) or {}:
            if not name.strip() or len(name) > 128:
                yield "other_settings", "a setting's name must have 1 to 128 characters"


class MessagingSettings(Settings):
    """The wizard's page on messaging, where older versions of Partner Hub say common settings."""

    allow_admin_invite_emails: Annotated[bool | None, MESSAGING("allowAdminInviteEmails")] = None
    other_settings: Annotated[dict[str, bool | str] | None, MESSAGING("otherSettings")] = None


class CallSettings(Settings):
    """The wizard's page on calls."""

    disable_free_calling: Annotated[bool | None, CALLS("disableFreeCalling")] = None
    other_settings: Annotated[dict[str, bool | str] | None, CALLS("otherSettings")] = None


class OnboardingTemplate(Model):
    """Sources: the wizard of Partner Hub, Customers > Onboarding templates; our own REST contract for it."""

    name: Annotated[str | None, Option(required=True), at_most(128), TEMPLATE("name")] = None
    service_provider_admin: Annotated[Email | None, TEMPLATE("serviceProviderAdmin")] = None
    country: Annotated[Country | None, TEMPLATE("country")] = None
    default_language: Annotated[Language | None, TEMPLATE("defaultLanguage")] = None
    subscription: Annotated[str | None, TEMPLATE("subscriptionId")] = None
    pstn_provider: Annotated[str | None, at_most(128), TEMPLATE("pstnProvider")] = None
    authentication: Annotated[str | None, Option(choices=AUTHENTICATION), TEMPLATE("authentication.mode")] = None
    idp_entity_id: Annotated[str | None, TEMPLATE("authentication.idpEntityId")] = None
    idp_name: Annotated[str | None, checked(_idp_name), TEMPLATE("authentication.idpName")] = None
    messaging_settings: Annotated[
        MessagingSettings | None, TEMPLATE.nested("messagingSettings", MessagingSettings, MESSAGING)
    ] = None
    call_settings: Annotated[CallSettings | None, TEMPLATE.nested("callSettings", CallSettings, CALLS)] = None
    provisioning_id: Annotated[ProvisioningId | None, TEMPLATE("provisioningId")] = None

    id: Annotated[str | None, Returned(), TEMPLATE("id")] = None
    status: Annotated[str | None, Returned()] = None
    backend: Annotated[str | None, Returned()] = None
    worksheet: Annotated[str | None, Returned()] = None

    @classmethod
    def desired(cls, options: Mapping[str, Any], where: str = "") -> Self:
        """Build what the options want; a chosen way to authenticate leaves no identity provider of another one."""
        wanted = super().desired(options, where)
        if not wanted.authentication:
            return wanted
        others = (option for way, option in IDENTITY_PROVIDER.items() if way != wanted.authentication)
        return wanted.model_copy(update=dict.fromkeys(others))

    def rules(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong whatever exists at Webex."""
        if not (self.name or "").strip():
            yield "name", "must not be blank"
        for option in NEEDED:
            if getattr(self, option) is not None and not getattr(self, option).strip():
                yield option, "cannot be emptied"
        if self.authentication and self.authentication not in AUTHENTICATION:
            yield "authentication", f"must be one of {', '.join(AUTHENTICATION)}"
        for way, option in IDENTITY_PROVIDER.items():
            value = (getattr(self, option) or "").strip()
            if self.authentication == way and not value:
                yield option, f"is required with authentication={way}"
            if self.authentication != way and value:
                yield option, f"is only for authentication={way}"
