# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is sent to the simulator, it never answers 500 and never leaves a traceback."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from random import Random

import pytest

from tests.property.requests_of_all_kinds import Ground, fire, shot
from tests.simulator_server import SimulatorServer

# More of them: make fuzz.
SEEDS = int(os.environ.get("FUZZ_SEEDS", "8"))
REQUESTS = 250
LAGGING = {"lag": {"seed": 1, "share": 0.5, "list": 0.2, "other": 0.2, "single": 0.1}, "shifting_pages": 10}


@pytest.fixture(scope="module")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatorServer]:
    """One simulator that stands all of it."""
    with SimulatorServer(tmp_path_factory.mktemp("fuzz"), provisioning_delay=0.01) as server:
        yield server


def complaints(server: SimulatorServer) -> str:
    """Return what the simulator has written to its standard error, except that a request was no HTTP."""
    lines = (server.directory / "stderr.txt").read_text().splitlines()
    return "\n".join(line for line in lines if "Invalid HTTP request received." not in line)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_500_and_no_traceback(simulator: SimulatorServer, seed: int) -> None:
    """Each seed makes up its requests, every second one on a simulator that lags."""
    dice, ground = Random(seed), Ground(simulator)
    if seed % 2:
        simulator.faults(LAGGING)
    before, answered = complaints(simulator), 0
    for _request in range(REQUESTS):
        each = shot(dice, ground)
        status = fire(simulator, each)
        said = complaints(simulator)
        assert (status < 500, said) == (True, before), f"{each.content[:4000]!r}\n{said[len(before) :][-6000:]}"
        answered += 200 <= status < 300
    assert answered > REQUESTS / 20, "hardly anything was right, so hardly anything was tried"
    time.sleep(0.02)  # what was begun is carried out by the next request
    assert simulator.info()["org"]
    assert fire(simulator, shot(Random(0), ground)) != 500
    assert complaints(simulator) == before
