# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a page of measurements or results says about the machine that it was made on."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path


def cores() -> int:
    """Return how many CPUs this process may use."""
    return len(os.sched_getaffinity(0))


def processor() -> str:
    """Return the name of the CPU."""
    found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found[1] if found else platform.machine()


def system() -> str:
    """Return the name of the operating system."""
    return platform.freedesktop_os_release()["PRETTY_NAME"]
