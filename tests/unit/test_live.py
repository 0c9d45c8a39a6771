# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`make live` looks at rows that exist, tells of nobody, and says beforehand what it lacks."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.plugin_utils._pages import _look

from hacking.live.beliefs import ASSUMPTIONS, PROVED, REFUTED, UNSEEN, Finding, rows
from hacking.live.beliefs.table import CHECKS, REASONS
from hacking.live.differences import differences, judged
from hacking.live.page import Outcome
from hacking.live.plan import Plan
from hacking.live.record import Record, Seen
from hacking.live.settings import OFFICES, Settings
from tests.contract.contract import Contract

FULL = {
    "LIVE_WRITE": "yes",
    "LIVE_PARTNER": "0a1b0000-0000-4000-8000-000000000001",
    "LIVE_PROVISIONING_ID": "abc",
    "LIVE_DOMAIN": "sandbox.example.com",
}
CONTRACT = Contract(
    {
        "errors": [404],
        "operations": {
            "GET /things/{id}": {
                "answers": {
                    "200": {"id*": "string", "kind": ["=", "a", "b"], "tags": {"*": "number"}, "name": "string"}
                }
            }
        },
    }
)


def entry(answer: Any, path: str = "/v1/things/1", status: int = 200) -> dict[str, Any]:
    """Return an entry of a record."""
    asked = {"method": "GET", "path": path, "query": "", "mark": "", "media": "", "body": "", "invented": False}
    return {**asked, "status": status, "answer": json.dumps(answer), "next": "", "retry_after": None, "at": 0.0}


def told(answer: Any, path: str = "/v1/things/1") -> list[str]:
    """Return what is told of an answer."""
    verdict = judged([Seen(entry(answer, path))], CONTRACT)
    return [f"{each.operation} {each.side} {each.what}" for each in differences(verdict, CONTRACT)]


def test_every_row_that_is_looked_at_exists() -> None:
    assert set(CHECKS) | set(REASONS) <= set(rows())
    assert not set(CHECKS) & set(REASONS)


def test_every_row_is_read() -> None:
    assert list(rows()) == re.findall(r"^\| (A\d+) \|", ASSUMPTIONS.read_text(), re.MULTILINE)


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (
            {"id": "1", "kind": "Marie Durand"},
            "value that is not in the enum kind: text of 12 characters; documented: a, b",
        ),
        ({"id": "1", "name": 33199009998}, "wrong type name: number; documented: string"),
        ({"id": "1", "tags": {"Marie": "x"}}, "wrong type tags.(a key): text of 1 characters"),
        ({"id": "1", "marie.acme": {"a": 1}}, "undocumented field (a key): object"),
        ({"id": "1", "Marie Durand": 1}, "undocumented field (a key): number"),
        ({"id": "1", "colour": None}, "undocumented field colour: null"),
        ({"id": "1", "text": "Marie " * 20}, "undocumented field text: text of 57 characters or more"),
        ({"kind": "a"}, "missing field id"),
    ],
)
def test_what_differs_is_told_without_its_values(answer: Any, what: str) -> None:
    (found,) = told(answer)
    assert found.startswith("GET /things/{id} answer 200 ")
    assert what in found
    assert not re.search(r"[Mm]arie|Durand|3319900|acme", found)


def test_of_an_undocumented_path_only_words_are_told() -> None:
    assert told({}, "/v1/people/marie@acme.example/Y2lz") == ["GET /people/{…}/{…} request undocumented path"]


def test_an_answer_is_told_by_its_status_and_codes() -> None:
    seen = Seen(entry({"message": "Marie", "errors": [{"errorCode": 10022, "key": "Marie"}]}, status=409))
    assert str(seen) == "409 (10022)"


def test_what_is_kept_has_no_secrets() -> None:
    link = "https://download.example/1?X-Amz-Credential=hush&Signature=hush2"
    assert "hush" not in json.dumps(Seen(entry({"tempDownloadURL": link})).kept)
    assert "1234567890123456" not in json.dumps(
        Seen(entry({"code": "1234567890123456"}, "/v1/devices/activationCode")).kept
    )


def test_the_record_tells_who_asked() -> None:
    record = Record()
    record.add(entry({}))
    record.add(entry({}) | {"mark": "nonsense"})
    assert [len(list(record.find("GET", "/things/.", own=own))) for own in (None, True, False)] == [2, 1, 1]


@pytest.mark.parametrize("name", [name for name in FULL if name != "LIVE_WRITE"])
def test_what_is_missing_for_writing_is_named(name: str) -> None:
    assert list(Settings.of(FULL).missing()) == []
    (missing,) = Settings.of({**FULL, name: " "}).missing()
    assert missing.startswith(name)


@pytest.mark.parametrize(
    "wrong",
    [
        {"LIVE_COUNTRY": "XX"},
        {"LIVE_PACKAGES": "webex_calling"},
        {"LIVE_NUMBERS": "+33199000100"},
        {"LIVE_PSTN": "Somebody"},
        {"LIVE_PREFIX": "a"},
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, str]) -> None:
    assert len(list(Settings.of(FULL | wrong).missing())) == 1


def test_cleaning_needs_no_more_than_the_account() -> None:
    given = {"LIVE_CLEAN": "yes", "LIVE_PARTNER": FULL["LIVE_PARTNER"]}
    assert list(Settings.of(given).missing()) == []


@pytest.mark.parametrize("country", OFFICES)
def test_the_customer_is_small_and_told_by_its_prefix(country: str) -> None:
    numbers = {"LIVE_NUMBERS": "+33199000100, +33199000101", "LIVE_PSTN": "Somebody", "LIVE_COUNTRY": country}
    for given in ({}, numbers):
        host = Plan(Settings.of(FULL | given), "20261125t200000z").host()
        assert host["wholesale_customer"]["external_id"] == "webex-live-20261125t200000z"
        assert len(host["wholesale_users"]) <= 7  # checks subscribe three more
        assert {each["email"].partition("@")[2] for each in host["wholesale_users"]} == {"sandbox.example.com"}
        with_calling = [each for each in host["wholesale_users"] if each["package"] == "webex_calling"]
        assert bool(with_calling) is bool(given)
        assert "+33199000101" not in {each.get("phone_number") for each in host["wholesale_users"]}


def test_the_page_has_every_row_and_what_became_of_it() -> None:
    outcome = Outcome("2026-11-25T20:00:00Z", wrote=True)
    outcome.findings = {"A1": Finding(PROVED, "In 4 of 4."), "A3": Finding(REFUTED, "Nothing is empty.")}
    html = _look.html(outcome.page(), {"written_at": outcome.started})
    for row in rows():
        assert f">{row}<" in html
    assert "Webex does otherwise than is assumed: A3." in html
    assert {each.label: each.value for each in outcome.counts()}[UNSEEN] == len(rows()) - 2
    assert not outcome.good


def test_a_row_that_needs_writing_says_so() -> None:
    found = {row.number: finding.seen for row, finding in Outcome("").found()}
    assert found["A42"] == "Needs LIVE_WRITE=yes."
    assert found["A26"] == REASONS["A26"]
    assert found["A119"] == "Not observable by such a run."
