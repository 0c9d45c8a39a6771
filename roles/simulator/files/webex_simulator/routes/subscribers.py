# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""/wholesale/subscribers: subscribe a user to a package, read, change, unsubscribe, precheck."""

from __future__ import annotations

import json
from typing import Any

from webex_simulator import ids
from webex_simulator.call import Call, Operation, Reply
from webex_simulator.calling import check_extension, find_license, find_location
from webex_simulator.customer_rules import check_email_free, email_in_use, find_template
from webex_simulator.errors import ApiError, invalid, missing, not_found
from webex_simulator.fields import EMAIL, iso, mapping, optional_text, query_time, strings, text
from webex_simulator.packages import SINGLE_PACKAGES, SUBSCRIBER_PACKAGES
from webex_simulator.seed import FREE_ACCOUNT_DOMAIN
from webex_simulator.store import Row
from webex_simulator.subscriptions import Subscriptions

_PATH = "/v1/wholesale/subscribers"
_PENDING = "pending_user_migration"
_SELECT = (
    "SELECT subscriber.*, customer.external_id AS external_id, customer.org AS org FROM subscriber "
    # CROSS keeps SQLite from beginning with the customers: then it would sort all subscribers for every page.
    "CROSS JOIN customer ON customer.id = subscriber.customer"
)
# Query name -> condition, and the type of id if it is one.
_FILTERS = {
    "customerId": ("subscriber.customer = ?", "ENTERPRISE"),
    "personId": ("subscriber.person = ?", "PEOPLE"),
    "externalCustomerId": ("subscriber.customer = (SELECT id FROM customer WHERE external_id = ?)", None),
    "email": ("subscriber.email = ?", None),
    "status": ("subscriber.status = ?", None),
}
_PRECHECK = {"infoCode": 100, "description": "Provisioning preCheck validation successful."}
# The codes besides 100 are not published: this one is ours (A115).
_FREE_ACCOUNT = {"infoCode": 101, "description": "The user has an active free account, and must consent to move it."}


def list_subscribers(call: Call) -> Reply:
    """List subscribers of the acting partner."""
    where: list[str] = ["customer.sub_partner IS ?"]
    values: list[Any] = [call.sub_partner()]
    for name, (condition, kind) in _FILTERS.items():
        if name in call.query:
            where.append(condition)
            values.append((ids.decode(call.query[name], kind) or "") if kind else call.query[name])
    for name, bounded in (("after", "created"), ("lastStatusChange", "changed")):
        moment = query_time(call.query, name)
        if moment is not None:
            where.append(f"subscriber.{bounded} > ?")
            values.append(moment)
    columns = {"created": "seq", "lastStatusChange": "changed"}
    column = columns.get(call.query.get("sortBy", "created"))
    direction = call.query.get("sortOrder", "ASC").upper()
    if column is None or direction not in ("ASC", "DESC"):
        raise invalid("sortBy", "sort by created or lastStatusChange, ASC or DESC.")
    order = f"subscriber.{column} {direction}, subscriber.seq {direction}"
    sql = f"{_SELECT} WHERE {' AND '.join(where)} ORDER BY {order}"
    return call.page("items", sql, values, _show, 50, 100)


def get_subscriber(call: Call) -> Reply:
    """Read one subscriber."""
    return _answer(call, _find(call), 200)


def create_subscriber(call: Call) -> Reply:
    """Subscribe a user: at once, or after consent when the e-mail belongs to a free account."""
    call.sub_partner(write=True)
    body = call.body
    customer = _customer(call)
    email = text(body, "email", pattern=EMAIL)
    package = _package(body)
    if "provisioningParameters" not in body:
        raise missing("provisioningParameters")
    parameters = mapping(body, "provisioningParameters")
    if customer["status"] not in ("provisioned", "provisioned_with_errors"):
        raise ApiError(409, f"The customer's status is {customer['status']}.")
    _check_package(call, customer, package)
    _check_email(call, email, customer["org"])
    key = ids.new_uuid()
    pending = _free(email)
    call.store.insert(
        "subscriber", id=key, customer=customer["id"], email=email, package=package,
        status=_PENDING if pending else "provisioned", parameters=parameters, created=call.now, changed=call.now,
    )  # fmt: skip
    if not pending:
        Subscriptions(call.store).start(key, call.now)
    call.params["subscriberId"] = ids.encode("SUBSCRIBER", key)
    return _answer(call, _find(call), 202 if pending else 200)


def update_subscriber(call: Call) -> Reply:
    """Move a subscriber to another package."""
    call.sub_partner(write=True)
    row = _find(call)
    if row["status"] == _PENDING:
        raise ApiError(409, "The subscriber has not consented to the move yet.")
    package = _package(call.body)
    customer = call.store.one("SELECT * FROM customer WHERE id = ?", row["customer"])
    if customer is None:
        raise not_found("Customer")
    _check_package(call, customer, package)
    parameters = mapping(call.body, "provisioningParameters")
    Subscriptions(call.store).change_package(row, customer["org"], package, parameters)
    return _answer(call, _find(call), 200)


def delete_subscriber(call: Call) -> Reply:
    """Unsubscribe: the person stays, without licence and calling data."""
    row = _find(call)
    Subscriptions(call.store).end(row, row["org"])
    return Reply(204)


