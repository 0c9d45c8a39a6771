# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Webex keeps at the edges of a customer: tags, partner administrators, language, activation e-mails."""

from __future__ import annotations

import pytest

from tests.integration.steps import ACME, live, run, task
from tests.simulator.api import Api
from tests.simulator_server import SimulatorServer

OPERATOR = "operator@partner.example.com"
INFO = "webex.wholesale.wholesale_customer_info"
EDGES = {"preferred_language", "automatic_activation_emails", "tags", "partner_administrators"}


@pytest.fixture
def second(simulator: SimulatorServer) -> str:
    """Return a second partner administrator."""
    email = "second@partner.example.com"
    Api(simulator).call("POST", "/people", 200, {"emails": [email], "displayName": "Second"})
    return email


def test_the_edges_of_a_customer_converge_both_ways(simulator: SimulatorServer, second: str) -> None:
    edges = {
        "preferred_language": "de_DE",
        "automatic_activation_emails": False,
        "tags": ["renewal 2027", "gold"],
        "partner_administrators": [OPERATOR.upper()],
    }
    acme = {"external_id": "acme"}
    created, added, purged, renamed, cleared = live(
        simulator,
        "wholesale_customer",
        ("created", ACME | edges),
        ("updated", acme | {"partner_administrators": [second], "tags": ["gold"]}),
        ("updated", acme | {"partner_administrators": [second], "purge_partner_administrators": True}),
        ("updated", acme | {"name": "Acme Two", "preferred_language": "fr_FR", "automatic_activation_emails": True}),
        ("updated", acme | {"tags": [], "partner_administrators": [], "purge_partner_administrators": True}),
    )
    assert len(created.writes) == 5
    assert created.result["wholesale_customer"]["tags"] == ["gold", "renewal 2027"]
    assert [write.split()[0] for write in added.writes] == ["POST", "POST"]
    changes = added.result["diff"][0]["changes"]
    assert changes["after"] == {"tags": ["gold"], "partner_administrators": [OPERATOR, second]}
    assert [write.split("/")[-1] for write in purged.writes] == ["unassign"]
    # Name and language are one request: Webex wants the name with the language.
    assert [write.split()[0] for write in renamed.writes] == ["PATCH", "POST"]
    assert sorted(write.split("/")[-1] for write in cleared.writes) == ["assignTags", "unassign"]
    plain, detailed, unread = run(
        simulator,
        {"webex.wholesale.wholesale_customer_info": {"customer": "acme"}},
        {
            "webex.wholesale.wholesale_customer_info": {
                "customer": "acme",
                "details": True,
                "include_organization": True,
            }
        },
        task("wholesale_customer", **ACME | {"name": "Acme Two"}),
    )
    assert not EDGES & plain.result["wholesale_customers"][0].keys()
    (found,) = detailed.result["wholesale_customers"]
    assert {name: found[name] for name in (*EDGES, "name")} == {
        "preferred_language": "fr_FR",
        "automatic_activation_emails": True,
        "tags": [],
        "partner_administrators": [],
        "name": "Acme Two",
    }
    # What is not given is not read.
    assert not any("/partner/" in each["path"] or "/identity/" in each["path"] for each in unread.requests)


def test_what_the_edges_refuse_is_told_before_any_write(simulator: SimulatorServer) -> None:
    many = [str(number) for number in range(6)]
    long, blank, too_many, unknown, unknown_check, full = run(
        simulator,
        task("wholesale_customer", **ACME | {"tags": ["x" * 26]}),
        task("wholesale_customer", **ACME | {"tags": [" "]}),
        task("wholesale_customer", **ACME | {"tags": many}),
        task("wholesale_customer", **ACME | {"partner_administrators": ["nobody@partner.example.com"]}),
        task("wholesale_customer", True, **ACME | {"partner_administrators": ["nobody@partner.example.com"]}),
        task("wholesale_customer", **ACME | {"partner_administrators": ["admin@partner.example.com"]}),
    )
    assert "tags.0: is longer than 25 characters" in long.message
    assert "tags: must not be blank" in blank.message
    assert "tags: an organization has 5 tags at most" in too_many.message
    for step in (unknown, unknown_check):
        assert "partner_administrators: nobody@partner.example.com is no person of the partner's own" in step.message
        assert step.writes == []
    # Webex's own refusal comes after the customer has been made, and says so.
    assert "already has access to all customers" in full.message
    assert full.result["done"] == ["start its provisioning"]


def test_without_waiting_the_edges_are_left_to_the_next_run(simulator: SimulatorServer) -> None:
    wanted = ACME | {"tags": ["gold"]}
    first, second, third = run(
        simulator,
        task("wholesale_customer", **wanted | {"wait": False}),
        task("wholesale_customer", **wanted),
        task("wholesale_customer", **wanted),
    )
    assert len(first.writes) == 1
    assert any("tags: left to the next run" in each for each in first.result["warnings"])
    assert second.result["diff"][0]["changes"]["after"] == {"tags": ["gold"]}
    assert third.writes == []


def test_an_audit_tells_them_and_a_sub_partner_has_people_of_its_own(simulator: SimulatorServer) -> None:
    api = Api(simulator)
    partner = api.call("GET", "/wholesale/subPartners", 200, provisioningState="active")["items"][0]["orgId"]
    helper = "helper@sub-partner.example.com"
    api.call("POST", "/people", 200, {"emails": [helper], "displayName": "Helper", "orgId": partner})
    wanted = ACME | {"preferred_language": "de_DE", "tags": ["gold"], "partner_administrators": [helper]}
    foreign, _made, audit = run(
        simulator,
        task("wholesale_customer", **wanted | {"partner_administrators": [OPERATOR]}, sub_partner=partner),
        task("wholesale_customer", **wanted | {"preferred_language": "fr_FR"}, sub_partner=partner),
        {
            "webex.wholesale.wholesale_audit": {
                "customers": [{"wholesale_customer": wanted | {"tags": ["silver"]}}],
                "sub_partner": partner,
            }
        },
    )
    assert f"{OPERATOR} is no person of the sub-partner's own organization" in foreign.message
    found = {(each["field"], str(each["after"])) for each in audit.result["customers"][0]["differences"]}
    assert found == {("preferred_language", "de_DE"), ("tags", "['silver']")}
