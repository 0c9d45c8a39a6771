# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator's own endpoints below /simulator: no token, not part of the Webex API, not logged."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response

from webex_simulator.faults import FaultPlan

if TYPE_CHECKING:
    from webex_simulator.app import Simulator


def answer_control(simulator: Simulator, method: str, path: str, content: bytes) -> Response:
    """Answer a control request."""
    match method, path:
        case "GET", "/simulator/health":
            return JSONResponse({"status": "ok"})
        case "GET", "/simulator/info":
            return JSONResponse(simulator.store.counts())
        case "POST", "/simulator/reset":
            simulator.reset()
            return Response(status_code=204)
        case "GET", "/simulator/faults":
            return JSONResponse(simulator.faults.plan)
        case "DELETE", "/simulator/faults":
            simulator.faults = FaultPlan()
            return Response(status_code=204)
        case "GET", "/simulator/faults/injected":
            return JSONResponse(simulator.faults.injected)
        case "PUT", "/simulator/faults":
            try:
                simulator.faults = FaultPlan(json.loads(content))
            except (ValueError, AttributeError, TypeError) as error:
                return JSONResponse({"message": f"No fault plan: {error}"}, 400)
            return JSONResponse(simulator.faults.plan)
    return JSONResponse({"message": "No such control endpoint."}, 404)
