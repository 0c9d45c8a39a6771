# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook webex.wholesale.billing on the example customers, one of whom is a sub-partner's."""

from __future__ import annotations

import stat
from pathlib import Path

import yaml

from tests.integration.onboarding import Onboarding
from tests.simulator_server import SimulatorServer

ACTIVE = "0a1b0000-0000-4000-8000-000000000002"
BAKERY, LAW, DESIGN = "boulangerie-lumiere", "harbor-legal", "hoshizora-design"
REPORTS = "/v1/wholesale/billing/reports"


def test_the_bill_is_compared_with_the_inventory(tmp_path: Path, simulator: SimulatorServer) -> None:
    onboarding = Onboarding(tmp_path, simulator.url)
    onboarding.vary(LAW, webex_sub_partner=ACTIVE)
    onboarding.run()
    assert onboarding.code == 0, onboarding.output
    bills = tmp_path / "bills"
    period = ["-e", "billing_start=2026-10-01", "-e", "billing_end=2026-10-31", "-e", f"billing_directory={bills}"]

    onboarding.run(*period, "--check", playbook="billing")
    assert not bills.exists()
    assert "it is not downloaded yet" in onboarding.output

    # A report that fails does not keep that of the others from being compared.
    reason = {"code": 2024, "description": "No data"}
    simulator.faults({"reports": {"USER": {"errors": [reason], "times": 1}}})
    onboarding.run(*period, playbook="billing")
    assert onboarding.code != 0
    assert "No data (code 2024)" in onboarding.output
    found = onboarding.report("billing")
    assert [bool(each["problems"]) for each in found["reports"]] == [True, False]
    assert found["counts"] == {"not compared": 2, "as billed": 1}

    onboarding.run(*period, playbook="billing")
    assert onboarding.code == 0, onboarding.output
    assert onboarding.report("billing")["counts"] == {"as billed": 3}
    names = [f"2026-10-01_2026-10-31_user{end}.csv" for end in ("", f"_{ACTIVE}")]
    assert sorted(path.name for path in bills.iterdir()) == names
    pages = (onboarding.report_directory / "billing" / "latest").iterdir()
    for path in (*bills.iterdir(), *pages):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    requested = len([each for each in simulator.writes() if each["path"] == REPORTS])
    assert requested == 3

    # The inventory changes: one user more, one with another package, and a customer that nobody lists any more.
    path = onboarding.examples / "inventory" / "host_vars" / f"{BAKERY}.yml"
    users = yaml.safe_load(path.read_text())["wholesale_users"]
    users[0] |= {"package": "webex_suite"}
    onboarding.vary(BAKERY, wholesale_users=[*users, {"email": "new@bakery.example", "package": "webex_meetings"}])
    hosts = onboarding.examples / "inventory" / "hosts.yml"
    hosts.write_text(hosts.read_text().replace(f"    {DESIGN}:\n", ""))
    onboarding.run(*period, "-e", "billing_fail_on=difference", playbook="billing")
    assert onboarding.code != 0
    assert "2 of 3 customers are not billed as the inventory has them." in onboarding.output
    found = onboarding.report("billing")
    assert found["counts"] == {"different": 1, "as billed": 1, "not in the inventory": 1}
    bakery = next(each for each in found["customers"] if each["name"] == BAKERY)
    assert {(user["email"], user["what"]) for user in bakery["users"]} == {
        (users[0]["email"], "billed with another package"), ("new@bakery.example", "not billed"),
    }  # fmt: skip
    assert len([each for each in simulator.writes() if each["path"] == REPORTS]) == requested
    assert "Users who differ" in onboarding.page("billing")
    assert users[0]["email"] not in onboarding.output

    # With a limit, the customers of others are none that nobody lists.
    onboarding.run(*period, "-e", "billing_type=CUSTOMER", "--limit", LAW, playbook="billing")
    assert onboarding.code == 0, onboarding.output
    assert onboarding.report("billing")["counts"] == {"as billed": 1}
