#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: workspace_info
short_description: Read workspaces of a customer of Webex for Wholesale
version_added: 0.2.0
description:
  - Lists the workspaces of a customer with their lines, or those that pass all given filters.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.webex
  - webex.wholesale.attributes.info
options:
  customer:
    description: The customer whose workspaces to read, named by external ID, customer ID or organization ID.
    type: str
    required: true
  name:
    description: Only the workspace with this name.
    type: str
  location:
    description: Only workspaces at the location with this name.
    type: str
  include_emergency_callback:
    description: Whether to read the emergency callback numbers too, which costs a request for each workspace.
    type: bool
    default: false
    version_added: 0.2.0
seealso:
  - module: webex.wholesale.workspace
"""

EXAMPLES = r"""
- name: List the workspaces of a customer
  webex.wholesale.workspace_info:
    customer: globex
  register: places

- name: Show who can be reached where
  ansible.builtin.debug:
    msg: "{{ item.name }}: {{ item.extension | default('none', true) }}"
  loop: "{{ places.workspaces }}"
  loop_control:
    label: "{{ item.name }}"
"""

# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render.
RETURN = r"""
workspaces:
  description: The workspaces found, with what is known of each. An empty list if there are none.
  returned: success
  type: list
  elements: dict
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

TASK: Final = (Workspaces, "info")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
