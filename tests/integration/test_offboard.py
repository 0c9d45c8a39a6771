# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A customer goes with all that it has: planned as it happens, archived first, stopped half-way and continued."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.webex.wholesale.plugins.module_utils._fleet import Fleet
from ansible_collections.webex.wholesale.plugins.module_utils._http import ids
from ansible_collections.webex.wholesale.plugins.module_utils._module import KINDS
from ansible_collections.webex.wholesale.plugins.module_utils._task import Task, TaskFailed

from tests.foretold import different, requested
from tests.integration.by_hand import shop
from tests.simulator.api import Api, Json, subscriber_body
from tests.simulator.test_features import ATTENDANT, HUNT, LINE, MAILBOX, NUMBERS, QUEUE, SCHEDULE, TOP, Site
from tests.simulator_server import ACCESS_TOKEN, SimulatorServer

LAST = "Webex keeps one location with calling (BATCH-1012012)"
OFFICE = [f"+3319900{index:04d}" for index in range(8)]
LISTS = {
    **{f"{TOP}/{name}": name for name in ("autoAttendants", "huntGroups", "queues", "voicemailGroups", "virtualLines")},
    f"{TOP}/numbers": "phoneNumbers",
    **dict.fromkeys(("/devices", "/workspaces", "/people", "/locations"), "items"),
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
        self.post("queues", 200, {**QUEUE, "name": "Care", "phoneNumber": NUMBERS[3]}, hasCxEssentials="true")
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


def restored(archive: str, simulator: SimulatorServer) -> dict[str, Any]:
    """Onboard what an archive has, and return the customer of the result."""
    (path,) = Path(archive, "inventory", "host_vars").glob("*.yml")
    values = {spec: each.get("default") for spec, each in KINDS["onboard"][0](Fleet).items()}
    given = {"api_url": simulator.url, "access_token": ACCESS_TOKEN, "wait_interval": 0.05}
    entry = yaml.safe_load(path.read_text())
    with Task(
        Fleet, {**values, **given, "customers": [entry]}, warn=lambda text: None, progress=lambda text: None
    ) as task:
        found: dict[str, Any] = KINDS["onboard"][1](task)["customers"][0]
    return found


def folders(directory: Path) -> list[Path]:
    """Return the archives of the customer."""
    return sorted((directory / "acme").iterdir())


def test_everything_goes_as_planned(simulator: SimulatorServer, going: Going, tmp_path: Path) -> None:
    since = len(simulator.writes())
    planned = offboard(simulator, tmp_path, check=True)
    assert "msg" not in planned, planned["msg"]
    assert written(simulator, since) == []
    assert list(tmp_path.iterdir()) == []
    done = offboard(simulator, tmp_path, creation={"template": "Default", "primary_email": "boss@acme.example"})
    assert "msg" not in done, done["msg"]
    assert different(requested(planned["steps"]), written(simulator, since)) == ([], [])
    assert [step["words"] for step in planned["steps"]] == [step["words"] for step in done["steps"]]
    assert planned["parts"] == done["parts"]
    assert (done["action"], done["changed"], done["counts"]["failed"]) == ("removed", True, 0)
    assert {part: len(objects) for part, objects in done["parts"].items()} == {
        "call features": 5, "schedules, virtual lines and phones": 5, "workspaces": 1, "users": 3, "numbers": 2,
        "locations": 2, "customer": 1,
    }  # fmt: skip
    assert going.left() == {
        "/people": ["Ada Byron"] * 3, "/locations": ["Headquarters"], "/workspaces": ["Board room"],
        f"{TOP}/numbers": [OFFICE[0]],
    }  # fmt: skip
    assert done["stays"] == [
        "Organization Acme and 3 people: Wholesale only lets go of it",
        "Workspaces that do not belong to calling: 1",
        f"Location Headquarters, with its main number {OFFICE[0]}, as {LAST}: it ends with the organization",
    ]
    (archive,) = folders(tmp_path)
    assert done["archive"]["path"] == str(archive)
    files = [path for path in archive.rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    within = [path for path in tmp_path.rglob("*") if path.is_dir()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in within} == {0o700}
    numbers = [number for row in done["parts"]["numbers"] for number in row["numbers"]]
    assert numbers
    assert OFFICE[0] not in numbers
    rest = json.loads((archive / "not-restored.json").read_text())
    assert {each["kind"] for each in rest} >= {"auto attendant", "call queue", "schedule"}
    assert not {"phone", "workspace"} & {each["kind"] for each in rest}

    since = len(simulator.writes())
    again = offboard(simulator, tmp_path)
    assert (again["action"], again["changed"], again["archive"]) == ("unchanged", False, done["archive"])
    assert written(simulator, since) == []
    assert folders(tmp_path) == [archive]

    # The organization has stayed, and the customer comes back to it.
    back = restored(str(archive), simulator)
    assert back["problems"] == []
    assert back["wholesale_customer"]["wholesale_customer"]["org_id"] == going.org
    assert {each["key"] for each in back["wholesale_users"]} == {
        f"{who}@acme.example" for who in ("ada", "bob", "boss")
    }
    assert {each["name"] for each in going.all("/locations")} == {"Headquarters", "Harbour", "Depot"}


def test_no_trace_is_left_when_people_and_organization_go(
    simulator: SimulatorServer, going: Going, tmp_path: Path
) -> None:
    refused = offboard(simulator, tmp_path, organization=True)
    assert "Webex removes an organization only without its people, and it has 3: set people=true" in refused["msg"]
    since = len(simulator.writes())
    options = {"people": True, "organization": True}
    planned = offboard(simulator, tmp_path, check=True, **options)
    assert written(simulator, since) == []
    done = offboard(simulator, tmp_path, **options)
    assert "msg" not in done, done["msg"]
    assert different(requested(planned["steps"]), written(simulator, since)) == ([], [])
    assert len(done["parts"]["people"]) == 2
    assert done["stays"] == []
    assert "A145" in "".join(done["warnings"])
    assert "No API tells template and primary_email" in "".join(done["by_hand"])
    found = simulator.info()
    going.api.call("GET", f"/organizations/{going.org}", 404)
    simulator.reset()
    seed = simulator.info()
    assert {**found, "job": 0} == seed
    host = yaml.safe_load(next(Path(done["archive"]["path"], "inventory", "host_vars").glob("*.yml")).read_text())
    assert "org_id" not in host["wholesale_customer"]


def test_a_wrong_confirmation_reads_and_writes_nothing(simulator: SimulatorServer, tmp_path: Path) -> None:
    for wrong in ("", "Acme", "acme "):
        refused = offboard(simulator, tmp_path, confirm=wrong)
        assert refused["msg"].startswith("confirm: must be the external id of the customer that goes, acme, once more.")
    assert simulator.requests() == []
    nobody = offboard(simulator, tmp_path)
    assert (nobody["action"], nobody["changed"]) == ("unchanged", False)
    assert "there is no customer acme, and no archive of one" in nobody["warnings"][0]


@pytest.mark.parametrize(
    "where", ["queues/[^/]+$", "subscribers/[^/]+$", "numbers$", "/deleteCallingLocation$", "/locations/[^/]+$"]
)
def test_what_was_stopped_is_continued(simulator: SimulatorServer, going: Going, tmp_path: Path, where: str) -> None:
    simulator.faults({"responses": [{"path": where, "status": 400, "times": 1, "method": "DELETE"}]})
    if where.startswith("/deleteCalling"):
        simulator.faults({"responses": [{"path": where, "status": 400, "times": 1, "method": "POST"}]})
    stopped = offboard(simulator, tmp_path)
    assert stopped["msg"].startswith("customer acme cannot go as a whole. ")
    assert stopped["action"] == "failed"
    assert stopped["counts"]["not tried"] >= 1
    since = len(simulator.writes())
    planned = offboard(simulator, tmp_path, check=True)
    done = offboard(simulator, tmp_path)
    assert "msg" not in done, done["msg"]
    assert different(requested(planned["steps"]), written(simulator, since)) == ([], [])
    assert going.left() == {
        "/people": ["Ada Byron"] * 3, "/locations": ["Headquarters"], "/workspaces": ["Board room"],
        f"{TOP}/numbers": [OFFICE[0]],
    }  # fmt: skip
    # Each run has its own archive, and the one that counts is that of the whole customer.
    assert len(folders(tmp_path)) == 2
    assert done["archive"] == stopped["archive"]


def test_a_location_that_is_still_seen_in_use_is_waited_for(
    simulator: SimulatorServer, going: Going, tmp_path: Path
) -> None:
    fault = {"path": "/v1/locations/[^/]+$", "method": "DELETE", "status": 409, "times": 4}
    simulator.faults({"responses": [fault]})
    done = offboard(simulator, tmp_path)
    assert "msg" not in done, done["msg"]
    assert going.left()["/locations"] == ["Headquarters"]
    simulator.faults({})


def test_it_goes_in_one_run_at_a_webex_that_lags(simulator: SimulatorServer, going: Going, tmp_path: Path) -> None:
    simulator.faults({"lag": {"seed": 0, "share": 0.6, "list": 1.0, "other": 0.7, "single": 0.4}})
    done = offboard(simulator, tmp_path, people=True, organization=True)
    simulator.faults({})
    assert "msg" not in done, done["msg"]
    assert done["counts"] == {"removed": 22, "failed": 0, "not tried": 0}
    going.api.call("GET", f"/organizations/{going.org}", 404)


def test_a_customer_of_a_sub_partner_goes_whatever_shape_it_has(simulator: SimulatorServer, tmp_path: Path) -> None:
    simulator.reset()
    partner = "0a1b0000-0000-4000-8000-000000000002"
    shop(simulator, 1, onBehalfOfSubPartnerOrgId=ids.encode("ORGANIZATION", partner))
    given: dict[str, Any] = {"customer": "shop1", "confirm": "shop1", "people": True, "organization": True}
    assert offboard(simulator, tmp_path, **given)["action"] == "unchanged"
    since = len(simulator.writes())
    planned = offboard(simulator, tmp_path, check=True, sub_partner=partner, **given)
    done = offboard(simulator, tmp_path, sub_partner=partner, **given)
    assert "msg" not in done, done["msg"]
    assert different(requested(planned["steps"]), written(simulator, since)) == ([], [])
    found = simulator.info()
    simulator.reset()
    assert {**found, "job": 0} == simulator.info()


def test_who_has_a_line_without_wholesale_keeps_a_location(
    simulator: SimulatorServer, going: Going, tmp_path: Path
) -> None:
    licenses = going.get("/licenses")["items"]
    calling = next(each["id"] for each in licenses if "Calling" in each["name"])
    body = {"emails": ["x@acme.example"], "displayName": "X", "orgId": going.org, "licenses": [calling],
            "locationId": going.id, "extension": "1099"}  # fmt: skip
    going.api.call("POST", "/people", 200, body, callingData="true")
    since = len(simulator.writes())
    refused = offboard(simulator, tmp_path)
    assert "calling cannot be disabled at location Harbour: users are assigned to it (2)" in refused["msg"]
    assert "Nothing has been removed" in refused["msg"]
    assert written(simulator, since) == []
    assert not (tmp_path / "acme").exists()
    done = offboard(simulator, tmp_path, people=True)
    assert "msg" not in done, done["msg"]
    assert len(going.left()["/people"]) == 1


def test_whose_emergency_calls_depend_on_a_person_is_told(
    simulator: SimulatorServer, going: Going, tmp_path: Path
) -> None:
    line = {"primaryPhoneNumber": OFFICE[2], "locationId": going.office}
    ann = going.api.call(
        "POST", "/wholesale/subscribers", 200, subscriber_body(going.customer, "ann@acme.example", **line)
    )
    bob = going.get("/people", email="bob@acme.example")["items"][0]["id"]
    body = {"selected": "LOCATION_MEMBER_NUMBER", "locationMemberId": ann["personId"]}
    path = f"{TOP}/people/{bob}/emergencyCallbackNumber"
    going.api.call("PUT", path, 204, body, orgId=going.org)
    told = offboard(simulator, tmp_path, check=True, people=True)["warnings"]
    assert [text for text in told if "whose number is the callback number of the emergency calls of 1 others" in text]


def playbook(simulator: SimulatorServer, directory: Path, *options: str, **variables: Any) -> subprocess.Popen[str]:
    """Start the playbook on an inventory in which the customer and another one are."""
    inventory = directory / "hosts.yml"
    customer = {"external_id": "acme", "template": "Default", "primary_email": "boss@acme.example"}
    hosts = {"acme": {"wholesale_customer": customer}, "other": {"wholesale_customer": {"external_id": "other"}}}
    common = {"ansible_connection": "local"}
    inventory.write_text(yaml.safe_dump({"webex_customers": {"hosts": hosts, "vars": common}}))
    given = {"offboard_archive_directory": str(directory / "archive"), "report_directory": str(directory / "reports"),
             "offboard_wait_interval": 0.05, **variables}  # fmt: skip
    command = ["ansible-playbook", "-i", str(inventory), "webex.wholesale.offboard", "-e", json.dumps(given), *options]
    known = {"WEBEX_API_URL": simulator.url, "WEBEX_ACCESS_TOKEN": ACCESS_TOKEN, "ANSIBLE_NOCOLOR": "1"}
    return subprocess.Popen(
        command, env=os.environ | known, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )  # fmt: skip


def kill(process: subprocess.Popen[str]) -> None:
    """Kill a playbook with its workers, which are sessions of their own."""
    table = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(pid): int(parent) for pid, parent in map(str.split, table.splitlines())}
    family = {process.pid}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    for pid in family:
        os.kill(pid, signal.SIGKILL)
    process.communicate()


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Return how a playbook has ended, and what it told."""
    output, _nothing = process.communicate(timeout=120)
    return process.returncode, " ".join(output.split())


def test_the_playbook_is_killed_and_continues(tmp_path: Path) -> None:
    with SimulatorServer(tmp_path, latency=30) as simulator:
        going = Going(simulator)
        since = len(simulator.requests())
        code, output = ended(playbook(simulator, tmp_path, offboard_confirm="acme"))
        assert (code, "Name one customer, with --limit or offboard_customer: these are 2." in output) == (2, True)
        code, output = ended(playbook(simulator, tmp_path, "--limit", "acme", offboard_confirm="amce"))
        assert code == 2, output
        assert "Set offboard_confirm to the external ID of the customer that goes, acme. Nothing" in output
        assert len(simulator.requests()) == since

        code, output = ended(
            playbook(simulator, tmp_path, "--check", offboard_customer="acme", offboard_confirm="acme")
        )
        assert code == 0, output
        report = tmp_path / "reports" / "offboard" / "latest"
        planned = json.loads((report / "report.json").read_text())
        assert planned["action"] == "removed"
        assert "acme would go. Nothing was written." in (report / "report.html").read_text()
        assert not (tmp_path / "archive").exists()

        before = len(written(simulator))
        running = playbook(simulator, tmp_path, offboard_customer="acme", offboard_confirm="acme")
        while len(written(simulator)) < before + 7:
            assert running.poll() is None, running.communicate()
            time.sleep(0.01)
        kill(running)
        assert going.all("/people")
        assert len(written(simulator)) < before + len(planned["steps"])
        (first,) = (tmp_path / "archive" / "acme").iterdir()

        code, output = ended(playbook(simulator, tmp_path, offboard_customer="acme", offboard_confirm="acme"))
        assert code == 0, output
        assert going.left()["/locations"] == ["Headquarters"]
        done = json.loads((report / "report.json").read_text())
        assert done["archive"]["path"] == str(first)
        html = (report / "report.html").read_text()
        assert "acme is gone." in html
        assert str(first) in html

        # What no API tells came from the inventory, and the archive restores the customer.
        back = restored(str(first), simulator)
        assert back["problems"] == []
        assert back["wholesale_customer"]["wanted"]["primary_email"] == "boss@acme.example"
