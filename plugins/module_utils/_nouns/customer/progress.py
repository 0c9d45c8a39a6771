# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What Webex does with customers in the background, and how a run waits for it. Source: Webex for Wholesale API."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterable
from typing import Any

from ..._engine.run import CATCH_UP, Run
from ..._engine.snapshot import Answer
from ..._engine.steps import Wait
from ..._http import ids
from ..._http.errors import WebexError
from ..collections import CUSTOMERS
from ..owners import on_behalf
from .model import Customer

UNSETTLED = ("provisioning", "updating", "deleting", "pending_rpl_review")
FAILED = ("error", "provisioned_with_errors")
STATUSES = ("provisioned", *UNSETTLED, *FAILED)
PAGE_WORTH = 10
"""From how many customers on the list is read while waiting, rather than each."""


class Progress:
    """Knows how far Webex has come with the customers that are waited for."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.client, self.snapshot = run.client, run.snapshot
        self._scope = on_behalf(run)
        self._waiting: set[str] = set()
        self._listed: tuple[float, dict[str, Answer]] = (0.0, {})
        self._lock = threading.Lock()

    def wait(
        self,
        key: str,
        customer_id: str,
        finished: Callable[[Answer | None], None] = lambda answer: None,
        packages: Collection[str] | None = None,
        *,
        gone: bool = False,
    ) -> Wait:
        """Return the wait for Webex to finish with a customer; ``finished`` gets what then is there.

        An update that Webex has accepted may show a moment later: until then the customer looks as before, without the
        ``packages`` that it is to have. So does one that is to be ``gone``.
        """
        self._waiting.add(customer_id)
        known_by = time.monotonic() + CATCH_UP

        def done() -> bool:
            answer = self._look(customer_id)
            if answer is None and ids.key(customer_id) in self.snapshot.fresh and time.monotonic() < known_by:
                return False  # not everything at Webex knows yet what has just been created
            if answer is not None and packages is not None and time.monotonic() < known_by:
                as_before = set(answer.get("packages") or ()) != set(packages)
                if as_before and answer.get("status") == "provisioned":
                    return False
            if answer is not None and gone and answer.get("status") not in UNSETTLED:
                if time.monotonic() > known_by:
                    raise WebexError(f"Webex has not removed customer {key}, whose status is {answer.get('status')}")
                return False
            if answer is not None and answer.get("status") in UNSETTLED:
                waiting.words = f"waiting for Webex to finish with customer {key}, which is {answer['status']}"
                waiting.sign = f"customer {answer['status']}"
                return False
            self._waiting.discard(customer_id)
            if answer is None:
                self.snapshot.drop(CUSTOMERS, customer_id, **self._scope)
            else:
                self.snapshot.put(CUSTOMERS, answer, **self._scope)
            finished(answer)
            return True

        waiting = Wait(f"waiting for Webex to finish with customer {key}", done)
        return waiting

    def wait_for_busy(self, answers: Iterable[Answer]) -> None:
        """Wait for the customers that Webex is still working on, before anything is planned for them."""
        waits = {
            str(answer["id"]): self.wait(str(answer.get("externalId")), str(answer["id"]))
            for answer in answers
            if answer.get("status") in UNSETTLED
        }
        for error in self.run.await_all(waits).values():
            if error:
                raise error

    def _look(self, customer_id: str) -> Answer | None:
        """Return a customer as it is now: from the list, which is read once in a while, where many are waited for."""
        if len(self._waiting) <= PAGE_WORTH:
            return self.get(customer_id)
        with self._lock:
            read_at, listed = self._listed
            if time.monotonic() - read_at >= self.run.wait_interval * 0.9:
                pages = self.client.pages(CUSTOMERS.path, **CUSTOMERS.query, **self._scope)
                listed = {ids.key(str(each.get("id"))): each for each in pages}
                self._listed = (time.monotonic(), listed)
        # Missing on the list is not gone: pages may shift while they are being read.
        return listed.get(ids.key(customer_id)) or self.get(customer_id)

    def get(self, customer_id: str, **query: Any) -> Answer | None:
        return self.client.find(f"{CUSTOMERS.path}/{customer_id}", **query, **self._scope)


def in_words(customer: Customer) -> str:
    """Say what Webex reports of a customer in trouble, package by package."""
    reports = [("", error) for error in customer.errors or []]
    for package in customer.package_status or []:
        for kind in ("errors", "warnings"):
            reports += [(f"{package.get('name')}: ", each) for each in package.get(kind) or []]
    told = [f"{where}{each.get('description')} (code {each.get('errorCode')})" for where, each in reports]
    return f"Webex reports status {customer.status}: {'; '.join(told) or 'no reason given'}"
