# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What differs from the contract, in words that tell of nobody: names of fields, types, lengths, documented values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from hacking.live.record import Seen
from tests.contract.contract import Contract
from tests.contract.judge import Judge, Verdict, written
from tests.contract.shapes import Misfit, Place, at

FIELD = re.compile(r"\[\]|[a-z][A-Za-z0-9_]{0,39}")
"""What can be the name of a field. A key that is somebody's name, address or number does not look like that."""
KINDS = {"{": "object", "[": "list"}


class Difference(NamedTuple):
    """One thing that the contract has otherwise."""

    operation: str
    side: str
    what: str
    times: int


def judged(record: Iterable[Seen], contract: Contract) -> Verdict:
    """Hold all that was seen against the contract."""
    judge = Judge(contract)
    for seen in record:
        judge.entry(seen.entry)
    return judge.verdict


def differences(verdict: Verdict, contract: Contract) -> Iterator[Difference]:
    """Yield what differs, without a value."""
    told: dict[tuple[str, str, str], int] = {}
    for text, times in sorted(verdict.violations.items()):
        operation, side, misfit = verdict.examples[text]
        key = (_path(operation), side, _what(misfit, _shape(contract, operation, side, misfit.place)))
        told[key] = told.get(key, 0) + times
    for (operation, side, what), times in told.items():
        yield Difference(operation, side, what, times)


def _what(misfit: Misfit, shape: Any) -> str:
    place = tuple(each if FIELD.fullmatch(each) else "(a key)" for each in misfit.place)
    what = f"{misfit.kind} {written(place)}".rstrip()
    if given := _kind(misfit.value):
        what += f": {given}"
    if isinstance(shape, list) and shape[0] == "=":
        what += f"; documented: {', '.join(map(str, shape[1:]))}"
    elif isinstance(shape, str) and misfit.kind == "wrong type":
        what += f"; documented: {shape}"
    return what


def _path(operation: str) -> str:
    """Return the operation; one that is in no document may have anything in its path."""
    method, path = operation.split(" ", 1)
    return f"{method} " + "/".join(
        each if re.fullmatch(r"[A-Za-z]*|\{\w+\}", each) else "{…}" for each in path.split("/")
    )


def _shape(contract: Contract, operation: str, side: str, place: Place) -> Any:
    facts = contract.operations.get(operation, {})
    whole = facts.get("body") if side == "request" else facts.get("answers", {}).get(side.removeprefix("answer "))
    return at(whole, place) if isinstance(whole, (dict, list)) else None


def _kind(example: str) -> str:
    """Return what a value is: the judge shows one of an answer as JSON, cut after 60 characters, others as they are."""
    if example[:1] in KINDS:
        return KINDS[example[0]]
    try:
        value = json.loads(example)
    except ValueError:
        return "text of 57 characters or more" if example.endswith("...") else example and "text"
    kinds = {str: f"text of {len(example) - 2} characters", bool: "boolean", type(None): "null"}
    return kinds.get(type(value), "number")
