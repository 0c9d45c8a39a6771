# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The snapshot: each thing is read once, whoever asks, and what the run writes is known without reading again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._engine.snapshot import Collection, Snapshot
from ansible_collections.webex.wholesale.plugins.module_utils._http.client import Client
from ansible_collections.webex.wholesale.plugins.module_utils._http.errors import WebexError

from tests.http_server import Reply, Seen, Web

THINGS = Collection("things", lambda each: (each.get("name"),), one="name")
WHOLE = Collection("things", lambda each: (each.get("name"),))
THREADS = 16


class Webex:
    """A list of things on pages of two, found by name too, and slow enough for threads to meet."""

    def __init__(self, web: Web, *names: str) -> None:
        self.web = web
        self.names = list(names)
        self.between: Callable[[], None] = lambda: None
        web.at("GET", "/v1/things", self._list)
        web.at("GET", "/v1/thing", self._thing)

    def counts(self) -> tuple[int, int]:
        """Return how often a page was read, and how often one thing was asked for."""
        paths = [seen.path for seen in self.web.seen if seen.path.startswith("/v1/things")]
        asked = sum("name=" in path for path in paths)
        return len(paths) - asked, asked

    def _list(self, seen: Seen) -> Reply:
        query = parse_qs(urlsplit(seen.path).query)
        time.sleep(0.02)
        if "name" in query:
            return Reply(body={"items": [_thing(name) for name in self.names if [name] == query["name"]]})
        start = int(query.get("start", ["0"])[0])
        page = Reply(body={"items": [_thing(name) for name in self.names[start : start + 2]]})
        if start + 2 < len(self.names):
            page.headers["Link"] = f'<{self.web.url}/things?start={start + 2}>; rel="next"'
        self.between()
        return page

    def _thing(self, seen: Seen) -> Reply:
        time.sleep(0.02)
        return Reply(body={"asked": len([each for each in self.web.seen if each.path == seen.path])})


def _thing(name: str) -> dict[str, Any]:
    return {"id": f"id-{name}", "name": name}


@pytest.fixture
def webex(web: Web) -> Webex:
    return Webex(web, *"abcde")


@pytest.fixture
def snapshot(webex: Webex, make: Callable[..., Client]) -> Snapshot:
    return Snapshot(make(webex.web, parallel=THREADS), THREADS)


def at_once(work: Callable[[int], Any], count: int = THREADS) -> list[Any]:
    """Have threads do something at the same moment; return what each of them got."""
    start = threading.Barrier(count, timeout=5)

    def each(number: int) -> Any:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(each, range(count)))


def names(snapshot: Snapshot, collection: Collection = THINGS) -> list[str]:
    return sorted(each["name"] for each in snapshot.all(collection))


