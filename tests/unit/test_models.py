# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The models: what is refused, what is normalised, what Webex may say, and the argument specification."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._engine.fields import Model, Part, argument_spec
from ansible_collections.webex.wholesale.plugins.module_utils._http.errors import Refused, WebexError
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.address import LOCATION, WHOLESALE, Address
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.customer.model import ANSWER, LIMITED, Customer
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.location.model import NEED_CALLING, Location
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.packages import CUSTOMER, NEEDS_ONE_OF, USER
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.user.model import User

ADDRESS = {"address_line1": "1 rue A", "city": "Paris", "country": "FR"}
OFFICE = {"name": "Paris", "address": ADDRESS, "time_zone": "Europe/Paris", "preferred_language": "fr_FR"}

REFUSED: list[tuple[type[Model], dict[str, Any], str]] = [
    (Customer, {"external_id": ""}, "external_id"),
    (Customer, {"external_id": "  "}, "external_id"),
    (Customer, {"name": "100 % Pizza"}, "name"),
    (Customer, {"primary_email": "nobody"}, "primary_email"),
    (Customer, {"language": "french"}, "language"),
    (Customer, {"packages": []}, "packages"),
    (Customer, {"packages": ["cisco_calling_plan"]}, "packages"),
    (Customer, {"packages": ["cisco_calling_plan", "webex_meetings"]}, "packages"),
    (Customer, {"packages": ["attendant_console", "webex_voice"]}, "packages"),
    (Customer, {"package_limits": {"cisco_calling_plan": 1}}, "package_limits"),
    (Customer, {"package_limits": {"nonsense": 1}}, "package_limits"),
    (Customer, {"package_limits": {"webex_calling": -1}}, "package_limits"),
    (Customer, {"package_limits": {"webex_calling": "many"}}, "package_limits.webex_calling"),
    (Customer, {"packages": ["webex_suite"], "package_limits": {"webex_calling": 1}}, "package_limits"),
    (Customer, {"template": "A", "provisioning_id": "B"}, "template"),
    (Customer, {"meetings_timezone": "Paris"}, "meetings_timezone"),
    (Customer, {"address": ADDRESS | {"address_line1": "x" * 51}}, "address.address_line1"),
    (Customer, {"address": ADDRESS | {"address_line2": "x" * 51}}, "address.address_line2"),
    (Customer, {"address": ADDRESS | {"country": "FRA"}}, "address.country"),
    (Customer, {"address": ADDRESS | {"city": ""}}, "address.city"),
    (Customer, {"calling_location": OFFICE | {"name": "x" * 81}}, "calling_location.name"),
    (Customer, {"calling_location": OFFICE | {"time_zone": "CET+1"}}, "calling_location.time_zone"),
    (
        Customer,
        {"calling_location": OFFICE | {"address": ADDRESS | {"country": "?"}}},
        "calling_location.address.country",
    ),
    (Location, {"name": "x" * 257}, "name"),
    (Location, {"name": "x" * 81, "calling": True}, "name"),
    (Location, {"time_zone": "Paris"}, "time_zone"),
    (Location, {"preferred_language": "fr FR"}, "preferred_language"),
    (Location, {"main_number": "0123456789"}, "main_number"),
    (Location, {"numbers": ["+33199000101", "12"]}, "numbers.1"),
    (Location, {"routing_prefix": "8-1"}, "routing_prefix"),
    (Location, {"pstn": {}}, "pstn.provider"),
    (Location, {"pstn": {"provider": "A", "trunk": "B"}}, "pstn.provider"),
    (Location, {"main_number": "+33199000101", "numbers": ["+33199000102"], "purge_numbers": True}, "main_number"),
    (User, {"email": "a b@example.com"}, "email"),
    (User, {"email": ""}, "email"),
    (User, {"extension": "12a"}, "extension"),
    (User, {"phone_number": "+0123456789"}, "phone_number"),
    (User, {"package": "webex_meetings", "phone_number": "+33199000101"}, "phone_number"),
    (User, {"package": "webex_meetings", "extension": "101"}, "extension"),
    (User, {"package": "webex_meetings", "emergency_callback": "location"}, "emergency_callback"),
    (User, {"emergency_callback": "main_number"}, "emergency_callback"),
    (Location, {"emergency_callback": "none"}, "emergency_callback"),
]


