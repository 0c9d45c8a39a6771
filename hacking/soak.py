# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`make soak`: hundreds of seeded fault scenarios, each onboarding a customer until it is done; counts what went wrong.

What is done is kept, so that a soak that was stopped, or whose minutes were over, goes on where it was.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import asdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
sys.path[:0] = [str(ROOT), str(ROOT / "roles" / "simulator" / "files")]


def play(seed: int, lag: bool) -> dict[str, Any]:
    """Play one scenario on a simulator of its own; runs in a process of the pool."""
    import conftest  # noqa: F401  # puts the collection on the path
    from tests.property.conftest import Watched
    from tests.property.scenario import Scenario

    with tempfile.TemporaryDirectory() as directory, Watched(Path(directory), provisioning_delay=0.01) as webex:
        try:
            outcome = asdict(Scenario(seed, lag).play(webex))
        except Exception as error:  # a scenario that breaks is a finding like any other
            outcome = {"seed": seed, "problems": [f"{type(error).__name__}: {error}"]}
    return outcome


def main() -> int:
    """Play what is missing, tell the sums; 1 when anything is amiss, 2 when the time was over before the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenarios", type=int, default=500, help="how many; their seeds count from 0")
    parser.add_argument("--minutes", type=float, default=30, help="after which no new scenario is begun")
    parser.add_argument("--workers", type=int, default=6, help="scenarios at the same time; most of the time they wait")
    parser.add_argument("--fresh", action="store_true", help="forget what was done before")
    parser.add_argument("--lag", action="store_true", help="on a Webex that shows later what was written")
    arguments = parser.parse_args()
    CACHE.mkdir(exist_ok=True)
    kept = CACHE / ("soak-lag.jsonl" if arguments.lag else "soak.jsonl")
    if arguments.fresh:
        kept.unlink(missing_ok=True)
    done = _done(kept, arguments.scenarios)
    end = time.monotonic() + arguments.minutes * 60
    missing = iter([seed for seed in range(arguments.scenarios) if seed not in done])
    with ProcessPoolExecutor(arguments.workers) as pool, kept.open("a") as state:
        running: set[Future[dict[str, Any]]] = set()
        while True:
            while len(running) < arguments.workers and time.monotonic() < end:
                seed = next(missing, None)
                if seed is None:
                    break
                running.add(pool.submit(play, seed, arguments.lag))
            if not running:
                break
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                outcome = future.result()
                state.write(json.dumps(outcome) + "\n")
                state.flush()
                done[outcome["seed"]] = outcome
                _tell(outcome, len(done), arguments.scenarios)
    return _sums(list(done.values()), arguments.scenarios)


def _done(kept: Path, scenarios: int) -> dict[int, dict[str, Any]]:
    """Return the outcomes kept from before; of a line that a kill has cut short, nothing."""
    outcomes = {}
    for line in kept.read_text().splitlines() if kept.exists() else []:
        with contextlib.suppress(ValueError):
            outcome = json.loads(line)
            if outcome["seed"] < scenarios:
                outcomes[outcome["seed"]] = outcome
    return outcomes


def _tell(outcome: dict[str, Any], count: int, scenarios: int) -> None:
    for problem in outcome["problems"]:
        print(f"scenario {outcome['seed']}: {problem}", flush=True)
    if count % 25 == 0:
        print(f"{count} of {scenarios} scenarios", flush=True)


def _sums(outcomes: list[dict[str, Any]], scenarios: int) -> int:
    """Print what all scenarios together have come to; return the exit code."""
    faults: Counter[str] = Counter()
    for outcome in outcomes:
        faults.update(outcome.get("injected", {}))
    total = {
        name: sum(outcome.get(name, 0) for outcome in outcomes)
        for name in ("rounds", "kills", "wanted", "lost", "doubled", "secrets")
    }
    amiss = [outcome["seed"] for outcome in outcomes if outcome["problems"] or outcome.get("secrets")]
    print(f"\nscenarios        {len(outcomes)} of {scenarios}, {total['rounds']} runs")
    capped = faults.pop("capped page", 0)
    lagging = sum(faults.pop(f"lagging {view}", 0) for view in ("list", "single"))
    print(f"faults injected  {faults.total() + total['kills']}, and {capped} pages cut short, {lagging} reads behind")
    for kind, count in sorted(faults.items()):
        print(f"  {kind:<42} {count}")
    print(f"  {'kill -9':<42} {total['kills']}")
    print(f"objects wanted   {total['wanted']}")
    print(f"lost             {total['lost']}\ndoubled          {total['doubled']}\nsecrets found    {total['secrets']}")
    if amiss:
        print(f"amiss            scenarios {', '.join(map(str, sorted(amiss)))}")
        return 1
    return 0 if len(outcomes) >= scenarios else 2


if __name__ == "__main__":
    sys.exit(main())
