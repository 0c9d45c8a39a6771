# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The host of a task as an ordinary module: AnsibleModule in, exit or fail out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, NoReturn

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

from . import _argspec
from ._deps import MISSING
from ._engine.noun import Reader
from ._task import Task, TaskFailed

Kind = Literal["one", "many", "info", "audit", "onboard", "export", "precheck", "invitations", "offboard"]
KINDS: dict[Kind, tuple[Callable[[Any], _argspec.Spec], Callable[[Task], dict[str, Any]]]] = {
    "one": (_argspec.one, Task.one),
    "many": (_argspec.many, Task.many),
    "info": (_argspec.info, Task.read),
    "audit": (_argspec.audit, Task.audit),
    "onboard": (_argspec.onboard, Task.onboard),
    "export": (_argspec.export, Task.export),
    "precheck": (_argspec.precheck, Task.precheck),
    "invitations": (_argspec.invitations, Task.invitations),
    "offboard": (_argspec.offboard, Task.offboard),
}
"""What a module does with its noun: its argument specification, and its way through the task."""


def run_module(noun: type[Reader[Any]], kind: Kind) -> None:
    """Run the module of a noun for one object, for many, or for information."""
    specification, perform = KINDS[kind]
    module = AnsibleModule(argument_spec=specification(noun), supports_check_mode=True)
    for library, trace in MISSING.items():
        module.fail_json(msg=missing_required_lib(library), exception=trace)
    # What failed is told after the except clause: within it some versions of Ansible add a traceback.
    finish: Callable[..., NoReturn] = module.exit_json
    try:
        with Task(noun, module.params, check_mode=module.check_mode, warn=module.warn, progress=module.debug) as task:
            result = perform(task)
    except TaskFailed as failure:
        finish, result = module.fail_json, {"msg": str(failure), **failure.result}
    finish(**result)
