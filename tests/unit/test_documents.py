# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every playbook has a guide that runs it, and what of README and guides no test runs says why."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.documents import DATA, DOCUMENTS, GUIDES, ROOT, SHELL, SHOWN, Block, blocks

ALL = [block for document in DOCUMENTS for block in blocks(document)]
NOT_RUN = [block for block in ALL if "not run" in block.marks]
PLAYBOOKS = sorted(path.stem for path in (ROOT / "playbooks").glob("*.yml"))


def holders(block: Block) -> list[str]:
    """Return the tests that hold what a block says which is not run."""
    return re.findall(r"tests/[\w/]+\.py", block.marks.get("not run", ""))


@pytest.mark.parametrize("block", NOT_RUN, ids=lambda block: f"{block.place}: {block.marks['not run']}")
def test_what_is_not_run_says_why(block: Block) -> None:
    assert block.language in SHELL | DATA, "it would not be run anyway"
    assert len(block.marks["not run"].split()) >= 3, "give a reason"
    for path in holders(block):
        assert (ROOT / path).exists()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_a_block_says_its_language(document: Path) -> None:
    unknown = {block.place: block.language for block in blocks(document) if block.language not in SHELL | DATA | SHOWN}
    assert unknown == {}
    if document.suffix == ".rst":
        literal = [line for line in document.read_text().splitlines() if re.search(r"^(?! *\.\. ).*::$", line)]
        assert literal == [], "these are blocks without a language: write code-block"


@pytest.mark.parametrize("playbook", PLAYBOOKS)
def test_a_guide_runs_the_playbook(playbook: str) -> None:
    command = re.compile(rf"ansible-playbook .*\bwebex\.wholesale\.{playbook}\b")
    shown = [block for block in ALL if block.document in GUIDES and block.seen and command.search(block.text)]
    assert [block for block in shown if "not run" not in block.marks or holders(block)]
