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
    found = _parts(value)
    return found and found[:2]


def _parts(value: str | None) -> tuple[str, str, str] | None:
    """Return type, UUID and the whole last part of an id."""
    text = (value or "").strip()
    if not text:
        return None
    try:
        return "", str(uuid.UUID(text)), text
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
        return kind, str(uuid.UUID(last.split(":")[0])), last.lower()
    except ValueError:
        return None


def key(value: str) -> str:
    """Return what all forms of one id have in common, for comparing and looking up; another text as it is.

    It is the UUID; of a license with its suffix, as the licenses of an organization may share the UUID (A65).
    """
    found = _parts(value)
    if found is None:
        return value
    return found[2] if found[0] == "LICENSE" else found[1]


def same(one: str | None, other: str | None) -> bool:
    """Tell whether two ids name the same object, whatever their form; other texts are compared as they are."""
    if one is None or other is None:
        return one is other
    return key(one) == key(other)


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
