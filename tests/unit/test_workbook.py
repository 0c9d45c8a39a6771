# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A workbook becomes variables, whatever people do to it; what cannot be told from a cell is refused with its place."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._workbook.reader import Reader
from ansible_collections.webex.wholesale.plugins.module_utils._workbook.result import annotated, says_the_same
from ansible_collections.webex.wholesale.plugins.module_utils._workbook.sheets import SHEETS, Tongue
from ansible_collections.webex.wholesale.plugins.module_utils._workbook.template import MODELS, template
from ansible_collections.webex.wholesale.plugins.module_utils._workbook.users_csv import users_told
from openpyxl import load_workbook

COLUMNS = {
    sheet.title[0]: {column.option: index for index, column in enumerate(sheet.columns, start=1)} for sheet in SHEETS
}


def read(book: Any, path: Path) -> Reader:
    book.save(path / "customers.xlsx")
    reader = Reader(path / "customers.xlsx")
    reader.read()
    return reader


def put(book: Any, sheet: str, row: int, **cells: Any) -> None:
    for option, value in cells.items():
        cell = book[sheet].cell(row=row, column=COLUMNS[sheet][option.replace("__", ".")], value=value)
        if not isinstance(value, datetime.date):
            cell.number_format = "General"


@pytest.mark.parametrize("tongue", ["en", "fr"])
def test_the_example_of_an_empty_workbook_is_a_customer(tmp_path: Path, tongue: Tongue) -> None:
    reader = read(template(tongue), tmp_path)
    assert (reader.problems, reader.warnings) == ([], [])
    acme = reader.customers["acme"].variables
    assert acme["wholesale_customer"]["packages"][:2] == ["webex_calling", "webex_meetings"]
    assert acme["wholesale_customer"]["calling_location"]["time_zone"] == "Europe/Paris"
    assert acme["locations"][0]["numbers"][-1] == "+33199001209"
    assert acme["locations"][0]["calling"] is True
    assert acme["wholesale_users"][0]["extension"] == "201"
    assert acme["workspaces"][0]["name"] == "Reception"
    assert acme["devices"][0]["mac"] == "00:1A:2B:3C:4D:5E"


def test_every_bad_cell_is_named_at_once(tmp_path: Path) -> None:
    book = template("en")
    put(book, "Customers", 3, address__zip_or_postal_code=2110, packages="webex_calling; webex_meeting")
    put(book, "Locations", 3, time_zone="Paris", calling="perhaps")
    put(book, "Numbers", 3, last="+33199001")
    put(book, "Users", 3, phone_number=33199001201, extension=datetime.date(2026, 1, 2))
    put(book, "Users", 4, customer="acmee", email="b@acme.example")
    put(book, "Users", 5, customer="acme", email="no address")
    put(book, "Users", 6, customer="acme", email="c@acme.example", package="#N/A", location="Pariss")
    put(book, "Users", 7, customer="acme", email="=A1&A2")
    problems = read(book, tmp_path).problems
    assert sorted(each.split(":")[0] for each in problems) == [
        "Customers!G3",
        "Customers!M3",
        "Locations!J3",
        "Locations!M3",
        "Numbers!D3",
        "Users!A4",
        "Users!B5",
        "Users!B7",
        "Users!E6",
        "Users!F6",
        "Users!G3",
        "Users!H3",
    ]
    said = "\n".join(problems)
    assert "did you mean acme?" in said
    assert "stored as a number" in said
    assert "is a date or a time" in said
    assert "holds the error #N/A" in said
    assert "formula that has not been calculated" in said


