#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: location
short_description: Manage a location of a customer of Webex for Wholesale
version_added: 0.1.0
description:
  - Creates, changes and removes a location, with its calling service, its connection to the public telephone network,
    and its numbers.
  - An option that is unset is neither compared nor sent.
  - The first location comes with the customer, see O(webex.wholesale.wholesale_customer#module:calling_location). The
    module changes it like any other.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.webex
  - webex.wholesale.webex.waiting
  - webex.wholesale.attributes
options:
  customer:
    description:
      - The customer to whom the location belongs, named by external ID, customer ID or organization ID.
    type: str
    required: true
  name:
    description:
      - Name of the location, its key within the customer. Upper and lower case do not matter.
      - At most 256 characters, at most 80 for a location with calling.
    type: str
    required: true
  address:
    description:
      - Postal address. Needed to create a location. If unset, the address stays as it is.
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
  time_zone:
    description: Time zone (IANA), for example V(Europe/Paris). Needed to create a location.
    type: str
  preferred_language:
    description: Language of phones and of the e-mails to users, with its country, for example V(fr_FR). Needed to
      create a location.
    type: str
  announcement_language:
    description:
      - Language of the announcements that callers hear, with its country, for example V(fr_FR).
      - It is the location's default, for people, workspaces and features that are created later. For those that
        exist see O(announcement_language_existing).
      - If unset, a new location has O(preferred_language), and that of an existing one stays as it is.
    type: str
  announcement_language_existing:
    description:
      - Whose announcements change too when O(announcement_language) changes at a location with calling.
      - V(people) are the people and workspaces of the location, V(features) its auto attendants, queues and the
        like, V(all) both. A language of their own, which Webex does not show, is lost. If unset, like V(none).
    type: str
    choices: [none, people, features, all]
  latitude:
    description: Geographical latitude in degrees, as text, for example V("48.8566").
    type: str
  longitude:
    description: Geographical longitude in degrees, as text, for example V("2.3522").
    type: str
  notes:
    description: Free text. An empty text clears it.
    type: str
  calling:
    description:
      - Whether the location has Webex Calling.
      - With V(true) calling is enabled where it is not. With V(false) it is disabled, which Webex refuses while users
        or numbers are left, and for the last location with calling.
      - If unset, it stays as it is. The options below need a location with calling.
    type: bool
  main_number:
    description:
      - Main number in E.164 format, for example V(+33199000100). It must be one of the location's numbers.
    type: str
  outside_dial_digit:
    description: Digits dialed before a number outside the company. An empty text clears it.
    type: str
  routing_prefix:
    description: Digits that lead to this location from the others. Unique within the customer. An empty text clears it.
    type: str
  external_caller_id_name:
    description: Name that people outside see when they are called from this location.
    type: str
  emergency_location_identifier:
    description: Identifier that is passed on in emergency calls. Webex takes it in Belgium, France and Germany only.
    type: str
  pstn:
    description:
      - How calls leave the location for the public network. Give exactly one of the suboptions.
      - Webex needs it before it takes numbers. If unset, the connection stays as it is.
    type: dict
    suboptions:
      provider:
        description: Name or ID of a cloud connected PSTN provider that Webex offers at this location.
        type: str
      trunk:
        description: ID of a trunk of the customer's own (local gateway).
        type: str
      route_group:
        description: ID of a route group of the customer's own (local gateways).
        type: str
  numbers:
    description:
      - Phone numbers of the location in E.164 format. Spaces and punctuation within do not matter.
      - Those that are missing are added, those that are inactive are activated.
      - Numbers that are not in the list stay, unless O(purge_numbers=true).
    type: list
    elements: str
  purge_numbers:
    description:
      - Whether to remove the location's numbers that are not in O(numbers).
      - A number in use cannot be removed, nor can the main number.
    type: bool
  state:
    description: Whether the location is to be there. Calling is disabled first when it is removed.
    type: str
    choices: [present, absent]
    default: present
seealso:
  - module: webex.wholesale.locations
  - module: webex.wholesale.location_info
  - module: webex.wholesale.wholesale_customer
  - module: webex.wholesale.wholesale_user
"""

EXAMPLES = r"""
- name: Have a branch with calling, its PSTN connection, its numbers and its main number
  webex.wholesale.location:
    customer: globex
    name: Lyon
    address:
      address_line1: 5 place Bellecour
      city: Lyon
      zip_or_postal_code: "69002"
      country: FR
    time_zone: Europe/Paris
    preferred_language: fr_FR
    calling: true
    pstn:
      provider: Simulated Telecom FR
    numbers:
      - "+33199000200"
      - "+33199000201"
    main_number: "+33199000200"

- name: Let callers at the head office dial 0 for an outside line
  webex.wholesale.location:
    customer: globex
    name: Paris
    outside_dial_digit: "0"

- name: Remove a branch
  webex.wholesale.location:
    customer: globex
    name: Nice
    state: absent
"""

RETURN = r"""
key:
  description: What the object is found by.
  returned: always
  type: str
  sample: Lyon
id:
  description: ID at Webex. Null if there is none, or none yet.
  returned: always
  type: str
  sample: Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OLzVmMGM3YTFlLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMw
action:
  description: What was done, or in check mode what would be done, one of V(created), V(updated), V(removed),
    V(unchanged) and V(failed).
  returned: always
  type: str
  sample: created
location:
  description: The location as it is after the task, or in check mode as it would be. Only what is known of it is there,
    after creating it also the options given.
  returned: unless it is absent
  type: dict
  contains:
    id:
      description: Location ID at Webex. Unset in check mode for a location that does not exist yet.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OLzVmMGM3YTFlLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMw
    org_id:
      description: ID of the organization to which it belongs.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi81ZjBjN2ExZS0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwMDI
    customer:
      description: The customer, as the task names it.
      type: str
      sample: acme
    name:
      description: Name.
      type: str
      sample: Lyon
    address:
      description: Postal address, with the same keys as the option of the module that writes.
      type: dict
      sample: {address_line1: 5 place Bellecour, address_line2: null, city: Lyon, state_or_province: null,
        zip_or_postal_code: "69002", country: FR}
    time_zone:
      description: Time zone (IANA).
      type: str
      sample: Europe/Paris
    preferred_language:
      description: Language of phones and e-mails.
      type: str
      sample: fr_FR
    announcement_language:
      description: Language of announcements. For locations with calling.
      type: str
      sample: fr_FR
    latitude:
      description: Geographical latitude in degrees.
      type: str
      sample: "45.7578"
    longitude:
      description: Geographical longitude in degrees.
      type: str
      sample: "4.8320"
    notes:
      description: Free text.
      type: str
      sample: Second floor
    calling:
      description: Whether the location has Webex Calling.
      type: bool
      sample: true
    main_number:
      description: Main number in E.164 format. For locations with calling.
      type: str
      sample: "+33199000200"
    outside_dial_digit:
      description: Digits dialed before a number outside the company. For locations with calling.
      type: str
      sample: "0"
    routing_prefix:
      description: Digits that lead to this location from the others. For locations with calling.
      type: str
      sample: "82"
    external_caller_id_name:
      description: Name that people outside see when they are called from this location. For locations with calling.
      type: str
      sample: Acme Lyon
    emergency_location_identifier:
      description: Identifier that is passed on in emergency calls. For locations with calling.
      type: str
      sample: "69382"
    pstn:
      description: The connection to the public network, with V(provider), V(trunk) or V(route_group). For locations
        with calling.
      type: dict
      sample: {provider: Simulated Telecom FR}
    numbers:
      description: Phone numbers in E.164 format. For locations with calling.
      type: list
      elements: str
      sample: ["+33199000200", "+33199000201"]
diff:
  description:
    - The changed fields, before and after, as texts to print. An empty list if nothing has changed.
    - The same as values is in RV(diff[].changes.before) and RV(diff[].changes.after).
  returned: always
  type: list
  elements: dict
  sample:
    - before_header: location Lyon
      after_header: location Lyon
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
done:
  description: What had been written before the failure.
  returned: when a task failed after it had written something
  type: list
  elements: str
  sample: [started its provisioning]
"""

from typing import Final

from ansible_collections.webex.wholesale.plugins.module_utils._module import run_module
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.location.api import Locations

TASK: Final = (Locations, "one")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
