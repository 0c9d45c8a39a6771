# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The inventory plugin through ansible-inventory and ansible-playbook, with what the simulator holds."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml

from tests.integration.ansible_run import run_task
from tests.simulator_server import ACCESS_TOKEN, SimulatorServer

PLUGIN = "webex.wholesale.wholesale_customers"
EVIL = "{{ 6 * 7 }}"
OFFICE = {"address_line1": "12 rue de la Paix", "city": "Paris", "zip_or_postal_code": "75002", "country": "FR"}
CUSTOMERS: list[dict[str, Any]] = [
    {
        "external_id": "acme",
        "name": "Acme",
        "primary_email": "office@acme.example",
        "packages": ["webex_calling", "webex_meetings"],
        "address": OFFICE,
        "calling_location": {
            "name": "Paris",
            "address": OFFICE,
            "time_zone": "Europe/Paris",
            "preferred_language": "fr_FR",
        },
    },
    {
        "external_id": "globex",
        "name": "Globex",
        "primary_email": "office@globex.example",
        "packages": ["webex_meetings"],
        "address": OFFICE | {"city": "Bruxelles", "zip_or_postal_code": "1000", "country": "BE"},
    },
]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatorServer]:
    """A simulator with two customers, one of which has two users."""
    tasks: list[tuple[str, dict[str, Any]]] = [
        (
            "wholesale_customers",
            {"wholesale_customers": [{"template": "Default"} | each for each in CUSTOMERS], "wait_interval": 0.1},
        ),
        (
            "wholesale_users",
            {
                "customer": "acme",
                "wholesale_users": [
                    {"email": f"{name}@acme.example", "first_name": name, "last_name": "X", "package": "webex_meetings"}
                    for name in ("ann", "bob")
                ],
            },
        ),
    ]
    folder = tmp_path_factory.mktemp("customers")
    database = folder / "simulator.sqlite"
    with SimulatorServer(folder, database=str(database)) as simulator:
        for module, args in tasks:
            result = run_task(module, args, url=simulator.url)
            assert not result.get("failed"), result["msg"]
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("UPDATE org SET name = ? WHERE name = 'Acme'", [EVIL])
            connection.commit()
        yield simulator


def write(directory: Path, **options: Any) -> Path:
    """Write an inventory file."""
    path = directory / "customers.webex_wholesale.yml"
    path.write_text(yaml.safe_dump({"plugin": PLUGIN, **options}))
    return path


