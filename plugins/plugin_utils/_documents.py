# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a noun's modules document, computed from the one text in the noun's fragment.

The text is YAML. ``options`` are those of the module for one object, ``reading`` those of modules that read, and
``returned`` are the fields that only Webex sets. An option with a ``sample`` is returned as well, ``when`` says under
which condition, and ``result`` how it is described there, if not by the first sentence of its description.
``hacking/render_docs.py`` renders the RETURN blocks of the modules, which Ansible wants as literal text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import yaml

OF_RESULTS = ("sample", "when", "result", "task")
"""Keys of an option that are not about the option of one object: what is returned, and whether a list has it once."""


def source(text: str) -> dict[str, Any]:
    """Return the parsed text of a noun, with the names of its list and of one of its items."""
    parsed: dict[str, Any] = yaml.safe_load(text)
    return {**parsed, "plural": f"{parsed['noun']}s", "word": parsed["noun"].rpartition("_")[2]}


def one(text: str) -> str:
    """Return the options of the module for one object."""
    return _fragment(options(source(text)["options"]))


def reading(text: str) -> str:
    """Return the options that modules which read the noun share with each other, or with an inventory."""
    return _fragment(options(source(text)["reading"]))


def many(text: str) -> str:
    """Return the options of the module for a list of objects."""
    noun = source(text)
    word, plural = noun["word"], noun["plural"]
    single = options(noun["options"])
    items = in_list(noun, {name: each for name, each in single.items() if not noun["options"][name].get("task")})
    state = single["state"]
    task: dict[str, Any] = {
        plural: {
            "description": f"The {word}s, each with the options of M(webex.wholesale.{noun['noun']}).",
            "type": "list",
            "elements": "dict",
            "required": True,
            "suboptions": items,
        },
        "state": {
            **state,
            "description": ["State of those that give none of their own.", *in_list(noun, state["description"][1:])],
        },
    }
    task |= {name: each for name, each in single.items() if name not in items}
    items["state"] = {
        **{key: value for key, value in state.items() if key != "default"},
        "description": "State of this one. If unset, the task's O(state).",
    }
    if "customer" in items:
        items["customer"] = {
            "description": f"The customer of this {word}. If unset, the task's O(customer).",
            "type": "str",
        }
        task["customer"] = {
            "description": f"The customer of the {word}s that give none of their own, named by external ID, customer "
            "ID or organization ID.",
            "type": "str",
        }
    return _fragment(task)


def options(described: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return options without what is about results."""
    return {
        name: {key: value for key, value in option.items() if key not in OF_RESULTS}
        for name, option in described.items()
    }


def in_list(noun: Mapping[str, Any], value: Any) -> Any:
    """Return texts that name options of one object as they name them where the object is one of a list."""
    if isinstance(value, str):
        names = "|".join(noun["options"])
        return re.sub(rf"\bO\((?=(?:{names})\b)", f"O({noun['plural']}[].", value)
    if isinstance(value, list):
        return [in_list(noun, each) for each in value]
    if isinstance(value, dict):
        return {key: in_list(noun, each) for key, each in value.items()}
    return value


def _fragment(found: Mapping[str, Any]) -> str:
    """Return options as a fragment. JSON is YAML, and without its anchors nothing is shared that a reader alters."""
    return json.dumps({"options": found}, ensure_ascii=False)
