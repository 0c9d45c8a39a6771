#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: wholesale_audit
short_description: Tell what differs between many customers and what is wanted
version_added: 0.2.0
description:
  - Plans customers with their locations and users, several of them side by side, and writes nothing.
  - The plan is the one that M(webex.wholesale.wholesale_onboard) would carry out, in the same steps.
  - Tells beside it what has failed or waits at Webex, of customers that are as they should be as well, and how near
    they are to their limits. That costs no requests.
  - Tells whom emergency services could not call back, see O(emergency_callback), and at which locations E911 is still
    to be set up by hand.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.webex
  - webex.wholesale.webex.parallel
  - webex.wholesale.fleet
  - webex.wholesale.attributes
options:
  unlisted:
    description:
      - Whether to tell what Webex has and the options do not name. That is customers, and of the customers named
        locations, users, phone numbers, workspaces and phones.
      - Users who wait or have failed at Webex are surely told with it. Without it they are told where the users of a
        customer are read as a list anyway.
    type: bool
    default: false
  unlisted_customers:
    description:
      - With O(unlisted), whether to tell customers too. Set it to V(false) where the options are a part of the fleet,
        as all others would be told.
    type: bool
    default: true
  emergency_callback:
    description:
      - Whether to tell who has no usable emergency callback number. That is users and workspaces with an extension
        and no phone number, at a location that has neither a main number nor the number of somebody else, and who
        have not been given the number of somebody else either. They count as V(failed), unless C(emergency_callback)
        of a user or workspace in the options is V(none).
      - People whom the options do not name are told as well. All are surely told with O(unlisted), as it needs the
        list of numbers. Without it they are told where that list is read anyway, or where a user or workspace of the
        options has an extension only. Virtual lines are not looked at.
      - It costs nothing where everybody has a number, or the location has a main number. Beyond that it costs a
        request for each location without one where somebody has an extension only; and where nobody could be called
        back there, one for each of those.
    type: bool
    default: true
  limit_warning:
    description:
      - From how many percent of one of its C(package_limits) on a customer is told to be near to it. The users that the
        plan adds count as well.
      - Limits are those of the options. Of a customer without any, nothing is told.
    type: int
    default: 90
  precheck:
    description: Whether to ask Webex for its verdict on customers that would be created or updated.
    type: bool
    default: false
seealso:
  - module: webex.wholesale.wholesale_onboard
  - module: webex.wholesale.wholesale_customer
  - module: webex.wholesale.locations
  - module: webex.wholesale.wholesale_users
"""

EXAMPLES = r"""
- name: Tell what differs
  webex.wholesale.wholesale_audit:
    customers:
      - wholesale_customer:
          external_id: globex
          packages:
            - webex_calling
            - webex_meetings
        wholesale_users:
          - email: marie.durand@globex.example
            last_name: Durand-Petit
    unlisted: true
  register: audit

- name: Fail when anything differs
  ansible.builtin.assert:
    that: audit.verdict == 'in_sync'
    fail_msg: "{{ audit.findings | dict2items | map(attribute='value.drift') | flatten | join('; ') }}"
  ignore_errors: true
