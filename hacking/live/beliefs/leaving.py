# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a customer goes."""

from __future__ import annotations

import re

from hacking.live.beliefs import Finding, Stage, belief, holds, unseen
from hacking.live.record import Seen
from hacking.live.site import Site


def _removals(site: Site, path: str) -> list[Seen]:
    return list(site.record.find("DELETE", path, own=False))


@belief("A75", Stage.AFTER)
def customer_removed(site: Site) -> Finding:
    gone = [seen for seen in _removals(site, "/wholesale/customers/[^/]+") if seen.good]
    if not gone:
        return unseen("No customer was removed.")
    after = [
        seen for seen in site.record.find("GET", re.escape(gone[-1].path)) if seen.entry["at"] > gone[-1].entry["at"]
    ]
    if not after:
        return unseen("The customer was not read after it was removed.")
    states = [str(seen.body.get("status")) if seen.good else str(seen.status) for seen in after]
    told = [state if re.fullmatch(r"[a-z_]+|\d+", state) else "another" for state in dict.fromkeys(states)]
    return holds(set(told[:-1]) <= {"deleting"} and told[-1] == "404", f"After DELETE: {', then '.join(told)}.")


@belief("A140", Stage.AFTER)
def order_of_removals(site: Site) -> Finding:
    tried = _removals(site, "/(?!organizations/).*")
    if not tried:
        return unseen("Nothing was removed.")
    # What was refused and went well later is another row's.
    well = {seen.path for seen in tried if seen.good}
    refused = [seen for seen in tried if not seen.good and seen.path not in well]
    return holds(not refused, f"{len(well)} things were removed, {len(refused)} refused, of what this customer had.")


@belief("A144", Stage.AFTER)
def locations_without_calling(site: Site) -> Finding:
    tried = _removals(site, "/locations/[^/]+")
    if not tried:
        return unseen("No location was removed.")
    refused = sum(seen.status == 409 for seen in tried)
    return holds(not refused, f"DELETE of a location was refused with 409 {refused} times of {len(tried)}.")


@belief("A145", Stage.AFTER)
def organization_removed(site: Site) -> Finding:
    tried = _removals(site, "/organizations/[^/]+")
    if not tried:
        return unseen("No organization was to be removed.")
    return holds(tried[-1].good, f"DELETE by the partner: {tried[-1]}.")


@belief("A59", Stage.AFTER)
def organization_is_gone(site: Site) -> Finding:
    gone = [seen for seen in _removals(site, "/organizations/[^/]+") if seen.good]
    if not gone:
        return unseen("No organization was removed.")
    now = site.call.get(gone[-1].path)
    return holds(now.status == 404, f"GET after DELETE: {now}.")
