# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`make bench`: measures everything in one run, prints a table, writes JSON and the page of the documentation."""

from __future__ import annotations

import argparse
import json
import shutil
from dataclasses import asdict
from pathlib import Path

from hacking.bench.report import describe, page, table
from hacking.bench.ways import TASKS, Bench, Result, write_fleet


def main() -> None:
    """Measure, in a folder that is kept for looking into."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--latency", type=float, default=20, help="of the simulator, in milliseconds")
    parser.add_argument(
        "--scale", type=float, default=1, help="shrink or stretch all numbers of items, to try things out"
    )
    parser.add_argument("--folder", type=Path, default=Path(".cache/bench"), help="where the JSON and the logs go")
    parser.add_argument("--page", type=Path, help="reStructuredText file to write for the documentation")
    arguments = parser.parse_args()
    folder: Path = arguments.folder.resolve()
    shutil.rmtree(folder, ignore_errors=True)

    results = measured(folder, arguments.latency, arguments.scale)
    document = {"machine": describe(), "latency_ms": arguments.latency, "results": [asdict(each) for each in results]}
    (folder / "bench.json").write_text(json.dumps(document, indent=2) + "\n")
    print(table(results))
    if arguments.page:
        arguments.page.write_text(page(results, arguments.latency))


def measured(folder: Path, latency: float, scale: float) -> list[Result]:
    """Run every way: the slow ones over fewer items."""

    def some(count: int) -> int:
        return max(2, int(count * scale))

    results: list[Result] = []
    with Bench(folder / "start", latency, some(1)) as bench:
        results.append(bench.play("start", [], 0))
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
    with Bench(folder / "fleet", latency) as bench:
        inventory = write_fleet(folder / "fleet", some(100), 10)
        report = json.dumps({"onboarding_report_directory": str(folder / "fleet" / "report")})
        command = ["ansible-playbook", "-i", str(inventory), "webex.wholesale.onboard", "--extra-vars", report]
        results += [bench.measure(way, command, some(100)) for way in ("fleet", "fleet unchanged")]
    return results


if __name__ == "__main__":
    main()
