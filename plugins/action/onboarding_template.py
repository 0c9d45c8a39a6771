# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ansible_collections.webex.wholesale.plugins.module_utils._http.errors import Refused
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.template.catalog import save
from ansible_collections.webex.wholesale.plugins.module_utils._task import TaskFailed
from ansible_collections.webex.wholesale.plugins.modules import onboarding_template
from ansible_collections.webex.wholesale.plugins.plugin_utils._action import InProcess
from ansible_collections.webex.wholesale.plugins.plugin_utils._pages import _look, worksheet


class ActionModule(InProcess):
    TASK = onboarding_template.TASK

    def perform(
        self, options: Mapping[str, Any], *, warn: Callable[[str], None], progress: Callable[[str], None]
    ) -> dict[str, Any]:
        """Do what the module does, and make a page of the worksheet beside it: only the controller can."""
        result = super().perform(options, warn=warn, progress=progress)
        written = Path(options["worksheet_path"]) if options["worksheet_path"] else None
        if written and written.is_file():
            page = written.with_name(f"{written.name.removesuffix('.md')}.html")
            result["worksheet_page"] = str(page.absolute())
            if not self._task.check_mode:
                try:
                    # Without the facts of a run: the page changes when the worksheet does.
                    text = _look.html(worksheet.page({"worksheet": written.read_text("utf-8")}, {}), {})
                    save(page, text, "worksheet_path")
                except Refused as error:
                    raise TaskFailed(str(error), **result) from None
        return result
