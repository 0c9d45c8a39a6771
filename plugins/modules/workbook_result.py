#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: workbook_result
short_description: Write into a copy of a workbook what became of each row
version_added: 0.2.0
description:
  - Takes a workbook that P(webex.wholesale.workbook#inventory) has read, and what M(webex.wholesale.wholesale_onboard)
    or M(webex.wholesale.wholesale_audit) returned of its customers, and writes a copy with four more columns on each
    sheet. They tell the result, what was done, the ID at Webex, and the error.
  - The copy has the mode 0600, since it is about people.
author:
  - webex.wholesale contributors (@webex-wholesale)
requirements:
  - openpyxl >= 3.1
  - pydantic >= 2.6
options:
  workbook:
    description: The workbook as it was filled in. It stays as it is.
    type: path
    required: true
  path:
    description: The copy to write. A file that exists is replaced.
    type: path
    required: true
  customers:
    description:
      - What became of the customers, RV(webex.wholesale.wholesale_onboard#module:customers). Of several results of a
        customer the last one counts.
    type: list
    elements: dict
    required: true
  activation_codes_path:
    description:
      - File with activation codes, from O(webex.wholesale.wholesale_onboard#module:activation_codes_path). The codes
        are written beside the phones.
    type: path
attributes:
  check_mode:
    description: Can run in C(check_mode) and tells whether it would write.
    support: full
  diff_mode:
    description: Shows no difference, as the file is no text.
    support: none
  idempotent:
    description: A copy that says the same is left as it is.
    support: full
seealso:
  - plugin: webex.wholesale.workbook
    plugin_type: inventory
"""

EXAMPLES = r"""
- name: Tell what became of its rows
  webex.wholesale.workbook_result:
    workbook: "{{ playbook_dir }}/customers.xlsx"
    path: "{{ playbook_dir }}/customers-result.xlsx"
    customers:
      - name: acme
        external_id: acme
        problems: []
        steps: []
        wholesale_customer:
          key: acme
          action: unchanged
"""

RETURN = r"""
path:
  description: The copy.
  returned: success
  type: str
  sample: customers-result.xlsx
"""

from pathlib import Path
from typing import Any

from ansible_collections.webex.wholesale.plugins.module_utils._workbook.files import module_for, save
from ansible_collections.webex.wholesale.plugins.module_utils._workbook.result import (
    ResultError,
    annotated,
    says_the_same,
)

SPEC: dict[str, dict[str, Any]] = {
    "workbook": {"type": "path", "required": True},
    "path": {"type": "path", "required": True},
    "customers": {"type": "list", "elements": "dict", "required": True},
    "activation_codes_path": {"type": "path"},
}


def main() -> None:
    module = module_for(SPEC)
    path = module.params["path"]
    try:
        codes = module.params["activation_codes_path"]
        book = annotated(Path(module.params["workbook"]), module.params["customers"], codes)
    except ResultError as error:
        module.fail_json(msg=str(error))
    changed = not says_the_same(book, Path(path))
    if changed and not module.check_mode:
        save(module, book, str(path))
        module.set_mode_if_different(path, "0600", False)
    module.exit_json(changed=changed, path=path)


if __name__ == "__main__":
    main()
