# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One walk through everything that the simulator serves, with success wherever success is possible."""

from __future__ import annotations

import base64

import requests

from tests.simulator.api import ADDRESS, PLACE, PROVISIONING_ID, Api, customer_body, subscriber_body

IDENTITY = {"schemas": ["urn:cisco:codev:identity:organization:core:1.0"], "displayName": "Acme France"}
TEMPLATE = {
    "name": "Standard France",
    "serviceProviderAdmin": "admin@partner.example.com",
    "country": "FR",
    "defaultLanguage": "fr_FR",
    "subscriptionId": "Sub-simulator-1",
    "authentication": {"mode": "webex"},
}


def walk(api: Api) -> None:
    """Call every operation at least once."""
    _partner(api)
    customer = api.customer(externalId="acme")
    org = customer["orgId"]
    here = api.location(org)
    api.numbers(org, here, "+33144000001", "+33144000002", "+33144000003", "+33144000004")
    _people(api, customer, here)
    there = _locations(api, org)
    _telephony(api, org, here, there)
    _jobs(api, org, here, there)
    _customers(api, customer)


def _partner(api: Api) -> None:
    form = {
        "grant_type": "refresh_token",
        "refresh_token": "simulator-refresh-token",
        "client_id": "simulator-client-id",
        "client_secret": "simulator-client-secret",
    }
    token = requests.post(f"{api.server.url}/access_token", data=form, timeout=10)
    api.watch(token)
    assert token.status_code == 200
    created = api.call("POST", "/wholesale/onboardingTemplates", 201, TEMPLATE)
    one = f"/wholesale/onboardingTemplates/{created['id']}"
    api.call("GET", "/wholesale/onboardingTemplates", 200, name="Standard France")
    api.call("GET", one, 200)
    api.call("PUT", one, 200, TEMPLATE)
    api.call("DELETE", one, 204)
    api.call("GET", "/wholesale/subPartners", 200, provisioningState="active")
    api.call("GET", "/people/me", 200)
    role = api.call("GET", "/roles", 200)["items"][0]
    api.call("GET", f"/roles/{role['id']}", 200)
    report = {"billingStartDate": "2026-10-01", "billingEndDate": "2026-10-31", "type": "CUSTOMER"}
    identifier = api.call("POST", "/wholesale/billing/reports", 200, report)["id"]
    one = f"/wholesale/billing/reports/{identifier}"
    api.call("GET", one, 200)
    api.server.settle()
    link = api.call("GET", one, 200)["tempDownloadURL"]
    assert api.send("GET", link).text.startswith("SUBSCRIPTION_ID,")
    api.call("GET", "/wholesale/billing/reports", 200, status="COMPLETED", sortBy="billingStartDate")
    api.call("DELETE", one, 204)


