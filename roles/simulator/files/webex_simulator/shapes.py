# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a nested body may hold, as data: a template is a type, a tuple of choices, a list of one, or an object."""

from __future__ import annotations

from typing import Any

from webex_simulator.errors import SIZE_OUT_OF_BOUNDS, ApiError

MISSING_FIELD, INVALID_VALUE = 25008, 25024
_LONGEST = 256
_MOST = 2**31
_WORDS = {str: "a string", bool: "a boolean", int: "a whole number"}


def shaped(template: Any, value: Any, where: str = "") -> Any:
    """Return a value that fits; an object's field with a star is mandatory, null counts as absent."""
    if isinstance(template, dict):
        return _object(template, value, where)
    if isinstance(template, list):
        if not isinstance(value, list):
            raise _wrong(where, "must be a list.")
        return [shaped(template[0], entry, where) for entry in value]
    if isinstance(template, tuple):
        if not isinstance(value, str) or value not in template:
            raise _wrong(where, f"must be one of {', '.join(template)}.")
    elif not isinstance(value, template) or (isinstance(value, bool) and template is not bool):
        raise _wrong(where, f"must be {_WORDS[template]}.")
    elif isinstance(value, str) and len(value) > _LONGEST:
        raise ApiError(400, f"{where} is too long.", SIZE_OUT_OF_BOUNDS, where)
    elif isinstance(value, int) and abs(value) > _MOST:
        raise _wrong(where, "is out of bounds.")
    return value


def _object(template: dict[str, Any], value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(where or "body", "must be an object.")
    prefix = f"{where}." if where else ""
    inside = {name.rstrip("*"): inner for name, inner in template.items()}
    for name in value:
        if name not in inside:
            raise _wrong(prefix + name, "cannot be written here.")
    for name in template:
        if name.endswith("*") and value.get(name[:-1]) is None:
            field = prefix + name[:-1]
            raise ApiError(400, f"Missing mandatory field {field}.", MISSING_FIELD, field)
    given = {name: entry for name, entry in value.items() if entry is not None}
    return {name: shaped(inside[name], entry, prefix + name) for name, entry in given.items()}


def merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Return an object with the fields of another, objects inside likewise."""
    both = {name: merged(old[name], new[name]) for name in old.keys() & new if isinstance(new[name], dict)}
    return old | new | both


def _wrong(where: str, reason: str) -> ApiError:
    return ApiError(400, f"Invalid value: {where} {reason}", INVALID_VALUE, where)
