# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Phones: every option described once."""

from __future__ import annotations

from typing import Final

from ..plugin_utils._documents import many, one

SOURCE = r"""
noun: device
key: 001A2B3C4D5E
step: {words: add it to marie.durand@acme.example, method: POST, path: /v1/devices}
options:
  customer:
    description: The customer to whom the phone belongs, named by external ID, customer ID or organization ID.
    type: str
    required: true
    sample: acme
    result: The customer, as the task names it.
  mac:
    description:
      - MAC address, in any spelling, for example V(00:1A:2B:3C:4D:5E). It is the key of the phone.
      - Without it the phone is activated with a code that somebody types into it. Its key is then its owner together
        with O(model), so that an owner can have one such phone of a model.
    type: str
    sample: 001A2B3C4D5E
  model:
    description:
      - Model, by the name of Webex's catalogue or as people call it, for example V(Cisco 9861).
      - Needed to add a phone. Another model for a MAC address that exists removes the phone and adds it again.
    type: str
    sample: Cisco 9861
  user:
    description:
      - E-mail address of the user who has the phone. This or O(workspace) is needed to add a phone.
      - Another owner removes the phone and adds it again, with the tags that it had. Lines of others are on it again
        only where O(members) is given.
      - A phone of a user with the package V(webex_calling_standard) switches off calling in the user's apps.
    type: str
    sample: marie.durand@acme.example
  workspace:
    description: Name of the workspace that has the phone. This or O(user) is needed to add a phone.
    type: str
    sample: null
  tags:
    description: The complete list of the phone's tags. An empty list removes them. If unset, they stay as they are.
    type: list
    elements: str
    sample: [ground floor]
  members:
    description:
      - Whose lines the phone has beside its owner's, users by e-mail address and workspaces by name. The list is
        complete.
      - An empty list removes them. If unset, they stay as they are.
      - For phones with O(mac) only.
    type: list
    elements: str
    sample: [reception@acme.example]
    when: when it was asked for
  renew:
    description:
      - Whether to ask for another activation code, when a phone waits for one already. The old code no longer works.
      - Every run with V(true) asks for another one.
    type: bool
  activation_codes_path:
    task: true
    description:
      - File (CSV) to which activation codes are added, with customer, owner, model, code and the time until which it
        works. Needed when a code is to be asked for.
      - Webex tells a code once. It is in no result, log or diff, only in this file, which has the mode 0600. A file
        that others can read is refused before anything is written.
    type: path
  state:
    description:
      - Whether the phone is to exist.
    type: str
    choices: [present, absent]
    default: present
returned:
  id:
    description: ID of the phone at Webex. Unset in check mode for one that does not exist yet.
    type: str
    sample: Y2lzY29zcGFyazovL3VzL0RF...
  product:
    description: The model, as Webex shows it.
    type: str
    sample: Cisco 9861
  connection_status:
    description: V(connected), V(disconnected), V(activating) while nobody has typed the code, or another word.
    type: str
    sample: connected
  activation_code_expires:
    description: Until when the activation code works that the task has asked for.
    type: str
    sample: "2026-12-25T10:00:00.000Z"
"""


# Annotated, since ansible-test takes a plain assignment for a literal text.
class ModuleDocFragment:
    """``webex.wholesale.device`` for one, ``.list`` for many."""

    DOCUMENTATION: Final = one(SOURCE)
    LIST: Final = many(SOURCE)
