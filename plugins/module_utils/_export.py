# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Existing customers, made by anybody, as an inventory: many of them in one task, whose audit finds nothing."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from ._engine.fields import options_of
from ._engine.item import NAMED
from ._engine.run import SIGN
from ._exported import settle, told, validate
from ._fleet import Fleet
from ._http.errors import Refused, WebexError, understood
from ._inventory_files import HOST_VARS, HOSTS, Folder, Target, host_names, mode_of
from ._inventory_text import CustomerTold, customer_texts, hosts_text
from ._nouns.address import UNSCOPED
from ._nouns.customer.model import Customer
from ._nouns.customer.progress import FAILED, UNSETTLED, in_words
from ._nouns.customer.whole import completed
from ._nouns.listing import inactive_numbers, read_subscribers, subscribers
from ._nouns.owners import Owned
from ._nouns.sub_partner.standing import admit

OUTCOMES = ("created", "updated", "unchanged", "kept", "left out", "failed")
"""What can become of a customer's files."""
ROUNDS = 4
"""How often what was made is audited: what is left out of it may show what else there is."""
ALL = {
    **dict.fromkeys(("customer", "external_id", "customer_id", "org_id", "status", "package")),
    "include_organization": False,
    "details": False,
}


COUNTED = ("locations", "users", "workspaces", "devices")


