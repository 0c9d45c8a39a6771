# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs tasks the way a user does: through ansible-core, on localhost, against a simulator."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.simulator_server import ACCESS_TOKEN

MARK = "the result is "


@dataclass
class Run:
    """What came of a play: the results of its tasks in their order, and everything that ansible-playbook said."""

    results: list[dict[str, Any]]
    output: str


def run_task(module: str, args: Mapping[str, Any], *, url: str, check: bool = False) -> dict[str, Any]:
    """Return the whole result of a task, `failed` included; its warnings are in `warnings`."""
    options = ["--diff", *(["--check"] if check else [])]
    return run_tasks([{f"webex.wholesale.{module}": dict(args)}], url=url, options=options).results[0]


def run_tasks(
    tasks: Sequence[Mapping[str, Any]],
    *,
    url: str | None,
    options: Sequence[str] = ("--diff",),
    variables: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
    **play: Any,
) -> Run:
    """Run tasks one after the other, failed or not; `play` holds more keywords of the play.

    The `variables` are extra vars, which unlike the tasks are not to be seen when Ansible quotes the playbook. With an
    `url` the modules find it, and the token, in the environment.
    """
    steps: list[dict[str, Any]] = []
    for task in tasks:
        name = task.get("register", "result")
        steps.append({**task, "register": name, "ignore_errors": True})
        # Ansible shows a result without its diff, but what a task says as it is.
        steps.append({"ansible.builtin.debug": {"msg": f"{MARK}{{{{ {name} | to_json }}}}"}})
    own = {variable: value for variable, value in os.environ.items() if not variable.startswith("WEBEX_")}
    known = {"WEBEX_API_URL": url, "WEBEX_ACCESS_TOKEN": ACCESS_TOKEN} if url else {}
    quiet = {"ANSIBLE_LOCALHOST_WARNING": "0", "ANSIBLE_INVENTORY_UNPARSED_WARNING": "0", "ANSIBLE_NOCOLOR": "1"}
    with tempfile.TemporaryDirectory() as directory:
        playbook, extra = Path(directory, "play.yml"), Path(directory, "variables.json")
        playbook.write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, **play, "tasks": steps}]))
        extra.write_text(json.dumps(variables or {}))
        run = subprocess.run(
            ["ansible-playbook", str(playbook), "--extra-vars", f"@{extra}", *options],
            env={**own, **known, **quiet, **(environment or {})},
            text=True,
            capture_output=True,
            check=False,
            timeout=300,
        )
    lines = re.findall(rf'^ *("msg": "{MARK}.*"),?$', run.stdout, re.MULTILINE)
    output = run.stdout + run.stderr
    assert len(lines) == len(tasks), f"{len(lines)} results of {len(tasks)} tasks:\n{output}"
    return Run([json.loads(json.loads(f"{{{line}}}")["msg"].removeprefix(MARK)) for line in lines], output)
