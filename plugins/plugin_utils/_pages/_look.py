# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How a page looks: one template for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from jinja2 import Environment

from . import Count, Page, Past, Table

TEMPLATE = Path(__file__).parents[3] / "roles" / "report" / "templates" / "page.html.j2"
RUNS = 30
"""So many runs does the chart show."""
SHADES = 3
"""So often does a tone get lighter."""
LONG = 20
"""Characters of a word that is not broken in a table."""
WORST: dict[str, int] = {"bad": 0, "warn": 1, "busy": 2}
EMPTY: tuple[Any, ...] = (None, "", [], (), {})


def html(page: Page, run: Mapping[str, Any]) -> str:
    """Return the page as one file that needs no other."""
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    environment.filters |= {"filled": filled, "lines": lines, "duration": duration, "known": known, "long": is_long}
    environment.tests["count"] = lambda value: isinstance(value, Count)
    runs = [*page.history, Past(run.get("written_at", ""), {each.label: each.value for each in page.counts})][-RUNS:]
    shown = charted(page, runs)
    parts = [sorted(section.records, key=lambda each: WORST.get(each.tone, len(WORST))) for section in page.sections]
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8")).render(
        page=page,
        run=run,
        tone=verdict(page),
        shades=shades(shown),
        bar=list(stacked(page.counts)),
        columns=list(columns(shown, runs)) if page.history else [],
        numbers=numbers(runs),
        statuses=statuses(page),
        parts=[list(enumerate(part, first)) for part, first in zip(parts, firsts(parts), strict=True)],
        number=sum(map(len, parts)),
    )


def firsts(parts: Sequence[Sequence[Any]]) -> Iterator[int]:
    """Yield the number of the first record of each part: they are numbered through."""
    first = 1
    for part in parts:
        yield first
        first += len(part)


def verdict(page: Page) -> str:
    """Return the tone of the whole."""
    tones = {each.tone for each in page.counts if each.value}
    if not page.counts:
        tones = {record.tone for section in page.sections for record in section.records}
    return next((tone for tone in WORST if tone in tones), "good")


def known(facts: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return the facts that say something."""
    return [(name, value) for name, value in facts.items() if value not in EMPTY]


def filled(table: Table) -> Table:
    """Return the table without the columns in which no row has anything."""
    kept = [index for index in range(len(table.columns)) if any(row[index] not in EMPTY for row in table.rows)]
    return Table(
        table.title,
        [table.columns[index] for index in kept],
        [[row[index] for index in kept] for row in table.rows],
    )


def lines(value: Any) -> list[Any]:
    """Return the lines of a cell or of a fact's value, in words."""
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, Mapping):
        return [f"{name}: {', '.join(map(str, lines(each)))}" for name, each in value.items()]
    if isinstance(value, (list, tuple)):
        return [line for each in value for line in lines(each)]
    return [] if value is None else [value]


def is_long(value: Any) -> bool:
    """Tell whether a cell has a word that may have to be broken, as an id does."""
    return any(len(word) > LONG for line in lines(value) if isinstance(line, str) for word in line.split())


def duration(seconds: int) -> str:
    """Return a duration in words."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s" if minutes else f"{rest} s"


def outcomes(counts: Sequence[Count]) -> list[Count]:
    """Return what charts show: plain counts are of other things."""
    return [each for each in counts if each.tone != "plain"]


def charted(page: Page, runs: Sequence[Past]) -> list[Count]:
    """Return what the chart of runs shows, the worst first: also what only earlier runs have counted."""
    now = {each.label for each in page.counts}
    past = dict.fromkeys(label for run in runs for label in run.counts if label not in now)
    gone = [Count(label, 0, page.tones.get(label, "plain")) for label in past if page.tones.get(label) != "plain"]
    return sorted([*outcomes(page.counts), *gone], key=lambda each: WORST.get(each.tone, len(WORST)))


def shades(counts: Sequence[Count]) -> dict[str, int]:
    """Return how many counts before each have its tone: each is lighter than those before, to be told from them."""
    tones = [each.tone for each in counts]
    return {each.label: min(tones[:index].count(each.tone), SHADES) for index, each in enumerate(counts)}


def stacked(counts: Sequence[Count]) -> Iterator[tuple[Count, float, float]]:
    """Yield the parts of the bar: what is counted, where it begins and how wide it is, in percent."""
    shown = outcomes(counts)
    total, begin = sum(each.value for each in shown) or 1, 0.0
    for each in shown:
        if each.value:
            width = 100 * each.value / total
            yield each, round(begin, 2), round(width, 2)
            begin += width


def columns(shown: Sequence[Count], runs: Sequence[Past]) -> Iterator[dict[str, Any]]:
    """Yield a column for each run, with a part for each outcome, in percent of the chart."""
    highest = max(sum(run.counts.get(each.label, 0) for each in shown) for run in runs) or 1
    step = 100 / max(len(runs), 6)
    for index, run in enumerate(runs):
        bottom, parts = 100.0, []
        for each in reversed(shown):
            if value := run.counts.get(each.label, 0):
                height = 100 * value / highest
                bottom -= height
                parts.append(
                    {
                        "tone": each.tone,
                        "label": each.label,
                        "words": replace(each, value=value).words,
                        "value": value,
                        "y": round(bottom, 2),
                        "height": round(height, 2),
                    }
                )
        yield {"at": at(run), "x": round(index * step + step * 0.1, 2), "width": round(step * 0.8, 2), "parts": parts}


def numbers(runs: Sequence[Past]) -> Table:
    """Return what the chart shows as a table, the latest run first."""
    counted = dict.fromkeys(label for run in reversed(runs) for label in run.counts)
    labels = [label for label in counted if any(run.counts.get(label) for run in runs)]
    return Table(
        "Runs", ["Run", *labels], [[at(run), *(run.counts.get(each) for each in labels)] for run in reversed(runs)]
    )


def at(run: Past) -> str:
    """Return when a run was, for people."""
    return run.at.replace("T", " ")[:16]


def statuses(page: Page) -> dict[str, tuple[str, int]]:
    """Return the statuses of records with their tones and numbers."""
    found: dict[str, tuple[str, int]] = {}
    for section in page.sections:
        for record in filter(lambda each: each.status, section.records):
            tone, number = found.get(record.status, (record.tone, 0))
            found[record.status] = (tone, number + 1)
    return dict(sorted(found.items(), key=lambda each: WORST.get(each[1][0], len(WORST))))
