# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Locations, numbers, features, phones, emergency calls."""

from __future__ import annotations

import base64
import secrets
from typing import Any

from hacking.live.beliefs import Finding, Stage, belief, holds, unseen
from hacking.live.plan import DEPOT, FIRST, LEAVES, LINE, OFFICE, SHORT
from hacking.live.record import Seen
from hacking.live.site import CALLING, Missing, Site

IDENTIFIER = ("BE", "DE", "FR")
"""Countries in which a location has an emergency location identifier."""
E911 = ("US", "CA")
HUNT = {
    "name": "Live", "extension": "9090", "enabled": True,
    "callPolicies": {"policy": "CIRCULAR", "noAnswer": {
        "nextAgentEnabled": True, "nextAgentRings": 3, "forwardEnabled": False, "numberOfRings": 15,
        "destinationVoicemailEnabled": False,
    }},
}  # fmt: skip


def _subscribe(site: Site, who: str, number: str) -> Seen:
    line = {"firstName": "Live", "lastName": "Test", "locationId": site.office, "primaryPhoneNumber": number}
    return site.call("POST", "/wholesale/subscribers", {
        "customerId": site.customer["id"], "email": site.plan.email(who), "package": "webex_calling",
        "provisioningParameters": line,
    })  # fmt: skip


def _number(person: dict[str, Any]) -> str | None:
    found = [each["value"] for each in person.get("phoneNumbers", []) if each.get("type") == "work"]
    return found[0] if found else None


@belief("A45", Stage.THERE)
def same_name(site: Site) -> Finding:
    shown = site.call.get(f"/locations/{site.office}", orgId=site.org).body
    copy = {name: shown[name] for name in ("name", "address", "timeZone", "preferredLanguage")}
    seen = site.call("POST", "/locations", {**copy, "announcementLanguage": copy["preferredLanguage"]}, orgId=site.org)
    made = [each for each in site.record.find("POST", "/locations", own=False) if each.good]
    names = sorted({len(each.body) for each in made})
    alone = all(set(each.body) == {"id"} for each in made)
    return holds(
        seen.status == 409 and alone,
        f"A name in use: {seen}; a new location is answered with {'its id alone' if alone else f'{names} fields'}.",
    )


@belief("A46", Stage.THERE)
def without_calling(site: Site) -> Finding:
    depot = site.call.get("/locations", orgId=site.org, name=DEPOT).items()[0]["id"]
    none = site.call.get(f"{CALLING}/locations/{depot}", orgId=site.org)
    shown = site.call.get(f"/locations/{site.office}", orgId=site.org).body
    body = {name: shown[name] for name in ("id", "name", "address", "timeZone", "preferredLanguage")}
    again = site.call(
        "POST", f"{CALLING}/locations", {**body, "announcementLanguage": body["preferredLanguage"]}, orgId=site.org
    )
    return holds(
        none.status == 404 and again.status == 409, f"Without calling: {none}; calling enabled twice: {again}."
    )


@belief("A47", Stage.THERE)
def extensions(site: Site) -> Finding:
    site.need_calling()
    taken = site.person(FIRST)["extension"]
    seen = site.call(
        "POST", f"{site.office_path}/actions/validateExtensions/invoke",
        {"extensions": [taken, "12345678901", "98"]}, orgId=site.org,
    )  # fmt: skip
    states = [each["state"] for each in seen.body["extensionStatus"]]
    told = ", ".join(each if each in ("VALID", "INVALID", "DUPLICATE", "DUPLICATE_IN_LIST") else "?" for each in states)
    return holds(states == ["DUPLICATE", "INVALID", "VALID"], f"One in use, one of 11 digits, one of 2 digits: {told}.")


@belief("A48", Stage.THERE)
def emergency_identifier(site: Site) -> Finding:
    if site.plan.settings.country in IDENTIFIER:
        raise Missing("needs LIVE_COUNTRY=US or GB")
    seen = site.call("PUT", site.office_path, {"pAccessNetworkInfo": "Live"}, orgId=site.org)
    return holds(seen.status == 400, f"PUT in {site.plan.settings.country}: {seen}.")


