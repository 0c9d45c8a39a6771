# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Postal addresses: one shape in all modules, two in Webex's API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from ._base import Country, Line, Model, Option

WHOLESALE = {
    "address_line1": "addressLine1",
    "address_line2": "addressLine2",
    "city": "city",
    "state_or_province": "stateOrProvince",
    "zip_or_postal_code": "zipOrPostalCode",
    "country": "country",
}
LOCATION = {
    "address_line1": "address1",
    "address_line2": "address2",
    "city": "city",
    "state_or_province": "state",
    "zip_or_postal_code": "postalCode",
    "country": "country",
}


class Address(Model):
    """A postal address. Source: Webex for Wholesale API, "Provision a Wholesale Customer"; Locations API."""

    address_line1: Annotated[Line | None, Option(required=True)] = None
    address_line2: Line | None = None
    city: Annotated[str | None, Option(required=True)] = None
    state_or_province: str | None = None
    zip_or_postal_code: str | None = None
    country: Annotated[Country | None, Option(required=True)] = None

    def payload(self, keys: Mapping[str, str]) -> dict[str, Any]:
        """Return the address as an API wants it, ``keys`` being WHOLESALE or LOCATION."""
        return {keys[name]: value for name, value in self.known().items() if value is not None}

    @classmethod
    def read(cls, answer: Mapping[str, Any] | None, keys: Mapping[str, str]) -> Address | None:
        """Build an address from an API's answer."""
        if not isinstance(answer, Mapping):
            return None
        return cls.observed(**{name: answer.get(key) or None for name, key in keys.items()})
