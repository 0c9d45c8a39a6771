#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: workbook_template
short_description: Write an empty workbook of customers to fill in
version_added: 0.2.0
description:
  - Writes an Excel workbook (.xlsx) with the sheets, columns and choices that the inventory plugin
    P(webex.wholesale.workbook#inventory) reads. Each column has a line of help. Those that are required are orange.
  - It holds one example customer, which is replaced by yours.
  - A file that exists is left as it is, unless O(force=true).
author:
  - webex.wholesale contributors (@webex-wholesale)
requirements:
  - openpyxl >= 3.1
  - pydantic >= 2.6
options:
  path:
    description: The file to write.
    type: path
    required: true
  language:
    description: Language of titles, headings and help, English or French.
    type: str
    choices: [en, fr]
    default: en
  models:
    description:
      - Models of phones to pick from, by the names that people read on them. Any other one can be entered.
      - Which ones a customer may have is told by Webex, and checked when the workbook is onboarded. If not given, there
        are those that Cisco's documents name, which are a few of all.
    type: list
    elements: str
  force:
    description: Whether to replace a file that exists.
    type: bool
    default: false
attributes:
  check_mode:
    description: Can run in C(check_mode) and tells whether it would write.
    support: full
  diff_mode:
    description: Shows no difference, as the file is no text.
    support: none
  idempotent:
    description: A file that exists is left as it is, unless O(force=true).
    support: partial
    details: With O(force=true) the file is always written.
seealso:
  - plugin: webex.wholesale.workbook
    plugin_type: inventory
"""

EXAMPLES = r"""
- name: Write an empty workbook
  webex.wholesale.workbook_template:
    path: "{{ playbook_dir }}/new-customers.xlsx"
    language: fr

- name: Write one with the phones that we sell
  webex.wholesale.workbook_template:
    path: "{{ playbook_dir }}/new-order.xlsx"
    models: [Cisco 9841, Cisco 9861]
"""

RETURN = r"""
path:
  description: The file.
  returned: success
  type: str
  sample: customers.xlsx
"""

from pathlib import Path
from typing import Any

from ansible_collections.webex.wholesale.plugins.module_utils._workbook.files import module_for, need_openpyxl, save
from ansible_collections.webex.wholesale.plugins.module_utils._workbook.template import MODELS, template

SPEC: dict[str, dict[str, Any]] = {
    "path": {"type": "path", "required": True},
    "language": {"type": "str", "choices": ["en", "fr"], "default": "en"},
    "models": {"type": "list", "elements": "str"},
    "force": {"type": "bool", "default": False},
}


def main() -> None:
    module = module_for(SPEC)
    need_openpyxl(module)
    path = Path(module.params["path"])
    changed = module.params["force"] or not path.exists()
    if changed and not module.check_mode:
        save(module, template(module.params["language"], module.params["models"] or MODELS), str(path))
    module.exit_json(changed=changed, path=str(path))


if __name__ == "__main__":
    main()
