# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A bare HTTP client of the simulator, and the objects that most tests need. Not the collection's client."""

from __future__ import annotations

import copy
from typing import Any

import requests

from tests.simulator_server import ACCESS_TOKEN, SimulatorServer

Json = dict[str, Any]
# The Provisioning ID of the seeded template: Base64 of f5b36187-0000-4000-8000-000000000001.
PROVISIONING_ID = "ZjViMzYxODctMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAx"
ADDRESS = {"addressLine1": "1 rue de la Paix", "city": "Paris", "zipOrPostalCode": "75002", "country": "FR"}
PLACE = {"address1": "2 rue du Port", "city": "Lyon", "state": "", "postalCode": "69001", "country": "FR"}


class Api:
    """Calls the simulator with one token."""

    def __init__(self, server: SimulatorServer, token: str = ACCESS_TOKEN) -> None:
        self.server = server
        self.session = requests.Session()
        # Not the collection: what it does wrong on purpose, and the simulator refuses, is nothing to judge.
        self.session.headers.update({"Authorization": f"Bearer {token}", "Simulator-Test": "direct"})

    def call(self, method: str, path: str, status: int, body: Any = None, /, **query: Any) -> Any:
        """Call, check the status, and return the JSON answer (None without one)."""
        response = self.send(method, path, body, **query)
        assert response.status_code == status, (method, path, response.status_code, response.text)
        return response.json() if "json" in response.headers.get("Content-Type", "") else None

    def send(self, method: str, path: str, body: Any = None, /, **query: Any) -> requests.Response:
        """Call and return the whole response."""
        url = path if path.startswith("http") else f"{self.server.url}{path}"
        return self.session.request(method, url, params=query, json=body, timeout=10)

    def customer(self, external_id: str = "acme", **changes: Any) -> Json:
        """Create a customer with calling in France, wait until it is provisioned, and return it."""
        self.call("POST", "/wholesale/customers", 202, customer_body(external_id, **changes))
        self.server.settle()
        items = self.call("GET", "/wholesale/customers", 200, externalId=external_id)["items"]
        found: Json = items[0]
        return found

    def location(self, org: str) -> str:
        """Return the id of an organization's first location."""
        identifier: str = self.call("GET", "/locations", 200, orgId=org)["items"][0]["id"]
        return identifier

    def numbers(self, org: str, location: str, *values: str) -> None:
        """Connect a location to its first provider and add numbers to it."""
        options = self.call("GET", f"/telephony/pstn/locations/{location}/connectionOptions", 200, orgId=org)["items"]
        connection = {"id": options[1]["id"]}
        self.call("PUT", f"/telephony/pstn/locations/{location}/connection", 204, connection, orgId=org)
        body = {"phoneNumbers": list(values)}
        self.call("POST", f"/telephony/config/locations/{location}/numbers", 201, body, orgId=org)


def customer_body(external_id: str = "acme", **changes: Any) -> Json:
    """Return a valid body for creating a customer."""
    location = {"name": "Headquarters", "address": ADDRESS, "timezone": "Europe/Paris", "language": "fr_fr"}
    body = {
        "provisioningId": PROVISIONING_ID,
        "packages": ["webex_calling", "webex_meetings"],
        "externalId": external_id,
        "address": ADDRESS,
        "customerInfo": {"name": "Acme", "primaryEmail": f"boss@{external_id}.example", "language": "fr"},
        "provisioningParameters": {"calling": {"location": location}},
        **changes,
    }
    return copy.deepcopy(body)


def subscriber_body(customer: Json, email: str, package: str = "webex_calling", **parameters: Any) -> Json:
    """Return a body for subscribing a user."""
    names = {"firstName": "Ada", "lastName": "Byron"}
    return {
        "customerId": customer["id"],
        "email": email,
        "packages": [package],
        "provisioningParameters": {**names, **parameters},
    }
