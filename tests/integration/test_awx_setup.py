# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The role awx_setup with the real awx.awx collection, on a stand-in of AWX, or on the AWX that AWX_TEST_URL names."""

from __future__ import annotations

import importlib
import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.webex.wholesale.plugins.module_utils import _argspec

from tests.integration import awx_rules
from tests.integration.awx_set_up import PROJECT, SECRETS, SETUP, SMALL, run, set_up
from tests.integration.awx_stand_in import ENCRYPTED, TOKEN, Awx, serve

ROOT = Path(__file__).resolve().parents[2]
ROLE = ROOT / "roles" / "awx_setup"
DATA = yaml.load((ROLE / "vars" / "main.yml").read_text().replace("!unsafe", ""), yaml.CSafeLoader)
DEFAULTS = yaml.safe_load((ROLE / "defaults" / "main.yml").read_text())


@pytest.fixture
def awx() -> Iterator[Awx]:
    """A stand-in of AWX."""
    with serve(path.name for path in PROJECT.iterdir()) as stand_in:
        yield stand_in


def test_the_first_run_makes_everything(done: tuple[Awx, int, str]) -> None:
    awx, changed, output = done
    assert changed > 0
    assert not [secret for secret in SECRETS.values() if secret in output]
    assert "WARNING" not in output

    templates = awx.named("job_templates")
    assert set(templates) == {each["name"] for each in DEFAULTS["awx_setup_job_templates"]}
    assert templates["Webex plan"]["job_type"] == "check"
    assert templates["Webex onboard"]["job_slice_count"] > 1
    surveyed = [each for each in templates.values() if each["survey_enabled"]]
    assert len(surveyed) == 12
    assert all(each["allow_simultaneous"] for each in surveyed)
    [credential] = awx.find("credentials", {})
    assert credential["inputs"] == {"client_id": "me", **SECRETS}
    assert awx.show(credential)["inputs"]["access_token"] == ENCRYPTED


def test_another_run_changes_nothing_and_one_restores_what_it_finds_changed(
    done: tuple[Awx, int, str], tmp_path: Path
) -> None:
    awx = done[0]
    # A secret that is another one meanwhile is not sent unless that is asked for: it cannot be compared.
    other = SETUP["awx_setup_credential"]["inputs"] | {"access_token": "secret-new"}
    renewed = {"awx_setup_credential": {"name": "Webex Wholesale", "inputs": other}}
    before = awx.writes
    assert set_up(awx.url, TOKEN, tmp_path, **renewed)[0] == 0
    assert awx.writes == before + 1  # the project is fetched again, and is as it was

    # What somebody has changed by hand is restored.
    templates = awx.named("job_templates")
    templates["Webex plan"]["job_type"] = "run"
    survey = awx.surveys[templates["Webex onboard one customer"]["url"]]
    removed = survey["spec"].pop()
    changed, _output = set_up(awx.url, TOKEN, tmp_path, awx_setup_update_secrets=True, **renewed)
    assert changed == 2
    assert awx.named("job_templates")["Webex plan"]["job_type"] == "check"
    assert awx.surveys[templates["Webex onboard one customer"]["url"]]["spec"][-1] == removed
    assert awx.find("credentials", {})[0]["inputs"]["access_token"] == "secret-new"


def test_what_the_project_wants_and_what_webex_has_are_two_inventories(done: tuple[Awx, int, str]) -> None:
    """With two sources in one, the last to be read would replace the variables of the other's hosts."""
    awx = done[0]
    inventories = {each["id"]: name for name, each in awx.named("inventories").items()}
    sources = awx.find("inventory_sources", {})
    assert {inventories[each["inventory"]]: each["source_path"] for each in sources} == {
        "Webex customers": "inventory/hosts.yml",
        "Webex organizations": "webex_wholesale.yml",
    }
    assert {inventories[each["inventory"]] for each in awx.find("job_templates", {})} == {"Webex customers"}


def test_a_workflow_goes_on_and_stops_where_it_should(done: tuple[Awx, int, str]) -> None:
    """A failure goes on where others wait, and Partner Hub is asked for only when a template is not made."""
    awx = done[0]
    assert links(awx, "Webex onboarding") == {
        ("plan", "always", "approval"), ("approval", "success", "onboard"), ("onboard", "always", "verify"),
    }  # fmt: skip
    assert links(awx, "Webex new onboarding template") == {
        ("template", "success", "made"), ("made", "failure", "partner-hub"),
    }  # fmt: skip
    assert {each["name"] for each in awx.find("workflow_approval_templates", {})} == {
        "Carry out the plan?", "Is the template made in Partner Hub?",
    }  # fmt: skip


