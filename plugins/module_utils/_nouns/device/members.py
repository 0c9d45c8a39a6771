# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The lines of others on a phone. Source: Webex Calling device settings, whose ids of phones are other ones."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Any

from ..._engine.item import Item
from ..._engine.run import Run
from ..._engine.snapshot import Answer
from ..._engine.steps import Step
from ..._http import ids
from ..collections import bare_mac
from ..members import member, name_of, needed
from ..owners import Owner
from .model import Device

CONFIG = "telephony/config"
KINDS = {"personId": "people", "workspaceId": "workspaces"}
SENT = ("id", "port", "lineType", "lineWeight", "primaryOwner", "hotlineEnabled", "hotlineDestination",
        "allowCallDeclineEnabled")  # fmt: skip
"""What is sent again of a member that stays."""

NEW: dict[str, Any] = {
    "primaryOwner": False,
    "lineType": "SHARED_CALL_APPEARANCE",
    "lineWeight": 1,
    "hotlineEnabled": False,
    "hotlineDestination": "",
    "allowCallDeclineEnabled": True,
}
"""A line of somebody else."""


class Members:
    """Reads and replaces the members of the phones of a customer."""

    def __init__(self, run: Run, owner: Owner) -> None:
        self.run, self.owner = run, owner

    def read(self, device: Answer, wanted: Sequence[str]) -> list[str]:
        """Return the members beside the owner, as the options call them where they do."""
        given = {each.casefold(): each for each in wanted}
        found = []
        for each in self._now(device):
            if each.get("primaryOwner"):
                continue
            name = name_of(self.run, self.owner, str(each["id"]))
            found.append(given.get(name.casefold(), name))
        return found

    def steps(self, item: Item[Device], lane: Hashable) -> Iterator[Step]:
        """Return the replacement of the list, and the step that has the phone take it."""
        owner = self.owner
        wanted = [(name, member(self.run, owner, name)) for name in item.change.after("members") or ()]
        claims = [needed(owner, name, "members") for name, found in wanted if not found.value]
        calling = self.run.id(f"calling device {item.key}", owner.key)
        calling.find = lambda: self.run.caught_up(f"the lines of phone {item.key}", lambda: self._calling_id(item))

        def body() -> dict[str, Any]:
            now = self.run.client.get(f"{CONFIG}/devices/{calling.known()}/members", **owner.scope)
            kept = [each for each in now.get("members") or () if each.get("primaryOwner")]
            known = {ids.key(str(each["id"])): each for each in now.get("members") or ()}
            members = [{name: each[name] for name in SENT if name in each} for each in kept]
            for _name, found in wanted:
                before = known.get(ids.key(found.known()))
                members.append({name: before[name] for name in SENT if name in before} if before else
                               {**NEW, "id": found.known()})  # fmt: skip
            for port, each in enumerate(members, start=1):
                each["port"] = port
            return {"members": members}

        words = ", ".join(name for name, _found in wanted) or "none"
        yield Step(
            f"set whose lines it has beside the owner's: {words}", "PUT",
            (f"{CONFIG}/devices/", calling, "/members"), body, owner.query, ("members",), claims=claims, lane=lane,
        )  # fmt: skip
        yield Step(
            "have the phone take its lines", "POST", (f"{CONFIG}/devices/", calling, "/actions/applyChanges/invoke"),
            None, owner.query, ("members",), lane=lane,
        )  # fmt: skip

    def _now(self, device: Answer) -> list[Answer]:
        calling_id = self._of(device)
        if not calling_id:
            return []
        answer = self.run.client.find(f"{CONFIG}/devices/{calling_id}/members", **self.owner.scope) or {}
        return [each for each in answer.get("members") or () if each.get("id")]

    def _of(self, device: Answer) -> str | None:
        """Return the id by which the settings know a phone of the list."""
        for key, kind in KINDS.items():
            if device.get(key):
                return self._listed(kind, str(device[key]), str(device.get("mac") or ""))
        return None

    def _listed(self, kind: str, holder: str, mac: str) -> str | None:
        answer = self.run.client.find(f"{CONFIG}/{kind}/{holder}/devices", **self.owner.scope) or {}
        wanted = bare_mac({"mac": mac})
        return next((str(each["id"]) for each in answer.get("devices") or () if bare_mac(each) == wanted), None)

    def _calling_id(self, item: Item[Device]) -> str | None:
        user, place = item.change.after("user"), item.change.after("workspace")
        return self._listed(
            "people" if user else "workspaces",
            member(self.run, self.owner, user or place).known(),
            item.desired.mac or "",
        )
