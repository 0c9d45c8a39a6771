# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The page about the job templates that the role awx_setup makes: what each of them runs, and what its survey asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from jinja2.nativetypes import NativeEnvironment

from hacking.playbooks import LABEL as PLAYBOOKS

FILE = Path("docs/docsite/rst/awx_surveys.rst")
HEAD = """\
..
  Copyright (c) 2026, webex.wholesale contributors
  GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
  SPDX-License-Identifier: GPL-3.0-or-later

.. Rendered from roles/awx_setup: edit that, then run make render.

.. _ansible_collections.webex.wholesale.docsite.awx_surveys:

Job templates and their questions
=================================

What :ansplugin:`webex.wholesale.awx_setup#role` makes, and the variable that each answer becomes: the same that a
workflow, a call of AWX's API or ``-e`` gives. How AWX is set up is in
:ref:`ansible_collections.webex.wholesale.docsite.guide_awx`.

For customers of the project, *Webex plan* shows what would change, *Webex onboard* makes the change, and *Webex
verify* fails for each customer that onboarding would still change. The workflow *Webex onboarding* runs all three,
with an approval after the plan. Launch them one by one, with the customer's external ID as limit, to change a single
customer or one of its users: see :ref:`ansible_collections.webex.wholesale.docsite.guide_awx_one_user`. For a
customer that is not in the project, use *Webex onboard one customer*.
"""
CHOICES = {"multiplechoice": "One of", "multiselect": "One or more of"}
"""What the page says before the choices of a question, by its type."""


class _Reader(yaml.SafeLoader):
    """Reads a text of which Ansible is to make no template as it stands."""


_Reader.add_constructor("!unsafe", lambda _reader, node: node.value)


def text(root: Path) -> str:
    """Return the page as the file holds it."""
    variables = dict[str, Any]()
    for file in ("defaults/main.yml", "vars/main.yml"):
        variables |= yaml.load((root / "roles" / "awx_setup" / file).read_text(), _Reader)  # noqa: S506 - it is a safe one
    jinja = NativeEnvironment()
    jinja.filters["combine"] = lambda one, other: {**one, **other}

    def resolved(value: Any) -> Any:
        template = isinstance(value, str) and value.startswith("{{")
        return resolved(jinja.from_string(value).render(variables)) if template else value

    templates = ({**each, "survey": resolved(each.get("survey"))} for each in variables["awx_setup_job_templates"])
    return "\n".join([HEAD, *(line for each in templates for line in _section(each))]).rstrip() + "\n"


def _section(template: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the page says of one job template."""
    playbook = Path(template["playbook"]).stem
    checks = ", in check mode" if template.get("job_type") == "check" else ""
    run = f"Runs :ref:`webex.wholesale.{playbook} <{PLAYBOOKS}_{playbook}>`{checks}."
    yield from (template["name"], "-" * len(template["name"]), "", f"{template['description']} {run}", "")
    if not template["survey"]:
        return
    yield from (".. list-table::", "   :header-rows: 1", "   :widths: 60 40", "", "   * - Question", "     - Variable")
    for question in template["survey"]:
        words = [question.get("question_description", "")]
        if question.get("type") in CHOICES:
            words.append(f"{CHOICES[question['type']]} {', '.join(question['choices'])}")
        if (default := question.get("default", "")) != "":
            words.append(f"By default {default}")
        told = "".join(f" {each.removesuffix('.')}." for each in map(str, words) if each).replace("*", "\\*")
        asked = f"**{question['question_name']}**{told}"
        needed = "" if question.get("required", True) else " (may be empty)"
        yield from (f"   * - {asked}", f"     - ``{question['variable']}``{needed}")
    yield ""
