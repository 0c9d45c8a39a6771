# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is told of an emergency call, and where E911 is to be set up, of which the rest is done by hand."""

from __future__ import annotations

import json
from typing import Any

from webex_simulator import ids
from webex_simulator.call import Call, Operation, Reply
from webex_simulator.errors import invalid
from webex_simulator.fields import EMAIL
from webex_simulator.routes.locations import find_location
from webex_simulator.shapes import INVALID_VALUE, shaped
from webex_simulator.store import Row

# The United States, their territories, and Canada.
_E911 = frozenset({"US", "CA", "PR", "VI", "GU", "AS", "MP"})
_OF_LOCATION = {"emergencyCallNotificationEnabled": bool, "emailAddress": str}
_OF_ORG = {**_OF_LOCATION, "allowEmailNotificationAllLocationEnabled": bool}


def get_org_notification(call: Call) -> Reply:
    """Read who is told of an emergency call in an organization."""
    return Reply(200, _notification(call, call.org(), _OF_ORG))


def set_org_notification(call: Call) -> Reply:
    """Change who is told of an emergency call in an organization."""
    return _set(call, call.org(), _OF_ORG)


def get_location_notification(call: Call) -> Reply:
    """Read who is told of an emergency call at a location."""
    row = find_location(call, calling=True)
    org = _notification(call, row["org"], _OF_ORG)
    return Reply(200, {**_notification(call, row["id"], _OF_LOCATION), "organization": org})


def set_location_notification(call: Call) -> Reply:
    """Change who is told of an emergency call at a location."""
    return _set(call, find_location(call, calling=True)["id"], _OF_LOCATION)


def get_org_status(call: Call) -> Reply:
    """Read how far E911 is set up in an organization: not at all."""
    rows = call.store.all("SELECT * FROM location WHERE org = ? AND calling ORDER BY seq", call.org())
    return Reply(200, _status([row for row in rows if needs_e911(row)]))


def get_location_status(call: Call) -> Reply:
    """Read how far E911 is set up at a location: not at all."""
    row = find_location(call, calling=True)
    return Reply(200, _status([row] if needs_e911(row) else []))


def needs_e911(location: Row) -> bool:
    """Tell whether E911 is to be set up at a location, by its country."""
    return json.loads(location["doc"])["address"].get("country") in _E911


def _notification(call: Call, key: str, template: dict[str, Any]) -> dict[str, Any]:
    row = call.store.one("SELECT doc FROM emergency_mail WHERE id = ?", key)
    shown = {name: False for name, kind in template.items() if kind is bool}
    return shown | (json.loads(row["doc"]) if row is not None else {})


def _set(call: Call, key: str, template: dict[str, Any]) -> Reply:
    given = _notification(call, key, template) | shaped(template, call.body)
    email = given.get("emailAddress")
    if email and not EMAIL.match(email):
        raise invalid("emailAddress", "is no e-mail address.", INVALID_VALUE)
    call.store.run("DELETE FROM emergency_mail WHERE id = ?", key)
    call.store.insert("emergency_mail", id=key, doc=given)
    return Reply(204)


def _status(places: list[Row]) -> dict[str, Any]:
    shown: dict[str, Any] = {"orgStatus": "INITIALISE", "complianceStatus": "NON_COMPLIANT" if places else "EXEMPTED"}
    if places:
        named = [{"id": ids.encode("LOCATION", row["id"]), "name": row["name"]} for row in places]
        shown["locationsStatus"] = {"state": "LOCATION_SETUP", "count": len(places), "locations": named}
    return shown


_TOP = "/v1/telephony/config"
_PLACE = f"{_TOP}/locations/{{locationId}}"
_READ = "spark-admin:telephony_config_read"
_WRITE = "spark-admin:telephony_config_write"
OPERATIONS = [
    Operation("GET", f"{_TOP}/emergencyCallNotification", get_org_notification, _READ),
    Operation("PUT", f"{_TOP}/emergencyCallNotification", set_org_notification, _WRITE),
    Operation("GET", f"{_PLACE}/emergencyCallNotification", get_location_notification, _READ),
    Operation("PUT", f"{_PLACE}/emergencyCallNotification", set_location_notification, _WRITE),
    Operation("GET", f"{_TOP}/redSky/status", get_org_status, _READ),
    Operation("GET", f"{_PLACE}/redSky/status", get_location_status, _READ),
]
