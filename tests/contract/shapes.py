# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds values against shapes of the contract; what a shape is stands in distil.py."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "object": dict,
    "array": list,
}
Place = tuple[str, ...]


class Misfit(NamedTuple):
    """What does not fit, where, and as which value."""

    kind: str
    place: Place
    value: str = ""


def misfits(shape: Any, value: Any, place: Place = ()) -> Iterator[Misfit]:
    """Yield all that does not fit in a JSON value."""
    if isinstance(shape, dict):
        yield from _object(shape, value, place)
    elif isinstance(shape, str):
        if not _is(shape, value):
            yield Misfit("wrong type", place, _shown(value))
    elif shape[0] == "=":
        if value not in shape[1:] or isinstance(value, bool):
            yield Misfit("value that is not in the enum", place, _shown(value))
    elif shape[0] == "|":
        tries = [list(misfits(each, value, place)) for each in shape[1:]]
        yield from min(tries, key=len)
    elif not isinstance(value, list):
        yield Misfit("wrong type", place, _shown(value))
    else:
        for entry in value:
            yield from misfits(shape[0], entry, (*place, "[]"))


def _object(shape: dict[str, Any], value: Any, place: Place) -> Iterator[Misfit]:
    if not isinstance(value, dict):
        yield Misfit("wrong type", place, _shown(value))
        return
    fields = {name.rstrip("*!"): (name, inner) for name, inner in shape.items() if name != "*"}
    for name, (marked, _inner) in fields.items():
        if "*" in marked and name not in value:
            yield Misfit("missing field", (*place, name))
    for name, entry in value.items():
        marked, inner = fields.get(name, ("", shape.get("*")))
        if inner is None:
            yield Misfit("undocumented field", (*place, name), _shown(entry))
            continue
        if marked.endswith("!"):
            yield Misfit("read-only field", (*place, name), _shown(entry))
        yield from misfits(inner, entry, (*place, name))


def at(shape: Any, place: Place) -> Any:
    """Return the shape at a place of another; None when there is none."""
    if not place:
        return shape
    if isinstance(shape, list) and shape[0] == "|":
        return next((found for each in shape[1:] if (found := at(each, place)) is not None), None)
    if isinstance(shape, list):
        return at(shape[0], place[1:]) if place[0] == "[]" and shape[0] != "=" else None
    if not isinstance(shape, dict):
        return None
    return next((at(inner, place[1:]) for name, inner in shape.items() if name.rstrip("*!") == place[0]), None)


def text_fits(shape: Any, text: str) -> bool:
    """Tell whether a value of a query fits; there all is text, and an array is repeated or has commas."""
    if isinstance(shape, list):
        return text in shape[1:] if shape[0] == "=" else all(text_fits(shape[0], part) for part in text.split(","))
    match shape:
        case "boolean":
            return text in ("true", "false")
        case "integer":
            return text.lstrip("-").isdecimal()
        case "number":
            return text.lstrip("-").replace(".", "", 1).isdecimal()
    return True


def _is(name: str, value: Any) -> bool:
    if value is None:
        return name.endswith("?") or name == "any"
    name = name.rstrip("?")
    if name == "any":
        return True
    return isinstance(value, TYPES[name]) and isinstance(value, bool) == (name == "boolean")


def _shown(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
