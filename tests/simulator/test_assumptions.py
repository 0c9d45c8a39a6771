# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of ASSUMPTIONS.md can be referred to by number."""

from __future__ import annotations

import re

from tests.simulator_server import PROGRAM


def test_the_rows_are_numbered_without_a_gap() -> None:
    text = (PROGRAM / "ASSUMPTIONS.md").read_text()
    numbers = [int(number) for number in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
