# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests that the simulator may get, from nearly right to absurd, made up by dice and sent as bytes."""

from __future__ import annotations

import copy
import http.client
import json
import re
import socket
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from webex_simulator.routes import OPERATIONS

from tests.property.things_with_lines import made, right_ones
from tests.simulator.api import ADDRESS, PLACE, PROVISIONING_ID, Api, customer_body, subscriber_body
from tests.simulator_server import ACCESS_TOKEN, READ_ONLY_TOKEN, SimulatorServer

ROUTES = Path(str(OPERATIONS[0].handler.__code__.co_filename)).parent
# Every word in the code of the routes may be the name of a field or of something in a query.
NAMES = sorted({
    name for path in [*ROUTES.glob("*.py"), *ROUTES.parent.glob("*.py")]
    for name in re.findall(r'"([A-Za-z][A-Za-z_]{1,40})"', path.read_text())
})  # fmt: skip
WRITES = [operation for operation in OPERATIONS if operation.method in ("POST", "PUT", "PATCH")]
PATCH = "application/json-patch+json"
LONG = "x" * 70_000
SURROGATE = "\ud800"
TEXTS = (
    "", " ", "\x00", "\n", "a\r\nb", SURROGATE, f"a{SURROGATE}\udc00", "\u202eevil", "١٢٣", "²", "%", "%s{{ 1 }}",
    "../..", "' OR 1=1 --", "x" * 5000, "true", "-1", "1", "0", "1e999", "9" * 30, "9" * 5000, "NaN",
    "0001-01-01T00:00:00", "9999-12-31T23:59:59+14:00", "2026-01-01", "fr_fr", "fr_FR", "Europe/Paris",
    "+33199000001", "+1 (512) 555-0100", "101", "ADD", "DELETE", "remove", "error", "created", "ASC", "webex_calling",
    "webex_meetings", "attendant_console", "TRUNK", "DID", "MOBILE", "work", "ada@acme.example", "new@acme.example",
    "boss@free.example.com", "BILLING_RECONCILIATION", "CUSTOMER", "PARTNER", PROVISIONING_ID,
    "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8", "é", "\U0010ffff",
)  # fmt: skip
NUMBERS = (0, -1, 1, 2**31, 2**63, 2**64, -(2**70), 10**400, 0.5, -0.0, 1e308, float("inf"), float("nan"))
BODIES = (
    b"", b"null", b"[]", b"7", b'"text"', b"{", b"}", b"<html>", b"\xff\xfe", b"\x00", b"[" * 100_000,
    b'{"a":' * 100_000, b'{"name":' + b"[" * 500 + b"]" * 500 + b"}", b'{"name": 1e999}',
    b'{"name": ' + b"9" * 10_000 + b"}", b'{"a": 1, "a": 2}', '{"name": "Acme"}'.encode("utf-16"),
    '{"name": "Acme"}'.encode("utf-32"), b'\xef\xbb\xbf{"name": "Acme"}', b'{"\\ud800": "\\udfff"}',
    b"grant_type=refresh_token&client_id=%ff&client_secret=%00", b"grant_type=" + b"x" * 70_000,
    b'{"name": "' + b"x" * 1_000_000 + b'"}',
)  # fmt: skip
TYPES = (
    "application/json", "application/json", "application/json; charset=utf-16", "application/json;charset=none",
    "APPLICATION/JSON", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "", ";",
    "é", "x" * 8000,
)  # fmt: skip
HEADERS = (
    ("Host", ""), ("Host", "é:99999999"), ("Host", "a b"), ("Accept", "nonsense"), ("Accept-Encoding", "gzip;q=nan"),
    ("Content-Encoding", "gzip"), ("Expect", "100-continue"), ("X-Forwarded-For", "\x01"), ("Content-Length", "-1"),
    ("Content-Length", "x"), ("Transfer-Encoding", "chunked"), ("Transfer-Encoding", "none"), ("Range", "bytes=9-1"),
    ("Cookie", "x" * 9000), ("Upgrade", "websocket"), ("Connection", "upgrade"), ("If-None-Match", "*"),
    ("Bad Name", "1"), ("TrackingID", "\xff\xfe"),
)  # fmt: skip
TOKENS = (
    "", "Bearer", "Bearer ", "Bearer  x", f"bearer {ACCESS_TOKEN}", f"Bearer {READ_ONLY_TOKEN}", "Bearer \xff",
    "Basic", "Basic !!!", "Basic \xff", "Basic /w==", "Basic YTpi", "Digest x", "x" * 9000,
)  # fmt: skip


