# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a new user sees is true, readable, and leads back to what he wrote."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.customer.api import Customers
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.user.api import Users
from ansible_collections.webex.wholesale.plugins.plugin_utils._origin import ORIGIN

from tests.direct import many, one
from tests.integration.ansible_run import run_tasks
from tests.integration.onboarding import Onboarding
from tests.integration.steps import ACME, PARIS, run, task
from tests.simulator_server import ACCESS_TOKEN, SimulatorServer

MARIE: dict[str, Any] = {
    "customer": "acme",
    "email": "marie@acme.example",
    "first_name": "Marie",
    "last_name": "Durand",
    "package": "webex_meetings",
}


@pytest.fixture
def acme(simulator: SimulatorServer) -> SimulatorServer:
    """A simulator with a customer that has calling and meetings, and a user with meetings."""
    one(Customers, simulator.url, **ACME)
    many(Users, simulator.url, wholesale_users=[MARIE])
    return simulator


@pytest.mark.parametrize("in_process", [True, False])
@pytest.mark.parametrize(
    ("options", "option"),
    [
        ({"extension": 567}, "extension"),
        ({"phone_number": 33199000101}, "phone_number"),
        ({"last_name": False}, "last_name"),
        ({"roles": [1]}, "roles[0]"),
    ],
)
def test_what_yaml_has_misread_is_refused_as_a_module_too(
    simulator: SimulatorServer, in_process: bool, options: dict[str, Any], option: str
) -> None:
    single, listed = run_tasks(
        [
            {"webex.wholesale.wholesale_user": {**MARIE, **options}},
            {"webex.wholesale.wholesale_users": {"wholesale_users": [MARIE, {**MARIE, **options}]}},
        ],
        url=simulator.url,
        variables={"webex_in_process": in_process, "ansible_python_interpreter": sys.executable},
    ).results
    assert single["msg"].startswith(f"{option}: YAML reads it as a ")
    assert listed["msg"].startswith(f"wholesale_users[1].{option} of wholesale user marie@acme.example: YAML reads it")
    assert "put it in quotes" in single["msg"]
    assert simulator.requests() == []


def test_numbers_are_taken_where_nothing_is_lost(acme: SimulatorServer) -> None:
    """Coordinates are numbers, and what a template has made a text is one."""
    place: dict[str, Any] = {"customer": "acme", "name": "Paris", "latitude": 48.86, "longitude": 2}
    caller: dict[str, Any] = {
        **MARIE,
        "package": "webex_calling",
        "location": "Paris",
        "extension": "{{ (100 + 1) | string }}",
        "emergency_callback": "none",
    }
    located, called = run(acme, task("location", **place), task("wholesale_user", **caller))
    assert (located.result["location"]["latitude"], located.result["location"]["longitude"]) == ("48.86", "2")
    assert called.result["wholesale_user"]["extension"] == "101"


@pytest.mark.skipif(ORIGIN is None, reason="this ansible-core does not know where values come from")
def test_the_sentence_leads_to_the_line_that_the_user_wrote(acme: SimulatorServer, tmp_path: Path) -> None:
    mine = tmp_path / "users.yml"
    mine.write_text(
        "mine:\n"
        "  - email: marie@acme.example\n"
        "  - email: paul@acme.example\n"
        "    extension: 12a\n"
        "late:\n"
        "  - email: marie@acme.example\n"
        "    roles:\n"
        "      - Nobody\n"
        "raw:\n"
        "  - email: marie@acme.example\n"
        "    extension: 0101\n"
    )
    names = ("mine", "late", "raw")
    results = run_tasks(
        [{"webex.wholesale.wholesale_users": {"customer": "acme", "wholesale_users": f"{{{{ {name} }}}}"}}
         for name in names],
        url=acme.url,
        options=["--extra-vars", f"@{mine}"],
    ).results  # fmt: skip
    for result, line in zip(results, (4, 7, 11), strict=True):
        assert f"({mine}:{line})" in result["msg"]
        assert result["msg"].count(str(mine)) == 1


def test_diffs_are_printed_as_they_are_written(acme: SimulatorServer) -> None:
    name = {"webex.wholesale.wholesale_user": {**MARIE, "last_name": "株式会社"}}
    said = run_tasks([name], url=acme.url, options=["--diff", "--check"])
    printed = said.output.partition("TASK [ansible.builtin.debug]")[0]
    assert '-    "last_name": "Durand"' in printed
    assert '+    "last_name": "株式会社"' in printed
    assert said.results[0]["diff"][0]["changes"] == {
        "before": {"last_name": "Durand"},
        "after": {"last_name": "株式会社"},
    }


@pytest.mark.parametrize(
    ("wish", "row", "words"),
    [
        ({"packages": ["webex_calling"]}, "A25", "packages: webex_meetings is to go, but users have it"),
        ({"state": "absent"}, "A26", "state: it still has users, remove them first"),
    ],
)
def test_users_in_the_way_are_told_in_check_mode_as_in_a_run(
    acme: SimulatorServer, wish: dict[str, Any], row: str, words: str
) -> None:
    """No document says that Webex refuses: it is asked, and what is believed is told beforehand, with the users."""
    customer = {"external_id": "acme", **wish}
    check, real = run(acme, task("wholesale_customer", True, **customer), task("wholesale_customer", **customer))
    for step in (check, real):
        (warning,) = step.result["warnings"]
        assert words in warning
        assert "marie@acme.example" in warning
        assert row in warning
    planned, made = ([each["words"] for each in step.result["steps"]] for step in (check, real))
    assert planned == made
    assert real.result["failed"]


