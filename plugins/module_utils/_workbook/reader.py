# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Makes the variables of customers of a workbook; all that is wrong with it is told at once, cell by cell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from .. import _variables
from .._options import Problem
from .cells import BadWorkbook, Cell, File, Row, place_of
from .sheets import CUSTOMERS, LOCATIONS, NUMBERS, SHEETS, Column, Sheet, folded

HEADINGS = 10
"""Among so many rows the headings of a sheet are looked for: above them may stand titles."""
DIGITS = {"address.zip_or_postal_code", "extension", "phone_number", "main_number", "first", "last", "external_id",
          "routing_prefix", "outside_dial_digit"}  # fmt: skip
"""Columns in which zeros at the beginning matter."""
YES = {"yes": True, "y": True, "x": True, "true": True, "oui": True, "o": True, "vrai": True,
       "no": False, "n": False, "false": False, "non": False, "faux": False}  # fmt: skip
RANGE = 1000
"""How many numbers a row may stand for."""


@dataclass
class Entry:
    """A row of a sheet: the texts of its cells by the options of their columns, and where they are."""

    sheet: Sheet
    place: str
    """Its first cell."""
    texts: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    @property
    def lacks(self) -> bool:
        """Whether the key is missing, or is none."""
        needed = (column.option for column in self.sheet.columns if column.required and "." not in column.option)
        return not all(self.texts.get(option) for option in needed)

    def at(self, option: str) -> str:
        """Return the place of a cell, also of one that is empty."""
        return self.places.get(option, self.place)


@dataclass
class Made:
    """The variables of one customer, and which cells they are from."""

    variables: dict[str, Any]
    places: dict[str, str] = field(default_factory=dict)

    def place(self, option: str) -> str:
        """Return the cell that an option such as ``wholesale_users[3].extension`` is from."""
        way = option
        while way not in self.places and re.search(r"[.\[]", way):
            way = re.sub(r"(\.\w+|\[\d+\])$", "", way)
        return self.places.get(way, "")


