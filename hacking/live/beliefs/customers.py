# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customers: prechecks, packages, limits, and what a customer refuses while it is busy."""

from __future__ import annotations

import base64
import uuid

from ansible_collections.webex.wholesale.plugins.module_utils._http import ids

from hacking.live.beliefs import Finding, Stage, belief, holds, unseen
from hacking.live.plan import FIRST, LIMIT, MEETS
from hacking.live.site import ABROAD, CALLING, Missing, Site

NOBODY = "+33199009998"
"""A number of the range that is kept for fiction."""
TAKEN = "10022"


@belief("A24", Stage.BUSY)
def busy(site: Site) -> Finding:
    made = next(reversed(list(site.record.find("POST", "/wholesale/customers"))))
    path = "/wholesale/customers/" + made.body["url"].rpartition("/")[2]
    state = site.call.get(path).body.get("status")
    seen = site.call("PUT", path, {"packages": site.plan.settings.packages})
    site.conflicts["a busy customer"] = seen
    if state == "provisioned":
        return unseen("The customer was provisioned before it could be changed.")
    return holds(seen.status == 409, f"PUT of a customer that is {state}: {seen}.")


@belief("A35", Stage.BUSY)
def too_soon(site: Site) -> Finding:
    made = next(reversed(list(site.record.find("POST", "/wholesale/customers"))))
    key = made.body["url"].rpartition("/")[2]
    body = {"customerId": key, "email": site.plan.email("early"), "package": "webex_meetings",
            "provisioningParameters": {"firstName": "Early", "lastName": "Live"}}  # fmt: skip
    seen = site.call("POST", "/wholesale/subscribers", body)
    if seen.good and site.call.get(f"/wholesale/customers/{key}").body.get("status") == "provisioned":
        return unseen("The customer was provisioned too soon to tell.")
    return holds(seen.status == 409, f"POST of a subscriber right after the customer: {seen}.")


@belief("A15", Stage.THERE)
def provisioning_id(site: Site) -> Finding:
    seen = site.precheck(provisioningId=base64.urlsafe_b64encode(str(uuid.uuid4()).encode()).decode().rstrip("="))
    return holds(seen.status == 400, f"Precheck with an unknown one: {seen}.")


@belief("A16", Stage.THERE)
def external_id(site: Site) -> Finding:
    seen = site.conflicts["an external ID in use"] = site.precheck(externalId=site.plan.external_id)
    return holds(seen.status == 409, f"Precheck with the one of the customer: {seen}.")


@belief("A17", Stage.THERE)
def primary_email(site: Site) -> Finding:
    taken = {"name": "Webex live precheck", "primaryEmail": site.plan.email(FIRST)}
    seen = site.conflicts["an e-mail in use"] = site.precheck(customerInfo=taken)
    return holds(
        seen.status == 409 and seen.codes == {TAKEN}, f"Precheck with the address of another customer's user: {seen}."
    )


@belief("A19", Stage.THERE)
def missing_field(site: Site) -> Finding:
    seen = site.precheck(address=None)
    named = "fieldName" in seen.entry["answer"]
    return holds(
        seen.status == 400 and "1001" in seen.codes and named,
        f"Precheck without an address: {seen}, the field is {'' if named else 'not '}named.",
    )


@belief("A20", Stage.THERE)
def state_and_code(site: Site) -> Finding:
    seen = site.precheck(address=ABROAD)
    return holds(seen.status == 400, f"Precheck with an address in the US without a state: {seen}.")


@belief("A22", Stage.THERE)
def depends_on(site: Site) -> Finding:
    place = {**site.place, "name": "Precheck"}
    given = {"provisioningParameters": {"calling": {"location": place}}}
    one = site.precheck(packages=["attendant_console", "webex_calling"], **given)
    none = site.precheck(packages=["attendant_console", "webex_meetings"], **given)
    return holds(one.good and none.status == 400, f"Precheck with one of the packages: {one}; with none: {none}.")


@belief("A31", Stage.THERE)
def unknown_organization(site: Site) -> Finding:
    seen = site.precheck(orgId=ids.encode("ORGANIZATION", str(uuid.uuid4())))
    return holds(seen.status == 400, f"Precheck with an unknown one: {seen}; no other kind of it was tried.")


@belief("A116", Stage.THERE)
def organization_of_a_customer(site: Site) -> Finding:
    seen = site.precheck(orgId=site.org)
    return holds(seen.status == 409, f"Precheck with the organization of the customer: {seen}.")


@belief("A36", Stage.THERE)
def one_package(site: Site) -> Finding:
    seen = site.precheck_user(packages=["webex_calling", "webex_meetings"])
    return holds(seen.status == 400, f"Precheck of a user with two: {seen}.")


