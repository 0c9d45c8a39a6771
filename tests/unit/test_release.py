# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A release: one version everywhere, an archive of the same bytes, and nothing in it that does not belong there."""

from __future__ import annotations

import io
import json
import re
import subprocess
import tarfile
from pathlib import Path

import pytest
import yaml

from hacking.archive import repack
from hacking.release import contents

ROOT = Path(__file__).resolve().parents[2]
VERSION = yaml.safe_load((ROOT / "galaxy.yml").read_text())["version"]
TOLD = re.compile(r"webex-wholesale(?:-|-ee:)(\d+\.\d+\.\d+)\b|COLLECTION = \"(\d[\d.]+)\"")
"""Where the version of the collection is told: the names of its archive and of its image, and what doctor says."""
AN_IMAGE = "examples/awx/awx.yml"


def test_every_file_tells_the_version_of_galaxy_yml() -> None:
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    told = {
        (name, next(filter(None, version)))
        for name in files
        if not name.startswith(("changelogs/", "tests/")) and name != "CHANGELOG.md" and (ROOT / name).is_file()
        for version in TOLD.findall((ROOT / name).read_text(errors="replace"))
    }
    assert {version for _name, version in told} == {VERSION}
    assert {AN_IMAGE, "plugins/module_utils/_doctor.py"} <= {name for name, _version in told}


def test_versions_of_what_was_added_are_released_or_next() -> None:
    released = yaml.safe_load((ROOT / "changelogs" / "changelog.yaml").read_text())["releases"]
    files = [*(ROOT / "plugins").rglob("*.py"), *(ROOT / "roles").glob("*/meta/argument_specs.yml")]
    added = {found for path in files for found in re.findall(r"version_added: \"?(\d[\d.]+)", path.read_text())}
    assert added <= {*released, VERSION}


def archive(path: Path, names: list[str], time: int) -> Path:
    """Write an archive as ansible-galaxy does, with files in this order, of this time."""
    files = {"files": [{"name": name, "ftype": "file"} for name in names]}
    manifest = {"collection_info": {"name": "wholesale"}, "file_manifest_file": {"chksum_sha256": "of another order"}}
    texts = {"MANIFEST.json": json.dumps(manifest), "FILES.json": json.dumps(files), **{name: name for name in names}}
    with tarfile.open(path, "w:gz") as packed:
        for name, text in texts.items():
            member = tarfile.TarInfo(name)
            member.size, member.mtime, member.uid, member.mode = len(text), time, time % 1000, 0o600
            packed.addfile(member, io.BytesIO(text.encode()))
    return path


def test_neither_order_nor_time_nor_owner_of_files_makes_another_archive(tmp_path: Path) -> None:
    one = repack(archive(tmp_path / "1.gz", ["a", "b"], 1_000_000_001), tmp_path / "one.gz", 1_700_000_000)
    other = repack(archive(tmp_path / "2.gz", ["b", "a"], 1_600_000_002), tmp_path / "other.gz", 1_700_000_000)
    assert one.read_bytes() == other.read_bytes()
    named = repack(one, tmp_path / "named.gz", 1_700_000_000, repository="https://example.com")
    assert (
        json.loads(contents.members(named)["MANIFEST.json"])["collection_info"]["repository"] == "https://example.com"
    )


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("plugins/x.py", "x = 1", None),
        ("README.md", "See [the guide](docs/x.rst#top), [it](https://example.com) and [all](plugins).", None),
        ("README.md", "[gone](docs/gone.rst)", "README.md: links to docs/gone.rst, which is not there"),
        ("docs/x.rst", "`gone <../gone.md>`__", "docs/x.rst: links to ../gone.md, which is not there"),
        ("docs/x.rst", ".. image:: gone.png", "docs/x.rst: links to gone.png, which is not there"),
        ("hacking/x", "", "hacking: not expected at the top"),
        ("roles/.cache/x", "", "roles/.cache/x: does not belong into an archive"),
        ("plugins/__pycache__/x.pyc", "", "plugins/__pycache__/x.pyc: does not belong into an archive"),
        ("examples/activation-codes.csv", "", "examples/activation-codes.csv: does not belong into an archive"),
        ("tests/unit/test_x.py", "", "tests/unit/test_x.py: does not belong into an archive"),
        ("plugins/x.py", "\n" + "-----BEGIN RSA " + "PRIVATE KEY-----", "plugins/x.py:2: a private key"),
        (
            "plugins/x.py",
            f"{'Nj' * 32}_PF84_1eb65fdf-9643-417f-9974-ad72cae0e10f",
            "plugins/x.py:1: an access token of Webex",
        ),
        ("plugins/x.py", "gh" + "p_" + "a1" * 18, "plugins/x.py:1: a token of a forge"),
        ("plugins/x.py", "https://somebody:password@example.com/", "plugins/x.py:1: a password in an address"),
        ("docs/x.rst", "/ro" + "ot/collection/x", "docs/x.rst:1: somebody's home folder"),
        ("docs/x.rst", "as in /srv/clone/x", "docs/x.rst:1: a place of this machine"),
    ],
)
def test_what_does_not_belong_into_an_archive_is_found(name: str, text: str, wrong: str | None) -> None:
    files = {"README.md": b"", "docs/x.rst": b"", "plugins/y.py": b"", name: text.encode()}
    assert [*contents.wrong(files, "/srv/clone")] == ([wrong] if wrong else [])
