# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The roles take what the modules take: they name their variables, and the modules say what these take."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.webex.wholesale.plugins.module_utils import _argspec

ROOT = Path(__file__).resolve().parents[2]
PLUGINS = "ansible_collections.webex.wholesale.plugins"
# Role: the module whose options its variable takes
ROLES = {
    "onboarding_templates": "onboarding_template",
    "wholesale_customer": "wholesale_customer",
    "locations": "location",
    "wholesale_users": "wholesale_user",
}
# Role: the module whose options it hands on one by one
HANDING_ON = {"onboarding_templates": "onboarding_template", "wholesale_customer": "wholesale_customer"}


def specification(role: str) -> dict[str, Any]:
    """Return the options that a role declares, whichever its entry points."""
    text = (ROOT / "roles" / role / "meta" / "argument_specs.yml").read_text()
    entry_points = yaml.safe_load(text)["argument_specs"].values()
    return {name: option for entry_point in entry_points for name, option in entry_point["options"].items()}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_refers_to_its_module_for_the_options(role: str) -> None:
    option = specification(role)[role]
    assert f"M(webex.wholesale.{ROLES[role]})" in " ".join(option["description"])
    assert "options" not in option


@pytest.mark.parametrize("role", HANDING_ON)
def test_a_role_passes_every_option_on(role: str) -> None:
    module = f"{PLUGINS}.modules.{HANDING_ON[role]}"
    options = _argspec.one(importlib.import_module(module).TASK[0])
    tasks = yaml.safe_load((ROOT / "roles" / role / "tasks" / "main.yml").read_text())
    [task] = [each for each in tasks if f"webex.wholesale.{HANDING_ON[role]}" in each]
    source = task.get("loop_control", {}).get("loop_var", role)
    assert task[f"webex.wholesale.{HANDING_ON[role]}"] == {
        name: f"{{{{ {source}.{name}{'' if option.get('required') else ' | default(omit)'} }}}}"
        for name, option in options.items()
        if name not in _argspec.CONNECTION
    }


@pytest.mark.parametrize("role", HANDING_ON)
def test_a_role_that_passes_options_on_refuses_others(role: str) -> None:
    check, *_after = yaml.safe_load((ROOT / "roles" / role / "tasks" / "main.yml").read_text())
    assert "ansible.builtin.assert" in check
    (expression,) = check["vars"].values()
    assert "webex.wholesale.problems" in expression
    assert f"'{role}'" in expression


@pytest.mark.parametrize("role", sorted(path.name for path in (ROOT / "roles").iterdir() if (path / "tasks").is_dir()))
def test_every_variable_of_a_role_is_declared(role: str) -> None:
    declared = specification(role)
    defaults = ROOT / "roles" / role / "defaults" / "main.yml"
    given = yaml.safe_load(defaults.read_text()) if defaults.exists() else {}
    assert given.keys() <= declared.keys()
    for name, option in declared.items():
        if "default" in option:
            assert given[name] == option["default"]
