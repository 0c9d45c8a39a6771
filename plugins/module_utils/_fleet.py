# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Many customers, each with its locations and users, in one plan: what differs is known before anything is written.

The plan is the engine's own: an audit is the plan that nobody applies. What one customer's data or Webex's answers have
wrong stays with that customer.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from . import _options, _variables
from ._engine.change import OUTCOME, printable
from ._engine.item import Item, counted, named, sentences
from ._engine.noun import Reader, Writer
from ._engine.plan import Plan
from ._engine.run import SIGN, Run
from ._engine.snapshot import Snapshot
from ._engine.steps import Claim, Step, Thing
from ._http import ids
from ._http.errors import Refused, WebexError, understood
from ._nouns.collections import LOCATIONS
from ._nouns.customer.api import Customers
from ._nouns.customer.model import Customer
from ._nouns.listing import read_subscribers
from ._nouns.owners import owner_of
from ._nouns.sub_partner.standing import admit
from ._nouns.template.api import OnboardingTemplates
from ._wanted import OBJECTS, Scope, Wanted

E911 = "e911_setup_required"
VARIABLES = (Customers.name, *(noun.plural for noun in OBJECTS))
TEMPLATES = OnboardingTemplates.plural


class Fleet(Reader[Customer]):
    """The customers of a task, with everything that they have."""

    name = "wholesale_customer"
    plural = "customers"
    model = Customer

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        self.plan = Plan(run)
        self.own = Scope(run)
        self.scopes = {ids.key(str(run.sub_partner)): self.own}
        self._lock = threading.Lock()
        self._done, self._sign = 0, time.monotonic()

    def find(self, filters: Mapping[str, Any]) -> list[Customer]:
        """Return the customers there are."""
        return self.own.customers.find(filters)

    def planned(self, options: Mapping[str, Any]) -> list[Wanted]:
        """Return the customers with the plan for each. From then on nothing is written."""
        self.run.check_mode = True
        wanted = self.take(options)
        self._read(wanted)
        return wanted

    def onboard(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """Make the plan of all customers, and read back what was written."""
        wanted = self.take(options)
        self._read(wanted)
        if self.run.check_mode:
            self.plan.foretell()
        else:
            self.plan.perform()
        found = [self.told(each) for each in wanted]
        if options["verify"] and not self.run.check_mode:
            self._verify(wanted, found, options)
        changed = any(item.changed for each in wanted for item in each.items)
        return {
            "changed": changed,
            "customers": found,
            "counts": counted(each["action"] for each in found),
            "calls": self.client.calls,
        }

    def take(self, options: Mapping[str, Any]) -> list[Wanted]:
        """Return the customers with their objects; what is wrong with one customer's data stays with it."""
        if options.get("hosts"):
            raise Refused("hosts", "is known to the controller only: use a local connection, or give customers")
        if options["customers"] is None:
            raise Refused("customers", "is required, unless hosts are given")
        taken: list[Wanted] = []
        seen: dict[str, str] = {}
        for entry in options["customers"]:
            # The controller has looked already where it found something: it knows the user's own files.
            told = [str(problem) for problem in entry.get("problems") or ()]
            told = told or list(map(str, _variables.problems(entry)))
            each = Wanted(str(entry.get("name") or ""), self._scope(entry), told)
            taken.append(each)
            value = entry.get(Customers.name)
            each.given = str(value.get("external_id") or "") if isinstance(value, Mapping) else ""
            for checked in _options.check(Customers, {} if value is None else value, many=False):
                if checked.desired is not None:
                    each.customer = Item(each.scope.customers, checked.desired, absent=checked.absent)
            each.name = each.name or each.key
            each.objects = {noun.plural: self._objects(each, noun, entry) for noun in each.scope.nouns}
            if each.customer is None:
                continue
            if each.key in seen:
                each.problems.append(f"external_id: {each.key} is the customer {seen[each.key]} too")
            seen.setdefault(each.key, each.name)
            each.purged = {noun for noun in VARIABLES if entry.get(f"{noun}_purge")}
            self.run.templates |= _templates(entry)
        for each in taken:
            if each.problems:
                each.fail(Refused("data", "; ".join(each.problems)))
                del each.problems[-1]
        return taken

    def _scope(self, entry: Mapping[str, Any]) -> Scope:
        """Return for whom a customer is handled. Who names the same sub-partner shares what is read."""
        named = entry.get(_variables.SUB_PARTNER)
        if not isinstance(named, str):
            return self.own
        key = ids.key(named.strip())
        if key not in self.scopes:
            self.scopes[key] = Scope(self.run.on_behalf_of(named.strip()))
        return self.scopes[key]

    def _objects(self, wanted: Wanted, noun: Writer[Any], entry: Mapping[str, Any]) -> list[Item[Any]]:
        """Return the objects of a noun that a customer has; of one that is to go, only those that are to go."""
        absent = wanted.customer is not None and wanted.customer.absent
        value = entry.get(noun.plural)
        return [
            Item(noun, checked.desired, absent=checked.absent)
            for checked in _options.check(type(noun), [] if value is None else value, many=True, customer=wanted.key)
            if checked.desired is not None and (checked.absent or not absent)
        ]

    def _read(self, wanted: Sequence[Wanted]) -> None:
        """Read what exists, lists of all customers first, then several customers side by side; plan the steps."""
        for scope in self.scopes.values():
            self._read_scope(scope, [each for each in wanted if each.scope is scope and each.sound])
        sound = [each for each in wanted if each.sound]
        self.snapshot.together(*(partial(self._read_one, each, len(sound)) for each in sound))
        self.plan.items = [item for each in sound for item in each.items]
        self.plan.close(lambda: self._link(sound))

    def _read_scope(self, scope: Scope, wanted: Sequence[Wanted]) -> None:
        """Read the customers of one sub-partner; that it may not be acted for stays with them."""
        if not wanted:
            return
        try:
            with understood():
                admit(scope.run)
                self.plan.read(scope.customers, [each.customer for each in wanted if each.customer])
                self._read_subscribers(scope, wanted)
        except (Refused, WebexError) as error:
            for each in wanted:
                each.fail(error)
            return
        for each in wanted:
            if each.customer and each.customer.change.kind == "create":
                scope.run.coming[each.key] = each.customer

    def _read_one(self, wanted: Wanted, total: int) -> None:
        """Read what one customer has; what Webex answers wrongly stays with it."""
        scope = wanted.scope
        try:
            with understood():
                if wanted.locations and wanted.users and wanted.customer and wanted.customer.change.observed:
                    self.snapshot.all(LOCATIONS, **owner_of(scope.run, wanted.key).scope)  # users need all of them
                for noun in scope.nouns:
                    items = wanted.objects[noun.plural]
                    listed = [item.desired for item in items]
                    if items:
                        self.plan.read(noun, items)
                    if noun.plural in wanted.purged and wanted.key not in scope.run.coming:
                        for desired, existing in noun.leftovers([wanted.key], listed):
                            items.append(self.plan.leftover(noun, desired, existing))
        except (Refused, WebexError) as error:
            wanted.fail(error)
        with self._lock:
            self._done += 1
            if time.monotonic() - self._sign >= SIGN:
                self._sign = time.monotonic()
                self.run.progress(f"read {self._done} of {total} customers with {self.client.calls} calls")

    def _read_subscribers(self, scope: Scope, wanted: Sequence[Wanted]) -> None:
        """Read the subscribers of all customers in one list, where that costs fewer pages than a list for each."""
        there = [each for each in wanted if each.users and each.customer and each.customer.change.observed]
        observed = [each.customer.change.observed for each in there if each.customer]
        read_subscribers(scope.run, [str(customer.id) for customer in observed if customer])

    def _link(self, wanted: Iterable[Wanted]) -> None:
        """Put the steps of a customer and of its objects in an order that Webex accepts."""
        for each in wanted:
            customer = each.customer
            if customer is None:
                continue
            objects = [item for item in each.items if item is not customer and item.steps and not item.error]
            there: Thing = ("customer", each.key)
            if customer.change.kind == "remove":
                gone: Thing = ("objects of customer", each.key)
                for item in objects:
                    item.steps[-1].frees |= {gone}
                if customer.steps:
                    customer.steps[0].claims = [*customer.steps[0].claims, Claim(gone, shared=True)]
            elif customer.change.changed:
                self._widen(each.scope, customer, [item for item in each.users if item in objects])
                reason = customer.error or "its customer fails"
                refusal = Refused("customer", f"{each.key} is not created: {reason}")
                claim = Claim(there, refusal if customer.change.kind == "create" else None, shared=True)
                given = {there}
                if customer.change.kind == "create" and (office := customer.desired.calling_location):
                    given.add(("location", each.key, str(office.name).casefold()))
                for step in _freeing(customer):
                    step.frees |= given
                for item in objects:
                    item.steps[0].claims = [*item.steps[0].claims, claim]

    def _widen(self, scope: Scope, customer: Item[Customer], users: Iterable[Item[Any]]) -> None:
        """Have packages taken from a customer only when its users have left them, and new ones given before."""
        step = scope.customers.widening(customer)
        leaving = [item for item in users if "package" in item.change.changes or item.change.kind == "remove"]
        if step is None or not leaving:
            return
        left: Thing = ("packages of customer", customer.key)
        step.item = customer
        customer.steps.insert(len(customer.steps) - 1, step)
        for item in leaving:
            item.steps[-1].frees |= {left}
        customer.steps[-1].claims = [*customer.steps[-1].claims, Claim(left, shared=True)]

    def _verify(self, wanted: Sequence[Wanted], found: list[dict[str, Any]], options: Mapping[str, Any]) -> None:
        """Read back the customers that were written, until nothing differs or the deadline has passed.

        A success code means that Webex accepted a request, not that it applied.
        """
        written = [index for index, each in enumerate(wanted) if any(item.made for item in each.items)]
        deadline = time.monotonic() + options["verify_timeout"]
        while written:
            entries = [options["customers"][index] for index in written]
            run = Run(
                self.client, Snapshot(self.client, self.run.parallel), check_mode=True, parallel=self.run.parallel
            )
            again = Fleet(run)
            for index, each in zip(written, again.planned({"customers": entries}), strict=True):
                entry = again.told(each)
                failed = found[index]["action"] == "failed"
                found[index]["verified"] = entry["in_sync"] and not failed
                found[index]["different"] = [] if failed else entry["diff"]
                _add_e911(found[index], entry)
            written = [index for index in written if found[index]["different"]]
            if time.monotonic() >= deadline:
                return
            if written:
                names = named([found[index]["name"] for index in written])
                self.run.progress(f"waiting for Webex to show all that was written for {names}")
                time.sleep(min(self.run.wait_interval, 5))

    def told(self, wanted: Wanted) -> dict[str, Any]:
        """Return what the task tells of a customer."""
        base = self.client.path
        customer = wanted.customer
        failing = [customer] if customer and customer.error and not wanted.problems else wanted.items
        errors = wanted.problems or sentences(item for item in failing if item.error)
        kinds = [item.change.kind for item in wanted.items]
        action = OUTCOME[customer.change.kind] if customer else "unchanged"
        if action == "unchanged" and any(kind != "none" for kind in kinds):
            action = "updated"
        result = customer.result() if customer and not wanted.problems else None
        return {
            "name": wanted.name,
            "external_id": wanted.key,
            "sub_partner": wanted.scope.run.sub_partner,
            "action": "failed" if errors else action,
            "in_sync": not errors and all(kind == "none" for kind in kinds),
            "changed": any(item.changed for item in wanted.items),
            "problems": list(dict.fromkeys(errors)),
            "steps": [step.shown(base) for item in wanted.items for step in item.steps],
            "diff": [printable(diff) for item in wanted.items if (diff := item.diff()) is not None],
            "wholesale_customer": {
                **(customer.entry() if customer else {}),
                "wanted": customer.desired.known() if customer else {},
                "wholesale_customer": result.known() if result else {},
            },
            **{plural: [_row(item, wanted) for item in items] for plural, items in wanted.objects.items()},
        }


def _templates(entry: Mapping[str, Any]) -> set[str]:
    """Return the names of the templates that are created before the customer."""
    listed = entry.get(TEMPLATES)
    there = [each for each in (listed if isinstance(listed, list) else ()) if isinstance(each, Mapping)]
    return {str(each.get("name")) for each in there if each.get("state") != "absent"}


def _row(item: Item[Any], wanted: Wanted) -> dict[str, Any]:
    """Return what was wanted of an object, and what became of it."""
    row = {**item.desired.known(), **item.entry()}
    if item.absent:
        row["state"] = "absent"
    if (e911 := getattr(item.change.observed, E911, None)) is not None:
        row[E911] = e911
    customer = wanted.customer
    if item.error and not item.made and (customer is None or customer.error or wanted.problems):
        row |= {"action": "not attempted", "error": None}
    return row


def _add_e911(told: Mapping[str, Any], again: Mapping[str, Any]) -> None:
    """Tell of locations that have been created where E911 is to be set up: Webex says so when it is asked again."""
    found = {row["key"]: row[E911] for row in again["locations"] if E911 in row}
    for row in told["locations"]:
        if row["key"] in found:
            row[E911] = found[row["key"]]


def _freeing(customer: Item[Customer]) -> list[Step]:
    """Return the step after which the objects of a customer may be written: the first that gives all they need."""
    return (
        customer.steps[-2:-1] if len(customer.steps) > 1 and customer.steps[-2].method == "PUT" else customer.steps[-1:]
    )


def failure_of(result: Mapping[str, Any]) -> str:
    """Return the sentence of a task of which some customers failed; empty when none did."""
    bad = [f"- {each['name']}: {problem}" for each in result["customers"] for problem in each["problems"]]
    names = {each["name"] for each in result["customers"] if each["problems"]}
    return f"{len(names)} of {len(result['customers'])} customers failed:\n" + "\n".join(bad) if bad else ""
