# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The archive at work elsewhere: outside of the work tree, in environments that hold only what users have."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from hacking import image
from hacking.archive import ROOT
from hacking.release.common import alone, environment, run

WORKBOOK = "plugin: webex.wholesale.workbook\nworkbook: customers.xlsx\n"


class Elsewhere:
    """A folder with an empty home and the collection, installed from its archive."""

    def __init__(self, folder: Path, archive: Path) -> None:
        self.folder, self.archive = folder, archive
        self.home = folder / "home"
        self.home.mkdir()
        self.collections = folder / "collections"
        self.collection = self.collections / "ansible_collections" / "webex" / "wholesale"
        self.simulator = Path()

    def lean(self) -> Iterator[str]:
        """With the newest ansible-core and the libraries of modules and simulator, nothing else, it runs the demo."""
        shell = {**os.environ, "ANSIBLE_COLLECTIONS_PATH": str(self.collections)}
        run("ansible-galaxy", "collection", "install", self.archive, "--offline", "-p", self.collections, env=shell)
        run("ansible-galaxy", "collection", "verify", "webex.wholesale", "--offline", env=shell)
        needed = [self.collection / each for each in ("requirements.txt", "roles/simulator/files/requirements.txt")]
        programs = environment(self.folder / "lean", "ansible-core", *(f"--requirement={each}" for each in needed))
        self.simulator = programs / "python"
        yield from self._demo(programs)

    def imaged(self) -> Iterator[str]:
        """With what an execution environment installs, nothing else, it runs the demo and reads a workbook."""
        packages = image.packages(image.context(self.archive, self.folder / "image"), self.collections)
        yield f"the image installs {', '.join(packages)}"
        programs = environment(self.folder / "imaged", *packages)
        # The simulator is no part of an image: it runs outside, as Webex does.
        yield from self._demo(programs, SIMULATOR_PYTHON=str(self.simulator))

        (self.folder / "customers.webex_workbook.yml").write_text(WORKBOOK)
        shell = self._shell(programs, ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED="true")
        run("ansible-playbook", "webex.wholesale.workbook_template", cwd=self.folder, env=shell)
        listing = run("ansible-inventory", "-i", "customers.webex_workbook.yml", "--list", cwd=self.folder, env=shell)
        yield f"a new workbook is an inventory: {', '.join(json.loads(listing)['_meta']['hostvars'])}"

    def _demo(self, programs: Path, **others: str) -> Iterator[str]:
        shell = self._shell(programs, **others)
        said = run(ROOT / "hacking" / "demo", self.collection, self.folder / f"{programs.parent.name}-demo", env=shell)
        yield run("ansible", "--version", env=shell).splitlines()[0]
        yield from (line for line in said.splitlines() if line.startswith("The second run"))

    def _shell(self, programs: Path, **others: str) -> dict[str, str]:
        return alone(programs, self.home, ANSIBLE_COLLECTIONS_PATH=str(self.collections), **others)
