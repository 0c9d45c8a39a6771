# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The judge finds every kind of violation, and nothing where there is none."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.contract.contract import Contract
from tests.contract.deviations import DEVIATIONS, Deviation
from tests.contract.judge import Judge, Verdict
from tests.contract.session import total
from tests.simulator.api import Api
from tests.simulator_server import ACCESS_TOKEN, SimulatorServer

THING = {"name*": "string", "kind": ["=", "a", "b"], "size": "number", "big": "boolean", "made!": "string"}
SMALL = Contract(
    {
        "errors": [400, 404],
        "operations": {
            "GET /things": {
                "query": {
                    "orgId*": "string",
                    "max": "number",
                    "all": "boolean",
                    "kind": ["=", "a", "b"],
                    "id": ["string"],
                },
                "answers": {"200": {"items*": [{"id*": "string", **THING}]}},
            },
            "GET /things/me": {"answers": {"200": {"id": "string?"}}},
            "GET /things/{id}": {"answers": {"200": {"id*": "string", "parts": ["|", ["string"], "string"], **THING}}},
            "PUT /things/{id}": {"body": {**THING, "labels": {"*": "string"}}, "answers": {"204": None}},
            "PATCH /things/{id}": {"body": ["any"], "media": "application/json-patch+json", "answers": {"204": None}},
            "DELETE /things/{id}": {"answers": {"204": None}, "errors": [404]},
        },
    }
)
READ = {"method": "GET", "path": "/v1/things/1", "answer": {"id": "1", "name": "x"}}
LIST: dict[str, Any] = {"method": "GET", "path": "/v1/things", "query": "orgId=1", "answer": {"items": []}}
WRITE = {"method": "PUT", "path": "/v1/things/1", "body": {"name": "x"}, "status": 204}


def entry(**given: Any) -> dict[str, Any]:
    """Return an entry of a recording; bodies are given as JSON values, or as text as they are."""
    media = "application/json" if "body" in given else ""
    known = {
        "query": "",
        "mark": "",
        "media": media,
        "body": "",
        "status": 200,
        "answer": "",
        "invented": False,
        **given,
    }
    return known | {
        name: known[name] if isinstance(known[name], str) else json.dumps(known[name]) for name in ("body", "answer")
    }


def judged(*deviations: Deviation, **given: Any) -> Verdict:
    """Judge one entry by the small contract."""
    judge = Judge(SMALL, list(deviations))
    judge.entry(entry(**given))
    return judge.verdict


@pytest.mark.parametrize(
    "given",
    [
        READ,
        LIST,
        WRITE,
        LIST | {"query": "orgId=1&max=10&all=true&kind=a&id=1&id=2,3"},
        READ
        | {"answer": {"id": "1", "name": "x", "kind": "b", "size": 1.5, "big": False, "made": "now", "parts": "p"}},
        READ | {"status": 404, "answer": {"message": "None."}},
        WRITE | {"body": {"name": "x", "labels": {"any": "thing"}}},
        {"method": "GET", "path": "/v1/things/me", "answer": {"id": None}},
        {"method": "PATCH", "path": "/v1/things/1", "body": [1], "media": "application/json-patch+json", "status": 204},
    ],
)
def test_what_is_documented_is_no_violation(given: dict[str, Any]) -> None:
    verdict = judged(**given)
    assert verdict.violations == {}
    assert (verdict.requests, verdict.answers) == (1, 1)


@pytest.mark.parametrize(
    ("given", "violation"),
    [
        ({"method": "GET", "path": "/v1/nothing"}, "GET /nothing  request: undocumented path"),
        ({"method": "GET", "path": f"/v1/nothing/{'x' * 40}"}, "GET /nothing/{id}  request: undocumented path"),
        ({"method": "POST", "path": "/v1/things"}, "POST /things  request: undocumented path"),
        (LIST | {"query": "orgId=1&sort=up"}, "request: undocumented parameter sort"),
        (LIST | {"query": "orgId=1&max=many"}, "request: wrong parameter max"),
        (LIST | {"query": "orgId=1&all=True"}, "request: wrong parameter all"),
        (LIST | {"query": "orgId=1&kind=c"}, "request: wrong parameter kind"),
        (LIST | {"query": "max=1"}, "request: missing parameter orgId"),
        (READ | {"body": {"a": 1}}, "request: body where none is documented"),
        (WRITE | {"body": ""}, "request: no body"),
        (WRITE | {"body": "{"}, "request: no JSON"),
        (WRITE | {"body": "[" * 100_000}, "request: no JSON"),
        (WRITE | {"body": []}, "request: wrong type"),
        (WRITE | {"media": "text/plain"}, "request: wrong media type"),
        (WRITE | {"body": {"kind": "a"}}, "request: missing field name"),
        (WRITE | {"body": {"name": "x", "colour": "red"}}, "request: undocumented field colour"),
        (WRITE | {"body": {"name": "x", "id": "1"}}, "request: read-only field id"),
        (WRITE | {"body": {"name": "x", "made": "now"}}, "request: read-only field made"),
        (WRITE | {"body": {"name": 1}}, "request: wrong type name"),
        (WRITE | {"body": {"name": None}}, "request: wrong type name"),
        (WRITE | {"body": {"name": "x", "size": True}}, "request: wrong type size"),
        (WRITE | {"body": {"name": "x", "big": 1}}, "request: wrong type big"),
        (WRITE | {"body": {"name": "x", "kind": "c"}}, "request: value that is not in the enum kind"),
        (WRITE | {"body": {"name": "x", "labels": {"a": 1}}}, "request: wrong type labels.a"),
        (WRITE | {"answer": {"id": "1"}}, "answer 204: body where none is documented"),
        (WRITE | {"status": 202}, "answer 202: undocumented status"),
        (WRITE | {"status": 409}, "answer 409: undocumented status"),
        (READ | {"answer": ""}, "answer 200: no JSON"),
        (READ | {"answer": {"id": "1"}}, "answer 200: missing field name"),
        (READ | {"answer": {"id": "1", "name": "x", "colour": "red"}}, "answer 200: undocumented field colour"),
        (READ | {"answer": {"id": "1", "name": "x", "parts": 1}}, "answer 200: wrong type parts"),
        (LIST | {"answer": {"items": [{"id": 1, "name": "x"}]}}, "answer 200: wrong type items[].id"),
        (LIST | {"answer": {"items": {}}}, "answer 200: wrong type items"),
    ],
)
def test_each_kind_of_violation_is_found(given: dict[str, Any], violation: str) -> None:
    found = judged(**given).violations
    assert len(found) == 1
    assert next(iter(found)).endswith(violation)


