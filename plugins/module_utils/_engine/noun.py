# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a noun tells the engine: how its objects are found and, for one that is written, which steps a change takes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from .fields import Model, returned_by
from .item import Item
from .run import Run
from .steps import Step, Thing

M = TypeVar("M", bound=Model)


class Reader(ABC, Generic[M]):
    """A noun that is read."""

    name: ClassVar[str]
    plural: ClassVar[str]
    model: type[M]
    filters: ClassVar[dict[str, dict[str, Any]]] = {}
    """Argument specification of the options of the noun's info module."""
    scoped: ClassVar[bool] = True
    """Whether its objects are those of the sub-partner that a run acts for."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.client = run.client
        self.snapshot = run.snapshot

    @abstractmethod
    def find(self, filters: Mapping[str, Any]) -> list[M]:
        """Read all objects that pass the filters of the info module."""


class Writer(Reader[M], Generic[M]):
    """A noun with a desired state. Only the steps it makes write; all else reads."""

    waits: ClassVar[bool] = False
    """Whether Webex goes on working after it has answered: such a noun has wait_timeout and wait_interval."""
    purges: ClassVar[bool] = False
    """Whether a list can be complete, so that what is not listed may be removed."""
    provisions: ClassVar[bool] = True
    """Whether creating and changing its objects is barred to a run that may only remove."""
    controls: ClassVar[dict[str, dict[str, Any]]] = {}
    """Argument specification of the options that belong to the task, not to an object."""

    @abstractmethod
    def key(self, desired: M) -> str:
        """Return the natural key of an object, for people and for finding doubles in a list."""

    def identity(self, desired: M) -> tuple[str, ...]:
        """Return what makes two wishes the same object, however they name it. May read."""
        return (self.key(desired).casefold(),)

    @abstractmethod
    def observe(self, wanted: Sequence[M]) -> list[M | None]:
        """Read what exists of what is wanted, in the same order; many objects are read in bulk."""

    def check(self, item: Item[M]) -> None:
        """Refuse what must not be attempted. May read."""

    def steps(self, item: Item[M]) -> Iterable[Step]:
        """Return the steps that the change of an object takes, in their order. May read."""
        return ()

    def gives(self, item: Item[M]) -> Iterable[Thing]:
        """Return what others may need of an object, to tell them the cause when it cannot be planned."""
        return ()

    def review(self, items: Sequence[Item[M]]) -> None:
        """Note as errors what only all planned changes together show."""

    def foretell(self, item: Item[M]) -> None:
        """In check mode, ask Webex itself for its verdict, where it offers that."""

    def doubt(self, item: Item[M]) -> None:
        """Make the snapshot read an object again: a write whose answer was lost may have changed it."""

    def told(self, existing: M) -> dict[str, Any]:
        """Return the fields of an object that only Webex sets."""
        return {name: value for name, value in existing.known().items() if name in returned_by(self.model)}

    def leftovers(self, customers: Collection[str], listed: Sequence[M]) -> list[tuple[M, M]]:
        """Return what these customers have besides the listed objects: what to ask for, and what there is."""
        return []

    def settle(self, items: Sequence[Item[M]]) -> None:
        """Finish the task, when all steps have been made: warn, or write what is kept on this machine."""
