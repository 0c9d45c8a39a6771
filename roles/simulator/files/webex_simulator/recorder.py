# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records requests with their bodies, and the answers, for whoever wants to hold them against the API's documents.

Never a token: no headers, nothing of the token endpoint, no signatures of download links.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Self

from starlette.requests import Request
from starlette.responses import Response

MARK = "simulator-test"
"""A header in which a test tells what it means by its request: `direct` or `nonsense`, see tests/contract/judge.py."""
_SIGNATURE = re.compile(r"signature=[^\"&\s]+", re.IGNORECASE)


class Recorder:
    """One JSON line per request, in a file of this process that only its owner can read."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / f"{os.getpid()}.jsonl"
        # Written line by line without a buffer, so that nothing is lost when the process is killed.
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        os.close(self._file)

    def write(self, request: Request, content: bytes, response: Response, invented: bool) -> None:
        """Record one request and its answer; `invented` is an answer that the fault plan made up."""
        path: str = request.scope["path"]
        if "/access_token" in path:
            return
        mark = request.headers.get(MARK, "")
        entry = {
            "method": request.method,
            "path": path,
            "query": _text(request.scope["query_string"]),
            "mark": mark,
            "media": request.headers.get("content-type", "").partition(";")[0],
            # Nobody judges nonsense, and any secret may be in it.
            "body": "" if mark == "nonsense" else _text(content),
            "status": response.status_code,
            "invented": invented,
            "answer": _text(bytes(response.body)),
        }
        os.write(self._file, json.dumps(entry).encode() + b"\n")


def _text(content: bytes) -> str:
    return _SIGNATURE.sub("signature=", content.decode(errors="replace"))
