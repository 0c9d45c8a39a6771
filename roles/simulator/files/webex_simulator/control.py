# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator's own endpoints below /simulator: no token, not part of the Webex API, not logged."""

from __future__ import annotations

import json
from typing import Protocol

from starlette.responses import JSONResponse, Response

from webex_simulator.errors import ApiError
from webex_simulator.faults import FaultPlan
from webex_simulator.phones import Phones, bare_mac
from webex_simulator.store import Store


class Controlled(Protocol):
    """What the control endpoints need of the application."""

    store: Store
    faults: FaultPlan

    def plan_faults(self, faults: FaultPlan) -> None:
        """Replace the fault plan."""

    def reset(self) -> None:
        """Return to the seed."""


def answer_control(simulator: Controlled, method: str, path: str, content: bytes) -> Response:
    """Answer a control request."""
    match method, path:
        case "GET", "/simulator/health":
            return JSONResponse({"status": "ok"})
        case "GET", "/simulator/info":
            return JSONResponse(simulator.store.counts())
        case "POST", "/simulator/reset":
            simulator.reset()
            return Response(status_code=204)
        case "POST", "/simulator/activations":
            return _activate(simulator, content)
        case "GET", "/simulator/faults":
            return JSONResponse(simulator.faults.plan)
        case "DELETE", "/simulator/faults":
            simulator.plan_faults(FaultPlan())
            return Response(status_code=204)
        case "GET", "/simulator/faults/injected":
            return JSONResponse(simulator.faults.injected)
        case "PUT", "/simulator/faults":
            try:
                simulator.plan_faults(FaultPlan(json.loads(content)))
            except (ValueError, AttributeError, TypeError, KeyError, RecursionError) as error:
                return JSONResponse({"message": f"No fault plan: {error}"}, 400)
            return JSONResponse(simulator.faults.plan)
    return JSONResponse({"message": "No such control endpoint."}, 404)


def _activate(simulator: Controlled, content: bytes) -> Response:
    """Do what somebody does who enters an activation code (`code`) at a phone (`mac`)."""
    try:
        given = json.loads(content)
        code, mac = str(given["code"]), bare_mac(str(given["mac"]))
        with simulator.store.transaction():
            good = Phones(simulator.store).activate(code, mac)
    except (ValueError, AttributeError, TypeError, KeyError, RecursionError, ApiError) as error:
        return JSONResponse({"message": f"No activation: {error}"}, 400)
    return Response(status_code=204 if good else 404)
