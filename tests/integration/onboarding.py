# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs playbooks of the collection the way a user does, by default onboard, on a copy of the example inventory."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import yaml

from tests.simulator_server import ACCESS_TOKEN

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


class Onboarding:
    """A user's folder with an inventory to play with; after ``run`` it tells how that went."""

    def __init__(self, directory: Path, url: str) -> None:
        self.examples = directory / "examples"
        self.report_directory = directory / "report"
        self.url = url
        self.token = ACCESS_TOKEN
        self.output = ""
        self.code = -1
        shutil.copytree(EXAMPLES, self.examples)
        for path in (self.examples / "inventory" / "host_vars").iterdir():
            # The simulator is done sooner than Webex.
            self.vary(path.stem, wholesale_customer=self.customer(path.stem) | {"wait_interval": 0.1})

    def run(self, *options: str, playbook: str = "onboard") -> Onboarding:
        """Run a playbook."""
        environment = os.environ | {
            "WEBEX_API_URL": self.url,
            "WEBEX_ACCESS_TOKEN": self.token,
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_LOCALHOST_WARNING": "0",
        }
        folder = str(self.report_directory)
        variables = json.dumps({"onboarding_report_directory": folder, "report_directory": folder})
        command = ["ansible-playbook", "--inventory", str(self.examples / "inventory"), f"webex.wholesale.{playbook}"]
        done = subprocess.run(
            [*command, "--extra-vars", variables, *options],
            env=environment, text=True, capture_output=True, check=False, timeout=120,
        )  # fmt: skip
        self.output, self.code = done.stdout + done.stderr, done.returncode
        return self

    def recap(self, what: str) -> dict[str, int]:
        """Return one column of the recap, by host, e.g. ``changed``."""
        return {
            host: int(count) for host, count in re.findall(rf"^(\S+) +: .*\b{what}=(\d+)", self.output, re.MULTILINE)
        }

    def report(self, name: str = "onboarding-report") -> Any:
        """Return the report's data."""
        return json.loads((self.report_directory / name / "latest" / "report.json").read_text())

    def page(self, name: str = "onboarding-report") -> str:
        """Return the report's page."""
        return (self.report_directory / name / "latest" / "report.html").read_text()

    def csv(self, host: str) -> list[dict[str, str]]:
        """Return the rows of the copy of a customer's CSV file."""
        path = self.report_directory / "onboarding-report" / "latest" / f"{host}.csv"
        assert path.stat().st_mode & 0o777 == 0o600
        return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))

    def vary(self, host: str, **changes: Any) -> None:
        """Change variables of a customer in the inventory."""
        path = self.examples / "inventory" / "host_vars" / f"{host}.yml"
        path.write_text(yaml.safe_dump(yaml.safe_load(path.read_text()) | changes, allow_unicode=True))

    def customer(self, host: str) -> Any:
        """Return the customer as the inventory has it."""
        path = self.examples / "inventory" / "host_vars" / f"{host}.yml"
        return yaml.safe_load(path.read_text())["wholesale_customer"]