class Reader:
    """Reads one workbook."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[str] = []
        self.warnings: list[str] = []
        self.customers: dict[str, Made] = {}
        self.heads: dict[str, int] = {}
        """Where the headings of each sheet are."""
        self._keys: dict[str, str] = {}
        """External ids by what is compared of them."""

    def read(self) -> dict[str, Made]:
        """Return the customers by their external ids; ``problems`` has what is wrong."""
        try:
            file = File(self.path)
        except BadWorkbook as error:
            self.problems.append(str(error))
            return {}
        try:
            entries = self._entries(file)
        except BadWorkbook as error:
            self.problems.append(str(error))
            return {}
        finally:
            file.close()
        for entry in entries[CUSTOMERS.title]:
            self._customer(entry)
        owned = {sheet: self._owned(entries[sheet.title]) for sheet in SHEETS if sheet is not CUSTOMERS}
        for key, made in self.customers.items():
            self._locations(made, owned[LOCATIONS][key], self._numbers(owned[NUMBERS][key]))
            for sheet in SHEETS:
                if sheet.variable and sheet is not LOCATIONS:
                    self._list(made, sheet.variable, owned[sheet][key])
            self._check(made)
        return self.customers

    @property
    def refusal(self) -> str:
        """What to say of a workbook with problems: all of them."""
        count = f"{len(self.problems)} problem{'s' if len(self.problems) > 1 else ''}"
        return f"{self.path.name}: {count}, nothing is taken from it\n" + "\n".join(self.problems)

    def _entries(self, file: File) -> dict[Any, list[Entry]]:
        titles = {folded(word): sheet for sheet in SHEETS for word in sheet.title}
        found: dict[Any, list[Entry]] = defaultdict(list)
        seen: dict[Any, str] = {}
        for title in file.titles:
            sheet = titles.get(folded(title))
            if sheet is None:
                continue
            if sheet.title in seen:
                self.problems.append(f"{title}: is the sheet {seen[sheet.title]} too; keep one of them")
                continue
            seen[sheet.title] = title
            found[sheet.title] = list(self._rows(file, title, sheet))
        if CUSTOMERS.title not in seen:
            known = ", ".join(sheet.title[0] for sheet in SHEETS)
            self.problems.append(f"there is no sheet {CUSTOMERS.title[0]}; known are {known} (or in French)")
        return found

    def _rows(self, file: File, title: str, sheet: Sheet) -> Iterator[Entry]:
        columns: dict[int, Column] | None = None
        hidden = file.hidden(title)
        shown = []
        for number, cells in file.rows(title):
            if columns is None:
                columns = self._columns(title, sheet, (number, cells))
                self.heads[title] = number
                if columns is None and number >= HEADINGS:
                    break
            elif not _is_help(columns, cells):
                shown += [number] if number in hidden else []
                yield self._entry(sheet, title, columns, (number, cells))
        if columns is None:
            wanted = ", ".join(column.heading[0] for column in sheet.columns if column.required)
            self.problems.append(f"{title}: no row has the headings of the columns, at least {wanted}")
        if shown:
            rows = ", ".join(map(str, shown[:5])) + (" and more" if len(shown) > 5 else "")
            self.warnings.append(f"{title}: rows that are not shown were read as well: {rows}")

    def _columns(self, title: str, sheet: Sheet, row: Row) -> dict[int, Column] | None:
        """Return the columns that a row's headings name; None if it is no row of headings."""
        texts = {index: cell.text()[0] for index, cell in row[1].items()}
        named = {index: sheet.known[folded(text)] for index, text in texts.items() if folded(text) in sheet.known}
        if len(named) < min(2, len(sheet.columns)):
            return None
        seen: dict[str, str] = {}
        for index, cell in row[1].items():
            if index not in named:
                alike = get_close_matches(folded(texts[index]), sheet.known, 1, 0.75)
                meant = f"; did you mean {sheet.known[alike[0]].heading[0]}?" if alike else ""
                if alike:
                    self.problems.append(f"{cell.place}: unknown heading {texts[index]}{meant}")
                else:
                    self.warnings.append(f"{cell.place}: the column {texts[index]} is not known and is left out")
                continue
            first = seen.setdefault(named[index].option, cell.place)
            if first != cell.place:
                self.problems.append(f"{cell.place}: is the column of {first} too; keep one of them")
        for column in sheet.columns:
            if column.required and column.option not in seen:
                self.problems.append(f"{title}: there is no column {column.heading[0]}")
        return named

    def _entry(self, sheet: Sheet, title: str, columns: Mapping[int, Column], row: Row) -> Entry:
        number, cells = row
        entry = Entry(sheet, place_of(title, min(columns), number))
        for index, column in columns.items():
            cell = cells.get(index)
            entry.places[column.option] = place_of(title, index, number)
            text, wrong = cell.text(digits=column.option in DIGITS) if cell else ("", "")
            if wrong:
                self.problems.append(f"{entry.places[column.option]}: {wrong}")
                entry.texts[column.option] = ""
            elif text:
                entry.texts[column.option] = text
        gone = entry.texts.get("state") == "absent"
        for column in columns.values():
            needed = column.required and not (gone and column.option.startswith("address."))
            if needed and column.option not in entry.texts and not self._address_left_out(entry, column):
                self.problems.append(f"{entry.places[column.option]}: is required ({column.heading[0]})")
        return entry

    def _address_left_out(self, entry: Entry, column: Column) -> bool:
        """Tell whether a whole address is not given, which an existing object needs not."""
        parts = [option for option in entry.texts if option.startswith("address.")]
        return column.option.startswith("address.") and not parts

    def _customer(self, entry: Entry) -> None:
        external_id = entry.texts.get("external_id")
        if not external_id:
            return
        key = external_id.casefold()
        if key in self._keys:
            first = self.customers[self._keys[key]].places["wholesale_customer.external_id"]
            self.problems.append(f"{entry.at('external_id')}: {external_id} is in {first} too")
            return
        self._keys[key] = external_id
        made = self.customers[external_id] = Made({})
        found = self._object(made, "wholesale_customer", entry)
        if _variables.SUB_PARTNER in found:  # for whom it is handled, which is a variable of its own
            made.variables[_variables.SUB_PARTNER] = found.pop(_variables.SUB_PARTNER)
        made.variables["wholesale_customer"] = found

    def _owned(self, entries: list[Entry]) -> dict[str, list[Entry]]:
        """Return the rows by the external ids of their customers."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            text = entry.texts.get("customer", "")
            only = next(iter(self.customers)) if len(self.customers) == 1 and not text else ""
            key = self._keys.get(text.casefold(), only)
            if key and not entry.lacks:  # of a row without its key nothing more can be said
                found[key].append(entry)
            elif key:
                continue
            elif not text:
                self.problems.append(f"{entry.at('customer')}: is required (Customer), as there are several")
            else:
                meant = _meant(text, self._keys.values())
                self.problems.append(
                    f"{entry.at('customer')}: there is no customer {text} on the sheet Customers{meant}"
                )
        return found

    def _list(self, made: Made, variable: str, entries: list[Entry]) -> None:
        if entries:
            made.variables[variable] = [
                self._object(made, f"{variable}[{index}]", entry) for index, entry in enumerate(entries)
            ]

    def _locations(self, made: Made, entries: list[Entry], numbers: dict[str, list[tuple[str, str]]]) -> None:
        """Add the locations with their numbers; the head office is made together with the customer."""
        self._list(made, "locations", entries)
        listed = made.variables.get("locations", [])
        names = {str(each.get("name", "")).casefold(): index for index, each in enumerate(listed)}
        for name, found in numbers.items():
            if name not in names:
                known = [str(each.get("name", "")) for each in listed]
                text = f"there is no location {name} of this customer on the sheet Locations{_meant(name, known)}"
                self.problems.append(f"{found[0][1]}: {text}")
                continue
            index = names[name]
            listed[index]["numbers"] = [number for number, _place in found]
            made.places |= {f"locations[{index}].numbers[{at}]": place for at, (_number, place) in enumerate(found)}
            made.places[f"locations[{index}].numbers"] = found[0][1]
        marked = [index for index, entry in enumerate(entries) if _truth(entry.texts.get("head_office", ""))]
        if len(marked) > 1:
            self.problems.append(f"{entries[marked[1]].at('head_office')}: there is one head office only")
        for entry in listed:
            entry.pop("head_office", None)
        if listed:
            self._head_office(made, listed[(marked or [0])[0]], (marked or [0])[0])

    def _head_office(self, made: Made, place: Mapping[str, Any], index: int) -> None:
        customer = made.variables["wholesale_customer"]
        names = ("name", "address", "time_zone", "preferred_language", "emergency_location_identifier")
        needed = ("name", "address", "time_zone", "preferred_language")
        if customer.get("state") == "absent" or not all(place.get(name) for name in needed):
            return
        customer["calling_location"] = {name: place[name] for name in names if place.get(name)}
        here, office = f"locations[{index}]", "wholesale_customer.calling_location"
        made.places |= {way.replace(here, office): at for way, at in made.places.items() if way.startswith(here)}

    def _numbers(self, entries: list[Entry]) -> dict[str, list[tuple[str, str]]]:
        """Return the numbers by the names of their locations, each with its cell; a range is told number by number."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for entry in entries:
            first, last = entry.texts.get("first", ""), entry.texts.get("last", "")
            if first and entry.texts.get("location"):
                for number in self._range(entry, first, last):
                    found[entry.texts["location"].casefold()].append((number, entry.at("first")))
        return found

    def _range(self, entry: Entry, first: str, last: str) -> list[str]:
        if not last:
            return [first]
        low, high = re.sub(r"[^\d+]", "", first), re.sub(r"[^\d+]", "", last)
        if not (re.fullmatch(r"\+\d+", low) and re.fullmatch(r"\+\d+", high)):
            where = "last" if re.fullmatch(r"\+\d+", low) else "first"
            self.problems.append(f"{entry.at(where)}: must be an international number that begins with +")
        elif len(low) != len(high) or int(high) < int(low):
            self.problems.append(f"{entry.at('last')}: must be the end of a range that begins with {low}")
        elif int(high) - int(low) >= RANGE:
            self.problems.append(
                f"{entry.at('last')}: is the end of {int(high) - int(low) + 1} numbers, more than {RANGE}"
            )
        else:
            return [f"+{number}" for number in range(int(low), int(high) + 1)]
        return []

    def _object(self, made: Made, where: str, entry: Entry) -> dict[str, Any]:
        """Return the options that a row gives."""
        made.places[where] = entry.place
        found: dict[str, Any] = {}
        for column in entry.sheet.columns:
            text = entry.texts.get(column.option, "")
            option, _dot, inner = column.option.partition(".")
            made.places[f"{where}.{column.option}"] = entry.at(column.option)
            if not text or column.option == "customer":
                continue
            value = self._value(entry, column, text)
            if inner:
                found.setdefault(option, {})[inner] = value
                made.places.setdefault(f"{where}.{option}", entry.at(column.option))
            elif value is not None:
                found[option] = value
        return found

    def _value(self, entry: Entry, column: Column, text: str) -> Any:
        """Return what a cell stands for; None when that is nothing that the option takes."""
        spec = entry.sheet.spec(column)
        if spec["type"] == "list":
            parts = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
            return [part for part in parts if self._may(entry, column, part)]
        if spec["type"] == "bool":
            truth = _truth(text)
            if truth is None:
                self.problems.append(f"{entry.at(column.option)}: {text} is neither yes nor no")
            return truth
        if spec["type"] == "int":
            return int(text) if text.isdigit() else self._wrong(entry, column, f"{text} is no whole number")
        if spec["type"] == "dict":
            return self._limits(entry, column, text)
        return text if self._may(entry, column, text) else None

    def _wrong(self, entry: Entry, column: Column, message: str) -> None:
        self.problems.append(f"{entry.at(column.option)}: {message}")

    def _may(self, entry: Entry, column: Column, text: str) -> bool:
        """Tell whether a text is one of the choices, if there are any."""
        choices = entry.sheet.spec(column).get("choices", [text])
        if text not in choices:
            self.problems.append(
                f"{entry.at(column.option)}: {text} is none of {', '.join(choices)}{_meant(text, choices)}"
            )
        return text in choices

    def _limits(self, entry: Entry, column: Column, text: str) -> dict[str, int]:
        limits = {}
        for part in filter(None, (part.strip() for part in re.split(r"[;\n]", text))):
            if found := re.fullmatch(r"(\w+)\s*=\s*(\d+)", part):
                limits[found[1]] = int(found[2])
            else:
                self.problems.append(f"{entry.at(column.option)}: {part}: must be a package, = and a whole number")
        return limits

    def _check(self, made: Made) -> None:
        """Note what the modules would refuse."""
        for problem in _variables.problems(made.variables):
            place = made.place(problem.option)
            # A cell that is told of already needs no second sentence.
            if not any(each.startswith(f"{place}: ") for each in self.problems):
                self.problems.append(f"{place}: {_bare(problem)}" if place else str(problem))


def _is_help(columns: Mapping[int, Column], cells: Mapping[int, Cell]) -> bool:
    """Tell whether a row is the one with the help, below the headings."""
    texts = {index: folded(cell.text()[0]) for index, cell in cells.items() if index in columns}
    return bool(texts) and all(text in map(folded, columns[index].help) for index, text in texts.items())


def _bare(problem: Problem) -> str:
    """Return the sentence without the way to the option, which the cell stands for."""
    way, colon, rest = problem.partition(": ")
    return rest if colon and problem.option.split("[")[0].split(".")[0] in way else str(problem)


def _truth(text: str) -> bool | None:
    return YES.get(text.casefold()) if text else False


def _meant(text: str, known: Any) -> str:
    alike = get_close_matches(text, list(known), 1, 0.7)
    return f"; did you mean {alike[0]}?" if alike else ""
