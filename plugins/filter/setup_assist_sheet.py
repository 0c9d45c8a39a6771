# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: setup_assist_sheet
short_description: Return what a customer's variables know for a request of Wholesale Setup Assist
version_added: 0.2.0
description:
  - Puts together what an inventory has of the locations for which Cisco's Wholesale Setup Assist is to be requested.
    The role P(webex.wholesale.setup_assist#role) makes a sheet of it.
  - Cisco does not publish the fields of its form. What is not in the inventory is left to be filled in by hand.
author:
  - webex.wholesale contributors (@webex-wholesale)
options:
  _input:
    description: The variables of a customer, C(wholesale_customer), C(locations), C(wholesale_users) and the others.
    type: dict
    required: true
  locations:
    description: Names of the locations. If unset, all that have calling.
    type: list
    elements: str
    default: []
"""

EXAMPLES = r"""
- name: Tell how many users each location has
  ansible.builtin.debug:
    msg: "{{ sheet.locations | items2dict(key_name='name', value_name='users') }}"
  vars:
    sheet: "{{ customer | webex.wholesale.setup_assist_sheet }}"
    customer:
      wholesale_customer: {external_id: acme, name: Acme}
      locations: [{name: Lyon, calling: true}]
      wholesale_users: [{email: jane@acme.example, location: Lyon, package: webex_calling}]
"""

RETURN = r"""
_value:
  description:
    - C(customer) and C(locations) have what is known, with the keys of the modules' options and the numbers of users.
    - C(by_hand) says what is not known, C(elsewhere) how many users are at none of these locations.
    - C(csv) has a line for each location.
  type: dict
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from ansible.errors import AnsibleFilterError

from ..plugin_utils._action import plain

BY_HAND = (
    "A-Wholesale has been ordered in Cisco Commerce Workspace",
    "Whatever else Cisco's form asks for (its fields are not published)",
)
"""What no inventory knows."""
CHOSEN = "Cisco chooses Express or Standard by the number of users"
COLUMNS = {
    "customer": "Customer",
    "external_id": "External ID",
    "org_id": "Organization ID",
    "primary_email": "Primary e-mail",
    "name": "Location",
    "address": "Address",
    "country": "Country",
    "time_zone": "Time zone",
    "preferred_language": "Language",
    "users": "Users",
    "packages": "Users by package",
    "main_number": "Main number",
    "numbers": "Phone numbers",
    "pstn": "PSTN",
    "confirmed": "Location confirmed by",
    "sku": "Express or Standard",
}
ADDRESS = ("address_line1", "address_line2", "city", "state_or_province", "zip_or_postal_code", "country")


def setup_assist_sheet(value: Any, *, locations: Any = ()) -> dict[str, Any]:
    """Return what the variables of a customer know for a request."""
    if not isinstance(value, Mapping) or not isinstance(value.get("wholesale_customer"), Mapping):
        raise AnsibleFilterError("setup_assist_sheet takes the variables of a customer, with wholesale_customer")
    names = ("wholesale_customer", "locations", "wholesale_users", "webex_sub_partner")
    given = {name: plain(value[name]) for name in names if value.get(name)}
    customer = given["wholesale_customer"]
    places = _places(customer, given.get("locations") or [])
    wanted = [str(name).casefold() for name in locations or ()]
    if unknown := [str(name) for name in locations or () if str(name).casefold() not in places]:
        known = ", ".join(place["name"] for place in places.values()) or "none"
        raise AnsibleFilterError(f"there is no location {', '.join(unknown)} with calling; there are: {known}")
    users = [each for each in given.get("wholesale_users") or [] if each.get("state", "present") != "absent"]
    chosen = [_place(place, users) for key, place in places.items() if not wanted or key in wanted]
    shown = {name: str(customer.get(name) or "") for name in ("name", "external_id", "org_id", "primary_email")}
    shown["sub_partner"] = str(given.get("webex_sub_partner") or "")
    when = str(value.get("location_confirmed_on") or "")
    confirmed = str(value.get("location_confirmed_by") or "") + (f", {when}" if when else "")
    return {
        "customer": shown,
        "confirmed": confirmed,
        "locations": chosen,
        "elsewhere": len(users) - sum(place["users"] for place in chosen),
        "by_hand": list(BY_HAND),
        "csv": _csv(shown, confirmed, chosen),
    }


def _places(customer: Mapping[str, Any], listed: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the locations with calling, the head office first, by name."""
    office = customer.get("calling_location") or {}
    places = {str(office["name"]).casefold(): dict(office)} if office.get("name") else {}
    for each in listed:
        key = str(each.get("name") or "").casefold()
        if each.get("state", "present") == "absent":
            places.pop(key, None)
        elif key in places:
            places[key] |= {name: found for name, found in each.items() if found not in (None, "", [], {})}
        elif each.get("calling") or each.get("pstn") or each.get("numbers") or each.get("main_number"):
            places[key] = dict(each)
    return places


def _place(place: Mapping[str, Any], users: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what is known of a location, with the number of its users."""
    name = str(place["name"])
    here = [each for each in users if str(each.get("location") or "").casefold() == name.casefold()]
    address = place.get("address") or {}
    pstn = place.get("pstn") or {}
    return {
        "name": name,
        "address": ", ".join(str(address[part]) for part in ADDRESS if address.get(part)),
        "country": str(address.get("country") or ""),
        "time_zone": str(place.get("time_zone") or ""),
        "preferred_language": str(place.get("preferred_language") or ""),
        "users": len(here),
        "packages": dict(sorted(Counter(str(each.get("package") or "undecided") for each in here).items())),
        "main_number": str(place.get("main_number") or ""),
        "numbers": len(place.get("numbers") or []),
        "pstn": ", ".join(str(found) for found in pstn.values() if found),
    }


def _csv(customer: Mapping[str, Any], confirmed: str, places: list[dict[str, Any]]) -> str:
    """Return a line for each location, of texts that no program takes for formulas."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow([*COLUMNS.values(), *BY_HAND])
    for place in places:
        packages = ", ".join(f"{count} {name}" for name, count in place["packages"].items())
        more = {**customer, "customer": customer["name"], "confirmed": confirmed, "sku": CHOSEN}
        row = {**more, **place, "packages": packages}
        writer.writerow([*(_text(row[name]) for name in COLUMNS), *("" for _each in BY_HAND)])
    return made.getvalue()


def _text(value: Any) -> str:
    text = str(value)
    formula = text[:1] in ("=", "+", "-", "@", "\t", "\r") and not re.fullmatch(r"\+[\d ().-]+", text)
    return f"'{text}" if formula else text


class FilterModule:
    """Offers the filter."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Return the filters by name."""
        return {"setup_assist_sheet": setup_assist_sheet}
