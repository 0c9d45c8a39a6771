# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from pathlib import Path
from typing import Any

from ansible.utils.path import unfrackpath
from ansible_collections.webex.wholesale.plugins.module_utils._http.errors import Refused
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.template.catalog import save
from ansible_collections.webex.wholesale.plugins.modules import onboarding_template
from ansible_collections.webex.wholesale.plugins.plugin_utils._action import InProcess
from ansible_collections.webex.wholesale.plugins.plugin_utils._pages import _look, worksheet


class ActionModule(InProcess):
    TASK = onboarding_template.TASK

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Make a page of the worksheet beside it, whoever has hosted the task, where the file is on the controller."""
        result = super().run(tmp, task_vars)
        given = self._task.args.get("worksheet_path")
        written = Path(unfrackpath(str(given), follow=False)) if given else None
        if result.get("failed") or self._connection.transport != "local" or not written or not written.is_file():
            return result
        page = written.with_name(f"{written.name.removesuffix('.md')}.html")
        result["worksheet_page"] = str(page)
        if not self._task.check_mode:
            try:
                # Without the facts of a run: the page changes when the worksheet does.
                text = _look.html(worksheet.page({"worksheet": written.read_text("utf-8")}, {}), {})
                save(page, text, "worksheet_path")
            except Refused as error:
                result |= {"failed": True, "msg": str(error)}
        return result
