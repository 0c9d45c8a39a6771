# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be told of all that was seen, without asking for more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ansible_collections.webex.wholesale.plugins.module_utils._http import ids

from hacking.live.beliefs import Finding, Stage, belief, holds, unseen
from hacking.live.record import Seen
from hacking.live.site import CALLING, Site

LOCATION = f"{CALLING}/locations/[^/]+"
CUSTOMERS = "/wholesale/customers(/[^/]+)?"
E164 = re.compile(r"\+[1-9]\d{5,14}")


def _customers(site: Site) -> Iterator[dict[str, Any]]:
    for seen in site.record.find("GET", CUSTOMERS):
        yield from seen.items() or ([seen.body] if isinstance(seen.body, dict) and "status" in seen.body else [])


def _later(site: Site, first: Seen) -> Iterator[Seen]:
    """Yield what was read at the path of a write after it."""
    for seen in site.record.find("GET", re.escape(first.path)):
        if seen.good and seen.entry["at"] > first.entry["at"]:
            yield seen


@belief("A1", Stage.AFTER)
def prechecks(site: Site) -> Finding:
    found = [seen for seen in site.record.find("POST", ".*/validate") if seen.good]
    if not found:
        return unseen("Nothing was prechecked.")
    lists = sum(isinstance(seen.body.get("info"), list) for seen in found)
    return holds(lists == len(found), f"In {lists} of {len(found)} prechecks that went well info is a list.")


@belief("A3", Stage.AFTER)
def settings_that_nobody_has_set(site: Site) -> Finding:
    found = [
        seen.body for seen in site.record.find("GET", LOCATION) if seen.good and not seen.body.get("routingPrefix")
    ]
    if not found:
        return unseen("No location without a routing prefix was read.")
    prefix = sum(each.get("routingPrefix") == "" for each in found)
    connection = sum("connection" in each and not each["connection"] for each in found)
    number = sum("phoneNumber" not in each.get("callingLineId", {}) for each in found)
    return holds(
        prefix == len(found) and not connection and not number,
        f"Of {len(found)} locations {prefix} have an empty routingPrefix, {connection} an empty connection, "
        f"{number} no phoneNumber.",
    )


@belief("A6", Stage.AFTER)
def people_replaced(site: Site) -> Finding:
    found = [seen for seen in site.record.find("PUT", "/people/[^/]+") if seen.good]
    if not found:
        return unseen("No person was changed.")
    return holds(
        all(seen.status == 200 and "id" in seen.body for seen in found),
        f"PUT was answered {', '.join(sorted({str(seen.status) for seen in found}))}.",
    )


@belief("A11", Stage.AFTER)
def customer_and_organization(site: Site) -> Finding:
    pairs = [(each["id"], each["orgId"]) for each in _customers(site) if each.get("orgId") and each.get("id")]
    if not pairs:
        return unseen("No customer with an organization was read.")
    same = sum(ids.same(one, other) for one, other in pairs)
    return holds(not same, f"Of {len(pairs)} customers {same} have the UUID of their organization.")


@belief("A13", Stage.AFTER)
def refused_prechecks(site: Site) -> Finding:
    found = {seen.status for seen in site.record.find("POST", ".*/validate") if not seen.good}
    if not found:
        return unseen("No precheck was refused.")
    return holds(
        found <= {400, 409}, f"Refused with {', '.join(map(str, sorted(found)))}; a read-only token was not tried."
    )


@belief("A14", Stage.AFTER)
def throttled(site: Site) -> Finding:
    found = [seen for seen in list(site.record.all) if seen.status == 429]
    if not found:
        return unseen("Webex has not limited the rate of requests.")
    told = sum(bool(seen.entry["retry_after"]) for seen in found)
    return holds(told == len(found), f"{len(found)} answers 429, {told} with Retry-After.")


@belief("A27", Stage.AFTER)
def organization_of_a_busy_customer(site: Site) -> Finding:
    busy = [each for each in _customers(site) if each["status"] in ("provisioning", "updating", "deleting")]
    if not busy:
        return unseen("No customer was seen while it was busy.")
    early = sum("orgId" in each for each in busy)
    done = sum("orgId" not in each for each in _customers(site) if each["status"] == "provisioned")
    return holds(
        not early and not done, f"With an organization while busy: {early} of {len(busy)}; provisioned without: {done}."
    )


@belief("A32", Stage.AFTER)
def customers_on_a_page(site: Site) -> Finding:
    linked = [
        seen
        for seen in site.record.find("GET", "/wholesale/customers")
        if seen.entry["next"] and "max" not in seen.query
    ]
    if not linked:
        return unseen("The account has no more customers than a page shows.")
    sizes = sorted({len(seen.items()) for seen in linked})
    return holds(sizes == [100], f"Customers on a page without max: {', '.join(map(str, sizes))}.")


@belief("A55", Stage.AFTER)
def form_of_numbers(site: Site) -> Finding:
    found = [
        str(number.get("value"))
        for seen in site.record.find("GET", "/people(/[^/]+)?")
        if seen.query.get("callingData") == "true"
        for person in seen.items() or [seen.body]
        for number in person.get("phoneNumbers") or []
        if number.get("type") == "work"
    ]
    if not found:
        return unseen("Nobody with a work number was read.")
    good = sum(bool(E164.fullmatch(each)) for each in found)
    return holds(good == len(found), f"{good} of {len(found)} work numbers are in E.164 form.")


