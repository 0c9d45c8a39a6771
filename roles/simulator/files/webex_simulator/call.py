# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request as the handlers see it, what they answer, and how a path is bound to them."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from starlette.datastructures import QueryParams

from webex_simulator import ids
from webex_simulator.errors import ApiError, invalid, not_found
from webex_simulator.faults import FaultPlan
from webex_simulator.fields import query_number
from webex_simulator.store import Row, Store


@dataclass
class Settings:
    """What the command line sets; times in seconds, the latency in milliseconds."""

    provisioning_delay: float = 1.0
    latency: float = 0.0
    rate_limit: int = 0
    token_lifetime: int = 1_209_600
    onboarding_templates: bool = True
    faults: dict[str, Any] = field(default_factory=dict)


class Reply(NamedTuple):
    """A successful answer; `body` None means that there is none, a string is sent as it is."""

    status: int
    body: Any = None
    headers: dict[str, str] = {}


@dataclass(slots=True)
class Call:
    """One authenticated request. `person` is the caller's UUID, `now` the clock in seconds since 1970."""

    store: Store
    settings: Settings
    faults: FaultPlan
    origin: str
    path: str
    query: QueryParams
    body: dict[str, Any]
    now: float
    tracking_id: str
    authorization: str = ""
    person: str = ""
    params: dict[str, str] = field(default_factory=dict)

    def url(self, path: str) -> str:
        """Return the absolute URL of an API path."""
        return f"{self.origin}/v1{path}"

    def later(self, kind: str, target: str) -> None:
        """Let the worker `kind` handle `target` after the provisioning delay."""
        self.store.later(self.now + self.settings.provisioning_delay, kind, target)

    def key(self, name: str, kind: str, what: str) -> str:
        """Return the UUID in the path parameter `name`; anything but an id of that type is not found."""
        key = ids.decode(self.params[name], kind)
        if key is None:
            raise not_found(what)
        return key

    def org(self, bare: bool = True, given: str | None = None) -> str:
        """Return the organization that the request is about: `orgId`, else the caller's own.

        `bare` tells whether a bare UUID is accepted; `given` is an orgId from the body.
        """
        text = given or self.query.get("orgId")
        if not text:
            return self.caller()["org"]  # type: ignore[no-any-return]
        key = ids.decode_org(text) if bare else ids.decode(text, "ORGANIZATION")
        if key is None:
            raise invalid("orgId", "is no organization id.")
        self.managed_org(key)
        self.faults.check_read(key)
        return key

    def managed_org(self, key: str | None) -> Row:
        """Return an organization that the partner manages, or raise 404."""
        row = self.store.one("SELECT * FROM org WHERE id = ? AND managed", key)
        if row is None:
            raise not_found("Organization")
        return row

    def caller(self) -> Row:
        """Return the person whose token this is."""
        row = self.store.one("SELECT * FROM person WHERE id = ?", self.person)
        if row is None:
            raise ApiError(401, "The token's owner no longer exists.")
        return row

    def scopes(self) -> set[str]:
        """Return the scopes of the request's token."""
        token = self.authorization.removeprefix("Bearer ")
        row = self.store.one("SELECT scopes FROM token WHERE value = ?", token)
        return set(row["scopes"].split()) if row is not None else set()

    def sub_partner(self, write: bool = False) -> str | None:
        """Return the sub-partner on whose behalf the request is made; a suspended one may not create or change."""
        text = self.query.get("onBehalfOfSubPartnerOrgId")
        if not text:
            return None
        row = self.store.one("SELECT * FROM sub_partner WHERE org = ?", ids.decode(text, "ORGANIZATION"))
        if row is None:
            raise invalid("onBehalfOfSubPartnerOrgId", "is none of the sub-partners.")
        if write and row["state"] != "active":
            raise ApiError(403, "The sub-partner is suspended.")
        return str(row["org"])

    def page(
        self,
        key: str,
        sql: str,
        values: Sequence[Any],
        show: Callable[[Row], Any],
        default: int,
        cap: int,
        first: str = "offset",
    ) -> Reply:
        """Answer one page by offset; `first` is the name of the offset in the query, a `max` over `cap` is clamped."""
        limit = min(query_number(self.query, "max", default, 1), cap)
        offset, limit = self.faults.page(query_number(self.query, first, 0), limit)
        rows = self.store.all(f"{sql} LIMIT ? OFFSET ?", *values, limit + 1, offset)
        more = {first: str(offset + limit), "max": str(limit)} if len(rows) > limit else None
        return Reply(200, {key: [show(row) for row in rows[:limit]]}, self.link(more))

    def cursor_page(self, sql: str, values: Sequence[Any], show: Callable[[Row], Any], default: int, cap: int) -> Reply:
        """Answer one page by an opaque cursor; `sql` ends in a WHERE clause and its rows carry `seq`."""
        limit = self.faults.cap(min(query_number(self.query, "max", default, 1), cap))
        cursor = self.query.get("cursor", "")
        try:
            after = int(base64.urlsafe_b64decode(cursor)) if cursor else 0
        except ValueError:
            raise invalid("cursor", "is no cursor of this list.") from None
        if not 0 <= after < 2**63:
            raise invalid("cursor", "is no cursor of this list.")
        rows = self.store.all(f"{sql} AND seq > ? ORDER BY seq LIMIT ?", *values, after, limit + 1)
        more = None
        if len(rows) > limit:
            last = str(rows[limit - 1]["seq"])
            more = {"cursor": base64.urlsafe_b64encode(last.encode()).decode(), "max": str(limit)}
        return Reply(200, {"items": [show(row) for row in rows[:limit]]}, self.link(more))

    def link(self, changed: dict[str, str] | None) -> dict[str, str]:
        """Return the Link header to the next page: this request's query with some values changed; none on the last."""
        if changed is None:
            return {}
        kept = [(name, value) for name, value in self.query.multi_items() if name not in changed]
        query = urlencode([*kept, *changed.items()])
        return {"Link": f'<{self.origin}{quote(self.path)}?{query}>; rel="next"'}


class Operation(NamedTuple):
    """A method and path (below /v1), its handler, and the scopes of which the token needs one (none: any token).

    `public` operations are called without a token.
    """

    method: str
    path: str
    handler: Callable[[Call], Reply]
    scopes: str = ""
    public: bool = False
