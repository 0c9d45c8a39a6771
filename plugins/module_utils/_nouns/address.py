# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Postal addresses: one shape in all modules, two in Webex's API; and what an address needs in its country."""

from __future__ import annotations

from typing import Annotated

from .._engine.fields import Country, Line, Model, Option, Part
from .._engine.run import Run
from .._http.errors import Refused, WebexError

WHOLESALE = Part("address of a customer")
LOCATION = Part("address of a location")


class Address(Model):
    """A postal address. Source: Webex for Wholesale API, "Provision a Wholesale Customer"; Locations API."""

    address_line1: Annotated[Line | None, Option(required=True), WHOLESALE("addressLine1"), LOCATION("address1")] = None
    address_line2: Annotated[Line | None, WHOLESALE("addressLine2"), LOCATION("address2")] = None
    city: Annotated[str | None, Option(required=True), WHOLESALE("city"), LOCATION("city")] = None
    state_or_province: Annotated[str | None, WHOLESALE("stateOrProvince"), LOCATION("state")] = None
    zip_or_postal_code: Annotated[str | None, WHOLESALE("zipOrPostalCode"), LOCATION("postalCode")] = None
    country: Annotated[Country | None, Option(required=True), WHOLESALE("country"), LOCATION("country")] = None


def check_address(run: Run, address: Address, option: str) -> None:
    """Refuse an address without the state or postal code that its country needs; ``option`` is where it stands.

    Source: Webex Calling API, "Get Country Configuration", asked once per country.
    """
    try:
        rules = run.snapshot.thing(f"telephony/config/countries/{address.country}")
    except WebexError as error:
        if error.status != 400:
            raise
        raise Refused(f"{option}.country", f"Webex does not know {address.country}: {error.message}") from None
    if rules is None:
        raise Refused(f"{option}.country", f"Webex does not know {address.country}")
    codes = [str(state.get("code")) for state in rules.get("states") or [] if isinstance(state, dict)]
    if rules.get("stateRequired"):
        if not address.state_or_province:
            raise Refused(f"{option}.state_or_province", f"is required in {address.country}")
        if codes and address.state_or_province not in codes:
            raise Refused(f"{option}.state_or_province", f"is none of {', '.join(codes)} ({address.country})")
    if rules.get("zipCodeRequired") and not address.zip_or_postal_code:
        raise Refused(f"{option}.zip_or_postal_code", f"is required in {address.country}")
