# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.utils.display import Display
from ansible_collections.webex.wholesale.plugins.module_utils._argspec import CONNECTION
from ansible_collections.webex.wholesale.plugins.module_utils._doctor import Doctor, table
from ansible_collections.webex.wholesale.plugins.plugin_utils._action import InProcess


class ActionModule(InProcess):
    """Shows the result as a table as well: Ansible would show it as JSON, in one line, or not at all."""

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        result = super().run(tmp, task_vars)
        if result.get("checks"):
            Display().display(table(result["checks"]))
        return result

    def specification(self) -> dict[str, Any]:
        return CONNECTION

    def perform(self, options: Mapping[str, Any], **_tell: Any) -> dict[str, Any]:
        return Doctor(options).examine()