class Shot(NamedTuple):
    """One request, as what may be told of it and as bytes."""

    method: str
    target: str
    content: bytes


class Ground:
    """What there is on the simulator, so that requests may get past the first check."""

    def __init__(self, server: SimulatorServer) -> None:
        server.reset()
        api = Api(server)
        customer = api.customer(packages=["webex_calling", "webex_meetings", "common_area_calling"])
        self.org = customer["orgId"]
        location = api.location(self.org)
        api.numbers(self.org, location, "+33199000001", "+33199000002")
        calling = {"locationId": location, "extension": "101", "primaryPhoneNumber": "+33199000001"}
        subscriber = api.call(
            "POST", "/wholesale/subscribers", 200, subscriber_body(customer, "ada@acme.example", **calling)
        )
        licenses = api.call("GET", "/licenses", 200, orgId=self.org)["items"]
        role = api.call("GET", "/roles", 200)["items"][0]["id"]
        template = api.call("GET", "/wholesale/onboardingTemplates", 200)["items"][0]
        self.ids: dict[str, str] = {
            "customerId": customer["id"], "orgId": self.org, "locationId": location, "subscriberId": subscriber["id"],
            "personId": subscriber["personId"], "licenseId": licenses[0]["id"], "roleId": role,
            "templateId": template["id"], "settingKey": "allow-admin-invite-emails", "countryCode": "FR",
        }  # fmt: skip
        job = {"locationId": location, "locationName": "Headquarters", "forceDelete": False}
        path = "/telephony/config/jobs/locations/deleteCallingLocation"
        self.ids["jobId"] = api.call("POST", path, 202, job, orgId=self.org)["id"]
        period = {"billingStartDate": "2026-01-01", "billingEndDate": "2026-01-31", "type": "CUSTOMER"}
        self.ids["id"] = api.call("POST", "/wholesale/billing/reports", 200, period)["id"]
        self.ids |= made(api, self.org, location)
        address = {"address": PLACE, "timeZone": "Europe/Paris", "preferredLanguage": "fr_fr"}
        place = {"name": "Lyon", **address, "announcementLanguage": "fr_fr", "latitude": "1", "notes": "x"}
        limits = {"webex_calling": 10, "webex_meetings": 5}
        parameters = {**customer_body()["provisioningParameters"], "packages": {"limits": limits}}
        number = {"primary": False, "action": "ADD", "directNumber": "+33199000002", "extension": "103"}
        leaving = {"userId": subscriber["personId"], "extension": "104", "phoneNumber": "+33199000002"}
        work = {"type": "work", "value": "+33199000002"}
        line = {"phoneNumber": "+33199000002", "name": "x"}
        held = [entry["id"] for entry in licenses]
        # The end of a path -> what is right there, or nearly.
        self.bodies: dict[str, Any] = {
            "customers": {**customer_body("other"), "provisioningParameters": parameters},
            "customers/validate": {**customer_body("another"), "orgId": self.org},
            "{customerId}": {"packages": customer["packages"], "address": ADDRESS, "externalId": "acme",
                             "provisioningParameters": {"packages": {"limits": limits}}},
            "subscribers": subscriber_body(customer, "new@acme.example", "webex_meetings", extension="105"),
            "subscribers/validate": subscriber_body(customer, "new@acme.example", **calling),
            "{subscriberId}": {"package": "webex_meetings", "provisioningParameters": calling},
            "consentMove": {"email": "x@free.example.com"},
            "people": {"emails": ["eve@acme.example"], "displayName": "Eve", "licenses": held[:1], "roles": [role],
                       "locationId": location, "extension": "102", "orgId": self.org, "phoneNumbers": [work]},
            "{personId}": {"emails": ["ada@acme.example"], "displayName": "Ada", "firstName": "A", "licenses": held,
                           "addresses": [{"type": "work"}], "extension": "106", "phoneNumbers": [work]},
            "licenses/users": {"personId": subscriber["personId"], "orgId": self.org, "licenses": [
                {"id": held[0], "operation": "remove"}, {"id": held[0], "operation": "add", "properties": calling}]},
            "v1/locations": place,
            "v1/locations/{locationId}": place,
            "config/locations": {**place, "id": location},
            "config/locations/{locationId}": {
                "callingLineId": line, "routingPrefix": "81", "outsideDialDigit": "9", "externalCallerIdName": "x",
                "connection": {"type": "TRUNK", "id": "x"}, "announcementLanguage": "fr_fr"},
            "modifyAnnouncementLanguage/invoke": {"announcementLanguageCode": "fr_fr", "agentEnabled": True},
            "{locationId}/numbers": {"phoneNumbers": ["+33199000003"], "numberType": "DID", "action": "ACTIVATE"},
            "validateNumbers/invoke": {"phoneNumbers": ["+33199000001", "+1", "+33199000009"]},
            "{personId}/numbers": {"phoneNumbers": [number], "enableDistinctiveRingPattern": True},
            "validateExtensions/invoke": {"extensions": ["101", "102", "101"]},
            "connection": {"id": location, "premiseRouteType": "TRUNK", "premiseRouteId": "x"},
            "organizations/{orgId}": {"schemas": ["urn:cisco:codev:identity:organization:core:1.0"],
                                      "displayName": "Acme", "preferredLanguage": "fr_FR"},
            "settings": {"key": "allow-admin-invite-emails", "value": False},
            "moveLocation": {"usersList": [{"locationId": location, "validate": False, "users": [leaving]}]},
            "deleteCallingLocation": job,
            "manageNumbers": {"operation": "MOVE", "targetLocationId": location,
                              "numberList": [{"locationId": location, "numbers": ["+33199000002"]}]},
            "reports": period,
            **right_ones(self.ids),
            "onboardingTemplates": template | {"name": "T"},
            "{templateId}": template,
            "access_token": {"grant_type": "refresh_token", "client_id": "simulator-client-id",
                             "client_secret": "simulator-client-secret", "refresh_token": "simulator-refresh-token"},
        }  # fmt: skip
        api.session.close()


