# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lookup wholesale_users_csv: what it reads, and what it says of files that people make."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._csv import load, locations_table, users_table

HEADER = "email,first_name,package,location,phone_number,extension,roles\n"


def users(directory: Path, text: str | bytes) -> list[dict[str, Any]]:
    """Return the users of a file with this text, which must be without fault."""
    found, wrong = _load(directory, text)
    assert wrong == []
    return found


def problems(directory: Path, text: str | bytes) -> list[str]:
    """Return what is wrong with a file with this text."""
    return [problem.removeprefix("users.csv: ") for problem in _load(directory, text)[1]]


def _load(directory: Path, text: str | bytes) -> tuple[list[dict[str, Any]], list[str]]:
    path = directory / "users.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(users_table(), path)


ADA = {"email": "ada@acme.example", "first_name": "Ada", "roles": ["Full Administrator", "Support Administrator"]}


@pytest.mark.parametrize(
    "text",
    [
        "email,first_name,roles\nada@acme.example,Ada,Full Administrator; Support Administrator\n",
        "\ufeffemail,first_name,roles\r\nada@acme.example,Ada,Full Administrator;Support Administrator\r\n",
        'first_name;roles;email\nAda;"Full Administrator;Support Administrator";ada@acme.example',
        "email\tfirst_name\troles\nada@acme.example\tAda\tFull Administrator;Support Administrator\n",
        (
            '\n,,\n"email", first_name , roles,package\n\n'
            'ada@acme.example,"Ada",Full Administrator;Support Administrator,\n,,\n'
        ),
    ],
    ids=["plain", "mark-and-crlf", "semicolon", "tabulator", "blank-and-quoted"],
)
def test_forms_of_one_file(tmp_path: Path, text: str) -> None:
    assert users(tmp_path, text) == [ADA]


def test_a_cell_may_hold_separators_quotes_and_line_breaks(tmp_path: Path) -> None:
    text = 'email,last_name\na@acme.example,"Beckett, ""Tom"""\nb@acme.example,"two\nlines"\n'
    assert [user["last_name"] for user in users(tmp_path, text)] == ['Beckett, "Tom"', "two\nlines"]


def test_a_template_in_a_cell_is_only_text(tmp_path: Path) -> None:
    assert users(tmp_path, "email,last_name\na@acme.example,{{ 7 * 6 }}\n")[0]["last_name"] == "{{ 7 * 6 }}"


def test_all_bad_rows_are_told_at_once_by_line_and_column(tmp_path: Path) -> None:
    text = HEADER + (
        "ada.acme.example,Ada,webex_calling,Paris,,201,\n"
        "\n"
        'bob@acme.example,"Bob\nJr.",webex_calling,Paris,0199001201,202,\n'
        "cleo@acme.example,Cleo,webex_cooling,Paris,,203,\n"
        ",Dan,webex_calling,Paris,,204,\n"
        "eve@acme.example,Eve,webex_meetings,,,205,\n"
        "bob@acme.example,Bob\n"
        "CLEO@acme.example,Cleo,,,,,\n"
        "fay@acme.example,Fay,,,,,\n"
        "Fay@acme.example,Fay,,,,,\n"
    )
    found = problems(tmp_path, text)
    assert [problem.partition(": ")[0] for problem in found] == [
        "line 2, column email", "line 4, column phone_number", "line 6, column package", "line 7, column email",
        "line 8, column extension", "line 9", "line 12, column email",
    ]  # fmt: skip
    assert found[5] == "line 9: there are 2 cells, but 7 columns"
    assert found[6] == "line 12, column email: Fay@acme.example is on line 11 too"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("ada@acme.example,Ada\n", "the first row must name the columns, known are email, "),
        ("email,surname\na@acme.example,A\n", "unknown column 'surname'; known are email, "),
        ("email,customer\na@acme.example,acme\n", "unknown column 'customer'"),
        ("email,package,email\n", "column email is there more than once"),
        ("first_name,package\nAda,webex_calling\n", "there is no column email"),
        ('email,first_name\na@acme.example,"Ada\n', "line 2: unexpected end of data"),
        ("email,first_name\na@acme.example,Zoé\n".encode("latin-1"), "is not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_understood(tmp_path: Path, text: str | bytes, said: str) -> None:
    (problem,) = problems(tmp_path, text)
    assert said in problem


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert load(users_table(), tmp_path / "users.csv") == (
        [],
        [f"users.csv: cannot read {tmp_path / 'users.csv'}: No such file or directory"],
    )


def test_locations_are_read_with_their_addresses_and_connections() -> None:
    text = (
        "name,address_line1,city,state_or_province,zip_or_postal_code,country,pstn_provider,numbers,calling\n"
        "Boston,1 Main Street,Boston,MA,02110,US,Telecom,+1 617-555-0100; +1 617-555-0101,true\n"
        "Annex,,,,,,,,\n"
    )
    address = {"address_line1": "1 Main Street", "city": "Boston", "state_or_province": "MA", "country": "US"}
    assert locations_table().read(text) == (
        [
            {
                "name": "Boston",
                "address": address | {"zip_or_postal_code": "02110"},
                "pstn": {"provider": "Telecom"},
                "numbers": ["+1 617-555-0100", "+1 617-555-0101"],
                "calling": "true",
            },
            {"name": "Annex"},
        ],
        [],
    )


def test_a_problem_of_a_location_names_its_column() -> None:
    text = "name,address_line1,city,country,pstn_trunk,pstn_provider\nA,1 Street,,FR,,\nB,,,,T,P\nb,,,,,\nB,,,,,\n"
    assert locations_table().read(text)[1] == [
        "line 2, column city: is required",
        "line 3, column pstn_provider: give exactly one of provider, trunk and route_group",
        "line 5, column name: B is on line 4 too",
    ]