def _people(api: Api, customer: dict[str, str], here: str) -> None:
    org = customer["orgId"]
    query = {"email": "ada@acme.example", "customerId": customer["id"]}
    api.call("POST", "/wholesale/subscribers/validate", 200, query)
    body = subscriber_body(
        customer, "ada@acme.example", primaryPhoneNumber="+33144000001", extension="1001", locationId=here
    )
    subscriber = api.call("POST", "/wholesale/subscribers", 200, body)
    one = f"/wholesale/subscribers/{subscriber['id']}"
    api.call("GET", one, 200)
    api.call("GET", "/wholesale/subscribers", 200, customerId=customer["id"], max=10)
    api.call("PUT", one, 200, {"package": "webex_calling"})
    free = subscriber_body(customer, "bob@free.example.com", "webex_meetings")
    pending = api.call("POST", "/wholesale/subscribers", 202, free)["id"]
    api.call("GET", f"/wholesale/subscribers/{pending}", 200)
    api.call("POST", f"/wholesale/subscribers/{pending}/emails/consentMove", 204)
    api.call("POST", f"/subscribers/{pending}/emails/consentMove", 204)
    api.server.settle()
    api.call("DELETE", f"/wholesale/subscribers/{pending}", 204)

    person = subscriber["personId"]
    one = f"/people/{person}"
    shown = api.call("GET", one, 200, callingData="true")
    api.call("GET", "/people", 200, orgId=org, callingData="true", locationId=here)
    full = {name: shown[name] for name in ("emails", "firstName", "lastName", "roles", "licenses", "extension")}
    full |= {"displayName": "Ada Byron", "phoneNumbers": [{"type": "work", "value": "+33144000001"}]}
    api.call("PUT", one, 200, full, callingData="true")
    licenses = api.call("GET", "/licenses", 200, orgId=org)["items"]
    meetings = next(entry["id"] for entry in licenses if "Meetings" in entry["name"])
    api.call("GET", f"/licenses/{meetings}", 200)
    change = {"personId": person, "orgId": org, "licenses": [{"id": meetings, "operation": "add"}]}
    api.call("PATCH", "/licenses/users", 200, change)
    new = {"emails": ["eve@acme.example"], "displayName": "Eve", "orgId": org}
    other = api.call("POST", "/people", 200, new)["id"]
    api.call("DELETE", f"/people/{other}", 204)

    alternate = {"primary": False, "action": "ADD", "directNumber": "+33144000002", "extension": "1002"}
    api.call("PUT", f"/telephony/config/people/{person}/numbers", 204, {"phoneNumbers": [alternate]}, orgId=org)
    api.call("GET", f"/people/{person}/features/numbers", 200, orgId=org, preferE164Format="true")
    alternate["action"] = "DELETE"
    api.call("PUT", f"/telephony/config/people/{person}/numbers", 204, {"phoneNumbers": [alternate]}, orgId=org)


def _locations(api: Api, org: str) -> str:
    languages = {"preferredLanguage": "fr_fr", "announcementLanguage": "fr_fr"}
    body = {"name": "Harbour", "timeZone": "Europe/Paris", "address": PLACE, **languages}
    identifier: str = api.call("POST", "/locations", 201, body, orgId=org)["id"]
    one = f"/locations/{identifier}"
    api.call("GET", one, 200, orgId=org)
    api.call("GET", "/locations", 200, orgId=org, name="harb")
    api.call("PUT", one, 204, {"name": "Port"}, orgId=org)
    enabled = {**body, "id": identifier, "name": "Port"}
    api.call("POST", "/telephony/config/locations", 201, enabled, orgId=org)
    return identifier


def _telephony(api: Api, org: str, here: str, there: str) -> None:
    one = f"/telephony/config/locations/{here}"
    api.call("GET", "/telephony/config/locations", 200, orgId=org)
    api.call("GET", one, 200, orgId=org)
    change = {"callingLineId": {"name": "Acme", "phoneNumber": "+33144000001"}, "routingPrefix": "81"}
    job = api.call("PUT", one, 200, {**change, "pAccessNetworkInfo": "id-1"}, orgId=org)["batchJobId"]
    api.call("PUT", one, 206, {"routingPrefix": "82"}, orgId=org)
    api.server.settle()
    api.call("GET", f"/telephony/config/jobs/updateRoutingPrefix/{job}", 200, orgId=org)
    api.call("PUT", one, 204, change, orgId=org)
    api.call("GET", one, 200, orgId=org)
    language = {"announcementLanguageCode": "en_us", "agentEnabled": True, "serviceEnabled": True}
    api.call("POST", f"{one}/actions/modifyAnnouncementLanguage/invoke", 204, language, orgId=org)
    extensions = {"extensions": ["1001", "1002", "1002", "x"]}
    api.call("POST", f"{one}/actions/validateExtensions/invoke", 200, extensions, orgId=org)
    api.call("POST", "/telephony/config/actions/validateExtensions/invoke", 200, extensions, orgId=org)
    numbers = {"phoneNumbers": ["+33144000004"]}
    api.call("PUT", f"{one}/numbers", 204, {**numbers, "action": "DEACTIVATE"}, orgId=org)
    api.call("PUT", f"{one}/numbers", 204, {**numbers, "action": "ACTIVATE"}, orgId=org)
    api.call("DELETE", f"{one}/numbers", 204, numbers, orgId=org)
    api.call("POST", "/telephony/config/actions/validateNumbers/invoke", 200, numbers, orgId=org)
    api.call("GET", "/telephony/config/numbers", 200, orgId=org, details="true")
    api.call("GET", f"/telephony/pstn/locations/{here}/connection", 200, orgId=org)
    trunk = base64.urlsafe_b64encode(b"ciscospark://us/TRUNK/c50b1f66-4c83-4037-8635-86f9d3edd491").decode()
    gateway = {"premiseRouteType": "TRUNK", "premiseRouteId": trunk}
    api.call("PUT", f"/telephony/pstn/locations/{there}/connection", 204, gateway, orgId=org)
    api.call("GET", f"/telephony/pstn/locations/{there}/connection", 200, orgId=org)
    api.call("GET", f"/telephony/config/locations/{there}", 200, orgId=org)
    api.call("GET", "/telephony/config/countries/US", 200, orgId=org)


