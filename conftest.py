# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets a plain `pytest`, and every program that the tests start, find the collection of this work tree and no other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent
COLLECTIONS = ROOT / ".cache" / "collections"

subprocess.run([ROOT / "hacking" / "lay-out"], check=True)
# For `import ansible_collections.webex.wholesale...` and for ansible-playbook: one layout for both.
sys.path.insert(0, str(COLLECTIONS))
os.environ["ANSIBLE_COLLECTIONS_PATH"] = str(COLLECTIONS)
os.environ["ANSIBLE_HOME"] = str(ROOT / ".cache" / "ansible")
# So that `ansible-playbook` and `python` are those of the environment that runs the tests.
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
