# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written straight into the simulator's database is what the modules would have made of the same options."""

from __future__ import annotations

from pathlib import Path

from tests.integration import populated
from tests.population import external_id, populate
from tests.property.tasks import run
from tests.simulator_server import SimulatorServer

USERS = 3


def test_the_modules_find_nothing_to_do(tmp_path: Path) -> None:
    database = tmp_path / "state.sqlite"
    populate(database, 2, USERS)
    with SimulatorServer(tmp_path, database=str(database)) as server:
        for index in range(2):
            customer, first = external_id(index), index * USERS
            users = [populated.user(first + each, customer, **populated.name(first + each)) for each in range(USERS)]
            numbers = [user["phone_number"] for user in users]
            for module, options in (
                ("wholesale_customer", populated.customer(customer)),
                ("locations", {"customer": customer, "locations": [{**populated.location(0), "numbers": numbers}]}),
                ("wholesale_users", {"customer": customer, "wholesale_users": users}),
            ):
                result = run(module, server.url, **options)
                assert (result.get("failed", False), result["changed"]) == (False, False), result
