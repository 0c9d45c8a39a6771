# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The role awx_setup with the real awx.awx collection, on a stand-in of AWX, or on the AWX that AWX_TEST_URL names."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integration import awx_rules
from tests.integration.awx_stand_in import ENCRYPTED, TOKEN, Awx, serve

ROOT = Path(__file__).resolve().parents[2]
SECRETS = {"access_token": "secret-access-token", "client_secret": "secret-client-secret"}
SETUP: dict[str, Any] = {
    "awx_setup_execution_environment": {"name": "Webex Wholesale", "image": "images.example.com/ee:1"},
    "awx_setup_project": {"name": "Webex Wholesale", "scm_url": "https://git.example.com/customers.git"},
    "awx_setup_credential": {"name": "Webex Wholesale", "inputs": {"client_id": "me", **SECRETS}},
    "awx_setup_notifications": [
        {
            "name": "Webex hook",
            "notification_type": "webhook",
            "notification_configuration": {
                "url": "https://hook.example.com",
                "http_method": "POST",
                "headers": {},
                "disable_ssl_verification": False,
            },
        }
    ],
}
ROLE = ROOT / "roles" / "awx_setup"
DATA = yaml.load((ROLE / "vars" / "main.yml").read_text().replace("!unsafe", ""), yaml.CSafeLoader)
DEFAULTS = yaml.safe_load((ROLE / "defaults" / "main.yml").read_text())


@pytest.fixture(scope="module", autouse=True)
def _collection() -> None:
    """Have the real awx.awx."""
    subprocess.run([ROOT / "hacking" / "awx-collection"], check=True)


@pytest.fixture
def awx() -> Iterator[Awx]:
    """A stand-in of AWX."""
    with serve() as stand_in:
        yield stand_in


def set_up(url: str, token: str, directory: Path, *options: str, **variables: Any) -> tuple[int, str]:
    """Run the playbook; return how many tasks changed something, and the output."""
    given = directory / "awx.json"
    given.write_text(json.dumps(SETUP | variables))
    done = subprocess.run(
        ["ansible-playbook", "webex.wholesale.awx_setup", "--extra-vars", f"@{given}", *options],
        env=os.environ
        | {
            "CONTROLLER_HOST": url,
            "CONTROLLER_OAUTH_TOKEN": token,
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_LOCALHOST_WARNING": "0",
            "ANSIBLE_INVENTORY_UNPARSED_WARNING": "0",
        },
        cwd=directory,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    output = done.stdout + done.stderr
    assert done.returncode == 0, output
    recap = re.search(r"^localhost +: ok=\d+ +changed=(\d+)", output, re.MULTILINE)
    assert recap, output
    return int(recap[1]), output


def test_three_runs(awx: Awx, tmp_path: Path) -> None:
    """The first makes everything, the second changes nothing, the third brings back what it finds changed."""
    changed, output = set_up(awx.url, TOKEN, tmp_path, "-vvv", "--diff")
    assert changed > 0
    assert not [secret for secret in SECRETS.values() if secret in output]
    assert "WARNING" not in output

    templates = awx.named("job_templates")
    assert set(templates) == {each["name"] for each in DEFAULTS["awx_setup_job_templates"]}
    assert templates["Webex plan"]["job_type"] == "check"
    assert templates["Webex onboard"]["job_slice_count"] > 1
    [credential] = awx.find("credentials", {})
    assert credential["inputs"] == {"client_id": "me", **SECRETS}
    assert awx.show(credential)["inputs"]["access_token"] == ENCRYPTED
    assert {each["source_path"] for each in awx.find("inventory_sources", {})} == {
        "inventory/hosts.yml",
        "webex_wholesale.yml",
    }
    assert path_of(awx, "Webex onboarding") == ["plan", "approval", "onboard", "verify"]
    assert path_of(awx, "Webex new onboarding template") == ["worksheet", "partner-hub"]

    # A secret that is another one meanwhile is not sent unless that is asked for: it cannot be compared.
    other = SETUP["awx_setup_credential"]["inputs"] | {"access_token": "secret-new"}
    renewed = {"awx_setup_credential": {"name": "Webex Wholesale", "inputs": other}}
    before = awx.writes
    assert set_up(awx.url, TOKEN, tmp_path, **renewed)[0] == 0
    assert awx.writes == before

    # What somebody has changed by hand is brought back.
    templates["Webex plan"]["job_type"] = "run"
    survey = awx.surveys[f"{templates['Webex onboard one customer']['url']}survey_spec/"]
    removed = survey["spec"].pop()
    changed, _output = set_up(awx.url, TOKEN, tmp_path, awx_setup_update_secrets=True, **renewed)
    assert changed == 2
    assert awx.named("job_templates")["Webex plan"]["job_type"] == "check"
    assert awx.surveys[f"{templates['Webex onboard one customer']['url']}survey_spec/"]["spec"][-1] == removed
    assert awx.find("credentials", {})[0]["inputs"]["access_token"] == "secret-new"


def path_of(awx: Awx, workflow: str) -> list[str]:
    """Return the nodes of a workflow in the order of their successes."""
    number = awx.named("workflow_job_templates")[workflow]["id"]
    nodes = {
        each["id"]: each for each in awx.find("workflow_job_template_nodes", {"workflow_job_template": str(number)})
    }
    following = {number: awx.links.get(f"{node['url']}success_nodes/", []) for number, node in nodes.items()}
    assert all(node["unified_job_template"] for node in nodes.values())
    [here] = set(nodes) - {number for numbers in following.values() for number in numbers}
    path = [here]
    while following[path[-1]]:
        [here] = following[path[-1]]
        path.append(here)
    assert len(path) == len(nodes)
    return [nodes[number]["identifier"] for number in path]


@pytest.mark.skipif("AWX_TEST_URL" not in os.environ, reason="no AWX: AWX_TEST_URL and AWX_TEST_TOKEN name one")
def test_a_real_awx(tmp_path: Path) -> None:
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


@pytest.mark.parametrize(("survey", "entry"), [("customer", "customer"), ("template", "template")])
def test_surveys_are_the_options_of_the_role(survey: str, entry: str) -> None:
    specifications = yaml.safe_load((ROOT / "roles" / "survey" / "meta" / "argument_specs.yml").read_text())
    options = specifications["argument_specs"][entry]["options"]
    questions = {each["variable"]: DATA["awx_setup_question"] | each for each in DATA[f"awx_setup_{survey}_survey"]}
    # Where templates are recorded is a matter of the project, not of who fills in a form.
    assert set(options) - {"survey_catalog_path", "survey_expect_active"} == set(questions)
    for name, question in questions.items():
        assert question["required"] == options[name].get("required", False), name
        assert question.get("choices") == options[name].get("choices"), name
        assert (question["type"] == "multiselect") == (options[name]["type"] == "list"), name


def test_every_job_template_has_its_playbook() -> None:
    """A playbook of the project is an import of the collection's."""
    for template in DEFAULTS["awx_setup_job_templates"]:
        [imported] = yaml.safe_load((ROOT / "examples" / "awx" / template["playbook"]).read_text())
        namespace, _dot, name = imported["ansible.builtin.import_playbook"].rpartition(".")
        assert namespace == "webex.wholesale"
        assert (ROOT / "playbooks" / f"{name}.yml").exists()