def validate_subscriber(call: Call) -> Reply:
    """Precheck: only `email` is mandatory, whatever else is given must be right."""
    call.sub_partner()
    body = call.body
    email = text(body, "email", pattern=EMAIL)
    if body.get("provisioningId"):
        find_template(call, text(body, "provisioningId"))
    customer = _customer(call) if body.get("customerId") else None
    if body.get("package") is not None or body.get("packages") is not None:
        package = _package(body)
        if customer is not None:
            _check_package(call, customer, package)
    if body.get("customerInfo") is not None:
        text(mapping(body, "customerInfo"), "primaryEmail", where="customerInfo.", pattern=EMAIL)
    parameters = mapping(body, "provisioningParameters")
    if customer is not None and parameters.get("locationId"):
        where = "provisioningParameters."
        location = find_location(
            call.store, customer["org"], optional_text(parameters, "locationId", where=where), f"{where}locationId"
        )
        if extension := optional_text(parameters, "extension", where=where):
            check_extension(call.store, location, extension, f"{where}extension", "")
    _check_email(call, email, customer["org"] if customer is not None else None)
    return Reply(200, {"message": "success", "info": [_PRECHECK, *([_FREE_ACCOUNT] if _free(email) else [])]})


def consent_move(call: Call) -> Reply:
    """Send the consent e-mail again; the simulated user agrees after the provisioning delay."""
    row = _find(call)
    if row["status"] != _PENDING:
        raise ApiError(400, f"The subscriber's status is not {_PENDING}.")
    call.later("consent", row["id"])
    return Reply(204)


def _find(call: Call) -> Row:
    key = call.key("subscriberId", "SUBSCRIBER", "Subscriber")
    sql = f"{_SELECT} WHERE subscriber.id = ? AND customer.sub_partner IS ?"
    row = call.store.one(sql, key, call.sub_partner())
    if row is None:
        raise not_found("Subscriber")
    return row


def _customer(call: Call) -> Row:
    key = ids.decode(text(call.body, "customerId"), "ENTERPRISE")
    row = call.store.one("SELECT * FROM customer WHERE id = ? AND sub_partner IS ?", key, call.sub_partner())
    if row is None:
        raise invalid("customerId", "belongs to no customer.")
    return row


def _package(body: dict[str, Any]) -> str:
    single, several = body.get("package"), strings(body, "packages")
    if single is None and several is None:
        raise missing("packages")
    if single is not None and several is not None:
        raise invalid("package", "give either package or packages, not both.")
    if several is not None and len(several) != 1:
        raise invalid("packages", "must have exactly one entry.")
    package, known = (several[0], SUBSCRIBER_PACKAGES) if several is not None else (single, SINGLE_PACKAGES)
    if package not in known:
        raise invalid("packages" if several is not None else "package", f"{package} is not a package for subscribers.")
    return str(package)


def _check_package(call: Call, customer: Row, package: str) -> None:
    if package not in json.loads(customer["doc"])["packages"]:
        raise invalid("packages", f"{package} is not among the customer's packages.")
    if find_license(call.store, customer["org"], package) is None:
        raise invalid("packages", f"{package} is not provisioned for the customer.")


def _check_email(call: Call, email: str, org: str | None) -> None:
    if call.store.one("SELECT 1 FROM subscriber WHERE email = ?", email):
        raise email_in_use(email)
    check_email_free(call, email, org)


def _free(email: str) -> bool:
    return email.lower().endswith(f"@{FREE_ACCOUNT_DOMAIN}")


def _answer(call: Call, row: Row, status: int) -> Reply:
    shown = _show(row)
    return Reply(status, shown, {"Location": call.url(f"/wholesale/subscribers/{shown['id']}")})


def _show(row: Row) -> dict[str, Any]:
    shown = {
        "id": ids.encode("SUBSCRIBER", row["id"]),
        "email": row["email"],
        "customerId": ids.encode("ENTERPRISE", row["customer"]),
        "externalCustomerId": row["external_id"],
        "packages": [row["package"]],
        "status": row["status"],
        "created": iso(row["created"]),
        "lastStatusChange": iso(row["changed"]),
    }
    if row["package"] in SINGLE_PACKAGES:
        shown["package"] = row["package"]
    if row["person"] is not None:
        shown["personId"] = ids.encode("PEOPLE", row["person"])
    return shown


_READ = "spark-admin:wholesale_subscribers_read"
_WRITE = "spark-admin:wholesale_subscribers_write"
OPERATIONS = [
    Operation("GET", _PATH, list_subscribers, _READ),
    Operation("POST", _PATH, create_subscriber, _WRITE),
    Operation("POST", f"{_PATH}/validate", validate_subscriber, _READ),
    Operation("GET", f"{_PATH}/{{subscriberId}}", get_subscriber, _READ),
    Operation("PUT", f"{_PATH}/{{subscriberId}}", update_subscriber, _WRITE),
    Operation("DELETE", f"{_PATH}/{{subscriberId}}", delete_subscriber, _WRITE),
    # Without /wholesale, alone of all.
    Operation("POST", "/v1/subscribers/{subscriberId}/emails/consentMove", consent_move, _WRITE),
]
