# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Runs the playbook webex.wholesale.awx_setup with the real collection awx.awx."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

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
SMALL: dict[str, Any] = {
    "awx_setup_job_templates": [{"name": "Webex plan", "playbook": "onboard.yml"}],
    "awx_setup_inventories": [{"name": "Webex", "source": {"name": "Git", "source_path": "inventory/hosts.yml"}}],
    "awx_setup_notifications": [],
    "awx_setup_schedules": [],
    "awx_setup_workflows": [],
}
"""A set-up that takes little time, where its size does not matter."""
PROJECT = ROOT / "examples" / "awx"


def run(
    url: str, token: str, directory: Path, *options: str, timeout: float = 300, **variables: Any
) -> tuple[int, int, str]:
    """Run the playbook; return its exit code, how many tasks changed something, and the output."""
    subprocess.run([ROOT / "hacking" / "awx-collection"], check=True)
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
        timeout=timeout,
    )
    output = done.stdout + done.stderr
    recap = re.search(r"^localhost +: ok=\d+ +changed=(\d+)", output, re.MULTILINE)
    assert recap, output
    return done.returncode, int(recap[1]), output


def set_up(url: str, token: str, directory: Path, *options: str, **variables: Any) -> tuple[int, str]:
    """Run the playbook, which must succeed; return how many tasks changed something, and the output."""
    code, changed, output = run(url, token, directory, *options, **variables)
    assert code == 0, output
    return changed, output
