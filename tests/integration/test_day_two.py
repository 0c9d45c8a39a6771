# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The years after the onboarding: fifty customers made by hand are adopted, drift, are repaired, and one leaves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ansible_collections.webex.wholesale.plugins.module_utils._http import ids

from tests.integration import by_hand
from tests.integration.test_export import export, play, read
from tests.integration.test_fleet import run
from tests.simulator.api import ADDRESS, Api, subscriber_body
from tests.simulator_server import SimulatorServer

OWN, OTHERS = 44, 3
"""How many customers the partner has, and each of its two sub-partners."""
PARTNERS = [
    ids.encode("ORGANIZATION", "0a1b0000-0000-4000-8000-000000000002"),
    ids.encode("ORGANIZATION", "0a1b0000-0000-4000-8000-000000000006"),
]


class Hand:
    """Somebody who changes things in Partner Hub and Control Hub: plain HTTP calls."""

    def __init__(self, server: SimulatorServer) -> None:
        self.api = Api(server)

    def org(self, customer: dict[str, Any]) -> str:
        return str(customer["orgId"])

    def locations(self, customer: dict[str, Any]) -> dict[str, dict[str, Any]]:
        found = self.api.call("GET", "/locations", 200, orgId=customer["orgId"])["items"]
        return {each["name"]: each for each in found}

    def person(self, customer: dict[str, Any], email: str, **changes: Any) -> None:
        org = customer["orgId"]
        found = self.api.call("GET", "/people", 200, orgId=org, email=email, callingData="true")["items"][0]
        kept = ("emails", "displayName", "firstName", "lastName", "licenses", "extension", "locationId", "roles")
        body = {key: found[key] for key in kept if key in found} | {"orgId": org} | changes
        numbers = [each for each in found.get("phoneNumbers") or [] if each["type"] == "work"]
        if numbers:
            body["phoneNumbers"] = [{"type": "work", "value": numbers[0]["value"]}]
        self.api.call("PUT", f"/people/{found['id']}", 200, body, callingData="true")

    def address(self, customer: dict[str, Any]) -> None:
        body = {"packages": customer["packages"], "address": ADDRESS | {"city": "Nancy"}}
        self.api.call("PUT", f"/wholesale/customers/{customer['id']}", 202, body)

    def tags(self, customer: dict[str, Any]) -> None:
        self.api.call("POST", f"/partner/tags/organizations/{customer['orgId']}/assignTags", 200, {"tags": []})

    def basics(self, customer: dict[str, Any]) -> None:
        depot = self.locations(customer)["Depot: NO"]
        names = ("name", "timeZone", "preferredLanguage", "address", "latitude", "longitude", "notes")
        body = {key: depot[key] for key in names} | {"timeZone": "Europe/Berlin"}
        self.api.call("PUT", f"/locations/{depot['id']}", 204, body, orgId=customer["orgId"])

    def calling(self, customer: dict[str, Any]) -> None:
        office, org = self.locations(customer)["Headquarters"]["id"], customer["orgId"]
        self.api.call("PUT", f"/telephony/config/locations/{office}", 204, {"outsideDialDigit": "9"}, orgId=org)

    def number(self, customer: dict[str, Any]) -> None:
        office, org = self.locations(customer)["Headquarters"]["id"], customer["orgId"]
        listed = self.api.call("GET", "/telephony/config/numbers", 200, orgId=org)["phoneNumbers"]
        free = [each["phoneNumber"] for each in listed if each.get("phoneNumber") and "owner" not in each]
        free = [each["phoneNumber"] for each in listed if each.get("phoneNumber", "") in free and not each["mainNumber"]
                and each["state"] == "ACTIVE"]  # fmt: skip
        self.api.call(
            "DELETE", f"/telephony/config/locations/{office}/numbers", 204, {"phoneNumbers": free[:1]}, orgId=org
        )

    def name(self, customer: dict[str, Any]) -> None:
        self.person(customer, self.mail(customer, "ann"), lastName="Lovelace")

    def extension(self, customer: dict[str, Any]) -> None:
        self.person(customer, self.mail(customer, "bob"), extension="0999")

    def roles(self, customer: dict[str, Any]) -> None:
        self.person(customer, self.mail(customer, "bob"), roles=[])

    def package(self, customer: dict[str, Any]) -> None:
        found = self.api.call(
            "GET", "/wholesale/subscribers", 200, customerId=customer["id"], email=self.mail(customer, "cleo")
        )
        self.api.call("PUT", f"/wholesale/subscribers/{found['items'][0]['id']}", 200, {"packages": ["webex_suite"]})

    def leaver(self, customer: dict[str, Any]) -> None:
        found = self.api.call(
            "GET", "/wholesale/subscribers", 200, customerId=customer["id"], email=self.mail(customer, "eve")
        )
        self.api.call("DELETE", f"/wholesale/subscribers/{found['items'][0]['id']}", 204)

    def stranger(self, customer: dict[str, Any]) -> None:
        body = subscriber_body(customer, self.mail(customer, "new"), "webex_meetings")
        self.api.call("POST", "/wholesale/subscribers", 200, body)

    def mail(self, customer: dict[str, Any], who: str) -> str:
        return f"{who}@{customer['externalId']}.example"


