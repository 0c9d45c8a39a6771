# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Before a contract is signed: who would provision, who needs attention, who would fail, and why."""

from __future__ import annotations

import json
import stat
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._http.client import Client
from ansible_collections.webex.wholesale.plugins.module_utils._module import KINDS
from ansible_collections.webex.wholesale.plugins.module_utils._precheck import Precheck
from ansible_collections.webex.wholesale.plugins.module_utils._task import Task, TaskFailed

from tests.integration.onboarding import Onboarding
from tests.integration.test_fleet import PARIS, customer, run
from tests.simulator_server import ACCESS_TOKEN, READ_ONLY_TOKEN, SimulatorServer

EXISTING_ORG = "0a1b0000-0000-4000-8000-000000000004"
LARGE_ORG = "0a1b0000-0000-4000-8000-000000000005"
SUB_PARTNER = "0a1b0000-0000-4000-8000-000000000002"
SUSPENDED = "0a1b0000-0000-4000-8000-000000000003"
ELSEWHERE = "admin@partner.example.com"
NOWHERE = {**PARIS, "country": "KP"}


def judge(simulator: SimulatorServer, *customers: Any, **options: Any) -> dict[str, Any]:
    """Return what the module returns, having seen that nothing is written."""
    before = len(simulator.writes())
    defaults = {name: spec.get("default") for name, spec in KINDS["precheck"][0](Precheck).items()}
    given = {**defaults, "api_url": simulator.url, "access_token": ACCESS_TOKEN, "customers": deepcopy(list(customers))}
    with Task(Precheck, {**given, **options}, warn=lambda text: None, progress=lambda text: None) as task:
        result = task.precheck()
    assert len(simulator.writes()) == before
    assert not result["changed"]
    return result


