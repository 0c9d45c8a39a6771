# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Who is waited for: users who must consent to a move, and people who never activated their account.

Sources: Webex for Wholesale API (status of subscribers, "Send Consent User Move Email"); People API; Send Activation
Email API.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..._engine.run import Run
from ..._engine.snapshot import Answer
from ..._engine.steps import Id, Step, Wait
from ..._http import ids
from ..._http.errors import WebexError
from ..collections import PEOPLE, SUBSCRIBERS
from ..owners import on_behalf

PENDING = "pending_user_migration"
"""The one status of a subscriber in which somebody is waited for."""
ENDED = ("COMPLETED", "FAILED", "ABANDONED")
UNREAD = (403, 404)
"""How Webex refuses the errors of a job to a token that may start it."""


def consent_step(run: Run, subscriber: Id | str, *, needed: Callable[[], bool] = lambda: True, when: str = "") -> Step:
    """Return the step that asks a user with a free account to agree to its move."""
    path = ("subscribers/", subscriber, "/emails/consentMove")
    return Step("send the consent e-mail", "POST", path, None, on_behalf(run), needed=needed, when=when)


def pending(run: Run) -> dict[str, list[dict[str, Any]]]:
    """Return who must consent, by customer: one list for all customers of whoever the run acts for."""
    found: dict[str, list[dict[str, Any]]] = {}
    for answer in run.client.pages(SUBSCRIBERS.path, status=PENDING, **SUBSCRIBERS.query, **on_behalf(run)):
        user = {
            "email": str(answer.get("email")).lower(),
            "id": str(answer["id"]),
            "status": str(answer.get("status")),
            "since": str(answer.get("lastStatusChange") or answer.get("created") or ""),
        }
        found.setdefault(ids.key(str(answer.get("customerId"))), []).append(user)
    return found


def never_active(run: Run, org: str) -> list[dict[str, Any]]:
    """Return the people of an organization who never signed in, as far as Webex tells (A170)."""
    found = []
    for person in run.snapshot.all(PEOPLE, orgId=org):
        invited = str(person.get("invitePending")).lower() == "true"
        if person.get("type", "person") == "person" and (invited or person.get("status") == "pending"):
            found.append({
                "email": str(next(iter(person.get("emails") or ()), "")).lower(),
                "person_id": str(person.get("id")),
                "since": str(person.get("created") or ""),
                "reason": "has not accepted the invitation" if invited else "has never signed in",
            })  # fmt: skip
    return sorted(found, key=lambda each: str(each["email"]))


def activation_step(run: Run, org: str, key: str, told: Callable[[dict[str, Any]], None]) -> Step:
    """Return the step that sends activation e-mails again, to all of an organization: Webex has no other way.

    ``told`` gets what came of it, when the job has ended.
    """
    jobs = f"identity/organizations/{ids.encode('ORGANIZATION', org)}/jobs/sendActivationEmails"

    def started(answer: Answer) -> Wait | None:
        job = f"{jobs}/{answer['id']}"

        def done() -> bool:
            now = run.client.get(f"{job}/status")
            if now.get("latestExecutionStatus") not in ENDED:
                return False
            result = _outcome(run, job, now)
            told(result)
            if now["latestExecutionStatus"] != "COMPLETED":
                reasons = "; ".join(result["errors"]) or now["latestExecutionStatus"]
                raise WebexError(f"sending activation e-mails to customer {key} failed: {reasons}")
            return True

        return Wait(f"waiting for activation e-mails to be sent to customer {key}", done) if run.wait else None

    return Step(
        "send activation e-mails again to all who never activated", "POST", (jobs,), then=started,
        lane=("activation e-mails", ids.key(org)),
    )  # fmt: skip


def _outcome(run: Run, job: str, answer: Answer) -> dict[str, Any]:
    """Return whom a job has written to: counts, and why somebody got nothing."""
    counts = answer.get("counts") or {}
    names = {"sent": "userResendInviteSent", "failed": "userResendInviteFailed", "skipped": "userResendInviteSkipped"}
    result: dict[str, Any] = {name: counts.get(key) or 0 for name, key in names.items()}
    result["allowed"] = answer.get("allowAdminInviteEmails")
    result["errors"] = []
    if result["failed"] or answer.get("latestExecutionStatus") != "COMPLETED":
        try:
            for error in run.client.pages(f"{job}/errors"):
                for each in (error.get("error") or {}).get("message") or []:
                    result["errors"].append(str(each.get("description")))
        except WebexError as error:
            if error.status not in UNREAD:
                raise
    return result
