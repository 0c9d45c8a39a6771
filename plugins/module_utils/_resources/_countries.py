# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What an address needs in its country, as Webex itself tells it."""

from __future__ import annotations

import threading
from typing import Any

from .._client import Client
from .._errors import Refused, WebexError
from .._models.address import Address


class Countries:
    """Checks addresses, asking Webex once per country. Source: Webex Calling API, "Get Country Configuration"."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._rules: dict[str, dict[str, Any]] = {}
        self._lock = threading.Lock()

    def check(self, address: Address, option: str) -> None:
        """Refuse an address without the state or postal code that its country needs; ``option`` is where it stands."""
        rules = self._of(address.country or "", option)
        states = [state for state in rules.get("states") or [] if isinstance(state, dict)]
        if rules.get("stateRequired"):
            codes = [str(state.get("code")) for state in states]
            if not address.state_or_province:
                raise Refused(f"{option}.state_or_province", f"is required in {address.country}")
            if codes and address.state_or_province not in codes:
                raise Refused(f"{option}.state_or_province", f"is none of {', '.join(codes)} ({address.country})")
        if rules.get("zipCodeRequired") and not address.zip_or_postal_code:
            raise Refused(f"{option}.zip_or_postal_code", f"is required in {address.country}")

    def _of(self, country: str, option: str) -> dict[str, Any]:
        with self._lock:
            if country not in self._rules:
                try:
                    self._rules[country] = self._client.get(f"telephony/config/countries/{country}")
                except WebexError as error:
                    if error.status not in (400, 404):
                        raise
                    raise Refused(f"{option}.country", f"Webex does not know {country}: {error.message}") from None
            return self._rules[country]
