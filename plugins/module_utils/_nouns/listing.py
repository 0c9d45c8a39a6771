# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What Webex has of many customers: lists that are read for all of them, and what there is that nobody asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .._engine.item import Item
from .._engine.run import Run
from .._engine.snapshot import Answer
from .._http import ids
from .collections import CUSTOMERS, LOCATIONS, NUMBERS, SUBSCRIBERS
from .owners import on_behalf, owner_of


def read_subscribers(run: Run, customer_ids: Iterable[str]) -> None:
    """Read the subscribers of all customers as one list, and note them customer by customer."""
    scope = on_behalf(run)
    by_customer: dict[str, list[Answer]] = {}
    for answer in run.client.pages(SUBSCRIBERS.path, **SUBSCRIBERS.query, **scope):
        by_customer.setdefault(ids.key(str(answer.get("customerId"))), []).append(answer)
    for customer_id in customer_ids:
        answers = by_customer.get(ids.key(customer_id), [])
        run.snapshot.fill(SUBSCRIBERS, answers, customerId=customer_id, **scope)


def unlisted_customers(run: Run, keys: set[str]) -> list[str]:
    """Return the external ids of customers that are not among ``keys``."""
    answers = run.snapshot.all(CUSTOMERS, **on_behalf(run))
    return sorted(str(each.get("externalId")) for each in answers if each.get("externalId") not in keys)


def unlisted_objects(run: Run, reference: str, items: Iterable[Item[Any]]) -> dict[str, list[str]]:
    """Return what a customer has besides the listed objects: names of locations, e-mails of users, numbers."""
    owner = owner_of(run, reference)
    listed = list(items)
    offices = (getattr(item.desired, "calling_location", None) for item in listed)
    keys = {*(item.key.casefold() for item in listed), *(str(office.name).casefold() for office in offices if office)}
    numbers = {number for item in listed for number in getattr(item.desired, "numbers", None) or ()}
    # Who names a number as somebody's own, or as the main one, has listed it.
    numbers |= {getattr(item.desired, name, None) for item in listed for name in ("phone_number", "main_number")}
    scope = {"customerId": str(owner.id), **on_behalf(run)}
    found = {
        "locations": [str(each.get("name")) for each in run.snapshot.all(LOCATIONS, **owner.scope)],
        "users": [str(each.get("email")).lower() for each in run.snapshot.all(SUBSCRIBERS, **scope)],
    }
    rest = {kind: sorted(name for name in names if name.casefold() not in keys) for kind, names in found.items()}
    there = [each.get("phoneNumber") for each in run.snapshot.all(NUMBERS, **owner.scope)]
    rest["numbers"] = sorted(str(number) for number in there if number and number not in numbers)
    return {kind: names for kind, names in rest.items() if names}
