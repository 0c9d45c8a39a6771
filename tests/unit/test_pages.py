# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Pages of reports: one look, whatever they are about, and nothing of it is taken for markup."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import time
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from ansible import constants
from ansible_collections.webex.wholesale.plugins.filter.onboarding_report import onboarding_report
from ansible_collections.webex.wholesale.plugins.filter.report_page import report_page
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.template import worksheet as worksheets
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.template.model import OnboardingTemplate
from ansible_collections.webex.wholesale.plugins.plugin_utils._pages import (
    HUB,
    Count,
    Id,
    Page,
    Past,
    Record,
    Section,
    Table,
    _look,
    onboarding,
    worksheet,
)
from ansible_collections.webex.wholesale.plugins.plugin_utils._pages._run import facts

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
    assert made["summary"][0] == "Not everything is ready: 1 of 2 checks fail."
    assert "&lt;b&gt;{{ 1 + 1 }}&lt;/b&gt;" in made["html"]
    assert NASTY not in made["html"]
    run = json.loads(made["json"])["run"]
    assert (run["job"], run["calls"], run["check_mode"]) == ("12", 7, True)
    assert not {"by", "inventory", "revision"} & {*run}, "it is made to be attached to a bug report"
    assert made["stamp"].endswith("Z-job-12")


def test_an_onboarding_that_webex_does_not_show_is_not_called_good_and_counts_what_is_done() -> None:
    phone = {"after_header": "device Cisco 9861 of a@a.example", "before_header": ""}
    told = {
        "name": "acme",
        "external_id": "acme",
        "changed": True,
        "problems": [],
        "steps": [],
        "diff": [],
        "wholesale_customer": {},
        "wholesale_users": [{"action": "failed"}, {"action": "created"}, {"action": "unchanged", "state": "absent"}],
        "devices": [{"action": "created"}, {"action": "failed", "state": "absent"}],
    }
    made = onboarding_report([{**told, "action": "updated", "verified": False, "different": [phone]}])
    (customer,) = made["customers"]
    assert (customer["users"], customer["done"]["users"]) == (2, "1/2")
    assert (customer["devices"], customer["done"]["devices"]) == (1, "1"), "one that could not be removed is not wanted"
    assert customer["unseen"] == ["device Cisco 9861 of a@a.example"]
    assert "All is written, but Webex does not show all of it for 1 customer." in made["html"]
    assert "Webex does not show yet what was written of device Cisco 9861 of a@a.example." in made["html"]
    assert "Everything is as it should be" not in made["html"]


def test_who_ran_what_with_which_inventory() -> None:
    run = json.loads(onboarding_report([], run=VARIABLES, calls=8)["json"])["run"]
    told = (run["by"], run["job"], run["inventory"], run["revision"], run["calls"], run["check_mode"])
    assert told == ("erika", "12", "Customers", "0123456789ab", 8, True)


@pytest.mark.parametrize("random", ["abcdefgh", "7bcdefgh", "12345678"])
def test_how_long_ansible_has_been_running(monkeypatch: pytest.MonkeyPatch, random: str) -> None:
    """The process has the number; digits may follow that are none of it."""
    monkeypatch.setattr(constants, "DEFAULT_LOCAL_TMP", f"/home/erika/.ansible/tmp/ansible-local-{os.getpid()}{random}")
    assert 0 <= facts({})["seconds"] < 100_000


def test_the_revision_of_an_inventory_in_a_repository(tmp_path: Path) -> None:
    def git(*command: str) -> None:
        person = ["-c", "user.name=Erika", "-c", "user.email=erika@partner.example"]
        subprocess.run(["git", "-C", str(tmp_path), *person, *command], check=True, capture_output=True)

    hosts = tmp_path / "hosts.yml"
    hosts.write_text("all:\n")
    assert "revision" not in facts({"ansible_inventory_sources": [str(hosts)]})
    git("init")
    git("add", ".")
    git("commit", "--message", "Begin")
    clean = facts({"ansible_inventory_sources": [str(hosts)]})["revision"]
    assert len(clean) == 12
    hosts.write_text("all: {}\n")
    assert facts({"ansible_inventory_sources": [str(hosts)]})["revision"] == f"{clean}, edited since"


