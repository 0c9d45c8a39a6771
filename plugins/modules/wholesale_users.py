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
  - webex.wholesale.webex
  - webex.wholesale.webex.waiting
  - webex.wholesale.webex.parallel
  - webex.wholesale.webex.purge
  - webex.wholesale.attributes
options:
  customer:
    description:
      - The customer of the users that give none of their own, named by external ID, customer ID or organization ID.
    type: str
  wholesale_users:
    description: The users.
    type: list
    elements: dict
    required: true
    suboptions:
      customer:
        description: The customer of this user. If unset, the task's O(customer).
        type: str
      email:
        description:
          - E-mail address, the user's key. Upper and lower case do not matter.
        type: str
        required: true
      first_name:
        description:
          - First name, kept with the person. If unset, it stays as it is.
        type: str
      last_name:
        description:
          - Last name, kept with the person. If unset, it stays as it is.
        type: str
      package:
        description:
          - The user's package, one of the customer's. Needed to create a user.
          - Every package but V(webex_meetings) includes calling. It needs O(wholesale_users[].location), and
            O(wholesale_users[].phone_number) or O(wholesale_users[].extension) or both.
          - If unset, it stays as it is.
        type: str
        choices:
          - webex_calling
          - webex_meetings
          - webex_suite
          - webex_voice
          - cx_essentials
          - webex_calling_standard
          - attendant_console
          - cx_premium_agent
          - cx_standard_agent
      location:
        description:
          - Location of the user, by name or ID. It must have calling.
          - If unset, it stays as it is.
        type: str
      phone_number:
        description:
          - Phone number in E.164 format, for example V(+33199000101). Spaces and punctuation within do not matter.
          - It must be one of the location's numbers, and free.
          - An empty text takes it away. If unset, it stays as it is, also when
            the user moves.
        type: str
      extension:
        description:
          - Extension, digits only, without the location's routing prefix. Quote it, leading zeros count.
          - If unset, it stays as it is.
        type: str
      roles:
        description:
          - The complete list of the user's administrator roles, by name or ID, for example V(Full Administrator).
          - An empty list takes all roles away. If unset, they stay as they are.
          - Webex makes the first user of a new customer its full administrator. Others should have the
            same package as the first user has when they become it, the module warns otherwise.
        type: list
        elements: str
      send_consent_email:
        description:
          - Whether Webex is to send an e-mail to a new user who has a free Webex account and must agree to move it.
          - Such a user has the status V(pending_user_migration). Run the task again when the user has agreed.
          - If unset, nothing is sent, and a warning tells that somebody must agree.
        type: bool
      remove_person:
        description:
          - With O(wholesale_users[].state=absent), whether to delete the person from the organization as well.
          - If unset, only the Wholesale package is taken away. The person stays, and so does the claim on the e-mail
            address.
        type: bool
      state:
        description: State of this one. If unset, the task's O(state).
        type: str
        choices: [present, absent]
  state:
    description: State of those that give none of their own. Removing takes the package away, see also
      O(wholesale_users[].remove_person).
    type: str
    choices: [present, absent]
    default: present
seealso:
  - module: webex.wholesale.wholesale_user
  - module: webex.wholesale.wholesale_user_info
"""

EXAMPLES = r"""
- name: Have the users of a customer
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

RETURN = r"""
entries:
  description:
    - One entry for each object of the list, in its order. What O(purge) removed comes after them.
  returned: when the list could be worked on
  type: list
  elements: dict
  contains:
    key:
      description: What the object is found by.
      type: str
      sample: marie.durand@acme.example
    id:
      description: ID at Webex. Null if there is none, or none yet.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL1NVQlNDUklCRVIvNWYwYzdhMWUtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDA0
    action:
      description: One of V(created), V(updated), V(removed), V(unchanged) and V(failed).
      type: str
      sample: created
    changed:
      description: Whether something was written for it, or in check mode would be.
      type: bool
      sample: true
    error:
      description: Why it failed. Null if it did not.
      type: str
      sample: null
    failure:
      description: What Webex answered, in a form for machines. Not there when the task failed for another reason.
      returned: when Webex refused a request, or did not answer
      type: dict
      contains:
        message:
          description: What went wrong.
          type: str
          sample: A customer with the externalId acme exists already
        status:
          description: HTTP status. Null if there was no answer.
          type: int
          sample: 409
        code:
          description: Webex's error code, if it gave one.
          type: str
          sample: "1001"
        tracking_id:
          description: Webex's tracking ID, which Cisco's support asks for.
          type: str
          sample: SIM_5f0c7a1e-0000-4000-8000-000000000009
        request:
          description: Method and path of the request.
          type: str
          sample: POST /v1/wholesale/customers
    done:
      description: What had been written for it before it failed.
      returned: when it failed after something had been written
      type: list
      elements: str
      sample: [started its provisioning]
counts:
  description: How many objects had each outcome.
  returned: when the list could be worked on
  type: dict
  sample: {created: 2, updated: 0, removed: 0, unchanged: 5, failed: 0}
diff:
  description: The changed fields, before and after, for each object that has changed.
  returned: when the list could be worked on
  type: list
  elements: dict
  sample:
    - before_header: wholesale_user marie.durand@acme.example
      after_header: wholesale_user marie.durand@acme.example
      before: ""
      after: ""
      changes: {before: {}, after: {}}
failure:
  description: What Webex answered, in a form for machines. Not there when the task failed for another reason.
  returned: when Webex refused a request, or did not answer
  type: dict
  contains:
    message:
      description: What went wrong.
      type: str
      sample: A customer with the externalId acme exists already
    status:
      description: HTTP status. Null if there was no answer.
      type: int
      sample: 409
    code:
      description: Webex's error code, if it gave one.
      type: str
      sample: "1001"
    tracking_id:
      description: Webex's tracking ID, which Cisco's support asks for.
      type: str
      sample: SIM_5f0c7a1e-0000-4000-8000-000000000009
    request:
      description: Method and path of the request.
      type: str
      sample: POST /v1/wholesale/customers
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
