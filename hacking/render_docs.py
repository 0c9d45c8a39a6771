# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Render what would otherwise be kept twice by hand (``make render``); with ``--check`` tell what is not current.

The sources are the fragments of the nouns (plugins/doc_fragments), the models, hacking/returned.yml, and
hacking/samples.json, which ``make samples`` takes from runs of the examples. Rendered are

- the RETURN block of every module that has a noun, since Ansible wants it as literal text in the module;
- the options that a role hands to a module for one object, one by one;
- the JSON Schema of a customer's variables (hacking/schema.py);
- the README and the metadata of the roles (hacking/roles.py);
- the page about the playbooks (hacking/playbooks.py), and the one about AWX's surveys (hacking/surveys.py);
- the chart of the page about performance (hacking/bench/chart.py).
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from ansible_collections.webex.wholesale.plugins.module_utils import _argspec
from ansible_collections.webex.wholesale.plugins.module_utils._engine.noun import Writer
from ansible_collections.webex.wholesale.plugins.module_utils._fleet import Fleet
from ansible_collections.webex.wholesale.plugins.plugin_utils import _documents

from hacking import playbooks, roles, schema, surveys
from hacking.bench import chart

ROOT = Path(__file__).resolve().parents[1]
PLUGINS = "ansible_collections.webex.wholesale.plugins"
WIDTH = 120
COMMON: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "hacking" / "returned.yml").read_text())
"""Kind of a module -> what it returns, whatever its noun."""
SAMPLES: dict[str, dict[str, Any]] = json.loads((ROOT / "hacking" / "samples.json").read_text())
"""Module -> what it has returned."""
RENDERED = "# Rendered from the noun's fragment and hacking/returned.yml: edit those, then run make render."
HANDED_ON = {"wholesale_customer": "wholesale_customer", "onboarding_template": "onboarding_templates"}
"""Module for one object -> role that hands the options on."""


def source(noun: str) -> dict[str, Any]:
    """Return the text of a noun's fragment, parsed."""
    return _documents.source(importlib.import_module(f"{PLUGINS}.doc_fragments.{noun}").SOURCE)


def fields(noun: Mapping[str, Any]) -> dict[str, Any]:
    """Return the documentation of an object's fields as they are returned."""
    found = {}
    for name, option in {**noun["returned"], **noun.get("options", {})}.items():
        if "sample" in option:
            described = option.get("result") or _first(option["description"])
            if name in noun["returned"]:
                described = " ".join(_lines(option["description"]))
            field = {"description": described, "type": "str" if option["type"] == "path" else option["type"]}
            if "elements" in option:
                field["elements"] = option["elements"]
            if "when" in option:
                field["returned"] = option["when"]
            found[name] = {**field, "sample": option["sample"]}
    return found


def returned(module: str) -> dict[str, Any]:
    """Return the RETURN block of a module."""
    reader, kind = importlib.import_module(f"{PLUGINS}.modules.{module}").TASK
    if issubclass(reader, Fleet):
        return COMMON[kind]  # what it tells of objects is documented with their own modules
    noun = source(reader.name)
    contained = fields(noun)
    words = {
        "name": noun["noun"].replace("_", " "),
        "noun": noun["noun"],
        "plural": noun["plural"],
        "objects": noun["plural"].replace("_", " "),
        "key": noun.get("key", ""),
        "id": noun["returned"].get("id", {}).get("sample", ""),
        **noun.get("step", {}),
        "purged": " What O(purge) removed comes after them." if getattr(reader, "purges", False) else "",
    }
    block: dict[str, Any] = _filled(COMMON[kind], words)
    results = noun.get("results", {})
    if kind == "many":
        results = _documents.in_list(noun, results)
        entry = block["entries"]["contains"]
        block["entries"]["contains"] = {**entry, **results}
    else:
        place = noun["noun"] if kind == "one" else noun["plural"]
        block[place]["contains"] = contained
        block |= results if kind == "one" else {}
    return block


def sampled(module: str, block: Mapping[str, Any]) -> dict[str, Any]:
    """Return a RETURN block with what the module has really returned, where that says something."""
    real = {name: sample for name, sample in SAMPLES.get(module, {}).items() if sample}
    return {name: entry | ({"sample": real[name]} if name in real else {}) for name, entry in block.items()}


ORDER = ("description", "returned", "type", "elements", "sample", "contains")


