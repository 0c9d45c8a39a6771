# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What can go wrong when talking to Webex, in words an operator can act on."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HINTS = {
    400: "Check the option the message names.",
    401: "The token is wrong or expired: check access_token, or client_id, client_secret and refresh_token.",
    403: "The token lacks a scope, or its user the roles: partner full administrator and Webex for Wholesale admin.",
    404: "It may have been removed meanwhile, or belongs to another partner (see sub_partner).",
    409: "Another object has this key, or Webex is still working on this one: run again later.",
    423: "Webex keeps the object locked: run again later.",
    429: "Webex limits the rate of requests: run again later, or with less parallel.",
}
NUMBER_TAKEN = "Another location or person has the number: choose another one, or take it away there first."
NO_CALLING = "Give the user a package with calling, or leave number, extension and phone out."
CODE_HINTS = {
    "1001": "Give the option that the message names.",
    "1002": "Shorten or lengthen the value of the option that the message names.",
    "2560": "Webex Calling is under maintenance: run again later.",
    "4003": "Check the scopes of the token and the roles of its user; webex.wholesale.doctor tells which are missing.",
    "4008": NO_CALLING,
    "25409": "Give the user a package with Webex Calling Professional.",
    "25008": "Give the option that the message names.",
    "4251": "A number is not in the location any more: run again, the numbers are read first.",
    "4410": "A number (numbers, main_number, phone_number) or a feature is refused: correct what the message names.",
    "5600": "Another location of the customer has this routing_prefix: choose another one.",
    "8361": NUMBER_TAKEN,
    "8363": "A number is there already, here or at another location: run again, the numbers are read first.",
    "25223": NUMBER_TAKEN,
    "10022": "The e-mail address belongs to an existing Webex user: use another one, or have it removed there first.",
    "WXC-4201": NUMBER_TAKEN,
    "WXC-4202": "Another user, workspace or feature of the location has this extension: choose another one.",
    "WXC-4909": "Give the extension as many digits as the location's other extensions have.",
    "WXC-4910": "Correct the extension: digits only.",
    "BATCH-1017017": "Write phone numbers in E.164 form, with + and country code, as in +33123456789.",
    "BATCH-1017023": "Take the number away from whoever has it, then run again.",
}
"""What to do next by Webex's error code, which says more than the status. Webex publishes no table; others saw
these. A code that is not here is told with the hint of its status."""
SERVER_HINT = "Webex has a problem of its own: run again later; what is done already is kept."


class WebexError(Exception):
    """A request that Webex refused, or that got no answer.

    ``status`` is the HTTP status (None without an answer), ``code`` Webex's errorCode, ``tracking_id`` what
    Cisco's support asks for.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        code: str | None = None,
        tracking_id: str | None = None,
        request: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.code = code
        self.tracking_id = tracking_id
        self.request = request
        self.page = False
        """Whether a page for a browser came instead of an answer of the API."""
        server = SERVER_HINT if (status or 0) >= 500 else None
        self.hint = hint or CODE_HINTS.get(code or "") or HINTS.get(status or 0) or server

    def __str__(self) -> str:
        """One sentence with everything needed to act: message, status, code, trackingId, next step."""
        facts = [
            f"HTTP {self.status}" if self.status else "",
            f"code {self.code}" if self.code else "",
            f"trackingId {self.tracking_id}" if self.tracking_id else "",
        ]
        known = ", ".join(fact for fact in facts if fact)
        text = self.message.rstrip(". ") + (f" ({known})" if known else "") + "."
        return f"{text} {self.hint}" if self.hint else text

    def failure(self) -> dict[str, Any]:
        """Return the machine-readable form, as modules return it in ``failure``."""
        return {
            "message": self.message,
            "status": self.status,
            "code": self.code,
            "tracking_id": self.tracking_id,
            "request": self.request,
        }


class LostAnswer(WebexError):
    """A write whose outcome is unknown: it must be settled by reading, never repeated blindly."""


class NotTried(WebexError):
    """What was not tried, as something failed that it needs: ``cause``, in the words of a person."""

    def __init__(self, cause: str) -> None:
        hint = "Run again when the cause of that is removed."
        super().__init__(f"not tried, because {cause} failed, and this needs it", hint=hint)


class Refused(Exception):
    """A wish that breaks a rule, found before anything was written. ``option`` names the option at fault.

    ``of`` names the object in the words of a person, where the option alone leads to an entry of a list by its number.
    ``also`` has what else is wrong with the object.
    """

    def __init__(self, option: str, message: str, *, of: str = "", also: Iterable[Refused] = ()) -> None:
        self.option, self.message, self.also = option, message, tuple(also)
        sentence = f"{option} of {of}: {message}" if of else f"{option}: {message}"
        super().__init__("; ".join([sentence, *map(str, self.also)]))

    def singly(self, of: str) -> Iterator[Refused]:
        """Yield each thing that is wrong, for an object in the words of a person, or for none."""
        yield Refused(self.option, self.message, of=of)
        for each in self.also:
            yield from each.singly(of)


class Missing(Refused):
    """A wish that is not complete yet: nothing of it is wrong. ``lacking`` has each option with why it is needed."""

    def __init__(self, *lacking: tuple[str, str]) -> None:
        (option, message), *more = self.lacking = lacking
        super().__init__(option, "; ".join([message, *(f"{name}: {why}" for name, why in more)]))


def doubt(row: str, text: str) -> str:
    """Return a warning where we only believe that Webex refuses; ``row`` of ASSUMPTIONS.md says why and how to verify.

    What a document forbids is refused instead.
    """
    return f"{text}. That is a belief ({row} in ASSUMPTIONS.md of the role simulator): Webex decides"


@contextmanager
def understood() -> Iterator[None]:
    """Turn what an answer of an unforeseen shape does to our code into a WebexError, so that one object fails, not all.

    A mistake of our own looks the same, hence the place; the values stay out of it, as they may be secret.
    """
    try:
        yield
    except (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError) as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        raise WebexError(
            "Webex answered something that this version does not understand"
            f" ({type(error).__name__} at {Path(place.filename).name}:{place.lineno})",
            hint="Look for a newer version of the collection; if there is none, report it with this message.",
        ) from error