@dataclass(eq=False)
class Exported:
    """A customer on its way into an inventory."""

    customer: Customer
    name: str = ""
    action: str = ""
    problems: list[str] = field(default_factory=list)
    """Why it is not in the inventory, or not as a whole."""
    left: list[str] = field(default_factory=list)
    """What Webex has and no inventory can have."""
    told: CustomerTold | None = None
    targets: list[Target] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The external id."""
        return self.customer.external_id or ""

    def fail(self, reason: object) -> None:
        """Note why there is nothing to write."""
        self.problems.append(str(reason))
        self.action, self.told = "failed", None


class Export:
    """Reads customers, makes files of them, and writes these."""

    def __init__(self, fleet: Fleet, options: Mapping[str, Any]) -> None:
        self.fleet, self.options = fleet, options
        self.run, self.snapshot, self.client = fleet.run, fleet.snapshot, fleet.client
        self.checking = self.run.check_mode
        self.run.check_mode = True  # reading waits for nobody
        self.folder = Folder(Path(os.path.abspath(options["directory"])), mode_of(options["mode"]))  # noqa: PTH100
        self._lock = threading.Lock()
        self._done, self._sign = 0, time.monotonic()

    def result(self) -> dict[str, Any]:
        """Export; what is wrong with one customer harms no other."""
        self._check_creation()
        chosen = self._customers()
        sound = [each for each in chosen if not each.action]
        self._read(sound)
        self._settle([each for each in sound if each.told])
        hosts = self._targets(chosen)
        self._write(chosen, hosts)
        return self._told(chosen, hosts)

    def _check_creation(self) -> None:
        known = {name for name, _hint, option in options_of(Customer) if not option.behaviour} - {"external_id"}
        for external_id, given in (self.options["creation"] or {}).items():
            if not isinstance(given, Mapping):
                raise Refused(f"creation.{external_id}", "must be a dictionary of options of wholesale_customer")
            if unknown := sorted(map(str, set(given) - known)):
                raise Refused(f"creation.{external_id}", f"{', '.join(unknown)} is no option of wholesale_customer")

    def _customers(self) -> list[Exported]:
        """Return the customers to export, those that cannot be in an inventory with the reason."""
        wanted = self.options["customers"]
        with understood():
            admit(self.run)
            if wanted is None:
                keys = [each.external_id or "" for each in self.fleet.own.customers.find(ALL)]
            else:
                keys = list(dict.fromkeys(wanted))
            ask = [Customer(external_id=key, name="-") for key in dict.fromkeys(keys) if key]
            found = self.fleet.own.customers.observe(ask)
        missing = [str(each.external_id) for each, there in zip(ask, found, strict=True) if there is None]
        if missing and wanted is not None:
            raise Refused("customers", f"there is no customer with the external id {', '.join(missing)}")
        exported = [Exported(each) for each in found if each]
        for each in exported:
            if keys.count(each.key) > 1 and wanted is None:
                each.fail("several customers have this external id: give them different ones in Partner Hub")
            elif each.customer.status == "deleting":
                each.action = "left out"
                each.problems.append("Webex is removing it")
        if nameless := keys.count(""):
            self.run.warn(f"{nameless} customers have no external id, and are left out: give them one in Partner Hub")
        return sorted(exported, key=lambda each: each.key)

    def _read(self, chosen: Sequence[Exported]) -> None:
        """Read what the customers have: lists of all customers first, then several customers side by side."""
        there = [str(each.customer.id) for each in chosen if each.customer.org_id]
        with understood():
            read_subscribers(self.run, there)
        self.snapshot.together(*(partial(self._read_one, each, len(chosen)) for each in chosen))

    def _read_one(self, each: Exported, total: int) -> None:
        """Read what one customer has; what Webex answers wrongly stays with it."""
        own, customer = self.fleet.own, each.customer
        locations, users, workspaces, devices, inactive = [], [], [], [], dict[str, list[str]]()
        try:
            with understood():
                if customer.org_id:
                    locations = own.locations.find({"customer": each.key, "name": None})
                    if any(place.calling for place in locations):
                        inactive = inactive_numbers(self.run, each.key)
                        workspaces, devices = self._listed(own.workspaces, each), self._listed(own.devices, each)
                    if subscribers(self.run, each.key):
                        ask = {"customer": each.key, "details": True, "email": None, "package": None, "status": None}
                        users = own.users.find(ask)
                    customer = completed(own.customers, customer, self.options["include"])
                creation = (self.options["creation"] or {}).get(each.key) or {}
                each.told = told(customer, locations, users, inactive, creation, workspaces, devices)
                each.told.sub_partner = self.run.sub_partner or ""
        except (Refused, WebexError) as error:
            each.fail(error)
        with self._lock:
            self._done += 1
            if time.monotonic() - self._sign >= SIGN:
                self._sign = time.monotonic()
                self.run.progress(f"read {self._done} of {total} customers with {self.client.calls} calls")

    def _listed(self, noun: Owned[Any], each: Exported) -> list[Any]:
        """Return the objects of a customer, if they are wanted; a warning says where the token may not read them."""
        if noun.plural not in self.options["include"]:
            return []
        try:
            asked = {"customer": each.key, "details": "members" in self.options["include"]}
            return list(noun.find({**dict.fromkeys(noun.filters), **asked}))
        except WebexError as error:
            if error.status not in UNSCOPED:
                raise
            text = f"{noun.plural} are not exported, as the token may not read them: {error.message}"
            self.run.snapshot.kept(("warned", noun.plural), partial(self.run.warn, text))
            return []

    def _settle(self, chosen: Sequence[Exported]) -> None:
        """Audit what was made, by the same plan as any audit, and leave out what would not be in sync."""
        due = list(chosen)
        for _round in range(ROUNDS):
            run = self.run.on_behalf_of(self.run.sub_partner or "")
            run.warn = run.progress = lambda text: None  # of what has been read, all has been told
            fleet = Fleet(run)
            entries = []
            for each in due:
                variables = each.told.variables() if each.told else {}
                customer = dict(variables["wholesale_customer"])
                customer.pop("package_limits", None)  # read just now, and not from the snapshot
                entries.append({"name": each.key, **variables, "wholesale_customer": customer})
            planned = fleet.planned({"customers": entries})
            again = []
            for each, wanted in zip(due, planned, strict=True):
                if each.told is None:
                    continue
                left = validate(each.told) if wanted.problems else settle(each.told, wanted.items)
                each.left += left
                if left:
                    again.append(each)
                elif wanted.problems:
                    each.fail("; ".join(wanted.problems))
            if not again:
                return
            due = again
        for each in due:
            each.fail(f"an audit of it would not find the same: {'; '.join(each.left)}")

    def _targets(self, chosen: Sequence[Exported]) -> Target:
        """Name the hosts, make the files of the customers, and return the hosts file."""
        known = self.folder.known()
        names = host_names({each.key: str(each.customer.id) for each in chosen}, known)
        for each in chosen:
            each.name = names[each.key]
            if each.told is None:
                continue
            text, table = customer_texts(each.told, f"{each.name}.csv", self.options["users_csv_from"])
            path = f"{HOST_VARS}/{each.name}"
            target = self.folder.target(f"{path}.yml", text)
            users = self.folder.target(f"{path}.csv", table or None)
            each.targets = [users, target] if table else [target, users]
            each.action = self._action(target, users)
        old = self.folder.hosts()
        if self.options["customers"] is None:
            # A customer that could not be read this time is not gone.
            failed = {each.name for each in chosen if each.action == "failed"}
            old = [host for host in old if host in failed]
        hosts = {*old, *(each.name for each in chosen if each.told)}
        return self.folder.target(HOSTS, hosts_text(sorted(hosts)))

    def _action(self, target: Target, users: Target) -> str:
        """Return what becomes of the files of a customer, which are edited, kept and written together."""
        if not target.changed and not users.changed:
            return "unchanged"
        if not self.options["force"] and self.folder.edited(target, users):
            return "kept"
        return "created" if target.before is None else "updated"

    def _write(self, chosen: Sequence[Exported], hosts: Target) -> None:
        """Write the files, the hosts file last: a host that is listed has its variables."""
        due = [target for each in chosen if each.action in ("created", "updated") for target in each.targets]
        if hosts.changed and not self._kept(hosts):
            due.append(hosts)
        due = [target for target in due if target.changed]
        if not self.checking:
            self.folder.write(due, len(due))

    def _kept(self, hosts: Target) -> bool:
        return hosts.before is not None and not self.options["force"] and self.folder.edited(hosts)

    def _told(self, chosen: Sequence[Exported], hosts: Target) -> dict[str, Any]:
        """Return the result of the task."""
        kept = hosts.changed and self._kept(hosts)
        if kept:
            listed = set(self.folder.hosts())
            missing = [each.name for each in chosen if each.told and each.name not in listed]
            more = f": add {', '.join(missing)}" if missing else ""
            self.run.warn(f"{hosts.path} was edited and is kept{more}")
        diff = [
            target.diff(self.folder.directory, kept=each.action == "kept")
            for each in chosen
            for target in each.targets
            if target.changed
        ]
        if hosts.changed:
            diff.append(hosts.diff(self.folder.directory, kept=kept))
        names = {each.name for each in chosen}
        gone = [host for host in self.folder.known().values() if host not in names]
        counts = Counter(each.action for each in chosen)
        return {
            "changed": any(each.action in ("created", "updated") for each in chosen) or (hosts.changed and not kept),
            "directory": str(self.folder.directory),
            "customers": [self._row(each) for each in chosen],
            "counts": {name: counts[name] for name in OUTCOMES},
            "kept": [str(each.targets[0].path) for each in chosen if each.action == "kept"] + [str(hosts.path)] * kept,
            "gone": sorted(gone) if self.options["customers"] is None else [],
            "diff": diff,
            "calls": self.client.calls,
        }

    def _row(self, each: Exported) -> dict[str, Any]:
        customer = each.customer
        trouble = list(each.problems)
        if customer.status in FAILED:
            trouble.append(in_words(customer))
        elif customer.status in UNSETTLED and each.told:
            trouble.append(f"Webex is not done with it, its status is {customer.status}: export it again afterwards")
        return {
            "name": each.name,
            "external_id": each.key,
            "customer_id": customer.id,
            "org_id": customer.org_id,
            "organization": customer.name,
            "status": customer.status,
            "action": each.action,
            **{name: len(getattr(each.told, name)) if each.told else 0 for name in COUNTED},
            "problems": trouble,
            "left_out": list(dict.fromkeys(each.left)),
        }


def export(fleet: Fleet, options: Mapping[str, Any]) -> dict[str, Any]:
    """Make an inventory of customers; return the result of the task."""
    return Export(fleet, options).result()


def export_failure(result: Mapping[str, Any]) -> str:
    """Return the sentence of a task that could not export some customers; empty when it could."""
    alike: dict[str, list[str]] = {}
    for each in result["customers"]:
        if each["action"] == "failed":
            alike.setdefault("; ".join(each["problems"]), []).append(each["external_id"])
    if not alike:
        return ""
    lines = [f"- {_few(names)}: {reason}" for reason, names in alike.items()]
    failed = sum(map(len, alike.values()))
    return f"{failed} of {len(result['customers'])} customers failed:\n" + "\n".join(lines)


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
