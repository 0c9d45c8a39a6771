# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""/telephony/config/jobs/numbers/manageNumbers: move a free number to another location."""

from __future__ import annotations

import json
from typing import Any

from webex_simulator import ids
from webex_simulator.call import Call, Operation, Reply
from webex_simulator.errors import ApiError
from webex_simulator.fields import objects, optional_text, phone_number, strings, text
from webex_simulator.jobs import MOVE_NUMBERS
from webex_simulator.routes.jobs import find_job, show_execution, show_job, start_job
from webex_simulator.store import Row

_LIMIT = 1000


class NumberMoveError(ApiError):
    """A move that is refused at once: this endpoint documents an error body of its own."""

    def body(self, tracking_id: str) -> dict[str, Any]:
        """Return the error body of the job."""
        message = {"description": self.description, "code": str(self.code)}
        return {"error": {"key": str(self.status), "message": [message]}, "trackingId": tracking_id}


def move_numbers(call: Call) -> Reply:
    """Start moving numbers; the job itself tells what cannot be moved."""
    org = call.org()
    if text(call.body, "operation") != "MOVE":
        raise NumberMoveError(400, "Only MOVE is served here.", "BATCH-1017027")
    target = _location(call, org, optional_text(call.body, "targetLocationId"))
    moves = []
    for entry in objects(call.body, "numberList") or []:
        source = _location(call, org, optional_text(entry, "locationId", where="numberList."))
        values = [phone_number(value, "numberList.numbers") for value in strings(entry, "numbers") or []]
        moves += [{"number": value, "from": source["id"]} for value in values]
    if not moves or len(moves) > _LIMIT:
        raise NumberMoveError(400, "Invalid phone number.", "BATCH-1017017")
    running = "SELECT 1 FROM job WHERE org = ? AND kind = ? AND status = 'STARTED'"
    if call.store.one(running, org, MOVE_NUMBERS) is not None:
        raise ApiError(409, "A job that moves numbers is in progress.")
    document = {"location": target["id"], "moves": moves, "errors": []}
    return Reply(201, _show(start_job(call, MOVE_NUMBERS, org, document)))


def get_job(call: Call) -> Reply:
    """Read a job that moves numbers."""
    return Reply(200, _show(find_job(call, MOVE_NUMBERS)))


def get_errors(call: Call) -> Reply:
    """Read which numbers a job did not move, and why."""
    shown = []
    for count, problem in enumerate(json.loads(find_job(call, MOVE_NUMBERS)["doc"])["errors"], start=1):
        location = ids.encode("LOCATION", problem["location"])
        message = {"description": problem["description"], "code": problem["code"], "locationId": location}
        error = {"key": "400", "message": [message]}
        shown.append({"item": problem["item"], "itemNumber": count, "error": error, "trackingId": call.tracking_id})
    return Reply(200, {"items": shown})


def _location(call: Call, org: str, identifier: str | None) -> Row:
    key = ids.decode(identifier or "", "LOCATION")
    row = call.store.one("SELECT * FROM location WHERE id = ? AND org = ? AND calling", key, org)
    if row is None:
        raise NumberMoveError(400, "Invalid location.", "BATCH-1017027")
    return row


def _show(row: Row) -> dict[str, Any]:
    document = json.loads(row["doc"])
    failed, done = len(document["errors"]), row["status"] != "STARTED"
    return {
        **show_job(row),
        "jobType": MOVE_NUMBERS,
        "jobExecutionStatus": [show_execution(row)],
        "operationType": "MOVE",
        "sourceLocationId": ids.encode("LOCATION", document["moves"][0]["from"]),
        "targetLocationId": ids.encode("LOCATION", document["location"]),
        "counts": {
            "totalNumbers": len(document["moves"]),
            "numbersMoved": len(document["moves"]) - failed if done else 0,
            "numbersFailed": failed,
            "numbersDeleted": 0,
            "numbersUsageChanged": 0,
        },
    }


_PATH = "/v1/telephony/config/jobs/numbers/manageNumbers"
_READ = "spark-admin:telephony_config_read"
OPERATIONS = [
    Operation("POST", _PATH, move_numbers, "spark-admin:telephony_config_write"),
    Operation("GET", f"{_PATH}/{{jobId}}", get_job, _READ),
    Operation("GET", f"{_PATH}/{{jobId}}/errors", get_errors, _READ),
]
