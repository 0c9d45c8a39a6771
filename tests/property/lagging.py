# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Webex that shows later what was written, and whether the collection is held to it yet. The switch is here alone."""

from __future__ import annotations

import time
from random import Random
from typing import Any

import pytest

from tests.property.conftest import Watched

LONGEST = 0.4
LAGS = (pytest.param(False, id="at-once"), pytest.param(True, id="lag"))


def plan(seed: int) -> dict[str, Any]:
    """Return faults with a lag of some kind, always the same for a seed; seldom are all three views late."""
    dice = Random(f"lag {seed}")
    late = {view: round(dice.uniform(0.05, LONGEST), 2) for view in ("list", "other", "single") if dice.random() < 0.6}
    share = dice.choice([0.3, 0.7, 1])
    return {"lag": {"seed": seed, "share": share, **(late or {"list": LONGEST, "other": LONGEST})}}


def wait_until_seen(webex: Watched) -> None:
    """Wait until everything that was written is seen everywhere, and what was begun is done."""
    webex.settle()
    webex.control("GET", "info")
    time.sleep(LONGEST)
