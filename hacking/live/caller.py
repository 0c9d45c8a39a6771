# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks Webex what the collection does not ask, with the collection's client: its token, its patience, its waits."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible_collections.webex.wholesale.plugins.module_utils._argspec import CONNECTION
from ansible_collections.webex.wholesale.plugins.module_utils._http.client import Client, Connection
from ansible_collections.webex.wholesale.plugins.module_utils._http.errors import WebexError

from hacking.live.line import Line
from hacking.live.record import Seen


class NoAnswer(Exception):
    """Webex gave no answer at all."""


def connection() -> Connection:
    """Return the connection that the environment gives, as every module takes it; ValueError where it is none."""
    checked = ArgumentSpecValidator(CONNECTION).validate({})
    if checked.errors.errors:
        raise ValueError(checked.errors.errors[0].msg)
    options = checked.validated_parameters
    found = Connection(**{each.name: options[each.name] for each in fields(Connection)})
    if refusal := found.refusal():
        raise ValueError(" ".join(refusal))
    return found


class Caller:
    """Calls over a line of its own, one call after the other."""

    def __init__(self, given: Connection, line: Line) -> None:
        self._line = line
        self.client = Client(replace(given, api_url=line.url))
        self.calls = 0

    def close(self) -> None:
        """Close the connections."""
        self.client.close()

    def get(self, path: str, **query: Any) -> Seen:
        """Read what is at a path, or at an address that Webex gave."""
        return self._call("GET", path, None, query)

    def __call__(self, method: str, path: str, body: Any = None, **query: Any) -> Seen:
        """Ask for something, whatever comes of it."""
        return self._call(method, path, body, query)

    def _call(self, method: str, path: str, body: Any, query: dict[str, Any]) -> Seen:
        self.calls += 1
        self._line.last = None
        try:
            if method == "GET":
                self.client.look(path.removeprefix("/"), **query)
            else:
                self.client.write(method, path.removeprefix("/"), body, **query)
        except WebexError as error:
            if self._line.last is None:
                raise NoAnswer from error
        if self._line.last is None:
            raise NoAnswer
        return self._line.last
