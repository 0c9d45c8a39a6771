# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A sub-partner: another organization for which the partner acts."""

from __future__ import annotations

from typing import Annotated

from ..._engine.fields import Model, Part, Returned

ANSWER = Part("answer")
STATES = ("active", "suspended")


class SubPartner(Model):
    """Source: Webex for Wholesale API, "List Wholesale Sub-partners"."""

    org_id: Annotated[str | None, Returned(), ANSWER("orgId")] = None
    subscription_id: Annotated[str | None, Returned(), ANSWER("subscriptionId")] = None
    provisioning_state: Annotated[str | None, Returned(), ANSWER("provisioningState")] = None
    created: Annotated[str | None, Returned(), ANSWER("created")] = None
    billing_start_date: Annotated[str | None, Returned(), ANSWER("billingStartDate")] = None
