# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What must never be seen, and where a session of tests looks for it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

OUTPUTS = Path(__file__).resolve().parent.parent / ".cache" / "outputs" / str(os.getpid())
"""Where this session keeps what has been said."""
SECRET = re.compile(r"simulator-(access-token|read-only-token|client-secret|refresh-token|issued-[A-Za-z0-9_-]{20,})")
LEFT_BEHIND = ("**/requests.jsonl", "**/stderr.txt", "**/*report*/**/*", "**/artifacts/**/stdout", "**/job_events/*")
"""What tests leave in their folders: logs of simulators, reports, artifacts of ansible-runner."""


def keep(name: str, text: str) -> None:
    """Keep what has been said, for the search at the end of the session; outside of a session nothing is kept."""
    if not OUTPUTS.is_dir():
        return
    with (OUTPUTS / name).open("a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text + "\n")


def found(directory: Path, *patterns: str) -> Iterator[str]:
    """Yield file, line and kind of each secret in the files below a directory; never the secret itself."""
    files = {path for pattern in patterns for path in directory.glob(pattern) if path.is_file()}
    for path in sorted(path for path in files if path.suffix != ".sqlite"):  # a simulator's own memory
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            yield from (f"{path}:{number}: {match[1][:7]}..." for match in SECRET.finditer(line))
