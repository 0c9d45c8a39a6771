# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The page about the playbooks: what the comment at the head of each of them says, its variables as a list.

A comment is paragraphs of text. In the first one the command that runs the playbook follows a colon, or it is an
indented paragraph of its own. So are variables, each a name, two spaces or more, and what it is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

FILE = Path("docs/docsite/rst/playbooks.rst")
LABEL = "ansible_collections.webex.wholesale.docsite.playbooks"
HEAD = f"""\
..
  Copyright (c) 2026, webex.wholesale contributors
  GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
  SPDX-License-Identifier: GPL-3.0-or-later

.. Rendered from the comments at the heads of playbooks/*.yml: edit those, then run make render.

.. _{LABEL}:

Playbooks and their variables
=============================

Give variables in the inventory, or with ``-e``. What a customer is to have are the variables of the roles
:ansplugin:`webex.wholesale.wholesale_customer#role`, :ansplugin:`webex.wholesale.locations#role` and
:ansplugin:`webex.wholesale.wholesale_users#role`, and ``workspaces`` and ``devices`` with the options of the modules of
these names. Where Webex is, and as whom to call it, is in
:ref:`ansible_collections.webex.wholesale.docsite.guide_authentication`.
"""
TYPED = re.compile(
    r"(?<![\w/.`-])(?:--[a-z-]+|[\w./-]+\.(?:yml|csv|json|html|xlsx)|[a-z]+_[a-z_]+(?:: [a-z]+)?|https://)(?![\w/`])"
)
"""What of a text is typed by somebody: options, files, variables."""


def text(root: Path) -> str:
    """Return the page as the file holds it."""
    paths = sorted((root / "playbooks").glob("*.yml"))
    names = {path.stem for path in paths}
    return "\n".join([HEAD, *(line for path in paths for line in _section(path, names))]).rstrip() + "\n"


def _section(path: Path, names: set[str]) -> Iterator[str]:
    """Yield what the page says of one playbook."""
    title = f"webex.wholesale.{path.stem}"
    yield from (f".. _{LABEL}_{path.stem}:", "", title, "-" * len(title), "")
    comment = re.search(r"\A---\n((?:#.*\n)+)", path.read_text())
    if not comment:
        raise ValueError(f"{path}: no comment at its head says what it does")
    lines = [line[1:].removeprefix(" ") for line in comment[1].splitlines()]
    for paragraph in "\n".join(lines).split("\n\n"):
        if paragraph.startswith("  ") and not paragraph.lstrip().startswith("ansible-playbook"):
            yield from _variables(paragraph, names)
            continue
        said, _colon, command = re.sub(r"\s+", " ", paragraph.strip()).partition("ansible-playbook ")
        if said:
            yield from (_marked(re.sub(r": ?$", ".", said) if lines[0] in paragraph else said, names), "")
        if command:
            yield from (f"``ansible-playbook {command}``", "")


def _variables(paragraph: str, names: set[str]) -> Iterator[str]:
    """Yield a list of variables."""
    for entry in re.split(r"\n(?=  \S)", paragraph):
        name, meaning = re.split(r"  +", entry.strip(), maxsplit=1)
        yield from (f"``{name}``", "  " + _marked(re.sub(r"\s+", " ", meaning), names))
    yield ""


def _marked(said: str, names: set[str]) -> str:
    """Return a text of a comment with links, and with what is typed in type."""
    said = TYPED.sub(r"``\g<0>``", said)
    said = re.sub(r"\b(role) (?:webex\.wholesale\.)?(\w+)", r":ansplugin:`role \2 <webex.wholesale.\2#role>`", said)
    return re.sub(
        r"(?<![`<.])webex\.wholesale\.(\w+)(?![\w#])",
        lambda found: f":ref:`{found[0]} <{LABEL}_{found[1]}>`" if found[1] in names else f"``{found[0]}``",
        said,
    )
