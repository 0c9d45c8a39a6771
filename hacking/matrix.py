# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which versions `make matrix` tries (noxfile.py runs them), what came of it, and the page that says so.

Each combination leaves its result in .cache/matrix. Run as a program, this writes the page once all have one.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

from hacking import machine

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / ".cache" / "matrix"
PAGE = ROOT / "docs/docsite/rst/guide_versions.rst"
TESTED = (
    "plugins",
    "roles",
    "playbooks",
    "meta",
    "examples",
    "tests",
    "noxfile.py",
    "requirements.txt",
    "requirements-oldest.txt",
)

PYTHONS = {
    "2.16.19": ("3.11", "3.12"),
    "2.17.14": ("3.11", "3.12"),
    "2.18.19": ("3.11", "3.12", "3.13"),
    "2.19.14": ("3.11", "3.12", "3.13"),
    "2.20.10": ("3.12", "3.13"),
    "2.21.5": ("3.12", "3.13"),
}
"""The last release of each ansible-core, and those of Python 3.11 to 3.13 that it supports on the controller."""
WITH_OLDEST = {("2.16.19", "3.11"), ("2.19.14", "3.11"), ("2.21.5", "3.12")}
"""Where the oldest libraries are tried as well: the oldest core, that of `make test`, and the newest with the last
Python that pydantic 2.6 was built for."""
LIBRARIES = ("requests", "urllib3", "pydantic")
PARTS = {"unit": "Unit", "smoke": "Smoke", "sanity": "Sanity"}


@dataclass(frozen=True)
class Combination:
    """Versions that are tried together."""

    core: str
    python: str
    oldest: bool = False

    def __str__(self) -> str:
        """Return the name of the session."""
        return f"{self.core.rpartition('.')[0]}-py{self.python}{'-oldest' if self.oldest else ''}"


COMBINATIONS = [
    Combination(core, python, oldest)
    for core, pythons in PYTHONS.items()
    for python in pythons
    for oldest in (False, True)
    if not oldest or (core, python) in WITH_OLDEST
]


@dataclass
class Result:
    """What came of a combination."""

    began: str
    system: str
    cores: int
    processor: str
    state: str
    """Of the code."""
    versions: dict[str, str]
    outcomes: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @classmethod
    def begin(cls, versions: Mapping[str, str]) -> Result:
        """Return a result that says when and where it began."""
        began = datetime.now(UTC).strftime("%Y-%m-%d %H:%M")
        return cls(began, machine.system(), machine.cores(), machine.processor(), state(), dict(versions))

    def resume(self, before: Result) -> None:
        """Take over what has passed before, if code and versions are the same."""
        if (before.state, before.versions) == (self.state, self.versions):
            for part in before.outcomes.keys() - before.failed:
                self.outcomes[part], self.seconds[part] = before.outcomes[part], before.seconds[part]

    @property
    def failed(self) -> list[str]:
        """Return the parts that have failed."""
        return [part for part, outcome in self.outcomes.items() if "failed" in outcome]

    @property
    def complete(self) -> bool:
        """Tell whether all parts have run."""
        return self.outcomes.keys() == PARTS.keys()

    def keep(self, combination: Combination) -> None:
        """Keep it, so that the rest can run another time."""
        RESULTS.mkdir(parents=True, exist_ok=True)
        (RESULTS / f"{combination}.json").write_text(json.dumps(asdict(self), indent=2))


def state() -> str:
    """Return a digest of the tracked files that are tested, edits included."""
    ways = (["ls-tree", "HEAD"], ["diff", "HEAD", "--"])
    found = [subprocess.check_output(["git", *way, *TESTED], cwd=ROOT) for way in ways]
    return hashlib.sha256(b"".join(found)).hexdigest()


def kept(combination: Combination) -> Result | None:
    """Return the last result of a combination."""
    path = RESULTS / f"{combination}.json"
    return Result(**json.loads(path.read_text())) if path.exists() else None


def counted(report: Path, well: bool) -> str:
    """Return how many tests of a JUnit report have passed."""
    if not report.exists():  # pytest has not even begun
        return "failed"
    tree = ET.parse(report)  # noqa: S314 - pytest has written it
    suites = [suite.attrib for suite in tree.iter("testsuite")]
    total, skipped, wrong = (
        sum(int(suite[name]) for suite in suites for name in names)
        for names in (["tests"], ["skipped"], ["failures", "errors"])
    )
    words = [] if well else [f"{wrong or ''} failed".strip()]
    words.append(f"{total - skipped - wrong} passed")
    if skipped:
        words.append(f"{skipped} skipped")
    return ", ".join(words)