def links(awx: Awx, workflow: str) -> set[tuple[str, str, str]]:
    """Return which nodes of a workflow follow which, and when."""
    number = awx.named("workflow_job_templates")[workflow]["id"]
    nodes = awx.find("workflow_job_template_nodes", {"workflow_job_template": str(number)})
    assert all(node["unified_job_template"] for node in nodes)
    names = {node["id"]: node["identifier"] for node in nodes}
    return {
        (node["identifier"], when, names[after])
        for node in nodes
        for when in ("success", "failure", "always")
        for after in awx.links.get(f"{node['url']}{when}_nodes/", [])
    }


def test_a_first_fetch_of_the_project_that_failed(awx: Awx, tmp_path: Path) -> None:
    """Nothing can be made of a project that was not fetched; when it can be, the same command does the rest."""
    awx.repository.reachable = False
    code, _changed, output = run(awx.url, TOKEN, tmp_path, **SMALL)
    assert code != 0
    assert "Project Update - Webex Wholesale, failed" in output
    assert not awx.find("job_templates", {})

    awx.repository.reachable = True
    set_up(awx.url, TOKEN, tmp_path, **SMALL)
    assert awx.find("job_templates", {})
    assert set_up(awx.url, TOKEN, tmp_path, **SMALL)[0] == 0


def test_a_set_up_that_was_interrupted_while_the_project_was_fetched(awx: Awx, tmp_path: Path) -> None:
    def finish() -> None:
        awx.stay_running = False  # also where the next update has not begun yet
        awx.finish_updates()

    awx.stay_running = True
    with pytest.raises(subprocess.TimeoutExpired):
        run(awx.url, TOKEN, tmp_path, timeout=20, **SMALL)
    assert awx.find("projects", {})
    threading.Timer(8, finish).start()
    set_up(awx.url, TOKEN, tmp_path, **SMALL)
    assert set_up(awx.url, TOKEN, tmp_path, **SMALL)[0] == 0


def test_a_playbook_that_was_pushed_meanwhile_is_found(awx: Awx, tmp_path: Path) -> None:
    """A job template more is an entry more, when the project has its playbook."""
    more = SMALL | {"awx_setup_job_templates": [{"name": "Ours", "playbook": "ours.yml"}]}
    set_up(awx.url, TOKEN, tmp_path, **SMALL)
    code, _changed, output = run(awx.url, TOKEN, tmp_path, **more)
    assert code != 0
    assert "Playbook not found for project" in output

    awx.repository.playbooks.add("ours.yml")
    awx.repository.revision = "2"
    set_up(awx.url, TOKEN, tmp_path, **more)
    assert awx.named("job_templates")["Ours"]["playbook"] == "ours.yml"


def test_a_place_that_takes_reports(awx: Awx, tmp_path: Path) -> None:
    """The jobs have its credential, and AWX does not show its secret."""
    place = {"name": "Reports", "inputs": {"url": "https://files.example.com/webex", "token": "secret-upload-token"}}
    _changed, output = set_up(awx.url, TOKEN, tmp_path, "-vvv", awx_setup_report_credential=place, **SMALL)
    assert "secret-upload-token" not in output
    number = awx.named("credentials")["Reports"]["id"]
    for template in awx.find("job_templates", {}):
        assert number in awx.links[f"{template['url']}credentials/"]
    assert set_up(awx.url, TOKEN, tmp_path, awx_setup_report_credential=place, **SMALL)[0] == 0


@pytest.mark.skipif("AWX_TEST_URL" not in os.environ, reason="no AWX: AWX_TEST_URL and AWX_TEST_TOKEN name one")
def test_a_real_awx_takes_the_set_up_once(tmp_path: Path) -> None:
    url, token = os.environ["AWX_TEST_URL"], os.environ["AWX_TEST_TOKEN"]
    project = {"name": "Webex Wholesale", "scm_url": os.environ["AWX_TEST_PROJECT"]}
    set_up(url, token, tmp_path, awx_setup_project=project)
    assert set_up(url, token, tmp_path, awx_setup_project=project)[0] == 0


