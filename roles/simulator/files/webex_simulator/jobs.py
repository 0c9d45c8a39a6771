# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Background jobs: disabling calling at a location, moving people and numbers to another one, activation e-mails."""

from __future__ import annotations

import json
from typing import Any

from webex_simulator.calling import claim_number, extension_in_use, primary_number, release_numbers
from webex_simulator.errors import ApiError
from webex_simulator.lines import SCHEDULES
from webex_simulator.seed import NEVER_ACTIVE_DOMAIN
from webex_simulator.store import Row, Store

DELETE_CALLING = "deletecallinglocation"
MOVE_PEOPLE = "moveusers"
MOVE_NUMBERS = "managenumbers"
ROUTING_PREFIX = "updateroutingprefix"
ACTIVATION = "resendinviteemail"
_DAY = 24 * 60 * 60
_SAFE_DELETE = ("BATCH-1012004", "Safe delete checks failed.")
_WHY_KEPT = {
    "lastLocation": ("BATCH-1012012", "Not allowed to delete the last calling location:"),
    "usersInUseCount": ("BATCH-1012007", "Users associated with the location. Count:"),
    "workspacesInUseCount": ("BATCH-1012008", "Workspaces associated with the location. Count:"),
    "virtualLineInUseCount": ("BATCH-1012009", "Virtual lines associated with the location. Count:"),
    "features": ("BATCH-1012011", "Features associated with the location, use forceDelete:"),
}
_WHY_NO_MOVE = {
    "BATCH-1017021": "The number is inactive.",
    "BATCH-1017022": "The locations have different PSTN providers.",
    "BATCH-1017023": "The number is assigned.",
    "BATCH-1017024": "The number is a main number.",
    "BATCH-1017027": "Moving this number is not supported.",
    "BATCH-1017031": "One job moves one number.",
}


