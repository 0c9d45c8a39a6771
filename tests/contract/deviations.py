# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All that may differ from the contract, each with its reasons. Nothing else may."""

from __future__ import annotations

import re
from typing import NamedTuple


class Deviation(NamedTuple):
    """One difference: in the operations that a pattern finds, the findings that another one finds.

    Where the simulator answers otherwise than the document says, the reason names the row of ASSUMPTIONS.md.
    """

    what: str
    operations: str
    findings: str
    reason: str
    if_wrong: str
    verify: str

    def covers(self, operation: str, finding: str) -> bool:
        """Tell whether a finding is this difference."""
        return bool(re.fullmatch(self.operations, operation) and re.fullmatch(self.findings, finding))


_LOCATION = r"/telephony/config/locations/\{locationId\}"

DEVIATIONS = (
    Deviation(
        what="the next page of people and locations has a parameter of Webex's own",
        operations="GET /(people|locations)",
        findings="request: undocumented parameter cursor",
        reason="A client follows the Link header as it is; what stands in it is in no document (A44).",
        if_wrong="Nothing: the collection never makes such a parameter itself.",
        verify="Read GET /people?max=1 of an organization with two persons and look at the Link header.",
    ),
    Deviation(
        what="a calling location without a connection",
        operations=f"GET {_LOCATION}",
        findings="answer 200: missing field connection",
        reason="The document requires it, but it can only be a trunk or a route group, which a location with another "
        "PSTN does not have (A3).",
        if_wrong="Nothing: the collection reads the PSTN connection of a location where the document has it.",
        verify="Read GET /telephony/config/locations/{id} of a location that has just been enabled for calling.",
    ),
    Deviation(
        what="the language of a location that is read alone",
        operations=r"GET /locations/\{locationId\}",
        findings="answer 200: undocumented field preferredLanguage",
        reason="The schema has but id and name; the list's example has the language, the one of a single location not.",
        if_wrong="The language is read from the list alone, as the collection does.",
        verify="Read GET /locations/{id} and look for preferredLanguage.",
    ),
    Deviation(
        what="the general form of an error where the document has one of its own",
        operations="PATCH /licenses/users|POST /telephony/config/jobs/(person/moveLocation|numbers/manageNumbers)",
        findings="answer 400: (missing field error|undocumented field (message|errors.*|trackingId))",
        reason="What is refused for its form alone never gets to the service that has errors of its own; and errors "
        "of jobs are seen with a trackingId.",
        if_wrong="The message of such an error is shown without its words.",
        verify="POST /telephony/config/jobs/person/moveLocation with an empty object.",
    ),
    Deviation(
        what="415 where the document does not list it",
        operations="POST (/subscribers/.*|/telephony/config/jobs/locations/.*|.*/precheckForDeletion/invoke)",
        findings="answer 415: undocumented status",
        reason="All other operations list it, for a body that is no JSON; these three seem to have been forgotten.",
        if_wrong="Nothing: the collection sends JSON, or nothing.",
        verify="POST text/plain to one of them.",
    ),
    Deviation(
        what="an address without a state",
        operations="POST (/locations|/telephony/config/locations)",
        findings="request: missing field address.state",
        reason="The document requires it, but most countries have none; the tests of a public SDK create German "
        "locations without one.",
        if_wrong="Webex refuses the location with 400 and names the field; nothing has been written then.",
        verify="Create a location in a country whose GET /telephony/config/countries/{code} has stateRequired false.",
    ),
    Deviation(
        what="notes and coordinates of a location that exists",
        operations=r"PUT /locations/\{locationId\}",
        findings="request: read-only field (notes|latitude|longitude)",
        reason="The document has them for creating and for reading; the tests of a public SDK update the notes (A94).",
        if_wrong="Webex ignores or refuses them: what differs is reported as changed in every run, or fails.",
        verify="PUT /locations/{id} with other notes and coordinates, then read the location again.",
    ),
    Deviation(
        what="a phone that is added without an answer",
        operations="POST /devices",
        findings="answer 204: undocumented status",
        reason="The document knows but 200 with the device; others saw 204 for phones of PhoneOS, which appear in the "
        "list half a minute to two minutes later (A183).",
        if_wrong="Nothing: an answer with an id is taken too.",
        verify="POST /devices with a Cisco 9861.",
    ),
    Deviation(
        what="MAC addresses that are all free",
        operations="POST /telephony/config/devices/actions/validateMacs/invoke",
        findings="answer 200: missing field macStatus",
        reason="The document requires the list; others saw but the status when all are free (A185).",
        if_wrong="Nothing: a list is read where there is one.",
        verify="POST one MAC address that is free.",
    ),
)
