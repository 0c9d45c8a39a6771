# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The file that keeps activation codes. Webex tells a code once, and whoever has it can use the phone's line."""

from __future__ import annotations

import csv
import io
import os
import stat
import threading
from pathlib import Path

from ..._http.errors import Refused, WebexError

OPTION = "activation_codes_path"
COLUMNS = ("customer", "owner", "model", "code", "expires")
_LOCK = threading.Lock()
Codes = dict[tuple[str, str, str], tuple[str, str]]
"""Customer, owner and model -> code, and until when it works."""


def check(path: str | None) -> None:
    """Refuse a place where no code can be kept, before Webex is asked for one."""
    if not path:
        text = "is required: Webex tells an activation code once, and it is kept in this file"
        raise Refused(OPTION, f"{text}; in AWX it must be in a folder that AWX mounts")
    file = Path(path)
    try:
        status = file.lstat()
    except FileNotFoundError:
        if not os.access(file.absolute().parent, os.W_OK):
            raise Refused(OPTION, f"{file.parent} is no folder that can be written to") from None
        return
    except OSError as error:
        raise Refused(OPTION, f"{file}: {error.strerror}") from None
    if not stat.S_ISREG(status.st_mode):
        raise Refused(OPTION, f"{file} is no regular file")
    if status.st_mode & 0o077:
        raise Refused(OPTION, f"{file} can be read by others: chmod 600 {file}")
    if not os.access(file, os.W_OK):
        raise Refused(OPTION, f"{file} cannot be written to")


def keep(path: str, *row: str) -> None:
    """Add a code to the file, which only its owner can read; a file that is new begins with the names of columns."""
    text = io.StringIO()
    with _LOCK:
        try:
            handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                writer = csv.writer(text, lineterminator="\n")
                writer.writerows([COLUMNS, row] if os.fstat(file.fileno()).st_size == 0 else [row])
                file.write(text.getvalue())
        except OSError as error:
            raise WebexError(
                f"Webex gave out an activation code, but it could not be kept in {path}: {error.strerror}",
                hint="Ask for another one with renew=true.",
            ) from None


def read(path: str | None) -> Codes:
    """Return the codes of a file, of several for the same phone the last one."""
    if not path or not Path(path).is_file():
        return {}
    with Path(path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["customer"], row["owner"], row["model"]): (row["code"], row["expires"]) for row in rows}
