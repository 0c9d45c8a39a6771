# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client against a small HTTP server: what it repeats, what it never repeats, to whom it shows the token."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._http import client as client_
from ansible_collections.webex.wholesale.plugins.module_utils._http.client import Client, Connection
from ansible_collections.webex.wholesale.plugins.module_utils._http.errors import LostAnswer, WebexError

from tests.http_server import Reply, Seen, Web
from tests.unit.conftest import TOKEN

FAST = 5.0
"""Seconds within which anything that does not wait for Webex must be over."""
Make = Callable[..., Client]
WRITES: dict[str, Callable[[Client], Any]] = {
    "POST": lambda client: client.post("thing", {"a": 1}),
    "PUT": lambda client: client.write("PUT", "thing", {"a": 1}),
    "PATCH": lambda client: client.write("PATCH", "thing", {"a": 1}),
    "DELETE": lambda client: client.write("DELETE", "thing"),
}


class TestPages:
    """Lists come page by page."""

    def test_links_are_followed_as_they_are(self, web: Web, make: Make) -> None:
        following = "things?cursor=a%2Fb%3D%3D&weird=%20&max=2"
        web.on(
            "GET",
            "things?max=2&flag=true",
            Reply(
                body={"items": [{"n": 1}, {"n": 2}]},
                headers={"Link": f'<{web.url}/first>; rel="first", <{web.url}/{following}>; rel="next"'},
            ),
        )
        web.on("GET", following, Reply(body={"items": [{"n": 3}]}))
        assert [item["n"] for item in make(web).pages("things", max=2, flag=True, unset=None)] == [1, 2, 3]
        assert [seen.path for seen in web.seen] == ["/v1/things?max=2&flag=true", f"/v1/{following}"]

    def test_a_link_may_be_relative(self, web: Web, make: Make) -> None:
        web.on("GET", "things", Reply(body={"numbers": [{"n": 1}]}, headers={"Link": '</v1/more>; rel="next"'}))
        web.on("GET", "more", Reply(body={"numbers": [{"n": 2}]}))
        assert [item["n"] for item in make(web).pages("things", key="numbers")] == [1, 2]

    @pytest.mark.parametrize("body", [{}, {"items": None}, {"items": [None, "text"]}, []])
    def test_nothing_there(self, web: Web, make: Make, body: Any) -> None:
        web.on("GET", "things", Reply(body=body))
        assert list(make(web).pages("things")) == []

    def test_a_link_to_another_host_is_refused(self, web: Web, elsewhere: Web, make: Make) -> None:
        web.on("GET", "things", Reply(body={"items": [{"n": 1}]}, headers={"Link": f'<{elsewhere.url}/x>; rel="next"'}))
        with pytest.raises(WebexError, match="points to another host"):
            list(make(web).pages("things"))
        assert not elsewhere.seen


class TestRedirects:
    """The token goes to one host only."""

    def test_another_host_does_not_get_the_token(self, web: Web, elsewhere: Web, make: Make) -> None:
        web.on("GET", "thing", Reply(302, headers={"Location": f"{elsewhere.url}/thing"}))
        elsewhere.on("GET", "thing", Reply(body={"from": "elsewhere"}))
        assert make(web).get("thing") == {"from": "elsewhere"}
        assert [seen.token for seen in elsewhere.seen] == [""]

    def test_the_same_host_gets_the_token(self, web: Web, make: Make) -> None:
        web.on("GET", "thing", Reply(302, headers={"Location": f"{web.url}/other"}))
        web.on("GET", "other", Reply(body={}))
        make(web).get("thing")
        assert [seen.token for seen in web.seen] == [f"Bearer {TOKEN}"] * 2

    @pytest.mark.parametrize("method", WRITES)
    def test_writes_are_not_redirected(self, web: Web, elsewhere: Web, make: Make, method: str) -> None:
        web.on(method, "thing", Reply(307, headers={"Location": f"{elsewhere.url}/thing"}))
        with pytest.raises(WebexError):
            WRITES[method](make(web))
        assert not elsewhere.seen

    def test_netrc_does_not_take_the_place_of_the_token(
        self, web: Web, make: Make, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "netrc").write_text("machine 127.0.0.1 login somebody password else\n")
        monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
        web.on("GET", "thing", Reply(body={}))
        make(web).get("thing")
        assert web.seen[0].token == f"Bearer {TOKEN}"


