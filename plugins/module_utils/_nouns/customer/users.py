# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The users who are in the way of a customer's removal, or of a package's: no document says what Webex does then."""

from __future__ import annotations

from collections.abc import Collection

from ..._engine.change import Change
from ..._engine.item import named
from ..._engine.run import Run
from ..._http.errors import WebexError, doubt
from ..address import UNSCOPED
from ..collections import SUBSCRIBERS
from ..owners import on_behalf
from ..user.model import package_of
from .model import Customer


def warn_of_users(run: Run, change: Change[Customer], leaving: Collection[str]) -> None:
    """Tell of users who are believed to be in the way; those of ``leaving`` are not when the customer's turn comes."""
    if change.kind not in ("remove", "update") or not change.existing.id:
        return
    going = set(change.existing.packages or ()) - set(change.after("packages") or ())
    if change.kind == "update" and not (change.touches("packages") and going):
        return
    try:
        answers = run.snapshot.all(SUBSCRIBERS, customerId=change.existing.id, **on_behalf(run))
    except WebexError as error:
        if error.status not in UNSCOPED:
            raise
        return  # Webex decides
    users: dict[str, list[str]] = {}
    for answer in answers:
        email = str(answer.get("email")).lower()
        if email not in leaving:
            users.setdefault(package_of(answer) or "", []).append(email)
    where = f"customer {change.existing.external_id}"
    if change.kind == "remove":
        if everybody := sorted(email for emails in users.values() for email in emails):
            run.warn(doubt("A26", f"{where}: state: it still has users, remove them first: {named(everybody)}"))
        return
    for package in sorted(going & users.keys()):
        text = f"{where}: packages: {package} is to go, but users have it, give them another one first"
        run.warn(doubt("A25", f"{text}: {named(sorted(users[package]))}"))
