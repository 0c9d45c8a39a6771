# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs playbooks of the collection over the line, in a folder that only its owner can read."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path
from typing import Any

import yaml

from hacking.live.caller import Caller
from hacking.live.plan import Plan

PATIENCE = 60
"""Seconds for a playbook to end in an orderly way once it was told to."""


class Playbooks:
    """Plays in the folder of a run; what Ansible says goes into files there, as it has personal data."""

    def __init__(self, folder: Path, url: str, wait_interval: float) -> None:
        self._folder = folder
        self._url = url
        self._wait_interval = wait_interval

    def onboard(self, plan: Plan, *, check: bool) -> list[str]:
        """Onboard the customer, or only look whether that would go well; return what is wrong."""
        inventory = self._folder / "inventory"
        hosts = {"webex_customers": {"hosts": {plan.external_id: {
            "ansible_connection": "local", "ansible_python_interpreter": "{{ ansible_playbook_python }}",
        }}}}  # fmt: skip
        (inventory / "host_vars").mkdir(parents=True, exist_ok=True)
        (inventory / "hosts.yml").write_text(yaml.safe_dump(hosts))
        (inventory / "host_vars" / f"{plan.external_id}.yml").write_text(yaml.safe_dump(plan.host()))
        name = "precheck" if check else "onboard"
        good = self._play(
            "onboard", "--inventory", str(inventory), *(["--check"] if check else []), name=name,
            variables={
                "onboarding_report_directory": str(self._folder / name),
                "onboard_activation_codes_path": str(self._folder / "activation-codes.csv"),
            },
        )  # fmt: skip
        return [] if good else [f"The playbook onboard has failed; what it said: {self._said(name)}"]

    def offboard(self, external_id: str, archive: Path) -> str:
        """Let a customer go with all that it has; return what is left, if anything."""
        name = f"offboard-{external_id}"
        good = self._play(
            "offboard", "--inventory", "localhost,", name=name,
            variables={
                "ansible_connection": "local",
                "offboard_customer": external_id,
                "offboard_confirm": external_id,
                "offboard_archive_directory": str(archive),
                "offboard_people": True,
                "offboard_organization": True,
                "offboard_wait_interval": self._wait_interval,
                "report_directory": str(self._folder / name),
            },
        )  # fmt: skip
        return "" if good else self._left(self._report("offboard", self._folder / name), name)

    def _left(self, report: dict[str, Any], name: str) -> str:
        parts = [
            f"{left} of {len(objects)} of {part}"
            for part, objects in report.get("parts", {}).items()
            if (left := sum(each["action"] != "removed" for each in objects))
        ]
        return f"{', '.join(parts) or 'what, is not known'}; what the playbook said: {self._said(name)}"

    def _play(self, playbook: str, *options: str, variables: dict[str, Any], name: str) -> bool:
        """Tell whether a playbook went well."""
        command = ["ansible-playbook", f"webex.wholesale.{playbook}", *options, "-e", json.dumps(variables)]
        with self._said(name).open("w") as output:
            process = subprocess.Popen(
                command, cwd=self._folder, env=self._environment(), stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
            try:
                return process.wait() == 0
            except BaseException:
                # Ctrl-C does not reach it, as it has a session of its own: so it is stopped once, and waited for.
                os.killpg(process.pid, signal.SIGINT)
                try:
                    process.wait(PATIENCE)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
                raise

    def _environment(self) -> dict[str, str]:
        here = ",".join(filter(None, (os.environ.get("no_proxy") or os.environ.get("NO_PROXY"), "127.0.0.1")))
        return os.environ | {
            "WEBEX_API_URL": self._url,
            # Reports stay here.
            "WEBEX_REPORT_UPLOAD_URL": "",
            "no_proxy": here,
            "NO_PROXY": here,
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_LOCALHOST_WARNING": "0",
            "ANSIBLE_INVENTORY_UNPARSED_WARNING": "0",
        }

    def _said(self, name: str) -> Path:
        return self._folder / f"{name}.log"

    @staticmethod
    def _report(name: str, folder: Path) -> dict[str, Any]:
        path = folder / name / "latest" / "report.json"
        found: dict[str, Any] = json.loads(path.read_text()) if path.is_file() else {}
        return found


def leftovers(caller: Caller, prefix: str, archive: Path) -> list[str]:
    """Return the external IDs of what earlier runs left: customers, and archives of some whose rest may be there."""
    found = []
    address: str | None = "/wholesale/customers"
    while address:
        seen = caller.get(address)
        found += [str(each.get("externalId", "")) for each in seen.items()]
        address = seen.entry["next"]
    found += [path.name for path in archive.glob("*") if path.is_dir()] if archive.is_dir() else []
    return sorted({each for each in found if each.startswith(prefix)})
