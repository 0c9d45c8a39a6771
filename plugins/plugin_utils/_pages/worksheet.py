# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The page of an onboarding template's worksheet: what a person does in Partner Hub, made of the worksheet's Markdown.

The worksheet is written by ``module_utils/_nouns/template/worksheet.py``; its labels are Partner Hub's. A value can be
copied, as it is typed there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from . import HUB, Id, Page, Record, Section

VALUE = r"(`` .*? ``|`[^`]*`)"
REPLACED = re.compile(rf"([^`*:]+): {VALUE} becomes {VALUE}")
GIVEN = re.compile(rf"([^`*:]+): {VALUE}")
STATED = re.compile(r"([^`*:]+): (\*\*.+|clear it .+)")


def page(data: Mapping[str, Any], context: Mapping[str, Any]) -> Page:
    """Return the page."""
    title, intro = "Worksheet", ""
    steps: list[tuple[str, list[str]]] = []
    for line in str(data["worksheet"]).splitlines():
        if line.startswith("# "):
            title = plain(line[2:])
        elif step := re.match(r"\d+\. (.*)", line):
            steps.append((step[1], []))
        elif steps and line.startswith("   - "):
            steps[-1][1].append(line[5:])
        elif line:
            intro += plain(line)
    records = [_record(f"{number}. {plain(text)}", lines) for number, (text, lines) in enumerate(steps, 1)]
    sections = [Section("Steps in Partner Hub", records, links=[Id("Partner Hub", "", HUB)])] if records else []
    return Page(title, [], sections, intro=intro, source="The same steps are in the worksheet's Markdown.")


def plain(text: str) -> str:
    """Return a text without the marks of Markdown."""
    return re.sub(r"\*\*(.+?)\*\*", r"\1", re.sub(VALUE, lambda found: found[0].strip("`").strip(), text))


def _record(name: str, lines: Sequence[str]) -> Record:
    ids: list[Id] = []
    facts: dict[str, str] = {}
    notes: list[str] = []
    for line in lines:
        if replaced := REPLACED.fullmatch(line):
            facts[f"{replaced[1]}, until now"] = plain(replaced[2])
            ids.append(Id(replaced[1], plain(replaced[3])))
        elif given := GIVEN.fullmatch(line):
            ids.append(Id(given[1], plain(given[2])))
        elif stated := STATED.fullmatch(line):
            facts[stated[1]] = plain(stated[2])
        else:
            notes.append(plain(line))
    return Record(name, "", "busy", ids=ids, facts=facts, notes=notes, opened=True)
