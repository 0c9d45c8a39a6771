# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Jobs of AWX: the project of examples/awx in ansible-runner, laid out as AWX does it.

The environment comes from the credential type, and the extra variables are written, by the rules of AWX. A job is told
by its JSON events alone.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ansible_runner
import yaml

from tests.integration import awx_rules
from tests.simulator_server import ACCESS_TOKEN

ROOT = Path(__file__).resolve().parents[2]
DATA = yaml.load((ROOT / "roles/awx_setup/vars/main.yml").read_text().replace("!unsafe", ""), yaml.CSafeLoader)
CORES = {"2.16.19": "3.11", "2.18.19": "3.11", "2.21.5": "3.13"}
"""Versions of ansible-core, and of Python for each."""
IMAGE, NEWEST = "2.18.19", "2.21.5"
"""The one of the example image, and one that types answers of surveys again (ansible/awx#16205)."""
CREDENTIAL_TYPE = DATA["awx_setup_credential_type"]
DEFAULTS = yaml.safe_load((ROOT / "roles/awx_setup/defaults/main.yml").read_text())


def question(name: str, **given: Any) -> dict[str, Any]:
    """Return the question of a survey, by the name of its variable, with what it has by default."""
    known = [each for questions in DATA.values() if isinstance(questions, list) for each in questions]
    [found, *_others] = [each for each in known if each["variable"] == name]
    return {**DATA["awx_setup_question"], **found, **given}


@dataclass
class Job:
    """What AWX knows of a job that has ended."""

    status: str
    events: list[dict[str, Any]]
    directory: Path

    @property
    def stats(self) -> dict[str, Any]:
        """The last event of a job: status by host, and artifacts."""
        [last] = [each["event_data"] for each in self.events if each["event"] == "playbook_on_stats"]
        return dict(last)

    def hosts(self, what: str) -> dict[str, int]:
        """Return the hosts with what happened to them (``changed``, ``failures``, ...), and how often."""
        return dict(self.stats[what])

    def output(self) -> str:
        """Return everything that AWX shows."""
        return "\n".join(each["stdout"] for each in self.events)

    def last_words(self) -> list[str]:
        """Return the lines of the last task that said something."""
        results = [each["event_data"].get("res", {}) for each in self.events if each["event"] == "runner_on_ok"]
        said: list[str] = [each["msg"] for each in results if isinstance(each.get("msg"), list)][-1]
        return said


class Awx:
    """One AWX: a project with an inventory, a credential, and jobs in an environment with an ansible-core."""

    def __init__(self, directory: Path, url: str, collections: Path, core: Path) -> None:
        self.directory = directory
        self.url = url
        self.collections = collections
        self.project = directory / "project"
        shutil.copytree(ROOT / "examples" / "awx", self.project)
        shutil.copytree(ROOT / "examples" / "inventory", self.project / "inventory")
        shutil.copytree(ROOT / "examples" / "users", self.project / "users")
        # As the guide says: a path that AWX mounts into the container.
        self.shared = self.project / "inventory" / "group_vars" / "webex_customers.yml"
        with self.shared.open("a") as file:
            file.write(f"\nonboard_activation_codes_path: {directory}/activation-codes.csv\n")
        for path in (self.project / "inventory" / "host_vars").iterdir():
            variables = yaml.safe_load(path.read_text())
            variables["wholesale_customer"]["wait_interval"] = 0.1  # the simulator is done sooner than Webex
            if "wholesale_users_csv" in variables:  # AWX knows no inventory_dir: paths start at the project
                variables["wholesale_users_csv"] = f"users/{path.stem}.csv"
            path.write_text(yaml.safe_dump(variables))
        self.jobs = 0
        self.core = core
        self.environment: dict[str, str] = {}
        """More variables of the environment, of other credentials."""

    def inventory(self) -> str:
        """Return what AWX imports from the project, with a localhost that somebody has added by hand."""
        command = ["ansible-inventory", "-i", "inventory/hosts.yml", "--list", "--export"]
        done = subprocess.run(command, cwd=self.project, check=True, capture_output=True, text=True)
        return json.dumps(json.loads(done.stdout) | {"ungrouped": {"hosts": ["localhost"]}})

    def hosts(self) -> list[str]:
        """Return the customers of the inventory."""
        return sorted(path.stem for path in (self.project / "inventory" / "host_vars").iterdir())

    def launch(
        self,
        playbook: str,
        extra_vars: Mapping[str, Any] | None = None,
        *,
        check: bool = False,
        limit: str | None = None,
        template: Mapping[str, Any] | None = None,
    ) -> Job:
        """Run a job; every one has a private folder with a copy of the project.

        The extra variables that are as in those of the `template` are not marked unsafe.
        """
        self.jobs += 1
        number = self.jobs
        private = self.directory / f"job-{number}"
        (private / "env").mkdir(parents=True)
        (private / "inventory").mkdir()
        shutil.copytree(self.project, private / "project")
        # AWX has imported the inventory before, and hands it to the job as a script.
        script = private / "inventory" / "hosts"
        script.write_text(f"#!{sys.executable}\nprint({self.inventory()!r})\n")
        script.chmod(0o700)
        inputs = {"access_token": ACCESS_TOKEN, "api_url": self.url}
        environment = awx_rules.environment(CREDENTIAL_TYPE, inputs, private / "env")
        environment |= {"ANSIBLE_COLLECTIONS_PATH": str(self.collections), "ANSIBLE_INVENTORY_UNPARSED_FAILED": "True"}
        environment |= self.environment
        environment["PATH"] = f"{self.core / 'bin'}:{os.environ['PATH']}"
        (private / "env" / "envvars").write_text(json.dumps(environment))
        variables = {**(template or {}), **(extra_vars or {}), "awx_job_id": number, "awx_job_launch_type": "manual"}
        (private / "env" / "extravars").write_text(awx_rules.extra_vars_file(variables, template or {}))
        ran = ansible_runner.run(
            private_data_dir=str(private),
            playbook=playbook,
            limit=limit,
            cmdline="--check --diff" if check else None,
            quiet=True,
        )
        return Job(ran.status, list(ran.events), private)
