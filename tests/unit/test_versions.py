# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The versions that are promised are those that `make matrix` tries, and its page shows what came of them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from hacking.matrix import COMBINATIONS, PARTS, PYTHONS, Combination, Result, counted, page

ROOT = Path(__file__).parents[2]
OLDEST, *_MORE, NEWEST = PYTHONS
RESULT = Result(
    began="2026-11-25 20:30",
    system="Debian",
    cores=2,
    processor="Fast",
    state="0",
    versions=dict.fromkeys(("ansible-core", "python", "requests", "urllib3", "pydantic"), "1"),
    outcomes=dict.fromkeys(PARTS, "passed"),
    seconds=dict.fromkeys(PARTS, 10.0),
)


def lines(name: str) -> dict[str, str]:
    """Return what a file of requirements asks for, by library."""
    found = re.findall(r"^([\w-]+)(?=[=<>])(.*)", (ROOT / name).read_text(), re.MULTILINE)
    return dict(found)


def minor(version: str) -> str:
    return version.rpartition(".")[0]


def test_the_oldest_ansible_core_is_the_one_that_the_collection_asks_for() -> None:
    runtime = yaml.safe_load((ROOT / "meta" / "runtime.yml").read_text())
    assert runtime["requires_ansible"] == f">={minor(OLDEST)}.0"


def test_the_oldest_libraries_are_the_lower_bounds() -> None:
    bounds = {name: bound.split(",")[0] for name, bound in lines("requirements.txt").items()}
    oldest = {name: pin.replace("==", "").removesuffix(".0") for name, pin in lines("requirements-oldest.txt").items()}
    assert bounds == {name: f">={version}" for name, version in oldest.items()}


def test_make_test_runs_the_newest_ansible_core_of_python_3_11() -> None:
    default = [core for core, pythons in PYTHONS.items() if "3.11" in pythons][-1]
    assert lines("requirements-dev.in")["ansible-core"] == f"=={default}"
    assert Combination(default, "3.11", oldest=True) in COMBINATIONS
    assert f"{Combination(default, '3.11', oldest=True)} --" in (ROOT / "Makefile").read_text()


def test_the_readme_promises_what_is_tried() -> None:
    readme = " ".join((ROOT / "README.md").read_text().split())
    assert f"ansible-core {minor(OLDEST)} to {minor(NEWEST)}" in readme


def test_the_page_shows_what_failed_and_what_has_not_run() -> None:
    bad = replace(RESULT, outcomes=RESULT.outcomes | {"unit": "2 failed, 5 passed"})
    first, second, third, fourth = COMBINATIONS[:4]
    text = page({first: RESULT, second: bad, third: None, fourth: replace(RESULT, outcomes={"unit": "passed"})})
    assert "1 of 4 combinations pass, 2 have not run to their end." in text
    assert "on Debian with 2 CPUs (Fast)." in text
    assert text.count("     - **2 failed, 5 passed**\n") == 1
    assert text.count("     - not run\n") == 5


def test_what_has_failed_or_what_is_for_other_code_runs_again() -> None:
    bad = replace(RESULT, outcomes=RESULT.outcomes | {"smoke": "1 failed, 5 passed"})
    for before, state, left in ((bad, "0", {"smoke"}), (RESULT, "0", set()), (RESULT, "other", set(PARTS))):
        new = replace(RESULT, outcomes={}, seconds={}, state=state)
        new.resume(before)
        assert PARTS.keys() - new.outcomes.keys() == PARTS.keys() - new.seconds.keys() == left


@pytest.mark.parametrize(
    ("attributes", "well", "words"),
    [
        ('tests="7" skipped="0" failures="0" errors="0"', True, "7 passed"),
        ('tests="7" skipped="1" failures="0" errors="0"', True, "6 passed, 1 skipped"),
        ('tests="7" skipped="0" failures="1" errors="1"', False, "2 failed, 5 passed"),
        # The session has failed for a secret or the contract, after its tests.
        ('tests="7" skipped="0" failures="0" errors="0"', False, "failed, 7 passed"),
    ],
)
def test_tests_are_counted(attributes: str, well: bool, words: str, tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(f"<testsuites><testsuite {attributes}/></testsuites>")
    assert counted(report, well) == words


def test_tests_that_never_began_have_failed(tmp_path: Path) -> None:
    assert counted(tmp_path / "none.xml", well=False) == "failed"
