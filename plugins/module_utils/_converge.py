# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""From what is and what should be to what to do: planning is pure, applying is bounded and keeps the order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from ._errors import Refused, WebexError, understood
from ._models._base import Model, options_of

M = TypeVar("M", bound=Model)
Kind = Literal["create", "update", "remove", "none"]
EMPTY: tuple[Any, ...] = (None, "", [], {})
OUTCOME = {"create": "created", "update": "updated", "remove": "removed", "none": "unchanged"}


@dataclass(frozen=True)
class Action(Generic[M]):
    """What is to be done to one object: field by field, as (before, after)."""

    kind: Kind
    desired: M
    observed: M | None = None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def changed(self) -> bool:
        """Whether anything is to be written."""
        return self.kind != "none"

    @property
    def existing(self) -> M:
        """The object that there is; only an update or a removal has one."""
        if self.observed is None:
            raise TypeError(f"a {self.kind} has no existing object")
        return self.observed

    def touches(self, *names: str) -> bool:
        """Whether one of these fields is to change."""
        return any(name in self.changes for name in names)

    def after(self, name: str) -> Any:
        """Return the value that a field is to have, whether it changes or not."""
        if name in self.changes:
            return self.changes[name][1]
        return getattr(self.observed if self.observed is not None else self.desired, name)

    def predicted(self) -> M | None:
        """Return the object as it will be, None when it will be gone."""
        if self.kind == "remove" or (self.kind == "none" and self.observed is None):
            return None
        after = {name: change[1] for name, change in self.changes.items()}
        base = self.observed if self.observed is not None else type(self.desired)()
        return base.model_copy(update=after)

    def diff(self, label: str) -> dict[str, Any]:
        """Return Ansible's diff, of the changed fields only, in stable order."""
        names = sorted(self.changes)
        before = {name: _plain(self.changes[name][0]) for name in names}
        after = {name: _plain(self.changes[name][1]) for name in names}
        return {
            "before_header": label,
            "after_header": label,
            "before": {} if self.kind == "create" else before,
            "after": {} if self.kind == "remove" else after,
        }


def plan(observed: M | None, desired: M, *, absent: bool = False) -> Action[M]:
    """Compare what is with what should be. Pure.

    Only fields known on both sides are compared: what Webex never returns cannot make a task changed.
    """
    if absent:
        if observed is None:
            return Action("none", desired)
        return Action("remove", desired, observed, {name: (value, None) for name, value in _options(observed).items()})
    if observed is None:
        return Action("create", desired, None, {name: (None, value) for name, value in _options(desired).items()})
    changes = {}
    have = observed.model_fields_set
    for name, want in _options(desired).items():
        if name not in have:
            continue
        before = getattr(observed, name)
        after = _merged(before, want, keep=_is_additive(desired, name))
        if not _equal(before, after):
            changes[name] = (before, after)
    return Action("update" if changes else "none", desired, observed, changes)


def _options(model: Model) -> dict[str, Any]:
    """Return the fields of a model that are wishes about the object: set, and no behaviour of the task."""
    return {
        name: getattr(model, name)
        for name, _hint, option in options_of(type(model))
        if name in model.model_fields_set and not option.behaviour
    }


def _is_additive(desired: Model, name: str) -> bool:
    option = next(option for known, _hint, option in options_of(type(desired)) if known == name)
    return bool(option.purged_by) and not getattr(desired, option.purged_by)


def _merged(before: Any, want: Any, *, keep: bool = False) -> Any:
    """Return what results: of a nested object only the given fields are replaced, of a kept list nothing goes."""
    if isinstance(want, Model):
        if want.atomic or not isinstance(before, Model):
            return want
        update = {name: _merged(getattr(before, name), getattr(want, name)) for name in want.model_fields_set}
        return before.model_copy(update=update)
    if isinstance(want, dict) and isinstance(before, dict):
        return before | want
    if isinstance(want, list) and keep:
        return sorted({*(before or []), *want})
    return want


def _equal(one: Any, other: Any) -> bool:
    """Tell whether two values are the same; empty is empty, whether None, a text or a list."""
    if isinstance(one, Model) and isinstance(other, Model):
        names = one.model_fields_set | other.model_fields_set
        return all(_equal(getattr(one, name), getattr(other, name)) for name in names)
    return bool(one == other) or (one in EMPTY and other in EMPTY)


def _plain(value: Any) -> Any:
    return value.known() if isinstance(value, Model) else value


@dataclass(eq=False)
class Item(Generic[M]):
    """One object on its way through a task."""

    key: str
    desired: M
    absent: bool = False
    result: M | None = None
    done: list[str] = field(default_factory=list)
    """What has been written for it, in words."""
    extra: dict[str, Any] = field(default_factory=dict)
    """What else the task returns of it, e.g. the verdict of a precheck."""
    error: Exception | None = None
    action: Action[M] = field(init=False)

    def __post_init__(self) -> None:
        """Nothing is to be done until it is planned."""
        self.action = Action("none", self.desired)

    def entry(self) -> dict[str, Any]:
        """Return the item's line in the result of a task."""
        action = self.action
        changed = bool(self.done) if self.error else action.changed
        entry: dict[str, Any] = {
            "key": self.key,
            "id": getattr(self.result, "id", None) or getattr(action.observed, "id", None),
            "action": "failed" if self.error else OUTCOME[action.kind],
            "changed": changed,
            "error": str(self.error) if self.error else None,
            **self.extra,
        }
        if isinstance(self.error, WebexError):
            entry["failure"] = self.error.failure()
        if self.error and self.done:
            entry["done"] = self.done
        return entry


def each(items: Iterable[Item[M]], work: Callable[[Item[M]], None], *, parallel: int = 1) -> None:
    """Do the work for every item that has not failed, at most ``parallel`` at once; what fails is noted in the item."""

    def guarded(item: Item[M]) -> None:
        try:
            with understood():
                work(item)
        except (Refused, WebexError) as error:
            item.error = error

    due = [item for item in items if item.error is None]
    if parallel <= 1 or len(due) <= 1:
        for item in due:
            guarded(item)
        return
    with ThreadPoolExecutor(max_workers=parallel) as pool:
        list(pool.map(guarded, due))
