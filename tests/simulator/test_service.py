# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every endpoint: tokens, scopes, limits, paging, the log, faults, and not losing anything."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from tests.simulator.api import Api, customer_body, subscriber_body
from tests.simulator_server import PROGRAM, READ_ONLY_TOKEN, SimulatorServer

GRANT = {"grant_type": "refresh_token", "refresh_token": "simulator-refresh-token"}
CLIENT = ("simulator-client-id", "simulator-client-secret")


def test_a_token_may_do_what_its_scopes_allow(api: Api, simulator: SimulatorServer) -> None:
    error = Api(simulator, "wrong").call("GET", "/people/me", 401)
    assert error["trackingId"]
    assert requests.get(f"{simulator.url}/people/me", timeout=5).status_code == 401
    reader = Api(simulator, READ_ONLY_TOKEN)
    reader.call("GET", "/wholesale/customers", 200)
    reader.call("POST", "/wholesale/customers", 403, customer_body())
    reader.call("DELETE", f"/people/{api.call('GET', '/people/me', 200)['id']}", 403)
    api.call("GET", "/nowhere", 404)
    api.call("DELETE", "/roles", 405)
    url = f"{simulator.url}/locations"
    assert api.session.post(url, data="{", headers={"Content-Type": "application/json"}).status_code == 400
    assert api.session.post(url, data="a=1", headers={"Content-Type": "text/plain"}).status_code == 415


def test_issued_tokens_expire(tmp_path: Path) -> None:
    with SimulatorServer(tmp_path, token_lifetime=1) as server:
        url = f"{server.url}/access_token"
        answer = requests.post(url, data=GRANT, auth=CLIENT, timeout=5)
        assert answer.json()["expires_in"] == 1
        api = Api(server, answer.json()["access_token"])
        api.call("GET", "/people/me", 200)
        time.sleep(1.05)
        api.call("GET", "/people/me", 401)
        body = {**GRANT, "client_id": CLIENT[0], "client_secret": CLIENT[1]}
        assert requests.post(url, data=body, timeout=5).status_code == 200
        assert requests.post(url, data={**body, "client_secret": "x"}, timeout=5).status_code == 401
        assert requests.post(url, data={**body, "refresh_token": "x"}, timeout=5).status_code == 400


def test_rate_limit_latency_and_no_templates(tmp_path: Path) -> None:
    with SimulatorServer(tmp_path, rate_limit=20, latency=100, no_onboarding_templates=True) as server:
        api = Api(server)
        api.call("GET", "/wholesale/onboardingTemplates", 404)
        started = time.monotonic()
        with ThreadPoolExecutor(50) as pool:
            answers = list(pool.map(lambda _: api.send("GET", "/people/me"), range(50)))
        assert time.monotonic() - started < 2.5  # one after the other would be 5 s
        limited = [answer for answer in answers if answer.status_code == 429]
        assert limited
        assert all(answer.headers["Retry-After"] == "1" for answer in limited)


def test_pages_follow_the_next_link_to_the_end(api: Api) -> None:
    customer = api.customer(packages=["webex_meetings"])
    for number in range(105):
        body = subscriber_body(customer, f"u{number}@acme.example", "webex_meetings")
        api.call("POST", "/wholesale/subscribers", 200, body)
    org = customer["orgId"]

    def pages(path: str, **query: object) -> list[int]:
        sizes, emails = [], set()
        response = api.send("GET", path, **query)
        while True:
            items = response.json()["items"]
            sizes.append(len(items))
            emails |= {item.get("email") or item["emails"][0] for item in items}
            if "next" not in response.links:
                assert len(emails) == sum(sizes) == 105
                return sizes
            response = api.send("GET", response.links["next"]["url"])

    assert pages("/wholesale/subscribers", customerId=customer["id"]) == [50, 50, 5]
    assert pages("/wholesale/subscribers", max=1000) == [100, 5]
    assert pages("/wholesale/subscribers", sortBy="lastStatusChange", sortOrder="desc", max=60) == [60, 45]
    assert pages("/people", orgId=org) == [100, 5]
    assert pages("/people", orgId=org, max=1000) == [105]
    assert pages("/people", orgId=org, max=1000, callingData="true") == [100, 5]
    api.call("GET", "/people", 400, orgId=org, max=0)
    api.call("GET", "/wholesale/subscribers", 400, max="many")


