# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the filters that take the answers of a form share."""

from __future__ import annotations


class ModuleDocFragment:
    """``webex.wholesale.survey``."""

    DOCUMENTATION = r"""
notes:
  - A blank answer is an answer that is not given. An answer that is not text is a problem, because what was typed
    cannot be told from it. For example YAML makes the number 1096 of the postal code 02110.
requirements:
  - pydantic
options:
  _input:
    description: The answers by the names of their variables.
    type: dict
    required: true
"""
