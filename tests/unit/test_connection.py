# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where and as whom the client calls: tokens and their renewal, secrets, addresses."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible_collections.webex.wholesale.plugins.module_utils._argspec import CONNECTION
from ansible_collections.webex.wholesale.plugins.module_utils._http.client import Client, Connection
from ansible_collections.webex.wholesale.plugins.module_utils._http.errors import WebexError

from tests.http_server import Reply, Seen, Web
from tests.unit.conftest import TOKEN

SECRET = "the-client-secret"
REFRESH = "the-refresh-token"
Make = Callable[..., Client]


class TestToken:
    """The refresh token is used when it must be, and once for all."""

    RENEWABLE: ClassVar[dict[str, str]] = {"client_id": "id", "client_secret": SECRET, "refresh_token": REFRESH}

    def only(self, web: Web, token: str) -> None:
        """Let the server take one token only."""

        def reply(seen: Seen) -> Reply:
            time.sleep(0.05)
            return Reply(body={}) if seen.token == f"Bearer {token}" else Reply(401, {"message": "Expired"})

        web.on("GET", "thing", reply)

    def test_one_renewal_for_all_workers(self, web: Web, make: Make) -> None:
        self.only(web, "fresh")
        web.on("POST", "access_token", Reply(body={"access_token": "fresh"}))
        client = make(web, **self.RENEWABLE)
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(client.get, ["thing"] * 24)) == [{}] * 24
        assert web.count("POST", "access_token") == 1
        form = next(seen for seen in web.seen if seen.path.endswith("access_token"))
        assert form.body == f"grant_type=refresh_token&client_id=id&client_secret={SECRET}&refresh_token={REFRESH}"
        assert form.token == ""

    def test_without_a_token_one_is_fetched_first(self, web: Web, make: Make) -> None:
        self.only(web, "fresh")
        web.on("POST", "access_token", Reply(body={"access_token": "fresh"}))
        make(web, access_token=None, **self.RENEWABLE).get("thing")
        assert [seen.path for seen in web.seen] == ["/v1/access_token", "/v1/thing"]

    def test_without_a_refresh_token_it_is_refused(self, web: Web, make: Make) -> None:
        self.only(web, "fresh")
        with pytest.raises(WebexError, match="token is wrong or expired"):
            make(web).get("thing")
        assert len(web.seen) == 1

    def test_a_renewed_token_that_is_refused_too(self, web: Web, make: Make) -> None:
        self.only(web, "none")
        web.on("POST", "access_token", Reply(body={"access_token": "fresh"}))
        with pytest.raises(WebexError, match="token is wrong or expired"):
            make(web, **self.RENEWABLE).get("thing")
        assert (web.count("POST", "access_token"), web.count("GET", "thing")) == (1, 2)

    @pytest.mark.parametrize(
        "reply", [Reply(400, {"message": REFRESH}), Reply(body={}), Reply(body={"access_token": 1})]
    )
    def test_no_token_for_the_refresh_token(self, web: Web, make: Make, reply: Reply) -> None:
        self.only(web, "fresh")
        web.on("POST", "access_token", reply)
        with pytest.raises(WebexError, match="gave no access token") as raised:
            make(web, **self.RENEWABLE).get("thing")
        assert_harmless(raised.value)


def assert_harmless(error: BaseException) -> None:
    """No secret in what an error says of itself, nor in those it was raised from."""
    told = f"{error} {error!r} {error.__dict__}"
    for secret in (TOKEN, SECRET, REFRESH):
        assert secret not in told
    if error.__cause__:
        assert_harmless(error.__cause__)


