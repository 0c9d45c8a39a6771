# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a page of a report shows, whichever its kind, and not how it looks.

Each kind is a file here: ``page(data, context)`` makes a ``Page`` of the data, as a pure function. ``context`` has the
facts of the run (``_run.py``) and what else the filter ``report_page`` was given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Tone = Literal["good", "warn", "bad", "busy", "plain"]
"""How a thing stands, which colours stand for: never the only sign of it, the words are there as well."""


HUB = "https://admin.webex.com"
"""Partner Hub and Control Hub. What they show of one object has no documented address (ASSUMPTIONS A112)."""


@dataclass(frozen=True)
class Count:
    """How many there are of something: a tile at the top and a part of the charts, which leave out plain ones."""

    label: str
    value: int
    tone: Tone = "plain"
    one: str = ""
    """What stands beside a number of one, where the label is a plural. The history knows counts by their labels."""

    @property
    def words(self) -> str:
        """Return what stands beside the number."""
        return self.one if self.one and self.value == 1 else self.label


@dataclass(frozen=True)
class Id:
    """An id that people copy, with a link to where Webex shows its object, if there is a known one."""

    label: str
    value: str
    link: str = ""


@dataclass(frozen=True)
class Table:
    """A table. Columns in which no row has anything are left out, and so is a title that is empty."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    """Texts, numbers, lists of them (a line each), ``Count`` for a word with its tone, or None."""


@dataclass(frozen=True)
class Record:
    """One customer, say: a line to unfold. Whoever reads filters by ``status``."""

    name: str
    status: str
    tone: Tone = "plain"
    ids: Sequence[Id] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    """Label -> value; empty ones are left out."""
    notes: Sequence[str] = ()
    """Sentences that come first; of a bad record they are what is wrong."""
    tables: Sequence[Table] = ()
    brief: str = ""
    """What stands beside its name while it is folded."""
    opened: bool = False
    """Whether it is unfolded from the beginning, also where it is one of many."""


@dataclass(frozen=True)
class Section:
    """A part of the page with a heading."""

    title: str
    records: Sequence[Record] = ()
    tables: Sequence[Table] = ()
    notes: Sequence[str] = ()
    links: Sequence[Id] = ()
    """Links by their labels, for all that is in the section."""


@dataclass(frozen=True)
class Past:
    """What an earlier run counted."""

    at: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Page:
    """A page: what is counted, then what there is to unfold."""

    title: str
    counts: Sequence[Count]
    sections: Sequence[Section]
    intro: str = ""
    """The verdict, in a sentence."""
    history: Sequence[Past] = ()
    """Earlier runs, oldest first; if empty, those of the file of ``report_page``'s option ``history``."""
    tones: Mapping[str, Tone] = field(default_factory=dict)
    """The tones of what this run does not count and earlier ones may have; of what is not in here nothing is known."""
    told: Sequence[str] = ()
    """More lines of the summary, with which a job ends."""
    source: str = "The data is in the file report.json beside this page."
    """The last sentence of the page."""


def e911(locations: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Return, as a fact of a customer, at which of its locations E911 is left to be set up; nothing here does that."""
    names = [str(each["key"]) for each in locations if each.get("e911_setup_required")]
    return {"E911 to be set up by hand": names}
