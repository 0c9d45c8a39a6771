# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs tasks without Ansible: quick, for what a test presupposes and for what it need not see through Ansible."""

from __future__ import annotations

from typing import Any

from ansible_collections.webex.wholesale.plugins.module_utils import _argspec
from ansible_collections.webex.wholesale.plugins.module_utils._engine.noun import Writer
from ansible_collections.webex.wholesale.plugins.module_utils._http.client import Client, Connection
from ansible_collections.webex.wholesale.plugins.module_utils._task import Task

from tests.simulator_server import ACCESS_TOKEN


def one(resource: type[Writer[Any]], url: str, *, memory: Any = None, **options: Any) -> dict[str, Any]:
    """Do what the module for one object does; ``memory`` is what the items of a loop share."""
    with _task(resource, _argspec.one(resource), url, options, memory) as task:
        return task.one()


def foretold(resource: type[Writer[Any]], url: str, **options: Any) -> dict[str, Any]:
    """Do what the module for one object does in check mode."""
    with _task(resource, _argspec.one(resource), url, options, check_mode=True) as task:
        return task.one()


def many(resource: type[Writer[Any]], url: str, **options: Any) -> dict[str, Any]:
    """Do what the module for a list of objects does."""
    with _task(resource, _argspec.many(resource), url, options) as task:
        return task.many()


def client(url: str) -> Client:
    """Return a client, for what no module does; the caller closes it."""
    return Client(Connection(url, ACCESS_TOKEN))


def _task(
    resource: type[Writer[Any]],
    spec: _argspec.Spec,
    url: str,
    options: dict[str, Any],
    memory: Any = None,
    check_mode: bool = False,
) -> Task:
    defaults = {name: option.get("default") for name, option in spec.items()}
    connection = {
        "api_url": url,
        "access_token": ACCESS_TOKEN,
        "wait_interval": 0.05,
        "wait_timeout": 10,
        "timeout": 10,
    }
    given = {**defaults, **connection, **options}
    return Task(
        resource, given, check_mode=check_mode, warn=lambda text: None, progress=lambda text: None, memory=memory
    )
