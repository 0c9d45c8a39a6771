# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""/wholesale/customers: create, attach, read, update, delete, precheck."""

from __future__ import annotations

import json
from typing import Any

from webex_simulator import ids
from webex_simulator.addresses import check_wholesale_address
from webex_simulator.call import Call, Operation, Reply
from webex_simulator.customer_rules import (
    check_attach,
    check_external_id,
    check_info,
    check_parameters,
    check_removal,
    find_template,
    packages_of,
)
from webex_simulator.errors import ApiError, missing, not_found
from webex_simulator.fields import mapping, query_flag, text
from webex_simulator.packages import license_id
from webex_simulator.store import Row

_PATH = "/v1/wholesale/customers"
_BUSY = ("provisioning", "updating", "deleting", "pending_rpl_review")
_PRECHECK = {
    "message": "success",
    "info": [{"infoCode": 100, "description": "Provisioning preCheck validation successful."}],
}


def list_customers(call: Call) -> Reply:
    """List the customers of the acting partner."""
    where, values = ["sub_partner IS ?"], [call.sub_partner()]
    if "externalId" in call.query:
        where.append("external_id = ?")
        values.append(call.query["externalId"])
    if "orgId" in call.query:
        where.append("org = ?")
        values.append(ids.decode_org(call.query["orgId"]) or "")
    states = [state for entry in call.query.getlist("status") for state in entry.split(",") if state]
    if states:
        where.append(f"status IN ({', '.join('?' * len(states))})")
        values.extend(states)
    sql = f"SELECT * FROM customer WHERE {' AND '.join(where)} ORDER BY seq"
    return call.page("items", sql, values, _show, 100, 100)


def get_customer(call: Call) -> Reply:
    """Read one customer."""
    row = find_customer(call)
    shown = _show(row)
    if query_flag(call.query, "includePackageLicenseInfo"):
        licenses = call.store.all("SELECT * FROM license WHERE org = ?", row["org"])
        by_package = {entry["package"]: [license_id(entry)] for entry in licenses}
        for package in shown["resourceDetails"]["packages"]:
            if package["name"] in by_package:
                package["licenseIds"] = by_package[package["name"]]
    return Reply(200, shown, {"Location": _url(call, row["id"])})


def create_customer(call: Call) -> Reply:
    """Start provisioning a customer, in a new or in an existing organization."""
    sub_partner = call.sub_partner(write=True)
    body = call.body
    template = find_template(call, text(body, "provisioningId"))
    packages = packages_of(body)
    external_id = text(body, "externalId")
    if not mapping(body, "address"):
        raise missing("address")
    address = check_wholesale_address(mapping(body, "address"), "address.")
    org = check_attach(call, text(body, "orgId"), template) if body.get("orgId") else None
    info = mapping(body, "customerInfo")
    if not info and org is None:
        raise missing("customerInfo")
    email = check_info(call, info, org, complete=org is None) if info else None
    parameters = check_parameters(call, packages, org)
    check_external_id(call, external_id)
    document = {
        "address": address,
        "packages": packages,
        "name": info.get("name"),
        "language": info.get("language") or template["defaultLanguage"],
        "inviteEmails": template["messagingSettings"]["allowAdminInviteEmails"],
        "details": {name: {"status": "provisioning"} for name in packages},
        "errors": [],
        **parameters,
    }
    key = ids.new_uuid()
    call.store.insert(
        "customer", id=key, external_id=external_id, org=org, sub_partner=sub_partner, status="provisioning",
        primary_email=email, doc=document,
    )  # fmt: skip
    call.later("provision", key)
    return _accepted(call, key)


