#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: wholesale_customer
short_description: Manage a customer of Webex for Wholesale
version_added: 0.1.0
description:
  - Creates a customer or attaches an organization that exists already, changes its packages, address and name, and
    removes it.
  - Webex does the work in the background. The module waits until it is done, see O(wait).
  - An option that is unset is neither compared nor sent. Webex does not return all that it takes. What it does not
    return is create-only, and never makes a task changed by itself.
  - In check mode Webex's own precheck is asked as well, which writes nothing. Its word against a creation fails the
    task, against an update it is a warning.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.wholesale_customer
  - webex.wholesale.webex
  - webex.wholesale.webex.wait
  - webex.wholesale.webex.waiting
  - webex.wholesale.attributes
seealso:
  - module: webex.wholesale.wholesale_customers
  - module: webex.wholesale.wholesale_customer_info
  - module: webex.wholesale.onboarding_template
  - module: webex.wholesale.location
  - module: webex.wholesale.wholesale_user
"""

EXAMPLES = r"""
- name: Onboard a customer with calling
  webex.wholesale.wholesale_customer:
    external_id: acme
    template: SMB France
    name: Acme SARL
    primary_email: contact@acme.example
    language: fr_FR
    packages:
      - webex_calling
      - webex_meetings
    package_limits:
      webex_calling: 50
    address: &head_office
      address_line1: 12 rue de la Paix
      city: Paris
      zip_or_postal_code: "75002"
      country: FR
    calling_location:
      name: Paris
      address: *head_office
      time_zone: Europe/Paris
      preferred_language: fr_FR

- name: Change the packages of a customer, nothing else
  webex.wholesale.wholesale_customer:
    external_id: globex
    packages:
      - webex_calling
      - webex_meetings
      - webex_suite

- name: Rename a customer
  webex.wholesale.wholesale_customer:
    external_id: globex
    name: Globex International

- name: Set what Partner Hub and the organization keep of a customer
  webex.wholesale.wholesale_customer:
    external_id: globex
    preferred_language: nl_NL
    automatic_activation_emails: false
    tags:
      - gold
      - renewal 2027
    partner_administrators:
      - operator@partner.example.com

- name: Attach an organization that exists already
  webex.wholesale.wholesale_customer:
    external_id: initech
    template: SMB France
    org_id: 0a1b0000-0000-4000-8000-000000000004
    packages:
      - webex_meetings
    address:
      address_line1: 4120 Freidrich Lane
      city: Austin
      state_or_province: TX
      zip_or_postal_code: "78744"
      country: US

- name: Remove a customer from Wholesale, its organization stays
  webex.wholesale.wholesale_customer:
    external_id: hooli
    state: absent
"""

# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render.
RETURN = r"""
key: {description: What the object is found by., returned: always, type: str, sample: globex}
id:
  description: ID at Webex. Null if there is none, or none yet.
  returned: always
  type: str
  sample: Y2lzY29zcGFyazovL3VzL0VO...
action:
  description: What was done, or in check mode what would be done, one of V(created), V(updated), V(removed),
    V(unchanged) and V(failed).
  returned: always
  type: str
  sample: updated
