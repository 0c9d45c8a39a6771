# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A customer of a fleet on its way through a task, and for whom it is handled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ._engine.item import Item
from ._engine.run import Run
from ._nouns.customer.api import Customers
from ._nouns.customer.model import Customer
from ._nouns.device.api import Devices
from ._nouns.location.api import Locations
from ._nouns.owners import Owned
from ._nouns.user.api import Users
from ._nouns.workspace.api import Workspaces

OBJECTS: tuple[type[Owned[Any]], ...] = (Locations, Users, Workspaces, Devices)
"""The nouns of what a customer has, in the order in which it is read and told."""


class Scope:
    """For whom customers are handled, a sub-partner or the partner itself: a run, and the nouns that act in it."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.customers, self.locations, self.users = Customers(run), Locations(run), Users(run)
        self.workspaces, self.devices = Workspaces(run), Devices(run)
        self.nouns: tuple[Owned[Any], ...] = (self.locations, self.users, self.workspaces, self.devices)


@dataclass(eq=False)
class Wanted:
    """A customer of the fleet: what is wrong with its data, and its objects on their way."""

    name: str
    scope: Scope
    problems: list[str] = field(default_factory=list)
    given: str = ""
    """The external id as it was given, also where the rest of the customer's data is wrong."""
    customer: Item[Customer] | None = None
    objects: dict[str, list[Item[Any]]] = field(default_factory=lambda: {noun.plural: [] for noun in OBJECTS})
    """What it has, by the plural of its noun."""
    purged: set[str] = field(default_factory=set)
    """Plurals of the nouns whose list is complete."""

    @property
    def locations(self) -> list[Item[Any]]:
        """Its locations."""
        return self.objects[Locations.plural]

    @property
    def users(self) -> list[Item[Any]]:
        """Its users."""
        return self.objects[Users.plural]

    @property
    def items(self) -> list[Item[Any]]:
        """All objects, the customer first."""
        return [*([self.customer] if self.customer else []), *(item for each in self.objects.values() for item in each)]

    @property
    def key(self) -> str:
        """The external id, empty where even that is wrong."""
        return self.customer.key if self.customer else self.given

    @property
    def sound(self) -> bool:
        """Whether there is nothing wrong with the customer as a whole."""
        return self.customer is not None and not self.problems and not self.customer.error

    def fail(self, error: Exception) -> None:
        """Note what went wrong with the customer as a whole."""
        self.problems.append(str(error))
        for item in self.items:
            item.error = item.error or error
