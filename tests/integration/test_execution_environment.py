# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The execution environment, as far as ansible-builder goes without a container engine."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
ARCHIVE = f"webex-wholesale-{yaml.safe_load((ROOT / 'galaxy.yml').read_text())['version']}.tar.gz"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's folder: the archive, and beside it the example."""
    folder = tmp_path_factory.mktemp("image")
    (folder / "examples").mkdir()
    example = (ROOT / "examples" / "execution-environment.yml").read_text()
    (folder / "examples" / "execution-environment.yml").write_text(example)
    run("ansible-galaxy", "collection", "build", str(ROOT), "--output-path", str(folder))
    return folder


def run(*command: str, cwd: Path | None = None) -> str:
    """Run a program that must succeed; return what it prints."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_builder_makes_the_context_of_the_image(folder: Path) -> None:
    run(
        "ansible-builder",
        "create",
        "--file",
        "examples/execution-environment.yml",
        "--context",
        "context",
        "--output-filename",
        "Containerfile",
        cwd=folder,
    )
    build = folder / "context" / "_build"
    [collection] = yaml.safe_load((build / "requirements.yml").read_text())["collections"]
    # The path in the requirements is one within the context.
    assert (build / collection["name"]).read_bytes() == (folder / ARCHIVE).read_bytes()
    assert "FROM $EE_BASE_IMAGE" in (folder / "context" / "Containerfile").read_text()


def test_builder_takes_the_requirements_from_the_installed_collection(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = folder / "collections"
    # On the usual path the collection is there already, and galaxy would find nothing to install.
    monkeypatch.setenv("ANSIBLE_COLLECTIONS_PATH", str(target))
    run("ansible-galaxy", "collection", "install", str(folder / ARCHIVE), "--offline", "-p", str(target))
    found = yaml.safe_load(run("ansible-builder", "introspect", str(target)))
    lines = [line for line in (ROOT / "requirements.txt").read_text().splitlines() if not line.startswith("#")]
    lines.append("openpyxl>=3.1,<4")  # only who has a workbook needs it elsewhere
    assert found["python"] == [f"{line}  # from collection webex.wholesale" for line in lines]
