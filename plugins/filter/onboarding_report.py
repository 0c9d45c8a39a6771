# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: onboarding_report
short_description: Return the report of an onboarding
version_added: 0.2.0
description:
  - Puts together what the modules M(webex.wholesale.wholesale_audit) and M(webex.wholesale.wholesale_onboard) return of
    customers, as the role P(webex.wholesale.onboarding_report#role) shows it.
  - Everything is made at once and in plain Python. Templates of Ansible would take minutes for 1,000 customers.
author:
  - webex.wholesale contributors (@webex-wholesale)
positional: _input, written
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
    description: The onboarding templates, with C(name), C(action) and C(provisioning_id).
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
  title:
    description: Heading of the report.
    type: str
    default: ""
  check_mode:
    description: Whether the report tells what would be done.
    type: bool
    default: false
  calls:
    description: How many requests were made.
    type: int
  run:
    description: The variables of a host, as in C(hostvars[inventory_hostname]). They tell who ran what.
    type: dict
    default: {}
  history:
    description: The file with the counts of earlier reports, as in P(webex.wholesale.report_page#filter).
    type: path
"""

EXAMPLES = r"""
- name: Tell what is planned
  ansible.builtin.debug:
    msg: "{{ (audit.customers | default([]) | webex.wholesale.onboarding_report).customers }}"
  vars:
    audit: {}
"""

RETURN = r"""
_value:
  description:
    - What P(webex.wholesale.report_page#filter) returns, among it C(json) and C(html), the report in these forms.
    - C(customers) is a list with a few facts of each customer, C(artifacts) has IDs and counts by host.
    - C(untold) is a sentence about locations of whose PSTN connection and numbers Webex tells nothing before they are
      there, empty where there are none.
    - C(changed), C(errors) and C(left) are dictionaries with the hosts that were changed, those with an error, and
      those for which steps are left to do.
  type: dict
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ansible.utils.unsafe_proxy import wrap_var

from ..plugin_utils._action import plain
from .report_page import report_page

NOTHING: dict[str, Any] = {
    "external_id": "",
    "action": "failed",
    "changed": False,
    "steps": [],
    "diff": [],
    "wholesale_customer": {},
}
"""Of a host whose customer nothing is known of."""
PARTS = {
    "locations": "locations",
    "users": "wholesale_users",
    "workspaces": "workspaces",
    "devices": "devices",
}
"""What a customer has: its name in the report, and the variable that lists it."""
LEFT = ("failed", "not attempted")
"""What an object may be that is not as it should be."""
KEPT = ("external_id", "changed", "problems", "steps")
SHORT = ("host", "name", "external_id", "status", "changed", "problems", "unseen", "id", "org_id")


def onboarding_report(
    planned: Iterable[Mapping[str, Any]],
    written: Iterable[Mapping[str, Any]] = (),
    *,
    templates: Iterable[Mapping[str, Any]] = (),
    hosts: Iterable[str] = (),
    error: str = "",
    title: str = "",
    check_mode: bool = False,
    calls: int | None = None,
    run: Mapping[str, Any] | None = None,
    history: str = "",
) -> Any:
    """Return the report as JSON and as a page, and what the summary and the hosts need of it."""
    latest = {each["name"]: each for each in plain([*planned, *written])}
    for host in map(str, hosts):
        latest.setdefault(host, {**NOTHING, "name": host, "problems": [error] if error else []})
    template_rows = plain(list(templates))
    ids = {each.get("name"): each.get("provisioning_id") for each in template_rows}
    rows = [_row(each, ids) for each in latest.values()]
    report = {
        "title": str(title),
        "check_mode": bool(check_mode),
        "totals": {
            "templates": _count(template_rows, "action"),
            "customers": _count(rows, "status"),
            **{part: _count((each for row in rows for each in row[part]), "action") for part in PARTS},
        },
        "templates": template_rows,
        "customers": rows,
        "untold": _untold(rows) if check_mode else "",
    } | ({} if calls is None else {"calls": int(calls)})
    made = report_page(report, "onboarding", title=title, run=run, history=history)
    # No part of it is a template of Ansible's, whatever a name holds.
    return wrap_var(
        {
            **made,
            "totals": report["totals"],
            "customers": [{**{name: row[name] for name in SHORT}, **_there(row), "done": _done(row)} for row in rows],
            "untold": report["untold"],
            "artifacts": {row["host"]: _artifact(row) for row in rows},
            "changed": {row["host"]: True for row in rows if row["changed"]},
            "errors": {row["host"]: row["error"] for row in rows if row["error"]},
            "left": {
                row["host"]: [f"{step['object']}: {step['words']}" for step in row["steps"]]
                for row in rows
                if row["steps"]
            },
        }
    )


def _artifact(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return ids and counts of a customer, nothing of people."""
    return {name: row[name] for name in ("status", "id", "org_id")} | _there(row)


def _kept(row: Mapping[str, Any], part: str) -> list[Mapping[str, Any]]:
    """Return what a customer is to have of a kind once all is done."""
    return [each for each in row[part] if each.get("state") != "absent" and each["action"] != "removed"]


def _there(row: Mapping[str, Any]) -> dict[str, int]:
    """Return how much a customer is to have of each kind."""
    return {part: len(_kept(row, part)) for part in PARTS}


def _done(row: Mapping[str, Any]) -> dict[str, str]:
    """Return how much of each kind is as it should be, of how much that is wanted where that is not all."""
    found = {}
    for part in PARTS:
        kept = _kept(row, part)
        done = sum(each["action"] not in LEFT for each in kept)
        found[part] = str(done) if done == len(kept) else f"{done}/{len(kept)}"
    return found


def _untold(rows: Iterable[Mapping[str, Any]]) -> str:
    """Tell of how many locations Webex says only once they are there whether connection and numbers are right."""
    places = [each for row in rows if row["status"] != "failed" for each in row["locations"] if not each.get("id")]
    number = sum(bool(each.get("pstn") or each.get("numbers")) for each in places)
    what = f"{number} location{'' if number == 1 else 's'} that it creates"
    return f"Not known before the run: whether Webex takes PSTN connection and numbers of {what}." if number else ""


def _count(rows: Iterable[Mapping[str, Any]], name: str) -> dict[str, int]:
    return dict(sorted(Counter(row[name] for row in rows).items()))


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
        **{part: each.get(variable) or [] for part, variable in PARTS.items()},
        "unseen": list(
            dict.fromkeys(diff["after_header"] or diff["before_header"] for diff in each.get("different") or ())
        ),
        "changes": [diff for diff in each["diff"] if diff["before"] and diff["after"]],
    }
    return {**row, "verified": each["verified"]} if "verified" in each else row


class FilterModule:
    """Offers the filter."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Return the filters by name."""
        return {"onboarding_report": onboarding_report}
