# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Postal addresses: one shape in all modules, two in Webex's API; and what an address needs in its country."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from .._engine.fields import Country, Line, Model, Option, Part
from .._engine.run import Run
from .._http.errors import Refused, WebexError, doubt

UNSCOPED = (401, 403)
"""What a token without the scope gets: by the documents 403, as others saw it also 401."""
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


def check_address(run: Run, address: Address, option: str, *, row: str = "") -> None:
    """Refuse an address without the state or postal code that its country needs; ``option`` is where it stands.

    With a ``row`` of ASSUMPTIONS.md it is only believed that the country's rules are those of this address. Source:
    Webex Calling API, "Get Country Configuration", asked once per country.
    """
    for problem in _problems(run, address, option):
        if not row:
            raise problem
        run.warn(doubt(row, str(problem)))


def _problems(run: Run, address: Address, option: str) -> Iterator[Refused]:
    path = f"telephony/config/countries/{address.country}"
    try:
        rules = run.snapshot.thing(path)
    except WebexError as error:
        if error.status in UNSCOPED:
            # The rules belong to Webex Calling: who has nothing to do with that needs no scope for it. Told once.
            text = f"{option}: not checked, as the token may not read the rules of {address.country}: {error.message}"
            run.snapshot.kept(("warned", path), lambda: run.warn(text))
            return
        if error.status != 400:
            raise
        yield Refused(f"{option}.country", f"Webex does not know {address.country}: {error.message}")
        return
    if rules is None:
        yield Refused(f"{option}.country", f"Webex does not know {address.country}")
        return
    if rules.get("stateRequired"):
        codes = [str(state.get("code")) for state in rules.get("states") or [] if isinstance(state, dict)]
        if not address.state_or_province:
            yield Refused(f"{option}.state_or_province", f"is required in {address.country}")
        elif codes and address.state_or_province not in codes:
            yield Refused(f"{option}.state_or_province", f"is none of {', '.join(codes)} ({address.country})")
    if rules.get("zipCodeRequired") and not address.zip_or_postal_code:
        yield Refused(f"{option}.zip_or_postal_code", f"is required in {address.country}")
