# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All that may differ from the contract, each with its reasons. Nothing else may."""

from __future__ import annotations

import re
from typing import NamedTuple


class Deviation(NamedTuple):
    """One difference: in the operations that a pattern finds, the findings that another one finds."""

    what: str
    operations: str
    findings: str
    reason: str
    if_wrong: str
    verify: str

    def covers(self, operation: str, finding: str) -> bool:
        """Tell whether a finding is this difference."""
        return bool(re.fullmatch(self.operations, operation) and re.fullmatch(self.findings, finding))


DEVIATIONS: list[Deviation] = []
