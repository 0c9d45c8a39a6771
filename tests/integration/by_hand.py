# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customers of many shapes that are made by plain HTTP calls, as by hand in Partner Hub, and not by the modules."""

from __future__ import annotations

import time
from typing import Any

from ansible_collections.webex.wholesale.plugins.module_utils._http.ids import uuid_of

from tests.simulator.api import ADDRESS, PLACE, Api, customer_body, subscriber_body
from tests.simulator_server import SimulatorServer

STRANGE = ["01067", "1e3", "2024-01-31", "NO", "null", "{{ 7 * 7 }}", "a b", "a-b", "A-B", "Ünïcode: # -", "株式会社"]
"""External ids, each of which a careless reader takes for something else, or which make no name of a file."""
NAMES = ["NO", "{{ 7 * 7 }}", "0x1F", "Größe & 'Söhne' \"GmbH\": #1", "- [x] *y &z !t", "1_000", "~", "12:30:45"]
"""Names of organizations."""


def provisioned(api: Api, body: dict[str, Any], **query: Any) -> dict[str, Any]:
    """Create a customer, wait until Webex is done with it, and return it."""
    api.call("POST", "/wholesale/customers", 202, body, **query)
    api.server.settle()
    found: dict[str, Any] = api.call("GET", "/wholesale/customers", 200, externalId=body["externalId"], **query)[
        "items"
    ][0]
    return found


def without_calling(external_id: str, **changes: Any) -> dict[str, Any]:
    """Return the body of a customer with meetings only, who has no location."""
    return customer_body(external_id, **{"packages": ["webex_meetings"], "provisioningParameters": {}, **changes})


def number(customer: int, index: int) -> str:
    """Return a phone number of a customer."""
    return f"+3319{customer:03d}{index:04d}"


def shop(server: SimulatorServer, index: int, external_id: str = "", **query: Any) -> dict[str, Any]:
    """Make a customer with calling: two locations with it and one without, numbers, and users of all kinds."""
    api, name = Api(server), external_id or f"shop{index}"
    body = customer_body(name, packages=["webex_calling", "webex_meetings", "webex_suite", "common_area_calling"])
    body["customerInfo"]["name"] = f"Shop {index}"
    body["customerInfo"]["primaryEmail"] = f"boss@shop{index}.example"
    if index % 2:
        body["provisioningParameters"]["packages"] = {"limits": {"webex_calling": 10, "webex_suite": 1}}
    customer = provisioned(api, body, **query)
    org, office = customer["orgId"], api.location(customer["orgId"])
    lines = [number(index, each) for each in range(6)]
    api.numbers(org, office, *lines)
    api.call("PUT", f"/telephony/config/locations/{office}/numbers", 204,
             {"phoneNumbers": lines[5:], "action": "DEACTIVATE"}, orgId=org)  # fmt: skip
    settings = {"callingLineId": {"phoneNumber": lines[0]}, "outsideDialDigit": "0", "externalCallerIdName": "0123"}
    api.call("PUT", f"/telephony/config/locations/{office}", 204, settings, orgId=org)
    if index % 2:
        api.call("PUT", f"/telephony/config/locations/{office}", 204, {"routingPrefix": "0071"}, orgId=org)
    notes = "Ring twice.\n# Not a comment: {{ really }}"
    depot = {"name": "Depot: NO", "address": PLACE, "timeZone": "Europe/Paris", "preferredLanguage": "fr_fr",
             "announcementLanguage": "fr_fr", "latitude": "45.750", "longitude": "4.850", "notes": notes}  # fmt: skip
    api.call("POST", "/locations", 201, depot, orgId=org)
    third = api.call("POST", "/locations", 201, {**depot, "name": "0123"}, orgId=org)["id"]
    unasked = ("latitude", "longitude", "notes")
    place = {key: value for key, value in depot.items() if key not in unasked}
    place |= {"id": third, "name": "0123", "announcementLanguage": "en_us"}
    api.call("POST", "/telephony/config/locations", 201, place, orgId=org)
    trunk = {"premiseRouteType": "TRUNK", "premiseRouteId": "Y2lzY29zcGFyazovL3VzL1RSVU5LLzAwMDA"}
    api.call("PUT", f"/telephony/pstn/locations/{third}/connection", 204, trunk, orgId=org)
    users = [
        ("ann", "webex_calling", {"primaryPhoneNumber": lines[1], "extension": "0101", "locationId": office}),
        ("bob", "webex_calling", {"extension": "0102", "locationId": office}),
        ("cleo", "webex_calling", {"primaryPhoneNumber": lines[2], "locationId": office}),
        ("dan", "webex_suite", {"extension": "0101", "locationId": third}),
        ("eve", "webex_meetings", {}),
        ("yes", "webex_meetings", {"firstName": " No ", "lastName": "{{ x }}"}),
        ("zoe", "webex_meetings", {"firstName": "1e3", "lastName": 'O\'Neil; "Zoë", =1+1'}),
    ]
    for who, package, line in users:
        api.call("POST", "/wholesale/subscribers", 200,
                 subscriber_body(customer, f"{who}@shop{index}.example", package, **line), **query)  # fmt: skip
    api.call("POST", "/wholesale/subscribers", 202,
             subscriber_body(customer, f"shop{index}@free.example.com", "webex_meetings"), **query)  # fmt: skip
    people = api.call("GET", "/people", 200, orgId=org, email=f"bob@shop{index}.example")["items"]
    roles = api.call("GET", "/roles", 200)["items"]
    role = next(each["id"] for each in roles if "Read" in each["name"])
    person = api.call("GET", f"/people/{people[0]['id']}", 200, callingData="true")
    body = {key: person[key] for key in ("emails", "displayName", "firstName", "lastName", "licenses", "extension",
                                         "locationId")}  # fmt: skip
    api.call("PUT", f"/people/{person['id']}", 200, {**body, "roles": [role], "orgId": org}, callingData="true")
    api.call(
        "POST", f"/partner/tags/organizations/{org}/assignTags", 200, {"tags": [{"name": "NO"}, {"name": "01067"}]}
    )
    operator = api.call("GET", "/people", 200, email="operator@partner.example.com")["items"][0]["id"]
    api.call("POST", f"/partner/organizations/{org}/partnerAdmin/{operator}/assign", 200)
    api.session.close()
    return customer


