# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""People who are waited for, customer by customer, and e-mails to them: never twice within so many days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from ._engine.item import Item
from ._engine.plan import Plan
from ._fleet import Fleet
from ._http import ids
from ._http.errors import Refused, WebexError, understood
from ._nouns.collections import CUSTOMERS
from ._nouns.customer.model import ANSWER, Customer
from ._nouns.owners import find_customer, on_behalf
from ._nouns.sub_partner.standing import admit
from ._nouns.user.invitations import activation_step, consent_step, never_active, pending
from ._nouns.user.model import User
from ._sent import Sent, moment
from ._wanted import Scope, Wanted

Told = dict[str, Any]


@dataclass(eq=False)
class Invited:
    """A customer: who of it is waited for, and the e-mails on their way."""

    wanted: Wanted
    told: Told
    mails: dict[str, tuple[Item[Any], Told]] = field(default_factory=dict)
    """By the id under which it is remembered: what sends it, and the row that tells of it."""


def invite(fleet: Fleet, options: Mapping[str, Any]) -> dict[str, Any]:
    """Tell who is waited for and since when; with ``send`` write to those whose time has come."""
    if options["every_days"] < 1:
        raise Refused("every_days", "must be 1 or more")
    if options["send"] and not options["state_path"]:
        raise Refused("state_path", "is required to send: Webex does not tell whom it has written to, so a file must")
    sent = Sent(options["state_path"])
    taken = [each for each in fleet.take(options) if not (each.customer and each.customer.absent)]
    invited = [Invited(each, _empty(each)) for each in taken]
    for scope in fleet.scopes.values():
        _read_scope(scope, [each for each in invited if each.wanted.scope is scope], options)
    for each in invited:
        _judge(each, sent, options)
    plan = Plan(fleet.run)
    plan.items = [item for each in invited for item, _row in each.mails.values()]
    plan.close()
    if plan.order and not fleet.run.check_mode:
        sent.save()  # what could not be remembered is not sent
        try:
            plan.perform()
        finally:
            _remember(invited, sent)
    base = fleet.client.path
    for each in invited:
        _finish(each, base)
    told = [each.told for each in invited]
    return {
        "changed": any(item.made or fleet.run.check_mode for item in plan.items if item.steps),
        "customers": told,
        "counts": _counts(told),
        "every_days": options["every_days"],
        "calls": fleet.client.calls,
    }


def _empty(wanted: Wanted) -> Told:
    return {
        "name": wanted.name,
        "external_id": wanted.key,
        "sub_partner": wanted.scope.run.sub_partner,
        "customer_id": None,
        "org_id": None,
        "consent": [],
        "never_active": [],
        "activation": None,
        "problems": [] if wanted.key else list(wanted.problems),
        "steps": [],
    }


def _read_scope(scope: Scope, invited: Sequence[Invited], options: Mapping[str, Any]) -> None:
    """Read who is waited for among the customers of one sub-partner; what cannot be read stays with them."""
    run, named = scope.run, [each for each in invited if each.wanted.key]
    if not named:
        return
    try:
        with understood():
            admit(run)
            run.snapshot.expect(CUSTOMERS, len(named), **on_behalf(run))
            waiting = pending(run)
    except (Refused, WebexError) as error:
        for each in named:
            each.told["problems"].append(str(error))
        return
    run.snapshot.together(*(partial(_read_one, each, waiting, options) for each in named))


def _read_one(invited: Invited, waiting: Mapping[str, list[Told]], options: Mapping[str, Any]) -> None:
    run, told = invited.wanted.scope.run, invited.told
    try:
        with understood():
            answer = find_customer(run, invited.wanted.key)
            if answer is None:
                return
            known = ANSWER.read(Customer, answer)
            told |= {"customer_id": str(known["id"]), "org_id": known["org_id"]}
            told["consent"] = list(waiting.get(ids.key(told["customer_id"]), []))
            if options["activation"] and told["org_id"]:
                told["never_active"] = never_active(run, told["org_id"])
    except (Refused, WebexError) as error:
        told["problems"].append(str(error))


def _judge(invited: Invited, sent: Sent, options: Mapping[str, Any]) -> None:
    """Say how long each has been waited for, and which e-mails are due; plan these if they are to be sent."""
    told, scope = invited.told, invited.wanted.scope
    rows = list(told["consent"])
    for row in (*told["consent"], *told["never_active"]):
        since = moment(row["since"])
        row["days"] = max(0, (sent.now - since).days) if since else None
    if told["never_active"]:
        told["activation"] = {"id": told["org_id"], "result": None}
        rows.append(told["activation"])
    for row in rows:
        row["sent"] = sent.at(row["id"])
        row["action"] = "early" if sent.early(row["id"], options["every_days"]) else "due"
    due = [row for row in rows if row["action"] == "due"]
    if not options["send"] or not due:
        return
    if scope.run.barred:
        told["problems"].append(str(scope.run.barred))
        return
    for row in due:
        invited.mails[row["id"]] = (_mail(invited, row), row)


def _mail(invited: Invited, row: Told) -> Item[Any]:
    """Return what sends an e-mail: nothing of the object itself changes."""
    scope, key = invited.wanted.scope, invited.wanted.key
    item: Item[Any]
    if row is invited.told["activation"]:
        item = Item(scope.customers, Customer(external_id=key))
        step = activation_step(scope.run, row["id"], key, lambda result: row.update(result=result))
    else:
        item = Item(scope.users, User(customer=key, email=row["email"]))
        step = consent_step(scope.run, row["id"])
    step.item, item.steps = item, [step]
    return item


def _remember(invited: Sequence[Invited], sent: Sent) -> None:
    """Note whom Webex has written to, or may have: what was lost on the way is not sent again at once."""
    for each in invited:
        for name, (item, row) in each.mails.items():
            if item.made:
                sent.note(name)
                row |= {"action": "sent", "sent": sent.at(name)}
    sent.save()


def _finish(invited: Invited, base: str) -> None:
    told = invited.told
    for item, row in invited.mails.values():
        told["steps"] += [step.shown(base) for step in item.steps]
        if item.error:
            told["problems"].append(f"{item.label}: {item.error}")
            row["action"] = "sent" if item.made else "failed"
    activation = told["activation"] or {}
    if (activation.get("result") or {}).get("allowed") is False:
        told["problems"].append(
            "activation e-mails: the organization does not allow them, see automatic_activation_emails of the customer"
        )


def _counts(told: Sequence[Told]) -> dict[str, int]:
    """Return how many there are of whom is waited for, and of each outcome of an e-mail."""
    consent = [row for each in told for row in each["consent"]]
    actions = [row["action"] for row in consent] + [each["activation"]["action"] for each in told if each["activation"]]
    return {
        "customers": len(told),
        "consent": len(consent),
        "never_active": sum(len(each["never_active"]) for each in told),
        **{action: actions.count(action) for action in ("due", "early", "sent", "failed")},
        "problems": sum(bool(each["problems"]) for each in told),
    }