def test_users_who_are_not_in_the_way_are_not_told(acme: SimulatorServer) -> None:
    many(Users, acme.url, wholesale_users=[{**MARIE, "state": "absent"}])
    narrowed, gone = run(
        acme,
        task("wholesale_customer", external_id="acme", packages=["webex_calling"]),
        task("wholesale_customer", external_id="acme", state="absent"),
    )
    for step in (narrowed, gone):
        assert not step.result.get("failed"), step.result
        assert step.result.get("warnings", []) == []


def test_the_precheck_of_an_update_does_not_miss_the_calling_location_that_is_given(acme: SimulatorServer) -> None:
    (check,) = run(acme, task("wholesale_customer", True, **{**ACME, "address": {**PARIS, "address_line1": "9 rue B"}}))
    assert (check.result["action"], check.result.get("warnings", [])) == ("updated", [])


def test_check_mode_knows_of_a_list_what_a_run_refuses(acme: SimulatorServer) -> None:
    """One who fails does not stop the others; who fails, and why, is known before the first write."""
    caller = {**MARIE, "package": "webex_calling", "location": "Paris", "emergency_callback": "none"}
    users = [
        {**MARIE, "email": "good@acme.example"},
        {**MARIE, "email": "role@acme.example", "roles": ["Nobody"]},
        {**caller, "email": "first@acme.example", "extension": "101"},
        {**caller, "email": "second@acme.example", "extension": "101"},
        {**caller, "email": "number@acme.example", "phone_number": "+33199000199"},
    ]
    check, real = run(
        acme,
        task("wholesale_users", True, wholesale_users=users),
        task("wholesale_users", wholesale_users=users),
    )
    told = [[(each["key"], each["action"], each["error"]) for each in step.result["entries"]] for step in (check, real)]
    assert told[0] == told[1]
    assert [action for _key, action, _error in told[1]] == ["created", "failed", "created", "failed", "failed"]
    assert "101 is wanted by wholesale user first@acme.example too" in told[1][3][2]
    assert (check.message, len(real.writes)) == (real.message, 2)
    assert [(each["words"], each["object"]) for each in check.result["steps"]] == [
        (each["words"], each["object"]) for each in real.result["steps"]
    ]


def test_one_plain_option_shows_who_has_which_number_where(acme: SimulatorServer) -> None:
    caller = {
        **MARIE,
        "package": "webex_calling",
        "location": "Paris",
        "extension": "101",
        "emergency_callback": "none",
    }
    many(Users, acme.url, wholesale_users=[caller])
    by_name, as_before = run_tasks(
        [{"webex.wholesale.wholesale_user_info": {"customer": "acme", option: True}}
         for option in ("details", "include_person")],
        url=acme.url,
    ).results  # fmt: skip
    (user,) = by_name["wholesale_users"]
    assert [user[name] for name in ("first_name", "location", "extension")] == ["Marie", "Paris", "101"]
    assert by_name["wholesale_users"] == as_before["wholesale_users"]


def test_a_customer_is_read_by_any_of_its_names(acme: SimulatorServer) -> None:
    info = "webex.wholesale.wholesale_customer_info"
    (found,) = run_tasks([{info: {"external_id": "acme"}}], url=acme.url).results
    (customer,) = found["wholesale_customers"]
    names = ["acme", customer["id"], customer["org_id"], "nobody"]
    results = run_tasks([{info: {"customer": name}} for name in names], url=acme.url).results
    ids = [[each["id"] for each in result["wholesale_customers"]] for result in results]
    assert ids == [[customer["id"]]] * 3 + [[]]


def test_a_variable_of_the_wrong_type_fails_its_customer_and_no_other(
    simulator: SimulatorServer, tmp_path: Path
) -> None:
    onboarding = Onboarding(tmp_path, simulator.url)
    onboarding.vary("hoshizora-design", wholesale_users="all")
    onboarding.run()
    assert onboarding.recap("failed") == {"boulangerie-lumiere": 0, "harbor-legal": 0, "hoshizora-design": 1}
    error = {each["host"]: each["error"] for each in onboarding.report()["customers"]}["hoshizora-design"]
    sentence = "wholesale_users: must be a list of dictionaries, each starting with a dash, and is a text"
    assert error.partition(" (")[0] == sentence
    if ORIGIN:
        assert re.fullmatch(r" \(\S+/host_vars/hoshizora-design.yml:\d+\)", error.removeprefix(sentence))
    assert not [write for write in simulator.writes() if "hoshizora" in str(write.get("body"))]


@pytest.mark.parametrize(
    ("role", "variable", "option"),
    [
        ("wholesale_customer", {**ACME, "external_id": 751}, "wholesale_customer.external_id"),
        ("onboarding_templates", [{"name": 751}], "onboarding_templates[0].name"),
    ],
)
def test_a_role_refuses_what_yaml_has_misread(
    simulator: SimulatorServer, tmp_path: Path, role: str, variable: Any, option: str
) -> None:
    """The role passes texts on through templates, after which some versions of Ansible cannot tell any more."""
    play = tmp_path / "play.yml"
    roles = [{"role": f"webex.wholesale.{role}", role: variable}]
    play.write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "roles": roles}]))
    done = subprocess.run(
        ["ansible-playbook", str(play)],
        env=os.environ | {"WEBEX_API_URL": simulator.url, "WEBEX_ACCESS_TOKEN": ACCESS_TOKEN},
        text=True, capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert f"{option}: YAML reads it as a number: put it in quotes" in done.stdout + done.stderr
    assert simulator.requests() == []
