# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A task from options to result: the one place that knows check mode, diff, lists, and what counts as failed.

It knows nothing of AnsibleModule, so that an action plugin can host it in the controller's process as well.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any, Generic, TypeVar

from ._client import Client, Connection
from ._converge import OUTCOME, Item, each, plan
from ._errors import LostAnswer, Refused, WebexError, understood
from ._models._base import Model, options_of
from ._resources._base import Context, Resource

M = TypeVar("M", bound=Model)
NAMED = 5
"""How many objects with the same story a message names; all are in the entries of the result."""
ATTEMPTS = 3
"""How often a write whose answer was lost is settled by reading and planning anew."""


class TaskFailed(Exception):
    """The task failed; ``result`` is what it returns all the same, for the host to show beside the message."""

    def __init__(self, message: str, **result: Any) -> None:
        super().__init__(message)
        self.result = result


class Progress:
    """Tells from time to time how far a long list has come."""

    INTERVAL = 10.0
    """Seconds between two signs."""

    def __init__(self, total: int, resource: Resource[Any], tell: Callable[[str], None]) -> None:
        self._total, self._plural, self._tell = total, resource.plural, tell
        self._lock = threading.Lock()
        self._count, self._last = 0, time.monotonic()

    def after(self, item: Item[M], work: Callable[[Item[M]], None]) -> None:
        """Do the work and count it, whatever comes of it."""
        try:
            work(item)
        finally:
            with self._lock:
                self._count += 1
                if time.monotonic() - self._last >= self.INTERVAL:
                    self._last = time.monotonic()
                    self._tell(f"{self._count} of {self._total} {self._plural}")


