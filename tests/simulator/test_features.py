# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Call features: what they hold of a location, and what they keep from being removed."""

from __future__ import annotations

import pytest

from tests.simulator.api import PLACE, Api, Json, subscriber_body

NUMBERS = ("+33144000001", "+33144000002", "+33144000003", "+33144000004")
MENU = {"greeting": "DEFAULT", "extensionEnabled": True, "keyConfigurations": [{"key": "0", "action": "EXIT"}]}
OFF = {"enabled": False}
MAILBOX = {
    "name": "Post", "extension": "7004", "passcode": "730162", "languageCode": "fr_fr",
    "messageStorage": {"storageType": "INTERNAL"}, "notifications": OFF, "faxMessage": OFF, "transferToNumber": OFF,
    "emailCopyOfMessage": OFF,
}  # fmt: skip
NO_ANSWER = {
    "nextAgentEnabled": True, "nextAgentRings": 3, "forwardEnabled": False, "numberOfRings": 9,
    "destinationVoicemailEnabled": False,
}  # fmt: skip
HUNT = {"name": "Sales", "extension": "7001", "enabled": True, "agents": [],
        "callPolicies": {"policy": "CIRCULAR", "noAnswer": NO_ANSWER}}  # fmt: skip
SETTINGS = {"queueSize": 5, "overflow": {"action": "PERFORM_BUSY_TREATMENT", "greeting": "DEFAULT"}}
BOUNCE: Json = {"routingType": "PRIORITY_BASED", "policy": "UNIFORM", "callBounce": {}}
QUEUE = {"name": "Help", "phoneNumber": NUMBERS[1], "agents": [], "queueSettings": SETTINGS,
         "callPolicies": {**BOUNCE, "distinctiveRing": {"enabled": False}}}  # fmt: skip
ATTENDANT = {"name": "Front", "phoneNumber": NUMBERS[2], "extension": "7003", "businessSchedule": "Open",
             "businessHoursMenu": MENU, "afterHoursMenu": MENU}  # fmt: skip
SCHEDULE = {"type": "businessHours", "name": "Open"}
LINE = {"firstName": "Red", "lastName": "Line", "extension": "7005"}
TOP = "/telephony/config"
DISABLE = f"{TOP}/jobs/locations/deleteCallingLocation"


