# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Makes a workbook to fill in: headings, a line of help, choices to pick from, and one example customer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .._nouns import packages
from ._library import DataValidation, Font, PatternFill, Workbook, get_column_letter
from .sheets import AREAS, CUSTOMERS, LOCATIONS, SHEETS, TONGUES, USERS, Column, Sheet, Tongue

ROWS = 5000
"""As far down there are choices to pick from."""
NOTE = {
    "en": "Orange: required. All columns are text, so that leading zeros and + stay. Put your customers in the place "
    "of the example.",
    "fr": "Orange : obligatoire. Toutes les colonnes sont du texte, pour garder les zéros et le +. Mettez vos clients "
    "à la place de l'exemple.",
}
REFERENCES = {
    "customer": (CUSTOMERS, "external_id"),
    "location": (LOCATIONS, "name"),
    "user": (USERS, "email"),
    "workspace": (AREAS, "name"),
}
"""Columns whose choices stand on another sheet."""
COUNTRIES = (  # noqa: SIM905 (a list of 249 lines says no more)
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT "
    "BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH "
    "ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT "
    "HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS "
    "LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI "
    "NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG "
    "SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG "
    "UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW "
).split()
"""ISO 3166-1."""
MODELS = ("Cisco 192", "Cisco 6871", "Cisco 8811", "Cisco 8845", "Cisco 8865", "Cisco 8875", "Cisco 9861")
"""Those that Cisco's documents name: which ones a customer may have, only Webex knows (A216)."""
SEVERAL = {"packages": packages.CUSTOMER}
"""Columns with several values in a cell: the choices are listed, but cannot be picked."""


def template(tongue: Tongue, models: Sequence[str] = MODELS) -> Any:
    """Return the workbook. ``models`` of phones can be picked, and any others entered."""
    suggested = {"address.country": COUNTRIES, "model": models}
    book = Workbook()
    book.remove(book.worksheets[0])
    choices = book.create_sheet("Choices" if tongue == "en" else "Choix")
    choices["A1"] = NOTE[tongue]
    for sheet in SHEETS:
        made = book.create_sheet(sheet.title[TONGUES.index(tongue)])
        for index, column in enumerate(sheet.columns, start=1):
            _column(made, index, column, tongue)
        made.freeze_panes = "A3"
    for sheet in SHEETS:
        made = book[sheet.title[TONGUES.index(tongue)]]
        for index, formula in _formulas(choices, sheet, tongue, suggested):
            pick = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)
            letter = get_column_letter(index)
            pick.add(f"{letter}3:{letter}{ROWS}")
            made.add_data_validation(pick)
    book.move_sheet(choices, len(SHEETS))
    book.active = 0
    return book


def _column(made: Any, index: int, column: Column, tongue: Tongue) -> None:
    heading, help_ = column.words(tongue)
    dimension = made.column_dimensions[get_column_letter(index)]
    dimension.width = max(12, min(44, max(len(heading) + 4, len(help_))))
    dimension.number_format = "@"
    for row, text in enumerate((f"{heading} *" if column.required else heading, help_, column.example), start=1):
        cell = made.cell(row=row, column=index, value=text or None)
        cell.number_format = "@"
        if row == 1:
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor="FFE3B3" if column.required else "E8EDF2")
        elif row == 2:
            cell.font = Font(italic=True, color="6B7280")


def _formulas(
    choices: Any, sheet: Sheet, tongue: Tongue, suggested: Mapping[str, Sequence[str]]
) -> Iterator[tuple[int, str]]:
    """Yield the columns that have choices, each with where these stand."""
    for index, column in enumerate(sheet.columns, start=1):
        spec = sheet.spec(column)
        if column.option in REFERENCES:
            other, option = REFERENCES[column.option]
            place = [each.option for each in other.columns].index(option) + 1
            yield index, _range(other.title[TONGUES.index(tongue)], place, 3, ROWS)
        elif values := suggested.get(column.option) or spec.get("choices"):
            yield index, _listed(choices, column.words(tongue)[0], values)
        elif spec["type"] == "bool":
            yield index, _listed(choices, column.words(tongue)[0], ("yes", "no"))
        elif column.option in SEVERAL:
            _listed(choices, column.words(tongue)[0], SEVERAL[column.option])


def _listed(choices: Any, heading: str, values: Any) -> str:
    """Write choices into a column of their own, and return where they are."""
    index = choices.max_column + 1
    choices.cell(row=2, column=index, value=heading).font = Font(bold=True)
    for row, value in enumerate(values, start=3):
        choices.cell(row=row, column=index, value=value)
    choices.column_dimensions[get_column_letter(index)].width = max(len(heading), *map(len, values)) + 2
    return _range(choices.title, index, 3, len(values) + 2)


def _range(title: str, column: int, first: int, last: int) -> str:
    letter = get_column_letter(column)
    return f"'{title}'!${letter}${first}:${letter}${last}"
