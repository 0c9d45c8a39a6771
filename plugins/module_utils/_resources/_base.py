# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a noun must tell the task: how its objects are found, made, changed and removed."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

from .._client import Client
from .._converge import Action, Item
from .._errors import WebexError
from .._models._base import Model

M = TypeVar("M", bound=Model)


def _silent(text: str) -> None:
    pass


@dataclass
class Context:
    """What a task gives to its noun besides the objects."""

    client: Client
    check_mode: bool = False
    wait: bool = True
    wait_timeout: float = 1800
    wait_interval: float = 5
    options: Mapping[str, Any] = field(default_factory=dict)
    """The task's own options, for a noun that has some (see Resource.controls)."""
    warn: Callable[[str], None] = _silent
    progress: Callable[[str], None] = _silent


class Resource(ABC, Generic[M]):
    """One noun: ``observe`` reads, ``check`` refuses; only ``create``, ``update`` and ``remove`` write."""

    name: ClassVar[str]
    plural: ClassVar[str]
    model: type[M]
    waits: ClassVar[bool] = False
    """Whether the noun has work that goes on after Webex has answered: it has wait_timeout and wait_interval."""
    remembers: ClassVar[bool] = False
    """Whether what was read for one item of a loop serves the next ones."""
    purges: ClassVar[bool] = False
    """Whether a list can be complete, so that what is not listed may be removed."""
    controls: ClassVar[dict[str, dict[str, Any]]] = {}
    """Argument specification of the options that belong to the task, not to an object."""
    filters: ClassVar[dict[str, dict[str, Any]]] = {}
    """Argument specification of the options of the noun's info module."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.client = context.client

    @abstractmethod
    def key(self, desired: M) -> str:
        """Return the natural key of an object, for people and for finding duplicates in a list."""

    def identity(self, desired: M) -> tuple[str, str]:
        """Return what tells an object from all others, once the objects have been observed."""
        return "", self.key(desired).casefold()

    @abstractmethod
    def observe(self, wanted: Sequence[M], *, anew: bool = False) -> list[M | None]:
        """Read what exists of what is wanted, in the same order; many objects are read in bulk.

        With ``anew`` nothing is taken from memory: a write whose answer was lost may have changed it.
        """

    @abstractmethod
    def find(self, filters: Mapping[str, Any]) -> list[M]:
        """Read all objects that pass the filters of the info module."""

    def check(self, item: Item[M], action: Action[M]) -> None:
        """Refuse what must not be attempted. May read; never writes."""

    def precheck(self, item: Item[M], action: Action[M]) -> None:
        """In check mode, ask Webex itself for its verdict, where it offers that."""

    @abstractmethod
    def create(self, item: Item[M], action: Action[M]) -> dict[str, Any]:
        """Make the object; return the fields that Webex has set."""

    @abstractmethod
    def update(self, item: Item[M], action: Action[M]) -> dict[str, Any]:
        """Make the changes; return the fields that Webex has set."""

    @abstractmethod
    def remove(self, item: Item[M], action: Action[M]) -> None:
        """Remove the object."""

    def stages(self, items: Sequence[Item[M]]) -> list[list[Item[M]]]:
        """Return the items in groups that are applied one after the other; within a group the order is free."""
        return [list(items)]

    def leftovers(self, customers: Collection[str], listed: Sequence[M]) -> list[tuple[M, M]]:
        """Return what these customers have besides the listed objects: what to ask for, and what there is."""
        return []

    def settle(self, items: Sequence[Item[M]]) -> None:
        """Wait for what goes on in the background, for all items at once."""

    def poll(self, what: Callable[[], str]) -> Iterator[None]:
        """Yield once per wait_interval, telling the progress in between; WebexError at wait_timeout."""
        start = time.monotonic()
        while True:
            yield
            waited = time.monotonic() - start
            rest = self.context.wait_timeout - waited
            if rest <= 0:
                raise WebexError(
                    f"{what()}: not finished after wait_timeout ({self.context.wait_timeout:g} s)",
                    hint="Webex goes on working: run again to continue waiting, or raise wait_timeout.",
                )
            self.context.progress(f"{what()} ({waited:.0f} s)")
            time.sleep(min(self.context.wait_interval, rest))