wholesale_customer:
  description: The wholesale customer as it is after the task, or in check mode as it would be. Only what
    is known of it is there, after creating it also the options given.
  returned: unless it is absent
  type: dict
  sample:
    external_id: globex
    packages:
    - common_area_calling
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
    preferred_language: nl_NL
    automatic_activation_emails: false
    tags:
    - gold
    - renewal 2027
    partner_administrators:
    - operator@partner.example.com
    id: Y2lzY29zcGFyazovL3VzL0VO...
    status: provisioned
    errors: []
    package_status:
    - name: common_area_calling
      status: provisioned
  contains:
    id:
      description: Customer ID at Webex. Unset in check mode for a customer that does not exist yet.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL0VO...
    status:
      description: Where Webex is with it, one of V(provisioned), V(provisioning), V(updating), V(deleting),
        V(pending_rpl_review), V(provisioned_with_errors) and V(error).
      type: str
      sample: provisioned
    errors:
      description: What Webex reports as wrong with the customer, in its own words.
      type: list
      elements: dict
      sample: []
    package_status:
      description: What Webex reports of each package, with C(name), C(status), C(warnings) and C(errors)
        as far as there are some.
      type: list
      elements: dict
      sample: [{name: webex_calling, status: provisioned}]
    external_id: {description: The customer's key in your own systems., type: str, sample: acme}
    name: {description: Name of the organization., returned: when it was read, type: str, sample: Acme SARL}
    packages:
      description: Packages in alphabetical order. Packages in error are left out.
      type: list
      elements: str
      sample: [webex_calling, webex_meetings]
    package_limits:
      description: Units of each package's licenses.
      returned: when the task gives limits
      type: dict
      sample: {webex_calling: 50}
    address:
      description: Billing address.
      type: dict
      sample:
        address_line1: 12 rue de la Paix
        address_line2: null
        city: Paris
        state_or_province: null
        zip_or_postal_code: '75002'
        country: FR
    org_id:
      description: ID of the customer's organization. Known when Webex has provisioned it.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL09S...
    preferred_language:
      description: Language that new users of the organization get.
      returned: when the task gives it, or details are read
      type: str
      sample: fr_FR
    automatic_activation_emails:
      description: Whether new users get an e-mail to activate their account.
      returned: when the task gives it, or details are read
      type: bool
      sample: true
    tags:
      description: Tags of the organization in Partner Hub.
      returned: when the task gives it, or details are read
      type: list
      elements: str
      sample: [gold, renewal 2027]
    partner_administrators:
      description: E-mail addresses of the partner administrators who are assigned to the customer.
      returned: when the task gives it, or details are read
      type: list
      elements: str
      sample: [operator@partner.example.com]
diff:
  description:
  - The changed fields, before and after, as texts to print. An empty list if nothing has changed.
  - C(changes) has the same as values.
  returned: always
  type: list
  elements: dict
  sample:
  - before_header: wholesale_customer globex
    after_header: wholesale_customer globex
    before: |
      {
          "automatic_activation_emails": true,
          "partner_administrators": [],
          "preferred_language": "fr_FR",
          "tags": []
      }
    after: |
      {
          "automatic_activation_emails": false,
          "partner_administrators": [
              "operator@partner.example.com"
          ],
          "preferred_language": "nl_NL",
          "tags": [
              "gold",
              "renewal 2027"
          ]
      }
    changes:
      before:
        automatic_activation_emails: true
        partner_administrators: []
        preferred_language: fr_FR
        tags: []
      after:
        automatic_activation_emails: false
        partner_administrators:
        - operator@partner.example.com
        preferred_language: nl_NL
        tags:
        - gold
        - renewal 2027
steps:
  description: The writes that Webex sees, in their order. In check mode those that it would see.
  returned: always
  type: list
  elements: dict
  sample:
  - object: wholesale customer globex
    words: set its preferred language
    method: PATCH
    path: /v1/identity/organizations/da5d36eb-bdd5-4d8f-99d9-658b38263f9f
    state: planned
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
done:
  description: The words of the steps that had been made before the failure.
  returned: when a task failed after it had written something
  type: list
  elements: str
  sample: [start its provisioning]
precheck:
  description: Webex's own verdict on the change, in its words.
  returned: in check mode, when the customer would be created or updated
  type: str
  sample: Provisioning preCheck validation successful.
provisioning_id:
  description: Provisioning ID of O(template).
  returned: when a customer is created with O(template)
  type: str
  sample: NWYwYzdhMWUtMDAwMC00MDAw...
"""

from typing import Final

from ansible_collections.webex.wholesale.plugins.module_utils._module import run_module
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.customer.api import Customers

TASK: Final = (Customers, "one")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
