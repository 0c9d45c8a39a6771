# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one error type that handlers raise, and the codes it carries."""

from __future__ import annotations

from typing import Any

NULL_PARAMETER = 1001
SIZE_OUT_OF_BOUNDS = 1002
NUMBER_GONE = 4251
INVALID_NUMBER = 4410
DUPLICATE_PREFIX = 5600
EMAIL_IN_USE = 10022


class ApiError(Exception):
    """An answer other than success.

    `status` is the HTTP status, `code` the documented errorCode if there is one, `field` the name of the request
    field at fault, `headers` extra response headers.
    """

    def __init__(
        self,
        status: int,
        description: str,
        code: int | str | None = None,
        field: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.code = code
        self.field = field
        self.headers = headers or {}

    def body(self, tracking_id: str) -> dict[str, Any]:
        """Return the error body that the API documents."""
        error: dict[str, Any] = {"description": self.description}
        if self.code is not None:
            error["errorCode"] = self.code
        if self.field is not None:
            error["fieldName"] = self.field
        return {"message": self.description, "errors": [error], "trackingId": tracking_id}


def missing(field: str) -> ApiError:
    """A mandatory field is absent or null."""
    return ApiError(400, f"The mandatory parameter {field} is missing.", NULL_PARAMETER, field)


def invalid(field: str, reason: str, code: int | None = None) -> ApiError:
    """A field holds a value that is refused."""
    return ApiError(400, f"{field}: {reason}", code, field)


def not_found(what: str) -> ApiError:
    """The object does not exist, or not in this organization."""
    return ApiError(404, f"{what} not found.")
