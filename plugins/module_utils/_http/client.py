# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""HTTP to Webex: authentication, paging, retries by error class, deadline. Raises; knows nothing of Ansible.

Sources: developer.webex.com, "Webex REST API basics" (paging, errors, 429) and "Integrations" (token refresh).
"""

from __future__ import annotations

import ipaddress
import math
import random
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from .._deps import HTTPAdapter, Retry, requests
from .answers import as_json, is_page, no_answer, refusal
from .errors import Refused, WebexError
from .gate import Gate
from .token import OPTION, Token, fault, kept

THROTTLED = (423, 429)
UNAVAILABLE = (502, 503, 504)
MAX_UNAVAILABLE = 5
"""How often one reading is repeated because Webex is unavailable; throttling is bounded by the deadline alone."""
MAX_BACKOFF = 30
"""Seconds between two attempts, at most, where Webex does not say."""


@dataclass(frozen=True, repr=False)
class Connection:
    """Where and as whom to call. Times in seconds. Holds secrets, hence has no representation."""

    api_url: str
    access_token: str | None = None
    client_id: str | None = None
    client_secret: str | None = None
    refresh_token: str | None = None
    access_token_file: str | None = None
    sub_partner: str | None = None
    ca_path: str | None = None
    validate_certs: bool = True
    timeout: float = 30
    retry_timeout: float = 300

    def refusal(self) -> tuple[str, str] | None:
        """Return the option at fault and why, or None."""
        try:
            parts = urlsplit(self.api_url)
        except ValueError:
            parts = urlsplit("")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return "api_url", "must be a URL such as https://webexapis.com/v1"
        if parts.scheme == "http" and not _loopback(parts.hostname):
            return "api_url", f"plain http would show the token to the network; use https for {parts.hostname}"
        if self.access_token and (wrong := fault(self.access_token)):
            return "access_token", wrong
        try:
            token = self.access_token or (kept(self.access_token_file) if self.access_token_file else None)
        except Refused as refused:
            return OPTION, str(refused).removeprefix(f"{OPTION}: ")
        if token or self.renewable:
            return None
        if self.access_token_file:
            return OPTION, f"{self.access_token_file} holds no token, and there is no refresh_token to get one for"
        return (
            "access_token",
            "is missing: give access_token (or WEBEX_ACCESS_TOKEN), access_token_file, or refresh_token and its client",
        )

    @property
    def renewable(self) -> bool:
        """Whether there is all that an access token can be got for."""
        return bool(self.client_id and self.client_secret and self.refresh_token)


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class _Patience(Retry):
    """urllib3's Retry with the gate of all workers, a deadline, and its own rule of what may be repeated."""

    client: Client
    deadline: float | None = None

    def new(self, **kw: Any) -> _Patience:
        fresh = super().new(**kw)
        fresh.client = self.client
        # The clock of a call starts with its first failure; the instance that the session holds has none.
        fresh.deadline = self.deadline or time.monotonic() + self.client.connection.retry_timeout
        return fresh

    def is_retry(self, method: str, status_code: int, has_retry_after: bool = False) -> bool:
        if self.deadline and time.monotonic() >= self.deadline:
            return False
        if status_code in THROTTLED:
            return True  # refused unprocessed, so that even a write may be sent again
        unavailable = sum(1 for past in self.history if past.status in UNAVAILABLE)
        return method == "GET" and status_code in UNAVAILABLE and unavailable < MAX_UNAVAILABLE

    def get_backoff_time(self) -> float:
        """Return half a second, then twice as long each time, with jitter: urllib3 1 cannot be told that."""
        half = 0.5
        return min(MAX_BACKOFF, half * 2.0 ** (max(1, len(self.history)) - 1)) + random.uniform(0, half)  # noqa: S311

    def sleep(self, response: Any = None) -> None:
        asked = self.get_retry_after(response) if response is not None else None
        rest = max(0.0, (self.deadline or math.inf) - time.monotonic())
        if asked and asked > rest:
            raise WebexError(
                f"Webex asks to wait {asked:.0f} s, longer than retry_timeout allows",
                status=response.status,
                hint="Run again later, or raise retry_timeout.",
            )
        seconds = min(asked or self.get_backoff_time(), rest)
        if response is not None and response.status in THROTTLED:
            self.client.progress(f"Webex limits the rate of requests; waiting {seconds:.0f} s")
            self.client.gate.pause(seconds)
        else:
            time.sleep(seconds)


