# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users, through ansible-core on the simulator."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.customer.api import Customers
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.location.api import Locations
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.user.api import Users

from tests.direct import client, one
from tests.integration.steps import ACME, MARIE, PARIS, Step, live, run, task
from tests.simulator_server import SimulatorServer

ONE, TWO, THREE = "+33199000101", "+33199000102", "+33199000103"


def user(email: str = "marie@acme.example", **options: Any) -> dict[str, Any]:
    return {"customer": "acme", "email": email, **options}


@pytest.fixture
def acme(simulator: SimulatorServer) -> SimulatorServer:
    """The simulator with the customer acme, its locations Paris and Lyon with numbers, and its first user."""
    pstn = {"provider": "Simulated Telecom FR"}
    lyon = {"address": PARIS, "time_zone": "Europe/Paris", "preferred_language": "fr_FR", "calling": True, "pstn": pstn}
    packages = ["webex_calling", "webex_meetings", "webex_suite", "webex_voice"]
    one(Customers, simulator.url, **ACME | {"packages": packages})
    one(Locations, simulator.url, customer="acme", name="Paris", pstn=pstn, numbers=[ONE, TWO], main_number=ONE)
    one(Locations, simulator.url, customer="acme", name="Lyon", numbers=[THREE], **lyon)
    boss = {"package": "webex_suite", "location": "Paris", "extension": "100"}
    one(Users, simulator.url, **user("boss@acme.example", **boss))
    return simulator


def test_a_user_is_created_changed_and_removed(acme: SimulatorServer) -> None:
    created, _names, _line, suite, _roles, moved, _no_roles, _meetings, _calling, removed = live(
        acme,
        "wholesale_user",
        ("created", MARIE),
        ("updated", user(first_name="Marie-Claire", last_name="Petit")),
        ("updated", user(phone_number="", extension="0102")),
        ("updated", user(package="webex_suite")),
        ("updated", user("MARIE@acme.example", roles=["Full Administrator", "compliance officer"])),
        ("updated", user(location="Lyon", phone_number=THREE)),
        ("updated", user(roles=[])),
        ("updated", user(package="webex_meetings")),
        ("updated", user(package="webex_voice", location="Paris", extension="0103", phone_number="+33 1 99 00 01 02")),
        ("removed", user(state="absent")),
    )
    assert created.writes == ["POST /v1/wholesale/subscribers"]
    person = created.result["wholesale_user"]
    assert created.result["id"] == person["id"]
    assert (person["status"], person["phone_number"]) == ("provisioned", TWO)
    assert suite.result["diff"][0]["changes"]["before"] == {"package": "webex_calling"}
    assert moved.result["wholesale_user"]["location"] == "Lyon"
    assert removed.result["diff"][0]["changes"]["after"] == {}
    # The person stays, for those who do not ask for more.
    still, gone, again = run(
        acme,
        task("wholesale_user", **user(state="absent")),
        task("wholesale_user", **user(state="absent", remove_person=True)),
        task("wholesale_user", **user(state="absent", remove_person=True)),
    )
    assert (still.result["action"], still.writes) == ("unchanged", [])
    assert gone.result["action"] == "removed"
    assert [write.split()[0] for write in gone.writes] == ["DELETE"]
    assert (again.result["action"], again.writes) == ("unchanged", [])


def test_what_was_set_is_there_and_the_role_that_stays_is_told(acme: SimulatorServer) -> None:
    _created, info, leaving = run(
        acme,
        task("wholesale_user", **MARIE | {"roles": ["Compliance Officer"]}),
        {"webex.wholesale.wholesale_user_info": user(details=True)},
        task("wholesale_user", **user(state="absent")),
    )
    assert leaving.result["warnings"] == [
        "user marie@acme.example leaves and keeps the role Compliance Officer, unless remove_person is set"
    ]
    (there,) = info.result["wholesale_users"]
    assert {name: there[name] for name in MARIE} == MARIE
    assert there["roles"] == ["Compliance Officer"]


