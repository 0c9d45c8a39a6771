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
from tests.integration.awx_jobs import DATA, NEWEST, Awx, Job, question
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


def get(simulator: SimulatorServer, path: str) -> Any:
    """Return what Webex answers."""
    request = Request(f"{simulator.url}/{path}", headers={"Authorization": f"Bearer {ACCESS_TOKEN}"})
    with urlopen(request, timeout=10) as answer:
        return json.load(answer)


def address(simulator: SimulatorServer, external_id: str) -> dict[str, str]:
    """Return the address that Webex has of a customer."""
    [customer] = get(simulator, f"wholesale/customers?externalId={external_id}")["items"]
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
    users = "email,first_name,last_name,package,location,extension,emergency_callback\n"
    users += f"a@t.example,{evil},B,webex_calling,Boston,1001,none\n"
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


EVERYTHING = CUSTOMER | {
    "survey_external_id": "acme",
    "survey_zip_or_postal_code": "02110",
    "survey_packages": ["webex_calling", "webex_meetings"],
    "survey_package_limits": "webex_calling=20\nwebex_meetings = 10\n",
    "survey_sub_partner_admin_email": "",
    "survey_organization_language": "es_US",
    "survey_automatic_activation_emails": "disabled",
    "survey_tags": "gold\nrenewal 2027\n",
    "survey_partner_administrators": "operator@partner.example.com",
    "survey_billing_address_line1": "2 Side Street",
    "survey_billing_city": "Baltimore",
    "survey_billing_state_or_province": "MD",
    "survey_billing_zip_or_postal_code": "21202",
    "survey_billing_country": "US",
    "survey_meetings_time_zone": "America/Chicago",
    "survey_location": "Harbor",
    "survey_preferred_language": "es_US",
    "survey_announcement_language": "en_US",
    "survey_announcement_language_existing": "all",
    "survey_pstn_provider": "Simulated Voice US",
    "survey_numbers": "+1 617-555-0100\n+1 617-555-0101",
    "survey_main_number": "+1 617-555-0101",
    "survey_emergency_callback": "main_number",
    "survey_external_caller_id_name": "Acme Boston",
    "survey_outside_dial_digit": "9",
    "survey_routing_prefix": "81",
    "survey_latitude": "42.35",
    "survey_longitude": "-71.05",
    "survey_notes": "Ring twice",
    "survey_users": "",
    "survey_locations": "name,address_line1,city,state_or_province,zip_or_postal_code,country,time_zone,"
    "preferred_language,calling,pstn_provider,numbers\n"
    "Annex,1 Pier,Boston,MA,02110,US,America/New_York,en_US,true,Simulated Voice US,+16175550110;+16175550111\n",
}
ALL = {
    "spec": [
        DATA["awx_setup_question"] | each | ({"required": False} if part == "needed" else {})
        for part in ("first", "key", "needed", "common", "more")
        for each in DATA[f"awx_setup_customer_{part}"]
    ]
}


def launch_all(awx: Awx, answers: Mapping[str, Any]) -> Job:
    """Launch the job template of the survey that asks for everything."""
    return awx.launch("onboard_customer.yml", awx_rules.launch_variables(ALL, {}, answers))


