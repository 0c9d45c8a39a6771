# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Lookup plugin: the users of a CSV file."""

from __future__ import annotations

DOCUMENTATION = r"""
name: wholesale_users_csv
short_description: Read the users of a customer from a CSV file
version_added: "0.1.0"
author:
  - webex.wholesale contributors (@webex-wholesale)
description:
  - Reads a CSV file with one user per row, and returns the users as M(webex.wholesale.wholesale_users) takes
    them.
  - The first row names the columns. A column has the name of an option of M(webex.wholesale.wholesale_user),
    for example C(email), C(first_name), C(last_name), C(package), C(location), C(phone_number), C(extension), C(roles).
    C(email) must be there, the others may be left out, and the order is free.
  - An empty cell is an option that is not given. A cell that holds a list separates its values by C(;).
  - Columns may be separated by a comma, a semicolon or a tabulator; the first row tells which. Cells may be quoted,
    blank rows are passed over, and the text is UTF-8, with or without a byte order mark.
  - Every row is checked by the rules of the module. All bad rows are reported together, each with line and column,
    and the lookup fails.
requirements:
  - pydantic
options:
  _terms:
    description: Paths of the CSV files. A relative path is searched as by P(ansible.builtin.file#lookup).
    type: list
    elements: str
    required: true
  problems:
    description: Instead of the users return what is wrong with the files, a sentence per problem, and do not fail.
    type: bool
    default: false
seealso:
  - module: webex.wholesale.wholesale_users
notes:
  - Use C(query) rather than C(lookup), so that a file with a single user is a list too.
"""

EXAMPLES = r"""
- name: Read the users
  ansible.builtin.set_fact:
    users: "{{ query('webex.wholesale.wholesale_users_csv', inventory_dir ~ '/users/hudson-legal.csv') }}"

- name: Onboard the users of a file
  webex.wholesale.wholesale_users:
    customer: hudson-legal
    wholesale_users: "{{ query('webex.wholesale.wholesale_users_csv', 'hudson-legal.csv') }}"

- name: Tell what is wrong with a file, line by line
  ansible.builtin.debug:
    msg: "{{ query('webex.wholesale.wholesale_users_csv', 'hudson-legal.csv', problems=true) }}"
"""

RETURN = r"""
_raw:
  description: The users in the order of the file, with the options that their rows give. With O(problems), sentences.
  type: list
  elements: raw
  sample:
    - email: ada@hudson-legal.example.com
      first_name: Ada
      last_name: Byron
      package: webex_suite
      roles: [Full Administrator]
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ansible.errors import AnsibleError
from ansible.module_utils.basic import missing_required_lib
from ansible.plugins.lookup import LookupBase

from ..module_utils._argspec import STATE
from ..module_utils._deps import MISSING
from ..module_utils._engine.fields import argument_spec
from ..module_utils._http.errors import Refused
from ..module_utils._nouns.user.model import User

LIST_SEPARATOR = ";"


class BadCsv(Exception):
    """The file as a whole cannot be understood; the message is what to tell of it."""


def columns() -> dict[str, dict[str, Any]]:
    """Return the columns that a file can have, with their specifications as options."""
    spec = {**argument_spec(User), **STATE}
    # The users of a file belong to the customer that the task names.
    del spec["customer"]
    return spec


def rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not blank, each with the number of its first line; the first one is the header."""
    lines = text.splitlines(keepends=True)
    header = next((line for line in lines if line.strip()), "")
    reader = csv.reader(lines, delimiter=max(",;\t", key=header.count), strict=True)
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


def read(text: str) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the users of a file and what is wrong with it, a sentence per problem; BadCsv if no row can be read."""
    table = rows(text)
    spec = columns()
    line, header = next(table, (1, []))
    if not header:
        raise BadCsv("the file is empty; the first row must name the columns")
    unknown = [name for name in header if name not in spec]
    if unknown and not set(header) & set(spec):
        raise BadCsv(f"line {line}: the first row must name the columns, known are {', '.join(spec)}")
    if unknown:
        raise BadCsv(f"line {line}: unknown column {', '.join(map(repr, unknown))}; known are {', '.join(spec)}")
    if twice := sorted({name for name in header if header.count(name) > 1}):
        raise BadCsv(f"line {line}: column {', '.join(twice)} is there more than once")
    if missing := [name for name in spec if spec[name].get("required") and name not in header]:
        raise BadCsv(f"line {line}: there is no column {', '.join(missing)}")

    users: list[dict[str, Any]] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    for line, cells in table:
        if len(cells) != len(header):
            problems.append(f"line {line}: there are {len(cells)} cells, but {len(header)} columns")
            continue
        user = {name: _value(spec[name], cell) for name, cell in zip(header, cells, strict=True) if cell}
        wrong = [f"line {line}, column {column}: {message}" for column, message in _wrong(user, spec)]
        problems += wrong
        if not wrong:
            first = seen.setdefault(str(User.desired(user).email), line)
            if first != line:
                problems.append(f"line {line}, column email: {user['email']} is on line {first} too")
        users.append(user)
    return users, problems


def load(path: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the users of a file, or what is wrong with it, a sentence per problem."""
    try:
        users, problems = read(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        users, problems = [], [f"cannot read {path}: {error.strerror}"]
    except UnicodeDecodeError:
        users, problems = [], ["is not UTF-8; save it as 'CSV UTF-8'"]
    except BadCsv as error:
        users, problems = [], [str(error)]
    return users, [f"{path.name}: {problem}" for problem in problems]


def _value(spec: dict[str, Any], cell: str) -> Any:
    if spec["type"] == "list":
        return [part.strip() for part in cell.split(LIST_SEPARATOR) if part.strip()]
    return cell


def _wrong(user: dict[str, Any], spec: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield column and message for what the module would refuse."""
    for name, option in spec.items():
        if option.get("required") and name not in user:
            yield name, "is required"
        elif name in user and user[name] not in option.get("choices", [user[name]]):
            yield name, f"{user[name]} is none of {', '.join(option['choices'])}"
    try:
        User.desired(user)
    except Refused as refused:
        yield refused.option.split(".")[0], str(refused).removeprefix(f"{refused.option}: ")


class LookupModule(LookupBase):
    """Return the users of CSV files, or what is wrong with the files."""

    def run(self, terms: list[str], variables: dict[str, Any] | None = None, **kwargs: Any) -> list[Any]:
        """Read the files; AnsibleError tells all that is wrong with them, unless that is what is asked for."""
        self.set_options(var_options=variables, direct=kwargs)
        if "pydantic" in MISSING:
            raise AnsibleError(missing_required_lib("pydantic"))
        users: list[dict[str, Any]] = []
        problems: list[str] = []
        for term in terms:
            found, wrong = load(
                Path(self.find_file_in_search_path(variables, "files", term, ignore_missing=True) or term)
            )
            users += found
            problems += wrong
        if self.get_option("problems"):
            return problems
        if problems:
            raise AnsibleError("; ".join(problems))
        return users