def strange(server: SimulatorServer) -> None:
    """Make customers with ids and names that are hard to write down."""
    api = Api(server)
    for index, external_id in enumerate(STRANGE):
        body = without_calling(external_id)
        body["customerInfo"] |= {"name": NAMES[index % len(NAMES)], "primaryEmail": f"x{index}@strange.example"}
        body["address"] = {**ADDRESS, "addressLine2": NAMES[index % len(NAMES)], "zipOrPostalCode": "01067"}
        api.call("POST", "/wholesale/customers", 202, body)
    api.server.settle()
    api.session.close()


def in_trouble(server: SimulatorServer) -> None:
    """Make customers that Webex is still working on, failed to provision, or is removing."""
    api = Api(server)
    reason = {"errorCode": 10000, "description": "Webex: 'could not' \n do {{ it }}"}
    server.faults(
        {
            "provisioning": {
                "reviewed": {"status": "pending_rpl_review"},
                "broken": {"packages": {"webex_meetings": {"errors": [reason]}}},
                "halfway": {"packages": {"webex_calling": {"errors": [reason]}}},
            }
        }
    )
    for external_id in ("reviewed", "broken", "halfway"):
        body = (customer_body if external_id == "halfway" else without_calling)(external_id)
        body["customerInfo"]["primaryEmail"] = f"boss@{external_id}.example"
        api.call("POST", "/wholesale/customers", 202, body)
    going = without_calling("going")
    going["customerInfo"]["primaryEmail"] = "boss@going.example"
    customer = provisioned(api, going)
    time.sleep(0.1)
    api.call("DELETE", f"/wholesale/customers/{customer['id']}", 202)
    api.session.close()


