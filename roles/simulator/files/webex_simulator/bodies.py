# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the bytes of a request to an object that can be stored and answered; whatever else they are is a 400."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from starlette.datastructures import QueryParams

from webex_simulator.errors import ApiError

# Far more than the API has, far less than what Python can follow.
_DEPTH = 50
_PATCH = "application/json-patch+json"


def parse(content_type: str, content: bytes) -> dict[str, Any]:
    """Return the JSON object of a request; a form (the token endpoint) comes back as an object of strings.

    A JSON Patch is a list, and comes back as the field `patch` of an object.
    """
    if not content:
        return {}
    kind = content_type.lower()
    if kind.startswith(_PATCH):
        return {"patch": _read(content)}
    if kind.startswith("application/x-www-form-urlencoded"):
        return dict(QueryParams(content))
    if not kind.startswith("application/json"):
        raise ApiError(415, "The body must be application/json.")
    body = _read(content)
    if not isinstance(body, dict):
        raise ApiError(400, "The body must be a JSON object.")
    return body


def _read(content: bytes) -> Any:
    try:
        body = json.loads(content, parse_constant=_refuse_constant)
        _check(body)
    except (ValueError, RecursionError):
        raise ApiError(400, "The body is no valid JSON, or nested too deeply.") from None
    return body


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _check(value: Any, depth: int = 0) -> None:
    """Raise ValueError for what cannot be told in an answer: too deep, half a character, an endless number."""
    if depth > _DEPTH:
        raise ValueError("too deep")
    if isinstance(value, str):
        value.encode()
    elif isinstance(value, float) and value in (float("inf"), float("-inf")):
        raise ValueError("too large")
    elif isinstance(value, list):
        for entry in value:
            _check(entry, depth + 1)
    elif isinstance(value, dict):
        for name, entry in value.items():
            name.encode()
            _check(entry, depth + 1)
