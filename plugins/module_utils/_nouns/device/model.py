# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A phone of a user or of a workspace: known by its MAC address, or waiting for its activation code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from ..._engine.fields import Email, Model, Option, Part, Returned, Unordered, checked
from ..._http import ids

DEVICE = Part("device")
"""Devices API."""


def _mac(value: str) -> str:
    bare = re.sub(r"[\s:.-]", "", value).upper()
    if not re.fullmatch("[0-9A-F]{12}", bare):
        raise ValueError("is not a MAC address: it has 12 hexadecimal digits, e.g. 00:1A:2B:3C:4D:5E")
    return bare


Mac = Annotated[str, checked(_mac)]


class Device(Model):
    """Sources: Devices API; Webex Calling device settings for the lines of others."""

    customer: Annotated[str | None, Option(required=True)] = None
    mac: Annotated[Mac | None, DEVICE("mac")] = None
    model: str | None = None
    user: Email | None = None
    workspace: str | None = None
    tags: Annotated[Annotated[list[str], Unordered] | None, DEVICE("tags")] = None
    members: Annotated[list[str], Unordered] | None = None
    renew: Annotated[bool | None, Option(behaviour=True)] = None

    id: Annotated[str | None, Returned(), DEVICE("id")] = None
    product: Annotated[str | None, Returned(), DEVICE("product")] = None
    connection_status: Annotated[str | None, Returned(), DEVICE("connectionStatus")] = None
    activation_code_expires: Annotated[str | None, Returned()] = None

    @property
    def holder(self) -> str:
        """The user or the workspace that has the phone, in the words of the options."""
        return self.user or self.workspace or ""

    @property
    def naming(self) -> str:
        """The MAC address, or else whose phone of which model it is."""
        return self.mac or f"{self.model} of {self.holder}"

    def rules(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong whatever exists at Webex."""
        if self.user and self.workspace:
            yield "workspace", "give either user or workspace: a phone belongs to one of them"
        if not self.mac and not (self.holder and self.model):
            yield "mac", "give mac, or model with user or workspace: one of them says which phone is meant"
        if self.members and not self.mac:
            yield "members", "is for phones with mac"
        for name in self.members or ():
            if ids.decode(name):
                yield "members", f"{name} is neither the e-mail address of a user nor the name of a workspace"
        if self.renew and self.mac:
            yield "renew", "is for phones without mac: they are activated with a code"
