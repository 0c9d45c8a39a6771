# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures for the tests of jobs in AWX."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.integration.awx_jobs import ROOT, Awx
from tests.simulator_server import SimulatorServer


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The collection, built and installed from its archive."""
    folder = tmp_path_factory.mktemp("archive")
    for command in (
        ["build", str(ROOT), "--output-path", str(folder)],
        ["install", str(folder / "webex-wholesale-0.1.0.tar.gz"), "--offline", "-p", str(folder)],
    ):
        subprocess.run(
            ["ansible-galaxy", "collection", *command],
            env={**os.environ, "ANSIBLE_COLLECTIONS_PATH": str(folder)},
            check=True,
            capture_output=True,
        )
    return folder


@pytest.fixture
def awx(tmp_path: Path, simulator: SimulatorServer, installed: Path) -> Awx:
    """An AWX with an empty Webex."""
    return Awx(tmp_path, simulator.url, installed)
