# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever a customer has: exported, an audit finds nothing, and nothing was left out."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from tests.integration.test_export import read
from tests.property.conftest import Watched
from tests.property.scenario import Scenario
from tests.property.tasks import run

DICE = some.randoms(use_true_random=False)


@given(dice=DICE)
def test_what_was_exported_is_in_sync(webex: Watched, dice: Any) -> None:
    webex.reset()
    for module, options in Scenario._steps(Random(dice.randint(0, 10**9))):
        run(module, webex.url, **options)
    webex.step()
    with tempfile.TemporaryDirectory() as folder:
        exported = run("wholesale_export", webex.url, directory=folder)
        assert not exported.get("failed"), exported
        assert [each["left_out"] for each in exported["customers"]] == [[]]
        customers = read(Path(folder))
        again = run("wholesale_export", webex.url, directory=folder)
        assert not again["changed"]
    audit = run("wholesale_audit", webex.url, customers=customers, unlisted=True)
    assert all(each["in_sync"] for each in audit["customers"]), audit
    assert audit["unlisted"] == {"customers": [], "of_customers": {}}, audit["unlisted"]
    assert webex.step() == []
