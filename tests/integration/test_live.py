# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`make live`, with the simulator in the role of Webex, honest and lying."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._http.client import Connection

from hacking.live.line import Line
from hacking.live.record import Record
from tests.integration.test_offboard import OFFICE, Going
from tests.simulator.api import Api, subscriber_body
from tests.simulator_server import ACCESS_TOKEN, SimulatorServer

ROOT = Path(__file__).resolve().parents[2]
PARTNER = "0a1b0000-0000-4000-8000-000000000001"
PERSON = "Marie Geheim"
SANDBOX = {
    "LIVE_WRITE": "yes",
    "LIVE_PARTNER": PARTNER,
    "LIVE_PROVISIONING_ID": "ZjViMzYxODctMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAx",
    "LIVE_DOMAIN": "idle.example.com",
    "LIVE_COUNTRY": "US",
    "LIVE_PACKAGES": "webex_calling, webex_meetings, common_area_calling",
    "LIVE_WAIT_INTERVAL": "0.1",
}
NUMBERS = {
    "LIVE_NUMBERS": ", ".join(f"+1512555010{index}" for index in range(7)),
    "LIVE_PSTN": "Simulated Telecom US",
}


class Liar(Line):
    """Passes on as Webex would that does otherwise than is written, and tells of somebody."""

    def _pass_on(self, handler: Any, content: bytes) -> Any:
        answer = super()._pass_on(handler, content)
        path = handler.path.partition("?")[0].removeprefix("/v1")
        if path == "/wholesale/subPartners":
            answer._content = answer.content.replace(b'"items"', b'"subPartners"')
        elif path == "/people" and answer.ok:
            body = answer.json()
            for each in body["items"]:
                each |= {"favourite": PERSON, f"{PERSON}@example.com": 1, "status": PERSON, "displayName": 1}
            answer._content = json.dumps(body).encode()
        return answer


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimulatorServer]:
    """A simulator that takes its time, so that a customer can be seen while it is provisioned.

    It records nothing for this session: some requests are wrong on purpose, and the run judges all others itself.
    """
    monkeypatch.delenv("SIMULATOR_RECORD", raising=False)
    with SimulatorServer(tmp_path, provisioning_delay=1) as found:
        yield found


