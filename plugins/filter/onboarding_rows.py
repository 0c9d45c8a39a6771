# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: onboarding_rows
short_description: Return the customers of an onboarding report
version_added: 0.2.0
description:
  - Puts together what the modules M(webex.wholesale.wholesale_audit) and M(webex.wholesale.wholesale_onboard) return of
    customers, as the role P(webex.wholesale.onboarding_report#role) shows it.
author:
  - webex.wholesale contributors (@webex-wholesale)
positional: _input, written, templates, hosts, error
options:
  _input:
    description: The customers that were planned.
    type: list
    elements: dict
    required: true
  written:
    description: The customers that were written. They take the place of those that were planned.
    type: list
    elements: dict
    default: []
  templates:
    description: The onboarding templates, with C(name) and C(provisioning_id).
    type: list
    elements: dict
    default: []
  hosts:
    description: The hosts that are customers. Those of which nothing is known failed.
    type: list
    elements: str
    default: []
  error:
    description: Why nothing is known of them.
    type: str
    default: ""
"""

EXAMPLES = r"""
- name: Tell what is planned
  ansible.builtin.debug:
    msg: "{{ (audit.customers | default([])) | webex.wholesale.onboarding_rows }}"
  vars:
    audit: {}
"""

RETURN = r"""
_value:
  description: A dictionary for each customer.
  type: list
  elements: dict
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

NOTHING: dict[str, Any] = {
    "external_id": "",
    "action": "failed",
    "changed": False,
    "steps": [],
    "diff": [],
    "wholesale_customer": {},
    "locations": [],
    "wholesale_users": [],
}
"""Of a host whose customer nothing is known of."""
KEPT = ("external_id", "changed", "steps")


def onboarding_rows(
    planned: Iterable[Mapping[str, Any]],
    written: Iterable[Mapping[str, Any]] = (),
    templates: Iterable[Mapping[str, Any]] = (),
    hosts: Iterable[str] = (),
    error: str = "",
) -> list[dict[str, Any]]:
    """Return a row for each customer, with what was wanted and what became of it."""
    latest = {each["name"]: each for each in planned}
    latest.update((each["name"], each) for each in written)
    for host in hosts:
        latest.setdefault(host, {**NOTHING, "name": host, "problems": [error] if error else []})
    ids = {each.get("name"): each.get("provisioning_id") for each in templates}
    return [_row(each, ids) for each in latest.values()]


def _row(each: Mapping[str, Any], provisioning_ids: Mapping[Any, Any]) -> dict[str, Any]:
    customer = each["wholesale_customer"]
    wanted, found = customer.get("wanted") or {}, customer.get("wholesale_customer") or {}
    template = wanted.get("template") or ""
    row = {
        **{name: each[name] for name in KEPT},
        "host": each["name"],
        "name": wanted.get("name") or each["external_id"] or each["name"],
        "status": each["action"],
        "error": "; ".join(each["problems"]),
        "template": template,
        "provisioning_id": wanted.get("provisioning_id") or provisioning_ids.get(template) or "",
        "packages": wanted.get("packages") or [],
        "id": customer.get("id") or "",
        "org_id": found.get("org_id") or "",
        "action": customer.get("action") or "not attempted",
        "locations": each["locations"],
        "users": each["wholesale_users"],
        "changes": [diff for diff in each["diff"] if diff["before"] and diff["after"]],
    }
    return {**row, "verified": each["verified"]} if "verified" in each else row


class FilterModule:
    """Offers the filter."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Return the filters by name."""
        return {"onboarding_rows": onboarding_rows}
