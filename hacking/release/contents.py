# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Look into an archive of the collection: what must not be in there, and what is missing."""

from __future__ import annotations

import posixpath
import re
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path

TOP = {
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "FILES.json",
    "LICENSE",
    "LICENSES",
    "MANIFEST.json",
    "README.md",
    "REUSE.toml",
    "SECURITY.md",
    "changelogs",
    "docs",
    "examples",
    "extensions",
    "meta",
    "playbooks",
    "plugins",
    "requirements.txt",
    "roles",
    "tests",
}
"""What an archive may have at its top. What is new there is added here, or to build_ignore of galaxy.yml."""
TESTS = {"tests/config.yml"}
"""Of the tests only what tells ansible-test which Python the modules support."""
DEBRIS = re.compile(
    r"(^|/)(__pycache__|node_modules|\.[^/]*)(/|$)"
    r"|\.(pyc|gz|zip|whl|log|retry|orig|rej|sqlite|swp|pid)$|~$"
    r"|activation-codes|/(history|requests)\.jsonl$"
)
"""Caches, packages, what tools and editors leave, and what runs write."""
SECRETS = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    # Webex: 64 characters, the cluster, the organization
    "an access token of Webex": re.compile(r"\b[A-Za-z0-9_-]{64}_[A-Za-z0-9]{4}_[0-9a-f]{8}-[0-9a-f-]{27}\b"),
    "a signed token": re.compile(r"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\."),
    "a token of a forge": re.compile(r"\b(gh[pousr]_|github_pat_|glpat-|pypi-)[A-Za-z0-9_-]{20,}"),
    "an access key of a cloud": re.compile(r"\b(AKIA|ASIA)[0-9A-Z]{16}\b"),
    "what Vault has encrypted": re.compile(r"\$ANSIBLE_VAULT;"),
    "a password in an address": re.compile(r"\bhttps?://[^\s/:@\"'`]+:[^\s/@\"'`]+@"),
    # Erika and the operator are of the examples.
    "somebody's home folder": re.compile(r"(?<![\w.])/(root|home/(?!(?:ansible|erika|operator)/)\w+|Users/\w+)/"),
    "a registry of packages": re.compile(
        r"\b(pypi\.org|pythonhosted\.org|registry\.npmjs\.org|index-url|/simple/?['\"])"
    ),
}
LINK = {
    ".md": re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)"),
    ".rst": re.compile(r"(?:`[^`]*<([^>`\s#]+)>`__?|\.\. (?:image|figure|include|literalinclude)::\s+(\S+))"),
}
"""What a page refers to, by its kind."""


def members(archive: Path) -> dict[str, bytes]:
    """Return the files of an archive (a link has the content of what it links to) by their paths."""
    with tarfile.open(archive) as file:
        return {member.name: found.read() for member in file if (found := file.extractfile(member))}


def wrong(files: Mapping[str, bytes], *places: Path | str) -> Iterator[str]:
    """Yield what is wrong with the files of an archive; places are paths and hosts of this machine, told to nobody."""
    for top in sorted({name.partition("/")[0] for name in files} - TOP):
        yield f"{top}: not expected at the top"
    for name in sorted(files):
        if DEBRIS.search(name) or (name.startswith("tests/") and name not in TESTS):
            yield f"{name}: does not belong into an archive"
        text = files[name].decode(errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            # Never the secret itself
            yield from (f"{name}:{number}: {kind}" for kind, pattern in SECRETS.items() if pattern.search(line))
            yield from (f"{name}:{number}: a place of this machine" for place in places if place and str(place) in line)
        yield from (f"{name}: links to {target}, which is not there" for target in _dead(name, text, files))


def _dead(name: str, text: str, files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the links of a page to what is not in the archive."""
    known = {*files, *(posixpath.dirname(each) for each in files)}
    known |= {posixpath.dirname(each) for each in known}
    pattern = LINK.get(posixpath.splitext(name)[1])
    for found in pattern.findall(text) if pattern else ():
        target = found if isinstance(found, str) else "".join(found)
        if not re.match(r"[a-z]+:", target):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
            if path not in known:
                yield target
