# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook webex.wholesale.setup_assist fills a sheet for each customer, and asks nothing of Webex."""

from __future__ import annotations

import json
from pathlib import Path

from tests.integration.onboarding import Onboarding
from tests.simulator_server import SimulatorServer


def test_a_sheet_for_each_customer(simulator: SimulatorServer, tmp_path: Path) -> None:
    played = Onboarding(tmp_path, simulator.url)
    played.vary("harbor-legal", location_confirmed_by="Anna Meier")
    played.vary("hoshizora-design", wholesale_users="nobody")
    sheets = tmp_path / "sheets"
    played.run("--check", "--extra-vars", f"setup_assist_directory={sheets}", playbook="setup_assist")
    assert {host for host, count in played.recap("failed").items() if count} == {"hoshizora-design"}
    assert "wholesale_users: must be a list" in played.output
    assert sorted(path.name for path in sheets.iterdir()) == ["boulangerie-lumiere", "harbor-legal"]
    data = json.loads((sheets / "harbor-legal" / "report.json").read_text())
    assert data["confirmed"] == "Anna Meier"
    assert [(each["name"], each["users"]) for each in data["locations"]] == [("Baltimore", 10)]
    page = (sheets / "boulangerie-lumiere" / "report.html").read_text()
    assert "request for Boulangerie Lumière" in page
    assert (sheets / "boulangerie-lumiere" / "request.csv").read_text().count("\n") == 3
    assert simulator.requests() == []
