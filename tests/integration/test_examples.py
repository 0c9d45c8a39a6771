# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The EXAMPLES of every module work as they stand: in check mode they write nothing, a second run changes nothing."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._workbook.template import template

from tests.simulator_server import ACCESS_TOKEN, SimulatorServer

HERE = Path(__file__).parent
MODULES = sorted(path.stem for path in (HERE.parent.parent / "plugins" / "modules").glob("*.py"))
DATABASE = "simulator.sqlite"
# Looks at Webex's progress more often than is fit for the real one.
PLAY = """
- name: Run the examples
  hosts: localhost
  gather_facts: false
  module_defaults:
    webex.wholesale.billing_report: {wait_interval: 0.1}
    webex.wholesale.wholesale_customer: {wait_interval: 0.1}
    webex.wholesale.wholesale_customers: {wait_interval: 0.1}
    webex.wholesale.location: {wait_interval: 0.1}
    webex.wholesale.locations: {wait_interval: 0.1}
  tasks:
    - name: Run them
      ansible.builtin.import_tasks: tasks.yml
"""


def play(playbook: Path, simulator: SimulatorServer, *options: str) -> int:
    """Run a playbook whose tasks must all succeed; return how many of them changed something."""
    here = ["-i", "localhost,", "-c", "local", "-e", f"ansible_python_interpreter={sys.executable}"]
    process = subprocess.run(
        ["ansible-playbook", *here, *options, str(playbook)],
        env={
            **os.environ,
            "WEBEX_API_URL": simulator.url,
            "WEBEX_ACCESS_TOKEN": ACCESS_TOKEN,
            "ANSIBLE_NOCOLOR": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    output = process.stdout + process.stderr
    assert process.returncode == 0, output
    recap = re.search(r"^localhost +: ok=\d+ +changed=(\d+)", output, re.MULTILINE)
    assert recap, output
    return int(recap[1])


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A simulator's database in which everything exists that the examples need."""
    folder = tmp_path_factory.mktemp("prepared")
    simulator = SimulatorServer(folder, database=str(folder / DATABASE)).start()
    try:
        play(HERE / "examples.yml", simulator)
    finally:
        simulator.stop()
    return folder / DATABASE


@pytest.fixture
def world(prepared: Path, tmp_path: Path) -> Iterator[SimulatorServer]:
    """A simulator of one's own, with the prepared objects."""
    shutil.copy(prepared, tmp_path / DATABASE)
    simulator = SimulatorServer(tmp_path, database=str(tmp_path / DATABASE)).start()
    yield simulator
    simulator.stop()


@pytest.mark.parametrize("module", MODULES)
def test_examples(module: str, world: SimulatorServer, tmp_path: Path) -> None:
    imported = importlib.import_module(f"ansible_collections.webex.wholesale.plugins.modules.{module}")
    (tmp_path / "tasks.yml").write_text(imported.EXAMPLES)
    template("en").save(tmp_path / "customers.xlsx")
    playbook = tmp_path / "playbook.yml"
    playbook.write_text(PLAY)

    predicted = play(playbook, world, "--check", "--diff")
    assert not world.writes()
    if module.endswith("_info") or module in ("doctor", "wholesale_audit", "wholesale_precheck"):
        assert predicted == 0
        return
    assert predicted > 0
    assert play(playbook, world) == predicted
    assert play(playbook, world) == 0
