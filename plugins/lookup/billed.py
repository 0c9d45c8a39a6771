# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Lookup plugin: what is billed, beside what the inventory lists."""

from __future__ import annotations

DOCUMENTATION = r"""
name: billed
short_description: Compare billing reports with the customers of the inventory
version_added: "0.2.0"
author:
  - webex.wholesale contributors (@webex-wholesale)
description:
  - Reads billing reports, as M(webex.wholesale.billing_report) downloads them, and compares them with the variables of
    hosts that are customers. Webex is not asked.
  - A report of the type V(USER) is compared user by user, by e-mail address and package. One of the type V(CUSTOMER) is
    compared by the number of users of each package. One of the type V(PARTNER) has totals only.
  - Webex does not publish the columns of its reports. They are found by any of several names, whatever their order,
    case and separators. If one that is needed is not found, the report's C(problems) name those that there are.
  - Users who left or came within the period differ, as the inventory tells only of now.
options:
  _terms:
    description:
      - The reports, each a dictionary with the C(path) of the file, and C(sub_partner), which is empty for the
        partner's own.
      - Or what M(webex.wholesale.billing_report) returned, which tells both. From ansible-core 2.21 on it tells the
        sub-partner only if the variable C(ansible_inject_invocation) of its task is true.
    type: list
    elements: dict
    required: true
  type:
    description: Type of the reports.
    type: str
    choices: [PARTNER, CUSTOMER, USER]
    default: USER
  hosts:
    description: Hosts that are customers, with the variables of the playbook webex.wholesale.onboard.
    type: list
    elements: str
    default: []
  default_sub_partner:
    description: Whose customers hosts are that have no variable C(webex_sub_partner). If empty, the partner's own.
    type: str
    default: ""
  whole:
    description: Whether these hosts are all customers, so that others that are billed are not in the inventory.
    type: bool
    default: true
seealso:
  - module: webex.wholesale.billing_report
"""

EXAMPLES = r"""
- name: Compare the users who are billed with those of the inventory
  ansible.builtin.debug:
    msg: "{{ lookup('webex.wholesale.billed', {'path': 'bills/users.csv'}, hosts=ansible_play_hosts_all) }}"
"""

RETURN = r"""
_raw:
  description:
    - One dictionary. C(customers) has a verdict for each customer, its C(packages) with how many are billed and listed,
      and its C(users) who differ. C(packages) has the totals, C(reports) the lines of each report and its C(problems).
    - C(ok) tells whether nothing differs and nothing is wrong.
  type: list
  elements: dict
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ansible.errors import AnsibleError
from ansible.module_utils.basic import missing_required_lib
from ansible.plugins.lookup import LookupBase

from ..module_utils._deps import MISSING
from ..module_utils._variables import SUB_PARTNER
from ..plugin_utils._action import plain
from ..plugin_utils._billing import reconciled
from ..plugin_utils._fleet import customer_of


class LookupModule(LookupBase):
    """Return what is billed and what is listed."""

    def run(self, terms: list[Any], variables: dict[str, Any] | None = None, **kwargs: Any) -> list[Any]:
        """Read the reports and the hosts' variables."""
        self.set_options(var_options=variables, direct=kwargs)
        if "pydantic" in MISSING:
            raise AnsibleError(missing_required_lib("pydantic"))

        def find(name: str) -> Path:
            return Path(self.find_file_in_search_path(variables, "files", name, ignore_missing=True) or name)

        usual = {SUB_PARTNER: str(self.get_option("default_sub_partner"))}
        customers = [usual | customer_of(str(host), variables or {}, find) for host in self.get_option("hosts")]
        whole, kind = bool(self.get_option("whole")), str(self.get_option("type"))
        return [reconciled(customers, [_report(plain(term), find) for term in terms], kind, whole=whole)]


def _report(given: dict[str, Any], find: Callable[[str], Path]) -> dict[str, Any]:
    """Return a report with its text, or with why there is none."""
    options = (given.get("invocation") or {}).get("module_args") or {}
    path = str(given.get("path") or (given.get("billing_report") or {}).get("path") or "")
    report = {"sub_partner": given.get("sub_partner") or options.get("sub_partner") or "", "text": None}
    if given.get("msg") or not path:
        return {**report, "problem": given.get("msg") or "there is no report"}
    file = find(path)
    if given.get("changed") and not file.is_file():
        return {**report, "problem": "it is not downloaded yet, and check mode does not"}
    try:
        return {**report, "text": file.read_text(encoding="utf-8-sig")}
    except (OSError, UnicodeDecodeError) as error:
        return {**report, "problem": f"{path} cannot be read: {error}"}