def odd(server: SimulatorServer) -> str:
    """Make a customer with what the modules would refuse to make; return its organization."""
    api = Api(server)
    body = without_calling("odd")
    body["customerInfo"]["primaryEmail"] = "boss@odd.example"
    customer = provisioned(api, body)
    org: str = customer["orgId"]
    long = {**PLACE, "address1": "An address that is longer than fifty characters, as old ones may be"}
    for name, address in (("Lyon", long), ("Lyon 2", PLACE)):
        place = {"name": name, "address": address, "timeZone": "Europe/Paris", "preferredLanguage": "fr_fr"}
        api.call("POST", "/locations", 201, {**place, "announcementLanguage": "fr_fr"}, orgId=org)
    api.call("POST", "/wholesale/subscribers", 200, subscriber_body(customer, "ann@odd.example", "webex_meetings"))
    identity = f"/identity/organizations/{uuid_of(org)}"
    schemas = ["urn:cisco:codev:identity:organization:core:1.0"]
    api.call("PATCH", identity, 200, {"schemas": schemas, "displayName": "50% off"})
    api.session.close()
    return org


def share(api: Api, org: str, owner: str, *lines: tuple[str, dict[str, Any]]) -> None:
    """Put lines on the phone of an owner, whose own is the first one."""
    listed = api.call("GET", f"/telephony/config/{owner}/devices", 200, orgId=org)["devices"]
    phone = next(each["id"] for each in listed if each["primaryOwner"])
    members = [
        {"port": port, "id": who, "primaryOwner": port == 1, "lineType": "SHARED_CALL_APPEARANCE" if port > 1 else
         "PRIMARY", "lineWeight": 1, "hotlineEnabled": False, "hotlineDestination": "",
         "allowCallDeclineEnabled": True, **settings}
        for port, (who, settings) in enumerate(lines, start=1)
    ]  # fmt: skip
    api.call("PUT", f"/telephony/config/devices/{phone}/members", 204, {"members": members}, orgId=org)


def phones(server: SimulatorServer, customer: dict[str, Any], domain: str) -> None:
    """Give a customer a workspace without calling and one with it, phones, and two that wait for their codes."""
    api, org = Api(server), customer["orgId"]
    office = api.location(org)
    api.call("POST", "/workspaces", 201, {"displayName": "Room: NO", "orgId": org, "notes": "{{ x }}", "capacity": 4})
    floor = {"displayName": "Shop floor", "orgId": org, "locationId": office, "supportedDevices": "phones"}
    line = {"type": "webexCalling", "webexCalling": {"extension": "0900", "locationId": office}}
    place = api.call("POST", "/workspaces", 201, {**floor, "calling": line})["id"]
    people = api.call("GET", "/people", 200, orgId=org)["items"]
    ann, bob = (next(each["id"] for each in people if each["emails"] == [f"{who}@{domain}"]) for who in ("ann", "bob"))
    mac = {"mac": "001A2B3C4D01", "model": "DMS Cisco 8845"}
    device = api.call("POST", "/devices", 200, {**mac, "personId": ann}, orgId=org)["id"]
    tags = [{"op": "replace", "path": "tags", "value": ["NO", "ground floor"]}]
    api.session.headers["Content-Type"] = "application/json-patch+json"
    api.call("PATCH", f"/devices/{device}", 200, tags, orgId=org)
    del api.session.headers["Content-Type"]
    api.call("POST", "/devices", 200, {**mac, "mac": "001A2B3C4D02", "workspaceId": place}, orgId=org)
    virtual = {"firstName": "Front", "lastName": "Desk", "locationId": office, "extension": "0901"}
    desk = api.call("POST", "/telephony/config/virtualLines", 201, virtual, orgId=org)["id"]
    # Her phone has his line, with more to it than whose it is, and the shop floor's; the other one has a virtual line.
    share(api, org, f"people/{ann}", (ann, {}), (bob, {"lineLabel": "Bob", "lineWeight": 2}), (place, {}))
    share(api, org, f"workspaces/{place}", (place, {}), (ann, {}), (desk, {}))
    for owner in (ann, bob, bob):
        api.call("POST", "/devices/activationCode", 200, {"model": "Cisco 9861", "personId": owner}, orgId=org)
    api.session.close()
