# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The request sheet of Wholesale Setup Assist: what the inventory knows, and what somebody has to fill in."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from ansible_collections.webex.wholesale.plugins.filter.setup_assist_sheet import setup_assist_sheet
from ansible_collections.webex.wholesale.plugins.plugin_utils._pages.setup_assist import DUE, page

ADDRESS = {"address_line1": "1 rue A", "city": "Paris", "zip_or_postal_code": "75002", "country": "FR"}
CUSTOMER: dict[str, Any] = {
    "wholesale_customer": {
        "external_id": "acme",
        "name": "=Acme",
        "primary_email": "info@acme.example",
        "calling_location": {"name": "Paris", "address": ADDRESS, "time_zone": "Europe/Paris"},
    },
    "locations": [
        {"name": "paris", "main_number": "+33 1 99 00 01 00", "numbers": ["+33199000100"], "pstn": {"provider": "P"}},
        {"name": "Lyon", "calling": True},
        {"name": "Store", "address": ADDRESS},
        {"name": "Nice", "calling": True, "state": "absent"},
    ],
    "wholesale_users": [
        {"email": "a@acme.example", "location": "Paris", "package": "webex_calling"},
        {"email": "b@acme.example", "location": "PARIS", "package": "webex_suite"},
        {"email": "c@acme.example", "package": "webex_meetings"},
        {"email": "d@acme.example", "location": "Paris", "state": "absent"},
    ],
    "location_confirmed_by": "Anna",
    "location_confirmed_on": "2026-11-20",
}


def test_each_location_with_calling_has_its_users() -> None:
    sheet = setup_assist_sheet(CUSTOMER)
    paris, lyon = sheet["locations"]
    assert (paris["name"], paris["users"], paris["numbers"], paris["pstn"]) == ("paris", 2, 1, "P")
    assert paris["packages"] == {"webex_calling": 1, "webex_suite": 1}
    assert paris["address"] == "1 rue A, Paris, 75002, FR"
    assert (lyon["name"], lyon["users"], lyon["address"]) == ("Lyon", 0, "")
    assert (sheet["elsewhere"], sheet["confirmed"]) == (1, "Anna, 2026-11-20")


def test_the_file_for_spreadsheets_has_a_line_for_each_and_no_formulas() -> None:
    first, second = csv.DictReader(io.StringIO(setup_assist_sheet(CUSTOMER)["csv"]))
    assert (first["Customer"], first["Users"], first["Main number"]) == ("'=Acme", "2", "+33 1 99 00 01 00")
    assert "Cisco chooses" in second["Express or Standard"]
    assert second["A-Wholesale has been ordered in Cisco Commerce Workspace"] == ""


def test_what_is_not_known_is_marked_and_nothing_is_claimed() -> None:
    made = page(setup_assist_sheet(CUSTOMER), {})
    customer, locations, by_hand = made.sections
    assert "Nothing has been requested" in made.intro
    assert any("Cisco's choice" in note for note in customer.notes)
    assert [(each.name, each.status) for each in locations.records] == [("paris", "known"), ("Lyon", DUE)]
    assert list(locations.notes) == ["At none of these locations: 1 user."]
    due = [row[0] for row in by_hand.tables[0].rows]
    assert {"Lyon: address", "Lyon: main number"} <= set(due)
    assert any(text.startswith("Organization ID") for text in due)


def test_some_locations_may_be_chosen_and_must_be_there() -> None:
    assert [each["name"] for each in setup_assist_sheet(CUSTOMER, locations=["LYON"])["locations"]] == ["Lyon"]
    with pytest.raises(AnsibleFilterError, match="there is no location Store with calling; there are: paris, Lyon"):
        setup_assist_sheet(CUSTOMER, locations=["Store"])
    with pytest.raises(AnsibleFilterError, match="wholesale_customer"):
        setup_assist_sheet({})
