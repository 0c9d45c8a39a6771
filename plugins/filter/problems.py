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
    description: The options of one object as a dictionary, or of many as a list of dictionaries.
    type: raw
    required: true
  noun:
    description:
      - The module whose options they are, without the connection to Webex.
      - For a list it is the module that takes the list, for example V(locations).
    type: str
    choices:
      - onboarding_template
      - wholesale_customer
      - wholesale_customers
      - location
      - locations
      - wholesale_user
      - wholesale_users
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
"""

RETURN = r"""
_value:
  description: The problems, each naming the option. Empty if there is none.
  type: list
  elements: str
  sample:
    - "locations[0].main_number: is not a phone number in E.164 format, e.g. +33123456789"
"""

import importlib
from collections.abc import Callable, Mapping
from typing import Any

from ansible.errors import AnsibleFilterError
from ansible.module_utils.basic import missing_required_lib
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.errors import UnsupportedError

from ..module_utils import _argspec
from ..module_utils._deps import MISSING
from ..module_utils._http.errors import Refused
from ..plugin_utils._action import plain

MODULES = "ansible_collections.webex.wholesale.plugins.modules"


def problems(value: Any, noun: str) -> list[str]:
    """Return what the module ``noun`` would refuse of these options."""
    if MISSING:
        raise AnsibleFilterError("; ".join(missing_required_lib(library) for library in MISSING))
    resource, kind = importlib.import_module(f"{MODULES}.{noun}").TASK
    many = kind == "many"
    if many != isinstance(value, list):
        return [f"{noun}: must be a {'list of dictionaries' if many else 'dictionary'}"]
    whole = _argspec.many(resource)[noun]["options"] if many else _argspec.one(resource)
    specification = {name: spec for name, spec in whole.items() if name not in _argspec.CONNECTION}
    found = []
    for index, options in enumerate(value if many else [value]):
        where = f"{noun}[{index}]" if many else noun
        if not isinstance(options, Mapping):
            found.append(f"{where}: must be a dictionary")
            continue
        checked = ArgumentSpecValidator(specification).validate(plain(options))
        wrong = [f"{where}: {_words(error)}" for error in checked.errors.errors]
        if not wrong:
            try:
                resource.model.desired(checked.validated_parameters, f"{where}.")
            except Refused as refused:
                wrong.append(str(refused))
        found += wrong
    return found


def _words(error: Exception) -> str:
    return f"unsupported option {error}" if isinstance(error, UnsupportedError) else str(error)


class FilterModule:
    """Offers the filter."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Return the filters by name."""
        return {"problems": problems}
