# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the pages and forms for contributors send people to is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
HOOKS = ROOT / ".pre-commit-config.yaml"
PAGES = [ROOT / "CONTRIBUTING.md", ROOT / ".github" / "pull_request_template.md", *FORMS]

COMMAND = re.compile(r"(?:`|^ *|entry: )make ([a-z][a-z-]*)", re.MULTILINE)
PLACE = re.compile(r"(?<![\w/.:-])((?:[\w.-]+/)+[\w.-]*\w|(?:SECURITY|CONTRIBUTING)\.md)(?:#([\w-]+))?")
NOT_YET = {
    "changelogs/fragments/code-12345.yml",  # of the invented first change
    "reports/doctor/latest/report.json",  # where the doctor ran
}


def named(path: Path) -> Path:
    return path.relative_to(ROOT)


@pytest.mark.parametrize("page", [*PAGES, HOOKS], ids=lambda page: str(named(page)))
def test_every_make_target_exists(page: Path) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert {*COMMAND.findall(page.read_text())} <= {*targets}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(named(page)))
def test_every_file_exists_and_has_the_heading(page: Path) -> None:
    for place, anchor in PLACE.findall(page.read_text()):
        assert place in NOT_YET or (ROOT / place).exists(), place
        if anchor:
            headings = {line.lower().replace(" ", "-") for line in (ROOT / place).read_text().splitlines()}
            assert anchor in headings


def test_the_first_change_is_where_the_page_says() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text()
    files = [ROOT / place for place, _anchor in PLACE.findall(text) if place.endswith(".py")]
    names = re.findall(r"`([A-Za-z]+_\w+)`", text)
    assert {"CODE_HINTS", "test_the_code_says_more_than_the_status"} <= {*names}
    for name in names:
        assert any(name in path.read_text() for path in files), name


def test_the_hooks_need_nothing_but_what_make_venv_installs() -> None:
    installed = re.findall(r"^[\w-]+", (ROOT / "requirements-dev.in").read_text(), re.MULTILINE)
    for repository in yaml.safe_load(HOOKS.read_text())["repos"]:
        assert repository["repo"] == "local"
        for hook in repository["hooks"]:
            assert hook["language"] == "system"
            program = hook["entry"].split()[0]
            assert program == "make" or program.removeprefix(".venv/bin/") in installed, program
