# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A billing report: every option once."""

from __future__ import annotations

from typing import Final

from ..plugin_utils._documents import one

SOURCE = r"""
noun: billing_report
key: USER 2026-10-01 to 2026-10-31
step: {words: request it, method: POST, path: /v1/wholesale/billing/reports}
options:
  start_date:
    description:
      - First day of the period, as C(YYYY-MM-DD). Put it in quotes, as YAML makes a date of it otherwise.
      - Any day of the last five years, but not the current one.
    type: str
    required: true
    sample: "2026-10-01"
  end_date:
    description:
      - Last day of the period, as C(YYYY-MM-DD). Put it in quotes, as YAML makes a date of it otherwise.
      - Any day of the last five years, but not the current one, and not before O(start_date).
    type: str
    required: true
    sample: "2026-10-31"
  type:
    description:
      - What the report counts by. If unset, it is V(PARTNER).
      - V(PARTNER) has totals, V(CUSTOMER) a line per customer and package, V(USER) a line per user.
    type: str
    choices: [PARTNER, CUSTOMER, USER]
    sample: USER
  path:
    description:
      - File to write the report to, as CSV. It is written as a whole or not at all, with the mode C(0600), since it may
        name people. Its folder is made if needed.
      - If unset, the report is made and not downloaded.
    type: path
    sample: bills/2026-10-users.csv
  state:
    description:
      - Whether the report is to exist at Webex.
      - V(present) takes a report of the same period, type and sub-partner that is ready, or waits for one that is being
        made. Only if there is none it has one made.
      - V(absent) removes all reports of that period, type and sub-partner, also those that failed. The file stays.
    type: str
    choices: [present, absent]
    default: present
returned:
  id:
    description: ID of the report.
    type: str
    sample: Y2lzY29zcGFyazovL3VzL0JJ...
  status:
    description: V(IN_PROGRESS), V(COMPLETED) or V(FAILED).
    type: str
    sample: COMPLETED
  category:
    description: V(RECONCILIATION) for what is billed. Other reports cannot be asked for.
    type: str
    sample: RECONCILIATION
  created:
    description: When it was made.
    type: str
    sample: "2026-11-02T06:00:12.345Z"
  errors:
    description: Why it failed, with C(code) and C(description).
    type: list
    elements: dict
    sample: []
"""


# Annotated, since ansible-test takes a plain assignment for a literal text.
class ModuleDocFragment:
    """``webex.wholesale.billing_report``."""

    DOCUMENTATION: Final = one(SOURCE)
