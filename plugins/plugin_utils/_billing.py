# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is billed beside what the inventory lists. Pure.

Webex does not publish which columns a report has (A57): each is found by any of the names that it may have, and what is
not found is told.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..module_utils._http import ids
from ..module_utils._nouns.packages import CUSTOMER, USER
from ..module_utils._variables import SUB_PARTNER

COLUMNS = {
    "external_id": ("customerexternalid", "externalcustomerid", "externalid"),
    "customer_id": ("customerid", "wholesalecustomerid"),
    "org_id": ("orgid", "customerorgid", "organizationid", "customerorganizationid"),
    "name": ("customername", "customerorgname", "orgname", "organizationname"),
    "email": ("email", "useremail", "emailaddress", "subscriberemail", "userid"),
    "package": ("package", "packagename", "servicename", "productname", "service", "product"),
    "quantity": ("quantity", "totalquantity", "usagequantity", "licensequantity", "count", "usage"),
}
"""What is wanted of a line -> the names that the column may have, the likeliest first, without what is no letter."""
NEEDED = {"PARTNER": ("package",), "CUSTOMER": ("package",), "USER": ("package", "email")}
"""Without these nothing can be compared."""
OF_NO_USER = frozenset(CUSTOMER) - frozenset(USER)
"""Packages that are not given to users: the inventory does not tell how many there are."""
MATCHES, DIFFERENT, NOT_BILLED, NOT_LISTED, UNKNOWN = (
    "as billed", "different", "not billed", "not in the inventory", "not compared"
)  # fmt: skip
DIFFER = (DIFFERENT, NOT_BILLED, NOT_LISTED)
Data = dict[str, Any]


