# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The plan of a task: what exists is read, what differs becomes steps, and the steps are what happens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from .._http.errors import Refused, WebexError, understood
from .change import compare
from .fields import Model
from .item import Item
from .noun import Writer
from .run import Run, Runner
from .steps import Before, Step, Thing, ordered

M = TypeVar("M", bound=Model)


class Plan:
    """All objects of a task, of one noun or of several, and the steps for all of them."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.items: list[Item[Any]] = []
        self.order: list[Step] = []
        self._before: Before = {}

    def read(self, noun: Writer[M], items: Sequence[Item[M]]) -> None:
        """Read what exists of a noun's objects, and compare."""
        observed = noun.observe([item.desired for item in items])
        for item, existing in zip(items, observed, strict=True):
            item.change = compare(existing, item.desired, absent=item.absent)
        self.items += items

    def leftover(self, noun: Writer[M], desired: M, existing: M) -> Item[M]:
        """Have an object removed that is not wanted: ``desired`` is how it would be asked for."""
        item = Item(noun, desired, absent=True)
        item.change = compare(existing, desired, absent=True)
        self.items.append(item)
        return item

    def close(self, link: Callable[[], None] = lambda: None) -> None:
        """Refuse what cannot be done, and put the steps of all objects in order. Writes nothing.

        ``link`` may add to the steps what objects of several nouns need of each other.
        """
        for item in self.items:
            if not item.error:
                _guarded(item, self._steps)
        link()
        for noun in dict.fromkeys(item.noun for item in self.items):
            noun.review([item for item in self.items if item.noun is noun and item.change.changed and not item.error])
        steps = [step for item in self.items if not item.error for step in item.steps]
        self.order, self._before = ordered(steps, self._denied())
        own = {step for item in self.items for step in item.steps}
        for step in reversed([step for step in self.order if step not in own]):
            step.item.steps.insert(0, step)  # a step that lets go of something first
        for step in own - set(self.order):
            step.state = "not tried"

    def foretell(self) -> None:
        """In check mode, ask Webex for its verdict on what is planned, where it offers that."""
        due = [item for item in self.items if item.change.changed and not item.error]
        self.run.snapshot.together(*[lambda item=item: _guarded(item, item.noun.foretell) for item in due])

    def perform(self) -> None:
        """Make the steps, and finish."""
        Runner(self.run, self.order, self._before, self._again).perform()
        for noun in dict.fromkeys(item.noun for item in self.items):
            noun.settle([item for item in self.items if item.noun is noun])

    def _denied(self) -> dict[Thing, Item[Any]]:
        """Return what others may need, and the object that cannot give it."""
        denied: dict[Thing, Item[Any]] = {}
        for item in self.items:
            if item.error and item.change.kind in ("create", "update"):
                with suppress(Refused, WebexError):
                    denied |= dict.fromkeys(item.noun.gives(item), item)
        return denied

    def _steps(self, item: Item[Any]) -> None:
        if not item.change.changed:
            return
        if item.noun.provisions and item.change.kind != "remove" and item.noun.run.barred:
            raise item.noun.run.barred
        item.noun.check(item)
        item.steps = list(item.noun.steps(item))
        for step in item.steps:
            step.item = item

    def _again(self, item: Item[M]) -> Item[M]:
        """Read an object again, and return it with what is left to do for it.

        It may go while it is read, as what was lost may still take effect: then it is read once more.
        """
        try:
            return self._left(item)
        except WebexError as error:
            if error.status != 404:
                raise
            return self._left(item)

    def _left(self, item: Item[M]) -> Item[M]:
        noun = item.noun
        noun.doubt(item)
        existing = noun.observe([item.desired])[0]
        rest: Item[M] = Item(noun, item.desired, absent=item.absent, returned=item.returned, extra=item.extra)
        rest.change = compare(existing, item.desired, absent=item.absent)
        self._steps(rest)
        if existing is not None:
            item.returned |= noun.told(existing)
        for step in rest.steps:
            step.item = item
        return rest


def _guarded(item: Item[Any], work: Callable[[Item[Any]], None]) -> None:
    """Do some work for an object; what fails is noted in it."""
    try:
        with understood():
            work(item)
    except (Refused, WebexError) as error:
        item.error = error
