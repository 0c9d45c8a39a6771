# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What meta/runtime.yml promises and what plugins/ holds are the same."""

from __future__ import annotations

from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]


def test_action_group_names_every_module_that_calls_webex() -> None:
    runtime = yaml.safe_load((ROOT / "meta" / "runtime.yml").read_text())
    files = sorted((ROOT / "plugins" / "modules").glob("*.py"))
    modules = [path.stem for path in files if "webex.wholesale.webex\n" in path.read_text()]
    assert runtime["action_groups"]["webex"] == modules
