# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nonsense from all sides, users and Webex: one clear error or a tolerated value, never a traceback, never a hang."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from random import Random
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._csv import BadCsv, users_table
from hypothesis import example, given, settings
from hypothesis import strategies as some

from tests.http_server import Relay
from tests.property import worlds
from tests.property.conftest import Watched
from tests.property.tasks import run

NASTY = (
    "",
    " ",
    "\x00",
    "\u202eevil",
    "👩‍👩‍👧",
    "x" * 5000,
    "\ud800",
    "%s{{ 1 }}",
    "../..",
    "new_in_2031",
    "Ñ\n\t",
    "-1",
)
WRONG: tuple[Any, ...] = (None, True, -1, 1.5, 10**30, [], {}, [None], [[]], {"a": {"b": 1}}, ["x", 7], *NASTY)
WHOLE = (
    b"",
    b"null",
    b"[]",
    b'"text"',
    b"<html>",
    b"[" * 100_000,
    b'{"items":' * 5000,
    b"\xff\xfe",
    b'{"items": [{"id": 1e999}]}',
)
BIG = "x" * 10_000_000
SECONDS = 20.0
"""What a task may take at most; here it does not wait for anything."""


class Liar(Relay):
    """Passes everything on to the simulator, and alters the answers on the way back."""

    alter: Callable[[bytes], bytes] = staticmethod(lambda content: content)

    def answer(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        # What the collection sends after a lie is nobody's fault.
        handler.headers["Simulator-Test"] = "nonsense"
        answer, content = self.forward(handler, body)
        self.give_back(handler, answer, self.alter(content) if content else content)


@pytest.fixture(scope="module")
def liar(webex: Watched) -> Iterator[Liar]:
    """A liar before a Webex that has a customer with everything."""
    webex.reset()
    for module, options in TASKS[:3]:
        result = run(module, webex.url, **options)
        assert not result.get("failed"), result["msg"]
    server = Liar(webex.url)
    yield server
    server.close()


OWNER: worlds.Options = {"customer": worlds.CUSTOMER}
NICE = "+33199000099"
LINES = {"numbers": ["+33199000001"], "main_number": "+33199000001", "routing_prefix": "81", "notes": "n"}
TASKS: list[tuple[str, worlds.Options]] = [
    ("wholesale_customer", worlds.customer(Random(3), ["webex_calling", "webex_suite"]) | {
        "package_limits": {"webex_suite": 9}}),
    ("locations", {**OWNER, "locations": [
        worlds.office(), {**worlds.office(), "name": "Lyon", **LINES, "announcement_language": "fr_FR"}]}),
    ("wholesale_users", {**OWNER, "wholesale_users": [
        worlds.user(Random(3), index, ["webex_calling"]) | {"roles": ["Compliance Officer"]} for index in (1, 2, 3)]}),
    ("wholesale_user", {**OWNER, "email": "ada@acme.example", "package": "webex_suite", "extension": "199",
                        "location": "Office", "first_name": "Ada"}),
    ("wholesale_user", {**OWNER, "email": "bob@acme.example", "state": "absent"}),
    ("location", {**worlds.office(), **OWNER, "name": "Nice", "numbers": [NICE], "main_number": NICE,
                  "routing_prefix": "82"}),
    ("location", {**OWNER, "name": "Lyon", "state": "absent"}),
    ("onboarding_template", worlds.template(Random(3))),
    ("wholesale_customers", {"wholesale_customers": [{"external_id": f"c{n}", "state": "absent"} for n in range(4)]}),
    ("wholesale_customer", {"external_id": worlds.CUSTOMER, "preferred_language": "nb_NO", "tags": ["gold"],
                            "automatic_activation_emails": False,
                            "partner_administrators": ["operator@partner.example.com"]}),
    ("wholesale_customer_info", {"include_organization": True, "details": True}),
    ("location_info", OWNER),
    ("wholesale_user_info", {**OWNER, "details": True}),
    ("onboarding_template_info", {}),
    ("sub_partner_info", {}),
    ("billing_report", {"start_date": "2026-10-01", "end_date": "2026-10-31", "type": "USER"}),
    ("billing_report_info", {}),
]  # fmt: skip


def spots(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place in a JSON value, as container and key."""
    for key in list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from spots(value[key])


def lie(dice: Random) -> Callable[[bytes], bytes]:
    """Return what alters answers: a third of them stay, one field is dropped or replaced, or all is replaced."""

    def alter(content: bytes) -> bytes:
        if (chance := dice.random()) < 0.3:
            return content
        if chance < 0.34:
            return dice.choice(WHOLE)
        value = json.loads(content)
        places = list(spots(value))
        if not places:
            return content
        container, key = dice.choice(places)
        if isinstance(container, dict) and dice.random() < 0.3:
            del container[key]
        else:
            container[key] = dice.choice(WRONG)
        return json.dumps(value).encode()

    return alter


@settings(max_examples=max(4, settings().max_examples // 4))
@given(some.integers(0, 2**32))
def test_a_lie_of_webex_ends_in_one_clear_error(liar: Liar, seed: int) -> None:
    liar.alter = lie(Random(seed))
    for check in (True, False):
        for module, options in TASKS:
            told(module, liar.url, check=check and not module.endswith("_info"), **options)


def told(module: str, url: str, **options: Any) -> dict[str, Any]:
    """Run a task; it must be over soon, and a failure must be told in a few words."""
    if "info" not in module and "template" not in module:
        options = {"wait_timeout": 0.2, **options}
    started = time.monotonic()
    result = run(module, url, **options)
    assert time.monotonic() - started < SECONDS
    assert "Traceback" not in result.get("msg", "")
    assert len(result.get("msg", "")) < 20_000
    json.dumps(result)
    return result


@pytest.mark.parametrize("module", ["wholesale_customer_info", "wholesale_user_info"])
def test_a_very_long_answer_is_cut(liar: Liar, module: str) -> None:
    for answer in ({"items": [{"id": "x", "note": BIG}]}, {"message": BIG, "errors": [{"description": BIG}]}):
        liar.alter = lambda content, answer=answer: json.dumps(answer).encode()  # type: ignore[misc]
        told(module, liar.url, **({} if "customer" in module else OWNER))


def test_what_a_newer_webex_says_is_shown(liar: Liar) -> None:
    """Statuses and packages that this version does not know are shown, with a warning."""
    liar.alter = lambda content: content.replace(b'"status":"provisioned"', b'"status":"hibernating"').replace(
        b"webex_suite", b"webex_hologram")  # fmt: skip
    customers = run("wholesale_customer_info", liar.url)
    assert customers["wholesale_customers"][0]["status"] == "hibernating"
    assert "webex_hologram" in customers["wholesale_customers"][0]["packages"]
    liar.alter = lambda content: content.replace(b'"status":"provisioned"', b'"status":"hibernating"').replace(
        b"webex_calling", b"webex_hologram")  # fmt: skip
    users = run("wholesale_user_info", liar.url, **OWNER)
    assert {user["status"] for user in users["wholesale_users"]} == {"hibernating"}
    assert "webex_hologram" in {user["package"] for user in users["wholesale_users"]}
    for found in (customers, users):
        for unknown in ("hibernating", "webex_hologram"):
            assert any(unknown in warning for warning in found["warnings"]), found["warnings"]


VALUES = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text() | some.sampled_from(NASTY),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize("number", range(len(TASKS)))
@given(data=some.data())
def test_nonsense_options(webex: Watched, number: int, data: some.DataObject) -> None:
    module, options = json.loads(json.dumps(TASKS[number]))
    places = list(spots(options)) or [(options, "name")]
    for _round in range(data.draw(some.integers(1, 3))):
        container, key = data.draw(some.sampled_from(places))
        container[key] = data.draw(VALUES)
    told(module, webex.url, check="_info" not in module, **options)


CELLS = some.sampled_from([*users_table().columns, *NASTY[:-3], "ada@acme.example", '"', ";", ",", "\t", "\r\n", "\n"])


@given(some.text() | some.lists(CELLS, max_size=30).map("".join) | some.lists(CELLS, max_size=30).map(",".join))
@example("email,roles\n" + "a@b.example," + "x" * 200_000)
@example("email\n" + "a@b.example\x00\n")
@example("\ufeffemail\na@b.example\n")
def test_nonsense_csv(text: str) -> None:
    with contextlib.suppress(BadCsv):
        users, problems = users_table().read(text)
        assert problems or all(user["email"] for user in users)
