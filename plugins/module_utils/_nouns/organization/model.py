# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An organization and its people, as far as they are known when they are to go."""

from __future__ import annotations

from typing import Annotated

from ..._engine.fields import Model, Option, Part, Returned

PERSON = Part("person")
ORGANIZATION = Part("organization")


class Organization(Model):
    """Source: Organizations API."""

    id: Annotated[str | None, Option(required=True), ORGANIZATION("id")] = None
    name: Annotated[str | None, Returned(), ORGANIZATION("displayName")] = None


class Person(Model):
    """Source: People API."""

    org_id: Annotated[str | None, Option(required=True), PERSON("orgId")] = None
    id: Annotated[str | None, Option(required=True), PERSON("id")] = None
    name: Annotated[str | None, Returned(), PERSON("displayName")] = None
    location_id: Annotated[str | None, Returned(), PERSON("locationId")] = None
    administrator: Annotated[bool | None, Returned()] = None
    """Whether it is a full administrator."""
