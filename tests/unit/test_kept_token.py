# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The renewed token is kept for the tasks of a play, and for nobody else."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._http.client import Client

from tests.http_server import Reply, Seen, Web

Make = Callable[..., Client]
RENEWABLE = {"access_token": None, "client_id": "id", "client_secret": "secret", "refresh_token": "refresh"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the token is kept."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path / f"webex-wholesale-{os.getuid()}"


@pytest.fixture
def fresh(web: Web) -> Web:
    """A server that takes the newest of the tokens that it has given."""

    def renew(_seen: Seen) -> Reply:
        return Reply(body={"access_token": f"fresh-{web.count('POST', 'access_token')}", "expires_in": 3600})

    def thing(seen: Seen) -> Reply:
        newest = f"Bearer fresh-{web.count('POST', 'access_token')}"
        return Reply(body={}) if seen.token == newest else Reply(401, {"message": "Expired"})

    web.on("POST", "access_token", renew)
    web.on("GET", "thing", thing)
    return web


def test_many_tasks_at_once_renew_once(fresh: Web, make: Make, folder: Path) -> None:
    clients = [make(fresh, **RENEWABLE) for _round in range(8)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda client: client.get("thing"), clients)) == [{}] * 8
    assert fresh.count("POST", "access_token") == 1
    (file,) = folder.iterdir()
    assert "fresh-1" in file.read_text()
    assert (stat.S_IMODE(folder.stat().st_mode), stat.S_IMODE(file.stat().st_mode)) == (0o700, 0o600)


def test_a_kept_token_that_webex_does_not_take_is_replaced(fresh: Web, make: Make, folder: Path) -> None:
    make(fresh, **RENEWABLE).get("thing")
    (file,) = folder.iterdir()
    file.write_text(file.read_text().replace("fresh-1", "stale-1"))
    assert make(fresh, **RENEWABLE).get("thing") == {}
    assert "fresh-2" in file.read_text()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"token": 1}', "\x00" * 100, '{"until": "x", "token": "y"}'])
def test_a_kept_file_that_is_none(fresh: Web, make: Make, folder: Path, content: str) -> None:
    make(fresh, **RENEWABLE).get("thing")
    (file,) = folder.iterdir()
    file.write_text(content)
    assert make(fresh, **RENEWABLE).get("thing") == {}


@pytest.mark.parametrize("how", ["open to others", "a link", "a file"])
def test_a_folder_that_is_not_ours_alone_is_not_used(
    fresh: Web, make: Make, folder: Path, tmp_path: Path, how: str
) -> None:
    if how == "a link":
        (tmp_path / "elsewhere").mkdir(mode=0o700)
        folder.symlink_to(tmp_path / "elsewhere")
    elif how == "a file":
        folder.touch()
    else:
        folder.mkdir()
        folder.chmod(0o777)
    for _round in range(2):
        assert make(fresh, **RENEWABLE).get("thing") == {}
    assert fresh.count("POST", "access_token") == 2
    assert how == "a file" or not list(folder.iterdir())
