# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Writes into a copy of a CSV file of users what became of each row, in the words of a workbook's copy."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .._csv import BadCsv, beside, content, rows, users_table
from .._nouns.device.codes import Codes, read
from .result import HEADINGS, Cells, ResultError, cells_of, code_of, steps_of

ENCODING = "utf-8-sig"
"""With the mark by which Excel knows UTF-8."""


@dataclass(frozen=True)
class UsersTold:
    """The copy."""

    text: str

    def save(self, path: str | Path) -> None:
        """Write it."""
        Path(path).write_text(self.text, encoding=ENCODING)

    def is_in(self, path: Path) -> bool:
        """Tell whether a file holds it."""
        return path.exists() and path.read_bytes() == self.text.encode(ENCODING)


def users_told(path: Path, results: Iterable[Mapping[str, Any]], codes_path: str | None = None) -> UsersTold:
    """Return the file with columns for what became of each row; ``results`` are of the customers that have the users.

    Of several results of a user the last one counts. ``codes_path`` is the file that has the activation codes.
    """
    kept, outcomes = read(codes_path), dict[str, Cells]()
    table = users_table()
    try:
        text = content(path)
        _found, wrong = table.read(text)
        (_line, header), *listed = rows(text)
    except BadCsv as error:
        raise ResultError(f"{path.name}: {error}") from None
    for result in results:
        # Where rows have failed, these say why the others were not attempted.
        outcomes |= _outcomes(result, kept, "" if wrong else "; ".join(result.get("problems") or ()))
    key = header.index(table.key)
    told = {line: outcomes.get("".join(cells[key : key + 1]).casefold(), ()) for line, cells in listed}
    for line, messages in _by_line(wrong):
        told[line] = ("failed", "", "", "; ".join(messages))
    return UsersTold(beside(text, HEADINGS["en"], told))


def _outcomes(result: Mapping[str, Any], kept: Codes, problems: str) -> Iterator[tuple[str, Cells]]:
    """Yield the users of a customer by what is compared of their addresses, each with what is to be told."""
    done = steps_of(result)
    codes: dict[str, list[Cells]] = defaultdict(list)
    for phone in result.get("devices") or ():
        code, until = code_of(result, phone, kept)
        if code:
            codes[str(phone.get("user")).casefold()].append((_in_groups(code), until))
    for entry in result.get("wholesale_users") or ():
        key = str(entry.get("key"))
        problem = problems if entry.get("action") == "not attempted" else ""
        several = ("; ".join(each) for each in zip(*codes[key.casefold()], strict=True))
        yield key.casefold(), (*cells_of(entry, done[f"wholesale user {key}"], problem), *several)


def _in_groups(code: str) -> str:
    """Return a code as people read it; a spreadsheet would take it for a number and round its last digit away."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def _by_line(problems: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    found: dict[int, list[str]] = defaultdict(list)
    for problem in problems:
        if place := re.match(r"line (\d+)(?:, |: )", problem):
            found[int(place[1])].append(problem[place.end() :])
    yield from found.items()