@pytest.mark.parametrize(("model", "options", "option"), REFUSED, ids=lambda value: str(value)[:60])
def test_a_bad_value_is_refused_by_the_name_of_its_option(
    model: type[Model], options: dict[str, Any], option: str
) -> None:
    with pytest.raises(Refused) as refused:
        model.desired(options, "items[3].")
    assert refused.value.option == f"items[3].{option}"
    assert "Value error" not in str(refused.value)


def test_all_bad_values_of_an_object_are_told_at_once_each_with_its_object() -> None:
    with pytest.raises(Refused) as refused:
        Location.desired({"main_number": "089", "numbers": ["+1a"], "address": {"country": "X"}}, "locations[1].")
    singly = [str(each) for each in refused.value.singly("location Lyon")]
    assert [each.partition(":")[0] for each in singly] == [
        f"locations[1].{option} of location Lyon" for option in ("address.country", "main_number", "numbers.0")
    ]
    assert str(refused.value) == "; ".join(each.replace(" of location Lyon", "") for each in singly)
    with pytest.raises(Refused) as refused:
        Location.desired({"numbers": ["0"] * 1000})
    assert len(list(refused.value.singly(""))) == 10


CALLING: dict[str, Any] = {
    "announcement_language": "fr_FR",
    "emergency_callback": "main_number",
    "emergency_location_identifier": "x",
    "external_caller_id_name": "x",
    "main_number": "+33199000101",
    "numbers": ["+33199000101"],
    "outside_dial_digit": "0",
    "pstn": {"provider": "A"},
    "routing_prefix": "81",
}


@pytest.mark.parametrize("option", NEED_CALLING)
def test_calling_options_need_calling(option: str) -> None:
    with pytest.raises(Refused, match="needs calling") as refused:
        Location.desired({"calling": False, option: CALLING[option]})
    assert refused.value.option == option
    assert Location.desired({"calling": True, option: CALLING[option]}).calling
    assert not Location.desired({"calling": False, option: ""} if isinstance(CALLING[option], str) else {}).calling


@pytest.mark.parametrize("secret", ["se cret@", "+33 secret"])
def test_refusals_do_not_repeat_the_value(secret: str) -> None:
    with pytest.raises(Refused) as refused:
        User.desired({"email": secret})
    assert secret not in str(refused.value)


@pytest.mark.parametrize("package", NEEDS_ONE_OF)
def test_one_partner_is_enough_for_an_add_on(package: str) -> None:
    for partner in NEEDS_ONE_OF[package]:
        assert Customer.desired({"packages": [package, partner]}).packages == sorted([package, partner])


@pytest.mark.parametrize(
    ("model", "name", "given", "kept"),
    [
        (Customer, "language", "FR-fr", "fr_FR"),
        (Customer, "language", "en", "en"),
        (Customer, "primary_email", " Info@Acme.Example ", "info@acme.example"),
        (Customer, "packages", ["webex_suite", "webex_calling", "webex_suite"], ["webex_calling", "webex_suite"]),
        (Customer, "package_limits", {"webex_calling": "5"}, {"webex_calling": 5}),
        (Customer, "package_limits", {"webex_calling": 0}, {"webex_calling": 0}),
        (Address, "country", "fr", "FR"),
        (Address, "address_line1", "x" * 50, "x" * 50),
        (Address, "zip_or_postal_code", 75002, "75002"),
        (Location, "preferred_language", "fr_fr", "fr_FR"),
        (Location, "main_number", "+33 1 99.00-01 (01)", "+33199000101"),
        (Location, "numbers", ["+33199000102", "+33 199000101"], ["+33199000101", "+33199000102"]),
        (Location, "name", "x" * 256, "x" * 256),
        (Location, "time_zone", "America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        (User, "email", "Marie@ACME.example", "marie@acme.example"),
        (User, "extension", "0101", "0101"),
        (User, "phone_number", "", ""),
        (User, "roles", ["b", "a", "b"], ["a", "b"]),
    ],
)
def test_values_are_kept_in_one_form(model: type[Model], name: str, given: Any, kept: Any) -> None:
    assert getattr(model.desired({name: given}), name) == kept


def test_unset_null_and_empty_are_three_things() -> None:
    unset, null, empty = User.desired({}), User.desired({"first_name": None}), User.desired({"first_name": ""})
    assert unset.known() == null.known() == {}
    assert empty.known() == {"first_name": ""}
    assert User.observed(first_name=None).known() == {"first_name": None}


def test_what_ansible_fills_in_is_not_given() -> None:
    customer = Customer.desired(
        {"address": {**ADDRESS, "address_line2": None}, "package_limits": {"webex_calling": None}}
    )
    assert customer.known() == {"address": ADDRESS, "package_limits": {}}


def test_options_of_the_task_are_not_of_the_model() -> None:
    assert Customer.desired({"access_token": "x", "state": "present"}).known() == {}


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (
            Customer,
            {"packages": ["webex_holograms"], "status": "dreaming", "language": "klingon", "primary_email": "?"},
        ),
        (Customer, {"name": "100 %", "packages": []}),
        (Customer, {"package_status": [{"name": "x", "status": "new", "more": {"a": 1}}]}),
        (Address, {"address_line1": "x" * 99, "country": "Freedonia"}),
        (Location, {"name": "x" * 999, "time_zone": "Mars", "main_number": "110", "outside_dial_digit": "#"}),
        (User, {"email": "nobody", "package": "webex_holograms", "extension": "*1", "phone_number": "tel:1"}),
    ],
)
def test_what_webex_says_is_taken_as_it_is(model: type[Model], fields: dict[str, Any]) -> None:
    assert model.observed(**fields).known() == fields


