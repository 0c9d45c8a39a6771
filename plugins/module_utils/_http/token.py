# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The bearer token: given, or got for a refresh token once, for all workers of a task and all tasks of a play."""

from __future__ import annotations

import fcntl
import hashlib
import io
import json
import os
import stat
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

MARGIN = 60
"""Seconds before its end from which on a kept token is not used any more."""


class Token:
    """Gives the token to use, and renews it once when Webex does not take it any more."""

    def __init__(
        self, given: str | None, identity: tuple[str | None, ...], renew: Callable[[], dict[str, Any]]
    ) -> None:
        """Use ``given`` while it lasts; ``identity`` is what it can be renewed with, ``renew`` asks Webex to do so."""
        self.renewable = all(identity)
        self._value = given
        self._identity = "\n".join(part or "" for part in identity)
        self._renew = renew
        self._rejected: str | None = None
        self._lock = threading.Lock()

    def current(self) -> str:
        """Return the token to use now: the one at hand, one that another task has kept, or a new one."""
        with self._lock:
            if not self._value:
                self._value = self._kept_or_new()
            return self._value

    def reject(self, used: str) -> None:
        """Forget a token that Webex did not take, unless another worker has renewed it meanwhile."""
        with self._lock:
            if self._value == used:
                self._value, self._rejected = None, used

    def _kept_or_new(self) -> str:
        with self._kept() as file:
            try:
                kept = json.load(file)
                if kept["until"] > time.time() and kept["token"] != self._rejected:
                    return str(kept["token"])
            except (ValueError, KeyError, TypeError):
                pass  # nothing kept yet, or nothing of ours
            answer = self._renew()
            lifetime = answer.get("expires_in")
            lifetime = lifetime if isinstance(lifetime, (int, float)) else 0
            file.seek(0)
            file.truncate()
            json.dump({"token": answer["access_token"], "until": time.time() + lifetime - MARGIN}, file)
            return str(answer["access_token"])

    @contextmanager
    def _kept(self) -> Iterator[IO[str]]:
        """Open the file that keeps the token, readable by this user alone, and to one task at a time.

        Where there can be none, or the folder is open to others and so not to be trusted, nothing is kept.
        """
        directory = Path(tempfile.gettempdir(), f"webex-wholesale-{os.getuid()}")
        path = directory / hashlib.sha256(self._identity.encode()).hexdigest()
        try:
            directory.mkdir(mode=0o700, exist_ok=True)
            status = directory.lstat()
            if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid() or status.st_mode & 0o077:
                raise PermissionError
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        except OSError:
            yield io.StringIO()
            return
        with os.fdopen(descriptor, "r+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
