#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: device
short_description: Manage a phone of a customer of Webex for Wholesale
version_added: 0.2.0
description:
  - Adds a phone to a user or to a workspace, by its MAC address or with an activation code. Keeps its tags and lines
    of others on it, gives it to another owner, and removes it.
  - Model and MAC address are checked with Webex before anything is written. Webex knows a MAC address once in all
    organizations, but tells only of those of this one.
  - A phone of another owner is removed and added again, in two steps.
  - An option that is unset is neither compared nor sent.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.device
  - webex.wholesale.webex
  - webex.wholesale.webex.waiting
  - webex.wholesale.attributes
seealso:
  - module: webex.wholesale.devices
  - module: webex.wholesale.device_info
  - module: webex.wholesale.wholesale_user
  - module: webex.wholesale.workspace
"""

EXAMPLES = r"""
- name: Give a user a phone
  webex.wholesale.device:
    customer: globex
    mac: 00:1A:2B:3C:4D:5E
    model: Cisco 8845
    user: luc.martin@globex.example

- name: Give a user a phone whose MAC address nobody knows yet
  webex.wholesale.device:
    customer: globex
    model: Cisco 9861
    user: luc.martin@globex.example
    activation_codes_path: "{{ playbook_dir }}/activation-codes.csv"

- name: Remove a phone
  webex.wholesale.device:
    customer: globex
    mac: 00:1A:2B:3C:4D:99
    state: absent
"""

# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render.
RETURN = r"""
key: {description: What the object is found by., returned: always, type: str, sample: 001A2B3C4D5E}
id:
  description: ID at Webex. Null if there is none, or none yet.
  returned: always
  type: str
  sample: Y2lzY29zcGFyazovL3VzL0RF...
action:
  description: What was done, or in check mode what would be done, one of V(created), V(updated), V(removed),
    V(unchanged) and V(failed).
  returned: always
  type: str
  sample: created
device:
  description: The device as it is after the task, or in check mode as it would be. Only what is known
    of it is there, after creating it also the options given.
  returned: unless it is absent
  type: dict
  sample:
    customer: globex
    mac: 001A2B3C4D5E
    model: Cisco 8845
    user: luc.martin@globex.example
    id: Y2lzY29zcGFyazovL3VzL0RF...
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
diff:
  description:
  - The changed fields, before and after, as texts to print. An empty list if nothing has changed.
  - C(changes) has the same as values.
  returned: always
  type: list
  elements: dict
  sample:
  - before_header: device 001A2B3C4D5E
    after_header: device 001A2B3C4D5E
    before: ''
    after: |
      {
          "customer": "globex",
          "mac": "001A2B3C4D5E",
          "model": "Cisco 8845",
          "user": "luc.martin@globex.example"
      }
    changes:
      before: {}
      after:
        customer: globex
        mac: 001A2B3C4D5E
        model: Cisco 8845
        user: luc.martin@globex.example
steps:
  description: The writes that Webex sees, in their order. In check mode those that it would see.
  returned: always
  type: list
  elements: dict
  sample:
  - object: device 001A2B3C4D5E
    words: add it to luc.martin@globex.example
    method: POST
    path: /v1/devices
    state: made
  contains:
    object: {description: What it is done for., type: str, sample: device 001A2B3C4D5E}
    words: {description: What is done., type: str, sample: add it to marie.durand@acme.example}
    method: {description: HTTP method., type: str, sample: POST}
    path: {description: Path of the request. Unknown IDs stand in angle brackets., type: str, sample: /v1/devices}
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
  sample: [add it to marie.durand@acme.example]
"""

from typing import Final

from ansible_collections.webex.wholesale.plugins.module_utils._module import run_module
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.device.api import Devices

TASK: Final = (Devices, "one")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
