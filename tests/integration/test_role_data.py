# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A role that is used by itself refuses data that its module would refuse, although its arguments do not list them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.simulator_server import ACCESS_TOKEN, SimulatorServer

CUSTOMER = {"external_id": "acme", "provisioning_id": "x", "packages": ["webex_meetings"]}


@pytest.mark.parametrize(
    ("role", "variables", "sentence"),
    [
        ("wholesale_customer", {"wholesale_customer": {**CUSTOMER, "nmae": "Acme"}}, "unsupported option nmae"),
        ("wholesale_customer", {"wholesale_customer": {"name": "Acme"}}, "missing required arguments: external_id"),
        ("wholesale_customer", {"wholesale_customer": {**CUSTOMER, "packages": ["webex_caling"]}}, "webex_caling"),
        (
            "onboarding_templates",
            {"onboarding_templates": [{"name": "SMB"}, {"name": "SMB FR", "contry": "FR"}]},
            "unsupported option contry",
        ),
        ("locations", {"locations": [{"name": "Lyon", "time_zonw": "Europe/Paris"}]}, "time_zonw"),
        ("wholesale_users", {"wholesale_users": [{"first_name": "Marie"}]}, "missing required arguments: email"),
    ],
)
def test_a_role_refuses(
    simulator: SimulatorServer, tmp_path: Path, role: str, variables: dict[str, Any], sentence: str
) -> None:
    playbook = tmp_path / "play.yml"
    variables = {"locations_customer": "acme", "wholesale_users_customer": "acme", **variables}
    play = {"hosts": "localhost", "gather_facts": False, "roles": [f"webex.wholesale.{role}"], "vars": variables}
    playbook.write_text(json.dumps([play]))
    here = ["-i", "localhost,", "-c", "local", "-e", f"ansible_python_interpreter={sys.executable}"]
    run = subprocess.run(
        ["ansible-playbook", *here, str(playbook)],
        env={**os.environ, "WEBEX_API_URL": simulator.url, "WEBEX_ACCESS_TOKEN": ACCESS_TOKEN, "ANSIBLE_NOCOLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2, run.stdout + run.stderr
    assert sentence in run.stdout + run.stderr
    assert simulator.writes() == []
