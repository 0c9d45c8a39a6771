# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one object frees another one takes, in one run; what cannot be done is refused before the first write."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.customer.api import Customers
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.location.api import Locations
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.user.api import Users

from tests.direct import one
from tests.foretold import different, requested
from tests.integration.steps import ACME, PARIS, Step, run, task
from tests.simulator_server import SimulatorServer

MAIN, ONE, TWO, THREE, FREE = (f"+3319900010{digit}" for digit in range(5))
LYON, METZ = "+33199000201", "+33199000301"
PSTN = {"provider": "Simulated Telecom FR"}
PLACE = {"address": PARIS, "time_zone": "Europe/Paris", "preferred_language": "fr_FR", "calling": True, "pstn": PSTN}


@pytest.fixture
def acme(simulator: SimulatorServer) -> SimulatorServer:
    """The simulator with the customer acme, its locations Paris and Lyon, and users ann, bob and cyd in Paris."""
    one(Customers, simulator.url, **ACME)
    numbers = [MAIN, ONE, TWO, THREE, FREE]
    one(Locations, simulator.url, customer="acme", name="Paris", pstn=PSTN, numbers=numbers, main_number=MAIN)
    one(Locations, simulator.url, customer="acme", name="Lyon", numbers=[LYON], main_number=LYON, **PLACE)
    for name, number, extension in (("ann", ONE, "101"), ("bob", TWO, "102"), ("cyd", THREE, "103")):
        options = {"package": "webex_calling", "location": "Paris", "phone_number": number, "extension": extension}
        one(Users, simulator.url, **{"customer": "acme", **user(name, **options)})
    return simulator


def user(name: str, **options: Any) -> dict[str, Any]:
    return {"email": f"{name}@acme.example", **options}


def joiner(name: str, **options: Any) -> dict[str, Any]:
    return user(name, package="webex_calling", location="Paris", **options)


def happens(simulator: SimulatorServer, module: str, *wanted: dict[str, Any], **options: Any) -> Step:
    """Run a list in check mode, really and again: the plan is what happens, once. Return what happened."""
    arguments = {"customer": "acme", module: list(wanted), **options}
    check, real, again = run(simulator, *[task(module, mode, **arguments) for mode in (True, False, False)])
    assert not check.result.get("failed"), check.result["msg"]
    assert not real.result.get("failed"), real.result["msg"]
    assert check.writes == []
    assert different(requested(check.result["steps"]), real.writes) == ([], [])
    assert different(requested(real.result["steps"]), real.writes) == ([], [])
    assert (again.result.get("failed", False), again.result["changed"], again.writes) == (False, False, [])
    return real


def refused(simulator: SimulatorServer, module: str, *wanted: dict[str, Any], **options: Any) -> Step:
    """Run a list in check mode and really: both fail, with the same words. Return what really happened."""
    arguments = {"customer": "acme", module: list(wanted), **options}
    check, real = run(simulator, *[task(module, mode, **arguments) for mode in (True, False)])
    assert check.message == real.message
    assert check.writes == []
    assert different(requested(check.result["steps"]), real.writes) == ([], [])
    return real


def lines(simulator: SimulatorServer) -> dict[str, tuple[str | None, str | None, str | None]]:
    """Return location, number and extension of each user."""
    (step,) = run(simulator, {"webex.wholesale.wholesale_user_info": {"customer": "acme", "include_person": True}})
    return {
        each["email"].partition("@")[0]: (each.get("location"), each.get("phone_number"), each.get("extension"))
        for each in step.result["wholesale_users"]
    }


def numbers(simulator: SimulatorServer) -> dict[str, tuple[str | None, list[str]]]:
    """Return main number and numbers of each location with calling."""
    (step,) = run(simulator, {"webex.wholesale.location_info": {"customer": "acme"}})
    return {
        each["name"]: (each.get("main_number"), each["numbers"]) for each in step.result["locations"] if each["calling"]
    }


def test_a_joiner_gets_the_number_of_a_leaver(acme: SimulatorServer) -> None:
    joining = joiner("dan", phone_number=ONE, extension="101")
    happens(acme, "wholesale_users", joining, user("ann", state="absent"), parallel=4)
    found = lines(acme)
    assert "ann" not in found
    assert found["dan"] == ("Paris", ONE, "101")


@pytest.mark.parametrize(
    "fields", [("phone_number",), ("extension",), ("phone_number", "extension")], ids=["numbers", "extensions", "both"]
)
@pytest.mark.parametrize("names", [("ann", "bob"), ("ann", "bob", "cyd")], ids=["two", "ring of three"])
def test_users_swap(acme: SimulatorServer, names: tuple[str, ...], fields: tuple[str, ...]) -> None:
    has = {
        "ann": {"phone_number": ONE, "extension": "101"},
        "bob": {"phone_number": TWO, "extension": "102"},
        "cyd": {"phone_number": THREE, "extension": "103"},
    }
    gets = {
        name: has[name] | {field: has[names[(place + 1) % len(names)]][field] for field in fields}
        for place, name in enumerate(names)
    }
    real = happens(acme, "wholesale_users", *(user(name, **gets[name]) for name in names), parallel=4)
    assert len(real.writes) == len(names) + 1  # one lets go first
    found = lines(acme)
    assert found == {name: ("Paris", line["phone_number"], line["extension"]) for name, line in {**has, **gets}.items()}


