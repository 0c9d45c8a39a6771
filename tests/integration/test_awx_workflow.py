# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The workflows that awx_setup makes, run as AWX runs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration import awx_workflow
from tests.integration.awx_jobs import Awx
from tests.integration.awx_stand_in import Awx as StandIn
from tests.integration.test_runner import TEMPLATE
from tests.simulator_server import SimulatorServer

BAD = "harbor-legal"


@pytest.fixture
def controller(done: tuple[StandIn, int, str]) -> StandIn:
    """A stand-in of AWX that is set up."""
    return done[0]


@pytest.mark.parametrize("how", ["data", "webex"])  # found before Webex is asked, or by asking
def test_one_bad_customer_does_not_stop_the_others(
    controller: StandIn, awx: Awx, simulator: SimulatorServer, how: str
) -> None:
    """The plan tells of it, the approval is reached, the others go on, and the workflow fails with its name."""
    path = awx.project / "inventory" / "host_vars" / f"{BAD}.yml"
    text = path.read_text()
    good, bad = {"data": ("webex_suite", "webex_everything"), "webex": ("province: MD", "province: XX")}[how]
    path.write_text(text.replace(good, bad))
    others = [host for host in awx.hosts() if host != BAD]

    came = awx_workflow.run(controller, awx, "Webex onboarding")
    [plan] = came.jobs["plan"]
    assert plan.status == "failed"
    assert f"Plan for 3 customers: 2 to create, 1 failed ({BAD}). Templates: 3 to create." in plan.last_words()
    assert came.approvals == ["approval"]
    done = [host for job in came.jobs["onboard"] for host in job.hosts("changed")]
    assert sorted(done) == others
    [verified] = came.jobs["verify"]
    assert set(verified.hosts("failures")) == {BAD}
    assert came.failed
    assert "Webex verification: 1 failed, 2 in sync" in verified.last_words()

    path.write_text(text)
    came = awx_workflow.run(controller, awx, "Webex onboarding")
    assert not came.failed


def test_partner_hub_is_asked_for_only_when_the_api_has_not_made_the_template(
    controller: StandIn, awx: Awx, tmp_path: Path, installed: Path, image: Path
) -> None:
    came = awx_workflow.run(controller, awx, "Webex new onboarding template", TEMPLATE)
    assert not came.failed
    assert came.approvals == []
    assert set(came.jobs) == {"template", "made"}

    with SimulatorServer(tmp_path, no_onboarding_templates=True) as webex:
        without = Awx(tmp_path / "without", webex.url, installed, image)
        came = awx_workflow.run(controller, without, "Webex new onboarding template", TEMPLATE)
    assert not came.failed
    assert came.approvals == ["partner-hub"]
    [made] = came.jobs["made"]
    assert "Partner Hub" in made.output()


def test_a_template_that_cannot_be_made_asks_for_no_approval(controller: StandIn, awx: Awx) -> None:
    nobody = TEMPLATE | {"survey_service_provider_admin": "nobody@partner.example.com"}
    came = awx_workflow.run(controller, awx, "Webex new onboarding template", nobody)
    assert came.failed
    assert came.approvals == []
