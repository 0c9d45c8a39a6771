#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: workbook_result
short_description: Write into a copy of a workbook, or of a CSV file of users, what became of each row
version_added: 0.2.0
description:
  - Takes a workbook that P(webex.wholesale.workbook#inventory) has read, or a CSV file that
    P(webex.wholesale.wholesale_users_csv#lookup) has read, and what M(webex.wholesale.wholesale_onboard) or
    M(webex.wholesale.wholesale_audit) returned of its customers. Writes a copy with four more columns, which tell the
    result, what was done, the ID at Webex, and the error.
  - Where phones are activated with a code there are two columns more, with the code and until when it works. They are
    on the sheet of the phones, and in a CSV file beside the users, with C(;) between the codes of several phones. There
    a code is written in groups of four digits, as a spreadsheet rounds a number of sixteen.
  - All else is as it was in the file, in the same order. In a CSV file, what is added never begins like a formula.
  - The copy has the mode 0600, since it is about people.
author:
  - webex.wholesale contributors (@webex-wholesale)
requirements:
  - openpyxl >= 3.1, for a workbook
  - pydantic >= 2.6
options:
  workbook:
    description:
      - The file as it was filled in. It stays as it is.
      - A workbook if its name ends with C(.xlsx), otherwise a CSV file.
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
      - File with activation codes, from O(webex.wholesale.wholesale_onboard#module:activation_codes_path).
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
  - plugin: webex.wholesale.wholesale_users_csv
    plugin_type: lookup
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

- name: Tell what became of the users of a CSV file
  webex.wholesale.workbook_result:
    workbook: "{{ playbook_dir }}/hudson-legal.csv"
    path: "{{ playbook_dir }}/hudson-legal-result.csv"
    customers:
      - name: hudson-legal
        external_id: hudson-legal
        problems: []
        steps: []
        wholesale_users:
          - key: ada@hudson-legal.example.com
            action: unchanged
            id: Y2lzY29zcGFyazovL3VzL1NVQlNDUklCRVIvYWRh
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

from ansible_collections.webex.wholesale.plugins.module_utils._workbook.files import (
    module_for,
    need_openpyxl,
    save_private,
)
from ansible_collections.webex.wholesale.plugins.module_utils._workbook.result import (
    ResultError,
    annotated,
    says_the_same,
)
from ansible_collections.webex.wholesale.plugins.module_utils._workbook.users_csv import users_told

SPEC: dict[str, dict[str, Any]] = {
    "workbook": {"type": "path", "required": True},
    "path": {"type": "path", "required": True},
    "customers": {"type": "list", "elements": "dict", "required": True},
    "activation_codes_path": {"type": "path"},
}


def main() -> None:
    module = module_for(SPEC)
    workbook, path = Path(module.params["workbook"]), module.params["path"]
    given = workbook, module.params["customers"], module.params["activation_codes_path"]
    copy: Any
    try:
        if workbook.suffix.lower() == ".xlsx":
            need_openpyxl(module)
            copy = annotated(*given)
            changed = not says_the_same(copy, Path(path))
        else:
            copy = users_told(*given)
            changed = not copy.is_in(Path(path))
    except ResultError as error:
        module.fail_json(msg=str(error))
    if changed and not module.check_mode:
        save_private(module, copy, path)
    elif Path(path).exists():
        changed = module.set_mode_if_different(path, "0600", changed)
    module.exit_json(changed=changed, path=path)


if __name__ == "__main__":
    main()
