# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the client tells of an answer that refuses: in whose words, with which hint, and whether api_url is right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._http.client import Client, Connection
from ansible_collections.webex.wholesale.plugins.module_utils._http.errors import (
    CODE_HINTS,
    HINTS,
    LostAnswer,
    WebexError,
)

from tests.http_server import Reply, Web
from tests.unit.conftest import TOKEN

Make = Callable[..., Client]


class TestHints:
    """What to do next."""

    def hint(self, web: Web, make: Make, status: int, code: Any) -> str:
        web.on(
            "POST", "thing", Reply(status, {"message": "Bad", "errors": [{"description": "Bad", "errorCode": code}]})
        )
        with pytest.raises(WebexError) as raised:
            make(web).post("thing")
        return str(raised.value.hint)

    @pytest.mark.parametrize(
        ("code", "hint"),
        [(5600, "routing_prefix"), ("BATCH-1017017", "E.164"), ("10022", "e-mail address"), (2560, "later")],
    )
    def test_the_code_says_more_than_the_status(self, web: Web, make: Make, code: Any, hint: str) -> None:
        assert hint in self.hint(web, make, 400, code)

    def test_an_unknown_code_leaves_the_hint_of_the_status(self, web: Web, make: Make) -> None:
        assert self.hint(web, make, 400, 999999) == HINTS[400]


PAGE = {"Content-Type": "text/html"}


class TestUrl:
    """What answers at api_url tells whether it is right."""

    def at(self, web: Web, path: str) -> Client:
        return Client(Connection(web.url.removesuffix("/v1") + path, TOKEN, timeout=5))

    @pytest.mark.parametrize(
        "there",
        [
            Reply(404, "<html>", PAGE),
            Reply(404, {"message": "Not found", "trackingId": "T"}),
            Reply(200, "<html>", PAGE),
        ],
        ids=["page", "JSON", "web site"],
    )
    @pytest.mark.parametrize("path", ["", "/", "/api/"])
    def test_without_version_the_sentence_is_about_the_url(self, web: Web, there: Reply, path: str) -> None:
        for thing in ("thing", "people/me"):
            web.at("GET", f"{path.rstrip('/')}/{thing}", there)
        client = self.at(web, path)
        with pytest.raises(WebexError, match=r"^api_url: 127") as raised:
            client.find("thing")
        assert raised.value.hint is not None
        assert raised.value.hint.endswith(f"set api_url to {client.base}v1.")
        client.close()

    @pytest.mark.parametrize("status", [200, 401, 403])
    def test_a_gateway_may_have_another_path(self, web: Web, status: int) -> None:
        web.at("GET", "/webex/thing", Reply(404, {"message": "Gone"}))
        web.at("GET", "/webex/people/me", Reply(status, {"id": "x"}))
        client = self.at(web, "/webex")
        assert client.find("thing") is None
        assert client.find("thing") is None
        assert [seen.path for seen in web.seen] == ["/webex/thing", "/webex/people/me", "/webex/thing"]
        client.close()

    def test_with_version_nothing_more_is_asked(self, web: Web, make: Make) -> None:
        web.on("GET", "thing", Reply(404, {"message": "Gone"}))
        assert make(web).find("thing") is None
        assert len(web.seen) == 1


SHAPES: dict[str, tuple[Any, str, str | None]] = {
    "wholesale": (
        {"message": "Bad.", "errors": [{"description": "Bad.", "errorCode": 1002}], "trackingId": "T1"},
        "Bad",
        "1002",
    ),
    "missing parameter": (
        {
            "message": "Null",
            "errors": [{"description": "is missing", "errorCode": 1001, "fieldName": "address"}],
            "trackingId": "T1",
        },
        "Null; address: is missing",
        "1001",
    ),
    "field named already": (
        {
            "message": "externalId: is taken.",
            "errors": [{"description": "externalId: is taken.", "fieldName": "externalId"}],
            "trackingId": "T1",
        },
        "externalId: is taken",
        None,
    ),
    "field named only apart": (
        {
            "message": "Is taken.",
            "errors": [{"description": "Is taken.", "fieldName": "externalId"}],
            "trackingId": "T1",
        },
        "externalId: Is taken",
        None,
    ),
    "code at the top": ({"message": "Bad", "errorCode": 4410, "trackingId": "T1"}, "Bad", "4410"),
    "code as text": (
        {"message": "Bad", "errors": [{"description": "Worse", "errorCode": "25008"}], "trackingId": "T1"},
        "Bad; Worse",
        "25008",
    ),
    "batch": (
        {
            "error": {"key": "400", "message": [{"description": "No number", "code": "BATCH-1017017"}]},
            "trackingId": "T1",
        },
        "No number",
        "BATCH-1017017",
    ),
    "move": (
        {"error": [{"code": 1026012, "message": "Users should not be empty."}], "trackingId": "T1"},
        "Users should not be empty",
        "1026012",
    ),
    "no code": ({"message": "Bad", "errors": [{"description": "Bad"}], "trackingId": "T1"}, "Bad", None),
    "unusable": ({"message": None, "errors": ["x"], "error": "y", "trackingId": "T1"}, "Webex answered HTTP 400", None),
    "a list": ([1], "Webex answered HTTP 400", None),
    "a page": ("<html>proxy</html>", "Webex answered HTTP 400", None),
    "nothing": (None, "Webex answered HTTP 400", None),
}


class TestRefusals:
    """What Webex refuses is told in its own words, once."""

    @pytest.mark.parametrize("shape", SHAPES)
    def test_every_shape_of_a_refusal_is_read(self, web: Web, make: Make, shape: str) -> None:
        body, message, code = SHAPES[shape]
        web.on("POST", "thing", Reply(400, body, {"Trackingid": "T1"}))
        with pytest.raises(WebexError) as raised:
            make(web).post("thing", {"a": 1})
        error = raised.value
        assert not isinstance(error, LostAnswer)
        assert error.failure() == {
            "message": message,
            "status": 400,
            "code": code,
            "tracking_id": "T1",
            "request": "POST /v1/thing",
        }
        known = f"HTTP 400{f', code {code}' if code else ''}, trackingId T1"
        assert str(error) == f"{message} ({known}). {CODE_HINTS.get(code or '', HINTS[400])}"
        assert len(web.seen) == 1

    def test_a_long_refusal_is_cut(self, web: Web, make: Make) -> None:
        web.on("GET", "thing", Reply(400, {"message": "x" * 99_999}))
        with pytest.raises(WebexError) as raised:
            make(web).get("thing")
        assert len(str(raised.value)) < 1200

    def test_what_is_not_there(self, web: Web, make: Make) -> None:
        for method in ("GET", "DELETE"):
            web.on(method, "thing", Reply(404, {"message": "No such thing"}))
        client = make(web)
        assert client.find("thing") is None
        client.write("DELETE", "thing")
        with pytest.raises(WebexError, match="No such thing"):
            client.get("thing")

    def test_only_what_is_not_there_may_be_missing(self, web: Web, make: Make) -> None:
        for method in ("GET", "DELETE"):
            web.on(method, "thing", Reply(403, {"message": "Not yours"}))
        with pytest.raises(WebexError, match="lacks a scope"):
            make(web).find("thing")
        with pytest.raises(WebexError, match="lacks a scope"):
            make(web).write("DELETE", "thing")
