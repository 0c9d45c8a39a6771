# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which customer is meant, by external id, customer id or organization id; what the nouns within a customer share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from .._engine.fields import Model
from .._engine.item import Item
from .._engine.noun import Writer
from .._engine.run import Run
from .._engine.snapshot import Answer
from .._engine.steps import Id, Wait
from .._http import ids
from .._http.errors import Refused, WebexError
from .collections import CUSTOMERS, LOCATIONS

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Owner:
    """The customer that an object belongs to. ``answer`` is None while Webex does not have it."""

    reference: str
    answer: Answer | None
    id: Id
    org: Id
    guessed: bool = False
    """Whether it is only supposed that an earlier task will have created it: nothing is refused for what is missing."""

    @property
    def key(self) -> str:
        """What is the same however the customer is named."""
        return ids.key(str(self.answer["id"])) if self.answer else self.reference

    @property
    def there(self) -> bool:
        """Whether the customer has an organization, in which objects may be."""
        return bool(self.answer and self.answer.get("orgId"))

    @property
    def scope(self) -> dict[str, Any]:
        """What reads the organization's lists."""
        return {"orgId": str(self.org)}

    @property
    def query(self) -> dict[str, Any]:
        """What a step says of the organization, whose id may come with an earlier step."""
        return {"orgId": self.org}


def on_behalf(run: Run) -> dict[str, Any]:
    """Return the query with which calls of Webex for Wholesale act for the run's sub-partner.

    Locations, people and telephony have no such query: there the organization says whose it is.
    """
    return {"onBehalfOfSubPartnerOrgId": ids.encode("ORGANIZATION", run.sub_partner)} if run.sub_partner else {}


def find_customer(run: Run, reference: str) -> Answer | None:
    """Return Webex's answer of the customer, None when there is none."""
    scope, snapshot = on_behalf(run), run.snapshot
    if ids.decode(reference) is None or snapshot.whole(CUSTOMERS, **scope):
        found = snapshot.one(CUSTOMERS, reference, **scope)
        return found if found and _named(found, reference) else None
    # An external id may look like an id.
    for query in ({"externalId": reference}, {"orgId": ids.encode("ORGANIZATION", reference)}):
        for answer in run.client.pages(CUSTOMERS.path, **query, **scope):
            if _named(answer, reference):
                snapshot.put(CUSTOMERS, answer, **scope)
                return answer
    return run.client.find(f"{CUSTOMERS.path}/{ids.encode('ENTERPRISE', reference)}", **scope)


def _named(answer: Answer, reference: str) -> bool:
    return answer.get("externalId") == reference or any(ids.same(answer.get(key), reference) for key in ("id", "orgId"))


def owner_of(run: Run, reference: str) -> Owner:
    """Return the customer, which this run may be about to create; Refused says what is wrong with it."""
    answer = None if reference in run.coming else find_customer(run, reference)
    if answer is None and reference not in run.coming:
        raise Refused("customer", f"there is no wholesale customer {reference} (external id, customer or org id)")
    if answer is not None and not answer.get("orgId"):
        raise Refused("customer", f"{reference} has no organization yet, its status is {answer.get('status')}")
    return _owner(run, reference, answer)


def _owner(run: Run, reference: str, answer: Answer | None, *, guessed: bool = False) -> Owner:
    key = ids.key(str(answer["id"])) if answer else reference
    return Owner(
        reference,
        answer,
        run.id(f"customer {reference}", key, value=str(answer["id"]) if answer else None),
        run.id(f"organization of {reference}", key, value=str(answer["orgId"]) if answer else None),
        guessed,
    )


def office_to_come(run: Run, reference: str, name: str) -> Any:
    """Return the head office of this name that Webex will create with a customer of this run; None otherwise."""
    coming = run.coming.get(reference)
    office = coming.desired.calling_location if coming else None
    return office if office and str(office.name).casefold() == name.casefold() else None


