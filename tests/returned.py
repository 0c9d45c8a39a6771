# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a module returned, held against what its RETURN block says, and kept as a sample for that."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

TYPES: dict[str, Any] = {"str": str, "int": int, "float": (int, float), "bool": bool, "list": list, "dict": dict}
OF_ANSIBLE = frozenset({"changed", "warnings", "deprecations", "uid", "gid", "owner", "group", "mode", "state", "size"})
"""What any module may return, or any that writes a file."""
LINES, WIDTH = 12, 80
"""How much of a text a sample has, in lines and characters of a line."""


def misfits(
    documented: Mapping[str, Any], returned: Mapping[str, Any], given: Collection[str] = OF_ANSIBLE, where: str = ""
) -> Iterator[str]:
    """Yield what is returned and neither documented nor given, is of another type, or is missing though promised."""
    for key, value in returned.items():
        if key in given and key not in documented:
            continue
        if key not in documented:
            yield f"{where}{key} is not documented"
        elif value is not None:
            entry = documented[key]
            if not isinstance(value, TYPES[entry["type"]]):
                yield f"{where}{key} is {value!r}, and documented as {entry['type']}"
            for each in value if isinstance(value, list) else [value]:
                if "contains" in entry:
                    yield from misfits(entry["contains"], each, given, f"{where}{key}.")
    for key, entry in documented.items():
        if entry.get("returned") in ("always", "success") and key not in returned:
            yield f"{where}{key} is missing"


def keep(file: Path, module: str, returned: Sequence[Mapping[str, Any]], folder: Path) -> None:
    """Keep as samples what a module returned: the result that tells most, without places and long IDs."""
    most = max(returned, key=lambda each: (each.get("changed", False), len(json.dumps(each))))
    text = json.dumps(_shortened(most)).replace(f"{folder}/", "")
    sample = json.loads(re.sub(r"\b(Y2lz\w{20})\w+", r"\1...", text))
    samples = json.loads(file.read_text()) if file.exists() else {}
    samples[module] = {key: value for key, value in sample.items() if key not in OF_ANSIBLE}
    file.write_text(json.dumps(dict(sorted(samples.items())), indent=1, ensure_ascii=False) + "\n")


def _shortened(value: Any) -> Any:
    """Return a value with one object of each list, and with the first lines of a long text."""
    if isinstance(value, dict):
        return {key: _shortened(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_shortened(each) for each in (value[:1] if value and isinstance(value[0], dict) else value[:3])]
    if isinstance(value, str) and "\n" in value:
        lines = [f"{line[:WIDTH]}..." if len(line) > WIDTH else line for line in value.splitlines()]
        return "\n".join([*lines[:LINES], "..."] if len(lines) > LINES else lines) + "\n"
    return value