def right(dice: Random, ground: Ground, path: str) -> Any:
    """Return the body that fits an operation best, sometimes another."""
    fitting = [end for end in ground.bodies if path.endswith(end)]
    return ground.bodies[max(fitting, key=len) if fitting and dice.random() < 0.95 else dice.choice([*ground.bodies])]


def value(dice: Random, ground: Ground, depth: int = 0) -> Any:
    """Return any JSON value."""
    kind = dice.randrange(9 if depth < 3 else 7)
    if kind < 3:
        return dice.choice((*TEXTS, *ground.ids.values()))
    if kind < 5:
        return dice.choice(NUMBERS)
    if kind < 7:
        return dice.choice((None, True, False, [], {}))
    if kind == 7:
        return [value(dice, ground, depth + 1) for _entry in range(dice.randrange(3))]
    return {dice.choice((*NAMES, *TEXTS)): value(dice, ground, depth + 1) for _entry in range(dice.randrange(4))}


def altered(dice: Random, ground: Ground, whole: Any) -> Any:
    """Return a body of which some places are something else."""
    body = copy.deepcopy(whole)
    for _time in range(dice.choice((0, 1, 1, 1, 2, 3))):
        place = body
        while True:
            entries = list(place) if isinstance(place, dict) else list(range(len(place)))
            if not entries or dice.random() < 0.1:
                if isinstance(place, dict):
                    place[dice.choice(NAMES)] = value(dice, ground)
                else:
                    place.append(value(dice, ground))
                break
            key = dice.choice(entries)
            if isinstance(place[key], dict | list) and dice.random() < 0.7:
                place = place[key]
                continue
            if isinstance(place, dict) and dice.random() < 0.2:
                del place[key]
            else:
                place[key] = value(dice, ground)
            break
    return body


