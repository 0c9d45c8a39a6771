# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An onboarding template: every option once."""

from __future__ import annotations

from typing import Final

from ..plugin_utils._documents import one, reading

SOURCE = r"""
noun: onboarding_template
key: SMB France
step: {words: create it, method: POST, path: /v1/wholesale/onboardingTemplates}
options:
  name:
    description: Name of the template, its key. At most 128 characters.
    type: str
    required: true
    sample: SMB France
  service_provider_admin:
    description:
      - E-mail address of the partner administrator who gets access to the customers made from the template.
      - &needed Needed to create a template, unless O(provisioning_id) is given.
    type: str
    sample: admin@partner.example.com
  country:
    description:
      - Code of the country (ISO 3166-1), two letters, for example V(FR).
      - *needed
    type: str
    sample: FR
  default_language:
    description:
      - Default language of e-mails to the customers, for example V(fr_FR).
      - *needed
    type: str
    sample: fr_FR
  subscription:
    description:
      - The partner's Wholesale subscription that the customers belong to.
      - *needed
    type: str
    sample: Sub-simulator-1
  pstn_provider:
    description:
      - Name of a cloud connected PSTN provider for all customers of the template.
      - Cisco advises against setting it in the template, the module warns of it. Use
        O(webex.wholesale.location#module:pstn) instead.
    type: str
    sample: null
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
    sample: webex
  idp_entity_id:
    description: C(EntityID) of the identity provider, as in its SAML metadata. For O(authentication=partner_saml) only.
    type: str
    sample: null
  idp_name:
    description:
      - Name of the identity provider, as agreed with Cisco when OpenID Connect was set up. For
        O(authentication=partner_oidc) only.
      - Letters, digits, C(-), C(_), C(~) and C(.), at most 128.
    type: str
    sample: null
  messaging_settings:
    description: Messaging settings. Settings that are unset are not compared.
    type: dict
    suboptions:
      allow_admin_invite_emails:
        description: Whether administrators are invited by e-mail. Needed to attach organizations that exist already.
        type: bool
      other_settings:
        description:
          - Further settings of this page of the wizard, as a dictionary. A key is the name that Partner Hub shows, a
            value is V(true) or V(false) for a toggle, or a text.
          - They appear in the worksheet and are compared like all others. A setting that is not named stays as it is.
        type: dict
    sample: {allow_admin_invite_emails: true, other_settings: {}}
  call_settings:
    description: Call settings. Settings that are unset are not compared.
    type: dict
    suboptions:
      disable_free_calling:
        description: Whether the free calls between Webex users are switched off.
        type: bool
      other_settings:
        description:
          - Further settings of this page of the wizard, as a dictionary. A key is the name that Partner Hub shows, a
            value is V(true) or V(false) for a toggle, or a text.
          - They appear in the worksheet and are compared like all others. A setting that is not named stays as it is.
        type: dict
    sample: {disable_free_calling: false, other_settings: {}}
  provisioning_id:
    description:
      - The Provisioning ID that Partner Hub shows for the template.
      - With O(backend=catalog), this is how you tell that somebody has made the template. Webex's precheck verifies it.
      - With O(backend=partner_hub), Partner Hub chooses it, and the task fails if the template has another one.
    type: str
    sample: NWYwYzdhMWUtMDAwMC00MDAw...
    result: Provisioning ID, which customers are made with. Unset while nobody has made the template in Partner Hub.
  backend: &backend
    description:
      - Where templates are kept.
      - V(partner_hub) is a REST resource. It is this collection's own contract, served by the bundled simulator or a
        gateway of yours. Webex publishes no such API.
      - V(catalog) is a YAML file of yours, O(catalog_path). What a person has to do in Partner Hub is returned as a
        worksheet, and the template is pending until it is done. For a new template you tell so with its Provisioning
        ID, for a change by setting C(status) to V(active) in the file.
      - V(auto) is V(partner_hub) where the host serves it, else V(catalog). The answer tells, HTTP 404 as a rule. With
        another answer that tells it a warning gives the reason. Trouble, such as HTTP 500, fails the task instead.
    type: str
    choices: [auto, partner_hub, catalog]
    default: auto
    sample: partner_hub
    result: The back end that answered, V(partner_hub) or V(catalog).
  catalog_path: &catalog_path
    description:
      - File (YAML) of the V(catalog) back end. Creating a template creates it when it does not exist. Keep it under
        version control.
      - It is read and written on the machine that runs the module.
    type: path
  worksheet_path:
    description:
      - File (Markdown) to write the worksheet to, when there is something to do in Partner Hub.
      - Beside it there is a page with the same steps (C(.html)), if the task runs on the controller.
    type: path
  state:
    description:
      - Whether the template is to exist.
      - Customers made from it stay when it is removed.
    type: str
    choices: [present, absent]
    default: present
reading:
  backend: *backend
  catalog_path: *catalog_path
returned:
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
    sample: "# Onboarding template SMB France ..."
results:
  worksheet:
    description: The steps to remove the template in Partner Hub. Otherwise see RV(onboarding_template.worksheet).
    returned: with O(state=absent) and O(backend=catalog), when the template was recorded
    type: str
    sample: "# Remove the onboarding template SMB Trial ..."
  worksheet_page:
    description: Path of the page beside the worksheet.
    returned: when there is a worksheet at O(worksheet_path)
    type: str
    sample: /home/erika/worksheets/smb-france.html
"""


# Annotated, since ansible-test takes a plain assignment for a literal text.
class ModuleDocFragment:
    """``webex.wholesale.onboarding_template`` for one, ``.reading`` for where templates are kept."""

    DOCUMENTATION: Final = one(SOURCE)
    READING: Final = reading(SOURCE)
