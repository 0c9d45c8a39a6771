# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A user of a customer: a subscriber of Webex for Wholesale, and the person behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from ..._engine.fields import Digits, Email, Model, Option, Part, PhoneNumber, Returned, Unordered
from .. import emergency, packages

SUBSCRIBER = Part("subscriber")
"""What Webex says of a subscriber."""
SUBSCRIPTION = Part("subscription")
"""What subscribing a user sends."""
PERSON = Part("person")
"""What Webex keeps of a user as a person."""

LINE = ("phone_number", "extension")
FULL_ADMINISTRATOR = "Full Administrator"
"""The role's name at Webex."""


def _only(package: str) -> list[str]:
    return [package]


def _work_number(numbers: list[dict[str, Any]]) -> str | None:
    """Return the number that a person is called at."""
    work = sorted((each for each in numbers if each.get("type") == "work"), key=lambda each: not each.get("primary"))
    return work[0].get("value") if work else None


def _work_numbers(number: str) -> list[dict[str, Any]]:
    return [{"type": "work", "value": number}] if number else []


class User(Model):
    """Sources: Webex for Wholesale API (e-mail, package, status); People API (names, number, extension, roles)."""

    customer: Annotated[str | None, Option(required=True)] = None
    email: Annotated[Email | None, Option(required=True), SUBSCRIBER("email"), SUBSCRIPTION("email")] = None
    first_name: Annotated[str | None, SUBSCRIPTION("provisioningParameters.firstName"), PERSON("firstName")] = None
    last_name: Annotated[str | None, SUBSCRIPTION("provisioningParameters.lastName"), PERSON("lastName")] = None
    package: Annotated[str | None, Option(choices=packages.USER), SUBSCRIPTION("packages", write=_only)] = None
    location: Annotated[str | None, PERSON("locationId")] = None
    phone_number: Annotated[
        PhoneNumber | None,
        SUBSCRIPTION("provisioningParameters.primaryPhoneNumber"),
        PERSON("phoneNumbers", read=_work_number, write=_work_numbers),
    ] = None
    extension: Annotated[Digits | None, SUBSCRIPTION("provisioningParameters.extension"), PERSON("extension")] = None
    roles: Annotated[Annotated[list[str], Unordered] | None, PERSON("roles")] = None
    emergency_callback: str | None = None
    send_consent_email: Annotated[bool | None, Option(behaviour=True)] = None
    remove_person: Annotated[bool | None, Option(behaviour=True, only_absent=True)] = None

    id: Annotated[str | None, Returned(), SUBSCRIBER("id")] = None
    person_id: Annotated[str | None, Returned(), SUBSCRIBER("personId")] = None
    status: Annotated[str | None, Returned(), SUBSCRIBER("status")] = None
    errors: Annotated[list[dict[str, Any]] | None, Returned(), SUBSCRIBER("errors")] = None

    def rules(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong whatever exists at Webex. Source: "Update a Wholesale Subscriber"."""
        if self.package in packages.WITHOUT_CALLING:
            for name in ("phone_number", "extension", "emergency_callback"):
                if getattr(self, name):
                    yield name, f"needs a calling package, and {self.package} is none"
        yield from emergency.problems(self.emergency_callback, emergency.OF_HOLDER)


def package_of(answer: Mapping[str, Any]) -> str | None:
    """Return the package of a subscriber, which Webex tells in one of two ways."""
    return next(iter(answer.get("packages") or []), answer.get("package"))


def in_words(user: User) -> str:
    """Say what Webex reports of a user in trouble; empty when it reports nothing."""
    return "; ".join(f"{each.get('description')} (code {each.get('errorCode')})" for each in user.errors or ())
