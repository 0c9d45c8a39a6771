# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The JSON Schema of a customer's variables, for editors: types from the models, texts from the nouns' fragments.

Types are strict: where a number would lose its leading zeros (postal codes, extensions, phone numbers) only a text is
right. In place of any value there may be a template, which only Ansible can judge.
"""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from ansible_collections.webex.wholesale.plugins.doc_fragments import address
from ansible_collections.webex.wholesale.plugins.module_utils import _argspec

PLUGINS = "ansible_collections.webex.wholesale.plugins"
FILE = Path("docs/schema/host_vars.json")
ROLES = {
    "wholesale_customer": "wholesale_customer",
    "locations": "locations",
    "wholesale_users": "wholesale_users",
    "onboarding_templates": "onboarding_template",
    "onboarding_report": None,
    "setup_assist": None,
}
"""Roles that onboard a customer -> the module whose options the variable of that name has."""
MODULES = ("workspaces", "devices")
"""Variables that no role takes, with the options of the modules of these names."""
TYPES = {"str": "string", "path": "string", "bool": "boolean", "int": "integer", "float": "number"}
TEMPLATE = {"pattern": r"\{\{[\s\S]*\}\}"}
"""What a text must be where something else than a text is wanted: other types pass a pattern."""
ADDRESS: dict[str, Any] = yaml.safe_load(address.SOURCE)["address"]
LIKENESS = ("wholesale_", "location", "onboarding_")
"""How variables begin that must be known ones: others are the user's own."""

Schema = dict[str, Any]


def text(root: Path) -> str:
    """Return the schema as the file holds it."""
    return json.dumps(schema(root), indent=2, ensure_ascii=False) + "\n"


def schema(root: Path) -> Schema:
    """Return the schema of a host's variables, of those that the roles declare."""
    variables: dict[str, Schema] = {}
    for role, module in ROLES.items():
        specs = yaml.safe_load((root / "roles" / role / "meta" / "argument_specs.yml").read_text())["argument_specs"]
        for entry_point in specs.values():
            for name, option in entry_point["options"].items():
                items = _options(module) if module and name == role else None
                variables[name] = _value(option, {**option, "suboptions": items} if items else option)
    for name in MODULES:
        option = {"description": f"The options of M(webex.wholesale.{name}).", "type": "list", "elements": "dict"}
        variables[name] = _value(option, {**option, "suboptions": _options(name)})
    beginnings = "|".join(LIKENESS)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Variables of a customer of Webex for Wholesale",
        "type": ["object", "null"],
        "properties": variables,
        "propertyNames": {"pattern": f"^(?:(?:{'|'.join(variables)})$|(?!{beginnings}))"},
        "definitions": {"template": {"type": "string", **TEMPLATE}, "address": _object(ADDRESS, ADDRESS)},
    }


def _options(module: str) -> dict[str, Any]:
    """Return the documented options of an object, with the types of its argument specification."""
    noun, kind = importlib.import_module(f"{PLUGINS}.modules.{module}").TASK
    spec = _argspec.many(noun)[module]["options"] if kind == "many" else _argspec.one(noun)
    fragments = [noun.name, *(["webex.WAIT", "webex.WAITING"] if noun.waits and kind == "one" else [])]
    documented: dict[str, Any] = {}
    for fragment in fragments:
        name, _dot, block = fragment.partition(".")
        found = importlib.import_module(f"{PLUGINS}.doc_fragments.{name}").ModuleDocFragment
        documented |= yaml.safe_load(getattr(found, block or "DOCUMENTATION"))["options"]
    return {name: {**documented[name], "spec": each} for name, each in spec.items() if name not in _argspec.CONNECTION}


def _object(options: Mapping[str, Any], specs: Mapping[str, Any]) -> Schema:
    required = [name for name, spec in specs.items() if spec.get("required")]
    found: Schema = {
        "type": ["object", "string"],
        **TEMPLATE,
        "properties": {name: _value(spec, options[name]) for name, spec in specs.items()},
        "additionalProperties": False,
    }
    return {**found, "required": required} if required else found


def _value(spec: Mapping[str, Any], documented: Mapping[str, Any]) -> Schema:
    """Return the schema of an option's value, or of a template in its place."""
    described: Schema = {"description": _plain(documented["description"])}
    if "default" in spec:
        described["default"] = spec["default"]
    return {**described, **_type(spec, documented)}


def _type(spec: Mapping[str, Any], documented: Mapping[str, Any]) -> Schema:
    """Return the schema of a value as the argument specification has it."""
    if spec["type"] == "list":
        items = _type({**spec, "type": spec["elements"]}, documented)
        return {"type": ["array", "string"], **TEMPLATE, "items": items}
    if spec["type"] == "dict":
        options = documented.get("suboptions") or spec.get("options") or {}
        if options == ADDRESS:
            return {"$ref": "#/definitions/address"}
        if options:
            return _object(options, {name: each.get("spec", each) for name, each in options.items()})
        return {"type": ["object", "string"], **TEMPLATE}
    if "choices" in spec:
        return {"anyOf": [{"enum": list(spec["choices"])}, {"$ref": "#/definitions/template"}]}
    kind = TYPES[spec["type"]]
    return {"type": kind} if kind == "string" else {"type": [kind, "string"], **TEMPLATE}


def _plain(description: str | list[str]) -> str:
    """Return a description without the markup of Ansible's documentation."""
    whole = description if isinstance(description, str) else " ".join(description)
    return re.sub(r"\b[A-Z]+\(([^()#]*(?:#\w+:)?[^()]*)\)", r"\1", " ".join(whole.split()))