def test_users_without_extensions_swap_numbers_and_keep_nothing_of_the_way_there(acme: SimulatorServer) -> None:
    for name in ("ann", "bob"):
        one(Users, acme.url, customer="acme", **user(name, extension=""))
    happens(acme, "wholesale_users", user("ann", phone_number=TWO), user("bob", phone_number=ONE))
    found = lines(acme)
    assert (found["ann"], found["bob"]) == (("Paris", TWO, None), ("Paris", ONE, None))


def test_users_without_numbers_swap_extensions_while_the_extension_for_the_moment_is_wanted(
    acme: SimulatorServer,
) -> None:
    for name in ("ann", "bob"):
        one(Users, acme.url, customer="acme", **user(name, phone_number=""))
    wanted = [user("ann", extension="102"), joiner("dan", extension="999"), user("bob", extension="101")]
    happens(acme, "wholesale_users", *wanted)
    found = lines(acme)
    assert [found[name][2] for name in ("ann", "bob", "dan")] == ["102", "101", "999"]


def test_users_swap_their_locations(acme: SimulatorServer) -> None:
    one(Users, acme.url, customer="acme", **user("eve", package="webex_calling", location="Lyon", extension="201"))
    one(Users, acme.url, customer="acme", **user("ann", phone_number=""))
    wanted = [user("ann", location="Lyon", extension="201"), user("eve", location="Paris", extension="101")]
    happens(acme, "wholesale_users", *wanted)
    found = lines(acme)
    assert (found["ann"], found["eve"]) == (("Lyon", None, "201"), ("Paris", None, "101"))


def test_a_number_that_moves_along_with_its_user_is_not_free(acme: SimulatorServer) -> None:
    real = refused(acme, "wholesale_users", joiner("dan", phone_number=ONE), user("ann", location="Lyon"))
    assert f"phone_number: {ONE} belongs to" in real.message
    assert [entry["action"] for entry in real.result["entries"]] == ["failed", "updated"]
    assert lines(acme)["ann"] == ("Lyon", ONE, "101")


def test_a_number_that_a_user_leaves_behind_is_free(acme: SimulatorServer) -> None:
    leaving = user("ann", location="Lyon", phone_number="", extension="301")
    happens(acme, "wholesale_users", joiner("dan", phone_number=ONE, extension="101"), leaving, parallel=4)
    found = lines(acme)
    assert (found["ann"], found["dan"]) == (("Lyon", None, "301"), ("Paris", ONE, "101"))


@pytest.mark.parametrize("parallel", [1, 4])
def test_numbers_move_between_locations_one_at_a_time(acme: SimulatorServer, parallel: int) -> None:
    one(Users, acme.url, customer="acme", **user("ann", state="absent"))
    lyon = {"name": "Lyon", "numbers": [LYON, ONE, FREE]}
    paris = {"name": "Paris", "numbers": [MAIN, TWO, THREE]}
    metz = {"name": "Metz", **PLACE, "numbers": [METZ]}
    real = happens(acme, "locations", lyon, metz, paris, parallel=parallel)
    assert real.writes.count("POST /v1/telephony/config/jobs/numbers/manageNumbers") == 2
    # A second one would have got 409 while one runs.
    assert {each["status"] for each in real.requests if each["path"].endswith("/manageNumbers")} == {201}
    assert numbers(acme) == {
        "Paris": (MAIN, [MAIN, TWO, THREE]),
        "Lyon": (LYON, sorted([LYON, ONE, FREE])),
        "Metz": (None, [METZ]),
    }


def test_a_number_moves_although_its_location_lists_all_that_it_has(acme: SimulatorServer) -> None:
    paris = {"name": "Paris", "numbers": [MAIN, ONE, TWO, THREE], "purge_numbers": True}
    lyon = {"name": "Lyon", "numbers": [LYON, FREE], "purge_numbers": True}
    real = happens(acme, "locations", paris, lyon)
    assert real.writes == ["POST /v1/telephony/config/jobs/numbers/manageNumbers"]
    assert numbers(acme)["Lyon"] == (LYON, sorted([LYON, FREE]))


def test_a_number_moves_away_before_its_location_goes(acme: SimulatorServer) -> None:
    one(Locations, acme.url, customer="acme", name="Metz", numbers=[METZ], **PLACE)
    wanted = [{"name": "Metz", "state": "absent"}, {"name": "Lyon", "numbers": [LYON, METZ]}]
    happens(acme, "locations", *wanted, parallel=4)
    assert numbers(acme)["Lyon"] == (LYON, [LYON, METZ])