def test_roles_are_given_by_name_or_id(acme: SimulatorServer) -> None:
    """A role's id is as good as its name, for the rules too."""
    roles = _roles(acme)
    compliance, administrator = roles["Compliance Officer"], roles["Full Administrator"]
    created, again, named, warned = run(
        acme,
        task("wholesale_user", **MARIE | {"roles": [compliance]}),
        task("wholesale_user", **MARIE | {"roles": [compliance]}),
        task("wholesale_user", **MARIE | {"roles": ["COMPLIANCE OFFICER"]}),
        task("wholesale_user", True, **MARIE | {"roles": [administrator]}),
    )
    assert created.result["action"] == "created"
    assert (again.result["action"], named.result["action"]) == ("unchanged", "unchanged")
    (warning,) = warned.result["warnings"]
    assert "must have the package the organization was created with, webex_suite, not webex_calling" in warning


def _roles(simulator: SimulatorServer) -> dict[str, str]:
    with closing(client(simulator.url)) as webex:
        return {role["name"]: role["id"] for role in webex.pages("roles")}


def test_somebody_who_was_there_before(acme: SimulatorServer) -> None:
    """Who was unsubscribed comes back under another name: the person is changed, not created again."""
    persons = acme.info()["person"] + 1
    *_earlier, back, again = run(
        acme,
        task("wholesale_user", **MARIE),
        task("wholesale_user", **user(state="absent")),
        task("wholesale_user", **MARIE | {"last_name": "Petit"}),
        task("wholesale_user", **MARIE | {"last_name": "Petit"}),
    )
    assert back.result["action"] == "created"
    assert [write.split()[0] for write in back.writes] == ["POST", "PUT"]
    assert (again.result["action"], again.writes) == ("unchanged", [])
    assert acme.info()["person"] == persons


def test_remove_person_does_not_keep_anybody_out(acme: SimulatorServer) -> None:
    """``remove_person`` is for removing; it must not stop a known person from being subscribed."""
    *_earlier, back = run(
        acme,
        task("wholesale_user", **MARIE),
        task("wholesale_user", **user(state="absent")),
        task("wholesale_user", **MARIE | {"remove_person": True}),
    )
    assert back.result["action"] == "created"


def test_a_user_who_must_agree_first_is_waited_for(acme: SimulatorServer) -> None:
    free = user("anna@free.example.com", package="webex_meetings", first_name="Anna", last_name="Graf")
    check, created, again = run(
        acme,
        task("wholesale_user", True, **free),
        task("wholesale_user", **free),
        task("wholesale_user", **free),
    )
    assert (check.result["action"], check.writes) == ("created", [])
    assert created.writes == ["POST /v1/wholesale/subscribers"]
    assert created.result["wholesale_user"]["status"] == "pending_user_migration"
    assert any("set send_consent_email=true" in warning for warning in created.result["warnings"])
    assert (again.result["action"], again.writes) == ("unchanged", [])
    other = user(
        "otto@free.example.com", package="webex_meetings", first_name="Otto", last_name="Graf", send_consent_email=True
    )
    (asked,) = run(acme, task("wholesale_user", **other))
    assert asked.writes[1].endswith("/emails/consentMove")
    assert any("Webex has sent the request" in warning for warning in asked.result["warnings"])
    acme.settle()
    (agreed,) = run(acme, task("wholesale_user", **other))
    assert agreed.result["wholesale_user"]["status"] == "provisioned"
    assert agreed.writes == []


# Refused in a list, one by one, when nobody of that name is there. The first part is the message.
REFUSED: dict[str, dict[str, Any]] = {
    "package: is required to create a user": {"first_name": "A"},
    "phone_number: webex_calling includes calling: give phone_number, extension or both": {
        "package": "webex_calling",
        "location": "Paris",
    },
    "location: is required for webex_calling": {"package": "webex_calling", "extension": "200"},
    "roles: there is no role Emperor; there are: Advanced Troubleshooting": {
        "package": "webex_meetings",
        "roles": ["Emperor"],
    },
    "location: there is no location Nice; there are: Lyon, Paris": {
        "package": "webex_calling",
        "extension": "200",
        "location": "Nice",
    },
    f"phone_number: {THREE} is not a number of location Paris; add it there first": {
        "package": "webex_calling",
        "phone_number": THREE,
        "location": "Paris",
    },
}
# What no document says Webex would refuse: a warning names the row of ASSUMPTIONS.md, and Webex decides.
BELIEVED: dict[str, dict[str, Any]] = {
    "the customer has no package cx_essentials, only webex_calling, webex_meetings, webex_suite, webex_voice;"
    " if Webex refuses it, add cx_essentials to the packages of the customer. ": {
        "package": "cx_essentials",
        "extension": "200",
        "location": "Paris",
    },
    "must have the package the organization was created with, webex_suite, not webex_meetings. ": {
        "package": "webex_meetings",
        "roles": ["full administrator"],
    },
    f"phone_number: {ONE} is the main number of location Paris. ": {
        "package": "webex_calling",
        "phone_number": ONE,
        "location": "Paris",
    },
}