def test_what_a_test_does_wrong_on_purpose_is_judged_only_when_it_is_accepted() -> None:
    wrong = WRITE | {"body": {"colour": "red"}}
    assert judged(**wrong, mark="nonsense").violations == {}
    assert judged(**wrong | {"status": 400}, mark="direct").violations == {}
    assert judged(**wrong, mark="direct").violations.total() == 2
    assert judged(**wrong | {"status": 400}).violations.total() == 2
    assert judged(method="GET", path="/v1/nothing", status=404, mark="direct").violations == {}


def test_answers_are_judged_whoever_asked() -> None:
    assert judged(**READ | {"answer": {}}, mark="nonsense").violations.total() == 2


def test_an_answer_that_a_fault_plan_made_up_is_not_judged() -> None:
    verdict = judged(**READ | {"answer": {}, "query": "a=1"}, invented=True)
    assert verdict.violations == {"GET /things/{id}  request: undocumented parameter a": 1}
    assert (verdict.answers, verdict.exercised) == (0, set())


def test_own_endpoints_are_outside() -> None:
    verdict = judged(method="POST", path="/v1/wholesale/onboardingTemplates", body={"a": 1}, status=201)
    assert (verdict.outside, verdict.requests, verdict.answers, verdict.violations) == (1, 0, 0, {})


def test_a_listed_deviation_is_no_violation_and_is_counted() -> None:
    listed = Deviation("colours", "PUT /things/.*", "request: undocumented field colour", "", "", "")
    verdict = judged(listed, **WRITE | {"body": {"name": "x", "colour": "red", "form": "round"}})
    assert verdict.deviations == {"colours": 1}
    assert verdict.violations == {"PUT /things/{id}  request: undocumented field form": 1}


def test_only_success_exercises_an_operation() -> None:
    assert judged(**READ | {"status": 404}).exercised == set()
    assert judged(**READ).exercised == {"GET /things/{id}"}


def test_every_deviation_says_why_what_if_and_how_to_verify() -> None:
    assert [each for each in DEVIATIONS if not (each.reason and each.if_wrong and each.verify)] == []
    assert len({each.what for each in DEVIATIONS}) == len(DEVIATIONS)


def test_the_total_names_what_was_never_exercised_and_never_needed(tmp_path: Path) -> None:
    tally = {
        "requests": 3,
        "answers": 4,
        "outside": 1,
        "exercised": ["GET /people/me"],
        "violations": {},
        "deviations": {},
    }
    (tmp_path / "tallies").write_text(f"{json.dumps(tally)}\n{json.dumps(tally)}\n")
    said = total(tmp_path / "tallies")
    assert said[0].startswith("contract (total): 6 requests and 8 answers judged, 0 violations")
    assert "  POST /wholesale/customers" in said
    assert "  GET /people/me" not in said
    assert f"  {DEVIATIONS[0].what}" in said


def test_the_simulator_records_bodies_and_no_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "recorded"
    monkeypatch.setenv("SIMULATOR_RECORD", str(folder))
    client = {"client_id": "simulator-client-id", "client_secret": "simulator-client-secret"}
    grant = {"grant_type": "refresh_token", "refresh_token": "simulator-refresh-token", **client}
    dates = {"billingStartDate": "2026-10-01", "billingEndDate": "2026-10-31"}
    with SimulatorServer(tmp_path) as server:
        api = Api(server)
        api.session.post(f"{server.url}/access_token", data=grant)
        api.call("POST", "/wholesale/billing/reports", 200, dates)
        server.settle()
        report = api.call("GET", "/wholesale/billing/reports", 200)["items"][0]["id"]
        link = api.call("GET", f"/wholesale/billing/reports/{report}", 200)["tempDownloadURL"]
        api.send("GET", link)
    [path] = folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    text = path.read_text()
    for secret in (ACCESS_TOKEN, "simulator-refresh-token", "simulator-issued-", link.partition("Signature=")[2]):
        assert secret not in text
    entries = [json.loads(line) for line in text.splitlines()]
    assert json.loads(entries[0]["body"])["billingStartDate"] == "2026-10-01"
    assert {each["mark"] for each in entries} == {"direct"}
    assert json.loads(entries[1]["answer"])["items"][0]["id"] == report