class TestSecrets:
    """Nothing shows them."""

    def test_a_connection_shows_no_secret(self) -> None:
        connection = Connection("https://h", TOKEN, client_id="id", client_secret=SECRET, refresh_token=REFRESH)
        for secret in (TOKEN, SECRET, REFRESH):
            assert secret not in f"{connection} {connection!r} {[connection]} {connection.refusal()}"

    @pytest.mark.parametrize(
        "reply", [Reply(400, {"message": "No"}), Reply(401), Reply(503), Reply(drop=True), Reply(body="x")]
    )
    def test_an_error_shows_no_secret(self, web: Web, make: Make, reply: Reply) -> None:
        web.on("POST", "thing", reply)
        with pytest.raises(WebexError) as raised:
            make(web).post("thing")
        assert_harmless(raised.value)

    @pytest.mark.parametrize("token", [f"{TOKEN}\n", f"{TOKEN} x", f"\u201c{TOKEN}\u201d", "\t"])
    def test_a_token_that_no_header_can_hold(self, token: str) -> None:
        refusal = Connection("https://h", token).refusal()
        assert refusal is not None
        assert refusal[0] == "access_token"
        assert TOKEN not in refusal[1]


class TestConnection:
    """Where and as whom."""

    @pytest.mark.parametrize(
        "url",
        [
            "https://webexapis.com/v1",
            "http://127.0.0.1:8080/v1",
            "http://localhost/v1",
            "http://[::1]:80",
            "http://127.9.9.9",
        ],
    )
    def test_urls_of_webex_and_of_this_machine_are_accepted(self, url: str) -> None:
        assert Connection(url, TOKEN).refusal() is None

    @pytest.mark.parametrize(
        "url",
        [
            "http://webexapis.com/v1",
            "http://10.0.0.1",
            "http://127.0.0.1.evil.example",
            "http://localhost.evil.example",
            "http://[2001:db8::1]",
        ],
    )
    def test_plain_http_shows_the_token(self, url: str) -> None:
        option, why = Connection(url, TOKEN).refusal() or ("", "")
        assert (option, "use https" in why) == ("api_url", True)

    @pytest.mark.parametrize("url", ["", "webexapis.com/v1", "ftp://webexapis.com", "https://", "http://[::1"])
    def test_what_is_no_url_is_refused(self, url: str) -> None:
        assert (Connection(url, TOKEN).refusal() or ("",))[0] == "api_url"

    @pytest.mark.parametrize(
        "given", [{}, {"access_token": ""}, {"client_id": "a", "client_secret": "b"}, {"refresh_token": "c"}]
    )
    def test_no_token(self, given: dict[str, str]) -> None:
        assert (Connection("https://h", **given).refusal() or ("",))[0] == "access_token"  # type: ignore[arg-type]

    def test_a_refresh_token_is_enough(self) -> None:
        assert Connection("https://h", client_id="a", client_secret="b", refresh_token="c").refusal() is None


class TestOptions:
    """From options and environment to a connection."""

    @pytest.mark.parametrize("empty", ["", " "])
    def test_an_empty_variable_is_as_good_as_none(self, monkeypatch: pytest.MonkeyPatch, empty: str) -> None:
        """AWX sets a variable for each field of a credential, and leaves it empty where the field is blank."""
        for option in CONNECTION.values():
            for variable in option["fallback"][1]:
                monkeypatch.setenv(variable, empty)
        found = ArgumentSpecValidator(CONNECTION).validate({})
        assert not found.error_messages
        assert found.validated_parameters == {name: option.get("default") for name, option in CONNECTION.items()}

    def test_a_variable_is_read_by_the_rules_of_its_option(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("WEBEX_VALIDATE_CERTS", "no")
        monkeypatch.setenv("WEBEX_TIMEOUT", "2.5")
        found = ArgumentSpecValidator(CONNECTION).validate({"timeout": 7}).validated_parameters
        assert (found["validate_certs"], found["timeout"]) == (False, 7)

    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_an_empty_parameter_is_not_sent(self, web: Web, make: Make, method: str) -> None:
        web.on(method, "thing?a=1", Reply(body={}))
        client = make(web)
        (client.get if method == "GET" else client.post)("thing", a=1, onBehalfOfSubPartnerOrgId="")
        assert [seen.path for seen in web.seen] == ["/v1/thing?a=1"]
