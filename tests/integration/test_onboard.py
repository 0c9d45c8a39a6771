# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook webex.wholesale.onboard and its roles: plan, run, run again, report, failures of single customers."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from ansible_collections.webex.wholesale.plugins.plugin_utils._pages import HUB

from tests.integration.onboarding import Onboarding
from tests.simulator_server import ACCESS_TOKEN, SimulatorServer

CUSTOMERS = ["boulangerie-lumiere", "harbor-legal", "hoshizora-design"]
NONE = dict.fromkeys(CUSTOMERS, 0)


@pytest.fixture
def onboarding(tmp_path: Path, simulator: SimulatorServer) -> Onboarding:
    """The example customers, of whom Webex knows nothing yet."""
    return Onboarding(tmp_path, simulator.url)


class Page(HTMLParser):
    """The words of a page, and the addresses that it would load from elsewhere."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words = ""
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element loads."""
        self.loads += [f"{tag} {value}" for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        """Note the words."""
        self.words += data


@pytest.mark.smoke
def test_plan_then_run_then_nothing_left(onboarding: Onboarding, simulator: SimulatorServer) -> None:
    onboarding.run("--check", "--diff")
    assert onboarding.code == 0, onboarding.output
    assert simulator.requests()
    assert simulator.writes() == []
    assert not (onboarding.report_directory / "onboarding-report").exists()
    plan = onboarding.report("onboarding-plan")
    assert plan["check_mode"] is True
    assert plan["totals"] == {
        "templates": {"created": 3}, "customers": {"created": 3}, "locations": {"created": 1, "updated": 2},
        "users": {"created": 16}, "workspaces": {"created": 1}, "devices": {"created": 3},
    }  # fmt: skip
    assert "numbers of 3 locations that it creates." in onboarding.output
    assert "not in Partner Hub" not in onboarding.output, "of a template that the run creates"
    page = onboarding.page("onboarding-plan")
    assert "nothing was written" in page
    assert "numbers of 3 locations that it creates" in page
    assert ">created<" not in page

    onboarding.run()
    assert onboarding.code == 0, onboarding.output
    assert simulator.writes()
    assert "Not known before the run" not in onboarding.output
    first = onboarding.report()
    # The head office came with the customer.
    assert first["totals"] == {
        "templates": {"created": 3}, "customers": {"created": 3}, "locations": {"created": 1, "updated": 2},
        "users": {"created": 16}, "workspaces": {"created": 1}, "devices": {"created": 3},
    }  # fmt: skip

    written = len(simulator.writes())
    onboarding.run()
    assert onboarding.code == 0, onboarding.output
    assert onboarding.recap("changed") == NONE
    assert len(simulator.writes()) == written
    second = onboarding.report()
    assert second["totals"] == {
        "templates": {"unchanged": 3}, "customers": {"unchanged": 3}, "locations": {"unchanged": 3},
        "users": {"unchanged": 16}, "workspaces": {"unchanged": 1}, "devices": {"unchanged": 3},
    }  # fmt: skip
    # What identifies things is told whether or not they changed.
    for before, after in zip(first["customers"], second["customers"], strict=True):
        for name in ("id", "org_id", "provisioning_id"):
            assert before[name]
            assert before[name] == after[name]


def test_the_report_tells_what_was_done_and_no_secret(onboarding: Onboarding) -> None:
    onboarding.vary(
        "hoshizora-design", wholesale_customer=onboarding.customer("hoshizora-design") | {"name": "A<b>&Co"}
    )
    onboarding.run()
    assert onboarding.code == 0, onboarding.output
    bakery, law, design = onboarding.report()["customers"]
    assert [customer["host"] for customer in (bakery, law, design)] == CUSTOMERS
    assert bakery["packages"] == ["common_area_calling", "webex_calling", "webex_meetings"]
    assert [place["numbers"][0] for place in bakery["locations"]] == ["+33199001200", "+33465710800"]
    change = next(change for change in bakery["changes"] if "main_number" in change["changes"]["after"])
    assert change["changes"]["after"]["main_number"] == "+33199001200"
    assert law["users"][5]["last_name"] == "Beckett, Jr."
    assert law["users"][1]["roles"] == ["User and Device Administrator"]
    assert [user["first_name"] for user in design["users"]] == ["美咲", "健太"]

    text = onboarding.page()
    page = Page(text)
    assert {each for each in page.loads if not each.startswith("a #")} == {f"a {HUB}"}
    for word in ("Boulangerie Lumière", "+33199001201", "A<b>&Co", "美咲 田中", bakery["org_id"]):
        assert word in page.words
    assert "<b>&Co" not in text
    files = [path for path in onboarding.report_directory.rglob("*") if path.is_file()]
    assert {path.name for path in files} == {"report.html", "report.json", "history.jsonl"}
    for path in files:
        assert ACCESS_TOKEN not in path.read_text()
        assert path.stat().st_mode & 0o007 == 0


def test_a_broken_customer_stops_no_other(onboarding: Onboarding, simulator: SimulatorServer) -> None:
    broken = onboarding.customer("boulangerie-lumiere") | {"template": "No such template"}
    onboarding.vary("boulangerie-lumiere", wholesale_customer=broken)
    onboarding.run("--check")
    assert "template: No such template is not in Partner Hub" in onboarding.output
    onboarding.run()
    assert onboarding.code != 0
    assert onboarding.recap("failed") == NONE | {"boulangerie-lumiere": 1}
    report = onboarding.report()
    assert report["totals"]["customers"] == {"created": 2, "failed": 1}
    assert report["totals"]["users"] == {"created": 12, "not attempted": 4}
    bakery = report["customers"][0]
    assert bakery["status"] == "failed"
    assert "No such template" in bakery["error"]
    assert "Not everything is done" in onboarding.page()

    # Once it is fixed, the same command does the rest, and only that.
    onboarding.vary("boulangerie-lumiere", wholesale_customer=broken | {"template": "SMB France"})
    onboarding.run()
    assert onboarding.code == 0, onboarding.output
    assert onboarding.report()["totals"]["customers"] == {"created": 1, "unchanged": 2}


def test_a_failed_user_is_told_with_the_rest_done(onboarding: Onboarding, simulator: SimulatorServer) -> None:
    users, codes = onboarding.examples / "users" / "harbor-legal.csv", onboarding.report_directory / "codes.csv"
    onboarding.report_directory.mkdir()
    onboarding.vary("harbor-legal", devices=[{"model": "Cisco 9861", "user": "grace.whitfield@harbor-legal.example"}])
    good = users.read_text()
    # Webex alone refuses a package that the customer does not have.
    (owen,) = (row for row in good.splitlines() if "owen.castellano" in row)
    users.write_text(good.replace(owen, owen.replace("webex_suite", "webex_voice")))
    wanted = ("--limit", "harbor-legal", "-e", f"onboard_csv_results=true onboard_activation_codes_path={codes}")
    onboarding.run(*wanted)
    assert onboarding.code != 0
    (law,) = onboarding.report()["customers"]
    assert [user["email"] for user in law["users"] if user["action"] == "failed"] == [
        "owen.castellano@harbor-legal.example"
    ]
    assert onboarding.report()["totals"]["users"] == {"created": 9, "failed": 1}
    assert "webex_voice" in law["error"]
    first, *_rest, refused, _ruth, _room = told = onboarding.csv("harbor-legal")
    assert [row["Result"] for row in told] == ["created"] * 7 + ["failed", "created", "created"]
    assert "webex_voice" in refused["Error"]
    assert (first["phone_number"], first["ID"]) == ("+1 410-555-0101", law["users"][0]["id"])
    assert "subscribe" in first["What was done"]
    code = first["Activation code"].replace("-", "")
    assert code in codes.read_text()
    assert [row["Activation code"] for row in told if row["Activation code"]] == [first["Activation code"]]
    assert code not in onboarding.output

    users.write_text(good.replace("+1 410-555-0102", "555-0102"))
    onboarding.run(*wanted)
    assert onboarding.code != 0
    told = onboarding.csv("harbor-legal")
    assert [row["Result"] for row in told] == ["not attempted", "failed"] + ["not attempted"] * 8
    assert told[1]["Error"].startswith("column phone_number: ")
    users.write_bytes(b"\xff")
    onboarding.run(*wanted)
    assert onboarding.recap("failed") == {"harbor-legal": 1}
    assert "is not UTF-8" in onboarding.output


def test_a_failed_template_fails_the_run_but_not_the_customers_of_others(
    onboarding: Onboarding, simulator: SimulatorServer
) -> None:
    path = onboarding.examples / "inventory" / "group_vars" / "webex_customers.yml"
    path.write_text(path.read_text().replace("operator@partner.example.com", "nobody@partner.example.com"))
    onboarding.run()
    assert onboarding.code != 0
    report = onboarding.report()
    assert report["totals"]["templates"] == {"created": 2, "failed": 1}
    assert report["totals"]["customers"] == {"created": 2, "failed": 1}
    japan = next(template for template in report["templates"] if template["action"] == "failed")
    assert "is no administrator of the partner" in japan["msg"]


def test_one_customer_and_an_explicit_localhost(onboarding: Onboarding, simulator: SimulatorServer) -> None:
    (onboarding.examples / "inventory" / "others.yml").write_text("ungrouped: {hosts: {localhost: }}\n")
    onboarding.run("--limit", "hoshizora-design")
    assert onboarding.code == 0, onboarding.output
    assert [customer["host"] for customer in onboarding.report()["customers"]] == ["hoshizora-design"]
    assert onboarding.recap("changed").keys() == {"hoshizora-design"}


def test_an_empty_list_purges_all_but_administrators(onboarding: Onboarding, simulator: SimulatorServer) -> None:
    only = ("--limit", CUSTOMERS[2])
    onboarding.run(*only)
    assert simulator.info()["subscriber"] == 2
    onboarding.vary(CUSTOMERS[2], wholesale_users=[], wholesale_users_purge=True)
    onboarding.run(*only)
    assert onboarding.code == 0, onboarding.output
    assert simulator.info()["subscriber"] == 1
    assert "is an administrator and not purged" in onboarding.output
    assert onboarding.report()["totals"]["users"] == {"removed": 1}
    assert "hoshizora-design      updated                0      0       0" in onboarding.output
