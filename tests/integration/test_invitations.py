# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""People who are waited for: told, written to when they are due, and not again too early."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.foretold import different, requested
from tests.integration.steps import ACME, MARIE, run, task
from tests.simulator_server import ACCESS_TOKEN, SimulatorServer

WITHOUT_NUMBER = MARIE | {"phone_number": None, "emergency_callback": "none"}
PEOPLE = [
    WITHOUT_NUMBER,
    WITHOUT_NUMBER | {"email": "ann@free.example.com", "extension": "102"},
    WITHOUT_NUMBER | {"email": "bob@idle.example.com", "extension": "103"},
]
HERE = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
INVITATIONS = "wholesale_invitations"


def waiting(simulator: SimulatorServer) -> None:
    """Have a customer with somebody who must consent, and somebody who never signed in."""
    done = run(
        simulator,
        task("wholesale_customer", **ACME),
        task("wholesale_users", wholesale_users=PEOPLE, customer="acme"),
    )
    assert not any(step.result.get("failed") for step in done)


def test_who_is_waited_for_gets_one_mail_per_period(simulator: SimulatorServer, tmp_path: Path) -> None:
    waiting(simulator)
    path = tmp_path / "state" / "sent.json"
    options: dict[str, Any] = {
        "customers": [
            {"name": "Acme", "wholesale_customer": {"external_id": "acme"}},
            {"wholesale_customer": {"external_id": "new"}},
        ],
        "state_path": str(path),
    }
    send = options | {"send": True}
    refused, told, check, sent, again = run(
        simulator,
        task(INVITATIONS, **options | {"send": True, "state_path": None}),
        task(INVITATIONS, **options),
        task(INVITATIONS, True, **send),
        task(INVITATIONS, **send),
        task(INVITATIONS, **send),
    )
    assert "state_path: is required to send" in refused.message
    acme, new = told.result["customers"]
    [ann] = acme["consent"]
    assert (ann["email"], ann["action"], ann["days"], ann["sent"]) == ("ann@free.example.com", "due", 0, "")
    assert [each["email"] for each in acme["never_active"]] == ["bob@idle.example.com"]
    assert acme["activation"]["action"] == "due"
    assert (new["customer_id"], new["problems"]) == (None, [])
    assert told.result["counts"]["due"] == 2
    assert (told.result["changed"], told.writes, acme["steps"]) == (False, [], [])
    # Check mode tells what is then sent.
    assert check.result["changed"]
    assert check.writes == []
    planned = requested(check.result["customers"][0]["steps"])
    assert len(planned) == 2
    assert different(planned, sent.writes) == ([], [])
    assert different(requested(sent.result["customers"][0]["steps"]), sent.writes) == ([], [])
    assert sent.result["counts"]["sent"] == 2
    outcome = sent.result["customers"][0]["activation"]["result"]
    assert (outcome["sent"], outcome["failed"], outcome["allowed"], outcome["errors"]) == (1, 0, True, [])
    # The simulated user agrees at once. The organization got its e-mails a moment ago.
    assert again.result["customers"][0]["consent"] == []
    assert again.result["customers"][0]["activation"]["action"] == "early"
    assert again.writes == []
    assert path.stat().st_mode & 0o777 == 0o600
    assert "@" not in path.read_text()
    assert len(json.loads(path.read_text())["sent"]) == 2


def test_a_mail_that_fails_is_told_and_tried_again(simulator: SimulatorServer, tmp_path: Path) -> None:
    waiting(simulator)
    broken = tmp_path / "sent.json"
    broken.write_text("{}")
    send: dict[str, Any] = {"customers": [{"wholesale_customer": {"external_id": "acme"}}], "send": True}
    off = task("wholesale_customer", external_id="acme", automatic_activation_emails=False)
    simulator.faults({"responses": [{"method": "POST", "path": "consentMove", "status": 400, "message": "Not today"}]})
    unknown, unwritable, failed, after = run(
        simulator,
        task(INVITATIONS, **send, state_path=str(broken)),
        task(INVITATIONS, **send, state_path="/proc/none/sent.json"),
        task(INVITATIONS, **send, state_path=str(tmp_path / "other.json")),
        task(INVITATIONS, **send, state_path=str(tmp_path / "other.json")),
    )
    assert "is no file of sent e-mails" in unknown.message
    # What could not be remembered is not sent.
    assert "cannot be written" in unwritable.message
    assert (unknown.writes, unwritable.writes) == ([], [])
    assert "Not today" in failed.message
    assert failed.result["customers"][0]["consent"][0]["action"] == "failed"
    # What failed is tried again, what was sent is not.
    assert [write.split("/")[-1] for write in after.writes] == ["consentMove"]
    _off, forbidden = run(simulator, off, task(INVITATIONS, **send, state_path=str(tmp_path / "third.json")))
    assert "the organization does not allow them" in forbidden.message


def test_the_playbook_writes_a_page_and_knows_unmade_customers(simulator: SimulatorServer, tmp_path: Path) -> None:
    waiting(simulator)
    inventory = tmp_path / "hosts.yml"
    hosts = {"acme": {"wholesale_customer": ACME}, "later": {"wholesale_customer": ACME | {"external_id": "later"}}}
    inventory.write_text(json.dumps({"webex_customers": {"hosts": hosts, "vars": HERE}}))
    environment = os.environ | {
        "WEBEX_API_URL": simulator.url,
        "WEBEX_ACCESS_TOKEN": ACCESS_TOKEN,
        "ANSIBLE_NOCOLOR": "1",
    }

    def play(*options: str, **variables: Any) -> subprocess.CompletedProcess[str]:
        given = json.dumps({"report_directory": str(tmp_path / "reports"), **variables})
        command = [
            "ansible-playbook",
            "-i",
            str(inventory),
            "webex.wholesale.invitations",
            "--extra-vars",
            given,
            *options,
        ]
        return subprocess.run(command, env=environment, text=True, capture_output=True, check=False, timeout=120)

    before = len(simulator.writes())
    told = play()
    assert told.returncode == 0, told.stdout
    assert "2 people are waited for. 2 e-mails are due" in told.stdout
    assert len(simulator.writes()) == before
    latest = tmp_path / "reports" / "invitations" / "latest"
    assert json.loads((latest / "report.json").read_text())["counts"]["due"] == 2
    assert "ann@free.example.com" in (latest / "report.html").read_text()
    planned = play("--check", invitations_send=True)
    assert planned.returncode == 0, planned.stdout
    assert len(simulator.writes()) == before
    assert len(json.loads((latest / "report.json").read_text())["customers"][0]["steps"]) == 2
    sent = play(invitations_send=True)
    assert sent.returncode == 0, sent.stdout
    assert len(simulator.writes()) == before + 2
    assert (tmp_path / "reports" / "invitations" / "sent.json").exists()
    in_awx = play(invitations_send=True, awx_job_id=7, report_directory="reports")
    assert "invitations_state_path is needed in AWX" in in_awx.stdout
    assert len(simulator.writes()) == before + 2
