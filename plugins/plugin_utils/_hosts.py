# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the inventory plugins share: customers are hosts on this machine, and no value of theirs is a template."""

from __future__ import annotations

import re
from typing import Any

from ansible.inventory.data import InventoryData

try:  # Since ansible-core 2.19 a text is a template only if it is trusted ...
    from ansible.template import trust_as_template as trusted

    def untrusted(value: str) -> str:
        """Return a text that is never taken as a template."""
        return value

except ImportError:  # ... before, unless it is marked as unsafe.
    from ansible.utils.unsafe_proxy import wrap_var as untrusted

    def trusted(value: str) -> str:  # type: ignore[misc]
        """Return a text that is taken as a template."""
        return value


__all__ = ["add_group", "literal", "trusted"]


def add_group(inventory: InventoryData, name: str) -> None:
    """Add a group whose hosts are customers: what is done for them is done by the Python that runs Ansible."""
    inventory.add_group(name)
    inventory.set_variable(name, "ansible_connection", trusted("local"))
    inventory.set_variable(name, "ansible_python_interpreter", trusted("{{ ansible_playbook_python }}"))


def literal(value: Any) -> Any:
    """Return a value of somebody else's, such that Ansible never takes it as a template.

    Only a text that could be one is marked: AWX shows every other text as it is, and a marked one in a wrapping.
    """
    if isinstance(value, dict):
        return {name: literal(each) for name, each in value.items()}
    if isinstance(value, list):
        return [literal(each) for each in value]
    if isinstance(value, str):
        return untrusted(value) if re.search(r"\{[{%#]", value) else trusted(value)
    return value
