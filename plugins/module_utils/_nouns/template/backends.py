# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Where onboarding templates are kept: behind a REST API where there is one, else in a catalog file and by a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from ..._engine.change import Change
from ..._engine.run import Run
from ..._engine.snapshot import Answer, Collection
from ..._engine.steps import Step
from ..._http.errors import Refused, WebexError
from ..collections import CUSTOMERS
from ..owners import on_behalf
from .catalog import Catalog
from .model import IDENTITY_PROVIDER, TEMPLATE, OnboardingTemplate

TEMPLATES = Collection("wholesale/onboardingTemplates", lambda each: (each.get("name"),), one="name")
"""Our own contract: Webex publishes none. See ONBOARDING_TEMPLATES.md of the role simulator."""


class Backend(Protocol):
    """Where onboarding templates are kept."""

    name: str

    def read(self, name: str | None = None) -> list[OnboardingTemplate]:
        """Return all templates, or the one of this name."""

    def check(self, change: Change[OnboardingTemplate]) -> None:
        """Refuse what must not be attempted. May read; never writes."""

    def outcome(self, change: Change[OnboardingTemplate]) -> dict[str, Any]:
        """Return the fields that will result, known before anything is written."""

    def step(self, change: Change[OnboardingTemplate], returned: dict[str, Any]) -> Step:
        """Return the write that a change takes; what Webex answers goes into ``returned``."""


class PartnerHub:
    """The backend with an API."""

    name = "partner_hub"

    def __init__(self, run: Run) -> None:
        self.snapshot = run.snapshot

    def read(self, name: str | None = None) -> list[OnboardingTemplate]:
        """Return all templates, or the one of this name."""
        if name is None:
            return [self._template(answer) for answer in self.snapshot.all(TEMPLATES)]
        answer = self.snapshot.one(TEMPLATES, name)
        return [self._template(answer)] if answer and answer.get("name") == name else []

    def check(self, change: Change[OnboardingTemplate]) -> None:
        """Refuse a Provisioning ID other than the template's own."""
        if change.kind == "create" and change.desired.provisioning_id:
            raise Refused("provisioning_id", "is chosen by Partner Hub when it creates the template: leave it out")
        if change.kind == "update" and change.touches("provisioning_id"):
            own = change.changes["provisioning_id"][0]
            raise Refused("provisioning_id", f"differs from the template's own, {own}, which cannot be changed")

    def outcome(self, change: Change[OnboardingTemplate]) -> dict[str, Any]:
        """Return the fields that will result, known before anything is written."""
        return {} if change.kind == "remove" else {"backend": self.name, "status": "active", "worksheet": None}

    def step(self, change: Change[OnboardingTemplate], returned: dict[str, Any]) -> Step:
        """Return the write: the API knows no partial change."""
        if change.kind == "remove":
            path = (f"{TEMPLATES.path}/{change.existing.id}",)
            name = str(change.existing.name)
            return Step("remove it", "DELETE", path, then=lambda answer: self.snapshot.drop(TEMPLATES, name))

        def written(answer: Answer) -> None:
            made = self._template(answer)
            returned.update({name: getattr(made, name) for name in made.model_fields_set})
            self.snapshot.put(TEMPLATES, answer)

        body, fields = _body(change.predicted() or change.desired), tuple(change.changes)
        if change.kind == "create":
            return Step("create it", "POST", (TEMPLATES.path,), body, fields=fields, creates=True, then=written)
        path = (f"{TEMPLATES.path}/{change.existing.id}",)
        return Step("change its settings", "PUT", path, body, fields=fields, then=written)

    def _template(self, answer: Mapping[str, Any]) -> OnboardingTemplate:
        known = TEMPLATE.read(OnboardingTemplate, answer)
        for name in ("messaging_settings", "call_settings"):
            known[name] = known[name] or {}
        return OnboardingTemplate.observed(**known, backend=self.name, status="active", worksheet=None)


def open_backend(
    run: Run, options: Mapping[str, Any], name: str | None
) -> tuple[PartnerHub | Catalog, list[OnboardingTemplate]]:
    """Choose the backend and read all templates, or the one of this name; one request tells both."""
    chosen = options.get("backend") or "auto"
    if chosen != Catalog.name:
        hub = PartnerHub(run)
        reason = run.snapshot.kept(("no API for templates", chosen), lambda: _why_none(run, hub, name, chosen))
        if reason is None:
            return hub, hub.read(name)
        if chosen == hub.name:
            raise Refused(
                "backend", f"this host serves no API for onboarding templates ({reason}): use backend=catalog"
            )
    catalog = Catalog(run.client, options.get("catalog_path"), on_behalf(run))
    return catalog, catalog.read(name)


def _why_none(run: Run, hub: PartnerHub, name: str | None, chosen: str) -> str | None:
    """Return what tells that the host serves no API for templates, None when it does.

    Where that is only a guess, a warning tells it: nothing is to be chosen silently.
    """
    try:
        hub.read(name)
    except WebexError as error:
        reason = _told_by(run, error, guess=chosen != hub.name)
        if reason is None:
            raise
        if chosen != hub.name and (error.status != 404 or error.page):
            run.warn(
                f"backend: this host seems to serve no API for onboarding templates ({reason}); the catalog is"
                " used. Set backend=catalog if that is right."
            )
        return reason
    return None


def _told_by(run: Run, error: WebexError, *, guess: bool) -> str | None:
    """Return what in an error tells that the host serves no such API.

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
            other = run.client.look(CUSTOMERS.path, max=1, **on_behalf(run))
        except WebexError:
            return None
        if other.status_code == 200:
            return f"HTTP {error.status}, though customers can be read"
    return None


def find_provisioning_id(run: Run, name: str, catalog_path: str | None) -> str:
    """Return a template's Provisioning ID, looked up once; Refused says what to do when there is none yet."""
    found: str = run.snapshot.kept(
        ("provisioning id", name, str(catalog_path)), lambda: _provisioning_id(run, name, catalog_path)
    )
    return found


def _provisioning_id(run: Run, name: str, catalog_path: str | None) -> str:
    options = {"catalog_path": catalog_path}
    try:
        backend, found = open_backend(run, options, name)
    except Refused as refusal:
        raise Refused("template", f"{name} cannot be looked up: {refusal}; or give provisioning_id instead") from None
    place = f"the catalog {catalog_path}" if backend.name == Catalog.name else "Partner Hub"
    if not found:
        names = ", ".join(sorted(str(each.name) for each in open_backend(run, options, None)[1])) or "none"
        todo = "create it with webex.wholesale.onboarding_template first"
        raise Refused("template", f"{name} is not in {place}: {todo}; there are: {names}")
    template = found[0]
    if template.status == "pending" or not template.provisioning_id:
        raise Refused(
            "template",
            f"{name} is pending in {place}: do what its worksheet says, which webex.wholesale.onboarding_template "
            "returns, then confirm it as the worksheet's last step says",
        )
    return template.provisioning_id


def _body(template: OnboardingTemplate) -> dict[str, Any]:
    """Return a template as the API wants it; what is not known is left to the API's defaults."""
    way = template.authentication or "webex"
    values = {name: value for name, value in template.given().items() if value not in ("", None)}
    for other, option in IDENTITY_PROVIDER.items():
        if other != way:
            values.pop(option, None)
    for name in ("id", "provisioning_id"):
        values.pop(name, None)
    return TEMPLATE.body(OnboardingTemplate, {**values, "authentication": way})
