#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: billing_report_info
short_description: Read which billing reports of Webex for Wholesale there are
version_added: 0.2.0
description:
  - Lists the billing reports of the partner, or of the sub-partner that O(sub_partner) names.
  - Webex tells of at most 100 reports at once. Of more, the dates find the right ones.
  - M(webex.wholesale.billing_report) downloads them.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.webex
  - webex.wholesale.attributes.info
options:
  start_date:
    description: Only reports whose period starts on this day, as C(YYYY-MM-DD).
    type: str
  end_date:
    description: Only reports whose period ends on this day, as C(YYYY-MM-DD).
    type: str
  type:
    description: Only reports of this type.
    type: str
    choices: [PARTNER, CUSTOMER, USER]
  status:
    description: Only reports with this status.
    type: str
    choices: [IN_PROGRESS, COMPLETED, FAILED]
seealso:
  - module: webex.wholesale.billing_report
"""

EXAMPLES = r"""
- name: List the reports that are ready
  webex.wholesale.billing_report_info:
    status: COMPLETED
"""

# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render.
RETURN = r"""
billing_reports:
  description: The billing reports found, with what is known of each. An empty list if there are none.
  returned: success
  type: list
  elements: dict
  sample:
  - start_date: '2026-09-01'
    end_date: '2026-09-30'
    type: CUSTOMER
    id: Y2lzY29zcGFyazovL3VzL0JJ...
    status: COMPLETED
    category: RECONCILIATION
  contains:
    id: {description: ID of the report., type: str, sample: Y2lzY29zcGFyazovL3VzL0JJ...}
    status: {description: 'V(IN_PROGRESS), V(COMPLETED) or V(FAILED).', type: str, sample: COMPLETED}
    category:
      description: V(RECONCILIATION) for what is billed. Other reports cannot be asked for.
      type: str
      sample: RECONCILIATION
    created: {description: When it was made., type: str, sample: '2026-11-02T06:00:12.345Z'}
    errors: {description: 'Why it failed, with C(code) and C(description).', type: list, elements: dict, sample: []}
    start_date: {description: 'First day of the period, as C(YYYY-MM-DD).', type: str, sample: '2026-10-01'}
    end_date: {description: 'Last day of the period, as C(YYYY-MM-DD).', type: str, sample: '2026-10-31'}
    type: {description: What the report counts by., type: str, sample: USER}
    path: {description: 'File to write the report to, as CSV.', type: str, sample: bills/2026-10-users.csv}
failure:
  description: What Webex answered, in a form for machines. Not there when the task failed for another reason.
  returned: when Webex refused a request, or did not answer
  type: dict
  contains:
    message: {description: What went wrong., type: str, sample: A customer with the externalId acme exists already}
    status: {description: HTTP status. Null if there was no answer., type: int, sample: 409}
    code: {description: 'Webex''s error code, if it gave one.', type: str, sample: '1001'}
    tracking_id: {description: 'Webex''s tracking ID, for Cisco''s support.', type: str, sample: SIM_5f0c7a1e}
    request: {description: Method and path of the request., type: str, sample: POST /v1/wholesale/customers}
"""

from typing import Final

from ansible_collections.webex.wholesale.plugins.module_utils._module import run_module
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.billing_report.api import BillingReports

TASK: Final = (BillingReports, "info")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