def test_earlier_runs_are_shown_and_a_broken_line_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    file.write_text('{"at": "2026-01-02T03:04:05Z", "counts": {"fine": 1}}\n{"at": \n')
    assert "2026-01-02" in report_page(DOCTOR, "doctor", history=str(file))["html"]


def bars(page: Page) -> list[tuple[str, str]]:
    """Return what each part of the chart of runs says, and its tone."""
    rows = [*page.history, Past("2026-11-25", {each.label: each.value for each in page.counts})]
    return [
        (f"{part['value']} {part['words']}", part["tone"])
        for column in _look.columns(_look.charted(page, rows), rows)
        for part in column["parts"]
    ]


def test_the_chart_has_what_only_earlier_runs_have_counted() -> None:
    data = json.loads(onboarding_report([], run=VARIABLES)["json"])
    data |= {"totals": {**data["totals"], "customers": {"unchanged": 1}, "users": {"unchanged": 1}}}
    past = [
        Past("2026-11-01", {"to create": 1, "users": 1, "workspaces": 3}),
        Past("2026-11-02", {"failed": 1, "created": 2, "not attempted": 1, "of old": 1}),
    ]
    made = replace(onboarding.page(data, {}), history=past)
    assert [each.words for each in made.counts][:2] == ["unchanged", "user"]
    assert bars(made) == [
        ("1 to create", "busy"),
        ("1 of old", "plain"), ("2 created", "good"), ("1 not attempted", "warn"), ("1 failed", "bad"),
        ("1 unchanged", "good"),
    ]  # fmt: skip
    assert ">2026-11-02: 1 failed</title>" in _look.html(made, {})


class Read(HTMLParser):
    """What somebody who does not see a page is told of it."""

    VOID = {"meta", "input", "br"}

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and data.strip():
            self.texts.append((self.open[-1], data.strip()))

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]

    def said(self, name: str) -> list[str]:
        return [text for tag, text in self.texts if tag == name]


