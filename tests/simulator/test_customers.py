# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The state machine and the rules of customers and onboarding templates."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.simulator.api import ADDRESS, PROVISIONING_ID, Api, Json, customer_body, subscriber_body


def org_id(uuid: str) -> str:
    return base64.urlsafe_b64encode(f"ciscospark://us/ORGANIZATION/{uuid}".encode()).decode()


EXISTING_ORG = org_id("0a1b0000-0000-4000-8000-000000000004")
LARGE_ORG = org_id("0a1b0000-0000-4000-8000-000000000005")
ACTIVE = org_id("0a1b0000-0000-4000-8000-000000000002")
SUSPENDED = org_id("0a1b0000-0000-4000-8000-000000000003")


def refused(api: Api, status: int, body: Json) -> Json:
    error: Json = api.call("POST", "/wholesale/customers", status, body)
    assert error["trackingId"]
    return {**error["errors"][0], "message": error["message"]}


def test_life_of_a_customer(api: Api) -> None:
    response = api.send("POST", "/wholesale/customers", customer_body())
    assert response.status_code == 202
    url = response.json()["url"]
    assert response.headers["Location"] == url
    path = url.removeprefix(api.server.url)
    shown = api.call("GET", path, 200)
    assert shown["status"] == "provisioning"
    assert "orgId" not in shown
    api.call("PUT", path, 409, {"packages": ["webex_calling"]})
    api.call("DELETE", path, 409)
    api.server.settle()
    shown = api.call("GET", path, 200, includePackageLicenseInfo="true")
    assert shown["status"] == "provisioned"
    assert all(len(package["licenseIds"]) == 1 for package in shown["resourceDetails"]["packages"])
    assert not {"name", "primaryEmail", "customerInfo", "provisioningId", "limits"} & set(shown)
    org = api.call("GET", f"/organizations/{shown['orgId']}", 200)
    assert org["displayName"] == "Acme"
    location = api.call("GET", "/locations", 200, orgId=shown["orgId"])["items"][0]
    assert (location["name"], location["address"]["postalCode"]) == ("Headquarters", "75002")

    limits = {"packages": {"limits": {"webex_suite": 7}}}
    body = {"packages": ["webex_calling", "webex_suite"], "provisioningParameters": limits}
    api.call("PUT", path, 202, body)
    shown = api.call("GET", path, 200)
    assert shown["status"] == "updating"
    states = {package["name"]: package["status"] for package in shown["resourceDetails"]["packages"]}
    assert states == {"webex_calling": "provisioned", "webex_suite": "provisioning", "webex_meetings": "deleting"}
    api.server.settle()
    licenses = api.call("GET", "/licenses", 200, orgId=shown_org(api, path))["items"]
    assert {entry["name"]: entry["totalUnits"] for entry in licenses}["Webex Suite"] == 7
    assert len(licenses) == 2

    api.call("DELETE", path, 202)
    assert api.call("GET", path, 200)["status"] == "deleting"
    api.server.settle()
    api.call("GET", path, 404)
    api.call("GET", f"/organizations/{org['id']}", 200)


