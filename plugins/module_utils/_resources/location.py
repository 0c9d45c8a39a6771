# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Locations. Sources: Locations API; Webex Calling location settings, PSTN and numbers APIs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from .. import _ids
from .._converge import Action, Item
from .._errors import Refused, WebexError
from .._models.address import LOCATION, Address
from .._models.location import CALLING_OPTIONS, Location, Pstn
from ._base import Context
from ._countries import Countries
from ._customer_objects import CustomerObjects
from ._numbers import Numbers

CALLING = "telephony/config/locations"
JOBS = "telephony/config/jobs"
WITH_EMERGENCY_IDENTIFIER = ("BE", "DE", "FR")
"""Countries where a location has an emergency location identifier. Source: "Update a location"."""
MANAGED = ("INTEGRATED_CCP", "CISCO_PSTN")
"""PSTN connections whose provider manages the numbers: none may be added or removed by the API."""
BLOCKERS = {
    "lastLocation": "it is the last calling location of the customer",
    "trunksInUseCount": "trunks are in use",
    "usersInUseCount": "users are assigned to it",
    "workspacesInUseCount": "workspaces are assigned to it",
    "virtualLineInUseCount": "virtual lines are assigned to it",
    "numbersOrderPending": "an order of numbers is pending",
    "nonUserEntitiesInUse": "features such as auto attendants are in use",
    "trunksCount": "it has trunks",
}
"""What keeps Webex from disabling calling at a location."""


