# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Tables that people make: a CSV text with one object per row, checked by the rules of the object's module."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ._argspec import STATE
from ._engine.fields import argument_spec
from ._http.errors import Refused
from ._nouns.location.model import Location
from ._nouns.user.model import User

LIST_SEPARATOR = ";"
FORMULA = tuple("=+-@")


class BadCsv(Exception):
    """The text as a whole cannot be understood; the message is what to tell of it."""


@dataclass(frozen=True)
class Table:
    """What the rows are: the columns with their specifications as options, the key, and the check of one object."""

    columns: Mapping[str, dict[str, Any]]
    key: str
    check: Callable[[dict[str, Any]], object]
    """Raises Refused. What it returns is not used but for the key: equal keys are the same object."""
    within: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Columns that are a suboption: of which option, and which one."""

    def read(self, text: str) -> tuple[list[dict[str, Any]], list[str]]:
        """Return the objects and what is wrong with them, a sentence per problem; BadCsv if no row can be read."""
        table = rows(text)
        line, header = next(table, (1, []))
        self._check_header(line, header)
        found: list[dict[str, Any]] = []
        problems: list[str] = []
        seen: dict[object, int] = {}
        for line, cells in table:
            if len(cells) != len(header):
                problems.append(f"line {line}: there are {len(cells)} cells, but {len(header)} columns")
                continue
            row = {name: _value(self.columns[name], cell) for name, cell in zip(header, cells, strict=True) if cell}
            wrong = [f"line {line}, column {column}: {message}" for column, message in self._wrong(row)]
            problems += wrong
            if not wrong:
                first = seen.setdefault(self.check(self.whole(row)), line)
                if first != line:
                    problems.append(f"line {line}, column {self.key}: {row[self.key]} is on line {first} too")
            found.append(self.whole(row))
        return found, problems

    def whole(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return an object of a row's cells."""
        made: dict[str, Any] = {name: value for name, value in row.items() if name not in self.within}
        for name, (option, suboption) in self.within.items():
            if name in row:
                made.setdefault(option, {})[suboption] = row[name]
        return made

    def _check_header(self, line: int, header: list[str]) -> None:
        known = ", ".join(self.columns)
        if not header:
            raise BadCsv("the file is empty; the first row must name the columns")
        unknown = [name for name in header if name not in self.columns]
        if unknown and not set(header) & set(self.columns):
            raise BadCsv(f"line {line}: the first row must name the columns, known are {known}")
        if unknown:
            raise BadCsv(f"line {line}: unknown column {', '.join(map(repr, unknown))}; known are {known}")
        if twice := sorted({name for name in header if header.count(name) > 1}):
            raise BadCsv(f"line {line}: column {', '.join(twice)} is there more than once")
        needed = [name for name, spec in self.columns.items() if spec.get("required") and name not in self.within]
        if missing := [name for name in needed if name not in header]:
            raise BadCsv(f"line {line}: there is no column {', '.join(missing)}")

    def _wrong(self, row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield column and message for what the module would refuse."""
        for name, spec in self.columns.items():
            # What an address must have is asked of a row with an address only.
            asked = name not in self.within or self.within[name][0] in self.whole(row)
            if spec.get("required") and asked and name not in row:
                yield name, "is required"
            elif name in row and row[name] not in spec.get("choices", [row[name]]):
                yield name, f"{row[name]} is none of {', '.join(spec['choices'])}"
        try:
            self.check(self.whole(row))
        except Refused as refused:
            yield self._column(refused.option), str(refused).removeprefix(f"{refused.option}: ")

    def _column(self, option: str) -> str:
        """Return the column that an option is in, for example city for address.city."""
        first, _dot, rest = option.partition(".")
        suboption = (first.partition("[")[0], rest.partition("[")[0])
        return next((name for name, place in self.within.items() if place == suboption), suboption[0])


def rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not blank, each with the number of its first line; the first one is the header."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=_delimiter(text), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BadCsv(f"line {line}: {error}") from None
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield line, cells


def _delimiter(text: str) -> str:
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=header.count)


def beside(text: str, headings: Sequence[str], told: Mapping[int, Sequence[str]]) -> str:
    """Return a table with more columns; ``told`` has their cells by the lines of the rows.

    What begins like a formula is one to a spreadsheet, whoever wrote it: our cells get an apostrophe, others stay.
    """
    made = io.StringIO()
    writer = csv.writer(made, delimiter=_delimiter(text), lineterminator="\n")
    width = 0
    for line, cells in rows(text):
        more = told.get(line, ()) if width else headings
        width = width or len(cells)
        harmless = [f"'{cell}" if cell.lstrip().startswith(FORMULA) else cell for cell in more]
        writer.writerow([*_filled(cells, width), *_filled(harmless, len(headings))])
    return made.getvalue()


def _filled(cells: list[str], width: int) -> list[str]:
    return cells + [""] * (width - len(cells))


def content(path: Path) -> str:
    """Return the text of a file; BadCsv if there is none."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadCsv(f"cannot read {path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise BadCsv("is not UTF-8; save it as 'CSV UTF-8'") from None


def load(table: Table, path: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the objects of a file and what is wrong with it, a sentence per problem."""
    try:
        found, problems = table.read(content(path))
    except BadCsv as error:
        found, problems = [], [str(error)]
    return found, [f"{path.name}: {problem}" for problem in problems]


def _value(spec: dict[str, Any], cell: str) -> Any:
    if spec["type"] == "list":
        return [part.strip() for part in cell.split(LIST_SEPARATOR) if part.strip()]
    return cell


def users_table() -> Table:
    """Return what a table of users can have. The users belong to the customer that the task names."""
    columns: dict[str, dict[str, Any]] = {**argument_spec(User), **STATE}
    del columns["customer"]
    return Table(columns, "email", lambda user: str(User.desired(user).email))


def locations_table() -> Table:
    """Return what a table of locations can have; the parts of an address and of a connection are columns."""
    columns: dict[str, dict[str, Any]] = {**argument_spec(Location), **STATE}
    address, pstn = columns.pop("address")["options"], columns.pop("pstn")["options"]
    del columns["customer"]
    columns |= address | {f"pstn_{way}": spec for way, spec in pstn.items()}
    within = {part: ("address", part) for part in address} | {f"pstn_{way}": ("pstn", way) for way in pstn}
    return Table(columns, "name", lambda place: str(Location.desired(place).name).casefold(), within)
