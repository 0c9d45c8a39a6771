#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: wholesale_user
short_description: Manage a user of a customer of Webex for Wholesale
version_added: 0.1.0
description:
  - Creates a user, changes package, names, number, extension, location and roles, and removes the user.
  - An option that is unset is neither compared nor sent.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.wholesale_user
  - webex.wholesale.webex
  - webex.wholesale.webex.waiting
  - webex.wholesale.attributes
seealso:
  - module: webex.wholesale.wholesale_users
  - module: webex.wholesale.wholesale_user_info
  - module: webex.wholesale.location
"""

EXAMPLES = r"""
- name: Create a user with calling
  webex.wholesale.wholesale_user:
    customer: globex
    email: marie.durand@globex.example
    first_name: Marie
    last_name: Durand
    package: webex_calling
    location: Paris
    phone_number: "+33199000101"
    extension: "101"

- name: Give a user the role of an administrator
  webex.wholesale.wholesale_user:
    customer: globex
    email: luc.martin@globex.example
    roles:
      - Full Administrator

- name: Take the package from a user, and delete the person
  webex.wholesale.wholesale_user:
    customer: globex
    email: former.colleague@globex.example
    state: absent
    remove_person: true
"""

# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render.
RETURN = r"""
key: {description: What the object is found by., returned: always, type: str, sample: marie.durand@globex.example}
id:
  description: ID at Webex. Null if there is none, or none yet.
  returned: always
  type: str
  sample: Y2lzY29zcGFyazovL3VzL1NV...
action:
  description: What was done, or in check mode what would be done, one of V(created), V(updated), V(removed),
    V(unchanged) and V(failed).
  returned: always
  type: str
  sample: created
wholesale_user:
  description: The wholesale user as it is after the task, or in check mode as it would be. Only what
    is known of it is there, after creating it also the options given.
  returned: unless it is absent
  type: dict
  sample:
    customer: globex
    email: marie.durand@globex.example
    first_name: Marie
    last_name: Durand
    package: webex_calling
    location: Paris
    phone_number: '+33199000101'
    extension: '101'
    id: Y2lzY29zcGFyazovL3VzL1NV...
    person_id: Y2lzY29zcGFyazovL3VzL1BF...
    status: provisioned
  contains:
    id:
      description: Subscriber ID at Webex. Unset in check mode for a user that does not exist yet.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL1NV...
    person_id:
      description: ID of the person. Known when Webex has provisioned the user.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL1BF...
    status:
      description: V(provisioned), or V(pending_user_migration) while a user with a free Webex account
        elsewhere has not agreed to move.
      type: str
      sample: provisioned
    errors:
      description: What Webex reports as wrong with the user, in its own words.
      type: list
      elements: dict
      sample: []
    customer: {description: 'The customer, as the task names it.', type: str, sample: acme}
    email: {description: 'E-mail address, the user''s key.', type: str, sample: marie.durand@acme.example}
    first_name:
      description: First name, kept with the person.
      returned: when the person was read
      type: str
      sample: Marie
    last_name:
      description: Last name, kept with the person.
      returned: when the person was read
      type: str
      sample: Durand
    package: {description: 'The user''s package, one of the customer''s.', type: str, sample: webex_calling}
    location: {description: Name of the location., returned: when the person was read, type: str, sample: Head Office}
    phone_number:
      description: Phone number in E.164 format, for example V(+33199000101).
      returned: when the person was read
      type: str
      sample: '+33199000101'
    extension:
      description: Extension, digits only, without the location's routing prefix.
      returned: when the person was read
      type: str
      sample: '101'
    roles:
      description: Names of the administrator roles.
      returned: when the person was read
      type: list
      elements: str
      sample: [Full Administrator]
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
  returned: always
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
done:
  description: The words of the steps that had been made before the failure.
  returned: when a task failed after it had written something
  type: list
  elements: str
  sample: [subscribe the user]
"""

from typing import Final

from ansible_collections.webex.wholesale.plugins.module_utils._module import run_module
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.user.api import Users

TASK: Final = (Users, "one")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
