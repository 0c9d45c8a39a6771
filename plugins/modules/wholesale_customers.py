#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: wholesale_customers
short_description: Manage many customers of Webex for Wholesale at once
version_added: 0.1.0
description:
  - Does for a list what M(webex.wholesale.wholesale_customer) does for one customer, in one task and with several at
    a time.
  - What exists is read once for all of them. Webex's background work is waited for once, too, see O(wait).
  - A customer that fails does not stop the others. At the end the task fails and names each of them.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.wholesale_customer.list
  - webex.wholesale.webex
  - webex.wholesale.webex.wait
  - webex.wholesale.webex.waiting
  - webex.wholesale.webex.parallel
  - webex.wholesale.attributes
seealso:
  - module: webex.wholesale.wholesale_customer
  - module: webex.wholesale.wholesale_customer_info
"""

EXAMPLES = r"""
- name: Create two customers, and remove a third one
  webex.wholesale.wholesale_customers:
    wholesale_customers:
      - external_id: acme
        template: SMB France
        name: Acme SARL
        primary_email: contact@acme.example
        packages: [webex_meetings]
        address:
          address_line1: 12 rue de la Paix
          city: Paris
          zip_or_postal_code: "75002"
          country: FR
      - external_id: sakura
        template: SMB France
        name: 株式会社さくら
        primary_email: contact@sakura.example
        language: ja
        packages: [webex_meetings]
        address:
          address_line1: 丸の内1-1-1
          city: 千代田区
          zip_or_postal_code: 100-0005
          country: JP
      - external_id: hooli
        state: absent

- name: Remove customers by their external IDs, four at a time
  webex.wholesale.wholesale_customers:
    wholesale_customers:
      - external_id: hooli
      - external_id: vandelay
    state: absent
    parallel: 4
"""

# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render.
RETURN = r"""
entries:
  description: One entry for each object of the list, in its order.
  returned: when the list could be worked on
  type: list
  elements: dict
  sample: [{key: acme, id: Y2lzY29zcGFyazovL3VzL0VO..., action: created, changed: true, error: null}]
  contains:
    key: {description: What the object is found by., type: str, sample: acme}
    id:
      description: ID at Webex. Null if there is none, or none yet.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL0VO...
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
      sample: [start its provisioning]
    precheck:
      description: Webex's own verdict on the change, in its words.
      returned: in check mode, when the customer would be created or updated
      type: str
      sample: Provisioning preCheck validation successful.
    provisioning_id:
      description: Provisioning ID of O(wholesale_customers[].template).
      returned: when a customer is created with O(wholesale_customers[].template)
      type: str
      sample: NWYwYzdhMWUtMDAwMC00MDAw...
counts:
  description: How many objects had each outcome.
  returned: when the list could be worked on
  type: dict
  sample: {created: 2, updated: 0, removed: 1, unchanged: 0, failed: 0}
diff:
  description:
  - The changed fields, before and after, as texts to print, for each object that has changed.
  - C(changes) has the same as values.
  returned: when the list could be worked on
  type: list
  elements: dict
  sample:
  - before_header: wholesale_customer acme
    after_header: wholesale_customer acme
    before: ''
    after: |
      {
          "address": {
              "address_line1": "12 rue de la Paix",
              "city": "Paris",
              "country": "FR",
              "zip_or_postal_code": "75002"
          },
          "external_id": "acme",
          "name": "Acme SARL",
          "packages": [
              "webex_meetings"
          ],
      ...
    changes:
      before: {}
      after:
        address:
          address_line1: 12 rue de la Paix
          city: Paris
          zip_or_postal_code: '75002'
          country: FR
        external_id: acme
        name: Acme SARL
        packages:
        - webex_meetings
        primary_email: contact@acme.example
        template: SMB France
steps:
  description: The writes that Webex sees, in their order. In check mode those that it would see.
  returned: when the list could be worked on
  type: list
  elements: dict
  sample:
  - object: wholesale customer acme
    words: start its provisioning
    method: POST
    path: /v1/wholesale/customers
    state: made
  contains:
    object: {description: What it is done for., type: str, sample: wholesale customer acme}
    words: {description: What is done., type: str, sample: start its provisioning}
    method: {description: HTTP method., type: str, sample: POST}
    path:
      description: Path of the request. Unknown IDs stand in angle brackets.
      type: str
      sample: /v1/wholesale/customers
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
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.customer.api import Customers

TASK: Final = (Customers, "many")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