def sample(number: int) -> Page:
    """Return a page with so many customers."""
    records = [
        Record(
            f"Customer {index} {NASTY}",
            "failed" if index % 10 == 7 else "in sync",
            "bad" if index % 10 == 7 else "good",
            ids=[
                Id("Organization ID", f"org-{index}", HUB),
                Id("Customer ID", ""),
                Id("Odd", "x", "javascript:alert(1)"),
            ],
            facts={"Packages": ["webex_calling"], "Template": None, "Verified": False},
            notes=["Something is wrong."] if index % 10 == 7 else [],
            tables=[
                Table(
                    "Locations", ["Name", "Main number", "Trunk"], [["Paris", "+33199000100", ""], ["Lyon", "", None]]
                )
            ],
        )
        for index in range(number)
    ]
    counts = [Count("failed", number // 10, "bad"), Count("in sync", number - number // 10, "good"), Count("users", 9)]
    past = [Past("2026-11-02T06:00:00Z", {"failed": 4, "gone since": 2})]
    return Page(
        "Audit",
        counts,
        [Section("Customers", records), Section("Rest", tables=[Table("", ["Name"], [["x"]])])],
        intro="Some failed.",
        history=past,
    )


RUN = {"written_at": "2026-11-25T17:10:00Z", "seconds": 3671}


@pytest.mark.parametrize("number", [0, 3, 80])
def test_a_page_can_be_read_by_everybody(number: int) -> None:
    read = Read(_look.html(sample(number), RUN))
    for landmark in ("header", "nav", "main", "footer", "h1"):
        assert len(read.all(landmark)) == 1, landmark
    assert read.all("html") == [{"lang": "en"}]
    levels = [int(tag[1]) for tag, _attributes in read.tags if tag in ("h1", "h2", "h3", "h4")]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert "<h3></h3>" not in _look.html(sample(number), RUN)
    ids = [attributes["id"] for _tag, attributes in read.tags if "id" in attributes]
    assert len(set(ids)) == len(ids)
    inside = {(each["href"] or "")[1:] for each in read.all("a") if (each["href"] or "").startswith("#")}
    assert inside <= {*ids}
    assert {name for _tag, each in read.tags for name in [each.get("aria-labelledby")] if name} <= {*ids}
    assert all(each["scope"] == "col" for each in read.all("th"))
    assert all(each.get("aria-label") for tag in ("svg", "input", "table") for each in read.all(tag))
    assert bool([each for each in read.all("ul") if each.get("class") == "jump"]) is (number >= 60)
    assert bool(read.all("input")) is (number >= 5)


def test_a_page_needs_nothing_from_elsewhere_and_takes_nothing_for_markup() -> None:
    page = _look.html(sample(80), RUN)
    read = Read(page)
    assert not read.all("link")
    assert not [each for _tag, each in read.tags if "src" in each]
    assert "url(" not in page
    assert {each["href"] for each in read.all("a") if not (each["href"] or "").startswith("#")} == {HUB}
    assert NASTY in read.said("strong")[0]


def test_what_is_empty_is_left_out() -> None:
    read = Read(_look.html(sample(3), RUN))
    assert read.said("th") == ["Run", "failed", "in sync", "users", "gone since", *["Name", "Main number"] * 3, "Name"]
    assert "Customer ID" not in read.said("dt")
    assert "Template" not in read.said("dt")
    assert "no" in read.said("dd")
    assert "1 h 1 min" in read.said("dd")


def test_what_needs_attention_comes_first() -> None:
    names = Read(_look.html(sample(30), RUN)).said("strong")
    assert [name.split()[1] for name in names[:4]] == ["7", "17", "27", "0"]


def test_a_thousand_customers_take_no_time() -> None:
    page, before = sample(1000), time.monotonic()
    _look.html(page, RUN)
    assert time.monotonic() - before < 5


WORKSHEET = """# Onboarding template `SMB <Lyon>`: change it in Partner Hub

Webex publishes no API for it.

1. In Partner Hub open **Customers**, then `SMB <Lyon>`.
2. **Primary settings**
   - Country or region: `FR` becomes `DE`
   - Service provider admin: `a:b@partner.example`
   - Template name: `` it`s ``
3. **Call settings**
   - Disable Cisco Webex free calling: **on**
   - IDP Entity ID: clear it (`urn:idp` goes)
   - The authentication applies to new organizations.
4. Save the template.
"""


def test_a_worksheet_is_a_page_whose_values_can_be_copied() -> None:
    made = worksheet.page({"worksheet": WORKSHEET}, {})
    assert made.title == "Onboarding template SMB <Lyon>: change it in Partner Hub"
    assert made.intro == "Webex publishes no API for it."
    [section] = made.sections
    first, second, third, fourth = section.records
    assert first.name == "1. In Partner Hub open Customers, then SMB <Lyon>."
    assert [(each.label, each.value) for each in second.ids] == [
        ("Country or region", "DE"), ("Service provider admin", "a:b@partner.example"), ("Template name", "it`s"),
    ]  # fmt: skip
    assert second.facts == {"Country or region, until now": "FR"}
    assert third.facts == {"Disable Cisco Webex free calling": "on", "IDP Entity ID": "clear it (urn:idp goes)"}
    assert third.notes == ["The authentication applies to new organizations."]
    assert fourth.name == "4. Save the template."
    read = Read(_look.html(made, {}))
    assert [each.get("open", "no") for each in read.all("details")] == [None] * 4
    assert read.said("code") == ["DE", "a:b@partner.example", "it`s"]
    assert _look.html(made, {}) == _look.html(made, {}), "it changes only if the worksheet does"


def test_every_line_of_a_worksheet_is_on_its_page() -> None:
    wanted = OnboardingTemplate(
        name="SMB: `France`", service_provider_admin="admin@partner.example", country="FR", default_language="fr_FR",
        subscription="Sub-1", authentication="partner_saml", idp_entity_id="urn:idp",
    )  # fmt: skip
    written = worksheets.creation(wanted)
    said = " ".join(text for _tag, text in Read(_look.html(worksheet.page({"worksheet": written}, {}), {})).texts)
    for label in [label for settings in worksheets.PAGES.values() for label in settings.values() if label in written]:
        assert label in said
    for value in ("SMB: `France`", "admin@partner.example", "fr_FR", "Sub-1", "urn:idp", worksheets.TRUST):
        assert value in said
