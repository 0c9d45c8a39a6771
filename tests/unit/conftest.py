# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures for unit tests: HTTP servers, and clients of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._http.client import Client, Connection

from tests.http_server import Web

TOKEN = "the-access-token"


@pytest.fixture
def web() -> Iterator[Web]:
    server = Web()
    yield server
    server.close()


@pytest.fixture
def elsewhere() -> Iterator[Web]:
    """Another host, which must never see the token."""
    server = Web()
    yield server
    server.close()


@pytest.fixture
def make() -> Iterator[Callable[..., Client]]:
    clients: list[Client] = []

    def client(web: Web, *, parallel: int = 8, **options: Any) -> Client:
        given: dict[str, Any] = {"access_token": TOKEN, "retry_timeout": 30, "timeout": 5, **options}
        clients.append(Client(Connection(web.url, **given), parallel=parallel))
        return clients[-1]

    yield client
    for each in clients:
        each.close()