def started(url: str, folder: Path, **environment: str) -> subprocess.Popen[str]:
    """Start a run."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("WEBEX_", "LIVE_"))}
    paths = os.pathsep.join(map(str, (ROOT / ".cache" / "collections", ROOT / "roles" / "simulator" / "files")))
    known = {"WEBEX_API_URL": url, "WEBEX_ACCESS_TOKEN": ACCESS_TOKEN, "LIVE_FOLDER": str(folder), "PYTHONPATH": paths}
    return subprocess.Popen(
        [sys.executable, "-m", "hacking.live"], cwd=ROOT, env={**own, **known, **environment}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def live(url: str, folder: Path, **environment: str) -> tuple[int, str]:
    """Run to the end; return the exit code and what was said."""
    process = started(url, folder, **environment)
    said = process.communicate(timeout=180)[0]
    return process.returncode, said


def report(folder: Path) -> tuple[dict[str, Any], str]:
    """Return the data and the page of the only run."""
    (path,) = folder.glob("*/report.json")
    assert {stat.S_IMODE(each.stat().st_mode) for each in path.parent.glob("report.*")} == {0o600}
    found: dict[str, Any] = json.loads(path.read_text())
    return found, path.with_suffix(".html").read_text()


def kept(server: SimulatorServer) -> dict[str, int]:
    """Return how much Webex has, but for what it remembers of its own work."""
    return {name: count for name, count in server.info().items() if name not in ("job", "work")}


def verdicts(data: Mapping[str, Any], verdict: str) -> set[str]:
    """Return the rows that came out so."""
    return {row for row, finding in data["rows"].items() if finding["verdict"] == verdict}


def test_it_reads_only_and_tells_what_differs_but_of_nobody(simulator: SimulatorServer, tmp_path: Path) -> None:
    going = Going(simulator)
    since = len(simulator.requests())
    with Liar(Connection(simulator.url, ACCESS_TOKEN), Record()) as liar:
        code, said = live(liar.url, tmp_path / "live")
    assert code == 1, said
    assert {entry["method"] for entry in simulator.requests()[since:]} == {"GET"}
    data, page = report(tmp_path / "live")
    assert data["failures"] == data["left"] == []
    assert verdicts(data, "refuted") == {"A111"}
    assert {"A3", "A10", "A11", "A44", "A56", "A60", "A83", "A163"} <= verdicts(data, "proved")
    assert data["figures"]["operations that were read"] > 50
    people = "GET /people  answer 200: "
    for line in (
        f"{people}undocumented field items[].favourite: text of 12 characters",
        f"{people}undocumented field items[].(a key): number",
        f"{people}wrong type items[].displayName: number; documented: string",
        f"{people}value that is not in the enum items[].status: text of 12 characters; documented: active, call,",
    ):
        assert line in said
    assert len(data["differences"]) == 4
    told = said + json.dumps(data) + page
    planted = ("Marie", "Geheim", "Byron", "Acme", "@acme", "Headquarters", "Lobby", "Partner Admin", *OFFICE)
    for word in (*planted, going.org, PARTNER, ACCESS_TOKEN):
        assert word not in told, word


def test_it_onboards_proves_what_the_simulator_does_and_leaves_nothing(server: SimulatorServer, tmp_path: Path) -> None:
    before = kept(server)
    code, said = live(server.url, tmp_path / "live", **SANDBOX, **NUMBERS)
    data, page = report(tmp_path / "live")
    assert (data["failures"], data["left"], data["differences"]) == ([], [], []), said
    assert verdicts(data, "refuted") == set(), said
    assert code == 0
    proved = verdicts(data, "proved")
    assert len(proved) > 70
    assert {"A24", "A27", "A35", "A42", "A68", "A75", "A76", "A140", "A142", "A145", "A179", "A190"} <= proved
    made = [each for each in server.writes() if each["method"] == "POST" and "/subscribers" in each["path"]]
    assert 6 <= sum(each["status"] == 200 for each in made) <= 10
    assert kept(server) == before
    assert list((tmp_path / "live" / "archive").iterdir()) == []
    for word in ("-first@", "+1512", "Freidrich", "Webex live 2"):
        assert word not in said + page


def test_it_cleans_up_when_it_is_stopped(server: SimulatorServer, tmp_path: Path) -> None:
    before = kept(server)
    process = started(server.url, tmp_path / "live", **SANDBOX)
    deadline = time.monotonic() + 90
    while not any(each["path"] == "/v1/wholesale/customers" for each in server.writes()):
        assert time.monotonic() < deadline
        assert process.poll() is None, process.communicate()[0]
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=120)[0]
    assert process.returncode == 1
    assert "FAILED: It was stopped." in said
    assert "Removed: webex-live-" in said
    assert kept(server) == before


def test_it_removes_what_earlier_runs_left_and_nothing_else(simulator: SimulatorServer, tmp_path: Path) -> None:
    api = Api(simulator)
    api.customer()
    before = kept(simulator)
    left = api.customer("webex-live-20261125t200000z")
    api.call("POST", "/wholesale/subscribers", 200, subscriber_body(left, "ada@left.example", package="webex_meetings"))
    clean = {name: value for name, value in SANDBOX.items() if name in ("LIVE_PARTNER", "LIVE_WAIT_INTERVAL")}
    code, said = live(simulator.url, tmp_path / "live", LIVE_CLEAN="yes", **clean)
    assert code == 0, said
    assert "Removed: webex-live-20261125t200000z" in said
    assert kept(simulator) == before
    assert [each["externalId"] for each in api.call("GET", "/wholesale/customers", 200)["items"]] == ["acme"]


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({"LIVE_PROVISIONING_ID": "", "LIVE_DOMAIN": ""}, "LIVE_PROVISIONING_ID is missing"),
        ({"WEBEX_SUB_PARTNER": "0a1b0000-0000-4000-8000-000000000002"}, "WEBEX_SUB_PARTNER is set"),
        ({"LIVE_PARTNER": "0a1b0000-0000-4000-8000-000000000002"}, "belongs to another organization (0a1b0000…)"),
    ],
)
def test_it_refuses_to_write_without_being_told_where(
    environment: dict[str, str], reason: str, simulator: SimulatorServer, tmp_path: Path
) -> None:
    code, said = live(simulator.url, tmp_path / "live", **SANDBOX | environment)
    assert code == 1
    assert "FAILED: Nothing was written." in said
    assert reason in said
    assert simulator.writes() == []
