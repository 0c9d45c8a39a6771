# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The page of what the module ``wholesale_invitations`` has found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import HUB, Count, Id, Page, Record, Section, Table, Tone

WORDS: dict[str, tuple[str, Tone]] = {
    "due": ("due", "warn"),
    "early": ("too early", "plain"),
    "sent": ("sent", "good"),
    "failed": ("failed", "bad"),
}
WAITING, DONE, FAILED, ABSENT = "waiting", "nobody waited for", "failed", "not at Webex"


def page(data: Mapping[str, Any], context: Mapping[str, Any]) -> Page:
    """Return the page."""
    counts, days = data.get("counts") or {}, data.get("every_days")
    customers = sorted(data.get("customers") or (), key=_rank)
    waited_for = counts.get("consent", 0) + counts.get("never_active", 0)
    intro = f"{_people(waited_for)} waited for." if waited_for else "Nobody is waited for."
    if counts.get("due"):
        verb = "is" if counts["due"] == 1 else "are"
        intro += f" {_mails(counts['due'])} {verb} due: invitations_send=true sends."
    if counts.get("sent"):
        intro += f" {_mails(counts['sent'])} sent."
    return Page(
        "Who is waited for?",
        [
            Count("must consent", counts.get("consent", 0), "busy"),
            Count("never activated", counts.get("never_active", 0), "busy"),
            Count("e-mails due", counts.get("due", 0), "warn", "e-mail due"),
            Count("too early", counts.get("early", 0)),
            Count("e-mails sent", counts.get("sent", 0), "good", "e-mail sent"),
            Count("customers with a problem", counts.get("problems", 0), "bad", "customer with a problem"),
        ],
        [
            Section(
                "Customers",
                records=[_record(each) for each in customers],
                notes=[
                    f"Nobody is written to again within {days} days. What others have sent is not known here.",
                    "Activation e-mails go to all people of an organization who never activated their account.",
                ],
            )
        ],
        intro=str(data.get("msg")) if "customers" not in data else intro,
    )


def _record(customer: Mapping[str, Any]) -> Record:
    consent, idle = customer["consent"], customer["never_active"]
    status, tone = _status(customer)
    brief = [f"{len(consent)} must consent"] if consent else []
    brief += [f"{len(idle)} never activated"] if idle else []
    activation, tables = customer["activation"], []
    if consent:
        rows = [[each["email"], each["since"], each["days"], each["sent"], _word(each)] for each in consent]
        tables.append(Table("Must agree to move their free account", ["E-mail", *HEAD, "Last e-mail", "Consent"], rows))
    if idle:
        rows = [[each["email"], each["since"], each["days"], each["reason"]] for each in idle]
        tables.append(Table("Never activated their account", ["E-mail", *HEAD, "Why"], rows))
    facts: dict[str, Any] = {"Sub-partner": customer["sub_partner"]}
    if activation:
        result = activation["result"] or {}
        told = ", ".join(f"{result[name]} {name}" for name in ("sent", "failed", "skipped") if result.get(name))
        said = WORDS[activation["action"]][0]
        facts["Activation e-mails"] = f"{said}: {told}" if told else said
        facts["Last activation e-mails"] = activation["sent"]
        if result.get("errors"):
            tables.append(Table("Got no activation e-mail", ["Why"], [[each] for each in result["errors"]]))
    return Record(
        customer["name"] or customer["external_id"],
        status,
        tone,
        ids=[
            Id(label, value, HUB)
            for label, value in (("Customer ID", customer["customer_id"]), ("Organization ID", customer["org_id"]))
            if value
        ],
        facts=facts,
        notes=customer["problems"],
        tables=tables,
        brief=", ".join(brief),
    )


HEAD = ("Since", "Days")


def _status(customer: Mapping[str, Any]) -> tuple[str, Tone]:
    if customer["problems"]:
        return FAILED, "bad"
    if customer["customer_id"] is None:
        return ABSENT, "plain"
    return (WAITING, "busy") if customer["consent"] or customer["never_active"] else (DONE, "good")


def _rank(customer: Mapping[str, Any]) -> tuple[int, str]:
    """Return the place of a customer: those come first with whom something is to be done."""
    return [FAILED, WAITING, ABSENT, DONE].index(_status(customer)[0]), str(customer["name"])


def _word(row: Mapping[str, Any]) -> Count:
    word, tone = WORDS[row["action"]]
    return Count(word, 1, tone)


def _people(number: int) -> str:
    return "1 person is" if number == 1 else f"{number} people are"


def _mails(number: int) -> str:
    return "1 e-mail" if number == 1 else f"{number} e-mails"
