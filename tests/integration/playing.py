# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules; a playbook of which all tasks must succeed; what a simulator has that the examples need."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.simulator_server import ACCESS_TOKEN, SimulatorServer

HERE = Path(__file__).parent
MODULES = sorted(path.stem for path in (HERE.parent.parent / "plugins" / "modules").glob("*.py"))
DATABASE = "simulator.sqlite"


def play(playbook: Path, simulator: SimulatorServer, *options: str, results: Path | None = None) -> int:
    """Run a playbook whose tasks must all succeed, keep what they return, and tell how many changed something."""
    keeping = {
        "RESULTS": str(results),
        "ANSIBLE_CALLBACK_PLUGINS": str(HERE / "callback_plugins"),
        "ANSIBLE_CALLBACKS_ENABLED": "results",
    }
    here = ["-i", "localhost,", "-c", "local", "-e", f"ansible_python_interpreter={sys.executable}"]
    process = subprocess.run(
        ["ansible-playbook", *here, *options, str(playbook)],
        env={
            **os.environ,
            **(keeping if results else {}),
            "WEBEX_API_URL": simulator.url,
            "WEBEX_ACCESS_TOKEN": ACCESS_TOKEN,
            "ANSIBLE_NOCOLOR": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    output = process.stdout + process.stderr
    assert process.returncode == 0, output
    recap = re.search(r"^localhost +: ok=\d+ +changed=(\d+)", output, re.MULTILINE)
    assert recap, output
    return int(recap[1])
