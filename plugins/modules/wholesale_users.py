#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: wholesale_users
short_description: Manage many users of Webex for Wholesale at once
version_added: 0.1.0
description:
  - Does for a list what M(webex.wholesale.wholesale_user) does for one user, in one task and with several at a time.
  - A user that fails does not stop the others. At the end the task fails and names each of them.
  - O(purge) spares administrators, with a warning. To remove one, list it with O(wholesale_users[].state=absent).
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.wholesale_user.list
  - webex.wholesale.webex
  - webex.wholesale.webex.waiting
  - webex.wholesale.webex.parallel
  - webex.wholesale.webex.purge
  - webex.wholesale.attributes
seealso:
  - module: webex.wholesale.wholesale_user
  - module: webex.wholesale.wholesale_user_info
"""

EXAMPLES = r"""
- name: Create and remove users of a customer
  webex.wholesale.wholesale_users:
    customer: globex
    wholesale_users:
      - email: marie.durand@globex.example
        first_name: Marie
        last_name: Durand
        package: webex_calling
        location: Paris
        phone_number: "+33199000101"
        extension: "101"
      - email: jean.petit@globex.example
        first_name: Jean
        last_name: Petit
        package: webex_meetings
      - email: former.colleague@globex.example
        state: absent

- name: Remove users of two customers with one task
  webex.wholesale.wholesale_users:
    state: absent
    wholesale_users:
      - customer: globex
        email: former.colleague@globex.example
      - customer: umbrella
        email: albert.wesker@umbrella.example
"""

# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render.
RETURN = r"""
entries:
  description: One entry for each object of the list, in its order. What O(purge) removed comes after them.
  returned: when the list could be worked on
  type: list
  elements: dict
  sample:
  - key: marie.durand@globex.example
    id: Y2lzY29zcGFyazovL3VzL1NV...
    action: created
    changed: true
    error: null
  contains:
    key: {description: What the object is found by., type: str, sample: marie.durand@acme.example}
    id:
      description: ID at Webex. Null if there is none, or none yet.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL1NV...
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
      sample: [subscribe the user]
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
  - before_header: wholesale_user marie.durand@globex.example
    after_header: wholesale_user marie.durand@globex.example
    before: ''
    after: |
      {
          "customer": "globex",
          "email": "marie.durand@globex.example",
          "extension": "101",
          "first_name": "Marie",
          "last_name": "Durand",
          "location": "Paris",
          "package": "webex_calling",
          "phone_number": "+33199000101"
      }
    changes:
      before: {}
      after:
        customer: globex
        email: marie.durand@globex.example
        extension: '101'
        first_name: Marie
        last_name: Durand
        location: Paris
        package: webex_calling
        phone_number: '+33199000101'
steps:
  description: The writes that Webex sees, in their order. In check mode those that it would see.
  returned: when the list could be worked on
  type: list
  elements: dict
  sample:
  - object: wholesale user marie.durand@globex.example
    words: subscribe the user
    method: POST
    path: /v1/wholesale/subscribers
    state: made
  contains:
    object: {description: What it is done for., type: str, sample: wholesale user marie.durand@acme.example}
    words: {description: What is done., type: str, sample: subscribe the user}
    method: {description: HTTP method., type: str, sample: POST}
    path:
      description: Path of the request. Unknown IDs stand in angle brackets.
      type: str
      sample: /v1/wholesale/subscribers
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
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.user.api import Users

TASK: Final = (Users, "many")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
