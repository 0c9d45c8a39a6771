# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A location of a customer, with its calling settings, PSTN connection and phone numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from ._base import Digits, Language, Model, Option, PhoneNumber, Returned, TimeZone, Unordered, at_most
from .address import Address

CALLING_OPTIONS = (
    "announcement_language",
    "emergency_location_identifier",
    "main_number",
    "numbers",
    "outside_dial_digit",
    "pstn",
    "routing_prefix",
)
"""Options that make sense only at a location with calling."""


EXISTING = ("none", "people", "features", "all")
"""Whose announcements change together with the location's default."""


class Pstn(Model):
    """How calls leave a location: a cloud connected PSTN provider, or a trunk or route group of the customer's own."""

    atomic: ClassVar[bool] = True

    provider: str | None = None
    trunk: str | None = None
    route_group: str | None = None

    def rules(self) -> Iterator[tuple[str, str]]:
        """Yield an error unless exactly one way is given."""
        if len([way for way in (self.provider, self.trunk, self.route_group) if way]) != 1:
            yield "provider", "give exactly one of provider, trunk and route_group"


class Location(Model):
    """Sources: Locations API; Webex Calling location settings, PSTN and numbers APIs."""

    customer: Annotated[str | None, Option(required=True)] = None
    name: Annotated[str | None, Option(required=True), at_most(256)] = None
    address: Address | None = None
    time_zone: TimeZone | None = None
    preferred_language: Language | None = None
    announcement_language: Language | None = None
    announcement_language_existing: Annotated[str | None, Option(choices=EXISTING, behaviour=True)] = None
    latitude: str | None = None
    longitude: str | None = None
    notes: str | None = None
    calling: bool | None = None
    main_number: PhoneNumber | None = None
    outside_dial_digit: Digits | None = None
    routing_prefix: Digits | None = None
    emergency_location_identifier: str | None = None
    pstn: Pstn | None = None
    numbers: Annotated[Annotated[list[PhoneNumber], Unordered] | None, Option(purged_by="purge_numbers")] = None
    purge_numbers: Annotated[bool | None, Option(behaviour=True)] = None

    id: Annotated[str | None, Returned()] = None
    org_id: Annotated[str | None, Returned()] = None

    def rules(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong whatever exists at Webex. Sources as above; the last two contradict themselves."""
        if self.announcement_language_existing and not self.announcement_language:
            yield "announcement_language_existing", "needs announcement_language"
        needs_calling = [name for name in CALLING_OPTIONS if getattr(self, name)]
        if self.calling is False and needs_calling:
            yield needs_calling[0], "needs calling; leave it out, or set calling=true"
        if self.calling and self.name and len(self.name) > 80:
            yield "name", "is longer than 80 characters, the limit of a location with calling"
        if self.purge_numbers and self.numbers is not None and self.main_number not in (None, *self.numbers):
            yield "main_number", "is not among numbers, and would be removed by purge_numbers"
