# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customers, through ansible-core on the simulator."""

from __future__ import annotations

from typing import Any

from ansible_collections.webex.wholesale.plugins.module_utils._http import ids

from tests.integration.steps import ACME, AUSTIN, OFFICE, PARIS, live, run, task
from tests.simulator_server import SimulatorServer

EXISTING_ORG = "0a1b0000-0000-4000-8000-000000000004"
LARGE_EXISTING_ORG = "0a1b0000-0000-4000-8000-000000000005"
MEETINGS: dict[str, Any] = {
    **{name: value for name, value in ACME.items() if name != "calling_location"},
    "packages": ["webex_meetings"],
}


def test_a_customer_is_created_changed_and_removed(simulator: SimulatorServer) -> None:
    created, suite, limits, _address, renamed, both, removed = live(
        simulator,
        "wholesale_customer",
        (
            "created",
            ACME | {"language": "fr_FR", "package_limits": {"webex_calling": 5}, "meetings_timezone": "Europe/Paris"},
        ),
        ("updated", {"external_id": "acme", "packages": ["webex_suite", "webex_calling"]}),
        ("updated", {"external_id": "acme", "package_limits": {"webex_suite": 7}}),
        ("updated", {"external_id": "acme", "address": AUSTIN}),
        ("updated", {"external_id": "acme", "name": "Acme & Söhne"}),
        ("updated", {"external_id": "acme", "name": "Acme", "address": AUSTIN | {"address_line2": "Floor 2"}}),
        ("removed", {"external_id": "acme", "state": "absent"}),
    )
    customer = created.result["wholesale_customer"]
    assert created.result["id"] == customer["id"]
    assert (customer["status"], customer["name"], customer["errors"]) == ("provisioned", "Acme", [])
    assert ids.decode(customer["org_id"])
    assert {each["name"]: each["status"] for each in customer["package_status"]} == {
        "webex_calling": "provisioned",
        "webex_meetings": "provisioned",
    }
    assert created.writes == ["POST /v1/wholesale/customers"]
    assert suite.result["diff"][0]["changes"]["before"] == {"packages": ["webex_calling", "webex_meetings"]}
    assert suite.result["wholesale_customer"]["packages"] == ["webex_calling", "webex_suite"]
    # The limits of other packages are none of this task's business.
    assert limits.result["diff"][0]["changes"]["after"] == {"package_limits": {"webex_suite": 7}}
    assert [write.split()[0] for write in renamed.writes] == ["PATCH"]
    assert sorted(write.split()[0] for write in both.writes) == ["PATCH", "PUT"]
    assert "wholesale_customer" not in removed.result
    (info,) = run(simulator, task_info())
    assert info.result["wholesale_customers"] == []
    assert simulator.info()["org"] == 7  # the organization stays


def task_info(**filters: Any) -> dict[str, Any]:
    return {"webex.wholesale.wholesale_customer_info": filters}


def test_attach_an_organization_and_change_its_external_id(simulator: SimulatorServer) -> None:
    attach: dict[str, Any] = {
        "external_id": "old",
        "template": "Default",
        "org_id": EXISTING_ORG,
        "packages": ["webex_meetings"],
        "address": AUSTIN,
    }
    attached, moved = live(
        simulator,
        "wholesale_customer",
        ("created", attach),
        ("updated", {"external_id": "new", "org_id": ids.encode("ORGANIZATION", EXISTING_ORG)}),
    )
    assert ids.same(attached.result["wholesale_customer"]["org_id"], EXISTING_ORG)
    assert moved.result["diff"][0]["changes"]["before"] == {"external_id": "old"}
    assert moved.result["id"] == attached.result["id"]
    gone, named, other, large = run(
        simulator,
        task("wholesale_customer", external_id="old", state="absent"),
        task("wholesale_customer", external_id="new", name="Existing", org_id=EXISTING_ORG.upper()),
        task("wholesale_customer", external_id="new", org_id=LARGE_EXISTING_ORG),
        task("wholesale_customer", **attach | {"external_id": "large", "org_id": LARGE_EXISTING_ORG}),
    )
    assert gone.result["action"] == "unchanged"
    assert named.result["diff"][0]["changes"]["before"] == {"name": "Existing Org"}
    assert "org_id: external_id new belongs to another organization" in other.message
    assert other.writes == []
    assert "must approve first" in large.message