def test_awx_takes_the_credential_type() -> None:
    awx_rules.check(DATA["awx_setup_credential_type"])


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        (
            {"access_token": "t"},
            {"WEBEX_ACCESS_TOKEN": "t", "WEBEX_API_URL": "https://webexapis.com/v1", "WEBEX_CA_PATH": ""},
        ),
        ({"client_id": "c", "client_secret": ""}, {"WEBEX_CLIENT_ID": "c", "WEBEX_CLIENT_SECRET": ""}),
        (
            {"api_url": "http://127.0.0.1:1/v1"},
            {"WEBEX_API_URL": "http://127.0.0.1:1/v1", "WEBEX_VALIDATE_CERTS": "True"},
        ),
        ({"insecure": True}, {"WEBEX_VALIDATE_CERTS": "False"}),
    ],
)
def test_the_environment_of_a_job(inputs: dict[str, Any], expected: dict[str, str], tmp_path: Path) -> None:
    rendered = awx_rules.environment(DATA["awx_setup_credential_type"], inputs, tmp_path)
    assert expected.items() <= rendered.items()


def test_the_certificates_become_a_file(tmp_path: Path) -> None:
    rendered = awx_rules.environment(DATA["awx_setup_credential_type"], {"ca_certificate": "PEM"}, tmp_path)
    assert Path(rendered["WEBEX_CA_PATH"]).read_text() == "PEM"


QUESTIONS: dict[str, list[dict[str, Any]]] = {}
for _name in ("customer", "template"):
    _first, _more = DATA[f"awx_setup_{_name}_first"], DATA[f"awx_setup_{_name}_more"]
    _short = [
        question
        for part in ("key", "needed", "common", "survey")
        for question in DATA.get(f"awx_setup_{_name}_{part}", [])
        if isinstance(question, dict)
    ]
    QUESTIONS |= {f"{_name}": _short, f"{_name}_all": _first + _short + _more}
NOT_ASKED = {"survey_catalog_path", "survey_expect_active"}
"""Where templates are recorded is a matter of the project, not of who fills in a form."""


@pytest.mark.parametrize("entry", ["customer", "template"])
def test_surveys_are_the_options_of_the_role(entry: str) -> None:
    specifications = yaml.safe_load((ROOT / "roles" / "survey" / "meta" / "argument_specs.yml").read_text())
    options = specifications["argument_specs"][entry]["options"]
    questions = {each["variable"]: each for each in QUESTIONS[f"{entry}_all"]}
    assert set(options) - NOT_ASKED == set(questions)
    for name, question in questions.items():
        assert question.get("choices") == options[name].get("choices"), name
        assert (question.get("type") == "multiselect") == (options[name]["type"] == "list"), name
        assert question.get("default", "") == options[name].get("default", ""), name


def test_surveys_ask_for_everything_that_a_customer_a_location_and_a_template_can_have() -> None:
    """Each option of the modules has its question. Waiting is a matter of the project."""
    answered = {each["variable"].removeprefix("survey_") for each in QUESTIONS["customer_all"]}
    customer = options_of("wholesale_customer")
    location = options_of("location")
    named = {"meetings_timezone": "meetings_time_zone", "calling_location": "location", "address": "address_line1"}
    assert {"organization_language"} <= answered  # preferred_language of the customer, not of its head office
    wanted = {named.get(name, name) for name in customer} - {"catalog_path", "wait", "wait_timeout", "wait_interval"}
    # A location is removed, or given back its numbers, where the project lists the locations.
    # So is a partner administrator who has no business there any more.
    wanted -= {"purge_partner_administrators"}
    wanted |= {named.get(name, name) for name in location} - {"customer", "name", "pstn", "calling", "purge_numbers"}
    assert wanted - answered == set()

    answered = {each["variable"].removeprefix("survey_") for each in QUESTIONS["template_all"]}
    named = {
        "name": "template", "default_language": "language", "messaging_settings": "admin_invite_emails",
        "call_settings": "free_calling",
    }  # fmt: skip
    template = options_of("onboarding_template")
    assert {named.get(name, name) for name in template} - {"catalog_path", "worksheet_path"} == answered - {
        "other_messaging_settings", "other_call_settings",
    }  # fmt: skip


def options_of(module: str) -> set[str]:
    """Return the options of an object, without those of the connection."""
    noun = importlib.import_module(f"ansible_collections.webex.wholesale.plugins.modules.{module}").TASK[0]
    waiting = _argspec.WAITING if module == "location" else {}
    return set(_argspec.one(noun)) - set(_argspec.CONNECTION) - set(waiting)


def test_every_job_template_has_its_playbook() -> None:
    """A playbook of the project is an import of the collection's."""
    for template in DEFAULTS["awx_setup_job_templates"]:
        [imported] = yaml.safe_load((ROOT / "examples" / "awx" / template["playbook"]).read_text())
        namespace, _dot, name = imported["ansible.builtin.import_playbook"].rpartition(".")
        assert namespace == "webex.wholesale"
        assert (ROOT / "playbooks" / f"{name}.yml").exists()
