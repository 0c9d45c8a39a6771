# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is only assumed is written down once, with how to verify it, and everything that cites a row finds it."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ASSUMPTIONS = (ROOT / "roles" / "simulator" / "files" / "ASSUMPTIONS.md").read_text()
CITED = re.compile(r"""(?:doubt\(\s*"|row="|\(|\b[Rr]ows? )(A\d+)\b""")
ROWS = [line.strip("| ").split(" | ") for line in ASSUMPTIONS.splitlines() if re.match(r"\| A\d+ \|", line)]
"""The cells of each row: id, what, choice, why, what depends on it, how to verify it."""


def sources() -> list[Path]:
    """Return every file that may cite a row."""
    folders = [ROOT / name for name in ("plugins", "roles", "docs", "tests")]
    files = [path for folder in folders for kind in ("*.py", "*.md", "*.rst") for path in folder.rglob(kind)]
    return [path for path in files if path != Path(__file__).resolve()]


def test_every_row_says_what_depends_on_it_and_how_to_verify_it() -> None:
    assert len(ROWS) > 50
    for row in ROWS:
        assert len(row) == 6, row
        assert all(cell.strip() for cell in row), row


def test_every_row_has_an_id_of_its_own() -> None:
    ids = [row[0] for row in ROWS]
    assert len(set(ids)) == len(ids)


def test_every_row_that_is_cited_exists() -> None:
    known = {row[0] for row in ROWS}
    cited = {(path.name, row) for path in sources() for row in CITED.findall(path.read_text())}
    assert {"user.py", "customer.py"} <= {name for name, _row in cited}
    assert {(name, row) for name, row in cited if row not in known} == set()
    within = {row for cells in ROWS for cell in cells[1:] for row in re.findall(r"\bA\d+\b", cell)}
    assert within <= known
