# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Answers of surveys, handed over as AWX does it, on old and new ansible-core: right at Webex, or refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from tests.integration import awx_rules
from tests.integration.awx_jobs import NEWEST, Awx, Job, question
from tests.simulator_server import ACCESS_TOKEN, SimulatorServer

CUSTOMER = {
    "survey_external_id": "00042",
    "survey_name": "Boston Tea",
    "survey_primary_email": "tea@boston.example",
    "survey_template": "Default",
    "survey_packages": ["webex_calling"],
    "survey_address_line1": "1 Main Street",
    "survey_city": "Boston",
    "survey_state_or_province": "MA",
    "survey_zip_or_postal_code": "02110",
    "survey_country": "US",
    "survey_time_zone": "America/New_York",
    "survey_language": "en_US",
}
NORWAY = CUSTOMER | {
    "survey_external_id": "fjord",
    "survey_name": "Fjord AS",
    "survey_address_line1": "Karl Johans gate 1",
    "survey_city": "Oslo",
    "survey_state_or_province": "",
    "survey_zip_or_postal_code": "0154",
    "survey_country": "NO",
    "survey_time_zone": "Europe/Oslo",
    "survey_language": "nb_NO",
}
BASIC = {
    "spec": [
        question(name)
        for name in (*CUSTOMER, "survey_provisioning_id", "survey_location", "survey_numbers", "survey_users")
    ]
}


def launch(awx: Awx, answers: Mapping[str, Any], **options: Any) -> Job:
    """Launch the job template of the basic survey. AWX adds what is blank."""
    return awx.launch("onboard_customer.yml", awx_rules.launch_variables(BASIC, {}, answers), **options)


def address(simulator: SimulatorServer, external_id: str) -> dict[str, str]:
    """Return the address that Webex has of a customer."""
    url = f"{simulator.url}/wholesale/customers?externalId={external_id}"
    with urlopen(Request(url, headers={"Authorization": f"Bearer {ACCESS_TOKEN}"}), timeout=10) as answer:
        [customer] = json.load(answer)["items"]
    assert customer["externalId"] == external_id
    return dict(customer["address"])


@pytest.mark.parametrize("answers", [CUSTOMER, NORWAY], ids=["boston-00042", "norway"])
def test_an_answer_that_yaml_could_take_for_something_else(
    core: Path, awx: Awx, simulator: SimulatorServer, answers: dict[str, Any]
) -> None:
    """Postal code 02110, country NO, external ID 00042; neither phone numbers nor users."""
    awx.core = core
    job = launch(awx, answers)
    if core.name != NEWEST:
        assert job.status == "successful", job.output()
    else:
        assert job.status == "failed"
        assert not simulator.writes()
        lost = {"00042": "survey_external_id", "fjord": "survey_country"}[answers["survey_external_id"]]
        reason = "true or false" if lost == "survey_country" else "a number"
        assert f"{lost}: arrived as {reason}" in job.output()
        assert "survey_zip_or_postal_code: arrived as a number" in job.output()
        assert "ansible-core 2.16 to 2.18" in job.output()
        # What the refusal says can be done at once: a space keeps an answer text, and is not kept itself.
        spaced = {name: f" {value}" if isinstance(value, str) and value else value for name, value in answers.items()}
        spaced["survey_country"] = answers["survey_country"]
        if answers["survey_country"] == "NO":
            return  # two letters are all that the survey takes
        job = launch(awx, spaced)
        assert job.status == "successful", job.output()
    kept = address(simulator, answers["survey_external_id"])
    assert kept["zipOrPostalCode"] == answers["survey_zip_or_postal_code"]
    assert kept["country"] == answers["survey_country"]
    assert simulator.info().get("subscriber", 0) == 0


def test_an_answer_is_no_template(core: Path, awx: Awx, simulator: SimulatorServer) -> None:
    awx.core = core
    evil = "{{ ansible_version.full }}"
    plain = CUSTOMER | {"survey_external_id": "tea", "survey_zip_or_postal_code": " 02110"}
    users = f"email,first_name,last_name,package,location,extension\na@t.example,{evil},B,webex_calling,Boston,1001\n"
    job = launch(awx, plain | {"survey_address_line1": evil, "survey_users": users})
    assert job.status == "successful", job.output()
    assert address(simulator, "tea")["addressLine1"] == evil


def test_no_package_is_refused_at_once(core: Path, awx: Awx, simulator: SimulatorServer) -> None:
    """AWX takes an empty list for an answer to a question that is required."""
    awx.core = core
    plain = CUSTOMER | {"survey_external_id": "tea", "survey_zip_or_postal_code": " 02110"}
    job = launch(awx, plain | {"survey_packages": []})
    assert job.status == "failed"
    assert "survey_packages: choose at least one package" in job.output()
    assert not simulator.requests()
