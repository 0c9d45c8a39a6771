# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mistakes that a new user makes: each is told in one sentence, before anything is written, and fails the run."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest

from tests.integration.onboarding import Onboarding
from tests.simulator_server import SimulatorServer

HOST = "harbor-legal"


@pytest.fixture
def onboarding(tmp_path: Path, simulator: SimulatorServer) -> Onboarding:
    """The US customer of the examples alone, made from a template that is there already."""
    onboarding = Onboarding(tmp_path, simulator.url)
    (onboarding.examples / "inventory" / "hosts.yml").write_text(f"webex_customers: {{hosts: {{{HOST}: }}}}\n")
    shared = onboarding.examples / "inventory" / "group_vars" / "webex_customers.yml"
    shared.write_text(shared.read_text().partition("onboarding_templates:")[0])
    vary(onboarding, template="Default")
    return onboarding


def vary(onboarding: Onboarding, **changes: object) -> None:
    """Change options of the customer."""
    onboarding.vary(HOST, wholesale_customer=onboarding.customer(HOST) | changes)


def refused(onboarding: Onboarding, simulator: SimulatorServer) -> str:
    """Run the playbook; return the sentence with which the customer failed."""
    onboarding.run()
    assert onboarding.code != 0
    assert "Traceback" not in onboarding.output
    assert simulator.writes() == []
    (customer,) = onboarding.report()["customers"]
    assert customer["status"] == "failed"
    error: str = customer["error"]
    # The report says the same as the screen.
    assert onboarding.recap("failed") == {HOST: 1}
    assert error.splitlines()[0] in onboarding.output
    return error


def test_the_customer_is_sound_otherwise(onboarding: Onboarding) -> None:
    """Without the mistakes below the run succeeds: it is they that make it fail."""
    onboarding.run()
    assert onboarding.code == 0, onboarding.output


def test_a_wrong_token_says_what_to_do(onboarding: Onboarding, simulator: SimulatorServer) -> None:
    onboarding.token = "wrong-token-4711"
    error = refused(onboarding, simulator)
    assert "HTTP 401" in error
    assert "check access_token" in error
    assert "wrong-token-4711" not in onboarding.output


def test_a_missing_token_is_named(onboarding: Onboarding, simulator: SimulatorServer) -> None:
    onboarding.token = ""
    assert "access_token: is missing" in refused(onboarding, simulator)


def test_an_unknown_package_is_named_with_the_known_ones(onboarding: Onboarding, simulator: SimulatorServer) -> None:
    vary(onboarding, packages=["webex_suit"])
    error = refused(onboarding, simulator)
    assert "packages" in error
    assert "webex_suit" in error
    assert "webex_suite" in error
    assert simulator.requests() == []


def test_an_unknown_option_is_named(onboarding: Onboarding, simulator: SimulatorServer) -> None:
    vary(onboarding, langauge="en")
    assert "langauge" in refused(onboarding, simulator)
    assert simulator.requests() == []


def test_a_user_without_email_is_named(onboarding: Onboarding, simulator: SimulatorServer) -> None:
    onboarding.vary(HOST, wholesale_users=[{"emial": "q@harbor-legal.example"}])
    error = refused(onboarding, simulator)
    assert "wholesale_users[0]: unsupported option emial" in error
    assert "email" in error
    # The page is written although there is no name to show.
    assert "emial" in onboarding.page()


def test_us_address_without_state(onboarding: Onboarding, simulator: SimulatorServer) -> None:
    address = onboarding.customer(HOST)["address"]
    del address["state_or_province"]
    office = onboarding.customer(HOST)["calling_location"] | {"address": address}
    vary(onboarding, address=address, calling_location=office)
    error = refused(onboarding, simulator)
    assert "calling_location.address.state_or_province" in error
    assert "US" in error


def test_an_unknown_template_is_named(onboarding: Onboarding, simulator: SimulatorServer) -> None:
    vary(onboarding, template="SMB USA")
    assert "template: SMB USA" in refused(onboarding, simulator)


def test_bad_values_anywhere(onboarding: Onboarding, simulator: SimulatorServer) -> None:
    """What a later module would refuse is told before the first one writes, all of it at once."""
    onboarding.vary(HOST, locations=[{"name": "Baltimore", "main_number": "555-0100"}])
    vary(onboarding, name="100% Legal")
    error = refused(onboarding, simulator)
    assert "locations[0].main_number of location Baltimore: is not a phone number in E.164 format" in error
    assert "wholesale_customer.name: must not contain %" in error
    assert simulator.requests() == []


def test_csv_with_three_bad_rows(onboarding: Onboarding, simulator: SimulatorServer) -> None:
    path = onboarding.examples / "users" / "harbor-legal.csv"
    text = path.read_text()
    text = text.replace("grace.whitfield@", "grace.whitfield.")
    text = text.replace("Raman,webex_suite", "Raman,webex_sweet")
    text = text.replace("+1 410-555-0105", "555-0105")
    path.write_text(text)
    error = refused(onboarding, simulator)
    assert re.findall(r"harbor-legal.csv: line (\d+), column (\w+): ", error) == [
        ("2", "email"), ("4", "package"), ("6", "phone_number"),
    ]  # fmt: skip
    assert simulator.requests() == []


def test_csv_that_is_not_there(onboarding: Onboarding, simulator: SimulatorServer) -> None:
    (onboarding.examples / "users" / "harbor-legal.csv").unlink()
    assert "harbor-legal.csv: cannot read" in refused(onboarding, simulator)


def test_host_that_cannot_be_reached(onboarding: Onboarding, simulator: SimulatorServer) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        onboarding.url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        error = refused(onboarding, simulator)
    assert "could not be reached" in error
    assert "api_url" in error


def test_plain_http_to_another_host(onboarding: Onboarding, simulator: SimulatorServer) -> None:
    onboarding.url = "http://webex.example.com/v1"
    error = refused(onboarding, simulator)
    assert "api_url: plain http" in error
    assert "use https" in error
