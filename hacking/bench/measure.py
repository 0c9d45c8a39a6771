# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a program and measures it from outside, with everything that it starts."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE = 0.25
"""Seconds between two looks at the memory."""


@dataclass
class Measured:
    """Wall time in seconds, peak memory in MB: what all processes have at the same time, shared pages counted once."""

    seconds: float
    memory: float


def run(command: Sequence[str], environment: Mapping[str, str], log: Path) -> Measured:
    """Run a program to its end, which must be a success; what it says goes into the log."""
    peak = 0
    with log.open("w") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, env=os.environ | environment, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
        while process.poll() is None:
            peak = max(peak, sum(map(_memory, _session(process.pid))))
            time.sleep(SAMPLE)
        seconds = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{log.read_text()[-4000:]}")
    return Measured(seconds, peak / 1024)


def _session(leader: int) -> list[Path]:
    """Return the processes that the leader of a session has started, itself included."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        if int(fields[3]) == leader:
            found.append(folder)
    return found


def _memory(process: Path) -> int:
    """Return the proportional set size of a process in kB; 0 when it has ended."""
    try:
        found = re.search(r"^Pss: +(\d+)", (process / "smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) if found else 0
