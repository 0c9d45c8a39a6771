# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Phones: both families, whose they are, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.simulator.api import Api, Json
from tests.simulator.test_features import TOP, Site

MAC = "00:11:22:AA:BB:01"


class Phones(Site):
    """A location with a user, and calls that concern phones."""

    def __init__(self, api: Api) -> None:
        super().__init__(api)
        self.person = self.user()

    def add(self, mac: str, status: int = 200, model: str = "DMS Cisco 8845", **owner: str) -> Json:
        body = {"mac": mac, "model": model, **(owner or {"personId": self.person})}
        found: Json = self.api.call("POST", "/devices", status, body, orgId=self.org)
        return found

    def listed(self, **query: str) -> list[Json]:
        items: list[Json] = self.get("/devices", **query)["items"]
        return items


@pytest.fixture
def phones(api: Api) -> Phones:
    """A user who may have phones."""
    return Phones(api)


def test_a_phone_is_added_tagged_and_removed(api: Api, phones: Phones) -> None:
    made = phones.add(MAC)
    assert made["mac"] == MAC
    assert made["personId"] == phones.person
    path = f"/devices/{made['id']}"
    assert phones.get(path) == made
    assert [entry["id"] for entry in phones.listed(mac="001122aabb01", personId=phones.person)] == [made["id"]]
    assert phones.listed(mac="001122aabb02") == []
    patch = json.dumps([{"op": "replace", "path": "tags", "value": ["desk"]}])
    headers = {"Content-Type": "application/json-patch+json"}
    url = f"{api.server.url}{path}?orgId={phones.org}"
    assert api.session.patch(url, data=patch, headers=headers, timeout=10).json()["tags"] == ["desk"]
    assert [entry["id"] for entry in phones.listed(tag="desk")] == [made["id"]]
    api.call("DELETE", path, 204, orgId=phones.org)
    api.call("GET", path, 404, orgId=phones.org)


def test_a_phone_of_phone_os_appears_later(phones: Phones) -> None:
    assert phones.add(MAC, 204, "Cisco 9861") is None
    assert phones.listed() == []
    phones.add(MAC, 400)  # its address is taken at once
    phones.api.server.settle()
    assert [(entry["mac"], entry["product"]) for entry in phones.listed()] == [(MAC, "Cisco 9861")]


def test_a_phone_that_cannot_be_is_refused(phones: Phones) -> None:
    def refused(mac: str, **changes: str) -> object:
        return phones.add(mac, 400, **changes)["errors"][0].get("errorCode")

    phones.add(MAC)
    assert refused(MAC) == 2011
    assert refused("00DE00000001") == 2011  # of an organization that nobody here can see
    assert refused("0011") == 25220
    refused("001122AABB02", model="Cisco 1")
    refused("001122AABB02", personId=phones.person, workspaceId=phones.person)
    for number in range(2, 6):
        phones.add(f"001122AABB{number:02}")
    assert refused("001122AABB06") == "2022"


def test_the_catalogue_has_both_families(phones: Phones) -> None:
    path = f"{TOP}/supportedDevices"
    models = {model["model"]: model for model in phones.get(path)["devices"]}
    assert models["DMS Cisco 8845"]["deviceSettingsConfiguration"] == "WEBEX_CALLING_DEVICE_CONFIGURATION"
    assert models["Cisco 9861"]["deviceSettingsConfiguration"] == "WEBEX_DEVICE_CONFIGURATION"
    assert "DMS Cisco 8845" not in {model["model"] for model in phones.get(path, type="not:MPP")["devices"]}


def test_mac_addresses_are_checked_beforehand(phones: Phones) -> None:
    path = f"{TOP}/devices/actions/validateMacs/invoke"

    def check(*macs: str) -> Json:
        found: Json = phones.api.call("POST", path, 200, {"macs": list(macs)}, orgId=phones.org)
        return found

    assert check("001122AABB02", "00:de:00:00:00:01") == {"status": "OK"}
    phones.add(MAC)
    states = check("001122aabb01", "001122AABB02", "00-11-22-AA-BB-02", "x")["macStatus"]
    assert [each.get("errorCode") for each in states] == [5675, None, 5676, 25220]


def activate(phones: Phones, code: str, mac: str) -> int:
    url = phones.api.server.url.removesuffix("/v1") + "/simulator/activations"
    return phones.api.session.post(url, json={"code": code, "mac": mac}, timeout=10).status_code


