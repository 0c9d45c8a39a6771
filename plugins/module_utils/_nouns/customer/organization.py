# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What Webex does not tell of a customer, but of its organization: the name, and the limits of its licenses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..._engine.change import Change
from ..._engine.run import Run
from ..._engine.snapshot import Answer
from ..._http import ids
from ..._http.errors import Refused, WebexError
from ..address import UNSCOPED
from ..collections import CUSTOMERS, LICENSES, ORGANIZATIONS
from .model import LIMITED, Customer


def names_of(run: Run, answers: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the organizations' names by organization id, of those that exist already."""
    wanted = [str(answer["orgId"]) for answer in answers if answer.get("orgId")]
    if len(wanted) > CUSTOMERS.often:
        run.snapshot.all(ORGANIZATIONS)
        found = {org_id: run.snapshot.one(ORGANIZATIONS, org_id) for org_id in wanted}
        return {org_id: str(answer.get("displayName")) for org_id, answer in found.items() if answer}
    answered = {org_id: run.snapshot.thing(f"organizations/{org_id}") for org_id in wanted}
    return {org_id: str((answer or {}).get("displayName", "")) for org_id, answer in answered.items()}


def limits(
    run: Run, org_id: str, package_status: Iterable[Mapping[str, Any]], *, spare: bool = False
) -> dict[str, int]:
    """Return the number of units that each package's licenses have; with ``spare`` only where some are left."""
    found = {}
    for package, licenses in _licenses(run, org_id, package_status).items():
        totals = []
        for each in licenses:
            total, consumed = each.get("totalUnits"), each.get("consumedUnits")
            if isinstance(total, int) and not (spare and isinstance(consumed, int) and consumed >= total):
                totals.append(total)
        if totals:
            found[package] = min(totals)
    return found


def used(run: Run, org_id: str, package_status: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Return how many units of each package's licenses are in use; of several licenses, of the one most used."""
    found = {}
    for package, licenses in _licenses(run, org_id, package_status).items():
        if units := [each["consumedUnits"] for each in licenses if isinstance(each.get("consumedUnits"), int)]:
            found[package] = max(units)
    return found


def _licenses(run: Run, org_id: str, package_status: Iterable[Mapping[str, Any]]) -> dict[str, list[Answer]]:
    """Return the organization's licenses, package by package."""
    licenses = {ids.key(str(each.get("id"))): each for each in run.snapshot.all(LICENSES, orgId=org_id)}
    found = {}
    for package in package_status:
        keys = [ids.key(str(each)) for each in package.get("licenseIds") or []]
        found[str(package.get("name"))] = [licenses[each] for each in keys if each in licenses]
    return found


def use_of_limits(run: Run, change: Change[Customer]) -> list[dict[str, Any]]:
    """Return each limit that is wanted of a customer who is there, with the units in use, where Webex tells them."""
    observed, wanted = change.observed, change.desired.package_limits or {}
    # What was read for the limits that there are tells the use of them as well.
    if observed is None or not observed.org_id or not wanted or "package_limits" not in observed.model_fields_set:
        return []
    in_use = used(run, observed.org_id, observed.package_status or ())
    return [
        {"package": package, "limit": limit, "used": in_use[package]}
        for package, limit in sorted(wanted.items())
        if package in in_use
    ]


def check_limits(run: Run, change: Change[Customer], sent: Iterable[str]) -> None:
    """Refuse an update, of one of the fields ``sent``, with a limit below what is in use.

    What Webex makes of one is not published (A126).
    """
    if not change.touches(*sent):
        return
    too_low = [each for each in use_of_limits(run, change) if each["limit"] < each["used"]]
    if too_low:
        told = ", ".join("{package} is limited to {limit}, and {used} are in use".format(**each) for each in too_low)
        raise Refused("package_limits", f"{told}: raise the limit, or first give users another package")


def kept_limits(run: Run, change: Change[Customer], answer: Answer | None) -> dict[str, int]:
    """Return the limits of the packages that stay: the document wants the parameters with a change of packages.

    Nobody says what becomes of limits that are left out (A23). Where all units are used, the number may be a mere
    count, which must not become a limit.
    """
    observed = change.existing
    try:
        details = ((answer or {}).get("resourceDetails") or {}).get("packages") or []
        stay = {*(observed.packages or ()), *LIMITED} & set(change.after("packages") or ()) & set(LIMITED)
        kept = [each for each in details if isinstance(each, dict) and each.get("name") in stay]
        return limits(run, str(observed.org_id), kept, spare=True) if observed.org_id else {}
    except WebexError as error:
        if error.status not in UNSCOPED:
            raise
        run.warn(f"customer {observed.external_id}: its limits cannot be read, so they are not sent again")
        return {}