class Task(Generic[M]):
    """One run of a module: its options, its noun, and where warnings and progress go."""

    def __init__(
        self,
        resource: type[Resource[M]],
        options: Mapping[str, Any],
        *,
        check_mode: bool = False,
        warn: Callable[[str], None],
        progress: Callable[[str], None],
        memory: dict[Any, Any] | None = None,
    ) -> None:
        """Prepare the task. ``memory`` lets the items of a loop share a connection, and what has been read already."""
        self.options = options
        self.check_mode = check_mode
        connection = Connection(**{field.name: options[field.name] for field in fields(Connection)})
        refusal = connection.refusal()
        if refusal:
            raise TaskFailed(f"{refusal[0]}: {refusal[1]}")
        self.parallel = max(1, options.get("parallel") or 1)
        self.progress = progress
        memory = {} if memory is None else memory
        self.client = memory.get(connection) or Client(connection, parallel=self.parallel)
        self.client.progress = progress
        context = Context(
            self.client,
            check_mode=check_mode,
            wait=options.get("wait", True),
            wait_timeout=options.get("wait_timeout", 1800),
            wait_interval=options.get("wait_interval", 5),
            options=options,
            warn=warn,
            progress=progress,
        )
        self.resource = (resource.remembers and memory.get((resource, connection))) or resource(context)
        self.resource.context = context
        memory[connection], memory[resource, connection] = self.client, self.resource

    def __enter__(self) -> Task[M]:
        return self

    def __exit__(self, *_exception: object) -> None:
        """Close the connections to Webex."""
        self.client.close()

    def one(self) -> dict[str, Any]:
        """Bring one object into its state; return the module's result."""
        try:
            item = self._item(self.options)
        except Refused as error:
            raise TaskFailed(str(error)) from None
        self._converge([item])
        entry = item.entry()
        result: dict[str, Any] = {"changed": entry["changed"], **entry, "diff": self._diff([item])}
        del result["error"]
        if item.result is not None:
            result[self.resource.name] = item.result.known()
        if item.error is not None:
            raise TaskFailed(_sentence(self.resource.name, item), **result)
        return result

    def many(self) -> dict[str, Any]:
        """Bring a list of objects into their states; return the module's result, an entry per object."""
        items = self._items()
        self._converge(items, purge=bool(self.options.get("purge")))
        failed = [item for item in items if item.error is not None]
        counts = Counter(item.entry()["action"] for item in items)
        result: dict[str, Any] = {
            "changed": any(item.entry()["changed"] for item in items),
            "entries": [item.entry() for item in items],
            "counts": {name: counts.get(name, 0) for name in (*OUTCOME.values(), "failed")},
            "diff": self._diff(items),
        }
        if failed:
            reasons = "\n".join(f"- {line}" for line in _sentences(self.resource.name, failed))
            raise TaskFailed(f"{len(failed)} of {len(items)} {self.resource.plural} failed:\n{reasons}", **result)
        return result

    def read(self) -> dict[str, Any]:
        """Return the objects that pass the filters of an info module."""
        try:
            with understood():
                found = self.resource.find(self.options)
        except (Refused, WebexError) as error:
            raise TaskFailed(f"reading {self.resource.plural}: {error}", **_failure(error)) from None
        return {"changed": False, self.resource.plural: [model.known() for model in found]}

    def _item(self, options: Mapping[str, Any], where: str = "") -> Item[M]:
        absent = (options.get("state") or self.options["state"]) == "absent"
        passed_over = {
            name for name, _hint, option in options_of(self.resource.model) if option.only_absent and not absent
        }
        given = {name: value for name, value in options.items() if name not in passed_over}
        desired = self.resource.model.desired(given, where)
        if self.options.get("customer") and not getattr(desired, "customer", True):
            desired = desired.model_copy(update={"customer": self.options["customer"]})
        if "customer" in type(desired).model_fields and not getattr(desired, "customer", None):
            raise Refused(where + "customer", "is required")
        return Item(self.resource.key(desired), desired, absent=absent)

    def _items(self) -> list[Item[M]]:
        """Return the items of a list, all bad ones refused at once and before anything is read."""
        items: list[Item[M]] = []
        problems: list[str] = []
        seen: dict[tuple[Any, str], int] = {}
        for index, options in enumerate(self.options[self.resource.plural]):
            try:
                item = self._item(options, f"{self.resource.plural}[{index}].")
            except Refused as error:
                problems.append(str(error))
                continue
            identity = (getattr(item.desired, "customer", None), item.key.casefold())
            if identity in seen:
                problems.append(f"{self.resource.plural}[{index}]: {item.key} is listed before, at [{seen[identity]}]")
            seen.setdefault(identity, index)
            items.append(item)
        if problems:
            raise TaskFailed("; ".join(problems))
        return items

    def _converge(self, items: list[Item[M]], *, purge: bool = False) -> None:
        """Read, plan, refuse and apply; what is to be purged joins the items."""
        try:
            with understood():
                observed = self.resource.observe([item.desired for item in items])
                self._refuse_doubles(items)
                leftovers = self._leftovers(items) if purge else []
        except (Refused, WebexError) as error:
            raise TaskFailed(f"reading what exists: {error}", **_failure(error)) from None
        for item, existing in zip(items, observed, strict=True):
            item.action = plan(existing, item.desired, absent=item.absent)
            item.result = existing
        items += leftovers
        each(items, self._check)
        if self.check_mode:
            each(items, self._predict, parallel=self.parallel)
            return
        done = Progress(len(items), self.resource, self.progress)
        for stage in self.resource.stages(items):
            each(stage, lambda item: done.after(item, self._apply), parallel=self.parallel)
        written = [item for item in items if item.error is None]
        try:
            with understood():
                self.resource.settle(written)
        except WebexError as error:
            for item in written:
                item.error = item.error or error

    def _refuse_doubles(self, items: list[Item[M]]) -> None:
        """Refuse an object that is listed twice, however its customer is named."""
        seen: dict[tuple[str, str], int] = {}
        for index, item in enumerate(items):
            before = seen.setdefault(self.resource.identity(item.desired), index)
            if before != index:
                raise TaskFailed(
                    f"{self.resource.plural}[{index}]: {item.key} is listed before, at [{before}],"
                    " where its customer is named in another way"
                )

    def _leftovers(self, items: list[Item[M]]) -> list[Item[M]]:
        """Return what is to be removed because the list does not name it; too much of it is refused as a whole."""
        customers = {getattr(item.desired, "customer", None) for item in items} | {self.options.get("customer")}
        found = self.resource.leftovers(sorted(filter(None, customers)), [item.desired for item in items])
        limit = self.options["purge_limit"]
        if len(found) > limit:
            names = ", ".join(self.resource.key(desired) for desired, _existing in found)
            raise Refused("purge_limit", f"purge would remove {len(found)} objects, more than {limit}: {names}")
        leftovers = []
        for desired, existing in found:
            item = Item(self.resource.key(desired), desired, absent=True)
            item.action, item.result = plan(existing, desired, absent=True), existing
            leftovers.append(item)
        return leftovers

    def _check(self, item: Item[M]) -> None:
        if item.action.changed:
            self.resource.check(item, item.action)

    def _predict(self, item: Item[M]) -> None:
        action = item.action
        if action.changed:
            item.result = action.predicted()
            self.resource.precheck(item, action)

    def _apply(self, item: Item[M]) -> None:
        """Make the writes of one item; what a lost answer leaves open is read and planned anew.

        So is a creation that Webex refuses because of a conflict: the object may be there all the same, missed in a
        list that changed while it was read, or made meanwhile by somebody else.
        """
        for attempt in range(ATTEMPTS):
            action = item.action
            if not action.changed:
                return
            try:
                self._write(item)
                return
            except WebexError as error:
                lost = isinstance(error, LostAnswer)
                refused = error.status == 409 and action.kind == "create"
                if attempt == ATTEMPTS - 1 or not (lost or refused):
                    raise
                existing = self.resource.observe([item.desired], anew=True)[0]
                planned = plan(existing, item.desired, absent=item.absent)
                if not lost and planned.kind == "create":
                    raise
                item.result = existing
                if lost and not planned.changed:
                    return  # it took effect: the plan that was made stays the item's outcome
                item.action = planned

    def _write(self, item: Item[M]) -> None:
        action = item.action
        if action.kind == "remove":
            self.resource.remove(item, action)
            item.result = None
            return
        returned = (self.resource.create if action.kind == "create" else self.resource.update)(item, action)
        item.result = (action.predicted() or item.desired).model_copy(update=returned)

    def _diff(self, items: list[Item[M]]) -> list[dict[str, Any]]:
        return [
            item.action.diff(f"{self.resource.name} {item.key}")
            for item in items
            if item.action.changed and (item.done or not isinstance(item.error, Refused))
        ]


def _sentences(noun: str, failed: list[Item[Any]]) -> list[str]:
    """Return what failed, once for all objects with the same story."""
    alike: dict[tuple[str, str, tuple[str, ...]], list[Item[Any]]] = {}
    for item in failed:
        alike.setdefault((item.action.kind, str(item.error), tuple(item.done)), []).append(item)
    return [_sentence(noun, items[0], [item.key for item in items]) for items in alike.values()]


def _sentence(noun: str, item: Item[Any], keys: Sequence[str] = ()) -> str:
    """Return what failed, for which object or objects, what had been done before, and why."""
    named = ", ".join(keys[:NAMED]) + (f" and {len(keys) - NAMED} more" if len(keys) > NAMED else "")
    doing = {"create": "creating ", "update": "updating ", "remove": "removing "}.get(item.action.kind, "")
    done = f" Done before: {', '.join(item.done)}." if item.done else ""
    return f"{doing}{noun.replace('_', ' ')} {named or item.key}: {item.error}{done}"


def _failure(error: Exception) -> dict[str, Any]:
    return {"failure": error.failure()} if isinstance(error, WebexError) else {}
