# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Filter plugin: the answers of a form about an onboarding template as options of modules."""

from __future__ import annotations

DOCUMENTATION = r"""
name: survey_template
short_description: Turn the answers of a form about an onboarding template into options of modules
version_added: "0.1.0"
author:
  - webex.wholesale contributors (@webex-wholesale)
description:
  - Takes the variables of the role P(webex.wholesale.survey#role), as a survey of AWX gives them.
extends_documentation_fragment:
  - webex.wholesale.survey
"""

EXAMPLES = r"""
- name: Show which options the answers give
  ansible.builtin.debug:
    msg: "{{ ({'survey_template': 'SMB France'} | webex.wholesale.survey_template).onboarding_template }}"
"""

RETURN = r"""
_value:
  description: What the answers say, as options.
  type: dict
  contains:
    onboarding_template:
      description: Options of M(webex.wholesale.onboarding_template).
      type: dict
    problems:
      description: What is wrong with the answers, a sentence per problem. Empty if there is nothing.
      type: list
      elements: str
"""

from collections.abc import Callable, Mapping
from typing import Any

from ansible.errors import AnsibleFilterError
from ansible.module_utils.basic import missing_required_lib

from ..module_utils._deps import MISSING
from ..plugin_utils import _survey


def survey_template(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the answers say, as options."""
    if MISSING:
        raise AnsibleFilterError("; ".join(missing_required_lib(library) for library in MISSING))
    return _survey.template(answers)


class FilterModule:
    """Offers the filter."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Return the filters by name."""
        return {"survey_template": survey_template}
