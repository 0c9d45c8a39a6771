# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The execution environment of examples/execution-environment.yml, as far as it goes without a container engine."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import yaml

from hacking.archive import ROOT


def context(archive: Path, folder: Path) -> Path:
    """Lay out what a user has, the archive and beside it the example; return the context that ansible-builder makes."""
    example = folder / "examples" / "execution-environment.yml"
    example.parent.mkdir(parents=True)
    example.write_text((ROOT / "examples" / example.name).read_text())
    (folder / archive.name).write_bytes(archive.read_bytes())
    options = ["--file", str(example), "--context", "context", "--output-filename", "Containerfile"]
    subprocess.run(["ansible-builder", "create", *options], cwd=folder, check=True, capture_output=True)
    return folder / "context"


def wanted(collections: Path) -> dict[str, Any]:
    """Return what ansible-builder takes from installed collections: packages of Python, and of the system."""
    done = subprocess.run(
        ["ansible-builder", "introspect", str(collections)],
        env={**os.environ, "ANSIBLE_COLLECTIONS_PATH": str(collections)},
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, Any] = yaml.safe_load(done.stdout)
    return found


def packages(context: Path, collections: Path) -> list[str]:
    """Return all that pip installs into the image."""
    [installed] = re.findall(
        r'^ARG ANSIBLE_INSTALL_REFS="(.*)"$', (context / "Containerfile").read_text(), re.MULTILINE
    )
    return [*installed.split(), *(line.partition("  #")[0] for line in wanted(collections)["python"])]
