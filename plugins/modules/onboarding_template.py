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
  - webex.wholesale.onboarding_template
  - webex.wholesale.webex
  - webex.wholesale.attributes
seealso:
  - module: webex.wholesale.onboarding_template_info
  - module: webex.wholesale.wholesale_customer
"""

EXAMPLES = r"""
- name: Create a template for small businesses in France
  webex.wholesale.onboarding_template:
    name: SMB France
    service_provider_admin: admin@partner.example.com
    country: FR
    default_language: fr_FR
    subscription: Sub-simulator-1

- name: Create a template whose users sign in at the partner's own identity provider
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
      other_settings:
        Allow users to share files: true

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

# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render.
RETURN = r"""
key: {description: What the object is found by., returned: always, type: str, sample: SMB Germany}
id:
  description: ID at Webex. Null if there is none, or none yet.
  returned: always
  type: str
  sample: Y2lzY29zcGFyazovL3VzL09O...
action:
  description: What was done, or in check mode what would be done, one of V(created), V(updated), V(removed),
    V(unchanged) and V(failed).
  returned: always
  type: str
  sample: created
onboarding_template:
  description: The onboarding template as it is after the task, or in check mode as it would be. Only
    what is known of it is there, after creating it also the options given.
  returned: unless it is absent
  type: dict
  sample:
    name: SMB Germany
    service_provider_admin: admin@partner.example.com
    country: DE
    default_language: de_DE
    subscription: Sub-simulator-1
    status: pending
    backend: catalog
    worksheet: |
      # Onboarding template `SMB Germany`: create it in Partner Hub

      Webex publishes no API for onboarding templates, so this is done by hand, by a p...

      1. In Partner Hub open **Customers**, then **Onboarding templates**, then **Crea...
      2. **Primary settings**
         - Template name: `SMB Germany`
         - Service provider admin: `admin@partner.example.com`
         - Country or region: `DE`
         - Default email language: `de_DE`
         - Wholesale subscription: `Sub-simulator-1`
      3. **Wholesale calling**
      ...
  contains:
    id:
      description: ID of the template, with the V(partner_hub) back end.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL09O...
    status:
      description: V(active), or V(pending) while somebody must do the worksheet in Partner Hub.
      type: str
      sample: active
    worksheet:
      description: The steps to do in Partner Hub (Markdown), while there are some.
      type: str
      sample: '# Onboarding template SMB France ...'
    name: {description: 'Name of the template, its key.', type: str, sample: SMB France}
    service_provider_admin:
      description: E-mail address of the partner administrator who gets access to the customers made from the template.
      type: str
      sample: admin@partner.example.com
    country: {description: 'Code of the country (ISO 3166-1), two letters, for example V(FR).', type: str, sample: FR}
    default_language:
      description: Default language of e-mails to the customers, for example V(fr_FR).
      type: str
      sample: fr_FR
    subscription:
      description: The partner's Wholesale subscription that the customers belong to.
      type: str
      sample: Sub-simulator-1
    pstn_provider:
      description: Name of a cloud connected PSTN provider for all customers of the template.
      type: str
      sample: null
    authentication: {description: How the users of new customers sign in., type: str, sample: webex}
    idp_entity_id:
      description: C(EntityID) of the identity provider, as in its SAML metadata.
      type: str
      sample: null
    idp_name:
      description: Name of the identity provider, as agreed with Cisco when OpenID Connect was set up.
      type: str
      sample: null
    messaging_settings:
      description: Messaging settings.
      type: dict
      sample: {allow_admin_invite_emails: true, other_settings: {}}
    call_settings: {description: Call settings., type: dict, sample: {disable_free_calling: false, other_settings: {}}}
    provisioning_id:
      description: Provisioning ID, which customers are made with. Unset while nobody has made the template
        in Partner Hub.
      type: str
      sample: NWYwYzdhMWUtMDAwMC00MDAw...
    backend: {description: 'The back end that answered, V(partner_hub) or V(catalog).', type: str, sample: partner_hub}
diff:
  description:
  - The changed fields, before and after, as texts to print. An empty list if nothing has changed.
  - C(changes) has the same as values.
  returned: always
  type: list
  elements: dict
  sample:
  - before_header: onboarding_template SMB Germany
    after_header: onboarding_template SMB Germany
    before: ''
    after: |
      {
          "country": "DE",
          "default_language": "de_DE",
          "name": "SMB Germany",
          "service_provider_admin": "admin@partner.example.com",
          "subscription": "Sub-simulator-1"
      }
    changes:
      before: {}
      after:
        country: DE
        default_language: de_DE
        name: SMB Germany
        service_provider_admin: admin@partner.example.com
        subscription: Sub-simulator-1
steps:
  description: The writes that Webex sees, in their order. In check mode those that it would see.
  returned: always
  type: list
  elements: dict
  sample:
  - object: onboarding template SMB Germany
    words: record it
    method: WRITE
    path: onboarding_templates.yml
    state: made
  contains:
    object: {description: What it is done for., type: str, sample: onboarding template SMB France}
    words: {description: What is done., type: str, sample: create it}
    method: {description: HTTP method., type: str, sample: POST}
    path:
      description: Path of the request. Unknown IDs stand in angle brackets.
      type: str
      sample: /v1/wholesale/onboardingTemplates
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
  sample: [create it]
worksheet:
  description: The steps to remove the template in Partner Hub. Otherwise see RV(onboarding_template.worksheet).
  returned: with O(state=absent) and O(backend=catalog), when the template was recorded
  type: str
  sample: '# Remove the onboarding template SMB Trial ...'
worksheet_page:
  description: Path of the page beside the worksheet.
  returned: when there is a worksheet at O(worksheet_path)
  type: str
  sample: worksheet-smb-germany.html
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
