# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who has no inventory answers questions, and gets one that onboards."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integration.onboarding import Onboarding
from tests.simulator_server import SimulatorServer

GLOBEX = {
    "customer_external_id": "globex",
    "customer_name": 'Globex: "G" 株式会社',
    "customer_email": "info@globex.example",
    "customer_template": "Default",
    "customer_address_line1": "1 rue A",
    "customer_city": "München",
    "customer_state": "",
    "customer_postal_code": "01067",
    "customer_country": "DE",
    "customer_time_zone": "Europe/Berlin",
    "customer_language": "de_DE",
    "customer_pstn_provider": "Simulated Telecom DE",
    "customer_numbers": "+49 89 9900 1200, +49 89 9900 1201",
}


@pytest.fixture
def onboarding(tmp_path: Path, simulator: SimulatorServer) -> Onboarding:
    """A user's folder without any customer."""
    onboarding = Onboarding(tmp_path, simulator.url)
    shutil.rmtree(onboarding.examples / "inventory")
    (onboarding.examples / "inventory" / "host_vars").mkdir(parents=True)
    return onboarding


def write(onboarding: Onboarding, name: str, text: str) -> None:
    """Write a file of the inventory; the simulator is done sooner than Webex."""
    path = onboarding.examples / "inventory" / name
    path.write_text(text.replace("wholesale_customer:\n", "wholesale_customer:\n  wait_interval: 0.1\n"))


def start(folder: Path, **answers: Any) -> subprocess.CompletedProcess[str]:
    """Run webex.wholesale.new_customer with answers given beforehand."""
    variables = json.dumps({"customer_inventory": str(folder), **GLOBEX, **answers})
    return subprocess.run(
        ["ansible-playbook", "webex.wholesale.new_customer", "--extra-vars", variables],
        env=os.environ | {"ANSIBLE_NOCOLOR": "1"}, text=True, capture_output=True, check=False, timeout=120,
    )  # fmt: skip


def test_a_customer_that_was_started_by_command_is_onboarded_as_it_is(onboarding: Onboarding) -> None:
    inventory = onboarding.examples / "inventory"
    done = start(inventory)
    assert done.returncode == 0, done.stdout + done.stderr
    globex = inventory / "host_vars" / "globex.yml"
    made = yaml.safe_load(globex.read_text())
    assert made["wholesale_customer"]["name"] == GLOBEX["customer_name"]
    assert made["wholesale_customer"]["address"]["zip_or_postal_code"] == "01067"
    assert yaml.safe_load((inventory / "hosts.yml").read_text())["webex_customers"]["hosts"] == {"globex": None}
    write(onboarding, "host_vars/globex.yml", globex.read_text())
    assert onboarding.run().code == 0, onboarding.output
    (customer,) = onboarding.report()["customers"]
    assert customer["status"] == "created"
    assert [place["action"] for place in customer["locations"]] == ["updated"]


def test_starting_a_customer_overwrites_nothing_and_keeps_what_stands_in_the_list(onboarding: Onboarding) -> None:
    inventory = onboarding.examples / "inventory"
    hosts = "# mine\nwebex_customers:\n  hosts:\n    acme: # the first\n  vars: {ansible_connection: local}\n"
    (inventory / "hosts.yml").write_text(hosts)
    assert start(inventory).returncode == 0
    assert (inventory / "hosts.yml").read_text() == hosts.replace("  hosts:\n", "  hosts:\n    globex:\n")
    before = (inventory / "host_vars" / "globex.yml").read_text()
    again = start(inventory, customer_name="Other")
    assert again.returncode != 0
    assert "globex.yml exists, and is not overwritten; choose another external ID" in again.stdout + again.stderr
    assert (inventory / "host_vars" / "globex.yml").read_text() == before
    assert (inventory / "hosts.yml").read_text().count("globex") == 1


@pytest.mark.parametrize(
    ("answers", "sentences"),
    [
        (
            {
                "customer_country": "Germany",
                "customer_numbers": "089 99001200, 089 99001201",
                "customer_email": "globex",
                "customer_time_zone": "Europe/Munich",
            },
            [
                "customer_country: is not a two-letter country code",
                "customer_email: is not an e-mail address",
                "customer_time_zone: is no time zone that the database of this machine (tzdata) knows",
                "customer_numbers: is not a phone number in E.164 format",
            ],
        ),
        ({"customer_external_id": "../globex"}, ["customer_external_id: takes letters, digits"]),
    ],
)
def test_bad_answers_are_told_at_once_and_write_no_file(
    onboarding: Onboarding, answers: dict[str, str], sentences: list[str]
) -> None:
    inventory = onboarding.examples / "inventory"
    done = start(inventory, **answers)
    assert done.returncode != 0
    (said,) = (line for line in done.stdout.splitlines() if line.startswith("fatal: "))
    assert [said.count(sentence) for sentence in sentences] == [1] * len(sentences)
    assert [path for path in inventory.rglob("*") if path.is_file()] == []
