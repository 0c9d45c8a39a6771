# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Features, virtual lines, workspaces and phones on the ground of the fuzzer, and what is right to send for them."""

from __future__ import annotations

from typing import Any

from tests.simulator.api import Api
from tests.simulator.test_features import ATTENDANT, HUNT, LINE, MAILBOX, QUEUE, SCHEDULE, TOP

_NUMBER = "+33199000002"
_FEATURES: dict[str, dict[str, Any]] = {
    "autoAttendants": ATTENDANT,
    "huntGroups": HUNT,
    "queues": QUEUE,
    "voicemailGroups": MAILBOX,
}
_EVENT = {"name": "x", "startDate": "2027-01-01", "endDate": "2027-01-01", "recurrence": {"recurForEver": True}}


def made(api: Api, org: str, location: str) -> dict[str, str]:
    """Create one of each at a location; return their ids by the names that paths have for them."""
    place = f"{TOP}/locations/{location}"

    def post(path: str, body: dict[str, Any]) -> str:
        query = {} if path == "/workspaces" else {"orgId": org}
        response = api.send("POST", path, body, **query)
        assert response.ok, response.text
        return str(response.json()["id"])

    found = {"scheduleId": post(f"{place}/schedules", SCHEDULE), "type": "businessHours"}
    for path, body in _FEATURES.items():
        parameter = f"{path[0].lower()}{path[1:-1]}Id"
        reached = {name: value for name, value in body.items() if name != "phoneNumber"}
        found[parameter] = post(f"{place}/{path}", {**reached, "extension": f"70{len(found)}"})
    found["virtualLineId"] = post(f"{TOP}/virtualLines", {**LINE, "locationId": location})
    found["workspaceId"] = post("/workspaces", {"displayName": "Lobby", "orgId": org, "locationId": location})
    calling = {"locationId": location, "extension": "7010"}
    workspace = {
        "displayName": "Hall",
        "orgId": org,
        "supportedDevices": "phones",
        "calling": {"type": "webexCalling", "webexCalling": calling},
    }
    found["workspaceId"] = post("/workspaces", workspace)
    person = api.call("GET", "/people", 200, orgId=org)["items"][-1]["id"]
    phone = {"mac": "001122334455", "model": "Cisco 8845", "personId": person}
    device = api.call("POST", "/devices", 200, phone, orgId=org)
    found |= {"deviceId": device["id"], "callingDeviceId": device["callingDeviceId"]}
    return found


def right_ones(ids: dict[str, str]) -> dict[str, Any]:
    """Return the end of a path -> what is right there, or nearly."""
    location, calling = ids["locationId"], {"locationId": ids["locationId"], "extension": "7011"}
    workspace = {"displayName": "Hall", "capacity": 3, "type": "open", "notes": "x",
                 "calling": {"type": "webexCalling", "webexCalling": calling}}  # fmt: skip
    agents = [{"id": ids["personId"], "weight": "5"}]
    bodies: dict[str, Any] = {
        "/schedules": {**SCHEDULE, "name": "Other", "events": [_EVENT]},
        "/virtualLines": {**LINE, "locationId": location, "extension": "7012"},
        "{virtualLineId}": {**LINE, "phoneNumber": _NUMBER},
        "v1/workspaces": {**workspace, "orgId": ids["orgId"], "supportedDevices": "phones"},
        "{workspaceId}": workspace,
        "v1/devices": {"mac": "00:11:22:33:44:66", "model": "Cisco 9861", "personId": ids["personId"]},
        "/activationCode": {"model": "Cisco 8845", "workspaceId": ids["workspaceId"]},
        "validateMacs/invoke": {"macs": ["001122334455", "00:DE:00:00:00:01", "001122334466"]},
        "/members": {"members": [_line(ids["personId"], 1, True), _line(ids["virtualLineId"], 2, False)]},
        "/emergencyCallbackNumber": {"selected": "LOCATION_MEMBER_NUMBER", "locationMemberId": ids["personId"]},
        "/emergencyCallNotification": {"emergencyCallNotificationEnabled": True, "emailAddress": "a@acme.example"},
        "{deviceId}": [{"op": "replace", "path": "tags", "value": ["a"]}],
    }
    for path, body in _FEATURES.items():
        right: dict[str, Any] = {**body, "name": "Other", "extension": "7013", "phoneNumber": _NUMBER}
        right = right | ({"agents": agents} if "agents" in body else {})
        bodies |= {f"/{path}": right, f"{path}/{{{path[0].lower()}{path[1:-1]}Id}}": right}
    return bodies


def _line(identifier: str, port: int, primary: bool) -> dict[str, Any]:
    kind = "PRIMARY" if primary else "SHARED_CALL_APPEARANCE"
    return {"id": identifier, "port": port, "primaryOwner": primary, "lineType": kind, "lineWeight": 1}