def run(*command: str | Path, url: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program as a user does; an inventory that cannot be read is an error, as in AWX."""
    settings = {"WEBEX_API_URL": url, "WEBEX_ACCESS_TOKEN": ACCESS_TOKEN, "ANSIBLE_INVENTORY_UNPARSED_FAILED": "true"}
    return subprocess.run(
        [str(part) for part in command],
        env=os.environ | settings | {"ANSIBLE_NOCOLOR": "1"} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def listed(path: Path, url: str, *options: str) -> Any:
    """Return the inventory as AWX reads it."""
    done = run("ansible-inventory", "-i", path, "--list", "--export", *options, url=url)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def hosts(inventory: Any, group: str = "webex_organizations") -> list[str]:
    """Return the hosts of a group."""
    return sorted(inventory.get(group, {}).get("hosts", []))


def test_variables_and_groups(world: SimulatorServer, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        include_organization=True,
        include_locations=True,
        include_users=True,
        keyed_groups=[{"key": "webex_packages", "prefix": "package"}, {"key": "webex_country", "prefix": "country"}],
        groups={"with_users": "webex_users > 0"},
        compose={"bundle": "webex_packages | length"},
    )
    inventory = listed(path, world.url)
    assert hosts(inventory) == ["acme", "globex"]
    assert hosts(inventory, "package_webex_meetings") == ["acme", "globex"]
    assert hosts(inventory, "package_webex_calling") == hosts(inventory, "country_FR") == ["acme"]
    assert hosts(inventory, "with_users") == ["acme"]
    assert inventory["webex_organizations"]["vars"]["ansible_connection"] == "local"
    variables = inventory["_meta"]["hostvars"]
    assert variables["globex"].pop("webex_customer_id")
    assert variables["globex"].pop("webex_org_id")
    assert variables["globex"] == {
        "bundle": 1,
        "webex_address": CUSTOMERS[1]["address"],
        "webex_country": "BE",
        "webex_external_id": "globex",
        "webex_locations": [],
        "webex_name": "Globex",
        "webex_packages": ["webex_meetings"],
        "webex_status": "provisioned",
        "webex_users": 0,
    }
    assert variables["acme"]["webex_locations"] == ["Paris"]
    assert variables["acme"]["webex_users"] == 2


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"package": "webex_calling"}, ["acme"]),
        ({"country": ["be", "DE"]}, ["globex"]),
        ({"status": ["error"]}, []),
        ({"sub_partner": "0a1b0000-0000-4000-8000-000000000002"}, []),
    ],
)
def test_a_filter_leaves_the_customers_that_fit(
    world: SimulatorServer, tmp_path: Path, options: dict[str, Any], expected: list[str]
) -> None:
    assert hosts(listed(write(tmp_path, **options), world.url)) == expected


@pytest.mark.parametrize("through_awx", [False, True])
def test_a_play_runs_on_the_customers(world: SimulatorServer, tmp_path: Path, through_awx: bool) -> None:
    """What Webex says is never a template, not even after AWX has imported the inventory; the interpreter is one."""
    source = write(tmp_path, include_organization=True)
    if through_awx:  # which stores what it imports, and hands it to Ansible with a script
        stored = json.dumps(listed(source, world.url))
        source = tmp_path / "hosts"
        source.write_text(f"#!{sys.executable}\nprint({stored!r})\n")
        source.chmod(0o700)
    play = {
        "hosts": "webex_organizations",
        "gather_facts": False,
        "tasks": [
            {"ansible.builtin.debug": {"msg": "{{ inventory_hostname }} is named {{ webex_name }}"}},
            {"ansible.builtin.command": "echo '{{ ansible_python_interpreter }}'"},
            {"webex.wholesale.location_info": {"customer": "{{ webex_org_id }}"}},
        ],
    }
    playbook = tmp_path / "play.yml"
    playbook.write_text(json.dumps([play]))
    done = run("ansible-playbook", "-v", "-i", source, playbook, url=world.url)
    assert done.returncode == 0, done.stdout
    assert f"acme is named {EVIL}" in done.stdout
    assert f'"stdout": "{sys.executable}"' in done.stdout


def test_the_cache_spares_webex(world: SimulatorServer, tmp_path: Path) -> None:
    cache = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(tmp_path / "cache")}
    path = write(tmp_path, **cache)
    before = len(world.requests())
    first = listed(path, world.url)
    assert len(world.requests()) == before + 1
    assert listed(path, world.url) == first
    assert len(world.requests()) == before + 1
    # Another question is not answered from the cache, and neither is a user who asks to flush it.
    assert hosts(listed(write(tmp_path, country=["BE"], **cache), world.url)) == ["globex"]
    assert len(world.requests()) == before + 2
    listed(path, world.url, "--flush-cache")
    assert len(world.requests()) == before + 3
    assert ACCESS_TOKEN not in "".join(each.read_text() for each in (tmp_path / "cache").iterdir())


@pytest.mark.parametrize(
    ("options", "environment", "words"),
    [
        ({}, {"WEBEX_ACCESS_TOKEN": "wrong-token"}, "The token is wrong or expired"),
        ({}, {"WEBEX_ACCESS_TOKEN": ""}, "access_token is missing: give access_token (or WEBEX_ACCESS_TOKEN)"),
        ({}, {"WEBEX_VALIDATE_CERTS": "perhaps"}, "The value 'perhaps' is not a valid boolean"),
        ({"api_url": "http://webexapis.com/v1"}, {}, "plain http would show the token"),
        ({"api_url": "http://127.0.0.1:9/v1"}, {}, "127.0.0.1:9 could not be reached"),
        ({"status": ["fine"]}, {}, "'fine'"),
    ],
)
def test_a_bad_inventory_names_its_mistake(
    world: SimulatorServer, tmp_path: Path, options: dict[str, Any], environment: dict[str, str], words: str
) -> None:
    done = run("ansible-inventory", "-i", write(tmp_path, **options), "--graph", url=world.url, **environment)
    assert done.returncode != 0
    assert words in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert "wrong-token" not in done.stderr


def test_ten_thousand_customers(tmp_path: Path) -> None:
    """They take at most 101 calls."""
    database = tmp_path / "many.sqlite"
    with SimulatorServer(tmp_path, database=str(database)):
        pass  # it has made the tables
    document = {"address": {"addressLine1": "1 Main Street", "city": "Town", "country": "FR"}, "errors": []}
    document |= {"packages": ["webex_meetings"], "details": {"webex_meetings": {"status": "provisioned"}}, "limits": {}}
    document |= {"name": "Some customer"}
    with closing(sqlite3.connect(database)) as connection:  # through the API it would take minutes
        connection.executemany(
            "INSERT INTO customer (id, external_id, org, status, doc) VALUES (?, ?, ?, 'provisioned', ?)",
            [(str(UUID(int=n)), f"crm-{n}", str(UUID(int=n + 1_000_000)), json.dumps(document)) for n in range(10_000)],
        )
        connection.commit()
    with SimulatorServer(tmp_path, database=str(database)) as simulator:
        inventory = listed(write(tmp_path), simulator.url)
        assert len(hosts(inventory)) == 10_000
        assert len(simulator.requests(since_start=True)) <= 101


def test_variables_that_are_set_but_empty_count_as_unset(world: SimulatorServer, tmp_path: Path) -> None:
    """So AWX hands over the fields of a credential that were left blank."""
    blank = {"WEBEX_SUB_PARTNER": "", "WEBEX_TIMEOUT": "", "WEBEX_VALIDATE_CERTS": "", "WEBEX_CA_PATH": ""}
    done = run("ansible-inventory", "-i", write(tmp_path), "--list", url=world.url, **blank)
    assert done.returncode == 0, done.stderr
    assert hosts(json.loads(done.stdout)) == ["acme", "globex"]
