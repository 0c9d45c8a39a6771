#!/usr/bin/python
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: onboarding_template_info
short_description: Read onboarding templates of Webex for Wholesale
version_added: 0.1.0
description:
  - Lists the onboarding templates, or one of them, with their Provisioning IDs.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.onboarding_template.reading
  - webex.wholesale.webex
  - webex.wholesale.attributes.info
options:
  name:
    description: Only the template with this name. If unset, all of them.
    type: str
seealso:
  - module: webex.wholesale.onboarding_template
"""

EXAMPLES = r"""
- name: Read all templates
  webex.wholesale.onboarding_template_info:
  register: templates

- name: Show their Provisioning IDs
  ansible.builtin.debug:
    msg: "{{ item.name }}: {{ item.provisioning_id }}"
  loop: "{{ templates.onboarding_templates }}"
  loop_control:
    label: "{{ item.name }}"

- name: Read one template
  webex.wholesale.onboarding_template_info:
    name: SMB France
"""

# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render.
RETURN = r"""
onboarding_templates:
  description: The onboarding templates found, with what is known of each. An empty list if there are none.
  returned: success
  type: list
  elements: dict
  sample:
  - name: Default
    service_provider_admin: admin@partner.example.com
    country: US
    default_language: en_US
    subscription: Sub-simulator-1
    pstn_provider: null
    authentication: webex
    idp_entity_id: null
    idp_name: null
    messaging_settings:
      allow_admin_invite_emails: true
      other_settings: {}
    call_settings:
      disable_free_calling: false
      other_settings: {}
    provisioning_id: ZjViMzYxODctMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAx
    id: Y2lzY29zcGFyazovL3VzL09O...
    status: active
    backend: partner_hub
    worksheet: null
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

from ansible_collections.webex.wholesale.plugins.module_utils._module import run_module
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.template.api import OnboardingTemplates

TASK: Final = (OnboardingTemplates, "info")
"""The noun, and what to do with it: the action plugin reads it as well."""


def main() -> None:
    run_module(*TASK)


if __name__ == "__main__":
    main()
