#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: billing_report
short_description: Manage a billing report of Webex for Wholesale
version_added: 0.2.0
description:
  - Has Webex make a billing report, waits for it and downloads it, in one go. If the task is interrupted, running it
    again continues.
  - Every request makes a new report at Webex, so the module looks for one of the same period and type first.
  - The report of a sub-partner is another one, see O(sub_partner). Reports can be made for a suspended one too.
  - Webex does not publish which columns a report has.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.billing_report
  - webex.wholesale.webex
  - webex.wholesale.webex.waiting
  - webex.wholesale.attributes
seealso:
  - module: webex.wholesale.billing_report_info
"""

EXAMPLES = r"""
- name: Download what is billed for each user of a month
  webex.wholesale.billing_report:
    start_date: "2026-10-01"
    end_date: "2026-10-31"
    type: USER
    path: "{{ playbook_dir }}/bills/2026-10-users.csv"

- name: Download the totals of a sub-partner
  webex.wholesale.billing_report:
    sub_partner: 0a1b0000-0000-4000-8000-000000000002
    start_date: "2026-10-01"
    end_date: "2026-10-31"
    path: "{{ playbook_dir }}/bills/2026-10-north.csv"

- name: Remove a report from Webex
  webex.wholesale.billing_report:
    start_date: "2026-09-01"
    end_date: "2026-09-30"
    type: CUSTOMER
    state: absent
"""

# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render.
RETURN = r"""
key: {description: What the object is found by., returned: always, type: str, sample: USER 2026-10-01 to 2026-10-31}
id:
  description: ID at Webex. Null if there is none, or none yet.
  returned: always
  type: str
  sample: Y2lzY29zcGFyazovL3VzL0JJ...
action:
  description: What was done, or in check mode what would be done, one of V(created), V(updated), V(removed),
    V(unchanged) and V(failed).
  returned: always
  type: str
  sample: created
billing_report:
  description: The billing report as it is after the task, or in check mode as it would be. Only what
    is known of it is there, after creating it also the options given.
  returned: unless it is absent
  type: dict
  sample:
    start_date: '2026-10-01'
    end_date: '2026-10-31'
    type: USER
    path: bills/2026-10-users.csv
    id: Y2lzY29zcGFyazovL3VzL0JJ...
    status: COMPLETED
    category: RECONCILIATION
    created: '2026-11-26T00:17:20.025Z'
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
diff:
  description:
  - The changed fields, before and after, as texts to print. An empty list if nothing has changed.
  - C(changes) has the same as values.
  returned: always
  type: list
  elements: dict
  sample:
  - before_header: billing_report USER 2026-10-01 to 2026-10-31
    after_header: billing_report USER 2026-10-01 to 2026-10-31
    before: ''
    after: |
      {
          "end_date": "2026-10-31",
          "path": "bil...
          "start_date": "2026-10-01",
          "type": "USER"
      }
    changes:
      before: {}
      after:
        end_date: '2026-10-31'
        path: bills/2026-10-users.csv
        start_date: '2026-10-01'
        type: USER
steps:
  description: The writes that Webex sees, in their order. In check mode those that it would see.
  returned: always
  type: list
  elements: dict
  sample:
  - object: billing report USER 2026-10-01 to 2026-10-31
    words: request it
    method: POST
    path: /v1/wholesale/billing/reports
    state: made
  contains:
    object: {description: What it is done for., type: str, sample: billing report USER 2026-10-01 to 2026-10-31}
    words: {description: What is done., type: str, sample: request it}
    method: {description: HTTP method., type: str, sample: POST}
    path:
      description: Path of the request. Unknown IDs stand in angle brackets.
      type: str
      sample: /v1/wholesale/billing/reports
    state:
      description: V(planned) in check mode, otherwise V(made), V(failed), V(not tried) or V(not needed).
      type: str
      sample: made
    when: {description: What must be so for it., returned: when it is not certain, type: str, sample: the user is new}
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
done:
  description: The words of the steps that had been made before the failure.
  returned: when a task failed after it had written something
  type: list
  elements: str
  sample: [request it]
"""

from typing import Final

from ansible_collections.webex.wholesale.plugins.module_utils._module import run_module
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.billing_report.api import BillingReports

TASK: Final = (BillingReports, "one")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