DRIFT: list[tuple[Callable[[Hand, dict[str, Any]], None], tuple[str, ...]]] = [
    (Hand.address, ("customer {0}: address.city",)),
    (Hand.tags, ("customer {0}: tags",)),
    (Hand.basics, ("location Depot: NO: time_zone",)),
    (Hand.calling, ("location Headquarters: outside_dial_digit",)),
    (Hand.number, ("location Headquarters: numbers",)),
    (Hand.name, ("user ann@{0}.example: last_name",)),
    (Hand.extension, ("user bob@{0}.example: extension",)),
    (Hand.roles, ("user bob@{0}.example: roles",)),
    (Hand.package, ("user cleo@{0}.example: package",)),
    (Hand.leaver, ("user eve@{0}.example is missing",)),
]
"""What somebody changes by hand, and what the audit says of it."""


def test_fifty_customers_are_adopted_drift_and_are_repaired(simulator: SimulatorServer, tmp_path: Path) -> None:
    made = [by_hand.shop(simulator, index) for index in range(OWN)]
    for number, partner in enumerate(PARTNERS):
        for index in range(OTHERS):
            name = f"partner{number}-{index}"
            by_hand.shop(simulator, OWN + number * OTHERS + index, name, onBehalfOfSubPartnerOrgId=partner)
    folders = [tmp_path / name for name in ("own", "first", "second")]
    partners: list[str | None] = [None, *PARTNERS]
    for folder, acting in zip(folders, partners, strict=True):
        assert export(simulator, folder, sub_partner=acting)["counts"]["created"] == (OTHERS if acting else OWN)
    customers = [each for folder in folders for each in read(folder)]
    assert len(customers) == OWN + OTHERS * len(PARTNERS)

    written = len(simulator.writes())
    audit = run(simulator, "audit", *customers, unlisted=True)
    assert [each["name"] for each in audit["customers"] if not each["in_sync"]] == []
    assert audit["unlisted"] == {"customers": [], "of_customers": {}}
    assert [each for each in audit["findings"].values() if each["drift"] or each["failed"]] == []
    sources = [option for folder in folders for option in ("-i", str(folder))]
    play(
        simulator,
        "onboard",
        *sources,
        onboarding_report_directory=str(tmp_path / "r"),
        report_directory=str(tmp_path / "r"),
    )
    assert len(simulator.writes()) == written

    hand, expected = Hand(simulator), {}
    for customer, (change, told) in zip(made, DRIFT, strict=False):
        change(hand, customer)
        expected[customer["externalId"]] = [each.format(customer["externalId"]) for each in told]
    stranger = made[len(DRIFT)]
    hand.stranger(stranger)
    simulator.settle()
    audit = run(simulator, "audit", *customers, unlisted=True)
    found = {name: each["drift"] for name, each in audit["findings"].items() if each["drift"]}
    assert {name: [line.partition(" (" if "is missing" in line else " is ")[0] for line in lines]
            for name, lines in found.items() if name in expected} == expected, found  # fmt: skip
    assert audit["unlisted"]["of_customers"] == {stranger["externalId"]: {"users": [hand.mail(stranger, "new")]}}
    assert {each["name"] for each in audit["customers"] if not each["in_sync"]} == set(expected)

    done = run(simulator, "onboard", *customers)
    assert {each["name"] for each in done["customers"] if each["changed"]} == set(expected)
    assert [each["problems"] for each in done["customers"] if each["problems"]] == []
    assert all(each["in_sync"] for each in run(simulator, "audit", *customers)["customers"])

    # One leaves without a trace, and comes back from its archive.
    leaver = made[len(DRIFT) + 1]
    key = leaver["externalId"]
    reports = {"report_directory": str(tmp_path / "r"), "onboarding_report_directory": str(tmp_path / "r")}
    gone = {
        "offboard_confirm": key,
        "offboard_people": True,
        "offboard_organization": True,
        "offboard_wait_interval": 0.1,
    }
    untold = {"template": "Default", "primary_email": f"boss@{key}.example"}
    play(simulator, "offboard", "-i", str(folders[0]), "--limit", key, **gone, **reports, offboard_creation=untold,
         offboard_archive_directory=str(tmp_path / "archive"))  # fmt: skip
    assert hand.api.call("GET", "/wholesale/customers", 200, externalId=key)["items"] == []
    assert hand.api.send("GET", f"/organizations/{leaver['orgId']}").status_code == 404
    (archive,) = (tmp_path / "archive" / key).iterdir()
    play(simulator, "onboard", "-i", str(archive / "inventory"), **reports)
    (back,) = run(simulator, "audit", next(each for each in customers if each["name"] == key))["customers"]
    assert back["in_sync"], back
