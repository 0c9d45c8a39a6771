# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Webex ids: URL-safe Base64 of ``ciscospark://us/TYPE/<uuid>``, or bare UUIDs, compared as decoded UUIDs.

Source: developer.webex.com, "Webex REST API basics". Documents and services mix the forms, the padding and the case.
"""

from __future__ import annotations

import base64
import binascii
import uuid


def decode(value: str | None) -> tuple[str, str] | None:
    """Return ``(TYPE, uuid)``, TYPE empty for a bare (or encoded bare) UUID; None when the value is no id."""
    text = (value or "").strip()
    if not text:
        return None
    try:
        return "", str(uuid.UUID(text))
    except ValueError:
        pass
    try:
        plain = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode("utf-8").strip()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        plain = text
    kind, last = "", plain
    if plain.lower().startswith("ciscospark://"):
        parts = plain.split("/")
        kind, last = parts[-2].upper(), parts[-1]
    # Some ids carry a suffix or are doubled ("uuid:uuid", "uuid:CALL"): the first part identifies.
    try:
        return kind, str(uuid.UUID(last.split(":")[0]))
    except ValueError:
        return None


def same(one: str | None, other: str | None) -> bool:
    """Tell whether two ids name the same object, whatever their form; other texts are compared as they are."""
    first, second = decode(one), decode(other)
    if first is None or second is None:
        return one == other
    return first[1] == second[1]


def uuid_of(value: str) -> str:
    """Return the bare UUID of an id (the identity and settings APIs want it), or the value itself."""
    found = decode(value)
    return found[1] if found else value


def encode(kind: str, value: str) -> str:
    """Return the API form of an id, e.g. ``encode("ORGANIZATION", uuid)``; an id in API form is returned as it is."""
    found = decode(value)
    if found is None or found[0]:
        return value
    return base64.urlsafe_b64encode(f"ciscospark://us/{kind}/{found[1]}".encode()).decode().rstrip("=")
