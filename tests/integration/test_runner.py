# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The project of examples/awx in ansible-runner, laid out as AWX does it, with the collection as it is installed.

See ``awx_jobs.py``.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integration import awx_rules
from tests.integration.awx_jobs import CREDENTIAL_TYPE, DEFAULTS, Awx, Job
from tests.simulator_server import ACCESS_TOKEN, SimulatorServer

[VERIFY] = [each["extra_vars"] for each in DEFAULTS["awx_setup_job_templates"] if "extra_vars" in each]
CUSTOMERS = ["boulangerie-lumiere", "harbor-legal", "hoshizora-design"]
ANSWERS: dict[str, Any] = {
    "survey_external_id": "acme",
    "survey_name": "Acme SARL",
    "survey_primary_email": "contact@acme.example",
    "survey_template": "Default",
    "survey_provisioning_id": "",
    "survey_packages": ["webex_calling", "webex_meetings"],
    "survey_address_line1": "12 rue de la Paix",
    "survey_address_line2": "",
    "survey_city": "Paris",
    "survey_state_or_province": "",
    "survey_zip_or_postal_code": "75002",
    "survey_country": "FR",
    "survey_time_zone": "Europe/Paris",
    "survey_language": "fr_FR",
    "survey_location": "",
    "survey_pstn_provider": "Simulated Telecom FR",
    "survey_numbers": "+33 1 99 00 77 00\n+33 1 99 00 77 01\n",
    "survey_users": "email,first_name,last_name,package,location,phone_number\n"
    "ann@acme.example,Ann,Archer,webex_calling,Paris,+33199007701\n",
}
TEMPLATE: dict[str, Any] = {
    "survey_template": "Gold",
    "survey_service_provider_admin": "admin@partner.example.com",
    "survey_country": "FR",
    "survey_language": "fr_FR",
    "survey_subscription": "Sub-simulator-1",
    "survey_provisioning_id": "",
}


def readable(job: Job) -> None:
    """Every task has a name, and what a loop shows of an item is short."""
    for event in job.events:
        data = event["event_data"]
        assert data.get("task") != data.get("task_action", ""), event["stdout"]
        if event["event"].startswith("runner_item_on") and event["event"] != "runner_item_on_skipped":
            assert "(item={" not in event["stdout"].split(" => ")[0], event["stdout"]
    assert ACCESS_TOKEN not in json.dumps(job.events)


def test_onboarding_in_slices(awx: Awx, simulator: SimulatorServer) -> None:
    """Plan, onboarding in two slices at the same time, and the check that nothing is left to do."""
    plan = awx.launch("onboard.yml", check=True)
    assert plan.status == "successful", plan.output()
    assert not simulator.writes()
    assert set(plan.hosts("changed")) == set(CUSTOMERS)
    readable(plan)

    # As the guide says: slices must not make the same template at the same time.
    shared = yaml.safe_load(awx.shared.read_text())
    for wanted in shared["onboarding_templates"]:
        answers = {"survey_template": wanted["name"], "survey_language": wanted["default_language"]}
        answers |= {f"survey_{name}": wanted[name] for name in ("service_provider_admin", "country", "subscription")}
        assert awx.launch("onboarding_template.yml", answers).status == "successful"

    with ThreadPoolExecutor(2) as slices:
        jobs = list(
            slices.map(lambda limit: awx.launch("onboard.yml", limit=limit), [CUSTOMERS[0], ",".join(CUSTOMERS[1:])])
        )
    for job, customers in zip(jobs, ([CUSTOMERS[0]], CUSTOMERS[1:]), strict=True):
        assert job.status == "successful", job.output()
        assert set(job.hosts("changed")) == set(customers)
        readable(job)

    verified = awx.launch("verify.yml", check=True)
    assert verified.status == "successful", verified.output()
    assert verified.hosts("changed") == {}


def test_the_status_of_a_host_is_that_of_its_customer(awx: Awx) -> None:
    path = awx.project / "inventory" / "host_vars" / f"{CUSTOMERS[1]}.yml"
    path.write_text(path.read_text().replace("state_or_province: MD", "state_or_province: XX"))
    job = awx.launch("onboard.yml")
    assert job.status == "failed"
    assert set(job.hosts("failures")) == {CUSTOMERS[1]}
    assert set(job.hosts("changed")) >= {CUSTOMERS[0], CUSTOMERS[2]}

    verified = awx.launch("verify.yml", check=True)
    assert set(verified.hosts("failures")) == {CUSTOMERS[1]}


