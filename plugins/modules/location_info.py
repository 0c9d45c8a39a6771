#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: location_info
short_description: Read locations of a customer of Webex for Wholesale
version_added: 0.1.0
description:
  - Lists the locations of a customer, or one of them, with their calling settings and numbers.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.webex
  - webex.wholesale.attributes.info
options:
  customer:
    description: The customer whose locations to read, named by external ID, customer ID or organization ID.
    type: str
    required: true
  name:
    description: Only the location with this name. If unset, all of them.
    type: str
  include_emergency_callback:
    description: Whether to read the emergency callback numbers too, which costs a request for each location.
    type: bool
    default: false
    version_added: 0.2.0
seealso:
  - module: webex.wholesale.location
"""

EXAMPLES = r"""
- name: Read all locations of a customer
  webex.wholesale.location_info:
    customer: globex
  register: offices

- name: Show the numbers of each
  ansible.builtin.debug:
    msg: "{{ item.name }}: {{ item.numbers | default([]) | join(', ') }}"
  loop: "{{ offices.locations }}"
  loop_control:
    label: "{{ item.name }}"

- name: Read one location
  webex.wholesale.location_info:
    customer: globex
    name: Paris
"""

# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render.
RETURN = r"""
locations:
  description: The locations found, with what is known of each. An empty list if there are none.
  returned: success
  type: list
  elements: dict
  sample:
  - customer: globex
    name: Paris
    address:
      address_line1: 12 rue de la Paix
      address_line2: null
      city: Paris
      state_or_province: null
      zip_or_postal_code: '75002'
      country: FR
    time_zone: Europe/Paris
    preferred_language: fr_FR
    announcement_language: fr_FR
    latitude: null
    longitude: null
    notes: null
    calling: true
    main_number: '+33199000100'
    outside_dial_digit: ''
    routing_prefix: null
    external_caller_id_name: Globex
    emergency_location_identifier: null
    pstn:
      provider: Simulated Telecom FR
    numbers:
    - '+33199000100'
    - '+33199000101'
    id: Y2lzY29zcGFyazovL3VzL0xP...
    org_id: Y2lzY29zcGFyazovL3VzL09S...
    e911_setup_required: false
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
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.location.api import Locations

TASK: Final = (Locations, "info")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
