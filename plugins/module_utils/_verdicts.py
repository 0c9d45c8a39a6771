# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether a customer or a user would provision, in words: what an answer of Webex, or a rule, means for it. Pure.

``would_fail`` is what the data have wrong, or Webex refuses; ``attention`` is what somebody has to agree to, to decide
or to look at, whatever the data say.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ._http.errors import Missing, Refused, WebexError
from ._nouns.precheck import Verdict

READY, ATTENTION, WOULD_FAIL = "ready", "attention", "would_fail"
VERDICTS = (READY, ATTENTION, WOULD_FAIL)
CUSTOMER, USER = "customer", "user"
OURS, WEBEX = "our rules", "Webex"
IN_USE = "10022"
NO_VERDICT = (401, 403, 408, 423, 429)
"""Statuses with which Webex says nothing about what was asked."""
CONSENT = re.compile(r"consent|free|consumer|migrat", re.IGNORECASE)
APPROVAL = re.compile(r"approv", re.IGNORECASE)
PLACE = re.compile(r"address|country|location|state|province|postal|zip\b|city", re.IGNORECASE)


@dataclass(frozen=True)
class Reason:
    """Why something is not simply ready, who says so, and what to do next."""

    verdict: str
    says: str
    why: str
    next: str

    def shown(self) -> dict[str, str]:
        """Return the reason as the result has it."""
        return asdict(self)


def worst(verdicts: Iterable[str]) -> str:
    """Return the verdict on the whole."""
    return max(verdicts, key=VERDICTS.index, default=READY)


def counted(verdicts: Iterable[str]) -> dict[str, int]:
    """Return how many there are of each verdict."""
    found = list(verdicts)
    return {verdict: found.count(verdict) for verdict in VERDICTS}


def of_data(problem: str) -> Reason:
    """Return what a sentence about the data means, which any run would refuse."""
    return Reason(WOULD_FAIL, OURS, problem.rstrip("."), "Correct it in the inventory, and run the precheck again.")


def of_answer(verdict: Verdict, of: str) -> list[Reason]:
    """Return what Webex remarks about a customer or user that it would accept."""
    reasons = []
    for code, text in verdict.unusual:
        why = f"{text.rstrip('.')} (info code {code})"
        if of == USER and CONSENT.search(text):
            reasons.append(_must_consent(why, WEBEX))
        elif APPROVAL.search(text):
            reasons.append(_must_approve(why))
        else:
            hint = "Webex would accept it. Its info codes are not published (A115): read what it says, then decide."
            reasons.append(Reason(ATTENTION, WEBEX, why, hint))
    return reasons


def of_error(error: Exception, of: str, *, exists: bool = False) -> Reason:
    """Return what a refusal means, of ours or of Webex; what is asked of an object that ``exists`` is only advice."""
    if isinstance(error, Missing):
        needed = [f"{option}, {why.removeprefix('is ')}" for option, why in error.lacking]
        hint = "Add it before the onboarding. Webex was asked about the rest."
        if "calling_location" in dict(error.lacking):
            hint += " It judges packages with calling only with such a location, so that it was not asked about them."
        return Reason(ATTENTION, OURS, f"Not in the inventory yet: {'; '.join(needed)}", hint)
    if not isinstance(error, WebexError):
        return of_data(str(error))
    why = f"{error.message.rstrip('. ')}{_facts(error)}"
    if error.status is None or error.status >= 500 or error.status in NO_VERDICT:
        return Reason(ATTENTION, WEBEX, f"Webex gave no verdict: {why}", error.hint or "Run the precheck again.")
    if error.code == IN_USE and of == USER:
        return Reason(
            ATTENTION, WEBEX, f"The user belongs to another organization or customer: {why}",
            "Agree with the user, and with who manages that organization, to have the account removed there before;"
            " or give another e-mail address.",
        )  # fmt: skip
    if error.code == IN_USE:
        return Reason(
            ATTENTION, WEBEX, f"The primary e-mail belongs to an existing Webex organization or customer: {why}",
            "Ask the customer whether it has Webex already. If so attach its organization with org_id; or give another"
            " primary_email.",
        )  # fmt: skip
    if APPROVAL.search(error.message):
        return _must_approve(why)
    if exists:
        text = f"Webex's precheck of the update says: {why}"
        return Reason(ATTENTION, WEBEX, text, "How it judges what exists already is not documented: it is only advice.")
    return Reason(WOULD_FAIL, WEBEX, f"Webex refuses it: {why}", error.hint or "Correct what Webex names.")


