#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: sub_partner_info
short_description: Read sub-partners of Webex for Wholesale
version_added: 0.1.0
description:
  - Lists the sub-partners of the partner. The O(sub_partner) of other modules takes their RV(sub_partners[].org_id).
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.webex
  - webex.wholesale.attributes.info
options:
  provisioning_state:
    description: Only sub-partners in this state. For those that are suspended nothing can be created or changed.
    type: str
    choices: [active, suspended]
seealso:
  - module: webex.wholesale.wholesale_customer_info
"""

EXAMPLES = r"""
- name: List active sub-partners
  webex.wholesale.sub_partner_info:
    provisioning_state: active
  register: active

- name: List the customers of the first one
  webex.wholesale.wholesale_customer_info:
    sub_partner: "{{ active.sub_partners[0].org_id }}"
"""

RETURN = r"""
sub_partners:
  description: The sub-partners found. An empty list if there are none.
  returned: success
  type: list
  elements: dict
  contains:
    org_id:
      description: ID of the sub-partner's organization.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi81ZjBjN2ExZS0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwMDM
    subscription_id:
      description: The sub-partner's subscription.
      type: str
      sample: Sub-simulator-2
    provisioning_state:
      description: V(active) or V(suspended).
      type: str
      sample: active
    created:
      description: When the sub-partner was created.
      type: str
      sample: "2026-01-01T00:00:00.000Z"
    billing_start_date:
      description: From when on the sub-partner is billed.
      type: str
      sample: "2026-01-01T00:00:00.000Z"
failure:
  description: What Webex answered, in a form for machines. Not there when the task failed for another reason.
  returned: when Webex refused a request, or did not answer
  type: dict
  contains:
    message:
      description: What went wrong.
      type: str
      sample: The token lacks the scope spark-admin:wholesale_sub_partners_read
    status:
      description: HTTP status. Null if there was no answer.
      type: int
      sample: 403
    code:
      description: Webex's error code, if it gave one.
      type: str
      sample: "1001"
    tracking_id:
      description: Webex's tracking ID, which Cisco's support asks for.
      type: str
      sample: SIM_5f0c7a1e-0000-4000-8000-000000000009
    request:
      description: Method and path of the request.
      type: str
      sample: GET /v1/wholesale/subPartners
"""

from typing import Final

from ansible_collections.webex.wholesale.plugins.module_utils._module import run_module
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.sub_partner.api import SubPartners

TASK: Final = (SubPartners, "info")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
