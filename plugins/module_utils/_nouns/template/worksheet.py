# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a person has to do in Partner Hub, where Webex offers no API, as Markdown.

Source: help.webex.com, "Set up and manage Wholesale RTM customers", the wizard for onboarding templates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..._engine.fields import Model
from .model import IDENTITY_PROVIDER, OnboardingTemplate

PAGES = {
    "Primary settings": {
        "name": "Template name",
        "service_provider_admin": "Service provider admin",
        "country": "Country or region",
        "default_language": "Default email language",
        "subscription": "Wholesale subscription",
    },
    "Wholesale calling": {"pstn_provider": "Cloud Connected PSTN vendor"},
    "Authentication": {
        "authentication": "Authentication",
        "idp_entity_id": "IDP Entity ID",
        "idp_name": "OpenID Connect IDP Entity ID",
    },
    "Messaging settings": {
        "messaging_settings.allow_admin_invite_emails": "Allow admin-invite emails when attaching to existing orgs"
    },
    "Call settings": {"call_settings.disable_free_calling": "Disable Cisco Webex free calling"},
}
"""Pages of the wizard, in its order -> option -> what Partner Hub calls it."""
OTHERS = {
    "Messaging settings": "messaging_settings.other_settings.",
    "Call settings": "call_settings.other_settings.",
}
"""Pages with settings that only the option knows by name, and what these begin with."""
AUTHENTICATION = {
    "webex": "Webex authentication",
    "partner_saml": "Partner authentication",
    "partner_oidc": "Partner authentication with OpenID Connect",
}
"""Way to authenticate -> what the wizard calls it."""
WHO = (
    "Webex publishes no API for onboarding templates, so this is done by hand, by a partner full administrator who is "
    "also Webex for Wholesale admin."
)
PLACE = "In Partner Hub open **Customers**, then **Onboarding templates**"
TRUST = "Cisco TAC must have set up the trust with this identity provider before."
NEW_ONLY = (
    "The authentication applies to organizations that are created from now on; only Cisco TAC can change existing ones."
)


def creation(template: OnboardingTemplate) -> str:
    """Return how to make a template."""
    values = dict(_flat(template.known()))
    steps = [f"{PLACE}, then **Create Template**, and choose **Webex for Wholesale**."]
    for page in PAGES:
        lines = [
            f"{label}: {_shown(name, values[name])}"
            for name, label in _labels(page, values).items()
            if _given(values.get(name))
        ]
        if page == "Authentication" and not lines:
            lines = [f"Authentication: {_shown('authentication', 'webex')}"]
        if page == "Authentication" and values.get("authentication") in IDENTITY_PROVIDER:
            lines.append(TRUST)
        steps.append(_step(page, lines or ["nothing is asked for: leave it as it is"]))
    steps.append("**Review**: compare with this page, then **Submit**.")
    steps.append(
        "Open the new template, copy its **Provisioning ID**, and run the task again with it in the option "
        "`provisioning_id`. It is then checked with Webex, and the template becomes active."
    )
    return _page(template.name, "create it in Partner Hub", steps)


def change(template: OnboardingTemplate, now: Mapping[str, Any], catalog: str) -> str:
    """Return how to change a template: ``now`` is what Partner Hub still has, ``catalog`` the file to confirm in."""
    wanted = template.known()
    before, after = dict(_flat(now)), dict(_flat({name: wanted.get(name) for name in now}))
    steps = [f"{PLACE}, then {_code(template.name)} (Provisioning ID {_code(template.provisioning_id)})."]
    for page in PAGES:
        lines = [
            f"{label}: {_replacement(name, before.get(name), after.get(name))}"
            for name, label in _labels(page, before, after).items()
            if before.get(name) != after.get(name)
        ]
        if lines and page == "Authentication":
            lines += [TRUST] * (template.authentication in IDENTITY_PROVIDER) + [NEW_ONLY]
        if lines:
            steps.append(_step(page, lines))
    steps.append("Save the template.")
    steps.append(f"Confirm it: in {_code(catalog)}, at this template, write `status: active`.")
    return _page(template.name, "change it in Partner Hub", steps)


def removal(template: OnboardingTemplate) -> str:
    """Return how to delete a template."""
    number = f" (Provisioning ID {_code(template.provisioning_id)})" if template.provisioning_id else ", if it is there"
    steps = [
        f"{PLACE}, then {_code(template.name)}{number}.",
        "Delete the template. Customers that were onboarded with it stay as they are.",
    ]
    return _page(template.name, "delete it in Partner Hub", steps)


def nothing(template: OnboardingTemplate) -> str:
    """Return what a worksheet says when it has been worked off."""
    return f"# Onboarding template {_code(template.name)}: nothing is left to do\n"


def _page(name: str | None, what: str, steps: Iterable[str]) -> str:
    numbered = "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))
    return f"# Onboarding template {_code(name)}: {what}\n\n{WHO}\n\n{numbered}\n"


def _step(page: str, lines: Iterable[str]) -> str:
    return "\n".join([f"**{page}**", *(f"   - {line}" for line in lines)])


def _labels(page: str, *known: Mapping[str, Any]) -> dict[str, str]:
    """Return the settings of a page, each with what Partner Hub calls it; the other ones come last."""
    labels, start = dict(PAGES[page]), OTHERS.get(page)
    others = sorted({name for values in known for name in values if start and name.startswith(start)})
    return labels | {name: " ".join(name.removeprefix(start or "").split()) for name in others}


def _flat(settings: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the settings, those within a group as ``group.setting``."""
    for name, value in settings.items():
        group = value.known() if isinstance(value, Model) else value
        if isinstance(group, Mapping):
            yield from _flat(group, f"{within}{name}.")
        else:
            yield f"{within}{name}", value


def _given(value: Any) -> bool:
    return value not in (None, "")


def _replacement(name: str, before: Any, after: Any) -> str:
    if not _given(after):
        return f"clear it ({_shown(name, before)} goes)"
    # That nothing was recorded does not say that Partner Hub has nothing.
    return f"{_shown(name, before)} becomes {_shown(name, after)}" if _given(before) else _shown(name, after)


def _shown(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "**on**" if value else "**off**"
    return f"**{AUTHENTICATION[value]}**" if name == "authentication" else _code(value)


def _code(value: Any) -> str:
    """Return a text as Markdown code, whatever characters it has."""
    text = " ".join(str(value).split())
    return f"`` {text} ``" if "`" in text else f"`{text}`"