def of_plan(error: Exception, of: str) -> Reason:
    """Return what an error of the plan means: one that no request has led to follows from another object's."""
    follows = isinstance(error, WebexError) and error.status is None and error.request is None
    return of_data(str(error)) if follows else of_error(error, of)


def attached() -> Reason:
    """Return that an existing organization is to become a customer."""
    return Reason(
        ATTENTION, OURS, "An existing organization is attached (org_id)",
        "Agree with its administrator before. From 100 users on, or with a verified or claimed domain, they must"
        " approve; else it is attached without a word to anybody. The template must allow admin-invite e-mails.",
    )  # fmt: skip


def no_template(name: str) -> Reason:
    """Return that the onboarding template is not there yet."""
    return Reason(
        ATTENTION, OURS, f"There is no onboarding template {name} yet: Webex was asked without it",
        "Create it, as webex.wholesale.onboard does with those of onboarding_templates; or correct the name.",
    )  # fmt: skip


def pending() -> Reason:
    """Return that a user who is there must still agree."""
    return _must_consent("The user has a free account, and has not agreed yet to move it", WEBEX)


def in_trouble(words: str) -> Reason:
    """Return that Webex is not content with, or not done with, a customer that it has."""
    return Reason(ATTENTION, WEBEX, words, "See webex.wholesale.onboard: a run tries again what failed.")


def unreadable(problem: str) -> Reason:
    """Return that it could not be looked at what a customer has."""
    return Reason(ATTENTION, WEBEX, f"It could not be looked at: {problem.rstrip('.')}", "Run the precheck again.")


def not_asked(why: str) -> Reason:
    """Return that Webex was not asked for a user."""
    return Reason(ATTENTION, OURS, f"Webex was not asked: {why}", "Correct that first, and run the precheck again.")


def location(
    entry: Mapping[str, Any], place: Mapping[str, Any], answer: str, today: datetime.date
) -> tuple[dict[str, Any], list[Reason]]:
    """Return the line that stands for Partner Hub's tick box "the location is supported", and what is wrong with it."""
    who, when, wrong = " ".join(str(entry.get("location_confirmed_by") or "").split()), "", []
    if given := entry.get("location_confirmed_on"):
        try:
            date = given if isinstance(given, datetime.date) else datetime.datetime.strptime(str(given), "%Y-%m-%d")
            date = date.date() if isinstance(date, datetime.datetime) else date
            when = date.isoformat()
            if date > today:
                wrong.append(f"location_confirmed_on: {when} is still to come")
        except ValueError:
            wrong.append(f"location_confirmed_on: {given} is no date; write it as in 2026-11-25")
        if not who:
            wrong.append("location_confirmed_by: is missing; location_confirmed_on says only when")
    names = ("address_line1", "address_line2", "city", "state_or_province", "zip_or_postal_code", "country")
    where = ", ".join(str(place[name]) for name in names if place.get(name))
    confirmed = f"confirmed by {who}{f' on {when}' if when else ''}" if who else "nobody has confirmed it"
    line = {
        "address": where,
        "country": str(place.get("country") or ""),
        "confirmed_by": who,
        "confirmed_on": when,
        "webex": answer,
        "line": f"{where or 'no address yet'}: {confirmed}; {answer}",
    }
    hint = "Correct it; it is the answer to the tick box in Partner Hub."
    return line, [Reason(ATTENTION, OURS, each, hint) for each in wrong]


def about_the_place(error: Exception | None, *, asked: bool, exists: bool) -> str:
    """Return what Webex has said of the address, from what became of the customer."""
    if isinstance(error, WebexError) and asked and not exists:
        if PLACE.search(error.message):
            return f"Webex refuses it: {error.message.rstrip('. ')}"
        return "Webex stopped at something else, and has not judged it"
    if isinstance(error, Refused) and ".address." in f"{error.option}." and "Webex" in error.message:
        return f"Webex refuses it: {error.message.rstrip('. ')}"
    if exists:
        return "the customer exists with it"
    return "Webex accepts it" if asked else "Webex was not asked"


def _facts(error: WebexError) -> str:
    named = (("HTTP ", error.status), ("code ", error.code), ("trackingId ", error.tracking_id))
    known = [f"{name}{value}" for name, value in named if value]
    return f" ({', '.join(known)})" if known else ""


def _must_consent(why: str, says: str) -> Reason:
    return Reason(
        ATTENTION, says, why,
        "The user must agree to move the account: set send_consent_email, and tell the user that Webex will ask.",
    )  # fmt: skip


def _must_approve(why: str) -> Reason:
    return Reason(
        ATTENTION, WEBEX, f"The existing organization's administrator must approve: {why}",
        "Ask the customer's administrator to approve before the onboarding.",
    )  # fmt: skip
