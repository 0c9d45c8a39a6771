# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A wholesale customer: the organization of a small business, with its packages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from ..._engine.fields import Email, Language, Model, Option, Part, Returned, TimeZone, Unordered, at_most, checked
from ..._http import ids
from .. import packages as packages_
from ..address import WHOLESALE, Address

ANSWER = Part("answer")
"""What Webex says of a customer."""
PROVISIONING = Part("provisioning")
"""What a creation and an update send."""
INITIAL = Part("initial provisioning")
"""What only a creation sends."""
OFFICE = Part("head office")
IDENTITY = Part("identity")
"""What the identity API says of the organization."""
ACTIVATION_EMAILS = Part("activation e-mails")
"""A setting of the organization."""
TAGS = Part("tags")

LIMITED = (
    "webex_calling",
    "common_area_calling",
    "webex_meetings",
    "webex_suite",
    "webex_voice",
    "cx_essentials",
    "webex_calling_standard",
    "attendant_console",
)
"""Packages of which the number of users can be limited."""
TAGS_LIMIT = 5
"""How many tags an organization can have."""


Tag = Annotated[str, at_most(25)]


def _company_name(value: str) -> str:
    if "%" in value:
        raise ValueError("must not contain %")
    return value


def _organization(value: str) -> str:
    return ids.encode("ORGANIZATION", value)


def _tags(names: list[str]) -> list[dict[str, str]]:
    return [{"name": name} for name in names]


class CallingLocation(Model):
    """The head office: the location that Webex creates together with a customer that has calling."""

    name: Annotated[str | None, Option(required=True), at_most(80), OFFICE("name")] = None
    address: Annotated[Address | None, Option(required=True), OFFICE.nested("address", Address, WHOLESALE)] = None
    time_zone: Annotated[TimeZone | None, Option(required=True), OFFICE("timezone")] = None
    preferred_language: Annotated[Language | None, Option(required=True), OFFICE("language", write=str.lower)] = None
    emergency_location_identifier: Annotated[str | None, OFFICE("emergencyLocationIdentifier")] = None


class Customer(Model):
    """Source: Webex for Wholesale API. Webex returns id, org_id, external_id, address, packages and status.

    ``name`` is read from the organization, ``package_limits`` from its licenses, and from ``preferred_language`` to
    ``partner_administrators`` each from a place of its own; all else is create-only.
    """

    external_id: Annotated[str | None, Option(required=True), ANSWER("externalId"), PROVISIONING("externalId")] = None
    template: str | None = None
    provisioning_id: Annotated[str | None, INITIAL("provisioningId")] = None
    catalog_path: Annotated[str | None, Option(behaviour=True, path=True)] = None
    name: Annotated[str | None, checked(_company_name), INITIAL("customerInfo.name")] = None
    primary_email: Annotated[Email | None, INITIAL("customerInfo.primaryEmail")] = None
    language: Annotated[Language | None, INITIAL("customerInfo.language")] = None
    packages: Annotated[
        Annotated[list[str], Unordered] | None, Option(choices=packages_.CUSTOMER), PROVISIONING("packages")
    ] = None
    package_limits: Annotated[dict[str, int] | None, PROVISIONING("provisioningParameters.packages.limits")] = None
    address: Annotated[
        Address | None, ANSWER.nested("address", Address, WHOLESALE), PROVISIONING.nested("address", Address, WHOLESALE)
    ] = None
    org_id: Annotated[str | None, ANSWER("orgId"), INITIAL("orgId", write=_organization)] = None
    calling_location: Annotated[
        CallingLocation | None, PROVISIONING.nested("provisioningParameters.calling.location", CallingLocation, OFFICE)
    ] = None
    meetings_timezone: Annotated[TimeZone | None, PROVISIONING("provisioningParameters.meetings.timezone")] = None
    sub_partner_admin_email: Annotated[Email | None, PROVISIONING("subPartnerAdminEmail")] = None
    preferred_language: Annotated[Language | None, IDENTITY("preferredLanguage")] = None
    automatic_activation_emails: Annotated[bool | None, ACTIVATION_EMAILS("value")] = None
    tags: Annotated[Annotated[list[Tag], Unordered] | None, TAGS("tags", write=_tags)] = None
    partner_administrators: Annotated[
        Annotated[list[Email], Unordered] | None, Option(purged_by="purge_partner_administrators")
    ] = None
    purge_partner_administrators: Annotated[bool | None, Option(behaviour=True)] = None

    id: Annotated[str | None, Returned(), ANSWER("id")] = None
    status: Annotated[str | None, Returned(), ANSWER("status")] = None
    errors: Annotated[list[dict[str, Any]] | None, Returned(), ANSWER("errors")] = None
    package_status: Annotated[list[dict[str, Any]] | None, Returned(), ANSWER("resourceDetails.packages")] = None

    def rules(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong whatever exists at Webex."""
        chosen = set(self.packages or ())
        for package, partners in packages_.NEEDS_ONE_OF.items():
            if package in chosen and not chosen & set(partners):
                yield "packages", f"{package} needs at least one of {', '.join(partners)}"
        if self.packages == []:
            yield "packages", "must name at least one package; to remove the customer use state=absent"
        for package, limit in (self.package_limits or {}).items():
            if package not in LIMITED:
                yield "package_limits", f"{package} is none of {', '.join(LIMITED)}"
            elif self.packages is not None and package not in chosen:
                yield "package_limits", f"{package} is not among packages"
            elif limit < 0:
                yield "package_limits", f"the limit of {package} must be a whole number, 0 or more"
        yield from self._edge_rules()
        if self.template and self.provisioning_id:
            yield "template", "give either template or provisioning_id"

    def _edge_rules(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with tags and language. Sources: Tags API; Organizations API (identity)."""
        if len(self.tags or ()) > TAGS_LIMIT:
            yield "tags", f"an organization has {TAGS_LIMIT} tags at most"
        if not all(tag.strip() for tag in self.tags or ()):
            yield "tags", "must not be blank; for no tags give an empty list"
        if self.preferred_language is not None and not self.preferred_language.strip():
            yield "preferred_language", "cannot be emptied"
