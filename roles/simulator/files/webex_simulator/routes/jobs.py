# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""/telephony/config/jobs: disable calling at a location, move people, change a routing prefix."""

from __future__ import annotations

import json
from typing import Any

from webex_simulator import ids
from webex_simulator.call import Call, Operation, Reply
from webex_simulator.errors import ApiError, not_found
from webex_simulator.fields import flag, iso, objects, optional_text, phone_number, text
from webex_simulator.jobs import (
    DELETE_CALLING,
    MOVE_PEOPLE,
    ROUTING_PREFIX,
    MoveError,
    blockers,
    features,
    move_problem,
)
from webex_simulator.routes.locations import find_location
from webex_simulator.store import Row

_MOVE_LIMIT = 100


def precheck_deletion(call: Call) -> Reply:
    """Tell whether calling can be disabled at a location."""
    row = find_location(call, calling=True)
    found = blockers(call.store, row)
    numbers = call.store.one("SELECT 1 FROM number WHERE location = ?", row["id"]) is not None
    unforced = features(call.store, row) > 0
    answer = {
        "locationDeleteStatus": "BLOCKED" if any(found.values()) else "FORCE_REQUIRED" if unforced else "UNBLOCKED",
        "blocking": found,
        "nonBlocking": {"numbersPresent": numbers},
        "blockingUnlessForced": {"nonUserEntitiesInUse": unforced, "trunksCount": 0},
    }
    return Reply(200, answer)


def delete_calling(call: Call) -> Reply:
    """Start the job that disables calling at a location; the job itself tells that there is no such location."""
    org = call.org()
    key = ids.decode(text(call.body, "locationId"), "LOCATION")
    name, forced = optional_text(call.body, "locationName") or "", flag(call.body, "forceDelete", False)
    running = "SELECT 1 FROM job WHERE org = ? AND kind = ? AND status = 'STARTED'"
    if call.store.one(running, org, DELETE_CALLING) is not None:
        raise ApiError(409, "Customer has job of same type already running.", "BATCH-1001004")
    document: dict[str, Any] = {"location": key, "name": name, "forced": forced, "errors": []}
    return Reply(202, _show_delete(start_job(call, DELETE_CALLING, org, document)))


def move_people(call: Call) -> Reply:
    """Check (`validate`) or start a move of people to another location of their organization."""
    org = call.org()
    lists = objects(call.body, "usersList") or []
    if len(lists) != 1:
        raise MoveError(400, "Users list should have exactly one entry.", "BATCH-1026011")
    given = lists[0]
    key = ids.decode(optional_text(given, "locationId") or "", "LOCATION")
    target = call.store.one("SELECT * FROM location WHERE id = ? AND org = ? AND calling", key, org)
    if target is None:
        raise MoveError(400, "Attribute location id is required for Calling user.", "BATCH-1026021")
    users = [_user(entry) for entry in objects(given, "users") or []]
    if not users:
        raise MoveError(400, "Users should not be empty.", "BATCH-1026012")
    if len(users) > _MOVE_LIMIT:
        raise MoveError(400, "Selected Users list exceeds the maximum limit.", "BATCH-1026018")
    if len({user["id"] for user in users}) < len(users):
        raise MoveError(400, "Duplicate entry for user is not allowed.", "BATCH-1026019")
    if given.get("validate"):
        return Reply(200, {"response": [_checked(call, target, user) for user in users]})
    for user in users:
        problem = move_problem(call.store, target, user)
        if problem is not None:
            raise MoveError(400, f"User {user['id']} cannot be moved.", problem)
    job = start_job(call, MOVE_PEOPLE, org, {"location": target["id"], "users": users, "errors": []})
    return Reply(201, {"response": _show_move(job)})


def get_delete_job(call: Call) -> Reply:
    """Read a job that disables calling."""
    return Reply(200, _show_delete(find_job(call, DELETE_CALLING)))


def get_move_job(call: Call) -> Reply:
    """Read a job that moves people."""
    return Reply(200, _show_move(find_job(call, MOVE_PEOPLE)))


def get_delete_errors(call: Call) -> Reply:
    """Read why a job that disables calling failed."""
    return Reply(200, {"items": _errors(call, find_job(call, DELETE_CALLING))})


def get_move_errors(call: Call) -> Reply:
    """Read which people a job did not move."""
    return Reply(200, {"items": _errors(call, find_job(call, MOVE_PEOPLE))})


def get_prefix_job(call: Call) -> Reply:
    """Read a job that changes a routing prefix."""
    row = find_job(call, ROUTING_PREFIX)
    done = int(row["status"] == "COMPLETED")
    return Reply(200, {**show_job(row), "counts": {"routingPrefixUpdated": done, "routingPrefixFailed": 0}})


