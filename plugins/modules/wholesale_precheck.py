#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: wholesale_precheck
short_description: Tell whether customers and their users would provision
version_added: 0.2.0
description:
  - Judges customers, their locations and their users before anything is provisioned, several of them side by side.
    Writes nothing.
  - The collection's own rules come first, those of M(webex.wholesale.wholesale_onboard). All that they let through is
    then put to Webex's own prechecks, customers as well as users.
  - It works before everything is decided. What is missing, such as packages or the onboarding template, needs
    attention, and Webex is asked about what is there, as soon as there is an address.
  - For customers that exist already, it tells of those users that are new. Webex does not say how it judges updates,
    so that its word against one needs attention at most.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.webex
  - webex.wholesale.webex.parallel
  - webex.wholesale.fleet
  - webex.wholesale.attributes
options:
  customers:
    description:
      - The customers, each a dictionary. Needed unless O(hosts) is given.
      - C(name) is what the result calls it, by default the external ID.
      - C(wholesale_customer), C(locations) and C(wholesale_users) are the options of the modules of these names,
        without C(customer).
      - C(location_confirmed_by) says who has confirmed that Webex is sold at the customer's location, and
        C(location_confirmed_on) the day, such as V(2026-11-25). They stand for the tick box of Partner Hub.
      - C(onboarding_templates) lists templates that would be created first, at least by C(name). Another template that
        is not there yet needs attention.
      - Each customer is checked on its own. What is wrong with one harms no other.
    type: list
    elements: dict
seealso:
  - module: webex.wholesale.wholesale_audit
  - module: webex.wholesale.wholesale_onboard
"""

EXAMPLES = r"""
- name: Ask before the contract is signed
  webex.wholesale.wholesale_precheck:
    customers:
      - wholesale_customer:
          external_id: soylent
          name: Soylent
          primary_email: contact@soylent.example
          address:
            address_line1: 12 rue de la Paix
            city: Paris
            zip_or_postal_code: "75002"
            country: FR
        location_confirmed_by: Anna Meier
        location_confirmed_on: "2026-11-20"
        wholesale_users:
          - email: marie.durand@soylent.example
  register: precheck

- name: Tell what somebody has to do
  ansible.builtin.debug:
    msg: "{{ precheck.customers | map(attribute='wholesale_customer.reasons') | flatten | map(attribute='next') }}"

- name: Refuse customers that would fail
  ansible.builtin.assert:
    that: precheck.counts.would_fail == 0
