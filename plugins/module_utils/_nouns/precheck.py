# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Webex's own verdict on a provisioning, before anything is provisioned. It is asked by POST, and changes nothing.

Source: Webex for Wholesale API, "Precheck a Wholesale Customer Provisioning" and "… Subscriber Provisioning".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .._engine.snapshot import Collection, Scope
from .._http.client import Client

SUCCESS = "100"
"""The one code that the document tells. Others go with success as well; their table is not published (A115)."""


@dataclass(frozen=True)
class Verdict:
    """What Webex says of something that it would accept: code and words of each remark."""

    remarks: tuple[tuple[str, str], ...]
    message: str = ""

    @property
    def words(self) -> str:
        """All that Webex says."""
        return "; ".join(text for _code, text in self.remarks) or self.message

    @property
    def unusual(self) -> list[tuple[str, str]]:
        """The remarks that say more than that it would work."""
        return [(code, text) for code, text in self.remarks if code != SUCCESS]


def ask(client: Client, collection: Collection, body: Mapping[str, Any], scope: Scope) -> Verdict:
    """Return what Webex says to a customer or subscriber that it would accept; WebexError for one that it refuses."""
    answer = client.post(f"{collection.path}/validate", dict(body), **scope)
    info = answer.get("info")
    remarks = [each for each in (info if isinstance(info, list) else [info]) if isinstance(each, dict)]
    return Verdict(
        tuple((str(each.get("infoCode")), str(each.get("description"))) for each in remarks),
        str(answer.get("message") or ""),
    )
