#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: wholesale_export
short_description: Make existing customers an inventory
version_added: 0.2.0
description:
  - Writes an inventory of customers that exist at Webex, whoever has made them. The file C(hosts.yml) names them, and
    each has a file in C(host_vars), with the variables of the playbook C(webex.wholesale.onboard).
  - An audit of the inventory finds nothing right after, and onboarding it changes nothing. The task makes sure of that
    itself. What Webex has and no inventory can have is left out, with a comment that says why, as is what is empty.
  - The name of a host is the external ID, without what a file's name cannot have. A host that is in the folder already
    keeps its name.
  - Comments tell what no API tells, such as the onboarding template.
  - A customer that Webex is still working on, or has failed to provision, is exported as far as it is there, and
    RV(customers[].problems) says so. A customer that is being removed is left out.
  - Reads Webex, and writes nothing there. Files are written where the module runs, usually on the controller, each of
    them whole or not at all.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.webex
  - webex.wholesale.webex.parallel
  - webex.wholesale.attributes
options:
  directory:
    description:
      - Folder of the inventory, created if it is missing. A relative path starts where Ansible was started.
    type: path
    required: true
  customers:
    description:
      - External IDs of the customers to export. If not given, all customers are exported.
      - With a choice, the hosts file keeps the other hosts that it has.
    type: list
    elements: str
  force:
    description:
      - Whether to overwrite files that were edited since the last export, or that no export has made.
      - If V(false), they are kept, and RV(kept) names them. What would be written is in the diff.
    type: bool
    default: false
  users_csv_from:
    description:
      - From how many users of a customer on they are written as a table, into a CSV file beside its variables.
      - If not given, users are always written as YAML. So is a user whose data a table cannot have.
    type: int
  include:
    description:
      - What to read that costs requests of its own for each customer, fields of the customer and lists of what it has.
        With an empty list, a customer with a location costs six requests.
      - Phones cost a second request where there are any, for the names of their models. V(members), the lines of others
        on them, costs two more for each phone with a MAC address, as no list of Webex tells which phones share lines.
      - No API tells whether a license is limited. One with 100,000 units or more is taken for unlimited, as is one
        whose units are all used, since the number may be a mere count.
    type: list
    elements: str
    choices:
      - package_limits
      - preferred_language
      - automatic_activation_emails
      - tags
      - partner_administrators
      - workspaces
      - devices
      - members
    default:
      - package_limits
      - preferred_language
      - automatic_activation_emails
      - tags
      - partner_administrators
      - workspaces
      - devices
      - members
  creation:
    description:
      - What is known of customers and no API tells, by external ID, as options of
        M(webex.wholesale.wholesale_customer). It is written along.
    type: dict
  mode:
    description:
      - Mode of the files, in quotes. They have personal data.
    type: raw
    default: "0600"
seealso:
  - module: webex.wholesale.wholesale_audit
  - module: webex.wholesale.wholesale_onboard
  - ref: Take over customers that exist <ansible_collections.webex.wholesale.docsite.guide_day_two_export>
    description: How customers that were made by hand become an inventory.
"""

EXAMPLES = r"""
- name: Make all customers an inventory
  webex.wholesale.wholesale_export:
    directory: "{{ playbook_dir }}/exported"
    users_csv_from: 50
  register: exported

- name: Tell what was edited and is kept
  ansible.builtin.debug:
    var: exported.kept

- name: Write one customer again, whoever has edited its file, with the template that it was made with
  webex.wholesale.wholesale_export:
    directory: "{{ playbook_dir }}/exported_again"
    customers:
      - globex
    creation:
      globex:
        template: Default
    force: true
"""

# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render.
RETURN = r"""
directory: {description: 'Folder of the inventory, as an absolute path.', returned: always, type: str, sample: exported}
customers:
  description: The customers by external ID.
  returned: always
  type: list
  elements: dict
  sample:
  - name: globex
    external_id: globex
    customer_id: Y2lzY29zcGFyazovL3VzL0VO...
    org_id: Y2lzY29zcGFyazovL3VzL09S...
    organization: Globex
    status: provisioned
    action: created
    locations: 2
    users: 4
    workspaces: 0
    devices: 0
    problems: []
    left_out: []
  contains:
    name: {description: 'Name of its host, and of its file.', type: str, sample: acme}
    external_id: {description: External ID., type: str, sample: acme}
    customer_id: {description: Customer ID., type: str, sample: Y2lzY29zcGFyazovL3VzL0VOVEVSUFJJU0UvYWNtZQ}
    org_id:
      description: Organization ID. Null if it has none yet.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi9hY21l
    organization: {description: Name of the organization. Null if it is not known., type: str, sample: Acme Inc}
    status: {description: Its status at Webex., type: str, sample: provisioned}
    action:
      description:
      - V(created), V(updated) or V(unchanged), as its files were written.
      - V(kept) if they were edited and would be different, V(left out) if an inventory cannot have it,
        V(failed) if it could not be read.
      type: str
      sample: created
    locations: {description: How many locations it has., type: int, sample: 2}
    users: {description: How many users it has., type: int, sample: 25}
    workspaces: {description: How many workspaces it has., type: int, sample: 1}
    devices: {description: How many phones it has., type: int, sample: 20}
    problems:
      description: Why it is not exported, or not as a whole, in sentences.
      type: list
      elements: str
      sample: []
    left_out:
      description: What Webex has of it and no inventory can have, in sentences.
      type: list
      elements: str
      sample: []
counts:
  description: How many customers there are of each action.
  returned: always
  type: dict
  sample: {created: 4, updated: 0, unchanged: 0, kept: 0, left out: 0, failed: 0}
kept:
  description: Files that are kept, as they were edited.
  returned: always
  type: list
  elements: str
  sample: [/home/operator/exported/host_vars/globex.yml]
gone:
  description: Hosts with a file in the folder whose customer Webex does not have. Their files are left
    alone, the hosts file does not name them.
  returned: always
  type: list
  elements: str
  sample: []
diff:
  description: The files that differ, before and after. Those that are kept are marked.
  returned: in diff mode
  type: list
  elements: dict
  sample:
  - before_header: host_vars/globex.yml
    after_header: host_vars/globex.yml
    before: ''
    after: |
      # Made by webex.wholesale.export, sha256 d6e6cecc85e6b6aa01f3e76c7b4fd23c. An ed...
      # Customer Y2lzY29zcGFyazovL3VzL0VO......
      # Y2lzY29zcGFyazovL3VzL09S......
      ---
      wholesale_customer:
        # calling_location: a guess (A131), as no API tells which location is the head...
        # calling comes to the customer again
        # No API tells template, primary_email, language, meetings_timezone, sub_partn...
        # know, it matters when the customer is created.
        external_id: globex
        name: Globex
        packages:
      ...
calls: {description: How many requests the task has made., returned: always, type: int, sample: 38}
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

from ansible_collections.webex.wholesale.plugins.module_utils._fleet import Fleet
from ansible_collections.webex.wholesale.plugins.module_utils._module import run_module

TASK: Final = (Fleet, "export")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
