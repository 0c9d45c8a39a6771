# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The blocks of README and guides, in their order, and the marks that say what a test does with them.

A mark is a comment that no reader sees, ``.. file: inventory/hosts.yml`` or ``<!-- file: inventory/hosts.yml -->``.
Unmarked, a block of shell is run, and so is one of YAML, as a playbook or as tasks. All marks but ``run`` are about the
block that follows:

``run``      commands of the test's own: what the reader has by then, or a proof that what was said holds
``file``     the block is the file of this name
``merge``    the block is merged into the file of this name, or what ``FILE KEY`` names of it
``with``     what the test adds to the last command, because nobody is there to answer
``says``     each line of this is in what the commands of the block say
``output``   the block is what the commands before it have said: each of its lines is in there
``not run``  why the block is not run here, and which test holds what it says, if one does
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GUIDES = sorted((ROOT / "docs" / "docsite" / "rst").glob("*.rst"))
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *GUIDES]
SHELL = {"shell", "bash", "sh", "console"}
DATA = {"yaml", "yaml+jinja", "ini", "toml"}
SHOWN = {"text", "python", "diff", "rst"}
"""Languages of blocks that only show something."""
MARKS = ("run", "file", "merge", "with", "says", "output", "not run")

_MARK = rf"(?P<mark>{'|'.join(MARKS)}):(?P<said>.*)"
# Each names: the indentation, a mark with its first line, or the language of a block.
_RST = re.compile(rf"(?P<indent> *)\.\. (?:{_MARK}|code-block::(?P<language>.*))$")
_MD = re.compile(rf"(?P<indent> *)(?:<!-- {_MARK}|```(?P<language>.*))$")


@dataclass
class Block:
    """A block of a document, or commands of a ``run``, which nobody sees."""

    document: Path
    line: int
    language: str
    text: str
    marks: dict[str, str] = field(default_factory=dict)
    seen: bool = True

    @property
    def place(self) -> str:
        """Where it begins, for people."""
        return f"{self.document.relative_to(ROOT)}:{self.line}"

    @property
    def commands(self) -> str:
        """What somebody types of it."""
        if self.language != "console":
            return self.text
        return "\n".join(line.removeprefix("$ ") for line in self.text.splitlines() if line.startswith("$ "))

    @property
    def answers(self) -> list[str]:
        """What its commands are to say, or those before it."""
        shown = self.language == "console" or "output" in self.marks
        lines = [line for line in self.text.splitlines() if shown and not line.startswith("$ ")]
        return [line.strip() for line in [*lines, *self.marks.get("says", "").splitlines()] if line.strip()]


def blocks(document: Path) -> list[Block]:
    """Return the blocks of a document."""
    return list(_blocks(document, document.read_text().splitlines()))


def _blocks(document: Path, lines: list[str]) -> Iterator[Block]:
    pattern, inside = (_MD, _fenced) if document.suffix == ".md" else (_RST, _indented)
    marks: dict[str, str] = {}
    at = 0
    while at < len(lines):
        found = pattern.match(lines[at])
        begin = at = at + 1
        if not found:
            continue
        inner, at = inside(lines, at, found)
        if not found["mark"]:
            yield Block(
                document, begin, found["language"].strip(), textwrap.dedent("\n".join(inner)).strip("\n") + "\n", marks
            )
            marks = {}
            continue
        text = "\n".join([found["said"].removesuffix("-->").strip(), textwrap.dedent("\n".join(inner))]).strip()
        if found["mark"] == "run":
            yield Block(document, begin, "shell", text, seen=False)
        else:
            marks[found["mark"]] = text
    if marks:
        raise ValueError(f"{document}: no block follows {marks}")


def _fenced(lines: list[str], at: int, found: re.Match[str]) -> tuple[list[str], int]:
    """Return the lines up to the end of a comment or block of Markdown, and where it goes on."""
    if found["mark"] and "-->" in found["said"]:
        return [], at
    end = next(number for number in range(at, len(lines)) if lines[number].strip() in ("-->", "```"))
    return lines[at:end], end + 1


def _indented(lines: list[str], at: int, found: re.Match[str]) -> tuple[list[str], int]:
    """Return the indented lines of a comment, up to a blank one, or of a code-block, and where it goes on."""
    end, deeper = at, " " * (len(found["indent"]) + 1)
    while end < len(lines) and (lines[end].startswith(deeper) or not (found["mark"] or lines[end].strip())):
        end += 1
    return [line for line in lines[at:end] if not re.match(r" +:[a-z-]+:", line)], end
