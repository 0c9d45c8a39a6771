# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Onboarding templates without an API: a YAML file records them, and a person does what differs in Partner Hub.

A template is active when its Provisioning ID is known and Partner Hub has all its settings. Until then it is pending,
and a worksheet says what to do. While a change waits for a person, the file keeps in ``in_partner_hub`` what it
replaces, so that every later run can still tell what is left, or that nothing is when the change is taken back.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..._deps import yaml
from ..._engine.change import Change
from ..._engine.fields import Model, options_of
from ..._engine.steps import Step
from ..._http.client import Client
from ..._http.errors import Refused, WebexError
from ..collections import CUSTOMERS
from ..precheck import ask
from . import worksheet
from .model import OnboardingTemplate

TEMPLATES = "onboarding_templates"
STATUS = "status"
IN_PARTNER_HUB = "in_partner_hub"
HEADER = """\
# Written by the Ansible module webex.wholesale.onboarding_template, which keeps no other comments. Version it.
# It records the onboarding templates that Partner Hub has, or is to have. Edit it for one thing only: when a pending
# change has been made in Partner Hub, set its status to active. Until then in_partner_hub holds what it replaces.
"""
ANYWHERE = {"addressLine1": "1 rue de Rivoli", "zipOrPostalCode": "75001", "city": "Paris", "country": "FR"}
"""The precheck wants an address; this one has nothing that it could object to."""