class JobRunner:
    """Finishes jobs."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def run(self, key: str, now: float) -> None:
        """Carry out one job and record how it ended."""
        row = self._store.one("SELECT * FROM job WHERE id = ?", key)
        if row is None:
            return
        document = json.loads(row["doc"])
        if row["kind"] == DELETE_CALLING:
            document["errors"] = self._delete_calling(row["org"], document["location"], document["forced"])
            ended = ("FAILED", "FAILED") if document["errors"] else ("COMPLETED", "COMPLETED")
        elif row["kind"] == ROUTING_PREFIX:
            self._store.update("location", document["location"], prefix=document["prefix"])
            ended = ("COMPLETED", "COMPLETED")
        elif row["kind"] == ACTIVATION:
            document |= self._remind(row["org"], now)
            ended = ("COMPLETED", "COMPLETED_WITH_ERRORS" if document["errors"] else "COMPLETED")
        else:
            document["errors"] = (self._move_numbers if row["kind"] == MOVE_NUMBERS else self._move)(document)
            ended = ("COMPLETED", "COMPLETED_WITH_ERRORS" if document["errors"] else "COMPLETED")
        self._store.update("job", key, status=ended[0], exit_code=ended[1], doc=document, modified=now)

    def _delete_calling(self, org: str, location: str, forced: bool) -> list[dict[str, str]]:
        row = self._store.one("SELECT * FROM location WHERE id = ? AND org = ?", location, org)
        if row is None or not row["calling"]:
            return [_problem("BATCH-1012014", "Location not found.")]
        found = blockers(self._store, row) | {"features": bool(features(self._store, row)) and not forced}
        errors = [_problem(code, f"{text} {found[name]}") for name, (code, text) in _WHY_KEPT.items() if found[name]]
        if errors:
            return [_problem(*_SAFE_DELETE), *errors]
        for table, column in (
            ("line", "location"),
            ("number", "location"),
            ("emergency", "id"),
            ("emergency_mail", "id"),
        ):
            self._store.run(f"DELETE FROM {table} WHERE {column} = ?", location)
        self._store.update("location", location, calling=0, prefix=None, main_number=None, pstn=None)
        return []

    def _remind(self, org: str, now: float) -> dict[str, Any]:
        """Send activation e-mails to all who never signed in, but for those who got one within a day."""
        allowed = self._store.count("SELECT invite_emails FROM org WHERE id = ?", org)
        rows = self._store.all("SELECT * FROM person WHERE org = ? ORDER BY seq", org)
        idle = [row for row in rows if never_active(row)]
        errors, sent = [], 0
        for row in idle if allowed else []:
            document = json.loads(row["doc"])
            if now - document.get("reminded", 0) < _DAY:
                text = "is suppressed as the user has already received an invitation email in last 24 hours"
                errors.append(_problem("ATLAS-600199", f"Re-send invite {text} ; Error with {row['email']}."))
                continue
            sent += 1
            self._store.update("person", row["id"], doc=document | {"reminded": now})
        skipped = len(rows) - sent - len(errors)
        return {"errors": errors, "sent": sent, "skipped": skipped, "total": len(rows)}

    def _move(self, document: dict[str, Any]) -> list[dict[str, str]]:
        errors = []
        target = self._store.one("SELECT * FROM location WHERE id = ? AND calling", document["location"])
        for user in document["users"]:
            problem = "BATCH-1026014" if target is None else move_problem(self._store, target, user)
            if problem is not None or target is None:
                errors.append(_problem(problem or "", f"User {user['id']} was not moved.") | {"item": user["id"]})
                continue
            number, extension = _after_move(self._store, user)
            release_numbers(self._store, user["id"])
            self._store.update("person", user["id"], location=target["id"], extension=extension)
            if number:
                self._store.run("UPDATE number SET location = ? WHERE value = ?", target["id"], number)
                claim_number(self._store, user["id"], target, number, "PRIMARY", "phoneNumber")
        return errors

    def _move_numbers(self, document: dict[str, Any]) -> list[dict[str, str]]:
        errors = []
        for move in document["moves"]:
            code = _number_problem(self._store, document["location"], move)
            if len(document["moves"]) > 1:
                code = "BATCH-1017031"
            if code:
                errors.append(_problem(code, _WHY_NO_MOVE[code]) | {"item": move["number"], "location": move["from"]})
                continue
            self._store.run("UPDATE number SET location = ? WHERE value = ?", document["location"], move["number"])
        return errors


def never_active(person: Row) -> bool:
    """Tell whether somebody has never signed in."""
    return bool(person["email"].lower().endswith(f"@{NEVER_ACTIVE_DOMAIN}"))


def _number_problem(store: Store, location: str, move: dict[str, str]) -> str | None:
    """Return the code of what keeps a number from moving to a location, or None."""
    target = store.one("SELECT * FROM location WHERE id = ? AND calling", location)
    source = store.one("SELECT * FROM location WHERE id = ? AND calling", move["from"])
    row = store.one("SELECT * FROM number WHERE value = ? AND location = ?", move["number"], move["from"])
    if target is None or source is None or row is None or _country(source) != _country(target):
        return "BATCH-1017027"
    if source["pstn"] != target["pstn"]:
        return "BATCH-1017022"
    if row["state"] != "ACTIVE":
        return "BATCH-1017021"
    if row["owner"] is not None:
        return "BATCH-1017023"
    return "BATCH-1017024" if source["main_number"] == row["value"] else None


def _country(location: Row) -> str:
    return str(json.loads(location["doc"])["address"]["country"])


def blockers(store: Store, location: Row) -> dict[str, Any]:
    """Return what keeps calling at a location from being disabled, as the precheck shows it."""
    others = "SELECT 1 FROM location WHERE org = ? AND calling AND id != ?"
    lines = "SELECT COUNT(*) FROM line WHERE location = ? AND kind = ?"
    return {
        "lastLocation": store.one(others, location["org"], location["id"]) is None,
        "trunksInUseCount": 0,
        "usersInUseCount": store.count("SELECT COUNT(*) FROM person WHERE location = ?", location["id"]),
        "workspacesInUseCount": store.count(lines, location["id"], "PLACE"),
        "virtualLineInUseCount": store.count(lines, location["id"], "VIRTUAL_LINE"),
        "numbersOrderPending": False,
    }


def features(store: Store, location: Row) -> int:
    """Return how many features keep calling from being disabled unless it is forced; schedules just go along."""
    others = ", ".join(f"'{kind}'" for kind in ("PLACE", "VIRTUAL_LINE", *SCHEDULES))
    return store.count(f"SELECT COUNT(*) FROM line WHERE location = ? AND kind NOT IN ({others})", location["id"])


def move_problem(store: Store, target: Row, user: dict[str, Any]) -> str | None:
    """Return the code of what keeps a person from moving to a location, or None.

    The new number is either a free one of the target location or the person's own, which moves along, as it also does
    when none is given.
    """
    person = store.one("SELECT * FROM person WHERE id = ? AND org = ?", user["id"], target["org"])
    if person is None or person["location"] is None:
        return "BATCH-1026010"
    if person["location"] == target["id"]:
        return "BATCH-1026013"
    number, extension = _after_move(store, user)
    if not number and not extension:
        return "BATCH-1026016"
    if extension and extension_in_use(store, target["id"], extension):
        return "BATCH-4202"
    if number:
        row = store.one("SELECT * FROM number WHERE value = ?", number)
        free = row is not None and row["location"] == target["id"] and row["owner"] is None
        own = row is not None and row["owner"] == person["id"]
        if row is None or row["state"] != "ACTIVE" or not (free or own):
            return "BATCH-1026015"
    return None


def _after_move(store: Store, user: dict[str, Any]) -> tuple[str | None, str | None]:
    """Return the number and extension that a person has after a move: what is not given is kept."""
    number, extension = user["number"], user["extension"]
    if number is None:
        number = primary_number(store, user["id"])
    if extension is None:
        person = store.one("SELECT extension FROM person WHERE id = ?", user["id"])
        extension = person["extension"] if person is not None else None
    return number or None, extension or None


class MoveError(ApiError):
    """A move that is refused at once: this endpoint documents an error body of its own."""

    def body(self, tracking_id: str) -> dict[str, Any]:
        """Return the error body of the move job."""
        code = int(str(self.code).removeprefix("BATCH-"))
        return {"error": [{"code": code, "message": self.description}], "trackingId": tracking_id}


def _problem(code: str, description: str) -> dict[str, str]:
    return {"code": code, "description": description}