def test_waiting_ends_after_wait_timeout(simulator: SimulatorServer) -> None:
    simulator.faults({"provisioning": {"acme": {"status": "pending_rpl_review"}}})
    impatient, not_waiting, check = run(
        simulator,
        task("wholesale_customer", **ACME | {"wait_timeout": 0.5}),
        task("wholesale_customer", **ACME | {"wait": False}),
        task("wholesale_customer", check=True, **ACME),
    )
    assert "not finished after wait_timeout (0.5 s)" in impatient.message
    assert "customer acme, which is pending_rpl_review" in impatient.message
    assert "run again to continue waiting" in impatient.message
    assert impatient.result["done"] == ["start its provisioning"]
    assert impatient.result["changed"]
    for step in (not_waiting, check):
        assert step.result["action"] == "unchanged"
        assert step.result["wholesale_customer"]["status"] == "pending_rpl_review"
        assert step.writes == []
    simulator.faults({})
    waited, again, suite, other = run(
        simulator,
        task("wholesale_customer", **ACME),
        task("wholesale_customer", **ACME),
        task("wholesale_customer", external_id="acme", packages=["webex_suite"], wait=False),
        task("wholesale_customer", **MEETINGS | {"external_id": "b", "primary_email": "b@b.example", "wait": False}),
    )
    for step in (waited, again):
        assert step.result["action"] == "unchanged"
        assert step.result["wholesale_customer"]["status"] == "provisioned"
    assert suite.result["wholesale_customer"]["status"] == "updating"
    assert other.result["wholesale_customer"]["status"] == "provisioning"
    assert [each["method"] for each in other.requests][-1] == "POST"


def test_a_package_in_error_fails_the_task_with_its_reason(simulator: SimulatorServer) -> None:
    reason = {"errorCode": 2560, "description": "Calling services are under maintenance"}
    simulator.faults({"provisioning": {"acme": {"packages": {"webex_calling": {"errors": [reason]}}}}})
    failed, again = run(simulator, task("wholesale_customer", **ACME), task("wholesale_customer", **ACME))
    for step, writes in ((failed, 1), (again, 1)):
        assert "Webex reports status provisioned_with_errors" in step.message
        assert "webex_calling: Calling services are under maintenance (code 2560)" in step.message
        assert len(step.writes) == writes
    assert failed.result["done"] == ["start its provisioning"]
    assert again.result["done"] == ["start its update: packages"]
    simulator.faults({})
    fixed, quiet = run(simulator, task("wholesale_customer", **ACME), task("wholesale_customer", **ACME))
    assert (fixed.result["action"], fixed.result["wholesale_customer"]["status"]) == ("updated", "provisioned")
    assert fixed.result["diff"][0]["changes"]["before"] == {"packages": ["webex_meetings"]}
    assert (quiet.result["action"], quiet.writes) == ("unchanged", [])


def test_provisioning_in_error(simulator: SimulatorServer) -> None:
    reason = {"errorCode": 1, "description": "The denied party check failed"}
    simulator.faults({"provisioning": {"acme": {"status": "error", "errors": [reason]}}})
    (failed,) = run(simulator, task("wholesale_customer", **ACME))
    assert "Webex reports status error: The denied party check failed (code 1)" in failed.message
    simulator.faults({})
    (fixed,) = run(simulator, task("wholesale_customer", **ACME))
    assert (fixed.result["action"], fixed.result["wholesale_customer"]["status"]) == ("updated", "provisioned")


def test_errors_that_a_run_cannot_mend(simulator: SimulatorServer) -> None:
    """Without a package in error there is nothing to try again; the task warns."""
    reason = {"errorCode": 1, "description": "Something is odd"}
    simulator.faults({"provisioning": {"acme": {"status": "provisioned_with_errors", "errors": [reason]}}})
    failed, again = run(simulator, task("wholesale_customer", **MEETINGS), task("wholesale_customer", **MEETINGS))
    assert "Something is odd (code 1)" in failed.message
    assert (again.result["action"], again.writes) == ("unchanged", [])
    assert any("Something is odd (code 1)" in warning for warning in again.result["warnings"])


def without(options: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in options.items() if name not in names}


# Each is refused before anything is written; in a list they are refused one by one.
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "office without zip": (
        ACME | {"calling_location": OFFICE | {"address": without(PARIS, "zip_or_postal_code")}},
        "calling_location.address.zip_or_postal_code: is required in FR",
    ),
    "no calling location": (
        without(ACME, "calling_location"),
        "calling_location: is required for packages with calling",
    ),
    "no packages": (without(MEETINGS, "packages"), "packages: is required to create a customer"),
    "no address": (without(MEETINGS, "address"), "address: is required to create a customer"),
    "no name": (without(MEETINGS, "name"), "name: is required to create a customer (or give org_id to attach one)"),
    "no e-mail": (without(MEETINGS, "primary_email"), "primary_email: is required to create a customer"),
    "no template": (
        without(MEETINGS, "template"),
        "template: is required to create a customer, unless provisioning_id",
    ),
}


