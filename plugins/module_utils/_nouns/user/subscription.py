# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What subscribing a user sends, and what the precheck asks before. Source: Webex for Wholesale API."""

from __future__ import annotations

from typing import Any

from .. import places
from ..collections import SUBSCRIBERS
from ..owners import Owner, on_behalf
from ..precheck import Verdict, ask
from .lines import Lines
from .model import SUBSCRIPTION, User


def given(desired: User) -> dict[str, Any]:
    """Return the options that subscribing sends, save the location."""
    return {name: value for name in SUBSCRIPTION.fields(User) if (value := getattr(desired, name))}


def body(lines: Lines, owner: Owner, desired: User) -> dict[str, Any]:
    """Return the body that subscribes a user, of a customer and at a location that are there by then."""
    made = {"customerId": owner.id.known(), **SUBSCRIPTION.body(User, given(desired))}
    parameters = made.setdefault("provisioningParameters", {})
    if desired.location:
        _name, location = places.location(lines.run, owner, desired.location)
        parameters["locationId"] = location.known()
    return made


def precheck(
    lines: Lines, owner: Owner, desired: User, *, provisioning_id: str | None = None, primary_email: str | None = None
) -> Verdict:
    """Ask Webex whether it would subscribe a user; of a customer that is not there yet it is told by these two.

    No noun foretells with it: a check of a thousand users would cost a thousand requests.
    """
    asked = SUBSCRIPTION.body(User, given(desired))
    if owner.answer is not None:
        asked["customerId"] = owner.id.known()
        place = places.location(lines.run, owner, desired.location)[1] if desired.location and owner.there else None
        if place and place.value:
            asked.setdefault("provisioningParameters", {})["locationId"] = place.value
    else:
        if provisioning_id:
            asked["provisioningId"] = provisioning_id
        if primary_email:
            asked["customerInfo"] = {"primaryEmail": primary_email}
    return ask(lines.client, SUBSCRIBERS, asked, on_behalf(lines.run))
