# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Users and workspaces whom others name: users by e-mail address, workspaces by name, also before they exist."""

from __future__ import annotations

from .._engine.run import Run
from .._engine.steps import Claim, Id, Thing
from .._http.errors import Refused
from .collections import PEOPLE, WORKSPACES
from .owners import Owner


def kind_of(name: str) -> str:
    """Return what a name is the name of."""
    return "user" if "@" in name else "workspace"


def member(run: Run, owner: Owner, name: str, kind: str = "") -> Id:
    """Return the id of a user or a workspace, who may be about to be created."""
    collection, words = (PEOPLE, "person") if (kind or kind_of(name)) == "user" else (WORKSPACES, "workspace")
    answer = run.snapshot.one(collection, name, **owner.scope) if owner.there else None
    return run.id(f"{words} {name}", owner.key, value=str(answer["id"]) if answer else None)


def thing(owner: Owner, name: str, kind: str = "") -> Thing:
    """Return a user or a workspace as something that its creation frees."""
    return (kind or kind_of(name), owner.key, name.casefold())


def needed(owner: Owner, name: str, option: str, kind: str = "") -> Claim:
    """Return the claim of who names somebody who is not there: it must be created before."""
    what = kind or kind_of(name)
    refusal = None if owner.guessed else Refused(option, f"there is no {what} {name} of this customer")
    return Claim(thing(owner, name, kind), refusal, shared=True)


def name_of(run: Run, owner: Owner, member_id: str) -> str:
    """Return the e-mail address of a user or the name of a workspace; the id of anybody else."""
    for collection, key in ((PEOPLE, "emails"), (WORKSPACES, "displayName")):
        answer = run.snapshot.one(collection, member_id, **owner.scope)
        if answer is not None:
            value = answer.get(key)
            return str(value[0]).lower() if isinstance(value, list) else str(value)
    return member_id
