# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One object on its way through a task: the wish for it, what it takes, what came of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .._http.errors import NotTried, WebexError
from .change import OUTCOME, Change
from .fields import Model
from .steps import Step

if TYPE_CHECKING:
    from .noun import Writer

M = TypeVar("M", bound=Model)
NAMED = 5
"""How many objects with the same story a message names; all are in the result."""
DOING = {"create": "creating ", "update": "updating ", "remove": "removing ", "none": ""}


@dataclass(eq=False)
class Item(Generic[M]):
    """One object of a task."""

    noun: Writer[M]
    desired: M
    absent: bool = False
    steps: list[Step] = field(default_factory=list)
    """What it takes, in the object's own order."""
    returned: dict[str, Any] = field(default_factory=dict)
    """Fields that Webex has set."""
    extra: dict[str, Any] = field(default_factory=dict)
    """What else the task returns of it, e.g. the verdict of a precheck."""
    error: Exception | None = None
    cause: Item[Any] | None = None
    """The object whose failure is the cause of this one's."""
    change: Change[M] = field(init=False)

    def __post_init__(self) -> None:
        """Nothing is to be done until it is compared."""
        self.change = Change("none", self.desired)

    @property
    def key(self) -> str:
        """The natural key of the object."""
        return self.noun.key(self.desired)

    @property
    def word(self) -> str:
        """What kind of object it is, in the words of a person."""
        return self.noun.name.replace("_", " ")

    @property
    def label(self) -> str:
        """The object in the words of a person."""
        return f"{self.word} {self.key}"

    def needs(self, failed: Item[Any]) -> None:
        """Fail, because another object has failed, or what that one needs."""
        if self.error is None:
            self.cause = failed.cause or failed
            self.error = NotTried(self.cause.label)

    @property
    def made(self) -> list[Step]:
        """The steps that have been made."""
        return [step for step in self.steps if step.state == "made"]

    @property
    def changed(self) -> bool:
        """Whether the object has been changed; of one that failed, whether anything has been written."""
        return bool(self.made) if self.error else self.change.changed

    def result(self) -> M | None:
        """Return the object as it is after the task; of one that failed, as far as is known."""
        if self.error is None:
            after = self.change.predicted()
        elif self.change.kind == "remove":
            after = self.change.observed
        else:
            after = self._partial().predicted() if self.made or self.change.observed else None
        return after.model_copy(update=self.returned) if after is not None else None

    def diff(self) -> dict[str, Any] | None:
        """Return Ansible's diff; of an object that failed, only what has been written of it."""
        change = self._partial() if self.error else self.change
        if not change.changed or (self.error and not self.made):
            return None
        return change.diff(f"{self.noun.name} {self.key}")

    def _partial(self) -> Change[M]:
        """Return the part of the change that the steps have made so far."""
        written = {name for step in self.made for name in step.fields}
        changes = {name: change for name, change in self.change.changes.items() if name in written}
        return Change(self.change.kind, self.desired, self.change.observed, changes)

    def entry(self) -> dict[str, Any]:
        """Return the object's line in the result of a task."""
        entry: dict[str, Any] = {
            "key": self.key,
            "id": self.returned.get("id") or getattr(self.change.observed, "id", None),
            "action": "failed" if self.error else OUTCOME[self.change.kind],
            "changed": self.changed,
            "error": str(self.error) if self.error else None,
            **self.extra,
        }
        if isinstance(self.error, WebexError):
            entry["failure"] = self.error.failure()
        if self.error and self.made:
            entry["done"] = [step.words for step in self.made]
        return entry

    def sentence(self, *others: Item[Any]) -> str:
        """Return what failed, for which object or objects, what had been done before, and why."""
        who = named([self.label, *(item.key for item in others)])
        told = f"{DOING[self.change.kind]}{who}: {self.error}"
        if not self.made:
            return told
        return f"{told.rstrip('. ')}. Done before: {', '.join(step.words for step in self.made)}."


def counted(actions: Iterable[str]) -> dict[str, int]:
    """Return how many objects had each outcome, those that none had as well."""
    counts = Counter(actions)
    return {name: counts[name] for name in (*OUTCOME.values(), "failed")}


def sentences(failed: Iterable[Item[Any]]) -> list[str]:
    """Return what failed, once for all with the same story, each cause with what was not tried because of it."""
    failed = list(failed)
    causes, followers = set(failed), defaultdict[Item[Any], list[Item[Any]]](list)
    alike: dict[tuple[str, str, tuple[str, ...]], list[Item[Any]]] = {}
    for item in failed:
        if item.cause in causes and not item.made:
            followers[item.cause].append(item)
            continue
        story = (item.change.kind, str(item.error), tuple(step.words for step in item.made))
        alike.setdefault(story, []).append(item)
    return [_story(items, [each for item in items for each in followers[item]]) for items in alike.values()]


def _story(items: Sequence[Item[Any]], untried: Iterable[Item[Any]]) -> str:
    """Return what failed for some objects, and what was not tried because of that."""
    sentence, keys = items[0].sentence(*items[1:]), defaultdict[str, list[str]](list)
    for item in untried:
        keys[item.word].append(item.key)
    rest = "; ".join(f"{noun} {named(each)}" for noun, each in keys.items())
    return f"{sentence.rstrip('. ')}. Not tried because of that: {rest}" if rest else sentence


def named(words: Sequence[str]) -> str:
    """Return the first of some objects, and how many more there are."""
    more = f" and {len(words) - NAMED} more" if len(words) > NAMED else ""
    return ", ".join(words[:NAMED]) + more
