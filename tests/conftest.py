# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.simulator_server import SimulatorServer


@pytest.fixture(scope="session")
def simulator_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatorServer]:
    """One simulator for the whole session."""
    with SimulatorServer(tmp_path_factory.mktemp("simulator")) as server:
        yield server


@pytest.fixture
def simulator(simulator_process: SimulatorServer) -> SimulatorServer:
    """The session's simulator, back at its seed."""
    simulator_process.reset()
    return simulator_process
