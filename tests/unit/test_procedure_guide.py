# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the guide of Partner Hub's procedures names exists: variables, playbooks, modules, roles and tests."""

from __future__ import annotations

import re
from pathlib import Path

from tests.unit.test_documentation import read

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "docsite" / "rst" / "guide_procedure.rst").read_text()
WORDS = set(re.findall(r"``([^`]+)``", GUIDE))
OPTION = r"(?:onboarding_template|wholesale_customer|wholesale_user|location)\.\w+"


def test_every_variable_is_an_option() -> None:
    named = [word.split(".") for word in WORDS if re.fullmatch(OPTION, word)]
    assert len(named) > 30
    assert [
        (module, option) for module, option in named if option not in read(module, "DOCUMENTATION")["options"]
    ] == []


def test_every_test_exists() -> None:
    named = [word.split("::") for word in WORDS if "::" in word]
    assert len(named) > 15
    missing = [
        (file, name)
        for file, name in named
        if f"\ndef {name}(" not in (ROOT / "tests" / "integration" / file).read_text()
    ]
    assert missing == []


def test_every_playbook_module_and_role_exists() -> None:
    there = {path.stem for folder in ("playbooks", "plugins/modules") for path in (ROOT / folder).glob("*.*")}
    there |= {path.name for path in (ROOT / "roles").iterdir()}
    named = {word.removeprefix("webex.wholesale.") for word in WORDS if re.fullmatch(r"webex\.wholesale\.\w+", word)}
    assert named - there == set()
