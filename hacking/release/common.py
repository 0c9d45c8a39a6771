# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Programs that a release is held against, and where they find nothing but what is meant for them."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from hacking.archive import ROOT

PYTHON = str(ROOT / ".venv" / "bin" / "python")


class Failed(Exception):
    """What a release must not have."""


def run(*command: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> str:
    """Run a program that must succeed; return what it says."""
    done = subprocess.run(
        command, cwd=cwd, env=env, text=True, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode:
        raise Failed(f"{' '.join(map(str, command[:3]))} ... ended with {done.returncode}:\n{done.stdout}")
    return done.stdout


def environment(place: Path, *packages: str) -> Path:
    """Make a virtual environment with these packages, once; return where its programs are."""
    return Path(run(ROOT / "hacking" / "environment", place, PYTHON, *packages).strip()) / "bin"


def alone(programs: Path, home: Path, **others: str) -> dict[str, str]:
    """Return the variables of a shell that has a home of its own, and knows neither this work tree nor .venv."""
    return {"PATH": f"{programs}:/usr/bin:/bin", "HOME": str(home), "LANG": "C.UTF-8", **others}
