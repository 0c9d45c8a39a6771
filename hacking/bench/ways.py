# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ways to onboard users and fleets that are compared: playbooks, their data, and a simulator to run them on."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hacking.bench import measure
from tests.integration import populated
from tests.population import populate
from tests.simulator_server import ACCESS_TOKEN, SimulatorServer

CUSTOMER = "bench"
PARALLEL = 8
"""Requests at a time: the modules' default."""
FORKS = 20
USERS_EACH = 10
"""Users of each customer of a fleet."""
FLOOR = Path(__file__).with_name("floor.py")
REPLAY = Path(__file__).with_name("replay.py")
USER = {name: f"{{{{ item.{name} }}}}" for name in (*populated.name(0), *populated.user(0, CUSTOMER))}
CREATE = {
    "customerId": "{{ customer.id }}",
    "email": "{{ item.email }}",
    "packages": ["{{ item.package }}"],
    "provisioningParameters": {
        "firstName": "{{ item.first_name }}",
        "lastName": "{{ item.last_name }}",
        "primaryPhoneNumber": "{{ item.phone_number }}",
        "extension": "{{ item.extension }}",
        "locationId": "{{ location.id }}",
    },
}
USERS = "{{ query('webex.wholesale.wholesale_users_csv', csv) }}"
LOOP = {"loop": USERS, "loop_control": {"label": "{{ item.email }}"}}
TASKS: dict[str, list[dict[str, Any]]] = {
    "uri": [
        {"webex.wholesale.wholesale_customer_info": {"external_id": CUSTOMER}, "register": "customers"},
        {"webex.wholesale.location_info": {"customer": CUSTOMER}, "register": "locations"},
        {
            "ansible.builtin.uri": {
                "url": "{{ lookup('env', 'WEBEX_API_URL') }}/wholesale/subscribers",
                "method": "POST",
                "headers": {"Authorization": "Bearer {{ lookup('env', 'WEBEX_ACCESS_TOKEN') }}"},
                "body_format": "json",
                "body": CREATE,
            },
            "vars": {
                "customer": "{{ customers.wholesale_customers[0] }}",
                "location": "{{ locations.locations[0] }}",
            },
            **LOOP,
        },
    ],
    "loop": [{"webex.wholesale.wholesale_user": {"customer": CUSTOMER, **USER}, **LOOP}],
    "list": [
        {"webex.wholesale.wholesale_users": {"customer": CUSTOMER, "wholesale_users": USERS, "parallel": PARALLEL}}
    ],
}


@dataclass
class Result:
    """One measurement: what was done to how many items, in which time (s), with which peak memory (MB) and requests."""

    way: str
    items: int
    latency: float
    seconds: float
    memory: float
    requests: int


