#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: wholesale_user_info
short_description: Read users of a customer of Webex for Wholesale
version_added: 0.1.0
description:
  - Lists the users of a customer, or those that pass all given filters.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.wholesale_user.reading
  - webex.wholesale.webex
  - webex.wholesale.attributes.info
options:
  customer:
    description: The customer whose users to read, named by external ID, customer ID or organization ID.
    type: str
    required: true
  email:
    description: Only the user with this e-mail address.
    type: str
  details:
    description:
      - Whether to read names, locations, phone numbers, extensions and roles as well. It costs more requests.
    aliases: [include_person]
    type: bool
    default: false
  include_emergency_callback:
    description: Whether to read the emergency callback numbers too, which costs a request for each user with calling.
    type: bool
    default: false
    version_added: 0.2.0
seealso:
  - module: webex.wholesale.wholesale_user
"""

EXAMPLES = r"""
- name: List the users of a customer, with names, numbers and roles
  webex.wholesale.wholesale_user_info:
    customer: globex
    details: true
  register: people

- name: Show who has which extension
  ansible.builtin.debug:
    msg: "{{ item.email }}: {{ item.extension | default('none', true) }}"
  loop: "{{ people.wholesale_users }}"
  loop_control:
    label: "{{ item.email }}"

- name: List users who have not agreed to move yet
  webex.wholesale.wholesale_user_info:
    customer: globex
    status: pending_user_migration
"""

# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render.
RETURN = r"""
wholesale_users:
  description: The wholesale users found, with what is known of each. An empty list if there are none.
  returned: success
  type: list
  elements: dict
  sample:
  - customer: globex
    email: hank.scorpio@globex.example
    first_name: Hank
    last_name: Scorpio
    package: webex_calling
    location: Paris
    phone_number: null
    extension: '201'
    roles:
    - Full Administrator
    id: Y2lzY29zcGFyazovL3VzL1NV...
    person_id: Y2lzY29zcGFyazovL3VzL1BF...
    status: provisioned
    errors: []
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

TASK: Final = (Users, "info")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
