# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""PSTN connections of locations, and the rules of countries."""

from __future__ import annotations

import json
from typing import Any

from webex_simulator import ids
from webex_simulator.call import Call, Operation, Reply
from webex_simulator.countries import COUNTRIES
from webex_simulator.errors import invalid, not_found
from webex_simulator.fields import text
from webex_simulator.routes.locations import find_location
from webex_simulator.routes.telephony import premises_route
from webex_simulator.seed import PREMISES, PstnOption, pstn_options
from webex_simulator.store import Row


def list_options(call: Call) -> Reply:
    """List how a location can be connected."""
    return Reply(200, {"items": [_show(option) for option in _options(find_location(call, calling=True))]})


def get_connection(call: Call) -> Reply:
    """Read how a location is connected; 404 if it is not."""
    row = find_location(call, calling=True)
    if row["pstn"] is None:
        raise not_found("PSTN connection")
    stored, option = json.loads(row["pstn"]), connection_of(row)
    route = {name: stored[name] for name in ("routeType", "routeId") if name in stored}
    return Reply(200, {**_show(option), "pstnConnectionType": option.type, **route})


def connection_of(row: Row) -> PstnOption:
    """Return how a connected location is connected."""
    stored = json.loads(row["pstn"])
    return next((option for option in _options(row) if option.id == stored.get("id")), PREMISES)


def set_connection(call: Call) -> Reply:
    """Connect a location to a non-integrated provider (`id`) or through a local gateway (`premiseRoute...`)."""
    row, body = find_location(call, calling=True), call.body
    if body.get("premiseRouteType") is not None:
        stored = premises_route(body["premiseRouteType"], body.get("premiseRouteId"))
    else:
        key = ids.decode(text(body, "id"), "PSTN_CONNECTION")
        option = next((option for option in _options(row) if option.id == key), None)
        if option is None:
            raise invalid("id", "is no connection option of the location.")
        if option.type != "NON_INTEGRATED_CCP":
            raise invalid("id", f"a {option.type} connection cannot be set by id through the API.")
        stored = {"id": option.id}
    call.store.update("location", row["id"], pstn=stored)
    return Reply(204)


def get_country(call: Call) -> Reply:
    """Read what an address in a country must have."""
    country = COUNTRIES.get(call.params["countryCode"].upper())
    if country is None:
        raise not_found("Country")
    answer = {
        "stateRequired": country.state_required,
        "zipCodeRequired": country.zip_required,
        "states": [{"code": code, "name": name} for code, name in country.states.items()],
        "timeZones": list(country.time_zones),
    }
    return Reply(200, answer)


def _options(row: Row) -> list[PstnOption]:
    return pstn_options(json.loads(row["doc"])["address"]["country"])


def _show(option: PstnOption) -> dict[str, Any]:
    return {
        "id": ids.encode("PSTN_CONNECTION", option.id),
        "displayName": option.name,
        "pstnServices": ["GEOGRAPHIC_NUMBERS", "TOLLFREE_NUMBERS"],
    }


_LOCATION = "/v1/telephony/pstn/locations/{locationId}"
_READ = "spark-admin:telephony_pstn_read"
OPERATIONS = [
    Operation("GET", f"{_LOCATION}/connectionOptions", list_options, _READ),
    Operation("GET", f"{_LOCATION}/connection", get_connection, _READ),
    Operation("PUT", f"{_LOCATION}/connection", set_connection, "spark-admin:telephony_pstn_write"),
    Operation("GET", "/v1/telephony/config/countries/{countryCode}", get_country, "spark-admin:telephony_config_read"),
]
