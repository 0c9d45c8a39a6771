# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tests on every supported version: a session for each combination in hacking/matrix.py.

`make matrix` runs all, `nox --session 2.16-py3.11` one, `nox --session 2.16-py3.11 -- unit smoke` parts of one.
"""

from __future__ import annotations

import json
import sys
import time
from functools import partial
from pathlib import Path

import nox
from nox.command import CommandFailed

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT))  # nox does not

from hacking.matrix import COMBINATIONS, LIBRARIES, PARTS, RESULTS, Combination, Result, counted, kept  # noqa: E402

nox.options.envdir = ".cache/nox"
nox.options.default_venv_backend = "uv"
nox.options.reuse_venv = "yes"
nox.options.error_on_missing_interpreters = True

TOOLS = ("pytest", "hypothesis", "jsonschema", "openpyxl", "ansible-runner")
"""What the tests import, in the version of requirements-dev.in. No more, or it would hold back ansible-core."""
OLD = ["ImportWarning", "DeprecationWarning", "ResourceWarning"]
"""Libraries of that age use what Python itself has deprecated since."""
VERSIONS = f"""
import importlib.metadata, json, platform
found = {{name: importlib.metadata.version(name) for name in {("ansible-core", *LIBRARIES)}}}
print(json.dumps({{"python": platform.python_version(), **found}}))
"""


def install(session: nox.Session, combination: Combination) -> dict[str, str]:
    """Install a combination and what the tests need; return the versions that there are now."""
    tools = [
        line for line in (ROOT / "requirements-dev.in").read_text().splitlines() if line.partition("==")[0] in TOOLS
    ]
    libraries = ["--requirement", "requirements-oldest.txt"] if combination.oldest else ["--upgrade"]
    session.install(
        "--compile-bytecode",  # or each start of a module would compile its libraries again
        f"ansible-core=={combination.core}",
        *tools,
        *libraries,
        "--requirement",
        "requirements.txt",
        "--requirement",
        "roles/simulator/files/requirements.txt",
    )
    versions: dict[str, str] = json.loads(str(session.run("python", "-c", VERSIONS, silent=True)))
    return versions


def attempt(session: nox.Session, combination: Combination, part: str) -> str:
    """Run a part; return what came of it."""
    report = RESULTS / f"{combination}-{part}.xml"
    report.unlink(missing_ok=True)
    warnings = [option for name in OLD if combination.oldest for option in ("-W", f"ignore::{name}")]
    command = {
        "unit": ["pytest", "--quiet", f"--junit-xml={report}", *warnings, "tests/unit"],
        "smoke": ["pytest", "--quiet", f"--junit-xml={report}", *warnings, "-m", "smoke", "tests/integration"],
        "sanity": ["hacking/sanity", "--test=compile", "--test=import", "--test=validate-modules"],
    }[part]
    try:
        session.run(*command, external=part == "sanity")
        well = True
    except CommandFailed:
        well = False
    if part == "sanity":
        return "passed" if well else "failed"
    return counted(report, well)


def versions(session: nox.Session, combination: Combination) -> None:
    """Run the parts that are asked for, or those that have not passed yet; keep what comes of each."""
    result = Result.begin(install(session, combination))
    if before := kept(combination):
        result.resume(before)
    for part in session.posargs or [each for each in PARTS if each not in result.outcomes]:
        began = time.monotonic()
        result.outcomes[part] = attempt(session, combination, part)
        result.seconds[part] = round(time.monotonic() - began, 1)
        result.keep(combination)
    if result.failed:
        session.error(f"failed: {', '.join(result.failed)}")


for each in COMBINATIONS:
    run = partial(versions, combination=each)
    run.__doc__ = f"ansible-core {each.core}, Python {each.python}, {'oldest' if each.oldest else 'newest'} libraries"
    nox.session(name=str(each), python=each.python, venv_params=["--seed"])(run)  # ansible-test needs pip
