# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Steps: the writes that Webex will see, and the order in which it accepts them. Pure.

A step may free things and claim things: a number, an extension, a place at a location. Who frees a thing comes before
who claims it. Where that goes in a circle, as when two users swap their numbers, one of them lets go of his first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from .._http.errors import Refused, WebexError

if TYPE_CHECKING:
    from .item import Item

Thing = tuple[Hashable, ...]
"""What one step frees and another one claims, e.g. ``("number", "+33199000101")``."""
State = Literal["planned", "made", "failed", "not tried", "not needed"]


def spoken(fields: Iterable[str]) -> str:
    """Return the options that a step writes, in the words of a person."""
    return ", ".join(name.replace("_", " ") for name in fields)


class Id:
    """An id that Webex may give only later: until then it is shown in words."""

    def __init__(self, words: str, value: str | None = None) -> None:
        self.words = words
        self.value = value
        self.find: Callable[[], str] | None = None
        """Looks the id up, where no step's answer tells it."""

    def __str__(self) -> str:
        """Return the id, or what it will be the id of."""
        return self.value or f"<{self.words}>"

    def known(self) -> str:
        """Return the id; WebexError when Webex has not told it."""
        if not self.value and self.find:
            self.value = self.find()
        if not self.value:
            raise WebexError(f"Webex has not told the id of {self.words}", hint="Run again: what exists is read first.")
        return self.value


@dataclass(frozen=True)
class Claim:
    """What a step needs to be free, and what to say when nobody frees it. ``refusal`` is None when it is free now."""

    thing: Thing
    refusal: Refused | None = None
    shared: bool = False
    """Whether several steps may have the thing, such as a location to be at."""
    needed: bool = True
    """Whether the step cannot be made when the one that frees the thing has failed."""
    times: int = 1
    """How many steps must have freed it, e.g. as many users as are at a location that is to go."""


@dataclass(eq=False)
class Wait:
    """What Webex goes on with after it has answered a step: ``done`` tells whether it has finished."""

    words: str
    done: Callable[[], bool]
    sign: str = ""
    """What a sign of progress counts it as, if not by its words."""


@dataclass(eq=False)
class Step:
    """One write: what it does, in the words of a person, and the request.

    ``path`` is made of texts and Ids. ``body`` is what is sent, or makes it when the step's turn has come. ``then``
    gets Webex's answer: it notes ids, and returns a Wait where Webex goes on working.
    """

    words: str
    method: str
    path: Sequence[str | Id]
    body: Any = None
    query: Mapping[str, Any] = field(default_factory=dict)
    """Values may be Ids, or functions of the body."""
    fields: Collection[str] = ()
    """The fields of the object that it writes."""
    then: Callable[[dict[str, Any]], Wait | None] = lambda answer: None
    claims: Sequence[Claim] = ()
    frees: frozenset[Thing] = frozenset()
    lane: Hashable = None
    """Steps of one lane are made one after the other."""
    creates: bool = False
    """Whether a conflict may mean that the object is there already."""
    when: str = ""
    """What must be so for this step to be needed, where only an earlier step's answer tells."""
    needed: Callable[[], bool] = lambda: True
    park: Callable[[frozenset[Thing], Collection[Thing]], Step | None] | None = None
    """Make a step that frees these things beforehand, where the object can do without them for a moment.

    It must take nothing in their place that anybody claims: the second argument.
    """
    send: Callable[[Step], dict[str, Any]] | None = None
    """How the write is made, where it is no request to Webex."""
    item: Item[Any] = field(init=False)
    state: State = "planned"

    def shown(self, base: str) -> dict[str, Any]:
        """Return the step as results have it; ``base`` is the path of api_url."""
        path = "".join(map(str, self.path))
        shown = {
            "object": self.item.label,
            "words": self.words,
            "method": self.method,
            "path": path if self.send else f"{base}{path}",
            "state": self.state,
        }
        return {**shown, "when": self.when} if self.when else shown


Before = dict[Step, dict[Step, bool]]
"""Step -> those that come before it -> whether it needs them to succeed."""


def ordered(steps: Iterable[Step], denied: Mapping[Thing, Item[Any]] | None = None) -> tuple[list[Step], Before]:
    """Return the steps in an order that Webex accepts, and for each step those that come before it.

    What cannot be done is noted as the error of its item, whose steps are left out. ``denied`` has what is not free
    because the object that would give it has failed already.
    """
    steps = list(steps)
    while True:
        _refuse(steps, denied or {})
        steps = [step for step in steps if step.item.error is None]
        before = _edges(steps)
        circle = _circle(steps, before)
        if not circle:
            break
        _break(circle, steps)
    return _sorted(steps, before), before


