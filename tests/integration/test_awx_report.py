# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a person sees of a job in AWX, whose container is gone when somebody wants to read the report."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.http_server import Listening
from tests.integration import awx_rules
from tests.integration.awx_jobs import DATA, NEWEST, Awx, Job
from tests.integration.test_runner import ANSWERS, CUSTOMERS
from tests.simulator_server import SimulatorServer

UPLOAD = DATA["awx_setup_report_credential_type"]
ONE = CUSTOMERS[2]


class Place(Listening):
    """A server that takes files by PUT from whoever may."""

    ALLOWED = ("Bearer the-upload-token", f"Basic {base64.b64encode(b'me:the-password').decode()}")

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        super().__init__()

    def answer(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        good = handler.command == "PUT" and handler.headers.get("Authorization") in self.ALLOWED
        if good:
            self.files[handler.path] = body.decode()
        handler.send_response(201 if good else 401)
        handler.send_header("Content-Length", "0")
        handler.end_headers()


@pytest.fixture
def place() -> Iterator[Place]:
    """A place that takes reports."""
    made = Place()
    yield made
    made.close()


def last_task(job: Job) -> str:
    """Return the name of the task that a job ends with."""
    return str([each["event_data"]["task"] for each in job.events if each["event"] == "playbook_on_task_start"][-1])


def test_a_job_ends_with_a_table_and_promises_no_path(awx: Awx, simulator: SimulatorServer) -> None:
    job = awx.launch("onboard.yml", limit=ONE)
    assert job.status == "successful", job.output()
    assert last_task(job) == "Sum up"
    title, row, line, where = job.last_words()
    assert title.split() == ["Customer", "External", "ID", "Result", "Locations", "Users", "Phones"]
    assert row.split()[1:] == [ONE, "created", "0", "2", "0"]
    assert line == "Done for 1 customer: 1 created. Templates: 3 created."
    assert where.startswith("Report: not kept")
    assert str(job.directory) not in where
    # The artifacts: ids and counts, and the line, for the text of a notification.
    artifacts = job.stats["artifact_data"]
    assert artifacts["webex_summary"] == line
    assert artifacts["webex_customers"][ONE]["users"] == 2
    assert artifacts["webex_customers"][ONE]["org_id"]


@pytest.mark.parametrize(
    "inputs", [{"token": "the-upload-token"}, {"username": "me", "password": "the-password"}], ids=["token", "user"]
)
def test_a_place_gets_the_files(
    awx: Awx, simulator: SimulatorServer, place: Place, inputs: dict[str, str], tmp_path: Path
) -> None:
    awx.environment = awx_rules.environment(UPLOAD, {"url": f"{place.url}/", **inputs}, tmp_path)
    job = awx.launch("onboard.yml", limit=ONE)
    assert job.status == "successful", job.output()
    assert set(place.files) == {"/v1/onboarding-report-1.json", "/v1/onboarding-report-1.html"}
    assert json.loads(place.files["/v1/onboarding-report-1.json"])["customers"][0]["host"] == ONE
    assert job.last_words()[-1] == f"Report: {place.url}/onboarding-report-1.html"
    assert not [secret for name, secret in inputs.items() if name != "username" and secret in json.dumps(job.events)]


def test_what_cannot_be_sent_on_fails_nothing_but_is_told_of(
    awx: Awx, simulator: SimulatorServer, place: Place, tmp_path: Path
) -> None:
    awx.environment = awx_rules.environment(UPLOAD, {"url": place.url, "token": "a-wrong-token"}, tmp_path)
    job = awx.launch("onboard.yml", limit=ONE)
    assert job.status == "successful", job.output()
    where = job.last_words()[-1]
    assert where.startswith("Report: not sent, ")
    assert "401" in where
    assert "WEBEX_REPORT_UPLOAD_URL" in where
    assert "a-wrong-token" not in json.dumps(job.events)


def test_a_mounted_path_keeps_the_report_of_every_job(awx: Awx, simulator: SimulatorServer, tmp_path: Path) -> None:
    for number, option in enumerate(("onboarding_report_directory", "report_directory"), 1):
        mounted = {option: str(tmp_path / "mounted")}
        job = awx.launch("onboard.yml", mounted, limit=ONE, check=number == 1, template=mounted)
        name = {1: "onboarding-plan", 2: "onboarding-report"}[number]
        [written] = (tmp_path / "mounted" / name).glob(f"*-job-{number}/report.html")
        assert job.last_words()[-1] == f"Report: {written}"
        assert f"<dd>{number}" in written.read_text()


def test_two_surveys_at_once(awx: Awx, simulator: SimulatorServer) -> None:
    """Each has its own customer and users, and says nothing of the other's."""
    other = ANSWERS | {
        "survey_external_id": "zeta",
        "survey_name": "Zeta SARL",
        "survey_primary_email": "contact@zeta.example",
        "survey_numbers": "",
        "survey_users": "email,first_name,last_name,package,location,extension,emergency_callback\n"
        "zoe@zeta.example,Zoe,Zander,webex_calling,Paris,2001,none\n",
    }
    with ThreadPoolExecutor(2) as both:
        jobs = list(both.map(lambda answers: awx.launch("onboard_customer.yml", answers), [ANSWERS, other]))
    for job, own, foreign in zip(jobs, ("acme", "zeta"), ("zeta", "acme"), strict=True):
        assert job.status == "successful", job.output()
        assert set(job.hosts("changed")) == {own}
        assert foreign not in job.output()
    assert simulator.info()["subscriber"] == 2
    assert not [path for job in jobs for path in job.directory.rglob("*.csv") if path.parent.name != "users"]


@pytest.mark.parametrize("core", [NEWEST], indirect=True)
def test_the_newest_ansible_core_has_nothing_to_say_of_our_processes(
    core: Path, installed: Path, tmp_path: Path
) -> None:
    """Ansible-core 2.21 complains of what is written past its display, also of progress while Webex works."""
    with SimulatorServer(tmp_path, provisioning_delay=3) as webex:
        job = Awx(tmp_path / "awx", webex.url, installed, core).launch("onboard.yml")
    assert job.status == "successful", job.output()
    assert " s)" in job.output()  # progress
    everything = job.output() + json.dumps(job.events)
    assert "errantly" not in everything
    assert "DEPRECATION" not in everything
