# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The variables of a customer in an inventory: their names, their kinds, and what contradicts itself across them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from ._http import ids
from ._http.errors import Refused
from ._nouns.customer.api import Customers
from ._nouns.customer.model import Customer
from ._nouns.device.api import Devices
from ._nouns.device.model import Device
from ._nouns.location.api import Locations
from ._nouns.location.model import Location
from ._nouns.packages import WITHOUT_CALLING
from ._nouns.template.api import OnboardingTemplates
from ._nouns.user.api import Users
from ._nouns.user.model import User
from ._nouns.workspace.api import Workspaces
from ._nouns.workspace.model import Workspace
from ._options import Checked, Problem, check

SUB_PARTNER = "webex_sub_partner"
"""The variable that names the sub-partner of a customer: empty for the partner itself, else that of the task."""
CONFIRMATION = ("location_confirmed_by", "location_confirmed_on")
"""Who has confirmed that Webex is sold at the customer's location, and when."""
KNOWN = (
    SUB_PARTNER,
    "wholesale_customer",
    "locations",
    "locations_customer",
    "locations_purge",
    "wholesale_users",
    "wholesale_users_csv",
    "wholesale_users_customer",
    "wholesale_users_purge",
    "workspaces",
    "workspaces_purge",
    "devices",
    "onboarding_templates",
    *CONFIRMATION,
)
"""The variables with which an inventory says what a customer is to have."""
LEAVES = "leaves (state: absent)"
ALIKE = 0.85
"""From which likeness on a name is taken for a misspelled one."""


def problems(variables: Mapping[str, Any]) -> list[Problem]:
    """Return what is wrong with the variables of one customer, a sentence per problem."""
    found = list(misspelled(variables))
    if "wholesale_customer" not in variables and not found:
        text = "wholesale_customer: is missing; it says which customer the host is, at least by external_id"
        found.append(Problem(text, "wholesale_customer"))
    if not isinstance(variables.get(SUB_PARTNER), (str, type(None))):
        found.append(Problem(f"{SUB_PARTNER}: must be the organization ID of a sub-partner, a text", SUB_PARTNER))
    customers: list[Checked[Any]] = list(
        check(Customers, variables.get("wholesale_customer", {"external_id": "-"}), many=False)
    )
    locations: list[Checked[Any]] = list(check(Locations, _given(variables, "locations"), many=True, customer="-"))
    read = variables.get("wholesale_users_all")  # with those of a CSV file, as the role has read them
    listed = _given(variables, "wholesale_users") if read is None else read
    users: list[Checked[Any]] = list(check(Users, listed, many=True, customer="-"))
    templates = _given(variables, "onboarding_templates")
    if not isinstance(templates, list):
        found += [problem for each in check(OnboardingTemplates, templates, many=True) for problem in each.problems]
    workspaces = list(check(Workspaces, _given(variables, "workspaces"), many=True, customer="-"))
    devices = list(check(Devices, _given(variables, "devices"), many=True, customer="-"))
    for checked in (customers, locations, users, workspaces, devices):
        found += [problem for each in checked for problem in each.problems]
    complete = bool(variables.get("locations_purge"))
    return [*found, *across(customers[0].desired, locations, users, workspaces, devices, complete=complete)]


def misspelled(names: Iterable[str]) -> Iterator[Problem]:
    """Yield a sentence for each name that is nearly one of the known ones."""
    for name in map(str, names):
        alike = get_close_matches(name.casefold(), KNOWN, 1, ALIKE)
        if not alike or name in KNOWN or any(name.startswith(f"{known}_") for known in KNOWN):
            continue
        if name[0].casefold() == alike[0][0]:
            text = f"{name}: is no variable of this collection, and would be passed over; did you mean {alike[0]}?"
            yield Problem(text, name)


