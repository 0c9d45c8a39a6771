# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What all modules support, in the form that Ansible's documentation shows as a table."""

from __future__ import annotations


class ModuleDocFragment:
    """``webex.wholesale.attributes`` for modules that write, ``.info`` for those that only read."""

    DOCUMENTATION = r"""
attributes:
  action_group:
    description: Use C(group/webex.wholesale.webex) in C(module_defaults) to set options for this module.
    support: full
    membership:
      - webex.wholesale.webex
  check_mode:
    description: Can run in C(check_mode) and predicts the result without writing anything.
    support: full
  diff_mode:
    description: Returns what has changed, or in C(check_mode) what would change.
    support: full
  idempotent:
    description: Running the module again with the same options changes nothing.
    support: full
"""

    INFO = r"""
attributes:
  action_group:
    description: Use C(group/webex.wholesale.webex) in C(module_defaults) to set options for this module.
    support: full
    membership:
      - webex.wholesale.webex
  check_mode:
    description: Reads the same in C(check_mode), since it never writes.
    support: full
  diff_mode:
    description: Has nothing to show, since it never writes.
    support: N/A
  idempotent:
    description: Running the module again changes nothing.
    support: full
"""
