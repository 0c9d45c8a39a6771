# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures of the simulator's own tests."""

from __future__ import annotations

import pytest

from tests.simulator.api import Api
from tests.simulator_server import SimulatorServer


@pytest.fixture
def api(simulator: SimulatorServer) -> Api:
    """A client with all scopes, of a simulator at its seed."""
    return Api(simulator)