class Catalog:
    """The backend whose memory is a file and whose hands are a person's."""

    name = "catalog"

    def __init__(self, client: Client, path: str | None, scope: Mapping[str, Any] | None = None) -> None:
        if not path:
            raise Refused(
                "catalog_path",
                "is required where the host serves no API for onboarding templates: the YAML file in your repository "
                "that records them",
            )
        self.client = client
        self.scope = scope or {}
        self.path = Path(path)
        self._options = [name for name, _hint, _option in options_of(OnboardingTemplate)]

    def read(self, name: str | None = None) -> list[OnboardingTemplate]:
        """Return what the file records, of all templates or of one; its errors are refused, naming the place."""
        entries = self._load()[TEMPLATES]
        return [self._template(entry) for entry in entries if name in (None, entry["name"])]

    def check(self, change: Change[OnboardingTemplate]) -> None:
        """Have Webex verify a new Provisioning ID."""
        if change.kind == "remove" or not change.touches("provisioning_id"):
            return
        provisioning_id = change.after("provisioning_id")
        if not provisioning_id:
            raise Refused("provisioning_id", "cannot be emptied; to forget the template use state=absent")
        body = {"provisioningId": provisioning_id, "address": ANYWHERE}
        try:
            ask(self.client, CUSTOMERS, body, self.scope)
        except WebexError as error:
            if error.status != 400:
                raise
            raise WebexError(
                f"provisioning_id: Webex does not accept it: {error.message}",
                status=error.status,
                code=error.code,
                tracking_id=error.tracking_id,
                request=error.request,
                hint="Copy it again from the template's panel in Partner Hub.",
            ) from None

    def outcome(self, change: Change[OnboardingTemplate]) -> dict[str, Any]:
        """Return the fields that will result, known before anything is written."""
        template = change.predicted()
        if template is None:
            return {"worksheet": worksheet.removal(change.observed or change.desired)}
        return self._judge(template, self._replaced(change))

    def step(self, change: Change[OnboardingTemplate], returned: dict[str, Any]) -> Step:
        """Return the write: a template is recorded with what is left to do for it, or forgotten."""
        name = str(change.desired.name)
        if change.kind == "remove":
            return Step("forget it", "WRITE", (str(self.path),), send=lambda step: self._store(name, None))
        template = change.predicted() or change.desired
        settings = {name: _plain(getattr(template, name)) for name in self._options}
        entry: dict[str, Any] = {name: value for name, value in settings.items() if value is not None}
        entry[STATUS] = self.outcome(change)[STATUS]
        if replaced := self._replaced(change):
            entry[IN_PARTNER_HUB] = replaced
        return Step(
            "record it", "WRITE", (str(self.path),), fields=tuple(change.changes),
            send=lambda step: self._store(entry["name"], entry),
        )  # fmt: skip

    def _template(self, entry: Mapping[str, Any]) -> OnboardingTemplate:
        where = f"{self.path}: {entry['name']}: "
        for key in entry:
            if key not in (*self._options, STATUS, IN_PARTNER_HUB):
                raise Refused(where + str(key), "is no option of an onboarding template")
        if not isinstance(entry.get(IN_PARTNER_HUB, {}), dict):
            raise Refused(where + IN_PARTNER_HUB, "must be a mapping of options")
        recorded = OnboardingTemplate.desired({name: entry.get(name) for name in self._options}, where)
        # What is not recorded is known to be empty, rather than unknown.
        settings = {name: getattr(recorded, name) for name in self._options}
        return recorded.model_copy(update={**settings, **self._judge(recorded, _waiting(entry))})

    def _judge(self, template: OnboardingTemplate, replaced: Mapping[str, Any]) -> dict[str, Any]:
        todo: str | None = None
        if not template.provisioning_id:
            todo = worksheet.creation(template)
        elif replaced:
            todo = worksheet.change(template, replaced, str(self.path))
        return {"backend": self.name, STATUS: "pending" if todo else "active", "worksheet": todo}

    def _replaced(self, change: Change[OnboardingTemplate]) -> dict[str, Any]:
        """Return what Partner Hub will still have of a template when the action has been recorded."""
        if change.observed is None or change.touches("provisioning_id") or not change.after("provisioning_id"):
            return {}  # it is still to be made, or has just been made, from these settings
        entry = next(entry for entry in self._load()[TEMPLATES] if entry["name"] == change.observed.name)
        replaced = _waiting(entry)
        for name, (before, after) in change.changes.items():
            if replaced.setdefault(name, _plain(before)) == _plain(after):
                del replaced[name]
        return replaced

    def _load(self) -> dict[str, Any]:
        """Return the file's content, its list of templates checked as far as needed to keep what it holds."""
        try:
            document = yaml.safe_load(self.path.read_text("utf-8"))
        except FileNotFoundError:
            document = None
        except OSError as error:
            raise Refused("catalog_path", f"{self.path} cannot be read: {error.strerror}") from None
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise Refused("catalog_path", f"{self.path} is no YAML file: {' '.join(str(error).split())}") from None
        if document is None:
            document = {}
        entries = (document.get(TEMPLATES) or []) if isinstance(document, dict) else None
        if not isinstance(entries, list) or not all(isinstance(each, dict) and each.get("name") for each in entries):
            raise Refused("catalog_path", f"{self.path} must hold {TEMPLATES}, a list of mappings that have a name")
        entries = [{**entry, "name": str(entry["name"])} for entry in entries]
        names = [entry["name"] for entry in entries]
        for name in names:
            if names.count(name) > 1:
                raise Refused("catalog_path", f"{self.path} has two templates named {name}")
        return {**document, TEMPLATES: entries}

    def _store(self, name: str, entry: dict[str, Any] | None) -> dict[str, Any]:
        """Replace or drop one template, sorted by name; all else in the file stays as it is."""
        document = self._load()
        others = [other for other in document[TEMPLATES] if other["name"] != name]
        document[TEMPLATES] = sorted([*others, entry] if entry else others, key=lambda each: str(each["name"]))
        text = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=120)
        save(self.path, HEADER + text, "catalog_path")
        return {}


def save(path: Path, text: str, option: str) -> None:
    """Write a file as a whole or not at all, and only if it differs; Refused names the option that gave the path."""
    target = path.resolve()  # a link stays a link
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        if target.exists() and target.read_bytes() == text.encode():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            draft.write_bytes(text.encode())
            if target.exists():
                shutil.copymode(target, draft)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise Refused(option, f"{path} cannot be written: {error.strerror}") from None


def _waiting(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a person has not replaced yet in Partner Hub."""
    return {} if entry.get(STATUS) == "active" else dict(entry.get(IN_PARTNER_HUB) or {})


def _plain(value: Any) -> Any:
    """Return a setting as the file has it; an empty one is not there."""
    return (value.known() if isinstance(value, Model) else value) or None
