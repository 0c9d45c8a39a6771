# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The search for secrets at the end of each session finds them, wherever they are, and does not repeat them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.secret_search import LEFT_BEHIND, found

PLACES = [
    "a/requests.jsonl",
    "a/b/stderr.txt",
    "onboarding-report/x/y.html",
    "r/artifacts/1/stdout",
    "r/job_events/1.json",
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "secret", ["simulator-access-token", "simulator-client-secret", "simulator-issued-" + "x" * 43]
)
def test_a_secret_left_behind_is_found(tmp_path: Path, place: str, secret: str) -> None:
    file = tmp_path / place
    file.parent.mkdir(parents=True)
    file.write_text(f"harmless\n{{'msg': 'Bearer {secret}'}}\n")
    (finding,) = found(tmp_path, *LEFT_BEHIND)
    file.unlink()  # the search at the end of this very session would find it too
    assert finding.startswith(f"{file}:2: ")
    assert secret not in finding


def test_harmless_files_are_not_reported(tmp_path: Path) -> None:
    (tmp_path / "requests.jsonl").write_text("simulator-client-id, simulator-issued-")
    assert not list(found(tmp_path, *LEFT_BEHIND))
