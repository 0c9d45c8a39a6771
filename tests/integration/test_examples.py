# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The EXAMPLES of every module work as they stand: in check mode they write nothing, a second run changes nothing."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._workbook.template import template

from tests.integration.playing import DATABASE, MODULES, play
from tests.simulator_server import SimulatorServer

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


@pytest.fixture
def world(prepared: Path, tmp_path: Path) -> Iterator[SimulatorServer]:
    """A simulator of one's own, with the prepared objects."""
    shutil.copy(prepared, tmp_path / DATABASE)
    simulator = SimulatorServer(tmp_path, database=str(tmp_path / DATABASE)).start()
    yield simulator
    simulator.stop()


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_do_what_check_mode_told_and_then_nothing(
    module: str, world: SimulatorServer, tmp_path: Path
) -> None:
    imported = importlib.import_module(f"ansible_collections.webex.wholesale.plugins.modules.{module}")
    (tmp_path / "tasks.yml").write_text(imported.EXAMPLES)
    template("en").save(tmp_path / "customers.xlsx")
    (tmp_path / "hudson-legal.csv").write_text("email\nada@hudson-legal.example.com\n")
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
