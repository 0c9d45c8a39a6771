# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The floor plan: imports run downward, a noun lives in one room, and what Webex calls its fields stays in there."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
UTILS = ROOT / "plugins" / "module_utils"
FILES = sorted(UTILS.rglob("*.py"))
FLOORS = {"_http": 0, "_engine": 1, "_nouns": 2}
"""From the ground up. All other files of module_utils are the roof, where modules enter."""
ROOF = 3
ANYWHERE = "_deps"
LONGEST = 400
ABROAD = re.compile(r"[a-z]+[a-z0-9.]*[A-Z][A-Za-z0-9.]*")
"""The name of a field as Webex has it, or a path of such names."""


def parts(path: Path) -> tuple[str, ...]:
    return path.relative_to(UTILS).with_suffix("").parts


def imported(path: Path) -> Iterator[tuple[str, ...]]:
    """Yield what a file of module_utils imports from module_utils: each module as a path, names beneath included."""
    package = parts(path)[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            if node.level:
                outer = package[: len(package) - node.level + 1]
            elif "module_utils" in (node.module or "") and "webex" in (node.module or ""):
                outer = ()
            else:
                continue
            inner = (node.module or "").rpartition("module_utils.")[2].split(".") if node.module else []
            for name in node.names:
                yield (*outer, *inner, name.name)


def floor(path: tuple[str, ...]) -> int:
    return FLOORS.get(path[0], ROOF)


def texts(path: Path) -> Iterator[str]:
    """Yield all texts of a file but its docstrings."""
    tree = ast.parse(path.read_text())
    documents = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
            yield node.value


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(parts(path)))
def test_imports_run_downward(path: Path) -> None:
    here = floor(parts(path))
    upward = [target for target in imported(path) if target[0] != ANYWHERE and floor(target) > here]
    assert upward == []


def test_the_imports_of_this_house_are_seen() -> None:
    found = list(imported(UTILS / "_nouns" / "user" / "api.py"))
    assert {("_engine", "item", "Item"), ("_nouns", "owners", "Owned"), ("_nouns", "user", "model", "User")} <= {*found}
    assert ("_nouns", "numbers") in found


def test_no_noun_imports_what_another_one_does() -> None:
    nouns = {path.parent.name for path in (UTILS / "_nouns").glob("*/api.py")}
    assert {"customer", "location", "user", "template", "sub_partner"} <= nouns
    entered = {
        (path.parent.name, *target[1:3])
        for path in (UTILS / "_nouns").rglob("*.py")
        for target in imported(path)
        if target[0] == "_nouns" and target[1] in nouns and target[1] != path.parent.name
    }
    assert {(noun, other) for noun, other, room in entered if room == "api"} == set()
    # A customer is created from a template, which it finds where templates are kept.
    # Who is in the way of a customer that goes are its users.
    assert entered <= {
        ("customer", "template", "backends"),
        ("customer", "user", "model"),
        ("customer", "user", "rules"),
    }


def test_every_noun_is_a_folder_with_a_model_and_an_api() -> None:
    for folder in (UTILS / "_nouns").iterdir():
        if folder.is_dir() and folder.name != "__pycache__":
            assert {"model.py", "api.py"} <= {path.name for path in folder.iterdir()}, folder.name


def test_no_file_is_too_long_to_be_read_in_one_sitting() -> None:
    files = [path for folder in ("plugins", "roles", "hacking") for path in (ROOT / folder).rglob("*.py")]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in files}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}
    engine = sum(length for name, length in lengths.items() if "/_engine/" in name)
    assert engine < 2000


def test_outside_of_the_nouns_nobody_knows_what_webex_calls_its_fields() -> None:
    outside = [path for path in (ROOT / "plugins").rglob("*.py") if "_nouns" not in path.parts]
    known = {path.name for path in outside for text in texts(path) if ABROAD.fullmatch(text)}
    assert known <= {
        "answers.py",  # what all answers have: errors, tracking ids
        "client.py",  # which organization a request is about
        "_doctor.py",  # asks for one thing of everything, as it is
        "wholesale_customers.py",  # the inventory: one page of subscribers per customer
    }


def test_the_types_of_every_python_file_are_checked() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]
    assert settings["strict"]
    assert not any("ignore_errors" in each for each in [settings, *settings["overrides"]])
    # The collection is looked at where Ansible finds it.
    checked = [
        ROOT / place.removeprefix(".cache/collections/ansible_collections/webex/wholesale/")
        for place in settings["files"]
    ]
    made = {ROOT / "docs" / "build", ROOT / "tests" / "output"}
    tops = [path for path in ROOT.iterdir() if not path.name.startswith(".")]
    found = [file for top in tops for file in ([top] if top.is_file() else top.rglob("*.py")) if file.suffix == ".py"]
    files = [file for file in found if made.isdisjoint(file.parents)]
    assert [file for file in files if not any(file.is_relative_to(place) for place in checked)] == []
    assert [file for file in files if re.search(r"^# mypy:", file.read_text(), re.MULTILINE)] == []
