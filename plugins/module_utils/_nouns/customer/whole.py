# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""All that Webex keeps of a customer, for those who want to know what there is, rather than whether it differs."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from ..._engine.run import Run
from ..._engine.snapshot import Answer
from ..._http.errors import WebexError
from ..address import UNSCOPED
from ..collections import LICENSES
from .api import Customers
from .edges import EDGES
from .model import LIMITED, Customer
from .organization import limits

UNLIMITED = 100_000
"""From how many units on a license is not taken for limited: no document says how one without a limit shows (A130)."""
COSTLY = ("package_limits", *EDGES)
"""Fields that cost requests of their own, for each customer."""


def completed(customers: Customers, customer: Customer, names: Collection[str]) -> Customer:
    """Return a customer with these of the costly fields; a warning says where the token may not read one."""
    run, org_id = customers.run, customer.org_id
    found: dict[str, Any] = {}
    if not org_id:
        return customer
    for name in COSTLY:
        if name not in names:
            continue
        try:
            if name in EDGES:
                found |= customers.edges.read(org_id, Customer(**{name: None}))
            else:
                ask = partial(customers.progress.get, str(customer.id), includePackageLicenseInfo=True)
                found[name] = _limits(run, org_id, customer, ask)
        except WebexError as error:
            if error.status not in UNSCOPED:
                raise
            text = f"{name} is not exported, as the token may not read it: {error.message}"
            run.snapshot.kept(("warned", name), partial(run.warn, text))
    return Customer.observed(**{**customer.known(), **found})


def _limits(run: Run, org_id: str, customer: Customer, ask: Callable[[], Answer | None]) -> dict[str, int]:
    """Return the limits that a customer seems to have. Where all units are used, the number may be a mere count.

    ``ask`` reads which licenses are a package's: that is asked only where some license may be limited.
    """
    packages = set(customer.packages or ()) & set(LIMITED)
    if not packages or not any(_limited(each.get("totalUnits")) for each in run.snapshot.all(LICENSES, orgId=org_id)):
        return {}
    details = ((ask() or {}).get("resourceDetails") or {}).get("packages") or []
    mine = [each for each in details if isinstance(each, dict) and each.get("name") in packages]
    found = limits(run, org_id, mine, spare=True)
    return {package: found[package] for package in sorted(found) if _limited(found[package])}


def _limited(units: object) -> bool:
    return isinstance(units, int) and 0 <= units < UNLIMITED
