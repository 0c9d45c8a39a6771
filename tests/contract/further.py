# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations that Cisco publishes and that the folder's documents were cut without, distilled by hand.

Source: developer.webex.com, Send Activation Email. One that a document of the folder has is taken from there.
"""

from __future__ import annotations

from typing import Any

_JOBS = "/identity/organizations/{orgId}/jobs/sendActivationEmails"
_EXECUTION = {
    "id": "number",
    **dict.fromkeys(("startTime", "endTime", "lastUpdated", "statusMessage", "exitCode"), "string"),
}
_JOB = {
    **dict.fromkeys(("name*", "id*", "trackingId*", "sourceUserId*", "sourceCustomerId*"), "string"),
    "targetCustomerId*": "string",
    "instanceId*": "number",
    "jobExecutionStatus": [
        {
            **_EXECUTION,
            "createdTime": "string",
            "timeElapsed": "string",
            "stepExecutionStatuses": [{**_EXECUTION, "name": "string", "timeElapsed": "string"}],
        }
    ],
    "latestExecutionStatus*": [
        "=", "COMPLETED", "STARTING", "STARTED", "STOPPING", "FAILED", "ABANDONED", "UNKNOWN",
    ],
    "latestExecutionExitCode": ["=", "UNKNOWN", "COMPLETED", "FAILED", "STOPPED", "COMPLETED_WITH_ERRORS"],
    "counts*": dict.fromkeys(
        ("userResendInviteSent*", "userResendInviteFailed*", "userResendInviteSkipped*", "totalUsers*"), "number"
    ),
    "allowAdminInviteEmails": "boolean",
}  # fmt: skip
_ERROR = {
    "itemNumber": "number",
    "trackingId": "string",
    "error": {"key": "string", "message": [{"description": "string", "code": "string", "locationId": "any"}]},
}
FURTHER: dict[str, dict[str, Any]] = {
    f"POST {_JOBS}": {"answers": {"202": _JOB}},
    f"GET {_JOBS}/{{jobId}}/status": {"answers": {"200": _JOB}},
    f"GET {_JOBS}/{{jobId}}/errors": {"query": {"max": "number"}, "answers": {"200": {"items": [_ERROR]}}},
}
"""``METHOD /path`` -> facts, as in contract.json. All have the usual errors."""
