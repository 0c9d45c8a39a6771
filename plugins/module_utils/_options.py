# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether data of an inventory is what a module would take, by the module's own rules and before any module runs."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Generic, TypeVar, Union

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.errors import UnsupportedError

from . import _argspec
from ._engine.fields import Model, options_of
from ._engine.noun import Reader, Writer
from ._http.errors import Refused

M = TypeVar("M", bound=Model)
QUOTES = {
    "a number": "put it in quotes, as 01067 without them becomes 567 (in a template, add | string)",
    "a truth value": "put it in quotes, as yes, no, on and off need them",
    "a date": "put it in quotes",
}
"""What to do with a text that YAML has read as something else."""
Step = Union[str, int]  # noqa: UP007 (ansible-test reads it as an expression of an older Python)


class Problem(str):
    """What is wrong, in a sentence; ``option`` leads to the option that it is about."""

    option: str

    def __new__(cls, sentence: str, option: str) -> Problem:
        """Make the sentence."""
        made = super().__new__(cls, sentence)
        made.option = option
        return made


@dataclass
class Checked(Generic[M]):
    """One object of the data: the wish, or what is wrong with it."""

    where: str
    label: str = ""
    """The object in the words of a person, where its key is known."""
    desired: M | None = None
    absent: bool = False
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Misread:
    """A text that YAML has read as something else: the way to it, and what to do."""

    way: tuple[Step, ...]
    message: str


def check(
    noun: type[Writer[M]], value: Any, *, many: bool, one_by_one: bool = False, **shared: Any
) -> Iterator[Checked[M]]:
    """Yield the objects of a variable, each checked as the module ``noun`` or its plural would check it.

    ``one_by_one`` is for a list whose objects go to the module for one object, and take all options of that.
    ``shared`` are options that hold for all objects of a list which do not have their own.
    """
    variable = noun.plural if many else noun.name
    if many != isinstance(value, list) or not isinstance(value, (list, Mapping)):
        kind = "list of dictionaries, each starting with a dash" if many else "dictionary"
        sentence = f"{variable}: must be a {kind}, and is {_kind(value)}"
        yield Checked(variable, problems=[Problem(sentence, variable)])
        return
    whole = _argspec.many(noun)[variable]["options"] if many and not one_by_one else _argspec.one(noun)
    specification = {name: spec for name, spec in whole.items() if name not in _argspec.CONNECTION}
    for index, options in enumerate(value if many else [value]):
        where = f"{variable}[{index}]" if many else variable
        yield _checked(noun, specification, options, where, shared, label(noun, options) if many else "")


def label(noun: Reader[Any] | type[Reader[Any]], options: Any) -> str:
    """Return what options are of in the words of a person, for example "location Paris"; empty where its key is not."""
    model: type[Model] = noun.model
    keys = (name for name, _hint, option in options_of(model) if option.required and name != "customer")
    key = options.get(next(keys, "")) if isinstance(options, Mapping) else None
    return f"{noun.name.replace('_', ' ')} {key}" if isinstance(key, str) and key.strip() else ""


def misread(noun: type[Reader[Any]], specification: _argspec.Spec, options: Any) -> Iterator[Misread]:
    """Yield the texts among options that YAML has read as a number, a truth value or a date.

    What was written is not known any more: of ``01067`` YAML makes 567, of ``no`` a truth value.
    """
    model: type[Model] = noun.model
    numbers = {name for name, _hint, option in options_of(model) if option.number}
    yield from _misread(specification, options, numbers, ())


def _misread(specification: _argspec.Spec, options: Any, numbers: set[str], way: tuple[Step, ...]) -> Iterator[Misread]:
    if not isinstance(options, Mapping):
        return
    for name, value in options.items():
        spec = specification.get(str(name))
        if spec is None or name in numbers:
            continue
        many = spec.get("type") == "list"
        kind = spec.get("elements") if many else spec.get("type", "str")
        for index, each in enumerate(value) if isinstance(value, list) else [(-1, value)]:
            here = (*way, str(name), index) if index >= 0 else (*way, str(name))
            if kind == "str" and (seen := _kind(each, texts=True)):
                yield Misread(here, f"YAML reads it as {seen}: {QUOTES[seen]}")
            elif kind == "dict" and "options" in spec:
                yield from _misread(spec["options"], each, numbers, here)


def _kind(value: Any, *, texts: bool = False) -> str:
    """Return in words what a value is; with ``texts`` only if it may have been meant as a text."""
    if isinstance(value, bool):
        return "a truth value"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, datetime.date):
        return "a date"
    if texts:
        return ""
    if isinstance(value, Mapping):
        return "a dictionary"
    return "empty" if value is None else "a list" if isinstance(value, list) else "a text"


def path(way: tuple[Step, ...]) -> str:
    """Return the way to a value as options are written, for example ``locations[0].address.city``."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in way).removeprefix(".")


def _checked(
    noun: type[Writer[M]],
    specification: _argspec.Spec,
    options: Any,
    where: str,
    shared: Mapping[str, Any],
    named: str,
) -> Checked[M]:
    def wrong(*problems: str) -> Checked[M]:
        return Checked(where, named, problems=[Problem(problem, where) for problem in problems])

    place = f"{where} ({named})" if named else where
    if not isinstance(options, Mapping):
        return wrong(f"{where}: must be a dictionary, and is {_kind(options)}")
    if found := list(misread(noun, specification, options)):
        refusals = [Refused(f"{where}.{path(each.way)}", each.message, of=named) for each in found]
        return Checked(where, named, problems=[Problem(str(each), each.option) for each in refusals])
    validated = ArgumentSpecValidator(specification).validate(dict(options))
    if validated.errors.errors:
        return wrong(*(f"{place}: {words(error, specification)}" for error in validated.errors.errors))
    given = {name: value for name, value in validated.validated_parameters.items() if value is not None}
    absent = given.get("state", "present") == "absent"
    passed_over = {name for name, _hint, option in options_of(noun.model) if option.only_absent and not absent}
    given = {name: value for name, value in {**shared, **given}.items() if name not in passed_over}
    try:
        return Checked(where, named, noun.model.desired(given, f"{where}."), absent)
    except Refused as refused:
        return Checked(where, named, problems=[Problem(str(each), each.option) for each in refused.singly(named)])


def words(error: Exception, specification: _argspec.Spec) -> str:
    """Return a validation error with what was probably meant."""
    text = str(error)
    if isinstance(error, UnsupportedError):
        names = text.partition(". Supported parameters")[0].split(", ")
        known, text = set(specification), f"unsupported option {text}"
    else:
        names = re.split(r"got: |Got no match for: ", text)[1:]
        known = {choice for spec in specification.values() for choice in spec.get("choices", ())}
    meant = [match for name in names for match in get_close_matches(name.rpartition(".")[2], sorted(known), 1, 0.75)]
    return f"{text.rstrip('.')}. Did you mean {', '.join(meant)}?" if meant else text
