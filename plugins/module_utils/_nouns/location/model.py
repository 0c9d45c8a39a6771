# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A location of a customer, with its calling settings, PSTN connection and phone numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from ..._engine.fields import (
    Digits,
    Language,
    Model,
    Option,
    Part,
    PhoneNumber,
    Returned,
    TimeZone,
    Unordered,
    at_most,
    fields_of,
    options_of,
)
from .. import emergency
from ..address import LOCATION, Address

BASICS = Part("basics")
"""Locations API."""
LINE = Part("line")
"""What the list of locations with calling shows."""
CALLING = Part("calling settings")
"""Calling settings of one location."""
PSTN = Part("PSTN connection")
NUMBERS = Part("numbers")
EMERGENCY = Part("emergency callback number")


EXISTING = ("none", "people", "features", "all")
"""Whose announcements change together with the location's default."""


def code(language: str) -> str:
    """Return a language as locations have it, e.g. fr_fr."""
    return language.lower()


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
    name: Annotated[str | None, Option(required=True), at_most(256), BASICS("name")] = None
    address: Annotated[Address | None, BASICS.nested("address", Address, LOCATION)] = None
    time_zone: Annotated[TimeZone | None, BASICS("timeZone")] = None
    preferred_language: Annotated[Language | None, BASICS("preferredLanguage", write=code)] = None
    announcement_language: Annotated[Language | None, CALLING("announcementLanguage", write=code)] = None
    announcement_language_existing: Annotated[str | None, Option(choices=EXISTING, behaviour=True)] = None
    latitude: Annotated[str | None, Option(number=True), BASICS("latitude")] = None
    longitude: Annotated[str | None, Option(number=True), BASICS("longitude")] = None
    notes: Annotated[str | None, BASICS("notes")] = None
    calling: bool | None = None
    main_number: Annotated[
        PhoneNumber | None, LINE("callingLineId.phoneNumber"), CALLING("callingLineId.phoneNumber")
    ] = None
    outside_dial_digit: Annotated[Digits | None, LINE("outsideDialDigit"), CALLING("outsideDialDigit")] = None
    routing_prefix: Annotated[Digits | None, LINE("routingPrefix"), CALLING("routingPrefix")] = None
    external_caller_id_name: Annotated[str | None, CALLING("externalCallerIdName")] = None
    emergency_location_identifier: Annotated[str | None, CALLING("pAccessNetworkInfo")] = None
    emergency_callback: Annotated[str | None, EMERGENCY("selected")] = None
    pstn: Annotated[Pstn | None, PSTN("connection")] = None
    numbers: Annotated[
        Annotated[list[PhoneNumber], Unordered] | None, Option(purged_by="purge_numbers"), NUMBERS("phoneNumbers")
    ] = None
    purge_numbers: Annotated[bool | None, Option(behaviour=True)] = None

    id: Annotated[str | None, Returned(), BASICS("id")] = None
    org_id: Annotated[str | None, Returned()] = None
    e911_setup_required: Annotated[bool | None, Returned(), LINE("e911SetupRequired")] = None

    def rules(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong whatever exists at Webex. Sources as above; the last two contradict themselves."""
        if self.announcement_language_existing and not self.announcement_language:
            yield "announcement_language_existing", "needs announcement_language"
        needs_calling = [name for name in NEED_CALLING if getattr(self, name)]
        if self.calling is False and needs_calling:
            yield needs_calling[0], "needs calling; leave it out, or set calling=true"
        if self.calling and self.name and len(self.name) > 80:
            yield "name", "is longer than 80 characters, the limit of a location with calling"
        if self.purge_numbers and self.numbers is not None and self.main_number not in (None, *self.numbers):
            yield "main_number", "is not among numbers, and would be removed by purge_numbers"
        yield from emergency.problems(self.emergency_callback, emergency.OF_LOCATION)


_OPTIONS = {name for name, _hint, _option in options_of(Location)}
NEED_CALLING = tuple(sorted(fields_of(Location, LINE, CALLING, PSTN, NUMBERS, EMERGENCY) & _OPTIONS))
"""Options that make sense only at a location with calling."""
