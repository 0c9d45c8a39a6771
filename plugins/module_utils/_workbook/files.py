# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the modules that write a workbook share."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

from .._deps import MISSING
from . import _library


def module_for(specification: dict[str, dict[str, Any]]) -> AnsibleModule:
    """Return the module; it fails where a library is missing."""
    module = AnsibleModule(argument_spec=specification, supports_check_mode=True)
    for library in MISSING:
        module.fail_json(msg=missing_required_lib(library))
    return module


def need_openpyxl(module: AnsibleModule) -> None:
    """Fail where the library is missing that only a workbook needs."""
    if _library.MISSING:
        module.fail_json(msg=missing_required_lib("openpyxl"))


def save(module: AnsibleModule, book: Any, path: str) -> None:
    """Write a workbook as a whole or not at all."""
    handle, made = tempfile.mkstemp(dir=module.tmpdir)
    os.close(handle)
    book.save(made)
    module.atomic_move(made, str(Path(path).absolute()))


def save_private(module: AnsibleModule, book: Any, path: str) -> None:
    """Write what at no moment others than its owner can read, as a whole or not at all."""
    file = Path(os.path.realpath(path))  # a link stays one
    try:
        handle, made = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name[:100]}.")
        os.close(handle)
        try:
            book.save(made)
            Path(made).replace(file)
        finally:
            with suppress(FileNotFoundError):
                Path(made).unlink()
    except OSError as error:
        module.fail_json(msg=f"cannot write {path}: {error.strerror}")
