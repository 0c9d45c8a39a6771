# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Phones: both families, whose they are, and what is refused."""

from __future__ import annotations

import json

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
