# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A customer: every option once."""

from __future__ import annotations

from typing import Final

from ..module_utils._nouns import packages
from ..plugin_utils._documents import many, one, reading
from . import address

SOURCE = (
    address.SOURCE
    + r"""
noun: wholesale_customer
key: acme
step: {words: start its provisioning, method: POST, path: /v1/wholesale/customers}
options:
  external_id:
    description:
      - The customer's key in your own systems. Any text that you use for one customer only.
      - The customer is found by it, or else by O(org_id) when that is given. In the latter case its external ID is
        changed.
    type: str
    required: true
    sample: acme
  template:
    description:
      - Name of the onboarding template from which a new customer is made.
      - Needed to create a customer, unless O(provisioning_id) is given. Create-only, Webex does not return it.
    type: str
  provisioning_id:
    description:
      - Provisioning ID of the onboarding template, as Partner Hub shows it.
      - Needed to create a customer, unless O(template) is given. Create-only, Webex does not return it.
    type: str
  catalog_path:
    description:
      - The file in which M(webex.wholesale.onboarding_template) records templates. It is read to find O(template)
        where Webex itself does not serve templates.
    type: path
  name:
    description:
      - Name of the company. It must not contain V(%). Changing it renames the organization.
      - Needed to create a customer, unless O(org_id) is given.
      - If unset, the organization's name is neither read nor compared.
    type: str
    sample: Acme SARL
    result: Name of the organization.
    when: when it was read
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
    choices: &packages [<packages>]
    sample: [webex_calling, webex_meetings]
    result: Packages in alphabetical order. Packages in error are left out.
  package_limits:
    description:
      - Highest number of users for each package, a dictionary with packages as keys and whole numbers as values.
      - Compared with the units of the customer's licenses. A package without a limit here keeps the one it has.
      - A limit below what is in use is refused.
      - The add-on V(cisco_calling_plan) and the contact center packages take no limit.
    type: dict
    sample: {webex_calling: 50}
    result: Units of each package's licenses.
    when: when the task gives limits
  address:
    description:
      - Billing address. Its country also decides the default dial-in number of meetings.
      - Needed to create a customer.
      - If unset, the address stays as it is. Parts that are unset are not compared.
    type: dict
    suboptions: *address
    sample: {address_line1: 12 rue de la Paix, address_line2: null, city: Paris, state_or_province: null,
      zip_or_postal_code: "75002", country: FR}
  org_id:
    description:
      - ID of an existing Webex organization to attach as a customer, instead of making a new one.
      - The template must allow it
        (O(webex.wholesale.onboarding_template#module:messaging_settings.allow_admin_invite_emails)).
        An organization with 100 users or more, or with a verified domain, must approve it first.
      - For a customer that exists, the task fails if it belongs to another organization.
    type: str
    sample: Y2lzY29zcGFyazovL3VzL09S...
    result: ID of the customer's organization. Known when Webex has provisioned it.
  calling_location:
    description:
      - The head office. Webex creates it as the first location, together with the calling service.
      - Needed to create a customer with calling, which every package but V(webex_meetings) includes, or when a
        customer gets its first such package. Create-only.
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
        suboptions: *address
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
  preferred_language:
    description:
      - Language that new users of the organization get (ISO 639-1, with or without a country), for example V(fr_FR).
      - It can be changed at any time, other than O(language). If unset, it is neither read nor compared.
    type: str
    sample: fr_FR
    result: Language that new users of the organization get.
    when: &when_read when the task gives it, or details are read
  automatic_activation_emails:
    description:
      - Whether Webex sends new users and administrators of the organization an e-mail to activate their account.
      - If unset, it is neither read nor compared. A new organization has what its template says.
    type: bool
    sample: true
    result: Whether new users get an e-mail to activate their account.
    when: *when_read
  tags:
    description:
      - The complete list of the organization's tags in Partner Hub, at most 5 with 25 characters each. An empty list
        removes all.
      - Webex makes tags that do not exist yet. Descriptions of tags are not kept here.
      - If unset, tags are neither read nor compared.
    type: list
    elements: str
    sample: [gold, renewal 2027]
    result: Tags of the organization in Partner Hub.
    when: *when_read
  partner_administrators:
    description:
      - Partner administrators who are to manage the customer, by e-mail address. They are people of the partner's own
        organization, or of the sub-partner's when the connection acts for one.
      - Who is not in the list stays, unless O(purge_partner_administrators=true).
      - Full administrators of the partner manage all customers without being assigned. Access through customer groups
        is not seen.
      - If unset, they are neither read nor compared.
    type: list
    elements: str
    sample: [operator@partner.example.com]
    result: E-mail addresses of the partner administrators who are assigned to the customer.
    when: *when_read
  purge_partner_administrators:
    description:
      - Whether partner administrators who are not in O(partner_administrators) are unassigned.
    type: bool
  state:
    description:
      - Whether the customer is to exist.
      - Removing a customer ends Wholesale for it, its organization stays.
    type: str
    choices: [present, absent]
    default: present
reading:
  status:
    description: Only customers with one of these statuses.
    type: list
    elements: str
    choices: [provisioned, provisioning, updating, deleting, pending_rpl_review, error, provisioned_with_errors]
  package:
    description: Only customers that have this package.
    type: str
    choices: *packages
returned:
  id:
    description: Customer ID at Webex. Unset in check mode for a customer that does not exist yet.
    type: str
    sample: Y2lzY29zcGFyazovL3VzL0VO...
  status:
    description:
      - Where Webex is with it, one of V(provisioned), V(provisioning), V(updating), V(deleting), V(pending_rpl_review),
        V(provisioned_with_errors) and V(error).
    type: str
    sample: provisioned
  errors:
    description: What Webex reports as wrong with the customer, in its own words.
    type: list
    elements: dict
    sample: []
  package_status:
    description:
      - What Webex reports of each package, with C(name), C(status), C(warnings) and C(errors) as far as there are some.
    type: list
    elements: dict
    sample: [{name: webex_calling, status: provisioned}]
results:
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
""".replace("<packages>", ", ".join(packages.CUSTOMER))
)


# Annotated, since ansible-test takes a plain assignment for a literal text.
class ModuleDocFragment:
    """``webex.wholesale.wholesale_customer`` for one, ``.list`` for many, ``.reading`` for filters."""

    DOCUMENTATION: Final = one(SOURCE)
    LIST: Final = many(SOURCE)
    READING: Final = reading(SOURCE)
