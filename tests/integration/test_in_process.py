# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""In the controller's process or as a module: nobody can tell from what a task returns, writes or shows."""

from __future__ import annotations

import copy
import importlib
import json
import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.webex.wholesale.plugins.module_utils._argspec import CONNECTION
from webex_simulator.seed import CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN

from tests.integration.ansible_run import Run, run_tasks
from tests.integration.playing import DATABASE, HERE, MODULES
from tests.simulator_server import ACCESS_TOKEN, SimulatorServer

RAN_AS_MODULE = "Using module file"
"""What Ansible says from -vvv on when it executes a module."""
IDENTIFIER = re.compile(r"Y2lzY29zcGFyazov[\w-]+|\b[\w-]{48}\b|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""Ids of Webex, Provisioning IDs and bare UUIDs."""
ACTIONS = HERE.parent.parent / "plugins" / "action"
"""Who has none there is always run as a module."""
SMOKE = ("doctor", "wholesale_users")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:?\d\d:?[\d.]+Z")
INFO = "wholesale_customer_info"
UNKNOWN = "5f0c7a1e-0000-4000-8000-000000000000"
ELSEWHERE = """
from ansible.plugins.connection.local import Connection as Local

DOCUMENTATION = "{name: elsewhere, short_description: Local by another name, description: [It says so.]}"


class Connection(Local):
    transport = "elsewhere"
"""
"""A connection plugin that leads away from the controller, as far as one can see."""
WAITING = ("GET /v1/wholesale/customers/<id>?", "GET /v1/telephony/config/jobs/")
"""Calls that ask how far Webex has come."""


@pytest.fixture
def worlds(prepared: Path, tmp_path: Path) -> Iterator[dict[bool, SimulatorServer]]:
    """Two simulators in the same state: one for the tasks in process, one for the modules."""
    servers = {}
    for in_process in (True, False):
        folder = tmp_path / f"in-process-{in_process}".lower()
        folder.mkdir()
        shutil.copy(prepared, folder / DATABASE)
        servers[in_process] = SimulatorServer(folder, database=str(folder / DATABASE)).start()
    yield servers
    for server in servers.values():
        server.stop()


def scenario(module: str) -> list[dict[str, Any]]:
    """Return tasks: the examples of a module in check mode, in earnest and once more, then what must fail."""
    imported = importlib.import_module(f"ansible_collections.webex.wholesale.plugins.modules.{module}")
    examples: list[dict[str, Any]] = yaml.safe_load(imported.EXAMPLES)
    name = f"webex.wholesale.{module}"
    for task in examples:
        if name in task and module.startswith(("wholesale_customer", "location")):
            task[name] |= {} if module.endswith("_info") else {"wait_interval": 0.1}
    tasks = [{**copy.deepcopy(task), "check_mode": check} for check in (True, False, False) for task in examples]
    usual = next(task[name] or {} for task in examples if name in task)
    wrong: list[dict[str, Any]] = [
        {"nonsense": "at all"},
        {"timeout": "soon"},
        {"access_token": "wrong"},
    ]
    return tasks + [{name: {**usual, **change}} for change in wrong]


def harmonized(run: Run, simulator: SimulatorServer) -> list[Any]:
    """Return the results with each identifier replaced by the order of its appearance, and without places."""
    order: dict[str, str] = {}
    text = json.dumps(run.results).replace(simulator.url, "<url>").replace(simulator.url.split("/")[2], "<host>")
    text = TIME.sub("<time>", re.sub(rf"{re.escape(tempfile.gettempdir())}/\w+", "<folder>", text))
    results: list[Any] = json.loads(
        IDENTIFIER.sub(lambda found: order.setdefault(found[0], f"<id {len(order)}>"), text)
    )
    return results


def calls(simulator: SimulatorServer) -> Counter[str]:
    """Return the requests, whose order is free where a task makes several at a time.

    How often it is asked how far Webex has come depends on how fast the machine is.
    """
    made = Counter(
        IDENTIFIER.sub("<id>", "{method} {path}?{query} {status}".format(**entry)) for entry in simulator.requests()
    )
    return Counter({call: 1 if call.startswith(WAITING) else times for call, times in made.items()})


@pytest.mark.parametrize(
    "module",
    [
        pytest.param(name, marks=[pytest.mark.smoke] if name in SMOKE else [])
        for name in MODULES
        if (ACTIONS / f"{name}.py").exists()
    ],
)
def test_result_diff_and_requests_are_the_same(module: str, worlds: Mapping[bool, SimulatorServer]) -> None:
    def run(in_process: bool) -> Run:
        variables = {"webex_in_process": in_process, "ansible_python_interpreter": sys.executable}
        return run_tasks(scenario(module), url=worlds[in_process].url, options=["--diff", "-vvv"], variables=variables)

    with ThreadPoolExecutor(2) as pool:
        hosted, executed = pool.map(run, (True, False))
    assert RAN_AS_MODULE not in hosted.output
    assert RAN_AS_MODULE in executed.output
    assert harmonized(hosted, worlds[True]) == harmonized(executed, worlds[False])
    assert calls(worlds[True]) == calls(worlds[False])
    # The doctor says what fails instead of failing.
    assert all(result["failed"] or result.get("ok") is False for result in hosted.results[-3:])


FALLBACKS: dict[str, dict[str, Any]] = {
    "switched off": {"vars": {"webex_in_process": False}},
    "async": {"async": 60, "poll": 1},
    "become": {"become": True, "become_method": "ansible.builtin.su"},
    "another interpreter": {"vars": {"ansible_python_interpreter": "{{ folder }}/python"}},
    "another connection": {"vars": {"ansible_connection": "elsewhere"}},
}
"""Keywords of a task."""


@pytest.mark.parametrize("case", FALLBACKS)
def test_what_cannot_run_in_process_runs_as_module(case: str, simulator: SimulatorServer, tmp_path: Path) -> None:
    if case == "become" and (os.getuid() or not shutil.which("su")):
        pytest.skip("needs root and su, to become without a password")
    (tmp_path / "elsewhere.py").write_text(ELSEWHERE)
    other = tmp_path / "python"
    other.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    other.chmod(0o700)
    task = {f"webex.wholesale.{INFO}": {"customer_id": UNKNOWN}}
    run = run_tasks(
        [task, {**task, **FALLBACKS[case]}],
        url=simulator.url,
        options=["-vvv"],
        variables={"folder": str(tmp_path)},
        # Ansible looks for the results of async in the home folder of the account, whatever HOME says.
        environment={"ANSIBLE_CONNECTION_PLUGINS": str(tmp_path), "ANSIBLE_ASYNC_DIR": str(tmp_path / "async")},
    )
    told = [part for part in run.output.split("TASK [") if part.startswith(f"webex.wholesale.{INFO}")]
    assert [RAN_AS_MODULE in part for part in told] == [False, True]
    assert [result.get("wholesale_customers") for result in run.results] == [[], []]


@pytest.mark.parametrize("in_process", [True, False])
def test_environment_of_the_task_reaches_the_client_and_nothing_else(
    in_process: bool, simulator: SimulatorServer
) -> None:
    task = {f"webex.wholesale.{INFO}": {"customer_id": UNKNOWN}}
    environment = {"WEBEX_API_URL": simulator.url, "WEBEX_ACCESS_TOKEN": "{{ token }}"}
    run = run_tasks(
        [{**task, "environment": environment}, task],
        url=None,
        variables={"token": ACCESS_TOKEN, "webex_in_process": in_process},
    )
    inside, outside = run.results
    assert inside["wholesale_customers"] == []
    assert "access_token: is missing" in outside["msg"]


@pytest.mark.parametrize("in_process", [True, False])
def test_defaults_of_the_group_reach_every_module_and_those_of_a_module_only_this(
    in_process: bool, simulator: SimulatorServer
) -> None:
    run = run_tasks(
        [
            {f"webex.wholesale.{INFO}": None},
            {"webex.wholesale.onboarding_template_info": None},
            {"webex.wholesale.wholesale_customer_info": {"access_token": "wrong"}},
        ],
        url=None,
        variables={"token": ACCESS_TOKEN, "webex_in_process": in_process},
        module_defaults={
            "group/webex.wholesale.webex": {"api_url": simulator.url, "access_token": "{{ token }}"},
            "webex.wholesale.onboarding_template_info": {"name": "Default"},
        },
    )
    customers, templates, wrong = run.results
    assert customers["wholesale_customers"] == []
    assert [template["name"] for template in templates["onboarding_templates"]] == ["Default"]
    assert wrong["failure"]["status"] == 401


@pytest.mark.parametrize("in_process", [True, False])
def test_no_secret_is_shown_at_any_verbosity(in_process: bool, simulator: SimulatorServer, tmp_path: Path) -> None:
    client = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "refresh_token": REFRESH_TOKEN}
    made_up = {"access_token": "made-up-token", "client_secret": "made-up-secret", "refresh_token": "made-up-refresh"}
    secrets = {**client, "given_token": ACCESS_TOKEN, **{f"made_up_{name}": text for name, text in made_up.items()}}
    given = {name: f"{{{{ {name} }}}}" for name in client}
    invented = {name: f"{{{{ made_up_{name} }}}}" for name in made_up}
    kept = tmp_path / "token"
    info, user = f"webex.wholesale.{INFO}", "webex.wholesale.wholesale_user"
    run = run_tasks(
        [
            {info: {**given, "access_token_file": str(kept)}},
            {info: {"access_token": "{{ given_token }}"}},
            {info: invented},
            {info: {**given, "refresh_token": "{{ made_up_refresh_token }}"}},
            {info: {**given, "timeout": "soon"}},
            {info: {**invented, "nonsense": 1}},
            # A secret where none belongs is masked as well, since it is given as one too.
            {
                user: {
                    **invented,
                    "customer": "{{ made_up_client_secret }}",
                    "email": "{{ made_up_access_token }}@a.example",
                }
            },
            {info: {**invented, "api_url": "{{ unreachable }}", "timeout": 1, "retry_timeout": 1}},
        ],
        url=None,
        options=["-vvvvv", "--diff"],
        variables={**secrets, "webex_in_process": in_process, "unreachable": "http://127.0.0.1:9/v1"},
        environment={"WEBEX_API_URL": simulator.url, "WEBEX_ACCESS_TOKEN": "", "TMPDIR": str(tmp_path)},
    )
    assert [result.get("failed", False) for result in run.results] == [False] * 2 + [True] * 6
    assert (RAN_AS_MODULE in run.output) is not in_process
    assert "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER" in run.output
    issued = kept.read_text().strip()
    assert issued
    assert not [file for file in tmp_path.rglob("*") if file != kept and file.is_file() and issued in file.read_text()]
    for secret in {CLIENT_SECRET, REFRESH_TOKEN, ACCESS_TOKEN, *made_up.values(), issued}:
        assert secret not in run.output