def test_each_of_a_list_is_refused_for_itself_before_any_write(simulator: SimulatorServer) -> None:
    items = [options | {"external_id": name} for name, (options, _message) in REFUSED.items()]
    for check in (True, False):
        (step,) = run(simulator, task("wholesale_customers", check, wholesale_customers=items))
        assert step.writes == []
        errors = {item["key"]: item["error"] for item in step.result["entries"]}
        for name, (_options, message) in REFUSED.items():
            assert (errors[name] or "").startswith(message), (name, errors[name])
            assert f"- creating wholesale customer {name}: {message}" in step.message
        assert not step.result["changed"]
        assert step.result["diff"] == []


def test_what_is_believed_of_a_billing_address_warns_and_webex_decides(simulator: SimulatorServer) -> None:
    cases = {
        "address.state_or_province: is required in US": without(AUSTIN, "state_or_province"),
        "address.state_or_province: is none of AL, ": AUSTIN | {"state_or_province": "Texas"},
        "address.zip_or_postal_code: is required in FR": without(PARIS, "zip_or_postal_code"),
        "address.country: Webex does not know XX": PARIS | {"country": "XX"},
    }
    steps = run(simulator, *[task("wholesale_customer", **MEETINGS | {"address": each}) for each in cases.values()])
    for message, step in zip(cases, steps, strict=True):
        assert any(each.startswith(message) and "(A20 in" in each for each in step.result["warnings"]), message
        assert "(HTTP 400" in step.message


def test_unknown_template(simulator: SimulatorServer) -> None:
    options = MEETINGS | {"template": "Nope"}
    check, real = run(simulator, task("wholesale_customer", True, **options), task("wholesale_customer", **options))
    # An earlier task of the play may be the one that would create it.
    assert check.result["action"] == "created"
    assert any("template: Nope is not in Partner Hub" in warning for warning in check.result["warnings"])
    assert "template: Nope is not in Partner Hub" in real.message
    assert (check.writes, real.writes) == ([], [])


def test_a_bad_list_is_refused_as_a_whole(simulator: SimulatorServer) -> None:
    items = [
        MEETINGS | {"name": "100 % Acme"},
        MEETINGS | {"address": PARIS | {"address_line1": "x" * 51}},
        MEETINGS | {"packages": ["cisco_calling_plan", "webex_meetings"]},
        MEETINGS | {"external_id": ""},
    ]
    (step,) = run(simulator, task("wholesale_customers", wholesale_customers=items))
    assert step.message == (
        "wholesale_customers[0].name of wholesale customer acme: must not contain %; "
        "wholesale_customers[1].address.address_line1 of wholesale customer acme: is longer than 50 characters; "
        "wholesale_customers[2].packages of wholesale customer acme: cisco_calling_plan needs at least one of "
        "common_area_calling, webex_calling, webex_suite, webex_voice, cx_essentials, webex_calling_standard; "
        "wholesale_customers[3].external_id: must not be empty"
    )
    assert step.requests == []


def test_refused_for_a_customer_that_exists(simulator: SimulatorServer) -> None:
    _created, calling, taken, webex = run(
        simulator,
        task("wholesale_customer", **MEETINGS),
        task("wholesale_customer", external_id="acme", packages=["webex_meetings", "webex_calling"]),
        task("wholesale_customer", **ACME | {"external_id": "copy"}),
        task("wholesale_customer", check=True, **ACME | {"external_id": "copy"}),
    )
    assert "calling_location: is required for packages with calling" in calling.message
    assert calling.writes == []
    # Webex's own refusal, which check mode gets from the precheck.
    for step in (taken, webex):
        assert "info@acme.example is already associated with an existing user (HTTP 409, code 10022" in step.message
        assert step.result["failure"]["status"] == 409
    assert webex.writes == []


def test_a_failure_half_way_keeps_what_was_done(simulator: SimulatorServer) -> None:
    change: dict[str, Any] = {"external_id": "acme", "name": "Acme Two", "packages": ["webex_suite"]}
    run(simulator, task("wholesale_customer", **ACME))
    simulator.faults({"responses": [{"method": "PUT", "path": "/customers/", "status": 400, "message": "Not today"}]})
    failed, again, quiet = run(simulator, *[task("wholesale_customer", **change)] * 3)
    assert "Not today" in failed.message
    assert "Done before: rename the organization." in failed.message
    assert failed.result["done"] == ["rename the organization"]
    assert failed.result["changed"]
    assert again.result["diff"][0]["changes"]["after"] == {"packages": ["webex_suite"]}
    assert (quiet.result["action"], quiet.writes) == ("unchanged", [])
