# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The roles take what the modules take: argument specifications and tasks are written by hand, and must not drift."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PLUGINS = "ansible_collections.webex.wholesale.plugins"
# Role: the module whose options its variable takes
ROLES = {
    "onboarding_templates": "onboarding_template",
    "wholesale_customer": "wholesale_customer",
    "locations": "locations",
    "wholesale_users": "wholesale_users",
}


def documented(module: str) -> dict[str, Any]:
    """Return the documented options of a module, without those of the connection."""
    document = yaml.safe_load(importlib.import_module(f"{PLUGINS}.modules.{module}").DOCUMENTATION)
    options: dict[str, Any] = document["options"]
    if module == "wholesale_customer":
        fragment = importlib.import_module(f"{PLUGINS}.doc_fragments.webex").ModuleDocFragment
        options |= {**yaml.safe_load(fragment.WAIT)["options"], **yaml.safe_load(fragment.WAITING)["options"]}
    return options


def comparable(options: dict[str, Any]) -> dict[str, Any]:
    """Return options in one form: a module calls the nested ones suboptions, and names others by other paths."""
    form = {}
    for name, option in options.items():
        description = option["description"]
        text = " ".join(description) if isinstance(description, list) else description
        text = re.sub(r"O\((?!webex\.)[^)]*?(\w+)((?:=\w+)?)\)", r"O(\1\2)", " ".join(text.split()))
        nested = option.get("suboptions", option.get("options"))
        form[name] = {
            "description": re.sub(r"the task's O\(\w+\)|O\(\w+_customer\)|V\(present\)", "...", text),
            **{key: option.get(key) for key in ("type", "elements", "choices", "default")},
            "required": option.get("required", False),
            "options": comparable(nested) if nested else None,
        }
    return form


def specification(role: str) -> dict[str, Any]:
    """Return the options that a role declares, whichever its entry points."""
    text = (ROOT / "roles" / role / "meta" / "argument_specs.yml").read_text()
    entry_points = yaml.safe_load(text)["argument_specs"].values()
    return {name: option for entry_point in entry_points for name, option in entry_point["options"].items()}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_takes_the_options_of_its_module(role: str) -> None:
    options = documented(ROLES[role])
    if role in options:  # a module for a list: the role takes the items
        options = options[role]["suboptions"]
    assert comparable(specification(role)[role]["options"]) == comparable(options)


@pytest.mark.parametrize("role", ["onboarding_templates", "wholesale_customer"])
def test_a_role_passes_every_option_on(role: str) -> None:
    module = ROLES[role]
    check, task = yaml.safe_load((ROOT / "roles" / role / "tasks" / "main.yml").read_text())
    assert "ansible.builtin.assert" in check
    source = task.get("loop_control", {}).get("loop_var", role)
    assert task[f"webex.wholesale.{module}"] == {
        name: f"{{{{ {source}.{name}{'' if option.get('required') else ' | default(omit)'} }}}}"
        for name, option in documented(module).items()
    }


@pytest.mark.parametrize("role", sorted(path.name for path in (ROOT / "roles").iterdir() if (path / "tasks").is_dir()))
def test_every_variable_of_a_role_is_declared(role: str) -> None:
    declared = specification(role)
    defaults = ROOT / "roles" / role / "defaults" / "main.yml"
    given = yaml.safe_load(defaults.read_text()) if defaults.exists() else {}
    assert given.keys() <= declared.keys()
    for name, option in declared.items():
        if "default" in option:
            assert given[name] == option["default"]
