# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The execution environment, as far as ansible-builder goes without a container engine.

`make release` installs the same packages into a bare virtual environment, and runs the demo there.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from hacking import image

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def context(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return image.context(archive, tmp_path_factory.mktemp("image"))


def requirements(name: str) -> list[str]:
    return [line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith("#")]


def test_the_context_has_the_archive_and_nothing_else_of_ours(context: Path, archive: Path) -> None:
    ours = {path.relative_to(context / "_build"): path for path in (context / "_build").rglob("*") if path.is_file()}
    # What ansible-builder brings along: it asks the collections what they need, and installs that.
    scripts = {path for path in ours if path.parts[0] == "scripts"}
    assert {"introspect.py", "assemble", "install-from-bindep"} <= {path.name for path in scripts}
    # No requirements of Python, of the system (bindep), and no constraints beside those of the collection.
    assert {str(path) for path in ours.keys() - scripts} == {"requirements.yml", f"archive/{archive.name}"}
    assert ours[Path("archive", archive.name)].read_bytes() == archive.read_bytes()
    # The path is one within the context. There is no other collection: galaxy.yml has no dependencies.
    [collection] = yaml.safe_load(ours[Path("requirements.yml")].read_text())["collections"]
    assert collection == {"name": f"archive/{archive.name}", "type": "file"}
    assert yaml.safe_load((ROOT / "galaxy.yml").read_text())["dependencies"] == {}


def test_the_image_is_made_of_these_lines(context: Path) -> None:
    lines = (context / "Containerfile").read_text().splitlines()
    given = dict(re.findall(r'^ARG (\w+)="(.*)"$', "\n".join(lines), re.MULTILINE))
    assert given == {
        "EE_BASE_IMAGE": "fedora:42",
        "PKGMGR": "/usr/bin/dnf",
        # The base image has no Python. This is the only package of the system.
        "PYPKG": "python3",
        "PYCMD": "/usr/bin/python3",
        # Why these versions: examples/execution-environment.yml
        "ANSIBLE_INSTALL_REFS": "ansible-core>=2.16,<2.19 ansible-runner>=2.4.2",
        "ANSIBLE_GALAXY_CLI_COLLECTION_OPTS": "",
        "ANSIBLE_GALAXY_CLI_ROLE_OPTS": "",
        "PKGMGR_PRESERVE_CACHE": "",
    }
    assert [line.split("$PKGMGR install ")[1].split(" ;")[0] for line in lines if "$PKGMGR install" in line] == [
        "$PYPKG -y"
    ]
    assert [line.partition("pip install --no-cache-dir ")[2] for line in lines if "-m pip install" in line] == [
        "$ANSIBLE_INSTALL_REFS",
        "bindep pyyaml packaging",  # of the stage that asks the collections
        "'dumb-init==1.2.5'",  # what ansible-builder starts images with
    ]
    # Whoever runs it is not root, and nothing of the context but the collections is in the image.
    final = lines[lines.index("FROM base AS final") :]
    assert [line for line in final if line.startswith(("COPY", "USER", "RUN rm"))] == [
        "COPY --from=galaxy /usr/share/ansible /usr/share/ansible",
        "COPY --from=builder /output/ /output/",
        "RUN rm -rf /output",
        "USER 1000",
    ]


def test_the_collection_asks_for_its_libraries_and_for_no_package_of_the_system(installed: Path) -> None:
    wanted = image.wanted(installed)
    assert wanted["system"] == []  # there is no bindep.txt: all libraries come as wheels
    # openpyxl is for workbooks. Elsewhere only who has one needs it; an image is for all.
    expected = [*requirements("requirements.txt"), "openpyxl>=3.1,<4"]
    assert wanted["python"] == [f"{each}  # from collection webex.wholesale" for each in expected]
