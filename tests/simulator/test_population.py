# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A populated database holds what the fleet's inventory asks for, and no two objects are the same."""

from __future__ import annotations

from pathlib import Path

from tests.integration import populated
from tests.population import external_id, populate
from tests.simulator.api import Api
from tests.simulator_server import SimulatorServer


def test_copies_are_customers_like_the_first(tmp_path: Path) -> None:
    database = tmp_path / "state.sqlite"
    populate(database, 3, 2)
    with SimulatorServer(tmp_path, database=str(database)) as server:
        api = Api(server)
        customers = api.call("GET", "/wholesale/customers", 200)["items"]
        assert [each["externalId"] for each in customers] == [external_id(index) for index in range(3)]
        for index, customer in enumerate(customers):
            org = customer["orgId"]
            expected = [populated.user(2 * index + user, external_id(index)) for user in range(2)]
            users = api.call("GET", "/wholesale/subscribers", 200, customerId=customer["id"])["items"]
            assert [user["email"] for user in users] == [wish["email"] for wish in expected]
            people = api.call("GET", "/people", 200, orgId=org, callingData="true")["items"]
            assert [person["extension"] for person in people] == [wish["extension"] for wish in expected]
            assert [person["id"] for person in people] == [user["personId"] for user in users]
            numbers = api.call("GET", "/telephony/config/numbers", 200, orgId=org)["phoneNumbers"]
            assert [entry["phoneNumber"] for entry in numbers] == [wish["phone_number"] for wish in expected]
            assert {entry["location"]["id"] for entry in numbers} == {api.location(org)}
            assert {person["locationId"] for person in people} == {api.location(org)}
            licenses = api.call("GET", "/licenses", 200, orgId=org)["items"]
            assert sorted(entry["consumedUnits"] for entry in licenses) == [0, 2]
            assert api.call("GET", f"/organizations/{org}", 200)["displayName"] == external_id(index).title()
        assert (server.info()["person"], server.info()["subscriber"]) == (8, 6)
