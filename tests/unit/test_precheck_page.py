# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a precheck: the worst first, with what to do; who confirmed each location."""

from __future__ import annotations

from typing import Any

from ansible_collections.webex.wholesale.plugins.plugin_utils._pages.precheck import page

WHY = {"verdict": "attention", "says": "Webex", "why": "The user has a free account", "next": "The user must agree."}
BAD = {"verdict": "would_fail", "says": "our rules", "why": "package: is wrong", "next": "Correct it."}


def row(verdict: str = "ready", *reasons: dict[str, str], **named: Any) -> dict[str, Any]:
    return {**named, "verdict": verdict, "state": "new", "webex": "", "reasons": list(reasons)}


def user(email: str, verdict: str = "ready", *reasons: dict[str, str]) -> dict[str, Any]:
    return row(verdict, *reasons, email=email, first_name="", last_name="", package="", location="")


def customer(name: str, verdict: str, own: dict[str, Any], *users: dict[str, Any], **location: str) -> dict[str, Any]:
    place = {"address": "Paris", "confirmed_by": "", "confirmed_on": "", "webex": "Webex accepts it", "line": "Paris"}
    return {
        "name": name,
        "external_id": name,
        "sub_partner": "",
        "verdict": verdict,
        "findings": [reason["why"] for each in (own, *users) for reason in each["reasons"]],
        "wholesale_customer": own,
        "location": {**place, **location} if own["state"] == "new" else {},
        "locations": [],
        "wholesale_users": list(users),
    }


def data(*customers: dict[str, Any]) -> dict[str, Any]:
    verdicts = [each["verdict"] for each in customers]
    counts = {verdict: verdicts.count(verdict) for verdict in ("ready", "attention", "would_fail")}
    return {
        "customers": list(customers),
        "counts": counts,
        "user_counts": {"ready": 1, "attention": 1, "would_fail": 0},
    }


def test_the_worst_comes_first_and_says_what_to_do() -> None:
    gone = {**row(), "state": "to be removed"}
    made = page(
        data(
            customer("fine", "ready", row(), confirmed_by="Anna", confirmed_on="2026-11-20"),
            customer("gone", "ready", gone),
            customer("some", "attention", row(), user("a@x.example"), user("b@x.example", "attention", WHY)),
            customer("bad", "would_fail", row("would_fail", BAD, WHY)),
        ),
        {},
    )
    assert made.intro == "1 of 4 customers would fail as they are."
    assert [(each.label, each.value) for each in made.counts] == [("would fail", 1), ("attention", 1), ("ready", 2)]
    customers, locations = made.sections
    assert [each.name for each in customers.records] == ["bad", "some", "fine", "gone"]
    bad, some, fine, _gone = customers.records
    assert (bad.status, bad.tone, list(bad.notes)) == (
        "would fail",
        "bad",
        ["package: is wrong", "The user has a free account"],
    )
    told, _users = bad.tables
    assert [(line[0].label, line[-1]) for line in told.rows] == [
        ("would fail", ["package: is wrong.", "To do: Correct it."]),
        ("attention", ["The user has a free account.", "To do: The user must agree."]),
    ]
    assert [line[1] for line in some.tables[1].rows] == [["b@x.example"], ["a@x.example"]]
    assert some.facts["The customer alone"] == "ready"
    assert some.brief == "Users: 1 attention, 1 ready"
    assert fine.brief == "no users"
    assert [line[:4] for line in locations.tables[0].rows] == [
        ["fine", "Paris", "Anna", "2026-11-20"],
        ["some", "Paris", "nobody", ""],
        ["bad", "Paris", "nobody", ""],
    ]


def test_a_page_on_nobody_and_on_nothing_bad() -> None:
    assert page(data(), {}).intro == "There are no customers."
    assert page(data(customer("fine", "ready", row())), {}).intro == "The customer is ready."
    made = page(data(customer("some", "attention", row("attention", WHY))), {})
    assert made.intro == "None would fail; somebody has to look at 1 of 1 customer."