def test_what_people_do_to_a_workbook_is_understood(tmp_path: Path) -> None:
    book = template("en")
    sheet = book["Users"]
    sheet.insert_rows(1)
    sheet["A1"] = "Our users, as of today"
    sheet.merge_cells("A1:E1")
    sheet["B2"] = "e-mail*"
    sheet["D4"] = "  Müller \u00a0 Lüdenscheidt "
    sheet["K2"] = "Remarks of ours"
    sheet.row_dimensions[4].hidden = True
    sheet.cell(row=400, column=2, value="   ")
    put(book, "Customers", 3, address__zip_or_postal_code=1067)
    book["Customers"].cell(row=3, column=COLUMNS["Customers"]["address.zip_or_postal_code"]).number_format = "00000"
    reader = read(book, tmp_path)
    assert reader.problems == []
    acme = reader.customers["acme"].variables
    assert acme["wholesale_customer"]["address"]["zip_or_postal_code"] == "01067"
    assert acme["wholesale_users"][0]["last_name"] == "Müller Lüdenscheidt"
    assert reader.warnings == [
        "Users!K2: the column Remarks of ours is not known and is left out",
        "Users: rows that are not shown were read as well: 4",
    ]


def heading(book: Any) -> None:
    book["Users"]["E1"] = "Packge"


def twice(book: Any) -> None:
    put(book, "Customers", 4, external_id="ACME", address__address_line1="x", address__city="x", address__country="FR")


def two_offices(book: Any) -> None:
    place = {"address__address_line1": "1 rue", "address__city": "Lyon", "address__country": "FR"}
    put(book, "Locations", 4, customer="acme", name="Lyon", head_office="x", **place)


def no_such_place(book: Any) -> None:
    put(book, "Numbers", 4, customer="acme", location="Lyon", first="+33465710800")


def no_customers(book: Any) -> None:
    book["Customers"].title = "Customer list"


def missing(book: Any) -> None:
    book["Users"]["B3"] = None


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (heading, "Users!E1: unknown heading Packge; did you mean Package?"),
        (twice, "Customers!A4: ACME is in Customers!A3 too"),
        (two_offices, "Locations!C4: there is one head office only"),
        (no_such_place, "Numbers!C4: there is no location lyon of this customer on the sheet Locations"),
        (no_customers, "there is no sheet Customers"),
        (missing, "Users!B3: is required (E-mail)"),
    ],
)
def test_what_contradicts_itself_is_told_with_its_cell(tmp_path: Path, spoil: Callable[[Any], None], told: str) -> None:
    book = template("en")
    spoil(book)
    assert told in "\n".join(read(book, tmp_path).problems)


def test_a_file_that_is_no_workbook_is_told(tmp_path: Path) -> None:
    (tmp_path / "customers.xlsx").write_text("email;name\n")
    reader = Reader(tmp_path / "customers.xlsx")
    assert reader.read() == {}
    assert "is no workbook" in reader.problems[0]


def test_a_template_says_what_is_required_and_what_may_be_chosen(tmp_path: Path) -> None:
    template("fr").save(tmp_path / "vide.xlsx")
    book = load_workbook(tmp_path / "vide.xlsx")
    assert book.sheetnames == [*(sheet.title[1] for sheet in SHEETS), "Choix"]
    assert book["Clients"]["A1"].value == "Identifiant externe *"
    validations: Any = book["Utilisateurs"].data_validations
    picks = {str(each.sqref).partition("3:")[0]: each.formula1 for each in list(validations.dataValidation)}
    assert picks["A"] == "'Clients'!$A$3:$A$5000"
    assert picks["F"] == "'Sites'!$B$3:$B$5000"
    # A model is suggested: another one can be entered, and Webex decides.
    phones: Any = book["Téléphones"].data_validations
    (pick,) = (each for each in phones.dataValidation if str(each.sqref).startswith("D3:"))
    title, _mark, cells = pick.formula1.replace("$", "").replace("'", "").partition("!")
    assert [cell.value for (cell,) in book[title][cells]] == list(MODELS)
    assert not pick.showErrorMessage


