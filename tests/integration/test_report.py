# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The role that writes reports keeps those of earlier runs, and lets in only whom it should."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import yaml

DATA = {"ok": False, "counts": {"fine": 3, "fails": 1}, "checks": []}
MADE = (
    "{{ data | webex.wholesale.report_page('doctor', run=hostvars[inventory_hostname], "
    "history=report_folder ~ '/history.jsonl') }}"
)


def run(folder: Path, *options: str) -> str:
    """Write a report that only its owner may read."""
    role = {"name": "Report", "ansible.builtin.import_role": {"name": "webex.wholesale.report"}}
    variables = {"data": DATA, "report_made": MADE, "report_name": "billing", "report_mode": "0600"}
    play = {"hosts": "localhost", "gather_facts": False, "vars": variables, "tasks": [role]}
    (folder / "play.yml").write_text(yaml.safe_dump([play]))
    done = subprocess.run(
        ["ansible-playbook", "play.yml", *options],
        cwd=folder, env={**os.environ, "ANSIBLE_NOCOLOR": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "changed=0" in done.stdout
    return done.stdout


def test_reports_are_kept_and_the_latest_shows_what_earlier_ones_counted(tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "billing"
    first = run(tmp_path)
    assert "3 fine" in first
    assert f"Report: {folder}/latest/report.html" in first
    assert "runs</figcaption>" not in (folder / "latest" / "report.html").read_text()
    [kept] = [path for path in folder.iterdir() if path.is_dir() and not path.is_symlink()]

    run(tmp_path, "--check")
    assert len([path for path in folder.iterdir() if path.is_dir() and not path.is_symlink()]) == 2
    assert (folder / "latest").resolve() != kept
    assert "The last 2 runs" in (folder / "latest" / "report.html").read_text()
    assert json.loads((folder / "latest" / "report.json").read_text())["run"]["check_mode"] is True
    assert not (folder / "latest").readlink().is_absolute(), "the folder can be moved"
    history = [json.loads(line) for line in (folder / "history.jsonl").read_text().splitlines()]
    assert [each["counts"]["fine"] for each in history] == [3, 3]
    for path in [path for path in (tmp_path / "reports").rglob("*") if not path.is_symlink()]:
        assert path.stat().st_mode & 0o077 == 0, path
