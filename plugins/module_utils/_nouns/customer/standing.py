# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How things stand at Webex with a customer whom nobody changes: what has failed there, and what waits for somebody.

It is told from what has been read already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..._engine.run import Run
from ..collections import SUBSCRIBERS
from ..owners import on_behalf
from .model import Customer
from .progress import FAILED, UNSETTLED

DONE = "provisioned"
WAITS = {
    "pending_rpl_review": "Cisco reviews the customer",
    "pending_user_migration": "has not agreed to move a free account",
}
"""Statuses that somebody has to do something about."""
Note = dict[str, Any]


def standing(run: Run, customer: Customer) -> tuple[list[Note], list[Note]]:
    """Return what has failed, and what waits: each with object, status, reason, and since when if that is known."""
    failing: list[Note] = []
    waiting: list[Note] = []
    for failed, note in (*_of_customer(customer), *_of_users(run, customer)):
        (failing if failed else waiting).append(note)
    return failing, waiting


def _of_customer(customer: Customer) -> Iterator[tuple[bool, Note]]:
    status, name = str(customer.status), f"customer {customer.external_id}"
    if status in FAILED:
        of_packages = any(package.get("errors") for package in customer.package_status or ())
        reason = "its packages have errors" if of_packages and not customer.errors else _words(customer.errors)
        yield True, _note(name, status, reason)
    elif status != DONE:
        yield False, _note(name, status, WAITS.get(status, "Webex is working on it"))
    for package in customer.package_status or ():
        name, has = f"package {package.get('name')}", str(package.get("status") or DONE)
        if has == "error" or package.get("errors"):
            yield True, _note(name, has, _words(package.get("errors")))
        elif warnings := package.get("warnings"):
            yield False, _note(name, has, _words(warnings))  # Cisco's own example asks to try again later (A125)
        elif has != DONE and status not in UNSETTLED:
            yield False, _note(name, has, "Webex is working on it")


def _of_users(run: Run, customer: Customer) -> Iterator[tuple[bool, Note]]:
    scope = {"customerId": str(customer.id), **on_behalf(run)}
    if not run.snapshot.whole(SUBSCRIBERS, **scope):
        return
    for answer in run.snapshot.all(SUBSCRIBERS, **scope):
        name, status = f"user {str(answer.get('email')).lower()}", str(answer.get("status") or DONE)
        since = str(answer.get("lastStatusChange") or "")
        if errors := answer.get("errors"):
            yield True, _note(name, status, _words(errors), since)
        elif status != DONE:
            yield False, _note(name, status, WAITS.get(status, f"its status is {status}"), since)


def _note(name: str, status: str, reason: str, since: str = "") -> Note:
    return {"object": name, "status": status, "reason": reason, "since": since}


def _words(reports: Iterable[Mapping[str, Any]] | None) -> str:
    words = [f"{each.get('description') or 'no description'} (code {each.get('errorCode')})" for each in reports or ()]
    return "; ".join(words) or "Webex gives no reason"
