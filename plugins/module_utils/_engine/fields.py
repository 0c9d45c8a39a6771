# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What all models share: field types, marks, and the argument specification, which is derived from the model.

A field of a model says all there is to say of it: its type, how it appears as an option (Option, Returned), and where
Webex keeps it (a Part, called with the key there). Reading, writing, comparing and the argument specification follow.

A model is used twice, for what the task options want and for what Webex says there is. Three things differ:
a field that is not set is unknown or not asked for, and is never compared nor sent; a field that is None is known
to be empty; and an empty text or list asks for nothing to be there. The same checks put both sides into one form,
but only options can be refused: what Webex says is taken as it is.
"""

from __future__ import annotations

import inspect
import re
import types
import zoneinfo
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any, ClassVar, Self, get_args, get_origin

from .._deps import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError, ValidationInfo
from .._http.errors import Missing, Refused, WebexError

MANY = 10
"""How many wrong values of an object are told."""


@dataclass(frozen=True)
class Option:
    """How a field appears as a module option."""

    required: bool = False
    choices: tuple[str, ...] = ()
    purged_by: str = ""
    """For a list to which is only added: the option that has the rest removed."""
    behaviour: bool = False
    """How the task proceeds, rather than what the object is: never compared nor shown."""
    only_absent: bool = False
    """What matters only when the object is to be removed, and is passed over otherwise."""
    path: bool = False
    """A file's path: Ansible expands it."""
    number: bool = False
    """A number that Webex keeps as text: nothing is lost when YAML reads it as one."""


@dataclass(frozen=True)
class Returned:
    """A field that Webex sets: it is returned, never an option."""