def update_customer(call: Call) -> Reply:
    """Start updating a customer; `packages` is the complete list."""
    call.sub_partner(write=True)
    row = find_customer(call)
    refuse_busy(row)
    body = call.body
    packages = packages_of(body)
    document: dict[str, Any] = json.loads(row["doc"])
    external_id = text(body, "externalId") if "externalId" in body else row["external_id"]
    check_external_id(call, external_id, row["id"])
    if body.get("address") is not None:
        document["address"] = check_wholesale_address(mapping(body, "address"), "address.")
    removed = [name for name in document["packages"] if name not in packages]
    check_removal(call, row, removed)
    parameters = check_parameters(call, packages, row["org"], known="location" in document)
    kept = {name: limit for name, limit in document["limits"].items() if name in packages}
    parameters["limits"] = {**kept, **parameters["limits"]}
    old = document["details"]
    document["details"] = {name: old.get(name, {"status": "provisioning"}) for name in packages}
    document["details"].update({name: {"status": "deleting"} for name in removed})
    document.update(packages=packages, errors=[], **parameters)
    call.store.update("customer", row["id"], external_id=external_id, status="updating", doc=document)
    call.later("provision", row["id"])
    return _accepted(call, row["id"])


def delete_customer(call: Call) -> Reply:
    """Start deleting the mapping of a customer; the organization stays."""
    row = find_customer(call)
    refuse_busy(row)
    if call.store.one("SELECT 1 FROM subscriber WHERE customer = ?", row["id"]):
        raise ApiError(409, "The customer still has subscribers.")
    call.store.update("customer", row["id"], status="deleting")
    call.later("delete_customer", row["id"])
    return Reply(202)


def validate_customer(call: Call) -> Reply:
    """Precheck: only `address` is mandatory, whatever else is given must be right."""
    call.sub_partner()
    body = call.body
    if not mapping(body, "address"):
        raise missing("address")
    check_wholesale_address(mapping(body, "address"), "address.")
    template = find_template(call, text(body, "provisioningId")) if body.get("provisioningId") else None
    org = check_attach(call, text(body, "orgId"), template) if body.get("orgId") and template else None
    if body.get("customerInfo"):
        check_info(call, mapping(body, "customerInfo"), org, complete=False)
    if body.get("packages") is not None:
        check_parameters(call, packages_of(body), org)
    if body.get("externalId"):
        check_external_id(call, text(body, "externalId"))
    return Reply(200, _PRECHECK)


def find_customer(call: Call) -> Row:
    """Return the customer of the path, within the acting partner."""
    key = call.key("customerId", "ENTERPRISE", "Customer")
    row = call.store.one("SELECT * FROM customer WHERE id = ? AND sub_partner IS ?", key, call.sub_partner())
    if row is None:
        raise not_found("Customer")
    return row


def refuse_busy(row: Row) -> None:
    """Refuse a change of a customer that background work is busy with."""
    if row["status"] in _BUSY:
        raise ApiError(409, f"The customer is busy: its status is {row['status']}.")


def _url(call: Call, key: str) -> str:
    return call.url(f"/wholesale/customers/{ids.encode('ENTERPRISE', key)}")


def _accepted(call: Call, key: str) -> Reply:
    return Reply(202, {"url": _url(call, key)}, {"Location": _url(call, key)})


def _show(row: Row) -> dict[str, Any]:
    document = json.loads(row["doc"])
    shown = {
        "id": ids.encode("ENTERPRISE", row["id"]),
        "externalId": row["external_id"],
        "address": document["address"],
        "status": row["status"],
        "packages": document["packages"],
        "resourceDetails": {"packages": [{"name": name, **rest} for name, rest in document["details"].items()]},
    }
    if row["org"] and row["status"].startswith("provisioned"):
        shown["orgId"] = ids.encode("ORGANIZATION", row["org"])
    if document["errors"]:
        shown["errors"] = document["errors"]
    return shown


_READ = "spark-admin:wholesale_customers_read"
_WRITE = "spark-admin:wholesale_customers_write"
OPERATIONS = [
    Operation("GET", _PATH, list_customers, _READ),
    Operation("POST", _PATH, create_customer, _WRITE),
    Operation("POST", f"{_PATH}/validate", validate_customer, _READ),
    Operation("GET", f"{_PATH}/{{customerId}}", get_customer, _READ),
    Operation("PUT", f"{_PATH}/{{customerId}}", update_customer, _WRITE),
    Operation("DELETE", f"{_PATH}/{{customerId}}", delete_customer, _WRITE),
]
