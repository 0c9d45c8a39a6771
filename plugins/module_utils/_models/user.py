# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A user of a customer: a subscriber of Webex for Wholesale, and the person behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from . import packages
from ._base import Digits, Email, Model, Option, PhoneNumber, Returned, Unordered

FULL_ADMINISTRATOR = "Full Administrator"
"""The role's name at Webex."""


class User(Model):
    """Sources: Webex for Wholesale API (e-mail, package, status); People API (names, number, extension, roles)."""

    customer: Annotated[str | None, Option(required=True)] = None
    email: Annotated[Email | None, Option(required=True)] = None
    first_name: str | None = None
    last_name: str | None = None
    package: Annotated[str | None, Option(choices=packages.USER)] = None
    location: str | None = None
    phone_number: PhoneNumber | None = None
    extension: Digits | None = None
    roles: Annotated[list[str], Unordered] | None = None
    send_consent_email: Annotated[bool | None, Option(behaviour=True)] = None
    remove_person: Annotated[bool | None, Option(behaviour=True, only_absent=True)] = None

    id: Annotated[str | None, Returned()] = None
    person_id: Annotated[str | None, Returned()] = None
    status: Annotated[str | None, Returned()] = None
    errors: Annotated[list[dict[str, Any]] | None, Returned()] = None

    def rules(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong whatever exists at Webex. Source: "Update a Wholesale Subscriber"."""
        if self.package in packages.WITHOUT_CALLING:
            for name in ("phone_number", "extension"):
                if getattr(self, name):
                    yield name, f"needs a calling package, and {self.package} is none"
