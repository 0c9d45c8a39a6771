# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Takes the customers of a task from the variables of hosts, which only the controller has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar

from ansible.errors import AnsibleError
from ansible_collections.webex.wholesale.plugins.module_utils._csv import load, users_table
from ansible_collections.webex.wholesale.plugins.module_utils._fleet import VARIABLES
from ansible_collections.webex.wholesale.plugins.module_utils._variables import SUB_PARTNER
from ansible_collections.webex.wholesale.plugins.module_utils._variables import problems as variables_problems
from ansible_collections.webex.wholesale.plugins.plugin_utils._action import InProcess, plain
from ansible_collections.webex.wholesale.plugins.plugin_utils._origin import located

USERS = "wholesale_users"
CSV = "wholesale_users_csv"


class FleetInProcess(InProcess):
    """Hosts a task for many customers; the option ``hosts`` names hosts of the inventory, each of which is one."""

    BY_HOST = False
    MORE: ClassVar[tuple[str, ...]] = ()
    """Variables that only this module wants of a host."""

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Put the hosts' customers into the option customers, whoever then hosts the task."""
        variables = task_vars or {}
        if hosts := self._task.args.pop("hosts", None):
            named = [hosts] if isinstance(hosts, str) else list(hosts)
            listed = list(self._task.args.get("customers") or ())
            found = [customer_of(str(host), variables, self._file, self.MORE) for host in named]
            self._task.args["customers"] = [*listed, *found]
        result = super().run(tmp, variables)
        # The options of 1,000 customers would double what goes back to the controller.
        if hosts:
            result.get("invocation", {}).get("module_args", {}).pop("customers", None)
        return result

    def _file(self, name: str) -> Path:
        """Return a file of the user's, searched for as roles do, or else from where Ansible was started."""
        try:
            return Path(self._find_needle("files", name))
        except AnsibleError:
            return Path(name)


def customer_of(
    host: str, variables: Mapping[str, Any], find: Callable[[str], Path], more: Iterable[str] = ()
) -> dict[str, Any]:
    """Return the customer that a host stands for; what is wrong with its variables goes with it.

    ``find`` returns a file of the user's by its name, ``more`` are variables that are wanted as well.
    """
    customer: dict[str, Any] = {"name": host}
    try:
        known = variables["hostvars"][host]
        names = (SUB_PARTNER, *VARIABLES, *(f"{name}_purge" for name in VARIABLES), *more)
        customer |= {name: plain(known[name]) for name in names if name in known}
        problems = []
        if path := known.get(CSV):
            found, wrong = load(users_table(), find(str(path)))
            problems += wrong
            listed = customer.get(USERS)
            # What is no list is told of by the module.
            customer[USERS] = [*(listed or ()), *found] if listed is None or isinstance(listed, list) else listed
        # All names, as one may be misspelled; of the values those that are ours.
        data = {**dict.fromkeys(known), **{name: value for name, value in customer.items() if name in names}}
        problems += located(variables_problems(data), known)
        if problems:
            customer["problems"] = problems
    except KeyError:
        customer["problems"] = [f"{host} is no host of the inventory"]
    except AnsibleError as error:  # a variable that is undefined, or no valid template
        customer["problems"] = [" ".join(str(error).split())]
    return customer
