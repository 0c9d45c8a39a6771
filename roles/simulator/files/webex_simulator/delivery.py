# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How an answer gets to the client, or does not: dropped, cut off, truncated or slow."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from webex_simulator.faults import Fault


class Connection(H11Protocol):
    """An HTTP connection that lets the application get at it, to drop it."""

    def connection_made(self, transport: Any) -> None:
        """Remember the connection for its requests."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


async def drop(scope: Scope, receive: Receive) -> None:
    """Close the connection without another word."""
    scope["state"]["transport"].abort()
    while (await receive())["type"] != "http.disconnect":
        pass


async def deliver(response: Response, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
    """Send an answer, or what the fault leaves of it."""
    content = bytes(response.body)
    half = len(content) // 2
    if fault.delivery == "drop_after":
        await drop(scope, receive)
    elif not half or fault.delivery not in ("slow", "truncated", "cut"):
        await response(scope, receive, send)
    else:
        length = half if fault.delivery == "truncated" else len(content)
        response.headers["Content-Length"] = str(length)
        await send({"type": "http.response.start", "status": response.status_code, "headers": response.raw_headers})
        await send(_part(content[:half], more=length > half))
        if fault.delivery == "slow":
            await asyncio.sleep(fault.seconds)
            await send(_part(content[half:], more=False))
        elif fault.delivery == "cut":
            await drop(scope, receive)


def _part(content: bytes, more: bool) -> Message:
    return {"type": "http.response.body", "body": content, "more_body": more}
