# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Disabling calling at a location, which Webex does in a job, one at a time, and never at the last one.

Source: Webex Calling location settings API, "Safe Delete Check Before Disabling Calling".
"""

from __future__ import annotations

from collections.abc import Sequence

from ..._engine.item import Item
from ..._engine.run import Run
from ..._engine.snapshot import Answer, Snapshot
from ..._engine.steps import Claim, Id, Step, Thing, Wait
from ..._http.errors import Refused, WebexError
from ..collections import FEATURE, LINES, NUMBERS, SEAT, VIRTUAL_LINE, WORKSPACE
from ..owners import Owner, job_wait
from .model import Location
from .numbers import leaving as numbers_leave
from .pstn import connection_path

DELETIONS = "telephony/config/jobs/locations/deleteCallingLocation"
DISABLING = "disabling of calling"
BLOCKERS = {
    "lastLocation": "it is the last calling location of the customer",
    "trunksInUseCount": "trunks are in use",
    "numbersOrderPending": "an order of numbers is pending",
    "trunksCount": "it has trunks",
}
"""What keeps Webex from disabling calling at a location."""
LEAVING = {
    "usersInUseCount": (SEAT, "users are assigned to it ({}): move or remove them first"),
    "workspacesInUseCount": (WORKSPACE, "workspaces are assigned to it ({}): remove them first"),
    "virtualLineInUseCount": (VIRTUAL_LINE, "virtual lines are assigned to it ({}): remove them first"),
    "nonUserEntitiesInUse": (FEATURE, "features such as auto attendants are in use"),
}
"""What does so too, and may be about to leave: what it frees then, and what to say when it stays."""


def staying(owner: Owner) -> Thing:
    """Return what frees who enables calling at a location, so that another one is not the last."""
    return ("calling stays", owner.key)


def forget(snapshot: Snapshot, location_id: str) -> None:
    """Have the settings and the PSTN connection of a location read again."""
    snapshot.forget(f"{LINES.path}/{location_id}")
    snapshot.forget(connection_path(location_id))


class Disabling:
    """The step that disables calling, and what is in its way."""

    def __init__(self, run: Run) -> None:
        self.run, self.snapshot = run, run.snapshot

    def step(self, item: Item[Location], owner: Owner, location: Id) -> Step:
        """Return the step that disables calling, unless Webex says beforehand what is in the way."""
        path = f"{LINES.path}/{location}/actions/precheckForDeletion/invoke"
        verdict = self.run.client.post(path, **owner.scope)
        found = {**(verdict.get("blocking") or {}), **(verdict.get("blockingUnlessForced") or {})}
        leaving = {key: count for key in LEAVING if (count := int(found.pop(key, 0) or 0))}
        last = bool(found.pop("lastLocation", False))
        if reasons := [text for key, text in BLOCKERS.items() if found.get(key)]:
            raise _blocked(item, "; ".join(reasons))
        if not leaving and not last and verdict.get("locationDeleteStatus") != "UNBLOCKED":
            raise _blocked(item, "Webex blocks it")
        claims = [Claim(numbers_leave(owner, item.key), shared=True), Claim(staying(owner), shared=True, needed=last)]
        for key, count in leaving.items():
            seat, text = LEAVING[key]
            refusal = _blocked(item, text.format(count))
            claims.append(Claim((seat, owner.key, item.key.casefold()), refusal, shared=True, times=count))
        return Step(
            "disable calling", "POST", (DELETIONS,),
            {"locationId": str(location), "locationName": item.key}, owner.query, ("calling",),
            claims=claims, lane=(DISABLING, owner.key),
            then=lambda answer: self._disabling(item, owner, location, answer),
        )  # fmt: skip

    def _disabling(self, item: Item[Location], owner: Owner, location: Id, answer: Answer) -> Wait:
        words = f"disabling calling at {item.label}"
        job = job_wait(self.run, f"{DELETIONS}/{answer.get('id')}", owner, words)
        forget(self.snapshot, location.known())

        def done() -> bool:
            self.snapshot.doubt(LINES, **owner.scope)
            self.snapshot.doubt(NUMBERS, **owner.scope)
            try:
                return job.done()
            except WebexError:
                # A job of which the answer was lost may have been faster.
                if self.snapshot.one(LINES, location.known(), **owner.scope) is not None:
                    raise
                return True

        return Wait(words, done)

    def review(self, items: Sequence[tuple[Item[Location], Owner]]) -> None:
        """Refuse to disable calling at the last locations that have it, of which Webex keeps one."""
        going: dict[str, list[Item[Location]]] = {}
        owners: dict[str, Owner] = {}
        coming: set[str] = set()
        for item, owner in items:
            owners[owner.key] = owner
            for step in item.steps:
                if step.lane == (DISABLING, owner.key):
                    going.setdefault(owner.key, []).append(item)
                if staying(owner) in step.frees:
                    coming.add(owner.key)
        for key in going.keys() - coming:
            last = going[key][-1]
            if len(self.snapshot.all(LINES, **owners[key].scope)) <= len(going[key]):
                users = [str(claim.refusal) for step in last.steps for claim in step.claims if claim.refusal]
                reasons = [BLOCKERS["lastLocation"], *(text.rpartition(f"{last.key}: ")[2] for text in users)]
                last.error = _blocked(last, "; ".join(reasons))


def _blocked(item: Item[Location], why: str) -> Refused:
    return Refused("state", f"calling cannot be disabled at location {item.key}: {why}")
