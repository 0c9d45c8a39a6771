# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be told of the rows of ASSUMPTIONS.md, each by a function of a few lines that returns a finding."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from ansible_collections.webex.wholesale.plugins.module_utils._http.errors import WebexError

from hacking.live.caller import NoAnswer
from hacking.live.site import Missing, Site

ASSUMPTIONS = Path(__file__).resolve().parents[3] / "roles" / "simulator" / "files" / "ASSUMPTIONS.md"
PROVED, REFUTED, UNSEEN = "proved", "refuted", "not observed"


class Stage(Enum):
    """When a row is looked at."""

    READING = "while reading"
    BUSY = "while the customer is provisioned"
    THERE = "when all is there"
    LAST = "before all is removed"
    AFTER = "in all that was seen"


class Finding(NamedTuple):
    """What came of a row. `seen` has nothing of anybody."""

    verdict: str
    seen: str


class Row(NamedTuple):
    """A row of ASSUMPTIONS.md."""

    number: str
    section: str
    what: str
    choice: str
    how: str


Check = Callable[[Site], Finding]
CHECKS: dict[str, tuple[Stage, Check]] = {}
"""Row -> when and how to look. A row that is not in here needs a person, time, or another account."""


def belief(row: str, stage: Stage) -> Callable[[Check], Check]:
    """Note that a function looks at a row."""

    def note(check: Check) -> Check:
        if row in CHECKS:
            raise ValueError(f"{row} has two checks")
        CHECKS[row] = (stage, check)
        return check

    return note


def holds(true: bool, seen: str) -> Finding:
    """Return that a row is proved or refuted by what was seen."""
    return Finding(PROVED if true else REFUTED, seen)


def unseen(why: str) -> Finding:
    """Return that nothing can be told of a row."""
    return Finding(UNSEEN, why)


def look(site: Site, stage: Stage) -> Iterator[tuple[str, Finding]]:
    """Yield what can be told at a stage. A check that cannot go on tells that, and stops no other one."""
    for row, (when, check) in CHECKS.items():
        if when is stage:
            try:
                yield row, check(site)
            except Missing as missing:
                yield row, unseen(f"{missing}.")
            except NoAnswer:
                yield row, unseen("Webex gave no answer.")
            # What an answer lacks that a check takes for granted. The words of an error could hold what it has.
            except (WebexError, KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
                yield row, unseen(f"An answer was not of the form that this looks for ({type(error).__name__}).")


def rows() -> dict[str, Row]:
    """Return the rows of ASSUMPTIONS.md, by number."""
    found, section = {}, ""
    for line in ASSUMPTIONS.read_text().splitlines():
        if line.startswith("## "):
            section = line.removeprefix("## ")
        if re.match(r"\| A\d+ \|", line):
            number, what, choice, _why, _depends, how = (each.strip() for each in line.strip("| ").split(" | "))
            found[number] = Row(number, section, what, choice, how)
    return found
