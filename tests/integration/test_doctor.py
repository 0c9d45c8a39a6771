# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The doctor says what is the matter, in every case that somebody new meets, reads alone, and tells nobody's name."""

from __future__ import annotations

import json
import os
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.webex.wholesale.plugins.module_utils._doctor import COLLECTION

from tests.integration.ansible_run import run_task, run_tasks
from tests.simulator_server import ACCESS_TOKEN, NO_CALLING_TOKEN, SimulatorServer
from tests.unit.test_tls import certificate

SUSPENDED = "0a1b0000-0000-4000-8000-000000000003"
CLIENT_ID, CLIENT_SECRET = "simulator-client-id", "simulator-client-secret"
REFRESH_TOKEN = "simulator-refresh-token"
NOTHING = "http://127.0.0.1:9/v1"


def fails(result: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Return the lines that fail, by name; each must say what to do."""
    assert not result.get("failed"), result
    found = {check["name"]: check for check in result["checks"] if check["verdict"] == "fails"}
    assert all(check["remedy"] for check in found.values())
    assert result["ok"] is not bool(found)
    return found


def test_all_is_well_and_nothing_is_written(simulator: SimulatorServer) -> None:
    result = run_task("doctor", {}, url=simulator.url)
    assert not fails(result)
    assert sum(result["counts"].values()) == len(result["checks"])
    assert {entry["method"] for entry in simulator.requests()} == {"GET"}


def test_no_personal_data_is_told(simulator: SimulatorServer) -> None:
    told = json.dumps(run_task("doctor", {}, url=simulator.url)["checks"])
    for word in ("@", "example.com", "Partner Admin", "Simulated Partner", "0a1b0000-0000", ACCESS_TOKEN):
        assert word not in told


def test_a_token_that_webex_does_not_take(simulator: SimulatorServer) -> None:
    found = fails(run_task("doctor", {"access_token": "made-up"}, url=simulator.url))
    assert list(found) == ["Token"]
    assert "expired" in found["Token"]["remedy"]


def test_no_token(simulator: SimulatorServer) -> None:
    run = run_tasks([{"webex.wholesale.doctor": {"api_url": simulator.url}}], url=None)
    assert list(fails(run.results[0])) == ["access_token"]


def test_a_missing_scope_is_named(simulator: SimulatorServer) -> None:
    found = fails(run_task("doctor", {"access_token": NO_CALLING_TOKEN}, url=simulator.url))
    assert list(found) == ["Scope telephony_config_read"]
    assert "Add spark-admin:telephony_config_read" in found["Scope telephony_config_read"]["remedy"]


def test_a_missing_scope_that_webex_answers_with_401_costs_no_new_token(simulator: SimulatorServer) -> None:
    """As the real service often does. The token works elsewhere, so that it is not the token that is wrong."""
    simulator.faults({"responses": [{"path": "/v1/locations", "status": 401, "times": 9}]})
    client = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "refresh_token": REFRESH_TOKEN}
    result = run_task("doctor", client, url=simulator.url)
    assert list(fails(result)) == ["Scope locations_read"]
    assert {entry["method"] for entry in simulator.requests()} == {"GET"}


def test_a_refresh_token_that_webex_does_not_take(simulator: SimulatorServer) -> None:
    client = {"client_id": "a", "client_secret": "bbbbbbbb", "refresh_token": "cccccccc"}
    run = run_tasks([{"webex.wholesale.doctor": {"api_url": simulator.url, **client}}], url=None)
    assert list(fails(run.results[0])) == ["Token"]


def test_nothing_listens() -> None:
    found = fails(run_task("doctor", {}, url=NOTHING))
    assert list(found) == ["Webex API"]
    assert "Nothing listens at 127.0.0.1:9" in found["Webex API"]["found"]


def test_the_path_lacks_the_version(simulator: SimulatorServer) -> None:
    found = fails(run_task("doctor", {}, url=simulator.url.removesuffix("/v1")))
    assert "/v1" in found["Webex API"]["remedy"]


@pytest.mark.parametrize(
    ("sub_partner", "word"), [(SUSPENDED, "suspended"), ("0a1b0000-0000-4000-8000-00000000000f", "none of them")]
)
def test_a_sub_partner_that_cannot_be_used(sub_partner: str, word: str, simulator: SimulatorServer) -> None:
    found = fails(run_task("doctor", {"sub_partner": sub_partner}, url=simulator.url))
    assert word in found["Sub-partners"]["found"]


def test_the_login_of_a_proxy_is_not_told(simulator: SimulatorServer) -> None:
    run = run_tasks(
        [{"webex.wholesale.doctor": None}],
        url=simulator.url,
        environment={"https_proxy": "http://me:hush@proxy.example:3128", "no_proxy": "127.0.0.1"},
    )
    told = {check["name"]: check["found"] for check in run.results[0]["checks"]}
    assert told["Proxy"] == "https_proxy proxy.example:3128, no_proxy 127.0.0.1"
    assert "hush" not in run.output


@pytest.fixture
def https(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A server with a certificate of its own that knows nothing of Webex: its URL, and its authority."""
    paths = certificate(tmp_path, "127.0.0.1")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*paths)
    server = HTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"https://127.0.0.1:{server.server_port}/v1", paths[0]
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_certificate_that_is_not_trusted(https: tuple[str, Path]) -> None:
    url, authority = https
    found = fails(run_task("doctor", {}, url=url))
    assert list(found) == ["Certificate"]
    assert "ca_path" in found["Certificate"]["remedy"]
    assert list(fails(run_task("doctor", {"ca_path": str(authority)}, url=url))) == ["Webex API"]
    assert list(fails(run_task("doctor", {"ca_path": "/nowhere"}, url=url))) == ["Certificate authorities"]


def test_as_a_module_it_finds_the_same(simulator: SimulatorServer) -> None:
    task = {"webex.wholesale.doctor": None}
    run = run_tasks([task, {**task, "vars": {"webex_in_process": False}}], url=simulator.url)
    inside, outside = run.results
    assert inside["checks"] == outside["checks"]


def test_the_version_told_is_that_of_the_collection() -> None:
    galaxy = yaml.safe_load((Path(__file__).parents[2] / "galaxy.yml").read_text())
    assert galaxy["version"] == COLLECTION


@pytest.mark.parametrize(("token", "code"), [(ACCESS_TOKEN, 0), ("made-up", 2)])
def test_the_playbook_shows_everything_and_then_fails(
    token: str, code: int, simulator: SimulatorServer, tmp_path: Path
) -> None:
    run = subprocess.run(
        ["ansible-playbook", "webex.wholesale.doctor", "-e", f"doctor_report_directory={tmp_path}"],
        env={**os.environ, "WEBEX_API_URL": simulator.url, "WEBEX_ACCESS_TOKEN": token, "ANSIBLE_NOCOLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == code, run.stdout + run.stderr
    report = json.loads((tmp_path / "doctor" / "latest" / "report.json").read_text())
    page = (tmp_path / "doctor" / "latest" / "report.html").read_text()
    assert report["ok"] is (code == 0)
    for check in report["checks"]:
        assert check["name"] in page
        assert check["name"] in run.stdout
    assert f"{tmp_path}/doctor/latest/report.html" in run.stdout
    assert token not in run.stdout + page
