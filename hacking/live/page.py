# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What came of a run: in words for the terminal, and as a page with the look of the collection's reports."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ansible_collections.webex.wholesale.plugins.plugin_utils._pages import Count, Page, Section, Table, Tone, _look

from hacking.live.beliefs import PROVED, REFUTED, UNSEEN, Finding, Row, rows
from hacking.live.beliefs.table import CHECKS, REASONS
from hacking.live.differences import Difference

TONES: dict[str, Tone] = {REFUTED: "bad", PROVED: "good", UNSEEN: "plain"}
INTRO = (
    "Names nobody: what is told of answers is fields, types, lengths, counts, statuses and codes.",
    "A row is proved by what was seen, which may be less than the row says.",
)


@dataclass
class Outcome:
    """All that came of a run."""

    started: str
    wrote: bool = False
    removed: list[str] = field(default_factory=list)
    """External IDs of customers that are gone."""
    findings: dict[str, Finding] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    figures: dict[str, int] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    """What could not be done."""
    left: list[str] = field(default_factory=list)
    """What could not be removed, with IDs."""

    @property
    def good(self) -> bool:
        """Whether there is nothing to look at."""
        refuted = any(each.verdict == REFUTED for each in self.findings.values())
        return not (refuted or self.differences or self.failures or self.left)

    def found(self) -> Iterator[tuple[Row, Finding]]:
        """Yield all rows with what came of them."""
        for number, row in rows().items():
            why = REASONS.get(number, "Not observable by such a run.")
            if number in CHECKS:
                why = "" if self.wrote else "Needs LIVE_WRITE=yes."
                why = why or "It was not come to."
            yield row, self.findings.get(number, Finding(UNSEEN, why))

    def counts(self) -> list[Count]:
        """Return how many rows came out how, and how much differs."""
        verdicts = [finding.verdict for _row, finding in self.found()]
        return [
            *(Count(f"{verdict}", verdicts.count(verdict), tone) for verdict, tone in TONES.items()),
            Count("differences", len(self.differences), "warn", "difference"),
            Count("left at Webex", len(self.left), "bad"),
        ]

    def lines(self) -> Iterator[str]:
        """Yield what the terminal shows."""
        for name, number in self.figures.items():
            yield f"{number:6} {name}"
        if self.unread:
            yield f"Not read, as the account has none or no call was left: {', '.join(self.unread)}"
        yield (
            "What differs from the contract (tests/contract):"
            if self.differences
            else "Nothing differs from the contract."
        )
        for each in self.differences:
            yield f"  {each.operation}  {each.side}: {each.what}  ({each.times} times)"
        for verdict in (REFUTED, PROVED):
            for row, finding in self.found():
                if finding.verdict == verdict:
                    yield f"  {verdict:8} {row.number:5} {row.what}: {finding.seen}"
        yield ", ".join(f"{each.value} {each.words}" for each in self.counts())
        yield from self.end()

    def end(self) -> Iterator[str]:
        """Yield what became of customers, and what could not be done."""
        yield from (f"Removed: {each}" for each in self.removed)
        yield from (f"FAILED: {each}" for each in self.failures)
        yield from (f"LEFT AT WEBEX: {each}" for each in self.left)

    def page(self) -> Page:
        """Return the page."""
        sections = [self._differing()]
        for section in dict.fromkeys(row.section for row, _finding in self.found()):
            shown = [
                [row.number, row.what, row.choice, Count(finding.verdict, 1, TONES[finding.verdict]), finding.seen,
                 row.how if finding.verdict != PROVED else ""]
                for row, finding in sorted(self.found(), key=lambda each: list(TONES).index(each[1].verdict))
                if row.section == section
            ]  # fmt: skip
            columns = ["Row", "What", "What is assumed", "Verdict", "What was seen", "How to verify it"]
            sections.append(Section(section, tables=[Table("", columns, _plain(shown))]))
        figures = Table("What was called", ["Figure", "Number"], [[*each] for each in self.figures.items()])
        unread = (
            [f"Not read, as the account has none or no call was left: {', '.join(self.unread)}."] if self.unread else []
        )
        sections.append(Section("This run", tables=[figures], notes=[*unread, *INTRO]))
        return Page("What Webex does, and what is assumed of it", self.counts(), sections, intro=self._verdict())

    def _differing(self) -> Section:
        table = Table("", ["Operation", "Part", "What differs", "Times"], [[*each] for each in self.differences])
        notes = [] if self.differences else ["Nothing differs from the published documents."]
        wrong = [*self.failures, *(f"Left at Webex: {each}" for each in self.left)]
        return Section(
            "What differs from the documents", tables=[table] if self.differences else [], notes=wrong + notes
        )

    def _verdict(self) -> str:
        refuted = [row.number for row, finding in self.found() if finding.verdict == REFUTED]
        told = (
            f"Webex does otherwise than is assumed: {', '.join(refuted)}."
            if refuted
            else "Nothing assumed was refuted."
        )
        if self.differences:
            told += f" What differs from the documents: {len(self.differences)}."
        return f"{told} Not all could be done or removed: see below." if self.failures or self.left else told


def write(outcome: Outcome, folder: Path) -> Path:
    """Write page and data, which only their owner can read; return the page."""
    run: dict[str, Any] = {"written_at": outcome.started, "started_at": outcome.started}
    data = {
        "run": run,
        "rows": {row.number: finding._asdict() for row, finding in outcome.found()},
        "differences": [each._asdict() for each in outcome.differences],
        "figures": outcome.figures,
        "failures": outcome.failures,
        "left": outcome.left,
    }
    private(folder / "report.json", json.dumps(data, indent=2) + "\n")
    return private(folder / "report.html", _look.html(outcome.page(), run))


def private(path: Path, text: str) -> Path:
    """Write a file that only its owner can read."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    return path


def _plain(cells: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Return cells without the marks of Markdown."""
    return [[each.replace("`", "") if isinstance(each, str) else each for each in row] for row in cells]
