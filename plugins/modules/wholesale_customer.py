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
  - webex.wholesale.webex
  - webex.wholesale.webex.wait
  - webex.wholesale.webex.waiting
  - webex.wholesale.attributes
options:
  external_id:
    description:
      - The customer's key in your own systems. Any text that you use for one customer only.
      - The customer is found by it, or else by O(org_id) when that is given. In the latter case its external ID is
        changed.
    type: str
    required: true
  template:
    description:
      - Name of the onboarding template from which a new customer is made.
      - Needed to create a customer, unless O(provisioning_id) is given. Create-only, Webex does not return it.
    type: str
  provisioning_id:
    description:
      - Provisioning ID of the onboarding template, as Partner Hub shows it. It stands in for O(template).
      - Create-only, Webex does not return it.
    type: str
  catalog_path:
    description:
      - The file in which M(webex.wholesale.onboarding_template) records templates. It is read to find O(template)
        where Webex itself does not serve templates.
    type: path
  name:
    description:
      - Name of the company. It must not contain V(%).
      - Needed to create a customer, unless O(org_id) is given. Changing it renames the organization.
      - If unset, the organization's name is neither read nor compared.
    type: str
  primary_email:
    description:
      - E-mail address of the company's first contact.
      - Needed to create a customer, unless O(org_id) is given. Create-only, Webex does not return it.
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
      - V(cisco_calling_plan) and V(attendant_console) are add-ons, they need another package with calling beside them.
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
        description: Code of the state or province (ISO 3166-2 without the country), for example V(CA). Needed where
          Webex wants one, for example in the US.
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
        description: Identifier that is passed on in emergency calls. Webex takes it in Belgium, France and Germany
          only.
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
    description: Whether the customer is to be there. Removing it ends Wholesale for it, its organization stays.
    type: str
    choices: [present, absent]
    default: present
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
      - webex_suite

- name: Rename a customer
  webex.wholesale.wholesale_customer:
    external_id: globex
    name: Globex International

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

RETURN = r"""
key:
  description: What the object is found by.
  returned: always
  type: str
  sample: acme
id:
  description: ID at Webex. Null if there is none, or none yet.
  returned: always
  type: str
  sample: Y2lzY29zcGFyazovL3VzL0VOVEVSUFJJU0UvNWYwYzdhMWUtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAx
action:
  description: What was done, or in check mode what would be done, one of V(created), V(updated), V(removed),
    V(unchanged) and V(failed).
  returned: always
  type: str
  sample: created
wholesale_customer:
  description: The wholesale customer as it is after the task, or in check mode as it would be. Only what is known of
    it is there,
    after creating it also the options given.
  returned: unless it is absent
  type: dict
  contains:
    id:
      description: Customer ID at Webex. Unset in check mode for a customer that does not exist yet.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL0VOVEVSUFJJU0UvNWYwYzdhMWUtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAx
    external_id:
      description: External ID.
      type: str
      sample: acme
    org_id:
      description: ID of the customer's organization. Known when Webex has provisioned it.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi81ZjBjN2ExZS0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwMDI
    status:
      description:
        - Where Webex is with it, one of V(provisioned), V(provisioning), V(updating), V(deleting),
          V(pending_rpl_review),
          V(provisioned_with_errors) and V(error).
      type: str
      sample: provisioned
    name:
      description: Name of the organization, when it was read.
      type: str
      sample: Acme SARL
    package_limits:
      description: Units of each package's licenses, when the task gives limits.
      type: dict
      sample: {webex_calling: 50}
    packages:
      description: Packages in alphabetical order. Packages in error are left out.
      type: list
      elements: str
      sample: [webex_calling, webex_meetings]
    address:
      description: Billing address, with the same keys as the option of the module that writes.
      type: dict
      sample: {address_line1: 12 rue de la Paix, address_line2: null, city: Paris, state_or_province: null,
        zip_or_postal_code: "75002", country: FR}
    errors:
      description: What Webex reports as wrong with the customer, in its own words.
      type: list
      elements: dict
      sample: []
    package_status:
      description: What Webex reports of each package, with C(name), C(status), C(warnings) and C(errors) as far as
        there are some.
      type: list
      elements: dict
      sample: [{name: webex_calling, status: provisioned}]
diff:
  description:
    - The changed fields, before and after, as texts to print. An empty list if nothing has changed.
    - The same as values is in RV(diff[].changes.before) and RV(diff[].changes.after).
  returned: always
  type: list
  elements: dict
  sample:
    - before_header: wholesale_customer acme
      after_header: wholesale_customer acme
      before: ""
      after: ""
      changes: {before: {}, after: {}}
precheck:
  description: Webex's own verdict on the change, in its words.
  returned: in check mode, when the customer would be created or updated
  type: str
  sample: Provisioning preCheck validation successful.
provisioning_id:
  description: Provisioning ID of O(template).
  returned: when a customer is created with O(template)
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
  description: What had been written before the failure.
  returned: when a task failed after it had written something
  type: list
  elements: str
  sample: [started its provisioning]
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
