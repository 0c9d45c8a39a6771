# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What Webex keeps at the edges of a customer: tags, partner administrators, language and mails.

Sources: Tags, Partner Administrators, Organizations (identity) and Organization Settings APIs. Each costs a request of
its own, so that only what is asked for is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import partial
from typing import Any

from ..._engine.item import Item
from ..._engine.run import Run
from ..._engine.snapshot import Answer
from ..._engine.steps import Id, Step
from ..._http import ids
from ..._http.errors import Refused
from ..collections import PEOPLE
from .model import ACTIVATION_EMAILS, IDENTITY, TAGS, Customer

IDENTITY_SCHEMA = "urn:cisco:codev:identity:organization:core:1.0"
SETTING = "allow-admin-invite-emails"
PARTS = {"preferred_language": IDENTITY, "automatic_activation_emails": ACTIVATION_EMAILS, "tags": TAGS}
EDGES = (*PARTS, "partner_administrators")


class Edges:
    """Reads and writes what one request each tells of a customer's organization."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.snapshot = run.snapshot

    def read_ahead(self, wanted: Iterable[tuple[str, Customer]]) -> None:
        """Read side by side what these organizations need, whose fields are asked for in a customer each."""
        paths = [_path(name, org) for org, desired in wanted for name in EDGES if name in desired.model_fields_set]
        self.snapshot.together(*(partial(self.snapshot.thing, path) for path in paths))

    def read(self, org: str, desired: Customer) -> dict[str, Any]:
        """Return those of the fields that are asked for; an administrator by the address that the task uses."""
        found: dict[str, Any] = {}
        for name in EDGES:
            if name in desired.model_fields_set:
                answer = self.snapshot.thing(_path(name, org)) or {}
                if name in PARTS:
                    found[name] = PARTS[name].read(Customer, answer)[name]
                else:
                    wanted = set(desired.partner_administrators or ())
                    found[name] = sorted(_named(answer, wanted))
        return found

    def forget(self, org: str) -> None:
        """Read all of it again when it is asked for."""
        for name in EDGES:
            self.snapshot.forget(_path(name, org))

    def check(self, item: Item[Customer]) -> None:
        """Refuse who is nobody of the partner's."""
        for email in _joining(item):
            self._person(email)

    def steps(self, item: Item[Customer]) -> Iterator[Step]:
        """Return the writes, for a new customer those that follow its provisioning."""
        change, given = item.change, [name for name in EDGES if item.change.touches(name)]
        observed = change.observed
        org = self.run.id(f"organization of {item.key}", item.key)
        bare = Id(org.words)
        if observed is None:
            # What nobody wants to be there is not there.
            given = [name for name in given if change.after(name) not in (None, "", [])]
            bare.find = lambda: ids.uuid_of(org.known())
            if given and not self.run.wait:
                self.run.warn(
                    f"customer {item.key}: {', '.join(given)}: left to the next run, as this one does not wait until "
                    "Webex has made the organization"
                )
                item.returned |= dict.fromkeys(given)
                return
        else:
            org = Id(org.words, ids.encode("ORGANIZATION", str(observed.org_id)))
            bare.value = ids.uuid_of(org.known())
        renaming = observed is not None and change.touches("name")
        if renaming or "preferred_language" in given:
            yield self._identity(item, bare, renaming=renaming)
        if "automatic_activation_emails" in given:
            body = {"key": SETTING, **ACTIVATION_EMAILS.body(Customer, change.desired.given())}
            yield Step(
                f"turn automatic activation e-mails {'on' if body['value'] else 'off'}", "POST",
                ("settings/organizations/", org, "/settings"), body, fields=("automatic_activation_emails",),
                then=lambda answer: self.forget(org.known()),
            )  # fmt: skip
        if "tags" in given:
            yield Step(
                "set the tags", "POST", ("partner/tags/organizations/", org, "/assignTags"),
                TAGS.body(Customer, {"tags": change.after("tags")}), fields=("tags",),
                then=lambda answer: self.forget(org.known()),
            )  # fmt: skip
        if "partner_administrators" in given:
            yield from self._administrators(item, org)

    def _identity(self, item: Item[Customer], org: Id, *, renaming: bool) -> Step:
        """Return the step that changes name, language or both: Webex wants the name every time."""
        change, language = item.change, item.change.touches("preferred_language")

        def body() -> dict[str, Any]:
            name = change.after("name") if renaming else change.desired.name
            if not name:
                name = self.run.client.get(f"identity/organizations/{org.known()}").get("displayName")
            values = {"preferred_language": change.after("preferred_language")} if language else {}
            return {"schemas": [IDENTITY_SCHEMA], "displayName": name, **IDENTITY.body(Customer, values)}

        def done(_answer: Answer) -> None:
            self.forget(org.known())
            if change.observed:
                self.snapshot.forget(f"organizations/{change.observed.org_id}")

        words = ["rename the organization"] if renaming else []
        words += ["set its preferred language"] if language else []
        fields = [*(["name"] if renaming else []), *(["preferred_language"] if language else [])]
        return Step(" and ".join(words), "PATCH", ("identity/organizations/", org), body, fields=fields, then=done)

    def _administrators(self, item: Item[Customer], org: Id) -> Iterator[Step]:
        """Return a step for each partner administrator who comes or goes."""
        before = item.change.changes["partner_administrators"][0] or []
        after = item.change.after("partner_administrators") or []

        def step(word: str, method: str, email: str, person: str) -> Step:
            return Step(
                f"{word} partner administrator {email}", method,
                ("partner/organizations/", org, f"/partnerAdmin/{person}/{word}"), fields=("partner_administrators",),
                then=lambda answer: self.forget(org.known()),
            )  # fmt: skip

        for email in _joining(item):
            yield step("assign", "POST", email, self._person(email))
        leaving = sorted(set(before) - set(after))
        if leaving:
            answer = self.snapshot.thing(_path("partner_administrators", org.known())) or {}
            there = _named(answer, set(before))
            for email in leaving:
                yield step("unassign", "DELETE", email, there[email])

    def _person(self, email: str) -> str:
        """Return the id of a person of the partner, or of the sub-partner that the connection acts for."""
        sub_partner = self.run.sub_partner
        scope: dict[str, Any] = {"orgId": ids.encode("ORGANIZATION", sub_partner)} if sub_partner else {}
        person = self.snapshot.one(PEOPLE, email, **scope)
        if person is None or not person.get("id"):
            whose = "sub-partner" if sub_partner else "partner"
            raise Refused("partner_administrators", f"{email} is no person of the {whose}'s own organization")
        return str(person["id"])


def _joining(item: Item[Customer]) -> list[str]:
    """Return the partner administrators who are to be assigned."""
    before, after = item.change.changes.get("partner_administrators", (None, None))
    return sorted(set(after or ()) - set(before or ()))


def _named(answer: Answer, wanted: Collection[str]) -> dict[str, str]:
    """Return the ids of the partner administrators by e-mail address: of several, by the one that is wanted."""
    found = {}
    for person in answer.get("items") or ():
        emails = [str(each).lower() for each in person.get("emails") or ()]
        if emails:
            found[next((each for each in emails if each in wanted), emails[0])] = str(person.get("id"))
    return found


def _path(name: str, org: str) -> str:
    """Return where a field is read; the identity API wants the bare id."""
    org = ids.encode("ORGANIZATION", org)
    return {
        "preferred_language": f"identity/organizations/{ids.uuid_of(org)}",
        "automatic_activation_emails": f"settings/organizations/{org}/settings/{SETTING}",
        "tags": f"partner/tags/organizations/{org}",
        "partner_administrators": f"partner/organizations/{org}/partnerAdmins",
    }[name]
