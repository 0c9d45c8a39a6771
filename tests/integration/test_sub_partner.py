# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sub-partners, through ansible-core on the simulator."""

from __future__ import annotations

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._engine.run import Run
from ansible_collections.webex.wholesale.plugins.module_utils._engine.snapshot import Snapshot
from ansible_collections.webex.wholesale.plugins.module_utils._http.client import Client, Connection
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.sub_partner.api import SubPartners

from tests.http_server import Reply, Web
from tests.integration.steps import run
from tests.simulator_server import SimulatorServer

INFO = "webex.wholesale.sub_partner_info"


@pytest.mark.parametrize("check", [False, True])
def test_sub_partners_are_listed_by_their_state(simulator: SimulatorServer, check: bool) -> None:
    everybody, active = run(
        simulator,
        *({INFO: options, "check_mode": check} for options in ({}, {"provisioning_state": "active"})),
    )
    states = [each["provisioning_state"] for each in everybody.result["sub_partners"]]
    assert sorted(states) == ["active", "suspended"]
    assert [each["provisioning_state"] for each in active.result["sub_partners"]] == ["active"]
    assert all(all(each.values()) for each in everybody.result["sub_partners"])
    assert (everybody.result["changed"], everybody.writes) == (False, [])


def test_one_acts_for_a_sub_partner_that_is_listed(simulator: SimulatorServer) -> None:
    (active,) = run(simulator, {INFO: {"provisioning_state": "active"}})
    (partner,) = active.result["sub_partners"]
    (step,) = run(simulator, {"webex.wholesale.wholesale_customer_info": {"sub_partner": partner["org_id"]}})
    assert step.result["wholesale_customers"] == []


@pytest.mark.parametrize("key", ["items", "subPartners"])
def test_both_names_that_the_document_has_for_the_list_are_taken(key: str) -> None:
    web = Web()
    web.at("GET", "/v1/wholesale/subPartners", Reply(body={key: [{"orgId": "a"}]}))
    client = Client(Connection(web.url, access_token="x"))
    found = SubPartners(Run(client, Snapshot(client))).find({"provisioning_state": None})
    assert [each.org_id for each in found] == ["a"]
    client.close()
    web.close()
