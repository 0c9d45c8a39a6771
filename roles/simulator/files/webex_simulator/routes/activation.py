# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""/identity/organizations/{orgId}/jobs/sendActivationEmails: the job that sends activation e-mails again."""

from __future__ import annotations

import json
from typing import Any

from webex_simulator import ids
from webex_simulator.call import Call, Operation, Reply
from webex_simulator.errors import ApiError, not_found
from webex_simulator.jobs import ACTIVATION
from webex_simulator.routes.jobs import show_execution, show_job
from webex_simulator.store import Row


def start(call: Call) -> Reply:
    """Start the job; an organization has one at a time."""
    org = _org(call)
    if call.store.one("SELECT 1 FROM job WHERE org = ? AND kind = ? AND status = 'STARTED'", org, ACTIVATION):
        raise ApiError(409, "A job of this organization is running.")
    key = ids.new_uuid()
    call.store.insert(
        "job", id=key, kind=ACTIVATION, org=org, person=call.person, status="STARTED", exit_code="UNKNOWN",
        doc={"errors": []}, created=call.now, modified=call.now,
    )  # fmt: skip
    call.later("job", key)
    call.params["jobId"] = ids.encode("JOB_ID", key)
    return Reply(202, _show(call, _find(call)))


def get(call: Call) -> Reply:
    """Read how far the job is."""
    return Reply(200, _show(call, _find(call)))


def get_errors(call: Call) -> Reply:
    """Read who got no e-mail."""
    shown = []
    for number, problem in enumerate(json.loads(_find(call)["doc"])["errors"], start=1):
        message = {"description": problem["description"], "code": problem["code"], "locationId": None}
        error = {"key": "304", "message": [message]}
        shown.append({"itemNumber": number, "error": error, "trackingId": call.tracking_id})
    return Reply(200, {"items": shown})


def _org(call: Call) -> str:
    return str(call.managed_org(ids.decode_org(call.params["orgId"]))["id"])


def _find(call: Call) -> Row:
    key = call.key("jobId", "JOB_ID", "Job")
    row = call.store.one("SELECT * FROM job WHERE id = ? AND kind = ? AND org = ?", key, ACTIVATION, _org(call))
    if row is None:
        raise not_found("Job")
    return row


def _show(call: Call, row: Row) -> dict[str, Any]:
    document = json.loads(row["doc"])
    counts = {
        "userResendInviteSent": document.get("sent", 0),
        "userResendInviteFailed": len(document["errors"]),
        "userResendInviteSkipped": document.get("skipped", 0),
        "totalUsers": document.get("total", 0),
    }
    allowed = call.store.count("SELECT invite_emails FROM org WHERE id = ?", row["org"])
    return {
        **show_job(row),
        "jobExecutionStatus": [show_execution(row)],
        "counts": counts,
        "allowAdminInviteEmails": bool(allowed),
    }


_JOBS = "/v1/identity/organizations/{orgId}/jobs/sendActivationEmails"
OPERATIONS = [
    Operation("POST", _JOBS, start, "spark-admin:people_write"),
    Operation("GET", f"{_JOBS}/{{jobId}}/status", get, "spark-admin:people_write spark-admin:people_read"),
    Operation("GET", f"{_JOBS}/{{jobId}}/errors", get_errors, "spark-admin:people_write spark-admin:people_read"),
]
