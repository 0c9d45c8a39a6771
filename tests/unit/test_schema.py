# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The JSON Schema that an editor checks a customer's variables with: it takes the examples, and finds mistakes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs" / "schema" / "host_vars.json").read_text())
EXAMPLES = sorted(
    path for folder in ("host_vars", "group_vars") for path in (ROOT / "examples" / "inventory" / folder).glob("*.yml")
)
USER = {"email": "marie@acme.example", "package": "webex_calling"}
ADDRESS = {"address_line1": "Neumarkt 1", "city": "Dresden", "country": "DE"}


def problems(variables: Any) -> list[str]:
    """Return what the schema says of the variables."""
    found = jsonschema.Draft7Validator(SCHEMA).iter_errors(variables)
    return [error.message for each in found for error in [each, *(each.context or ())]]


def test_it_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_valid(path: Path) -> None:
    assert problems(yaml.safe_load(path.read_text())) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_tells_the_editor_where_the_schema_is(path: Path) -> None:
    [named] = re.findall(r"^# yaml-language-server: \$schema=(\S+)$", path.read_text(), re.MULTILINE)
    assert json.loads((path.parent / named).read_text()) == SCHEMA


@pytest.mark.parametrize(
    ("variables", "sign"),
    [
        ({"wholesale_user": [USER]}, "wholesale_user"),
        ({"location": []}, "location"),
        ({"wholesale_users": "all"}, "all"),
        ({"wholesale_users": [{**USER, "extension": 201}]}, "201"),
        ({"wholesale_users": [{**USER, "phone_number": 33199000101}]}, "33199000101"),
        ({"wholesale_users": [{**USER, "first_nmae": "Marie"}]}, "first_nmae"),
        ({"wholesale_users": [{**USER, "package": "webex_caling"}]}, "webex_caling"),
        ({"wholesale_users": [{"package": "webex_calling"}]}, "email"),
        ({"locations": [{"name": "Dresden", "address": {**ADDRESS, "zip_or_postal_code": 567}}]}, "567"),
        ({"locations": [{"name": "Dresden", "calling": "yes"}]}, "yes"),
        ({"locations_purge": "no"}, "no"),
        ({"wholesale_customer": {"name": "Acme"}}, "external_id"),
        ({"wholesale_customer": {"external_id": "acme", "packages": "webex_calling"}}, "webex_calling"),
        ({"onboarding_templates": [{"name": "SMB", "authentication": "saml"}]}, "saml"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_mistake_is_found(variables: dict[str, Any], sign: str) -> None:
    assert any(sign in problem for problem in problems(variables)), problems(variables)


def test_a_template_stands_for_any_value_and_other_variables_are_the_users_own() -> None:
    variables = {
        "wholesale_users": "{{ users_of_acme }}",
        "locations": [{"name": "Dresden", "calling": "{{ has_calling }}"}],
        "ansible_connection": "local",
        "billing_code": 4711,
    }
    assert problems(variables) == []
