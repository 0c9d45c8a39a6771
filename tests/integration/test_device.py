# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Workspaces and phones, through ansible-core on the simulator."""

from __future__ import annotations

import csv
import stat
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.customer.api import Customers
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.location.api import Locations
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.user.api import Users

from tests.direct import many, one
from tests.foretold import different
from tests.integration import test_fleet
from tests.integration.steps import ACME, MARIE, PARIS, live, run, task
from tests.simulator_server import SimulatorServer

NUMBERS = [f"+331990001{number:02}" for number in range(1, 6)]
JEAN = {**MARIE, "email": "jean@acme.example", "first_name": "Jean", "phone_number": NUMBERS[2], "extension": "102"}
FIRST, SECOND = "001A2B3C4D5E", "001A2B3C4D5F"
MPP, PHONEOS = "Cisco 8845", "Cisco 9861"


def phone(**options: Any) -> dict[str, Any]:
    return {"customer": "acme", **options}


@pytest.fixture
def acme(simulator: SimulatorServer) -> SimulatorServer:
    """The simulator with the customer acme, who has two users in Paris."""
    packages = [*ACME["packages"], "common_area_calling"]
    one(Customers, simulator.url, **{**ACME, "packages": packages})
    pstn = {"provider": "Simulated Telecom FR"}
    one(Locations, simulator.url, customer="acme", name="Paris", pstn=pstn, numbers=NUMBERS, main_number=NUMBERS[0])
    many(Users, simulator.url, wholesale_users=[MARIE, JEAN])
    return simulator


def test_a_workspace_is_created_changed_and_removed(acme: SimulatorServer) -> None:
    created, changed, _numbered, _removed = live(
        acme,
        "workspace",
        ("created", phone(name="Reception", location="Paris", extension="105", type="open", notes="Ground floor")),
        ("updated", phone(name="Reception", capacity=4, notes="")),
        ("updated", phone(name="reception", phone_number=NUMBERS[4], extension="106")),
        ("removed", phone(name="Reception", state="absent")),
    )
    assert created.writes == ["POST /v1/workspaces"]
    assert set(changed.result["diff"][0]["changes"]["after"]) == {"capacity", "notes"}


def test_what_webex_cannot_change_of_a_workspace_is_refused(acme: SimulatorServer) -> None:
    made = task("workspace", **phone(name="Lobby", location="Paris", extension="107"))
    kind = task("workspace", **phone(name="Lobby", supported_devices="collaboration_devices"))
    nowhere = task("workspace", **phone(name="Hall", extension="108"))
    silent = task("workspace", **phone(name="Hall", location="Paris"))
    taken = task("workspace", **phone(name="Hall", location="Paris", extension="101"))
    _made, *refused = run(acme, made, kind, nowhere, silent, taken)
    for step, option in zip(refused, ("supported_devices", "location", "extension", "extension"), strict=True):
        assert f"{option}: " in step.message
        assert step.writes == []


def test_a_phone_is_added_changed_and_removed(acme: SimulatorServer) -> None:
    added, tagged, moved, _removed = live(
        acme,
        "device",
        ("created", phone(mac="00:1a:2b:3c:4d:5e", model=MPP, user="marie@acme.example")),
        ("updated", phone(mac=FIRST, tags=["ground floor"])),
        ("updated", phone(mac=FIRST, model=MPP, user="jean@acme.example", tags=["ground floor"])),
        ("removed", phone(mac=FIRST, state="absent")),
    )
    assert added.writes == ["POST /v1/devices"]
    assert added.result["id"]
    assert [write.split()[0] for write in tagged.writes] == ["PATCH"]
    assert [write.split()[0] for write in moved.writes] == ["DELETE", "POST", "PATCH"]


def test_a_phone_that_appears_later_is_waited_for(acme: SimulatorServer) -> None:
    made = phone(mac=SECOND, model=PHONEOS, user="marie@acme.example", tags=["new"])
    (added,) = live(acme, "device", ("created", made))
    assert added.result["id"]


def test_two_users_swap_their_phones(acme: SimulatorServer) -> None:
    def wanted(first: str, second: str) -> dict[str, Any]:
        devices = [{"mac": FIRST, "model": MPP, "user": first}, {"mac": SECOND, "model": MPP, "user": second}]
        return task("devices", customer="acme", devices=devices)

    marie, jean = "marie@acme.example", "jean@acme.example"
    _made, swapped, again = run(acme, wanted(marie, jean), wanted(jean, marie), wanted(jean, marie))
    assert not swapped.result.get("failed"), swapped.result
    assert [write.split()[0] for write in swapped.writes] in (
        ["DELETE", "DELETE", "POST", "POST"], ["DELETE", "POST", "DELETE", "POST"],
    )  # fmt: skip
    assert again.writes == []


