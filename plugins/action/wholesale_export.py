# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from typing import Any

from ansible_collections.webex.wholesale.plugins.modules import wholesale_export
from ansible_collections.webex.wholesale.plugins.plugin_utils._action import InProcess


class ActionModule(InProcess):
    TASK = wholesale_export.TASK

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        result = super().run(tmp, task_vars)
        if not self._task.diff:
            result.pop("diff", None)  # the texts of all files, which nobody asked for
        return result
