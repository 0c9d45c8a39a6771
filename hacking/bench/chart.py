# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The chart of the page about performance, drawn from the table of that page: it cannot say anything else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

PAGE = Path("docs/docsite/rst/guide_performance.rst")
FILE = PAGE.with_name("images") / "performance.svg"
SAID = (
    "Bars: what a new user takes in each way, and unchanged customers beside a bare script. The table has all numbers."
)
"""For those who do not see it."""
WIDTH, MARGIN, ROW = 440, 20, 40
"""Of the picture, in pixels: narrow enough to be read on a telephone."""
NEW = "Create users: "
BARE = "The same requests, a bare script"
Bar = tuple[str, float, bool]
"""What is measured, how much, and whether it is only there to compare with."""

START = """\
<!-- Copyright (c) 2026, webex.wholesale contributors
     GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
     SPDX-License-Identifier: GPL-3.0-or-later
     Rendered from the table of guide_performance.rst: run make render. -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">
<title>Milliseconds for a new user, and seconds for unchanged customers</title>
<style>
  text {{ font: 14px system-ui, sans-serif; fill: #1f2933; }}
  .title {{ font-weight: bold; font-size: 15px; }}
  .card {{ fill: #fdfdfd; stroke: #d5dbe1; }}
  .ours {{ fill: #1f6fb2; }}
  .other {{ fill: #a9b4bf; }}
  @media (prefers-color-scheme: dark) {{
    text {{ fill: #e4e9ee; }}
    .card {{ fill: #1c2229; stroke: #3a444e; }}
    .ours {{ fill: #5fb0f0; }}
    .other {{ fill: #6b7783; }}
  }}
</style>
<rect class="card" x="0.5" y="0.5" width="{inner_width}" height="{inner_height}" rx="6"/>
"""


def text(root: Path) -> str:
    """Return the picture as the file holds it."""
    rows = list(_rows((root / PAGE).read_text()))
    panels = [("Milliseconds for a new user", _users(rows)), ("Seconds for unchanged customers", _customers(rows))]
    drawn: list[str] = []
    below = MARGIN
    for title, bars in panels:
        below += MARGIN
        drawn.append(f'<text class="title" x="{MARGIN}" y="{below}">{title}</text>')
        most = max(value for _words, value, _other in bars)
        for words, value, other in bars:
            below += ROW
            kind = "other" if other else "ours"
            length = max(2, round(value / most * (WIDTH - 2 * MARGIN - 60)))
            drawn += [
                f'<text x="{MARGIN}" y="{below - 14}">{escape(words)}</text>',
                f'<rect class="{kind}" x="{MARGIN}" y="{below - 9}" width="{length}" height="12"/>',
                f'<text x="{MARGIN + length + 6}" y="{below + 2}">{value:g}</text>',
            ]
        below += MARGIN
    start = START.format(width=WIDTH, height=below, inner_width=WIDTH - 1, inner_height=below - 1)
    return start + "\n".join([*drawn, "</svg>", ""])


def _rows(page: str) -> Iterator[list[str]]:
    """Yield the rows of the first table, the measurements, without markup."""
    table = page.split(".. list-table::")[1].partition("\n\n")[2].split("\n\n")[0]
    for row in re.split(r"^   \* - ", table, flags=re.MULTILINE)[2:]:
        yield [cell.strip().replace("``", "") for cell in re.split(r"\n     - ?", row)]


def _users(rows: list[list[str]]) -> list[Bar]:
    """Return what a new user takes in each way, of the most users that were tried, where the simulator is slowest."""
    slowest = max(float(row[2]) for row in rows)
    found = {
        row[0].removeprefix(NEW): float(row[4]) for row in rows if row[0].startswith(NEW) and float(row[2]) == slowest
    }
    return [
        (way, value, "wholesale_user" not in way) for way, value in sorted(found.items(), key=lambda each: -each[1])
    ]


def _customers(rows: list[list[str]]) -> list[Bar]:
    """Return what unchanged customers take, each beside a bare script that makes the same requests."""
    bars: list[Bar] = []
    for row, bare in pairwise(rows):
        if bare[0] == BARE:
            way = row[0].rpartition(": ")[2]
            bars += [(f"{row[1]}: {way}", float(row[3]), False), (f"{row[1]}: a bare script", float(bare[3]), True)]
    return bars