@belief("A37", Stage.THERE)
def email(site: Site) -> Finding:
    seen = site.precheck_user(email=site.me["emails"][0], package="webex_meetings")
    return holds(
        seen.status == 409 and seen.codes == {TAKEN}, f"Precheck of a user with the address of a partner's: {seen}."
    )


@belief("A72", Stage.THERE)
def package_of_the_customer(site: Site) -> Finding:
    lacks = [each for each in ("webex_suite", "webex_voice", "cx_essentials") if each not in site.customer["packages"]]
    if not lacks:
        raise Missing("the customer has all packages")
    seen = site.precheck_user(package=lacks[0])
    return holds(seen.status == 400, f"Precheck of a user with a package that the customer lacks: {seen}.")


@belief("A117", Stage.THERE)
def numbers_in_prechecks(site: Site) -> Finding:
    def asked(number: str) -> dict[str, str]:
        return {"locationId": site.office, "primaryPhoneNumber": number}

    given = {"package": "webex_calling"}
    free = site.precheck_user(provisioningParameters=asked(site.spare), **given)
    none = site.precheck_user(provisioningParameters=asked(NOBODY), **given)
    return holds(
        free.good and none.good, f"Precheck of a user with a free number: {free}; with an unknown one: {none}."
    )


@belief("A93", Stage.THERE)
def nested(site: Site) -> Finding:
    deep: object = "deep"
    for _level in range(60):
        deep = [deep]
    seen = site.precheck(packages=deep)
    return holds(seen.status == 400, f"Precheck with a body nested 60 deep: {seen}.")


@belief("A65", Stage.THERE)
def ids_of_licenses(site: Site) -> Finding:
    forms = {site.decoded(each["id"]).rpartition("/")[2] for each in site.licenses}
    roots = {form.partition(":")[0] for form in forms}
    return holds(
        all(":" in form for form in forms) and len(roots) == len(forms) > 0,
        f"{len(forms)} licences, {sum(':' in form for form in forms)} with a suffix, {len(roots)} UUIDs.",
    )


@belief("A127", Stage.THERE)
def units_in_use(site: Site) -> Finding:
    used = site.license("webex_meetings")["consumedUnits"]
    users = [each for each in site.plan.host()["wholesale_users"] if each["package"] == "webex_meetings"]
    return holds(used == len(users), f"{used} units of webex_meetings for {len(users)} users; workspaces not tried.")


@belief("A130", Stage.THERE)
def without_a_limit(site: Site) -> Finding:
    found = site.license("webex_meetings")
    total, used = found["totalUnits"], found["consumedUnits"]
    return holds(total >= 100_000 or total == used, f"A licence without a limit has {total} units, {used} in use.")


@belief("A23", Stage.THERE)
def limits(site: Site) -> Finding:
    before = site.license("webex_calling")["totalUnits"]
    seen = site.update(packages=site.plan.settings.packages)
    site.settle()
    after = site.license("webex_calling")["totalUnits"]
    return holds(
        before == LIMIT == after, f"Of a limit of {LIMIT}: {before} units; after a PUT without it ({seen}): {after}."
    )


@belief("A30", Stage.THERE)
def calling_location(site: Site) -> Finding:
    new = site.precheck(packages=["webex_calling"])
    there = list(site.record.find("PUT", "/wholesale/customers/[^/]+", own=True))[-1]
    return holds(
        new.status == 400 and there.good,
        f"Precheck of a new customer with calling and no location: {new}; PUT without it where there is one: {there}.",
    )


@belief("A126", Stage.THERE)
def limit_below_use(site: Site) -> Finding:
    limits = {"webex_meetings": 0}
    seen = site.update(packages=site.plan.settings.packages, provisioningParameters={"packages": {"limits": limits}})
    site.settle()
    return holds(seen.status == 400, f"PUT with a limit of 0 for a package in use: {seen}.")


@belief("A164", Stage.THERE)
def partner_administrators(site: Site) -> Finding:
    found = site.call.get(f"/partner/organizations/{site.org}/partnerAdmins")
    return holds(found.good and not found.items(), f"{len(found.items())} for a new customer ({found}).")


@belief("A210", Stage.THERE)
def models(site: Site) -> Finding:
    own, theirs = (
        {each["model"] for each in site.call.get(f"{CALLING}/supportedDevices", **query).items("devices")}
        for query in ({}, {"orgId": site.org})
    )
    return holds(
        own == theirs != set(), f"{len(own)} models without an organization, {len(theirs)} with the customer's."
    )


@belief("A25", Stage.LAST)
def package_in_use(site: Site) -> Finding:
    site.subscriber(MEETS)
    seen = site.update(packages=[each for each in site.plan.settings.packages if each != "webex_meetings"])
    site.settle()
    return holds(seen.status == 400, f"PUT without the package of a user: {seen}.")
