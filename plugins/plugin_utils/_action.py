# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Runs the modules of this collection in the controller's own process, where nothing stands against it.

A module costs a child process per item, half a second each; in process that falls away. What the user sees is the same:
core's own validator checks the options, secrets are masked alike. Each module has an action plugin of its name: were
all of them redirected to one, the module_defaults of any module would reach all of them.
"""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar

from ansible import constants as C  # noqa: N812
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.parameters import remove_values
from ansible.module_utils.errors import UnsupportedError
from ansible.module_utils.parsing.convert_bool import boolean
from ansible.plugins.action.normal import ActionModule as NormalAction
from ansible.utils.display import Display
from ansible_collections.webex.wholesale.plugins.module_utils import _options
from ansible_collections.webex.wholesale.plugins.module_utils._deps import MISSING
from ansible_collections.webex.wholesale.plugins.module_utils._engine.noun import Reader
from ansible_collections.webex.wholesale.plugins.module_utils._http.errors import Refused
from ansible_collections.webex.wholesale.plugins.module_utils._module import KINDS, Kind
from ansible_collections.webex.wholesale.plugins.module_utils._task import Task, TaskFailed
from ansible_collections.webex.wholesale.plugins.module_utils._variables import SUB_PARTNER
from ansible_collections.webex.wholesale.plugins.plugin_utils._origin import at, origin

display = Display()
SETTING = "INJECT_INVOCATION"
MEMORY: dict[Any, Any] = {}
"""What the items of a loop share: Ansible forks a process per task and host, which lasts no longer than the loop."""


class InProcess(NormalAction):
    """Hosts a module's task; whatever speaks against that leaves it to the module."""

    TASK: ClassVar[tuple[type[Reader[Any]], Kind]]
    """The module's noun, and what to do with it. Ansible loads the plugin once, and forks its workers from there."""

    BY_HOST: ClassVar[bool] = True
    """Whether the task is about its host: then the host's variable names the sub-partner, if no option does."""

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Run the task and return what the module would return."""
        variables = task_vars or {}
        if self.BY_HOST and SUB_PARTNER in variables:
            self._task.args.setdefault("sub_partner", self._templar.template(variables[SUB_PARTNER]))
        if refusal := self._misread():
            return {"changed": False, "failed": True, "msg": refusal}
        if MISSING or not self._in_process(variables):
            return dict(super().run(tmp, task_vars))
        name = self._task.action
        with self._environment():
            checked = ArgumentSpecValidator(self.specification()).validate(plain(self._task.args))
        options, secrets = checked.validated_parameters, checked._no_log_values
        warnings: list[str] = []
        result: dict[str, Any]
        try:
            if checked.errors.errors:
                raise TaskFailed(_complaint(name, checked.errors.errors[0]))
            with self._environment():
                result = self.perform(
                    options,
                    warn=warnings.append,
                    progress=lambda text: display.display(f"{name}: {remove_values(text, secrets)}"),
                )
        except TaskFailed as failure:
            result = {"changed": False, **failure.result, "failed": True, "msg": self._located(failure)}
        if warnings:
            result["warnings"] = list(dict.fromkeys(warnings))
        if _tells_options(variables):
            result["invocation"] = {"module_args": options}
        return {key: value if value is None else remove_values(value, secrets) for key, value in result.items()}

    def specification(self) -> dict[str, Any]:
        """Return the argument specification of the module."""
        noun, kind = self.TASK
        return KINDS[kind][0](noun)

    def perform(
        self, options: Mapping[str, Any], *, warn: Callable[[str], None], progress: Callable[[str], None]
    ) -> dict[str, Any]:
        """Do what the module does with options that are valid."""
        noun, kind = self.TASK
        check_mode = bool(self._task.check_mode)
        task = Task(noun, options, check_mode=check_mode, warn=warn, progress=progress, memory=MEMORY)
        return KINDS[kind][1](task)

    def _misread(self) -> str:
        """Return which texts YAML has read as something else: here, as a module would get them as texts again."""
        if not hasattr(self, "TASK"):
            return ""
        noun, kind = self.TASK
        sentences = []
        for each in _options.misread(noun, self.specification(), self._task.args):
            entry = self._task.args[noun.plural][each.way[1]] if kind == "many" and len(each.way) > 2 else None
            option = _options.path(each.way)
            refused = Refused(option, each.message, of=_options.label(noun, entry))
            sentences.append(at(str(refused), origin(self._task.args, option)))
        return "; ".join(sentences)

    def _located(self, failure: TaskFailed) -> str:
        """Return the message of a task that failed, with the places in the user's files where that is known."""
        message = str(failure)
        for sentence, option in failure.places.items():
            message = message.replace(sentence, at(sentence, origin(self._task.args, option)))
        return message

    def _in_process(self, variables: Mapping[str, Any]) -> bool:
        """Tell whether the task may run here: local connection, this Python, this user, not in the background."""
        own = variables.get("ansible_delegated_vars", {}).get(self._task.delegate_to) or variables
        wanted = self._templar.template(variables.get("webex_in_process", True))
        interpreter = self._templar.template(own.get("ansible_python_interpreter")) or _configured_interpreter()
        return (
            boolean(wanted)
            and self._connection.transport == "local"
            and not self._task.async_val
            and not self._play_context.become
            and (not interpreter or os.path.realpath(interpreter) == os.path.realpath(sys.executable))
        )

    @contextmanager
    def _environment(self) -> Iterator[None]:
        """Apply the task's ``environment``, in which the module would find its variables."""
        extra: dict[str, str] = {}
        self._compute_environment_string(extra)
        before = dict(os.environ)
        os.environ.update({key: str(value) for key, value in extra.items()})
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


def _configured_interpreter() -> str | None:
    """Return the interpreter that Ansible's configuration names; None when it is to be discovered."""
    configured = str(C.config.get_config_value("INTERPRETER_PYTHON"))
    return None if configured.startswith("auto") else configured


def _tells_options(variables: Mapping[str, Any]) -> bool:
    """Tell whether results have the task's options: always before ansible-core 2.21, which has a setting for it."""
    return not hasattr(C, SETTING) or bool(C.config.get_config_value(SETTING, variables=dict(variables)))


def plain(value: Any) -> Any:
    """Return a value as a module would get it: plain types, without the tags that Ansible's own carry."""
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if value is None or isinstance(value, (bool, int, float, datetime.date)):
        return value
    return str(value)


def _complaint(name: str, error: Exception) -> str:
    """Return a validation error as AnsibleModule words it."""
    text = str(error)
    return f"Unsupported parameters for ({name}) module: {text}" if isinstance(error, UnsupportedError) else text
