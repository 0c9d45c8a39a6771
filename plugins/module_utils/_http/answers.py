# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What an answer of Webex, or none, means: its JSON, or an error with what Webex says in whichever of its shapes."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from .._deps import requests
from .errors import LostAnswer, WebexError

MAX_MESSAGE = 1000
"""Characters of Webex's own words that an error repeats."""


def is_page(response: requests.Response) -> bool:
    """Tell whether an answer is a page for a browser: then no API has answered."""
    return "html" in response.headers.get("Content-Type", "").lower()


def as_json(response: requests.Response) -> dict[str, Any]:
    """Return the JSON object of an answer; empty when there is none."""
    try:
        found = response.json() if response.content else {}
    except requests.exceptions.JSONDecodeError:
        found = {}
    return found if isinstance(found, dict) else {}


def no_answer(method: str, url: str, error: Exception) -> WebexError:
    """Return what a request without an answer means: nothing was sent, or, for a write, nobody knows."""
    request, host = f"{method} {url}", urlsplit(url).netloc
    cause = error.args[0] if error.args else None
    reason = getattr(cause, "reason", None)
    if isinstance(error, requests.exceptions.SSLError):
        return WebexError(
            f"the TLS connection to {host} failed: its certificate is not trusted",
            request=request,
            hint="Give the file of its authority in ca_path, or check api_url.",
        )
    unsent = isinstance(error, requests.exceptions.ConnectTimeout) or type(reason).__name__ in (
        "NewConnectionError",
        "NameResolutionError",
        "ConnectTimeoutError",
        "ProxyError",
    )
    if unsent or method == "GET":
        what = "could not be reached" if unsent else "gave no usable answer"
        return WebexError(f"{host} {what}", request=request, hint="Check api_url, the network and the proxy.")
    return LostAnswer(
        f"{host} gave no usable answer, so that it is not known whether the request took effect",
        request=request,
        hint="Run again: what exists is read first.",
    )


def refusal(method: str, url: str, response: requests.Response) -> WebexError:
    """Return the refusal with what Webex says of it, in whichever of its error shapes."""
    body = as_json(response)
    wrapped = body.get("error")
    messages = wrapped.get("message") if isinstance(wrapped, dict) else wrapped or body.get("errors")
    items = [item for item in messages if isinstance(item, dict)] if isinstance(messages, list) else []
    codes = [item.get("errorCode", item.get("code")) for item in items] + [body.get("errorCode")]
    codes += [code.strip() or None for code in response.headers.get("cisco-spark-error-codes", "").split(",")]
    said = []
    for item in items:
        field, reason = str(item.get("fieldName") or ""), str(item.get("description") or item.get("message") or "")
        said.append(reason if field in reason else f"{field}: {reason}")
    summary = str(body.get("message") or "")
    if not any(summary in reason for reason in said):
        said.insert(0, summary)
    text = "; ".join(dict.fromkeys(part.strip().rstrip(".") for part in said if part.strip()))
    status = response.status_code
    kind = LostAnswer if method != "GET" and status >= 500 else WebexError
    failure = kind(
        text[:MAX_MESSAGE] or f"Webex answered HTTP {status}",
        status=status,
        code=next((str(code) for code in codes if code is not None), None),
        tracking_id=body.get("trackingId") or response.headers.get("Trackingid"),
        request=f"{method} {urlsplit(url).path}",
    )
    failure.page = is_page(response)
    return failure
