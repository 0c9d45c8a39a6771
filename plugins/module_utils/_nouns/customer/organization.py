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
from ..._http.errors import WebexError
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
    units: dict[str, int] = {}
    for each in run.snapshot.all(LICENSES, orgId=org_id):
        total, used = each.get("totalUnits"), each.get("consumedUnits")
        if isinstance(total, int) and not (spare and isinstance(used, int) and used >= total):
            units[ids.key(str(each.get("id")))] = total
    found = {}
    for package in package_status:
        keys = [ids.key(str(each)) for each in package.get("licenseIds") or []]
        if totals := [units[each] for each in keys if each in units]:
            found[str(package.get("name"))] = min(totals)
    return found


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