class Bench:
    """A simulator with a customer whose location has a number for every user, and runs against it."""

    def __init__(self, folder: Path, latency: float, numbers: int = 0, customers: int = 0) -> None:
        self.folder, self.latency = folder, latency
        folder.mkdir(parents=True)
        database = ":memory:"
        if customers:
            database = str(folder / "state.sqlite")
            populate(Path(database), customers, USERS_EACH)
        self.server = SimulatorServer(folder, latency=latency, database=database)
        self.numbers = numbers
        self.last = 0

    def __enter__(self) -> Bench:
        self.server.start()
        if self.numbers:
            customer = {**populated.customer(CUSTOMER), "wait_interval": 0.1}
            offices = {"customer": CUSTOMER, "locations": [populated.location(self.numbers)]}
            tasks = [{"webex.wholesale.wholesale_customer": customer}, {"webex.wholesale.locations": offices}]
            self.play("prepare", tasks, 0)
        return self

    def __exit__(self, *exception: object) -> None:
        self.server.stop()

    def users(self, count: int) -> Path:
        """Write a CSV file of so many users."""
        path = self.folder / f"{count}.csv"
        users = [populated.user(index, CUSTOMER, **populated.name(index)) for index in range(count)]
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, populated.user(0, CUSTOMER, **populated.name(0)))
            writer.writeheader()
            writer.writerows(users)
        return path

    def play(self, way: str, tasks: list[dict[str, Any]], count: int, **variables: Any) -> Result:
        """Measure a playbook of these tasks over so many users."""
        playbook = self.folder / f"{way}.yml"
        playbook.write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]))
        extra = json.dumps({"csv": str(self.users(count)), **variables})
        return self.measure(way, ["ansible-playbook", str(playbook), "--extra-vars", extra], count)

    def floor(self, count: int) -> Result:
        """Measure the bare script over so many users."""
        return self.measure(
            "floor", [sys.executable, str(FLOOR), str(self.users(count)), CUSTOMER, str(PARALLEL)], count
        )

    def replay(self, way: str, count: int) -> Result:
        """Measure the requests of the last measurement alone: the same ones, as many at a time."""
        path = self.folder / f"{way}.jsonl"
        path.write_text("".join(f"{json.dumps(each)}\n" for each in self.server.requests()[-self.last :]))
        return self.measure(way, [sys.executable, str(REPLAY), str(path), str(PARALLEL)], count)

    def fleet(self, way: str, inventory: Path, count: int, playbook: str = "webex.wholesale.onboard") -> Result:
        """Measure a playbook over the customers of an inventory."""
        extra = json.dumps({"onboarding_report_directory": str(self.folder / "report")})
        return self.measure(way, ["ansible-playbook", "-i", str(inventory), playbook, "--extra-vars", extra], count)

    def measure(self, way: str, command: Sequence[str], count: int) -> Result:
        """Measure a command that does something to so many items."""
        before = len(self.server.requests())
        environment = {
            "WEBEX_API_URL": self.server.url,
            "WEBEX_ACCESS_TOKEN": ACCESS_TOKEN,
            "ANSIBLE_LOCALHOST_WARNING": "0",
            "ANSIBLE_FORKS": str(FORKS),
        }
        measured = measure.run(command, environment, self.folder / f"{way}.log")
        requests = self.last = len(self.server.requests()) - before
        result = Result(way, count, self.latency, measured.seconds, measured.memory, requests)
        print(json.dumps(asdict(result)), file=sys.stderr, flush=True)
        return result


def write_audit(folder: Path) -> str:
    """Write a playbook that audits the customers of an inventory, and nothing else."""
    audit = {"webex.wholesale.wholesale_audit": {"hosts": "{{ ansible_play_hosts_all }}"}, "run_once": True}
    play = {"hosts": "webex_customers", "gather_facts": False, "tasks": [audit]}
    path = folder / "audit.yml"
    path.write_text(json.dumps([play]))
    return str(path)


def write_fleet(inventory: Path, customers: int, users: int, different: int = 0) -> Path:
    """Write an inventory of so many customers, each with a location and so many users.

    So many of them have a user whose last name differs from what is expected.
    """
    (inventory / "host_vars").mkdir(parents=True)
    hosts = [f"customer{index:05}" for index in range(customers)]
    common = {"ansible_connection": "local", "ansible_python_interpreter": "{{ ansible_playbook_python }}"}
    fleet = {"webex_customers": {"hosts": {host: {} for host in hosts}, "vars": common}}
    (inventory / "hosts.yml").write_text(json.dumps(fleet))
    for index, host in enumerate(hosts):
        first = index * users
        numbers = [f"+{populated.FIRST_NUMBER + first + user}" for user in range(users)]
        data: dict[str, Any] = {
            "wholesale_customer": {**populated.customer(host), "wait_interval": 1},
            "locations": [{**populated.location(0), "numbers": numbers}],
            "wholesale_users": [
                populated.user(first + user, host, **populated.name(first + user)) for user in range(users)
            ],
        }
        if index < different:
            data["wholesale_users"][-1]["last_name"] += "-New"
        (inventory / "host_vars" / f"{host}.yml").write_text(json.dumps(data))
    return inventory
