# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Billing reports, through ansible-core on the simulator."""

from __future__ import annotations

import datetime
import json
import stat
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.billing_report.api import BillingReports
from ansible_collections.webex.wholesale.plugins.module_utils._task import TaskFailed

from tests.direct import one
from tests.http_server import Reply, Web
from tests.integration.steps import live, run, task
from tests.simulator_server import SimulatorServer

OCTOBER: dict[str, Any] = {"start_date": "2026-10-01", "end_date": "2026-10-31"}
USERS: dict[str, Any] = {**OCTOBER, "type": "USER"}
REPORTS = "/v1/wholesale/billing/reports"
ACTIVE, SUSPENDED = "0a1b0000-0000-4000-8000-000000000002", "0a1b0000-0000-4000-8000-000000000003"
INFO = "webex.wholesale.billing_report_info"


def test_a_report_is_requested_awaited_downloaded_and_removed(simulator: SimulatorServer, tmp_path: Path) -> None:
    path = tmp_path / "bills" / "users.csv"
    created, removed = live(
        simulator,
        "billing_report",
        ("created", {**USERS, "path": str(path)}),
        ("removed", {**USERS, "state": "absent"}),
    )
    assert created.writes == [f"POST {REPORTS}"]
    assert created.result["billing_report"]["status"] == "COMPLETED"
    assert path.read_text().startswith("SUBSCRIPTION_ID,")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(removed.writes) == 1
    shown = json.dumps([created.result, removed.result])
    assert "Signature=" not in shown
    assert "download/billing" not in shown


def test_the_file_is_kept_as_the_report_is(simulator: SimulatorServer, tmp_path: Path) -> None:
    path = tmp_path / "users.csv"
    kept = task("billing_report", **USERS, path=str(path))
    change = {"ansible.builtin.copy": {"content": "edited", "dest": str(path), "mode": "0644"}}
    first, _edited, check, repaired, again, reports = run(
        simulator, kept, change, {**kept, "check_mode": True}, kept, kept, {INFO: {"type": "USER"}}
    )
    assert not first.result.get("failed"), first.result
    assert (check.result["action"], repaired.result["action"], again.result["action"]) == (
        "updated", "updated", "unchanged",
    )  # fmt: skip
    assert check.writes == repaired.writes == again.writes == []
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each["status"] for each in reports.result["billing_reports"]] == ["COMPLETED"]


def test_a_failed_report_tells_why_and_the_next_run_requests_another(simulator: SimulatorServer) -> None:
    reason = {"code": 2024, "description": "No data for the period"}
    simulator.faults({"reports": {"USER": {"errors": [reason], "times": 1}}})
    failed, repaired, removed, left = run(
        simulator,
        task("billing_report", **USERS),
        task("billing_report", **USERS),
        task("billing_report", **USERS, state="absent"),
        {INFO: {}},
    )
    assert "Webex could not make the report USER 2026-10-01 to 2026-10-31: No data for the period (code 2024)." in (
        failed.message
    )
    assert "Run again to request another one" in failed.message
    assert failed.result["done"] == ["request it"]
    assert repaired.result["action"] == "created"
    assert len(removed.writes) == 2  # the one that failed as well
    assert left.result["billing_reports"] == []


def test_a_run_continues_to_wait_where_another_one_gave_up(tmp_path: Path) -> None:
    with SimulatorServer(tmp_path, provisioning_delay=1) as simulator:
        with pytest.raises(TaskFailed, match="not finished after wait_timeout"):
            one(BillingReports, simulator.url, **USERS, wait_timeout=0.1)
        report = one(BillingReports, simulator.url, **USERS, path=str(tmp_path / "users.csv"))
        assert (report["action"], report["billing_report"]["status"]) == ("updated", "COMPLETED")
        assert [each["path"] for each in simulator.writes()] == [REPORTS]


