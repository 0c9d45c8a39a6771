# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The floor: creates the users of a CSV file with the requests that wholesale_users makes, and nothing around them.

Usage: floor.py CSV CUSTOMER PARALLEL, with WEBEX_API_URL and WEBEX_ACCESS_TOKEN as for the modules. One session of
requests, a pool of threads, no checks: nobody who uses this library can be faster.
"""

from __future__ import annotations

import csv
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import requests
from requests.adapters import HTTPAdapter


def main(path: str, customer: str, parallel: int) -> None:
    """Read what wholesale_users reads, then create the first user, then all others."""
    base = os.environ["WEBEX_API_URL"]
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {os.environ['WEBEX_ACCESS_TOKEN']}"
    session.mount("http://", HTTPAdapter(pool_maxsize=parallel))

    def read(url: str, key: str, **query: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        following: str | None = f"{base}/{url}"
        while following:
            response = session.get(following, params=query, timeout=30)
            response.raise_for_status()
            found += response.json()[key]
            following, query = response.links.get("next", {}).get("url"), {}
        return found

    def create(user: dict[str, str]) -> None:
        parameters = {
            "firstName": user["first_name"],
            "lastName": user["last_name"],
            "primaryPhoneNumber": user["phone_number"],
            "extension": user["extension"],
            "locationId": locations[user["location"]],
        }
        body = {
            "customerId": known["id"],
            "email": user["email"],
            "packages": [user["package"]],
            "provisioningParameters": parameters,
        }
        response = session.post(f"{base}/wholesale/subscribers", json=body, timeout=30)
        response.raise_for_status()
        response.json()

    with Path(path).open(encoding="utf-8") as file:
        users = list(csv.DictReader(file))
    known = read("wholesale/customers", "items", externalId=customer, max=100)[0]
    org_id = known["orgId"]
    read("wholesale/subscribers", "items", customerId=known["id"], max=100)
    read("people", "items", orgId=org_id, callingData="true", max=100)
    locations = {each["name"]: each["id"] for each in read("locations", "items", orgId=org_id)}
    read("telephony/config/numbers", "phoneNumbers", orgId=org_id, max=2000)
    create(users[0])
    with ThreadPoolExecutor(parallel) as pool:
        list(pool.map(create, users[1:]))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
