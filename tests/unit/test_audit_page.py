# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What an audit says in sentences and numbers, and its page: each customer once, the worst first."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.filter.report_page import report_page
from ansible_collections.webex.wholesale.plugins.module_utils import _findings
from ansible_collections.webex.wholesale.plugins.plugin_utils._pages import audit

USER = "user ann@acme.example"
NOTE = {"object": USER, "status": "pending_user_migration", "since": "2026-01-02", "reason": "waits"}
DIFFERENT = {
    "object": "user ann@acme.example",
    "kind": "different",
    "field": "last_name",
    "before": "Li",
    "after": "Lee",
}
SILENT = {"object": "workspace Hall", "location": "Lyon", "accepted": False}
NEAR = {"package": "webex_calling", "limit": 10, "used": 9, "planned": 10, "near": True}


def customer(name: str, action: str = "unchanged", **more: Any) -> dict[str, Any]:
    """Return what the module tells of a customer."""
    return {
        "name": name, "external_id": name, "action": action, "in_sync": action == "unchanged", "problems": [],
        "differences": [], "failing": [], "waiting": [], "package_use": [], "without_callback": [],
        "wholesale_customer": {}, "locations": [], **more,
    }  # fmt: skip


def audited(*customers: dict[str, Any], **unlisted: Any) -> dict[str, Any]:
    """Return what the module tells of all of them."""
    found = {"customers": unlisted.get("customers", []), "of_customers": unlisted.get("of_customers", {})}
    totals = _findings.totals(customers, found)
    findings = _findings.findings(customers, found)
    verdict = _findings.verdict(totals)
    return {"customers": list(customers), "unlisted": found, "totals": totals, "findings": findings, "verdict": verdict}


EACH: dict[str, dict[str, Any]] = {
    "failed": customer("a", "failed", problems=["last_name: is required"], waiting=[NOTE]),
    "trouble at Webex": customer("b", "updated", differences=[DIFFERENT], failing=[NOTE]),
    "no callback number": customer("j", without_callback=[SILENT, SILENT | {"object": USER, "accepted": True}]),
    "missing": customer("c", "created", differences=[{"object": "customer c", "kind": "missing"}]),
    "different": customer("d", "updated", differences=[DIFFERENT], package_use=[NEAR]),
    "should be gone": customer("e", "removed", differences=[{"object": "customer e", "kind": "surplus"}]),
    "more than listed": customer("f"),
    "near a limit": customer("g", package_use=[NEAR], waiting=[NOTE]),
    "waiting at Webex": customer("h", waiting=[NOTE]),
    "in sync": customer("i", package_use=[NEAR | {"near": False}]),
}
FLEET = audited(*EACH.values(), customers=["initech"], of_customers={"f": {"users": ["old@f.example"]}})


def test_each_customer_is_counted_once_by_its_worst_and_the_worst_come_first() -> None:
    page = audit.page(FLEET, {})
    assert {each.label: each.value for each in page.counts} == dict.fromkeys(audit.TONES, 1)
    (section,) = page.sections
    assert [record.status for record in section.records] == list(audit.TONES)
    assert [record.name for record in section.records if record.status in EACH] == [
        each["name"] for each in EACH.values()
    ]


def test_what_is_summed_up_has_customers_and_numbers_and_nobody() -> None:
    made = report_page(FLEET, "audit")
    assert made["summary"][0] == (
        "4 of 10 customers are not as they should be; 1 could not be compared; 1 in trouble at Webex; "
        "1 with somebody whom emergency services could not call back; "
        "1 not in the inventory; 1 object of customers that nobody lists."
    )
    assert "b: trouble at Webex; 1 field different, 1 failing at Webex" in made["summary"]
    assert "j: no callback number; 1 without a usable emergency callback number" in made["summary"]
    assert "@" not in "".join(made["summary"])
    for words in ("ann@acme.example", "last_name", "Lee", "old@f.example", "initech", "is required", "Hall"):
        assert words in made["html"]


def test_what_the_audit_did_not_look_for_is_said() -> None:
    assert "part of the fleet" in audit.page(FLEET, {"part": True}).sections[0].notes[0]
    listed = {name: value for name, value in FLEET.items() if name != "unlisted"}
    assert "not looked for" in audit.page(listed, {"part": True}).sections[0].notes[0]
    assert audit.page(FLEET, {}).sections[0].notes == []
    unread = {name: value for name, value in customer("x").items() if name != "without_callback"}
    assert audit.page(audited(unread), {}).sections[0].notes == [
        "Who has no usable emergency callback number was not looked for."
    ]


def test_whom_nobody_could_call_back_is_an_alarm_unless_that_is_wanted() -> None:
    assert FLEET["findings"]["j"]["failed"] == [
        "workspace Hall has only an extension, and neither it nor location Lyon has a usable emergency callback number"
    ]
    accepted = audited(customer("x", without_callback=[SILENT | {"accepted": True}]))
    assert (accepted["verdict"], accepted["findings"]) == ("in_sync", {})
    (record,) = audit.page(accepted, {}).sections[0].records
    assert (record.status, record.tables[0].title) == ("in sync", "No usable emergency callback number")


def test_an_audit_that_was_refused_is_a_page_too() -> None:
    made = report_page({"msg": "the token is not valid", "failed": True}, "audit")
    assert made["summary"] == ["There was no audit: the token is not valid"]


@pytest.mark.parametrize(
    ("status", "verdict"),
    [("failed", "failed"), ("trouble at Webex", "failed"), ("no callback number", "failed"),
     ("missing", "drift"), ("should be gone", "drift"),
     ("near a limit", "in_sync"), ("waiting at Webex", "in_sync"), ("in sync", "in_sync")],
)  # fmt: skip
def test_the_verdict_is_the_worst(status: str, verdict: str) -> None:
    assert audited(EACH[status], EACH["in sync"])["verdict"] == verdict


def test_unlisted_is_drift() -> None:
    assert audited(EACH["in sync"], customers=["x"])["verdict"] == "drift"
    assert audited(customer("f"), of_customers={"f": {"numbers": ["+331"]}})["findings"]["f"]["drift"] == [
        "nobody lists number +331"
    ]


def test_fields_with_parts_are_told_by_part_and_empty_is_empty() -> None:
    before = {"address": {"city": "Paris", "country": "FR"}, "roles": [], "numbers": ["+1", "+2"], "calling": True}
    after = {"address": {"city": "Lyon", "country": "FR"}, "roles": None, "numbers": ["+1"], "calling": False}
    diff = {"before_header": "location Paris", "changes": {"before": before, "after": after}}
    rows = _findings.differences([diff])
    told = [(row["field"], _findings.shown(row["before"]), _findings.shown(row["after"])) for row in rows]
    assert told == [("address.city", "Paris", "Lyon"), ("calling", "true", "false"), ("numbers", "+1, +2", "+1")]
    assert _findings.shown("") == "empty"
    assert len(_findings.shown("x" * 500)) < 130


@pytest.mark.parametrize(
    ("limit", "moves", "planned", "near"),
    [
        (10, [], 8, False),
        (10, [(None, "p")], 9, True),
        (10, [(None, "p"), ("p", None), ("p", "q")], 7, False),
        (0, [("p", None)] * 9, 0, False),
        (0, [], 8, True),
    ],
)
def test_users_of_the_plan_count_for_a_limit(limit: int, moves: list[Any], planned: int, near: bool) -> None:
    use = _findings.use_of_packages([{"package": "p", "limit": limit, "used": 8}], moves, 90)
    assert use == [{"package": "p", "limit": limit, "used": 8, "planned": planned, "near": near}]
