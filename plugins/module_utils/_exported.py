# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What Webex has of a customer in the words of an inventory, such that its audit finds nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from . import _variables
from ._engine.change import EMPTY
from ._engine.fields import Model, options_of
from ._engine.item import Item
from ._engine.noun import Writer
from ._http import ids
from ._inventory_text import CustomerTold, Told
from ._nouns.customer.api import Customers
from ._nouns.customer.model import CallingLocation, Customer
from ._nouns.customer.progress import FAILED, UNSETTLED, in_words
from ._nouns.device.api import ACTIVATING, Devices
from ._nouns.device.model import Device
from ._nouns.location.api import Locations
from ._nouns.location.model import Location
from ._nouns.packages import with_calling
from ._nouns.user.api import Users
from ._nouns.user.model import User
from ._nouns.user.model import in_words as reported
from ._nouns.workspace.api import Workspaces
from ._nouns.workspace.model import Workspace
from ._options import check

UNTOLD = ("template", "primary_email", "language", "meetings_timezone", "sub_partner_admin_email")
"""What no API tells of a customer."""
NOT_EXPORTED = ("customer", "org_id")
KEYS: dict[type[Writer[Any]], tuple[str, ...]] = {
    Customers: ("external_id",),
    Locations: ("name",),
    Users: ("email",),
    Workspaces: ("name",),
    Devices: ("mac",),
}
"""The options by which an object is found."""
WITHOUT_MAC = ("model", "user", "workspace")
PLACE = re.compile(r"(\w+)(?:\[(\d+)\])?(?:\.(\w+))?")


def options(model: Model) -> dict[str, Any]:
    """Return the options that make an object as it is; what is empty is left out."""
    found = {}
    for name, _hint, option in options_of(type(model)):
        value = getattr(model, name)
        if option.behaviour or name in NOT_EXPORTED or name not in model.model_fields_set:
            continue
        value = (
            {key: each for key, each in value.known().items() if each not in EMPTY}
            if isinstance(value, Model)
            else value
        )
        if value not in EMPTY and not (name == "calling" and not value):
            found[name] = _writable(value)
    return found


