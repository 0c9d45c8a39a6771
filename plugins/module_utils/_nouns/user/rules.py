# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What Wholesale wants of users: a line for calling, and administrators with the founder's package.

Sources: Webex for Wholesale API, "Provision a Wholesale Subscriber"; Cisco's help pages for what is only believed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..._engine.change import Change
from ..._engine.run import Run
from ..._engine.steps import Claim, Thing
from ..._http.errors import Refused, doubt
from .. import packages
from ..collections import SUBSCRIBERS
from ..owners import Owner, on_behalf
from .model import FULL_ADMINISTRATOR, User, package_of
from .person import role_ids, wants_full_administrator

FIRST = "first user"


class Rules:
    """Checks packages and roles, and knows who is to be the first user of an organization."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._leaders: dict[str, User] = {}

    def check_package(self, change: Change[User], package: str, owner: Owner) -> None:
        """Refuse calling without a line, and warn of a package that the customer does not have.

        Source: Webex for Wholesale API, "Provision a Wholesale Subscriber".
        """
        coming = self.run.coming.get(owner.reference)
        offered = coming.change.after("packages") if coming else (owner.answer or {}).get("packages")
        email = change.desired.email
        if offered is not None and package not in offered:
            names = ", ".join(map(str, offered))
            remedy = f"if Webex refuses it, add {package} to the packages of the customer"
            text = f"user {email}: package: the customer has no package {package}, only {names}; {remedy}"
            self.run.warn(doubt("A72", text))
        if not packages.with_calling(package):
            return
        problems = []
        if not change.after("phone_number") and not change.after("extension"):
            text = f"{package} includes calling: give phone_number, extension or both"
            problems.append(Refused("phone_number", text))
        if not change.after("location"):
            problems.append(Refused("location", f"is required for {package}, which includes calling"))
        for problem in problems:
            if package in packages.CALLING:
                raise problem
            self.run.warn(doubt("A71", f"user {email}: {problem}"))

    def check_roles(self, change: Change[User], package: str, owner: Owner) -> None:
        """Tell of administrators who are to have another package than the one their organization was created with."""
        if change.touches("roles"):
            role_ids(self.run, change.after("roles") or [])
        before = (change.observed.roles or ()) if change.observed else ()
        after = change.after("roles") or ()
        was, will_be = (wants_full_administrator(self.run, roles) for roles in (before, after))
        if was and change.touches("package"):
            old = str(change.changes["package"][0])
            if packages.RANK.get(package, 0) < packages.RANK.get(old, 0):
                text = f"package: {change.desired.email} is {FULL_ADMINISTRATOR}: {old} cannot become {package}"
                self.run.warn(doubt("A70", text))
        if was and not will_be:
            self.run.warn(f"{change.desired.email} will not be {FULL_ADMINISTRATOR} any more: leave the customer one")
        if will_be and (founding := self._founding_package(owner)) and package != founding:
            text = f"package: {change.desired.email} is to be {FULL_ADMINISTRATOR}, who must have the package"
            self.run.warn(doubt("A39", f"{text} the organization was created with, {founding}, not {package}"))

    def note_leader(self, key: str, mine: Sequence[User]) -> None:
        """Remember who is to be the first user of a new organization, whom Webex makes an administrator.

        So that this is not left to chance, it is the first who shall be one, or else the first listed.
        """
        if mine and key not in self._leaders:
            admins = (user for user in mine if user.roles and wants_full_administrator(self.run, user.roles))
            self._leaders[key] = next(admins, mine[0])

    def first(self, owner: Owner, email: str) -> tuple[list[Claim], list[Thing]]:
        """Return what a new user claims and frees, so that the one who shall be first is created before all others."""
        leader = self._leaders.get(owner.key)
        if leader is None:
            return [], []
        thing = (FIRST, owner.key, str(leader.email))
        if leader.email == email:
            return [], [thing]
        admin = wants_full_administrator(self.run, leader.roles or ())
        text = (
            f"not tried, as {leader.email} failed, and Webex would make another first user the administrator; "
            "run again when the cause of that is removed"
        )
        return [Claim(thing, Refused("state", text) if admin else None, shared=True, needed=admin)], []

    def _founding_package(self, owner: Owner) -> str | None:
        """Return the package of the first user, whom Webex made administrator; None when there is no user yet."""
        if owner.key in self._leaders:
            return self._leaders[owner.key].package
        if not owner.there:
            return None
        scope = scope_of(self.run, owner)
        if self.run.snapshot.whole(SUBSCRIBERS, **scope):
            answers = self.run.snapshot.all(SUBSCRIBERS, **scope)
        else:
            query = {"sortBy": "created", "sortOrder": "ASC", "max": 1, **scope}
            answers = (self.run.snapshot.thing(SUBSCRIBERS.path, **query) or {}).get("items") or []
        first = min(answers, key=lambda answer: str(answer.get("created")), default=None)
        return package_of(first) if first else None


def scope_of(run: Run, owner: Owner) -> dict[str, Any]:
    """Return what reads the subscribers of a customer."""
    return {"customerId": str(owner.id), **on_behalf(run)}
