# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Writes into a copy of a workbook what became of each row. A CSV file of users is told of in the same words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from .._nouns.device.codes import Codes, read
from ._library import Font, PatternFill, load_workbook
from .reader import Made, Reader
from .sheets import PHONES, SHEETS

HEADINGS = {
    "en": ("Result", "What was done", "ID", "Error", "Activation code", "Works until"),
    "fr": ("Résultat", "Ce qui a été fait", "Identifiant", "Erreur", "Code d'activation", "Valable jusqu'au"),
}
OF_ALL = 4
"""So many of the headings are those of all sheets; the others are about phones."""
COLOURS = {"created": "D8F3DC", "updated": "D8F3DC", "removed": "E8EDF2", "failed": "FFD6D6"}
LISTS = tuple(sheet.variable for sheet in SHEETS if sheet.variable)
FRENCH = {sheet.title[1] for sheet in SHEETS}
Cells = tuple[str, ...]
"""What the headings say."""


class ResultError(Exception):
    """The file cannot be written into; the message is what to tell of it."""


def annotated(path: Path, results: Iterable[Mapping[str, Any]], codes_path: str | None = None) -> Any:
    """Return the workbook with columns for what became of each row; ``results`` are of its customers, by name.

    Of several results of a customer the last one counts. ``codes_path`` is the file that has the activation codes.
    """
    kept = read(codes_path)
    reader = Reader(path)
    customers = reader.read()
    if reader.problems:
        raise ResultError(f"{path.name} is not as it was when it was read: {reader.problems[0]}")
    rows: dict[str, dict[int, Cells]] = defaultdict(dict)
    for result in results:
        made = customers.get(str(result.get("external_id"))) or customers.get(str(result.get("name")))
        for place, cells in _cells(made, result, kept) if made else ():
            title, _mark, cell = place.rpartition("!")
            rows[title][int("".join(filter(str.isdigit, cell)))] = cells
    book = load_workbook(path)
    for title, found in rows.items():
        sheet = book[title]
        start, tongue = sheet.max_column + 1, "fr" if title in FRENCH else "en"
        head = reader.heads[title]
        headings = HEADINGS[tongue] if title in PHONES.title else HEADINGS[tongue][:OF_ALL]
        for column, text in enumerate(headings, start=start):
            sheet.cell(row=head, column=column, value=text).font = Font(bold=True)
        for row, cells in found.items():
            for column, text in enumerate(cells, start=start):
                sheet.cell(row=row, column=column, value=text or None).data_type = "s"
            if colour := COLOURS.get(cells[0]):
                sheet.cell(row=row, column=start).fill = PatternFill("solid", fgColor=colour)
    return book


def says_the_same(book: Any, path: Path) -> bool:
    """Tell whether a file holds the same texts as a workbook."""
    return path.exists() and _texts(load_workbook(path)) == _texts(book)


def _texts(book: Any) -> dict[str, list[list[Any]]]:
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}


def _cells(made: Made, result: Mapping[str, Any], kept: Codes) -> Iterator[tuple[str, Cells]]:
    """Yield for each row of a customer where it is, and what is to be told of it."""
    done = steps_of(result)
    objects = [("wholesale_customer", "wholesale customer", result.get("wholesale_customer") or {})]
    for variable in LISTS:
        label = variable.removesuffix("s").replace("_", " ")
        objects += [(f"{variable}[{index}]", label, each) for index, each in enumerate(result.get(variable) or ())]
    for way, label, entry in objects:
        if place := made.places.get(way):
            problem = "; ".join(result["problems"]) if way == "wholesale_customer" else ""
            told = cells_of(entry, done[f"{label} {entry.get('key')}"], problem)
            yield place, (*told, *code_of(result, entry, kept)) if way.startswith(PHONES.variable) else told


def steps_of(result: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return what was done to each object of a customer, or would be."""
    done: dict[str, list[str]] = defaultdict(list)
    for step in result.get("steps") or ():
        if step["state"] in ("made", "planned"):
            done[step["object"]].append(step["words"])
    return done


def cells_of(entry: Mapping[str, Any], done: Iterable[str], problem: str = "") -> Cells:
    """Return what the headings of all sheets say of an object; ``problem`` if its own error is not known."""
    action, identifier, error = (str(entry.get(name) or "") for name in ("action", "id", "error"))
    return action, "; ".join(done), identifier, error or problem


def code_of(result: Mapping[str, Any], phone: Mapping[str, Any], kept: Codes) -> Cells:
    """Return the activation code of a phone, and until when it works; both are empty if it has none."""
    holder = str(phone.get("user") or phone.get("workspace") or "")
    known = kept.get((str(result.get("external_id")), holder, str(phone.get("model"))), ("", ""))
    return ("", "") if phone.get("mac") else known
