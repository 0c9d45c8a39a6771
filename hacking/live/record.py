# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was asked of Webex and answered: in memory only, as it holds personal data."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

from tests.contract.contract import below_base

CODE = re.compile(r"(BATCH-)?\d{3,7}")
"""A code of an error, which says nothing of anybody."""
SECRETS = re.compile(r"((?:signature|credential)=)[^\"&\s]+", re.IGNORECASE)
"""What lets anybody in who has the link of a download."""


class Seen:
    """One request and its answer. `entry` is what the judge of the contract takes, with the time besides."""

    def __init__(self, entry: dict[str, Any]) -> None:
        self.entry = entry
        self.method: str = entry["method"]
        self.path = below_base(entry["path"])
        self.status: int = entry["status"]
        self.query = {name: values[-1] for name, values in parse_qs(entry["query"]).items()}
        self.asked = _json(entry["body"])
        self.body = _json(entry["answer"])
        self.own = bool(entry["mark"])
        """Whether the program asked, and not the collection."""

    @property
    def good(self) -> bool:
        """Whether it was a success."""
        return self.status < 300

    def items(self, key: str = "items") -> list[dict[str, Any]]:
        """Return the objects of a list."""
        found = self.body.get(key) if isinstance(self.body, dict) else None
        return [each for each in found or [] if isinstance(each, dict)]

    @property
    def kept(self) -> dict[str, Any]:
        """Return the entry without secrets; it has personal data."""
        secret = self.path == "/devices/activationCode"
        return self.entry | {"answer": "" if secret else SECRETS.sub(r"\1", self.entry["answer"])}

    @property
    def codes(self) -> set[str]:
        """Return the error codes, wherever the answer has them."""
        return set(_codes(self.body))

    def __str__(self) -> str:
        """Tell how it was answered, without anything of the answer but codes."""
        codes = ", ".join(sorted(self.codes))
        return f"{self.status} ({codes})" if codes else str(self.status)


class Record:
    """All that was seen, in the order of the answers."""

    def __init__(self) -> None:
        self.all: list[Seen] = []
        self._lock = threading.Lock()

    def add(self, entry: dict[str, Any]) -> Seen:
        """Note an answer."""
        seen = Seen(entry)
        with self._lock:
            self.all.append(seen)
        return seen

    def find(self, method: str, path: str, *, own: bool | None = None) -> Iterator[Seen]:
        """Yield what was asked at paths that are all of a regular expression; `own` chooses who asked."""
        for seen in list(self.all):
            if seen.method == method and re.fullmatch(path, seen.path) and own in (None, seen.own):
                yield seen


def _json(text: str) -> Any:
    try:
        return json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}


def _codes(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _codes(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name in ("errorCode", "code", "key") and CODE.fullmatch(str(each)):
                yield str(each)
            yield from _codes(each)
