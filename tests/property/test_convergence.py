# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""For any two states of each noun: what is planned is what happens, and happens once, in whatever order."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.foretold import different, requested
from tests.property import lagging, worlds
from tests.property.conftest import Watched
from tests.property.tasks import run
from tests.property.worlds import Options

Steps = tuple[str, Options]
DICE = some.randoms(use_true_random=False)


def converge(webex: Watched, *steps: Steps, lag: bool = False) -> None:
    """Take each step in check mode, which writes nothing and foretells all, then really, then again: nothing to do.

    With `lag`, what a step writes is seen later, by this step too; the next one begins when everything is seen.
    """
    for seed, (module, options) in enumerate(steps):
        webex.step()
        foretold = run(module, webex.url, check=True, **options)
        assert not foretold.get("failed"), foretold["msg"]
        assert webex.step() == []
        if lag:
            webex.faults(lagging.plan(seed))
        real = run(module, webex.url, **options)
        if lag:
            lagging.wait_until_seen(webex)
        assert not real.get("failed"), real["msg"]
        assert (foretold["changed"], foretold["diff"]) == (real["changed"], real["diff"])
        writes = [write.rpartition(" ")[0] for write in webex.step()]
        assert bool(writes) == real["changed"]
        if not lag:
            assert different(requested(foretold["steps"]), writes) == ([], [])
        assert different(requested(real["steps"]), writes) == ([], [])
        again = run(module, webex.url, **options)
        assert (again.get("failed", False), again["changed"], again["diff"], webex.step()) == (False, False, [], [])


def in_another_order(dice: Any, step: Steps) -> Steps:
    """Return the step with its list shuffled."""
    module, options = step
    if module not in options:
        return step
    return module, {**options, module: dice.sample(options[module], len(options[module]))}


@pytest.mark.parametrize("lag", lagging.LAGS)
@given(dice=DICE)
def test_onboarding_templates(webex: Watched, dice: Any, lag: bool) -> None:
    webex.reset()
    wishes = [worlds.template(dice), worlds.template(dice), {"name": "Template", "state": "absent"}]
    converge(webex, *(("onboarding_template", dice.choice(wishes)) for _round in range(3)), lag=lag)


@pytest.mark.parametrize("lag", lagging.LAGS)
@given(dice=DICE)
def test_a_customer_converges_from_any_state(webex: Watched, dice: Any, lag: bool) -> None:
    webex.reset()
    gone = {"external_id": worlds.CUSTOMER, "state": "absent"}
    wishes = [gone if dice.random() < 0.2 else worlds.customer(dice) for _round in range(2)]
    converge(webex, *(("wholesale_customer", wish) for wish in wishes), lag=lag)


@pytest.mark.parametrize("lag", lagging.LAGS)
@given(dice=DICE)
def test_locations_converge_in_any_order(webex: Watched, dice: Any, lag: bool) -> None:
    base = ("wholesale_customer", {**worlds.customer(dice), "name": "Acme"})
    steps = [("locations", {"customer": worlds.CUSTOMER, "locations": worlds.locations(dice)}) for _round in range(2)]
    the_same_in_any_order(webex, dice, [base], steps, lag)


@pytest.mark.parametrize("lag", lagging.LAGS)
@given(dice=DICE)
def test_users_converge_in_any_order(webex: Watched, dice: Any, lag: bool) -> None:
    customer = worlds.customer(dice)
    base = [
        ("wholesale_customer", customer),
        ("locations", {"customer": worlds.CUSTOMER, "locations": [worlds.office()]}),
    ]
    lists = [worlds.users(dice, customer["packages"]) for _round in range(2)]
    steps = [("wholesale_users", {"customer": worlds.CUSTOMER, "wholesale_users": wishes}) for wishes in lists]
    the_same_in_any_order(webex, dice, base, steps, lag)


def the_same_in_any_order(webex: Watched, dice: Any, base: list[Steps], steps: list[Steps], lag: bool) -> None:
    """Take the steps twice, on the same ground, with shuffled lists the second time: the same must come of it."""
    found = []
    for shuffled in (False, True):
        webex.reset()
        for module, options in base:
            assert not (result := run(module, webex.url, **options)).get("failed"), result["msg"]
        converge(webex, *(in_another_order(dice, step) if shuffled else step for step in steps), lag=lag and shuffled)
        found.append(worlds.snapshot(webex))
    assert found[0] == found[1]


@pytest.mark.parametrize("purge", [False, True])
def test_a_list_that_is_complete(webex: Watched, purge: bool) -> None:
    """Purging leaves what is listed, and nothing else goes without it."""
    webex.reset()
    dice = Random(4)
    customer = worlds.customer(dice)
    run("wholesale_customer", webex.url, **customer)
    run("locations", webex.url, customer=worlds.CUSTOMER, locations=[worlds.office()])
    people = [worlds.user(dice, index, customer["packages"]) for index in range(4)]
    run("wholesale_users", webex.url, customer=worlds.CUSTOMER, wholesale_users=people)
    converge(webex, ("wholesale_users", {"customer": worlds.CUSTOMER, "wholesale_users": people[:2], "purge": purge}))
    (found,) = worlds.snapshot(webex)["customers"]
    assert len(found["users"]) == (2 if purge else 4)