def test_no_code_is_asked_for_that_would_go_with_the_container(awx: Awx, simulator: SimulatorServer) -> None:
    awx.shared.write_text(re.sub(r"(?m)^onboard_activation_codes_path:.*$", "", awx.shared.read_text()))
    job = awx.launch("onboard.yml", limit=CUSTOMERS[0])
    assert set(job.hosts("failures")) == {CUSTOMERS[0]}
    assert "in AWX it must be in a folder that AWX mounts" in job.output()
    assert not [each for each in simulator.writes() if each["path"].endswith("/activationCode")]


def test_verify_never_writes(awx: Awx, simulator: SimulatorServer) -> None:
    job = awx.launch("verify.yml")
    assert job.status == "failed"
    assert set(job.hosts("failures")) == set(CUSTOMERS)
    assert "is missing" in job.output()
    assert not simulator.writes()
    # What the next job gets names customers, and nobody else.
    summary = job.stats["artifact_data"]["audit_summary"]
    assert (summary["verdict"], summary["counts"]["missing"]) == ("drift", len(CUSTOMERS))
    assert "@" not in json.dumps(summary)
    readable(job)


def test_one_customer_from_the_survey(awx: Awx, simulator: SimulatorServer) -> None:
    plan = awx.launch("onboard_customer.yml", ANSWERS, check=True)
    assert plan.status == "successful", plan.output()
    assert not simulator.writes()
    job = awx.launch("onboard_customer.yml", ANSWERS)
    assert job.status == "successful", job.output()
    # No other customer of the inventory is touched.
    assert set(job.hosts("changed")) == {"acme"}
    assert simulator.info()["subscriber"] == 1
    readable(job)
    # What the next job of a workflow gets: ids and counts, nobody's name or address.
    ((host, artifact),) = job.stats["artifact_data"]["webex_customers"].items()
    counts = {"locations", "users", "workspaces", "devices"}
    assert (host, set(artifact)) == ("acme", {"status", "id", "org_id", *counts})
    assert artifact["users"] == 1
    assert awx.launch("onboard_customer.yml", ANSWERS).hosts("changed") == {}


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"survey_packages": ["webex_everything"]}, "webex_everything"),
        ({"survey_country": "XX"}, "Webex does not know XX"),
        ({"survey_users": "email;package\nann@acme.example;webex_all\n"}, "webex_all"),
    ],
)
def test_a_wrong_answer(awx: Awx, simulator: SimulatorServer, answer: dict[str, Any], words: str) -> None:
    job = awx.launch("onboard_customer.yml", ANSWERS | answer)
    assert job.status == "failed"
    assert words in job.output()
    assert not simulator.writes()


def test_an_onboarding_template(tmp_path: Path, installed: Path, image: Path) -> None:
    """Without an API for templates: the worksheet, then the Provisioning ID from the survey, verified."""
    with SimulatorServer(tmp_path, no_onboarding_templates=True) as webex:
        awx = Awx(tmp_path / "awx", webex.url, installed, image)
        pending = awx.launch("onboarding_template.yml", TEMPLATE)
        assert pending.status == "successful", pending.output()
        assert pending.stats["artifact_data"]["onboarding_template"]["status"] == "pending"
        assert "Partner Hub" in pending.output()
        assert "Report: not kept" in pending.output()
        readable(pending)

        # The job template that verifies
        early = awx.launch("onboarding_template.yml", TEMPLATE | VERIFY)
        assert early.status == "failed"
        assert "The template is pending" in early.output()

        known = "ZjViMzYxODctMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAx"
        answers = TEMPLATE | VERIFY | {"survey_provisioning_id": known}
        active = awx.launch("onboarding_template.yml", answers)
        assert active.status == "successful", active.output()
        artifact = active.stats["artifact_data"]["onboarding_template"]
        assert artifact == {"status": "active", "provisioning_id": known}

        wrong = awx.launch("onboarding_template.yml", answers | {"survey_provisioning_id": known[:-1] + "y"})
        assert wrong.status == "failed"
        assert "Webex does not accept it" in wrong.output()


def test_the_inventory_source(awx: Awx) -> None:
    """The job of an inventory source lists what onboarding has made."""
    awx.launch("onboard.yml", limit=CUSTOMERS[2])
    environment = awx_rules.environment(
        CREDENTIAL_TYPE, {"access_token": ACCESS_TOKEN, "api_url": awx.url}, awx.directory
    )
    done = subprocess.run(
        ["ansible-inventory", "-i", "webex_wholesale.yml", "--graph"],
        cwd=awx.project,
        env=os.environ | environment | {"ANSIBLE_COLLECTIONS_PATH": str(awx.collections)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "@country_JP:\n  |  |--hoshizora-design" in done.stdout
