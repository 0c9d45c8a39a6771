# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Wholesale customers. Source: Webex for Wholesale API; organizations and licenses for what that never returns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .. import _ids
from .._converge import Action, Item
from .._errors import LostAnswer, Refused, WebexError, doubt
from .._models import packages as packages_
from .._models.address import WHOLESALE, Address
from .._models.customer import LIMITED, Customer
from ._base import Context, Resource
from ._countries import UNSCOPED, Countries
from ._directory import CUSTOMERS, MANY, Directory
from .onboarding_template import find_provisioning_id

UNSETTLED = ("provisioning", "updating", "deleting", "pending_rpl_review")
FAILED = ("error", "provisioned_with_errors")
STATUSES = ("provisioned", *UNSETTLED, *FAILED)
PAGE_WORTH = 10
"""From how many customers on the list is read while waiting, rather than each."""
BY_PUT = ("packages", "address", "external_id", "package_limits")
"""What an update of the customer changes; the name is the organization's."""
IDENTITY_SCHEMA = "urn:cisco:codev:identity:organization:core:1.0"


class Customers(Resource[Customer]):
    """Creates, attaches, updates, renames and removes customers, and waits for Webex to have done it."""

    name = "wholesale_customer"
    plural = "wholesale_customers"
    model = Customer
    waits = True
    controls = {"wait": {"type": "bool", "default": True}}
    filters = {
        "external_id": {"type": "str"},
        "customer_id": {"type": "str"},
        "org_id": {"type": "str"},
        "status": {"type": "list", "elements": "str", "choices": list(STATUSES)},
        "package": {"type": "str", "choices": list(packages_.CUSTOMER)},
        "include_organization": {"type": "bool", "default": False},
    }

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.directory = Directory(self.client)
        self.countries = Countries(self.client)

    def key(self, desired: Customer) -> str:
        """Return the external id."""
        return desired.external_id or ""

    def observe(self, wanted: Sequence[Customer], *, anew: bool = False) -> list[Customer | None]:
        """Find the customers by external id, or else by organization; wait for those Webex is still working on."""
        for desired in wanted:
            self.directory.forget(self.key(desired))
        self.directory.expect([self.key(desired) for desired in wanted])
        answers = [self._find(desired) for desired in wanted]
        if not self.context.check_mode and self.context.wait:
            busy = [answer["id"] for answer in answers if answer and answer.get("status") in UNSETTLED]
            settled = self._wait(busy)
            answers = [settled.get(answer["id"], answer) if answer else None for answer in answers]
        names = self._names(
            [answer for answer, desired in zip(answers, wanted, strict=True) if answer and desired.name]
        )
        return [
            self._read(answer, desired, names) if answer else None
            for answer, desired in zip(answers, wanted, strict=True)
        ]

    def find(self, filters: Mapping[str, Any]) -> list[Customer]:
        """List customers; the organization's name costs a request for each, or one for all."""
        if filters["customer_id"]:
            answer = self.directory.read(_ids.encode("ENTERPRISE", filters["customer_id"]))
            answers = [answer] if answer else []
        else:
            org_id = filters["org_id"] and _ids.encode("ORGANIZATION", filters["org_id"])
            answers = list(
                self.directory.list(externalId=filters["external_id"], orgId=org_id, status=filters["status"])
            )
        if filters["package"]:
            answers = [answer for answer in answers if filters["package"] in (answer.get("packages") or [])]
        names = self._names(answers) if filters["include_organization"] else {}
        return [self._read(answer, Customer(), names) for answer in answers]

    def check(self, item: Item[Customer], action: Action[Customer]) -> None:
        """Refuse what lacks an option that is needed now. Source: "Provision" and "Update a Wholesale Customer"."""
        if action.kind == "remove":
            return
        desired = action.desired
        if action.kind == "create":
            desired.require("packages", "address", why="to create a customer")
            if not desired.org_id:
                desired.require("name", "primary_email", why="to create a customer (or give org_id to attach one)")
            if not desired.template and not desired.provisioning_id:
                raise Refused("template", "is required to create a customer, unless provisioning_id is given")
        elif action.touches("org_id"):
            raise Refused(
                "org_id", f"external_id {item.key} belongs to another organization, {action.changes['org_id'][0]}"
            )
        elif action.touches(*BY_PUT) and not _complete(action):
            raise Refused("packages", "is required, as Webex does not say which packages the customer has")
        self._check_calling_location(action)
        if action.touches("address"):
            self.countries.check(action.after("address"), "address", self.context.warn, row="A20")
        if desired.calling_location and desired.calling_location.address and action.touches("packages"):
            self.countries.check(desired.calling_location.address, "calling_location.address", self.context.warn)
        if action.kind == "create" and desired.template:
            self._find_template(item)

    def precheck(self, item: Item[Customer], action: Action[Customer]) -> None:
        """Ask Webex for its verdict: one against a creation fails, one against an update is told.

        How Webex judges customers that exist already is not documented, so that its word there is no more than advice.
        """
        address: Address | None = action.after("address") or (action.observed.address if action.observed else None)
        if action.kind == "remove" or address is None:
            return
        body = {**self._payload(item, action), "address": address.payload(WHOLESALE)}
        if action.observed:
            body["orgId"] = action.observed.org_id
            if not action.touches("external_id"):
                del body["externalId"]
        try:
            answer = self.client.post(f"{CUSTOMERS}/validate", body, **self.directory.scope)
        except WebexError as error:
            if action.kind == "create":
                raise
            self.context.warn(f"customer {item.key}: Webex's precheck of the update says: {error.message}")
            item.extra["precheck"] = error.message
            return
        info = answer.get("info")
        verdicts = [each for each in (info if isinstance(info, list) else [info]) if isinstance(each, dict)]
        item.extra["precheck"] = "; ".join(str(each.get("description")) for each in verdicts) or answer.get("message")

    def create(self, item: Item[Customer], action: Action[Customer]) -> dict[str, Any]:
        """Start the provisioning, of a new organization or of the one that org_id names."""
        # Webex does not say that it refuses a second customer with the same external id.
        if self.directory.overlooked(item.key):
            raise WebexError(f"there is a customer with external_id {item.key} already", status=409)
        body = {**self._payload(item, action), "address": action.after("address").payload(WHOLESALE)}
        answer = self.client.post(CUSTOMERS, body, **self.directory.scope)
        item.done.append("started its provisioning")
        customer_id = str(answer.get("url") or "").rstrip("/").rpartition("/")[2]
        if not customer_id:
            raise LostAnswer("Webex accepted the customer, but did not say under which id")
        return {"id": customer_id, "status": "provisioning"}

    def update(self, item: Item[Customer], action: Action[Customer]) -> dict[str, Any]:
        """Rename the organization; replace packages, address, external id and limits."""
        observed = action.existing
        if action.touches("name"):
            path = f"identity/organizations/{_ids.uuid_of(observed.org_id or '')}"
            self.client.patch(path, {"schemas": [IDENTITY_SCHEMA], "displayName": action.after("name")})
            item.done.append("renamed the organization")
        if not action.touches(*BY_PUT):
            return {}
        self.client.put(f"{CUSTOMERS}/{observed.id}", self._payload(item, action), **self.directory.scope)
        item.done.append("started its update")
        return {"status": "updating"}

    def remove(self, item: Item[Customer], action: Action[Customer]) -> None:
        """Remove the customer from Wholesale; the organization itself stays."""
        self.client.delete(f"{CUSTOMERS}/{action.existing.id}", **self.directory.scope)
        item.done.append("started its removal")

    def settle(self, items: Sequence[Item[Customer]]) -> None:
        """Wait for all provisionings, updates and removals that this task has started; tell what went wrong."""
        for item in items:
            if item.result is not None and item.result.status in FAILED and not item.action.changed:
                self.context.warn(f"customer {item.key}: {_words(item.result)}")
        started = {_id_of(item): item for item in items if item.action.changed and _id_of(item)}
        if not self.context.wait:
            return
        try:
            settled = self._wait(list(started))
        except WebexError as error:
            for item in started.values():
                item.error = error
            return
        for customer_id, item in started.items():
            answer = settled.get(customer_id)
            if item.action.kind == "remove":
                continue
            if answer is None:
                item.error = WebexError(f"customer {item.key} has disappeared while Webex was working on it")
                continue
            seen = self._read(answer, Customer(), {})
            item.result = (item.result or seen).model_copy(
                update={name: getattr(seen, name) for name in ("id", "org_id", "status", "errors", "package_status")}
            )
            if seen.status in FAILED:
                item.error = WebexError(_words(seen), hint="Mend the cause and run again: what failed is tried anew.")

    def _find_template(self, item: Item[Customer]) -> None:
        """Note the template's Provisioning ID; in check mode it may be one that an earlier task would have created."""
        try:
            item.extra["provisioning_id"] = find_provisioning_id(self.context, item.desired)
        except Refused as error:
            if not self.context.check_mode:
                raise
            self.context.warn(f"{error}; the outcome is predicted as if it were there")

    def _find(self, desired: Customer) -> dict[str, Any] | None:
        found = self.directory.find(self.key(desired))
        if found is not None and found.get("externalId") != desired.external_id:
            found = None  # an external id that happens to be another customer's id
        if found is None and desired.org_id:
            found = next(self.directory.list(orgId=_ids.encode("ORGANIZATION", desired.org_id)), None)
            if found is not None and not _ids.same(found.get("orgId"), desired.org_id):
                found = None
        if found is not None and desired.package_limits:
            return self.directory.read(found["id"], includePackageLicenseInfo=True) or found
        return found

    def _read(self, answer: Mapping[str, Any], desired: Customer, names: Mapping[str, str]) -> Customer:
        details = answer.get("resourceDetails") or {}
        package_status = [each for each in details.get("packages") or [] if isinstance(each, dict)]
        status = answer.get("status")
        packages = set(answer.get("packages") or [])
        if status in FAILED:
            # A package in error is not there: so that a repeated run tries it again.
            packages -= {str(each.get("name")) for each in package_status if each.get("status") == "error"}
        if unknown := sorted(set(map(str, packages)) - set(packages_.CUSTOMER)):
            self.context.warn(
                f"customer {answer.get('externalId')} has packages unknown to this version: {', '.join(unknown)}"
            )
        if status not in STATUSES:
            self.context.warn(f"customer {answer.get('externalId')} has a status unknown to this version: {status}")
        known: dict[str, Any] = {
            "id": answer.get("id"),
            "external_id": answer.get("externalId"),
            "status": status,
            "packages": sorted(packages),
            "address": Address.read(answer.get("address"), WHOLESALE),
            "errors": answer.get("errors") or [],
            "package_status": package_status,
        }
        if org_id := answer.get("orgId"):
            known["org_id"] = desired.org_id if _ids.same(org_id, desired.org_id) else org_id
            if org_id in names:
                known["name"] = names[org_id]
            if desired.package_limits:
                asked = [each for each in package_status if each.get("name") in desired.package_limits]
                known["package_limits"] = self._limits(org_id, asked)
        return Customer.observed(**known)

    def _names(self, answers: Iterable[Mapping[str, Any]]) -> dict[str, str]:
        """Return the organizations' names by organization id, of those that exist already."""
        wanted = [str(answer["orgId"]) for answer in answers if answer.get("orgId")]
        if len(wanted) > MANY:
            answers_ = self.client.pages("organizations")
            listed = {_ids.key(str(each.get("id"))): str(each.get("displayName")) for each in answers_}
            return {org_id: listed[_ids.key(org_id)] for org_id in wanted if _ids.key(org_id) in listed}
        return {org_id: self.client.get(f"organizations/{org_id}").get("displayName", "") for org_id in wanted}

    def _limits(
        self, org_id: str, package_status: Iterable[Mapping[str, Any]], *, spare: bool = False
    ) -> dict[str, int]:
        """Return the number of units that each package's licenses have; with ``spare`` only where some are left."""
        units: dict[str, int] = {}
        for each in self.client.pages("licenses", orgId=org_id):
            total, used = each.get("totalUnits"), each.get("consumedUnits")
            if isinstance(total, int) and not (spare and isinstance(used, int) and used >= total):
                units[_ids.key(str(each.get("id")))] = total
        limits = {}
        for package in package_status:
            keys = [_ids.key(str(each)) for each in package.get("licenseIds") or []]
            if totals := [units[each] for each in keys if each in units]:
                limits[str(package.get("name"))] = min(totals)
        return limits

    def _kept_limits(self, action: Action[Customer]) -> dict[str, int]:
        """Return the limits of the packages that stay: the document wants the parameters with a change of packages.

        Nobody says what becomes of limits that are left out (A23). Where all units are used, the number may be a mere
        count, which must not become a limit.
        """
        observed = action.existing
        try:
            answer = self.directory.read(str(observed.id), includePackageLicenseInfo=True) or {}
            details = (answer.get("resourceDetails") or {}).get("packages") or []
            stay = {*(observed.packages or ()), *LIMITED} & set(action.after("packages") or ()) & set(LIMITED)
            kept = [each for each in details if isinstance(each, dict) and each.get("name") in stay]
            return self._limits(str(observed.org_id), kept, spare=True) if observed.org_id else {}
        except WebexError as error:
            if error.status not in UNSCOPED:
                raise
            self.context.warn(f"customer {observed.external_id}: its limits cannot be read, so they are not sent again")
            return {}

    def _check_calling_location(self, action: Action[Customer]) -> None:
        """Want a location where calling comes to a customer that has none yet. Source: "Provision a Customer"."""
        before = action.observed.packages if action.observed else None
        if action.desired.calling_location or any(map(packages_.with_calling, before or ())):
            return
        new = action.after("packages") or ()
        if any(package in packages_.CALLING for package in new):
            action.desired.require("calling_location", why="for packages with calling")
        if doubtful := [package for package in new if packages_.with_calling(package)]:
            self.context.warn(doubt("A71", f"calling_location: {', '.join(doubtful)} may need it"))

    def _payload(self, item: Item[Customer], action: Action[Customer]) -> dict[str, Any]:
        """Return the body of a create, or of an update: its packages are always the complete list."""
        desired = action.desired
        body: dict[str, Any] = {"externalId": desired.external_id, "packages": _complete(action)}
        if action.touches("address"):
            body["address"] = action.after("address").payload(WHOLESALE)
        if parameters := self._parameters(action):
            body["provisioningParameters"] = parameters
        if desired.sub_partner_admin_email:
            body["subPartnerAdminEmail"] = desired.sub_partner_admin_email
        if action.kind == "create":
            if provisioning_id := desired.provisioning_id or item.extra.get("provisioning_id"):
                body["provisioningId"] = provisioning_id
            info = {"name": desired.name, "primaryEmail": desired.primary_email, "language": desired.language}
            if given := {name: value for name, value in info.items() if value}:
                body["customerInfo"] = given
            if desired.org_id:
                body["orgId"] = _ids.encode("ORGANIZATION", desired.org_id)
        return body

    def _parameters(self, action: Action[Customer]) -> dict[str, Any]:
        desired = action.desired
        parameters: dict[str, Any] = {}
        if (location := desired.calling_location) and action.touches("packages"):
            office = {
                "name": location.name,
                "address": (location.address or Address()).payload(WHOLESALE),
                "timezone": location.time_zone,
                "language": (location.preferred_language or "").lower(),
            }
            if location.emergency_location_identifier:
                office["emergencyLocationIdentifier"] = location.emergency_location_identifier
            parameters["calling"] = {"location": office}
        if desired.meetings_timezone and action.touches("packages"):
            parameters["meetings"] = {"timezone": desired.meetings_timezone}
        kept = self._kept_limits(action) if action.kind == "update" and action.touches("packages") else {}
        if limits := kept | (desired.package_limits or {}):
            parameters["packages"] = {"limits": limits}
        return parameters

    def _wait(self, customer_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Wait until Webex has finished with these customers; return its answers, without those that are gone."""
        settled: dict[str, dict[str, Any]] = {}
        busy = dict.fromkeys(customer_ids, "?")

        def progress() -> str:
            counts = ", ".join(f"{count} {status}" for status, count in sorted(Counter(busy.values()).items()))
            return f"waiting for Webex to finish with {len(busy)} customer{'s' if len(busy) > 1 else ''} ({counts})"

        for _round in self.poll(progress):
            many = len(busy) > PAGE_WORTH
            listed = {_ids.key(each["id"]): each for each in self.directory.list()} if many else None
            for customer_id in list(busy):
                answer = self.directory.read(customer_id) if listed is None else listed.get(_ids.key(customer_id))
                if answer is not None and answer.get("status") in UNSETTLED:
                    busy[customer_id] = str(answer["status"])
                    continue
                del busy[customer_id]
                if answer is not None:
                    settled[customer_id] = answer
            if not busy:
                break
        return settled


def _complete(action: Action[Customer]) -> list[str]:
    """Return the complete list of packages that every update needs: Webex removes what is not on it.

    Where the task names none, these are all that the customer has, with those in error, which nobody asked to remove.
    """
    if action.observed is None or action.desired.packages is not None:
        return list(action.after("packages") or ())
    status = action.observed.package_status or ()
    there = {str(each.get("name")) for each in status if each.get("status") != "deleting"}
    return sorted({*(action.observed.packages or ()), *there})


def _id_of(item: Item[Customer]) -> str:
    known = item.result or item.action.observed
    return (known.id if known else None) or ""


def _words(customer: Customer) -> str:
    """Say what Webex reports of a customer in trouble, package by package."""
    reports = [("", error) for error in customer.errors or []]
    for package in customer.package_status or []:
        for kind in ("errors", "warnings"):
            reports += [(f"{package.get('name')}: ", each) for each in package.get(kind) or []]
    told = [f"{where}{each.get('description')} (code {each.get('errorCode')})" for where, each in reports]
    return f"Webex reports status {customer.status}: {'; '.join(told) or 'no reason given'}"
