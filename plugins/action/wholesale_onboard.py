# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from ansible_collections.webex.wholesale.plugins.module_utils._fleet import TEMPLATES
from ansible_collections.webex.wholesale.plugins.modules import wholesale_onboard
from ansible_collections.webex.wholesale.plugins.plugin_utils._fleet import FleetInProcess


class ActionModule(FleetInProcess):
    TASK = wholesale_onboard.TASK
    MORE = (TEMPLATES,)
