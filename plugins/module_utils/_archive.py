# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Archives of customers that go: inventories that can restore them, each in a folder that nobody writes again.

A run that is stopped half-way is repeated on what is left: every run makes an archive of its own, and that of a
customer is the one that has most. A folder without its note is one that was not finished, and counts for nothing.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from ._http import ids
from ._http.errors import Refused

INVENTORY = "inventory"
"""The folder of the inventory itself, which nothing else may lie in: Ansible would read it."""
NOTE = "offboarding.json"
REST = "not-restored.json"
"""What onboarding cannot make again: call features."""
PRIVATE = 0o600


@dataclass(frozen=True)
class Archive:
    """What the note in the folder of an archive says."""

    path: str
    external_id: str
    customer_id: str
    org_id: str
    organization: str
    made_at: str
    objects: int


class Archives:
    """The archives in a folder."""

    def __init__(self, directory: str) -> None:
        self.directory = Path(directory).expanduser().absolute()

    def of(self, external_id: str, customer_id: str | None) -> Archive | None:
        """Return the archive of a customer that has most; of a customer that is gone, of the last one of its name."""
        found = [each for each in self._all(external_id) if each.external_id == external_id]
        if customer_id is None and found:
            customer_id = max(found, key=lambda each: each.made_at).customer_id
        mine = [each for each in found if ids.same(each.customer_id, customer_id)]
        return max(mine, key=lambda each: (each.objects, each.made_at), default=None)

    def folder(self, external_id: str) -> Path:
        """Return a folder that is not there yet."""
        start = self._home(external_id) / time.strftime("%Y-%m-%dT%H%M%SZ", time.gmtime())
        path, number = start, 2
        while path.exists():
            path, number = start.with_name(f"{start.name}-{number}"), number + 1
        return path

    def finish(self, archive: Archive, rest: list[dict[str, Any]]) -> None:
        """Note that an archive is whole."""
        self.write(Path(archive.path) / REST, rest)
        self.write(Path(archive.path) / NOTE, {key: value for key, value in asdict(archive).items() if key != "path"})

    def write(self, path: Path, content: Any) -> None:
        """Write a file that only its owner may read, whole or not at all."""
        draft = path.with_name(f".{path.name}")
        try:
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(content, file, ensure_ascii=False, indent=2, sort_keys=True)
                file.write("\n")
            draft.replace(path)
        except OSError as error:
            text = f"{path} cannot be written: {error.strerror}. Nothing has been removed"
            raise Refused("archive_directory", text) from None

    def _home(self, external_id: str) -> Path:
        """Return the folder of a customer: no external id leads out of the archives' own."""
        return self.directory / (re.sub(r"[^\w-]", "_", external_id) or "_")

    def _all(self, external_id: str) -> list[Archive]:
        found = []
        for path in sorted(self._home(external_id).glob(f"*/{NOTE}")):
            try:
                content = json.loads(path.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                continue
            if isinstance(content, Mapping):
                known = {each.name: content.get(each.name, "") for each in fields(Archive)}
                found.append(
                    Archive(**{**known, "path": str(path.parent), "objects": int(content.get("objects") or 0)})
                )
        return found
