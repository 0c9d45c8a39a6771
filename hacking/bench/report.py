# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the measurements say: ratios first, then every number."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from ansible.release import __version__ as ansible_version

from hacking import machine
from hacking.bench import chart
from hacking.bench.ways import FORKS, PARALLEL, Result

WRITTEN = Path(__file__).with_name("fleets.rst")
"""What no measurement can tell: it ends the page."""
WAYS = {
    "start": "An empty play",
    "uri": "Create users: loop of ``ansible.builtin.uri`` (writes blindly)",
    "loop of modules": "Create users: loop of ``wholesale_user``, ``webex_in_process: false``",
    "loop in process": "Create users: loop of ``wholesale_user``",
    "list": "Create users: ``wholesale_users``",
    "floor": "Create users: a bare script, same requests",
    "list unchanged": "Users unchanged: ``wholesale_users``",
    "fleet": "Customers created, with a location and 10 users each: playbook ``onboard``",
    "fleet unchanged": "Such customers unchanged: playbook ``onboard``",
    "fleet replay": "The same requests, a bare script",
    "fleet different": "One customer of 100 differs in one user: playbook ``onboard``",
    "audit": "Such customers unchanged: ``wholesale_audit``",
    "audit replay": "The same requests, a bare script",
}
BARE = {"floor", "fleet replay", "audit replay"}
"""Ways without Ansible."""
HEADER = ("What", "Items", "Latency ms", "Total s", "ms per item", "Requests", "Peak MB")


def describe() -> dict[str, str | int]:
    """Return what the measurements were made on and with."""
    return {
        "cores": machine.cores(),
        "processor": machine.processor(),
        "python": platform.python_version(),
        "ansible_core": ansible_version,
    }


def ratios(results: Sequence[Result]) -> list[str]:
    """Return sentences, the most telling first."""
    start = results[0].seconds
    latency = max(each.latency for each in results)

    def find(way: str, speed: float = latency) -> list[Result]:
        return sorted(
            (each for each in results if (each.way, each.latency) == (way, speed)), key=lambda each: each.items
        )

    def per_item(way: str, speed: float = latency) -> float:
        return _per_item(find(way, speed)[-1], start)

    told = _fleets(results)
    if not find("list"):
        return told
    for speed in dict.fromkeys((0.0, latency)):
        modules, hosted = per_item("loop of modules", speed), per_item("loop in process", speed)
        told.append(
            f"A loop in process is {modules / hosted:.1f} times as fast as the loop of modules at {speed:g} ms latency."
        )
    told.append(f"``wholesale_users`` is {per_item('uri') / per_item('list'):.0f} times as fast as a loop of uri.")
    for mine, theirs in zip(find("list"), find("floor"), strict=True):
        told.append(
            f"{mine.items:,} new users take {mine.seconds / theirs.seconds:.2f} times as long as the bare script needs."
        )
    few, *_between, many = find("list")
    growth = (many.seconds - start) / (few.seconds - start)
    told.append(f"{many.items / few.items:g} times as many new users take {growth:.1f} times as long.")
    return told


def _fleets(results: Sequence[Result]) -> list[str]:
    """Return what fleets cost beside their bare requests, which are measured right after them."""
    words = {"fleet replay": "``onboard``", "audit replay": "``wholesale_audit``"}
    return [
        f"{mine.items:,} unchanged customers take {mine.seconds:.0f} s with {words[bare.way]}, {bare.seconds:.0f} s "
        f"with a bare script. They cost {mine.requests / mine.items:.2f} calls each, and {mine.memory:.0f} MB."
        for mine, bare in pairwise(results)
        if bare.way in words
    ]


def table(results: Sequence[Result]) -> str:
    """Return ratios and measurements as plain text."""
    rows = [tuple(cell.replace("``", "") for cell in row) for row in (HEADER, *_rows(results))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADER))]
    lines = ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows]
    return "\n".join([*(sentence.replace("``", "") for sentence in ratios(results)), "", *lines])


def page(results: Sequence[Result], latency: float) -> str:
    """Return the page of the documentation."""
    made_on = describe()
    lines = [
        "..",
        "  Copyright (c) 2026, webex.wholesale contributors",
        "  GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)",
        # REUSE-IgnoreStart
        "  SPDX-License-Identifier: GPL-3.0-or-later",
        # REUSE-IgnoreEnd
        "",
        ".. Written by make bench.",
        "",
        ".. _ansible_collections.webex.wholesale.docsite.guide_performance:",
        "",
        "Performance",
        "===========",
        "",
        *(f"* {sentence}" for sentence in ratios(results)),
        "",
        f".. image:: {chart.FILE.relative_to(chart.PAGE.parent)}",
        f"   :alt: {chart.SAID}",
        "",
        f"Measured with ``make bench`` in one run on {made_on['cores']} cores ({made_on['processor']}), Python",
        f"{made_on['python']}, ansible-core {made_on['ansible_core']}. The simulator runs on the same cores and waits",
        f"{latency:g} ms before each answer. Lists work with {PARALLEL} requests at a time, the fleet with {FORKS}",
        "forks.",
        "",
        "Each user has a name, a number, an extension and a location. Total is the wall time of the whole process, the",
        "start of Ansible included; per item the time of an empty play is taken off. The slow ways were tried with",
        "fewer items. Peak memory is that of all processes together.",
        "",
        ".. list-table::",
        "   :header-rows: 1",
        "",
    ]
    for row in (HEADER, *_rows(results)):
        lines += [f"   {'*' if column == 0 else ' '} - {cell}" for column, cell in enumerate(row)]
    return "\n".join(lines) + "\n\n" + WRITTEN.read_text()


def _rows(results: Sequence[Result]) -> list[tuple[str, ...]]:
    start = results[0].seconds
    return [
        (
            WAYS[each.way],
            f"{each.items:,}",
            f"{each.latency:g}",
            f"{each.seconds:.1f}",
            f"{_per_item(each, start):.1f}" if each.items else "",
            f"{each.requests:,}",
            f"{each.memory:.0f}",
        )
        for each in results
    ]


def _per_item(result: Result, start: float) -> float:
    """Return milliseconds per item, without the start of Ansible."""
    started = 0 if result.way in BARE else start
    return (result.seconds - started) / result.items * 1000
