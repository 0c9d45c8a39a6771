# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Archives of customers that go, which none overwrites; and the page of an offboarding."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.filter.report_page import report_page
from ansible_collections.webex.wholesale.plugins.module_utils._archive import NOTE, Archive, Archives
from ansible_collections.webex.wholesale.plugins.module_utils._http.errors import Refused
from ansible_collections.webex.wholesale.plugins.plugin_utils._pages.offboard import page

RESTORE = "ansible-playbook -i /archive/acme/1/inventory webex.wholesale.onboard"
FIRST, SECOND = "0a1b0000-0000-4000-8000-00000000000a", "0a1b0000-0000-4000-8000-00000000000b"


def keep(archives: Archives, made_at: str, objects: int, key: str = "acme", customer: str = FIRST) -> Path:
    """Make an archive, and return its folder."""
    folder = archives.folder(key)
    folder.mkdir(parents=True)
    archives.finish(Archive(str(folder), key, customer, "org", "Acme", made_at, objects), [])
    return folder


def test_the_archive_of_a_customer_is_the_one_that_has_most(tmp_path: Path) -> None:
    archives = Archives(str(tmp_path))
    assert archives.of("acme", FIRST) is None
    whole = keep(archives, "2026-01-01T00:00:00Z", 30)
    half = keep(archives, "2026-01-02T00:00:00Z", 7)
    assert whole != half
    keep(archives, "2026-01-03T00:00:00Z", 90, key="acme/", customer=SECOND)
    found = archives.of("acme", FIRST)
    assert found is not None
    assert (found.path, found.objects) == (str(whole), 30)
    assert {stat.S_IMODE(path.stat().st_mode) for path in whole.iterdir()} == {0o600}
    # One that came back under its old name is another customer, and the last one is meant when none is there.
    later = keep(archives, "2026-02-01T00:00:00Z", 2, customer=SECOND)
    for customer, folder in ((FIRST, whole), (SECOND, later), (None, later)):
        kept = archives.of("acme", customer)
        assert kept is not None
        assert kept.path == str(folder)


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"external_id": "other", "objects": 9}'])
def test_a_folder_without_a_whole_note_counts_for_nothing(tmp_path: Path, content: str) -> None:
    archives = Archives(str(tmp_path))
    folder = archives.folder("acme")
    folder.mkdir(parents=True)
    assert archives.of("acme", None) is None
    (folder / NOTE).write_text(content)
    assert archives.of("acme", None) is None


@pytest.mark.parametrize("key", ["../../etc", "/etc", "..", ".", "a/b", "株式会社"])
def test_no_external_id_leads_out_of_the_folder(tmp_path: Path, key: str) -> None:
    assert Archives(str(tmp_path)).folder(key).resolve().parent.parent == tmp_path


def test_an_archive_that_cannot_be_written_is_told_of(tmp_path: Path) -> None:
    archives = Archives(str(tmp_path))
    with pytest.raises(Refused, match=r"archive_directory: .*not-restored.json cannot be written: No such file"):
        archives.finish(Archive(str(tmp_path / "gone"), "acme", FIRST, "org", "Acme", "", 1), [])


def told(**changes: Any) -> dict[str, Any]:
    user = {"object": "wholesale user a@acme.example", "action": "removed", "error": None}
    return {
        "changed": True,
        "external_id": "acme",
        "customer_id": "c",
        "org_id": "o",
        "organization": "Acme",
        "action": "removed",
        "problems": [],
        "parts": {"users": [user], "customer": [{**user, "object": "wholesale customer acme"}]},
        "counts": {"removed": 2, "failed": 0, "not tried": 0},
        "stays": ["Organization Acme"],
        "by_hand": [],
        "archive": {"path": "/archive/acme/1", "made_at": "2026-01-01T00:00:00Z", "objects": 30},
        **changes,
    }


def test_the_page_tells_what_went_and_what_stays() -> None:
    made = page(told(), {"run": {}})
    assert (made.title, made.intro) == ("Offboarding of Acme", "acme is gone.")
    assert [(each.label, each.value) for each in made.counts] == [("failed", 0), ("not tried", 0), ("removed", 2)]
    assert [each.title for each in made.sections] == ["Customer", "What stays at Webex", "Piece by piece"]
    customer = made.sections[0].records[0]
    assert customer.facts["Archive"] == "/archive/acme/1"
    assert [each.value for each in customer.ids] == ["acme", "c", "o", RESTORE]
    users, last = made.sections[2].records
    assert (users.name, users.status, last.tables[0].rows[0][0]) == ("Users", "removed", "wholesale customer acme")


def test_the_page_names_the_numbers_and_the_summary_how_to_restore() -> None:
    numbers = {"object": "location Milano", "action": "removed", "error": None, "numbers": ["+3902", "+3903"]}
    archive = {"path": "/the archive/acme/1", "made_at": "2026-01-01T00:00:00Z", "objects": 30}
    data = told(archive=archive, parts={"numbers": [numbers]})
    made = report_page(data, "offboard")
    command = "ansible-playbook -i '/the archive/acme/1/inventory' webex.wholesale.onboard"
    assert made["summary"][-2:] == ["Archive: /the archive/acme/1", f"To restore the customer: {command}"]
    piece = page(data, {"run": {}}).sections[-1].records[0]
    assert (piece.name, piece.brief, piece.tables[0].rows[0][:2]) == (
        "Numbers",
        "2",
        ["location Milano", "+3902, +3903"],
    )
    checked = report_page(data, "offboard", run={"ansible_check_mode": True})
    assert not [line for line in checked["summary"] if "rchive" in line]


def test_the_page_of_a_plan_and_of_a_failure() -> None:
    planned = page(told(archive=None), {"run": {"check_mode": True}})
    assert planned.intro == "acme would go. Nothing was written."
    assert planned.told == []
    chips = {(each.status, each.tone) for section in planned.sections for each in section.records}
    assert chips == {("to remove", "busy")}
    assert [each.label for each in planned.counts] == ["failed", "not tried", "to remove"]
    parts = told()["parts"]
    parts["customer"][0] |= {"action": "not tried"}
    parts["users"][0] |= {"action": "failed", "error": "refused"}
    failed = page(told(action="failed", parts=parts, problems=["refused"]), {"run": {}})
    assert failed.intro == "acme cannot go as a whole. Run it again to continue."
    outcomes = [(each.status, each.tone) for each in failed.sections[-1].records]
    assert outcomes == [("failed", "bad"), ("not tried", "warn")]
    refused = page({"msg": "confirm: no"}, {"run": {}})
    assert refused.intro == "Nothing has been removed: confirm: no"
