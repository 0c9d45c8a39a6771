# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator's modules import downward only: no circle, not even one for types."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

from tests.simulator_server import PROGRAM

PACKAGE = "webex_simulator"


def modules() -> dict[str, Path]:
    """Return the simulator's modules by their full names."""
    found = {}
    for path in (PROGRAM / PACKAGE).rglob("*.py"):
        parts = path.relative_to(PROGRAM).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(path: Path, known: set[str]) -> set[str]:
    """Return the modules of the simulator that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {full if (full := f"{node.module}.{alias.name}") in known else node.module for alias in node.names}
    return found & known


def test_no_imports_go_in_a_circle() -> None:
    known = modules()
    graph = {name: imports(path, set(known)) for name, path in known.items()}
    assert graph[f"{PACKAGE}.app"] >= {f"{PACKAGE}.control", f"{PACKAGE}.routes"}
    TopologicalSorter(graph).prepare()  # raises CycleError
