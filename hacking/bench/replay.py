# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The floor of a fleet: reads what an audit has read, and does nothing with it.

Usage: replay.py LOG PARALLEL, with WEBEX_API_URL and WEBEX_ACCESS_TOKEN as for the modules. LOG has a request in JSON
on each line, as the simulator logs it.
"""

from __future__ import annotations

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests
from requests.adapters import HTTPAdapter


def main(path: str, parallel: int) -> None:
    """Make all requests, each as soon as one before it has been answered."""
    base = os.environ["WEBEX_API_URL"].removesuffix("/v1")
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {os.environ['WEBEX_ACCESS_TOKEN']}"
    session.mount("http://", HTTPAdapter(pool_maxsize=parallel))

    def read(line: str) -> None:
        request = json.loads(line)
        response = session.get(f"{base}{request['path']}?{request['query']}", timeout=30)
        response.raise_for_status()
        response.json()

    with ThreadPoolExecutor(parallel) as pool:
        list(pool.map(read, Path(path).read_text().splitlines()))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
