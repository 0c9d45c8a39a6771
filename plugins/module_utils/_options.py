# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether data of an inventory is what a module would take, by the module's own rules and before any module runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.errors import UnsupportedError

from . import _argspec
from ._engine.fields import Model, options_of
from ._engine.noun import Writer
from ._http.errors import Refused

M = TypeVar("M", bound=Model)


@dataclass
class Checked(Generic[M]):
    """One object of the data: the wish, or what is wrong with it."""

    where: str
    desired: M | None = None
    absent: bool = False
    problems: list[str] = field(default_factory=list)


def check(noun: type[Writer[M]], value: Any, *, many: bool, **shared: Any) -> Iterator[Checked[M]]:
    """Yield the objects of a variable, each checked as the module ``noun`` or its plural would check it.

    ``shared`` are options that hold for all objects of a list which do not have their own.
    """
    variable = noun.plural if many else noun.name
    if many != isinstance(value, list):
        kind = "list of dictionaries" if many else "dictionary"
        yield Checked(variable, problems=[f"{variable}: must be a {kind}"])
        return
    whole = _argspec.many(noun)[variable]["options"] if many else _argspec.one(noun)
    specification = {name: spec for name, spec in whole.items() if name not in _argspec.CONNECTION}
    for index, options in enumerate(value if many else [value]):
        where = f"{variable}[{index}]" if many else variable
        yield _checked(noun, specification, options, where, shared)


def _checked(
    noun: type[Writer[M]], specification: _argspec.Spec, options: Any, where: str, shared: Mapping[str, Any]
) -> Checked[M]:
    if not isinstance(options, Mapping):
        return Checked(where, problems=[f"{where}: must be a dictionary"])
    validated = ArgumentSpecValidator(specification).validate(dict(options))
    if validated.errors.errors:
        return Checked(where, problems=[f"{where}: {_words(error)}" for error in validated.errors.errors])
    given = {name: value for name, value in validated.validated_parameters.items() if value is not None}
    absent = given.get("state", "present") == "absent"
    passed_over = {name for name, _hint, option in options_of(noun.model) if option.only_absent and not absent}
    given = {name: value for name, value in {**shared, **given}.items() if name not in passed_over}
    try:
        return Checked(where, noun.model.desired(given, f"{where}."), absent)
    except Refused as refused:
        return Checked(where, problems=[str(refused)])


def _words(error: Exception) -> str:
    return f"unsupported option {error}" if isinstance(error, UnsupportedError) else str(error)
