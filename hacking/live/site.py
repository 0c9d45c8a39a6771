# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks of beliefs look at: the record, and the customer that was onboarded, asked for when it is needed."""

from __future__ import annotations

import base64
import time
from typing import Any

from hacking.live.caller import Caller
from hacking.live.plan import OFFICE, Plan
from hacking.live.record import Record, Seen
from hacking.live.settings import OFFICES

CALLING = "/telephony/config"
ABROAD = {"addressLine1": "4120 Freidrich Lane", "city": "Austin", "zipOrPostalCode": "78744", "country": "US"}
"""An address that lacks its state."""
BUSY = ("provisioning", "updating", "pending_rpl_review")
PATIENCE = 900
"""Seconds to wait for what Webex does in the background."""
NAMES = {
    "address_line1": "addressLine1", "city": "city", "zip_or_postal_code": "zipOrPostalCode", "country": "country",
    "state_or_province": "stateOrProvince",
}  # fmt: skip


class Missing(Exception):
    """What a check needs is not there, in words that tell of nobody."""


class Site:
    """The partner, and if one was onboarded the customer."""

    def __init__(self, record: Record, caller: Caller, plan: Plan | None = None) -> None:
        self.record = record
        self.call = caller
        self.conflicts: dict[str, Seen] = {}
        """How Webex has refused what is in use, by what that was."""
        self._plan = plan
        self._found: dict[str, Any] = {}

    @property
    def plan(self) -> Plan:
        """Return what is onboarded."""
        if self._plan is None:
            raise Missing("needs LIVE_WRITE=yes")
        return self._plan

    @property
    def calling(self) -> Plan:
        """Return what is onboarded, if its users have calling."""
        self.need_calling()
        return self.plan

    def need_calling(self) -> None:
        """Refuse to go on where nobody has calling."""
        if not self.plan.calling:
            raise Missing("needs LIVE_NUMBERS and LIVE_PSTN")

    @property
    def spare(self) -> str:
        """Return a number that nobody has."""
        if self.calling.spare is None:
            raise Missing("needs two numbers in LIVE_NUMBERS")
        return self.calling.spare

    @property
    def me(self) -> dict[str, Any]:
        """Return the token's owner."""
        found: dict[str, Any] = self._once("me", lambda: self.call.get("/people/me").body)
        return found

    @property
    def customer(self) -> dict[str, Any]:
        """Return the customer, provisioned."""
        wanted = {"externalId": self.plan.external_id}
        return self._first("customer", lambda: self.call.get("/wholesale/customers", **wanted))

    @property
    def org(self) -> str:
        """Return the customer's organization."""
        found = self.customer.get("orgId")
        if not found:
            raise Missing("the customer has no organization")
        return str(found)

    @property
    def some_org(self) -> str:
        """Return the organization of the customer, or without one of any."""
        if self._plan is not None:
            return self.org
        for seen in self.record.find("GET", "/wholesale/customers"):
            for each in seen.items():
                if each.get("orgId"):
                    return str(each["orgId"])
        raise Missing("the account has no customer")

    @property
    def office(self) -> str:
        """Return the ID of the head office."""
        return str(self._first("office", lambda: self.call.get("/locations", orgId=self.org, name=OFFICE))["id"])

    @property
    def office_path(self) -> str:
        """Return the path of the head office's calling settings."""
        return f"{CALLING}/locations/{self.office}"

    @property
    def place(self) -> dict[str, Any]:
        """Return the head office as a customer is made with it."""
        office = OFFICES[self.plan.settings.country]
        return {"address": self.address, "timezone": office.time_zone, "language": office.language}

    @property
    def address(self) -> dict[str, str]:
        """Return the address of the head office."""
        return {NAMES[name]: value for name, value in self.plan.office.items()}

    @property
    def licenses(self) -> list[dict[str, Any]]:
        """Return the licences, as they are now."""
        return self.call.get("/licenses", orgId=self.org).items()

    def license(self, package: str) -> dict[str, Any]:
        """Return the licence of a package, by the IDs that the customer tells."""
        shown = self.call.get(f"/wholesale/customers/{self.customer['id']}", includePackageLicenseInfo="true").body
        wanted = [
            identifier
            for each in shown.get("resourceDetails", {}).get("packages", [])
            if each.get("name") == package
            for identifier in each.get("licenseIds") or []
        ]
        for each in self.licenses:
            if each.get("id") in wanted:
                return each
        raise Missing(f"no licence is told for {package}")

    def person(self, who: str) -> dict[str, Any]:
        """Return a user as a person, with calling data, as it is now."""
        return self._of(self.call.get("/people", email=self.plan.email(who), orgId=self.org, callingData="true"))

    def subscriber(self, who: str) -> dict[str, Any]:
        """Return a user as a subscriber, as it is now."""
        return self._of(self.call.get("/wholesale/subscribers", email=self.plan.email(who)))

    def numbers(self) -> list[dict[str, Any]]:
        """Return the numbers and extensions, as they are now."""
        return self.call.get(f"{CALLING}/numbers", orgId=self.org).items("phoneNumbers")

    def precheck(self, **given: Any) -> Seen:
        """Ask whether a customer could be made."""
        plan = self.plan
        body = {
            "provisioningId": plan.settings.provisioning_id,
            "packages": ["webex_meetings"],
            "address": self.address,
            "customerInfo": {"name": "Webex live precheck", "primaryEmail": plan.email("precheck")},
            **given,
        }
        return self.call(
            "POST", "/wholesale/customers/validate", {name: value for name, value in body.items() if value is not None}
        )

    def precheck_user(self, **given: Any) -> Seen:
        """Ask whether a user could be subscribed."""
        body = {"email": self.plan.email("precheck"), "customerId": self.customer["id"], **given}
        return self.call("POST", "/wholesale/subscribers/validate", body)

    def update(self, **given: Any) -> Seen:
        """Ask for a change of the customer."""
        return self.call("PUT", f"/wholesale/customers/{self.customer['id']}", given)

    def settle(self) -> None:
        """Wait until the customer is not busy any more."""
        self.wait(f"/wholesale/customers/{self.customer['id']}", "status", BUSY)

    def wait(self, path: str, name: str, busy: tuple[str, ...]) -> None:
        """Wait until a field has none of some values."""
        until = time.monotonic() + PATIENCE
        while self.call.get(path, orgId=self.org if path.startswith(CALLING) else None).body.get(name) in busy:
            if time.monotonic() > until:
                raise Missing(f"Webex was not done within {PATIENCE} s")
            time.sleep(self.plan.settings.wait_interval)

    @staticmethod
    def decoded(identifier: str) -> str:
        """Return what an ID says in clear text; itself where it is not encoded."""
        try:
            return base64.urlsafe_b64decode(identifier + "=" * (-len(identifier) % 4)).decode()
        except ValueError:
            return identifier

    def _of(self, seen: Seen) -> dict[str, Any]:
        found = seen.items()
        if not found:
            raise Missing(f"GET {seen.path} does not show it ({seen})")
        return found[0]

    def _once(self, name: str, find: Any) -> Any:
        if name not in self._found:
            self._found[name] = find()
        return self._found[name]

    def _first(self, name: str, find: Any) -> dict[str, Any]:
        found: dict[str, Any] = self._once(name, lambda: self._of(find()))
        return found
