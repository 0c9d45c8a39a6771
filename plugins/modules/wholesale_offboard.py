#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: wholesale_offboard
short_description: Let a customer go, with everything that it has
version_added: 0.2.0
description:
  - Archives a customer as an inventory that can restore it. Then removes its call features, schedules, virtual lines,
    phones, workspaces, users, numbers and extra locations, and at last the customer itself, in the order that Webex
    demands. It waits where Webex needs time.
  - All is planned before anything is written. In check mode RV(steps) are the writes that would be made. If something
    cannot go, nothing is removed at all.
  - A run that was stopped is run again to continue. What is gone is not asked for again. Every run makes an archive of
    its own in a new folder. RV(archive) is the one that has most.
  - The organization stays with its people and one location with calling, since Webex for Wholesale only lets go of it.
    The last calling location can never be disabled. O(people) and O(organization) remove more.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.webex
  - webex.wholesale.webex.parallel
  - webex.wholesale.webex.waiting
  - webex.wholesale.attributes
options:
  customer:
    description:
      - External ID of the customer. If Webex does not have it any more, its archive tells which organization it had.
    type: str
    required: true
  confirm:
    description:
      - The same external ID once more. Anything else is refused before anything is read or written.
    type: str
    required: true
  archive_directory:
    description:
      - Folder of the archives, created if it is missing. A customer has a folder in there, with one for each run.
      - Its files have personal data. Only their owner may read them.
    type: path
    required: true
  people:
    description:
      - Whether to remove the people of the organization as well, all but one full administrator.
    type: bool
    default: false
  organization:
    description:
      - Whether to remove the organization at the end, with all that is left in it. It needs O(people) if the
        organization has more than one.
      - Webex's document allows it to a partner. A help page says that only administrators of the organization itself
        may do that.
    type: bool
    default: false
  creation:
    description:
      - What is known of the customer and no API tells, such as C(template) and C(primary_email), as options of
        M(webex.wholesale.wholesale_customer). It is archived along.
    type: dict
seealso:
  - module: webex.wholesale.wholesale_export
  - module: webex.wholesale.wholesale_customer
  - ref: Let a customer go <ansible_collections.webex.wholesale.docsite.guide_day_two_offboard>
    description: The playbook, what stays by hand, and how a customer is restored.
"""

EXAMPLES = r"""
- name: Let a customer go
  webex.wholesale.wholesale_offboard:
    customer: globex
    confirm: globex
    archive_directory: "{{ playbook_dir }}/archive"
    creation:
      template: SMB France
      primary_email: contact@globex.example
  register: offboarded

- name: Tell what is left to do by hand
  ansible.builtin.debug:
    var: offboarded.by_hand
"""

# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render.
RETURN = r"""
external_id: {description: External ID of the customer., returned: always, type: str, sample: globex}
customer_id:
  description: Customer ID. Null if Webex did not have the customer any more.
  returned: always
  type: str
  sample: Y2lzY29zcGFyazovL3VzL0VO...
org_id:
  description: Organization ID. Null if it is not known.
  returned: always
  type: str
  sample: Y2lzY29zcGFyazovL3VzL09S...
organization:
  description: Name of the organization. Null if it is not known.
  returned: always
  type: str
  sample: Globex
action:
  description:
  - V(removed) if everything that was to go is gone, or in check mode would be; V(unchanged) if there
    was nothing.
  - V(failed) if something cannot go.
  returned: always
  type: str
  sample: removed
problems:
  description: Why something cannot go, in sentences.
  returned: always
  type: list
  elements: str
  sample: []
parts:
  description:
  - What goes, by part and in the order of parts. C(call features), C(schedules, virtual lines and phones),
    C(workspaces), C(users), C(people), C(numbers), C(locations), C(customer), C(organization).
  - Each object has C(object), C(action) (V(removed), V(failed) or V(not tried)) and C(error).
  returned: always
  type: dict
  sample:
    users:
    - object: wholesale user former.colleague@globex.example
      action: removed
      error: null
    numbers:
    - object: location Paris
      action: removed
      error: null
      numbers:
      - '+33199000101'
    locations:
    - object: location Nice
      action: removed
      error: null
    customer:
    - object: wholesale customer globex
      action: removed
      error: null
counts:
  description: How many objects there are of each action.
  returned: always
  type: dict
  sample: {removed: 7, failed: 0, not tried: 0}
stays:
  description: What stays at Webex, in sentences.
  returned: always
  type: list
  elements: str
  sample:
  - 'Organization Globex and 4 people: Wholesale only lets go of it'
  - 'Location Paris, with its main number +33199000100, as Webex keeps one location with calling (BATCH-1012012):
    it ends with the organization'
by_hand:
  description: What is to be looked at by hand, in sentences.
  returned: always
  type: list
  elements: str
  sample:
  - 'Not looked for: paging groups, call parks and pickups, operating modes, announcements, trunks, dial
    plans, route groups and lists, translation patterns, recording. Where they keep a location from going,
    Webex says so.'
archive:
  description: The archive of the customer that has most. Null if there is none, as in check mode.
  returned: always
  type: dict
  sample: {path: archive/globex/2026-11-26T001803Z, made_at: '2026-11-26T00:18:03Z', objects: 8}
  contains:
    path: {description: Its folder., type: str, sample: /home/operator/archive/acme/2026-11-25T120000Z}
    made_at: {description: When it was made., type: str, sample: '2026-11-25T12:00:00Z'}
    objects: {description: How many objects it has., type: int, sample: 31}
steps:
  description: The writes that Webex sees, in their order. In check mode those that it would see.
  returned: always
  type: list
  elements: dict
  sample:
  - object: wholesale user former.colleague@globex.example
    words: unsubscribe the user
    method: DELETE
    path: /v1/wholesale/subscribers/Y2lzY29zcGFyazovL3VzL1NV...
    state: made
  contains:
    object: {description: What it is done for., type: str, sample: <name> <key>}
    words: {description: What is done., type: str, sample: <words>}
    method: {description: HTTP method., type: str, sample: <method>}
    path: {description: Path of the request. Unknown IDs stand in angle brackets., type: str, sample: <path>}
    state:
      description: V(planned) in check mode, otherwise V(made), V(failed), V(not tried) or V(not needed).
      type: str
      sample: made
    when: {description: What must be so for it., returned: when it is not certain, type: str, sample: the user is new}
calls: {description: How many requests the task has made., returned: always, type: int, sample: 40}
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

TASK: Final = (Fleet, "offboard")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