def _jobs(api: Api, org: str, here: str, there: str) -> None:
    person = api.call("GET", "/people", 200, orgId=org, email="ada@acme.example")["items"][0]["id"]
    users = {"locationId": there, "users": [{"userId": person, "extension": "2001", "phoneNumber": "+33144000001"}]}
    path = "/telephony/config/jobs/person/moveLocation"
    api.call("POST", path, 200, {"usersList": [{**users, "validate": True}]}, orgId=org)
    job = api.call("POST", path, 201, {"usersList": [{**users, "validate": False}]}, orgId=org)["response"]["id"]
    api.call("GET", f"{path}/{job}", 200, orgId=org)
    api.server.settle()
    assert api.call("GET", f"{path}/{job}", 200, orgId=org)["counts"]["moved"] == 1
    api.call("GET", f"{path}/{job}/errors", 200, orgId=org)
    api.call("POST", path, 400, {"usersList": [{**users, "validate": False}]}, orgId=org)

    path = "/telephony/config/jobs/locations/deleteCallingLocation"
    for location in (there, here):
        precheck = f"/telephony/config/locations/{location}/actions/precheckForDeletion/invoke"
        api.call("POST", precheck, 200, orgId=org)
        job = api.call("POST", path, 202, {"locationId": location}, orgId=org)["id"]
        api.server.settle()
        api.call("GET", f"{path}/{job}", 200, orgId=org)
        api.call("GET", f"{path}/{job}/errors", 200, orgId=org)
    api.call("DELETE", f"/locations/{there}", 409, orgId=org)
    api.call("DELETE", f"/locations/{here}", 204, orgId=org)


def _customers(api: Api, customer: dict[str, str]) -> None:
    org = customer["orgId"]
    precheck = {"address": ADDRESS, "provisioningId": PROVISIONING_ID}
    api.call("POST", "/wholesale/customers/validate", 200, precheck)
    one = f"/wholesale/customers/{customer['id']}"
    api.call("GET", one, 200, includePackageLicenseInfo="true")
    limits = {"packages": {"limits": {"webex_calling": 5}}}
    api.call("PUT", one, 202, {"packages": customer["packages"], "provisioningParameters": limits})
    api.call("GET", one, 200)
    api.server.settle()
    api.call("GET", "/organizations", 200)
    api.call("GET", f"/organizations/{org}", 200)
    api.call("GET", f"/identity/organizations/{org}", 200)
    api.call("PATCH", f"/identity/organizations/{org}", 200, {**IDENTITY, "preferredLanguage": "fr_FR"})
    api.call("GET", f"/settings/organizations/{org}/settings/allow-admin-invite-emails", 200)
    setting = {"key": "allow-admin-invite-emails", "value": False}
    api.call("POST", f"/settings/organizations/{org}/settings", 200, setting)
    subscriber = api.call("GET", "/wholesale/subscribers", 200, customerId=customer["id"])["items"][0]
    api.call("DELETE", f"/wholesale/subscribers/{subscriber['id']}", 204)
    api.call("DELETE", one, 202)
    api.server.settle()
    api.call("GET", one, 404)
    for person in api.call("GET", "/people", 200, orgId=org)["items"]:
        api.call("DELETE", f"/people/{person['id']}", 204)
    api.call("DELETE", f"/organizations/{org}", 204)
    api.call("POST", "/wholesale/customers", 400, {**customer_body("bad"), "packages": []})
    api.call("GET", "/wholesale/customers", 200, status="provisioned")
