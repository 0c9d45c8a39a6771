# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sub-partners, through ansible-core on the simulator."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._engine.run import Run
from ansible_collections.webex.wholesale.plugins.module_utils._engine.snapshot import Snapshot
from ansible_collections.webex.wholesale.plugins.module_utils._http import ids
from ansible_collections.webex.wholesale.plugins.module_utils._http.client import Client, Connection
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.customer.api import Customers
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.sub_partner.api import SubPartners
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.user.api import Users

from tests.direct import foretold, one
from tests.http_server import Reply, Web
from tests.integration import test_fleet, test_inventory
from tests.integration.onboarding import Onboarding
from tests.integration.steps import ACME, AUSTIN, run, task
from tests.simulator_server import SimulatorServer

CUSTOMER_INFO = "webex.wholesale.wholesale_customer_info"
INFO = "webex.wholesale.sub_partner_info"
ACTIVE, SUSPENDED, SECOND = (f"0a1b0000-0000-4000-8000-00000000000{number}" for number in (2, 3, 6))
UNKNOWN = "0a1b0000-0000-4000-8000-00000000000f"


@pytest.mark.parametrize("check", [False, True])
def test_sub_partners_are_listed_by_their_state(simulator: SimulatorServer, check: bool) -> None:
    everybody, active = run(
        simulator,
        *({INFO: options, "check_mode": check} for options in ({}, {"provisioning_state": "active"})),
    )
    states = [each["provisioning_state"] for each in everybody.result["sub_partners"]]
    assert sorted(states) == ["active", "active", "suspended"]
    assert [each["provisioning_state"] for each in active.result["sub_partners"]] == ["active", "active"]
    assert all(all(each.values()) for each in everybody.result["sub_partners"])
    assert (everybody.result["changed"], everybody.writes) == (False, [])


def test_one_acts_for_a_sub_partner_that_is_listed(simulator: SimulatorServer) -> None:
    (active,) = run(simulator, {INFO: {"provisioning_state": "active"}})
    partner = active.result["sub_partners"][0]
    (step,) = run(simulator, {CUSTOMER_INFO: {"sub_partner": partner["org_id"]}})
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


def scope_of(entry: dict[str, Any]) -> str:
    """Return for whom a logged request acts: the UUID of a sub-partner, or nothing."""
    found = dict(pair.split("=", 1) for pair in entry["query"].split("&") if pair).get("onBehalfOfSubPartnerOrgId", "")
    return ids.uuid_of(found)


def test_a_fleet_of_several_sub_partners_is_handled_in_one_task(simulator: SimulatorServer) -> None:
    """Each customer in its own scope; a suspended and an unknown sub-partner harm their own customers only."""
    partners = ["", ACTIVE, SECOND, SUSPENDED, UNKNOWN, ACTIVE]
    fleet = [test_fleet.customer(number) | {"webex_sub_partner": each} for number, each in enumerate(partners)]
    done = test_fleet.agree(simulator, *fleet)
    actions = ["created", "created", "created", "failed", "failed", "created"]
    assert [each["action"] for each in done["customers"]] == actions
    (suspended,), (unknown,) = (each["problems"] for each in done["customers"][3:5])
    assert "Suspended Sub-partner is suspended, so that Webex only removes for it" in suspended
    assert (
        f"{UNKNOWN} is no sub-partner of this partner; its sub-partners are: {ACTIVE} Active Sub-partner (act"
        in unknown
    )
    written = simulator.writes()
    created = [scope_of(each) for each in written if each["path"] == "/v1/wholesale/customers"]
    assert sorted(created) == sorted(["", ACTIVE, SECOND, ACTIVE])
    subscribed = [scope_of(each) for each in written if each["path"] == "/v1/wholesale/subscribers"]
    assert sorted(subscribed) == sorted([*created] * test_fleet.USERS)
    assert {each["path"].split("/")[2] for each in written if scope_of(each)} == {"wholesale"}
    lists = [each for each in simulator.requests() if each["path"] == "/v1/wholesale/subPartners"]
    assert len(lists) == 4  # of an audit, a check, a run and its verification, each for five sub-partners
    again = test_fleet.run(simulator, "audit", *fleet, unlisted=True)
    assert [each["in_sync"] for each in again["customers"]] == [action == "created" for action in actions]
    assert again["unlisted"]["customers"] == []
    # What is not listed is looked for with those for whom the task acts.
    rest = test_fleet.run(simulator, "audit", fleet[1], unlisted=True)
    assert rest["unlisted"]["customers"] == ["c5"]


