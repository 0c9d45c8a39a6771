# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customers, a location and users as tests and the benchmark ask for them."""

from __future__ import annotations

from typing import Any

PROVISIONING_ID = "ZjViMzYxODctMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAx"
"""Of the template that the simulator always has."""
LOCATION = "Paris"
FIRST_NUMBER = 33_199_000_000
FIRST_EXTENSION = 10_000


def customer(external_id: str) -> dict[str, Any]:
    """Return the options of a customer with calling, and with that a location."""
    address = {"address_line1": "12 rue de la Paix", "city": "Paris", "zip_or_postal_code": "75002", "country": "FR"}
    return {
        "external_id": external_id,
        "provisioning_id": PROVISIONING_ID,
        "name": external_id.title(),
        "primary_email": f"contact@{external_id}.example",
        "packages": ["webex_calling", "webex_meetings"],
        "address": address,
        "calling_location": {
            "name": LOCATION,
            "address": address,
            "time_zone": "Europe/Paris",
            "preferred_language": "fr_FR",
        },
    }


def location(count: int) -> dict[str, Any]:
    """Return the options that give the location of a customer so many numbers."""
    return {
        "name": LOCATION,
        "pstn": {"provider": "Simulated Telecom FR"},
        "numbers": [f"+{FIRST_NUMBER + index}" for index in range(count)],
    }


def user(index: int, domain: str, **more: Any) -> dict[str, Any]:
    """Return the options of a user with calling, the one with this index; `more` are further ones."""
    return {
        "email": f"user{index}@{domain}.example",
        "package": "webex_calling",
        "location": LOCATION,
        "phone_number": f"+{FIRST_NUMBER + index}",
        "extension": str(FIRST_EXTENSION + index),
        **more,
    }


def name(index: int) -> dict[str, str]:
    """Return the options for the name of the user with this index."""
    return {"first_name": f"First{index}", "last_name": f"Last{index}"}