def verdicts(result: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
    """Return of each customer the verdict on the whole, on itself, and on its users."""
    return [
        (each["verdict"], each["wholesale_customer"]["verdict"], [user["verdict"] for user in each["wholesale_users"]])
        for each in result["customers"]
    ]


def why(row: dict[str, Any]) -> str:
    return " ".join(reason["why"] for reason in row["reasons"])


def asked(simulator: SimulatorServer) -> list[dict[str, Any]]:
    return [each for each in simulator.requests() if each["path"].endswith("/validate")]


def test_each_is_judged_for_itself(simulator: SimulatorServer) -> None:
    users = customer(1)
    users["wholesale_users"][0]["email"] = "u0@free.example.com"
    users["wholesale_users"][1]["email"] = ELSEWHERE
    del users["wholesale_users"][2]["phone_number"]
    attached, large, unsupported, refused, data, taken = (customer(number) for number in range(2, 8))
    attached["wholesale_customer"]["org_id"] = EXISTING_ORG
    large["wholesale_customer"]["org_id"] = LARGE_ORG
    unsupported["wholesale_customer"]["calling_location"]["address"] = NOWHERE
    refused["wholesale_customer"]["address"] = NOWHERE
    data["wholesale_users"][1]["extension"] = 201
    data |= {"location_confirmed_by": "Anna", "location_confirmed_on": "2026-02-30"}
    taken["wholesale_customer"]["primary_email"] = ELSEWHERE
    result = judge(simulator, users, attached, large, unsupported, refused, data, taken)
    fine, told = ["ready"] * 4, result["customers"]
    assert verdicts(result) == [
        ("would_fail", "ready", ["attention", "attention", "would_fail", "ready"]),
        ("attention", "attention", fine),
        ("attention", "attention", fine),
        ("would_fail", "would_fail", fine),
        ("would_fail", "would_fail", fine),
        ("would_fail", "would_fail", ["ready", "ready", "ready", "would_fail"]),
        ("attention", "attention", fine),
    ]
    assert result["counts"] == {"ready": 0, "attention": 3, "would_fail": 4}
    assert result["user_counts"] == {"ready": 24, "attention": 2, "would_fail": 2}
    free, elsewhere, without, _fine = told[0]["wholesale_users"]
    assert "free account" in why(free)
    assert "another organization" in why(elsewhere)
    assert "give phone_number" in why(without)
    assert without["webex"] == ""
    rows = [each["wholesale_customer"] for each in told]
    for row, words in zip(
        rows[1:], ("org_id", "must approve", "KP", "KP", "data of some users", "primary e-mail"), strict=True
    ):
        assert words in why(row)
        assert all(reason["next"] for reason in row["reasons"])
    assert "2026-02-30 is no date" in why(rows[5])
    for place in told[3:5]:
        assert "Webex refuses it" in place["location"]["line"]
    assert "confirmed by Anna; Webex accepts it" in told[5]["location"]["line"]
    # What our own rules refuse, Webex is not asked for.
    assert len(asked(simulator)) == 6 + 3 + 4 * 4 + 3 + 4


def test_variants_of_what_is_asked(simulator: SimulatorServer, monkeypatch: pytest.MonkeyPatch) -> None:
    bodies: list[dict[str, Any]] = []
    send = Client.post

    def post(self: Client, path: str, body: Any = None, **params: Any) -> dict[str, Any]:
        bodies.append(body)
        return send(self, path, body, **params)

    early = {
        "wholesale_customer": {"external_id": "early", "address": PARIS, "primary_email": "a@early.example"},
        "wholesale_users": [{"email": "a@early.example"}],
    }
    there, new, nameless = customer(1), customer(2), customer(3)
    nameless["wholesale_customer"]["template"] = "Not there yet"
    run(simulator, "onboard", there)
    more = {"email": "new@c1.example", "package": "webex_calling", "location": "Office", "extension": "300"}
    there["wholesale_users"] = [*there["wholesale_users"], more]
    gone = {"wholesale_customer": {"external_id": "x", "state": "absent"}}
    monkeypatch.setattr(Client, "post", post)
    result = judge(simulator, early, there, new, nameless, gone)
    assert verdicts(result) == [
        ("attention", "attention", ["attention"]),
        ("ready", "ready", ["ready"] * 5),
        ("ready", "ready", ["ready"] * 4),
        ("attention", "attention", ["ready"] * 4),
        ("ready", "ready", []),
    ]
    states = [each["wholesale_customer"]["state"] for each in result["customers"]]
    assert states == ["new", "exists", "new", "new", "to be removed"]
    customers = {body.get("externalId"): body for body in bodies if "email" not in body}
    assert set(customers) == {"early", "c2", "c3"}
    assert set(customers["early"]) == {"externalId", "address", "customerInfo"}
    assert {"packages", "provisioningId", "provisioningParameters"} <= set(customers["c2"])
    assert "provisioningId" not in customers["c3"]
    users = {body["email"]: body for body in bodies if "email" in body}
    assert set(users["a@early.example"]) == {"email", "customerInfo"}
    assert "locationId" in users["new@c1.example"]["provisioningParameters"]
    assert "customerId" in users["new@c1.example"]
    assert {"provisioningId", "customerInfo", "packages"} <= set(users["u0@c2.example"])
    assert "u0@c1.example" not in users


def test_what_is_not_given_yet_is_told_at_once_and_in_plain_words(simulator: SimulatorServer) -> None:
    early = customer(1)
    for option in ("template", "calling_location"):
        del early["wholesale_customer"][option]
    row = judge(simulator, early)["customers"][0]["wholesale_customer"]
    (reason,) = row["reasons"]
    assert row["verdict"] == "attention"
    assert reason["why"] == (
        "Not in the inventory yet: template, required to create a customer, unless provisioning_id is given; "
        "calling_location, required for packages with calling"
    )
    assert row["webex"] == "Provisioning preCheck validation successful."


def test_it_acts_for_a_sub_partner_and_with_a_token_that_only_reads(simulator: SimulatorServer) -> None:
    result = judge(simulator, customer(1), sub_partner=SUB_PARTNER, access_token=READ_ONLY_TOKEN)
    assert result["counts"]["ready"] == 1
    assert all("onBehalfOfSubPartnerOrgId" in each["query"] for each in asked(simulator))
    # One that is suspended can be given nothing: that is no question of the data.
    theirs = judge(simulator, {**customer(2), "webex_sub_partner": SUSPENDED}, customer(3))["customers"]
    assert [each["verdict"] for each in theirs] == ["would_fail", "ready"]
    assert "suspended" in why(theirs[0]["wholesale_customer"])


def test_who_gives_no_verdict_is_not_taken_for_a_refusal(simulator: SimulatorServer) -> None:
    simulator.faults({"responses": [{"path": "subscribers/validate", "status": 503, "times": 1}]})
    result = judge(simulator, customer(1), parallel=1)
    assert result["user_counts"] == {"ready": 3, "attention": 1, "would_fail": 0}
    with pytest.raises(TaskFailed, match="HTTP 401") as failed:
        judge(simulator, customer(1), access_token="wrong")
    assert failed.value.result["failure"]["status"] == 401


def test_the_playbook_writes_a_page_and_fails_for_whom_it_shall(simulator: SimulatorServer, tmp_path: Path) -> None:
    played = Onboarding(tmp_path, simulator.url)
    fine, look = "hoshizora-design", "harbor-legal"
    played.vary("boulangerie-lumiere", location_confirmed_by="<b>Anna</b> Meier", location_confirmed_on="2026-11-20")
    played.vary("boulangerie-lumiere", wholesale_users=[{"email": ELSEWHERE, "package": "webex_callin"}])
    played.vary(look, wholesale_customer=played.customer(look) | {"template": "Not there", "org_id": EXISTING_ORG})
    reports = {"report_directory": str(tmp_path / "reports")}

    def play(*options: str, **more: str) -> dict[str, int]:
        played.run("--extra-vars", json.dumps(reports | more), *options, playbook="precheck")
        return {host: count for host, count in played.recap("failed").items() if count}

    assert play() == {"boulangerie-lumiere": 1}
    assert played.code == 2
    assert "Did you mean webex_calling?" in played.output
    latest = tmp_path / "reports" / "precheck" / "latest"
    data = json.loads((latest / "report.json").read_text())
    assert data["counts"] == {"ready": 1, "attention": 1, "would_fail": 1}
    assert [each["name"] for each in data["customers"] if each["verdict"] == "ready"] == [fine]
    page = (latest / "report.html").read_text()
    assert "confirmed by &lt;b&gt;Anna&lt;/b&gt; Meier on 2026-11-20" in page
    assert "1 of 3 customers would fail as they are." in page
    assert stat.S_IMODE((latest / "report.html").stat().st_mode) == 0o640
    assert play("--check", precheck_fail_on="attention") == {"boulangerie-lumiere": 1, look: 1}
    assert play(precheck_fail_on="never") == {}
    assert played.code == 0
    play(precheck_fail_on="sometimes")
    assert "precheck_fail_on: must be never, attention or failed, and is sometimes" in played.output
    assert not simulator.writes()