def test_all_calls_of_wholesale_act_for_the_sub_partner_and_no_others(simulator: SimulatorServer) -> None:
    acting = {"url": simulator.url, "sub_partner": ACTIVE}
    ann = {"customer": "acme", "first_name": "Ann", "last_name": "X"}
    packages = ["webex_meetings", "webex_calling"]
    foretold(Customers, **acting, **ACME)
    one(Customers, **acting, **ACME | {"packages": packages})
    one(Customers, **acting, external_id="acme", packages=packages, address=AUSTIN, package_limits={"webex_calling": 9})
    one(Users, **acting, **ann, email="ann@free.example.com", package="webex_meetings", send_consent_email=True)
    one(Users, **acting, **ann, email="ann@acme.example", package="webex_meetings")
    line = {"location": "Paris", "extension": "101", "emergency_callback": "none"}
    one(Users, **acting, **ann, email="ann@acme.example", package="webex_calling", **line)
    for email in ("ann@acme.example", "ann@free.example.com"):
        one(Users, **acting, customer="acme", email=email, state="absent")
    one(Customers, **acting, external_id="acme", state="absent")
    scoped: dict[str, set[str]] = {}
    for entry in simulator.requests():
        path = "/".join("{id}" if ids.decode(part) else part for part in entry["path"].split("/"))
        scoped.setdefault(f"{entry['method']} {path.removeprefix('/v1')}", set()).add(scope_of(entry))
    assert {name for name, scopes in scoped.items() if ACTIVE in scopes} >= {
        "GET /wholesale/customers", "POST /wholesale/customers", "GET /wholesale/customers/{id}",
        "PUT /wholesale/customers/{id}", "DELETE /wholesale/customers/{id}", "POST /wholesale/customers/validate",
        "GET /wholesale/subscribers", "POST /wholesale/subscribers", "PUT /wholesale/subscribers/{id}",
        "DELETE /wholesale/subscribers/{id}", "POST /subscribers/{id}/emails/consentMove",
    }  # fmt: skip
    assert all(len(scopes) == 1 for scopes in scoped.values())  # that no others do is held by the contract


def test_for_a_suspended_sub_partner_is_only_removed(tmp_path: Path) -> None:
    database = tmp_path / "simulator.sqlite"
    acme = {name: value for name, value in ACME.items() if name != "calling_location"} | {
        "packages": ["webex_meetings"]
    }
    with SimulatorServer(tmp_path, database=str(database)) as simulator:
        one(Customers, simulator.url, sub_partner=ACTIVE, **acme)
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("UPDATE sub_partner SET state = 'suspended' WHERE org = ?", [ACTIVE])
            connection.commit()
        hosted = {"vars": {"webex_sub_partner": "{{ partner }}", "partner": ACTIVE}}
        steps = run(
            simulator,
            {CUSTOMER_INFO: {}} | hosted,
            task("wholesale_customer", **acme | {"name": "Other"}) | hosted,
            task("wholesale_user", customer="acme", email="a@b.example", package="webex_meetings") | hosted,
            task("wholesale_customer", external_id="acme", state="absent") | hosted,
            {CUSTOMER_INFO: {"sub_partner": UNKNOWN}} | hosted,
            {INFO: {}} | {"vars": {"webex_sub_partner": UNKNOWN}},
        )
    info, changed, user, removed, unknown, listed = steps
    assert [each["external_id"] for each in info.result["wholesale_customers"]] == ["acme"]
    for refused in (changed, user):
        assert "is suspended" in refused.message
        assert refused.writes == []
    assert removed.result["action"] == "removed", removed.result
    assert "is no sub-partner of this partner" in unknown.message
    assert len(listed.result["sub_partners"]) == 3


def test_an_inventory_lists_several_sub_partners_and_plays_act_for_each(
    simulator: SimulatorServer, tmp_path: Path
) -> None:
    onboarding = Onboarding(tmp_path, simulator.url)
    onboarding.vary("harbor-legal", webex_sub_partner=ACTIVE)
    onboarding.vary("hoshizora-design", webex_sub_partner=SUSPENDED)
    onboarding.run()
    assert onboarding.recap("failed") == {"boulangerie-lumiere": 0, "harbor-legal": 0, "hoshizora-design": 1}
    partners = {"own": "", "north": ACTIVE, "south-west": SECOND}
    inventory = test_inventory.listed(test_inventory.write(tmp_path, sub_partners=partners), simulator.url)
    assert test_inventory.hosts(inventory, "own") == ["boulangerie-lumiere"]
    assert test_inventory.hosts(inventory, "north") == ["harbor-legal"]
    assert inventory["north"]["vars"] == {"webex_sub_partner": ACTIVE}
    assert {"own", "north", "south_west"} <= set(inventory["webex_organizations"]["children"])
    path = test_inventory.write(tmp_path, sub_partners={"other": UNKNOWN})
    refused = test_inventory.run("ansible-inventory", "-i", path, "--list", url=simulator.url)
    assert "is no sub-partner of this partner" in refused.stderr
