# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The line to Webex: passes requests on as they are, and notes them with their answers. Never a token.

Whoever calls takes `url` for the Webex API. It listens on this machine alone.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import urlsplit

import requests
from ansible_collections.webex.wholesale.plugins.module_utils._http.client import Connection

from hacking.live.record import Record, Seen

BY_HOP = {"connection", "content-encoding", "content-length", "host", "keep-alive", "transfer-encoding"}
"""Headers that are about one connection, not about what is sent."""
UNSEEN = "/access_token"
"""What is asked and answered there are secrets."""


class Line:
    """A server that passes on. What it notes is marked as the judge of the contract wants it."""

    def __init__(self, connection: Connection, record: Record, mark: str = "") -> None:
        self.record = record
        self.mark = mark
        self.last: Seen | None = None
        self.after: dict[tuple[str, str], Callable[[Seen], None]] = {}
        """What to do when a request with this method and path was answered, before whoever asked gets the answer."""
        self._connection = connection
        parts = urlsplit(connection.api_url.rstrip("/"))
        self._there, self._base = f"{parts.scheme}://{parts.netloc}", parts.path
        self._sessions = threading.local()
        line = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                line.answer(self)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer  # noqa: N815

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._here = f"http://127.0.0.1:{self._server.server_port}"
        self.url = self._here + self._base

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Pass one request on, and its answer back; where there is none, there is none here either."""
        content = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        try:
            answer = self._pass_on(handler, content)
        except requests.exceptions.RequestException:
            handler.close_connection = True
            return
        self._note(handler, content, answer)
        handler.send_response_only(answer.status_code)
        for name, value in answer.headers.items():
            if name.lower() not in BY_HOP:
                handler.send_header(name, value.replace(self._there, self._here))
        # Addresses of Webex lead over this line too: the collection sends its token to no other host.
        shown = answer.content.replace(self._there.encode(), self._here.encode())
        if answer.status_code != 204:
            handler.send_header("Content-Length", str(len(shown)))
        handler.end_headers()
        handler.wfile.write(shown)

    def _pass_on(self, handler: BaseHTTPRequestHandler, content: bytes) -> requests.Response:
        connection = self._connection
        session: requests.Session | None = getattr(self._sessions, "session", None)
        if session is None:
            session = self._sessions.session = requests.Session()
        return session.request(
            handler.command,
            self._there + handler.path,
            headers={name: value for name, value in handler.headers.items() if name.lower() not in BY_HOP},
            data=content or None,
            # Without this requests would take a login from a netrc file instead of the token.
            auth=lambda request: request,
            timeout=connection.timeout,
            verify=(connection.ca_path or True) if connection.validate_certs else False,
            allow_redirects=False,
        )

    def _note(self, handler: BaseHTTPRequestHandler, content: bytes, answer: requests.Response) -> None:
        path, _mark, query = handler.path.partition("?")
        path = "/v1" + path.removeprefix(self._base)
        if path.endswith(UNSEEN):
            return
        self.last = seen = self.record.add(
            {
                "method": handler.command,
                "path": path,
                "query": query,
                "mark": self.mark,
                "media": handler.headers.get("Content-Type", "").partition(";")[0],
                "body": content.decode(errors="replace"),
                "status": answer.status_code,
                "invented": False,
                "answer": answer.content.decode(errors="replace"),
                "retry_after": answer.headers.get("Retry-After"),
                "next": answer.links.get("next", {}).get("url", "").replace(self._there, self._here),
                "at": time.monotonic(),
            }
        )
        if act := self.after.pop((handler.command, seen.path), None):
            act(seen)
