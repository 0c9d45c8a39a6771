# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The parts of a postal address, for the fragments of the nouns that have one: they stand before their text."""

from __future__ import annotations

SOURCE = r"""
address: &address
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
    description:
      - Code of the state or province (ISO 3166-2 without the country), for example V(CA).
      - Needed where Webex wants one, for example in the US.
    type: str
  zip_or_postal_code:
    description:
      - Postal code. Quote it, leading zeros count.
      - Needed where Webex wants one, as in most countries.
    type: str
  country:
    description: Code of the country (ISO 3166-1), two letters, for example V(FR).
    type: str
    required: true
"""
