# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prepare a home folder (the argument) for ansible-test, so that it needs only the package index pip is set up with."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

# ansible-test puts pip into its environments with a script that it downloads from a site of its own. Many networks do
# not reach that site, and the pip that comes with Python does as well: so never download.
BOOTSTRAP = """\
import subprocess
import sys

packages = [argument for argument in sys.argv[1:] if not argument.startswith("--no-")]
# In a process of its own, because ensurepip switches pip's settings off for the rest of the process.
subprocess.run([sys.executable, "-m", "ensurepip"], check=True)
subprocess.run([sys.executable, "-m", "pip", "install", *packages], check=True)
"""
PIP_VERSIONS = ["23_1_2", "24_2", "25_2"]  # of core 2.16-2.17, 2.18-2.19, 2.20-2.21


def pip_settings() -> dict[str, str]:
    """Return pip's settings of this user: ansible-test hands on neither PIP_* variables nor the real home folder."""
    listing = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], check=True, capture_output=True, text=True
    ).stdout
    settings: dict[str, str] = {}
    for line in listing.splitlines():
        name, value = line.split("=", maxsplit=1)
        # Environment variables win, and are listed first.
        settings.setdefault(name.rpartition(".")[2], ast.literal_eval(value))
    return settings


def main() -> None:
    home = Path(sys.argv[1])
    cache = home / ".ansible" / "test" / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    for version in PIP_VERSIONS:
        (cache / f"get_pip_{version}.py").write_text(BOOTSTRAP)
    config = home / ".config" / "pip" / "pip.conf"
    config.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{name} = {' '.join(value.split())}" for name, value in pip_settings().items()]
    config.write_text("\n".join(["[global]", *lines, ""]))
    config.chmod(0o600)  # an index address may hold a password


if __name__ == "__main__":
    main()
