# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the guide of Partner Hub's procedures names exists, and each row with a variable has a test."""

from __future__ import annotations

import re
from pathlib import Path

from tests.unit.test_documentation import read

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "docsite" / "rst" / "guide_procedure.rst").read_text()
WORDS = set(re.findall(r"``([^`]+)``", GUIDE))
OPTION = r"(?:onboarding_template|wholesale_customer|wholesale_user|location)\.\w+"
TESTS = {
    "test_onboarding_template.py::test_life_of_a_template_with_the_api": [
        "Primary: template name",
        "Primary: service provider admin",
        "Primary: country or region",
        "Primary: default email language",
        "Primary: Wholesale subscription",
        "Authentication: Webex, partner (SAML), partner (OpenID Connect)",
    ],
    "test_awx_survey.py::test_everything_that_a_template_can_have": [
        "Wholesale calling: Cloud Connected PSTN provider",
        "Authentication: IDP Entity ID",
        "Authentication: OpenID Connect IDP Entity ID",
        "Messaging settings",
        "Call settings",
    ],
    "test_onboarding_template.py::test_life_of_a_template_without_an_api": [
        "Review, and submit",
        "Copy the Provisioning ID",
    ],
    "test_onboard.py::test_plan_then_run_then_nothing_left": [
        "Onboarding template",
        "Users from a CSV file",
    ],
    "test_wholesale_customer.py::test_a_customer_is_created_changed_and_removed": [
        "Company name",
        "Administrator's e-mail address",
        "Language of the administrator's e-mails",
        "Country, and billing address",
        "Packages and add-ons",
        "Head office: name, address, time zone, language",
    ],
    "test_wholesale_customer.py::test_attach_an_organization_and_change_its_external_id": [
        "External ID",
        "Attach an organization that exists",
    ],
    "test_as_documented.py::test_a_change_of_packages_sends_the_limits_again": [
        "Limits of packages",
    ],
    "test_awx_survey.py::test_everything_that_a_customer_and_its_locations_can_have": [
        "Head office: emergency location identifier (Belgium, France, Germany)",
        "Time zone of meetings",
        "Administrator of the sub-partner",
    ],
    "test_location.py::test_pstn_is_chosen_by_name_or_id_and_a_wrong_one_is_told_with_the_right_ones": [
        "PSTN of a location",
    ],
    "test_location.py::test_life_with_calling": [
        "Phone numbers, and the main number",
        "Enable a location for calling",
    ],
    "test_location.py::test_life_without_calling": [
        "More locations: name, address, time zone, language",
    ],
    "test_as_documented.py::test_the_announcement_language_is_the_default_of_the_location": [
        "Language of announcements",
    ],
    "test_location.py::test_what_was_set_is_there": [
        "Outside line, routing prefix, caller ID of a location",
    ],
    "test_wholesale_user.py::test_a_user_is_created_changed_and_removed": [
        "User: first and last name, e-mail address",
    ],
    "test_fleet.py::test_users_change_to_a_package_that_comes_in_place_of_theirs": [
        "User: package",
    ],
    "test_order.py::test_locations_and_users_in_one_plan": [
        "User: location, phone number, extension",
    ],
    "test_wholesale_user.py::test_roles_are_given_by_name_or_id": [
        "Administrator roles",
    ],
    "test_wholesale_user.py::test_a_user_who_must_agree_first_is_waited_for": [
        "Consent of a user who has a free account",
    ],
    "test_fleet.py::test_a_customer_goes_after_its_users": [
        "Remove a user",
    ],
}
"""Tests in tests/integration, and the rows that each of them holds, by the first column."""


def test_every_variable_is_an_option() -> None:
    named = [word.split(".") for word in WORDS if re.fullmatch(OPTION, word)]
    assert len(named) > 30
    assert [
        (module, option) for module, option in named if option not in read(module, "DOCUMENTATION")["options"]
    ] == []


def test_every_row_with_a_variable_has_a_test_that_exists() -> None:
    tables = re.findall(r"   \* - Step and field\n     - Variable\n((?:   .+\n)+)", GUIDE)
    assert len(tables) == 3
    rows = [row for table in tables for row in re.findall(r"   \* - (.+)\n", table)]
    assert sorted(rows) == sorted(row for tested in TESTS.values() for row in tested)
    missing = [
        name
        for file, name in (test.split("::") for test in TESTS)
        if f"\ndef {name}(" not in (ROOT / "tests" / "integration" / file).read_text()
    ]
    assert missing == []


def test_every_playbook_module_and_role_exists() -> None:
    there = {path.stem for folder in ("playbooks", "plugins/modules") for path in (ROOT / folder).glob("*.*")}
    there |= {path.name for path in (ROOT / "roles").iterdir()}
    named = {word.removeprefix("webex.wholesale.") for word in WORDS if re.fullmatch(r"webex\.wholesale\.\w+", word)}
    assert named - there == set()
