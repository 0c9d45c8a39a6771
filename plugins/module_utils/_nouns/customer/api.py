# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Wholesale customers. Source: Webex for Wholesale API; organizations and licenses for what that never returns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from ..._engine.change import Change
from ..._engine.item import Item
from ..._engine.noun import Writer
from ..._engine.run import Run
from ..._engine.snapshot import Answer
from ..._engine.steps import Id, Step, Wait, spoken
from ..._http import ids
from ..._http.errors import LostAnswer, Missing, Refused, WebexError, doubt
from .. import packages as packages_
from ..address import Address, check_address
from ..collections import CUSTOMERS
from ..owners import find_customer, on_behalf
from ..precheck import Verdict, ask
from ..template.backends import find_provisioning_id
from .complete import lacking, without_location
from .edges import EDGES, Edges
from .model import ANSWER, INITIAL, PROVISIONING, Customer
from .organization import check_limits, kept_limits, limits, names_of
from .precheck import question
from .progress import FAILED, STATUSES, Progress, in_words
from .users import warn_of_users

SENT = ("packages", "address", "external_id", "package_limits")
"""What an update of a customer can change."""


class Customers(Writer[Customer]):
    """Creates, attaches, updates, renames and removes customers, and waits for Webex to have done it."""

    name = "wholesale_customer"
    plural = "wholesale_customers"
    model = Customer
    waits = True
    controls = {"wait": {"type": "bool", "default": True}}
    filters = {
        "customer": {"type": "str"},
        "external_id": {"type": "str"},
        "customer_id": {"type": "str"},
        "org_id": {"type": "str"},
        "status": {"type": "list", "elements": "str", "choices": list(STATUSES)},
        "package": {"type": "str", "choices": list(packages_.CUSTOMER)},
        "include_organization": {"type": "bool", "default": False},
        "details": {"type": "bool", "default": False},
    }

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        self._scope = on_behalf(self.run)
        self._provisioning_ids: dict[str, str] = {}
        self.progress = Progress(run)
        self.edges = Edges(run)
        self.leaving: set[str] = set()
        """Users that the same plan removes, or gives another package, before the customer is changed."""

    def key(self, desired: Customer) -> str:
        """Return the external id."""
        return desired.external_id or ""

    def identity(self, desired: Customer) -> tuple[str, ...]:
        """Return the external id as it is: upper and lower case matter."""
        return (self.key(desired),)

    def observe(self, wanted: Sequence[Customer]) -> list[Customer | None]:
        """Find the customers by external id, or else by organization; wait for those Webex is still working on."""
        self.snapshot.expect(CUSTOMERS, len(wanted), **self._scope)
        answers = [self._find(desired) for desired in wanted]
        if not self.run.check_mode and self.run.wait:
            self.progress.wait_for_busy([answer for answer in answers if answer])
            answers = [self._find(desired) if answer else None for answer, desired in zip(answers, wanted, strict=True)]
        pairs = [(answer, desired) for answer, desired in zip(answers, wanted, strict=True) if answer]
        names = names_of(self.run, [answer for answer, desired in pairs if desired.name])
        self.edges.read_ahead([(answer["orgId"], desired) for answer, desired in pairs if answer.get("orgId")])
        return [
            self._read(answer, desired, names) if answer else None
            for answer, desired in zip(answers, wanted, strict=True)
        ]

    def find(self, filters: Mapping[str, Any]) -> list[Customer]:
        """List customers; the organization's name costs a request for each, or one for all, details four for each."""
        if filters["customer"]:
            answer = find_customer(self.run, filters["customer"])
            answers = [answer] if answer else []
        elif filters["customer_id"]:
            answer = self.progress.get(ids.encode("ENTERPRISE", filters["customer_id"]))
            answers = [answer] if answer else []
        elif filters["external_id"] or filters["org_id"] or filters["status"]:
            org_id = filters["org_id"] and ids.encode("ORGANIZATION", filters["org_id"])
            query = {"externalId": filters["external_id"], "orgId": org_id, "status": filters["status"]}
            answers = list(self.client.pages(CUSTOMERS.path, **query, **CUSTOMERS.query, **self._scope))
        else:
            answers = self.snapshot.all(CUSTOMERS, **self._scope)
        answers = [answer for answer in answers if answer.get("id")]
        if filters["package"]:
            answers = [answer for answer in answers if filters["package"] in (answer.get("packages") or [])]
        names = names_of(self.run, answers) if filters["include_organization"] else {}
        wanted = Customer(**dict.fromkeys(EDGES)) if filters["details"] else Customer()
        self.edges.read_ahead([(answer["orgId"], wanted) for answer in answers if answer.get("orgId")])
        return [self._read(answer, wanted, names) for answer in answers]

    def doubt(self, item: Item[Customer]) -> None:
        """Read the customer again."""
        self.snapshot.doubt(CUSTOMERS, self.key(item.desired), **self._scope)
        if item.change.observed and item.change.observed.org_id:
            self.snapshot.forget(f"organizations/{item.change.observed.org_id}")
            self.edges.forget(item.change.observed.org_id)

    def check(self, item: Item[Customer]) -> None:
        """Refuse what lacks an option that is needed now. Source: "Provision" and "Update a Wholesale Customer"."""
        change = item.change
        warn_of_users(self.run, change, self.leaving)
        if change.kind == "remove":
            return
        desired = change.desired
        if change.kind == "update":
            if change.touches("org_id"):
                text = f"external_id {item.key} belongs to another organization, {change.changes['org_id'][0]}"
                raise Refused("org_id", text)
            if change.touches(*SENT) and not _complete(change):
                raise Refused("packages", "is required, as Webex does not say which packages the customer has")
        if needed := list(lacking(change)):
            raise Missing(*needed)
        check_limits(self.run, change, SENT)
        self.edges.check(item)
        if doubtful := without_location(change):
            self.run.warn(doubt("A71", f"calling_location: {', '.join(doubtful)} may need it"))
        if change.touches("address"):
            check_address(self.run, change.after("address"), "address", row="A20")
        if desired.calling_location and desired.calling_location.address and change.touches("packages"):
            check_address(self.run, desired.calling_location.address, "calling_location.address")
        if change.kind == "create" and desired.template:
            self._find_template(item)

    def foretell(self, item: Item[Customer]) -> None:
        """Ask Webex for its verdict: one against a creation fails, one against an update is told.

        How Webex judges customers that exist already is not documented, so that its word there is no more than advice.
        """
        try:
            verdict = self.precheck(item)
        except WebexError as error:
            if item.change.kind == "create":
                raise
            self.run.warn(f"customer {item.key}: Webex's precheck of the update says: {error.message}")
            item.extra["precheck"] = error.message
            return
        if verdict:
            item.extra["precheck"] = verdict.words

    def precheck(self, item: Item[Customer]) -> Verdict | None:
        """Return Webex's verdict on what is wanted, as far as it is known; None where there is nothing to ask for."""
        change = item.change
        address: Address | None = change.after("address") or (change.observed.address if change.observed else None)
        if change.kind == "remove" or address is None:
            return None
        return ask(self.client, CUSTOMERS, question(change, self._payload(item, whole=True), address), self._scope)

    def provisioning_id(self, item: Item[Customer]) -> str | None:
        """Return the Provisioning ID that a customer is to be created with, where it is known."""
        return item.desired.provisioning_id or self._provisioning_ids.get(item.key)

    def steps(self, item: Item[Customer]) -> Iterator[Step]:
        """Return the writes: provisioning, the organization's edges, an update of the whole, or the removal."""
        change = item.change
        if change.kind == "create":
            fields = [name for name in Customer.model_fields if change.touches(name) and name not in EDGES]
            yield Step(
                "start its provisioning", "POST", (CUSTOMERS.path,), lambda: self._creation(item), self._scope, fields,
                creates=True, then=lambda answer: self._created(item, answer),
            )  # fmt: skip
            yield from self.edges.steps(item)
            return
        observed = change.existing
        path = (f"{CUSTOMERS.path}/{observed.id}",)
        if change.kind == "remove":
            yield Step(
                "start its removal", "DELETE", path, query=self._scope, then=lambda answer: self._removing(item),
            )  # fmt: skip
            return
        yield from self.edges.steps(item)
        if fields := [name for name in SENT if change.touches(name)]:
            yield Step(
                f"start its update: {spoken(fields)}", "PUT", path, lambda: self._payload(item), self._scope, fields,
                then=lambda answer: self._working(item, str(observed.id), "updating", _complete(change)),
            )  # fmt: skip

    def widening(self, item: Item[Customer]) -> Step | None:
        """Return a step that gives the customer its new packages and takes none, before the one that takes some."""
        change = item.change
        if change.kind != "update" or not change.touches("packages"):
            return None
        before, after = change.changes["packages"]
        if not set(before or ()) - set(after or ()):
            return None
        union = sorted({*(before or ()), *(after or ())})
        observed = change.existing
        return Step(
            f"start its update: packages {', '.join(union)}", "PUT", (f"{CUSTOMERS.path}/{observed.id}",),
            lambda: {**self._payload(item), "packages": union}, self._scope,
            then=lambda answer: self._working(item, str(observed.id), "updating", union),
        )  # fmt: skip

    def settle(self, items: Sequence[Item[Customer]]) -> None:
        """Warn of customers in trouble that nobody wants to change."""
        for item in items:
            observed = item.change.observed
            if observed is not None and observed.status in FAILED and not item.change.changed:
                self.run.warn(f"customer {item.key}: {in_words(observed)}")

    def _creation(self, item: Item[Customer]) -> dict[str, Any]:
        # Webex does not say that it refuses a second customer with the same external id, and pages may have shifted.
        if self.snapshot.one(CUSTOMERS, item.key, sure=True, **self._scope) is not None:
            raise WebexError(f"there is a customer with external_id {item.key} already", status=409)
        return self._payload(item)

    def _created(self, item: Item[Customer], answer: Answer) -> Wait | None:
        customer_id = str(answer.get("url") or "").rstrip("/").rpartition("/")[2]
        if not customer_id:
            raise LostAnswer("Webex accepted the customer, but did not say under which id")
        self._id(item, customer_id)
        self.snapshot.fresh.add(ids.key(customer_id))
        return self._working(item, customer_id, "provisioning")

    def _working(
        self, item: Item[Customer], customer_id: str, status: str, packages: Collection[str] | None = None
    ) -> Wait | None:
        """Wait until Webex has finished with a customer, who then has these packages; tell what went wrong."""
        self.snapshot.doubt(CUSTOMERS, item.key, customer_id, **self._scope)
        item.returned |= {"id": customer_id, "status": status}
        if not self.run.wait:
            return None

        def finished(answer: Answer | None) -> None:
            if answer is None:
                raise WebexError(f"customer {item.key} has disappeared while Webex was working on it")
            seen = self._read(answer, Customer(), {})
            names = ("id", "org_id", "status", "errors", "package_status")
            item.returned |= {name: getattr(seen, name) for name in names if name in seen.model_fields_set}
            self._id(item, customer_id, answer.get("orgId"))
            if seen.status in FAILED:
                raise WebexError(in_words(seen), hint="Remove the cause and run again: what failed is tried once more.")

        return self.progress.wait(item.key, customer_id, finished, packages)

    def _removing(self, item: Item[Customer]) -> Wait | None:
        customer_id = str(item.change.existing.id)
        self.snapshot.drop(CUSTOMERS, customer_id, **self._scope)
        return self.progress.wait(item.key, customer_id, gone=True) if self.run.wait else None

    def _id(self, item: Item[Customer], customer_id: str, org_id: str | None = None) -> tuple[Id, Id]:
        return (
            self.run.id(f"customer {item.key}", item.key, value=customer_id),
            self.run.id(f"organization of {item.key}", item.key, value=org_id),
        )

    def _find_template(self, item: Item[Customer]) -> None:
        """Note the template's Provisioning ID; in check mode it may be one that an earlier task would have created."""
        try:
            self._provisioning_ids[item.key] = find_provisioning_id(
                self.run, str(item.desired.template), item.desired.catalog_path
            )
        except Refused as error:
            if not self.run.check_mode:
                raise
            if item.desired.template not in self.run.templates:
                self.run.warn(f"{error}; the outcome is predicted as if it were there")

    def _find(self, desired: Customer) -> Answer | None:
        found = find_customer(self.run, self.key(desired))
        if found is not None and found.get("externalId") != desired.external_id:
            found = None  # an external id that happens to be another customer's id
        if found is None and desired.org_id:
            found = find_customer(self.run, ids.encode("ORGANIZATION", desired.org_id))
            if found is not None and not ids.same(found.get("orgId"), desired.org_id):
                found = None
        if found is not None and desired.package_limits:
            return self.progress.get(str(found["id"]), includePackageLicenseInfo=True) or found
        return found

    def _read(self, answer: Answer, desired: Customer, names: Mapping[str, str]) -> Customer:
        known = ANSWER.read(Customer, answer)
        status, external_id = known["status"], known["external_id"]
        known["package_status"] = [each for each in known["package_status"] or [] if isinstance(each, dict)]
        known["errors"] = known["errors"] or []
        packages = set(answer.get("packages") or [])
        if status in FAILED:
            # A package in error is not there: so that a repeated run tries it again.
            packages -= {str(each.get("name")) for each in known["package_status"] if each.get("status") == "error"}
        if unknown := sorted(set(map(str, packages)) - set(packages_.CUSTOMER)):
            self.run.warn(f"customer {external_id} has packages unknown to this version: {', '.join(unknown)}")
        if status not in STATUSES:
            self.run.warn(f"customer {external_id} has a status unknown to this version: {status}")
        known["packages"] = sorted(packages)
        org_id = known["org_id"]
        if not org_id:
            del known["org_id"]
        else:
            known["org_id"] = desired.org_id if ids.same(org_id, desired.org_id) else org_id
            if org_id in names:
                known["name"] = names[org_id]
            known |= self.edges.read(org_id, desired)
            if desired.package_limits:
                asked = [each for each in known["package_status"] if each.get("name") in desired.package_limits]
                known["package_limits"] = limits(self.run, org_id, asked)
        return Customer.observed(**known)

    def _payload(self, item: Item[Customer], *, whole: bool = False) -> dict[str, Any]:
        """Return the body of a creation, or of an update: its packages are always the complete list.

        ``whole`` is for the precheck, which misses what an update without a change of packages need not repeat.
        """
        change, desired = item.change, item.desired
        sent: dict[str, Any] = {"external_id": desired.external_id, "packages": _complete(change)}
        names = ["sub_partner_admin_email"]
        if change.touches("packages") or whole:
            names += ["calling_location", "meetings_timezone"]
        sent |= {name: value for name in names if (value := getattr(desired, name))}
        kept: dict[str, int] = {}
        if change.kind == "update" and change.touches("packages"):
            answer = self.progress.get(str(change.existing.id), includePackageLicenseInfo=True)
            kept = kept_limits(self.run, change, answer)
        if wanted := kept | (desired.package_limits or {}):
            sent["package_limits"] = wanted
        if change.touches("address"):
            sent["address"] = change.after("address")
        if change.kind != "create":
            return PROVISIONING.body(Customer, sent)
        given = {name: value for name, value in desired.given().items() if value}
        if provisioning_id := self.provisioning_id(item):
            given["provisioning_id"] = provisioning_id
        return {**PROVISIONING.body(Customer, sent), **INITIAL.body(Customer, given)}


def _complete(change: Change[Customer]) -> list[str]:
    """Return the complete list of packages that every update needs: Webex removes what is not on it.

    Where the task names none, these are all that the customer has, with those in error, which nobody asked to remove.
    """
    if change.observed is None or change.desired.packages is not None:
        return list(change.after("packages") or ())
    status = change.observed.package_status or ()
    there = {str(each.get("name")) for each in status if each.get("status") != "deleting"}
    return sorted({*(change.observed.packages or ()), *there})
