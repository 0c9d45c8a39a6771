# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Emergency callback numbers: at which number emergency services reach who has called them.

Source: Webex Calling API, "Emergency Services Settings".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from .._engine.change import Change
from .._engine.fields import Model
from .._engine.item import Item
from .._engine.run import Run
from .._engine.snapshot import Answer
from .._engine.steps import Claim, Id, Step, Thing
from .._http import ids
from .._http.errors import Refused, WebexError
from . import numbers, places
from .collections import LINES, NUMBERS
from .members import member, name_of, needed, thing
from .owners import Owner

OPTION = "emergency_callback"
DIRECT, LOCATION, MAIN, NOBODY = "direct_line", "location", "main_number", "none"
OF_LOCATION = {MAIN: "LOCATION_NUMBER"}
OF_HOLDER = {DIRECT: "DIRECT_LINE", LOCATION: "LOCATION_ECBN"}
"""Option -> Webex's word for it; anything else is a member."""
MEMBER = "LOCATION_MEMBER_NUMBER"
CHOSEN = {"DIRECT_LINE": "directLineInfo", "LOCATION_ECBN": "locationECBNInfo", MEMBER: "locationMemberInfo"}
"""What people and workspaces have chosen -> where Webex tells the number that it comes to."""
ASKED: dict[str, dict[str, Any]] = {f"include_{OPTION}": {"type": "bool", "default": False}}
"""The option of info modules that has it read, once for each object."""
M = TypeVar("M", bound=Model)
Path = tuple[str, Id, str]


def path_of_location(location: Id) -> Path:
    """Return where the callback number of a location is."""
    return (f"{LINES.path}/", location, "/features/emergencyCallbackNumber")


def path_of(kind: str, holder: Id) -> Path:
    """Return where the callback number of one of the people or workspaces is."""
    return (f"telephony/config/{kind}/", holder, "/emergencyCallbackNumber")


def wanted_of(model: Any) -> bool:
    """Tell whether an object's callback number is asked for: none can be read that nobody is to answer."""
    return OPTION in model.model_fields_set and model.emergency_callback != NOBODY


