# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Workspaces: every option described once."""

from __future__ import annotations

from typing import Final

from ..module_utils._nouns.workspace.model import DEVICES, TYPES
from ..plugin_utils._documents import many, one

SOURCE = r"""
noun: workspace
key: Reception
step: {words: create it, method: POST, path: /v1/workspaces}
options:
  customer:
    description: The customer to whom the workspace belongs, named by external ID, customer ID or organization ID.
    type: str
    required: true
    sample: acme
    result: The customer, as the task names it.
  name:
    description: Name of the workspace, its key within the customer. Upper and lower case do not matter.
    type: str
    required: true
    sample: Reception
  location:
    description:
      - Location of the workspace, by name or ID. It must have calling.
      - Needed to create a workspace. Webex cannot move one, so a change is refused.
    type: str
    sample: Paris
    result: Name of the location.
  phone_number:
    description:
      - Phone number in E.164 format, for example V(+33199000101). It must be one of the location's numbers, and free.
      - This or O(extension), or both, is needed to create a workspace.
      - An empty text takes it away. If unset, it stays as it is.
    type: str
    sample: "+33199000105"
    when: when the line was read
  extension:
    description:
      - Extension, digits only, without the location's routing prefix. Quote it, leading zeros count.
      - This or O(phone_number), or both, is needed to create a workspace.
      - If unset, it stays as it is.
    type: str
    sample: "105"
    when: when the line was read
  type:
    description: What the workspace is used for. If unset, it stays as it is.
    type: str
    choices: [<types>]
    sample: open
  capacity:
    description: How many people it is for. If unset, it stays as it is.
    type: int
    sample: 4
  notes:
    description: Notes of yours. An empty text removes them. If unset, they stay as they are.
    type: str
    sample: Ground floor
  supported_devices:
    description:
      - Which devices it takes, V(phones) or V(collaboration_devices) for boards, desks and room devices.
      - If unset, a new workspace takes V(phones). Webex cannot change it later, so a change is refused.
    type: str
    choices: [<devices>]
    sample: phones
  emergency_callback:
    description:
      - At which number emergency services call back after an emergency call, V(direct_line) for its own number,
        V(location) for that of the location, or the e-mail address of a user or the name of a workspace of the same
        location who has a number.
      - Who is created with an extension only needs a location with O(webex.wholesale.location#module:main_number) or
        O(webex.wholesale.location#module:emergency_callback), or this option. V(none) says that nobody is to be called
        back, and is neither read nor written.
      - If unset, it is not read and stays as it is.
    type: str
    sample: direct_line
    result: Whose number it is. V(none) if there is none.
    when: when it was asked for
  state:
    description:
      - Whether the workspace is to exist.
      - Removing is refused while emergency services call others back at its number.
      - Webex removes the phones of a workspace together with it.
    type: str
    choices: [present, absent]
    default: present
returned:
  id:
    description: ID of the workspace at Webex. Unset in check mode for one that does not exist yet.
    type: str
    sample: Y2lzY29zcGFyazovL3VzL1BM...
""".replace("<types>", ", ".join(TYPES)).replace("<devices>", ", ".join(DEVICES))


# Annotated, since ansible-test takes a plain assignment for a literal text.
class ModuleDocFragment:
    """``webex.wholesale.workspace`` for one, ``.list`` for many."""

    DOCUMENTATION: Final = one(SOURCE)
    LIST: Final = many(SOURCE)
