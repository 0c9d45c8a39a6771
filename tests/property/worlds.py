# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customers with everything they have, made up by dice: what somebody might want, and how Webex is asked what there is.

The dice are a ``random.Random``: Hypothesis has one that it can replay and simplify, the soak one with a seed. What
is made up is possible, also after any other that was made up: numbers and extensions belong to one user or location for
ever, and the first location, which a customer cannot do without, stays.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from random import Random
from typing import Any

from tests.simulator.api import Api
from tests.simulator_server import SimulatorServer

Options = dict[str, Any]
CUSTOMER = "acme"
ADDRESSES: tuple[Options, ...] = (
    {"address_line1": "12 rue de la Paix", "city": "Paris", "zip_or_postal_code": "75002", "country": "FR"},
    {"address_line1": "3 quai Ω", "address_line2": "Étage 2 ✉", "city": "Lyon", "zip_or_postal_code": "69001"}
    | {"country": "FR"},
    {"address_line1": "1 Main St", "city": "Austin", "state_or_province": "TX", "zip_or_postal_code": "78744"}
    | {"country": "US"},
)
OFFICE = {"name": "Office", "address": ADDRESSES[0], "time_zone": "Europe/Paris", "preferred_language": "fr_FR"}
CALLING_PACKAGES = ("webex_calling", "webex_suite", "webex_voice")
NAMES = ("Acme", "Acme & Söhne", "アクメ株式会社", "أكمي", "Acme 🎷 — «№ 1»")
PLACES = ("Lyon", "Nice", "Brest 🌊")
PEOPLE = ("ada", "bob", "eve", "o'hara", "zoe+1")


def some(dice: Random, **options: Any) -> Options:
    """Return each option or not; a callable is asked for the value."""
    return {name: value() if callable(value) else value for name, value in options.items() if dice.random() < 0.6}


def subset(dice: Random, values: Any) -> list[Any]:
    """Return some of the values, in their order."""
    return [value for value in values if dice.random() < 0.5]


def template(dice: Random) -> Options:
    """Return the options of an onboarding template."""
    wish: Options = {
        "service_provider_admin": dice.choice(["admin@partner.example.com", "operator@partner.example.com"]),
        "country": dice.choice(["FR", "US"]),
        "default_language": dice.choice(["fr_FR", "en_US"]),
        "subscription": "Sub-simulator-1",
        **some(
            dice,
            pstn_provider=lambda: dice.choice(["Telecom A", "Telecom B"]),
            messaging_settings=lambda: {"allow_admin_invite_emails": dice.random() < 0.5},
            call_settings=lambda: {"disable_free_calling": dice.random() < 0.5},
        ),
    }
    way = dice.choice([{}, {"authentication": "webex"}, {"authentication": "partner_oidc", "idp_name": "acme-idp"}])
    return {"name": "Template", **wish, **way}


def customer(dice: Random, packages: Sequence[str] = ()) -> Options:
    """Return the options of a customer, with calling always, as what is in it needs calling."""
    packages = packages or sorted({dice.choice(CALLING_PACKAGES), *subset(dice, (*CALLING_PACKAGES, "webex_meetings"))})
    return {
        "external_id": CUSTOMER,
        "template": "Default",
        "name": dice.choice(NAMES),
        "primary_email": "info@acme.example",
        "packages": list(packages),
        "address": dice.choice(ADDRESSES),
        "calling_location": OFFICE,
        **some(dice, package_limits=lambda: {name: dice.randint(10, 12) for name in subset(dice, packages)}),
    }


def number(place: int, index: int) -> str:
    """Return a number that belongs to this place alone."""
    return f"+3319900{place:02}{index:02}"


def location(dice: Random, place: int) -> Options:
    """Return the options of a location."""
    wish: Options = {
        "name": PLACES[place],
        "address": dice.choice(ADDRESSES[:2]),
        "time_zone": dice.choice(["Europe/Paris", "Europe/Brussels"]),
        "preferred_language": dice.choice(["fr_FR", "en_GB"]),
        **some(dice, notes=lambda: dice.choice(["", "Rez-de-chaussée\nporte B", "☎"])),
    }
    if dice.random() < 0.3:
        return wish | some(dice, calling=False)
    numbers = [number(place, index) for index in range(4) if dice.random() < 0.7]
    return {
        **wish,
        "calling": True,
        "pstn": {"provider": dice.choice(["Simulated Telecom FR", "Simulated Voice FR"])},
        "purge_numbers": dice.random() < 0.5,
        # Webex lets a main number be replaced, never go: it is the same in all that is made up.
        "main_number": number(place, 0),
        "numbers": sorted({number(place, 0), *numbers}),
        **some(dice, routing_prefix=lambda: f"8{place}{dice.randint(0, 9)}", outside_dial_digit="9"),
    }


