# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking typed values out of request bodies and queries; a wrong one becomes the documented 400."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from webex_simulator.errors import INVALID_NUMBER, SIZE_OUT_OF_BOUNDS, ApiError, invalid, missing

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+\Z")
PHONE_NUMBER = re.compile(r"\+[1-9]\d{6,14}\Z")
EXTENSION = re.compile(r"\d{2,10}\Z")
TIME_ZONE = re.compile(r"[A-Za-z_]+(/[A-Za-z0-9_+-]+){1,2}\Z")
_DIGITS = 18
CALLING_LANGUAGE = re.compile(r"[a-z]{2}_[a-z]{2}\Z", re.IGNORECASE)


def text(
    source: Mapping[str, Any],
    name: str,
    limit: int | None = None,
    where: str = "",
    pattern: re.Pattern[str] | None = None,
) -> str:
    """Return a mandatory, non-empty string; `where` prefixes the field's name in errors."""
    value = optional_text(source, name, limit, where, pattern)
    if not value:
        raise missing(where + name)
    return value


def optional_text(
    source: Mapping[str, Any],
    name: str,
    limit: int | None = None,
    where: str = "",
    pattern: re.Pattern[str] | None = None,
) -> str | None:
    """Return a string, or None if the field is absent or null."""
    value = source.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise invalid(where + name, "must be a string.")
    if limit is not None and len(value) > limit:
        raise invalid(where + name, f"must not be longer than {limit} characters.", SIZE_OUT_OF_BOUNDS)
    if pattern is not None and value and not pattern.match(value):
        raise invalid(where + name, "has a wrong format.")
    return value


def known_fields(source: Mapping[str, Any], allowed: Collection[str], where: str = "") -> None:
    """Refuse fields that the document does not have; `where` prefixes the field's name in errors."""
    for name in source:
        if name not in allowed:
            raise invalid(where + name, "cannot be written here.")


def flag(source: Mapping[str, Any], name: str, default: bool, where: str = "") -> bool:
    """Return a boolean, or the default if the field is absent or null."""
    value = source.get(name)
    if value is None:
        return default
    if not isinstance(value, bool):
        raise invalid(where + name, "must be a boolean.")
    return value


def strings(source: Mapping[str, Any], name: str) -> list[str] | None:
    """Return a list of strings, or None if the field is absent or null."""
    value = source.get(name)
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise invalid(name, "must be a list of strings.")
    return value


def objects(source: Mapping[str, Any], name: str) -> list[dict[str, Any]] | None:
    """Return a list of objects, or None if the field is absent or null."""
    value = source.get(name)
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise invalid(name, "must be a list of objects.")
    return value


def mapping(source: Mapping[str, Any], name: str, where: str = "") -> dict[str, Any]:
    """Return an object; an absent or null one counts as empty."""
    value = source.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise invalid(where + name, "must be an object.")
    return value


def query_number(query: Mapping[str, str], name: str, default: int, least: int = 0) -> int:
    """Return a whole number of the query."""
    value = query.get(name, "")
    if not value:
        return default
    # More digits than any list has entries, and than the database can count.
    if not value.isdecimal() or len(value) > _DIGITS or int(value) < least:
        raise invalid(name, f"must be a whole number of at least {least} and at most {_DIGITS} digits.")
    return int(value)


def query_flag(query: Mapping[str, str], name: str) -> bool | None:
    """Return a boolean of the query, or None if it is not there."""
    value = query.get(name, "").lower()
    if value not in ("", "true", "false"):
        raise invalid(name, "must be true or false.")
    return value == "true" if value else None


def query_time(query: Mapping[str, str], name: str) -> float | None:
    """Return a moment (seconds since 1970) given as epoch milliseconds or in ISO 8601, or None."""
    value = query.get(name, "")
    if not value:
        return None
    try:
        return int(value) / 1000 if value.isdecimal() else datetime.fromisoformat(value).timestamp()
    except (ValueError, OverflowError):
        raise invalid(name, "must be epoch milliseconds or ISO 8601.") from None


def phone_number(value: str, field: str) -> str:
    """Return a number in E.164 form; separators in it are dropped."""
    bare = re.sub(r"[ ().-]", "", value)
    if not PHONE_NUMBER.match(bare):
        raise ApiError(400, f"{field}: {value} is no E.164 number.", INVALID_NUMBER, field)
    return bare


def iso(moment: float) -> str:
    """Return a moment as ISO 8601, UTC, with milliseconds."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
