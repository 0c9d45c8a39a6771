# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Before a contract is signed: would these customers and users provision? Our own rules first, then Webex's verdict.

The plan is that of an onboarding, which nobody applies. What it refuses, Webex need not be asked for; all else it
is asked for by its prechecks, which change nothing.
"""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from . import _verdicts
from ._engine.item import Item
from ._engine.run import SIGN
from ._fleet import Fleet
from ._http.errors import Missing, Refused, WebexError, understood
from ._nouns.customer.model import Customer
from ._nouns.customer.progress import FAILED, UNSETTLED, in_words
from ._nouns.precheck import Verdict
from ._nouns.user import subscription
from ._nouns.user.api import Users
from ._verdicts import CUSTOMER, USER, VERDICTS, Reason, worst
from ._wanted import Scope, Wanted

OF_A_USER = re.compile(r"\bwholesale_users\[(\d+)\]")


class Precheck(Fleet):
    """The customers of a task, on which a verdict is wanted."""

    def judge(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """Return a verdict on each customer and each user, and why. Writes nothing."""
        self.run.check_mode = True
        self._own: dict[Item[Any], Exception | None] = {}
        self._answers: dict[Item[Any], Verdict | None] = {}
        self._refusals: dict[Item[Any], Exception] = {}
        wanted = self.take(options)
        problems = [_set_aside(each) for each in wanted]
        self._read(wanted)
        _refuse_blindness(wanted)
        self._ask(wanted)
        judged = [self._judged(*each) for each in zip(wanted, options["customers"], problems, strict=True)]
        return {
            "changed": False,
            "customers": judged,
            "counts": _verdicts.counted(each["verdict"] for each in judged),
            "user_counts": _verdicts.counted(row["verdict"] for each in judged for row in each["wholesale_users"]),
            "calls": self.client.calls,
        }

    def _link(self, wanted: Iterable[Wanted]) -> None:
        """Note what is wrong with each object itself, before one fails for the lack of another."""
        listed = list(wanted)
        self._own |= {item: item.error for each in listed for item in each.items}
        super()._link(listed)

    def _ask(self, wanted: Sequence[Wanted]) -> None:
        """Ask Webex for its verdict on all that is to be provisioned, several side by side."""
        asks: list[Callable[[], None]] = []
        for each in wanted:
            customer = each.customer
            if customer is None or customer.absent or each.problems:
                continue
            if customer.change.changed and _askable(customer.error):
                asks.append(partial(self._note, customer, partial(each.scope.customers.precheck, customer)))
            asks += [
                partial(self._note, user, partial(_precheck_user, each.scope, customer, user))
                for user in each.users
                if not user.absent and user.change.kind == "create" and _askable(self._error(each, user))
            ]
        self._done, self._total = 0, len(asks)
        self.snapshot.together(*asks)

    def _note(self, item: Item[Any], ask: Callable[[], Verdict | None]) -> None:
        """Note what Webex says to one object."""
        try:
            with understood():
                self._answers[item] = ask()
        except (Refused, WebexError) as error:
            self._refusals[item] = error
        with self._lock:
            self._done += 1
            if time.monotonic() - self._sign >= SIGN:
                self._sign = time.monotonic()
                self.run.progress(f"asked Webex for {self._done} of {self._total} customers and users")

    def _error(self, wanted: Wanted, item: Item[Any]) -> Exception | None:
        """Return what is wrong with an object itself, and not only because its customer is not complete or sound."""
        if wanted.problems:
            return None  # told of the customer
        customer = wanted.customer
        return self._own.get(item) if customer and customer.error else item.error

    def _judged(self, wanted: Wanted, entry: Mapping[str, Any], problems: list[str]) -> dict[str, Any]:
        """Return the verdict on a customer with all it has."""
        of_users, others = _split(problems)
        customer, line = self._customer(wanted, entry, others, bool(of_users))
        gone = wanted.customer is not None and wanted.customer.absent
        users = [] if gone else self._users(wanted, entry, of_users)
        locations = [self._row(wanted, item, CUSTOMER, name=item.key) for item in ([] if gone else wanted.locations)]
        return {
            "name": wanted.name,
            "external_id": wanted.key,
            "sub_partner": wanted.scope.run.sub_partner,
            "verdict": worst(each["verdict"] for each in (customer, *locations, *users)),
            "findings": list(_findings(("", customer), ("location", locations), ("user", users))),
            "wholesale_customer": customer,
            "location": line,
            "locations": locations,
            "wholesale_users": users,
        }

    def _customer(
        self, wanted: Wanted, entry: Mapping[str, Any], problems: list[str], users_wrong: bool
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the verdict on the customer itself, and the line on its location."""
        item = wanted.customer
        reasons = [_verdicts.of_data(each) for each in problems]
        if users_wrong:
            text = "The data of some users are wrong, and nothing is onboarded until they are right"
            reasons.append(_verdicts.of_data(text))
        # A sub-partner that cannot be acted for is refused, whatever the data say.
        refused = item is not None and isinstance(item.error, Refused)
        reasons += [(_verdicts.of_data if refused else _verdicts.unreadable)(each) for each in wanted.problems]
        error = None if item is None else item.error or self._refusals.get(item)
        observed = item.change.observed if item else None
        if item is not None and not item.absent:
            desired = item.desired
            if item.change.kind == "create" and desired.org_id:
                reasons.append(_verdicts.attached())
            complete = item.change.kind == "create" and not item.error
            template = desired.template if complete and not wanted.scope.customers.provisioning_id(item) else None
            if template and template not in self.run.templates:
                reasons.append(_verdicts.no_template(template))
            if observed and observed.status in FAILED:
                reasons.append(_verdicts.in_trouble(in_words(observed)))
            elif observed and observed.status in UNSETTLED:
                reasons.append(_verdicts.in_trouble(f"Webex is still working on it: its status is {observed.status}"))
        asked = item in self._answers or item in self._refusals
        answer = _verdicts.about_the_place(error, asked=asked, exists=observed is not None)
        line, wrong = _verdicts.location(entry, _place(item, entry), answer, datetime.datetime.now().date())
        if item is not None and item.absent:
            line, wrong = {}, []
        return self._row(wanted, item, CUSTOMER, [*reasons, *wrong]), line

    def _users(
        self, wanted: Wanted, entry: Mapping[str, Any], problems: Mapping[int, list[str]]
    ) -> list[dict[str, Any]]:
        """Return the verdicts on the users, those whose data are so wrong that they are none among them."""
        items = {item.key: item for item in wanted.users if not item.absent}
        wrong: dict[str, list[Reason]] = {}
        listed = entry.get(Users.plural)
        for index, sentences in problems.items():
            options = listed[index] if isinstance(listed, list) and index < len(listed) else None
            email = options.get("email") if isinstance(options, Mapping) else None
            key = str(email).strip().lower() if email else f"wholesale_users[{index}]"
            wrong.setdefault(key, []).extend(map(_verdicts.of_data, sentences))
        rows = []
        for email in dict.fromkeys([*items, *wrong]):
            item, reasons = items.get(email), wrong.get(email, [])
            if item and not reasons and wanted.customer is None:
                reasons = [_verdicts.not_asked("the data of the customer itself are wrong")]
            if item and wanted.problems:
                reasons = [*reasons, _verdicts.not_asked("it could not be looked at what the customer has")]
            observed = item.change.observed if item else None
            if observed and observed.status == "pending_user_migration":
                reasons = [*reasons, _verdicts.pending()]
            desired = item.desired.known() if item else {}
            shown = {name: desired.get(name) or "" for name in ("first_name", "last_name", "package", "location")}
            rows.append(self._row(wanted, item, USER, reasons, email=email, **shown))
        return rows

    def _row(
        self, wanted: Wanted, item: Item[Any] | None, of: str, reasons: Iterable[Reason] = (), **named: Any
    ) -> dict[str, Any]:
        """Return the verdict on one object."""
        found = list(reasons)
        words = ""
        if item is not None:
            error = self._error(wanted, item)
            if error is not None:
                found.append(_verdicts.of_plan(error, of))
            refused, answer = self._refusals.get(item), self._answers.get(item)
            if refused is not None and _askable(error):
                found.append(_verdicts.of_error(refused, of, exists=item.change.observed is not None))
            if answer is not None:
                found += _verdicts.of_answer(answer, of)
            words = refused.message if isinstance(refused, WebexError) else answer.words if answer else ""
        found = sorted(dict.fromkeys(found), key=lambda each: VERDICTS.index(each.verdict), reverse=True)
        return {
            **named,
            "verdict": worst(each.verdict for each in found),
            "state": _state(item),
            "webex": words,
            "reasons": [each.shown() for each in found],
        }


