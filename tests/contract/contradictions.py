# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where Cisco's documents contradict themselves, and which of the two sides the contract takes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

Field = tuple[str, Any]


class Contradiction(NamedTuple):
    """In the operations that a pattern finds, all fields of one name are taken as `right` makes them.

    `side` is the part of the operation: query, body or answers; nothing stands for all three.
    """

    operations: str
    field: str
    right: Callable[[str, Any], Field]
    why: str
    side: str = ""


def _array(name: str, shape: Any) -> Field:
    return name, shape if isinstance(shape, list) else [shape]


def _optional(name: str, shape: Any) -> Field:
    return name.replace("*", ""), shape


def _optional_inside(name: str, shape: Any) -> Field:
    return name.replace("*", ""), {inner.replace("*", ""): value for inner, value in shape.items()}


def _string(name: str, shape: Any) -> Field:
    return name, "string" if shape == "number" else shape


def _nullable(name: str, shape: Any) -> Field:
    return name, f"{shape}?"


def _array_or_object(name: str, shape: Any) -> Field:
    both = isinstance(shape, list) and isinstance(shape[0], dict)
    return name, ["|", shape, shape[0]] if both else shape


def _telephony_types(name: str, shape: Any) -> Field:
    return name, ["=", "PSTN_NUMBER", "MOBILE_NUMBER"]


def _both_spellings(name: str, shape: Any) -> Field:
    return name, [*shape, "ROUTING_ENABLED"] if "ROUTING_ENABLE" in shape else shape


CONTRADICTIONS = [
    Contradiction("^POST /wholesale/(customers|subscribers)/validate$", "info", _array,
                  "an object in the schema, an array in the examples"),
    Contradiction("^GET /telephony/config/locations(/{locationId})?$", "phoneNumber", _nullable,
                  "text in the schema, null in the example", "answers"),
    Contradiction("/autoAttendants(/{autoAttendantId})?$", "keyConfigurations", _array,
                  "an object in the schema, an array in the example"),
    Contradiction("^PATCH /devices/{deviceId}$", "body", _array,
                  "an object in the schema, an array in the example; a JSON Patch is an array"),
    Contradiction("/devices(/{deviceId})?$", "activationState", _optional,
                  "required in the schema, absent in the example"),
    Contradiction("/voicemailGroups(/{voicemailGroupId})?$", "extension", _string,
                  "a number in the schema, text in the example"),
    Contradiction("/voicemailGroups(/{voicemailGroupId})?$", "passcode", _string,
                  "a number in the schema, text in the example"),
    Contradiction(" /workspaces(/{workspaceId})?$", "capabilities", _array_or_object,
                  "an array in the schema, an object in the example"),
    Contradiction("/numbers$", "includedTelephonyTypes", _telephony_types,
                  "free text in the schema, two values in the prose"),
    Contradiction("/jobs/numbers/manageNumbers(/{jobId})?$", "counts", _optional_inside,
                  "required in the schema, absent in the example", "answers"),
    Contradiction("/emergencyCallbackNumber$", "locationMemberId", _optional,
                  "required in the schema; the prose wants it for one of the choices", "body"),
    Contradiction("^GET /workspaces/{workspaceId}/features/numbers$", "action", _optional,
                  "required in the schema, absent in the example", "answers"),
    Contradiction("^GET /workspaces/{workspaceId}/features/numbers$", "directNumber", _optional,
                  "required in the schema; in the example it is called external", "answers"),
    Contradiction("/redSky/", "state", _both_spellings,
                  "sent as ROUTING_ENABLED, answered as ROUTING_ENABLE", "answers"),
]  # fmt: skip


def settle(operations: dict[str, dict[str, Any]]) -> list[Contradiction]:
    """Put the operations right; return the contradictions that are there no more."""
    return [each for each in CONTRADICTIONS if not _settled(each, operations)]


def _settled(contradiction: Contradiction, operations: dict[str, dict[str, Any]]) -> bool:
    changed = False
    for name, facts in operations.items():
        if not re.search(contradiction.operations, name):
            continue
        right = _replaced(contradiction, facts) if not contradiction.side else dict(facts)
        if contradiction.side in facts:
            right[contradiction.side] = _replaced(contradiction, facts[contradiction.side])
        if right != facts:
            changed = True
            facts.clear()
            facts.update(right)
    return changed


def _replaced(contradiction: Contradiction, shape: Any) -> Any:
    if isinstance(shape, list) and shape[:1] != ["="]:
        return [_replaced(contradiction, each) for each in shape]
    if not isinstance(shape, dict):
        return shape
    fields = {}
    for name, inner in shape.items():
        right = _replaced(contradiction, inner)
        if name.rstrip("*!") == contradiction.field:
            name, right = contradiction.right(name, right)
        fields[name] = right
    return fields
