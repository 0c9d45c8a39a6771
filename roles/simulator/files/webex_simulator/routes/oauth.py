# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""OAuth: trading the refresh token for an access token."""

from __future__ import annotations

import base64
import binascii
import secrets

from webex_simulator import seed
from webex_simulator.call import Call, Operation, Reply
from webex_simulator.errors import ApiError
from webex_simulator.fields import text
from webex_simulator.ids import fixed_uuid

_REFRESH_LIFETIME = 7_776_000


def issue_token(call: Call) -> Reply:
    """Issue an access token that lasts `--token-lifetime` seconds; the refresh token stays the same."""
    if text(call.body, "grant_type") != "refresh_token":
        raise ApiError(400, "Only the grant type refresh_token is supported.", field="grant_type")
    if _client(call) != (seed.CLIENT_ID, seed.CLIENT_SECRET):
        raise ApiError(401, "The client id or the client secret is wrong.")
    if text(call.body, "refresh_token") != seed.REFRESH_TOKEN:
        raise ApiError(400, "The refresh token is invalid.", field="refresh_token")
    token = seed.ISSUED + secrets.token_urlsafe(32)
    lifetime = call.settings.token_lifetime
    person = fixed_uuid("person", "admin@partner.example.com")
    call.store.insert("token", value=token, scopes=seed.ALL_SCOPES, person=person, expires_at=call.now + lifetime)
    answer = {
        "access_token": token,
        "expires_in": lifetime,
        "refresh_token": seed.REFRESH_TOKEN,
        "refresh_token_expires_in": _REFRESH_LIFETIME,
        "token_type": "Bearer",
        "scope": seed.ALL_SCOPES,
    }
    return Reply(200, answer)


def _client(call: Call) -> tuple[str, str]:
    scheme, _space, credentials = call.authorization.partition(" ")
    if scheme.lower() == "basic":
        try:
            client, _colon, secret = base64.b64decode(credentials).decode().partition(":")
        except (binascii.Error, ValueError):
            raise ApiError(401, "The Authorization header is malformed.") from None
        return client, secret
    return call.body.get("client_id", ""), call.body.get("client_secret", "")


OPERATIONS = [Operation("POST", "/v1/access_token", issue_token, public=True)]