def test_each_of_a_list_is_refused_for_itself_before_any_write(acme: SimulatorServer) -> None:
    cases = REFUSED
    users = [{"email": f"u{number}@acme.example", **options} for number, options in enumerate(cases.values())]
    check, real = run(
        acme, *[task("wholesale_users", check, customer="acme", wholesale_users=users) for check in (True, False)]
    )
    assert (check.writes, real.writes) == ([], [])
    assert real.result["counts"]["failed"] == len(cases)
    for number, message in enumerate(cases):
        assert real.result["entries"][number]["error"].startswith(message)
        assert check.result["entries"][number]["error"].startswith(message)


def test_a_belief_warns_and_webex_decides(acme: SimulatorServer) -> None:
    users = [{"email": f"u{number}@acme.example", **options} for number, options in enumerate(BELIEVED.values())]
    check, real = run(
        acme, *[task("wholesale_users", check, customer="acme", wholesale_users=users) for check in (True, False)]
    )
    for step in (check, real):
        for message in BELIEVED:
            assert any(f"{message}That is a belief (A" in warning for warning in step.result["warnings"]), message
    assert [entry["action"] for entry in real.result["entries"]] == ["failed", "created", "created"]
    assert real.result["entries"][0]["error"].startswith("packages: cx_essentials is not among the customer's packages")


def test_refused_for_a_user_that_exists(acme: SimulatorServer) -> None:
    steps = run(
        acme,
        task("wholesale_user", **MARIE),
        task("wholesale_user", True, **user("boss@acme.example", package="webex_calling")),
        task("wholesale_user", **user("boss@acme.example", phone_number=TWO)),
        task("wholesale_user", **user("boss@acme.example", location="Nice")),
        task("wholesale_user", **user(package="webex_meetings", phone_number=TWO)),
        task("wholesale_user", **user("boss@acme.example", extension="101")),
    )
    assert steps[0].result["action"] == "created"
    expected = [
        f"phone_number: {TWO} belongs to Marie Durand",
        "location: there is no location Nice",
        "phone_number: needs a calling package, and webex_meetings is none",
    ]
    downgrade = "boss@acme.example is Full Administrator: webex_suite cannot become webex_calling"
    assert any(downgrade in warning for warning in steps[1].result["warnings"])
    for message, step in zip(expected, steps[2:5], strict=True):
        assert message in step.message
        assert step.writes == []
    assert "extension: 101 of location Paris belongs to Marie Durand" in steps[5].message
    assert steps[5].writes == []


def test_a_failure_half_way_keeps_what_was_done(acme: SimulatorServer) -> None:
    options = MARIE | {"roles": ["Compliance Officer"]}
    acme.faults({"responses": [{"method": "PUT", "path": "/people/", "status": 400, "message": "Not today"}]})
    steps: list[Step] = run(acme, *[task("wholesale_user", **options)] * 3)
    failed, again, quiet = steps
    assert "creating wholesale user marie@acme.example: Not today" in failed.message
    assert failed.result["done"] == ["subscribe the user"]
    assert (again.result["action"], again.result["diff"][0]["changes"]["after"]) == (
        "updated",
        {"roles": ["Compliance Officer"]},
    )
    assert (quiet.result["action"], quiet.writes) == ("unchanged", [])


def test_unknown_customer(simulator: SimulatorServer) -> None:
    check, real, absent = run(
        simulator,
        task("wholesale_user", True, **MARIE),
        task("wholesale_user", **MARIE),
        task("wholesale_user", **user(state="absent")),
    )
    assert "customer: there is no wholesale customer acme" in real.message
    assert check.result["action"] == "created"
    assert absent.result["action"] == "unchanged"
