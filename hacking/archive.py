# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Build the archive of the collection such that the same files always make the same bytes (``make build``).

``ansible-galaxy collection build`` packs what galaxy.yml says. Its archive also tells when, by whom and in which order
of a file system it was built. Here it is packed again without these; the files and their checksums stay as they are.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MANIFEST, FILES = "MANIFEST.json", "FILES.json"


def build(source: Path, target: Path, time: int | None = None) -> Path:
    """Build the collection in a folder into another folder, as of a time; return the archive."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["ansible-galaxy", "collection", "build", str(source), "--output-path", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (built,) = Path(folder).iterdir()
        return repack(built, target / built.name, last_commit(source) if time is None else time)


def last_commit(source: Path) -> int:
    """Return when the last commit was made; SOURCE_DATE_EPOCH says so where there is no repository."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    command = ["git", "-C", str(source), "log", "-1", "--format=%ct"]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def repack(built: Path, target: Path, time: int, **info: Any) -> Path:
    """Write an archive again: sorted, of one owner and time, with plain modes, and with this metadata."""
    with tarfile.open(built) as old:
        members = {member.name: member for member in old}
        contents = {name: found.read() for name in members if (found := old.extractfile(name))}
    listed = json.loads(contents[FILES])
    listed["files"].sort(key=lambda entry: entry["name"])
    contents[FILES] = _json(listed)
    manifest = json.loads(contents[MANIFEST])
    manifest["collection_info"] |= info
    manifest["file_manifest_file"]["chksum_sha256"] = hashlib.sha256(contents[FILES]).hexdigest()
    contents[MANIFEST] = _json(manifest)

    # No name and no time in the header of gzip either.
    with (
        target.open("wb") as file,
        gzip.GzipFile("", "wb", 9, file, mtime=time) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as new,
    ):
        # As ansible-galaxy does, what lists the files comes before them.
        for name in sorted(members, key=lambda name: (name != MANIFEST, name != FILES, name)):
            content = contents[name] if members[name].isfile() else b""
            new.addfile(_plain(members[name], len(content), time), io.BytesIO(content))
    return target


def _plain(member: tarfile.TarInfo, size: int, time: int) -> tarfile.TarInfo:
    plain = tarfile.TarInfo(member.name)
    plain.type, plain.linkname = member.type, member.linkname
    plain.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
    plain.mtime = time
    plain.size = size
    return plain


def _json(value: Any) -> bytes:
    """Return JSON in the form that ansible-galaxy writes."""
    return json.dumps(value, indent=True).encode()


if __name__ == "__main__":
    print(build(ROOT, Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
