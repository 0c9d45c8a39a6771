# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A location: every option once."""

from __future__ import annotations

from typing import Final

from ..plugin_utils._documents import many, one
from . import address

SOURCE = (
    address.SOURCE
    + r"""
noun: location
key: Lyon
step: {words: create it, method: POST, path: /v1/locations}
options:
  customer:
    description: The customer to whom the location belongs, named by external ID, customer ID or organization ID.
    type: str
    required: true
    sample: acme
    result: The customer, as the task names it.
  name:
    description:
      - Name of the location, its key within the customer. Upper and lower case do not matter.
      - At most 256 characters, at most 80 for a location with calling.
    type: str
    required: true
    sample: Lyon
  address:
    description:
      - Postal address. If unset, it stays as it is. Parts that are unset are not compared.
      - Needed to create a location.
    type: dict
    suboptions: *address
    sample: {address_line1: 5 place Bellecour, address_line2: null, city: Lyon, state_or_province: null,
      zip_or_postal_code: "69002", country: FR}
  time_zone:
    description:
      - Time zone (IANA), for example V(Europe/Paris).
      - Needed to create a location.
    type: str
    sample: Europe/Paris
  preferred_language:
    description:
      - Language of phones and of the e-mails to users, with its country, for example V(fr_FR).
      - Needed to create a location.
    type: str
    sample: fr_FR
  announcement_language:
    description:
      - Language of the announcements that callers hear, with its country, for example V(fr_FR).
      - It is the location's default, for people, workspaces and features that are created later. For those that
        exist see O(announcement_language_existing).
      - If unset, a new location has O(preferred_language), and that of an existing one stays as it is.
    type: str
    sample: fr_FR
    when: for locations with calling
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
    sample: "45.7578"
  longitude:
    description: Geographical longitude in degrees, as text, for example V("2.3522").
    type: str
    sample: "4.8320"
  notes:
    description: Free text. An empty text clears it.
    type: str
    sample: Second floor
  calling:
    description:
      - Whether the location has Webex Calling.
      - With V(true) calling is enabled where it is not. With V(false) it is disabled, which Webex refuses while users
        or numbers are left, and for the last location with calling.
      - If unset, it stays as it is. The options below need a location with calling.
    type: bool
    sample: true
  main_number:
    description:
      - Main number in E.164 format, for example V(+33199000100). It must be one of the location's numbers.
    type: str
    sample: "+33199000200"
    when: for locations with calling
  external_caller_id_name:
    description: Name that people outside see when they are called from this location.
    type: str
    sample: Acme Lyon
    when: for locations with calling
  outside_dial_digit:
    description: Digits dialed before a number outside the company. An empty text clears it.
    type: str
    sample: "0"
    when: for locations with calling
  routing_prefix:
    description: Digits that lead to this location from the others. Unique within the customer. An empty text clears it.
    type: str
    sample: "82"
    when: for locations with calling
  emergency_location_identifier:
    description: Identifier that is passed on in emergency calls. Webex takes it in Belgium, France and Germany only.
    type: str
    sample: "69382"
    when: for locations with calling
  emergency_callback:
    description:
      - At which number emergency services call back who has called them without a number of their own, V(main_number),
        or the e-mail address of a user or the name of a workspace of this location who has a number.
      - It is set when the user or the workspace is there. If unset, it is not read and stays as it is.
    type: str
    sample: main_number
    result: Whose number it is.
    when: when it was asked for
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
    sample: {provider: Simulated Telecom FR}
    when: for locations with calling
  numbers:
    description:
      - Phone numbers of the location in E.164 format. Spaces and punctuation within do not matter.
      - Those that are missing are added, those that are inactive are activated.
      - Numbers that are not in the list stay, unless O(purge_numbers=true).
    type: list
    elements: str
    sample: ["+33199000200", "+33199000201"]
    when: for locations with calling
  purge_numbers:
    description:
      - Whether to remove the location's numbers that are not in O(numbers).
      - A number in use cannot be removed, nor can the main number.
    type: bool
  state:
    description:
      - Whether the location is to exist.
      - Calling is disabled first when a location is removed.
    type: str
    choices: [present, absent]
    default: present
returned:
  id:
    description: Location ID at Webex. Unset in check mode for a location that does not exist yet.
    type: str
    sample: Y2lzY29zcGFyazovL3VzL0xP...
  org_id:
    description: ID of the organization to which it belongs.
    type: str
    sample: Y2lzY29zcGFyazovL3VzL09S...
  e911_setup_required:
    description: Whether E911 is still to be set up, by hand. For locations in the US, its territories and Canada.
    type: bool
    sample: false
    when: for locations with calling
"""
)


# Annotated, since ansible-test takes a plain assignment for a literal text.
class ModuleDocFragment:
    """``webex.wholesale.location`` for one, ``.list`` for many."""

    DOCUMENTATION: Final = one(SOURCE)
    LIST: Final = many(SOURCE)
