# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps what modules return, a line each, in the file that the environment names."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from ansible.plugins.callback import CallbackBase


class CallbackModule(CallbackBase):
    """Ansible calls it with each result."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "results"
    CALLBACK_NEEDS_ENABLED = True

    def v2_runner_on_ok(self, result: Any) -> None:
        if not result._task.loop:
            self.v2_runner_item_on_ok(result)

    def v2_runner_item_on_ok(self, result: Any) -> None:
        # What Ansible itself adds for a loop, and for those who look at a run.
        kept = {
            key: value for key, value in result._result.items() if key not in ("invocation", "item") and key[0] != "_"
        }
        kept.pop("ansible_loop_var", None)
        with Path(os.environ["RESULTS"]).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"module": result._task.action, "returned": kept}) + "\n")
