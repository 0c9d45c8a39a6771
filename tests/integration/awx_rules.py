# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Rules of AWX 24.6.1, restated from its sources for tests without an AWX: what it refuses when something is saved, and
how it hands a credential and the answers of a survey to a job.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml
from jinja2 import StrictUndefined, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

FIELD_KEYS = {
    "id",
    "label",
    "type",
    "secret",
    "multiline",
    "help_text",
    "default",
    "choices",
    "format",
    "ask_at_runtime",
}
FORBIDDEN = {"VIRTUAL_ENV", "PATH", "PYTHONPATH", "JOB_ID", "INVENTORY_ID", "REST_API_URL", "REST_API_TOKEN", "CACHE"}
"""Variables that AWX needs itself; besides, none may begin with ANSIBLE_."""
FILE_NAME = "the-file"
ASKED_FOR = {"job_type": "job_type", "limit": "limit", "inventory": "inventory", "diff_mode": "diff_mode"}


class Broken(Exception):
    """A rule of AWX is broken: by which field, and why."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


def need(good: object, field: str, reason: str) -> None:
    """Refuse unless it is good."""
    if not good:
        raise Broken(field, reason)


def consistent(kind: str, whole: Mapping[str, Any], objects: Mapping[str, Any], playbooks: Mapping[int, Any]) -> None:
    """Refuse an object whose fields do not go together."""
    if kind == "credential_types":
        check(whole)
    elif kind == "credentials":
        check_inputs(objects["credential_types"][whole["credential_type"]], whole["inputs"])
    elif kind == "inventory_sources" and whole["source"] == "scm":
        need(whole["source_project"], "source_project", "Project required for scm type sources.")
    elif kind == "job_templates":
        need(whole["project"], "project", "Job Templates must have a project assigned.")
        asked = whole["inventory"] or whole["ask_inventory_on_launch"]
        need(asked, "inventory", "You must either set a default value or ask to prompt on launch.")
        known = playbooks.get(whole["project"], ())
        need(whole["playbook"] in known, "playbook", "Playbook not found for project.")
    elif kind == "schedules":
        need(re.match(r"DTSTART(;TZID=[^:]+)?:\d{8}T\d{6}Z? ", whole["rrule"]), "rrule", "Valid DTSTART required.")
        need(whole["rrule"].count("RRULE:") == 1, "rrule", "One RRULE is required.")
        need("INTERVAL=" in whole["rrule"], "rrule", "INTERVAL required in rrule.")
    if kind in ("schedules", "workflow_job_template_nodes"):
        target = objects["job_templates"].get(whole["unified_job_template"], {})
        for prompt, asked in ASKED_FOR.items():
            given = whole.get(prompt) not in (None, "")
            allowed = target.get(f"ask_{asked}_on_launch")
            need(not given or allowed, prompt, "Field is not configured to prompt on launch.")


def check(kind: Mapping[str, Any]) -> None:
    """Refuse what AWX refuses when a credential type is saved."""
    fields = kind["inputs"]["fields"]
    for field in fields:
        need({"id", "label"} <= set(field) <= FIELD_KEYS, "inputs", str(field))
        need(re.fullmatch(r"[a-zA-Z_]\w*", field["id"]) and field["id"] != "tower", "inputs", str(field))
        need(field["type"] in ("string", "boolean"), "inputs", str(field))
        need(field["type"] == "string" or not field.keys() & {"secret", "multiline"}, "inputs", str(field))
    example: dict[str, Any] = {field["id"]: "EXAMPLE" for field in fields}
    example["tower"] = SimpleNamespace(filename=FILE_NAME) if "file" in kind["injectors"] else SimpleNamespace()
    strict = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    for name in kind["injectors"].get("env", {}):
        good = re.fullmatch(r"[a-zA-Z_]\w*", name) and not name.startswith("ANSIBLE_") and name not in FORBIDDEN
        need(good, "injectors", name)
    for templates in kind["injectors"].values():
        for template in templates.values():
            try:
                strict.from_string(template).render(**example)
            except UndefinedError as error:
                raise Broken("injectors", str(error)) from None


def check_inputs(kind: Mapping[str, Any], inputs: Mapping[str, Any]) -> None:
    """Refuse inputs of a credential that its type does not have."""
    types = {field["id"]: bool if field["type"] == "boolean" else str for field in kind["inputs"]["fields"]}
    for name, value in inputs.items():
        need(name in types, "inputs", f"Additional properties are not allowed ('{name}' was unexpected)")
        need(isinstance(value, types[name]), "inputs", f"{name} is not of type {types[name].__name__}")


def environment(kind: Mapping[str, Any], inputs: Mapping[str, Any], directory: Path) -> dict[str, str]:
    """Return the environment of a job; the file of the type is written into the directory."""
    sandbox = ImmutableSandboxedEnvironment()
    # An empty field is not defined, and a boolean that was never set is false whatever its default is.
    values: dict[str, Any] = {name: value for name, value in inputs.items() if isinstance(value, bool) or value}
    for field in kind["inputs"]["fields"]:
        if field["type"] == "boolean":
            values.setdefault(field["id"], False)
    values["tower"] = tower = SimpleNamespace()
    for template in kind["injectors"].get("file", {}).values():
        path = directory / FILE_NAME
        path.write_text(sandbox.from_string(template).render(**values))
        tower.filename = str(path)
    injected = kind["injectors"]["env"]
    return {name: sandbox.from_string(template).render(**values) for name, template in injected.items()}


def check_survey(survey: Mapping[str, Any], types: Mapping[str, type]) -> None:
    """Refuse what AWX refuses when a survey is saved."""
    kinds: dict[str, type] = {"name": str, "description": str, "spec": list}
    for name, kind in kinds.items():
        need(isinstance(survey.get(name), kind), name, f"Expected {kind.__name__} for field '{name}'")
    need(survey["spec"], "spec", "'spec' doesn't contain any items.")
    seen = set()
    for question in survey["spec"]:
        variable = question.get("variable", "?")
        kinds = {"question_name": str, "variable": str, "type": str, "required": bool}
        for name, kind in kinds.items():
            need(isinstance(question.get(name), kind), name, f"'{name}' of {variable} expected to be {kind.__name__}.")
        need(variable not in seen, "variable", f"'variable' '{variable}' duplicated")
        seen.add(variable)
        need(question["type"] in types, "type", f"'{question['type']}' of {variable} is no type of a question")
        default = question.get("default", "")
        good = default == "" or isinstance(default, types[question["type"]])
        need(good, "default", f"Default value of {variable} has the wrong type.")
        for limit in ("min", "max"):
            need(isinstance(question.get(limit), int | None), limit, f"The {limit} of {variable} is no integer.")
        if question["type"] in ("multiplechoice", "multiselect"):
            need("choices" in question, "choices", f"{variable} must specify choices.")
            defaults = [line for line in default.splitlines() if line.strip()]
            need(set(defaults) <= set(question["choices"]), "default", f"Default of {variable} is none of the choices.")


def launch_variables(
    survey: Mapping[str, Any], template: Mapping[str, Any], answers: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the variables of a job: those of the template, then defaults of the survey, then the answers."""
    variables = dict(template)
    for question in survey.get("spec", []):
        default = question.get("default")
        if default is not None and not _wrong(question, {question["variable"]: default}):
            variables[question["variable"]] = default
    for question in survey.get("spec", []):
        missing = question["required"] and question["variable"] not in answers
        need(not missing, question["variable"], f"'{question['variable']}' value missing")
        wrong = _wrong(question, answers)
        need(not wrong, question["variable"], wrong)
    known = {question["variable"] for question in survey.get("spec", [])}
    need(set(answers) <= known, "extra_vars", f"Variables {set(answers) - known} are not allowed on launch.")
    return variables | dict(answers)


