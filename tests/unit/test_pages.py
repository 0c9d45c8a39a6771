# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Pages of reports: one look, whatever they are about, and nothing of it is taken for markup."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ansible_collections.webex.wholesale.plugins.filter.report_page import report_page

NASTY = "<b>{{ 1 + 1 }}</b>"
DOCTOR = {
    "ok": False,
    "counts": {"fine": 1, "attention": 0, "fails": 1},
    "checks": [
        {"name": "Clock", "verdict": "fine", "found": "As the server's.", "remedy": ""},
        {"name": "Token", "verdict": "fails", "found": NASTY, "remedy": "Make a new one."},
    ],
    "calls": 7,
}
VARIABLES: dict[str, Any] = {
    "ansible_check_mode": True,
    "awx_job_id": 12,
    "awx_user_name": "erika",
    "awx_inventory_name": "Customers",
    "awx_project_revision": "0123456789abcdef",
}


def test_a_page_its_json_and_what_is_told() -> None:
    made = report_page(DOCTOR, "doctor", run=VARIABLES)
    assert made["counts"] == {"fails": 1, "attention": 0, "fine": 1}
    assert "Not everything is ready." in made["summary"]
    assert "&lt;b&gt;{{ 1 + 1 }}&lt;/b&gt;" in made["html"]
    assert NASTY not in made["html"]
    run = json.loads(made["json"])["run"]
    assert (run["by"], run["job"], run["inventory"], run["revision"], run["calls"], run["check_mode"]) == (
        "erika", "12", "Customers", "0123456789ab", 7, True,
    )  # fmt: skip
    assert made["stamp"].endswith("Z-job-12")


def test_earlier_runs_are_shown_and_a_broken_line_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    file.write_text('{"at": "2026-01-02T03:04:05Z", "counts": {"fine": 1}}\n{"at": \n')
    assert "2026-01-02" in report_page(DOCTOR, "doctor", history=str(file))["html"]
