# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds recorded requests and answers against the contract.

Every request is judged as if the collection had made it, unless a header says that a test made it itself
(`Simulator-Test`, see webex_simulator/recorder.py):

* `direct`: by a test of the simulator, which may do wrong to see it refused: judged when it was not refused;
* `nonsense`: by a test that sends what nobody means, or makes the collection believe a lie: never judged.

All answers are judged, whoever asked, but for those that the fault plan of a test made up.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from tests.contract.contract import OUTSIDE, Contract, below_base
from tests.contract.deviations import DEVIATIONS, Deviation
from tests.contract.shapes import Misfit, Place, at, misfits, text_fits

Entry = dict[str, Any]
_ID = re.compile(r"[^/]{30,}")


class Example(NamedTuple):
    """Where a violation was seen first, part by part."""

    operation: str
    side: str
    misfit: Misfit


@dataclass
class Verdict:
    """What came of judging one or more recordings."""

    requests: int = 0
    answers: int = 0
    outside: int = 0
    exercised: set[str] = field(default_factory=set)
    """Operations that answered with success."""
    violations: Counter[str] = field(default_factory=Counter)
    examples: dict[str, Example] = field(default_factory=dict)
    """One for each violation."""
    deviations: Counter[str] = field(default_factory=Counter)
    """How often each deviation was needed, by what it is about."""


class Judge:
    """Judges recordings, one entry at a time."""

    def __init__(self, contract: Contract, deviations: Sequence[Deviation] = DEVIATIONS) -> None:
        self._contract = contract
        self._deviations = deviations
        self.verdict = Verdict()

    def folder(self, folder: Path) -> Verdict:
        """Judge all recordings of a folder."""
        for path in sorted(folder.glob("*.jsonl")):
            with path.open() as file:
                for line in file:
                    self.entry(json.loads(line))
        return self.verdict

    def entry(self, entry: Entry) -> None:
        """Judge one request and its answer."""
        path = below_base(entry["path"])
        if OUTSIDE.fullmatch(path):
            self.verdict.outside += 1
            return
        refused = entry["status"] >= 400
        strict = not entry["mark"] or (entry["mark"] == "direct" and not refused)
        name = self._contract.operation(entry["method"], path)
        if name is None:
            if strict:
                self.verdict.requests += 1
                self._count(f"{entry['method']} {_ID.sub('{id}', path)}", "request", [Misfit("undocumented path", ())])
            return
        facts = self._contract.operations[name]
        if strict:
            self.verdict.requests += 1
            self._count(name, "request", self._request(name, facts, entry))
        if entry["invented"]:
            return
        self.verdict.answers += 1
        self._count(name, f"answer {entry['status']}", self._answer(name, facts, entry))
        if not refused:
            self.verdict.exercised.add(name)

    def _request(self, name: str, facts: dict[str, Any], entry: Entry) -> Iterator[Misfit]:
        yield from _query(facts.get("query", {}), entry["query"])
        shape = facts.get("body")
        if shape is None:
            if entry["body"]:
                yield Misfit("body where none is documented", ())
            return
        if not entry["body"]:
            if any("*" in field for field in shape):
                yield Misfit("no body", ())
            return
        media = facts.get("media", "application/json")
        if entry["media"] != media:
            yield Misfit("wrong media type", (), entry["media"])
        for misfit in _body(shape, entry["body"]):
            # A field of a write that only answers have is one that Webex alone sets.
            answers = self._contract.answers(name.split()[1])
            shown = any(at(answer, misfit.place) is not None for answer in answers)
            yield misfit._replace(kind="read-only field") if misfit.kind == "undocumented field" and shown else misfit

    def _answer(self, name: str, facts: dict[str, Any], entry: Entry) -> Iterator[Misfit]:
        if entry["status"] not in self._contract.statuses(name):
            yield Misfit("undocumented status", ())
            return
        documented = facts["answers"].get(str(entry["status"]), entry["status"] >= 300)
        if documented is None:
            if entry["answer"]:
                yield Misfit("body where none is documented", ())
        elif documented is not True:
            for misfit in _body(documented, entry["answer"]):
                if misfit.kind != "read-only field":
                    yield misfit

    def _count(self, name: str, side: str, found: Iterator[Misfit] | list[Misfit]) -> None:
        for misfit in found:
            what = f"{side}: {misfit.kind} {written(misfit.place)}".rstrip()
            deviation = next((each for each in self._deviations if each.covers(name, what)), None)
            if deviation:
                self.verdict.deviations[deviation.what] += 1
            else:
                self.verdict.violations[f"{name}  {what}"] += 1
                self.verdict.examples.setdefault(f"{name}  {what}", Example(name, side, misfit))


def _query(documented: dict[str, Any], query: str) -> Iterator[Misfit]:
    given = parse_qsl(query, keep_blank_values=True)
    fields = {name.rstrip("*"): shape for name, shape in documented.items()}
    for name, text in given:
        if name not in fields:
            yield Misfit("undocumented parameter", (name,), text)
        elif not text_fits(fields[name], text):
            yield Misfit("wrong parameter", (name,), text)
    for name in documented:
        if name.endswith("*") and name.rstrip("*") not in dict(given):
            yield Misfit("missing parameter", (name.rstrip("*"),))


def _body(shape: Any, text: str) -> Iterator[Misfit]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        yield Misfit("no JSON", (), text[:60])
        return
    yield from misfits(shape, value)


def written(place: Place) -> str:
    """Return a place in words."""
    return ".".join(place).replace(".[]", "[]")