@belief("A49", Stage.THERE)
def pstn(site: Site) -> Finding:
    path = f"/telephony/pstn/locations/{site.office}"
    ways = len(site.call.get(f"{path}/connectionOptions", orgId=site.org).items())
    before = list(site.record.find("GET", f"{path}/connection"))
    if not site.plan.calling:
        before.append(site.call.get(f"{path}/connection", orgId=site.org))
    if all(seen.good for seen in before):
        return unseen(f"There are {ways} ways to connect; before one was chosen nobody looked.")
    none = next(seen for seen in before if not seen.good)
    return holds(ways > 0 and none.status == 404, f"There are {ways} ways to connect; before one was chosen: {none}.")


@belief("A53", Stage.THERE)
def disabling(site: Site) -> Finding:
    site.need_calling()
    seen = site.call("POST", f"{site.office_path}/actions/precheckForDeletion/invoke", orgId=site.org)
    blocked, users = seen.body["locationDeleteStatus"], seen.body["blocking"]["usersInUseCount"]
    return holds(
        blocked == "BLOCKED" and users > 0,
        f"Precheck of a location with users: {'' if blocked == 'BLOCKED' else 'not '}blocked, by {int(users)} users.",
    )


@belief("A52", Stage.THERE)
def main_number(site: Site) -> Finding:
    seen = _subscribe(site, "main", site.calling.main_number)
    cleared = site.call("PUT", site.office_path, {"callingLineId": {"phoneNumber": ""}}, orgId=site.org)
    return holds(
        seen.good and cleared.status == 400, f"POST of a user with the main number: {seen}; clearing it: {cleared}."
    )


@belief("A67", Stage.THERE)
def inactive_numbers(site: Site) -> Finding:
    body = {"phoneNumbers": [site.spare], "action": "DEACTIVATE"}
    off = site.call("PUT", f"{site.office_path}/numbers", body, orgId=site.org)
    if not off.good:
        return unseen(f"A number could not be made inactive: {off}.")
    seen = _subscribe(site, "inactive", site.spare)
    site.call("PUT", f"{site.office_path}/numbers", {**body, "action": "ACTIVATE"}, orgId=site.org)
    return holds(seen.status == 400, f"POST of a user with an inactive number: {seen}.")


@belief("A189", Stage.THERE)
def callback_without_a_choice(site: Site) -> Finding:
    site.need_calling()
    told, right = [], True
    for who, wanted in ((LINE, "DIRECT_LINE"), (SHORT, "NONE")):
        person = site.person(who)
        if who == LINE and not _number(person):
            raise Missing("needs six numbers in LIVE_NUMBERS")
        seen = site.call.get(f"{CALLING}/people/{person['id']}/emergencyCallbackNumber", orgId=site.org)
        right = right and seen.body.get("selected") == wanted
        shown = seen.body.get("selected")
        told.append(str(shown) if shown in ("DIRECT_LINE", "NONE", "LOCATION_ECBN") else f"another ({seen})")
    return holds(right, f"Of a user with a number: {told[0]}; with an extension only: {told[1]}.")


@belief("A201", Stage.THERE)
def callback_of_extensions(site: Site) -> Finding:
    main, person = site.calling.main_number, site.person(SHORT)
    found = site.call.get(f"{CALLING}/people/{person['id']}/emergencyCallbackNumber", orgId=site.org).body
    same = found["defaultInfo"].get("effectiveValue") == main
    return holds(same, f"The default is {'' if same else 'not '}the main number of the location.")


@belief("A191", Stage.THERE)
def e911(site: Site) -> Finding:
    status = site.call.get(f"{site.office_path}/redSky/status", orgId=site.org).body["complianceStatus"]
    listed = site.call.get(f"{CALLING}/locations", orgId=site.org).items("locations")
    due = [each.get("e911SetupRequired") for each in listed if each["name"] == OFFICE]
    here = site.plan.settings.country in E911
    known = status if status in ("OPTED_OUT", "EXEMPTED", "NON_COMPLIANT", "COMPLIANT") else "another"
    return holds(
        (known, bool(due[0])) == (("NON_COMPLIANT", True) if here else ("EXEMPTED", False)),
        f"In {site.plan.settings.country}: {known}, e911SetupRequired {str(bool(due[0])).lower()}.",
    )


@belief("A176", Stage.THERE)
def hunt_group(site: Site) -> Finding:
    path = f"{site.office_path}/huntGroups"
    seen = site.call("POST", path, HUNT, orgId=site.org)
    again = site.call("POST", path, {**HUNT, "extension": "9091"}, orgId=site.org)
    if seen.good and site.plan.calling:
        agents = [{"id": site.person(LEAVES)["id"]}]
        site.call("PUT", f"{path}/{seen.body['id']}", {"agents": agents}, orgId=site.org)
    return holds(
        seen.good and again.status == 409, f"POST of a hunt group without agents: {seen}; with a name in use: {again}."
    )


