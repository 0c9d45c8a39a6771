# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What an organization may have at its locations beside users and numbers: where each kind is listed and removed.

Sources: Webex Calling APIs of auto attendants, hunt groups, call queues, voicemail groups, schedules and virtual lines;
Devices and Workspaces APIs. The stage of a kind is its place in the order that was seen to work: who refers comes
before who is referred to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from ..._engine.snapshot import Answer, Collection
from ..collections import DEVICES, FEATURE, VIRTUAL_LINE, WORKSPACE, WORKSPACES

TOP = "telephony/config"
STAGES = ("call features", "schedules, virtual lines and phones", "workspaces")


@dataclass(frozen=True)
class Kind:
    """One kind. ``seat`` is what it takes of a location, whose calling cannot be disabled before it is gone."""

    name: str
    plural: str
    lists: tuple[Collection, ...]
    stage: int
    path: Callable[[Answer], str]
    seat: str = ""
    mine: Callable[[Answer], bool] = lambda answer: True
    """Whether it belongs to calling: anything else of the organization is nobody's business here."""
    scoped: bool = True
    """Whether its removal says of which organization."""


def _list(path: str, items: str, **query: object) -> Collection:
    return Collection(path, lambda each: (), items=items, query=query)


def _at_location(path: str) -> Callable[[Answer], str]:
    return lambda answer: f"{TOP}/locations/{answer['locationId']}/{path}/{answer['id']}"


def _feature(name: str, path: str, *more: Collection) -> Kind:
    lists = (_list(f"{TOP}/{path}", path), *more)
    return Kind(name, f"{name}s", lists, 0, _at_location(path), FEATURE)


KINDS = (
    # Queues of Customer Assist are in a list of their own.
    _feature("call queue", "queues", _list(f"{TOP}/queues", "queues", hasCxEssentials=True)),
    _feature("hunt group", "huntGroups"),
    _feature("auto attendant", "autoAttendants"),
    _feature("voicemail group", "voicemailGroups"),
    Kind(
        "virtual line", "virtual lines", (_list(f"{TOP}/virtualLines", "virtualLines"),), 1,
        lambda answer: f"{TOP}/virtualLines/{answer['id']}", VIRTUAL_LINE,
    ),
    Kind(
        "phone", "phones", (DEVICES,), 1, lambda answer: f"devices/{answer['id']}",
        mine=lambda answer: answer.get("type", "phone") == "phone",
    ),
    Kind(
        "workspace", "workspaces", (WORKSPACES,), 2, lambda answer: f"workspaces/{answer['id']}", WORKSPACE,
        mine=lambda answer: (answer.get("calling") or {}).get("type") == "webexCalling", scoped=False,
    ),
)  # fmt: skip


@cache
def schedules(location_id: str) -> Kind:
    """Return the schedules of a location, which no list has for all locations."""
    path = f"{TOP}/locations/{location_id}/schedules"
    # One of each type may have the same name, and then the same id: they are in lists of their own.
    lists = tuple(_list(path, "schedules", type=kind) for kind in ("businessHours", "holidays"))
    return Kind(
        "schedule", "schedules", lists, 1, lambda answer: f"{path}/{answer['type']}/{answer['id']}"
    )  # fmt: skip
