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

from pathlib import Path
from typing import Any

from ansible.errors import AnsibleError
from ansible.module_utils.basic import missing_required_lib
from ansible.plugins.lookup import LookupBase

from ..module_utils._csv import load, users_table
from ..module_utils._deps import MISSING


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
            path = Path(self.find_file_in_search_path(variables, "files", term, ignore_missing=True) or term)
            found, wrong = load(users_table(), path)
            users += found
            problems += wrong
        if self.get_option("problems"):
            return problems
        if problems:
            raise AnsibleError("; ".join(problems))
        return users
