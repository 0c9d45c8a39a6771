# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the simulator as a real process, for tests of any kind."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Self
from urllib.request import Request, urlopen

PROGRAM = Path(__file__).resolve().parent.parent / "roles" / "simulator" / "files"
ACCESS_TOKEN = "simulator-access-token"
READ_ONLY_TOKEN = "simulator-read-only-token"
NO_CALLING_TOKEN = "simulator-no-calling-token"
ASKING = "/validate|/precheckForDeletion/|/access_token$"
"""Paths of what is posted, and changes nothing."""


class SimulatorServer:
    """One simulator process. Extra command line options are given as keywords: `rate_limit=5`, `latency=20`."""

    def __init__(
        self, directory: Path, provisioning_delay: float = 0.1, database: str = ":memory:", **options: Any
    ) -> None:
        self.directory = directory
        self.url = ""
        self.options = {"provisioning_delay": provisioning_delay, "database": database, **options}
        self.log = directory / "requests.jsonl"
        self._process: subprocess.Popen[str] | None = None
        self._seen = 0

    def start(self) -> Self:
        """Start the process and wait until it listens; `url` is then its base URL, `/v1` included."""
        command = [sys.executable, "-m", "webex_simulator", "--port", "0", "--request-log", str(self.log)]
        for name, value in self.options.items():
            option = f"--{name.replace('_', '-')}"
            command += [option] if value is True else [option, str(value)]
        with (self.directory / "stderr.txt").open("a") as errors:
            self._process = subprocess.Popen(command, cwd=PROGRAM, text=True, stdout=subprocess.PIPE, stderr=errors)
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if "listening on " not in line:
            raise RuntimeError(f"the simulator did not start: {(self.directory / 'stderr.txt').read_text()}")
        self.url = line.split("listening on ")[1].strip()
        return self

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *exception: object) -> None:
        self.stop()

    def stop(self) -> int:
        """Stop the process in an orderly way and return its exit code."""
        return self._end("terminate")

    def kill(self) -> int:
        """Kill the process as `kill -9` does and return its exit code."""
        return self._end("kill")

    def requests(self, since_start: bool = False) -> list[dict[str, Any]]:
        """Return the logged requests since the last reset (or since the start of the process)."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [json.loads(line) for line in lines[0 if since_start else self._seen :]]

    def writes(self) -> list[dict[str, Any]]:
        """Return the logged requests since the last reset that are meant to change something."""
        return [
            entry
            for entry in self.requests()
            if entry["method"] != "GET" and not re.search("/validate|/precheckForDeletion/", entry["path"])
        ]

    def faults(self, plan: dict[str, Any]) -> None:
        """Replace the fault plan; an empty one clears it."""
        self.control("PUT", "faults", plan)

    def reset(self) -> None:
        """Return to the seed and forget the requests so far."""
        self.control("POST", "reset")
        self._seen = len(self.requests(since_start=True))

    def info(self) -> dict[str, int]:
        """Return how many objects of each kind exist."""
        counts: dict[str, int] = json.loads(self.control("GET", "info"))
        return counts

    def control(self, method: str, name: str, body: dict[str, Any] | None = None) -> bytes:
        """Call a control endpoint and return its answer."""
        url = f"{self.url.removesuffix('/v1')}/simulator/{name}"
        data = None if body is None else json.dumps(body).encode()
        with urlopen(Request(url, data, {"Content-Type": "application/json"}, method=method), timeout=10) as answer:
            content: bytes = answer.read()
        return content

    def settle(self) -> None:
        """Wait until background work started so far is due."""
        time.sleep(float(self.options["provisioning_delay"]) + 0.02)

    def _end(self, how: str) -> int:
        if self._process is None:
            return 0
        getattr(self._process, how)()
        code = self._process.wait(10)
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process = None
        return code
