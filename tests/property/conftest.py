# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many examples Hypothesis tries, and the simulator that they are tried on."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.simulator_server import ASKING, SimulatorServer

# The simulator is not started again for each example: the examples reset it themselves.
COMMON = {
    "deadline": None,
    "database": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}
settings.register_profile("quick", derandomize=True, max_examples=8, phases=[Phase.generate], **COMMON)  # type: ignore[arg-type]
settings.register_profile("long", max_examples=200, print_blob=True, **COMMON)  # type: ignore[arg-type]
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


class Watched(SimulatorServer):
    """A simulator of which the requests can be told step by step, however long it runs."""

    _position = 0

    def step(self) -> list[str]:
        """Return the writes since the last call, as method and path; a precheck or an exchanged token is none."""
        with self.log.open("rb") as log:
            log.seek(self._position)
            news = log.read()
        whole = news[: news.rfind(b"\n") + 1]  # the simulator may be in the middle of a line
        self._position += len(whole)
        entries = [json.loads(line) for line in whole.splitlines()]
        return [
            f"{each['method']} {each['path']} {each['status']}"
            for each in entries
            if each["method"] != "GET" and not re.search(ASKING, each["path"])
        ]


@pytest.fixture(scope="session")
def webex(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """One simulator for all examples, which is quicker than Webex."""
    with Watched(tmp_path_factory.mktemp("simulator"), provisioning_delay=0.01) as server:
        yield server
