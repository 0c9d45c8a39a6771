# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The variables of customers as the files of an inventory: YAML with comments, and CSV. Pure."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ._deps import yaml

MARK = re.compile(rb"# Made by webex\.wholesale\.export, sha256 ([0-9a-f]{32})(?: and ([0-9a-f]{32}))?\b.*\n")
ADVICE = "An edited file is kept, unless you export with force."
PLAIN = re.compile(r"[^\W\d_][\w./@-]*(?: [\w./@-]+)*|\d+ [^\W\d_][\w./@-]*(?: [\w./@-]+)*")
WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"])
"""What one version of YAML or another takes for something else than a text."""
TEMPLATE = re.compile(r"\{[{%#]")
LIST_SEPARATOR = ";"
WIDTH = 110


@dataclass
class Told:
    """An object in the words of an inventory, with comments."""

    values: dict[str, Any]
    notes: list[str] = field(default_factory=list)


@dataclass
class CustomerTold:
    """The variables of a customer, which the file of its host has."""

    customer: Told
    locations: list[Told] = field(default_factory=list)
    users: list[Told] = field(default_factory=list)
    workspaces: list[Told] = field(default_factory=list)
    devices: list[Told] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    """What to tell of the customer as a whole."""
    sub_partner: str = ""
    """For whom the customer is handled, if not for the partner itself."""

    @property
    def objects(self) -> dict[str, list[Told]]:
        """What the customer has, by the names of the variables."""
        return {
            "locations": self.locations,
            "wholesale_users": self.users,
            "workspaces": self.workspaces,
            "devices": self.devices,
        }

    def variables(self) -> dict[str, Any]:
        """Return the variables as the inventory will have them."""
        lists = {name: [each.values for each in listed] for name, listed in self.objects.items()}
        return {"wholesale_customer": self.customer.values, **{name: rest for name, rest in lists.items() if rest}}


@lru_cache(maxsize=10_000)
def scalar(value: Any) -> str:
    """Return a value as YAML, on one line. A text stays one whoever reads it, and is no template to Ansible."""
    if not isinstance(value, str):
        return str(value).lower() if isinstance(value, bool) else str(value)
    if PLAIN.fullmatch(value) and value.casefold() not in WORDS:
        return value
    # Quotes take what a plain text cannot have, such as line ends.
    quoted = str(yaml.safe_dump(value, default_style='"', allow_unicode=True, width=float("inf"))).rstrip("\n")
    return f"!unsafe {quoted}" if TEMPLATE.search(value) else quoted


def comment(text: str, indent: int = 0) -> Iterator[str]:
    """Yield a text as comment lines, whatever is in it."""
    line = ""
    for word in "".join(char if char.isprintable() else " " for char in text).split():
        if line and len(line) + len(word) >= WIDTH - indent:
            yield f"{' ' * indent}# {line}"
            line = ""
        line = f"{line} {word}".lstrip()
    yield f"{' ' * indent}# {line}"


def mapping(values: Mapping[str, Any], indent: int) -> Iterator[str]:
    """Yield a dictionary as lines of YAML."""
    for name, value in values.items():
        start = f"{' ' * indent}{name}:"
        if isinstance(value, Mapping) and value:
            yield start
            yield from mapping(value, indent + 2)
        elif isinstance(value, list) and value:
            yield start
            yield from (f"{' ' * indent}  - {scalar(each)}" for each in value)
        else:
            yield f"{start} {scalar(value) if value not in ([], {}) else '[]' if value == [] else '{}'}"


def objects(name: str, listed: Sequence[Told]) -> Iterator[str]:
    """Yield a list of objects as lines of YAML."""
    yield ""
    yield f"{name}:"
    for index, each in enumerate(listed):
        if index:
            yield ""
        for note in each.notes:
            yield from comment(note, 2)
        first, *rest = mapping(each.values, 4)
        yield f"  - {first.lstrip()}"
        yield from rest


