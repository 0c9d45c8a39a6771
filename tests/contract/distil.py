# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Distils facts from Cisco's OpenAPI documents: `python -m tests.contract.distil` writes contract.json.

Only names, types, enums, what is required or read-only, and statuses; no sentence of the documents. A shape is

* `"string"`, `"integer"`, `"number"`, `"boolean"`, `"object"` (any fields) or `"any"`, with `?` where null may be;
* `["=", value, ...]`, an enum; `["|", shape, ...]`, one of several; `[shape]`, an array;
* an object of field names: `name*` is required, `name!` is read-only, `*` alone stands for any other name.

A field that only an example of the document shows is documented too, and optional.

No document says of an error what it looks like, but for a few; and nearly all operations list the same error statuses,
which stand in the contract once.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.contract.contradictions import settle
from tests.contract.further import FURTHER

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = Path(os.environ.get("WEBEX_OPENAPI") or ROOT.parent / "shared" / "openapi")
"""The folder of the documents; it is no part of the project and may be absent."""
CONTRACT = Path(__file__).parent / "contract.json"
READ_ONLY = re.compile(r"\bread-only\b", re.IGNORECASE)
METHODS = ("get", "post", "put", "patch", "delete")

Json = dict[str, Any]


class Document:
    """One OpenAPI document."""

    def __init__(self, content: Json) -> None:
        self.content = content

    def operations(self) -> Iterator[tuple[str, Json]]:
        """Yield `METHOD /path` and the facts of each operation."""
        for path, item in self.content["paths"].items():
            for method in METHODS:
                if method in item:
                    yield f"{method.upper()} {path}", self._operation(item[method])

    def _operation(self, operation: Json) -> Json:
        facts: Json = {}
        query = {
            entry["name"] + ("*" if entry.get("required") else ""): self.shape(entry["schema"])
            for entry in operation.get("parameters", [])
            if entry["in"] == "query"
        }
        if query:
            facts["query"] = query
        for media, content in operation.get("requestBody", {}).get("content", {}).items():
            facts["body"] = self._content(content)
            if media != "application/json":
                facts["media"] = media
        answers = {}
        for status, response in operation["responses"].items():
            shapes = [self._content(content) for content in response.get("content", {}).values()]
            if int(status) < 300 or shapes:
                answers[status] = shapes[0] if shapes else None
        facts["answers"] = answers
        facts["errors"] = sorted(int(status) for status in operation["responses"] if int(status) >= 300)
        return facts

    def _content(self, content: Json) -> Any:
        """Return the shape of a body: its schema, and the further fields that an example shows."""
        shape = self.shape(content["schema"])
        examples = [entry["value"] for entry in content.get("examples", {}).values()]
        for example in [*examples, content.get("example")]:
            shape = _with_example(shape, example)
        return shape

    def shape(self, schema: Json, above: tuple[str, ...] = ()) -> Any:
        """Return the shape of a schema, references resolved; what contains itself ends in `any`."""
        reference = schema.get("$ref")
        if reference:
            if reference in above:
                return "any"
            return self.shape(self.content["components"]["schemas"][reference.rsplit("/", 1)[1]], (*above, reference))
        if "allOf" in schema:
            return _united([self.shape(part, above) for part in schema["allOf"]])
        for word in ("oneOf", "anyOf"):
            if word in schema:
                return ["|", *(self.shape(part, above) for part in schema[word])]
        if "enum" in schema:
            return ["=", *dict.fromkeys([*schema["enum"], *([None] if schema.get("nullable") else [])])]
        if "items" in schema:
            return [self.shape(schema["items"], above)]
        if "properties" in schema or isinstance(schema.get("additionalProperties"), dict):
            return self._object(schema, above)
        return str(schema.get("type", "any")) + ("?" if schema.get("nullable") else "")

    def _object(self, schema: Json, above: tuple[str, ...]) -> Json:
        required = schema.get("required", [])
        fields = {}
        for name, inner in schema.get("properties", {}).items():
            told = inner.get("readOnly") or READ_ONLY.search(inner.get("description", ""))
            fields[name + ("*" if name in required else "") + ("!" if told else "")] = self.shape(inner, above)
        if isinstance(schema.get("additionalProperties"), dict):
            fields["*"] = self.shape(schema["additionalProperties"], above)
        return fields


def _with_example(shape: Any, example: Any) -> Any:
    """Return a shape with the fields that an example has beyond it; what the schema says of its own fields stands."""
    if isinstance(shape, dict) and isinstance(example, dict):
        fields = {name: _with_example(inner, example.get(name.rstrip("*!"))) for name, inner in shape.items()}
        known = {name.rstrip("*!") for name in shape}
        return fields | {name: _seen(value) for name, value in example.items() if name not in known}
    if isinstance(shape, list) and len(shape) == 1 and isinstance(example, list):
        for entry in example:
            shape = [_with_example(shape[0], entry)]
    return shape


def _seen(value: Any) -> Any:
    """Return the shape of a value that only an example shows."""
    if isinstance(value, dict):
        return {name: _seen(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_with_example(_seen(value[0]), value[-1])] if value else ["any"]
    names = {bool: "boolean", int: "number", float: "number", str: "string", type(None): "any"}
    return names[type(value)]


def _united(shapes: list[Any]) -> Any:
    """Return what has the fields of all; a part that is no object (an example, a bare type) adds nothing."""
    objects = [shape for shape in shapes if isinstance(shape, dict)]
    return {name: inner for shape in objects for name, inner in shape.items()} if objects else shapes[0]


def distilled(folder: Path) -> Json:
    """Return the contract that the documents of a folder make.

    Where two documents have an operation, the later one is right.
    """
    readme = (folder / "README.md").read_text()
    found = re.search(r"state of (\w+ to \w+ \d{4})", readme)
    first = found[1] if found else ""
    documents: Json = {}
    old: dict[str, Json] = {}
    new: dict[str, Json] = {}
    for path in sorted(folder.glob("*.json")):
        content = json.loads(path.read_text())
        row = next((line for line in readme.splitlines() if line.startswith(f"| {path.name} ")), "")
        later = re.search(r"\((\w+ \d{4})\)", row)
        documents[path.name] = {
            "title": content["info"]["title"],
            "version": content["info"]["version"],
            "state": later[1] if later else first,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        (new if later else old).update(Document(content).operations())
    operations = old | new
    if gone := settle(operations):
        raise ValueError(f"The documents no longer contradict themselves in: {gone}")
    errors = Counter(tuple(facts["errors"]) for facts in operations.values()).most_common(1)[0][0]
    for facts in operations.values():
        if tuple(facts["errors"]) == errors:
            del facts["errors"]
    operations = FURTHER | operations
    return {
        "documents": documents,
        "errors": list(errors),
        "operations": dict(sorted(operations.items(), key=lambda entry: entry[0].split()[::-1])),
    }


def written(contract: Json) -> str:
    """Return a contract as the text of its file, an operation per line."""
    head = {name: contract[name] for name in ("documents", "errors")}
    lines = [
        f"{json.dumps(name)}: {json.dumps(facts, separators=(',', ':'))}"
        for name, facts in contract["operations"].items()
    ]
    start = json.dumps(head, indent=1).removesuffix("\n}")
    return start + ',\n "operations": {\n  ' + ",\n  ".join(lines) + "\n }\n}\n"


if __name__ == "__main__":
    CONTRACT.write_text(written(distilled(DOCUMENTS)))