@belief("A56", Stage.AFTER)
def numbers_first(site: Site) -> Finding:
    lists = [
        ["phoneNumber" in each for each in seen.items("phoneNumbers")]
        for seen in site.record.find("GET", f"{CALLING}/numbers")
    ]
    mixed = [each for each in lists if len(set(each)) == 2]
    if not mixed:
        return unseen("No list had numbers and extensions.")
    good = sum(each == sorted(each, reverse=True) for each in mixed)
    return holds(good == len(mixed), f"In {good} of {len(mixed)} lists numbers come before extensions.")


@belief("A61", Stage.AFTER)
def unread_organizations(site: Site) -> Finding:
    found = [seen for seen in list(site.record.all) if seen.status == 403 and "orgId" in seen.query]
    well = [
        seen
        for seen in found
        if any(
            each.good and each.entry["at"] > seen.entry["at"] and each.query.get("orgId") == seen.query["orgId"]
            for each in site.record.find(seen.method, re.escape(seen.path))
        )
    ]
    if not well:
        return unseen("Nothing was refused that went well after the organization had been read.")
    return holds(True, f"{len(well)} requests were refused with 403 and went well later.")


@belief("A66", Stage.AFTER)
def announcement_language(site: Site) -> Finding:
    pairs = [
        (put.asked["announcementLanguage"], get.body.get("announcementLanguage"))
        for put in site.record.find("PUT", LOCATION)
        if put.good and isinstance(put.asked, dict) and "announcementLanguage" in put.asked
        for get in _later(site, put)
    ]
    nulls = sum(
        seen.body.get("announcementLanguage") is None for seen in site.record.find("GET", LOCATION) if seen.good
    )
    if nulls:
        return holds(False, f"{nulls} times a location was read it was null.")
    if not pairs:
        return unseen("It was set nowhere, and null nowhere.")
    same = sum(str(wanted).lower() == str(shown).lower() for wanted, shown in pairs)
    return holds(same == len(pairs), f"{same} of {len(pairs)} times it was shown as it was set.")


@belief("A74", Stage.AFTER)
def conflicts(site: Site) -> Finding:
    found = {what: seen for what, seen in site.conflicts.items() if seen.status == 409}
    if not found:
        return unseen("Nothing was refused with 409 that is in use.")
    right = all((seen.codes == {"10022"}) == (what == "an e-mail in use") for what, seen in found.items())
    return holds(right, "; ".join(f"{what}: {seen}" for what, seen in found.items()) + ".")


@belief("A82", Stage.AFTER)
def numbers_added(site: Site) -> Finding:
    path = f"{LOCATION}/numbers"
    added = [seen for seen in site.record.find("POST", path, own=False) if seen.status == 201]
    wanted = {number for seen in added for number in seen.asked["phoneNumbers"]}
    shown = {
        each.get("phoneNumber")
        for seen in site.record.find("GET", f"{CALLING}/numbers")
        if added and seen.entry["at"] > added[-1].entry["at"]
        for each in seen.items("phoneNumbers")
    }
    if not wanted or not shown:
        return unseen("No numbers were added.")
    return holds(wanted <= shown, f"{len(wanted & shown)} of {len(wanted)} numbers that were added are listed.")


@belief("A94", Stage.AFTER)
def notes(site: Site) -> Finding:
    puts = [
        seen
        for seen in site.record.find("PUT", "/locations/[^/]+")
        if isinstance(seen.asked, dict) and "notes" in seen.asked
    ]
    if not puts:
        return unseen("No notes were written.")
    if not puts[-1].good:
        return holds(False, f"PUT with notes: {puts[-1]}.")
    key = puts[-1].path.rpartition("/")[2]
    shown = [
        each.get("notes") == puts[-1].asked["notes"]
        for seen in site.record.find("GET", "/locations(/[^/]+)?")
        if seen.entry["at"] > puts[-1].entry["at"]
        for each in seen.items() or [seen.body]
        if ids.same(each.get("id"), key)
    ]
    if not shown:
        return unseen("The location was not read again.")
    return holds(shown[-1], f"PUT with notes: {puts[-1]}; they are {'' if shown[-1] else 'not '}shown; no coordinates.")


@belief("A111", Stage.AFTER)
def sub_partners(site: Site) -> Finding:
    found = [seen for seen in site.record.find("GET", "/wholesale/subPartners") if seen.good]
    if not found:
        return unseen("The sub-partners were not read.")
    under = {name for seen in found for name in ("items", "subPartners") if name in seen.body}
    return holds(under == {"items"}, f"Under {' and '.join(sorted(under)) or 'neither name'}.")


@belief("A147", Stage.AFTER)
def phones(site: Site) -> Finding:
    kinds = [
        each.get("type")
        for seen in site.record.find("GET", "/devices")
        for each in seen.items()
        if "callingDeviceId" in each
    ]
    if not kinds:
        return unseen("No device with calling was read.")
    good = sum(kind in ("phone", None) for kind in kinds)
    return holds(
        good == len(kinds), f"{good} of {len(kinds)} times a device with calling was of type phone, or of none."
    )