def test_a_phone_activates_itself_with_a_code(api: Api, phones: Phones) -> None:
    wanted = {"model": "Cisco 8845", "personId": phones.person}
    given = api.call("POST", "/devices/activationCode", 200, wanted, orgId=phones.org)
    assert len(given["code"]) == 16
    assert given["expiryTime"] > "2026"
    assert [each["connectionStatus"] for each in phones.listed()] == ["activating"]
    path = f"{TOP}/people/{phones.person}/devices"
    assert phones.get(path)["devices"][0]["activationState"] == "activating"
    assert activate(phones, "0000", MAC) == 404
    assert activate(phones, given["code"], MAC) == 204
    assert activate(phones, given["code"], "001122AABB02") == 404
    assert [(each["connectionStatus"], each["mac"]) for each in phones.listed()] == [("connected", MAC)]
    for _code in range(4):
        api.call("POST", "/devices/activationCode", 200, wanted, orgId=phones.org)
    api.call("POST", "/devices/activationCode", 400, wanted, orgId=phones.org)  # those that wait count too
    rooms = {"personId": phones.person}
    api.call("POST", "/devices/activationCode", 200, rooms, orgId=phones.org)
    assert len(phones.listed()) == 5


def test_a_code_that_nobody_enters_expires(api: Api, phones: Phones) -> None:
    api.server.faults({"activation_code_seconds": 0})
    wanted = {"model": "Cisco 9841", "personId": phones.person}
    api.call("POST", "/devices/activationCode", 200, wanted, orgId=phones.org)
    assert phones.listed() == []


def line(identifier: str, port: int, primary: bool = False, **changes: Any) -> Json:
    kind = "PRIMARY" if primary else "SHARED_CALL_APPEARANCE"
    settings = {"hotlineEnabled": False, "hotlineDestination": "", "allowCallDeclineEnabled": True}
    return {"id": identifier, "port": port, "primaryOwner": primary, "lineType": kind, "lineWeight": 1, **settings,
            **changes}  # fmt: skip


def test_the_lines_of_a_phone_are_replaced_as_a_whole(api: Api, phones: Phones) -> None:
    device = phones.add(MAC)["callingDeviceId"]
    virtual = {"firstName": "Red", "lastName": "Line", "extension": "7005", "locationId": phones.id}
    other = api.call("POST", f"{TOP}/virtualLines", 201, virtual, orgId=phones.org)["id"]
    path = f"{TOP}/devices/{device}"
    available = phones.get(f"{path}/availableMembers")["members"]
    assert [each["id"] for each in available] == [other]
    assert phones.get(f"{path}/availableMembers", usageType="DEVICE_OWNER")["members"] == []

    def put(status: int, *members: Json) -> object:
        answer = api.call("PUT", f"{path}/members", status, {"members": list(members)}, orgId=phones.org)
        return answer and answer["errors"][0].get("errorCode")

    own, shared = line(phones.person, 1, primary=True), line(other, 5, lineWeight=2)
    assert put(204, own, shared) is None
    found = phones.get(f"{path}/members")["members"]
    assert [(each["id"], each["port"], each["memberType"]) for each in found] == [
        (phones.person, 1, "PEOPLE"), (other, 2, "VIRTUAL_LINE"),
    ]  # fmt: skip
    assert phones.get(f"{TOP}/virtualLines")["virtualLines"][0]["numberOfDevicesAssigned"] == 1
    assert put(400, own, shared | {"lineWeight": 1}) == 5665
    assert put(400, shared) == 25366
    assert put(400, own, {"id": other}) == 25008
    assert put(400, own, shared | {"lineType": "X"}) == 25024
    assert put(400, own, shared, line(phones.org, 9)) == 25024
    api.call("POST", f"{path}/actions/applyChanges/invoke", 204, None, orgId=phones.org)
    api.call("PUT", f"{path}/members", 204, {}, orgId=phones.org)
    assert [each["id"] for each in phones.get(f"{path}/members")["members"]] == [phones.person]
    assert phones.get(path)["activationState"] == "activated"
    wrong = api.call("GET", f"{TOP}/devices/{phones.listed()[0]['id']}", 400, orgId=phones.org)
    assert wrong["errors"][0]["errorCode"] == 27123


def test_the_first_phone_is_the_primary_one(api: Api, phones: Phones) -> None:
    phones.add(MAC)
    phones.add("001122AABB02")
    calling = {"type": "webexCalling", "webexCalling": {"locationId": phones.id, "extension": "7006"}}
    body = {"displayName": "Lobby", "orgId": phones.org, "supportedDevices": "phones", "calling": calling}
    lobby = api.call("POST", "/workspaces", 201, body)["id"]
    phones.add("001122AABB03", workspaceId=lobby)
    phones.add("001122AABB04", 400, workspaceId=lobby)
    own = phones.get(f"{TOP}/people/{phones.person}/devices")
    assert [each["type"] for each in own["devices"]] == ["PRIMARY", "SHARED_CALL_APPEARANCE"]
    assert own["maxOwnedDeviceCount"] == 5
    shared = phones.get(f"{TOP}/workspaces/{lobby}/devices")
    assert [each["owner"]["firstName"] for each in shared["devices"]] == ["Lobby"]
    assert shared["maxOwnedDeviceCount"] == 1
