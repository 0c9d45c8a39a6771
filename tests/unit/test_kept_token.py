# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A token lives in memory, or in the file that the user names and nobody else can read."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._http.client import Client, Connection
from ansible_collections.webex.wholesale.plugins.module_utils._http.errors import WebexError

from tests.http_server import Reply, Seen, Web

Make = Callable[..., Client]
RENEWABLE = {"access_token": None, "client_id": "id", "client_secret": "secret", "refresh_token": "refresh"}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's token file, not there yet, and a temporary folder that can be looked through."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path / "token"


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


def write(file: Path, token: str, mode: int = 0o600) -> None:
    file.write_text(token)
    file.chmod(mode)


def refusal(path: Path, **options: str | None) -> str:
    """Return what is said of a file."""
    option, why = Connection("https://h", access_token_file=str(path), **options).refusal() or ("", "")  # type: ignore[arg-type]
    assert option in ("access_token_file", "")
    return why


def test_without_a_file_no_token_is_left_anywhere(fresh: Web, make: Make, file: Path) -> None:
    make(fresh, **RENEWABLE).get("thing")
    assert not [found for found in file.parent.rglob("*") if found.is_file()]


def test_the_token_of_a_file_is_used(web: Web, make: Make, file: Path) -> None:
    web.on("GET", "thing", Reply(body={}))
    write(file, "mine\n")
    make(web, access_token=None, access_token_file=str(file)).get("thing")
    assert web.seen[0].token == "Bearer mine"
    assert list(file.parent.glob("token*")) == [file]


def test_many_tasks_at_once_renew_once_and_keep_it(fresh: Web, make: Make, file: Path) -> None:
    write(file, "stale")
    clients = [make(fresh, access_token_file=str(file), **RENEWABLE) for _round in range(8)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda client: client.get("thing"), clients)) == [{}] * 8
    assert fresh.count("POST", "access_token") == 1
    assert file.read_text() == "fresh-1\n"
    for each in (file, file.with_name("token.lock")):
        assert stat.S_IMODE(each.stat().st_mode) == 0o600
    assert sorted(each.name for each in file.parent.iterdir()) == ["temporary", "token", "token.lock"]


def test_a_file_that_is_not_there_yet_is_made(fresh: Web, make: Make, file: Path) -> None:
    for _task in range(2):
        assert make(fresh, access_token_file=str(file), **RENEWABLE).get("thing") == {}
    assert (fresh.count("POST", "access_token"), fresh.count("GET", "thing")) == (1, 2)


def test_a_token_that_somebody_has_replaced_meanwhile_is_read_again(web: Web, make: Make, file: Path) -> None:
    def thing(seen: Seen) -> Reply:
        write(file, "new")
        return Reply(body={}) if seen.token == "Bearer new" else Reply(401)

    write(file, "old")
    web.on("GET", "thing", thing)
    assert make(web, access_token=None, access_token_file=str(file)).get("thing") == {}


def test_a_token_that_webex_does_not_take_and_nothing_can_renew(web: Web, make: Make, file: Path) -> None:
    write(file, "old")
    web.on("GET", "thing", Reply(401))
    with pytest.raises(WebexError, match=r"does not accept the token of access_token_file \(HTTP 401\)"):
        make(web, access_token=None, access_token_file=str(file)).get("thing")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_file_that_is_open_to_others_is_refused_with_what_to_run(file: Path, mode: int) -> None:
    write(file, "mine", mode)
    assert f"run chmod 600 {file}" in refusal(file)


@pytest.mark.parametrize("how", ["link", "folder", "pipe", "no token", "two words"])
def test_what_is_no_file_with_a_token_is_refused(file: Path, how: str) -> None:
    write(file, "mine")
    if how == "link":
        file = file.with_name("link")
        file.symlink_to("token")
    elif how == "folder":
        file = file.with_name("temporary")
    elif how == "pipe":
        file = file.with_name("pipe")
        os.mkfifo(file, 0o600)
    else:
        write(file, "" if how == "no token" else "my token")
    why = refusal(file)
    assert str(file) in why
    assert "mine" not in why
    assert "my token" not in why


def test_a_file_of_another_user_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(file, "mine")
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    assert "belongs to another user" in refusal(file)


def test_where_nothing_can_be_kept_it_is_told(fresh: Web, make: Make, file: Path) -> None:
    path = str(file.parent / "nowhere" / "token")
    with pytest.raises(WebexError, match=r"access_token_file: .*nowhere.* cannot be written"):
        make(fresh, access_token_file=path, **RENEWABLE).get("thing")
    assert not fresh.seen