class Locations(CustomerObjects[Location]):
    """Creates, changes and removes locations, with everything that calling adds to them."""

    name = "location"
    plural = "locations"
    model = Location
    waits = True
    purges = True
    filters = {"customer": {"type": "str", "required": True}, "name": {"type": "str"}}

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.countries = Countries(self.client)
        self.numbers = Numbers(self.client)

    def key(self, desired: Location) -> str:
        """Return the name."""
        return desired.name or ""

    def observe(self, wanted: Sequence[Location], *, anew: bool = False) -> list[Location | None]:
        """Read the locations of each customer once; calling settings, numbers and PSTN only where they are wanted."""
        observed: list[Location | None] = [None] * len(wanted)
        for customer, places in self.by_customer(wanted):
            org_id = str(customer["orgId"])
            only = wanted[places[0]].name if len(places) == 1 else None
            answers = list(self.client.pages("locations", orgId=org_id, name=only))
            pairs = [(place, found) for place in places if (found := _named(answers, wanted[place].name))]
            lines = self._lines(org_id, [wanted[place] for place, _found in pairs])
            if any(wanted[place].numbers is not None or wanted[place].main_number for place, _found in pairs):
                self.numbers.load(org_id, str(pairs[0][1]["id"]) if len(pairs) == 1 else None)
            for place, answer in pairs:
                observed[place] = self._read(org_id, answer, lines, wanted[place])
        return observed

    def find(self, filters: Mapping[str, Any]) -> list[Location]:
        """List the locations of a customer, with calling settings, PSTN connection and numbers."""
        org_id = self.org_id(Location(customer=filters["customer"]))
        everything = Location(
            customer=filters["customer"],
            calling=True,
            pstn=Pstn(),
            numbers=[],
            announcement_language="",
        )
        answers = [
            answer
            for answer in self.client.pages("locations", orgId=org_id, name=filters["name"])
            if not filters["name"] or str(answer.get("name")).casefold() == filters["name"].casefold()
        ]
        lines = self._lines(org_id, [everything])
        if lines:
            self.numbers.load(org_id)
        return [self._read(org_id, answer, lines, everything) for answer in answers]

    def stages(self, items: Sequence[Item[Location]]) -> list[list[Item[Location]]]:
        """Removals come last: a customer cannot be without any calling location."""
        kept = [item for item in items if item.action.kind != "remove"]
        return [kept, [item for item in items if item.action.kind == "remove"]]

    def leftovers(self, customers: Collection[str], listed: Sequence[Location]) -> list[tuple[Location, Location]]:
        """Return the locations that these customers have besides the listed names."""
        found = []
        for reference, customer, keys in self.complete(customers, listed):
            org_id = str(customer["orgId"])
            for answer in self.client.pages("locations", orgId=org_id):
                desired = Location(customer=reference, name=str(answer.get("name")))
                if self.key(desired).casefold() not in keys:
                    found.append((desired, self._read(org_id, answer, None, desired)))
        return found

    def check_within(self, item: Item[Location], action: Action[Location]) -> None:
        """Refuse what Webex would refuse half-way. Sources: "Create a Location", and as named with each rule."""
        if action.kind == "remove":
            return
        if action.kind == "create":
            action.desired.require("address", "time_zone", "preferred_language", why="to create a location")
        if action.touches("address"):
            self.countries.check(action.after("address"), "address", self.context.warn)
        if action.after("calling"):
            self._check_calling(item, action)
            return
        for option in CALLING_OPTIONS:
            if action.touches(option) and action.after(option):
                raise Refused(option, f"location {item.key} has no calling; set calling=true to enable it")

    def _check_calling(self, item: Item[Location], action: Action[Location]) -> None:
        desired, address = action.desired, action.after("address")
        country = address.country if address else None
        if action.touches("emergency_location_identifier") and country and country not in WITH_EMERGENCY_IDENTIFIER:
            allowed = ", ".join(WITH_EMERGENCY_IDENTIFIER)
            raise Refused("emergency_location_identifier", f"exists only in {allowed}, not in {country}")
        if action.touches("announcement_language") and not action.after("announcement_language"):
            raise Refused("announcement_language", "cannot be emptied")
        location_id = str(action.observed.id) if action.observed else ""
        known = self.numbers.of(location_id)
        added, removed = _difference(action)
        if action.touches("main_number"):
            self.numbers.check_main(desired.main_number, [*known, *added])
        self.numbers.check_removable(removed, known)
        if (added or removed) and not (desired.pstn and (action.touches("pstn") or not location_id)):
            # Source: "Add Phone Numbers to a location".
            connection = self._connection(location_id, self.org_id(desired)) if location_id else {}
            if not connection.get("id") and added:
                raise Refused("numbers", "can be added only when the location has a PSTN connection: give pstn")
            if connection.get("pstnConnectionType") in MANAGED:
                name = connection.get("displayName") or connection["pstnConnectionType"]
                raise Refused("numbers", f"{name} manages the numbers of the location: order or cancel them there")
        if location_id and action.touches("pstn") and not action.touches("calling"):
            self._provider(location_id, desired)

    def create(self, item: Item[Location], action: Action[Location]) -> dict[str, Any]:
        """Create the location, then what calling adds to it."""
        desired = action.desired
        org_id = self.org_id(desired)
        body = {
            "name": desired.name,
            "timeZone": desired.time_zone,
            "announcementLanguage": _code(desired.announcement_language or desired.preferred_language),
            **self._basics(action),
        }
        location_id = str(self.client.post("locations", body, orgId=org_id).get("id"))
        item.done.append("created it")
        self._calling(item, action, location_id)
        return {"id": location_id, "org_id": org_id}

    def update(self, item: Item[Location], action: Action[Location]) -> dict[str, Any]:
        """Change what differs, in the order in which Webex accepts it."""
        location_id, org_id = str(action.existing.id), self.org_id(action.desired)
        if action.touches("calling") and not action.after("calling"):
            self._disable_calling(item, location_id, org_id)
        if basics := self._basics(action):
            if action.touches("name"):
                basics["name"] = action.after("name")
            self.client.put(f"locations/{location_id}", basics, orgId=org_id)
            item.done.append("changed its name, address, time zone or language")
        self._calling(item, action, location_id)
        return {}

    def remove(self, item: Item[Location], action: Action[Location]) -> None:
        """Disable calling, which Webex does in a job, then remove the location."""
        location_id, org_id = str(action.existing.id), self.org_id(action.desired)
        if _ids.key(location_id) in self._calling_locations(org_id):
            self._disable_calling(item, location_id, org_id)
        self.client.delete(f"locations/{location_id}", orgId=org_id)
        item.done.append("removed it")

    def _lines(self, org_id: str, wanted: Sequence[Location]) -> dict[str, dict[str, Any]] | None:
        """Return the calling settings that Webex lists, by location; None when nobody asks for them."""
        if not any(name in desired.model_fields_set for desired in wanted for name in ("calling", *CALLING_OPTIONS)):
            return None
        return self._calling_locations(org_id)

    def _calling_locations(self, org_id: str) -> dict[str, dict[str, Any]]:
        answers = self.client.pages(CALLING, key="locations", orgId=org_id)
        return {_ids.key(str(answer.get("id"))): answer for answer in answers}

    def _read(
        self,
        org_id: str,
        answer: Mapping[str, Any],
        lines: Mapping[str, Mapping[str, Any]] | None,
        wanted: Location,
    ) -> Location:
        location_id = str(answer.get("id"))
        known: dict[str, Any] = {
            "customer": wanted.customer,
            "id": location_id,
            "org_id": org_id,
            "name": answer.get("name"),
            "address": Address.read(answer.get("address"), LOCATION),
            "time_zone": answer.get("timeZone"),
            "preferred_language": answer.get("preferredLanguage"),
            "latitude": answer.get("latitude"),
            "longitude": answer.get("longitude"),
            "notes": answer.get("notes"),
        }
        if lines is not None:
            line = lines.get(_ids.key(location_id))
            known |= {"calling": line is not None, **dict.fromkeys(CALLING_OPTIONS)}
            if line is not None:
                del known["announcement_language"]  # what Webex does not tell is unknown, rather than empty
                known |= self._read_calling(org_id, location_id, line, wanted)
        return Location.observed(**known)

    def _read_calling(self, org_id: str, location_id: str, line: Mapping[str, Any], wanted: Location) -> dict[str, Any]:
        """Read the settings of a location with calling; those that cost a request of their own only where wanted."""
        known: dict[str, Any] = {
            "main_number": (line.get("callingLineId") or {}).get("phoneNumber"),
            "outside_dial_digit": line.get("outsideDialDigit"),
            "routing_prefix": line.get("routingPrefix"),
            "numbers": self.numbers.active(location_id) if self.numbers.loaded(org_id) else None,
        }
        if wanted.model_fields_set & {"announcement_language", "emergency_location_identifier"}:
            detail = self.client.get(f"{CALLING}/{location_id}", orgId=org_id)
            if language := detail.get("announcementLanguage"):
                known["announcement_language"] = language
            elif wanted.announcement_language:
                self.context.warn(
                    f"announcement_language: Webex does not tell that of location {wanted.name}, so it stays as it is"
                    " (A66 in ASSUMPTIONS.md of the role simulator); to change it use Control Hub"
                )
            known["emergency_location_identifier"] = detail.get("pAccessNetworkInfo")
        if wanted.pstn is not None:
            known["pstn"] = _pstn(self._connection(location_id, org_id), wanted.pstn)
        return known

    def _basics(self, action: Action[Location]) -> dict[str, Any]:
        """Return the body for the Locations API, with what is to change."""
        body: dict[str, Any] = {}
        if action.touches("address"):
            body["address"] = action.after("address").payload(LOCATION)
        if action.touches("preferred_language"):
            body["preferredLanguage"] = _code(action.after("preferred_language"))
        if action.touches("time_zone"):
            body["timeZone"] = action.after("time_zone")
        for name in ("name", "latitude", "longitude", "notes"):
            if action.touches(name):
                body[name] = action.after(name)
        return body

    def _calling(self, item: Item[Location], action: Action[Location], location_id: str) -> None:
        """Enable calling, connect to the PSTN, bring numbers, then change the settings that need them."""
        if not action.after("calling"):
            return
        org_id = self.org_id(action.desired)
        scope = {"orgId": org_id}
        if action.touches("calling"):
            body = {
                "id": location_id,
                "name": action.after("name"),
                "timeZone": action.after("time_zone"),
                "preferredLanguage": _code(action.after("preferred_language")),
                "announcementLanguage": _code(
                    action.desired.announcement_language or action.after("preferred_language")
                ),
                "address": action.after("address").payload(LOCATION),
            }
            self.client.post(CALLING, body, **scope)
            item.done.append("enabled calling")
        if action.touches("pstn"):
            choice = self._provider(location_id, action.desired)
            self.client.put(f"telephony/pstn/locations/{location_id}/connection", choice, **scope)
            item.done.append("set the PSTN connection")
        added, removed = _difference(action)
        if added:
            self.numbers.add(org_id, location_id, added)
            item.done.append("added or activated numbers")
        existing = action.desired.announcement_language_existing or "none"
        if action.touches("announcement_language") and not action.touches("calling") and existing != "none":
            # Before the default, which alone can be read: when this fails, the next run tries both again.
            body = {
                "announcementLanguageCode": _code(action.after("announcement_language")),
                "agentEnabled": existing in ("people", "all"),
                "serviceEnabled": existing in ("features", "all"),
            }
            self.client.post(f"{CALLING}/{location_id}/actions/modifyAnnouncementLanguage/invoke", body, **scope)
            item.done.append(f"changed the announcement language of what exists ({existing})")
        if settings := self._settings(action):
            self._set(item, location_id, org_id, settings)
        if removed:
            self.numbers.remove(org_id, location_id, removed)
            item.done.append("removed numbers")

    def _set(self, item: Item[Location], location_id: str, org_id: str, settings: dict[str, Any]) -> None:
        """Change calling settings; a routing prefix changes in a job, or not at all (206), all others at once."""
        answer = self.client.put(f"{CALLING}/{location_id}", settings, orgId=org_id)
        failed = answer.get("failureReason")
        if not failed or len(settings) > 1:
            item.done.append("changed calling settings")
        if failed:
            raise WebexError(
                f"routing_prefix: Webex has not changed it: {failed}", status=206, hint="Run again later to change it."
            )
        if job := answer.get("batchJobId"):
            self.finish(f"{JOBS}/updateRoutingPrefix/{job}", org_id, f"changing the routing prefix of {item.key}")

    def _settings(self, action: Action[Location]) -> dict[str, Any]:
        """Return the body for the calling settings, with what is to change."""
        settings: dict[str, Any] = {}
        if action.touches("main_number"):
            settings["callingLineId"] = {"phoneNumber": action.after("main_number")}
        for name, key in (
            ("outside_dial_digit", "outsideDialDigit"),
            ("routing_prefix", "routingPrefix"),
            ("emergency_location_identifier", "pAccessNetworkInfo"),
        ):
            if action.touches(name) and (action.after(name) or action.kind == "update"):
                settings[key] = action.after(name)
        if action.touches("announcement_language") and not action.touches("calling"):
            settings["announcementLanguage"] = _code(action.after("announcement_language"))
        return settings

    def _connection(self, location_id: str, org_id: str) -> dict[str, Any]:
        """Return the location's PSTN connection, empty when it has none."""
        return self.client.find(f"telephony/pstn/locations/{location_id}/connection", orgId=org_id) or {}

    def _provider(self, location_id: str, desired: Location) -> dict[str, Any]:
        """Return the body for the PSTN connection that is wanted; Refused lists the providers there are."""
        pstn = desired.pstn or Pstn()
        if pstn.trunk or pstn.route_group:
            kind = "TRUNK" if pstn.trunk else "ROUTE_GROUP"
            return {"premiseRouteType": kind, "premiseRouteId": pstn.trunk or pstn.route_group}
        path = f"telephony/pstn/locations/{location_id}/connectionOptions"
        options = list(self.client.pages(path, orgId=self.org_id(desired)))
        wanted = pstn.provider or ""
        for option in options:
            if _ids.same(option.get("id"), wanted) or str(option.get("displayName")).casefold() == wanted.casefold():
                return {"id": option["id"]}
        names = ", ".join(str(option.get("displayName")) for option in options) or "none"
        raise Refused("pstn.provider", f"{wanted} is not offered at location {desired.name}; offered: {names}")

    def _disable_calling(self, item: Item[Location], location_id: str, org_id: str) -> None:
        """Let Webex disable calling, unless it says beforehand what is in the way."""
        path = f"{CALLING}/{location_id}/actions/precheckForDeletion/invoke"
        verdict = self.client.post(path, orgId=org_id)
        if verdict.get("locationDeleteStatus") != "UNBLOCKED":
            found = {**(verdict.get("blocking") or {}), **(verdict.get("blockingUnlessForced") or {})}
            reasons = "; ".join(text for key, text in BLOCKERS.items() if found.get(key))
            raise Refused("state", f"calling cannot be disabled at location {item.key}: {reasons or 'Webex blocks it'}")
        body = {"locationId": location_id, "locationName": item.key}
        job = str(self.client.post(f"{JOBS}/locations/deleteCallingLocation", body, orgId=org_id).get("id"))
        path = f"{JOBS}/locations/deleteCallingLocation/{job}"
        try:
            self.finish(path, org_id, f"disabling calling at location {item.key}")
        except WebexError:
            # A job of which the answer was lost may have been faster.
            if _ids.key(location_id) in self._calling_locations(org_id):
                raise
        item.done.append("disabled calling")


