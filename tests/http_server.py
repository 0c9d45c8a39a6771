# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real, small HTTP servers: one answers as a test wants it, one stands between a client and another server."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """What the server answers: JSON, or text or bytes as they are; or it closes the connection, before or amid it."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False
    truncate: bool = False


@dataclass
class Seen:
    """A request as the server saw it."""

    method: str
    path: str
    token: str
    body: str
    at: float


class Listening(ABC):
    """An HTTP server on a port of its own."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        answer = self.answer

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 10

            def do(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                answer(self, body)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do  # noqa: N815

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.url = f"http{'s' if tls else ''}://127.0.0.1:{self._server.server_port}/v1"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    @abstractmethod
    def answer(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        """Answer a request whose body has been read."""

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Relay(Listening):
    """Passes requests on to the server at a URL, and its answers back."""

    def __init__(self, url: str) -> None:
        self._target = url.split("/")[2]
        super().__init__()

    def answer(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        self.give_back(handler, *self.forward(handler, body))

    def forward(self, handler: BaseHTTPRequestHandler, body: bytes) -> tuple[http.client.HTTPResponse, bytes]:
        """Pass a request on; return the answer and what is in it."""
        with closing(http.client.HTTPConnection(self._target, timeout=10)) as connection:
            connection.request(handler.command, handler.path, body or None, dict(handler.headers))
            answer = connection.getresponse()
            return answer, answer.read()

    def give_back(self, handler: BaseHTTPRequestHandler, answer: http.client.HTTPResponse, content: bytes) -> None:
        """Pass an answer back, with this content."""
        handler.send_response_only(answer.status)
        for name, value in answer.headers.items():
            if name.lower() != "content-length":
                handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)


class Web(Listening):
    """An HTTP server that answers each method and path from a list of replies, the last of them for ever.

    A path without a query stands for all queries that are not there themselves.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.seen: list[Seen] = []
        self._replies: dict[tuple[str, str], list[Reply | Callable[[Seen], Reply]]] = {}
        self._lock = threading.Lock()
        super().__init__(tls)

    def on(self, method: str, path: str, *replies: Reply | Callable[[Seen], Reply]) -> None:
        self.at(method, f"/v1/{path}", *replies)

    def at(self, method: str, path: str, *replies: Reply | Callable[[Seen], Reply]) -> None:
        """As `on`, for a path of any kind."""
        self._replies[method, path] = list(replies)

    def count(self, method: str, path: str) -> int:
        return sum((seen.method, seen.path) == (method, f"/v1/{path}") for seen in self.seen)

    def answer(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        token = handler.headers.get("Authorization", "")
        seen = Seen(handler.command, handler.path, token, body.decode(), time.monotonic())
        with self._lock:
            self.seen.append(seen)
            exactly, whatever = (seen.method, seen.path), (seen.method, seen.path.partition("?")[0])
            replies = self._replies[exactly if exactly in self._replies else whatever]
            reply = replies.pop(0) if len(replies) > 1 else replies[0]
        reply = reply(seen) if callable(reply) else reply
        if reply.drop:
            handler.close_connection = True
            handler.connection.shutdown(socket.SHUT_RDWR)
            return
        text = reply.body if isinstance(reply.body, str) else "" if reply.body is None else reply.body
        content = text if isinstance(text, bytes) else (text if isinstance(text, str) else json.dumps(text)).encode()
        handler.send_response(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content[: len(content) // 2 if reply.truncate else None])
        handler.close_connection = reply.truncate
