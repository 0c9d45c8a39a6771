#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: wholesale_onboard
short_description: Create or update many customers with their locations and users
version_added: 0.2.0
description:
  - Plans all customers first, then makes the steps of all of them, side by side where they do not need each other.
    While Webex provisions one customer the others go on.
  - What cannot be done for a customer is refused before anything of it is written. A customer that fails does not stop
    the others.
  - At the end it reads back what it has written.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.webex
  - webex.wholesale.webex.parallel
  - webex.wholesale.webex.waiting
  - webex.wholesale.fleet
  - webex.wholesale.attributes
options:
  verify:
    description:
      - Whether to read back the customers that were written. A success code only means that Webex accepted a request.
    type: bool
    default: true
  verify_timeout:
    description: Seconds to wait until Webex shows everything that was written.
    type: float
    default: 60
  activation_codes_path:
    description:
      - File to which the activation codes of phones are added, as
        O(webex.wholesale.devices#module:activation_codes_path) has it. Needed when a code is to be asked for.
    type: path
seealso:
  - module: webex.wholesale.wholesale_audit
  - module: webex.wholesale.wholesale_customer
  - module: webex.wholesale.locations
  - module: webex.wholesale.wholesale_users
"""

EXAMPLES = r"""
- name: Onboard a customer with a user
  webex.wholesale.wholesale_onboard:
    customers:
      - wholesale_customer:
          external_id: vandelay
          template: Default
          name: Vandelay Industries
          primary_email: art@vandelay.example
          packages:
            - webex_meetings
          address:
            address_line1: 1 rue A
            city: Paris
            zip_or_postal_code: "75002"
            country: FR
        wholesale_users:
          - email: art@vandelay.example
            first_name: Art
            last_name: Vandelay
            package: webex_meetings
"""

# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render.
RETURN = r"""
customers:
  description: The customers in the order of the options.
  returned: always
  type: list
  elements: dict
  sample:
  - name: vandelay
    external_id: vandelay
    sub_partner: ''
    action: updated
    in_sync: false
    changed: true
    problems: []
    steps:
    - object: wholesale customer vandelay
      words: 'start its update: address'
      method: PUT
      path: /v1/wholesale/customers/Y2lzY29zcGFyazovL3VzL0VO...
      state: made
    diff:
    - before_header: wholesale_customer vandelay
      after_header: wholesale_customer vandelay
      before: |
        {
            "address": {
                "address_line1": "12 rue de la Paix",
                "address_line2": null,
                "city": "Paris",
                "country": "FR",
                "state_or_province": null,
                "zip_or_postal_code": "75002"
            }
        }
      after: |
        {
            "address": {
                "address_line1": "1 rue A",
                "address_line2": null,
                "city": "Paris",
                "country": "FR",
                "state_or_province": null,
                "zip_or_postal_code": "75002"
            }
        }
      changes:
        before:
          address:
            address_line1: 12 rue de la Paix
            address_line2: null
            city: Paris
            state_or_province: null
            zip_or_postal_code: '75002'
            country: FR
        after:
          address:
            address_line1: 1 rue A
            address_line2: null
            city: Paris
            state_or_province: null
            zip_or_postal_code: '75002'
            country: FR
    wholesale_customer:
      key: vandelay
      id: Y2lzY29zcGFyazovL3VzL0VO...
      action: updated
      changed: true
      error: null
      wanted:
        external_id: vandelay
        template: Default
        name: Vandelay Industries
        primary_email: art@vandelay.example
        packages:
        - webex_meetings
        address:
          address_line1: 1 rue A
          city: Paris
          zip_or_postal_code: '75002'
          country: FR
      wholesale_customer:
        external_id: vandelay
        name: Vandelay Industries
        packages:
        - webex_meetings
        address:
          address_line1: 1 rue A
          address_line2: null
          city: Paris
          state_or_province: null
          zip_or_postal_code: '75002'
          country: FR
        org_id: Y2lzY29zcGFyazovL3VzL09S...
        id: Y2lzY29zcGFyazovL3VzL0VO...
        status: provisioned
        errors: []
        package_status:
        - name: webex_meetings
          status: provisioned
    locations: []
    wholesale_users:
    - customer: vandelay
      email: art@vandelay.example
      first_name: Art
      last_name: Vandelay
      package: webex_meetings
      key: art@vandelay.example
      id: Y2lzY29zcGFyazovL3VzL1NV...
      action: created
      changed: true
      error: null
    workspaces: []
    devices: []
    verified: true
    different: []
  contains:
    name: {description: What the options call it., type: str, sample: acme}
    external_id: {description: External ID. Empty where the data is so wrong that it has none., type: str, sample: acme}
    sub_partner:
      description: Organization ID of its sub-partner, empty for the partner's own.
      type: str
      sample: ''
    action:
      description: V(created), V(updated), V(removed), V(unchanged) or V(failed), as for the whole of the customer.
      type: str
      sample: updated
    in_sync: {description: Whether nothing differs., type: bool, sample: false}
    changed: {description: 'Whether anything is to be written, or has been written.', type: bool, sample: true}
    problems:
      description: What is wrong with the data, or has failed, in sentences.
      type: list
      elements: str
      sample: []
    steps:
      description: The writes, in the customer's own order, with their C(state).
      type: list
      elements: dict
      sample: [{object: location Lyon, words: create it, method: POST, path: /v1/locations, state: planned}]
    diff:
      description: The changed fields of its objects, before and after.
      type: list
      elements: dict
      sample: [{before_header: location Lyon, after_header: location Lyon, before: {}, after: {name: Lyon}}]
    wholesale_customer:
      description: What became of the customer itself, as the module M(webex.wholesale.wholesale_customer) returns it.
      type: dict
      sample: {key: acme, action: unchanged, changed: false}
    locations:
      description:
      - What became of each location, as the module M(webex.wholesale.locations) returns it.
      - Where settings of calling are compared, C(e911_setup_required) tells whether E911 is still to
        be set up, by hand.
      type: list
      elements: dict
      sample: [{key: Lyon, action: created, changed: true, e911_setup_required: false}]
    wholesale_users:
      description: What became of each user, as the module M(webex.wholesale.wholesale_users) returns it.
      type: list
      elements: dict
      sample: []
    workspaces:
      description: What became of each workspace, as the module M(webex.wholesale.workspaces) returns it.
      type: list
      elements: dict
      sample: []
    devices:
      description: What became of each phone, as the module M(webex.wholesale.devices) returns it.
      type: list
      elements: dict
      sample: []
    verified:
      description: Whether Webex shows everything as it was written.
      returned: for customers that were written, with O(verify)
      type: bool
      sample: true
    different:
      description: What Webex does not show yet, as in C(diff).
      returned: for customers that were written, with O(verify)
      type: list
      elements: dict
      sample: []
counts:
  description: How many customers there are of each action.
  returned: always
  type: dict
  sample: {created: 0, updated: 1, removed: 0, unchanged: 0, failed: 0}
calls: {description: How many requests the task has made., returned: always, type: int, sample: 13}
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

from ansible_collections.webex.wholesale.plugins.module_utils._fleet import Fleet
from ansible_collections.webex.wholesale.plugins.module_utils._module import run_module

TASK: Final = (Fleet, "onboard")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
