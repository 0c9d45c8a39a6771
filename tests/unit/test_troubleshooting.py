# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who has a message finds it in the guide: every code, status and line of the doctor is there, and no other."""

from __future__ import annotations

import re

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._http.errors import CODE_HINTS, HINTS, SERVER_HINT
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.precheck import SUCCESS

from tests.documents import ROOT

GUIDE = (ROOT / "docs" / "docsite" / "rst" / "guide_troubleshooting.rst").read_text()
SECTIONS = dict(zip(*(iter(re.split(r"^(.+)\n-{3,}\n", GUIDE, flags=re.MULTILINE)[1:]),) * 2, strict=True))
SOURCES = "".join(path.read_text() for path in (ROOT / "plugins").rglob("*.py"))


def rows(section: str) -> dict[str, str]:
    """Return what the tables of a section say, by each name in the first column."""
    found = re.findall(r"^   \* - (.+)\n((?:     .*\n)+)", SECTIONS[section], re.MULTILINE)
    named = [(re.findall(r"``(.+?)``|\*(.+?)\*", first), " ".join(rest.split())) for first, rest in found]
    return {code or words: rest for names, rest in named for code, words in names}


CODES, STATUSES, LINES = (rows(f"By {what}") for what in ("error code", "HTTP status", "line of the doctor"))


def test_the_guide_has_the_codes_that_the_collection_acts_upon_and_no_others() -> None:
    named = set(re.findall(r"\b(?:BATCH|WXC)-\d+", SOURCES))
    assert set(CODES) == {*CODE_HINTS, SUCCESS, *named}


@pytest.mark.parametrize("code", CODE_HINTS)
def test_what_to_do_about_a_code_is_what_the_message_says(code: str) -> None:
    assert CODES[code].endswith(f"- {CODE_HINTS[code]}")


def test_what_to_do_about_a_status_is_what_the_message_says() -> None:
    hints = {str(status): hint for status, hint in HINTS.items()}
    assert set(STATUSES) == {*hints, "500", "502", "503", "504"}
    for status, told in STATUSES.items():
        assert told.endswith(f"- {hints.get(status, SERVER_HINT)}")


def test_every_line_of_the_doctor_is_explained() -> None:
    source = (ROOT / "plugins" / "module_utils" / "_doctor.py").read_text()
    names = set(re.findall(r"""_(?:note|believed)\(\s*"([^":]+)""", source))
    names = {re.sub(r"^Assumptions? A.*", "Assumptions ...", name) for name in names} | {"Scope ..."}
    assert set(LINES) == names


def test_the_sentences_that_the_guide_quotes_are_those_of_the_collection() -> None:
    quoted = re.findall(r"(?<![*\w])\*([^*\n]*?)\*(?![*\w])", SECTIONS["By symptom"])
    parts = [part.strip(" ;") for words in quoted if "..." in words for part in words.split("...") if part.strip(" ;")]
    assert len(parts) > 5
    said = " ".join(re.sub(r'"\s*\n?\s*f?"', "", SOURCES).split())
    assert [part for part in parts if part not in said] == []
