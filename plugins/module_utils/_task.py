# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A task from options to result: the one place that knows check mode, diff, lists, and what counts as failed.

It knows nothing of AnsibleModule, so that an action plugin can host it in the controller's process as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from ._audit import audit
from ._engine.change import printable
from ._engine.fields import Model, options_of
from ._engine.item import Item, counted, sentences
from ._engine.noun import Reader, Writer
from ._engine.plan import Plan
from ._engine.run import Run
from ._engine.snapshot import Snapshot
from ._export import export, export_failure
from ._fleet import Fleet, failure_of
from ._http.client import Client, Connection
from ._http.errors import Refused, WebexError, understood
from ._invitations import invite
from ._nouns.sub_partner.standing import admit
from ._offboard import offboard, offboard_failure
from ._options import label
from ._precheck import Precheck

M = TypeVar("M", bound=Model)


class TaskFailed(Exception):
    """The task failed; ``result`` is what it returns all the same, for the host to show beside the message.

    ``places`` has the sentences of the message that are about an option, and which one it is.
    """

    def __init__(self, message: str, *, places: Mapping[str, str] | None = None, **result: Any) -> None:
        super().__init__(message)
        self.result, self.places = result, places or {}


class Task:
    """One run of a module: its options, its noun, and where warnings and progress go."""

    def __init__(
        self,
        noun: type[Reader[Any]],
        options: Mapping[str, Any],
        *,
        check_mode: bool = False,
        warn: Callable[[str], None],
        progress: Callable[[str], None],
        memory: dict[Any, Snapshot] | None = None,
    ) -> None:
        """Prepare the task. ``memory`` lets the items of a loop share a connection and what has been read already."""
        self.options = options
        connection = Connection(**{field.name: options[field.name] for field in fields(Connection)})
        refusal = connection.refusal()
        if refusal:
            raise TaskFailed(f"{refusal[0]}: {refusal[1]}")
        parallel = max(1, options.get("parallel") or 1)
        memory = {} if memory is None else memory
        if connection not in memory:
            memory[connection] = Snapshot(Client(connection, parallel=parallel), parallel)
        snapshot = memory[connection]
        snapshot.client.progress = progress
        self.run = Run(
            snapshot.client,
            snapshot,
            check_mode=check_mode,
            wait=options.get("wait", True),
            wait_timeout=options.get("wait_timeout", 1800),
            wait_interval=options.get("wait_interval", 5),
            parallel=parallel,
            options=options,
            warn=warn,
            progress=progress,
        )
        self.noun = noun(self.run)
        self.plan = Plan(self.run)

    def __enter__(self) -> Task:
        return self

    def __exit__(self, *_exception: object) -> None:
        """Close the connections to Webex."""
        self.run.client.close()

    def one(self) -> dict[str, Any]:
        """Converge one object; return the module's result."""
        noun = self._writer()
        try:
            item = self._item(noun, self.options)
        except Refused as error:
            raise TaskFailed(str(error), places={str(error): error.option}) from None
        self._converge(noun, [item])
        entry = item.entry()
        result: dict[str, Any] = {"changed": entry["changed"], **entry, "diff": self._diff(), "steps": self._steps()}
        del result["error"]
        if (after := item.result()) is not None:
            result[noun.name] = after.known()
        if item.error is not None:
            raise TaskFailed(item.sentence(), places=_places([item]), **result)
        return result

    def many(self) -> dict[str, Any]:
        """Converge a list of objects; return the module's result, an entry per object."""
        noun = self._writer()
        self._converge(noun, self._items(noun), purge=bool(self.options.get("purge")))
        items = self.plan.items
        entries = [item.entry() for item in items]
        result: dict[str, Any] = {
            "changed": any(entry["changed"] for entry in entries),
            "entries": entries,
            "counts": counted(entry["action"] for entry in entries),
            "diff": self._diff(),
            "steps": self._steps(),
        }
        failed = [item for item in items if item.error is not None]
        if failed:
            reasons = "\n".join(f"- {line}" for line in sentences(failed))
            message = f"{len(failed)} of {len(items)} {noun.plural} failed:\n{reasons}"
            raise TaskFailed(message, places=_places(items, noun.plural), **result)
        return result

    def read(self) -> dict[str, Any]:
        """Return the objects that pass the filters of an info module."""
        try:
            with understood():
                if self.noun.scoped:
                    admit(self.run)
                found = self.noun.find(self.options)
        except (Refused, WebexError) as error:
            raise TaskFailed(f"reading {self.noun.plural}: {error}", **_failure(error)) from None
        return {"changed": False, self.noun.plural: [model.known() for model in found]}

    def audit(self) -> dict[str, Any]:
        """Return the plan for many customers, as a module that writes nothing."""
        return self._fleet(audit)

    def onboard(self) -> dict[str, Any]:
        """Converge many customers; return the module's result, an entry per customer."""
        result = self._fleet(Fleet.onboard)
        if message := failure_of(result):
            raise TaskFailed(message, **result)
        return result

    def export(self) -> dict[str, Any]:
        """Make an inventory of existing customers."""
        result = self._fleet(export)
        if message := export_failure(result):
            raise TaskFailed(message, **result)
        return result

    def precheck(self) -> dict[str, Any]:
        """Return verdicts on many customers and their users, as a module that writes nothing."""
        return self._fleet(Precheck.judge)

    def invitations(self) -> dict[str, Any]:
        """Tell who is waited for, and write to them; return the module's result, an entry per customer."""
        result = self._fleet(invite)
        if message := failure_of(result):
            raise TaskFailed(message, **result)
        return result

    def offboard(self) -> dict[str, Any]:
        """Have one customer go, with everything that it has."""
        result = self._fleet(offboard)
        if message := offboard_failure(result):
            raise TaskFailed(message, **result)
        return result

    def _fleet(self, work: Callable[[Any, Mapping[str, Any]], dict[str, Any]]) -> dict[str, Any]:
        if not isinstance(self.noun, Fleet):
            raise TypeError(f"{self.noun.name} is no fleet")
        try:
            return work(self.noun, self.options)
        except (Refused, WebexError) as error:
            raise TaskFailed(str(error), **_failure(error)) from None

    def _writer(self) -> Writer[Any]:
        if not isinstance(self.noun, Writer):
            raise TypeError(f"{self.noun.name} can only be read")
        return self.noun

    def _item(self, noun: Writer[M], options: Mapping[str, Any], where: str = "") -> Item[M]:
        absent = (options.get("state") or self.options["state"]) == "absent"
        passed_over = {name for name, _hint, option in options_of(noun.model) if option.only_absent and not absent}
        given = {name: value for name, value in options.items() if name not in passed_over}
        desired = noun.model.desired(given, where)
        if self.options.get("customer") and not getattr(desired, "customer", True):
            desired = desired.model_copy(update={"customer": self.options["customer"]})
        if "customer" in type(desired).model_fields and not getattr(desired, "customer", None):
            raise Refused(where + "customer", "is required")
        return Item(noun, desired, absent=absent)

    def _items(self, noun: Writer[M]) -> list[Item[M]]:
        """Return the items of a list, all bad ones refused at once and before anything is read."""
        items: list[Item[M]] = []
        problems: dict[str, str] = {}
        seen: dict[tuple[Any, str], int] = {}
        for index, options in enumerate(self.options[noun.plural]):
            try:
                item = self._item(noun, options, f"{noun.plural}[{index}].")
            except Refused as refusal:
                problems |= {str(each): each.option for each in refusal.singly(label(noun, options))}
                continue
            identity = (getattr(item.desired, "customer", None), item.key.casefold())
            if identity in seen:
                sentence = f"{noun.plural}[{index}]: {item.key} is listed before, at [{seen[identity]}]"
                problems[sentence] = f"{noun.plural}[{index}]"
            seen.setdefault(identity, index)
            items.append(item)
        if problems:
            raise TaskFailed("; ".join(problems), places=problems)
        return items

    def _converge(self, noun: Writer[M], items: list[Item[M]], *, purge: bool = False) -> None:
        """Read, plan, refuse and make the steps; what is to be purged joins the items."""
        plan = self.plan
        try:
            with understood():
                admit(self.run)
                plan.read(noun, items)
                _refuse_doubles(noun, items)
                if purge:
                    for desired, existing in self._leftovers(noun, items):
                        plan.leftover(noun, desired, existing)
                plan.close()
        except (Refused, WebexError) as error:
            raise TaskFailed(f"reading what exists: {error}", **_failure(error)) from None
        if self.run.check_mode:
            plan.foretell()
        else:
            plan.perform()

    def _leftovers(self, noun: Writer[M], items: list[Item[M]]) -> list[tuple[M, M]]:
        """Return what is to be removed because the list does not name it; too much of it is refused as a whole."""
        customers = {getattr(item.desired, "customer", None) for item in items} | {self.options.get("customer")}
        found = noun.leftovers(sorted(filter(None, customers)), [item.desired for item in items])
        limit = self.options["purge_limit"]
        if len(found) > limit:
            names = ", ".join(noun.key(desired) for desired, _existing in found)
            raise Refused("purge_limit", f"purge would remove {len(found)} objects, more than {limit}: {names}")
        return found

    def _diff(self) -> list[dict[str, Any]]:
        return [printable(diff) for item in self.plan.items if (diff := item.diff()) is not None]

    def _steps(self) -> list[dict[str, Any]]:
        """Return the steps in the order of the plan, with what has become of them."""
        base = self.run.client.path
        planned = dict.fromkeys([*self.plan.order, *(step for item in self.plan.items for step in item.steps)])
        return [step.shown(base) for step in planned]


def _refuse_doubles(noun: Writer[M], items: list[Item[M]]) -> None:
    """Refuse an object that is listed twice, however its customer is named."""
    seen: dict[tuple[str, ...], int] = {}
    for index, item in enumerate(items):
        before = seen.setdefault(noun.identity(item.desired), index)
        if before != index:
            raise TaskFailed(
                f"{noun.plural}[{index}]: {item.key} is listed before, at [{before}], where its customer is named in "
                "another way"
            )


def _places(items: Sequence[Item[Any]], plural: str = "") -> dict[str, str]:
    """Return which option each item's refusal is about; ``plural`` is the option that lists them."""
    return {
        str(item.error): f"{plural}[{index}].{item.error.option}" if plural else item.error.option
        for index, item in enumerate(items)
        if isinstance(item.error, Refused)
    }


def _failure(error: Exception) -> dict[str, Any]:
    return {"failure": error.failure()} if isinstance(error, WebexError) else {}
