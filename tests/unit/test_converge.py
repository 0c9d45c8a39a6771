# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Planning: what is and what should be, and what is to be done about it."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._engine.change import compare
from ansible_collections.webex.wholesale.plugins.module_utils._engine.fields import Model
from ansible_collections.webex.wholesale.plugins.module_utils._engine.item import Item
from ansible_collections.webex.wholesale.plugins.module_utils._engine.run import Run
from ansible_collections.webex.wholesale.plugins.module_utils._engine.steps import Step
from ansible_collections.webex.wholesale.plugins.module_utils._http.errors import Refused, WebexError
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.customer.model import LIMITED, Customer
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.location.model import Location
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.packages import CUSTOMER, USER
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.user.api import Users
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.user.model import User
from hypothesis import given, settings
from hypothesis import strategies as some

ADDRESS = {"address_line1": "1 rue A", "city": "Paris", "country": "FR"}
THERE: dict[str, Any] = {**ADDRESS, "address_line2": None, "state_or_province": None, "zip_or_postal_code": "75002"}
ONE, TWO, THREE = "+33199000101", "+33199000102", "+33199000103"

# Model, what Webex says, what the options want, what changes: {field: after}.
CASES: dict[str, tuple[type[Model], dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "nothing wanted": (Customer, {"name": "A"}, {}, {}),
    "the same": (Customer, {"name": "A"}, {"name": "A"}, {}),
    "another": (Customer, {"name": "A"}, {"name": "B"}, {"name": "B"}),
    "case counts in names": (Customer, {"name": "acme"}, {"name": "Acme"}, {"name": "Acme"}),
    "never returned, so never compared": (Customer, {"name": "A"}, {"language": "fr", "template": "T"}, {}),
    "how to proceed is no wish": (Customer, {"name": "A"}, {"catalog_path": "x"}, {}),
    "packages in another order": (
        Customer,
        {"packages": ["webex_suite", "webex_calling"]},
        {"packages": ["webex_calling", "webex_suite"]},
        {},
    ),
    "packages are the complete list": (
        Customer,
        {"packages": ["webex_calling", "webex_suite"]},
        {"packages": ["webex_meetings"]},
        {"packages": ["webex_meetings"]},
    ),
    "a package unknown to this version is taken away like any other": (
        Customer,
        {"packages": ["new", "webex_calling"]},
        {"packages": ["webex_calling"]},
        {"packages": ["webex_calling"]},
    ),
    "limits not given stay": (
        Customer,
        {"package_limits": {"webex_calling": 5, "webex_suite": 7}},
        {"package_limits": {"webex_calling": 6}},
        {"package_limits": {"webex_calling": 6, "webex_suite": 7}},
    ),
    "the same limit": (
        Customer,
        {"package_limits": {"webex_calling": 5, "webex_suite": 7}},
        {"package_limits": {"webex_calling": 5}},
        {},
    ),
    "no limits wanted": (Customer, {"package_limits": {"webex_calling": 5}}, {"package_limits": {}}, {}),
    "a limit of none": (
        Customer,
        {"package_limits": {"webex_calling": 5}},
        {"package_limits": {"webex_calling": 0}},
        {"package_limits": {"webex_calling": 0}},
    ),
    "address: what is not given stays": (Customer, {"address": THERE}, {"address": ADDRESS}, {}),
    "address: one part": (
        Customer,
        {"address": THERE},
        {"address": ADDRESS | {"city": "Lyon"}},
        {"address": THERE | {"city": "Lyon"}},
    ),
    "address: a part taken away": (
        Customer,
        {"address": THERE},
        {"address": ADDRESS | {"zip_or_postal_code": ""}},
        {"address": THERE | {"zip_or_postal_code": ""}},
    ),
    "address: country in lower case": (Customer, {"address": THERE}, {"address": ADDRESS | {"country": "fr"}}, {}),
    "address: none before": (Customer, {"address": None}, {"address": ADDRESS}, {"address": ADDRESS}),
    "languages in Webex's spelling": (Location, {"preferred_language": "fr_fr"}, {"preferred_language": "fr_FR"}, {}),
    "numbers in another spelling": (Location, {"numbers": [ONE]}, {"numbers": ["+33 199 000 101"]}, {}),
    "numbers are only added": (Location, {"numbers": [ONE, TWO]}, {"numbers": [THREE]}, {"numbers": [ONE, TWO, THREE]}),
    "numbers: there already": (Location, {"numbers": [ONE, TWO]}, {"numbers": [TWO]}, {}),
    "numbers: none wanted": (Location, {"numbers": [ONE]}, {"numbers": []}, {}),
    "numbers: none there": (Location, {"numbers": None}, {"numbers": [ONE]}, {"numbers": [ONE]}),
    "numbers: purged": (
        Location,
        {"numbers": [ONE, TWO]},
        {"numbers": [THREE], "purge_numbers": True},
        {"numbers": [THREE]},
    ),
    "numbers: all purged": (Location, {"numbers": [ONE]}, {"numbers": [], "purge_numbers": True}, {"numbers": []}),
    "numbers: nothing to purge": (Location, {"numbers": None}, {"numbers": [], "purge_numbers": True}, {}),
    "numbers: unset is not purged": (Location, {"numbers": [ONE]}, {"purge_numbers": True}, {}),
    "PSTN is replaced as a whole": (
        Location,
        {"pstn": {"provider": "A"}},
        {"pstn": {"trunk": "T"}},
        {"pstn": {"trunk": "T"}},
    ),
    "PSTN: the same": (Location, {"pstn": {"provider": "A"}}, {"pstn": {"provider": "A"}}, {}),
    "PSTN: none before": (Location, {"pstn": None}, {"pstn": {"provider": "A"}}, {"pstn": {"provider": "A"}}),
    "false is not empty": (Location, {"calling": True}, {"calling": False}, {"calling": False}),
    "false is not null": (Location, {"calling": None}, {"calling": False}, {"calling": False}),
    "empty is null": (Location, {"notes": None}, {"notes": ""}, {}),
    "empty takes away": (Location, {"routing_prefix": "81"}, {"routing_prefix": ""}, {"routing_prefix": ""}),
    "several": (
        User,
        {"email": "a@b.c", "first_name": "A", "last_name": "B", "extension": "1"},
        {"email": "A@b.c", "first_name": "A", "last_name": "C", "extension": "2"},
        {"last_name": "C", "extension": "2"},
    ),
    "roles are a set": (User, {"roles": ["b", "a"]}, {"roles": ["a", "b", "a"]}, {}),
    "no roles": (User, {"roles": ["a"]}, {"roles": []}, {"roles": []}),
    "no roles before": (User, {"roles": []}, {"roles": []}, {}),
    "a number taken away": (User, {"phone_number": ONE}, {"phone_number": ""}, {"phone_number": ""}),
    "what Webex sets is not compared": (User, {"status": "provisioned", "id": "x"}, {"status": "other", "id": "y"}, {}),
}


def plain(value: Any) -> Any:
    return value.known() if isinstance(value, Model) else value


@pytest.mark.parametrize("case", CASES)
def test_an_update_has_what_differs_and_no_more(case: str) -> None:
    model, there, wanted, expected = CASES[case]
    observed, desired = model.observed(**there), model.desired(wanted)
    action = compare(observed, desired)
    assert {name: plain(after) for name, (_before, after) in action.changes.items()} == expected
    assert action.kind == ("update" if expected else "none")
    predicted = action.predicted()
    assert predicted is not None
    assert predicted.known() == {**observed.known(), **expected}
    assert compare(predicted, desired).kind == "none"
    diff = action.diff("x")
    assert diff["after"] == expected
    assert diff["before"] == {name: observed.known()[name] for name in expected}
    assert list(diff["before"]) == list(diff["after"]) == sorted(expected)


def test_planning_changes_nothing() -> None:
    observed = Customer.observed(address=THERE, package_limits={"webex_calling": 5})
    desired = Customer.desired({"address": ADDRESS | {"city": "Lyon"}, "package_limits": {"webex_suite": 1}})
    before = (observed.known(), desired.known())
    compare(observed, desired)
    assert (observed.known(), desired.known()) == before


def test_a_creation_predicts_all_that_is_wanted() -> None:
    desired = User.desired({"email": "A@b.c", "last_name": "B", "roles": [], "remove_person": True})
    action = compare(None, desired)
    assert action.kind == "create"
    assert action.predicted() == User.desired({"email": "a@b.c", "last_name": "B", "roles": []})
    assert action.diff("user") == {
        "before_header": "user",
        "after_header": "user",
        "before": {},
        "after": {"email": "a@b.c", "last_name": "B", "roles": []},
    }
    assert (action.touches("last_name"), action.touches("first_name", "id")) == (True, False)
    assert (action.after("last_name"), action.after("first_name")) == ("B", None)


def test_a_removal_predicts_nothing_left() -> None:
    observed = User.observed(email="a@b.c", id="x", package="webex_voice", first_name=None)
    action = compare(observed, User.desired({"email": "a@b.c", "package": "webex_suite"}), absent=True)
    assert (action.kind, action.predicted()) == ("remove", None)
    assert action.diff("user")["before"] == {"email": "a@b.c", "first_name": None, "package": "webex_voice"}
    assert action.diff("user")["after"] == {}


def test_absent_already() -> None:
    action = compare(None, User.desired({"email": "a@b.c"}), absent=True)
    assert (action.kind, action.changed, action.predicted(), action.changes) == ("none", False, None, {})


def test_after_of_what_stays() -> None:
    action = compare(User.observed(package="webex_voice", extension="1"), User.desired({"extension": "2"}))
    assert (action.after("package"), action.after("extension"), action.after("location")) == ("webex_voice", "2", None)


def test_only_what_exists_exists() -> None:
    with pytest.raises(TypeError, match="a create has no existing object"):
        assert compare(None, User.desired({"email": "a@b.c"})).existing is None


TEXT = some.text(max_size=3)
NUMBERS = some.lists(some.sampled_from([ONE, TWO, THREE]), max_size=4)
ADDRESSES = some.fixed_dictionaries(
    {
        "address_line1": some.text(min_size=1, max_size=3).filter(str.strip),
        "city": some.just("C"),
        "country": some.sampled_from(["fr", "FR", "US"]),
    },
    optional={"address_line2": TEXT, "state_or_province": TEXT, "zip_or_postal_code": TEXT},
)
FIELDS: dict[type[Model], dict[str, some.SearchStrategy[Any]]] = {
    Customer: {
        "name": TEXT.map(lambda text: text.replace("%", "")),
        "packages": some.lists(some.sampled_from(CUSTOMER[:7]), min_size=1, max_size=4),
        "address": ADDRESSES,
        "org_id": TEXT,
    },
    Location: {
        "name": some.text(min_size=1, max_size=3).filter(str.strip),
        "address": ADDRESSES,
        "notes": TEXT,
        "calling": some.just(True),
        "numbers": NUMBERS,
        "purge_numbers": some.booleans(),
        "main_number": some.just(ONE),
        "preferred_language": some.sampled_from(["fr_fr", "fr_FR", "en-us"]),
        "routing_prefix": some.sampled_from(["", "8"]),
        "pstn": some.sampled_from([{"provider": "A"}, {"trunk": "A"}, {"route_group": "B"}]),
    },
    User: {
        "first_name": TEXT,
        "package": some.sampled_from(USER[2:]),
        "location": TEXT,
        "roles": some.lists(TEXT, max_size=3),
        "phone_number": some.sampled_from(["", ONE, "+33 199000101"]),
        "extension": some.sampled_from(["", "1", "2"]),
    },
}


@pytest.mark.parametrize("model", FIELDS, ids=lambda model: model.__name__)
@given(data=some.data())
@settings(max_examples=150, deadline=None)
def test_what_was_done_is_not_done_again(model: type[Model], data: some.DataObject) -> None:
    """Whatever is there and whatever is wanted: after the plan, nothing is left to plan, however often it is asked."""
    options = some.fixed_dictionaries({}, optional=FIELDS[model])
    wanted = data.draw(options)
    if model is Location and wanted.get("purge_numbers") and "numbers" in wanted:
        wanted["numbers"] = [*wanted["numbers"], ONE]  # else the main number is refused
    if model is Customer and "packages" in wanted:
        limits = some.dictionaries(
            some.sampled_from([name for name in wanted["packages"] if name in LIMITED]), some.integers(0, 3)
        )
        wanted["package_limits"] = data.draw(limits)
    desired = model.desired(wanted)
    there = data.draw(some.none() | options)
    observed = None if there is None else model.observed(**there)
    predicted = compare(observed, desired).predicted()
    assert predicted is not None
    assert compare(predicted, desired).kind == "none"
    assert compare(model.observed(**predicted.known()), desired).kind == "none"


def test_an_entry_tells_what_became_of_an_item() -> None:
    noun = Users(Run(None, None, sub_partner=""))  # type: ignore[arg-type]  # nothing is read
    item = Item(noun, User.desired({"email": "a@b.c"}))
    assert item.entry() == {"key": "a@b.c", "id": None, "action": "unchanged", "changed": False, "error": None}
    item.change, item.returned, item.extra = compare(None, item.desired), {"id": "x"}, {"more": 1}
    assert item.entry() == {
        "key": "a@b.c",
        "id": "x",
        "action": "created",
        "changed": True,
        "error": None,
        "more": 1,
    }
    item.steps = [Step("subscribe the user", "POST", ("wholesale/subscribers",), fields=("email",))]
    item.error = WebexError("Bad", status=400, code="1")
    entry = item.entry()
    assert (entry["action"], entry["changed"], "done" in entry, item.diff()) == ("failed", False, False, None)
    assert (entry["failure"]["status"], entry["failure"]["code"]) == (400, "1")
    item.steps[0].state = "made"
    entry = item.entry()
    assert (entry["changed"], entry["done"]) == (True, ["subscribe the user"])
    assert item.diff() == {
        "before_header": "wholesale_user a@b.c",
        "after_header": "wholesale_user a@b.c",
        "before": {},
        "after": {"email": "a@b.c"},
    }
    item.error = Refused("email", "no")
    assert "failure" not in item.entry()


def test_a_wrong_type_of_webex_is_shown_as_it_is() -> None:
    user = User.observed(email="a@b.c").model_copy(update={"id": [[]]})
    assert user.known() == {"email": "a@b.c", "id": [[]]}
