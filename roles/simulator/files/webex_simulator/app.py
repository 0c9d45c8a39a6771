# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ASGI application: routing, authorization, faults, latency, rate limit, error bodies and the request log."""

from __future__ import annotations

import asyncio
import json
import sys
import time
import traceback
import uuid
from typing import TextIO

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import compile_path
from starlette.types import Receive, Scope, Send

from webex_simulator.bodies import parse
from webex_simulator.call import Call, Operation, Reply, Settings
from webex_simulator.control import answer_control
from webex_simulator.delivery import deliver, drop
from webex_simulator.errors import ApiError, not_found
from webex_simulator.faults import Fault, FaultPlan
from webex_simulator.fields import iso
from webex_simulator.lag import Lag
from webex_simulator.recorder import Recorder
from webex_simulator.routes import OPERATIONS, workers
from webex_simulator.seed import ISSUED, plant
from webex_simulator.store import Store


class Simulator:
    """The application. Handlers run synchronously in the event loop, each in one transaction."""

    def __init__(
        self, store: Store, settings: Settings, request_log: TextIO | None = None, recorder: Recorder | None = None
    ) -> None:
        self.store = store
        self.settings = settings
        self.plan_faults(FaultPlan(settings.faults))
        self._log = request_log
        self._recorder = recorder
        self._windows: dict[str, tuple[int, int]] = {}
        paths: dict[str, dict[str, Operation]] = {}
        for operation in OPERATIONS:
            paths.setdefault(operation.path, {})[operation.method] = operation
        # Literal paths first, so that /people/me is not taken for a person.
        ordered = sorted(paths, key=lambda path: path.count("{"))
        if not settings.onboarding_templates:
            ordered = [path for path in ordered if "/onboardingTemplates" not in path]
        self._routes = [(compile_path(path)[0], paths[path]) for path in ordered]
        store.workers = workers(store, lambda: self.faults)
        if store.one("SELECT 1 FROM org") is None:
            self.reset()

    def reset(self) -> None:
        """Return to the seed: state, issued tokens, faults and rate limits."""
        with self.store.transaction():
            self.store.clear()
            plant(self.store)
        self.plan_faults(FaultPlan(self.settings.faults))
        self._windows.clear()

    def plan_faults(self, faults: FaultPlan) -> None:
        """Replace the fault plan; what lagged is visible at once."""
        self.faults = faults
        self._lag = Lag(self.store, faults)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        started = time.perf_counter()
        try:
            content = await request.body()
        except ClientDisconnect:
            return
        path: str = scope["path"]
        if path.startswith("/simulator/"):
            await answer_control(self, request.method, path, content)(scope, receive, send)
            return
        if self.settings.latency:
            await asyncio.sleep(self.settings.latency / 1000)
        tracking_id = f"NA_{uuid.uuid4()}"
        fault = self.faults.strike(request.method, path)
        if fault.delivery == "drop_before":
            await drop(scope, receive)
            return
        response = self._respond(request, content, tracking_id, fault)
        # What was done is logged, whatever the client gets to see of it.
        self._write_log(request, response.status_code, started, tracking_id)
        if self._recorder:
            self._recorder.write(request, content, response, invented=bool(fault.early))
        if fault.late:
            response = _refusal(fault.late, tracking_id)
        response.headers["Trackingid"] = tracking_id
        await deliver(response, fault, scope, receive, send)

    def _respond(self, request: Request, content: bytes, tracking_id: str, fault: Fault) -> Response:
        try:
            if fault.early:
                raise fault.early
            if fault.expires:
                self._expire(request.headers.get("authorization", ""))
            reply = self._answer(request, content, tracking_id)
        except ApiError as error:
            return _refusal(error, tracking_id)
        except Exception:  # a bug of ours must answer like a server, and be seen
            traceback.print_exc(file=sys.stderr)
            return _refusal(ApiError(500, "Internal error."), tracking_id)
        if isinstance(reply.body, str):
            return Response(reply.body, reply.status, reply.headers)
        if reply.body is None:
            return Response(None, reply.status, reply.headers)
        return JSONResponse(reply.body, reply.status, reply.headers)

    def _answer(self, request: Request, content: bytes, tracking_id: str) -> Reply:
        path: str = request.scope["path"]
        operation, params = self._route(request.method, path)
        call = Call(
            store=self.store,
            settings=self.settings,
            faults=self.faults,
            origin=f"http://{request.headers.get('host', 'localhost')}",
            path=path,
            query=request.query_params,
            body={},
            now=time.time(),
            tracking_id=tracking_id,
            authorization=request.headers.get("authorization", ""),
            params=params,
        )
        if not operation.public:
            self._authorize(call, operation)
        call.body = parse(request.headers.get("content-type", ""), content)
        self.store.advance(call.now)
        self._lag.note_work(call.now)
        with self.store.transaction(), self._lag.around(operation, call.params, call.now):
            return operation.handler(call)

    def _route(self, method: str, path: str) -> tuple[Operation, dict[str, str]]:
        for pattern, operations in self._routes:
            match = pattern.match(path)
            if match is None:
                continue
            operation = operations.get(method)
            if operation is None:
                raise ApiError(405, f"{method} is not allowed here.", headers={"Allow": ", ".join(sorted(operations))})
            return operation, match.groupdict()
        raise not_found("The requested resource")

    def _authorize(self, call: Call, operation: Operation) -> None:
        token = call.authorization.removeprefix("Bearer ")
        row = self.store.one("SELECT * FROM token WHERE value = ?", token)
        if row is None or row["expires_at"] <= call.now or token == call.authorization:
            raise ApiError(401, "The request requires a valid access token set in the Authorization request header.")
        self._limit_rate(token, call.now)
        if operation.scopes and not set(operation.scopes.split()) & set(row["scopes"].split()):
            raise ApiError(403, f"The token lacks the scope {operation.scopes.replace(' ', ' or ')}.")
        call.person = row["person"]

    def _expire(self, authorization: str) -> None:
        """End an issued token; the ones of the seed stay, as nothing could replace them."""
        token = authorization.removeprefix("Bearer ")
        if token.startswith(ISSUED):
            self.store.run("UPDATE token SET expires_at = 0 WHERE value = ?", token)

    def _limit_rate(self, token: str, now: float) -> None:
        if not self.settings.rate_limit:
            return
        second = int(now)
        window, count = self._windows.get(token, (second, 0))
        count = count + 1 if window == second else 1
        self._windows[token] = (second, count)
        if count > self.settings.rate_limit:
            raise ApiError(429, "Too many requests.", headers={"Retry-After": "1"})

    def _write_log(self, request: Request, status: int, started: float, tracking_id: str) -> None:
        if self._log is None:
            return
        entry = {
            "time": iso(time.time()),
            "method": request.method,
            "path": request.scope["path"],
            "query": _harmless(request.scope["query_string"]),
            "status": status,
            "duration_ms": round((time.perf_counter() - started) * 1000, 3),
            "tracking_id": tracking_id,
        }
        self._log.write(json.dumps(entry) + "\n")
        self._log.flush()


def _refusal(error: ApiError, tracking_id: str) -> Response:
    return JSONResponse(error.body(tracking_id), error.status, error.headers)


def _harmless(query: bytes) -> str:
    """Return the query without signatures of download links, which work like tokens."""
    return "" if b"signature=" in query.lower() else query.decode()
