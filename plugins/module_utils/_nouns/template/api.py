# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Onboarding templates: their desired state, or what a person has to do for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..._engine.item import Item
from ..._engine.noun import Writer
from ..._engine.steps import Step
from ..._http.errors import Refused
from . import worksheet
from .backends import TEMPLATES, Backend, open_backend
from .catalog import save
from .model import NEEDED, OnboardingTemplate

WHERE: dict[str, dict[str, Any]] = {
    "backend": {"type": "str", "choices": ["auto", "partner_hub", "catalog"], "default": "auto"},
    "catalog_path": {"type": "path"},
}


class OnboardingTemplates(Writer[OnboardingTemplate]):
    """Creates, changes and removes onboarding templates where there is an API, else says what a person has to do."""

    name = "onboarding_template"
    plural = "onboarding_templates"
    model = OnboardingTemplate
    provisions = False
    controls = {**WHERE, "worksheet_path": {"type": "path"}}
    filters = {"name": {"type": "str"}, **WHERE}

    backend: Backend

    def key(self, desired: OnboardingTemplate) -> str:
        """Return the name."""
        return desired.name or ""

    def observe(self, wanted: Sequence[OnboardingTemplate]) -> list[OnboardingTemplate | None]:
        """Choose the backend and read the templates."""
        if any(desired.pstn_provider for desired in wanted):
            self.run.warn("pstn_provider: Cisco advises against choosing a PSTN provider in an onboarding template.")
        found: list[OnboardingTemplate | None] = []
        for desired in wanted:
            self.backend, templates = open_backend(self.run, self.run.options, desired.name)
            found.append(templates[0] if templates else None)
        return found

    def find(self, filters: Mapping[str, Any]) -> list[OnboardingTemplate]:
        """List templates."""
        return open_backend(self.run, filters, filters.get("name"))[1]

    def doubt(self, item: Item[OnboardingTemplate]) -> None:
        """Read the template again."""
        self.snapshot.doubt(TEMPLATES, item.key)

    def check(self, item: Item[OnboardingTemplate]) -> None:
        """Refuse what lacks an option or carries a wrong Provisioning ID."""
        if item.change.kind == "create" and not item.desired.provisioning_id:
            item.desired.require(*NEEDED, why="to create an onboarding template")
        self.backend.check(item.change)

    def steps(self, item: Item[OnboardingTemplate]) -> Iterator[Step]:
        """Return the one write; what it will leave to a person is known beforehand."""
        outcome = self.backend.outcome(item.change)
        if item.change.kind == "remove":
            item.extra |= outcome
        else:
            item.returned |= outcome
        yield self.backend.step(item.change, item.returned)

    def settle(self, items: Sequence[Item[OnboardingTemplate]]) -> None:
        """Write the worksheets; a lost one is written again, which changes nothing about the template."""
        path = self.run.options.get("worksheet_path")
        for item in items:
            if path and not item.error:
                try:
                    self._file(item, Path(path))
                except Refused as error:
                    item.error = error

    def _file(self, item: Item[OnboardingTemplate], path: Path) -> None:
        result = item.result()
        text = item.extra.get("worksheet") or getattr(result, "worksheet", None)
        if not text and result is not None and path.exists():
            text = worksheet.nothing(result)  # rather than an old worksheet that asks for what has been done
        if text:
            save(path, text, "worksheet_path")
