# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who follows README or a guide line by line gets what it promises: commands, files and playbooks work as printed.

``tests/documents.py`` says how a document tells what becomes of a block; ``tests/unit/test_documents.py`` lists what is
not run.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import secret_search
from tests.documents import DATA, DOCUMENTS, ROOT, SHELL, SHOWN, Block, blocks
from tests.simulator_server import ACCESS_TOKEN, SimulatorServer

ACCOUNT = {
    "WEBEX_ACCESS_TOKEN": ACCESS_TOKEN,
    "WEBEX_CLIENT_ID": "simulator-client-id",
    "WEBEX_CLIENT_SECRET": "simulator-client-secret",
    "WEBEX_REFRESH_TOKEN": "simulator-refresh-token",
}
"""What the reader has, where a document says ``...``."""
NAMES = ("name", "email", "mac")
"""By one of them an item of a list is found again."""


def merged(before: Any, change: Any) -> Any:
    """Return data with a change: dictionaries key by key, lists item by item, where the items have names."""
    if isinstance(before, dict) and isinstance(change, dict):
        return before | {key: merged(before.get(key), value) for key, value in change.items()}
    key = next((name for name in NAMES if isinstance(change, list) and all(name in each for each in change)), None)
    if key is None or not isinstance(before, list):
        return change
    changes = {each[key]: each for each in change}
    kept = [merged(each, changes.pop(each.get(key), {})) for each in before]
    return kept + list(changes.values())


class Reader:
    """Somebody with an empty folder, the examples of the collection, and an account at Webex: the simulator."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = self.here = folder
        self.said = ""
        shutil.copytree(ROOT / "examples", folder / "examples")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        collections = os.environ["ANSIBLE_COLLECTIONS_PATH"]
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("WEBEX_")} | {
            "HOME": str(folder),
            "WEBEX_API_URL": url,
            "WEBEX_ACCESS_TOKEN": ACCESS_TOKEN,
            # What somebody installs never takes the place of this work tree, and is never fetched.
            "ANSIBLE_COLLECTIONS_PATH": f"{folder / 'collections'}:{collections}",
            "PIP_NO_INDEX": "1",
            "ANSIBLE_PIPELINING": "1",
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_LOCALHOST_WARNING": "0",
            "ANSIBLE_INVENTORY_UNPARSED_WARNING": "0",
        }

    def follow(self, block: Block) -> None:
        """Do what a block says."""
        if "not run" in block.marks:
            return
        if "file" in block.marks:
            path = self.here / block.marks["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text)
        elif "merge" in block.marks:
            self.merge(block)
        elif block.language in SHELL:
            self.run(block, block.commands)
        elif block.language in DATA:
            self.play(block)
        else:
            assert block.language in SHOWN, f"{block.place}: nobody knows what {block.language!r} is"
        for line in block.answers:
            assert line in self.said, f"{block.place}: {line!r} is not in\n{self.said}"

    def merge(self, block: Block) -> None:
        """Change a file as somebody does who finds in it what the block shows."""
        name, *key = block.marks["merge"].split()
        path, change = self.here / name, yaml.safe_load(block.text)
        whole = merged(yaml.safe_load(path.read_text()), {key[0]: change} if key else change)
        path.write_text(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False))

    def play(self, block: Block) -> None:
        """Run a playbook, or tasks as one."""
        shown = yaml.safe_load(block.text)
        assert isinstance(shown, list), f"{block.place}: neither a playbook nor tasks: mark which file it is"
        if "hosts" not in shown[0]:
            shown = [{"hosts": "localhost", "gather_facts": False, "tasks": shown}]
        (self.here / "playbook.yml").write_text(yaml.safe_dump(shown, sort_keys=False))
        self.run(block, "ansible-playbook playbook.yml")

    def run(self, block: Block, commands: str) -> None:
        """Run commands in the shell that the reader has open: it remembers variables and folders."""
        text = " ".join([commands.rstrip(), *([block.marks["with"]] if "with" in block.marks else [])])
        text = re.sub(r"(\w+)=\.\.\.", lambda found: f"{found[1]}={ACCOUNT[found[1]]}", text)
        # A port of one's own, as the documented one may be taken.
        text = re.sub(r"(name=webex\.wholesale\.simulator)\b", rf"\1 -e simulator_port={self.port}", text)
        text = text.replace("127.0.0.1:8371", f"127.0.0.1:{self.port}")
        kept, place = self.folder / ".environment", self.folder / ".place"
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", f"{text}\nenv -0 >{kept}; pwd >{place}"],
            cwd=self.here, env=self.environment, stdin=subprocess.DEVNULL, text=True, capture_output=True,
            check=False, timeout=300,
        )  # fmt: skip
        self.said = done.stdout + done.stderr
        secret_search.keep("documents.txt", self.said)
        assert done.returncode == 0, f"{block.place}: {text}\n{self.said}"
        self.environment = dict(line.split("=", 1) for line in kept.read_text().split("\0") if line)
        self.here = Path(place.read_text().strip())

    def leave(self) -> None:
        """Stop the simulator that a document has had started."""
        for path in self.folder.glob(".cache/webex-simulator/simulator.pid"):
            os.kill(int(path.read_text()), signal.SIGTERM)


@pytest.fixture
def reader(tmp_path: Path, simulator: SimulatorServer) -> Iterator[Reader]:
    reader = Reader(tmp_path, simulator.url)
    yield reader
    reader.leave()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_every_block_works_as_it_is_printed(document: Path, reader: Reader) -> None:
    for block in blocks(document):
        reader.follow(block)
