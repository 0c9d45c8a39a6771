# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A workspace: a place with a phone of its own, such as a reception, a shop floor or a meeting room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from ..._engine.fields import Digits, Model, Option, Part, PhoneNumber, Returned
from .. import emergency

PLACE = Part("workspace")
"""Workspaces API."""
LINE_AT_CREATION = Part("line of a new workspace")
"""What the Workspaces API takes of a line; it tells none of it."""

LINE = ("phone_number", "extension")
TYPES = {
    "not_set": "notSet",
    "focus": "focus",
    "huddle": "huddle",
    "meeting_room": "meetingRoom",
    "open": "open",
    "desk": "desk",
    "other": "other",
}
"""Option -> Webex's word for it."""
DEVICES = {"phones": "phones", "collaboration_devices": "collaborationDevices"}


def _option(words: dict[str, str], value: str) -> str:
    return next((option for option, word in words.items() if word == value), value)


class Workspace(Model):
    """Sources: Workspaces API; Webex Calling numbers API for the line."""

    customer: Annotated[str | None, Option(required=True)] = None
    name: Annotated[str | None, Option(required=True), PLACE("displayName")] = None
    location: Annotated[str | None, LINE_AT_CREATION("locationId")] = None
    phone_number: Annotated[PhoneNumber | None, LINE_AT_CREATION("phoneNumber")] = None
    extension: Annotated[Digits | None, LINE_AT_CREATION("extension")] = None
    type: Annotated[
        str | None,
        Option(choices=tuple(TYPES)),
        PLACE("type", read=lambda value: _option(TYPES, value), write=lambda value: TYPES[value]),
    ] = None
    capacity: Annotated[int | None, PLACE("capacity")] = None
    notes: Annotated[str | None, PLACE("notes")] = None
    supported_devices: Annotated[
        str | None,
        Option(choices=tuple(DEVICES)),
        PLACE("supportedDevices", read=lambda value: _option(DEVICES, value), write=lambda value: DEVICES[value]),
    ] = None
    emergency_callback: str | None = None

    id: Annotated[str | None, Returned(), PLACE("id")] = None

    def rules(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong whatever exists at Webex."""
        if self.capacity is not None and self.capacity < 0:
            yield "capacity", "must be 0 or more"
        yield from emergency.problems(self.emergency_callback, emergency.OF_HOLDER)
