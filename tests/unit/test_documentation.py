# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is documented in several places is documented alike, and what is rendered is current.

That options agree with the argument specifications is tested by ``ansible-test sanity --test validate-modules``.
"""

from __future__ import annotations

import importlib
import re
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from ansible_collections.webex.wholesale.plugins.module_utils._engine.noun import Writer
from ansible_collections.webex.wholesale.plugins.module_utils._engine.steps import Step
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.customer.api import Customers
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.device.api import Devices
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.location.api import Locations
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.template.api import OnboardingTemplates
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.user.api import Users
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.workspace.api import Workspaces

from hacking import render_docs

PLURALS = [Customers, Locations, Users, Workspaces, Devices]
NOUNS = [OnboardingTemplates, *PLURALS]
PLUGINS = "ansible_collections.webex.wholesale.plugins"
NEEDED = {
    Customers: {"template", "provisioning_id", "name", "primary_email", "packages", "address", "calling_location"},
    Locations: {"address", "time_zone", "preferred_language"},
    Users: {"package", "location", "phone_number", "extension"},
    Workspaces: {"location", "phone_number", "extension"},
    Devices: set(),
    OnboardingTemplates: {"service_provider_admin", "country", "default_language", "subscription"},
}
"""Options that the nouns refuse to create an object without."""


def read(module: str, block: str) -> dict[str, Any]:
    """Return a documentation block of a module, with what its fragments add of this collection's nouns."""
    imported = importlib.import_module(f"{PLUGINS}.modules.{module}")
    parsed: dict[str, Any] = yaml.safe_load(getattr(imported, block))
    for fragment in parsed.get("extends_documentation_fragment", []) if block == "DOCUMENTATION" else []:
        name, _dot, part = fragment.removeprefix("webex.wholesale.").partition(".")
        found = importlib.import_module(f"{PLUGINS}.doc_fragments.{name}").ModuleDocFragment
        if name not in ("webex", "attributes"):
            options = yaml.safe_load(getattr(found, part.upper() or "DOCUMENTATION"))["options"]
            parsed["options"] = {**options, **parsed.get("options", {})}
    return parsed


@pytest.mark.parametrize("noun", PLURALS)
def test_a_list_documents_its_items_as_the_single_object_is_documented(noun: type[Writer[Any]]) -> None:
    single = read(noun.name, "DOCUMENTATION")["options"]
    task = read(noun.plural, "DOCUMENTATION")["options"]
    items = task[noun.plural]["suboptions"]
    references = re.compile(rf"\bO\({noun.plural}\[\]\.")
    plain = yaml.safe_load(references.sub("O(", yaml.safe_dump(items, width=10_000)))
    for options in (single, plain):
        # Of these the list says no more than that the task's is their default, or nothing at all.
        for name in task:
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


@pytest.mark.parametrize("noun", NOUNS)
def test_an_option_that_is_needed_to_create_an_object_says_so(noun: type[Writer[Any]]) -> None:
    options = read(noun.name, "DOCUMENTATION")["options"]
    telling = {name for name, option in options.items() if "eeded to create a" in "".join(option["description"])}
    assert telling == NEEDED[noun]


@pytest.mark.parametrize("noun", NOUNS)
def test_every_module_that_writes_returns_its_steps(noun: type[Writer[Any]]) -> None:
    for module in (noun.name, noun.plural) if noun in PLURALS else (noun.name,):
        documented = read(module, "RETURN")["steps"]["contains"]
        shown = Step("create it", "POST", ("locations",), when="Webex says so")
        shown.item = SimpleNamespace(label="location Lyon")  # type: ignore[assignment]
        assert set(documented) == set(shown.shown("/v1/"))


@pytest.mark.parametrize("noun", PLURALS)
def test_descriptions_are_sentences(noun: type[Writer[Any]]) -> None:
    """A text where a list is meant would be read letter by letter."""
    for name, option in read(noun.plural, "DOCUMENTATION")["options"].items():
        told = option["description"]
        assert isinstance(told, str) or all(len(sentence) > 1 for sentence in told), name


def test_what_is_rendered_is_current() -> None:
    stale = [str(path) for path, text in render_docs.rendered() if not path.exists() or path.read_text() != text]
    assert stale == [], "run make render"
