# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The EXAMPLES of every module work as they stand: in check mode they write nothing, a second run changes nothing."""

from __future__ import annotations

import importlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.webex.wholesale.plugins.module_utils._engine.noun import Reader
from ansible_collections.webex.wholesale.plugins.module_utils._module import KINDS, Kind
from ansible_collections.webex.wholesale.plugins.module_utils._workbook.template import template

from tests.integration.playing import DATABASE, MODULES, play
from tests.returned import OF_ANSIBLE, keep, misfits
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


def _options(noun: type[Reader[Any]], kind: Kind) -> set[str]:
    return set(KINDS[kind][0](noun))


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_do_what_check_mode_told_and_then_nothing_and_return_what_is_documented(
    module: str, world: SimulatorServer, tmp_path: Path
) -> None:
    imported = importlib.import_module(f"ansible_collections.webex.wholesale.plugins.modules.{module}")
    (tmp_path / "tasks.yml").write_text(imported.EXAMPLES)
    template("en").save(tmp_path / "customers.xlsx")
    (tmp_path / "hudson-legal.csv").write_text("email\nada@hudson-legal.example.com\n")
    playbook = tmp_path / "playbook.yml"
    playbook.write_text(PLAY)

    results = tmp_path / "results.jsonl"

    predicted = play(playbook, world, "--check", "--diff", results=results)
    assert not world.writes()
    if module.endswith("_info") or module in ("doctor", "wholesale_audit", "wholesale_precheck"):
        assert predicted == 0
    else:
        assert predicted > 0
        assert play(playbook, world, results=results) == predicted
        assert play(playbook, world) == 0

    kept = [json.loads(line) for line in results.read_text().splitlines()]
    returned = [each["returned"] for each in kept if each["module"] == f"webex.wholesale.{module}"]
    assert returned
    documented = yaml.safe_load(imported.RETURN)
    # An object has the options that were given to create it.
    given = OF_ANSIBLE | (_options(*imported.TASK) if hasattr(imported, "TASK") else set())
    assert [misfit for each in returned for misfit in misfits(documented, each, given)] == []
    if samples := os.environ.get("SAMPLES"):
        keep(Path(samples), module, returned, tmp_path)
