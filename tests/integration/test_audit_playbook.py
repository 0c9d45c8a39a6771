# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks webex.wholesale.audit and verify: what they tell, when they fail, and what the guide says of them."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.documents import blocks
from tests.http_server import Reply, Web
from tests.integration.onboarding import Onboarding
from tests.simulator_server import ACCESS_TOKEN, SimulatorServer

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "docsite" / "rst" / "guide_day_two.rst"
BAKERY, LAW, DESIGN = "boulangerie-lumiere", "harbor-legal", "hoshizora-design"
FREE = "consent@free.example.com"


def block(*words: str) -> str:
    """Return the block of the guide that has these words."""
    [found] = [each.text for each in blocks(GUIDE) if all(word in each.text for word in words)]
    return found


def report(onboarding: Onboarding, name: str = "audit") -> Any:
    """Return the data of the latest report."""
    return json.loads((onboarding.report_directory / name / "latest" / "report.json").read_text())


def drifted(onboarding: Onboarding, simulator: SimulatorServer) -> None:
    """Onboard the examples, one with a package in error and one with a user to consent, and change the inventory."""
    path = onboarding.examples / "inventory" / "host_vars" / f"{BAKERY}.yml"
    users = yaml.safe_load(path.read_text())["wholesale_users"]
    waiting = {"email": FREE, "package": "webex_meetings"}
    onboarding.vary(BAKERY, wholesale_users=[*users, waiting])
    package = onboarding.customer(DESIGN)["packages"][0]
    refusal = {"errorCode": 4711, "description": "No capacity"}
    simulator.faults({"provisioning": {DESIGN: {"packages": {package: {"errors": [refusal]}}}}})
    onboarding.run()
    simulator.faults({})
    users[1]["last_name"] = "Petite"
    new = {"email": "new@bakery.example", "package": "webex_meetings", "first_name": "New", "last_name": "Man"}
    onboarding.vary(BAKERY, wholesale_users=[*users[:3], waiting, new])
    hosts = onboarding.examples / "inventory" / "hosts.yml"
    hosts.write_text(hosts.read_text().replace(f"    {LAW}:\n", ""))


def test_an_audit_tells_everything_and_writes_nothing(tmp_path: Path, simulator: SimulatorServer, web: Web) -> None:
    onboarding = Onboarding(tmp_path, simulator.url)
    drifted(onboarding, simulator)
    before = len(simulator.writes())

    onboarding.run(playbook="audit")
    assert onboarding.code == 0, onboarding.output
    assert set(onboarding.recap("changed").values()) == {0}
    found = report(onboarding)
    told = {name: count for name, count in found["totals"].items() if count}
    assert told == {
        "customers": 2, "different": 2, "failing": 1, "waiting": 1, "unlisted_customers": 1, "unlisted_objects": 1,
    }  # fmt: skip
    page = (onboarding.report_directory / "audit" / "latest" / "report.html").read_text()
    for words in ("Petite", "new@bakery.example", LAW, "No capacity (code 4711)", "comptabilite@", FREE):
        assert words in page
    assert ACCESS_TOKEN not in page

    # An alarm, by the guide's webhook, before the run fails: it names customers, and nothing of people.
    web.on("POST", "hook", Reply(204))
    notify = tmp_path / "notify.yml"
    notify.write_text(block("audit_webhook"))
    onboarding.run(
        "-e", f"audit_tasks={notify}", "-e", f"audit_webhook={web.url}/hook", "-e", "audit_fail_on=drift",
        playbook="audit",
    )  # fmt: skip
    assert onboarding.code == 2, onboarding.output
    assert {host for host, count in onboarding.recap("failed").items() if count} == {BAKERY, DESIGN}
    assert "last_name is Petit, and should be Petite" in onboarding.output
    (hook,) = web.seen
    for words in (BAKERY, LAW, DESIGN, "1 object missing, 1 field different, 1 user not listed"):
        assert words in hook.body
    assert "@" not in hook.body
    history = (onboarding.report_directory / "audit" / "history.jsonl").read_text().splitlines()
    assert [json.loads(line)["counts"]["not in the inventory"] for line in history] == [1, 1]

    # What is limited is told as a part, and what only differs is no failure. Verify fails for it all the same.
    onboarding.run("--limit", BAKERY, "-e", "audit_fail_on=failed", playbook="audit")
    assert onboarding.code == 0, onboarding.output
    assert report(onboarding, "audit-part")["unlisted"]["customers"] == []
    onboarding.run("--check", playbook="verify")
    assert {host for host, count in onboarding.recap("failed").items() if count} == {BAKERY, DESIGN}
    assert "unlisted" not in report(onboarding, "verify")

    # Without a page, as on a full disk, what was found is told all the same.
    onboarding.report_directory = tmp_path / "notify.yml"
    onboarding.run(playbook="audit")
    assert onboarding.code == 2, onboarding.output
    assert f"{LAW}: not in the inventory" in onboarding.output
    assert onboarding.output.count("The page could not be written: ") >= 2
    # Without an audit there is nothing that could be in order.
    onboarding.token = "wrong"
    onboarding.run(playbook="audit")
    assert onboarding.code == 2, onboarding.output
    assert "There was no audit" in onboarding.output
    assert len(simulator.writes()) == before


STUB = """
DOCUMENTATION = "module: mail"
"""


def test_the_mail_of_the_guide_is_sound(tmp_path: Path) -> None:
    modules = tmp_path / "ansible_collections" / "community" / "general" / "plugins" / "modules"
    modules.mkdir(parents=True)
    (modules / "mail.py").write_text(STUB)
    tasks = yaml.safe_load(block("community.general.mail"))
    playbook = tmp_path / "mail.yml"
    playbook.write_text(yaml.safe_dump([{"hosts": "localhost", "tasks": tasks}]))
    done = subprocess.run(
        ["ansible-playbook", "--syntax-check", "-i", "localhost,", str(playbook)],
        env=os.environ | {"ANSIBLE_COLLECTIONS_PATH": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.fixture
def web() -> Any:
    """A server that takes what is sent to a webhook."""
    server = Web()
    yield server
    server.close()
