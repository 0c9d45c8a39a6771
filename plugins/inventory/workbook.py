# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Inventory plugin: the customers of a workbook as hosts."""

from __future__ import annotations

DOCUMENTATION = r"""
name: workbook
short_description: Customers of a workbook (.xlsx) as hosts
version_added: 0.2.0
description:
  - Every row of the sheet C(Customers) is a host of the group C(webex_customers), named by its external ID, with the
    variables C(wholesale_customer), C(locations), C(wholesale_users), C(workspaces) and C(devices) of the playbook
    C(webex.wholesale.onboard), and C(webex_sub_partner) of a customer of a sub-partner.
  - The playbook C(webex.wholesale.workbook_template) writes an empty workbook, which says what each column is for. The
    sheets are C(Customers), C(Locations), C(Numbers), C(Users), C(Common areas) and C(Phones), or in French C(Clients),
    C(Sites), C(Numéros), C(Utilisateurs), C(Espaces communs) and C(Téléphones). Columns are known by their
    headings, in either language and any order, or by the names of options. Other sheets and columns are left out.
  - All that is wrong is told at once, each with its cell, for example C(Users!F12). Then there are no hosts, and
    nothing is written. Set C(any_unparsed_is_failed) in the section C(inventory) of C(ansible.cfg), so that Ansible
    ends with that.
  - A number that Excel has stored as a number has lost its leading zeros and its C(+). It is refused rather than
    guessed. Spaces, rows that are empty, titles above the headings, and formulas that have a value are no problem.
  - The first location of a customer is its head office, unless another one is marked. Webex makes it together with the
    customer.
  - The group has the variable C(webex_workbooks), the files. The playbook C(webex.wholesale.onboard) writes a copy of
    each beside its report, which tells what became of each row.
  - The lookup plugin P(webex.wholesale.workbook#lookup) reads the same, also from a URL.
  - The file is read row by row. 15,000 users take seconds.
author:
  - webex.wholesale contributors (@webex-wholesale)
requirements:
  - openpyxl >= 3.1
  - pydantic >= 2.6
extends_documentation_fragment:
  - ansible.builtin.constructed
options:
  plugin:
    description: Name of this plugin. Needed in a YAML file.
    type: str
    choices: [webex.wholesale.workbook]
  workbook:
    description:
      - The workbook. A relative path starts from the folder of this file.
      - Where the inventory source is the workbook itself, it needs no option. C(webex.wholesale.workbook) must then be
        among the C(enable_plugins) of C(ansible.cfg).
    type: str
"""

EXAMPLES = r"""
# customers.webex_workbook.yml
plugin: webex.wholesale.workbook
workbook: customers.xlsx
---
# With a group per country
plugin: webex.wholesale.workbook
workbook: customers.xlsx
keyed_groups:
  - key: wholesale_customer.address.country
    prefix: country
"""

from pathlib import Path

from ansible.errors import AnsibleParserError
from ansible.inventory.data import InventoryData
from ansible.module_utils.basic import missing_required_lib
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.inventory import BaseInventoryPlugin, Constructable
from ansible_collections.webex.wholesale.plugins.module_utils._deps import MISSING
from ansible_collections.webex.wholesale.plugins.module_utils._workbook import _library
from ansible_collections.webex.wholesale.plugins.module_utils._workbook.reader import Reader
from ansible_collections.webex.wholesale.plugins.plugin_utils._hosts import add_group, literal

GROUP = "webex_customers"
VARIABLE = "webex_workbooks"
ENDINGS = ("webex_workbook.yml", "webex_workbook.yaml")


class InventoryModule(BaseInventoryPlugin, Constructable):
    """Makes hosts of the customers of a workbook."""

    NAME = "webex.wholesale.workbook"

    def verify_file(self, path: str) -> bool:
        """Tell whether the file is a workbook, or meant for this plugin."""
        return bool(super().verify_file(path)) and path.endswith((".xlsx", *ENDINGS))

    def parse(self, inventory: InventoryData, loader: DataLoader, path: str, cache: bool = True) -> None:
        """Fill the inventory; AnsibleParserError with all that is wrong."""
        super().parse(inventory, loader, path, cache)
        for library in [*MISSING, *(["openpyxl"] if _library.MISSING else [])]:
            raise AnsibleParserError(missing_required_lib(library))
        reader = Reader(self._workbook(path))
        customers = reader.read()
        for warning in reader.warnings:
            self.display.warning(f"{reader.path.name}: {warning}")
        if reader.problems:
            raise AnsibleParserError(reader.refusal)
        add_group(inventory, GROUP)
        before = inventory.groups[GROUP].vars.get(VARIABLE) or []
        inventory.set_variable(GROUP, VARIABLE, literal([*before, str(reader.path.resolve())]))
        for name, made in customers.items():
            variables = literal(made.variables)
            inventory.add_host(name, group=GROUP)
            for variable, value in variables.items():
                inventory.set_variable(name, variable, value)
            strict = self.get_option("strict")
            self._set_composite_vars(self.get_option("compose"), variables, name, strict=strict)
            self._add_host_to_composed_groups(self.get_option("groups"), variables, name, strict=strict)
            self._add_host_to_keyed_groups(self.get_option("keyed_groups"), variables, name, strict=strict)

    def _workbook(self, path: str) -> Path:
        if path.endswith(".xlsx"):
            self.set_options()
            return Path(path)
        self._read_config_data(path)
        given = self.get_option("workbook")
        if not given:
            raise AnsibleParserError("workbook: is required; it names the file (.xlsx)")
        return Path(path).parent / str(self.templar.template(given))