def ordered(block: Mapping[str, Any]) -> dict[str, Any]:
    """Return a documentation block whose entries have their keys in one order."""
    return {
        name: {key: ordered(entry[key]) if key == "contains" else entry[key] for key in sorted(entry, key=ORDER.index)}
        for name, entry in block.items()
    }


class Legible(yaml.SafeDumper):
    """Writes a text of several lines as such."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


Legible.add_representer(str, _text)


def lines(value: Mapping[str, Any], indent: int = 0) -> Iterator[str]:
    """Yield a documentation block as YAML, each key on one line where it fits."""
    for key, content in value.items():
        start = f"{' ' * indent}{key}:"
        flow = yaml.safe_dump(content, default_flow_style=True, sort_keys=False, width=10_000, allow_unicode=True)
        flow = flow.removesuffix("...\n").rstrip()
        if "contains" not in flow and len(start) + 1 + len(flow) <= WIDTH:
            yield f"{start} {flow}"
        elif isinstance(content, dict) and key != "sample":
            yield start
            yield from lines(content, indent + 2)
        else:
            # PyYAML breaks a line behind the word that is beyond the width.
            text = yaml.dump(
                {key: content}, Dumper=Legible, sort_keys=False, width=WIDTH - indent - 20, allow_unicode=True
            )
            yield from ((" " * indent + line).rstrip() for line in text.splitlines())


def module_text(module: str, text: str) -> str:
    """Return the text of a module with its RETURN block rendered."""
    block = "\n".join(lines(ordered(sampled(module, returned(module)))))
    old = r'(?ms)^(?:# Rendered[^\n]*\n)?RETURN = r""".*?^"""$'
    return re.sub(old, lambda _old: f'{RENDERED}\nRETURN = r"""\n{block}\n"""', text, count=1)


def role_text(module: str, text: str) -> str:
    """Return the tasks of a role with the options of its module handed on."""
    reader, _kind = importlib.import_module(f"{PLUGINS}.modules.{module}").TASK
    role = HANDED_ON[module]
    variable = role if role == module else f"{role}_item"
    options = {name: spec for name, spec in _argspec.one(reader).items() if name not in _argspec.CONNECTION}
    handed = "".join(
        f'    {name}: "{{{{ {variable}.{name}{"" if spec.get("required") else " | default(omit)"} }}}}"\n'
        for name, spec in options.items()
    )
    task = rf"(?m)^(  webex\.wholesale\.{module}:\n)(?:    .*\n)+"
    return re.sub(task, lambda found: found[1] + handed, text, count=1)


def rendered() -> Iterator[tuple[Path, str]]:
    """Yield each file that is rendered, wholly or in part, and what it should hold."""
    for path in sorted((ROOT / "plugins" / "modules").glob("*.py")):
        noun, _kind = getattr(importlib.import_module(f"{PLUGINS}.modules.{path.stem}"), "TASK", (None, None))
        # A noun that is only read has its text in its one module.
        if noun is not None and issubclass(noun, (Writer, Fleet)):
            yield path, module_text(path.stem, path.read_text())
    for module, role in HANDED_ON.items():
        path = ROOT / "roles" / role / "tasks" / "main.yml"
        yield path, role_text(module, path.read_text())
    yield ROOT / schema.FILE, schema.text(ROOT)
    yield from roles.rendered(ROOT)
    yield ROOT / playbooks.FILE, playbooks.text(ROOT)
    yield ROOT / surveys.FILE, surveys.text(ROOT)
    yield ROOT / chart.FILE, chart.text(ROOT)


def main() -> int:
    """Write what is not current, or with --check say so."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, fail where a file is not current")
    check = parser.parse_args().check
    stale = [(path, text) for path, text in rendered() if not path.exists() or path.read_text() != text]
    for path, text in stale:
        print(f"{'not current, run make render' if check else 'rendered'}: {path.relative_to(ROOT)}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    return int(check and bool(stale))


def _filled(value: Any, words: Mapping[str, str]) -> Any:
    """Return the common text with the words of a noun."""
    if isinstance(value, str):
        return re.sub(r"<(\w+)>", lambda name: words[name[1]], value)
    if isinstance(value, list):
        return [_filled(each, words) for each in value]
    if isinstance(value, dict):
        return {_filled(key, words): _filled(each, words) for key, each in value.items()}
    return value


def _lines(description: str | list[str]) -> list[str]:
    return [description] if isinstance(description, str) else description


def _first(description: str | list[str]) -> str:
    """Return the first sentence."""
    return re.split(r"(?<=\.) ", _lines(description)[0])[0]


if __name__ == "__main__":
    sys.exit(main())
