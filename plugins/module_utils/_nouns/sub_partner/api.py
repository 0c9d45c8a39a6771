# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Sub-partners, which are read only. Source: Webex for Wholesale API, "List Wholesale Sub-partners"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._engine.noun import Reader
from .model import ANSWER, STATES, SubPartner


class SubPartners(Reader[SubPartner]):
    """Lists the sub-partners of the partner."""

    name = "sub_partner"
    plural = "sub_partners"
    model = SubPartner
    scoped = False
    filters = {"provisioning_state": {"type": "str", "choices": list(STATES)}}

    def find(self, filters: Mapping[str, Any]) -> list[SubPartner]:
        """List sub-partners. The document has two names for the list (A111)."""
        answers = self.client.pages(
            "wholesale/subPartners", ("items", "subPartners"), provisioningState=filters["provisioning_state"]
        )
        return [SubPartner.observed(**ANSWER.read(SubPartner, answer)) for answer in answers]