def test_everything_that_a_customer_and_its_locations_can_have(awx: Awx, simulator: SimulatorServer) -> None:
    """All of it is at Webex after one run, a second changes nothing, and the customer is removed by the same form."""
    job = launch_all(awx, EVERYTHING)
    assert job.status == "successful", job.output()
    assert address(simulator, "acme")["addressLine1"] == "2 Side Street"
    [org_id] = [each["org_id"] for each in job.stats["artifact_data"]["webex_customers"].values()]
    assert get(simulator, f"partner/tags/organizations/{org_id}")["tags"] == ["gold", "renewal 2027"]
    assert len(get(simulator, f"partner/organizations/{org_id}/partnerAdmins")["items"]) == 1
    assert get(simulator, f"settings/organizations/{org_id}/settings/allow-admin-invite-emails")["value"] is False
    places = {each["name"]: each for each in get(simulator, f"locations?orgId={org_id}")["items"]}
    assert places["Harbor"]["address"]["postalCode"] == places["Annex"]["address"]["postalCode"] == "02110"
    assert places["Harbor"]["notes"] == "Ring twice"
    assert places["Harbor"]["preferredLanguage"].lower() == "es_us"
    call = get(simulator, f"telephony/config/locations/{places['Harbor']['id']}?orgId={org_id}")
    assert call["outsideDialDigit"] == "9"
    assert call["externalCallerIdName"] == "Acme Boston"
    assert call["routingPrefix"] == "81"
    assert call["callingLineId"]["phoneNumber"] == "+16175550101"
    licenses = {each["name"]: each["totalUnits"] for each in get(simulator, f"licenses?orgId={org_id}")["items"]}
    assert {10, 20} <= set(licenses.values())

    again = launch_all(awx, EVERYTHING)
    assert again.status == "successful", again.output()
    assert again.hosts("changed") == {}

    removed = launch_all(awx, {"survey_state": "absent", "survey_external_id": "acme"})
    assert removed.status == "successful", removed.output()
    assert "Done for 1 customer: 1 removed." in removed.last_words()
    assert not get(simulator, "wholesale/customers?externalId=acme")["items"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"survey_package_limits": "webex_calling: many"}, "survey_package_limits: webex_calling: many: must be"),
        ({"survey_locations": "name,citty\nA,B\n"}, "survey_locations: line 1: unknown column 'citty'"),
        ({"survey_users": "email,package\nx,webex_calling\n"}, "survey_users: line 2, column email"),
    ],
)
def test_a_table_that_is_wrong_is_refused_at_once(
    awx: Awx, simulator: SimulatorServer, answer: dict[str, str], words: str
) -> None:
    job = launch_all(awx, EVERYTHING | answer)
    assert job.status == "failed"
    assert words in job.output()
    assert not simulator.requests()


def test_everything_that_a_template_can_have(awx: Awx, simulator: SimulatorServer) -> None:
    answers = {
        "survey_template": "Gold",
        "survey_service_provider_admin": "admin@partner.example.com",
        "survey_country": "FR",
        "survey_language": "fr_FR",
        "survey_subscription": "Sub-simulator-1",
        "survey_authentication": "partner_saml",
        "survey_idp_entity_id": "https://idp.example.com/saml",
        "survey_admin_invite_emails": "enabled",
        "survey_free_calling": "disabled",
        "survey_other_messaging_settings": "Share files = off\nRetention = 90 days\n",
        "survey_other_call_settings": "Emergency banner = on",
        "survey_backend": "partner_hub",
    }
    spec = [*DATA["awx_setup_template_first"], *DATA["awx_setup_template_survey"], *DATA["awx_setup_template_more"]]
    survey = {"spec": [DATA["awx_setup_question"] | each | {"required": False, "min": None} for each in spec]}
    job = awx.launch("onboarding_template.yml", awx_rules.launch_variables(survey, {}, answers))
    assert job.status == "successful", job.output()
    [made] = [each for each in get(simulator, "wholesale/onboardingTemplates")["items"] if each["name"] == "Gold"]
    assert made["authentication"] == {"mode": "partner_saml", "idpEntityId": "https://idp.example.com/saml"}
    assert made["messagingSettings"]["otherSettings"] == {"Share files": False, "Retention": "90 days"}
    assert made["callSettings"] == {"disableFreeCalling": True, "otherSettings": {"Emergency banner": True}}
    removal = {"survey_template": "Gold", "survey_state": "absent"}
    job = awx.launch("onboarding_template.yml", awx_rules.launch_variables(survey, {}, removal))
    assert job.status == "successful", job.output()
    again = awx.launch("onboarding_template.yml", awx_rules.launch_variables(survey, {}, removal))
    assert again.hosts("changed") == {}
