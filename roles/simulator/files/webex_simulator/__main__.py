# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Command line of the simulator: `python -m webex_simulator`."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import ipaddress
import json
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Any

import uvicorn

from webex_simulator.app import Simulator
from webex_simulator.call import Settings
from webex_simulator.delivery import Connection
from webex_simulator.faults import FaultPlan
from webex_simulator.recorder import Recorder
from webex_simulator.store import Store


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="webex_simulator", description="A simulator of the Webex Wholesale API.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8371, help="port to listen on; 0 picks a free one")
    parser.add_argument("--database", default=":memory:", help="SQLite file, created if absent, or :memory:")
    parser.add_argument("--request-log", type=Path, help="file that gets one JSON line per request")
    parser.add_argument(
        "--record", type=Path, default=os.environ.get("SIMULATOR_RECORD"),
        help="folder that gets the requests with their bodies, and the answers (default: $SIMULATOR_RECORD)",
    )  # fmt: skip
    parser.add_argument("--latency", type=float, default=0, help="milliseconds added to every answer")
    parser.add_argument("--provisioning-delay", type=float, default=1, help="seconds that background work takes")
    parser.add_argument("--rate-limit", type=int, default=0, help="requests per second and token; 0 for no limit")
    parser.add_argument("--token-lifetime", type=int, default=1_209_600, help="seconds that issued tokens last")
    parser.add_argument("--no-onboarding-templates", action="store_true", help="answer 404 for onboarding templates")
    parser.add_argument("--faults", type=_faults, default={}, help="what shall go wrong, a JSON object")
    parser.add_argument("--allow-remote", action="store_true", help="permit a --host that other machines can reach")
    arguments = parser.parse_args()
    if not arguments.allow_remote and not _is_loopback(arguments.host):
        parser.error("--host is not a loopback address; the tokens are public, so this needs --allow-remote")
    return arguments


def _faults(text: str) -> dict[str, Any]:
    return FaultPlan(json.loads(text)).plan


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False


async def _serve(simulator: Simulator, listener: socket.socket, url: str) -> None:
    config = uvicorn.Config(
        simulator, lifespan="off", access_log=False, log_level="warning", timeout_graceful_shutdown=2, ws="none",
        http=Connection,
    )  # fmt: skip
    server = uvicorn.Server(config)
    # The socket listens already, so whoever reads this line can connect at once.
    print(f"Webex simulator listening on {url}/v1", flush=True)
    await server.serve(sockets=[listener])


def main() -> None:
    """Run until SIGTERM or SIGINT."""
    arguments = _arguments()
    settings = Settings(
        provisioning_delay=arguments.provisioning_delay,
        latency=arguments.latency,
        rate_limit=arguments.rate_limit,
        token_lifetime=arguments.token_lifetime,
        onboarding_templates=not arguments.no_onboarding_templates,
        faults=arguments.faults,
    )
    family = socket.AF_INET6 if ":" in arguments.host else socket.AF_INET
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP))
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((arguments.host, arguments.port))
        listener.listen(1024)
        log = stack.enter_context(arguments.request_log.open("a")) if arguments.request_log else None
        recorder = stack.enter_context(Recorder(arguments.record)) if arguments.record else None
        store = stack.enter_context(contextlib.closing(Store(arguments.database)))
        # uvicorn raises the signal again once it has stopped; leaving normally then closes database and log.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        shown = f"[{arguments.host}]" if family == socket.AF_INET6 else arguments.host
        simulator = Simulator(store, settings, log, recorder)
        asyncio.run(_serve(simulator, listener, f"http://{shown}:{listener.getsockname()[1]}"))


if __name__ == "__main__":
    main()
