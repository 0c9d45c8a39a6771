# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which customer is meant: by external id, customer id or organization id."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from .. import _ids
from .._client import Client

CUSTOMERS = "wholesale/customers"
PAGE = 100
"""Objects per page: the most that Webex gives."""
MANY = 3
"""From how many customers on listing all is cheaper than asking for each."""


def scope_of(client: Client) -> dict[str, Any]:
    """Return the query of each wholesale request, which names the sub-partner on whose behalf it is made."""
    sub_partner = client.connection.sub_partner
    return {"onBehalfOfSubPartnerOrgId": _ids.encode("ORGANIZATION", sub_partner) if sub_partner else None}


class Directory:
    """Finds customers, asking Webex once for each; it remembers those it found."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.scope = scope_of(client)
        self._found: dict[str, dict[str, Any] | None] = {}
        self._all: dict[str | tuple[str, str], dict[str, Any]] | None = None
        """All customers, by external id and by the UUIDs of their ids; None while they are asked for one by one."""

    def list(self, **filters: Any) -> Iterator[dict[str, Any]]:
        """Yield Webex's answers of all customers that pass the filters."""
        answers = self._client.pages(CUSTOMERS, max=PAGE, **filters, **self.scope)
        return (answer for answer in answers if answer.get("id"))

    def read(self, customer_id: str, **params: Any) -> dict[str, Any] | None:
        """Return Webex's answer of one customer, None when it is gone."""
        return self._client.find(f"{CUSTOMERS}/{customer_id}", **params, **self.scope)

    def expect(self, references: Collection[str]) -> None:
        """Prepare for finding these: many are read in one go."""
        if len(set(references) - set(self._found)) > MANY:
            answers = list(self.list())
            ids = [(_ids.key(str(each[key])), each) for each in answers for key in ("id", "orgId") if each.get(key)]
            # Reversed, as the last entry of a key wins, and the first on the list shall.
            self._all = {("uuid", known): each for known, each in reversed(ids)}
            self._all |= {str(each["externalId"]): each for each in reversed(answers) if each.get("externalId")}

    def forget(self, reference: str) -> None:
        """Read this customer anew when it is asked for again."""
        self._found.pop(reference, None)
        self._all = None

    def find(self, reference: str) -> dict[str, Any] | None:
        """Return Webex's answer of the customer, None when there is none."""
        if reference not in self._found:
            self._found[reference] = self._find(reference)
        return self._found[reference]

    def overlooked(self, external_id: str) -> bool:
        """Tell whether a customer is there that was not on the list, of which pages may have shifted meanwhile."""
        return self._all is not None and any(
            each.get("externalId") == external_id for each in self.list(externalId=external_id)
        )

    def _find(self, reference: str) -> dict[str, Any] | None:
        if self._all is not None:
            return self._all.get(reference) or self._all.get(("uuid", _ids.key(reference)))
        by_external_id = next(self.list(externalId=reference), None)
        if by_external_id is not None and by_external_id.get("externalId") == reference:
            return by_external_id
        known = _ids.decode(reference)
        if known is None:
            return None
        if known[0] != "ORGANIZATION":
            found = self.read(_ids.encode("ENTERPRISE", reference))
            if found is not None:
                return found
        found = next(self.list(orgId=_ids.encode("ORGANIZATION", reference)), None)
        return found if found is not None and _named(found, reference) else None


def _named(answer: dict[str, Any], reference: str) -> bool:
    return (
        answer.get("externalId") == reference
        or _ids.same(answer.get("id"), reference)
        or _ids.same(answer.get("orgId"), reference)
    )