def _writable(value: Any) -> Any:
    """Return a value without what no file can have: then it is not what Webex has, and settled as such."""
    if isinstance(value, dict):
        return {name: _writable(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_writable(each) for each in value]
    return value.encode(errors="replace").decode() if isinstance(value, str) else value


def told(
    customer: Customer,
    locations: Sequence[Location],
    users: Sequence[User],
    inactive: Mapping[str, Sequence[str]],
    creation: Mapping[str, Any],
    workspaces: Sequence[Workspace] = (),
    devices: Sequence[Device] = (),
) -> CustomerTold:
    """Return a customer as an inventory would have it, in stable order.

    ``inactive`` are numbers by location id, ``creation`` what the user knows and no API tells.
    """
    places = []
    for place in sorted(locations, key=lambda each: str(each.name)):
        numbers = inactive.get(ids.key(str(place.id)))
        notes = [f"Not active yet, listing them would activate them: {', '.join(numbers)}"] if numbers else []
        places.append(Told(options(place), notes))
    people = [Told(options(each), list(_notes(each))) for each in sorted(users, key=lambda each: str(each.email))]
    places_of_calling = (each for each in workspaces if each.location)  # others cannot be created by an option of ours
    areas = [Told(options(each)) for each in sorted(places_of_calling, key=lambda each: str(each.name))]
    phones = [Told(options(each), list(_waiting(each))) for each in sorted(devices, key=_by_owner)]
    found = CustomerTold(Told(options(customer)), places, people, areas, phones)
    silent = {each.name for each in locations if each.calling and not each.main_number}
    for each in (*people, *areas):
        line = each.values
        if line.get("location") in silent and line.get("extension") and not line.get("phone_number"):
            line["emergency_callback"] = "none"  # else creating it again would be refused
            each.notes.append("emergency_callback: its location has no main number; say who is to be called back")
    found.head.append(f"Customer {customer.id}, organization {customer.org_id or 'not there yet'}.")
    _describe(found, customer, locations, creation)
    return found


def _describe(
    found: CustomerTold, customer: Customer, locations: Sequence[Location], creation: Mapping[str, Any]
) -> None:
    """Complete the customer with what is needed to create it again, and tell what cannot be known."""
    values, notes = found.customer.values, found.customer.notes
    if customer.status in FAILED:
        notes.append(in_words(customer))
        if customer.status == "error" or any(each.get("status") == "error" for each in customer.package_status or ()):
            # Packages in error are not there: without them the list would take them away once Webex has repaired them.
            values.pop("packages", None)
            names = ", ".join(str(each.get("name")) for each in customer.package_status or ())
            notes.append(f"packages: not given while some are in error; Webex has {names or 'none'}")
    if customer.status in UNSETTLED:
        notes.append(f"Webex is not done with it, its status is {customer.status}: export it again afterwards")
    if (office := _head_office(customer, locations)) and any(map(with_calling, customer.packages or ())):
        values["calling_location"] = office
        notes.append(
            "calling_location: a guess (A131), as no API tells which location is the head office; "
            "it matters only when calling comes to the customer again"
        )
    values |= creation
    missing = [
        name for name in UNTOLD if name not in values and not (name == "template" and "provisioning_id" in values)
    ]
    notes.append(f"No API tells {', '.join(missing)}: add what you know, it matters when the customer is created.")
    order = list(Customer.model_fields)
    found.customer.values = {name: values[name] for name in sorted(values, key=order.index)}


def _head_office(customer: Customer, locations: Sequence[Location]) -> dict[str, Any] | None:
    """Return the options of the location that may be the head office: the one at the customer's own address first."""
    suited = []
    for place in sorted(locations, key=lambda each: str(each.name)):
        given = {name: value for name, value in options(place).items() if name in CallingLocation.model_fields}
        if place.calling and all(
            given.get(name) for name, _hint, option in options_of(CallingLocation) if option.required
        ):
            suited.append((place.address != customer.address, given))
    return min(suited, key=lambda each: each[0])[1] if suited else None


def _notes(user: User) -> Iterator[str]:
    if user.status == "pending_user_migration":
        yield "Has a free Webex account and has not agreed to move it yet: names, line and roles are not known."
    if user.errors:
        yield f"Webex reports: {reported(user)}"


def _by_owner(device: Device) -> tuple[str, ...]:
    return (device.holder.casefold(), str(device.mac or ""), str(device.model or ""))


def _waiting(device: Device) -> Iterator[str]:
    if device.connection_status == ACTIVATING:
        yield "Waits for its activation code, which was told when it was asked for, and only then."


def validate(found: CustomerTold) -> list[str]:
    """Leave out what the variables of an inventory could not be, and say so in a comment; return what was left out.

    Webex may have what its own documents would refuse: it was made in another way, or before there was the rule.
    """
    left: list[str] = []
    if not _valid(Customers, found.customer, left):
        return left
    nouns = {noun.plural: noun for noun in KEYS}
    for name, listed in found.objects.items():
        listed[:] = [each for each in listed if _valid(nouns[name], each, left, found.head)]
    for _round in range(sum(len(each.values) for listed in found.objects.values() for each in listed) + 1):
        problem = next(iter(_variables.problems(found.variables())), None)
        if problem is None:
            break
        match = PLACE.match(problem.option)
        if not match or not match[2]:
            left.append(str(problem))
            break
        listed = found.objects[match[1]]
        _leave_out(listed, listed[int(match[2])], match[3], str(problem), left, found.head)
    return left


def _valid(noun: type[Writer[Any]], each: Told, left: list[str], head: list[str] | None = None) -> bool:
    """Leave out the options of an object that its module would refuse; tell whether the rest can stay."""
    if not _problem(noun, each.values):
        return True
    kept = {name: each.values.get(name) for name in _key(noun, each)}
    if problem := _problem(noun, kept):
        left.append(problem)
        if head is not None:
            head.append(f"Left out, as no inventory can have it: {problem}")
        return False
    for name, value in each.values.items():
        if problem := _problem(noun, {**kept, name: value}):
            _note(each, name, problem, left)
        else:
            kept[name] = value
    each.values = kept
    return True


def _key(noun: type[Writer[Any]], each: Told) -> tuple[str, ...]:
    """Return the options by which an object is found; a phone that waits for its code has no MAC address."""
    return WITHOUT_MAC if noun is Devices and "mac" not in each.values else KEYS[noun]


def _problem(noun: type[Writer[Any]], values: Mapping[str, Any]) -> str:
    """Return what the module would refuse."""
    many = noun is not Customers
    shared: dict[str, Any] = {"customer": "-"} if many else {}
    checked = check(noun, [dict(values)] if many else dict(values), many=many, **shared)
    return "; ".join(str(problem).replace("[0]", "") for each in checked for problem in each.problems)


def _leave_out(listed: list[Told], each: Told, name: str | None, why: str, left: list[str], head: list[str]) -> None:
    """Leave out an option of an object, or else all of the object."""
    if name in each.values and not any(name in _key(noun, each) for noun in KEYS):
        del each.values[name]
        _note(each, name, why, left)
    else:
        listed.remove(each)
        left.append(why)
        head.append(f"Left out, as no inventory can have it: {why}")


def _note(each: Told, name: str, why: str, left: list[str]) -> None:
    each.notes.append(f"{name}: left out, as no inventory can have it: {why}")
    left.append(why)


def settle(found: CustomerTold, items: Sequence[Item[Any]]) -> list[str]:
    """Leave out what an audit would change, by its plan of the very same variables; return what was left out."""
    left: list[str] = []
    lists = {id(each): listed for listed in found.objects.values() for each in listed}
    rows = [found.customer, *(each for listed in found.objects.values() for each in listed)]
    for item, each in zip(items, rows, strict=True):
        if item.error:
            left.append(str(item.error))
        if item.change.kind == "create" and each is not found.customer:
            key = ", ".join(_key(type(item.noun), each))
            _leave_out(lists[id(each)], each, None, f"{item.label} is not found by its {key}", left, found.head)
        for name in item.change.changes if item.change.kind == "update" else ():
            each.values.pop(name, None)
            _note(each, name, f"{item.label}: {name} is not read as it is", left)
    return left
