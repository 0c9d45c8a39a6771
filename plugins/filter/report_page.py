# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: report_page
short_description: Return a page about what a module of this collection returned
version_added: 0.2.0
description:
  - Makes an HTML page of one file, the JSON beside it and a few lines of a summary. The role
    P(webex.wholesale.report#role) writes them.
  - Everything is made at once and in plain Python. Templates of Ansible would take minutes for 1,000 customers.
author:
  - webex.wholesale contributors (@webex-wholesale)
positional: _input, kind
options:
  _input:
    description: What the module returned.
    type: dict
    required: true
  kind:
    description: The kind of page.
    type: str
    required: true
  title:
    description: Heading of the page. If unset, the kind has its own.
    type: str
    default: ""
  run:
    description:
      - The variables of a host, as in C(hostvars[inventory_hostname]). They tell who ran what with which inventory.
      - C(calls) of what the module returned is used too, and C(seconds) if it is not the whole run that took time.
    type: dict
    default: {}
  history:
    description:
      - The file C(history.jsonl) that P(webex.wholesale.report#role) keeps beside earlier reports of this name. If it
        exists, the page shows the counts over time.
    type: path
  _options:
    description: What else the kind of page takes.
    type: dict
"""

EXAMPLES = r"""
- name: Tell what the page of the doctor would count
  ansible.builtin.debug:
    msg: "{{ (doctor_found | webex.wholesale.report_page('doctor', run=hostvars[inventory_hostname])).counts }}"
  vars:
    doctor_found: {ok: true, checks: [], counts: {fine: 0, attention: 0, fails: 0}}
"""

RETURN = r"""
_value:
  description:
    - C(html) is the page, C(json) the data with the facts of the run as C(run).
    - C(summary) is a list of lines for people, C(counts) has what is counted, by label.
    - C(stamp) is the name of the folder that the role P(webex.wholesale.report#role) makes for the run.
  type: dict
"""

import importlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ansible.errors import AnsibleFilterError
from ansible.utils.unsafe_proxy import wrap_var

from ..plugin_utils import _pages
from ..plugin_utils._action import plain
from ..plugin_utils._pages import _look, _run

ANSIBLES = ("deprecations", "diff", "failed_when_result", "invocation")
"""What Ansible adds to a result."""
KINDS = "ansible_collections.webex.wholesale.plugins.plugin_utils._pages"


def report_page(
    value: Any, kind: str, *, title: str = "", run: Mapping[str, Any] | None = None, history: str = "", **options: Any
) -> Any:
    """Return the page, its JSON, a summary and the counts."""
    if not isinstance(value, Mapping):
        raise AnsibleFilterError("report_page takes what a module returned, a dictionary")
    data = plain({name: each for name, each in value.items() if name not in ANSIBLES})
    variables = run or {}
    given = {name: variables[name] for name in _run.NAMES if name in variables}
    found = _run.facts({"calls": data.get("calls"), **given})
    made_by = _kind(str(kind))
    if getattr(made_by, "ANONYMOUS", False):
        found = {name: fact for name, fact in found.items() if name not in _run.PERSONAL}
    page = made_by.page(data, {"title": str(title), "run": found, **plain(options)})
    page = replace(page, title=str(title) or page.title, history=page.history or list(_past(str(history or ""))))
    counts = {each.label: each.value for each in page.counts}
    # No part of it is a template of Ansible's, whatever a name holds.
    return wrap_var(
        {
            "html": _look.html(page, found),
            "json": json.dumps({**data, "run": found}, ensure_ascii=False, indent=4, sort_keys=True, default=str)
            + "\n",
            "summary": list(_summary(page)),
            "counts": counts,
            "stamp": _run.stamp(found),
            "written_at": found["written_at"],
        }
    )


def _kind(name: str) -> Any:
    """Return the module that makes pages of this kind."""
    if not re.fullmatch("[a-z][a-z0-9_]*", name):
        raise AnsibleFilterError(f"report_page: {name} is not a kind of page")
    try:
        return importlib.import_module(f"{KINDS}.{name}")
    except ModuleNotFoundError as error:
        raise AnsibleFilterError(f"report_page: {name} is not a kind of page") from error


def _past(file: str) -> Iterator[_pages.Past]:
    """Yield what earlier runs counted; a line that is no such thing, say after a full disk, is passed over."""
    path = Path(file).expanduser()
    for line in path.read_text(encoding="utf-8").splitlines() if file and path.is_file() else []:
        try:
            entry = json.loads(line)
            yield _pages.Past(str(entry["at"]), {str(name): int(count) for name, count in entry["counts"].items()})
        except (ValueError, KeyError, TypeError, AttributeError):
            continue


def _summary(page: _pages.Page) -> Iterator[str]:
    """Yield the lines that a job ends with: the verdict, the counts, and what is not good."""
    if page.intro:
        yield page.intro
    if counted := ", ".join(f"{each.value} {each.words}" for each in page.counts if each.value):
        yield f"{page.title}: {counted}"
    for section in page.sections:
        for record in section.records:
            if record.tone in ("bad", "warn"):
                yield f"{record.name}: {record.status}" + "".join(f"; {note}" for note in record.notes[:1])
    yield from page.told


class FilterModule:
    """Offers the filter."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Return the filters by name."""
        return {"report_page": report_page}