@pytest.mark.parametrize("in_process", [True, False])
def test_variables_that_are_set_but_empty_count_as_unset(simulator: SimulatorServer, in_process: bool) -> None:
    """So AWX hands over the fields of a credential that were left blank."""
    blank = dict.fromkeys((option["fallback"][1][0] for option in CONNECTION.values()), "")
    given = {"WEBEX_API_URL": simulator.url, "WEBEX_ACCESS_TOKEN": ACCESS_TOKEN}
    run = run_tasks(
        [{f"webex.wholesale.{INFO}": None}, {"webex.wholesale.doctor": None}],
        url=None,
        variables={"webex_in_process": in_process},
        environment={**blank, **given},
    )
    assert [result.get("msg") for result in run.results] == [None, None]
    assert run.results[1]["ok"]
    asked = [request["path"] + "?" + request["query"] for request in simulator.requests()]
    assert any("wholesale/customers" in each for each in asked)
    assert not [each for each in asked if "onBehalf" in each]


def test_secrets_in_the_environment_of_a_task_are_not_shown_in_process(simulator: SimulatorServer) -> None:
    """As a module Ansible itself shows the command, and with it the environment, from -vvv on."""
    run = run_tasks(
        [{f"webex.wholesale.{INFO}": None, "environment": {"WEBEX_ACCESS_TOKEN": "{{ token }}"}}],
        url=None,
        options=["-vvvvv"],
        variables={"token": ACCESS_TOKEN},
        environment={"WEBEX_API_URL": simulator.url},
    )
    assert run.results[0]["wholesale_customers"] == []
    assert ACCESS_TOKEN not in run.output
