# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What AWX does with credential types: its checks when one is saved, and its rendering when a job starts.

Restated from AWX's CredentialType (inject_credential and the validation of its fields), for tests without an AWX.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import StrictUndefined
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


def check(kind: Mapping[str, Any]) -> None:
    """Refuse what AWX refuses when a credential type is saved."""
    fields = kind["inputs"]["fields"]
    for field in fields:
        assert {"id", "label"} <= set(field) <= FIELD_KEYS, field
        assert re.fullmatch(r"[a-zA-Z_]\w*", field["id"]), field
        assert field["id"] != "tower", field
        assert field["type"] in ("string", "boolean"), field
        assert field["type"] == "string" or not field.keys() & {"secret", "multiline"}, field
    example: dict[str, Any] = {field["id"]: "EXAMPLE" for field in fields}
    example["tower"] = SimpleNamespace(filename=FILE_NAME) if "file" in kind["injectors"] else SimpleNamespace()
    strict = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    for name in kind["injectors"].get("env", {}):
        assert re.fullmatch(r"[a-zA-Z_]\w*", name), name
        assert not name.startswith("ANSIBLE_"), name
        assert name not in FORBIDDEN, name
    for templates in kind["injectors"].values():
        for template in templates.values():
            strict.from_string(template).render(**example)


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
