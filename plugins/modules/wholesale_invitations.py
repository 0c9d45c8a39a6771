#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: wholesale_invitations
short_description: Tell who of many customers is waited for, and write to them again
version_added: 0.2.0
description:
  - Finds the users who must agree to move their free Webex account, since when they are waited for, and the people who
    never activated their account.
  - With O(send=true) they get the consent e-mail, or activation e-mails through the job of their organization, at most
    once in O(every_days) days. Without it nobody is written to.
  - Webex does not tell whom it has written to. A file remembers what this module has sent, nothing else.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.webex
  - webex.wholesale.webex.parallel
  - webex.wholesale.webex.waiting
  - webex.wholesale.fleet
  - webex.wholesale.attributes
options:
  send:
    description: Whether to write to those whose time has come. In check mode the steps are told.
    type: bool
    default: false
  every_days:
    description:
      - Nobody is written to again within so many days.
      - For consent e-mails that holds for each user, for activation e-mails for each organization. Webex itself sends
        nobody two activation e-mails within 24 hours.
    type: int
    default: 7
  activation:
    description:
      - Whether to look for people who never activated their account, and with O(send) to write to them. It costs the
        list of the people of each customer.
      - Activation e-mails go to all people of an organization who never activated theirs. Webex has no way to write to
        one of them. An organization with C(automatic_activation_emails) off sends none.
    type: bool
    default: true
  state_path:
    description:
      - File (JSON) that remembers when somebody was written to, by ID. It names nobody, and only its owner may read it.
      - Needed with O(send). It is read and written on the machine that runs the module.
      - What somebody else has sent is not in it, such as Partner Hub or
        O(webex.wholesale.wholesale_user#module:send_consent_email).
    type: path
seealso:
  - module: webex.wholesale.wholesale_user
  - module: webex.wholesale.wholesale_customer
"""

EXAMPLES = r"""
- name: Tell who is waited for
  webex.wholesale.wholesale_invitations:
    customers:
      - wholesale_customer:
          external_id: globex
  register: invitations

- name: Write to them, at most once in two weeks
  webex.wholesale.wholesale_invitations:
    customers:
      - wholesale_customer:
          external_id: globex
    send: true
    every_days: 14
    state_path: "{{ playbook_dir }}/sent.json"
"""

# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render.
RETURN = r"""
customers:
  description: The customers in the order of the options, without those that are to be absent.
  returned: always
  type: list
  elements: dict
  sample:
  - name: globex
    external_id: globex
    sub_partner: ''
    customer_id: Y2lzY29zcGFyazovL3VzL0VO...
    org_id: Y2lzY29zcGFyazovL3VzL09S...
    consent: []
    never_active:
    - email: rebecca.chambers@idle.example.com
      person_id: Y2lzY29zcGFyazovL3VzL1BF...
      since: '2026-11-26T00:17:17.822Z'
      reason: has not accepted the invitation
      days: 0
    activation:
      id: Y2lzY29zcGFyazovL3VzL09S...
      result:
        sent: 1
        failed: 0
        skipped: 3
        allowed: true
        errors: []
      sent: '2026-11-26T00:18:00Z'
      action: sent
    problems: []
    steps:
    - object: wholesale customer globex
      words: send activation e-mails again to all who never activated
      method: POST
      path: /v1/identity/organizations/Y2lzY29zcGFyazovL3VzL09S.../jobs/sendActivationEmails
      state: made
  contains:
    name: {description: What the options call it., type: str, sample: acme}
    external_id: {description: External ID., type: str, sample: acme}
    sub_partner: {description: The sub-partner that was acted for. Empty for the partner itself., type: str, sample: ''}
    customer_id:
      description: Customer ID. Null if Webex does not have it.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL0VO...
    org_id: {description: Organization ID. Null if there is none yet., type: str, sample: Y2lzY29zcGFyazovL3VzL09S...}
    consent:
      description:
      - Users who must agree to a move, with C(email), C(id) (of the subscriber), C(status), C(since)
        and C(days).
      - C(sent) is when this module wrote to them last. C(action) is V(due), V(early) (it is too early),
        V(sent) or V(failed).
      type: list
      elements: dict
      sample:
      - email: ann@acme.example
        id: Y2lzY29zcGFyazovL3VzL1NV...
        status: pending_user_migration
        since: '2026-11-02T08:00:00Z'
        days: 23
        sent: '2026-11-16T06:00:00Z'
        action: due
    never_active:
      description: People who never activated their account, with C(email), C(person_id), C(since), C(days)
        and C(reason).
      type: list
      elements: dict
      sample: []
    activation:
      description:
      - Activation e-mails of the organization, with C(sent) and C(action) as in C(consent). Null if there
        is nobody to write to.
      - C(result) is what came of the job, with how many were C(sent), C(failed) and C(skipped), whether
        the organization has C(allowed) them, and C(errors).
      type: dict
      sample: null
    problems:
      description: What could not be read, or has failed, in sentences.
      type: list
      elements: str
      sample: []
    steps: {description: 'The writes, with their C(state).', type: list, elements: dict, sample: []}
counts:
  description: How many customers there are, how many people are waited for, and how many e-mails there
    are of each action.
  returned: always
  type: dict
  sample: {customers: 1, consent: 0, never_active: 1, due: 0, early: 0, sent: 1, failed: 0, problems: 0}
every_days: {description: The option., returned: always, type: int, sample: 14}
calls: {description: How many requests the task has made., returned: always, type: int, sample: 5}
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

TASK: Final = (Fleet, "invitations")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
