# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`make bench`: measures everything in one run, prints a table, writes JSON and the page of the documentation."""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from hacking.bench.report import describe, page, table
from hacking.bench.ways import TASKS, USERS_EACH, Bench, Result, write_audit, write_fleet


def main() -> None:
    """Measure, in a folder that is kept for looking into."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--latency", type=float, default=20, help="of the simulator, in milliseconds")
    parser.add_argument(
        "--scale", type=float, default=1, help="shrink or stretch all numbers of items, to try things out"
    )
    parser.add_argument("--folder", type=Path, default=Path(".cache/bench"), help="where the JSON and the logs go")
    parser.add_argument("--part", choices=PARTS, help="measure this part only")
    parser.add_argument("--page", type=Path, help="reStructuredText file to write for the documentation")
    arguments = parser.parse_args()
    folder: Path = arguments.folder.resolve()
    shutil.rmtree(folder, ignore_errors=True)

    parts = [arguments.part] if arguments.part else list(PARTS)

    def some(count: int) -> int:
        return max(2, int(count * arguments.scale))

    with Bench(folder / "start", arguments.latency, some(1)) as bench:
        results = [bench.play("start", [], 0)]
    for part in parts:
        results += PARTS[part](folder, arguments.latency, some)
    document = {"machine": describe(), "latency_ms": arguments.latency, "results": [asdict(each) for each in results]}
    (folder / "bench.json").write_text(json.dumps(document, indent=2) + "\n")
    print(table(results))
    if arguments.page and parts == list(PARTS):
        arguments.page.write_text(page(results, arguments.latency))


def lists(folder: Path, latency: float, some: Callable[[int], int]) -> list[Result]:
    """Create the users of one customer in every way: the slow ones over fewer users."""
    results: list[Result] = []
    for speed in dict.fromkeys((latency, 0.0)):
        for way, in_process, count in (("uri", True, 50), ("loop", False, 50), ("loop", True, 500)):
            name = {"uri": "uri", "loop": "loop in process" if in_process else "loop of modules"}[way]
            with Bench(folder / f"{name}-{speed:g}", speed, some(count)) as bench:
                results.append(bench.play(name, TASKS[way], some(count), webex_in_process=in_process))
    for count in (1_000, 5_000, 10_000):
        with Bench(folder / f"list-{count}", latency, some(count)) as bench:
            results.append(bench.play("list", TASKS["list"], some(count)))
            results.append(bench.play("list unchanged", TASKS["list"], some(count)))
        with Bench(folder / f"floor-{count}", latency, some(count)) as bench:
            results.append(bench.floor(some(count)))
    return results


def fleets(folder: Path, latency: float, some: Callable[[int], int]) -> list[Result]:
    """Create a fleet, and run over fleets that are there: unchanged, with 1 % different, and the bare requests."""
    results: list[Result] = []
    count = some(100)
    with Bench(folder / "fleet", latency) as bench:
        results.append(bench.fleet("fleet", write_fleet(folder / "fleet" / "inventory", count, USERS_EACH), count))
    for count in (some(100), some(1_000)):
        with Bench(folder / f"fleet-{count}", latency, customers=count) as bench:
            same = write_fleet(bench.folder / "inventory", count, USERS_EACH)
            other = write_fleet(bench.folder / "different", count, USERS_EACH, different=max(1, count // 100))
            results.append(bench.fleet("fleet unchanged", same, count))
            results.append(bench.replay("fleet replay", count))
            results.append(bench.fleet("fleet different", other, count))
    count = some(5_000)
    with Bench(folder / f"audit-{count}", latency, customers=count) as bench:
        inventory = write_fleet(bench.folder / "inventory", count, USERS_EACH)
        results.append(bench.fleet("audit", inventory, count, write_audit(bench.folder)))
        results.append(bench.replay("audit replay", count))
    return results


PARTS = {"lists": lists, "fleets": fleets}

if __name__ == "__main__":
    main()
