# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A call feature, a phone or a workspace, as far as it is known when it is to go."""

from __future__ import annotations

from typing import Annotated

from ..._engine.fields import Model, Option, Returned


class Feature(Model):
    """Sources: Webex Calling features APIs; Devices and Workspaces APIs."""

    customer: Annotated[str | None, Option(required=True)] = None
    name: Annotated[str | None, Option(required=True)] = None
    location: str | None = None

    id: Annotated[str | None, Returned()] = None
    path: Annotated[str | None, Returned()] = None
    """Where Webex has it. Of two schedules with one name the ids are the same, and the paths differ."""
    location_id: Annotated[str | None, Returned()] = None