def across(
    customer: Customer | None,
    locations: Sequence[Checked[Location]],
    users: Sequence[Checked[User]],
    workspaces: Sequence[Checked[Workspace]] = (),
    devices: Sequence[Checked[Device]] = (),
    *,
    complete: bool = False,
) -> Iterator[Problem]:
    """Yield what contradicts itself between a customer's objects. ``complete``: there are no other locations."""
    places = {str(each.desired.name): each for each in locations if each.desired and not each.absent}
    yield from _twice((each, str(each.desired.name)) for each in locations if each.desired)
    yield from _twice((each, str(each.desired.email)) for each in users if each.desired)
    yield from _twice((each, str(each.desired.name)) for each in workspaces if each.desired)
    yield from _twice((each, each.desired.naming) for each in devices if each.desired)
    yield from _orphaned(dict(_without_line(users, workspaces)), devices)
    office = customer.calling_location if customer else None
    wrong = [each.label.removeprefix("location ") for each in locations if each.label and not each.desired]
    known = [*places, *wrong, *([str(office.name)] if office else [])]
    lines: dict[tuple[str, ...], str] = {}
    homes: dict[str, str] = {}
    for name, each in places.items():
        for number in (each.desired.numbers if each.desired else None) or ():
            if homes.setdefault(number, name) != name:
                yield _of(each, "numbers", f"{number} is a number of location {homes[number]} too; keep it at one")
    holders: list[tuple[str, Checked[Any]]] = [*(("user", each) for each in users)]
    holders += (("workspace", each) for each in workspaces)
    for kind, user in holders:
        if user.desired is None or user.absent:
            continue
        location = user.desired.location or ""
        if location and known and (meant := _meant(location, known, complete)):
            yield _of(user, "location", meant)
            continue
        line, short = user.desired.phone_number, user.desired.extension
        for option, value, place in (("phone_number", line, ""), ("extension", short, location)):
            other = lines.setdefault((option, value, place.casefold()), user.label) if value else user.label
            if other != user.label:
                at = f" at location {place}" if place else ""
                yield _of(user, option, f"{value}{at} is given to {other} too; give one of them another")
        if line and location and (home := homes.get(line, location)).casefold() != location.casefold():
            yield _of(user, "phone_number", f"{line} is listed at location {home}, and the {kind} is at {location}")


def _without_line(
    users: Iterable[Checked[User]], workspaces: Iterable[Checked[Workspace]]
) -> Iterator[tuple[str, str]]:
    """Yield who will have no line, and why."""
    for user in users:
        if user.desired and user.absent:
            yield str(user.desired.email), LEAVES
        elif user.desired and user.desired.package in WITHOUT_CALLING:
            yield str(user.desired.email), f"has package {user.desired.package}, which has no calling"
    for place in workspaces:
        if place.desired and place.absent:
            yield str(place.desired.name).casefold(), LEAVES


def _orphaned(reasons: Mapping[str, str], phones: Iterable[Checked[Device]]) -> Iterator[Problem]:
    """Yield phones, and lines on phones, of who will have no line: Webex takes them away with it."""
    for each in phones:
        if each.desired is None or each.absent:
            continue
        if why := reasons.get(each.desired.holder.casefold()):
            text = f"{each.desired.holder} {why}: set state: absent for the phone too, or give it to somebody else"
            yield _of(each, "user" if each.desired.user else "workspace", text)
        for name in each.desired.members or ():
            if why := reasons.get(name.casefold()):
                yield _of(each, "members", f"{name} {why}: take that line off the phone")


def _meant(location: str, known: Sequence[str], complete: bool) -> str:
    """Return what is wrong with the name of a location; empty when it may be one that is not listed."""
    folded = {name.casefold(): name for name in known}
    if location.casefold() in folded or ids.decode(location):
        return ""
    names = ", ".join(dict.fromkeys(known))
    if complete:
        return f"there is no location {location}; listed are: {names}"
    alike = get_close_matches(location.casefold(), folded, 1, 0.75)
    # "Shop 2" beside "Shop 1" is no slip of the pen.
    if not alike or re.sub(r"\d", "", alike[0]) == re.sub(r"\d", "", location.casefold()):
        return ""
    return f"there is no location {location} in these data; did you mean {folded[alike[0]]}? Listed are: {names}"


def _twice(named: Iterable[tuple[Checked[Any], str]]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for each, key in named:
        first = seen.setdefault(key.casefold(), each.where)
        if first != each.where:
            yield Problem(f"{each.where} ({each.label}): is listed before, at {first}; remove one of them", each.where)


def _of(each: Checked[Any], option: str, message: str) -> Problem:
    refused = Refused(f"{each.where}.{option}", message, of=each.label)
    return Problem(str(refused), refused.option)


def _given(variables: Mapping[str, Any], name: str) -> Any:
    value = variables.get(name)
    return [] if value is None else value
