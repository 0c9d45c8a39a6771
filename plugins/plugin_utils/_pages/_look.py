# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How a page looks: one template for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment

from . import Count, Page, Table

TEMPLATE = Path(__file__).parents[3] / "roles" / "report" / "templates" / "page.html.j2"
EMPTY: tuple[Any, ...] = (None, "", [], (), {})


def html(page: Page, run: Mapping[str, Any]) -> str:
    """Return the page as one file that needs no other."""
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    environment.filters |= {"filled": filled, "lines": lines, "duration": duration}
    environment.tests["count"] = lambda value: isinstance(value, Count)
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8")).render(
        page=page, run=run, bar=list(bar(page.counts)), statuses=statuses(page)
    )


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


def duration(seconds: int) -> str:
    """Return a duration in words."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s" if minutes else f"{rest} s"


def bar(counts: Sequence[Count]) -> Iterator[tuple[Count, float, float]]:
    """Yield the parts of the bar: what is counted, where it begins and how wide it is, in percent."""
    total, begin = sum(each.value for each in counts) or 1, 0.0
    for each in counts:
        if each.value:
            width = 100 * each.value / total
            yield each, round(begin, 3), round(width, 3)
            begin += width


def statuses(page: Page) -> dict[str, tuple[str, int]]:
    """Return the statuses of records with their tones and numbers."""
    found: dict[str, tuple[str, int]] = {}
    for section in page.sections:
        for record in section.records:
            tone, number = found.get(record.status, (record.tone, 0))
            found[record.status] = (tone, number + 1)
    return found
