# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The customer that a run onboards: invented, small, and told by its external ID."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hacking.live.settings import OFFICES, Settings

OFFICE, DEPOT = "Head office", "Depot"
FIRST, LINE, SHORT, MEETS, LEAVES, CHANGES = "first", "line", "short", "meets", "leaves", "changes"
"""Users by what is tried with them: who comes first, who has a number, who has an extension only, who has no calling,
who is removed, whose package changes."""
LIMIT = 20


@dataclass(frozen=True)
class Plan:
    """What is to be onboarded."""

    settings: Settings
    stamp: str

    @property
    def external_id(self) -> str:
        """Return the external ID, by which it is found again whatever happens."""
        return f"{self.settings.prefix}{self.stamp}"

    @property
    def office(self) -> dict[str, Any]:
        """Return the address of the head office, as the collection takes it."""
        return dict(OFFICES[self.settings.country].address)

    @property
    def calling(self) -> bool:
        """Whether users get calling: without numbers nobody could be called back in an emergency."""
        return bool(self.settings.numbers)

    @property
    def main_number(self) -> str:
        """Return the main number of the head office."""
        return self.settings.numbers[0]

    @property
    def spare(self) -> str | None:
        """Return a number that nobody gets."""
        return self.settings.numbers[1] if len(self.settings.numbers) > 1 else None

    def email(self, who: str) -> str:
        """Return an address that no earlier run has used: people may stay where they were."""
        return f"{self.stamp}-{who}@{self.settings.domain}"

    def host(self) -> dict[str, Any]:
        """Return the variables of the customer, as an inventory has them."""
        settings, office = self.settings, OFFICES[self.settings.country]
        place = {"address": self.office, "time_zone": office.time_zone, "preferred_language": office.language}
        customer = {
            "external_id": self.external_id,
            "provisioning_id": settings.provisioning_id,
            "name": f"Webex live {self.stamp}",
            "primary_email": self.email("office"),
            "packages": settings.packages,
            "package_limits": {"webex_calling": LIMIT},
            "address": self.office,
            "calling_location": {"name": OFFICE, **place},
            "wait_interval": settings.wait_interval,
        }
        head: dict[str, Any] = {"name": OFFICE, "notes": "Made by make live", "announcement_language": office.language}
        if settings.numbers:
            head |= {"pstn": {"provider": settings.pstn}, "numbers": settings.numbers, "main_number": self.main_number}
        depot = {"name": DEPOT, **place, "calling": False}
        return {"wholesale_customer": customer, "locations": [head, depot], "wholesale_users": list(self._users())}

    def _users(self) -> list[dict[str, Any]]:
        spare = iter(self.settings.numbers[2:])
        users = []
        for index, who in enumerate((FIRST, LEAVES, CHANGES, LINE, SHORT, MEETS), start=1):
            user: dict[str, Any] = {
                "email": self.email(who),
                "first_name": who.capitalize(),
                "last_name": "Live",
                "package": "webex_meetings",
            }
            if self.calling and who != MEETS:
                number = next(spare, None) if who != SHORT else None
                user |= {"package": "webex_calling", "location": OFFICE, "extension": f"90{index}"}
                user |= {"phone_number": number} if number else {}
            users.append(user)
        return users
