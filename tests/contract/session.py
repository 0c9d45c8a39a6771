# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Has the simulators of a session leave recordings, and judges them when it ends; sums the sessions of a whole run."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from pathlib import Path

from webex_simulator.routes import OPERATIONS

from tests.contract.contract import Contract, below_base
from tests.contract.deviations import DEVIATIONS
from tests.contract.judge import Judge, Verdict

CACHE = Path(__file__).resolve().parents[2] / ".cache"
RECORD = "SIMULATOR_RECORD"
"""The environment variable that the simulator heeds, however deep it is started."""
TALLIES = "CONTRACT_TALLIES"
"""The environment variable that names a file to which each session of a run adds what came of it; see the Makefile."""


class Session:
    """One session of tests, a run of Molecule, or a demonstration."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.folder = CACHE / "recordings" / str(os.getpid())
        _forget_past_sessions()
        os.environ[RECORD] = str(self.folder)

    def finish(self) -> tuple[list[str], bool]:
        """Judge what was recorded; return what to say, and whether all is well.

        Recordings with violations stay, so that one can look at them.
        """
        contract = Contract.load()
        verdict = Judge(contract).folder(self.folder)
        if not verdict.answers and not verdict.violations:
            return [], True
        self._add(verdict)
        said = figures(self.name, verdict, contract)
        if verdict.violations:
            said += [f"Violations of the contract, with how often and an example; recordings: {self.folder}"]
            said += [
                f"  {count:5} {what}  {verdict.examples[what].misfit.value}".rstrip()
                for what, count in sorted(verdict.violations.items())
            ]
        else:
            shutil.rmtree(self.folder, ignore_errors=True)
        return said, not verdict.violations

    def _add(self, verdict: Verdict) -> None:
        path = os.environ.get(TALLIES)
        if not path:
            return
        tally = {
            "requests": verdict.requests,
            "answers": verdict.answers,
            "outside": verdict.outside,
            "exercised": sorted(verdict.exercised),
            "violations": verdict.violations,
            "deviations": verdict.deviations,
        }
        with Path(path).open("a") as file:
            file.write(json.dumps(tally) + "\n")


def _forget_past_sessions() -> None:
    for folder in (CACHE / "recordings").glob("*"):
        try:
            os.kill(int(folder.name), 0)
        except ProcessLookupError:
            shutil.rmtree(folder, ignore_errors=True)


def figures(name: str, verdict: Verdict, contract: Contract) -> list[str]:
    """Return the figures of a session or of a whole run, one line."""
    used = used_operations(contract)
    line = (
        f"contract ({name}): {verdict.requests} requests and {verdict.answers} answers judged, "
        f"{verdict.violations.total()} violations, {verdict.deviations.total()} listed deviations; "
        f"{len(verdict.exercised & used)} of the {len(used)} documented operations in use; "
        f"{verdict.outside} calls outside of the documents"
    )
    return [line]


def used_operations(contract: Contract) -> set[str]:
    """Return the documented operations that are in use: those that the simulator serves."""
    names = (contract.operation(operation.method, below_base(operation.path)) for operation in OPERATIONS)
    return {name for name in names if name}


def total(tallies: Path) -> list[str]:
    """Return what to say of all sessions of a run together."""
    verdict = Verdict()
    for line in tallies.read_text().splitlines() if tallies.exists() else []:
        tally = json.loads(line)
        verdict.requests += tally["requests"]
        verdict.answers += tally["answers"]
        verdict.outside += tally["outside"]
        verdict.exercised |= set(tally["exercised"])
        verdict.violations += Counter(tally["violations"])
        verdict.deviations += Counter(tally["deviations"])
    contract = Contract.load()
    said = figures("total", verdict, contract)
    never = sorted(used_operations(contract) - verdict.exercised)
    said += [f"documented operations in use that were never exercised: {len(never)}", *(f"  {name}" for name in never)]
    unneeded = [each.what for each in DEVIATIONS if not verdict.deviations[each.what]]
    if unneeded:
        said += ["deviations that nothing needs any more; remove them:", *(f"  {what}" for what in unneeded)]
    return said
