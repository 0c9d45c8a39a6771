# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Onboarding templates, by way of a REST API where there is one, else by way of a catalog file and a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from .._client import Client
from .._converge import Action, Item, each
from .._errors import Refused, WebexError
from .._models.customer import Customer
from .._models.onboarding_template import IDENTITY_PROVIDER, NEEDED, OnboardingTemplate
from . import _worksheet
from ._base import Context, Resource
from ._catalog import Catalog, save
from ._directory import CUSTOMERS, scope_of

PATH = "wholesale/onboardingTemplates"
"""Our own contract: Webex publishes none. See ONBOARDING_TEMPLATES.md of the role simulator."""
KEYS = {
    "name": "name",
    "service_provider_admin": "serviceProviderAdmin",
    "country": "country",
    "default_language": "defaultLanguage",
    "subscription": "subscriptionId",
    "pstn_provider": "pstnProvider",
}
IDENTITY_KEYS = {"idp_entity_id": "idpEntityId", "idp_name": "idpName"}
WHERE: dict[str, dict[str, Any]] = {
    "backend": {"type": "str", "choices": ["auto", "partner_hub", "catalog"], "default": "auto"},
    "catalog_path": {"type": "path"},
}


class Backend(Protocol):
    """Where onboarding templates are kept."""

    name: str

    def read(self, name: str | None = None) -> list[OnboardingTemplate]:
        """Return all templates, or the one of this name."""

    def check(self, action: Action[OnboardingTemplate]) -> None:
        """Refuse what must not be attempted. May read; never writes."""

    def outcome(self, action: Action[OnboardingTemplate]) -> dict[str, Any]:
        """Return the fields that will result, known before anything is written."""

    def write(self, action: Action[OnboardingTemplate]) -> dict[str, Any]:
        """Make or change a template; return the fields that result."""

    def remove(self, action: Action[OnboardingTemplate]) -> None:
        """Remove a template."""


class PartnerHub:
    """The backend with an API."""

    name = "partner_hub"

    def __init__(self, client: Client) -> None:
        self.client = client

    def read(self, name: str | None = None) -> list[OnboardingTemplate]:
        """Return all templates, or the one of this name."""
        answers = self.client.pages(PATH, name=name)
        return [self._template(answer) for answer in answers if name in (None, answer.get("name"))]

    def check(self, action: Action[OnboardingTemplate]) -> None:
        """Refuse a Provisioning ID other than the template's own."""
        if action.kind == "create" and action.desired.provisioning_id:
            raise Refused("provisioning_id", "is chosen by Partner Hub when it creates the template: leave it out")
        if action.kind == "update" and action.touches("provisioning_id"):
            own = action.changes["provisioning_id"][0]
            raise Refused("provisioning_id", f"differs from the template's own, {own}, which cannot be changed")

    def outcome(self, action: Action[OnboardingTemplate]) -> dict[str, Any]:
        """Return the fields that will result, known before anything is written."""
        return {} if action.kind == "remove" else {"backend": self.name, "status": "active", "worksheet": None}

    def write(self, action: Action[OnboardingTemplate]) -> dict[str, Any]:
        """Create a template, or replace its settings: the API knows no partial change."""
        body = _body(action.predicted() or action.desired)
        if action.kind == "create":
            answer = self.client.post(PATH, body)
        else:
            answer = self.client.put(f"{PATH}/{action.existing.id}", body)
        made = self._template(answer)
        return {name: getattr(made, name) for name in made.model_fields_set}

    def remove(self, action: Action[OnboardingTemplate]) -> None:
        """Remove a template."""
        self.client.delete(f"{PATH}/{action.existing.id}")

    def _template(self, answer: Mapping[str, Any]) -> OnboardingTemplate:
        authentication = answer.get("authentication") or {}
        return OnboardingTemplate.observed(
            id=answer.get("id"),
            provisioning_id=answer.get("provisioningId"),
            **{option: answer.get(key) for option, key in KEYS.items()},
            authentication=authentication.get("mode"),
            **{option: authentication.get(key) for option, key in IDENTITY_KEYS.items()},
            messaging_settings={
                "allow_admin_invite_emails": (answer.get("messagingSettings") or {}).get("allowAdminInviteEmails")
            },
            call_settings={"disable_free_calling": (answer.get("callSettings") or {}).get("disableFreeCalling")},
            backend=self.name,
            status="active",
            worksheet=None,
        )


