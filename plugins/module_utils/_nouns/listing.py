# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What Webex has of many customers: lists that are read for all of them, and what there is that nobody asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import partial
from typing import Any

from .._engine import snapshot
from .._engine.item import Item
from .._engine.run import Run
from .._engine.snapshot import Answer
from .._http import ids
from .._http.errors import WebexError
from .address import UNSCOPED
from .collections import CUSTOMERS, DEVICES, LOCATIONS, NUMBERS, SUBSCRIBERS, WORKSPACES
from .owners import Owner, on_behalf, owner_of

SUBSCRIBERS_WORTH = 4
"""One of how many customers must be asked for, for the subscribers of all to be read, rather than of each.

A page of a hundred has those of that many customers, if they have 25 each.
"""


def read_subscribers(run: Run, customer_ids: Collection[str]) -> None:
    """Read the subscribers of all customers as one list, where that costs fewer pages than a list for each."""
    scope = on_behalf(run)
    # Of a few customers each is asked for by name: how many there are in all is not known.
    if not run.snapshot.whole(CUSTOMERS, **scope):
        return
    if len(customer_ids) * SUBSCRIBERS_WORTH < len(run.snapshot.all(CUSTOMERS, **scope)):
        return
    if all(run.snapshot.whole(SUBSCRIBERS, customerId=each, **scope) for each in customer_ids):
        return
    by_customer: dict[str, list[Answer]] = {}
    for answer in run.client.pages(SUBSCRIBERS.path, **SUBSCRIBERS.query, **scope):
        by_customer.setdefault(ids.key(str(answer.get("customerId"))), []).append(answer)
    for customer_id in customer_ids:
        answers = by_customer.get(ids.key(customer_id), [])
        run.snapshot.fill(SUBSCRIBERS, answers, customerId=customer_id, **scope)


def subscribed(run: Run, reference: str) -> dict[str, str | None]:
    """Return the addresses of a customer's subscribers, each with the person's id."""
    owner = owner_of(run, reference)
    answers = run.snapshot.all(SUBSCRIBERS, customerId=str(owner.id), **on_behalf(run))
    return {str(each.get("email")).lower(): each.get("personId") for each in answers if each.get("id")}


def unlisted_customers(run: Run, keys: set[str]) -> list[str]:
    """Return the external ids of customers that are not among ``keys``."""
    answers = run.snapshot.all(CUSTOMERS, **on_behalf(run))
    return sorted(str(each.get("externalId")) for each in answers if each.get("externalId") not in keys)


def subscribers(run: Run, reference: str) -> list[Answer]:
    """Return the subscribers of a customer."""
    return run.snapshot.all(SUBSCRIBERS, customerId=str(owner_of(run, reference).id), **on_behalf(run))


def unlisted_objects(run: Run, reference: str, items: Iterable[Item[Any]]) -> dict[str, list[str]]:
    """Return what a customer has besides the listed objects: by what people call it."""
    owner = owner_of(run, reference)
    listed = list(items)
    offices = (getattr(item.desired, "calling_location", None) for item in listed)
    keys = {*(item.key.casefold() for item in listed), *(str(office.name).casefold() for office in offices if office)}
    numbers = {number for item in listed for number in getattr(item.desired, "numbers", None) or ()}
    # Who names a number as somebody's own, or as the main one, has listed it.
    numbers |= {getattr(item.desired, name, None) for item in listed for name in ("phone_number", "main_number")}
    found = {
        "locations": [str(each.get("name")) for each in run.snapshot.all(LOCATIONS, **owner.scope)],
        "users": [str(each.get("email")).lower() for each in subscribers(run, reference)],
    }
    rest = {kind: sorted(name for name in names if name.casefold() not in keys) for kind, names in found.items()}
    # To list a number that is not active would activate it.
    there = [each.get("phoneNumber") for each in run.snapshot.all(NUMBERS, **owner.scope) if not _inactive(each)]
    rest["numbers"] = sorted(str(number) for number in there if number and number not in numbers)
    known = {ids.key(str(getattr(item.change.observed, "id", ""))) for item in listed}
    for collection in (WORKSPACES, DEVICES):
        others = (
            each
            for each in _permitted(run, collection, owner)
            if ids.key(str(each.get("id"))) not in known
            and (collection is DEVICES or (each.get("calling") or {}).get("type") == "webexCalling")
        )
        rest[collection.path] = sorted(map(_called, others))
    return {kind: names for kind, names in rest.items() if names}


def _permitted(run: Run, collection: snapshot.Collection, owner: Owner) -> list[Answer]:
    """Return what is on a list that not every token may read; a warning says so."""
    try:
        return run.snapshot.all(collection, **owner.scope)
    except WebexError as error:
        if error.status not in UNSCOPED:
            raise
        text = f"unlisted {collection.path} are not looked for, as the token may not read them: {error.message}"
        run.snapshot.kept(("warned", collection.path), partial(run.warn, text))
        return []


def _called(thing: Answer) -> str:
    """Return what people call a workspace, or a phone: its MAC address, or else its model and whose it is."""
    if thing.get("mac"):
        return str(thing["mac"])
    name = str(thing.get("displayName") or thing.get("id"))
    return f"{thing['product']} of {name}" if thing.get("product") else name


def inactive_numbers(run: Run, reference: str) -> dict[str, list[str]]:
    """Return the numbers of a customer that are not active yet, by the id of their location."""
    found: dict[str, list[str]] = {}
    for each in run.snapshot.all(NUMBERS, **owner_of(run, reference).scope):
        if each.get("phoneNumber") and _inactive(each):
            place = ids.key(str((each.get("location") or {}).get("id")))
            found.setdefault(place, []).append(str(each["phoneNumber"]))
    return found


def _inactive(number: Answer) -> bool:
    return number.get("state") not in (None, "ACTIVE")
