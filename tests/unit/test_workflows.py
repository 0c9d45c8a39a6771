# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A forge runs what a developer runs: the workflows call targets of make, and may do no more than they need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TARGETS = set(re.findall(r"^\.PHONY: (\S+)$", (ROOT / "Makefile").read_text(), re.MULTILINE))


def jobs(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text())["jobs"]
    return found


def commands(job: dict[str, Any]) -> Iterator[str]:
    """Yield what a job runs, once for each value of its matrix."""
    for target in job.get("strategy", {}).get("matrix", {}).get("target", [""]):
        for step in job["steps"]:
            if "run" in step:
                yield step["run"].replace('"$TARGET"', target)


def test_every_command_is_a_target_of_make_that_exists() -> None:
    run = [
        command
        for path in WORKFLOWS
        for name, job in jobs(path).items()
        if name != "draft"  # works with the forge alone, and has no repository
        for command in commands(job)
    ]
    assert sorted(run) == ["make docs", "make matrix", "make release", "make test"]
    assert {command.removeprefix("make ") for command in run} <= TARGETS


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_only_the_job_without_the_repository_may_write(path: Path) -> None:
    assert yaml.safe_load(path.read_text())["permissions"] == {}
    for name, job in jobs(path).items():
        assert job["permissions"] == {"contents": "write" if name == "draft" else "read"}
        used = [step["uses"].partition("@")[0] for step in job["steps"] if "uses" in step]
        assert ("actions/checkout" in used) == (name != "draft")