"""

# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render.
RETURN = r"""
customers:
  description: The customers in the order of the options.
  returned: always
  type: list
  elements: dict
  sample:
  - name: globex
    external_id: globex
    sub_partner: ''
    action: failed
    in_sync: false
    changed: true
    problems:
    - 'creating wholesale user marie.durand@globex.example: package: is required to create a user'
    steps:
    - object: wholesale customer globex
      words: 'start its update: packages'
      method: PUT
      path: /v1/wholesale/customers/Y2lzY29zcGFyazovL3VzL0VO...
      state: planned
    diff:
    - before_header: wholesale_customer globex
      after_header: wholesale_customer globex
      before: |
        {
            "packages": [
                "common_area_calling",
                "webex_calling",
                "webex_meetings"
            ]
        }
      after: |
        {
            "packages": [
                "webex_calling",
                "webex_meetings"
            ]
        }
      changes:
        before:
          packages:
          - common_area_calling
          - webex_calling
          - webex_meetings
        after:
          packages:
          - webex_calling
          - webex_meetings
    wholesale_customer:
      key: globex
      id: Y2lzY29zcGFyazovL3VzL0VO...
      action: updated
      changed: true
      error: null
      wanted:
        external_id: globex
        packages:
        - webex_calling
        - webex_meetings
      wholesale_customer:
        external_id: globex
        packages:
        - webex_calling
        - webex_meetings
        address:
          address_line1: 12 rue de la Paix
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
        - name: common_area_calling
          status: provisioned
    locations: []
    wholesale_users:
    - customer: globex
      email: marie.durand@globex.example
      last_name: Durand-Petit
      key: marie.durand@globex.example
      id: null
      action: failed
      changed: false
      error: 'package: is required to create a user'
    workspaces: []
    devices: []
    failing: []
    waiting: []
    package_use: []
    differences:
    - object: customer globex
      kind: different
      field: packages
      before:
      - common_area_calling
      - webex_calling
      - webex_meetings
      after:
      - webex_calling
      - webex_meetings
    without_callback: []
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
    differences:
      description:
      - What differs, a row for each object that is V(missing) or V(surplus) (there though it should not
        be), and for each field of an object that is V(different).
      type: list
      elements: dict
      sample: [{object: user ann@acme.example, kind: different, field: last_name, before: Li, after: Lee}]
    failing:
      description: What has failed at Webex, whether or not anything differs, with C(object), C(status),
        C(reason), C(since).
      type: list
      elements: dict
      sample: [{object: package webex_calling, status: error, reason: No capacity (code 1), since: ''}]
    waiting:
      description: What waits at Webex, such as users who have not consented to their migration. Has the same fields.
      type: list
      elements: dict
      sample: []
    without_callback:
      description:
      - Who has no usable emergency callback number, listed or not, with the C(location). C(accepted)
        tells whether C(emergency_callback) of that user or workspace is V(none), so that it is no alarm.
      returned: with O(emergency_callback)
      type: list
      elements: dict
      sample: [{object: workspace Shop floor, location: Lyon, accepted: false}]
    package_use:
      description:
      - The limits that O(customers) wants, with the units that are C(used), and C(planned) after the
        writes. C(near) tells whether these reach O(limit_warning).
      type: list
      elements: dict
      sample: [{package: webex_calling, limit: 10, used: 9, planned: 10, near: true}]
totals:
  description:
  - How many customers are as they should be, are missing, are different, are surplus (there though they
    should not be), have failed (as V(failed) in C(action)), have something failing, waiting or near its
    limit at Webex, have somebody without an emergency callback number that nobody has accepted, and how
    many customers and objects nobody lists.
  returned: always
  type: dict
  sample:
    customers: 1
    in_sync: 0
    missing: 0
    different: 0
    surplus: 0
    failed: 1
    failing: 0
    without_callback: 0
    waiting: 0
    near_limit: 0
    unlisted_customers: 3
    unlisted_objects: 8
verdict:
  description: The worst that was found, one of V(in_sync), V(drift) and V(failed). What waits is no drift.
  returned: always
  type: str
  sample: failed
findings:
  description: Sentences about each customer of whom there is anything to say, by name. There are those
    about its C(drift), what C(failed), among it who has no emergency callback number, what is C(waiting)
    at Webex, and its C(limits).
  returned: always
  type: dict
  sample:
    globex:
      drift:
      - 'customer globex: packages is common_area_calling, webex_calling, webex_meetings, and should be
        webex_calling, webex_meetings'
      - nobody lists location Nice
      - nobody lists location Paris
      failed:
      - 'creating wholesale user marie.durand@globex.example: package: is required to create a user'
      waiting: []
      limits: []
unlisted:
  description: What Webex has and the options do not name.
  returned: with O(unlisted)
  type: dict
  sample:
    customers:
    - hooli
    - umbrella
    - vandelay
    of_customers:
      globex:
        locations:
        - Nice
        - Paris
        users:
        - former.colleague@globex.example
        - hank.scorpio@globex.example
        - luc.martin@globex.example
        numbers:
        - '+33199000100'
        - '+33199000101'
  contains:
    customers: {description: External IDs of customers., type: list, elements: str, sample: [initech]}
    of_customers:
      description: For each customer that has any, the names of its locations, the e-mail addresses of
        its users, its phone numbers, the names of its workspaces, and its phones, C(devices).
      type: dict
      sample: {acme: {users: [old.colleague@acme.example]}}
counts:
  description: How many customers there are of each action.
  returned: always
  type: dict
  sample: {created: 0, updated: 0, removed: 0, unchanged: 0, failed: 1}
calls: {description: How many requests the task has made., returned: always, type: int, sample: 9}
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

TASK: Final = (Fleet, "audit")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
