# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How calls leave a location: by a provider, a trunk or a route group. Source: Webex Calling PSTN API."""

from __future__ import annotations

from typing import Any

from ..._engine.run import Run
from ..._engine.snapshot import Answer
from ..._http import ids
from ..._http.errors import Refused
from ..owners import Owner
from .model import Location, Pstn

MANAGED = ("INTEGRATED_CCP", "CISCO_PSTN")
"""PSTN connections whose provider manages the numbers: none may be added or removed by the API."""


def connection_path(location_id: str) -> str:
    """Return the path of a location's PSTN connection."""
    return f"telephony/pstn/locations/{location_id}/connection"


def check_numbers(run: Run, owner: Owner, location_id: str, *, adding: bool) -> None:
    """Refuse to change the numbers of a location whose connection does not allow it.

    Source: Webex Calling API, "Add Phone Numbers to a location".
    """
    connection = (run.snapshot.thing(connection_path(location_id), **owner.scope) if location_id else None) or {}
    if adding and not connection.get("id"):
        raise Refused("numbers", "can be added only when the location has a PSTN connection: give pstn")
    if connection.get("pstnConnectionType") in MANAGED:
        name = connection.get("displayName") or connection["pstnConnectionType"]
        raise Refused("numbers", f"{name} manages the numbers of the location: order or cancel them there")


def check_provider(run: Run, owner: Owner, location_id: str, desired: Location) -> None:
    """Refuse a provider that is not offered at the location, naming those that are."""
    connection_body(run, owner, location_id, desired)


def connection_body(run: Run, owner: Owner, location_id: str, desired: Location) -> dict[str, Any]:
    """Return the body for the PSTN connection that is wanted; Refused lists the providers there are."""
    pstn = desired.pstn or Pstn()
    if pstn.trunk or pstn.route_group:
        kind = "TRUNK" if pstn.trunk else "ROUTE_GROUP"
        return {"premiseRouteType": kind, "premiseRouteId": pstn.trunk or pstn.route_group}
    path = f"telephony/pstn/locations/{location_id}/connectionOptions"
    options = list(run.client.pages(path, **owner.scope))
    wanted = pstn.provider or ""
    for option in options:
        if ids.same(option.get("id"), wanted) or str(option.get("displayName")).casefold() == wanted.casefold():
            return {"id": option["id"]}
    names = ", ".join(str(option.get("displayName")) for option in options) or "none"
    raise Refused("pstn.provider", f"{wanted} is not offered at location {desired.name}; offered: {names}")


def same_connection(one: Answer | None, other: Answer | None) -> bool:
    """Tell whether two locations are connected in the same way, by the same provider."""
    keys = ("id", "routeId", "pstnConnectionType")
    return [(one or {}).get(key) for key in keys] == [(other or {}).get(key) for key in keys]


def is_wanted(connection: Answer, wanted: Pstn) -> bool:
    """Tell whether a connection is the one that the options want."""
    route = wanted.trunk or wanted.route_group
    if route or connection.get("routeId"):
        return ids.same(connection.get("routeId"), route)
    given = wanted.provider or ""
    return ids.same(connection.get("id"), given) or given.casefold() == str(connection.get("displayName")).casefold()


def read_connection(run: Run, owner: Owner, location_id: str, wanted: Pstn) -> Pstn | None:
    """Return the connection in the words of the options, so that a provider given by name or id compares equal."""
    connection = run.snapshot.thing(connection_path(location_id), **owner.scope) or {}
    if not connection.get("id") and not connection.get("routeId"):
        return None
    if connection.get("pstnConnectionType") == "LOCAL_GATEWAY" and connection.get("routeId"):
        route = "route_group" if connection.get("routeType") == "ROUTE_GROUP" else "trunk"
        mine = getattr(wanted, route)
        return Pstn.observed(**{route: mine if ids.same(mine, connection["routeId"]) else connection["routeId"]})
    name = str(connection.get("displayName") or connection.get("id"))
    given = wanted.provider or ""
    known = ids.same(given, connection.get("id")) or given.casefold() == name.casefold()
    return Pstn.observed(provider=given if known else name)
