#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: wholesale_customers
short_description: Manage many customers of Webex for Wholesale at once
version_added: 0.1.0
description:
  - Does for a list what M(webex.wholesale.wholesale_customer) does for one customer, in one task and with several at
    a time.
  - What exists is read once for all of them. Webex's background work is waited for once, too, see O(wait).
  - A customer that fails does not stop the others. At the end the task fails and names each of them.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.webex
  - webex.wholesale.webex.wait
  - webex.wholesale.webex.waiting
  - webex.wholesale.webex.parallel
  - webex.wholesale.attributes
options:
  wholesale_customers:
    description: The customers.
    type: list
    elements: dict
    required: true
    suboptions:
      external_id:
        description:
          - The customer's key in your own systems. Any text that you use for one customer only.
          - The customer is found by it, or else by O(wholesale_customers[].org_id) when that is given. In the latter
            case its external ID is changed.
        type: str
        required: true
      template:
        description:
          - Name of the onboarding template from which a new customer is made.
          - Needed to create a customer, unless O(wholesale_customers[].provisioning_id) is given. Create-only, Webex
            does not return it.
        type: str
      provisioning_id:
        description:
          - Provisioning ID of the onboarding template, as Partner Hub shows it. It stands in for
            O(wholesale_customers[].template).
          - Create-only, Webex does not return it.
        type: str
      catalog_path:
        description:
          - The file in which M(webex.wholesale.onboarding_template) records templates. It is read to find
            O(wholesale_customers[].template)
            where Webex itself does not serve templates.
        type: path
      name:
        description:
          - Name of the company. It must not contain V(%).
          - Needed to create a customer, unless O(wholesale_customers[].org_id) is given. Changing it renames the
            organization.
          - If unset, the organization's name is neither read nor compared.
        type: str
      primary_email:
        description:
          - E-mail address of the company's first contact.
          - Needed to create a customer, unless O(wholesale_customers[].org_id) is given. Create-only, Webex does not
            return it.
        type: str
      language:
        description:
          - Language of the organization and its e-mails (ISO 639-1, with or without a country), for example V(en) or
            V(fr_FR).
          - If unset, the template's language applies. Create-only, Webex does not return it.
        type: str
      packages:
        description:
          - The complete list of the customer's packages. A package that is not in the list is taken from the customer.
          - Needed to create a customer. The order does not matter. If unset, the packages stay as they are.
          - V(cisco_calling_plan) and V(attendant_console) are add-ons, they need another package with calling beside
            them.
        type: list
        elements: str
        choices:
          - common_area_calling
          - webex_calling
          - webex_meetings
          - webex_suite
          - webex_voice
          - cx_essentials
          - webex_calling_standard
          - cisco_calling_plan
          - attendant_console
          - cx_premium_agent
          - cx_standard_agent
          - cx_voice_ports
          - cx_ai_assistant
          - webex_ai_agent
      package_limits:
        description:
          - Highest number of users for each package, a dictionary with packages as keys and whole numbers as values.
          - Compared with the units of the customer's licenses. A package without a limit here keeps the one it has.
          - The add-on V(cisco_calling_plan) and the contact center packages take no limit.
        type: dict
      address:
        description:
          - Billing address. Its country also decides the default dial-in number of meetings.
          - Needed to create a customer. If unset, the address stays as it is.
          - Parts that are unset are not compared.
        type: dict
        suboptions:
          address_line1:
            description: Street and number. At most 50 characters.
            type: str
            required: true
          address_line2:
            description: Building, floor or the like. At most 50 characters.
            type: str
          city:
            description: City.
            type: str
            required: true
          state_or_province:
            description: Code of the state or province (ISO 3166-2 without the country), for example V(CA). Needed
              where Webex wants one, for example in the US.
            type: str
          zip_or_postal_code:
            description: Postal code. Needed where Webex wants one, as in most countries.
            type: str
          country:
            description: Code of the country (ISO 3166-1), two letters, for example V(FR).
            type: str
            required: true
      org_id:
        description:
          - ID of an existing Webex organization to attach as a customer, instead of making a new one.
          - The template must allow it
            (O(webex.wholesale.onboarding_template#module:messaging_settings.allow_admin_invite_emails)).
            An organization with 100 users or more, or with a verified domain, must approve it first.
          - For a customer that exists, the task fails if it belongs to another organization.
        type: str
      calling_location:
        description:
          - The head office. Webex creates it as the first location, together with the calling service.
          - Needed when a customer gets its first package with calling, which is every package but V(webex_meetings).
            Create-only.
          - Use M(webex.wholesale.location) to change it later.
        type: dict
        suboptions:
          name:
            description: Name of the location. At most 80 characters.
            type: str
            required: true
          address:
            description: Postal address of the location.
            type: dict
            required: true
            suboptions:
              address_line1:
                description: Street and number. At most 50 characters.
                type: str
                required: true
              address_line2:
                description: Building, floor or the like. At most 50 characters.
                type: str
              city:
                description: City.
                type: str
                required: true
              state_or_province:
                description: Code of the state or province (ISO 3166-2 without the country), for example V(CA). Needed
                  where Webex wants one, for example in the US.
                type: str
              zip_or_postal_code:
                description: Postal code. Needed where Webex wants one, as in most countries.
                type: str
              country:
                description: Code of the country (ISO 3166-1), two letters, for example V(FR).
                type: str
                required: true
          time_zone:
            description: Time zone (IANA), for example V(Europe/Paris).
            type: str
            required: true
          preferred_language:
            description: Language of phones and announcements, with its country, for example V(fr_FR).
            type: str
            required: true
          emergency_location_identifier:
            description: Identifier that is passed on in emergency calls. Webex takes it in Belgium, France and
              Germany only.
            type: str
      meetings_timezone:
        description:
          - Time zone (IANA) of the meeting site, for example V(Europe/Paris).
          - Sent when packages are added. Create-only, Webex does not return it.
        type: str
      sub_partner_admin_email:
        description:
          - E-mail address of the sub-partner's administrator who is to manage the customer.
          - Sent with every change, but it never makes one. Webex does not return it.
        type: str
      state:
        description: State of this one. If unset, the task's O(state).
        type: str
        choices: [present, absent]
  state:
    description: State of those that give none of their own. Removing a customer ends Wholesale for it, its
      organization stays.
    type: str
    choices: [present, absent]
    default: present
seealso:
  - module: webex.wholesale.wholesale_customer
  - module: webex.wholesale.wholesale_customer_info
"""

EXAMPLES = r"""
- name: Have two customers, and not the third
  webex.wholesale.wholesale_customers:
    wholesale_customers:
      - external_id: acme
        template: SMB France
        name: Acme SARL
        primary_email: contact@acme.example
        packages: [webex_meetings]
        address:
          address_line1: 12 rue de la Paix
          city: Paris
          zip_or_postal_code: "75002"
          country: FR
      - external_id: sakura
        template: SMB France
        name: 株式会社さくら
        primary_email: contact@sakura.example
        language: ja
        packages: [webex_meetings]
        address:
          address_line1: 丸の内1-1-1
          city: 千代田区
          zip_or_postal_code: 100-0005
          country: JP
      - external_id: hooli
        state: absent

- name: Remove customers by their external IDs, four at a time
  webex.wholesale.wholesale_customers:
    wholesale_customers:
      - external_id: hooli
      - external_id: vandelay
    state: absent
    parallel: 4
"""

RETURN = r"""
entries:
  description:
    - One entry for each object of the list, in its order.
  returned: when the list could be worked on
  type: list
  elements: dict
  contains:
    key:
      description: What the object is found by.
      type: str
      sample: acme
    id:
      description: ID at Webex. Null if there is none, or none yet.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL0VOVEVSUFJJU0UvNWYwYzdhMWUtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAx
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
    precheck:
      description: Webex's own verdict on the change, in its words.
      returned: in check mode, when the customer would be created or updated
      type: str
      sample: Provisioning preCheck validation successful.
    provisioning_id:
      description: Provisioning ID of O(wholesale_customers[].template).
      returned: when a customer is created with O(wholesale_customers[].template)
      type: str
      sample: NWYwYzdhMWUtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDA3
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
    - before_header: wholesale_customer acme
      after_header: wholesale_customer acme
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
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.customer.api import Customers

TASK: Final = (Customers, "many")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
