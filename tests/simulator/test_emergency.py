# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Emergency callback numbers: what is chosen, what then counts, and who depends on whom."""

from __future__ import annotations

import pytest

from tests.simulator.api import Api, Json, subscriber_body
from tests.simulator.test_features import HUNT, LINE, NUMBERS, TOP, Site


class Crew(Site):
    """A location with a user who has a number, and one who has an extension only."""

    def __init__(self, api: Api) -> None:
        super().__init__(api)
        self.ada = f"people/{self.user()}"
        body = subscriber_body(self.customer, "bob@acme.example", extension="1002", locationId=self.id)
        self.bob = f"people/{api.call('POST', '/wholesale/subscribers', 200, body)['personId']}"
        self.place = f"locations/{self.id}/features"

    def read(self, whose: str) -> Json:
        return self.get(f"{TOP}/{whose}/emergencyCallbackNumber")

    def choose(self, whose: str, selected: str, status: int = 204, **more: object) -> None:
        body = {"selected": selected, **more}
        self.api.call("PUT", f"{TOP}/{whose}/emergencyCallbackNumber", status, body, orgId=self.org)

    def depend(self, whose: str) -> tuple[bool, bool, int]:
        found = self.get(f"{TOP}/{whose}/emergencyCallbackNumber/dependencies")
        return found["isLocationEcbnDefault"], found["isSelfEcbnDefault"], found["dependentMemberCount"]


@pytest.fixture
def crew(api: Api) -> Crew:
    """Two users at a location that has no main number."""
    return Crew(api)


def test_a_user_has_a_direct_line_or_none(crew: Crew) -> None:
    found = crew.read(crew.ada)
    assert (found["selected"], found["directLineInfo"]["effectiveValue"]) == ("DIRECT_LINE", NUMBERS[0])
    found = crew.read(crew.bob)
    assert (found["selected"], found["directLineInfo"]["quality"]) == ("NONE", "INVALID")
    assert found["locationECBNInfo"]["quality"] == "INVALID"
    crew.choose(crew.bob, "DIRECT_LINE", 400)


def test_the_main_number_of_the_location_counts(crew: Crew) -> None:
    body = {"callingLineId": {"phoneNumber": NUMBERS[3], "name": "Harbour"}}
    crew.api.call("PUT", crew.path, 204, body, orgId=crew.org)
    crew.choose(crew.bob, "LOCATION_ECBN", elinEnabled=True)
    found = crew.read(crew.bob)
    assert (found["selected"], found["elinEnabled"]) == ("LOCATION_ECBN", True)
    assert (found["locationECBNInfo"]["effectiveValue"], found["locationECBNInfo"]["quality"]) == (
        NUMBERS[3], "RECOMMENDED",
    )  # fmt: skip
    place = crew.read(crew.place)
    assert (place["selected"], place["locationInfo"]["effectiveValue"]) == ("LOCATION_NUMBER", NUMBERS[3])


def test_who_leaves_is_nobodys_number_any_more(crew: Crew) -> None:
    ada = crew.ada.removeprefix("people/")
    crew.choose(crew.place, "LOCATION_MEMBER_NUMBER", 400)
    crew.choose(crew.place, "LOCATION_MEMBER_NUMBER", locationMemberId=ada, elinExpiryTimeMinutes=30)
    crew.choose(crew.place, "LOCATION_MEMBER_NUMBER", 400, locationMemberId=crew.bob.removeprefix("people/"))
    crew.choose(crew.bob, "LOCATION_MEMBER_NUMBER", locationMemberId=ada)
    assert crew.read(crew.bob)["locationMemberInfo"]["phoneNumber"] == NUMBERS[0]
    assert crew.read(crew.place)["locationMemberInfo"]["memberId"] == ada
    assert crew.depend(crew.ada) == (True, True, 1)
    assert crew.depend(crew.bob) == (False, False, 0)
    crew.api.call("DELETE", f"/people/{ada}", 204)
    assert crew.read(crew.bob)["selected"] == "NONE"
    assert crew.read(crew.place)["selected"] == "LOCATION_NUMBER"


def test_other_lines_have_one_too(api: Api, crew: Crew) -> None:
    hunt = crew.post("huntGroups", 200, {**HUNT, "phoneNumber": NUMBERS[1]})
    crew.choose(crew.place, "LOCATION_MEMBER_NUMBER", locationMemberId=hunt)
    assert crew.depend(f"huntGroups/{hunt}") == (True, True, 0)
    calling = {"type": "webexCalling", "webexCalling": {"locationId": crew.id, "extension": "7006"}}
    lobby = api.call("POST", "/workspaces", 201, {"displayName": "Lobby", "orgId": crew.org, "calling": calling})["id"]
    virtual = api.call("POST", f"{TOP}/virtualLines", 201, {**LINE, "locationId": crew.id}, orgId=crew.org)["id"]
    for whose in (f"workspaces/{lobby}", f"virtualLines/{virtual}"):
        assert crew.read(whose)["selected"] == "NONE"
        crew.choose(whose, "LOCATION_ECBN")
        assert crew.read(whose)["locationECBNInfo"]["effectiveValue"] == NUMBERS[1]
        assert crew.depend(whose) == (False, False, 0)


def test_somebody_is_told_of_an_emergency_call(api: Api, crew: Crew) -> None:
    org, place = f"{TOP}/emergencyCallNotification", f"{crew.path}/emergencyCallNotification"
    mail = {"emergencyCallNotificationEnabled": True, "emailAddress": "desk@acme.example"}
    api.call("PUT", org, 400, mail | {"emailAddress": "x"}, orgId=crew.org)
    api.call("PUT", org, 204, mail | {"allowEmailNotificationAllLocationEnabled": True}, orgId=crew.org)
    assert crew.get(place)["emergencyCallNotificationEnabled"] is False
    api.call("PUT", place, 204, mail, orgId=crew.org)
    found = crew.get(place)
    assert found["emailAddress"] == "desk@acme.example"
    assert found["organization"] == crew.get(org)


def test_e911_is_to_be_set_up_in_the_united_states(api: Api, crew: Crew) -> None:
    address = {"address1": "771 Alder Drive", "city": "Milpitas", "state": "CA", "postalCode": "95035", "country": "US"}
    languages = {"preferredLanguage": "en_us", "announcementLanguage": "en_us"}
    place = {"name": "West", "timeZone": "America/Los_Angeles", "address": address, **languages}
    assert crew.get(f"{TOP}/redSky/status")["complianceStatus"] == "EXEMPTED"
    west = api.call("POST", "/locations", 201, place, orgId=crew.org)["id"]
    api.call("POST", f"{TOP}/locations", 201, {**place, "id": west}, orgId=crew.org)
    listed = {each["name"]: each["e911SetupRequired"] for each in crew.get(f"{TOP}/locations")["locations"]}
    assert listed == {"Headquarters": False, "Harbour": False, "West": True}
    assert [each["id"] for each in crew.get(f"{TOP}/redSky/status")["locationsStatus"]["locations"]] == [west]
    assert crew.get(f"{TOP}/locations/{west}/redSky/status")["complianceStatus"] == "NON_COMPLIANT"
    assert crew.get(f"{crew.path}/redSky/status")["complianceStatus"] == "EXEMPTED"
