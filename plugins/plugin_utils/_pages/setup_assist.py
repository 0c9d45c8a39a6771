# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The sheet with which somebody requests Wholesale Setup Assist for a customer's locations, of the filter's data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import Count, Id, Page, Record, Section, Table

CHOSEN = "Cisco's choice, by the number of users of the location"
NOTES = (
    "Nothing has been requested: no API takes such a request. Submit it by hand, in Cisco's form.",
    "The service is ordered for each location. Whether it becomes Express or Standard is Cisco's choice.",
)
DUE = "fill in by hand"


def page(data: Mapping[str, Any], context: Mapping[str, Any]) -> Page:
    """Return the sheet."""
    customer, places = data["customer"], data["locations"]
    known = Record(
        customer["name"] or customer["external_id"],
        "customer",
        ids=[
            Id("External ID", customer["external_id"]),
            Id("Organization ID", customer["org_id"]),
            Id("Sub-partner", customer["sub_partner"]),
        ],
        facts={"Primary e-mail": customer["primary_email"], "Location confirmed by": data["confirmed"]},
    )
    rows = [[what, Count(DUE, 1, "warn")] for what in data["by_hand"]]
    rows += [[f"{place['name']}: {what}", Count(DUE, 1, "warn")] for place in places for what in _missing(place)]
    if not customer["org_id"]:
        rows.append(["Organization ID: it is there when the customer has been onboarded", Count(DUE, 1, "warn")])
    notes = [f"At none of these locations: {_users(data['elsewhere'])}."] if data["elsewhere"] else []
    return Page(
        f"Wholesale Setup Assist: request for {customer['name'] or customer['external_id']}",
        [
            Count("locations", len(places), one="location"),
            Count("users", sum(place["users"] for place in places), one="user"),
        ],
        [
            Section("Customer", [known], notes=NOTES),
            Section("Locations", [_record(place) for place in places], notes=notes),
            Section("To be filled in by hand", tables=[Table("Not in the inventory", ["What", "Value"], rows)]),
        ],
        intro="A sheet to fill in and to submit by hand. Nothing has been requested.",
    )


def _record(place: Mapping[str, Any]) -> Record:
    missing = _missing(place)
    return Record(
        place["name"],
        DUE if missing else "known",
        "warn" if missing else "plain",
        facts={
            "Address": place["address"],
            "Country": place["country"],
            "Time zone": place["time_zone"],
            "Language": place["preferred_language"],
            "Users": place["users"],
            "Users by package": place["packages"],
            "Main number": place["main_number"],
            "Phone numbers": place["numbers"],
            "PSTN": place["pstn"],
            "Express or Standard": CHOSEN,
        },
        brief=_users(place["users"]),
    )


def _users(number: int) -> str:
    return f"{number} user{'' if number == 1 else 's'}"


def _missing(place: Mapping[str, Any]) -> list[str]:
    """Return what an inventory could know of a location, and this one does not."""
    names = {"address": "address", "time_zone": "time zone", "main_number": "main number", "pstn": "PSTN"}
    return [words for name, words in names.items() if not place[name]]
