# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The facts of a run: who ran it, when, with which inventory."""

from __future__ import annotations

import getpass
import os
import re
import subprocess
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from ansible import constants as C  # noqa: N812

UTC = timezone.utc  # noqa: UP017 (not before Python 3.11)
NAMES = (
    "ansible_check_mode",
    "ansible_inventory_sources",
    "awx_inventory_name",
    "awx_job_id",
    "awx_job_template_name",
    "awx_project_revision",
    "awx_user_name",
    "calls",
    "seconds",
)
"""The variables that tell of a run."""
PERSONAL = ("by", "inventory", "job_template", "revision")
"""The facts that a page must not tell which names nobody."""
WHEN = "%Y-%m-%dT%H:%M:%SZ"


def facts(variables: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of the run whose host has these variables; what is not known is not in there."""
    now = datetime.now(UTC)
    seconds = variables.get("seconds", _seconds())
    sources = [str(each) for each in variables.get("ansible_inventory_sources") or []]
    calls = variables.get("calls")
    found = {
        "written_at": now.strftime(WHEN),
        "started_at": (now - timedelta(seconds=seconds)).strftime(WHEN) if seconds is not None else None,
        "seconds": seconds,
        "by": _text(variables, "awx_user_name") or _user(),
        "job": _text(variables, "awx_job_id"),
        "job_template": _text(variables, "awx_job_template_name"),
        "inventory": _text(variables, "awx_inventory_name") or ", ".join(map(_short, sources)),
        "revision": _text(variables, "awx_project_revision")[:12] or _revision(sources),
        "calls": int(calls) if calls is not None else None,
        "check_mode": bool(variables.get("ansible_check_mode")),
    }
    return {name: value for name, value in found.items() if value not in (None, "")}


def stamp(run: Mapping[str, Any]) -> str:
    """Return a name for a folder of this run, which sorts by time; jobs of AWX may run at the same time."""
    at = str(run["written_at"]).replace(":", "")
    return f"{at}-job-{run['job']}" if "job" in run else at


def _text(variables: Mapping[str, Any], name: str) -> str:
    return str(variables.get(name) or "")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container's user may have no name
        return ""


def _short(source: str) -> str:
    """Return a path as a person would type it; a list of hosts, as in ``-i localhost,``, is left as it is."""
    relative = os.path.relpath(source) if source.startswith("/") else source
    return source if relative.startswith("..") else relative


def _revision(sources: list[str]) -> str:
    """Return the revision of the repository that the inventory is in."""
    for path in map(Path, sources):
        if path.exists():
            folder = path if path.is_dir() else path.parent
            head = _output("git", "-C", str(folder), "rev-parse", "--short=12", "HEAD")
            if head:
                edited = _output("git", "-C", str(folder), "status", "--porcelain", "--", ".")
                return f"{head}, edited since" if edited else head
    return ""


def _seconds() -> int | None:
    """Return for how long Ansible has been running.

    A filter runs in one of its children. Ansible's folder for temporary files has the number of the process, and 8
    random characters.
    """
    found = re.search(r"ansible-local-(\d+)\w{8}$", str(getattr(C, "DEFAULT_LOCAL_TMP", "")))
    process = found[1] if found else ""
    took = re.fullmatch(r"(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+)", _output("ps", "-o", "etime=", "-p", process))
    if not process or not took:
        return None
    days, hours, minutes, seconds = (int(each or 0) for each in took.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds


def _output(*command: str) -> str:
    """Return what a command says, nothing if it fails or is not there."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