"""

# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render.
RETURN = r"""
customers:
  description: The verdicts on the customers, in the order of the options.
  returned: always
  type: list
  elements: dict
  sample:
  - name: soylent
    external_id: soylent
    sub_partner: ''
    verdict: attention
    findings:
    - 'Not in the inventory yet: packages, required to create a customer; template, required to create
      a customer, unless provisioning_id is given'
    - 'user marie.durand@soylent.example: Not in the inventory yet: package, required to create a user'
    wholesale_customer:
      verdict: attention
      state: new
      webex: Provisioning preCheck validation successful.
      reasons:
      - verdict: attention
        says: our rules
        why: 'Not in the inventory yet: packages, required to create a customer; template, required to
          create a customer, unless provisioning_id is given'
        next: Add it before the onboarding. Webex was asked about the rest.
    location:
      address: 12 rue de la Paix, Paris, 75002, FR
      country: FR
      confirmed_by: Anna Meier
      confirmed_on: '2026-11-20'
      webex: Webex accepts it
      line: '12 rue de la Paix, Paris, 75002, FR: confirmed by Anna Meier on 2026-11-20; Webex accepts
        it'
    locations: []
    wholesale_users:
    - email: marie.durand@soylent.example
      first_name: ''
      last_name: ''
      package: ''
      location: ''
      verdict: attention
      state: new
      webex: Provisioning preCheck validation successful.
      reasons:
      - verdict: attention
        says: our rules
        why: 'Not in the inventory yet: package, required to create a user'
        next: Add it before the onboarding. Webex was asked about the rest.
  contains:
    name: {description: What the options call it., type: str, sample: acme}
    external_id: {description: External ID. Empty where the data is so wrong that it has none., type: str, sample: acme}
    sub_partner:
      description: Organization ID of its sub-partner, empty for the partner's own.
      type: str
      sample: ''
    verdict:
      description: V(ready), V(attention) where somebody must agree, decide or look, or V(would_fail).
        The worst of the customer, its locations and its users.
      type: str
      sample: attention
    findings:
      description: All that speaks against it, its locations and its users, in sentences.
      type: list
      elements: str
      sample: [An existing organization is attached (org_id)]
    wholesale_customer:
      description: The verdict on the customer itself.
      type: dict
      contains:
        verdict: {description: As above. Of the customer alone., type: str, sample: attention}
        state:
          description: V(new), V(exists), V(to be removed), or V(unknown) where it could not be looked at.
          type: str
          sample: new
        webex:
          description: What Webex answered. Empty where it was not asked.
          type: str
          sample: Provisioning preCheck validation successful.
        reasons:
          description: Why it is not simply ready. Empty where it is.
          type: list
          elements: dict
          contains:
            verdict: {description: V(attention) or V(would_fail)., type: str, sample: attention}
            says: {description: V(our rules) or V(Webex)., type: str, sample: our rules}
            why: {description: What was found., type: str, sample: An existing organization is attached (org_id)}
            next: {description: What to do next., type: str, sample: Agree with its administrator before.}
    location:
      description: The line that stands for Partner Hub's tick box "the location is supported". Empty
        for a customer that is to be removed.
      type: dict
      contains:
        address:
          description: Of the head office, or else of the customer.
          type: str
          sample: 12 rue de la Paix, Paris, 75002, FR
        country: {description: Its country., type: str, sample: FR}
        confirmed_by: {description: Who confirmed it. Empty where nobody did., type: str, sample: Anna Meier}
        confirmed_on: {description: When. Empty where that is not known., type: str, sample: '2026-11-20'}
        webex: {description: What Webex says of it., type: str, sample: Webex accepts it}
        line:
          description: All of this in a sentence.
          type: str
          sample: '12 rue de la Paix, Paris, 75002, FR: confirmed by Anna Meier on 2026-11-20; Webex accepts it'
    locations:
      description: The verdict on each location, by our rules. Webex judges no more than the head office,
        with the customer.
      type: list
      elements: dict
      sample: [{name: Lyon, verdict: ready, state: new, webex: '', reasons: []}]
    wholesale_users:
      description: The verdict on each user.
      type: list
      elements: dict
      contains:
        email:
          description: E-mail address, or the place in the list of a user whose data has none.
          type: str
          sample: jane@acme.example
        first_name: {description: First name. Empty where there is none., type: str, sample: Jane}
        last_name: {description: Last name. Empty where there is none., type: str, sample: Doe}
        package: {description: Package. Empty where there is none., type: str, sample: webex_calling}
        location: {description: Location. Empty where there is none., type: str, sample: Lyon}
        verdict: {description: As above., type: str, sample: attention}
        state:
          description: V(new), V(exists), V(to be removed), or V(unknown) where it could not be looked at.
          type: str
          sample: new
        webex: {description: What Webex answered. Empty where it was not asked., type: str, sample: ''}
        reasons: {description: As of the customer., type: list, elements: dict, sample: []}
counts:
  description: How many customers have each verdict.
  returned: always
  type: dict
  sample: {ready: 0, attention: 1, would_fail: 0}
user_counts:
  description: How many users have each verdict.
  returned: always
  type: dict
  sample: {ready: 0, attention: 1, would_fail: 0}
calls: {description: How many requests the task has made., returned: always, type: int, sample: 3}
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
from ansible_collections.webex.wholesale.plugins.module_utils._precheck import Precheck

TASK: Final = (Precheck, "precheck")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
