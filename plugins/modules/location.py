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
  - webex.wholesale.location
  - webex.wholesale.webex
  - webex.wholesale.webex.waiting
  - webex.wholesale.attributes
seealso:
  - module: webex.wholesale.locations
  - module: webex.wholesale.location_info
  - module: webex.wholesale.wholesale_customer
  - module: webex.wholesale.wholesale_user
"""

EXAMPLES = r"""
- name: Create a branch with calling, its PSTN connection, its numbers and its main number
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
    emergency_callback: main_number

- name: Set the digit for an outside line at the head office
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

# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render.
RETURN = r"""
key: {description: What the object is found by., returned: always, type: str, sample: Lyon}
id:
  description: ID at Webex. Null if there is none, or none yet.
  returned: always
  type: str
  sample: Y2lzY29zcGFyazovL3VzL0xP...
action:
  description: What was done, or in check mode what would be done, one of V(created), V(updated), V(removed),
    V(unchanged) and V(failed).
  returned: always
  type: str
  sample: created
location:
  description: The location as it is after the task, or in check mode as it would be. Only what is known
    of it is there, after creating it also the options given.
  returned: unless it is absent
  type: dict
  sample:
    customer: globex
    name: Lyon
    address:
      address_line1: 5 place Bellecour
      city: Lyon
      zip_or_postal_code: '69002'
      country: FR
    time_zone: Europe/Paris
    preferred_language: fr_FR
    calling: true
    main_number: '+33199000200'
    emergency_callback: main_number
    pstn:
      provider: Simulated Telecom FR
    numbers:
    - '+33199000200'
    - '+33199000201'
    id: Y2lzY29zcGFyazovL3VzL0xP...
    org_id: Y2lzY29zcGFyazovL3VzL09S...
  contains:
    id:
      description: Location ID at Webex. Unset in check mode for a location that does not exist yet.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL0xP...
    org_id: {description: ID of the organization to which it belongs., type: str, sample: Y2lzY29zcGFyazovL3VzL09S...}
    e911_setup_required:
      description: Whether E911 is still to be set up, by hand. For locations in the US, its territories and Canada.
      returned: for locations with calling
      type: bool
      sample: false
    customer: {description: 'The customer, as the task names it.', type: str, sample: acme}
    name: {description: 'Name of the location, its key within the customer.', type: str, sample: Lyon}
    address:
      description: Postal address.
      type: dict
      sample:
        address_line1: 5 place Bellecour
        address_line2: null
        city: Lyon
        state_or_province: null
        zip_or_postal_code: '69002'
        country: FR
    time_zone: {description: 'Time zone (IANA), for example V(Europe/Paris).', type: str, sample: Europe/Paris}
    preferred_language:
      description: Language of phones and of the e-mails to users, with its country, for example V(fr_FR).
      type: str
      sample: fr_FR
    announcement_language:
      description: Language of the announcements that callers hear, with its country, for example V(fr_FR).
      returned: for locations with calling
      type: str
      sample: fr_FR
    latitude:
      description: Geographical latitude in degrees, as text, for example V("48.8566").
      type: str
      sample: '45.7578'
    longitude:
      description: Geographical longitude in degrees, as text, for example V("2.3522").
      type: str
      sample: '4.8320'
    notes: {description: Free text., type: str, sample: Second floor}
    calling: {description: Whether the location has Webex Calling., type: bool, sample: true}
    main_number:
      description: Main number in E.164 format, for example V(+33199000100).
      returned: for locations with calling
      type: str
      sample: '+33199000200'
    external_caller_id_name:
      description: Name that people outside see when they are called from this location.
      returned: for locations with calling
      type: str
      sample: Acme Lyon
    outside_dial_digit:
      description: Digits dialed before a number outside the company.
      returned: for locations with calling
      type: str
      sample: '0'
    routing_prefix:
      description: Digits that lead to this location from the others.
      returned: for locations with calling
      type: str
      sample: '82'
    emergency_location_identifier:
      description: Identifier that is passed on in emergency calls.
      returned: for locations with calling
      type: str
      sample: '69382'
    emergency_callback:
      description: Whose number it is.
      returned: when it was asked for
      type: str
      sample: main_number
    pstn:
      description: How calls leave the location for the public network.
      returned: for locations with calling
      type: dict
      sample: {provider: Simulated Telecom FR}
    numbers:
      description: Phone numbers of the location in E.164 format.
      returned: for locations with calling
      type: list
      elements: str
      sample: ['+33199000200', '+33199000201']
diff:
  description:
  - The changed fields, before and after, as texts to print. An empty list if nothing has changed.
  - C(changes) has the same as values.
  returned: always
  type: list
  elements: dict
  sample:
  - before_header: location Lyon
    after_header: location Lyon
    before: ''
    after: |
      {
          "address": {
              "address_line1": "5 place Bellecour",
              "city": "Lyon",
              "country": "FR",
              "zip_or_postal_code": "69002"
          },
          "calling": true,
          "customer": "globex",
          "emergency_callback": "main_number",
          "main_number": "+33199000200",
          "name": "Lyon",
      ...
    changes:
      before: {}
      after:
        address:
          address_line1: 5 place Bellecour
          city: Lyon
          zip_or_postal_code: '69002'
          country: FR
        calling: true
        customer: globex
        emergency_callback: main_number
        main_number: '+33199000200'
        name: Lyon
        numbers:
        - '+33199000200'
        - '+33199000201'
        preferred_language: fr_FR
        pstn:
          provider: Simulated Telecom FR
        time_zone: Europe/Paris
steps:
  description: The writes that Webex sees, in their order. In check mode those that it would see.
  returned: always
  type: list
  elements: dict
  sample: [{object: location Lyon, words: create it, method: POST, path: /v1/locations, state: made}]
  contains:
    object: {description: What it is done for., type: str, sample: location Lyon}
    words: {description: What is done., type: str, sample: create it}
    method: {description: HTTP method., type: str, sample: POST}
    path: {description: Path of the request. Unknown IDs stand in angle brackets., type: str, sample: /v1/locations}
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
  sample: [create it]
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
