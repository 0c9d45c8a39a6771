# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads, of all that the collection reads, as much as the account has: GET alone, a bounded number of times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ansible_collections.webex.wholesale.plugins.module_utils._http import ids

from hacking.live.caller import Caller
from hacking.live.record import Seen
from tests.contract.contract import Contract
from tests.contract.session import used_operations

PARAMETER = re.compile(r"\{(\w+)\}")
SAMPLES = 2
"""So many objects of a kind are read of each organization."""
ORGANIZATIONS = 3
"""So many customers are looked into, besides the partner."""
Values = Mapping[str, str]


class Gives(NamedTuple):
    """The objects of a list give values for the parameters of paths that begin so."""

    path: str
    key: str
    fields: Mapping[str, str]
    to: str = "/"


_CALLING = "/telephony/config"
GIVES = (
    Gives("/wholesale/customers", "items", {"customerId": "id"}),
    Gives("/wholesale/customers", "items", {"countryCode": "address.country"}),
    Gives("/wholesale/subscribers", "items", {"subscriberId": "id"}),
    Gives("/wholesale/billing/reports", "items", {"id": "id"}, "/wholesale/billing"),
    Gives("/people", "items", {"personId": "id"}),
    Gives("/roles", "items", {"roleId": "id"}),
    Gives("/licenses", "items", {"licenseId": "id"}),
    Gives("/locations", "items", {"locationId": "id"}, "/locations"),
    Gives("/workspaces", "items", {"workspaceId": "id"}),
    Gives("/devices", "items", {"deviceId": "id"}, "/devices"),
    Gives("/devices", "items", {"deviceId": "callingDeviceId"}, "/telephony"),
    Gives(f"{_CALLING}/locations", "locations", {"locationId": "id"}, "/telephony"),
    *(
        Gives(f"{_CALLING}/{name}s", f"{name}s", {f"{name}Id": "id", "locationId": "locationId"}, "/telephony")
        for name in ("autoAttendant", "huntGroup", "queue", "voicemailGroup")
    ),
    Gives(f"{_CALLING}/virtualLines", "virtualLines", {"virtualLineId": "id"}),
    Gives(f"{_CALLING}/locations/{{locationId}}/schedules", "schedules", {"scheduleId": "id", "type": "type"}),
)
SET: Values = {"settingKey": "allow-admin-invite-emails"}
"""Values that no answer gives."""
FURTHER: Mapping[str, Values] = {
    "/people": {"callingData": "true"},
    "/people/{personId}": {"callingData": "true"},
    "/wholesale/customers/{customerId}": {"includePackageLicenseInfo": "true"},
}
"""Operations that the collection also calls with more parameters, which change the answer."""


@dataclass
class Reading:
    """What was read, and what not."""

    read: set[str] = field(default_factory=set)
    """Operations that answered, well or not."""
    unread: set[str] = field(default_factory=set)
    """Operations for which the account has nothing to ask for, or that no call was left for."""
    exhausted: bool = False


class Reader:
    """Goes through the partner and a few customers."""

    def __init__(self, caller: Caller, contract: Contract, calls: int) -> None:
        self._caller = caller
        self._contract = contract
        self._left = calls
        self._done: set[tuple[str, tuple[tuple[str, str], ...]]] = set()
        self._given: list[tuple[Gives, Values]] = []
        used = used_operations(contract)
        self._paths = sorted(name.split()[1] for name in used if name.startswith("GET "))
        self.reading = Reading()

    def everything(self) -> Reading:
        """Read the partner's own, then what customers have."""
        self._organization("")
        found = self._caller.get("/wholesale/customers", **self._acting("/wholesale/customers"))
        organizations = [str(each["orgId"]) for each in found.items() if each.get("orgId")]
        for organization in organizations[:ORGANIZATIONS]:
            self._organization(organization)
        self.reading.unread = {path for path in self._paths if path not in self.reading.read}
        return self.reading

    def _organization(self, organization: str) -> None:
        """Read all of an organization, in rounds: each gives what the next can ask for. No ID stands for its own."""
        self._given = []
        before = -1
        while before != len(self._done):
            before = len(self._done)
            for path in self._paths:
                for values in list(self._values(path, organization))[:SAMPLES]:
                    self._read(path, values, organization)

    def _values(self, path: str, organization: str) -> Iterator[Values]:
        """Yield values for the parameters of a path."""
        wanted = set(PARAMETER.findall(path))
        known = {**SET, **({"orgId": organization} if organization else {})}
        for gives, values in [*self._given, (Gives("", "", {}), {})]:
            have = {**known, **values}
            if path.startswith(gives.to) and wanted <= have.keys():
                yield {name: have[name] for name in wanted}
                if not wanted & values.keys():
                    return

    def _read(self, path: str, values: Values, organization: str) -> None:
        query = self._acting(path)
        if organization and "orgId" in self._query(path) and not path.startswith("/wholesale"):
            query["orgId"] = organization
        for more in ({}, FURTHER.get(path)):
            if more is None:
                continue
            seen = self._once(path, values, {**query, **more})
            if seen and not more and (link := seen.entry["next"]):
                self._once(path, {**values, "page": "2"}, {}, link)

    def _once(self, path: str, values: Values, query: dict[str, str], link: str = "") -> Seen | None:
        key = (path, tuple(sorted({**values, **query}.items())))
        if key in self._done:
            return None
        if self._left <= 0:
            self.reading.exhausted = True
            return None
        self._left -= 1
        self._done.add(key)
        bare = path.startswith("/identity")
        filled = PARAMETER.sub(
            lambda match: ids.uuid_of(values[match[1]]) if bare and match[1] == "orgId" else values[match[1]], path
        )
        seen = self._caller.get(link or filled, **query)
        self.reading.read.add(path)
        for gives in GIVES:
            if gives.path == path:
                for item in seen.items(gives.key):
                    found = {name: _at(item, place) for name, place in gives.fields.items()}
                    if all(found.values()):
                        self._given.append((gives, {**values, **found}))
        return seen

    def _query(self, path: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._contract.operations[f"GET {path}"].get("query", {})
        return found

    def _acting(self, path: str) -> dict[str, str]:
        """Return for whom is asked, where the operation takes that."""
        acting, name = self._caller.client.connection.sub_partner, "onBehalfOfSubPartnerOrgId"
        return {name: acting} if acting and name in self._query(path) else {}


def _at(item: Any, place: str) -> str:
    for name in place.split("."):
        item = item.get(name) if isinstance(item, dict) else None
    return str(item or "")
