# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The order of steps: who frees a thing comes before who claims it; and the runner that keeps to it."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._engine.fields import Model
from ansible_collections.webex.wholesale.plugins.module_utils._engine.item import Item, sentences
from ansible_collections.webex.wholesale.plugins.module_utils._engine.noun import Writer
from ansible_collections.webex.wholesale.plugins.module_utils._engine.run import Run, Runner
from ansible_collections.webex.wholesale.plugins.module_utils._engine.snapshot import Snapshot
from ansible_collections.webex.wholesale.plugins.module_utils._engine.steps import Claim, Step, Thing, Wait, ordered
from ansible_collections.webex.wholesale.plugins.module_utils._http.client import Client, Connection
from ansible_collections.webex.wholesale.plugins.module_utils._http.errors import Refused, WebexError
from hypothesis import given
from hypothesis import strategies as some


class Desk(Model):
    """Somebody with a number."""

    name: str | None = None


class Desks(Writer[Desk]):
    """A noun that nobody reads: its steps are made by the tests."""

    name = "desk"
    plural = "desks"
    model = Desk

    def key(self, desired: Desk) -> str:
        return desired.name or ""

    def observe(self, wanted: Sequence[Desk]) -> list[Desk | None]:
        return [None for _each in wanted]

    def find(self, filters: Mapping[str, Any]) -> list[Desk]:
        return []


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    client = Client(Connection("http://127.0.0.1:9/v1", access_token="x"))
    yield Run(client, Snapshot(client), wait_interval=0.01, wait_timeout=5, parallel=4)
    client.close()


def thing(number: int) -> Thing:
    return ("number", number)


def step(item: Item[Desk], words: str, **options: Any) -> Step:
    made = Step(words, "PUT", (words,), **options)
    made.item = item
    item.steps.append(made)
    return made


def held(number: int) -> Refused:
    return Refused("number", f"{number} belongs to somebody")


class Office:
    """Who has which number, who wants which; and what comes of it, step by step."""

    def __init__(self, run: Run, has: Mapping[str, int], wants: Mapping[str, int], parks: Collection[str]) -> None:
        self.has = dict(has)
        noun = Desks(run)
        self.items = {name: Item(noun, Desk(name=name)) for name in {**has, **wants}}
        self.parked: list[str] = []
        for name, item in self.items.items():
            old, new = has.get(name), wants.get(name)
            if old == new:
                continue
            claims = []
            if new is not None:
                claims = [Claim(thing(new), held(new) if new in has.values() else None)]
            frees = frozenset() if old is None else frozenset({thing(old)})
            park = self._parker(name) if name in parks else None
            step(item, f"{name} gets {new}", claims=claims, frees=frees, park=park)
        self.wants = {name: wants.get(name) for name in self.items}

    def steps(self) -> list[Step]:
        return [each for item in self.items.values() for each in item.steps]

    def make(self, order: Sequence[Step]) -> None:
        """Make the steps as Webex would: who claims what somebody has gets an error."""
        for each in order:
            name = each.item.key
            self.has.pop(name, None)
            if each.words.endswith("lets go"):
                continue
            if (new := self.wants[name]) is not None:
                assert new not in self.has.values(), (name, new, self.has)
                self.has[name] = new

    def _parker(self, name: str) -> Any:
        def park(things: frozenset[Thing], _claimed: Collection[Thing]) -> Step | None:
            self.parked.append(name)
            return Step(f"{name} lets go", "PUT", (name,), frees=things)

        return park


NAMES = [f"d{number}" for number in range(7)]
NUMBERS = some.integers(0, 9)


@some.composite
def unique(draw: some.DrawFn) -> dict[str, int]:
    names = draw(some.lists(some.sampled_from(NAMES), unique=True))
    numbers = draw(some.lists(NUMBERS, unique=True, min_size=len(names), max_size=len(names)))
    return dict(zip(names, numbers, strict=True))


