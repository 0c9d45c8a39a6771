# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether a run may act for its sub-partner: told before anything is written. Source: "List Wholesale Sub-partners"."""

from __future__ import annotations

from typing import Any

from ..._engine.run import Run
from ..._http import ids
from ..._http.errors import Refused, WebexError
from ..collections import ORGANIZATIONS
from .api import SubPartners
from .model import SubPartner

OPTION = "sub_partner"
NAMED = 10
"""How many sub-partners a message names."""
UNTOLD = (401, 403, 404)
"""How Webex refuses the list to a token without its scope: then Webex itself decides."""


def admit(run: Run) -> None:
    """Refuse a sub-partner that is not there; bar the run from all but removing if it is suspended (A33)."""
    if not run.sub_partner:
        return
    known = _sub_partners(run)
    if known is None:
        return
    mine = next((each for each in known if ids.same(each.org_id, run.sub_partner)), None)
    if mine is None:
        raise Refused(OPTION, f"{run.sub_partner} is no sub-partner of this partner; {_choice(run, known)}")
    if mine.provisioning_state == "suspended":
        told = _named(mine, _names(run))
        run.barred = Refused(
            OPTION, f"{told} is suspended, so that Webex only removes for it; Cisco's partner team can activate it"
        )


def _sub_partners(run: Run) -> list[SubPartner] | None:
    """Return all sub-partners, read once for all who ask; None if the token may not list them."""

    def read() -> list[SubPartner] | None:
        try:
            return SubPartners(run).find({"provisioning_state": None})
        except WebexError as error:
            if error.status not in UNTOLD:
                raise
            return None

    found: list[SubPartner] | None = run.snapshot.kept(("sub-partners",), read)
    return found


def _choice(run: Run, known: list[SubPartner]) -> str:
    if not known:
        return "it has none, so leave the option out"
    names = _names(run)
    told = ", ".join(f"{_named(each, names)} ({each.provisioning_state})" for each in known[:NAMED])
    more = f" and {len(known) - NAMED} more, which sub_partner_info lists" if len(known) > NAMED else ""
    return f"its sub-partners are: {told}{more}"


def _named(sub_partner: SubPartner, names: dict[str, Any]) -> str:
    own = ids.uuid_of(str(sub_partner.org_id))
    return f"{own} {names[own]}" if names.get(own) else own


def _names(run: Run) -> dict[str, Any]:
    """Return the names of organizations, as far as Webex tells them."""
    try:
        found = run.snapshot.all(ORGANIZATIONS)
    except WebexError:
        return {}
    return {ids.uuid_of(str(each.get("id"))): each.get("displayName") for each in found}