def test_the_customer_of_a_sub_partner_is_handled_for_it(tmp_path: Path) -> None:
    book = template("en")
    put(book, "Customers", 3, webex_sub_partner="0a1b0000-0000-4000-8000-000000000006")
    reader = read(book, tmp_path)
    assert reader.problems == []
    acme = reader.customers["acme"]
    assert acme.variables["webex_sub_partner"] == "0a1b0000-0000-4000-8000-000000000006"
    assert "webex_sub_partner" not in acme.variables["wholesale_customer"]


def test_what_became_of_each_row_stands_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "customers.xlsx"
    template("en").save(path)
    steps = [
        {"object": "wholesale user marie@acme.example", "words": "subscribe", "state": "made"},
        {"object": "wholesale user marie@acme.example", "words": "set its roles", "state": "not tried"},
    ]
    result = {
        "external_id": "acme",
        "problems": [],
        "steps": steps,
        "wholesale_customer": {"key": "acme", "action": "unchanged", "id": "C1"},
        "locations": [{"key": "Paris", "action": "created", "id": "L1", "error": None}],
        "wholesale_users": [{"key": "marie@acme.example", "action": "failed", "id": "S1", "error": "=refused"}],
    }
    book = annotated(path, [result])
    book.save(tmp_path / "copy.xlsx")
    copy = load_workbook(tmp_path / "copy.xlsx")
    assert [cell.value for cell in copy["Users"][1]][-4:] == ["Result", "What was done", "ID", "Error"]
    assert [cell.value for cell in copy["Users"][3]][-4:] == ["failed", "subscribe", "S1", "=refused"]
    assert copy["Users"][3][-1].data_type == "s", "no formula, whatever Webex answers"
    assert [cell.value for cell in copy["Locations"][3]][-4:-2] == ["created", None]
    assert says_the_same(book, tmp_path / "copy.xlsx")
    assert not says_the_same(book, path)


def test_what_became_of_each_user_stands_beside_its_row(tmp_path: Path) -> None:
    path, codes = tmp_path / "users.csv", tmp_path / "codes.csv"
    path.write_text(
        "phone_number;email;last_name\n"
        '+33199001201;Marie@acme.example;"Du ""rand; Ü"\n\n'
        " ;jean@acme.example;=1+1\n33;zoe@acme.example;Ü\n;lea@acme.example;\n",
        encoding="utf-8-sig",
    )
    codes.write_text("customer,owner,model,code,expires\nacme,marie@acme.example,Cisco 9861,1234567890123456,soon\n"
                     "acme,marie@acme.example,Cisco 9841,5678,later\n")  # fmt: skip
    phones = [{"user": "marie@acme.example", "model": f"Cisco {model}"} for model in (9861, 9841, 8845)]
    marie = {"key": "marie@acme.example", "action": "created", "id": "S1", "error": None}
    jean = {"key": "jean@acme.example", "action": "failed", "id": None, "error": "\t=refused"}
    step = {"object": "wholesale user marie@acme.example", "words": "@subscribe", "state": "made"}
    result = {
        "external_id": "acme",
        "problems": ["-"],
        "steps": [step],
        "devices": [*phones, {**phones[0], "mac": "M"}],
    }
    told = users_told(path, [{**result, "wholesale_users": [marie, jean]}], str(codes))
    told.save(tmp_path / "copy.csv")
    assert told.is_in(tmp_path / "copy.csv")
    assert (tmp_path / "copy.csv").read_text(encoding="utf-8-sig") == (
        "phone_number;email;last_name;Result;What was done;ID;Error;Activation code;Works until\n"
        '+33199001201;Marie@acme.example;"Du ""rand; Ü";created;\'@subscribe;S1;;'
        '"1234-5678-9012-3456; 5678";"soon; later"\n'
        ";jean@acme.example;=1+1;failed;;;'\t=refused;;\n"
        "33;zoe@acme.example;Ü;failed;;;"
        "column phone_number: is not a phone number in E.164 format, e.g. +33123456789;;\n"
        ";lea@acme.example;;;;;;;\n"
    )
