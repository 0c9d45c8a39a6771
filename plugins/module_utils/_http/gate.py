# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One gate for all workers of a task: when Webex throttles one of them, all pause, then speed up again step by step."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """Lets requests through freely until one is throttled; after the pause one, then one more with each success."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._open_at = 0.0
        self._limit = math.inf
        self._active = 0

    @contextmanager
    def slot(self) -> Iterator[None]:
        """Wait for a place, hold it for one request."""
        with self._changed:
            self._enter()
        try:
            yield
        finally:
            with self._changed:
                self._active -= 1
                self._limit += 1
                self._changed.notify_all()

    def pause(self, seconds: float) -> None:
        """Hold back every request for ``seconds``; the caller gives its place back and waits for one as others do."""
        with self._changed:
            self._open_at = max(self._open_at, time.monotonic() + seconds)
            self._limit = 1
            self._active -= 1
            self._enter()

    def _enter(self) -> None:
        while (pause := self._open_at - time.monotonic()) > 0 or self._active >= self._limit:
            self._changed.wait(pause if pause > 0 else None)
        self._active += 1
