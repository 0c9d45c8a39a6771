# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an answer of Webex, or a rule, means for whether something would provision."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils import _verdicts
from ansible_collections.webex.wholesale.plugins.module_utils._http.errors import (
    LostAnswer,
    Missing,
    Refused,
    WebexError,
)
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.precheck import Verdict
from ansible_collections.webex.wholesale.plugins.module_utils._verdicts import (
    ATTENTION,
    CUSTOMER,
    OURS,
    READY,
    USER,
    WEBEX,
    WOULD_FAIL,
)

TODAY = datetime.date(2026, 11, 25)
FINE = ("100", "Provisioning preCheck validation successful.")
PLACE = {"address_line1": "1 rue A", "city": "Paris", "country": "FR"}


def refused(message: str, status: int | None = 400, code: str | None = None) -> WebexError:
    return WebexError(message, status=status, code=code, request="POST /v1/wholesale/customers/validate")


@pytest.mark.parametrize(
    ("error", "of", "verdict", "word"),
    [
        (refused("address.country: KP is not a supported country"), CUSTOMER, WOULD_FAIL, "KP"),
        (refused("externalId acme exists already", 409), CUSTOMER, WOULD_FAIL, "acme"),
        (refused("taken", 409, "10022"), CUSTOMER, ATTENTION, "existing Webex organization"),
        (refused("taken", 409, "10022"), USER, ATTENTION, "another organization or customer"),
        (refused("its administrator must approve first"), CUSTOMER, ATTENTION, "must approve"),
        (refused("package: is not provisioned"), USER, WOULD_FAIL, "package"),
        (refused("The token lacks a scope", 403), USER, ATTENTION, "no verdict"),
        (refused("slow down", 429), USER, ATTENTION, "no verdict"),
        (refused("nobody there", None), CUSTOMER, ATTENTION, "no verdict"),
        (LostAnswer("bad gateway", status=502), CUSTOMER, ATTENTION, "no verdict"),
        (Missing(("packages", "is required to create a customer")), CUSTOMER, ATTENTION, "yet: packages, required to"),
        (Refused("phone_number", "give one"), USER, WOULD_FAIL, "give one"),
    ],
)
def test_what_speaks_against_it_is_told_with_what_to_do_next(
    error: Exception, of: str, verdict: str, word: str
) -> None:
    reason = _verdicts.of_error(error, of)
    assert (reason.verdict, bool(reason.next)) == (verdict, True)
    assert word in reason.why


def test_a_word_against_what_exists_already_is_only_advice() -> None:
    reason = _verdicts.of_error(
        refused("The organization belongs to another customer already", 409), CUSTOMER, exists=True
    )
    assert (reason.verdict, reason.says) == (ATTENTION, WEBEX)


def test_what_only_follows_from_another_object_is_no_answer_of_webex() -> None:
    follows = _verdicts.of_plan(WebexError("not tried, because location Lyon failed"), USER)
    assert (follows.verdict, follows.says) == (WOULD_FAIL, OURS)
    assert _verdicts.of_plan(refused("unavailable", 503), USER).verdict == ATTENTION


@pytest.mark.parametrize(
    ("remarks", "of", "word"),
    [
        ((FINE,), USER, None),
        ((), USER, None),
        ((FINE, ("101", "The user must consent.")), USER, "agree to move"),
        ((("7", "Something else."),), USER, "(A115)"),
        ((("7", "An administrator must approve."),), CUSTOMER, "administrator to approve"),
    ],
)
def test_what_webex_remarks_when_it_would_accept(remarks: Any, of: str, word: str | None) -> None:
    reasons = _verdicts.of_answer(Verdict(remarks, "success"), of)
    assert [each.verdict for each in reasons] == ([ATTENTION] if word else [])
    assert not word or word in reasons[0].next


def test_the_verdict_on_the_whole_is_the_worst_of_all() -> None:
    assert _verdicts.worst([]) == READY
    assert _verdicts.worst([READY, WOULD_FAIL, ATTENTION]) == WOULD_FAIL
    assert _verdicts.counted([READY, ATTENTION, READY]) == {READY: 2, ATTENTION: 1, WOULD_FAIL: 0}


def line(**entry: Any) -> tuple[str, list[str]]:
    told, wrong = _verdicts.location(entry, PLACE, "Webex accepts it", TODAY)
    return told["line"], [each.why for each in wrong]


def test_the_line_on_a_location_says_who_confirmed_it_and_what_webex_answered() -> None:
    assert line() == ("1 rue A, Paris, FR: nobody has confirmed it; Webex accepts it", [])
    confirmed = line(location_confirmed_by=" Anna\n Meier", location_confirmed_on=datetime.date(2026, 11, 20))
    assert confirmed == ("1 rue A, Paris, FR: confirmed by Anna Meier on 2026-11-20; Webex accepts it", [])
    assert line(location_confirmed_by="Anna", location_confirmed_on="2026-11-25")[1] == []


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2026-11-26", "still to come"),
        ("2026-02-30", "is no date"),
        ("25.11.2026", "is no date"),
        (datetime.datetime(2027, 1, 1, 12), "still to come"),
        (20261120.5, "is no date"),
    ],
)
def test_a_bad_date_needs_attention(date: Any, words: str) -> None:
    (wrong,) = line(location_confirmed_by="Anna", location_confirmed_on=date)[1]
    assert words in wrong


def test_a_date_without_a_name_confirms_nothing() -> None:
    text, (wrong,) = line(location_confirmed_on="2026-11-20")
    assert "nobody has confirmed it" in text
    assert "location_confirmed_by: is missing" in wrong


@pytest.mark.parametrize(
    ("error", "asked", "exists", "words"),
    [
        (None, True, False, "Webex accepts it"),
        (None, False, False, "Webex was not asked"),
        (None, False, True, "the customer exists with it"),
        (refused("orgId: exists", 409), True, True, "the customer exists with it"),
        (refused("address.country: KP is not supported"), True, False, "Webex refuses it: address.country"),
        (refused("taken", 409, "10022"), True, False, "stopped at something else"),
        (Refused("calling_location.address.country", "Webex does not know KP"), False, False, "Webex refuses it"),
        (Refused("address", "is required"), False, False, "Webex was not asked"),
    ],
)
def test_what_webex_has_said_of_the_address(error: Exception | None, asked: bool, exists: bool, words: str) -> None:
    assert words in _verdicts.about_the_place(error, asked=asked, exists=exists)