def shown_org(api: Api, path: str) -> str:
    org: str = api.call("GET", path, 200)["orgId"]
    return org


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"provisioningId": None}, 1001, "provisioningId"),
        (
            {"provisioningId": base64.b64encode(b"f5b36187-0000-4000-8000-00000000dead").decode()},
            None,
            "provisioningId",
        ),
        ({"packages": []}, 1001, "packages"),
        ({"packages": ["webex_everything"]}, None, "packages"),
        ({"packages": ["webex_meetings", "cisco_calling_plan"]}, None, "packages"),
        ({"packages": ["webex_calling_standard", "attendant_console"]}, None, "packages"),
        ({"externalId": None}, 1001, "externalId"),
        ({"address": {**ADDRESS, "addressLine1": "x" * 51}}, 1002, "address.addressLine1"),
        ({"address": {**ADDRESS, "country": "US"}}, 1001, "address.stateOrProvince"),
        ({"address": {**ADDRESS, "country": "US", "stateOrProvince": "ZZ"}}, None, "address.stateOrProvince"),
        ({"address": {**ADDRESS, "zipOrPostalCode": None}}, 1001, "address.zipOrPostalCode"),
        ({"customerInfo": None}, 1001, "customerInfo"),
        ({"customerInfo": {"name": "100% Acme", "primaryEmail": "a@b.example"}}, None, "customerInfo.name"),
        ({"provisioningParameters": None}, 1001, "provisioningParameters.calling.location"),
        ({"provisioningParameters": {"calling": {"location": {"name": "x"}}}}, 1001, None),
        ({"orgId": LARGE_ORG}, None, "orgId"),
    ],
)
def test_a_refused_creation_names_code_and_field(api: Api, changes: Json, code: int | None, field: str | None) -> None:
    error = refused(api, 400, customer_body(**changes))
    assert error.get("errorCode") == code
    assert field is None or error["fieldName"] == field
    assert api.server.info()["customer"] == 0


def test_an_external_id_and_an_admin_are_taken_once(api: Api) -> None:
    api.customer()
    other_email = {"name": "Acme", "primaryEmail": "other@acme.example"}
    assert refused(api, 409, customer_body(customerInfo=other_email))["fieldName"] == "externalId"
    same_email = {"name": "Two", "primaryEmail": "BOSS@acme.example"}
    assert refused(api, 409, customer_body("two", customerInfo=same_email))["errorCode"] == 10022


def test_an_existing_organization_is_attached(api: Api) -> None:
    api.call("GET", f"/organizations/{EXISTING_ORG}", 404)
    body = customer_body("old", orgId=EXISTING_ORG)
    del body["customerInfo"]
    api.call("POST", "/wholesale/customers", 202, body)
    api.server.settle()
    items = api.call("GET", "/wholesale/customers", 200, orgId=EXISTING_ORG)["items"]
    assert [item["externalId"] for item in items] == ["old"]
    assert api.call("GET", f"/organizations/{EXISTING_ORG}", 200)["displayName"] == "Existing Org"
    assert refused(api, 409, {**body, "externalId": "again"})["fieldName"] == "orgId"


def test_attach_needs_invite_emails(api: Api) -> None:
    template = template_body(messagingSettings={"allowAdminInviteEmails": False})
    created = api.call("POST", "/wholesale/onboardingTemplates", 201, template)
    body = customer_body(orgId=EXISTING_ORG, provisioningId=created["provisioningId"])
    assert refused(api, 400, body)["fieldName"] == "provisioningId"


@pytest.mark.parametrize(
    ("outcome", "status", "org"),
    [
        ({"status": "error", "errors": [{"errorCode": 2560, "description": "x"}]}, "error", False),
        (
            {"packages": {"webex_calling": {"errors": [{"errorCode": 1, "description": "x"}]}}},
            "provisioned_with_errors",
            True,
        ),
        ({"packages": {"webex_calling": {"warnings": [{"errorCode": 1, "description": "x"}]}}}, "provisioned", True),
        ({"status": "pending_rpl_review"}, "pending_rpl_review", False),
    ],
)
def test_provisioning_ends_as_the_fault_says(api: Api, outcome: Json, status: str, org: bool) -> None:
    api.server.faults({"provisioning": {"acme": outcome}})
    customer = api.customer()
    assert (customer["status"], "orgId" in customer) == (status, org)
    assert customer.get("errors", []) == outcome.get("errors", [])
    details = {package["name"]: package for package in customer["resourceDetails"]["packages"]}
    for kind, problems in outcome.get("packages", {}).get("webex_calling", {}).items():
        assert details["webex_calling"][kind] == problems
    api.server.faults({})
    if status == "pending_rpl_review":
        api.server.settle()
        api.server.settle()
        api.server.settle()
    else:
        api.call("PUT", f"/wholesale/customers/{customer['id']}", 202, {"packages": customer["packages"]})
        api.server.settle()
    assert api.call("GET", f"/wholesale/customers/{customer['id']}", 200)["status"] == "provisioned"


