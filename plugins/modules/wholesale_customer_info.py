#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: wholesale_customer_info
short_description: Read customers of Webex for Wholesale
version_added: 0.1.0
description:
  - Lists the customers of the partner, or those that pass all given filters.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.wholesale_customer.reading
  - webex.wholesale.webex
  - webex.wholesale.attributes.info
options:
  customer:
    description: Only this customer, named by external ID, customer ID or organization ID.
    type: str
  external_id:
    description: Only the customer with this external ID.
    type: str
  customer_id:
    description: Only the customer with this customer ID at Webex.
    type: str
  org_id:
    description: Only the customer with this organization ID.
    type: str
  include_organization:
    description:
      - Whether to read the organizations' names as well. It costs more requests.
    type: bool
    default: false
  details:
    description:
      - Whether to read what Webex keeps beside the customer as well, which are the preferred language, automatic
        activation e-mails, tags and partner administrators. It costs four requests for each customer.
    type: bool
    default: false
    version_added: 0.2.0
seealso:
  - module: webex.wholesale.wholesale_customer
"""

EXAMPLES = r"""
- name: Find one customer, with the name of the organization
  webex.wholesale.wholesale_customer_info:
    customer: globex
    include_organization: true
  register: globex

- name: Show its organization ID
  ansible.builtin.debug:
    var: globex.wholesale_customers[0].org_id

- name: List customers whose provisioning went wrong
  webex.wholesale.wholesale_customer_info:
    status:
      - error
      - provisioned_with_errors

- name: List customers that have Webex Suite
  webex.wholesale.wholesale_customer_info:
    package: webex_suite
"""

# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render.
RETURN = r"""
wholesale_customers:
  description: The wholesale customers found, with what is known of each. An empty list if there are none.
  returned: success
  type: list
  elements: dict
  sample:
  - external_id: globex
    name: Globex
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

TASK: Final = (Customers, "info")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
