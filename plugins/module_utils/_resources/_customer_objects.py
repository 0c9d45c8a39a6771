# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the nouns within a customer share: whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from .. import _ids
from .._converge import Action, Item
from .._errors import Refused, WebexError
from .._models._base import Model
from ._base import Context, Resource
from ._directory import Directory

M = TypeVar("M", bound=Model)


class CustomerObjects(Resource[M], Generic[M]):
    """Objects of customers: ``customer`` names one by external id, customer id or organization id."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.directory = Directory(self.client)

    def by_customer(self, wanted: Sequence[M]) -> Iterator[tuple[dict[str, Any], list[int]]]:
        """Yield each customer that has an organization, with the places of its objects in the list."""
        places: dict[str, list[int]] = {}
        for place, desired in enumerate(wanted):
            places.setdefault(self.reference(desired), []).append(place)
        self.directory.expect(list(places))
        for reference, indexes in places.items():
            customer = self.directory.find(reference)
            if customer is not None and customer.get("orgId"):
                yield customer, indexes

    def complete(
        self, references: Iterable[str], listed: Sequence[M]
    ) -> Iterator[tuple[str, dict[str, Any], set[str]]]:
        """Yield reference and answer of each customer once, however it is named, with the folded keys listed for it."""
        found: dict[str, tuple[str, dict[str, Any], set[str]]] = {}
        for reference in references:
            customer = self.customer(reference)
            found.setdefault(_ids.key(str(customer["id"])), (reference, customer, set()))
        for desired in listed:
            customer = self.customer(self.reference(desired))
            found[_ids.key(str(customer["id"]))][2].add(self.key(desired).casefold())
        yield from found.values()

    def customer(self, reference: str) -> dict[str, Any]:
        """Return the customer, or refuse, saying what is wrong with it."""
        found = self.directory.find(reference)
        if found is None:
            raise Refused("customer", f"there is no wholesale customer {reference} (external id, customer or org id)")
        if not found.get("orgId"):
            raise Refused("customer", f"{reference} has no organization yet, its status is {found.get('status')}")
        return found

    def identity(self, desired: M) -> tuple[str, str]:
        """Return what tells an object from all others: one customer may be named in several ways."""
        customer = self.directory.find(self.reference(desired))
        return _ids.key(str(customer["id"])) if customer else self.reference(desired), self.key(desired).casefold()

    def org_id(self, desired: M) -> str:
        """Return the organization of the object's customer."""
        return str(self.customer(self.reference(desired))["orgId"])

    def check(self, item: Item[M], action: Action[M]) -> None:
        """Refuse an unknown customer; in check mode it may be one that an earlier task would have created."""
        try:
            self.customer(self.reference(action.desired))
        except Refused as error:
            if not self.context.check_mode:
                raise
            self.context.warn(f"{error}; the outcome is predicted as if it had nothing yet")
            return
        self.check_within(item, action)

    def check_within(self, item: Item[M], action: Action[M]) -> None:
        """Refuse what must not be attempted in a customer that exists."""

    @staticmethod
    def reference(desired: M) -> str:
        """Return the customer as the options name it."""
        return str(getattr(desired, "customer", ""))

    def finish(self, path: str, org_id: str, what: str) -> None:
        """Wait for a job; WebexError repeats the reasons of a failed one."""
        job: dict[str, Any] = {}
        for _round in self.poll(lambda: what):
            job = self.client.get(path, orgId=org_id)
            if job.get("latestExecutionStatus") in ("COMPLETED", "FAILED", "ABANDONED", "STOPPED"):
                break
        if job.get("latestExecutionExitCode") in ("COMPLETED", None) and job["latestExecutionStatus"] == "COMPLETED":
            return
        reasons = [
            f"{each.get('description')} (code {each.get('code')})"
            for error in self.client.pages(f"{path}/errors", orgId=org_id)
            for each in (error.get("error") or {}).get("message") or []
        ]
        raise WebexError(f"{what} failed: {'; '.join(reasons) or job.get('latestExecutionStatus')}")