class Site:
    """A customer's second location, with numbers, one user and calls that name both."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.customer = api.customer(packages=["webex_calling", "common_area_calling", "cx_essentials"])
        self.org = self.customer["orgId"]
        languages = {"preferredLanguage": "fr_fr", "announcementLanguage": "fr_fr"}
        place = {"name": "Harbour", "timeZone": "Europe/Paris", "address": PLACE, **languages}
        self.id = api.call("POST", "/locations", 201, place, orgId=self.org)["id"]
        api.call("POST", f"{TOP}/locations", 201, {**place, "id": self.id}, orgId=self.org)
        api.numbers(self.org, self.id, *NUMBERS)
        self.path = f"{TOP}/locations/{self.id}"

    def user(self) -> str:
        line = {"primaryPhoneNumber": NUMBERS[0], "extension": "1001", "locationId": self.id}
        body = subscriber_body(self.customer, "ada@acme.example", **line)
        person: str = self.api.call("POST", "/wholesale/subscribers", 200, body)["personId"]
        return person

    def post(self, path: str, status: int, body: Json, **query: str) -> str:
        answer = self.api.call("POST", f"{self.path}/{path}", status, body, orgId=self.org, **query)
        return str((answer or {}).get("id"))

    def get(self, path: str, **query: str) -> Json:
        found: Json = self.api.call("GET", path, 200, orgId=self.org, **query)
        return found

    def held(self) -> dict[str, str]:
        """Return what each number and extension of the location belongs to."""
        entries = self.get(f"{TOP}/numbers", locationId=self.id)["phoneNumbers"]
        return {
            entry.get("phoneNumber", entry.get("extension")): entry.get("owner", {}).get("type") for entry in entries
        }

    def precheck(self) -> Json:
        path = f"{self.path}/actions/precheckForDeletion/invoke"
        found: Json = self.api.call("POST", path, 200, None, orgId=self.org)
        return found

    def disable(self, force: bool = False) -> set[str]:
        """Disable calling; return the codes of what is in the way."""
        body = {"locationId": self.id, "locationName": "Harbour", "forceDelete": force}
        job = self.api.call("POST", DISABLE, 202, body, orgId=self.org)["id"]
        self.api.call("POST", DISABLE, 409, body, orgId=self.org)
        self.api.server.settle()
        errors = self.get(f"{DISABLE}/{job}/errors")["items"]
        return {message["code"] for error in errors for message in error["error"]["message"]}


@pytest.fixture
def site(api: Api) -> Site:
    """A location to put features into."""
    return Site(api)


def test_features_are_made_listed_read_and_removed(api: Api, site: Site) -> None:
    agent = {"id": site.user(), "weight": "50"}
    site.post("autoAttendants", 400, ATTENDANT)  # its schedule comes first
    schedule = site.post("schedules", 201, SCHEDULE)
    made = {
        "autoAttendants": site.post("autoAttendants", 201, ATTENDANT),
        "huntGroups": site.post("huntGroups", 200, {**HUNT, "agents": [agent]}),
        "queues": site.post("queues", 200, QUEUE),
        "voicemailGroups": site.post("voicemailGroups", 201, MAILBOX),
    }
    site.post("huntGroups", 409, {**HUNT, "extension": "7009"})
    site.post("huntGroups", 400, {**HUNT, "name": "Other"})
    owners = {NUMBERS[0]: "PEOPLE", NUMBERS[1]: "CALL_QUEUE", NUMBERS[2]: "AUTO_ATTENDANT", NUMBERS[3]: None}
    assert site.held() == {**owners, "7001": "HUNT_GROUP", "7004": "VOICEMAIL_GROUP"}
    for kind, identifier in made.items():
        listed = site.get(f"{TOP}/{kind}", locationId=site.id)[kind]
        assert [(entry["id"], entry["locationId"]) for entry in listed] == [(identifier, site.id)]
        found = site.get(f"{site.path}/{kind}/{identifier}")
        assert found["name"] == listed[0]["name"]
        assert "passcode" not in found
        changes = {"queueSettings": SETTINGS} if kind == "queues" else {}
        api.call("PUT", f"{site.path}/{kind}/{identifier}", 204, {"name": "New", **changes}, orgId=site.org)
        assert site.get(f"{site.path}/{kind}/{identifier}") == {**found, "name": "New"}
    agents = site.get(f"{site.path}/huntGroups/{made['huntGroups']}")["agents"]
    assert [(entry["id"], entry["phoneNumber"], entry["type"]) for entry in agents] == [
        (agent["id"], NUMBERS[0], "PEOPLE")
    ]
    api.call("DELETE", f"{site.path}/schedules/businessHours/{schedule}", 409, orgId=site.org)
    for kind, identifier in made.items():
        api.call("DELETE", f"{site.path}/{kind}/{identifier}", 204, orgId=site.org)
        api.call("GET", f"{site.path}/{kind}/{identifier}", 404, orgId=site.org)
    api.call("DELETE", f"{site.path}/schedules/businessHours/{schedule}", 204, orgId=site.org)
    assert site.held() == {NUMBERS[0]: "PEOPLE", **dict.fromkeys(NUMBERS[1:])}


def test_customer_assist_queues_are_in_a_list_of_their_own(site: Site) -> None:
    site.post("queues", 200, QUEUE)
    site.post("queues", 200, {**QUEUE, "name": "Assist", "phoneNumber": NUMBERS[3]}, hasCxEssentials="true")
    lists = [site.get(f"{TOP}/queues", hasCxEssentials=flag)["queues"] for flag in ("false", "true")]
    assert [[queue["name"] for queue in queues] for queues in lists] == [["Help"], ["Assist"]]
    assert [queue["name"] for queue in site.get(f"{TOP}/queues")["queues"]] == ["Help"]


def test_schedules_have_ids_of_their_names(site: Site) -> None:
    event = {"name": "New year", "startDate": "2027-01-01", "endDate": "2027-01-01", "allDayEnabled": True}
    holidays = site.post("schedules", 201, {"type": "holidays", "name": "Open", "events": [event]})
    assert holidays == site.post("schedules", 201, SCHEDULE)
    assert len(site.get(f"{site.path}/schedules")["schedules"]) == 2
    assert site.get(f"{site.path}/schedules", type="holidays")["schedules"][0]["id"] == holidays
    found = site.get(f"{site.path}/schedules/holidays/{holidays}")
    assert [(entry["name"], entry["allDayEnabled"]) for entry in found["events"]] == [("New year", True)]


def test_a_virtual_line_lives_at_its_location(api: Api, site: Site) -> None:
    made = api.call("POST", f"{TOP}/virtualLines", 201, {**LINE, "locationId": site.id}, orgId=site.org)["id"]
    path = f"{TOP}/virtualLines/{made}"
    assert site.get(f"{TOP}/virtualLines", locationId=site.id)["virtualLines"][0]["number"]["extension"] == "7005"
    api.call("PUT", path, 204, {"phoneNumber": NUMBERS[3], "lastName": "Thread"}, orgId=site.org)
    found = site.get(path)
    assert (found["lastName"], found["number"]["external"]) == ("Thread", NUMBERS[3])
    listed = site.get(f"{TOP}/numbers", ownerType="VIRTUAL_LINE")["phoneNumbers"]
    assert [entry["owner"]["id"] for entry in listed] == [made]
    assert site.precheck()["blocking"]["virtualLineInUseCount"] == 1
    assert site.disable(force=True) == {"BATCH-1012004", "BATCH-1012009"}
    api.call("DELETE", path, 204, orgId=site.org)
    assert site.held()[NUMBERS[3]] is None


def test_features_keep_calling_unless_it_is_forced(api: Api, site: Site) -> None:
    site.post("schedules", 201, SCHEDULE)
    assert site.precheck()["locationDeleteStatus"] == "UNBLOCKED"
    site.post("autoAttendants", 201, ATTENDANT)
    found = site.precheck()
    assert found["locationDeleteStatus"] == "FORCE_REQUIRED"
    assert found["blockingUnlessForced"]["nonUserEntitiesInUse"] is True
    assert site.disable() == {"BATCH-1012004", "BATCH-1012011"}
    assert site.disable(force=True) == set()
    assert site.get(f"{TOP}/autoAttendants")["autoAttendants"] == []
    api.call("DELETE", f"/locations/{site.id}", 204, orgId=site.org)


def test_a_workspace_is_made_changed_and_removed(api: Api, site: Site) -> None:
    calling = {"type": "webexCalling", "webexCalling": {"locationId": site.id, "extension": "7006"}}
    body = {"displayName": "Lobby", "orgId": site.org, "supportedDevices": "phones", "notes": "by the door"}
    api.call("POST", "/workspaces", 400, {**body, "calling": {"type": "webexCalling"}})
    made = api.call("POST", "/workspaces", 201, {**body, "locationId": site.id, "calling": calling})
    path = f"/workspaces/{made['id']}"
    assert api.call("GET", path, 200) == made
    assert api.call("GET", "/workspaces", 200, orgId=site.org, locationId=site.id)["items"] == [made]
    assert len(made["calling"]["webexCalling"]["licenses"]) == 1
    numbers = site.get(f"{path}/features/numbers")
    assert (numbers["phoneNumbers"][0]["extension"], numbers["location"]["id"]) == ("7006", site.id)
    assert site.held()["7006"] == "PLACE"
    elsewhere = api.location(site.org)
    assert elsewhere != site.id
    api.call("PUT", path, 400, {"displayName": "Lobby", "locationId": elsewhere})
    more = {"locationId": site.id, "extension": "7007", "phoneNumber": NUMBERS[3]}
    changed = {"displayName": "Hall", "capacity": 4, "calling": {"type": "webexCalling", "webexCalling": more}}
    assert "notes" not in api.call("PUT", path, 200, changed)
    assert site.held()[NUMBERS[3]] == "PLACE"
    phone = {"mac": "00:11:22:33:44:55", "model": "DMS Cisco 8845", "workspaceId": made["id"]}
    api.call("POST", "/devices", 200, phone, orgId=site.org)
    api.call("PUT", path, 400, changed)
    assert site.precheck()["blocking"]["workspacesInUseCount"] == 1
    assert site.disable(force=True) == {"BATCH-1012004", "BATCH-1012008"}
    api.call("DELETE", path, 204)
    assert api.call("GET", "/devices", 200, orgId=site.org)["items"] == []
    assert site.disable() == set()


@pytest.mark.parametrize("how", ["person", "subscriber"])
def test_who_leaves_takes_phones_and_places_along(api: Api, site: Site, how: str) -> None:
    person = site.user()
    hunt = site.post("huntGroups", 200, {**HUNT, "agents": [{"id": person}]})
    phone = {"mac": "001122334455", "model": "Cisco 8845", "personId": person}
    api.call("POST", "/devices", 200, phone, orgId=site.org)
    if how == "person":
        api.call("DELETE", f"/people/{person}", 204)
    else:
        found = api.call("GET", "/wholesale/subscribers", 200, personId=person)["items"][0]["id"]
        api.call("DELETE", f"/wholesale/subscribers/{found}", 204)
    assert api.call("GET", "/devices", 200, orgId=site.org)["items"] == []
    assert site.get(f"{site.path}/huntGroups/{hunt}")["agents"] == []
    assert site.held()[NUMBERS[0]] is None