def _set_aside(wanted: Wanted) -> list[str]:
    """Take from a customer what is wrong with its data: what else would fail is wanted to be known as well."""
    problems, wanted.problems = wanted.problems, []
    for item in wanted.items:
        item.error = None
    return problems


def _refuse_blindness(wanted: Sequence[Wanted]) -> None:
    """Fail as a whole where not even the list of customers can be read."""
    sound = [each.customer for each in wanted if each.customer]
    unseen = [each for each in sound if each.error and each.change.observed is None and not each.change.changed]
    if unseen and len(unseen) == len(sound) and isinstance(unseen[0].error, WebexError):
        raise unseen[0].error


def _precheck_user(scope: Scope, customer: Item[Customer], user: Item[Any]) -> Verdict:
    return subscription.precheck(
        scope.users.lines,
        scope.users.owner(user.desired),
        user.desired,
        provisioning_id=scope.customers.provisioning_id(customer),
        primary_email=customer.desired.primary_email,
    )


def _askable(error: Exception | None) -> bool:
    return error is None or isinstance(error, Missing)


def _split(problems: Iterable[str]) -> tuple[dict[int, list[str]], list[str]]:
    """Return the sentences about users by their place in the list, and all others."""
    of_users: dict[int, list[str]] = {}
    others = []
    for each in problems:
        if found := OF_A_USER.search(each):
            of_users.setdefault(int(found[1]), []).append(each)
        else:
            others.append(each)
    return of_users, others


def _place(item: Item[Customer] | None, entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the address that the services are wanted at: of the head office, or else of the customer."""
    if item is None:
        given = entry.get("wholesale_customer")
        options: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
        office = options.get("calling_location")
        address = (office.get("address") if isinstance(office, Mapping) else None) or options.get("address")
        return address if isinstance(address, Mapping) else {}
    observed = item.change.observed
    office = item.desired.calling_location
    address = (office.address if office else None) or item.desired.address or (observed.address if observed else None)
    return address.given() if address else {}


def _findings(*kinds: tuple[str, Any]) -> Iterator[str]:
    """Yield a sentence for all that speaks against a customer, its locations and its users."""
    for kind, rows in kinds:
        for row in rows if isinstance(rows, list) else [rows]:
            of = f"{kind} {row.get('name') or row.get('email')}: " if kind else ""
            yield from (f"{of}{reason['why']}" for reason in row["reasons"])


def _state(item: Item[Any] | None) -> str:
    if item is None:
        return "unknown"
    if item.absent:
        return "to be removed"
    if item.change.observed is not None:
        return "exists"
    return "new" if item.change.kind == "create" else "unknown"
