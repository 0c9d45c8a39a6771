# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The subscribers of customers, read one by one, or all of a customer at once. Source: Webex for Wholesale API."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from .. import _ids
from .._client import Client

SUBSCRIBERS = "wholesale/subscribers"
PAGE = 100
"""Subscribers per page: the most that Webex gives."""
OFTEN = 3
"""How many users of a customer a loop asks for one by one, before all are read: a page of them costs as much as one."""


class Subscribers:
    """Reads subscribers, and remembers those of a customer whom it has read as a whole."""

    def __init__(self, client: Client, scope: Mapping[str, Any]) -> None:
        self._client = client
        self._scope = scope
        self._known: dict[str, dict[str, dict[str, Any]]] = {}
        self._asked: Counter[str] = Counter()
        self._touched: set[str] = set()

    def list(self, customer: Mapping[str, Any], **filters: Any) -> Iterator[dict[str, Any]]:
        """Yield Webex's answers of the customer's subscribers that pass the filters."""
        query: dict[str, Any] = {"customerId": customer["id"], "max": PAGE, **filters, **self._scope}
        email = filters.get("email")
        for answer in self._client.pages(SUBSCRIBERS, **query):
            if answer.get("id") and (not email or str(answer.get("email")).lower() == email):
                yield answer

    def only(self, customer: Mapping[str, Any], emails: Collection[str], *, anew: bool) -> str | None:
        """Return the one e-mail to read, or None where reading all is right: for many, or when a loop asks often."""
        customer_id = _ids.key(str(customer["id"]))
        touched = not self._touched.isdisjoint(emails)
        if len(emails) > 1:
            if touched:
                self._known.pop(customer_id, None)
            return None
        if not anew and not touched:
            self._asked[customer_id] += 1
            if customer_id in self._known or self._asked[customer_id] > OFTEN:
                return None
        return next(iter(emails))

    def read(self, customer: Mapping[str, Any], only: str | None) -> dict[str, dict[str, Any]]:
        """Return the subscribers of a customer by e-mail: one, or all, from memory once they have been read."""
        if only is None and self.knows(customer):
            return self._known[_ids.key(str(customer["id"]))]
        answers = {str(answer.get("email")).lower(): answer for answer in self.list(customer, email=only)}
        if only is None:
            self._known[_ids.key(str(customer["id"]))] = answers
        return answers

    def knows(self, customer: Mapping[str, Any]) -> bool:
        """Tell whether all subscribers of the customer are in memory."""
        return _ids.key(str(customer["id"])) in self._known

    def touch(self, email: str) -> None:
        """Note that a subscriber is written, so that memory is no good for it any more."""
        self._touched.add(email)

    def first(self, customer: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
        """Return the customer's oldest subscriber, if there is any."""
        query: dict[str, Any] = {"sortBy": "created", "sortOrder": "ASC", "max": 1, **self._scope}
        answer = next(self._client.pages(SUBSCRIBERS, customerId=customer["id"], **query), None)
        return [answer] if answer else []
