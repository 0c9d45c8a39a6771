# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures for all tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

from tests import secret_search
from tests.contract.session import Session
from tests.simulator_server import SimulatorServer

SESSION = pytest.StashKey[Session]()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Have every Ansible write what it says to one file, and every simulator record, whoever starts them."""
    session.config.stash[SESSION] = Session(" ".join(session.config.args))
    secret_search.OUTPUTS.mkdir(parents=True, exist_ok=True)
    os.environ["ANSIBLE_LOG_PATH"] = str(secret_search.OUTPUTS / "ansible.log")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the session when a secret was shown, or when a request or an answer violates the contract."""
    secrets = list(secret_search.found(session.config.stash[SESSION].folder, "*.jsonl"))
    said, well = session.config.stash[SESSION].finish()
    if said:
        print("", *said, sep="\n")  # noqa: T201
    if not well:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    folder = session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    secrets += [
        *secret_search.found(secret_search.OUTPUTS, "*"),
        *secret_search.found(folder, *secret_search.LEFT_BEHIND),
    ]
    if secrets:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        print("", "SECRETS WERE SHOWN:", *secrets, sep="\n")  # noqa: T201
    else:
        shutil.rmtree(secret_search.OUTPUTS, ignore_errors=True)


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