class OnboardingTemplates(Resource[OnboardingTemplate]):
    """Brings onboarding templates into their state, or says what a person has to do for it."""

    name = "onboarding_template"
    plural = "onboarding_templates"
    model = OnboardingTemplate
    controls = {**WHERE, "worksheet_path": {"type": "path"}}
    filters = {"name": {"type": "str"}, **WHERE}

    backend: Backend

    def key(self, desired: OnboardingTemplate) -> str:
        """Return the name."""
        return desired.name or ""

    def observe(self, wanted: Sequence[OnboardingTemplate], *, anew: bool = False) -> list[OnboardingTemplate | None]:
        """Choose the backend and read the templates."""
        if any(desired.pstn_provider for desired in wanted):
            self.context.warn(
                "pstn_provider: Cisco advises against choosing a PSTN provider in an onboarding template."
            )
        found: list[OnboardingTemplate | None] = []
        for desired in wanted:
            self.backend, templates = _open(self.context, self.context.options, desired.name)
            found.append(templates[0] if templates else None)
        return found

    def find(self, filters: Mapping[str, Any]) -> list[OnboardingTemplate]:
        """List templates."""
        return _open(self.context, filters, filters.get("name"))[1]

    def check(self, item: Item[OnboardingTemplate], action: Action[OnboardingTemplate]) -> None:
        """Refuse what lacks an option or carries a wrong Provisioning ID."""
        if action.kind == "create" and not item.desired.provisioning_id:
            item.desired.require(*NEEDED, why="to create an onboarding template")
        self.backend.check(action)

    def precheck(self, item: Item[OnboardingTemplate], action: Action[OnboardingTemplate]) -> None:
        """Foretell what will be left to a person."""
        self._tell(item, self.backend.outcome(action))

    def create(self, item: Item[OnboardingTemplate], action: Action[OnboardingTemplate]) -> dict[str, Any]:
        """Make a template."""
        outcome = self.backend.write(action)
        item.done.append(f"created in the {self.backend.name}")
        return outcome

    def update(self, item: Item[OnboardingTemplate], action: Action[OnboardingTemplate]) -> dict[str, Any]:
        """Change a template."""
        outcome = self.backend.write(action)
        item.done.append(f"changed in the {self.backend.name}")
        return outcome

    def remove(self, item: Item[OnboardingTemplate], action: Action[OnboardingTemplate]) -> None:
        """Remove a template."""
        self.backend.remove(action)
        item.done.append(f"removed from the {self.backend.name}")
        self._tell(item, self.backend.outcome(action))

    def settle(self, items: Sequence[Item[OnboardingTemplate]]) -> None:
        """Write the worksheets; a lost one is written again, which changes nothing about the template."""
        if path := self.context.options.get("worksheet_path"):
            each(items, lambda item: self._file(item, Path(path)))

    def _tell(self, item: Item[OnboardingTemplate], outcome: dict[str, Any]) -> None:
        """Return the outcome as part of the template, or beside it when there will be none."""
        if item.action.kind == "remove":
            item.extra |= outcome
        elif item.result is not None:
            item.result = item.result.model_copy(update=outcome)

    def _file(self, item: Item[OnboardingTemplate], path: Path) -> None:
        text = item.extra.get("worksheet") or getattr(item.result, "worksheet", None)
        if not text and item.result is not None and path.exists():
            text = _worksheet.nothing(item.result)  # rather than an old worksheet that asks for what has been done
        if text:
            save(path, text, "worksheet_path")


def find_provisioning_id(context: Context, customer: Customer) -> str:
    """Return the Provisioning ID of a customer's template; Refused says what to do when there is none yet.

    Costs one request.
    """
    name = customer.template
    try:
        backend, found = _open(context, {"catalog_path": customer.catalog_path}, name)
    except Refused as refusal:
        raise Refused("template", f"{name} cannot be looked up: {refusal}; or give provisioning_id instead") from None
    place = f"the catalog {customer.catalog_path}" if backend.name == Catalog.name else "Partner Hub"
    if not found:
        raise Refused("template", f"{name} is not in {place}: create it with webex.wholesale.onboarding_template first")
    template = found[0]
    if template.status == "pending" or not template.provisioning_id:
        raise Refused(
            "template",
            f"{name} is pending in {place}: do what its worksheet says, which webex.wholesale.onboarding_template "
            "returns, then confirm it as the worksheet's last step says",
        )
    return template.provisioning_id


def _open(context: Context, options: Mapping[str, Any], name: str | None) -> tuple[Backend, list[OnboardingTemplate]]:
    """Choose the backend and read all templates, or the one of this name; one request tells both."""
    client = context.client
    chosen = options.get("backend") or "auto"
    if chosen != Catalog.name:
        hub = PartnerHub(client)
        try:
            return hub, hub.read(name)
        except WebexError as error:
            reason = _why_none(client, error, guess=chosen != hub.name)
            if reason is None:
                raise
            if chosen == hub.name:
                raise Refused(
                    "backend", f"this host serves no API for onboarding templates ({reason}): use backend=catalog"
                ) from None
            if error.status != 404 or error.page:
                context.warn(
                    f"backend: this host seems to serve no API for onboarding templates ({reason}); the catalog is"
                    " used. Set backend=catalog if that is right."
                )
    catalog = Catalog(client, options.get("catalog_path"))
    return catalog, catalog.read(name)


def _why_none(client: Client, error: WebexError, *, guess: bool) -> str | None:
    """Return what tells that the host serves no such API, None when it may: then nothing is to be chosen silently.

    A refusal tells it only to somebody who ``guess``es, and only if the same token can read what every run reads.
    """
    if error.status is not None and error.status >= 500 and error.status != 501:
        return None
    if error.page:
        return f"it answers with a page{f', HTTP {error.status}' if error.status else ''}"
    if error.status in (404, 405, 501):
        return f"HTTP {error.status}"
    if guess and error.status in (401, 403):
        try:
            other = client.look(CUSTOMERS, max=1, **scope_of(client))
        except WebexError:
            return None
        if other.status_code == 200:
            return f"HTTP {error.status}, though customers can be read"
    return None


def _body(template: OnboardingTemplate) -> dict[str, Any]:
    """Return a template as the API wants it; what is not known is left to the API's defaults."""
    body: dict[str, Any] = {key: getattr(template, option) or None for option, key in KEYS.items()}
    way = template.authentication or "webex"
    body["authentication"] = {"mode": way}
    if option := IDENTITY_PROVIDER.get(way):
        body["authentication"][IDENTITY_KEYS[option]] = getattr(template, option)
    if template.messaging_settings:
        body["messagingSettings"] = {"allowAdminInviteEmails": template.messaging_settings.allow_admin_invite_emails}
    if template.call_settings:
        body["callSettings"] = {"disableFreeCalling": template.call_settings.disable_free_calling}
    return {key: value for key, value in body.items() if value is not None}