@pytest.mark.parametrize(
    ("model", "fields", "name"),
    [
        (Customer, {"packages": "webex_calling"}, "packages"),
        (Customer, {"errors": ["text"]}, "errors.0"),
        (Customer, {"package_limits": {"webex_calling": "many"}}, "package_limits.webex_calling"),
        (Address, {"city": ["Paris"]}, "city"),
        (Location, {"calling": "perhaps"}, "calling"),
        (User, {"roles": {"a": "b"}}, "roles"),
    ],
)
def test_wrong_types_are_told(model: type[Model], fields: dict[str, Any], name: str) -> None:
    with pytest.raises(WebexError, match=f"something unknown for {name} of a {model.__name__}"):
        model.observed(**fields)


@pytest.mark.parametrize("keys", [WHOLESALE, LOCATION])
def test_addresses_go_there_and_back(keys: Part) -> None:
    address = Address.desired(ADDRESS | {"state_or_province": "IDF", "zip_or_postal_code": "75002"})
    back = Address.observed(**keys.read(Address, keys.body(Address, address.given())))
    assert back.known() == {**address.known(), "address_line2": None}
    assert keys.fields(Address)["address_line2"].key not in keys.body(Address, back.given())


@pytest.mark.parametrize("answer", [None, "12 rue A, Paris", []])
def test_an_answer_that_is_no_address_is_none(answer: Any) -> None:
    assert ANSWER.read(Customer, {"address": answer})["address"] is None


def test_argument_spec_of_a_customer() -> None:
    spec = argument_spec(Customer)
    assert spec["external_id"] == {"type": "str", "required": True}
    assert spec["packages"] == {"type": "list", "elements": "str", "choices": list(CUSTOMER)}
    assert spec["package_limits"] == {"type": "dict"}
    assert spec["catalog_path"] == {"type": "path"}
    assert spec["address"]["options"]["address_line1"] == {"type": "str", "required": True}
    assert spec["calling_location"]["options"]["address"] == {**spec["address"], "required": True}
    assert not {"id", "status", "errors", "package_status"} & set(spec)
    assert set(LIMITED) < set(CUSTOMER)


def test_argument_spec_of_a_location() -> None:
    spec = argument_spec(Location)
    assert spec["numbers"] == {"type": "list", "elements": "str"}
    assert spec["purge_numbers"] == {"type": "bool"}
    assert spec["pstn"] == {
        "type": "dict",
        "options": {name: {"type": "str"} for name in ("provider", "trunk", "route_group")},
    }
    assert not {"id", "org_id"} & set(spec)


def test_argument_spec_of_a_user() -> None:
    spec = argument_spec(User)
    assert spec["package"] == {"type": "str", "choices": list(USER)}
    assert [name for name, each in spec.items() if each.get("required")] == ["customer", "email"]
    assert not {"id", "person_id", "status", "errors"} & set(spec)
