# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users, as subscribers and as people."""

from __future__ import annotations

import uuid
from typing import Any

from ansible_collections.webex.wholesale.plugins.module_utils._http import ids

from hacking.live.beliefs import Finding, Stage, belief, holds, unseen
from hacking.live.plan import CHANGES, FIRST, LEAVES, MEETS, SHORT
from hacking.live.record import Seen
from hacking.live.site import CALLING, Site

WRITABLE = ("displayName", "emails", "firstName", "lastName", "department", "title", "licenses", "roles", "orgId")


def _replace(site: Site, person: dict[str, Any], *, query: dict[str, str] | None = None, **changes: Any) -> Seen:
    """Replace a person by itself, with changes; None leaves a field out."""
    body = {name: person[name] for name in WRITABLE if name in person} | changes
    kept = {name: value for name, value in body.items() if value is not None}
    return site.call("PUT", f"/people/{person['id']}", kept, **(query or {}))


def _line(person: dict[str, Any]) -> dict[str, str]:
    """Return what a subscriber has to be given to get the line of a person."""
    numbers = [each["value"] for each in person.get("phoneNumbers", []) if each.get("type") == "work"]
    found = {"primaryPhoneNumber": numbers[0] if numbers else None, "extension": person.get("extension")}
    return {name: str(value) for name, value in {**found, "locationId": person["locationId"]}.items() if value}


def _change(site: Site, who: str, package: str, **line: str) -> Seen:
    body = {"package": package, **({"provisioningParameters": line} if line else {})}
    return site.call("PUT", f"/wholesale/subscribers/{site.subscriber(who)['id']}", body)


@belief("A18", Stage.THERE)
def first_administrator(site: Site) -> Finding:
    full = {
        ids.uuid_of(each["id"])
        for each in site.call.get("/roles").items()
        if "full administrator" in str(each.get("name")).lower()
    }
    own = {ids.uuid_of(each) for each in site.person(FIRST).get("roles") or []}
    return holds(bool(own & full), f"The first user has {len(own)} roles, {len(own & full)} of a full administrator.")


@belief("A170", Stage.THERE)
def never_active(site: Site) -> Finding:
    found = site.person(MEETS)
    pending, status = found.get("invitePending"), found.get("status")
    shown = status if status in ("pending", "active", "inactive", "unknown") else "another"
    return holds(
        str(pending).lower() == "true" or status == "pending",
        f"A user who never signed in: invitePending {str(pending).lower()}, status {shown}.",
    )


@belief("A41", Stage.THERE)
def calling_fields(site: Site) -> Finding:
    site.need_calling()
    person = site.person(FIRST)
    plain = site.call.get(f"/people/{person['id']}").body
    shown = [name for name in ("extension", "phoneNumbers") if plain.get(name)]
    types = {str(each.get("type")) for each in person.get("phoneNumbers", [])}
    return holds(
        not shown and "work_extension" in types,
        f"Without callingData {' and '.join(shown) or 'neither extension nor numbers'}; "
        f"with it an extension is {'' if 'work_extension' in types else 'not '}also a number.",
    )


@belief("A40", Stage.THERE)
def left_out(site: Site) -> Finding:
    person = site.person(MEETS)
    foreign = _replace(site, person, status="active")
    _replace(site, person, title="Tester")
    if site.person(MEETS).get("title") != "Tester":
        return unseen(f"PUT with status: {foreign}; a title could not be set.")
    seen = _replace(site, person, title=None)
    cleared = not site.person(MEETS).get("title")
    return holds(
        foreign.status == 400 and seen.good and cleared,
        f"PUT with status: {foreign}; a title that was left out ({seen}) is {'gone' if cleared else 'still there'}.",
    )


@belief("A43", Stage.THERE)
def other_licenses(site: Site) -> Finding:
    person, before = site.person(MEETS), site.subscriber(MEETS)
    seen = _replace(site, person, licenses=[])
    after = site.subscriber(MEETS)
    _replace(site, person)
    same = before.get("packages") == after.get("packages")
    return holds(seen.good and same, f"PUT without licences: {seen}; the package is {'the same' if same else 'not'}.")


@belief("A89", Stage.THERE)
def without_calling(site: Site) -> Finding:
    seen = _replace(site, site.person(MEETS), query={"callingData": "true"})
    return holds(seen.good, f"PUT with callingData=true of a person without calling: {seen}.")