def location_of(run: Run, owner: Owner, name: str, value: str | None = None) -> Id:
    """Return the id of a location; that of the head office which comes with a customer is looked up when needed."""
    location = run.id(f"location {name}", owner.key, value=value)
    if office := office_to_come(run, owner.reference, name):

        def look() -> str | None:
            run.snapshot.doubt(LOCATIONS, name, **owner.scope)
            answer = run.snapshot.one(LOCATIONS, name, **owner.scope)
            return str(answer["id"]) if answer else None

        location.find = lambda: run.caught_up(f"location {office.name}", look)
    return location


def job_wait(run: Run, path: str, owner: Owner, words: str) -> Wait:
    """Return the wait for a job of the organization; WebexError repeats the reasons of a failed one."""

    def done() -> bool:
        answer = run.client.get(path, orgId=owner.org.known())
        status = answer.get("latestExecutionStatus")
        if status not in ("COMPLETED", "FAILED", "ABANDONED", "STOPPED"):
            return False
        if status == "COMPLETED" and answer.get("latestExecutionExitCode") in ("COMPLETED", None):
            return True
        reasons = [
            f"{each.get('description')} (code {each.get('code')})"
            for error in run.client.pages(f"{path}/errors", orgId=owner.org.known())
            for each in (error.get("error") or {}).get("message") or []
        ]
        raise WebexError(f"{words} failed: {'; '.join(reasons) or status}")

    return Wait(words, done)


class Owned(Writer[M], Generic[M]):
    """Objects of customers: ``customer`` names one by external id, customer id or organization id."""

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        self._owners: dict[str, Owner] = {}

    def owner(self, desired: M) -> Owner:
        """Return the customer that an object belongs to.

        In check mode an unknown one is there, though empty: an earlier task may be about to create it.
        """
        reference = str(getattr(desired, "customer", ""))
        if reference not in self._owners:
            try:
                self._owners[reference] = owner_of(self.run, reference)
            except Refused as error:
                if not self.run.check_mode:
                    raise
                self.run.warn(f"{error}; the outcome is predicted as if it had nothing yet")
                self._owners[reference] = _owner(self.run, reference, None, guessed=True)
        return self._owners[reference]

    def identity(self, desired: M) -> tuple[str, ...]:
        """Return customer and key: a customer may be named in several ways."""
        try:
            owner = self.owner(desired).key
        except Refused:
            owner = str(getattr(desired, "customer", ""))  # said when the object is checked
        return (owner, self.key(desired).casefold())

    def check(self, item: Item[M]) -> None:
        """Refuse an unknown customer; of one that an earlier task may be about to create, nothing more is known."""
        owner = self.owner(item.desired)
        if not owner.guessed:
            self.check_within(item, owner)

    def check_within(self, item: Item[M], owner: Owner) -> None:
        """Refuse what must not be attempted in a customer."""

    def by_owner(self, wanted: Sequence[M]) -> Iterator[tuple[Owner, list[int]]]:
        """Yield each customer that has an organization, with the places of its objects in the list."""
        places: dict[str, list[int]] = {}
        for place, desired in enumerate(wanted):
            places.setdefault(str(getattr(desired, "customer", "")), []).append(place)
        expected = [reference for reference in places if reference not in self.run.coming]
        self.snapshot.expect(CUSTOMERS, len(expected), **on_behalf(self.run))
        for indexes in places.values():
            try:
                owner = self.owner(wanted[indexes[0]])
            except Refused:
                continue  # said of each object when it is checked
            if owner.there:
                yield owner, indexes

    def complete(self, references: Iterable[str], listed: Sequence[M]) -> Iterator[tuple[Owner, set[str]]]:
        """Yield each customer once, however it is named, with the folded keys listed for it."""
        wanted = [*(self.model.observed(customer=reference) for reference in references), *listed]
        owners = {owner.key: owner for owner in map(self.owner, wanted)}
        for key, owner in owners.items():
            if owner.there:
                yield owner, {self.key(each).casefold() for each in listed if self.owner(each).key == key}
