# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All checks. Importing this registers them, in this order."""

from __future__ import annotations

from hacking.live.beliefs import CHECKS, calling, customers, leaving, people, reading, recorded

__all__ = ["CHECKS", "calling", "customers", "leaving", "people", "reading", "recorded"]

REASONS = {
    "A26": "If Webex took it, the organization and its people could not be found for cleaning any more.",
    "A50": "It would cut the head office of its telephone network.",
    "A160": "Tags stay in the partner's list when the customer is gone.",
    "A171": "It sends e-mails to people.",
}
"""Why a row that could be looked at is not."""
