# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The wholesale packages: names, what they enable, what they depend on, and their licences."""

from __future__ import annotations

from webex_simulator import ids
from webex_simulator.store import Row, Store

# Package -> name of its licence.
PACKAGES = {
    "common_area_calling": "Webex Calling - Workspaces",
    "webex_calling": "Webex Calling - Professional",
    "webex_meetings": "Webex Meetings Suite",
    "webex_suite": "Webex Suite",
    "webex_voice": "Webex Voice",
    "cx_essentials": "Customer Assist",
    "webex_calling_standard": "Webex Calling - Standard",
    "cisco_calling_plan": "Cisco Calling Plan",
    "attendant_console": "Webex Attendant Console",
    "cx_premium_agent": "Contact Center - Premium Agent",
    "cx_standard_agent": "Contact Center - Standard Agent",
    "cx_voice_ports": "Contact Center - Voice Ports",
    "cx_ai_assistant": "Contact Center - AI Assistant",
    "webex_ai_agent": "Webex AI Agent",
}
# Packages that need a calling location, or for users a line: all but this one, as the document has users get a line
# exactly when they leave it. Row A71.
CALLING = frozenset(PACKAGES) - {"webex_meetings"}
# What has lines that could be called.
_LINES = frozenset(
    {"common_area_calling", "webex_calling", "webex_suite", "webex_voice", "cx_essentials", "webex_calling_standard"}
)
# What gives a workspace calling.
WORKSPACES = frozenset({"common_area_calling"})
# Package -> packages of which the customer needs at least one.
DEPENDS = {
    "cisco_calling_plan": _LINES,
    "attendant_console": frozenset({"webex_calling", "webex_suite", "cx_essentials"}),
}
# Packages for which a limit can be given.
LIMITED = (*sorted(_LINES), "webex_meetings", "attendant_console")
SUBSCRIBER_PACKAGES = (
    "webex_calling", "webex_meetings", "webex_suite", "webex_voice", "cx_essentials", "webex_calling_standard",
    "attendant_console", "cx_premium_agent", "cx_standard_agent",
)  # fmt: skip
# The older single field of a subscriber knows only these.
SINGLE_PACKAGES = SUBSCRIBER_PACKAGES[:6]
# Units of a licence without a limit.
UNLIMITED_UNITS = 100_000


def license_id(row: Row) -> str:
    """Return the API id of a licence row."""
    return ids.encode("LICENSE", row["id"])


def consumed(store: Store, key: str) -> int:
    """Return how many units of a licence are in use."""
    return store.count("SELECT COUNT(*) FROM person_license WHERE license = ?", key)


def has_calling(store: Store, person: str) -> bool:
    """Return whether a person holds a licence for calling."""
    rows = store.all("SELECT package FROM person_license JOIN license ON license.id = license WHERE person = ?", person)
    return any(row["package"] in CALLING for row in rows)