def test_the_request_log_has_no_body_and_no_secret(api: Api, simulator: SimulatorServer) -> None:
    response = api.send("POST", "/wholesale/customers", {"externalId": "do-not-log"}, onBehalfOfSubPartnerOrgId="x")
    entry = simulator.requests()[-1]
    assert set(entry) == {"time", "method", "path", "query", "status", "duration_ms", "tracking_id"}
    assert (entry["method"], entry["path"], entry["status"]) == ("POST", "/v1/wholesale/customers", 400)
    assert entry["query"] == "onBehalfOfSubPartnerOrgId=x"
    assert entry["tracking_id"] == response.headers["Trackingid"] == response.json()["trackingId"]
    assert len(simulator.writes()) == 1
    text = simulator.log.read_text()
    assert "do-not-log" not in text
    assert "simulator-access-token" not in text


def test_a_fault_answers_as_often_as_it_says(api: Api, simulator: SimulatorServer) -> None:
    fault = {"method": "GET", "path": "/roles$", "status": 429, "retry_after": 3, "times": 2, "error_code": 7}
    simulator.faults({"responses": [fault]})
    api.call("GET", "/people/me", 200)
    answers = [api.send("GET", "/roles") for _attempt in range(3)]
    assert [answer.status_code for answer in answers] == [429, 429, 200]
    assert answers[0].headers["Retry-After"] == "3"
    assert answers[0].json()["errors"][0]["errorCode"] == 7
    with pytest.raises(OSError, match="400"):
        simulator.faults({"earthquake": []})
    simulator.faults({"responses": [fault]})
    simulator.reset()
    api.call("GET", "/roles", 200)


def test_one_of_many_parallel_creations_wins(api: Api) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(lambda _: api.send("POST", "/wholesale/customers", customer_body()), range(16))
        statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [202] + [409] * 15
    assert api.server.info()["customer"] == 1


def test_answered_writes_survive_a_kill(tmp_path: Path) -> None:
    server = SimulatorServer(tmp_path, database=str(tmp_path / "state.db"), provisioning_delay=0.3).start()
    api = Api(server)
    customer = api.customer(packages=["webex_meetings"])
    answered: list[str] = []
    enough = threading.Event()

    def storm(writer: int) -> None:
        mine = Api(server)
        for number in range(100_000):
            body = subscriber_body(customer, f"u{writer}-{number}@acme.example", "webex_meetings")
            try:
                response = mine.send("POST", "/wholesale/subscribers", body)
            except requests.RequestException:
                break
            assert response.status_code == 200
            answered.append(response.json()["email"])
            if len(answered) > 150:
                enough.set()
        mine.session.close()

    with ThreadPoolExecutor(4) as pool:
        writers = [pool.submit(storm, writer) for writer in range(4)]
        assert enough.wait(20)
        api.call("POST", "/wholesale/customers", 202, customer_body("second"))
        server.kill()
        for writer in writers:
            writer.result()
    time.sleep(0.3)
    with server:
        api = Api(server)
        kept: set[str] = set()
        response = api.send("GET", "/wholesale/subscribers", max=100)
        while True:
            kept |= {item["email"] for item in response.json()["items"]}
            if "next" not in response.links:
                break
            response = api.send("GET", response.links["next"]["url"])
        assert set(answered) <= kept
        second = api.call("GET", "/wholesale/customers", 200, externalId="second")["items"][0]
        assert second["status"] == "provisioned"


def test_stops_cleanly_and_stays_local(tmp_path: Path) -> None:
    server = SimulatorServer(tmp_path).start()
    assert json.loads(server.control("GET", "health")) == {"status": "ok"}
    assert server.stop() == 0
    command = [sys.executable, "-m", "webex_simulator", "--host", "0.0.0.0", "--port", "0"]  # noqa: S104
    refused = subprocess.run(command, cwd=PROGRAM, capture_output=True, text=True, timeout=10, check=False)
    assert refused.returncode == 2
    assert "--allow-remote" in refused.stderr
