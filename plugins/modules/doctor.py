#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: doctor
short_description: Find out whether everything is ready for Webex for Wholesale
version_added: 0.1.0
description:
  - Looks at what a run depends on, and says what to do about what is wrong. Run it first with a real account.
  - It looks at versions, proxy and certificates, the connection, the clock, the token, its scopes and roles, the
    partner and its sub-partners, the back end of onboarding templates, and at what the collection assumes of Webex.
  - Only reads. The one other request exchanges O(refresh_token) for a token.
  - The result names no person and no organization, and IDs are shortened, so that it can be attached to a bug report.
  - The task succeeds whatever it finds, see RV(ok). The playbook C(webex.wholesale.doctor) fails if something fails,
    and writes a report.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.webex
  - webex.wholesale.attributes.info
"""

EXAMPLES = r"""
- name: Look at everything
  webex.wholesale.doctor:
  register: doctor

- name: Go on only if nothing fails
  ansible.builtin.assert:
    that: doctor.ok
    quiet: true
"""

RETURN = r"""
ok:
  description: Whether nothing fails.
  returned: success
  type: bool
  sample: true
checks:
  description: What was looked at, in order.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: What was looked at.
      type: str
      sample: Clock
    verdict:
      description: V(fine), V(attention) when it may be right or you have to look yourself, or V(fails).
      type: str
      sample: fine
    found:
      description: What was found.
      type: str
      sample: As the server's.
    remedy:
      description: What to do. Empty if there is nothing to do.
      type: str
      sample: ""
counts:
  description: How many checks have each verdict.
  returned: success
  type: dict
  sample: {fine: 21, attention: 1, fails: 0}
"""

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.webex.wholesale.plugins.module_utils._argspec import CONNECTION
from ansible_collections.webex.wholesale.plugins.module_utils._doctor import Doctor


def main() -> None:
    module = AnsibleModule(argument_spec=CONNECTION, supports_check_mode=True)
    module.exit_json(**Doctor(module.params).examine())


if __name__ == "__main__":
    main()
