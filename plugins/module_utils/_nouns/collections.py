# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The lists of Webex that nouns share, each declared once: where it is, how its objects are found, its page size."""

from __future__ import annotations

from .._engine.snapshot import Answer, Collection
from .._http import ids

CUSTOMERS = Collection(
    "wholesale/customers",
    lambda each: (each.get("externalId"), each.get("orgId")),
    query={"max": 100},
    one="externalId",
)
"""In the scope of a sub-partner, if one is set."""
SUBSCRIBERS = Collection("wholesale/subscribers", lambda each: (each.get("email"),), query={"max": 100}, one="email")
"""In the scope of a customer. One that is asked for by e-mail may be any of the partner's."""
PEOPLE = Collection(
    "people", lambda each: each.get("emails") or (), query={"callingData": True, "max": 100}, one="email"
)
"""In the scope of an organization, as are those that follow."""
LOCATIONS = Collection("locations", lambda each: (each.get("name"),), one="name")
LINES = Collection("telephony/config/locations", lambda each: (), items="locations")
"""The locations that have calling, with those of their settings that the list shows."""
WORKSPACES = Collection("workspaces", lambda each: (each.get("displayName"),), query={"max": 1000})
DEVICES = Collection("devices", lambda each: (bare_mac(each),), one="mac")
LICENSES = Collection("licenses", lambda each: ())
ROLES = Collection("roles", lambda each: (each.get("name"),))
"""The same for all organizations."""
ORGANIZATIONS = Collection("organizations", lambda each: ())
"""All that the token may see."""


def _lines(answer: Answer) -> tuple[str, ...]:
    location, extension = (answer.get("location") or {}).get("id"), answer.get("extension")
    return tuple(
        name
        for name in (answer.get("phoneNumber"), extension_name(location, extension) if location and extension else "")
        if name
    )


def bare_mac(answer: Answer) -> str:
    """Return the MAC address of a phone as it is compared, empty where it has none: Webex spells it in several ways."""
    return str(answer.get("mac") or "").replace(":", "").upper()


def extension_name(location_id: str, extension: str) -> str:
    """Return the name under which an extension of a location is found among the numbers."""
    return f"{ids.key(location_id)}/{extension}"


NUMBERS = Collection(
    "telephony/config/numbers", _lines, items="phoneNumbers", query={"max": 2000}, one="phoneNumber", often=0
)
"""Numbers, and extensions of those who have no number."""


SEAT, WORKSPACE, VIRTUAL_LINE, FEATURE = "seat", "workspace at", "virtual line at", "feature at"
"""What users, workspaces, virtual lines and call features take of a location, and free when they go."""
CALLING_AT = "calling at"
"""What a location gives when calling is enabled there: lines come after that."""