@given(unique(), unique(), some.sets(some.sampled_from(NAMES)))
def test_whatever_is_wanted_the_order_is_one_that_webex_accepts(
    run: Run, has: dict[str, int], wants: dict[str, int], parks: set[str]
) -> None:
    """People leave, join, swap, and pass their numbers on, some of whom cannot be without one for a moment."""
    office = Office(run, has, wants, parks)
    order, before = ordered(office.steps())
    office.make(order)
    refused = {name for name, item in office.items.items() if item.error}
    for name in office.items:
        assert office.has.get(name) == (has.get(name) if name in refused else office.wants[name]), name
    places = {each: place for place, each in enumerate(order)}
    assert all(places[first] < places[each] for each in order for first in before[each])
    assert len(order) == len({each for each in office.steps() if each.item.key not in refused}) + len(
        [each for each in order if each.words.endswith("lets go")]
    )
    # All that is wanted is wanted once, so only those who can never let go are in the way.
    if parks == set(NAMES):
        assert refused == set()


@given(some.integers(2, 7))
def test_one_of_a_ring_lets_go_and_no_more(run: Run, size: int) -> None:
    has = {name: place for place, name in enumerate(NAMES[:size])}
    wants = {name: (place + 1) % size for place, name in enumerate(NAMES[:size])}
    office = Office(run, has, wants, NAMES)
    order, _before = ordered(office.steps())
    office.make(order)
    assert (len(office.parked), len(order)) == (1, size + 1)
    assert order[0].words.endswith("lets go")


def test_nobody_lets_go_where_an_order_does(run: Run) -> None:
    office = Office(run, {"d0": 0, "d1": 1}, {"d0": 1, "d1": 2}, NAMES)
    order, _before = ordered(office.steps())
    assert ([each.words for each in order], office.parked) == (["d1 gets 2", "d0 gets 1"], [])


def test_a_ring_of_whom_none_can_let_go_is_refused_with_what_to_do(run: Run) -> None:
    office = Office(run, {"d0": 0, "d1": 1}, {"d0": 1, "d1": 0}, ())
    order, _before = ordered(office.steps())
    assert order == []
    assert str(office.items["d0"].error) == (
        "number: desk d0 and desk d1 wait for each other's 0, 1, and Webex lets none of them be without it; "
        "give one of them another value first, in a run of its own"
    )
    assert office.items["d1"].cause is office.items["d0"]


def test_what_is_wanted_twice_gets_the_first(run: Run) -> None:
    office = Office(run, {"d0": 0}, {"d1": 0, "d2": 0}, ())
    ordered(office.steps())
    assert [bool(item.error) for item in office.items.values()] == [False, False, True]
    assert str(office.items["d2"].error) == "number: 0 is wanted by desk d1 too"


def test_a_refusal_reaches_all_who_count_on_what_is_not_freed_then(run: Run) -> None:
    office = Office(run, {"d0": 0, "d1": 1, "d2": 2, "d3": 9}, {"d0": 9, "d1": 0, "d2": 1, "d3": 9}, NAMES)
    order, _before = ordered(office.steps())
    assert order == []
    items = office.items
    assert str(items["d0"].error) == "number: 9 belongs to somebody"
    assert [items[name].cause for name in ("d1", "d2")] == [items["d0"], items["d0"]]
    (sentence,) = sentences(item for item in items.values() if item.error)
    assert sentence == "desk d0: number: 9 belongs to somebody. Not tried because of that: desk d1, d2"


def test_who_needs_what_was_refused_before_is_told_so(run: Run) -> None:
    office = Office(run, {"d0": 0, "d1": 1}, {"d0": 1}, ())
    office.items["d1"].error = Refused("number", "stays")
    ordered(office.items["d0"].steps, {thing(1): office.items["d1"]})
    assert office.items["d0"].cause is office.items["d1"]


@pytest.mark.parametrize(("leaving", "fine"), [(1, False), (2, True)])
def test_a_claim_may_need_several_to_free_it(run: Run, leaving: int, fine: bool) -> None:
    noun = Desks(run)
    room = Item(noun, Desk(name="room"))
    claim = Claim(("seat",), Refused("state", "two sit there"), shared=True, times=2)
    steps = [step(room, "close", claims=[claim])]
    people = [Item(noun, Desk(name=name)) for name in NAMES[:leaving]]
    steps += [step(each, f"{each.key} leaves", frees=frozenset({("seat",)})) for each in people]
    order, _before = ordered(steps)
    assert bool(room.error) is not fine
    assert [each.words for each in order][leaving:] == (["close"] if fine else [])


