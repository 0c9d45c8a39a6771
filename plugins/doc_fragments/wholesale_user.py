# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A user: every option once."""

from __future__ import annotations

from typing import Final

from ..module_utils._nouns import packages
from ..plugin_utils._documents import many, one, reading

SOURCE = r"""
noun: wholesale_user
key: marie.durand@acme.example
step: {words: subscribe the user, method: POST, path: /v1/wholesale/subscribers}
options:
  customer:
    description: The customer to whom the user belongs, named by external ID, customer ID or organization ID.
    type: str
    required: true
    sample: acme
    result: The customer, as the task names it.
  email:
    description: E-mail address, the user's key. Upper and lower case do not matter.
    type: str
    required: true
    sample: marie.durand@acme.example
  first_name:
    description: First name, kept with the person. If unset, it stays as it is.
    type: str
    sample: Marie
    when: when the person was read
  last_name:
    description: Last name, kept with the person. If unset, it stays as it is.
    type: str
    sample: Durand
    when: when the person was read
  package:
    description:
      - The user's package, one of the customer's. If unset, it stays as it is.
      - Needed to create a user.
      - Every package but V(webex_meetings) includes calling. It needs O(location), and O(phone_number) or
        O(extension) or both.
    type: str
    choices: &packages [<packages>]
    sample: webex_calling
  location:
    description:
      - Location of the user, by name or ID. It must have calling. If unset, it stays as it is.
      - Needed to create a user with a package that includes calling.
    type: str
    sample: Head Office
    result: Name of the location.
    when: when the person was read
  phone_number:
    description:
      - Phone number in E.164 format, for example V(+33199000101). Spaces and punctuation within do not matter.
      - This or O(extension), or both, is needed to create a user with a package that includes calling.
      - It must be one of the location's numbers, and free.
      - An empty text takes it away. If unset, it stays as it is, also when the user moves.
    type: str
    sample: "+33199000101"
    when: when the person was read
  extension:
    description:
      - Extension, digits only, without the location's routing prefix. Quote it, leading zeros count.
      - This or O(phone_number), or both, is needed to create a user with a package that includes calling.
      - If unset, it stays as it is.
    type: str
    sample: "101"
    when: when the person was read
  roles:
    description:
      - The complete list of the user's administrator roles, by name or ID, for example V(Full Administrator).
      - An empty list takes all roles away. If unset, they stay as they are.
      - Webex makes the first user of a new customer its full administrator. Others should have the
        same package as the first user has when they become it, the module warns otherwise.
    type: list
    elements: str
    sample: [Full Administrator]
    result: Names of the administrator roles.
    when: when the person was read
  emergency_callback:
    description:
      - At which number emergency services call back after an emergency call, V(direct_line) for the user's own number,
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
  send_consent_email:
    description:
      - Whether Webex is to send an e-mail to a new user who has a free Webex account and must agree to move it.
      - Such a user has the status V(pending_user_migration). Run the task again when the user has agreed.
      - If unset, nothing is sent, and a warning tells that somebody must agree.
    type: bool
  remove_person:
    description:
      - With O(state=absent), whether to delete the person from the organization as well.
      - Refused while emergency services call others back at this person's number.
      - If unset, only the Wholesale package is taken away. The person stays, and so does the claim on the e-mail
        address.
    type: bool
  state:
    description:
      - Whether the user is to exist.
      - Removing takes the package away, see also O(remove_person).
    type: str
    choices: [present, absent]
    default: present
reading:
  status:
    description: Only users with this status.
    type: str
    choices: [provisioned, pending_user_migration]
  package:
    description: Only users who have this package.
    type: str
    choices: *packages
returned:
  id:
    description: Subscriber ID at Webex. Unset in check mode for a user that does not exist yet.
    type: str
    sample: Y2lzY29zcGFyazovL3VzL1NV...
  person_id:
    description: ID of the person. Known when Webex has provisioned the user.
    type: str
    sample: Y2lzY29zcGFyazovL3VzL1BF...
  status:
    description:
      - V(provisioned), or V(pending_user_migration) while a user with a free Webex account elsewhere has not agreed
        to move.
    type: str
    sample: provisioned
  errors:
    description: What Webex reports as wrong with the user, in its own words.
    type: list
    elements: dict
    sample: []
""".replace("<packages>", ", ".join(packages.USER))


# Annotated, since ansible-test takes a plain assignment for a literal text.
class ModuleDocFragment:
    """``webex.wholesale.wholesale_user`` for one, ``.list`` for many, ``.reading`` for filters."""

    DOCUMENTATION: Final = one(SOURCE)
    LIST: Final = many(SOURCE)
    READING: Final = reading(SOURCE)
