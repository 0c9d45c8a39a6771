# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reads the cells of a workbook as the texts that people see in them; what cannot be told from a cell is refused."""

from __future__ import annotations

import datetime
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any

from ._library import InvalidFileException, get_column_letter, load_workbook

SPACES = re.compile("[\\s\u00a0\u200b\ufeff]+")
ERRORS = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)")
DIGITS = "is stored as a number, so that leading zeros or a + may be lost: format the cell as text and enter it again"
LIMIT = 100_000
"""Rows of a sheet after which reading ends with a problem: a sheet may claim a million empty ones."""


class BadWorkbook(Exception):
    """The file as a whole cannot be read; the message is what to tell of it."""


@dataclass(frozen=True)
class Cell:
    """A cell that is not empty: where it is, and what it holds."""

    place: str
    value: Any
    zeros: int = 0
    """How many digits its number format always shows, as 00000 does."""

    def text(self, *, digits: bool = False) -> tuple[str, str]:
        """Return the text, and what is wrong with it; ``digits`` where zeros at the beginning matter."""
        value = self.value
        if isinstance(value, bool):
            return "yes" if value else "no", ""
        if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
            return "", "is a date or a time: format the cell as text and enter it again"
        if isinstance(value, (int, float)):
            number = str(int(value)) if float(value).is_integer() else repr(value)
            if digits and len(number) < self.zeros:
                return number.zfill(self.zeros), ""
            return number, DIGITS if digits and self.zeros != len(number) else ""
        text = SPACES.sub(" ", unicodedata.normalize("NFC", str(value))).strip()
        if ERRORS.fullmatch(text):
            return "", f"holds the error {text}"
        if text.startswith("="):
            return "", "holds a formula that has not been calculated: open the file, save it, and try again"
        return text, ""


Row = tuple[int, dict[int, Cell]]
"""Its number, and its cells by the numbers of their columns, from 1 on."""


class File:
    """A workbook that is read row by row, so that its size costs time only."""

    def __init__(self, path: Path) -> None:
        try:
            self._values: Any = load_workbook(path, read_only=True, data_only=True)
            self._archive = zipfile.ZipFile(path)
        except OSError as error:
            raise BadWorkbook(f"cannot read {path}: {error.strerror or error}") from None
        except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError):
            raise BadWorkbook(f"{path} is no workbook: save it as an Excel workbook (.xlsx)") from None
        self._formulas: Any = load_workbook(path, read_only=True) if self._holds(b"<f[ >/]") else None

    def close(self) -> None:
        """Let go of the file."""
        for each in (self._values, self._formulas, self._archive):
            if each is not None:
                each.close()

    @property
    def titles(self) -> list[str]:
        """The titles of the sheets."""
        return [str(title) for title in self._values.sheetnames]

    def rows(self, title: str) -> Iterator[Row]:
        """Yield the rows of a sheet that are not empty."""
        nothing: Row = (0, {})
        formulas = self._cells(self._formulas[title]) if self._formulas else repeat(nothing)
        for (number, cells), (_number, written) in zip(self._cells(self._values[title]), formulas, strict=False):
            # Without a value that was stored with it, a formula stands for itself.
            cells = written | cells
            if cells:
                yield number, cells

    def hidden(self, title: str) -> set[int]:
        """Return the numbers of the rows that are not shown."""
        with self._archive.open(self._values[title]._worksheet_path) as part:
            text = part.read()
        rows = re.findall(rb"<row [^>]*>", text)
        return {int(found[1]) for row in rows if b'hidden="1"' in row and (found := re.search(rb'\br="(\d+)"', row))}

    def _cells(self, sheet: Any) -> Iterator[Row]:
        sheet.reset_dimensions()  # what the file says of its size may be wrong
        for number, row in enumerate(sheet.iter_rows(), start=1):
            if number > LIMIT:
                raise BadWorkbook(f"{sheet.title} has more than {LIMIT} rows: remove the empty ones")
            cells = {}
            for index, cell in enumerate(row, start=1):
                if cell.value is not None and str(cell.value).strip():
                    zeros = re.fullmatch(r"0+", str(cell.number_format))
                    cells[index] = Cell(place_of(sheet.title, index, number), cell.value, len(zeros[0]) if zeros else 0)
            yield number, cells

    def _holds(self, pattern: bytes) -> bool:
        sheets = (name for name in self._archive.namelist() if name.startswith("xl/worksheets/"))
        return any(re.search(pattern, self._archive.read(name)) for name in sheets)


def place_of(title: str, column: int, row: int) -> str:
    """Return how people call a cell, e.g. Users!F12."""
    return f"{title}!{get_column_letter(column)}{row}"
