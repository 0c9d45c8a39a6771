# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A file that nobody else may read: it tells of people, and of money."""

from __future__ import annotations

import os
from pathlib import Path

from ..._http.errors import Refused

OWN = 0o600


def same(path: Path, content: bytes) -> bool:
    """Tell whether a file has this content, and nobody else may read it."""
    try:
        return not path.stat().st_mode & 0o077 and path.read_bytes() == content
    except OSError:
        return False


def write(path: Path, content: bytes, option: str) -> None:
    """Write a file as a whole or not at all; Refused names the option that gave the path."""
    target = path.resolve()  # a link stays a link
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWN), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise Refused(option, f"{path} cannot be written: {error.strerror}") from None