@dataclass(frozen=True)
class Kept:
    """Where Webex keeps a field: in which part, under which key (dots lead inward), and there in which form."""

    part: Part
    key: str
    to_read: Callable[[Any], Any] | None = None
    to_write: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class Part:
    """A part of an object, as one endpoint of Webex has it. Called with a key there, it marks a field of the model."""

    name: str

    def __call__(
        self, key: str, *, read: Callable[[Any], Any] | None = None, write: Callable[[Any], Any] | None = None
    ) -> Kept:
        """Return the mark of a field; ``read`` and ``write`` change the form of a value that is there."""
        return Kept(self, key, read, write)

    def nested(self, key: str, model: type[Model], shape: Part) -> Kept:
        """Return the mark of a field that is an object itself, whose own fields are marked with ``shape``."""

        def read(answer: Any) -> Any:
            return model.observed(**shape.read(model, answer)) if isinstance(answer, Mapping) else None

        return Kept(self, key, read, lambda value: shape.body(model, value.given()))

    def fields(self, model: type[Model]) -> dict[str, Kept]:
        """Return the marks of the model's fields that this part has."""
        return {name: mark for name, mark in _kept(model) if mark.part == self}

    def read(self, model: type[Model], answer: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields that an answer of Webex tells; what is not in it is known to be empty."""
        found: dict[str, Any] = {}
        for name, mark in self.fields(model).items():
            value: Any = answer
            for key in mark.key.split("."):
                value = value.get(key) if isinstance(value, Mapping) else None
            found[name] = mark.to_read(value) if mark.to_read and value is not None else value
        return found

    def body(self, model: type[Model], values: Mapping[str, Any]) -> dict[str, Any]:
        """Return those of the values that this part has, as Webex wants them."""
        body: dict[str, Any] = {}
        for name, mark in self.fields(model).items():
            if name not in values:
                continue
            *outer, last = mark.key.split(".")
            place = body
            for key in outer:
                place = place.setdefault(key, {})
            value = values[name]
            place[last] = mark.to_write(value) if mark.to_write and value is not None else value
        return body


def checked(check: Callable[[str], str]) -> Any:
    """Return an annotation that puts a text into its canonical form, refusing bad ones when they are options."""

    def validate(value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, str) or not value.strip():
            return value
        try:
            return check(value.strip())
        except ValueError:
            if info.context:
                return value
            raise

    return BeforeValidator(validate)


def _matches(pattern: str, message: str, shape: Callable[[str], str] = str) -> Callable[[str], str]:
    def check(value: str) -> str:
        shaped = shape(value)
        if not re.fullmatch(pattern, shaped):
            raise ValueError(message)
        return shaped

    return check


def _language(value: str) -> str:
    language, _separator, region = value.replace("-", "_").partition("_")
    return f"{language.lower()}_{region.upper()}" if region else language.lower()


def at_most(length: int) -> Any:
    """Return an annotation for a text of at most ``length`` characters."""
    return checked(_matches(f"(?s).{{1,{length}}}", f"is longer than {length} characters"))


Line = Annotated[str, at_most(50)]
Country = Annotated[
    str, checked(_matches("[A-Z]{2}", "is not a two-letter country code (ISO 3166-1), e.g. FR", str.upper))
]
Language = Annotated[
    str,
    checked(
        _matches("[a-z]{2,3}(_[A-Z]{2})?", "is not a language code such as en or en_US (ISO 639-1, 3166)", _language)
    ),
]
Email = Annotated[str, checked(_matches(r"[^@\s]+@[^@\s]+\.[^@\s.]+", "is not an e-mail address", str.lower))]
PhoneNumber = Annotated[
    str,
    checked(
        _matches(
            r"\+[1-9]\d{6,14}",
            "is not a phone number in E.164 format, e.g. +33123456789",
            lambda value: re.sub(r"[\s().-]", "", value),
        )
    ),
]
Digits = Annotated[str, checked(_matches(r"\d{1,10}", "must have digits only"))]
_zone = _matches(r"[A-Za-z_]+(/[A-Za-z0-9_+-]+)+|UTC", "is not a time zone name (IANA), e.g. Europe/Paris")


@cache
def _zones() -> frozenset[str]:
    """Return the names in the time zone database of this machine, empty where there is none."""
    return frozenset(zoneinfo.available_timezones())


def _time_zone(value: str) -> str:
    name = _zone(value)
    if _zones() and name not in _zones():
        exact = next((zone for zone in _zones() if zone.casefold() == name.casefold()), None)
        alike = [exact] if exact else get_close_matches(name, sorted(_zones()), 1)
        meant = f"; did you mean {alike[0]}?" if alike else ", e.g. Europe/Paris"
        raise ValueError(f"is no time zone that the database of this machine (tzdata) knows{meant}")
    return name


TimeZone = Annotated[str, checked(_time_zone)]


Unordered = AfterValidator(lambda values: sorted(set(values)))
"""For a list that Webex keeps as a set."""


class Model(BaseModel):
    """An object of Webex as this collection sees it."""

    atomic: ClassVar[bool] = False
    """Whether the object is replaced as a whole, rather than field by field."""

    # Inputs may be secret or personal: errors must not repeat them.
    model_config = ConfigDict(hide_input_in_errors=True, coerce_numbers_to_str=True, extra="ignore")

    @classmethod
    def desired(cls, options: Mapping[str, Any], where: str = "") -> Self:
        """Build what the options want; Refused names the options at fault, ``where`` leads to them in a list."""
        try:
            model = cls.model_validate(_given(options))
        except ValidationError as error:
            first, *also = (Refused(where + option, message) for option, message in _wrong(error))
            raise Refused(first.option, first.message, also=also[: MANY - 1]) from None
        for option, message in model.problems():
            raise Refused(where + option, message)  # a rule may build on those before it
        return model

    @classmethod
    def observed(cls, **fields: Any) -> Self:
        """Build what Webex says; fields it says nothing of are left out by the caller."""
        try:
            return cls.model_validate(fields, context={"observed": True})
        except ValidationError as error:
            names = ", ".join(".".join(map(str, item["loc"])) for item in error.errors(include_input=False))
            raise WebexError(f"Webex answered something unknown for {names} of a {cls.__name__}") from None

    def rules(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong across the fields, as option and message; for options only."""
        yield from ()

    def problems(self) -> Iterator[tuple[str, str]]:
        """Yield what the rules say of this model and the models within it."""
        for name, _hint, option in options_of(type(self)):
            if option.required and name in self.model_fields_set and not str(getattr(self, name)).strip():
                yield name, "must not be empty"
        for name in sorted(self.model_fields_set):
            if isinstance(value := getattr(self, name), Model):
                yield from ((f"{name}.{option}", message) for option, message in value.problems())
        yield from self.rules()

    def known(self) -> dict[str, Any]:
        """Return the fields that are set, as results and diffs show them; a wrong type of Webex as it is."""
        return self.model_dump(exclude_unset=True, warnings=False)

    def given(self) -> dict[str, Any]:
        """Return the fields that have a value, as they are."""
        return {name: value for name in sorted(self.model_fields_set) if (value := getattr(self, name)) is not None}

    def require(self, *options: str, why: str) -> None:
        """Refuse when an option that is needed now was not given."""
        if lacking := list(self.lacking(*options, why=why)):
            raise Missing(*lacking)

    def lacking(self, *options: str, why: str) -> Iterator[tuple[str, str]]:
        """Yield the options that are needed now and were not given, each with the reason."""
        yield from ((option, f"is required {why}") for option in options if getattr(self, option) in (None, "", []))


def _wrong(error: ValidationError) -> Iterator[tuple[str, str]]:
    """Yield options that have a wrong value, each with the first thing that pydantic says of it."""
    told: set[str] = set()
    for each in error.errors(include_url=False, include_context=False, include_input=False):
        option = ".".join(str(part) for part in each["loc"])
        if option not in told:
            told.add(option)
            yield option, str(each["msg"]).removeprefix("Value error, ")


def _given(options: Any) -> Any:
    """Drop what was not given: Ansible fills such options, and those in lists and dictionaries, with None."""
    if isinstance(options, Mapping):
        return {key: _given(value) for key, value in options.items() if value is not None}
    return [_given(item) for item in options] if isinstance(options, list) else options


@cache
def _kept(model: type[Model]) -> tuple[tuple[str, Kept], ...]:
    """Return name and mark of each field that Webex keeps somewhere, one for each place."""
    return tuple(
        (name, mark)
        for base in reversed(model.__mro__)
        if issubclass(base, Model) and base is not Model
        for name, hint in inspect.get_annotations(base, eval_str=True).items()
        for mark in getattr(hint, "__metadata__", ())
        if isinstance(mark, Kept)
    )


@cache
def options_of(model: type[Model]) -> tuple[tuple[str, Any, Option], ...]:
    """Return name, type and option of each field that is an option."""
    found: list[tuple[str, Any, Option]] = []
    for base in reversed(model.__mro__):
        if not issubclass(base, Model) or base is Model:
            continue
        for name, hint in inspect.get_annotations(base, eval_str=True).items():
            kind: Any = get_origin(hint)
            marks = get_args(hint)[1:] if kind is Annotated else ()
            if kind is not ClassVar and not any(isinstance(mark, Returned) for mark in marks):
                found.append((name, hint, next((mark for mark in marks if isinstance(mark, Option)), Option())))
    return tuple(found)


def fields_of(model: type[Model], *parts: Part) -> frozenset[str]:
    """Return the names of the fields that one of these parts has."""
    return frozenset(name for part in parts for name in part.fields(model))


@cache
def returned_by(model: type[Model]) -> frozenset[str]:
    """Return the names of the fields that Webex sets."""
    return frozenset(model.model_fields) - {name for name, _hint, _option in options_of(model)}


def argument_spec(model: type[Model]) -> dict[str, dict[str, Any]]:
    """Return the Ansible argument specification of a model."""
    return {name: _option_spec(hint, option) for name, hint, option in options_of(model)}


def _option_spec(hint: Any, option: Option) -> dict[str, Any]:
    spec = _type_spec(_plain(hint))
    if option.required:
        spec["required"] = True
    if option.path:
        spec["type"] = "path"
    if option.choices:
        spec["choices"] = list(option.choices)
    return spec


def _plain(hint: Any) -> Any:
    """Return a type without its annotations and without None."""
    while get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if isinstance(hint, types.UnionType) or type(None) in get_args(hint):
        return _plain(next(part for part in get_args(hint) if part is not type(None)))
    return hint


def _type_spec(hint: Any) -> dict[str, Any]:
    if get_origin(hint) is list:
        element = _type_spec(_plain(get_args(hint)[0]))
        return {"type": "list", "elements": element.pop("type"), **element}
    if get_origin(hint) is dict:
        return {"type": "dict"}
    if issubclass(hint, Model):
        return {"type": "dict", "options": argument_spec(hint)}
    return {"type": hint.__name__}