def user(dice: Random, index: int, packages: list[str]) -> Options:
    """Return the options of a user of the office."""
    wish: Options = {
        "email": f"{PEOPLE[index]}@acme.example",
        # The first is an administrator, who must keep the package that the organization was created with.
        "package": dice.choice(packages) if index else packages[0],
        **some(
            dice,
            first_name=lambda: dice.choice(["Ada", "Zoë", "محمد", "李"]),
            last_name=lambda: dice.choice(["O'Hara", "Müller-Lüdenscheidt", "नाम"]),
        ),
    }
    if not index:
        wish["roles"] = ["Full Administrator"]  # else the first of a list becomes one, whoever that is
    elif dice.random() < 0.3:
        wish["roles"] = subset(dice, ["Compliance Officer", "Support Administrator"])
    if wish["package"] == "webex_meetings":
        return wish
    line = {"extension": f"1{index}{dice.randint(0, 1)}", **some(dice, phone_number=number(99, index))}
    return {**wish, "location": OFFICE["name"], **line}


def absent(dice: Random, wish: Options) -> Options:
    """Return the wish, or sometimes that the object be gone."""
    return {"email" if "email" in wish else "name": wish.get("email", wish.get("name")), "state": "absent"} if (
        dice.random() < 0.2
    ) else wish  # fmt: skip


def locations(dice: Random) -> list[Options]:
    """Return a list of locations, each wanted, unwanted or not named."""
    return [absent(dice, location(dice, place)) for place in subset(dice, range(len(PLACES)))]


def users(dice: Random, packages: list[str]) -> list[Options]:
    """Return a list of users, each wanted, unwanted or not named; never without the first."""
    return [
        wish if index == 0 else absent(dice, wish)
        for index in (0, *subset(dice, range(1, len(PEOPLE))))
        for wish in [user(dice, index, packages)]
    ]


def office() -> Options:
    """Return the first location with the numbers of all users, and one that emergency services can call back."""
    *numbers, main = (number(99, index) for index in range(len(PEOPLE) + 1))
    pstn = {"provider": "Simulated Telecom FR"}
    return {**OFFICE, "calling": True, "pstn": pstn, "numbers": [*numbers, main], "main_number": main}


def snapshot(simulator: SimulatorServer) -> dict[str, Any]:
    """Return all there is, asked for without the collection's client; free of ids, so that it can be compared."""
    api = Api(simulator)
    items = [_customer(api, each) for each in _all(api, "/wholesale/customers")]
    templates = [
        {key: value for key, value in each.items() if key not in ("id", "provisioningId", "created", "lastModified")}
        for each in _all(api, "/wholesale/onboardingTemplates")
    ]
    api.session.close()
    return {"customers": items, "templates": sorted(templates, key=json.dumps)}


def _customer(api: Api, each: Options) -> dict[str, Any]:
    found = {name: each.get(name) for name in ("externalId", "status", "packages", "address")}
    org = each.get("orgId")
    if not org:
        return found
    units = {entry["name"]: entry["totalUnits"] for entry in _all(api, "/licenses", orgId=org)}
    found |= {"name": api.call("GET", f"/organizations/{org}", 200)["displayName"], "limits": units}
    places = {place["id"]: place["name"] for place in _all(api, "/locations", orgId=org)}
    calling = {entry["id"]: entry for entry in _all(api, "/telephony/config/locations", "locations", orgId=org)}
    found["locations"] = {
        place["name"]: {
            "address": place["address"], "timeZone": place["timeZone"], "language": place["preferredLanguage"],
            "notes": place.get("notes") or "",
            "calling": {
                name: calling[place["id"]].get(name) for name in ("callingLineId", "outsideDialDigit", "routingPrefix")
            } if place["id"] in calling else None,
        }
        for place in _all(api, "/locations", orgId=org)
    }  # fmt: skip
    numbers = _all(api, "/telephony/config/numbers", "phoneNumbers", orgId=org)
    found["numbers"] = sorted(
        (entry["phoneNumber"], entry["location"]["name"], entry["state"]) for entry in numbers if "phoneNumber" in entry
    )
    found["users"] = sorted((entry["email"], entry["packages"][0], entry["status"]) for entry in _all(
        api, "/wholesale/subscribers", customerId=each["id"]))  # fmt: skip
    found["people"] = {
        person["emails"][0]: {
            **{name: person.get(name) for name in ("firstName", "lastName", "extension")},
            "numbers": sorted((entry["type"], entry["value"]) for entry in person.get("phoneNumbers") or []),
            "roles": sorted(person.get("roles") or []),
            "location": places.get(person.get("locationId", "")),
        }
        for person in _all(api, "/people", orgId=org, callingData="true")
    }  # fmt: skip
    return found


def _all(api: Api, path: str, key: str = "items", **query: Any) -> list[Any]:
    response = api.send("GET", path, **query)
    found = list(response.json()[key])
    while "next" in response.links:
        response = api.send("GET", response.links["next"]["url"])
        found += response.json()[key]
    return found
