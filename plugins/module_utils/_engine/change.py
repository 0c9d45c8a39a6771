# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What differs between an object at Webex and the wish for it, field by field. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from .fields import Model, options_of

M = TypeVar("M", bound=Model)
Kind = Literal["create", "update", "remove", "none"]
EMPTY: tuple[Any, ...] = (None, "", [], {})
OUTCOME = {"create": "created", "update": "updated", "remove": "removed", "none": "unchanged"}


@dataclass(frozen=True)
class Change(Generic[M]):
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


def compare(observed: M | None, desired: M, *, absent: bool = False) -> Change[M]:
    """Compare what is with what should be. Pure.

    Only fields known on both sides are compared: what Webex never returns cannot make a task changed.
    """
    if absent:
        if observed is None:
            return Change("none", desired)
        return Change("remove", desired, observed, {name: (value, None) for name, value in _options(observed).items()})
    if observed is None:
        return Change("create", desired, None, {name: (None, value) for name, value in _options(desired).items()})
    changes = {}
    have = observed.model_fields_set
    for name, want in _options(desired).items():
        if name not in have:
            continue
        before = getattr(observed, name)
        after = _merged(before, want, keep=_is_additive(desired, name))
        if not _equal(before, after):
            changes[name] = (before, after)
    return Change("update" if changes else "none", desired, observed, changes)


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


def printable(diff: Mapping[str, Any]) -> dict[str, Any]:
    """Return a diff with texts to print, beside the values in ``changes``: Ansible itself escapes what is not ASCII."""
    changes = {side: diff[side] for side in ("before", "after")}
    texts = {
        side: json.dumps(values, ensure_ascii=False, indent=4, sort_keys=True) + "\n" if values else ""
        for side, values in changes.items()
    }
    return {**diff, **texts, "changes": changes}
