# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be told by reading alone, with an account that has a little."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from ansible_collections.webex.wholesale.plugins.module_utils._http import ids

from hacking.live.beliefs import Finding, Stage, belief, holds, unseen
from hacking.live.record import Seen
from hacking.live.site import CALLING, Missing, Site

PAGED = {
    "/people": "items", "/locations": "items", "/wholesale/customers": "items", "/wholesale/subscribers": "items",
    "/wholesale/subPartners": "items", f"{CALLING}/locations": "locations", f"{CALLING}/numbers": "phoneNumbers",
}  # fmt: skip
CURSORS = ("/people", "/locations")


def _own(site: Site) -> str:
    """Return the token's own organization."""
    found = site.me.get("orgId")
    if not found:
        raise Missing("the token's owner has no organization")
    return str(found)


def _pages(site: Site) -> dict[str, Seen]:
    """Return the first pages of lists that have more than one object, read one object at a time."""
    found = {}
    for path in PAGED:
        global_ = path.startswith("/wholesale") or path == "/people"
        seen = site.call.get(path, max="1", **({} if global_ else {"orgId": site.some_org}))
        if seen.items(PAGED[path]) and (seen.entry["next"] or len(seen.items(PAGED[path])) > 1):
            found[path] = seen
    if not found:
        raise Missing("no list has two objects, or none links on")
    return found


@belief("A10", Stage.READING)
def bare_ids(site: Site) -> Finding:
    bare = site.call.get("/people", orgId=ids.uuid_of(_own(site)), max="1")
    whole = site.call.get("/people", orgId=ids.encode("ORGANIZATION", _own(site)), max="1")
    return holds(
        whole.good and bare.status == 400, f"GET /people with a bare UUID: {bare}; with the API form: {whole}."
    )


@belief("A12", Stage.READING)
def no_organization(site: Site) -> Finding:
    without = {each["id"] for each in site.call.get("/locations").items()}
    own = {each["id"] for each in site.call.get("/locations", orgId=_own(site)).items()}
    if not without and not own:
        return unseen("The partner's own organization has no locations.")
    return holds(without == own, f"GET /locations shows {len(without)}, with the owner's orgId {len(own)}.")


@belief("A83", Stage.READING)
def pages(site: Site) -> Finding:
    found = _pages(site)
    ignored = [path for path, seen in found.items() if len(seen.items(PAGED[path])) > 1]
    unlinked = [path for path, seen in found.items() if not seen.entry["next"]]
    return holds(
        not ignored and not unlinked,
        f"Lists with max=1: {len(found)}; more than one on a page: {', '.join(ignored) or 'none'}; "
        f"without a link: {', '.join(unlinked) or 'none'}.",
    )


@belief("A44", Stage.READING)
def cursors(site: Site) -> Finding:
    told, right = [], True
    for path, seen in _pages(site).items():
        names = parse_qs(urlsplit(seen.entry["next"]).query)
        how = next((name for name in ("cursor", "offset", "start", "startIndex", "after") if name in names), "another")
        told.append(f"{path} {how}")
        right = right and (how == "cursor") == (path in CURSORS)
    return holds(right, f"What links have: {', '.join(told)}.")


@belief("A33", Stage.READING)
def suspended_sub_partner(site: Site) -> Finding:
    found = site.call.get("/wholesale/subPartners")
    suspended = [
        each for each in found.items() or found.items("subPartners") if each.get("provisioningState") == "suspended"
    ]
    if not suspended:
        return unseen("No sub-partner is suspended.")
    seen = site.call.get("/wholesale/customers", onBehalfOfSubPartnerOrgId=suspended[0]["orgId"])
    return holds(seen.good, f"GET of the customers of one that is suspended: {seen}; writing was not tried.")


@belief("A60", Stage.READING)
def organizations(site: Site) -> Finding:
    found = site.call.get("/organizations").items()
    named = sum(bool(each.get("displayName")) for each in found)
    there = any(ids.same(each.get("id"), site.some_org) for each in found)
    return holds(
        named == len(found) and there,
        f"{len(found)} organizations, {named} with names; that of a customer is {'' if there else 'not '}there.",
    )


@belief("A163", Stage.READING)
def forms_of_organizations(site: Site) -> Finding:
    org = site.some_org
    told, right = [], True
    for path in ("/partner/tags/organizations/{}", "/settings/organizations/{}/settings/allow-admin-invite-emails"):
        bare, whole = (site.call.get(path.format(form)) for form in (ids.uuid_of(org), ids.encode("ORGANIZATION", org)))
        right = right and bare.good and whole.good
        told.append(f"{path.split('/')[1]}: bare UUID {bare}, API form {whole}")
    return holds(right, "; ".join(told) + ".")