@belief("A177", Stage.THERE)
def ids_of_schedules(site: Site) -> Finding:
    seen = site.call(
        "POST", f"{site.office_path}/schedules", {"type": "businessHours", "name": "Live hours"}, orgId=site.org
    )
    made = base64.b64encode(b"Live hours").decode().rstrip("=") in site.decoded(seen.body["id"])
    return holds(made, f"The id of a new schedule ({seen}) is {'' if made else 'not '}made of its name.")


@belief("A78", Stage.THERE)
def workspace(site: Site) -> Finding:
    package = "common_area_calling"
    if package not in site.plan.settings.packages:
        raise Missing(f"needs {package} in LIVE_PACKAGES")
    before = site.license(package)["consumedUnits"]
    place = {"displayName": "Live place", "locationId": site.office, "supportedDevices": "phones", "orgId": site.org}
    line = {"locationId": site.office, "extension": "9092"}
    seen = site.call("POST", "/workspaces", {**place, "calling": {"type": "webexCalling", "webexCalling": line}})
    used = site.license(package)["consumedUnits"] - before
    return holds(seen.good and used == 1, f"POST of a workspace with calling: {seen}; units of {package} more: {used}.")


@belief("A181", Stage.THERE)
def phones_per_owner(site: Site) -> Finding:
    site.need_calling()
    found = site.call.get(f"{CALLING}/people/{site.person(FIRST)['id']}/devices", orgId=site.org).body
    most = int(found["maxOwnedDeviceCount"])
    return holds(most == 5, f"A user with webex_calling may have {most}; another package was not tried.")


@belief("A185", Stage.THERE)
def free_mac(site: Site) -> Finding:
    mac = f"02{secrets.token_hex(5)}".upper()
    seen = site.call("POST", f"{CALLING}/devices/actions/validateMacs/invoke", {"macs": [mac]}, orgId=site.org)
    alone = seen.body.get("status") == "OK" and "macStatus" not in seen.body
    return holds(alone, f"One free address: {seen}, {'the status alone' if alone else 'more than the status'}.")


@belief("A186", Stage.THERE)
def activation_code(site: Site) -> Finding:
    site.need_calling()
    person = site.person(LEAVES)["id"]
    models = [
        each["model"]
        for each in site.call.get(f"{CALLING}/supportedDevices", orgId=site.org).items("devices")
        if "ACTIVATION_CODE" in (each.get("onboardingMethod") or [])
    ]
    seen = site.call("POST", "/devices/activationCode", {"personId": person, "model": models[0]}, orgId=site.org)
    if not seen.good:
        return unseen(f"No code was given out: {seen}.")
    digits = len(str(seen.body["code"]))
    phones = site.call.get("/devices", orgId=site.org, personId=person).items()
    there = any(each.get("connectionStatus") == "activating" for each in phones)
    return holds(
        digits == 16 and there,
        f"A code of {digits} digits; the phone is {'' if there else 'not '}listed as activating.",
    )


@belief("A4", Stage.THERE)
def routing_prefix(site: Site) -> Finding:
    site.need_calling()
    first = site.call("PUT", site.office_path, {"routingPrefix": "8411"}, orgId=site.org)
    second = site.call("PUT", site.office_path, {"routingPrefix": "8412"}, orgId=site.org)
    if job := first.body.get("batchJobId"):
        site.wait(f"{CALLING}/jobs/updateRoutingPrefix/{job}", "latestExecutionStatus", ("STARTING", "STARTED"))
    return holds(
        first.status == 200 and second.status == 206,
        f"Where people have extensions: {first}; while the job runs: {second}.",
    )


@belief("A68", Stage.LAST)
def numbers_twice(site: Site) -> Finding:
    path, body = f"{site.office_path}/numbers", {"phoneNumbers": [site.spare]}
    added = site.call("POST", path, body, orgId=site.org)
    gone = site.call("DELETE", path, body, orgId=site.org)
    again = site.call("DELETE", path, body, orgId=site.org)
    return holds(
        added.status == 201 and gone.good and again.status == 502 and "4251" in again.codes,
        f"Added though there: {added}; removed: {gone}; removed again: {again}.",
    )
