# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Filter plugin: what a module would refuse of its options, without running it."""

from __future__ import annotations

DOCUMENTATION = r"""
name: problems
short_description: Tell what a module of this collection would refuse of its options
version_added: "0.1.0"
author:
  - webex.wholesale contributors (@webex-wholesale)
description:
  - Checks options by the rules of their module, and returns what is wrong, a sentence per problem.
  - Webex is not asked. What depends on what exists there is not checked, nor is an option that only a new object needs.
  - So all data of a customer can be checked before the first of its modules writes.
requirements:
  - pydantic
positional: noun
options:
  _input:
    description:
      - The options of one object as a dictionary, or of many as a list of dictionaries.
      - For V(variables) the variables of a host.
    type: raw
    required: true
  noun:
    description:
      - The module whose options they are, without the connection to Webex.
      - For a list it is the module that takes the list, for example V(locations).
      - V(variables) checks all that an inventory says of a customer - names of variables that are misspelled, values of
        the wrong type, and what contradicts itself across the customer, its locations and its users.
    type: str
    choices:
      - onboarding_template
      - onboarding_templates
      - wholesale_customer
      - wholesale_customers
      - location
      - locations
      - wholesale_user
      - wholesale_users
      - variables
    required: true
"""

EXAMPLES = r"""
- name: Refuse locations that are not valid
  ansible.builtin.assert:
    that: wrong | length == 0
    fail_msg: "{{ wrong | join('; ') }}"
  vars:
    wrong: "{{ locations | webex.wholesale.problems('locations') }}"
    locations:
      - name: Paris
        main_number: +33 1 99 00 01 00

- name: Refuse a customer of whose variables anything is wrong
  ansible.builtin.assert:
    that: wrong | length == 0
    fail_msg: "{{ wrong | join('; ') }}"
  vars:
    wrong: "{{ hostvars[inventory_hostname] | webex.wholesale.problems('variables') }}"
"""

RETURN = r"""
_value:
  description: The problems, each naming the option. Empty if there is none.
  type: list
  elements: str
  sample:
    - "locations[0].main_number of location Paris: is not a phone number in E.164 format, e.g. +33123456789"
"""

import importlib
from collections.abc import Callable, Mapping
from typing import Any

from ansible.errors import AnsibleFilterError
from ansible.module_utils.basic import missing_required_lib

from ..module_utils import _options, _variables
from ..module_utils._deps import MISSING
from ..plugin_utils._action import plain
from ..plugin_utils._origin import located

MODULES = "ansible_collections.webex.wholesale.plugins.modules"
VARIABLES = "variables"
TEMPLATES = "onboarding_templates"


def problems(value: Any, noun: str) -> list[str]:
    """Return what the module ``noun`` would refuse of these options, or what is wrong with a host's variables."""
    if MISSING:
        raise AnsibleFilterError("; ".join(missing_required_lib(library) for library in MISSING))
    if noun == VARIABLES:
        if not isinstance(value, Mapping):
            raise AnsibleFilterError("problems('variables') takes the variables of a host, as in hostvars[host]")
        ours = {*_variables.KNOWN, "wholesale_users_all"}
        variables = {str(name): plain(value[name]) if name in ours else None for name in value}
        return located(_variables.problems(variables), value)
    one_by_one = noun == TEMPLATES  # there is no module for a list of them
    resource, kind = importlib.import_module(f"{MODULES}.{noun.removesuffix('s') if one_by_one else noun}").TASK
    checked = _options.check(resource, plain(value), many=kind == "many" or one_by_one, one_by_one=one_by_one)
    return located([problem for each in checked for problem in each.problems], {noun: value})


class FilterModule:
    """Offers the filter."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Return the filters by name."""
        return {"problems": problems}
