# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the precheck of a customer takes of the body that creates or updates it. Source: Webex for Wholesale API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._engine.change import Change
from ..address import WHOLESALE, Address
from .complete import surely_without_location
from .model import Customer

WITH_LOCATION = ("packages", "provisioningParameters")
EMPTY: tuple[Any, ...] = (None, [], {})


def question(change: Change[Customer], payload: Mapping[str, Any], address: Address) -> dict[str, Any]:
    """Return the body of the precheck: what is not decided yet, such as the packages, is left out of it."""
    body = {name: value for name, value in payload.items() if value not in EMPTY}
    body["address"] = WHOLESALE.body(Address, address.given())
    if change.observed:
        body["orgId"] = change.observed.org_id
        if not change.touches("external_id"):
            del body["externalId"]
    if (change.observed and not change.desired.calling_location) or surely_without_location(change):
        # An update need not repeat it, and one that is to come is not decided yet: a precheck of packages misses it.
        body = {name: value for name, value in body.items() if name not in WITH_LOCATION}
    # The precheck takes all that creating takes, but for these two.
    body.pop("subPartnerAdminEmail", None)
    info = {name: value for name, value in body.pop("customerInfo", {}).items() if name != "language"}
    return {**body, "customerInfo": info} if info.get("primaryEmail") else body
