# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is documented twice is documented alike: Ansible has no way to share the documentation of suboptions.

That options agree with the argument specifications is tested by ``ansible-test sanity --test validate-modules``.
"""

from __future__ import annotations

import importlib
import re
from typing import Any

import pytest
import yaml
from ansible_collections.webex.wholesale.plugins.module_utils._engine.noun import Writer
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.customer.api import Customers
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.location.api import Locations
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.template.api import OnboardingTemplates
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.user.api import Users

PLURALS = [Customers, Locations, Users]
NOUNS = [OnboardingTemplates, *PLURALS]


def read(module: str, block: str) -> dict[str, Any]:
    """Return a documentation block of a module."""
    imported = importlib.import_module(f"ansible_collections.webex.wholesale.plugins.modules.{module}")
    parsed: dict[str, Any] = yaml.safe_load(getattr(imported, block))
    return parsed


@pytest.mark.parametrize("noun", PLURALS)
def test_a_list_documents_its_items_as_the_single_object_is_documented(noun: type[Writer[Any]]) -> None:
    single = read(noun.name, "DOCUMENTATION")["options"]
    items = read(noun.plural, "DOCUMENTATION")["options"][noun.plural]["suboptions"]
    references = re.compile(rf"\bO\({noun.plural}\[\]\.")
    plain = yaml.safe_load(references.sub("O(", yaml.safe_dump(items, width=10_000)))
    for options in (single, plain):
        # These two have the task's as their default, which is all that the list says of them.
        for name in ("customer", "state"):
            options.pop(name, None)
    assert plain == single


@pytest.mark.parametrize("noun", NOUNS)
def test_reading_and_writing_return_the_same_object(noun: type[Writer[Any]]) -> None:
    written = read(noun.name, "RETURN")[noun.name]["contains"]
    found = read(f"{noun.name}_info", "RETURN")[noun.plural]["contains"]
    assert written == found


@pytest.mark.parametrize("noun", NOUNS)
def test_returned_fields_exist(noun: type[Writer[Any]]) -> None:
    documented = set(read(noun.name, "RETURN")[noun.name]["contains"])
    assert documented <= set(noun.model.model_fields)


@pytest.mark.parametrize("noun", NOUNS)
def test_fields_that_webex_sets_are_documented(noun: type[Writer[Any]]) -> None:
    options = set(read(noun.name, "DOCUMENTATION")["options"])
    documented = set(read(noun.name, "RETURN")[noun.name]["contains"])
    assert set(noun.model.model_fields) - options <= documented
