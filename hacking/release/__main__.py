# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Make the archive of a release, and hold it against all that a release must be (``make release``).

It is made of the tracked files as they are, and left in the folder of the work tree.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import yaml

from hacking.archive import ROOT, build, last_commit, repack
from hacking.release import contents
from hacking.release.common import PYTHON, Failed, alone, environment, run
from hacking.release.elsewhere import Elsewhere

GALAXY = yaml.safe_load((ROOT / "galaxy.yml").read_text())
ARCHIVE = ROOT / f"webex-wholesale-{GALAXY['version']}.tar.gz"
IMPORTER = "galaxy-importer==0.4.44"
IMPORT = """
import runpy, subprocess
communicate = subprocess.Popen.communicate
subprocess.Popen.communicate = lambda process, input=None, timeout=None: communicate(process, input)
runpy.run_module("galaxy_importer.main", run_name="__main__")
"""
"""Runs the importer, which gives ansible-lint three minutes: a busy machine takes longer."""
MISSED = r"WARNING: ERROR +Failed to find webex\.wholesale\.(\w+) playbook\."
"""What the importer says where a playbook of the collection itself is imported: it has ansible-lint look for it in
ansible_collections/ansible_collections."""
REPOSITORY = "https://example.com/webex.wholesale"
"""Stands in for the address that Galaxy demands, as long as galaxy.yml has none."""


def version() -> Iterator[str]:
    """Version, changelog and tag agree."""
    run("antsibull-changelog", "lint")
    releases = yaml.safe_load((ROOT / "changelogs" / "changelog.yaml").read_text())["releases"]
    waiting = [*(ROOT / "changelogs" / "fragments").glob("*.yml")]
    changed = run("git", "status", "--porcelain", "--untracked-files=no").splitlines()
    tags = run("git", "tag", "--points-at", "HEAD").split()
    made = releases.get(GALAXY["version"])
    if tags and (tags != [GALAXY["version"]] or not made or waiting or changed):
        raise Failed(
            f"The commit has the tag {' '.join(tags)}, galaxy.yml {GALAXY['version']},"
            f" the changelog {' '.join(releases)}; {len(waiting)} fragments wait,"
            f" {len(changed)} files are not committed."
        )
    if changed:
        yield f"only to look at: {len(changed)} files are not committed"
    if made:
        yield f"{GALAXY['version']} of {made['release_date']}, {'tagged' if tags else 'to be tagged'}"
    else:
        yield f"{GALAXY['version']} is not released: {len(waiting)} fragments wait for `antsibull-changelog release`"


def reproducible(folder: Path) -> Iterator[str]:
    """Two copies of the files make the same archive, byte by byte."""
    archives = []
    for name, sort, time, umask in (("a", "sort -z", "now", "022"), ("b/c", "sort -rz", "2001-01-01", "077")):
        copy, built = folder / name, folder / f"{name}-built"
        copy.mkdir(parents=True)
        built.mkdir()
        pack = f"git ls-files -z | {sort} | tar --create --null --files-from=- --mtime={time}"
        unpack = f"(umask {umask}; tar --extract --no-same-permissions --directory='{copy}')"
        run("bash", "-euo", "pipefail", "-c", f"{pack} | {unpack}")
        archives.append(build(copy, built, last_commit(ROOT)).read_bytes())
    if archives[0] != archives[1]:
        raise Failed("The archives differ.")
    ARCHIVE.write_bytes(archives[0])
    yield f"{ARCHIVE.name}: {len(archives[0]):,} bytes, SHA-256 {hashlib.sha256(archives[0]).hexdigest()}"


def looked_into() -> Iterator[str]:
    """Nothing is in it that does not belong there: no debris, no secret, no place of this machine, no dead link."""
    files = contents.members(ARCHIVE)
    hosts = set(re.findall(r"://(?:[^/@\s']*@)?([^/\s':]+)", run(PYTHON, "-m", "pip", "config", "list")))
    found = [*contents.wrong(files, str(ROOT), *hosts - {"localhost", "127.0.0.1"})]
    if found:
        raise Failed("\n".join(found))
    yield f"{len(files)} files, unpacked {sum(map(len, files.values())):,} bytes"
    yield f"sought: {', '.join(contents.SECRETS)}"
    yield f"at its top: {' '.join(sorted({name.partition('/')[0] for name in files}))}"


def licensed() -> Iterator[str]:
    """Every file says whose it is and under which licence (REUSE)."""
    tools = environment(ROOT / ".cache" / "lint", "--requirement=hacking/lint.txt")
    yield run(tools / "reuse", "lint").strip().splitlines()[-1]


def imported(folder: Path) -> Iterator[str]:
    """Galaxy's importer takes it without a warning."""
    archive = ARCHIVE
    if not GALAXY.get("repository"):
        archive = repack(archive, folder / archive.name, last_commit(ROOT), repository=REPOSITORY)
        yield "galaxy.yml names no repository, and Galaxy demands one: looked at with a stand-in"
    tools = environment(ROOT / ".cache" / "importer", IMPORTER)
    shell = alone(tools, folder, GALAXY_IMPORTER_RUN_ANSIBLE_TEST="false")
    said = run(tools / "python", "-c", IMPORT, archive, cwd=folder, env=shell)
    warnings = {line for line in said.splitlines() if re.match("WARNING|ERROR|CRITICAL", line)}
    # What it missed and is in the archive is no mistake.
    playbooks = {name for name in contents.members(ARCHIVE) if name.startswith("playbooks/")}
    missed = {line for line in warnings if re.sub(MISSED, r"playbooks/\1.yml", line) in playbooks}
    if warnings - missed or "Importer processing completed successfully" not in said:
        raise Failed("\n".join(sorted(warnings - missed)) or said)
    kinds = [each["content_type"] for each in json.loads((folder / "importer_result.json").read_text())["contents"]]
    yield f"{IMPORTER}: " + ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))


def main() -> int:
    """Make each step; stop at the first that fails."""
    with tempfile.TemporaryDirectory(prefix="release-") as name:
        folder = Path(name)
        (importer := folder / "importer").mkdir()
        elsewhere = Elsewhere(folder, ARCHIVE)
        steps = {
            version: version,
            reproducible: lambda: reproducible(folder),
            looked_into: looked_into,
            licensed: licensed,
            imported: lambda: imported(importer),
            elsewhere.lean: elsewhere.lean,
            elsewhere.imaged: elsewhere.imaged,
        }
        for step, make in steps.items():
            print(f"=== {step.__doc__}", flush=True)
            begun = monotonic()
            try:
                for line in make():
                    print(f"    {line}", flush=True)
            except Failed as failed:
                print(f"{failed}\n=== release FAILED: {step.__doc__}", file=sys.stderr)
                return 1
            print(f"    ({monotonic() - begun:.0f} s)", flush=True)
    print(f"=== {ARCHIVE.name} may be released")
    return 0


if __name__ == "__main__":
    sys.exit(main())
