# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The page of what is billed beside what the inventory lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .._billing import DIFFERENT, MATCHES, NOT_BILLED, NOT_LISTED, UNKNOWN
from . import Count, Id, Page, Record, Section, Table, Tone

TONES: dict[str, Tone] = {
    NOT_LISTED: "bad",
    DIFFERENT: "warn",
    NOT_BILLED: "warn",
    UNKNOWN: "plain",
    MATCHES: "good",
}
"""What a customer can be, the worst first."""
PACKAGES = ("Package", "Billed", "In the inventory", "Difference")


def page(data: Mapping[str, Any], context: Mapping[str, Any]) -> Page:
    """Return the page; ``context`` may have the ``period``."""
    order = list(TONES)
    customers = sorted(data["customers"], key=lambda each: (order.index(each["verdict"]), each["name"].casefold()))
    several = len(data["reports"]) > 1
    records = [_record(each, several) for each in customers]
    counts = [Count(verdict, data["counts"].get(verdict, 0), tone) for verdict, tone in TONES.items()]
    totals = [_packages("Totals", data["packages"])]
    sections = [Section("Packages", tables=totals if data["packages"] else [], notes=list(_notes(data)))]
    if records:
        sections.append(Section("Customers", records))
    period = context.get("period") or ""
    return Page(f"Bill {period}".strip(), counts, sections, intro=_verdict(data))


def _verdict(data: Mapping[str, Any]) -> str:
    failed = sum(bool(each["problems"]) for each in data["reports"])
    if failed == len(data["reports"]):
        return "There is no report to compare with."
    more = f" {failed} of {len(data['reports'])} reports could not be used." if failed else ""
    if data["type"] == "PARTNER":
        return f"A report of the partner's totals; it names no customers.{more}"
    differ = sum(data["counts"].get(verdict, 0) for verdict in (DIFFERENT, NOT_BILLED, NOT_LISTED))
    total = len(data["customers"])
    customers = f"{total} customer{'' if total == 1 else 's'}"
    if not differ:
        return f"What is billed is in the inventory, and the other way round: {customers}.{more}"
    verb, them = ("is", "it") if differ == 1 else ("are", "them")
    return f"{differ} of {customers} {verb} not billed as the inventory has {them}.{more}"


def _notes(data: Mapping[str, Any]) -> Iterator[str]:
    for each in data["reports"]:
        of = f"sub-partner {each['sub_partner']}" if each["sub_partner"] else "the partner itself"
        told = "; ".join(each["problems"]) or f"{each['lines']} line{'' if each['lines'] == 1 else 's'}"
        yield f"Report of {of}: {told.rstrip('.')}."
    yield "The inventory tells of now, the report of its period: who came or left meanwhile differs."
    if any(each["listed"] is None for each in data["packages"]):
        yield "Packages that no user has, such as common_area_calling, are not compared."
    if not data["whole"]:
        yield "This is a part of the fleet: what is billed for customers outside of it is left out."


def _record(each: Mapping[str, Any], several: bool) -> Record:
    tables = [_packages("Packages", each["packages"])] if each["packages"] else []
    if each["users"]:
        rows = [[user["email"], user["what"], user["billed"], user["listed"]] for user in each["users"]]
        tables.append(Table("Users who differ", ("E-mail", "What", "Billed", "In the inventory"), rows))
    billed = sum(package["billed"] for package in each["packages"])
    listed = sum(package["listed"] or 0 for package in each["packages"])
    return Record(
        each["name"],
        each["verdict"],
        TONES[each["verdict"]],
        ids=[Id("External ID", each["external_id"])] if each["external_id"] else [],
        facts={"Sub-partner": (each["sub_partner"] or "the partner itself") if several else ""},
        notes=each["problems"],
        tables=tables,
        brief=f"{billed} billed, {listed} in the inventory",
    )


def _packages(title: str, packages: Any) -> Table:
    rows = [
        [each["package"], each["billed"], each["listed"], _difference(each["billed"], each["listed"])]
        for each in packages
    ]
    return Table(title, PACKAGES, rows)


def _difference(billed: float, listed: float | None) -> Count | str:
    if listed is None:
        return "not compared"
    return Count(f"{billed - listed:+g}", 0, "warn") if billed != listed else ""
