# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of addresses and calling locations, from one table of countries."""

from __future__ import annotations

from typing import Any

from webex_simulator.countries import COUNTRIES, EMERGENCY_IDENTIFIER_COUNTRIES
from webex_simulator.errors import invalid, missing
from webex_simulator.fields import CALLING_LANGUAGE, TIME_ZONE, mapping, optional_text, text

LINE_LIMIT = 50
CALLING_NAME_LIMIT = 80
NAME_LIMIT = 256


def check_country(address: dict[str, Any], state: str, postal_code: str, where: str) -> None:
    """Check country, state and postal code; `state` and `postal_code` are how this API names those fields."""
    code = text(address, "country", where=where)
    country = COUNTRIES.get(code)
    if country is None:
        raise invalid(f"{where}country", f"{code} is not a supported country (ISO 3166-1 alpha-2).")
    given = optional_text(address, state, where=where)
    if country.state_required:
        if not given:
            raise missing(where + state)
        if given not in country.states:
            raise invalid(where + state, f"{given} is no state of {code}.")
    if country.zip_required and not optional_text(address, postal_code, where=where):
        raise missing(where + postal_code)


def check_wholesale_address(address: dict[str, Any], where: str) -> dict[str, str]:
    """Check an address as the wholesale API writes it and return its known, non-empty fields."""
    text(address, "addressLine1", LINE_LIMIT, where)
    optional_text(address, "addressLine2", LINE_LIMIT, where)
    text(address, "city", where=where)
    check_country(address, "stateOrProvince", "zipOrPostalCode", where)
    names = ("addressLine1", "addressLine2", "city", "stateOrProvince", "zipOrPostalCode", "country")
    return {name: address[name] for name in names if address.get(name)}


def check_location_address(address: dict[str, Any]) -> dict[str, str]:
    """Check an address as the locations API writes it and return its known, non-empty fields."""
    text(address, "address1", where="address.")
    text(address, "city", where="address.")
    check_country(address, "state", "postalCode", "address.")
    names = ("address1", "address2", "city", "state", "postalCode", "country")
    return {name: address[name] for name in names if address.get(name)}


def check_calling_location(location: dict[str, Any], where: str) -> dict[str, Any]:
    """Check the calling location of a customer; return it as a location is stored (name included)."""
    if not location:
        raise missing(where.rstrip("."))
    name = text(location, "name", CALLING_NAME_LIMIT, where)
    address = check_wholesale_address(mapping(location, "address", where), f"{where}address.")
    zone = text(location, "timezone", where=where, pattern=TIME_ZONE)
    language = text(location, "language", where=where, pattern=CALLING_LANGUAGE).lower()
    stored: dict[str, Any] = {
        "name": name,
        "address": {
            "address1": address["addressLine1"],
            "address2": address.get("addressLine2"),
            "city": address["city"],
            "state": address.get("stateOrProvince"),
            "postalCode": address.get("zipOrPostalCode"),
            "country": address["country"],
        },
        "timeZone": zone,
        "preferredLanguage": language,
        "announcementLanguage": language,
    }
    stored["address"] = {key: value for key, value in stored["address"].items() if value}
    identifier = optional_text(location, "emergencyLocationIdentifier", where=where)
    if identifier:
        check_emergency_identifier(address["country"], f"{where}emergencyLocationIdentifier")
        stored["pAccessNetworkInfo"] = identifier
    return stored


def check_emergency_identifier(country: str, field: str) -> None:
    """Refuse an emergency location identifier in a country that has none."""
    if country not in EMERGENCY_IDENTIFIER_COUNTRIES:
        raise invalid(field, f"can be set only in {', '.join(EMERGENCY_IDENTIFIER_COUNTRIES)}.")
