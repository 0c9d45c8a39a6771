# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs modules as the action plugin does, in this process, which is fast enough for thousands of them."""

from __future__ import annotations

import importlib
from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible_collections.webex.wholesale.plugins.module_utils._module import KINDS
from ansible_collections.webex.wholesale.plugins.module_utils._task import Task, TaskFailed

from tests.secret_search import keep
from tests.simulator_server import ACCESS_TOKEN

MODULES = "ansible_collections.webex.wholesale.plugins.modules"
BY_TOKEN: dict[str, Any] = {"access_token": ACCESS_TOKEN}
BY_REFRESH: dict[str, Any] = {
    "client_id": "simulator-client-id",
    "client_secret": "simulator-client-secret",
    "refresh_token": "simulator-refresh-token",
}
CONNECTION = {"timeout": 5, "retry_timeout": 20}
WAITING = {"wait_interval": 0.02, "wait_timeout": 20}


def run(module: str, url: str, *, check: bool = False, **options: Any) -> dict[str, Any]:
    """Return the result of a task, failed or not; its warnings are in ``warnings``."""
    resource, kind = importlib.import_module(f"{MODULES}.{module}").TASK
    specification, perform = KINDS[kind]
    spec = specification(resource)
    access = {} if "client_id" in options else BY_TOKEN
    waiting = WAITING if "wait" in spec else {}
    given = {"api_url": url, **access, **CONNECTION, **waiting, **options}
    try:
        checked = ArgumentSpecValidator(spec).validate(given)
    except TypeError:  # ansible-core's own, for a number or a truth value where a dictionary should be
        return {"failed": True, "changed": False, "msg": "not checked by ansible-core", "warnings": []}
    if checked.error_messages:
        return {"failed": True, "changed": False, "msg": checked.error_messages[0], "warnings": []}
    warnings: list[str] = []
    try:
        with Task(
            resource, checked.validated_parameters, check_mode=check, warn=warnings.append, progress=lambda text: None
        ) as task:
            result = perform(task)
    except TaskFailed as failure:
        result = {"changed": False, **failure.result, "failed": True, "msg": str(failure)}
    result["warnings"] = warnings
    keep("results.txt", repr(result))
    return result