class Client:
    """One session for a whole task, safe to be used by its workers at once."""

    def __init__(
        self, connection: Connection, *, parallel: int = 1, progress: Callable[[str], None] = lambda text: None
    ) -> None:
        self.connection = connection
        self.base = connection.api_url.rstrip("/") + "/"
        self.path = urlsplit(self.base).path
        """The path of api_url, with which the paths of all requests begin."""
        self.progress = progress
        self.gate = Gate()
        self.calls = 0
        """Requests made so far."""
        self._astray: bool | None = None
        self._asking = threading.RLock()
        patience = _Patience(
            total=None,
            connect=2,
            read=3,
            redirect=3,
            other=0,
            allowed_methods=frozenset({"GET"}),  # a write may have taken effect: it is settled by reading
            raise_on_status=False,
        )
        patience.client = self
        self._session = requests.Session()
        self._session.headers["Accept"] = "application/json"
        adapter = HTTPAdapter(pool_connections=2, pool_maxsize=max(1, parallel), max_retries=patience)
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, adapter)
        renew = self._renew if connection.renewable else None
        self._token = Token(connection.access_token, connection.access_token_file, renew)

    def get(self, path: str, **params: Any) -> dict[str, Any]:
        """Return the object at ``path``; WebexError with status 404 when there is none."""
        return self._send("GET", path, params)[0]

    def look(self, path: str, *, renew: bool = True, **params: Any) -> requests.Response:
        """Return the whole answer of a GET, whatever its status; ``renew`` exchanges a token that Webex rejects."""
        url = urljoin(self.base, path)
        token = self._token.current()
        response = self._request("GET", url, params=params, auth=_bearer(token))
        if response.status_code == 401 and renew and self._token.renewable:
            self._token.reject(token)
            response = self._request("GET", url, params=params, auth=_bearer(self._token.current()))
        return response

    def find(self, path: str, **params: Any) -> dict[str, Any] | None:
        """Return the object at ``path``, or None when there is none."""
        try:
            return self.get(path, **params)
        except WebexError as error:
            if error.status == 404:
                return None
            raise

    def pages(self, path: str, key: str | tuple[str, ...] = "items", **params: Any) -> Iterator[dict[str, Any]]:
        """Yield the objects of every page."""
        for page in self.each_page(path, key, **params):
            yield from page

    def each_page(
        self, path: str, key: str | tuple[str, ...] = "items", **params: Any
    ) -> Iterator[list[dict[str, Any]]]:
        """Yield page by page, following the ``next`` links as they are (RFC 8288).

        ``key`` is where the answers hold the objects; several where the document contradicts itself.
        """
        keys = (key,) if isinstance(key, str) else key
        answer, following = self._send("GET", path, params)
        while True:
            yield [item for each in keys for item in answer.get(each) or [] if isinstance(item, dict)]
            if not following:
                return
            answer, following = self._send("GET", following, {})

    def post(self, path: str, body: Any = None, **params: Any) -> dict[str, Any]:
        """Create or start something; return what Webex answers. LostAnswer when the outcome is unknown."""
        return self._send("POST", path, params, body)[0]

    def write(self, method: str, path: str, body: Any = None, **params: Any) -> dict[str, Any]:
        """Create, change or remove something; return what Webex answers. LostAnswer when the outcome is unknown.

        That something to be removed is gone already is no error.
        """
        try:
            return self._send(method, path, params, body)[0]
        except WebexError as error:
            if method != "DELETE" or error.status != 404:
                raise
            return {}

    def download(self, link: str) -> bytes:
        """Return what is at a link that Webex gave. The link is a secret, and whoever serves it gets no token."""
        parts = urlsplit(link)
        place = f"GET {parts.scheme}://{parts.netloc}{parts.path}"
        if parts.scheme != "https" and not (parts.scheme == "http" and _loopback(parts.hostname or "")):
            raise WebexError("Webex gives a link that is not https; it is not followed", request=place)
        connection = self.connection
        verify: bool | str = (connection.ca_path or True) if connection.validate_certs else False
        for attempt in (1, 2, 3):
            try:
                self.calls += 1
                with self.gate.slot():
                    response = self._session.get(link, timeout=connection.timeout, verify=verify, auth=_nobody)
            except requests.exceptions.RequestException as error:
                if attempt == 3:
                    raise no_answer("GET", place.removeprefix("GET "), error) from None
                continue
            announced = response.headers.get("Content-Length")
            cut = announced and "Content-Encoding" not in response.headers and int(announced) != len(response.content)
            if response.status_code == 200 and not cut:
                return bytes(response.content)
            if not cut or attempt == 3:
                raise WebexError(
                    f"{parts.netloc} did not send the file as a whole",
                    status=None if cut else response.status_code,
                    request=place,
                    hint="Run again: Webex then gives a new link to the same file.",
                )
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _renew(self) -> str:
        """Exchange the refresh token for an access token."""
        connection = self.connection
        form = {
            "grant_type": "refresh_token",
            "client_id": connection.client_id,
            "client_secret": connection.client_secret,
            "refresh_token": connection.refresh_token,
        }
        url = urljoin(self.base, "access_token")
        response = self._request("POST", url, data=form)
        token = as_json(response).get("access_token")
        if response.status_code != 200 or not isinstance(token, str) or fault(token):
            raise WebexError(
                "Webex gave no access token for client_id, client_secret and refresh_token",
                status=response.status_code,
                request=f"POST {url}",
                hint="Check the three, or authorize the integration again." if response.status_code < 500 else None,
            )
        return token

    def _send(
        self, method: str, path: str, params: Mapping[str, Any], body: Any = None
    ) -> tuple[dict[str, Any], str | None]:
        """Send one request; return its answer and the address of the next page."""
        url = urljoin(self.base, path)
        if urlsplit(url)[:2] != urlsplit(self.base)[:2]:
            raise WebexError(f"Webex points to another host, {urlsplit(url).netloc}; the token is not sent there")
        query = {key: _text(value) for key, value in params.items() if value not in (None, "")}
        renewed = warmed = False
        while True:
            token = self._token.current()
            response = self._request(method, url, params=query, json=body, headers=_kind(body), auth=_bearer(token))
            if response.status_code == 401 and self._token.renewable and not renewed:
                self._token.reject(token)
                renewed = True
                continue
            if response.status_code == 403 and "orgId" in query and not warmed:
                # Webex refuses what concerns a new organization until the organization itself has been read.
                self._request("GET", urljoin(self.base, f"organizations/{query['orgId']}"), auth=_bearer(token))
                warmed = True
                continue
            if response.status_code in (404, 405):
                self._check_url()
            if response.status_code >= 300:
                raise refusal(method, url, response)
            return as_json(response), response.links.get("next", {}).get("url")

    def _request(self, method: str, url: str, **options: Any) -> requests.Response:
        """Let one request through the gate; a GET whose answer breaks off or stalls is sent again."""
        connection = self.connection
        verify: bool | str = (connection.ca_path or True) if connection.validate_certs else False
        for attempt in (1, 2, 3):
            response: requests.Response | None = None
            try:
                self.calls += 1
                with self.gate.slot():
                    response = self._session.request(
                        method,
                        url,
                        timeout=connection.timeout,
                        verify=verify,
                        allow_redirects=method == "GET",  # a redirected write would become a GET
                        **options,
                    )
                if response.ok and response.content:
                    response.json()
                return response
            except requests.exceptions.RequestException as error:
                # What fails before the answer has begun, urllib3 has repeated already.
                broken = isinstance(
                    error, (requests.exceptions.ChunkedEncodingError, requests.exceptions.JSONDecodeError)
                )
                stalled = bool(error.args) and type(error.args[0]).__name__ == "ReadTimeoutError"
                unreadable = isinstance(error, requests.exceptions.JSONDecodeError)
                page = unreadable and response is not None and is_page(response)
                if method != "GET" or attempt == 3 or page or not (broken or stalled):
                    if unreadable:
                        self._check_url()
                    failure = no_answer(method, url, error)
                    failure.page = page
                    raise failure from None
        raise AssertionError("unreachable")

    def _check_url(self) -> None:
        """Raise when api_url has no version and Webex's API is not there; a gateway may well have another path."""
        with self._asking:
            if self._astray is None:
                self._astray = False  # while asking
                self._astray = not re.search(r"/v\d+/", self.path) and self._nothing_there()
            if self._astray:
                parts = urlsplit(self.base)
                raise WebexError(
                    f"api_url: {parts.netloc} has no Webex API at the path {parts.path}",
                    request=f"GET {self.base}people/me",
                    hint=f"The path of Webex's own ends in /v1: set api_url to {self.base}v1.",
                )

    def _nothing_there(self) -> bool:
        """Tell whether even the person of the token is unknown there: not refused, but no API."""
        try:
            response = self.look("people/me")
        except WebexError as error:
            return error.page
        return response.status_code in (404, 405) or is_page(response)


def _bearer(token: str) -> Callable[[Any], Any]:
    """Return an authentication for requests: a mere header would give way to an entry in the user's ``.netrc``."""

    def authenticate(request: Any) -> Any:
        request.headers["Authorization"] = f"Bearer {token}"
        return request

    return authenticate


def _kind(body: Any) -> dict[str, str]:
    """Return what to say of a body: a list of operations is JSON Patch (RFC 6902)."""
    return {"Content-Type": "application/json-patch+json"} if isinstance(body, list) else {}


def _text(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _nobody(request: Any) -> Any:
    """Authenticate as nobody, not even as an entry in the user's ``.netrc`` says."""
    return request
