# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Where in the user's own files a value was written: ansible-core 2.19 and later know that of each value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

try:
    from ansible._internal._datatag._tags import Origin
except ImportError:  # ansible-core up to 2.18
    Origin = None

COLLECTION = Path(__file__).resolve().parents[2]


def origin(value: Any, option: str) -> str:
    """Return file and line of an option such as ``locations[0].address.city``; empty when nobody knows them.

    The way is followed as far as it leads: of an option that is missing, it is the place of what it is missing in.
    """
    found = _place(value)
    for name, index in re.findall(r"(\w+)|\[(\d+)\]", option):
        if name and isinstance(value, Mapping):
            key = next((key for key in value if key == name), None)
            if key is None:
                break
            value = value[key]
            found = _place(key) or _place(value) or found
        elif index and isinstance(value, Sequence) and not isinstance(value, str) and int(index) < len(value):
            value = value[int(index)]
            found = _place(value) or found
        else:
            break
    return found


def _place(value: Any) -> str:
    tag = Origin.get_tag(value) if Origin else None
    if tag is None or not tag.path or not tag.line_num:
        return ""
    path = Path(tag.path)
    return "" if path.resolve().is_relative_to(COLLECTION) else f"{path}:{tag.line_num}"
