# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Who was written to is remembered, and the page tells who is waited for."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.filter.report_page import report_page
from ansible_collections.webex.wholesale.plugins.module_utils._http.errors import Refused
from ansible_collections.webex.wholesale.plugins.module_utils._sent import Sent

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ANN = "0a1b0000-0000-4000-8000-000000000009"


def written(path: Path, **times: str) -> Path:
    """Write a file as the module leaves it."""
    path.write_text(json.dumps({"sent": times}))
    return path


@pytest.mark.parametrize(("days", "early"), [(0, True), (6, True), (7, False), (8, False), (500, False)])
def test_it_is_early_until_the_days_are_over(tmp_path: Path, days: int, early: bool) -> None:
    at = (NOW - timedelta(days=days)).isoformat()
    assert Sent(str(written(tmp_path / "s", **{ANN: at})), NOW).early(ANN, 7) is early


def test_an_id_is_the_same_in_every_form_and_old_entries_go(tmp_path: Path) -> None:
    old, path = (NOW - timedelta(days=400)).isoformat(), tmp_path / "s"
    sent = Sent(str(written(path, **{ANN: "2026-11-24T00:00:00Z", "other": old})), NOW)
    assert sent.at(ANN.upper()) == "2026-11-24T00:00:00Z"
    sent.save()
    assert json.loads(path.read_text()) == {"sent": {ANN: "2026-11-24T00:00:00Z"}}
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["s"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"sent": {"a": "yesterday"}}', '{"sent": []}'])
def test_a_file_of_something_else_is_not_overwritten(tmp_path: Path, text: str) -> None:
    path = tmp_path / "s"
    path.write_text(text)
    with pytest.raises(Refused, match="is no file of sent e-mails"):
        Sent(str(path))
    assert path.read_text() == text


def customer(name: str, **more: Any) -> dict[str, Any]:
    """Return a customer as the module tells of it."""
    nobody: dict[str, Any] = {"consent": [], "never_active": [], "activation": None, "problems": [], "steps": []}
    known = {"name": name, "external_id": name, "sub_partner": "", "customer_id": "c", "org_id": "o"}
    return known | nobody | more


def test_the_page_puts_those_first_with_whom_something_is_to_be_done() -> None:
    user = {"since": "2026-11-02T08:00:00Z", "days": 23}
    bob = {"email": "bob@idle.example.com", "person_id": "p", "reason": "has never signed in", **user}
    data = {
        "customers": [
            customer("all fine"),
            customer("not there", customer_id=None, org_id=None),
            customer(
                "waiting",
                consent=[{"email": "ann@free.example.com", "id": "s", "sent": "", "action": "due", **user}],
                never_active=[bob],
                activation={
                    "id": "o", "sent": "2026-11-20T00:00:00Z", "action": "sent",
                    "result": {"sent": 0, "failed": 1, "skipped": 2, "allowed": True, "errors": ["suppressed"]},
                },
            ),
            customer("broken", problems=["Not today"]),
        ],
        "counts": {
            "consent": 1, "never_active": 1, "problems": 1, "due": 1, "early": 0, "sent": 1, "failed": 0,
        },
        "every_days": 7,
        "calls": 9,
    }  # fmt: skip
    made = report_page(data, "invitations")
    assert made["summary"][0] == "2 people are waited for. 1 e-mail is due: invitations_send=true sends. 1 e-mail sent."
    html = made["html"]
    places = [html.index(name) for name in ("broken", "waiting", "not there", "all fine")]
    assert places == sorted(places)
    for text in ("ann@free.example.com", "has never signed in", "1 failed, 2 skipped", "suppressed", "Not today"):
        assert text in html
    assert made["counts"]["e-mails due"] == 1
    assert "1 e-mail due, 1 e-mail sent, 1 customer with a problem" in made["summary"][1]


def test_the_page_of_a_task_that_failed_as_a_whole() -> None:
    assert "The token is wrong" in report_page({"msg": "The token is wrong", "failed": True}, "invitations")["html"]