class TestThrottling:
    """429 and 423 are waited out, whatever the method, by all workers together."""

    @pytest.mark.parametrize("status", [423, 429])
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_repeated_when_webex_says_so(self, web: Web, make: Make, status: int, method: str) -> None:
        told: list[str] = []
        client = make(web)
        client.progress = told.append
        web.on(method, "thing", Reply(status, headers={"Retry-After": "1"}), Reply(body={"done": True}))
        answer = client.get("thing") if method == "GET" else client.post("thing", {"a": 1})
        assert answer == {"done": True}
        first, second = web.seen
        assert second.at - first.at >= 1
        assert second.body == first.body
        assert told == ["Webex limits the rate of requests; waiting 1 s"]

    def test_all_workers_pause(self, web: Web, make: Make) -> None:
        client = make(web, parallel=4)
        web.on("GET", "limited", Reply(429, headers={"Retry-After": "1"}), Reply(body={}))
        web.on("GET", "free", Reply(body={}))
        with ThreadPoolExecutor(4) as pool:
            limited = pool.submit(client.get, "limited")
            while not web.seen:
                time.sleep(0.01)
            time.sleep(0.2)  # by now the answer has arrived
            others = [pool.submit(client.get, "free") for _worker in range(3)]
            for future in (limited, *others):
                future.result()
        throttled = web.seen[0].at
        assert web.count("GET", "free") == 3
        assert all(seen.at - throttled >= 1 for seen in web.seen[1:])

    def test_after_the_pause_one_goes_first(self, web: Web, make: Make) -> None:
        """All were throttled at once; they must not come back all at once."""
        together = threading.Barrier(4)

        def throttled(seen: Seen) -> Reply:
            together.wait(FAST)
            return Reply(429, headers={"Retry-After": "1"})

        def slow(seen: Seen) -> Reply:
            time.sleep(0.1)
            return Reply(body={})

        client = make(web, parallel=4)
        web.on("GET", "thing", *[throttled] * 4, slow)
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(client.get, ["thing"] * 4))
        retried = sorted(seen.at for seen in web.seen[4:])
        assert len(retried) == 4
        assert retried[1] - retried[0] >= 0.1

    def test_the_deadline_ends_it(self, web: Web, make: Make) -> None:
        web.on("POST", "thing", Reply(429, {"message": "Too many"}, {"Retry-After": "1"}))
        start = time.monotonic()
        with pytest.raises(WebexError, match=r"asks to wait 1 s, longer than retry_timeout allows") as raised:
            make(web, retry_timeout=1.5).post("thing")
        assert not isinstance(raised.value, LostAnswer)
        # One second fits into the time, another would not: the call ends at once instead of sleeping in vain.
        assert 1 <= time.monotonic() - start < 1.4
        assert len(web.seen) == 2


