#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: workspace
short_description: Manage a workspace of a customer of Webex for Wholesale
version_added: 0.2.0
description:
  - Creates, changes and removes a workspace with its line. A workspace is a place with a phone of its own, such as a
    reception, a shop floor or a meeting room.
  - An option that is unset is neither compared nor sent.
  - Customers take the package C(common_area_calling) for their workspaces. A warning says so where it is missing.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.workspace
  - webex.wholesale.webex
  - webex.wholesale.attributes
seealso:
  - module: webex.wholesale.workspaces
  - module: webex.wholesale.workspace_info
  - module: webex.wholesale.location
"""

EXAMPLES = r"""
- name: Create a workspace with an extension
  webex.wholesale.workspace:
    customer: globex
    name: Reception
    location: Paris
    extension: "109"
    emergency_callback: location
    type: open
    notes: Ground floor

- name: Remove a workspace, and its phones with it
  webex.wholesale.workspace:
    customer: globex
    name: Old lobby
    state: absent
"""

# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render.
RETURN = r"""
key: {description: What the object is found by., returned: always, type: str, sample: Reception}
id:
  description: ID at Webex. Null if there is none, or none yet.
  returned: always
  type: str
  sample: Y2lzY29zcGFyazovL3VzL1BM...
action:
  description: What was done, or in check mode what would be done, one of V(created), V(updated), V(removed),
    V(unchanged) and V(failed).
  returned: always
  type: str
  sample: created
workspace:
  description: The workspace as it is after the task, or in check mode as it would be. Only what is known
    of it is there, after creating it also the options given.
  returned: unless it is absent
  type: dict
  sample:
    customer: globex
    name: Reception
    location: Paris
    extension: '109'
    type: open
    notes: Ground floor
    emergency_callback: location
    id: Y2lzY29zcGFyazovL3VzL1BM...
  contains:
    id:
      description: ID of the workspace at Webex. Unset in check mode for one that does not exist yet.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL1BM...
    customer: {description: 'The customer, as the task names it.', type: str, sample: acme}
    name: {description: 'Name of the workspace, its key within the customer.', type: str, sample: Reception}
    location: {description: Name of the location., type: str, sample: Paris}
    phone_number:
      description: Phone number in E.164 format, for example V(+33199000101).
      returned: when the line was read
      type: str
      sample: '+33199000105'
    extension:
      description: Extension, digits only, without the location's routing prefix.
      returned: when the line was read
      type: str
      sample: '105'
    type: {description: What the workspace is used for., type: str, sample: open}
    capacity: {description: How many people it is for., type: int, sample: 4}
    notes: {description: Notes of yours., type: str, sample: Ground floor}
    supported_devices:
      description: Which devices it takes, V(phones) or V(collaboration_devices) for boards, desks and room devices.
      type: str
      sample: phones
    emergency_callback:
      description: Whose number it is. V(none) if there is none.
      returned: when it was asked for
      type: str
      sample: direct_line
diff:
  description:
  - The changed fields, before and after, as texts to print. An empty list if nothing has changed.
  - C(changes) has the same as values.
  returned: always
  type: list
  elements: dict
  sample:
  - before_header: workspace Reception
    after_header: workspace Reception
    before: ''
    after: |
      {
          "customer": "globex",
          "emergency_callback": "location",
          "extension": "109",
          "location": "Paris",
          "name": "Reception",
          "notes": "Ground floor",
          "type": "open"
      }
    changes:
      before: {}
      after:
        customer: globex
        emergency_callback: location
        extension: '109'
        location: Paris
        name: Reception
        notes: Ground floor
        type: open
steps:
  description: The writes that Webex sees, in their order. In check mode those that it would see.
  returned: always
  type: list
  elements: dict
  sample: [{object: workspace Reception, words: create it, method: POST, path: /v1/workspaces, state: made}]
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
done:
  description: The words of the steps that had been made before the failure.
  returned: when a task failed after it had written something
  type: list
  elements: str
  sample: [create it]
"""

from typing import Final

from ansible_collections.webex.wholesale.plugins.module_utils._module import run_module
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.workspace.api import Workspaces

TASK: Final = (Workspaces, "one")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
