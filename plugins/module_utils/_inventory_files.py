# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The files of an exported inventory: which host a customer is, what may be overwritten, and writing without loss."""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ._deps import yaml
from ._http import ids
from ._http.errors import Refused
from ._inventory_text import edited

HOSTS = "hosts.yml"
HOST_VARS = "host_vars"
GROUP = "webex_customers"
RESERVED = frozenset({"all", "ungrouped", "localhost", "hosts", GROUP})
LONGEST = 100
EXTERNAL_ID = re.compile(r"^ +external_id:\s*(\S.*)$", re.MULTILINE)
READ_BY_ANSIBLE = (".yml", ".yaml", ".json", ".csv")
"""Ends of names that would make the file of one host that of another one."""


def host_name(external_id: str) -> str:
    """Return the external id as the name of a host and of a file, in which most of them are as they are."""
    plain = unicodedata.normalize("NFKD", external_id).encode("ascii", "ignore").decode()
    name = re.sub(r"[^A-Za-z0-9_.-]+", "-", plain).strip("-.")[:LONGEST].rstrip("-.")
    while name.casefold().endswith(READ_BY_ANSIBLE):
        stem, _dot, end = name.rpartition(".")
        name = f"{stem}-{end}".strip("-.")
    return f"customer-{name}" if name.casefold() in RESERVED else name


def host_names(customers: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """Return the name of the host of each customer, given by external id with the customer's id.

    A host keeps the name that it has. Names that would be the same, upper and lower case aside as files may not tell
    them apart, get a part of the customer's id, but for the one that is the external id as it is.
    """
    wanted: dict[str, list[str]] = {}
    for external_id in sorted(customers):
        if external_id not in known:
            wanted.setdefault(host_name(external_id).casefold(), []).append(external_id)
    taken = {name.casefold() for name in known.values()}
    named = {external_id: known[external_id] for external_id in customers if external_id in known}
    for folded, alike in wanted.items():
        plain = None
        if folded and folded not in taken:
            plain = alike[0] if len(alike) == 1 else next((each for each in alike if each == host_name(each)), None)
        for external_id in alike:
            name = host_name(external_id)
            if external_id != plain:
                name = f"{name or 'customer'}-{ids.uuid_of(customers[external_id])[:8]}"
            named[external_id] = name
    return named


@dataclass
class Target:
    """A file that is to be there with this text; with None it is to be gone."""

    path: Path
    text: str | None
    before: bytes | None = None

    @property
    def changed(self) -> bool:
        """Whether the file is to be written."""
        return self.before != (None if self.text is None else self.text.encode())

    def diff(self, directory: Path, *, kept: bool = False) -> dict[str, str]:
        """Return Ansible's diff."""
        name = str(self.path.relative_to(directory))
        return {
            "before_header": name,
            "after_header": f"{name} (kept, as it was edited)" if kept else name,
            "before": (self.before or b"").decode(errors="replace"),
            "after": self.text or "",
        }


@dataclass
class Folder:
    """The folder of the inventory, and what was in it."""

    directory: Path
    mode: int = 0o600
    written: int = 0
    _read: dict[Path, bytes | None] = field(default_factory=dict)

    def read(self, path: Path) -> bytes | None:
        """Return what is in a file, None if it is not there; Refused when it cannot be read."""
        if path not in self._read:
            try:
                self._read[path] = path.read_bytes()
            except FileNotFoundError:
                self._read[path] = None
            except OSError as error:
                raise Refused("directory", f"cannot read {path}: {error.strerror}; nothing was written") from None
        return self._read[path]

    def known(self) -> dict[str, str]:
        """Return the hosts that there are, by external id of their customer."""
        found: dict[str, str] = {}
        for path in sorted((self.directory / HOST_VARS).glob("*.yml")):
            match = EXTERNAL_ID.search((self.read(path) or b"").decode(errors="replace"))
            value: Any = None
            if match:
                with suppress(yaml.YAMLError):
                    value = yaml.safe_load(match[1].removeprefix("!unsafe "))
            if value is not None:
                found.setdefault(str(value), path.stem)
        return found

    def hosts(self) -> list[str]:
        """Return the hosts that the hosts file names, none if it is none."""
        try:
            return list(map(str, yaml.safe_load(self.read(self.directory / HOSTS) or b"{}")[GROUP]["hosts"]))
        except (yaml.YAMLError, KeyError, TypeError, UnicodeDecodeError):
            return []

    def target(self, name: str, text: str | None) -> Target:
        """Return a file with what is to be in it."""
        path = self.directory / name
        return Target(path, text, self.read(path))

    def edited(self, target: Target, table: Target | None = None) -> bool:
        """Tell whether somebody has edited a file, or the table beside it."""
        if target.before is None:
            # The table of a file that is gone, or never was, is somebody's own.
            return table is not None and table.before is not None and table.changed
        new = (table.text or "").encode() if table else b""
        return edited(target.before, table.before if table else None, new)

    def write(self, targets: Iterable[Target], total: int) -> None:
        """Write files, each of them whole or not at all; Refused says in one sentence why that is not possible."""
        for target in targets:
            try:
                self._write(target)
            except OSError as error:
                text = (
                    f"cannot write {target.path}: {error.strerror}. Nothing is lost: {self.written} of {total} files "
                    "are new, all others are as they were; run again when the cause is removed"
                )
                raise Refused("directory", text) from None
            self.written += 1

    def _write(self, target: Target) -> None:
        if target.text is None:
            target.path.unlink(missing_ok=True)
            return
        path = Path(os.path.realpath(target.path))  # a link stays one
        # Who may read the files may enter their folder.
        folder_mode = self.mode | (self.mode & 0o444) >> 2
        for folder in (self.directory, path.parent):
            for missing in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
                missing.mkdir(mode=folder_mode, exist_ok=True)  # parents=True would leave theirs to the umask
        descriptor, draft = tempfile.mkstemp(prefix=f".{path.name[:100]}.", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(target.text.encode())
                os.fchmod(file.fileno(), self.mode)
            Path(draft).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(draft).unlink()
            raise


def mode_of(value: Any) -> int:
    """Return a file's mode as Ansible takes it: a text of octal digits, or a number that YAML has read from them."""
    try:
        mode = value if isinstance(value, int) else int(str(value), 8)
    except ValueError:
        mode = -1
    if not 0 <= mode <= 0o777:
        raise Refused("mode", f"{value} is no mode of a file; give it as in chmod and in quotes, for example '0600'")
    return mode