class TestUnavailable:
    """502, 503 and 504 are repeated where that is safe, and not for ever."""

    def test_reading_is_repeated(self, web: Web, make: Make) -> None:
        web.on("GET", "thing", Reply(503, headers={"Retry-After": "1"}), Reply(body={"there": True}))
        assert make(web).get("thing") == {"there": True}

    def test_reading_is_not_repeated_for_ever(self, web: Web, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(client_, "MAX_UNAVAILABLE", 2)
        web.on("GET", "thing", Reply(503, {"message": "Down"}))
        with pytest.raises(WebexError, match=r"Down \(HTTP 503\)\. Webex has a problem of its own"):
            make(web).get("thing")
        assert len(web.seen) == 3

    @pytest.mark.parametrize("status", [500, 502, 503, 504])
    def test_a_post_is_lost(self, web: Web, make: Make, status: int) -> None:
        web.on("POST", "thing", Reply(status, {"message": "Oops", "trackingId": "T1"}))
        with pytest.raises(LostAnswer, match="Oops") as lost:
            make(web).post("thing")
        assert (lost.value.status, lost.value.tracking_id, len(web.seen)) == (status, "T1", 1)

    def test_500_is_not_repeated(self, web: Web, make: Make) -> None:
        web.on("GET", "thing", Reply(500))
        with pytest.raises(WebexError, match="Webex answered HTTP 500"):
            make(web).get("thing")
        assert len(web.seen) == 1

    @pytest.mark.parametrize("first", [Reply(500), Reply(502), Reply(503), Reply(504), Reply(drop=True)])
    @pytest.mark.parametrize("method", WRITES)
    def test_a_write_that_may_have_taken_effect_is_not_repeated(
        self, web: Web, make: Make, method: str, first: Reply
    ) -> None:
        web.on(method, "thing", first, Reply(body={}))
        with pytest.raises(LostAnswer):
            WRITES[method](make(web))
        assert len(web.seen) == 1

    def test_the_code_may_be_in_a_header(self, web: Web, make: Make) -> None:
        """So Webex answers when a number to be removed is not there."""
        header = {"cisco-spark-error-codes": "4251"}
        web.on("DELETE", "thing", Reply(502, {"message": "Bad Gateway", "errors": [{"description": "x"}]}, header))
        with pytest.raises(LostAnswer, match=r"HTTP 502, code 4251"):
            make(web).write("DELETE", "thing")

    @pytest.mark.parametrize("method", ["PUT", "DELETE"])
    def test_a_throttled_write_is_not_in_its_own_way(self, web: Web, make: Make, method: str) -> None:
        web.on(method, "thing", Reply(429, headers={"Retry-After": "1"}), Reply(409, {"message": "Busy"}))
        with pytest.raises(WebexError, match="Busy") as refused:
            WRITES[method](make(web))
        assert not isinstance(refused.value, LostAnswer)


class TestLostAnswers:
    """Connections break, before and amid the answer."""

    def test_a_post_is_not_repeated(self, web: Web, make: Make) -> None:
        web.on("POST", "thing", Reply(drop=True))
        with pytest.raises(LostAnswer, match="not known whether the request took effect"):
            make(web).post("thing")
        assert len(web.seen) == 1

    def test_reading_is_repeated(self, web: Web, make: Make) -> None:
        web.on("GET", "thing", Reply(drop=True), Reply(body={"there": True}))
        assert make(web).get("thing") == {"there": True}

    @pytest.mark.parametrize(
        "broken", [Reply(body={"there": True}, truncate=True), Reply(body='{"the')], ids=["cut", "no JSON"]
    )
    def test_half_an_answer(self, web: Web, make: Make, broken: Reply) -> None:
        web.on("GET", "thing", broken, Reply(body={"there": True}))
        web.on("POST", "thing", broken)
        assert make(web).get("thing") == {"there": True}
        with pytest.raises(LostAnswer):
            make(web).post("thing")
        assert web.count("POST", "thing") == 1

    def test_half_an_answer_again_and_again(self, web: Web, make: Make) -> None:
        web.on("GET", "thing", Reply(body="<html>"))
        with pytest.raises(WebexError, match="gave no usable answer"):
            make(web).get("thing")
        assert len(web.seen) == 3

    def test_a_slow_answer_to_a_post_is_lost(self, web: Web, make: Make) -> None:
        def slow(seen: Seen) -> Reply:
            time.sleep(0.6)
            return Reply(body={})

        web.on("POST", "thing", slow)
        with pytest.raises(LostAnswer):
            make(web, timeout=0.2).post("thing")
        assert len(web.seen) == 1

    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_nobody_there(self, web: Web, make: Make, method: str) -> None:
        client, host = make(web), web.url.split("/")[2]
        web.close()
        start = time.monotonic()
        with pytest.raises(WebexError, match=f"{host} could not be reached") as raised:
            client.get("thing") if method == "GET" else client.post("thing")
        assert not isinstance(raised.value, LostAnswer)
        assert time.monotonic() - start < FAST

    def test_no_tls_there(self, web: Web) -> None:
        client = Client(Connection(web.url.replace("http:", "https:"), access_token=TOKEN))
        with pytest.raises(WebexError, match="TLS connection") as raised:
            client.post("thing")
        assert not isinstance(raised.value, LostAnswer)
        client.close()