def test_a_phone_shows_the_lines_of_others(acme: SimulatorServer) -> None:
    made = phone(mac=FIRST, model=MPP, user="marie@acme.example", members=["jean@acme.example"])
    live(acme, "device", ("created", made), ("updated", phone(mac=FIRST, members=[])))


def test_an_activation_code_is_kept_once_and_told_nowhere_else(acme: SimulatorServer, tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    wanted = phone(model=PHONEOS, user="marie@acme.example", activation_codes_path=str(path))
    without = task("device", **phone(model=PHONEOS, user="marie@acme.example"))
    refused, asked, again, renewed = run(
        acme, without, task("device", **wanted), task("device", **wanted), task("device", **wanted, renew=True)
    )
    assert "activation_codes_path: is required" in refused.message
    assert asked.writes == ["POST /v1/devices/activationCode"]
    assert asked.result["device"]["activation_code_expires"]
    assert (again.result["changed"], again.writes) == (False, [])
    assert [write.split()[0] for write in renewed.writes] == ["DELETE", "POST"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    rows = list(csv.DictReader(path.read_text().splitlines()))
    assert [row["owner"] for row in rows] == ["marie@acme.example"] * 2
    told = str([step.result for step in (asked, again, renewed)])
    assert not [row["code"] for row in rows if row["code"] in told]


def test_what_webex_does_not_take_is_refused_before_the_first_write(acme: SimulatorServer, tmp_path: Path) -> None:
    (tmp_path / "open.csv").write_text("")
    marie = {"user": "marie@acme.example"}
    cases = {
        "model": phone(mac=FIRST, model="Cisco 8846", **marie),
        "mac": phone(mac="00:1A:2B", model=MPP, **marie),
        "user": phone(mac=FIRST, model=MPP, user="nobody@acme.example"),
        "workspace": phone(mac=FIRST, model=MPP, workspace="Attic"),
        "members": phone(model=MPP, **marie, members=["jean@acme.example"]),
        "activation_codes_path": phone(model=MPP, **marie, activation_codes_path=str(tmp_path / "open.csv")),
    }
    steps = run(acme, *(task("device", **options) for options in cases.values()))
    for option, step in zip(cases, steps, strict=True):
        assert f"{option}: " in step.message, (option, step.message)
        assert step.writes == []
    assert "did you mean Cisco 88" in steps[0].message


def test_a_customer_with_phones_from_nothing_and_a_place_that_closes(
    simulator: SimulatorServer, tmp_path: Path
) -> None:
    wanted = test_fleet.customer(0)
    wanted["wholesale_customer"]["packages"].append("common_area_calling")
    lyon = {"name": "Lyon", "address": PARIS, "time_zone": "Europe/Paris", "preferred_language": "fr_FR"}
    wanted["locations"].append({**lyon, "calling": True})
    shop = {"name": "Shop floor", "location": "Lyon", "extension": "700", "emergency_callback": "none"}
    wanted["workspaces"] = [shop]
    wanted["devices"] = [
        {"mac": FIRST, "model": MPP, "user": "u0@c0.example", "members": ["Shop floor"]},
        {"model": PHONEOS, "user": "u1@c0.example"},
        {"mac": SECOND, "model": MPP, "workspace": "Shop floor"},
    ]
    codes: dict[str, Any] = {"activation_codes_path": str(tmp_path / "codes.csv")}
    audited = test_fleet.run(simulator, "audit", wanted)
    done = test_fleet.run(simulator, "onboard", wanted, **codes)
    assert done["customers"][0]["problems"] == []
    written = [f"{each['method']} {each['path']}" for each in simulator.writes()]
    assert different(test_fleet.steps(audited), written) == ([], [])
    assert not test_fleet.run(simulator, "onboard", wanted, **codes)["changed"]

    # The workspace goes before its location, and takes its phone along.
    gone = {"state": "absent"}
    less = {**wanted, "locations": [{"name": "Lyon", **gone}], "workspaces": [{"name": "Shop floor", **gone}]}
    less["devices"] = [{"mac": FIRST, "members": []}, {"mac": SECOND, **gone}]
    assert test_fleet.run(simulator, "onboard", less)["customers"][0]["problems"] == []
    assert test_fleet.run(simulator, "audit", less)["customers"][0]["in_sync"]