def start_job(call: Call, kind: str, org: str, document: dict[str, Any]) -> Row:
    """Start a job, which the worker ends after the provisioning delay."""
    key = ids.new_uuid()
    call.store.insert(
        "job", id=key, kind=kind, org=org, person=call.person, status="STARTED", exit_code="UNKNOWN", doc=document,
        created=call.now, modified=call.now,
    )  # fmt: skip
    call.later("job", key)
    call.params["jobId"] = ids.encode("JOB_ID", key)
    return find_job(call, kind)


def find_job(call: Call, kind: str) -> Row:
    """Return a job of the organization, of one kind."""
    key = call.key("jobId", "JOB_ID", "Job")
    row = call.store.one("SELECT * FROM job WHERE id = ? AND kind = ? AND org = ?", key, kind, call.org())
    if row is None:
        raise not_found("Job")
    return row


def _user(entry: dict[str, Any]) -> dict[str, Any]:
    """Return one wish: a number or extension that is not given is None and kept, an empty one is removed."""
    number = optional_text(entry, "phoneNumber")
    return {
        "id": ids.decode(text(entry, "userId"), "PEOPLE") or "",
        "number": phone_number(number, "phoneNumber") if number else number,
        "extension": optional_text(entry, "extension"),
    }


def _checked(call: Call, target: Row, user: dict[str, Any]) -> dict[str, Any]:
    problem = move_problem(call.store, target, user)
    errors = [{"code": int(problem.removeprefix("BATCH-")), "message": "Not possible."}] if problem else []
    return {"userId": ids.encode("PEOPLE", user["id"]), "impacts": [], "errors": errors}


def show_job(row: Row) -> dict[str, Any]:
    """Return what all jobs show of themselves."""
    org = ids.encode("ORGANIZATION", row["org"])
    return {
        "name": row["kind"],
        "id": ids.encode("JOB_ID", row["id"]),
        "trackingId": f"ROUTER_{row['id']}",
        "sourceUserId": ids.encode("PEOPLE", row["person"]),
        "sourceCustomerId": org,
        "targetCustomerId": org,
        "instanceId": row["seq"],
        "latestExecutionStatus": row["status"],
        "latestExecutionExitCode": row["exit_code"],
    }


def show_execution(row: Row) -> dict[str, Any]:
    """Return when a job ran and how it ended."""
    return {
        "id": row["seq"],
        "startTime": iso(row["created"]),
        "createdTime": iso(row["created"]),
        "lastUpdated": iso(row["modified"]),
        "statusMessage": row["status"],
        "exitCode": row["exit_code"],
        "timeElapsed": f"PT{row['modified'] - row['created']:.3f}S",
    }


def _show_delete(row: Row) -> dict[str, Any]:
    return {**show_job(row), "locationName": json.loads(row["doc"])["name"]}


def _show_move(row: Row) -> dict[str, Any]:
    document = json.loads(row["doc"])
    total, failed = len(document["users"]), len(document["errors"])
    pending = total if row["status"] == "STARTED" else 0
    counts = {
        "totalMoves": total,
        "moved": total - failed - pending,
        "failed": failed,
        "pending": pending,
        "skipped": 0,
    }
    return {
        **show_job(row),
        "jobExecutionStatus": [show_execution(row)],
        "counts": {**counts, "pending": pending, "skipped": 0},
    }


def _errors(call: Call, row: Row) -> list[dict[str, Any]]:
    shown = []
    for number, problem in enumerate(json.loads(row["doc"])["errors"], start=1):
        item = ids.encode("PEOPLE", problem["item"]) if "item" in problem else row["id"]
        message = {"description": problem["description"], "code": problem["code"]}
        error = {"key": "400", "message": [message]}
        entry = {"item": item, "itemNumber": number, "error": error, "trackingId": call.tracking_id}
        shown.append({**entry, "errorType": "ERROR"} if row["kind"] == DELETE_CALLING else entry)
    return shown


_DELETE = "/v1/telephony/config/jobs/locations/deleteCallingLocation"
_PREFIX = "/v1/telephony/config/jobs/updateRoutingPrefix"
_MOVE = "/v1/telephony/config/jobs/person/moveLocation"
_READ = "spark-admin:telephony_config_read"
_WRITE = "spark-admin:telephony_config_write"
_PRECHECK = "/v1/telephony/config/locations/{locationId}/actions/precheckForDeletion/invoke"
OPERATIONS = [
    Operation("POST", _PRECHECK, precheck_deletion, _READ),
    Operation("POST", _DELETE, delete_calling, _WRITE),
    Operation("GET", f"{_DELETE}/{{jobId}}", get_delete_job, _READ),
    Operation("GET", f"{_DELETE}/{{jobId}}/errors", get_delete_errors, _READ),
    Operation("POST", _MOVE, move_people, _WRITE),
    Operation("GET", f"{_MOVE}/{{jobId}}", get_move_job, _READ),
    Operation("GET", f"{_MOVE}/{{jobId}}/errors", get_move_errors, _READ),
    Operation("GET", f"{_PREFIX}/{{jobId}}", get_prefix_job, _READ),
]
