# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the modules for many customers share."""

from __future__ import annotations


class ModuleDocFragment:
    """``webex.wholesale.fleet``."""

    DOCUMENTATION = r"""
options:
  customers:
    description:
      - The customers, each a dictionary. Needed unless O(hosts) is given.
      - C(name) is what the result calls it, by default the external ID.
      - C(wholesale_customer), C(locations), C(wholesale_users), C(workspaces) and C(devices) are the options of the
        modules of these names, without C(customer). C(locations_purge), C(wholesale_users_purge) and
        C(workspaces_purge) tell that these lists are complete.
      - C(webex_sub_partner) is the organization ID of the sub-partner whose customer it is, empty for the partner
        itself. By default it is O(sub_partner). Customers of several sub-partners may be in one task.
      - C(onboarding_templates) lists templates that are created before, at least by C(name). A plan takes them as
        there; it warns of any other template that is not.
      - Each customer is checked on its own. What is wrong with one harms no other.
    type: list
    elements: dict
  hosts:
    description:
      - Hosts of the inventory that are customers, in addition to O(customers). Their variables are those of the
        playbook webex.wholesale.onboard.
      - Only the controller knows them.
    type: list
    elements: str
"""