def test_the_report_of_a_sub_partner_is_another_one(simulator: SimulatorServer) -> None:
    own = one(BillingReports, simulator.url, **OCTOBER)
    theirs = one(BillingReports, simulator.url, **OCTOBER, sub_partner=ACTIVE)
    again = one(BillingReports, simulator.url, **OCTOBER, sub_partner=ACTIVE)
    assert own["id"] != theirs["id"] == again["id"]
    assert again["action"] == "unchanged"
    assert one(BillingReports, simulator.url, **OCTOBER, sub_partner=SUSPENDED)["action"] == "created"
    asked = [each["query"] for each in simulator.requests() if "subPartnerOrgId" in each["query"]]
    assert len(asked) == 3
    with pytest.raises(TaskFailed, match="is no sub-partner of this partner"):
        one(BillingReports, simulator.url, **OCTOBER, sub_partner=SUSPENDED[:-1] + "f")


@pytest.mark.parametrize(
    ("dates", "reason"),
    [
        ({"start_date": "1.10.2026"}, "start_date: is not a date"),
        ({"end_date": "2019-01-01"}, "end_date: must be within the last five years"),
        ({"start_date": "2026-10-31", "end_date": "2026-10-01"}, "start_date: must not be after end_date"),
        ({"end_date": str(datetime.datetime.now(datetime.UTC).date())}, "end_date: must be before the current day"),
    ],
)
def test_wrong_dates_are_refused_before_anything_is_sent(
    simulator: SimulatorServer, dates: dict[str, Any], reason: str
) -> None:
    with pytest.raises(TaskFailed, match=reason):
        one(BillingReports, simulator.url, **{**OCTOBER, **dates})
    assert simulator.requests() == []


def test_the_link_is_a_secret_and_gets_no_token(tmp_path: Path) -> None:
    web, elsewhere = Web(), Web()
    link = elsewhere.url.removesuffix("/v1") + "/file.csv?Signature=hush"
    answer = {"id": "a", "billingStartDate": "2026-10-01", "billingEndDate": "2026-10-31", "type": "PARTNER"}
    web.at("GET", REPORTS, Reply(body={"items": [answer | {"status": "COMPLETED"}]}))
    web.at("GET", f"{REPORTS}/a", Reply(body=answer | {"status": "COMPLETED", "tempDownloadURL": link}))
    elsewhere.at("GET", "/file.csv", Reply(403))
    path = tmp_path / "all.csv"
    path.write_text("as it was")
    with pytest.raises(TaskFailed) as refused:
        one(BillingReports, web.url, **OCTOBER, path=str(path))
    assert "did not send the file as a whole" in str(refused.value)
    assert "hush" not in str(refused.value) + json.dumps(refused.value.result)
    assert path.read_text() == "as it was"
    assert [each.token for each in elsewhere.seen] == [""]
    web.close()
    elsewhere.close()


@pytest.mark.parametrize("fault", ["cut", "drop_before"])
def test_a_download_that_breaks_off_is_repeated(simulator: SimulatorServer, tmp_path: Path, fault: str) -> None:
    simulator.faults({"responses": [{"path": "^/download/", "fault": fault, "times": 2}]})
    path = tmp_path / "all.csv"
    one(BillingReports, simulator.url, **OCTOBER, path=str(path))
    assert path.read_text().startswith("SUBSCRIPTION_ID,")
    assert json.loads(simulator.control("GET", "faults/injected"))[fault] == 2


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_lost(simulator: SimulatorServer, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(TaskFailed, match=r"path: .* cannot be written: File exists"):
        one(BillingReports, simulator.url, **OCTOBER, path=str(tmp_path / "file" / "all.csv"))
    # The report is there: it is not requested again.
    assert one(BillingReports, simulator.url, **OCTOBER, path=str(tmp_path / "all.csv"))["action"] == "updated"
    assert not [each.name for each in tmp_path.iterdir() if each.name.startswith(".")]
