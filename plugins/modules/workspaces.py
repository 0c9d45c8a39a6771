#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: workspaces
short_description: Manage many workspaces of Webex for Wholesale at once
version_added: 0.2.0
description:
  - Does for a list what M(webex.wholesale.workspace) does for one workspace, in one task and with several at a time.
  - A workspace that fails does not stop the others. At the end the task fails and names each of them.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.workspace.list
  - webex.wholesale.webex
  - webex.wholesale.webex.parallel
  - webex.wholesale.webex.purge
  - webex.wholesale.attributes
seealso:
  - module: webex.wholesale.workspace
  - module: webex.wholesale.workspace_info
"""

EXAMPLES = r"""
- name: Create the workspaces of a customer
  webex.wholesale.workspaces:
    customer: globex
    workspaces:
      - name: Shop floor
        location: Paris
        extension: "110"
      - name: Warehouse
        location: Paris
        extension: "111"
      - name: Old lobby
        state: absent
"""

# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render.
RETURN = r"""
entries:
  description: One entry for each object of the list, in its order. What O(purge) removed comes after them.
  returned: when the list could be worked on
  type: list
  elements: dict
  sample: [{key: Shop floor, id: Y2lzY29zcGFyazovL3VzL1BM..., action: created, changed: true, error: null}]
  contains:
    key: {description: What the object is found by., type: str, sample: Reception}
    id:
      description: ID at Webex. Null if there is none, or none yet.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL1BM...
    action:
      description: One of V(created), V(updated), V(removed), V(unchanged) and V(failed).
      type: str
      sample: created
    changed: {description: 'Whether something was written for it, or in check mode would be.', type: bool, sample: true}
    error: {description: Why it failed. Null if it did not., type: str, sample: null}
    failure:
      description: What Webex answered, with the keys of RV(failure).
      returned: when Webex refused a request, or did not answer
      type: dict
      sample: {message: A customer with the externalId acme exists already, status: 409, code: '1001'}
    done:
      description: The words of the steps that had been made for it before it failed.
      returned: when it failed after something had been written
      type: list
      elements: str
      sample: [create it]
counts:
  description: How many objects had each outcome.
  returned: when the list could be worked on
  type: dict
  sample: {created: 2, updated: 0, removed: 0, unchanged: 1, failed: 0}
diff:
  description:
  - The changed fields, before and after, as texts to print, for each object that has changed.
  - C(changes) has the same as values.
  returned: when the list could be worked on
  type: list
  elements: dict
  sample:
  - before_header: workspace Shop floor
    after_header: workspace Shop floor
    before: ''
    after: |
      {
          "customer": "globex",
          "extension": "110",
          "location": "Paris",
          "name": "Shop floor"
      }
    changes:
      before: {}
      after:
        customer: globex
        extension: '110'
        location: Paris
        name: Shop floor
steps:
  description: The writes that Webex sees, in their order. In check mode those that it would see.
  returned: when the list could be worked on
  type: list
  elements: dict
  sample: [{object: workspace Shop floor, words: create it, method: POST, path: /v1/workspaces, state: made}]
  contains:
    object: {description: What it is done for., type: str, sample: workspace Reception}
    words: {description: What is done., type: str, sample: create it}
    method: {description: HTTP method., type: str, sample: POST}
    path: {description: Path of the request. Unknown IDs stand in angle brackets., type: str, sample: /v1/workspaces}
    state:
      description: V(planned) in check mode, otherwise V(made), V(failed), V(not tried) or V(not needed).
      type: str
      sample: made
    when: {description: What must be so for it., returned: when it is not certain, type: str, sample: the user is new}
failure:
  description: What Webex answered, in a form for machines. Not there when the task failed for another reason.
  returned: when Webex refused a request, or did not answer
  type: dict
  contains:
    message: {description: What went wrong., type: str, sample: A customer with the externalId acme exists already}
    status: {description: HTTP status. Null if there was no answer., type: int, sample: 409}
    code: {description: 'Webex''s error code, if it gave one.', type: str, sample: '1001'}
    tracking_id: {description: 'Webex''s tracking ID, for Cisco''s support.', type: str, sample: SIM_5f0c7a1e}
    request: {description: Method and path of the request., type: str, sample: POST /v1/wholesale/customers}
"""

from typing import Final

from ansible_collections.webex.wholesale.plugins.module_utils._module import run_module
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.workspace.api import Workspaces

TASK: Final = (Workspaces, "many")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
