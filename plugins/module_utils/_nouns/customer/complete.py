# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a customer lacks before Webex takes it. Sources: "Provision" and "Update a Wholesale Customer"."""

from __future__ import annotations

from collections.abc import Iterator

from ..._engine.change import Change
from .. import packages
from .model import Customer


def lacking(change: Change[Customer]) -> Iterator[tuple[str, str]]:
    """Yield the options that are not given yet, each with the reason why it is needed."""
    desired = change.desired
    if change.kind == "create":
        yield from desired.lacking("packages", "address", why="to create a customer")
        if not desired.org_id:
            yield from desired.lacking(
                "name", "primary_email", why="to create a customer (or give org_id to attach one)"
            )
        if not desired.template and not desired.provisioning_id:
            yield "template", "is required to create a customer, unless provisioning_id is given"
    if surely_without_location(change):
        yield from desired.lacking("calling_location", why="for packages with calling")


def without_location(change: Change[Customer]) -> list[str]:
    """Return the packages with calling that come to a customer who has none yet, and no location for it."""
    before = change.observed.packages if change.observed else None
    if change.desired.calling_location or any(map(packages.with_calling, before or ())):
        return []
    return [package for package in change.after("packages") or () if packages.with_calling(package)]


def surely_without_location(change: Change[Customer]) -> bool:
    """Tell whether a location is needed for them whatever Webex decides of packages that may have calling (A71)."""
    return any(package in packages.CALLING for package in without_location(change))