def test_packages_and_customers_in_use_stay(api: Api) -> None:
    customer = api.customer(packages=["webex_meetings", "webex_suite"])
    subscriber = api.call(
        "POST", "/wholesale/subscribers", 200, subscriber_body(customer, "a@acme.example", "webex_meetings")
    )
    path = f"/wholesale/customers/{customer['id']}"
    api.call("PUT", path, 400, {"packages": ["webex_suite"]})
    api.call("DELETE", path, 409)
    limits = {"packages": {"limits": {"webex_meetings": 0}}}
    api.call("PUT", path, 400, {"packages": customer["packages"], "provisioningParameters": limits})
    api.call("DELETE", f"/wholesale/subscribers/{subscriber['id']}", 204)
    api.call("DELETE", path, 202)


def test_a_sub_partner_has_customers_of_its_own(api: Api) -> None:
    body = customer_body("theirs")
    api.call("POST", "/wholesale/customers", 403, body, onBehalfOfSubPartnerOrgId=SUSPENDED)
    api.call("POST", "/wholesale/customers", 202, body, onBehalfOfSubPartnerOrgId=ACTIVE)
    assert api.call("GET", "/wholesale/customers", 200)["items"] == []
    theirs = api.call("GET", "/wholesale/customers", 200, onBehalfOfSubPartnerOrgId=ACTIVE)["items"]
    assert [item["externalId"] for item in theirs] == ["theirs"]
    api.call("GET", f"/wholesale/customers/{theirs[0]['id']}", 404)


def test_the_precheck_judges_address_and_customer(api: Api) -> None:
    path = "/wholesale/customers/validate"
    assert api.call("POST", path, 200, {"address": ADDRESS})["info"][0]["infoCode"] == 100
    api.call("POST", path, 400, {"provisioningId": PROVISIONING_ID})
    api.call("POST", path, 400, {"address": ADDRESS, "provisioningId": "bm9uZQ"})
    body = customer_body()
    del body["customerInfo"]["language"]
    api.call("POST", path, 200, body)
    assert api.server.info()["customer"] == 0


def template_body(**changes: Any) -> Json:
    return {
        "name": "Standard",
        "serviceProviderAdmin": "operator@partner.example.com",
        "country": "FR",
        "defaultLanguage": "fr_FR",
        "subscriptionId": "Sub-simulator-1",
        **changes,
    }


def test_a_template_is_made_once_and_replaced_as_a_whole(api: Api) -> None:
    path = "/wholesale/onboardingTemplates"
    created = api.call("POST", path, 201, template_body())
    assert created["authentication"] == {"mode": "webex"}
    assert created["messagingSettings"] == {"allowAdminInviteEmails": True, "otherSettings": {}}
    api.call("POST", path, 409, template_body())
    saml = {"mode": "partner_saml", "idpEntityId": "https://idp.example.com"}
    replaced = api.call("PUT", f"{path}/{created['id']}", 200, template_body(name="Other", authentication=saml))
    assert replaced["authentication"] == saml
    assert replaced["provisioningId"] == created["provisioningId"]
    for wrong in (
        {"name": "x" * 129},
        {"serviceProviderAdmin": "stranger@example.com"},
        {"country": "XX"},
        {"authentication": {"mode": "partner_saml"}},
        {"authentication": {"mode": "partner_oidc", "idpName": "not allowed"}},
    ):
        api.call("POST", path, 400, template_body(**wrong))
    api.call("POST", "/wholesale/customers", 202, customer_body(provisioningId=created["provisioningId"]))
    api.call("DELETE", f"{path}/{created['id']}", 204)
    api.call("GET", f"{path}/{created['id']}", 404)
