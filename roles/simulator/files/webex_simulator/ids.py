# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Webex identifiers: url-safe Base64, without padding, of `ciscospark://us/TYPE/<uuid>`."""

from __future__ import annotations

import base64
import binascii
import re
import uuid

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z", re.IGNORECASE)
_URI = re.compile(r"ciscospark://[\w-]+/(\w+)/(\S+)\Z")


def new_uuid() -> str:
    """Return a fresh random UUID as text."""
    return str(uuid.uuid4())


def fixed_uuid(*names: str) -> str:
    """Return the UUID that always belongs to these names, so that seeded objects keep their ids."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(("webex-simulator", *names))))


def encode(kind: str, key: str) -> str:
    """Return the API id of the object `key` (a UUID; licences add a suffix) of type `kind`."""
    return _to_base64(f"ciscospark://us/{kind}/{key}")


def decode(text: str, *kinds: str) -> str | None:
    """Return the key inside an API id, lower case, or None if `text` is not an id of one of `kinds`.

    Padding is optional and the type's case does not matter, as the published examples vary in both.
    """
    match = _URI.match(_from_base64(text) or "")
    if match is None or match[1].upper() not in kinds:
        return None
    return match[2].lower() if _UUID.match(match[2]) else match[2]


def key(text: str) -> str:
    """Return the key inside an API id of any type; a text that is none stands for itself."""
    match = _URI.match(_from_base64(text) or "")
    inner = match[2] if match else text
    return inner.lower() if _UUID.match(inner) else inner


def decode_org(text: str) -> str | None:
    """Return the organization UUID of an API id or of a bare UUID."""
    return text.lower() if _UUID.match(text) else decode(text, "ORGANIZATION")


def encode_provisioning(key: str) -> str:
    """Return the Provisioning ID of a template: Base64 of the bare UUID."""
    return _to_base64(key)


def decode_provisioning(text: str) -> str | None:
    """Return the UUID inside a Provisioning ID, or None."""
    inner = _from_base64(text) or ""
    return inner.lower() if _UUID.match(inner) else None


def _to_base64(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _from_base64(text: str) -> str | None:
    bare = text.rstrip("=")
    try:
        return base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4)).decode()
    except (binascii.Error, ValueError):
        return None