def test_a_list_is_read_once_however_many_ask(webex: Webex, snapshot: Snapshot) -> None:
    found = at_once(lambda number: names(snapshot) if number % 2 else snapshot.one(THINGS, "e"))
    assert found[1::2] == [list("abcde")] * (THREADS // 2)
    assert found[::2] == [_thing("e")] * (THREADS // 2)
    pages, asked = webex.counts()
    assert pages == 3
    assert asked <= 1  # somebody may have asked before the list was read


def test_one_thing_is_asked_for_once_also_when_there_is_none(webex: Webex, snapshot: Snapshot) -> None:
    assert at_once(lambda _number: snapshot.one(THINGS, "b")) == [_thing("b")] * THREADS
    assert at_once(lambda _number: snapshot.one(THINGS, "x")) == [None] * THREADS
    assert webex.counts() == (0, 2)


def test_whoever_asks_for_many_has_the_list_read(webex: Webex, snapshot: Snapshot) -> None:
    found = at_once(lambda number: snapshot.one(THINGS, "abcde"[number]), 5)
    assert found == [_thing(name) for name in "abcde"]
    pages, asked = webex.counts()
    assert (pages, asked) == (3, THINGS.often)


def test_scopes_are_apart(webex: Webex, snapshot: Snapshot) -> None:
    at_once(lambda number: snapshot.all(THINGS, orgId=f"org{number % 2}"))
    assert webex.counts() == (6, 0)
    snapshot.put(THINGS, _thing("z"), orgId="org0")
    assert (snapshot.one(THINGS, "z", orgId="org0"), snapshot.one(THINGS, "z", orgId="org1")) == (_thing("z"), None)


def test_what_is_at_a_path_is_read_once_until_it_is_forgotten(webex: Webex, snapshot: Snapshot) -> None:
    assert at_once(lambda _number: snapshot.thing("thing")) == [{"asked": 1}] * THREADS
    snapshot.forget("thing")
    assert at_once(lambda _number: snapshot.thing("thing")) == [{"asked": 2}] * THREADS


def test_an_error_is_no_answer_to_keep(webex: Webex, snapshot: Snapshot) -> None:
    refused, fine = Reply(403, {"message": "no"}), Reply(body={"items": [_thing("a")]})
    webex.web.at("GET", "/v1/things", refused, fine)
    with pytest.raises(WebexError):
        snapshot.all(THINGS)
    assert names(snapshot) == ["a"]


def test_what_threads_write_is_known_without_reading_again(webex: Webex, snapshot: Snapshot) -> None:
    names(snapshot)
    before = webex.counts()

    def write(number: int) -> None:
        if number < 5:
            snapshot.drop(THINGS, "abcde"[number])
        else:
            snapshot.put(THINGS, _thing(f"n{number:02}"))

    at_once(write)
    assert names(snapshot) == [f"n{number:02}" for number in range(5, THREADS)]
    assert (snapshot.one(THINGS, "a"), snapshot.one(THINGS, "id-a"), snapshot.one(THINGS, "ID-N07")) == (
        None,
        None,
        _thing("n07"),
    )
    assert webex.counts() == before


def test_a_write_while_the_list_is_read_is_not_lost(webex: Webex, snapshot: Snapshot) -> None:
    """The pages were asked for before the write took effect, and end after it."""
    reading, written = threading.Event(), threading.Event()

    def between() -> None:
        reading.set()
        written.wait(0.1)

    webex.between = between

    def write() -> None:
        reading.wait(5)
        snapshot.put(THINGS, _thing("new"))
        snapshot.drop(THINGS, "a")
        written.set()

    with ThreadPoolExecutor(2) as pool:
        for future in (pool.submit(snapshot.all, THINGS), pool.submit(write)):
            future.result()
    assert names(snapshot) == ["b", "c", "d", "e", "new"]


def test_what_is_in_doubt_is_asked_for_again_and_nothing_else(webex: Webex, snapshot: Snapshot) -> None:
    names(snapshot)
    pages, asked = webex.counts()
    webex.names.remove("b")
    snapshot.doubt(THINGS, "b", "c")
    assert at_once(lambda number: snapshot.one(THINGS, "bc"[number % 2])) == [None, _thing("c")] * (THREADS // 2)
    assert webex.counts() == (pages, asked + 2)
    assert snapshot.one(THINGS, "id-c") == _thing("c")
    assert names(snapshot) == list("acde")
    assert webex.counts() == (pages, asked + 2)


def test_what_is_in_doubt_of_a_list_without_names_has_it_read_again(webex: Webex, snapshot: Snapshot) -> None:
    names(snapshot, WHOLE)
    webex.names.append("f")
    snapshot.doubt(WHOLE, "a")
    assert snapshot.one(WHOLE, "f") is None  # nobody doubted it
    assert snapshot.one(WHOLE, "a") == _thing("a")
    assert snapshot.one(WHOLE, "f") == _thing("f")


def test_a_write_ends_the_doubt(webex: Webex, snapshot: Snapshot) -> None:
    names(snapshot)
    before = webex.counts()
    snapshot.doubt(THINGS, "a", "b")
    snapshot.put(THINGS, _thing("a") | {"size": 1})
    snapshot.drop(THINGS, "b")
    assert (snapshot.one(THINGS, "a"), snapshot.one(THINGS, "b")) == (_thing("a") | {"size": 1}, None)
    assert webex.counts() == before


def test_what_shifting_pages_have_left_out_is_asked_for_by_who_must_be_sure(webex: Webex, snapshot: Snapshot) -> None:
    def shift() -> None:
        webex.names = webex.names[1:]  # somebody removes the first one after the first page
        webex.between = lambda: None

    webex.between = shift
    assert names(snapshot) == ["a", "b", "d", "e"]
    pages, asked = webex.counts()
    assert snapshot.one(THINGS, "c") is None
    assert at_once(lambda _number: snapshot.one(THINGS, "c", sure=True)) == [_thing("c")] * THREADS
    assert at_once(lambda _number: snapshot.one(THINGS, "x", sure=True)) == [None] * THREADS
    assert webex.counts() == (pages, asked + 2)
    assert names(snapshot) == list("abcde")


def test_a_list_of_one_page_cannot_shift(webex: Webex, snapshot: Snapshot) -> None:
    webex.names = ["a"]
    names(snapshot)
    assert snapshot.one(THINGS, "x", sure=True) is None
    assert webex.counts() == (1, 0)


def test_readings_side_by_side_report_what_fails(snapshot: Snapshot) -> None:
    def fail() -> None:
        raise WebexError("no")

    with pytest.raises(WebexError, match="no"):
        snapshot.together(lambda: None, fail)