def test_numbers_that_cannot_move_are_refused(acme: SimulatorServer) -> None:
    place = {"name": "Genk", "calling": True, "time_zone": "Europe/Brussels", "preferred_language": "fr_FR"}
    abroad = PARIS | {"city": "Genk", "zip_or_postal_code": "3600", "country": "BE"}
    one(Locations, acme.url, customer="acme", address=abroad, pstn={"provider": "Simulated Telecom BE"}, **place)
    trunk = {"trunk": "Y2lzY29zcGFyazovL3VzL1RSVU5LLzBhMWIwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDBhYQ"}
    one(Locations, acme.url, customer="acme", name="Metz", **PLACE | {"pstn": trunk})
    for name, value, reason in (
        ("Lyon", MAIN, "whose main number it is: give that location another main number first"),
        ("Lyon", ONE, "and belongs to"),
        ("Genk", FREE, "in FR, and a number cannot move to BE"),
        ("Metz", FREE, "which has another PSTN connection"),
    ):
        real = refused(acme, "locations", {"name": name, "numbers": [value]})
        assert f"numbers: {value} is a number of location Paris" in real.message
        assert reason in real.message
        assert real.writes == []


def test_two_locations_lose_calling_one_at_a_time(acme: SimulatorServer) -> None:
    for name in ("Metz", "Nice"):
        one(Locations, acme.url, customer="acme", name=name, **PLACE)
    gone = [{"name": "Metz", "calling": False}, {"name": "Nice", "state": "absent"}, {"name": "Lyon", "calling": False}]
    real = happens(acme, "locations", *gone, parallel=4)
    assert real.writes.count("POST /v1/telephony/config/jobs/locations/deleteCallingLocation") == 3
    assert list(numbers(acme)) == ["Paris"]


def test_the_last_location_with_calling_stays(acme: SimulatorServer) -> None:
    for name in ("ann", "bob", "cyd"):
        one(Users, acme.url, customer="acme", **user(name, state="absent"))
    gone = [{"name": name, "state": "absent"} for name in ("Paris", "Lyon")]
    real = refused(acme, "locations", *gone)
    assert "removing location Lyon: state: calling cannot be disabled at location Lyon: it is the last calling" in (
        real.message
    )
    last = refused(acme, "locations", {"name": "Lyon", "calling": False})
    assert last.writes == []


def test_a_new_location_with_calling_comes_before_the_last_one_goes(acme: SimulatorServer) -> None:
    for name in ("ann", "bob", "cyd"):
        one(Users, acme.url, customer="acme", **user(name, state="absent"))
    one(Locations, acme.url, customer="acme", name="Lyon", state="absent")
    real = happens(acme, "locations", {"name": "Paris", "calling": False}, {"name": "Metz", **PLACE}, parallel=4)
    enabled = real.writes.index("POST /v1/telephony/config/locations")
    assert enabled < real.writes.index("POST /v1/telephony/config/jobs/locations/deleteCallingLocation")
    assert list(numbers(acme)) == ["Metz"]


def test_a_location_goes_after_its_users_in_one_playbook(acme: SimulatorServer) -> None:
    one(Users, acme.url, customer="acme", **user("cyd", state="absent"))
    leaving = [user("ann", location="Lyon", phone_number="", extension="301"), user("bob", state="absent")]
    users, locations = run(
        acme,
        task("wholesale_users", customer="acme", wholesale_users=leaving),
        task("locations", customer="acme", locations=[{"name": "Paris", "state": "absent"}]),
    )
    assert not users.result.get("failed"), users.result["msg"]
    assert not locations.result.get("failed"), locations.result["msg"]
    assert list(numbers(acme)) == ["Lyon"]


def test_what_cannot_be_done_is_refused_before_the_first_write(acme: SimulatorServer) -> None:
    elsewhere = "+33199000999"
    cases: list[tuple[str, dict[str, Any], str]] = [
        ("locations", {"name": "Lyon", "main_number": "", "notes": "x"}, "main_number: cannot be emptied"),
        ("locations", {"name": "Lyon", "main_number": elsewhere, "notes": "x"}, f"main_number: {elsewhere} is not a"),
        ("wholesale_users", user("ann", phone_number=elsewhere), f"phone_number: {elsewhere} is not a number of"),
        ("wholesale_users", user("ann", phone_number=TWO), f"phone_number: {TWO} belongs to"),
        ("wholesale_users", user("ann", extension="102"), "extension: 102 of location Paris belongs to"),
        ("wholesale_users", joiner("dan", phone_number=LYON), f"phone_number: {LYON} is not a number of location"),
    ]
    for module, wanted, message in cases:
        real = refused(acme, module, wanted)
        assert message in real.message
        assert real.writes == []


def test_the_number_of_a_user_may_be_the_main_number(acme: SimulatorServer) -> None:
    """By the document, "Get Location Available Phone Numbers": assigned or not."""
    happens(acme, "locations", {"name": "Paris", "main_number": ONE})
    assert numbers(acme)["Paris"][0] == ONE
    assert lines(acme)["ann"] == ("Paris", ONE, "101")


def test_what_two_want_only_one_gets(acme: SimulatorServer) -> None:
    real = refused(acme, "wholesale_users", joiner("dan", phone_number=FREE), joiner("eve", phone_number=FREE))
    assert f"phone_number: {FREE} is wanted by wholesale user dan@acme.example too" in real.message
    assert lines(acme)["dan"] == ("Paris", FREE, None)