@belief("A5", Stage.THERE)
def all_or_nothing(site: Site) -> Finding:
    person = site.person(MEETS)
    wanted = [*person["licenses"][:1], ids.encode("LICENSE", str(uuid.uuid4()))]
    body = {
        "personId": person["id"], "orgId": site.org,
        "licenses": [{"id": each, "operation": "add"} for each in wanted],
    }  # fmt: skip
    seen = site.call("PATCH", "/licenses/users", body)
    return holds(seen.status == 400, f"PATCH with one licence that is there and one that is not: {seen}.")


@belief("A38", Stage.THERE)
def leaves_calling(site: Site) -> Finding:
    site.need_calling()
    person = site.person(CHANGES)
    line = _line(person)
    gone = _change(site, CHANGES, "webex_meetings")
    without = site.person(CHANGES)
    back = _change(site, CHANGES, "webex_calling", **line)
    dropped = not without.get("extension") and not without.get("phoneNumbers")
    return holds(
        gone.good and dropped and back.good,
        f"To webex_meetings: {gone}, the line is {'gone' if dropped else 'still there'}; back with the line: {back}.",
    )


@belief("A39", Stage.THERE)
def package_of_an_administrator(site: Site) -> Finding:
    site.need_calling()
    line = _line(site.person(FIRST))
    seen = _change(site, FIRST, "webex_meetings")
    if seen.good:
        _change(site, FIRST, "webex_calling", **line)
    return holds(seen.good, f"PUT of the first user, an administrator, to webex_meetings: {seen}.")


def _removed(site: Site) -> Seen:
    """Return how Webex has removed the user who leaves, which happens once."""
    done = list(site.record.find("DELETE", "/people/[^/]+", own=True))
    return done[-1] if done else site.call("DELETE", f"/people/{site.person(LEAVES)['id']}")


@belief("A190", Stage.LAST)
def callback_number_that_goes(site: Site) -> Finding:
    leaves, short = site.person(LEAVES), site.person(SHORT)
    path = f"{CALLING}/people/{short['id']}/emergencyCallbackNumber"
    body = {"selected": "LOCATION_MEMBER_NUMBER", "locationMemberId": leaves["id"]}
    chosen = site.call("PUT", path, body, orgId=site.org)
    if not chosen.good:
        return unseen(f"Nobody could be given the number of another user: {chosen}.")
    gone = _removed(site)
    selected = site.call.get(path, orgId=site.org).body.get("selected")
    known = selected if selected in ("NONE", "LOCATION_MEMBER_NUMBER", "LOCATION_ECBN", "DIRECT_LINE") else "another"
    return holds(
        gone.good and selected == "NONE",
        f"DELETE of a person whose number is another's callback number: {gone}; the other one then has {known}.",
    )


@belief("A42", Stage.LAST)
def person_removed(site: Site) -> Finding:
    seen = _removed(site)
    rest = site.call.get("/wholesale/subscribers", email=site.plan.email(LEAVES)).items()
    return holds(seen.good and not rest, f"DELETE: {seen}; the subscription is {'still there' if rest else 'gone'}.")


@belief("A142", Stage.LAST)
def number_of_a_person_removed(site: Site) -> Finding:
    gone = [seen for seen in site.record.find("DELETE", "/people/[^/]+", own=True) if seen.good]
    email = site.plan.email(LEAVES)
    had = {
        each["value"]
        for seen in site.record.find("GET", "/people")
        for person in seen.items()
        if email in person.get("emails", [])
        for each in person.get("phoneNumbers", [])
        if each.get("type") == "work"
    }
    if not gone or not had:
        return unseen("Nobody with a number was removed.")
    now = [each for each in site.numbers() if each.get("phoneNumber") in had]
    free = bool(now) and not any(each.get("owner") for each in now)
    return holds(free, f"Right after DELETE of a person its number is {'free' if free else 'not free'}.")


@belief("A76", Stage.LAST)
def phone_of_a_person_removed(site: Site) -> Finding:
    made = [seen for seen in site.record.find("POST", "/devices/activationCode", own=True) if seen.good]
    if not made:
        return unseen("Nobody with a phone was removed.")
    left = [
        each
        for each in site.call.get("/devices", orgId=site.org).items()
        if ids.same(each.get("personId"), made[-1].asked["personId"])
    ]
    return holds(not left, f"{len(left)} phones are left of a person that was removed; queues were not tried.")


@belief("A179", Stage.LAST)
def agents_who_are_gone(site: Site) -> Finding:
    groups = list(site.record.find("PUT", f"{CALLING}/locations/[^/]+/huntGroups/[^/]+", own=True))
    if not groups or not groups[-1].good:
        return unseen("There was no hunt group with an agent who was removed.")
    agents = site.call.get(groups[-1].path, orgId=site.org).body.get("agents") or []
    return holds(not agents, f"A hunt group shows {len(agents)} of its agents after they were removed.")
