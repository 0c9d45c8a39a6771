# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Typical mistakes: each gets a sentence with option and remedy, the same in check mode, and nothing is written.

The guide on reliability shows them as a table, as they are seen here: ``GUIDE=write`` writes it again.
"""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.webex.wholesale.plugins.module_utils import _argspec, _csv, _variables
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.customer.api import Customers
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.location.api import Locations
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.user.api import Users
from ansible_collections.webex.wholesale.plugins.module_utils._task import Task, TaskFailed

from tests.mistakes import AT_WEBEX, IN_THE_DATA, SOUND, Mistake
from tests.simulator_server import ACCESS_TOKEN, SimulatorServer

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "docsite" / "rst" / "guide_reliability.rst"
BEGIN, END = ".. mistakes: begin, made by tests/integration/test_mistakes.py", ".. mistakes: end"
CONNECTION = {"access_token": ACCESS_TOKEN, "wait_interval": 0.05, "wait_timeout": 20, "timeout": 10}
CSV = "email,package,phone_number\nmarie@acme.example,webex_calling,+33199000101\n"


def silent(_text: str) -> None:
    """Say nothing."""


def onboard(variables: dict[str, Any], url: str, *, check: bool) -> tuple[list[str], list[str]]:
    """Do what the roles do for a customer; return the reasons of what failed, and the steps."""
    customer = dict(variables["wholesale_customer"])
    shared = {"customer": customer["external_id"], "purge": False}
    reasons: list[str] = []
    steps: list[str] = []
    for noun, spec, perform, options in (
        (Customers, _argspec.one(Customers), Task.one, customer),
        (Locations, _argspec.many(Locations), Task.many, {**shared, "locations": variables["locations"]}),
        (Users, _argspec.many(Users), Task.many, {**shared, "wholesale_users": variables["wholesale_users"]}),
    ):
        given = {name: option.get("default") for name, option in spec.items()} | CONNECTION | {"api_url": url} | options
        try:
            with Task(noun, given, check_mode=check, warn=silent, progress=silent) as task:
                result = perform(task)
        except TaskFailed as failure:
            reasons.append(str(failure))
            result = failure.result
        steps += [f"{step['object']}: {step['words']}" for step in result.get("steps", ())]
        if reasons and noun is Customers:
            break
    return reasons, steps


@pytest.fixture(scope="module")
def acme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatorServer]:
    """A simulator on which the sound customer has been onboarded."""
    with SimulatorServer(tmp_path_factory.mktemp("acme")) as server:
        assert onboard(yaml.safe_load(SOUND), server.url, check=False)[0] == []
        yield server


def seen_in_the_data(mistake: Mistake) -> str:
    """Return what is said of the variables."""
    return "; ".join(_variables.problems(mistake.variables()))


def seen_at_webex(mistake: Mistake, acme: SimulatorServer) -> str:
    """Return what a run says, which is what check mode says; nothing is written."""
    before = len(acme.writes())
    assert _variables.problems(mistake.variables()) == []
    foretold = onboard(mistake.variables(), acme.url, check=True)
    assert foretold == onboard(mistake.variables(), acme.url, check=False)
    assert len(acme.writes()) == before
    return "\n".join(foretold[0])


def test_the_customer_is_sound_otherwise(acme: SimulatorServer) -> None:
    """Without the mistakes there is nothing to say and nothing to do: it is they that are refused."""
    variables = yaml.safe_load(SOUND)
    assert _variables.problems(variables) == []
    assert onboard(variables, acme.url, check=True) == onboard(variables, acme.url, check=False) == ([], [])


@pytest.mark.parametrize("mistake", IN_THE_DATA, ids=lambda mistake: mistake.name)
def test_a_mistake_in_the_data_is_told_without_asking_webex(mistake: Mistake) -> None:
    sentence = seen_in_the_data(mistake)
    assert mistake.option in sentence
    assert mistake.remedy in sentence


@pytest.mark.parametrize("mistake", AT_WEBEX, ids=lambda mistake: mistake.name)
def test_a_mistake_that_webex_shows_is_told_before_anything_is_written(mistake: Mistake, acme: SimulatorServer) -> None:
    sentence = seen_at_webex(mistake, acme)
    assert mistake.option in sentence
    assert mistake.remedy in sentence


def reading(**connection: Any) -> str:
    """Return why customers cannot be read with such a connection."""
    spec = _argspec.info(Customers)
    given = {name: option.get("default") for name, option in spec.items()} | CONNECTION | connection
    with pytest.raises(TaskFailed) as failure, Task(Customers, given, warn=silent, progress=silent) as task:
        task.read()
    return str(failure.value)


def unreachable(_server: SimulatorServer) -> str:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        return reading(api_url=f"http://127.0.0.1:{taken.getsockname()[1]}/v1", retry_timeout=1)


def table(tmp: Path, text: str | None) -> str:
    path = tmp / "users.csv"
    path.unlink(missing_ok=True)
    if text is not None:
        path.write_text(text)
    return "; ".join(_csv.load(_csv.users_table(), path)[1])


CONNECTIONS: dict[str, tuple[Callable[[SimulatorServer], str], str, str]] = {
    "Wrong token": (lambda it: reading(api_url=it.url, access_token="wrong"), "HTTP 401", "check access_token"),
    "No token": (lambda it: reading(api_url=it.url, access_token=None), "access_token", "is missing"),
    "URL without the version": (lambda it: reading(api_url=it.url.removesuffix("/v1")), "api_url", "/v1"),
    "Plain HTTP to another host": (lambda it: reading(api_url="http://webex.example.com/v1"), "api_url", "use https"),
    "Host that does not answer": (unreachable, "could not be reached", "api_url"),
}  # fmt: skip
"""How Webex is reached: what to do, and what must be in the sentence."""
TABLES: dict[str, tuple[str | None, str, str]] = {
    "CSV file that is not there": (None, "users.csv", "cannot read"),
    "CSV column misspelled": (CSV.replace("package", "pakage"), "pakage", "known are"),
    "CSV row with a bad number": (CSV.replace("+33199", "0199"), "line 2, column phone_number", "e.g. +33123456789"),
    "CSV row with an unknown package": (
        CSV.replace("webex_calling", "calling"),
        "line 2, column package",
        "is none of",
    ),
}


@pytest.mark.parametrize("name", CONNECTIONS)
def test_a_mistake_in_the_connection_names_its_option(name: str, acme: SimulatorServer) -> None:
    look, option, remedy = CONNECTIONS[name]
    sentence = look(acme)
    assert option in sentence
    assert remedy in sentence


@pytest.mark.parametrize("name", TABLES)
def test_a_mistake_in_a_csv_file_names_line_and_column(name: str, tmp_path: Path) -> None:
    text, option, remedy = TABLES[name]
    sentence = table(tmp_path, text)
    assert option in sentence
    assert remedy in sentence


def rendered(acme: SimulatorServer, tmp: Path) -> str:
    """Return the table of the guide."""
    rows = [(each.name, seen_in_the_data(each)) for each in IN_THE_DATA]
    rows += [(each.name, seen_at_webex(each, acme)) for each in AT_WEBEX]
    rows += [(name, look(acme)) for name, (look, _option, _remedy) in CONNECTIONS.items()]
    rows += [(name, table(tmp, text)) for name, (text, _option, _remedy) in TABLES.items()]
    lines = [".. list-table::", "   :header-rows: 1", "   :widths: 25 65 10", ""]
    lines += ["   * - Mistake", "     - What is said", "     - Written"]
    for name, sentence in rows:
        text = re.sub(r"^\d+ of \d+ \w+ failed:\n- ", "", sentence)
        text = re.sub(r", trackingId [\w-]+", "", text)
        text = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:8371", text).replace(f"{tmp}/", "")
        lines += [f"   * - {name}", f"     - ``{' '.join(text.split())}``", "     - nothing"]
    return "\n".join(lines)


def test_the_guide_shows_what_is_said_today(acme: SimulatorServer, tmp_path: Path) -> None:
    text = GUIDE.read_text()
    before, _begin, rest = text.partition(f"{BEGIN}\n\n")
    shown, _end, after = rest.partition(f"\n\n{END}\n")
    now = rendered(acme, tmp_path)
    if os.environ.get("GUIDE") == "write":
        GUIDE.write_text(f"{before}{BEGIN}\n\n{now}\n\n{END}\n{after}")
        return
    assert shown == now, "GUIDE=write pytest tests/integration/test_mistakes.py writes it again"