def page(results: Mapping[Combination, Result | None]) -> str:
    """Return the page of the documentation."""
    ran = [each for each in results.values() if each]
    good = sum(each.complete and not each.failed for each in ran)
    told = f"{good} of {len(results)} combinations pass"
    if left := len(results) - sum(each.complete for each in ran):
        told += f", {left} have not run to their end"
    lines = [
        "..",
        "  Copyright (c) 2026, webex.wholesale contributors",
        "  GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)",
        # REUSE-IgnoreStart
        "  SPDX-License-Identifier: GPL-3.0-or-later",
        # REUSE-IgnoreEnd
        "",
        ".. Written by make matrix.",
        "",
        ".. _ansible_collections.webex.wholesale.docsite.guide_versions:",
        "",
        "Versions that are tested",
        "========================",
        "",
        f"{told}. Each ran in an environment of its own, on {_machines(ran)}.",
        "",
        ".. list-table::",
        "   :header-rows: 1",
        "",
    ]
    header = ("ansible-core", "Python", *LIBRARIES, *PARTS.values(), "Seconds", "Began (UTC)")
    for row in (header, *(_row(each, result) for each, result in results.items())):
        lines += [f"   {'*' if column == 0 else ' '} - {cell}".rstrip() for column, cell in enumerate(row)]
    return "\n".join([*lines, "", *EXPLANATION, ""])


EXPLANATION = """\
Unit
  ``tests/unit``: plans, pages, the client, and modules on the simulator without Ansible.
Smoke
  Tests of ``tests/integration`` marked ``smoke``, real runs of Ansible on the simulator: the example customers are
  planned, onboarded, and onboarded again without a change; a workbook is planned from a URL; modules return, write and
  show the same in Ansible's own process as in one of their own.
Sanity
  ``ansible-test sanity`` of this ansible-core: those of its tests that differ between versions, which are compile,
  import and validate-modules. ``make test`` runs all of them with its own ansible-core.

Every ansible-core runs on every Python from 3.11 to 3.13 that it supports on the controller, with the newest libraries
that ``requirements.txt`` allows. The oldest libraries run with the oldest ansible-core, with that of ``make test``, and
with the newest; there with Python 3.12, because pydantic 2.6 was not built for a later one. The other combinations
would tell little more: ansible-core uses none of these libraries.

``make matrix`` runs what has not passed yet with the code as it is, and writes this page once every combination has a
result; ``make matrix S="2.16-py3.11 2.21-py3.13"`` runs only these. ``nox --list`` names them all.
""".splitlines()


def _row(combination: Combination, result: Result | None) -> Iterable[str]:
    if result is None:
        libraries = "oldest" if combination.oldest else "newest"
        return (combination.core, combination.python, *[libraries] * len(LIBRARIES), *["not run"] * len(PARTS), "", "")
    outcomes = [result.outcomes.get(part, "not run") for part in PARTS]
    return (
        result.versions["ansible-core"],
        result.versions["python"],
        *(result.versions[name] for name in LIBRARIES),
        *(f"**{each}**" if "failed" in each else each for each in outcomes),
        f"{sum(result.seconds.values()):.0f}",
        result.began,
    )


def _machines(results: Iterable[Result]) -> str:
    """Return what they ran on, mostly one machine."""
    found = dict.fromkeys(f"{each.system} with {each.cores} CPUs ({each.processor})" for each in results)
    return ", or on ".join(found)


def main() -> None:
    """Write the page, if all have a result."""
    results = {each: kept(each) for each in COMBINATIONS}
    missing = [str(each) for each, result in results.items() if not result or not result.complete]
    bad = [str(each) for each, result in results.items() if result and result.failed]
    print(f"=== matrix: {len(results)} combinations, failed: {' '.join(bad) or 'none'}")
    if missing and "--now" not in sys.argv:
        print(f"Not run yet, so {PAGE.name} stays as it is (--now writes it all the same): {' '.join(missing)}")
    else:
        PAGE.write_text(page(results))


if __name__ == "__main__":
    main()
