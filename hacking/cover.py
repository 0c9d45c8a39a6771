# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""`make coverage`: which lines and branches of plugins/module_utils the tests execute, in each of the ways it is used.

What was found is left in .cache/coverage, to be looked at as pages too. With arguments for pytest it runs those
integration tests instead of the usual ones.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from coverage import Coverage, CoverageData

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".cache" / "coverage"
PARTS = FOLDER / "parts"
"""A file for each process, thousands of them"""
SETTINGS = str(ROOT / "pyproject.toml")
DIRECT = [
    "tests/unit",
    "tests/property",
    "--ignore=tests/property/test_fuzz.py",  # of the simulator alone
    "--deselect=tests/unit/test_pages.py::test_a_thousand_customers_take_no_time",  # measuring takes time itself
]
ANSIBLE = [
    "tests/integration",
    # Have environments of their own, in which nothing is measured.
    "--ignore-glob=*awx*",
    "--ignore=tests/integration/test_runner.py",
    "--ignore=tests/integration/test_execution_environment.py",
    # test_in_process.py runs the same tasks, both ways.
    "--ignore=tests/integration/test_examples.py",
]


def measured(name: str, tests: Iterable[str]) -> tuple[set[Path], set[Path], bool]:
    """Run tests; return what the process of pytest has executed, what those that it started, and whether all passed."""
    folder = PARTS / name
    command = ["coverage", "run", f"--data-file={folder / 'data'}", "-m", "pytest", "-q", *tests]
    process = subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT)
    well = process.wait() == 0
    # Only a file that is complete has a hash in its name: some processes are killed while they write theirs.
    files = {*folder.glob("data.*.H*")}
    own = {path for path in files if f".pid{process.pid}." in path.name}
    return own, files - own, well


def is_module(path: Path) -> bool:
    """Tell whether a process was a module, which Ansible sends and runs as an archive."""
    data = CoverageData(str(path))
    data.read()
    return any(".zip/" in file for file in data.measured_files())


def share(name: str, paths: Iterable[Path]) -> tuple[float, float]:
    """Put together what several processes have executed; return the shares of lines and branches, in per cent."""
    coverage = Coverage(data_file=str(FOLDER / name), config_file=SETTINGS)
    coverage.combine([str(path) for path in paths], strict=True, keep=True)
    # What nobody has imported counts too.
    coverage.get_data().touch_files([str(path) for path in (ROOT / "plugins" / "module_utils").rglob("*.py")])
    coverage.save()
    coverage.html_report(directory=str(FOLDER / f"{name}-pages"))
    report = FOLDER / f"{name}.json"
    coverage.json_report(outfile=str(report))
    totals = json.loads(report.read_text())["totals"]
    return totals["percent_statements_covered"], totals["percent_branches_covered"]


def main() -> None:
    """Measure, tell, and fail when it is too little."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    direct, _started, direct_well = measured("direct", DIRECT)
    called, processes, ansible_well = measured("ansible", sys.argv[1:] or ANSIBLE)
    direct |= called
    modules = {path for path in processes if is_module(path)}
    ways = {
        "called by tests, without Ansible": ("direct", direct),
        "modules, each in a process of its own": ("module", modules),
        "in Ansible's own process": ("in-process", processes - modules),
        "together": ("all", direct | processes),
    }
    shares = {title: share(name, paths) for title, (name, paths) in ways.items()}
    shutil.rmtree(PARTS)
    print(f"\n{'plugins/module_utils':<42}{'lines':>8}{'branches':>10}")
    for title, (lines, branches) in shares.items():
        print(f"{title:<42}{lines:>6.1f} %{branches:>8.1f} %")
    print("Line by line: .cache/coverage/all-pages/index.html")
    least = float(str(Coverage(config_file=SETTINGS).get_option("report:fail_under")))
    if min(shares["together"]) < least:
        sys.exit(f"At least {least:g} % of the lines and of the branches are to be executed.")
    if not (direct_well and ansible_well):
        sys.exit("Tests failed, see above.")


if __name__ == "__main__":
    main()