def _refuse(steps: Sequence[Step], denied: Mapping[Thing, Item[Any]]) -> None:
    """Refuse claims of what is not free and will not be, and of what another one claims too; until nothing changes."""
    refused = True
    while refused:
        refused = False
        alive = [step for step in steps if step.item.error is None]
        freed = Counter(thing for step in alive for thing in step.frees)
        taken: dict[Thing, Step] = {}
        for step in alive:
            for claim in step.claims:
                other = step if claim.shared else taken.setdefault(claim.thing, step)
                if claim.refusal and freed[claim.thing] < claim.times:
                    failed = (each.item for each in steps if each.item.error and claim.thing in each.frees)
                    if cause := next(failed, denied.get(claim.thing)):
                        step.item.needs(cause)
                    step.item.error = step.item.error or claim.refusal
                elif other.item is not step.item and not _passed_on(claim.thing, alive):
                    step.item.error = Refused(
                        str(claim.thing[0]), f"{claim.thing[-1]} is wanted by {other.item.label} too"
                    )
                else:
                    continue
                refused = True
                break


def _passed_on(thing: Thing, steps: Sequence[Step]) -> bool:
    """Tell whether enough steps free a thing for all that claim it."""
    claims = sum(any(claim.thing == thing and not claim.shared for claim in step.claims) for step in steps)
    return sum(thing in step.frees for step in steps) >= claims


def _edges(steps: Sequence[Step]) -> Before:
    """Return what comes before each step: the object's own earlier steps, and what frees what it claims."""
    freeing: dict[Thing, list[Step]] = defaultdict(list)
    for step in steps:
        for thing in step.frees:
            freeing[thing].append(step)
    before: Before = {}
    previous: dict[Item[Any], Step] = {}
    for step in steps:
        mine = {previous[step.item]: True} if step.item in previous else {}
        for claim in step.claims:
            for each in freeing[claim.thing]:
                if each.item is not step.item:
                    mine[each] = claim.needed or mine.get(each, False)
        before[step] = mine
        previous[step.item] = step
    return before


def _sorted(steps: Sequence[Step], before: Before) -> list[Step]:
    """Return the steps so that none stands before one that it needs; else they stay in their order."""
    order: list[Step] = []
    done: set[Step] = set()
    waiting: dict[Step, int] = {step: len(before[step]) for step in steps}
    after: dict[Step, list[Step]] = defaultdict(list)
    for step in steps:
        for each in before[step]:
            after[each].append(step)
    for step in steps:
        ready = [step] if waiting[step] == 0 else []
        while ready:
            each = ready.pop(0)
            if each in done:
                continue
            done.add(each)
            order.append(each)
            for follower in after[each]:
                waiting[follower] -= 1
                if waiting[follower] == 0:
                    ready.append(follower)
    return order


def _circle(steps: Sequence[Step], before: Before) -> list[Step]:
    """Return steps each of which needs the next one, the last one the first; empty when there are none."""
    stuck = set(steps) - set(_sorted(steps, before))
    if not stuck:
        return []
    path: list[Step] = [next(step for step in steps if step in stuck)]
    while True:
        following = next(each for each in steps if each in before[path[-1]] and each in stuck)
        if following in path:
            return path[path.index(following) :]
        path.append(following)


def _break(circle: Sequence[Step], steps: list[Step]) -> None:
    """Have one step of a circle let go beforehand of what the others wait for; or refuse it."""
    claimed = {claim.thing for step in steps for claim in step.claims}
    for step in circle:
        wanted = frozenset(claim.thing for each in circle if each is not step for claim in each.claims) & step.frees
        try:
            parked = step.park(wanted, claimed) if step.park and wanted else None
        except Refused as error:
            step.item.error = error
            return
        if parked is not None:
            parked.item = step.item
            step.frees -= wanted
            first = next(index for index, each in enumerate(steps) if each.item is step.item)
            steps.insert(first, parked)
            return
    things = ", ".join(sorted({str(thing[-1]) for step in circle for thing in step.frees}))
    others = " and ".join(dict.fromkeys(step.item.label for step in circle))
    circle[0].item.error = Refused(
        str(next(iter(circle[0].frees), ("state",))[0]),
        f"{others} wait for each other's {things}, and Webex lets none of them be without it; give one of them another "
        "value first, in a run of its own",
    )
