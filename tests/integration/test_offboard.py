# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A customer goes with everything that it has: planned as it happens, archived first, stopped half-way and continued."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.webex.wholesale.plugins.module_utils._fleet import Fleet
from ansible_collections.webex.wholesale.plugins.module_utils._module import KINDS
from ansible_collections.webex.wholesale.plugins.module_utils._task import Task, TaskFailed

from tests.foretold import different, requested
from tests.simulator.api import Api, Json, subscriber_body
from tests.simulator.test_features import ATTENDANT, HUNT, LINE, MAILBOX, QUEUE, SCHEDULE, TOP, Site
from tests.simulator_server import ACCESS_TOKEN, SimulatorServer

OFFICE = [f"+3319900{index:04d}" for index in range(8)]
LISTS = {
    **{f"{TOP}/{name}": name for name in ("autoAttendants", "huntGroups", "queues", "voicemailGroups", "virtualLines")},
    f"{TOP}/numbers": "phoneNumbers",
    "/devices": "items",
    "/workspaces": "items",
    "/people": "items",
    "/locations": "items",
}


class Going(Site):
    """A customer with two locations with calling and one without, features, phones, workspaces, users and numbers."""

    def __init__(self, server: SimulatorServer) -> None:
        super().__init__(Api(server))
        api, customer = self.api, self.customer
        self.office = next(each["id"] for each in self.all("/locations") if each["name"] == "Headquarters")
        api.numbers(self.org, self.office, *OFFICE)
        numbers = f"{TOP}/locations/{self.office}/numbers"
        api.call("PUT", numbers, 204, {"phoneNumbers": OFFICE[7:], "action": "DEACTIVATE"}, orgId=self.org)
        main = {"callingLineId": {"phoneNumber": OFFICE[0]}}
        api.call("PUT", f"{TOP}/locations/{self.office}", 204, main, orgId=self.org)
        api.call("POST", "/locations", 201, {**self._plain(), "name": "Depot"}, orgId=self.org)
        for name, line in (
            ("boss", {"primaryPhoneNumber": OFFICE[1], "locationId": self.office}),
            ("bob", {"extension": "1002", "locationId": self.office}),
        ):
            body = subscriber_body(customer, f"{name}@acme.example", **line)
            api.call("POST", "/wholesale/subscribers", 200, body)
        agent = [{"id": self.user()}]
        self.post("schedules", 201, SCHEDULE)
        self.post("schedules", 201, {**SCHEDULE, "type": "holidays"})
        self.post("autoAttendants", 201, ATTENDANT)
        self.post("huntGroups", 200, {**HUNT, "agents": agent})
        self.post("queues", 200, {**QUEUE, "agents": agent})
        self.post("queues", 200, {**QUEUE, "name": "Care", "phoneNumber": None, "extension": "7009"}, hasCxEssentials="true")
        self.post("voicemailGroups", 201, MAILBOX)
        api.call("POST", f"{TOP}/virtualLines", 201, {**LINE, "locationId": self.id}, orgId=self.org)
        place = {"displayName": "Lobby", "locationId": self.id, "supportedDevices": "phones", "orgId": self.org}
        line = {"type": "webexCalling", "webexCalling": {"locationId": self.id, "extension": "7010"}}
        lobby = api.call("POST", "/workspaces", 201, {**place, "calling": line})["id"]
        api.call("POST", "/workspaces", 201, {"displayName": "Board room", "orgId": self.org})
        for mac, owner in (("001122AABB01", {"personId": agent[0]["id"]}), ("001122AABB02", {"workspaceId": lobby})):
            api.call("POST", "/devices", 200, {"mac": mac, "model": "DMS Cisco 8845", **owner}, orgId=self.org)

    def _plain(self) -> Json:
        found: Json = self.api.call("GET", f"/locations/{self.office}", 200, orgId=self.org)
        return {name: found[name] for name in ("address", "timeZone", "preferredLanguage")} | {
            "announcementLanguage": "fr_fr"
        }

    def all(self, path: str) -> list[Json]:
        """Return a list of the organization."""
        found: list[Json] = self.get(path)[LISTS[path]]
        return found

    def left(self) -> dict[str, list[str]]:
        """Return all that the organization still has."""
        found = {path: [str(each.get("displayName") or each.get("name") or each.get("phoneNumber"))
                        for each in self.all(path)] for path in LISTS}  # fmt: skip
        care = self.get(f"{TOP}/queues", hasCxEssentials="true")["queues"]
        return {path: names for path, names in {**found, "care": care}.items() if names}


@pytest.fixture
def going(simulator: SimulatorServer) -> Going:
    """A customer that is to go."""
    return Going(simulator)


def offboard(simulator: SimulatorServer, directory: Path, check: bool = False, **options: Any) -> dict[str, Any]:
    """Return what the module returns, failed or not."""
    defaults = {name: spec.get("default") for name, spec in KINDS["offboard"][0](Fleet).items()}
    connection = {"api_url": simulator.url, "access_token": ACCESS_TOKEN, "wait_interval": 0.05, "wait_timeout": 20}
    given = {"customer": "acme", "confirm": "acme", "archive_directory": str(directory), **options}
    warnings: list[str] = []
    with Task(
        Fleet, {**defaults, **connection, **given}, check_mode=check, warn=warnings.append, progress=lambda text: None
    ) as task:
        try:
            result = KINDS["offboard"][1](task)
        except TaskFailed as failure:
            result = {"msg": str(failure), **failure.result}
    return {**result, "warnings": warnings}


def written(simulator: SimulatorServer, since: int = 0) -> list[str]:
    """Return what the module has written: all else is set up by hand."""
    return [f"{each['method']} {each['path']}" for each in simulator.writes()[since:]]


def test_everything_goes_as_planned(simulator: SimulatorServer, going: Going, tmp_path: Path) -> None:
    since = len(simulator.writes())
    planned = offboard(simulator, tmp_path, check=True)
    assert "msg" not in planned, planned["msg"]
    assert written(simulator, since) == []
    assert list(tmp_path.iterdir()) == []
    done = offboard(simulator, tmp_path)
    assert "msg" not in done, done["msg"]
    assert different(requested(planned["steps"]), written(simulator, since)) == ([], [])
    assert [step["words"] for step in planned["steps"]] == [step["words"] for step in done["steps"]]
    print(json.dumps(done, indent=1))
    print(going.left())