def _difference(action: Action[Location]) -> tuple[list[str], list[str]]:
    """Return the numbers to add and to remove."""
    before, after = (set(numbers or ()) for numbers in action.changes.get("numbers", ((), ())))
    return sorted(after - before), sorted(before - after)


def _code(language: str | None) -> str | None:
    """Return a language as the Locations API writes it, e.g. fr_fr."""
    return language.lower() if language else None


def _named(answers: Sequence[dict[str, Any]], name: str | None) -> dict[str, Any] | None:
    """Return the location with this name, preferring one in exactly this case."""
    same = [each for each in answers if str(each.get("name")).casefold() == (name or "").casefold()]
    return next((each for each in same if each.get("name") == name), same[0] if same else None)


def _pstn(connection: Mapping[str, Any], wanted: Pstn) -> Pstn | None:
    """Return the connection in the words of the options, so that a provider given by name or id compares equal."""
    if not connection.get("id") and not connection.get("routeId"):
        return None
    if connection.get("pstnConnectionType") == "LOCAL_GATEWAY" and connection.get("routeId"):
        route = "route_group" if connection.get("routeType") == "ROUTE_GROUP" else "trunk"
        mine = getattr(wanted, route)
        return Pstn.observed(**{route: mine if _ids.same(mine, connection["routeId"]) else connection["routeId"]})
    name = str(connection.get("displayName") or connection.get("id"))
    given = wanted.provider or ""
    known = _ids.same(given, connection.get("id")) or given.casefold() == name.casefold()
    return Pstn.observed(provider=given if known else name)