def problems(value: str | None, words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an option whatever exists at Webex."""
    others = {*OF_LOCATION, *OF_HOLDER, NOBODY} - {*words, *((NOBODY,) if words is OF_HOLDER else ())}
    if value in others:
        yield OPTION, f"cannot be {value} here: give {', '.join(words)}, or an e-mail address or a workspace"


def check(change: Change[Any]) -> None:
    """Refuse a direct line that is not there. Source: "Update a Person's Emergency Callback Number"."""
    known = change.observed is None or "phone_number" in change.observed.model_fields_set
    changed = change.touches(OPTION, "phone_number")
    if changed and known and change.after(OPTION) == DIRECT and not change.after("phone_number"):
        raise Refused(OPTION, f"there is no {DIRECT} without phone_number")


def number_given_up(change: Change[Any]) -> bool:
    """Tell whether somebody is to be without a phone number."""
    return bool(change.changes.get("phone_number", ("",))[0] and not change.after("phone_number"))


def asked(wanted: M, filters: Mapping[str, Any]) -> M:
    """Return what an info module asks for, with the callback number if that is asked for too."""
    return wanted.model_copy(update={OPTION: None}) if filters.get(f"include_{OPTION}") else wanted


def of_location(owner: Owner, location: str) -> Thing:
    """Return the callback number of a location as something that steps free and claim."""
    return ("emergency callback of", owner.key, location.casefold())


def leaving(owner: Owner, location: str) -> Thing:
    """Return what frees who gives a location another callback number, or removes it."""
    return ("emergency callback leaves", owner.key, location.casefold())


def gone(owner: Owner, kind: str) -> Thing:
    """Return what frees who goes, a user or a workspace, and then has somebody else's callback number no more."""
    return ("emergency callback of a", owner.key, kind)


class Callback:
    """The callback number of one object, in the words of the options."""

    def __init__(self, run: Run, owner: Owner, words: Mapping[str, str], path: Path) -> None:
        self.run, self.owner, self.words, self.path = run, owner, words, path

    def read(self, wanted: str | None) -> str:
        """Return whose number it is."""
        answer = _told(self.run, self.owner, self.path) or {}
        selected = answer.get("selected")
        if selected != MEMBER:
            return next((word for word, theirs in self.words.items() if theirs == selected), NOBODY)
        member_id = str((answer.get("locationMemberInfo") or {}).get("memberId"))
        if wanted and wanted not in self.words and ids.same(member(self.run, self.owner, wanted).value, member_id):
            return wanted
        return name_of(self.run, self.owner, member_id)

    def step(self, item: Item[Any], place: str, location: Id, frees: frozenset[Thing] = frozenset()) -> Step:
        """Return the step that changes it, for an object at a location, by name and id."""
        value = str(item.change.after(OPTION))
        found = None if value in self.words else member(self.run, self.owner, value)
        claims = [self._member(value, found, place, location)] if found else []
        if value == LOCATION:
            claims += needs_number(self.run, self.owner, place)

        def body() -> dict[str, Any]:
            who = {"locationMemberId": found.known()} if found else {}
            return {"selected": self.words.get(value, MEMBER), **who}

        return Step(
            f"have emergency services call back {value.replace('_', ' ') if value in self.words else value}", "PUT",
            self.path, body, self.owner.query, (OPTION,), claims=claims, frees=frees,
            then=lambda answer: self.forget(),
        )  # fmt: skip

    def forget(self) -> None:
        """Have it read again."""
        self.run.snapshot.forget("".join(map(str, self.path)))

    def _member(self, value: str, found: Id, place: str, location: Id) -> Claim:
        """Return what it needs of a member: to be there, and to have a number at the location."""
        if not found.value:
            return needed(self.owner, value, OPTION)
        mine = (
            each
            for each in self.run.snapshot.all(NUMBERS, **self.owner.scope)
            if each.get("phoneNumber") and ids.same((each.get("owner") or {}).get("id"), found.value)
        )
        there = any(ids.same((each.get("location") or {}).get("id"), location.value) for each in mine)
        refusal = None if there else Refused(OPTION, f"{value} has no phone number of location {place}")
        return Claim(thing(self.owner, value), refusal, shared=True)


def needs_number(run: Run, owner: Owner, reference: str) -> Iterator[Claim]:
    """Yield what who has only an extension needs: a location where somebody can be called back.

    Source: "Update a Person's Emergency Callback Number": users without a number of their own must be set up.
    """
    name, location = places.location(run, owner, reference)
    if owner.guessed or (location.value and can_be_called(run, owner, location)):
        return
    text = (
        f"location {name} has no number that emergency services could call back: give it main_number or {OPTION}, or "
        f"this one a phone_number, or {OPTION} with whose number it is; {NOBODY} says that nobody is called back"
    )
    yield Claim(of_location(owner, name), Refused(OPTION, text), shared=True)


def can_be_called(run: Run, owner: Owner, location: Id) -> bool:
    """Tell whether a location has a main number, which the list of numbers shows, or a member's number."""
    there = numbers.at_location(run.snapshot, owner, location.known()).values()
    if any(each.get("mainNumber") for each in there):
        return True
    answer = _told(run, owner, path_of_location(location))
    if answer is None:
        return True  # without calling, which Webex says itself
    return _usable(answer.get("locationMemberInfo" if answer.get("selected") == MEMBER else "locationInfo"))


def holder_can_be_called(run: Run, owner: Owner, kind: str, holder: Id) -> bool:
    """Tell whether one of the people or workspaces has a number, by what is chosen, or else by default."""
    answer = _told(run, owner, path_of(kind, holder))
    return answer is None or _usable(answer.get(CHOSEN.get(str(answer.get("selected")), "defaultInfo")))


def _usable(number: Mapping[str, Any] | None) -> bool:
    """Tell whether there is a number, and an active one. Source: "quality" of the emergency callback number."""
    return bool(number and number.get("effectiveValue")) and (number or {}).get("quality") != "INVALID"


def _told(run: Run, owner: Owner, path: Sequence[str | Id]) -> Answer | None:
    try:
        return run.snapshot.thing("".join(map(str, path)), **owner.scope)
    except WebexError as error:
        if error.status != 400:
            raise
        return None  # somebody without a line


@dataclass(frozen=True, eq=False)
class Going:
    """An object that loses its number, at a location by name."""

    item: Item[Any]
    owner: Owner
    path: Path
    place: Callable[[], str]


def keep_dependants(run: Run, going: Sequence[Going], items: Sequence[Item[Any]], others: str) -> None:
    """Refuse to take numbers away that others have as their emergency callback number, with how many these are.

    Those who go too, or get another one, do not count; of the ``others``, users or workspaces, they must go before.
    Webex itself refuses nothing (A190).
    """

    def ask(each: Going) -> Answer:
        return _told(run, each.owner, (*each.path, "/dependencies")) or {}

    run.snapshot.together(*(partial(ask, each) for each in going))
    for each in going:
        item, found = each.item, ask(each)
        count = int(found.get("dependentMemberCount") or 0)
        left = [other for other in going if other is not each and other.owner.key == each.owner.key]
        changed = [
            other
            for other in items
            if str(other.change.changes.get(OPTION, ("",))[0]).casefold() == item.key.casefold()
        ]
        option = "state" if item.change.kind == "remove" else "phone_number"
        if (left_over := count - len(left) - len(changed)) > 0:
            text = f"emergency services call back {item.key} for {count} others: give them another {OPTION} first"
            claim = Claim(gone(each.owner, others), Refused(option, text), shared=True, times=left_over)
            item.steps[0].claims = [*item.steps[0].claims, claim]
        if found.get("isLocationEcbnDefault"):
            place, step = each.place(), item.steps[-1]
            text = f"emergency services call back {item.key} for location {place}: give it another {OPTION} first"
            step.claims = [*step.claims, Claim(leaving(each.owner, place), Refused(option, text), shared=True)]
