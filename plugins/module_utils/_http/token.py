# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The bearer token: given, from the user's file, or got for a refresh token once, for all workers of a task.

A token that was got lives in memory only, unless the user names a file to keep it in.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shlex
import stat
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import Refused, WebexError

OPTION = "access_token_file"
LARGEST = 64 * 1024
"""Bytes that are read of a token file; a token has about a hundred."""


def fault(token: str) -> str | None:
    """Return what is wrong with a token, or None. The HTTP library would tell it too, but with the token itself."""
    if re.fullmatch(r"[!-~]+", token):
        return None
    return "contains a blank, a line break or another character that no token has"


def kept(path: str) -> str | None:
    """Return the token in a file, None when there is none; Refused unless the file is this user's alone."""
    quoted = shlex.quote(path)
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except OSError as error:
        link = error.errno == errno.ELOOP
        why = "is a link: name the file itself" if link else f"cannot be read: {error.strerror}"
        raise Refused(OPTION, f"{path} {why}") from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise Refused(OPTION, f"{path} is not a regular file")
        if status.st_uid != os.geteuid():
            raise Refused(OPTION, f"{path} belongs to another user: run chown {os.geteuid()} {quoted}")
        if status.st_mode & 0o077:
            raise Refused(OPTION, f"{path} is open to other users: run chmod 600 {quoted}")
        token = os.read(descriptor, LARGEST).decode("utf-8", "replace").strip()
    finally:
        os.close(descriptor)
    if token and (wrong := fault(token)):
        raise Refused(OPTION, f"{path} {wrong}")
    return token or None


class Token:
    """Gives the token to use, and another one when Webex does not take it any more."""

    def __init__(self, given: str | None, path: str | None, renew: Callable[[], str] | None) -> None:
        """Use ``given`` while it lasts, then what the file at ``path`` has; ``renew`` asks Webex for a new one."""
        self.renewable = bool(path or renew)
        self._value = given
        self._path = path
        self._renew = renew
        self._rejected: str | None = None
        self._lock = threading.Lock()

    def current(self) -> str:
        """Return the token to use now: the one at hand, the one in the file, or a new one."""
        with self._lock:
            if not self._value:
                self._value = self._other()
            return self._value

    def reject(self, used: str) -> None:
        """Forget a token that Webex did not take, unless another worker has renewed it meanwhile."""
        with self._lock:
            if self._value == used:
                self._value, self._rejected = None, used

    def _other(self) -> str:
        """Return another token than the rejected one."""
        try:
            found = self._in_file()
            if found:
                return found
            if self._renew is None:
                raise WebexError("Webex does not accept the token of access_token_file", status=401)
            if not self._path:
                return self._renew()
            with _locked(self._path):
                # Another process may have been quicker.
                token = self._in_file()
                if not token:
                    token = self._renew()
                    _keep(self._path, token)
                return token
        except Refused as refused:
            raise WebexError(str(refused)) from None

    def _in_file(self) -> str | None:
        """Return the token of the file, unless Webex has rejected it."""
        token = kept(self._path) if self._path else None
        return None if token == self._rejected else token


@contextmanager
def _locked(path: str) -> Iterator[None]:
    """Hold the lock beside a token file, so that of all tasks one asks Webex."""
    try:
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(f"{path}.lock", flags, 0o600)
    except OSError as error:
        raise Refused(OPTION, f"{path}.lock cannot be written: {error.strerror}") from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _keep(path: str, token: str) -> None:
    """Replace the token file, as a whole or not at all, readable by this user alone."""
    target = Path(path)
    try:
        descriptor, draft = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)  # mode 0600
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(f"{token}\n")
            Path(draft).replace(target)
        finally:
            Path(draft).unlink(missing_ok=True)
    except OSError as error:
        raise Refused(OPTION, f"{path} cannot be written: {error.strerror}") from None
