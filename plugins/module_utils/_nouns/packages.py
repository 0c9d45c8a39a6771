# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The packages of Webex for Wholesale. Source: Webex for Wholesale API, "Provision a Wholesale Customer"."""

from __future__ import annotations

CUSTOMER = (
    "common_area_calling",
    "webex_calling",
    "webex_meetings",
    "webex_suite",
    "webex_voice",
    "cx_essentials",
    "webex_calling_standard",
    "cisco_calling_plan",
    "attendant_console",
    "cx_premium_agent",
    "cx_standard_agent",
    "cx_voice_ports",
    "cx_ai_assistant",
    "webex_ai_agent",
)
"""What a customer can have."""

USER = (
    "webex_calling",
    "webex_meetings",
    "webex_suite",
    "webex_voice",
    "cx_essentials",
    "webex_calling_standard",
    "attendant_console",
    "cx_premium_agent",
    "cx_standard_agent",
)
"""What a user can have; the API takes one at a time."""

NEEDS_ONE_OF = {
    "cisco_calling_plan": (
        "common_area_calling",
        "webex_calling",
        "webex_suite",
        "webex_voice",
        "cx_essentials",
        "webex_calling_standard",
    ),
    "attendant_console": ("webex_calling", "webex_suite", "cx_essentials"),
}
"""Add-ons, and the packages of which a customer must have at least one."""

RANK = {
    "webex_meetings": 0,
    "webex_calling_standard": 1,
    "webex_calling": 2,
    "webex_voice": 3,
    "cx_essentials": 3,
    "webex_suite": 4,
}
"""From less to more: what makes a change of a user's package a downgrade. Our reading (A70)."""

CALLING = NEEDS_ONE_OF["cisco_calling_plan"]
"""Packages that surely include Webex Calling: Cisco's calling plan is for their lines."""

WITHOUT_CALLING = ("webex_meetings",)
"""Packages that surely do not: leaving it is when the API wants a user's line."""


def with_calling(package: str) -> bool:
    """Tell whether a package includes Webex Calling; of those in neither table, by belief (A71)."""
    return package not in WITHOUT_CALLING
