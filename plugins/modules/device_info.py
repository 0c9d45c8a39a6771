#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: device_info
short_description: Read phones of a customer of Webex for Wholesale
version_added: 0.2.0
description:
  - Lists the phones of a customer, or those that pass all given filters.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.webex
  - webex.wholesale.attributes.info
options:
  customer:
    description: The customer whose phones to read, named by external ID, customer ID or organization ID.
    type: str
    required: true
  mac:
    description: Only the phone with this MAC address, in any spelling.
    type: str
  user:
    description: Only phones of the user with this e-mail address.
    type: str
  workspace:
    description: Only phones of the workspace with this name.
    type: str
  details:
    description:
      - Whether to read the lines of others as well, RV(devices[].members). This costs two requests for each phone that
        does not wait for its activation code.
    type: bool
    default: false
seealso:
  - module: webex.wholesale.device
"""

EXAMPLES = r"""
- name: List the phones of a customer
  webex.wholesale.device_info:
    customer: globex
  register: phones

- name: Show who has which phone
  ansible.builtin.debug:
    msg: "{{ item.user | default(item.workspace, true) }}: {{ item.product }}"
  loop: "{{ phones.devices }}"
  loop_control:
    label: "{{ item.product }}"

- name: List the phones with the lines that they share
  webex.wholesale.device_info:
    customer: globex
    details: true
"""

# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render.
RETURN = r"""
devices:
  description: The devices found, with what is known of each. An empty list if there are none.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the phone at Webex. Unset in check mode for one that does not exist yet.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL0RF...
    product: {description: 'The model, as Webex shows it.', type: str, sample: Cisco 9861}
    connection_status:
      description: V(connected), V(disconnected), V(activating) while nobody has typed the code, or another word.
      type: str
      sample: connected
    activation_code_expires:
      description: Until when the activation code works that the task has asked for.
      type: str
      sample: '2026-12-25T10:00:00.000Z'
    customer: {description: 'The customer, as the task names it.', type: str, sample: acme}
    mac:
      description: MAC address, in any spelling, for example V(00:1A:2B:3C:4D:5E).
      type: str
      sample: 001A2B3C4D5E
    model:
      description: Model, by the name of Webex's catalogue or as people call it, for example V(Cisco 9861).
      type: str
      sample: Cisco 9861
    user: {description: E-mail address of the user who has the phone., type: str, sample: marie.durand@acme.example}
    workspace: {description: Name of the workspace that has the phone., type: str, sample: null}
    tags: {description: The complete list of the phone's tags., type: list, elements: str, sample: [ground floor]}
    members:
      description: Whose lines the phone has beside its owner's, users by e-mail address and workspaces by name.
      returned: when it was asked for
      type: list
      elements: str
      sample: [reception@acme.example]
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
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.device.api import Devices

TASK: Final = (Devices, "info")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