def customer_texts(told: CustomerTold, users_file: str, users_csv_from: int | None) -> tuple[str, str]:
    """Return the text of a customer's host_vars file, and that of its users' CSV file, empty if it needs none."""
    tabled: list[Told] = []
    listed: list[Told] = []
    many = users_csv_from is not None and len(told.users) >= users_csv_from
    for user in told.users:
        (tabled if many and _fits_csv(user.values) else listed).append(user)
    table = users_csv(each.values for each in tabled) if tabled else ""
    lines = [line for note in told.head for line in comment(note)]
    lines.append("---")
    if told.sub_partner:
        lines += [f"webex_sub_partner: {scalar(told.sub_partner)}", ""]
    lines.append("wholesale_customer:")
    lines += [line for note in told.customer.notes for line in comment(note, 2)]
    lines += mapping(told.customer.values, 2)
    if told.locations:
        lines += objects("locations", told.locations)
    if table:
        # A table has no comments: what there is to tell of its users is told here.
        notes = [f"{each.values['email']}: {note}" for each in tabled for note in each.notes]
        lines += ["", *(line for note in notes for line in comment(note))]
        lines.append(f'wholesale_users_csv: "{{{{ inventory_dir }}}}/host_vars/{users_file}"')
    for name, rest in {**told.objects, "locations": [], "wholesale_users": listed}.items():
        if rest:
            lines += objects(name, rest)
    return marked(lines, table), table


def hosts_text(hosts: Iterable[str]) -> str:
    """Return the text of the hosts file."""
    lines = [
        "---",
        "# Every customer is a host; its data is in host_vars/. Nothing is ever connected to but Webex.",
        "webex_customers:",
        "  vars:",
        "    ansible_connection: local",
        '    ansible_python_interpreter: "{{ ansible_playbook_python }}"',
    ]
    named = [f"    {scalar(host)}:" for host in hosts]
    return marked([*lines, "  hosts:" if named else "  hosts: {}", *named], "")


def users_csv(users: Iterable[Mapping[str, Any]]) -> str:
    """Return users as a table, with the columns that they need."""
    listed = list(users)
    columns = list(dict.fromkeys(name for user in listed for name in user))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for user in listed:
        cells = (user.get(name, "") for name in columns)
        writer.writerow(LIST_SEPARATOR.join(cell) if isinstance(cell, list) else cell for cell in cells)
    return text.getvalue()


def _fits_csv(user: Mapping[str, Any]) -> bool:
    """Tell whether a user is the same when it is read from a table, where the ends of a cell are cut off."""
    for value in user.values():
        for text in value if isinstance(value, list) else [value]:
            if not isinstance(text, str) or text != text.strip() or not text.isprintable():
                return False
            if isinstance(value, list) and LIST_SEPARATOR in text:
                return False
    return True


def marked(lines: Sequence[str], table: str) -> str:
    """Return a text with a head that tells later whether it, or the table beside it, has been edited."""
    rest = "".join(f"{line}\n" for line in lines)
    sums = " and ".join(checksum(text.encode()) for text in (rest, table) if text)
    return f"# Made by webex.wholesale.export, sha256 {sums}. {ADVICE}\n{rest}"


def edited(text: bytes, table: bytes | None, new_table: bytes) -> bool:
    """Tell whether a file was edited since it was made, or not made by us at all, or its table was edited.

    A table that is the one to be written already was written by a run that ended before the rest.
    """
    text = text.replace(b"\r\n", b"\n")
    mark = MARK.match(text)
    if mark is None or checksum(text[mark.end() :]) != mark[1].decode():
        return True
    made = mark[2].decode() if mark[2] else None
    return table is not None and table != new_table and checksum(table.replace(b"\r\n", b"\n")) != made


def checksum(text: bytes) -> str:
    """Return a checksum of a text. It guards against nobody, it only notices edits."""
    return hashlib.sha256(text).hexdigest()[:32]
