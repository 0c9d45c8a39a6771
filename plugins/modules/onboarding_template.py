#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: onboarding_template
short_description: Manage an onboarding template of Webex for Wholesale
version_added: 0.1.0
description:
  - An onboarding template holds what many customers share. Each customer is made from one.
  - Webex publishes no API for templates, they are made in Partner Hub. The module converges them all the same, see
    O(backend).
  - An option that is unset is neither compared nor sent.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.webex
  - webex.wholesale.attributes
options:
  name:
    description:
      - Name of the template, its key. At most 128 characters.
    type: str
    required: true
  service_provider_admin:
    description:
      - E-mail address of the partner administrator who gets access to the customers made from the template.
      - Needed for a new template.
    type: str
  country:
    description: Code of the country (ISO 3166-1), two letters, for example V(FR). Needed for a new template.
    type: str
  default_language:
    description: Default language of e-mails to the customers, for example V(fr_FR). Needed for a new template.
    type: str
  subscription:
    description: The partner's Wholesale subscription that the customers belong to. Needed for a new template.
    type: str
  pstn_provider:
    description:
      - Name of a cloud connected PSTN provider for all customers of the template.
      - Cisco advises against setting it in the template, the module warns of it. Use
        O(webex.wholesale.location#module:pstn) instead.
    type: str
  authentication:
    description:
      - How the users of new customers sign in. If unset, a new template has V(webex), and an existing one stays as it
        is.
      - A change does not touch customers that exist already.
      - V(webex) means accounts kept by Webex.
      - V(partner_saml) means the partner's own identity provider, with SAML. It needs O(idp_entity_id).
      - V(partner_oidc) means the partner's own identity provider, with OpenID Connect. It needs O(idp_name).
    type: str
    choices: [webex, partner_saml, partner_oidc]
  idp_entity_id:
    description: C(EntityID) of the identity provider, as in its SAML metadata. For O(authentication=partner_saml) only.
    type: str
  idp_name:
    description:
      - Name of the identity provider, as agreed with Cisco when OpenID Connect was set up. For
        O(authentication=partner_oidc) only.
      - Letters, digits, C(-), C(_), C(~) and C(.), at most 128.
    type: str
  messaging_settings:
    description: Messaging settings. Settings that are unset are not compared.
    type: dict
    suboptions:
      allow_admin_invite_emails:
        description: Whether administrators are invited by e-mail. Needed to attach organizations that exist already.
        type: bool
  call_settings:
    description: Call settings. Settings that are unset are not compared.
    type: dict
    suboptions:
      disable_free_calling:
        description: Whether the free calls between Webex users are switched off.
        type: bool
  provisioning_id:
    description:
      - The Provisioning ID that Partner Hub shows for the template.
      - With O(backend=catalog), this is how you tell that somebody has made the template. Webex's precheck verifies it.
      - With O(backend=partner_hub), Partner Hub chooses it, and the task fails if the template has another one.
    type: str
  backend:
    description:
      - Where templates are kept.
      - V(partner_hub) is a REST resource. It is this collection's own contract, served by the bundled simulator or a
        gateway of yours. Webex publishes no such API.
      - V(catalog) is a YAML file of yours, O(catalog_path). What a person has to do in Partner Hub is returned as a
        worksheet,
        and the template is pending until it is done. For a new template you tell so with its Provisioning ID, for a
          change by
        setting C(status) to V(active) in the file.
      - V(auto) is V(partner_hub) where the host serves it, else V(catalog). The answer tells, HTTP 404 as a rule. With
        another answer that tells it a warning gives the reason. Trouble, such as HTTP 500, fails the task instead.
    type: str
    choices: [auto, partner_hub, catalog]
    default: auto
  catalog_path:
    description:
      - File (YAML) of the V(catalog) back end. It is made when it does not exist. Keep it under version control.
      - It is read and written on the machine that runs the module.
    type: path
  worksheet_path:
    description:
      - File (Markdown) to write the worksheet to, when there is something to do in Partner Hub.
    type: path
  state:
    description: Whether the template is to be there. Customers made from it stay when it is removed.
    type: str
    choices: [present, absent]
    default: present
seealso:
  - module: webex.wholesale.onboarding_template_info
  - module: webex.wholesale.wholesale_customer
"""

EXAMPLES = r"""
- name: Have a template for small businesses in France
  webex.wholesale.onboarding_template:
    name: SMB France
    service_provider_admin: admin@partner.example.com
    country: FR
    default_language: fr_FR
    subscription: Sub-simulator-1

- name: Have a template whose users sign in at the partner's own identity provider
  webex.wholesale.onboarding_template:
    name: SMB France SSO
    service_provider_admin: admin@partner.example.com
    country: FR
    default_language: fr_FR
    subscription: Sub-simulator-1
    authentication: partner_saml
    idp_entity_id: https://idp.partner.example.com/saml

- name: Allow organizations that exist already to be attached with it
  webex.wholesale.onboarding_template:
    name: SMB Benelux
    messaging_settings:
      allow_admin_invite_emails: true

- name: Keep the record in a file, and get a worksheet for Partner Hub
  webex.wholesale.onboarding_template:
    name: SMB Germany
    service_provider_admin: admin@partner.example.com
    country: DE
    default_language: de_DE
    subscription: Sub-simulator-1
    backend: catalog
    catalog_path: "{{ playbook_dir }}/onboarding_templates.yml"
    worksheet_path: "{{ playbook_dir }}/worksheet-smb-germany.md"

- name: Remove a template
  webex.wholesale.onboarding_template:
    name: SMB Trial
    state: absent
"""

RETURN = r"""
key:
  description: What the object is found by.
  returned: always
  type: str
  sample: SMB France
id:
  description: ID at Webex. Null if there is none, or none yet.
  returned: always
  type: str
  sample: Y2lzY29zcGFyazovL3VzL09OQk9BUkRJTkdfVEVNUExBVEUvNWYwYzdhMWUtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDA2
action:
  description: What was done, or in check mode what would be done, one of V(created), V(updated), V(removed),
    V(unchanged) and V(failed).
  returned: always
  type: str
  sample: created
onboarding_template:
  description: The onboarding template as it is after the task, or in check mode as it would be. Only what is known of
    it is there,
    after creating it also the options given.
  returned: unless it is absent
  type: dict
  contains:
    id:
      description: ID of the template, with the V(partner_hub) back end.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL09OQk9BUkRJTkdfVEVNUExBVEUvNWYwYzdhMWUtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDA2
    name:
      description: Name.
      type: str
      sample: SMB France
    provisioning_id:
      description: Provisioning ID, which customers are made with. Unset while nobody has made the template in Partner
        Hub.
      type: str
      sample: NWYwYzdhMWUtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDA3
    status:
      description: V(active), or V(pending) while somebody must do the worksheet in Partner Hub.
      type: str
      sample: active
    backend:
      description: The back end that answered, V(partner_hub) or V(catalog).
      type: str
      sample: partner_hub
    worksheet:
      description: The steps to do in Partner Hub (Markdown), while there are some.
      type: str
      sample: "# Onboarding template SMB France ..."
    service_provider_admin:
      description: E-mail address of the partner administrator who gets access.
      type: str
      sample: admin@partner.example.com
    country:
      description: Code of the country.
      type: str
      sample: FR
    default_language:
      description: Default language.
      type: str
      sample: fr_FR
    subscription:
      description: The partner's Wholesale subscription.
      type: str
      sample: Sub-simulator-1
    pstn_provider:
      description: Name of the cloud connected PSTN provider, if any.
      type: str
      sample: null
    authentication:
      description: How users sign in.
      type: str
      sample: webex
    idp_entity_id:
      description: C(EntityID) of the SAML identity provider, if any.
      type: str
      sample: null
    idp_name:
      description: Name of the OpenID Connect identity provider, if any.
      type: str
      sample: null
    messaging_settings:
      description: Messaging settings.
      type: dict
      sample: {allow_admin_invite_emails: true}
    call_settings:
      description: Call settings.
      type: dict
      sample: {disable_free_calling: false}
diff:
  description:
    - The changed fields, before and after, as texts to print. An empty list if nothing has changed.
    - The same as values is in RV(diff[].changes.before) and RV(diff[].changes.after).
  returned: always
  type: list
  elements: dict
  sample:
    - before_header: onboarding_template SMB France
      after_header: onboarding_template SMB France
      before: ""
      after: ""
      changes: {before: {}, after: {}}
worksheet:
  description: The steps to remove the template in Partner Hub (Markdown). Otherwise see
    RV(onboarding_template.worksheet).
  returned: with O(state=absent) and O(backend=catalog), when the template was recorded
  type: str
  sample: "# Remove the onboarding template SMB Trial ..."
failure:
  description: What Webex answered, in a form for machines. Not there when the task failed for another reason.
  returned: when Webex refused a request, or did not answer
  type: dict
  contains:
    message:
      description: What went wrong.
      type: str
      sample: A customer with the externalId acme exists already
    status:
      description: HTTP status. Null if there was no answer.
      type: int
      sample: 409
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
      sample: POST /v1/wholesale/customers
done:
  description: What had been written before the failure.
  returned: when a task failed after it had written something
  type: list
  elements: str
  sample: [started its provisioning]
"""

from typing import Final

from ansible_collections.webex.wholesale.plugins.module_utils._module import run_module
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.template.api import OnboardingTemplates

TASK: Final = (OnboardingTemplates, "one")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
