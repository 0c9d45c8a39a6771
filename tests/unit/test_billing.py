# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is billed beside what the inventory lists; which dates have reports; and the page of both."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.filter.report_page import report_page
from ansible_collections.webex.wholesale.plugins.module_utils._http.errors import Refused
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.billing_report import model
from ansible_collections.webex.wholesale.plugins.plugin_utils._billing import parsed, reconciled

EVIL = "=cmd<b>{{ 6 * 7 }}</b>"


def customer(name: str, *users: tuple[str, str], **more: Any) -> dict[str, Any]:
    """Return what a host says of a customer with these users."""
    listed = [{"email": email, "package": package} for email, package in users]
    return {"name": name, "wholesale_customer": {"external_id": name}, "wholesale_users": listed, **more}


def report(*lines: str, header: str = "Customer External ID;x;E-Mail;Package Name;Quantity") -> str:
    """Return the text of a report."""
    return "\r\n".join([header, *lines]).replace(";", ",") + "\r\n"


def by_name(found: dict[str, Any]) -> dict[str, Any]:
    """Return the customers by name."""
    return {each["name"]: each for each in found["customers"]}


def test_users_are_compared_by_email_and_package() -> None:
    fleet = [
        customer("acme", ("Ann@acme.example", "webex_calling"), ("bob@acme.example", "webex_suite")),
        customer("globex", ("cy@globex.example", "webex_meetings")),
        customer("initech", ("di@initech.example", "webex_meetings")),
        customer("south", ("ed@south.example", "webex_meetings"), webex_sub_partner="b"),
        {"name": "gone", "wholesale_customer": {"external_id": "gone", "state": "absent"}},
    ]
    text = report(
        "acme;;ann@ACME.example;Webex Calling;1",
        "acme;;bob@acme.example;webex_calling;1",
        "acme;;eve@acme.example;webex_calling;1",
        "globex;;cy@globex.example;webex_meetings;1",
        "globex;;;common_area_calling;1",
        f"{EVIL};;gus@hooli.example;webex_suite;2",
    )
    found = reconciled(fleet, [{"sub_partner": "", "text": text}], "USER")
    told = by_name(found)
    assert {name: each["verdict"] for name, each in told.items()} == {
        "acme": "different", "globex": "as billed", "initech": "not billed", "south": "not compared",
        "gone": "as billed", EVIL: "not in the inventory",
    }  # fmt: skip
    assert [(user["email"], user["what"]) for user in told["acme"]["users"]] == [
        ("bob@acme.example", "billed with another package"),
        ("eve@acme.example", "not in the inventory"),
    ]
    assert {each["package"]: (each["billed"], each["listed"]) for each in found["packages"]}["webex_calling"] == (3, 1)
    assert found["ok"] is False
    part = by_name(reconciled(fleet, [{"sub_partner": "", "text": text}], "USER", whole=False))
    assert EVIL not in part
    assert part["acme"]["verdict"] == "different"
    page = report_page(found, "billing", period="2026-10-01 to 2026-10-31")
    assert EVIL not in page["html"]
    assert "=cmd&lt;b&gt;" in page["html"]
    assert page["counts"]["not billed"] == 1
    assert page["summary"][0] == "3 of 6 customers are not billed as the inventory has them."


def test_customers_are_compared_by_numbers_of_users() -> None:
    fleet = [
        customer("acme", ("a@acme.example", "webex_calling"), ("b@acme.example", "webex_calling")),
        {"name": "globex", "wholesale_customer": {"external_id": "globex"}},
        {"name": "mute", "wholesale_customer": {"external_id": "mute"}},
    ]
    text = report(
        "acme;webex_calling;2.0",
        "acme;common_area_calling;3",
        "globex;webex_suite;5",
        header="EXTERNAL_ID;SERVICE_NAME;COUNT",
    )
    found = reconciled(fleet, [{"sub_partner": "", "text": text}], "CUSTOMER")
    assert {each["name"]: each["verdict"] for each in found["customers"]} == {
        "acme": "as billed", "globex": "as billed", "mute": "not billed",
    }  # fmt: skip
    assert found["counts"] == {"as billed": 2, "not billed": 1}
    assert found["packages"][0] == {"package": "common_area_calling", "billed": 3, "listed": None}
    assert "not compared" in report_page(found, "billing")["html"]


def test_a_line_without_an_external_id_is_found_by_organization_or_user() -> None:
    fleet = [customer("acme", ("a@acme.example", "webex_calling"), webex_org_id="0a1b0000-0000-4000-8000-000000000011")]
    for line in ("0a1b0000-0000-4000-8000-000000000011;a@acme.example;webex_calling", ";a@acme.example;webex_calling"):
        text = report(line, header="ORG_ID;USER_EMAIL;PACKAGE")
        found = reconciled(fleet, [{"sub_partner": "", "text": text}], "USER")
        assert found["counts"] == {"as billed": 1}, line


def test_the_totals_of_the_partner_name_nobody() -> None:
    text = report("webex_calling;7", header="PACKAGE;QUANTITY")
    found = reconciled(
        [customer("acme", ("a@acme.example", "webex_calling"))], [{"sub_partner": "", "text": text}], "PARTNER"
    )
    assert found["customers"] == []
    assert found["packages"] == [{"package": "webex_calling", "billed": 7, "listed": 1}]
    assert "names no customers" in report_page(found, "billing")["summary"][0]


def test_what_is_no_report_is_told_with_the_columns_that_there_are() -> None:
    assert parsed("", "USER")[1] == ["there is no column for package and email; the columns are: none"]
    assert parsed("a,package\r\n", "USER")[1] == ["there is no column for email; the columns are: a, package"]
    failed = {"sub_partner": "b", "text": None, "problem": "Webex could not make it"}
    found = reconciled([customer("acme", webex_sub_partner="b")], [failed], "USER")
    assert found["customers"][0]["verdict"] == "not compared"
    assert found["ok"] is False
    assert report_page(found, "billing")["summary"][0] == "There is no report to compare with."


@pytest.mark.parametrize(
    ("start", "end", "option"),
    [
        ("2021-11-25", "2026-11-24", None),
        ("2021-11-24", "2026-11-24", "start_date"),
        ("2026-11-24", "2026-11-25", "end_date"),
        ("2026-11-02", "2026-11-01", "start_date"),
        ("yesterday", "2026-11-01", "start_date"),
    ],
)
def test_dates_have_reports_from_five_years_ago_until_yesterday(
    monkeypatch: pytest.MonkeyPatch, start: str, end: str, option: str | None
) -> None:
    monkeypatch.setattr(model, "today", lambda: datetime.date(2026, 11, 25))
    dates = {"start_date": start, "end_date": end}
    if option is None:
        assert model.BillingReport.desired(dates).end_date == end
        return
    with pytest.raises(Refused) as refused:
        model.BillingReport.desired(dates)
    assert refused.value.option == option


def test_five_years_before_a_leap_day_is_a_day() -> None:
    assert model.earliest(datetime.date(2028, 2, 29)) == datetime.date(2023, 2, 28)