@dataclass
class Account:
    """A customer: what is billed for it, and what the inventory lists."""

    name: str
    external_id: str = ""
    host: bool = False
    gone: bool = False
    sub_partner: str = ""
    users: dict[str, str] = field(default_factory=dict)
    """E-mail -> package, as the inventory has it."""
    counted: bool = True
    """Whether the inventory lists users at all."""
    billed: Counter[str] = field(default_factory=Counter)
    billed_users: dict[str, set[str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @property
    def listed(self) -> Counter[str]:
        """How many users have each package."""
        return Counter(self.users.values())


def parsed(text: str, kind: str) -> tuple[list[Data], list[str]]:
    """Return the lines of a report with the names of ours, and what is missing, in sentences."""
    table = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    header = [re.sub("[^a-z]", "", cell.casefold()) for cell in next(table, [])]
    places = {
        name: next((header.index(alias) for alias in aliases if alias in header), -1)
        for name, aliases in COLUMNS.items()
    }
    missing = [name for name in NEEDED[kind] if places[name] < 0]
    if missing:
        there = ", ".join(filter(None, header)) or "none"
        return [], [f"there is no column for {' and '.join(missing)}; the columns are: {there}"]
    lines = []
    for cells in table:
        if any(cell.strip() for cell in cells):
            line = {name: cells[at].strip() for name, at in places.items() if 0 <= at < len(cells)}
            quantity = _number(line.get("quantity", "1"))
            lines.append({**line, "package": _package(line.get("package", "")), "quantity": quantity})
    return lines, []


def reconciled(
    customers: Sequence[Mapping[str, Any]], reports: Sequence[Mapping[str, Any]], kind: str, *, whole: bool = True
) -> Data:
    """Return what is billed and what is listed, by customer and by package.

    ``reports`` have ``sub_partner`` and ``text``, or why there is none in ``problem``. Without ``whole``, customers
    that no host stands for are passed over.
    """
    accounts = [_account(each) for each in customers]
    known: dict[str, Account] = {}
    for each, customer in zip(accounts, customers, strict=True):
        for key in _keys(each, customer):
            known.setdefault(key, each)
    told, totals, read = [], Counter[str](), set[str]()
    for report in reports:
        lines, problems = parsed(report["text"], kind) if report.get("text") is not None else ([], [])
        problems = [*filter(None, [report.get("problem")]), *problems]
        told.append({"sub_partner": report["sub_partner"], "lines": len(lines), "problems": problems})
        if not problems:
            read.add(ids.key(str(report["sub_partner"])))
        for line in lines:
            account = None if kind == "PARTNER" else _of_line(known, line)
            if account is None and kind != "PARTNER" and whole:
                account = _stranger(known, line, str(report["sub_partner"]))
                accounts.append(account)
            if account is not None:
                account.billed[line["package"]] += line["quantity"]
                if kind == "USER" and line.get("email"):
                    account.billed_users.setdefault(line["email"].casefold(), set()).add(line["package"])
            if account is not None or kind == "PARTNER":
                totals[line["package"]] += line["quantity"]
    compared = [each for each in accounts if not each.host or ids.key(each.sub_partner) in read]
    found = [] if kind == "PARTNER" else [_entry(each, kind, each in compared) for each in accounts]
    listed = sum((each.listed for each in compared), Counter[str]())
    return {
        "type": kind,
        "reports": told,
        "packages": _beside(totals, listed),
        "customers": found,
        "counts": dict(Counter(each["verdict"] for each in found)),
        "whole": whole,
        "ok": not any(each["problems"] for each in told) and not any(each["verdict"] in DIFFER for each in found),
    }


def _account(customer: Mapping[str, Any]) -> Account:
    options = customer.get("wholesale_customer")
    options = options if isinstance(options, Mapping) else {}
    users = customer.get("wholesale_users")
    account = Account(
        str(customer.get("name") or options.get("external_id") or ""),
        str(options.get("external_id") or ""),
        host=True,
        gone=options.get("state") == "absent",
        sub_partner=str(customer.get(SUB_PARTNER) or ""),
        counted=isinstance(users, Sequence) and not isinstance(users, str),
        problems=list(map(str, customer.get("problems") or ())),
    )
    for user in users if account.counted and users and not account.gone else ():
        if isinstance(user, Mapping) and user.get("email") and user.get("state") != "absent":
            account.users[str(user["email"]).casefold()] = _package(str(user.get("package") or ""))
    return account


def _keys(account: Account, customer: Mapping[str, Any]) -> Iterator[str]:
    """Yield by what a line is known to be about a customer."""
    if account.external_id:
        yield f"external {account.external_id}"
    options = customer.get("wholesale_customer")
    org = options.get("org_id") if isinstance(options, Mapping) else None
    for given in (org, customer.get("webex_org_id"), customer.get("webex_customer_id")):
        if given:
            yield f"id {ids.key(str(given))}"
    yield from (f"email {email}" for email in account.users)


def _of_line(known: Mapping[str, Account], line: Mapping[str, Any]) -> Account | None:
    """Return the customer that a line is about: by what names the customer, or else by the user."""
    if line.get("external_id"):
        return known.get(f"external {line['external_id']}")
    found = [known.get(f"id {ids.key(line[name])}") for name in ("org_id", "customer_id") if line.get(name)]
    found.append(known.get(f"email {line.get('email', '').casefold()}"))
    return next((each for each in found if each is not None), None)


def _stranger(known: dict[str, Account], line: Mapping[str, Any], sub_partner: str) -> Account:
    """Return a customer that no host stands for, so that its other lines find it."""
    names = [line.get(name) for name in ("external_id", "name", "org_id", "customer_id")]
    account = Account(
        str(next(filter(None, names), "customers that the report does not name")),
        str(line.get("external_id") or ""),
        sub_partner=sub_partner,
    )
    if line.get("external_id"):
        known[f"external {line['external_id']}"] = account
    for name in ("org_id", "customer_id"):
        if line.get(name):
            known[f"id {ids.key(line[name])}"] = account
    return account


def _entry(account: Account, kind: str, compared: bool) -> Data:
    """Return what is told of a customer."""
    users = list(_users(account)) if kind == "USER" and compared else []
    packages = _beside(account.billed, account.listed)
    counted = [each for each in packages if each["listed"] is not None]
    differ = bool(users) if kind == "USER" else account.counted and any(p["billed"] != p["listed"] for p in counted)
    if not account.host or (account.gone and account.billed):
        verdict = NOT_LISTED
    elif not compared or account.problems:
        verdict = UNKNOWN
    elif not account.billed and not account.gone and (account.users or (kind == "CUSTOMER" and not account.counted)):
        verdict = NOT_BILLED
    else:
        verdict = DIFFERENT if differ else MATCHES
    return {
        "name": account.name,
        "external_id": account.external_id,
        "sub_partner": account.sub_partner,
        "verdict": verdict,
        "packages": packages,
        "users": users,
        "problems": account.problems,
    }


def _beside(billed: Counter[str], listed: Counter[str]) -> list[Data]:
    """Return each package with how many are billed and listed; None where no user has it, but the customer."""
    return [
        {"package": name, "billed": billed[name], "listed": None if name in OF_NO_USER else listed[name]}
        for name in sorted({*billed, *listed})
    ]


def _users(account: Account) -> Iterator[Data]:
    """Yield the users who are billed otherwise than they are listed."""
    for email in sorted({*account.users, *account.billed_users}):
        billed, listed = sorted(account.billed_users.get(email, ())), account.users.get(email)
        if listed is None:
            yield {"email": email, "what": NOT_LISTED, "billed": billed, "listed": ""}
        elif not billed:
            yield {"email": email, "what": NOT_BILLED, "billed": [], "listed": listed}
        elif listed and listed not in billed:
            yield {"email": email, "what": "billed with another package", "billed": billed, "listed": listed}


def _package(name: str) -> str:
    """Return a package as the API names it, whichever way a report writes it."""
    return re.sub("[^a-z0-9]+", "_", name.casefold()).strip("_")


def _number(text: str) -> float:
    """Return a quantity, which is a whole number as a rule; what is none counts as one."""
    try:
        value = float(text)
    except ValueError:
        return 1
    return int(value) if value.is_integer() else value