def _wrong(question: Mapping[str, Any], answers: Mapping[str, Any]) -> str:
    """Return what is wrong with an answer. That a list is empty is not, even when the question is required."""
    name = question["variable"]
    if name not in answers:
        return ""
    value = answers[name]
    if question["type"] in ("text", "textarea", "password"):
        if not isinstance(value, str):
            return f"Value {value} for '{name}' expected to be a string."
        if question.get("min") is not None and len(value) < question["min"]:
            return f"'{name}' value {value} is too small"
        if question.get("max") is not None and len(value) > question["max"]:
            return f"'{name}' value {value} is too large"
        return ""
    if question["type"] == "multiselect" and not isinstance(value, list):
        return f"'{name}' value is expected to be a list."
    chosen = value if question["type"] == "multiselect" else [value]
    return "" if set(chosen) <= set(question["choices"]) else f"Value {value} for '{name}' expected to be a choice"


class _Unsafe(yaml.SafeDumper):
    """Writes every text with the tag that tells Ansible not to take it as a template."""


_Unsafe.add_representer(str, lambda dumper, text: dumper.represent_scalar("!unsafe", text))


def extra_vars_file(variables: Mapping[str, Any], template: Mapping[str, Any]) -> str:
    """Return the file of extra variables of a job: all are marked but those that are as the template has them."""
    lines = []
    for name, value in variables.items():
        safe = name in template and template[name] == value
        lines.append(yaml.dump({name: value}, Dumper=yaml.SafeDumper if safe else _Unsafe, default_flow_style=False))
    return "".join(lines)


def variables_of(template: Mapping[str, Any]) -> dict[str, Any]:
    """Return the extra variables that a job template has."""
    return dict(json.loads(template["extra_vars"] or "{}"))
