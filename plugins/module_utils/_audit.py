# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An audit: the plan of many customers that nobody applies, what Webex has besides, and how things stand there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from . import _findings
from ._engine.item import Item, counted
from ._engine.run import Run
from ._fleet import Fleet
from ._http.errors import Refused, WebexError, understood
from ._nouns.customer.organization import use_of_limits
from ._nouns.customer.standing import standing
from ._nouns.listing import unlisted_customers, unlisted_objects
from ._nouns.unreachable import without_callback
from ._wanted import Wanted

T = TypeVar("T")


def audit(fleet: Fleet, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return what differs, what has failed or waits at Webex, whom nobody could call back, and what nobody lists.

    Writes nothing.
    """
    wanted = fleet.planned(options)
    unlisted = _unlisted(fleet, wanted, whole=options["unlisted_customers"]) if options["unlisted"] else None
    silent = _of_each(fleet, wanted, without_callback) if options["emergency_callback"] else None
    if options["precheck"]:
        fleet.plan.foretell()
    found = [_told(fleet, each, options["limit_warning"]) for each in wanted]
    if silent is not None:
        found = [{**told, "without_callback": silent.get(each, [])} for each, told in zip(wanted, found, strict=True)]
    totals = _findings.totals(found, unlisted)
    result: dict[str, Any] = {
        "changed": False,
        "customers": found,
        "counts": counted(each["action"] for each in found),
        "totals": totals,
        "verdict": _findings.verdict(totals),
        "findings": _findings.findings(found, unlisted),
    }
    if unlisted is not None:
        result["unlisted"] = unlisted
    return {**result, "calls": fleet.client.calls}


def _told(fleet: Fleet, wanted: Wanted, warning: int) -> dict[str, Any]:
    """Return what is told of a customer; what has been read says how things stand, also where nothing differs."""
    told = {**fleet.told(wanted), "failing": [], "waiting": [], "package_use": []}
    told["differences"] = _findings.differences(told["diff"], missing=told["action"] == "created")
    customer = wanted.customer
    if customer is None or customer.change.observed is None:
        return told
    try:
        with understood():
            told["failing"], told["waiting"] = standing(wanted.scope.run, customer.change.observed)
            limits = use_of_limits(wanted.scope.run, customer.change)
    except WebexError as error:
        told |= {"action": "failed", "in_sync": False, "problems": [*told["problems"], str(error)]}
        return told
    moves = [item.change.changes.get("package", (None, None)) for item in wanted.users if not item.error]
    return {**told, "package_use": _findings.use_of_packages(limits, moves, warning)}


def _unlisted(fleet: Fleet, wanted: Sequence[Wanted], *, whole: bool) -> dict[str, Any]:
    """Return what Webex has and nobody lists: customers, and of each customer locations, users and numbers."""
    found = _of_each(fleet, wanted, unlisted_objects)
    keys = {each.key for each in wanted}
    scopes = dict.fromkeys(each.scope for each in wanted if each.sound) or [fleet.own]
    return {
        "customers": sorted(key for each in scopes for key in unlisted_customers(each.run, keys)) if whole else [],
        "of_customers": dict(sorted((each.name, rest) for each, rest in found.items() if rest)),
    }


def _of_each(
    fleet: Fleet, wanted: Sequence[Wanted], look: Callable[[Run, str, Iterable[Item[Any]]], T]
) -> dict[Wanted, T]:
    """Return what is found at each customer that is there to stay; what Webex answers wrongly stays with it."""
    found: dict[Wanted, T] = {}

    def note(each: Wanted) -> None:
        try:
            with understood():
                found[each] = look(each.scope.run, each.key, each.items)
        except (Refused, WebexError) as error:
            each.fail(error)

    there = [each for each in wanted if not each.problems and each.customer and each.customer.change.observed]
    there = [each for each in there if each.customer and not each.customer.absent]
    fleet.run.snapshot.together(*(partial(note, each) for each in there))
    return found
