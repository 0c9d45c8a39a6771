# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What an address needs in its country, as Webex itself tells it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

from .._client import Client
from .._errors import Refused, WebexError, doubt
from .._models.address import Address

UNSCOPED = (401, 403)
"""What a token without the scope gets: by the documents 403, as others saw it also 401."""


class Countries:
    """Checks addresses, asking Webex once per country. Source: Webex Calling API, "Get Country Configuration"."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._rules: dict[str, dict[str, Any]] = {}
        self._lock = threading.Lock()

    def check(self, address: Address, option: str, warn: Callable[[str], None], *, row: str = "") -> None:
        """Refuse an address without the state or postal code that its country needs; ``option`` is where it stands.

        With a ``row`` of ASSUMPTIONS.md it is only believed that the country's rules are those of this address.
        """
        try:
            for problem in self._problems(address, option):
                if not row:
                    raise problem
                warn(doubt(row, str(problem)))
        except WebexError as error:
            if error.status not in UNSCOPED:
                raise
            # The rules belong to Webex Calling: who has nothing to do with that needs no scope for it. Told once.
            self._rules[address.country or ""] = {}
            warn(f"{option}: not checked, as the token may not read the rules of {address.country}: {error.message}")

    def _problems(self, address: Address, option: str) -> Iterator[Refused]:
        try:
            rules = self._of(address.country or "")
        except WebexError as error:
            if error.status not in (400, 404):
                raise
            yield Refused(f"{option}.country", f"Webex does not know {address.country}: {error.message}")
            return
        if rules.get("stateRequired"):
            states = [state for state in rules.get("states") or [] if isinstance(state, dict)]
            codes = [str(state.get("code")) for state in states]
            if not address.state_or_province:
                yield Refused(f"{option}.state_or_province", f"is required in {address.country}")
            elif codes and address.state_or_province not in codes:
                yield Refused(f"{option}.state_or_province", f"is none of {', '.join(codes)} ({address.country})")
        if rules.get("zipCodeRequired") and not address.zip_or_postal_code:
            yield Refused(f"{option}.zip_or_postal_code", f"is required in {address.country}")

    def _of(self, country: str) -> dict[str, Any]:
        with self._lock:
            if country not in self._rules:
                self._rules[country] = self._client.get(f"telephony/config/countries/{country}")
            return self._rules[country]
