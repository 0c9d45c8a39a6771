# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures for the tests of examples and of jobs in AWX."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from hacking.archive import build
from tests.integration.awx_jobs import CORES, IMAGE, ROOT, Awx
from tests.integration.awx_set_up import PROJECT, set_up
from tests.integration.awx_stand_in import TOKEN, serve
from tests.integration.awx_stand_in import Awx as StandIn
from tests.integration.playing import DATABASE, HERE, play
from tests.simulator_server import SimulatorServer


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the collection, in a folder of its own."""
    return build(ROOT, tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="session")
def installed(archive: Path) -> Path:
    """The collection, installed from its archive."""
    subprocess.run(
        ["ansible-galaxy", "collection", "install", str(archive), "--offline", "-p", str(archive.parent)],
        # On the usual path the collection is there already, and galaxy would find nothing to install.
        env={**os.environ, "ANSIBLE_COLLECTIONS_PATH": str(archive.parent)},
        check=True,
        capture_output=True,
    )
    return archive.parent


@pytest.fixture
def awx(tmp_path: Path, simulator: SimulatorServer, installed: Path, image: Path) -> Awx:
    """An AWX with an empty Webex."""
    return Awx(tmp_path, simulator.url, installed, image)


@pytest.fixture(scope="session")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[StandIn, int, str]]:
    """An AWX that was empty, set up once, with what that said."""
    with serve(path.name for path in PROJECT.iterdir()) as stand_in:
        yield stand_in, *set_up(stand_in.url, TOKEN, tmp_path_factory.mktemp("first"), "-vvv", "--diff")


def _core(version: str) -> Path:
    python = CORES[version]
    made = subprocess.run([ROOT / "hacking" / "core", version, python], capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip(f"no ansible-core {version} on Python {python}: {made.stderr.strip().splitlines()[-1]}")
    return Path(made.stdout.strip())


@pytest.fixture(scope="session", params=CORES)
def core(request: pytest.FixtureRequest) -> Path:
    """An environment with one version of ansible-core."""
    return _core(request.param)


@pytest.fixture(scope="session")
def image() -> Path:
    """An environment with the ansible-core of the example image."""
    return _core(IMAGE)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A simulator's database in which everything exists that the examples need."""
    folder = tmp_path_factory.mktemp("prepared")
    simulator = SimulatorServer(folder, database=str(folder / DATABASE)).start()
    try:
        play(HERE / "examples.yml", simulator)
    finally:
        simulator.stop()
    return folder / DATABASE
