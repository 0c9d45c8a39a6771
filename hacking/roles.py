# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The README and the metadata of each role, which Galaxy wants, from its argument specification."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

BY_HAND = {"simulator"}
"""Roles whose README says more than their options."""


def rendered(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield the files of all roles, and what each should hold."""
    runtime = yaml.safe_load((root / "meta" / "runtime.yml").read_text())
    oldest = runtime["requires_ansible"].removeprefix(">=").rpartition(".")[0]
    for role in sorted(path for path in (root / "roles").iterdir() if path.is_dir()):
        entries = yaml.safe_load((role / "meta" / "argument_specs.yml").read_text())["argument_specs"]
        yield role / "meta" / "main.yml", _metadata(entries, oldest)
        if role.name not in BY_HAND:
            yield role / "README.md", "\n".join(_readme(role.name, entries))


def _readme(role: str, entries: Mapping[str, Any]) -> Iterator[str]:
    yield f"# webex.wholesale.{role}"
    for name, entry in entries.items():
        if len(entries) > 1:
            yield from ("", f"## {entry['short_description']}", "", f"With `tasks_from: {name}`.")
        else:
            yield from ("", f"{entry['short_description']}.")
        for sentence in entry["description"]:
            yield from ("", _markdown(sentence))
        yield from ("", "| Variable | Required | What it is |", "|---|---|---|")
        for option, spec in entry["options"].items():
            first = spec["description"] if isinstance(spec["description"], str) else spec["description"][0]
            yield f"| `{option}` | {'yes' if spec.get('required') else ''} | {_markdown(first)} |"
    yield from ("", f"`ansible-doc -t role webex.wholesale.{role}` tells more of them.", "")


def _markdown(sentence: str) -> str:
    """Return a sentence with the markup of Ansible's documentation as Markdown's, fit for the cell of a table."""
    return re.sub(r"\b[A-Z]\(([^()#]*)(?:#\w+)?\)", r"`\1`", sentence).replace("|", r"\|")


def _metadata(entries: Mapping[str, Any], oldest: str) -> str:
    main = entries.get("main") or next(iter(entries.values()))
    return f"""\
# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
---
# Rendered from argument_specs.yml: edit that, then run make render.
galaxy_info:
  author: webex.wholesale contributors
  description: {main["short_description"]}
  license: GPL-3.0-or-later
  min_ansible_version: "{oldest}"
  platforms:
    - name: GenericLinux
      versions:
        - all
dependencies: []
"""