def part(dice: Random, ground: Ground, name: str) -> str:
    """Return what stands for a parameter in a path, often something that exists."""
    if name in ground.ids and dice.random() < 0.9:
        return quote(ground.ids[name])
    return quote(dice.choice((*TEXTS, *ground.ids.values())).encode("utf-8", "surrogatepass"), safe="")


def query(dice: Random, ground: Ground) -> str:
    """Return a query, often one that asks for the organization of the ground."""
    pairs = [("orgId", ground.org)] if dice.random() < 0.95 else []
    for _pair in range(dice.choice((0, 0, 1, 2))):
        known = dice.random() < 0.6
        name = (
            dice.choice(("max", "offset", "start", "cursor", "name", "after", "sortBy", "status", "id"))
            if known
            else dice.choice(NAMES)
        )
        pairs.append((name, dice.choice((*TEXTS, *ground.ids.values()))))
    text = "&".join(f"{name}={quote(each.encode('utf-8', 'surrogatepass'), safe='')}" for name, each in pairs)
    return dice.choice((text, text, text, text, text, f"{text}&%ff=%", f"{text}&&=&a", "?" * 50, "x=%00%zz"))


def shot(dice: Random, ground: Ground) -> Shot:
    """Return one request to one of all operations."""
    operation = dice.choice(OPERATIONS if dice.random() < 0.4 else WRITES)
    method, path = operation.method, operation.path
    for name in re.findall(r"{(\w+)}", path):
        path = path.replace(f"{{{name}}}", part(dice, ground, name))
    if dice.random() < 0.05:
        method, path = dice.choice((
            ("PUT", operation.path), ("OPTIONS", path), ("HEAD", path), ("BREW", path), (method, path + "/"),
            (method, f"/{path}"), (method, path + "/" + LONG), (method, path + "%00%ff%2f"), ("GET", "*"),
            (method, f"http://other{path}"), ("GET", "/simulator/x"), ("PUT", "/simulator/faults/x"),
        ))  # fmt: skip
    target = f"{path}?{asked}" if (asked := query(dice, ground)) else path
    body, kind = b"", PATCH if path.startswith("/v1/devices/") and method == "PATCH" else "application/json"
    if method not in ("GET", "DELETE") or dice.random() < 0.1:
        if dice.random() < 0.1:
            body, kind = dice.choice(BODIES), dice.choice(TYPES)
        else:
            whole = (
                altered(dice, ground, right(dice, ground, operation.path))
                if dice.random() < 0.9
                else value(dice, ground)
            )
            body = json.dumps(whole).encode()
    headers = [
        ("Host", "127.0.0.1"),
        ("Content-Type", kind),
        ("Content-Length", str(len(body))),
        ("Connection", "close"),
        ("Simulator-Test", "nonsense"),
    ]
    headers.append(("Authorization", dice.choice(TOKENS) if dice.random() < 0.05 else f"Bearer {ACCESS_TOKEN}"))
    if dice.random() < 0.1:
        extra = dice.choice(HEADERS)
        headers = [*(entry for entry in headers if entry[0] != extra[0]), extra]
    head = f"{method} {target} HTTP/1.1\r\n" + "".join(f"{name}: {text}\r\n" for name, text in headers)
    return Shot(method, target, head.encode("latin-1", "replace") + b"\r\n" + body)


def fire(server: SimulatorServer, each: Shot) -> int:
    """Send a request; return the status of the answer, 0 if the connection was closed without one."""
    address = urlsplit(server.url)
    assert address.hostname is not None
    with socket.create_connection((address.hostname, address.port or 80), timeout=10) as connection:
        try:
            connection.sendall(each.content)
            # Whoever has told of a longer body than there is waits no longer.
            connection.shutdown(socket.SHUT_WR)
            answer = http.client.HTTPResponse(connection, method=each.method)
            answer.begin()
            answer.read()
        except TimeoutError:
            raise  # a request that hangs is no better than one that breaks
        except (http.client.HTTPException, OSError):
            return 0
        return answer.status