def test_a_shared_claim_keeps_nobody_out(run: Run) -> None:
    noun = Desks(run)
    one, two = (Item(noun, Desk(name=name)) for name in ("one", "two"))
    steps = [
        step(one, "look", claims=[Claim(thing(1), shared=True)]),
        step(two, "take", claims=[Claim(thing(1))]),
    ]
    order, _before = ordered(steps)
    assert (order, one.error, two.error) == (steps, None, None)


def test_who_cannot_let_go_after_all_is_refused_alone(run: Run) -> None:
    def full(_things: frozenset[Thing], _claimed: Collection[Thing]) -> Step | None:
        raise Refused("number", "no other is free")

    office = Office(run, {"d0": 0, "d1": 1, "d5": 5}, {"d0": 1, "d1": 0, "d5": 6}, ())
    office.items["d0"].steps[0].park = full
    order, _before = ordered(office.steps())
    assert str(office.items["d0"].error) == "number: no other is free"
    assert [each.words for each in order] == ["d5 gets 6"]


def perform(run: Run, steps: Sequence[Step]) -> None:
    order, before = ordered(steps)
    Runner(run, order, before, lambda item: item).perform()


def test_a_lane_is_kept_until_webex_has_finished(run: Run) -> None:
    """Also when a step that was not tried has the same lane, which it never held."""
    noun, polled, log = Desks(run), [0], list[str]()

    def send(each: Step) -> dict[str, Any]:
        log.append(each.words)
        if each.words == "fail":
            raise WebexError("no")
        return {}

    def finished() -> bool:
        polled[0] += 1
        if polled[0] == 10:
            log.append("first has ended")
        return polled[0] >= 10

    first = step(Item(noun, Desk(name="a")), "first", lane="moves", send=send, then=lambda _: Wait("a", finished))
    failing = Item(noun, Desk(name="b"))
    steps = [first, step(failing, "fail", send=send), step(failing, "never", lane="moves", send=send)]
    last = [step(Item(noun, Desk(name=name)), f"then {name}", lane="moves", send=send) for name in "cd"]
    perform(run, [*steps, *last])
    assert sorted(log[:2]) == ["fail", "first"]
    assert log[2:] == ["first has ended", "then c", "then d"]
    assert [each.state for each in [*steps, *last]] == ["made", "failed", "not tried", "made", "made"]


def test_steps_that_need_nothing_of_each_other_are_made_side_by_side(run: Run) -> None:
    noun, together = Desks(run), threading.Barrier(4, timeout=5)

    def send(_step: Step) -> dict[str, Any]:
        together.wait()
        return {}

    steps = [step(Item(noun, Desk(name=name)), name, send=send) for name in NAMES[:4]]
    perform(run, steps)
    assert [each.state for each in steps] == ["made"] * 4


def test_who_needs_what_failed_is_not_tried_and_who_only_follows_is(run: Run) -> None:
    noun = Desks(run)

    def send(each: Step) -> dict[str, Any]:
        if each.words == "frees":
            time.sleep(0.02)
            raise WebexError("no")
        return {}

    first = step(Item(noun, Desk(name="a")), "frees", frees=frozenset({thing(1)}), send=send)
    needs = step(Item(noun, Desk(name="b")), "needs", claims=[Claim(thing(1), held(1))], send=send)
    follows = step(
        Item(noun, Desk(name="c")), "follows", claims=[Claim(thing(1), shared=True, needed=False)], send=send
    )
    perform(run, [needs, follows, first])
    assert [each.state for each in (first, needs, follows)] == ["failed", "not tried", "made"]
    assert str(needs.item.error).startswith(f"not tried, because {first.item.label} failed")
    assert needs.item.cause is first.item
