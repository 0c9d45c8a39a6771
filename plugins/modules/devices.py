#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: devices
short_description: Manage many phones of Webex for Wholesale at once
version_added: 0.2.0
description:
  - Does for a list what M(webex.wholesale.device) does for one phone, in one task.
  - Phones of one owner are written one after the other, as Webex wants it, those of others side by side. Users can swap
    their phones in one task.
  - A phone that fails does not stop the others. At the end the task fails and names each of them.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.device.list
  - webex.wholesale.webex
  - webex.wholesale.webex.waiting
  - webex.wholesale.webex.parallel
  - webex.wholesale.attributes
seealso:
  - module: webex.wholesale.device
  - module: webex.wholesale.device_info
"""

EXAMPLES = r"""
- name: Give phones to users
  webex.wholesale.devices:
    customer: globex
    activation_codes_path: "{{ playbook_dir }}/activation-codes.csv"
    devices:
      - mac: 00:1A:2B:3C:4D:60
        model: Cisco 8845
        user: luc.martin@globex.example
        tags: [ground floor]
      - model: Cisco 9861
        user: luc.martin@globex.example
"""

# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render.
RETURN = r"""
entries:
  description: One entry for each object of the list, in its order.
  returned: when the list could be worked on
  type: list
  elements: dict
  sample: [{key: 001A2B3C4D60, id: Y2lzY29zcGFyazovL3VzL0RF..., action: created, changed: true, error: null}]
  contains:
    key: {description: What the object is found by., type: str, sample: 001A2B3C4D5E}
    id:
      description: ID at Webex. Null if there is none, or none yet.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL0RF...
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
      sample: [add it to marie.durand@acme.example]
counts:
  description: How many objects had each outcome.
  returned: when the list could be worked on
  type: dict
  sample: {created: 2, updated: 0, removed: 0, unchanged: 0, failed: 0}
diff:
  description:
  - The changed fields, before and after, as texts to print, for each object that has changed.
  - C(changes) has the same as values.
  returned: when the list could be worked on
  type: list
  elements: dict
  sample:
  - before_header: device 001A2B3C4D60
    after_header: device 001A2B3C4D60
    before: ''
    after: |
      {
          "customer": "globex",
          "mac": "001A2B3C4D60",
          "model": "Cisco 8845",
          "tags": [
              "ground floor"
          ],
          "user": "luc.martin@globex.example"
      }
    changes:
      before: {}
      after:
        customer: globex
        mac: 001A2B3C4D60
        model: Cisco 8845
        tags:
        - ground floor
        user: luc.martin@globex.example
steps:
  description: The writes that Webex sees, in their order. In check mode those that it would see.
  returned: when the list could be worked on
  type: list
  elements: dict
  sample:
  - object: device 001A2B3C4D60
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
"""

from typing import Final

from ansible_collections.webex.wholesale.plugins.module_utils._module import run_module
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.device.api import Devices

TASK: Final = (Devices, "many")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
