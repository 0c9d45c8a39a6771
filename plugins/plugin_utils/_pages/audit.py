# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The page of what the module ``wholesale_audit`` has found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...module_utils._findings import DRIFT, FAILED, ONE, shown, unaccepted, wanted
from . import HUB, Count, Id, Page, Record, Section, Table, Tone, e911

NOBODY_LISTS = "not in the inventory"
SILENT = "no callback number"
TONES: dict[str, Tone] = {
    "failed": "bad",
    "trouble at Webex": "bad",
    SILENT: "bad",
    "missing": "warn",
    "different": "warn",
    "should be gone": "warn",
    "more than listed": "warn",
    NOBODY_LISTS: "warn",
    "near a limit": "warn",
    "waiting at Webex": "busy",
    "in sync": "good",
}
"""What a customer can be: the first of these that is true of it. So each is counted once."""
ACTIONS = {"failed": "failed", "created": "missing", "updated": "different", "removed": "should be gone"}


def page(data: Mapping[str, Any], context: Mapping[str, Any]) -> Page:
    """Return the page; ``context`` may say with ``part`` that not the whole fleet was looked at."""
    if "customers" not in data:
        return Page("Audit", [], [], intro=f"There was no audit: {data.get('msg') or 'it failed'}")
    unlisted = data.get("unlisted") or {}
    records = [_record(each, unlisted.get("of_customers") or {}) for each in data["customers"]]
    records += [
        Record(str(name), NOBODY_LISTS, TONES[NOBODY_LISTS], brief="Webex has it, and no host stands for it")
        for name in unlisted.get("customers") or ()
    ]
    order = list(TONES)
    records.sort(key=lambda record: (order.index(record.status), record.name.casefold()))
    number = Counter(record.status for record in records)
    return Page(
        "Audit",
        [Count(status, number[status], tone) for status, tone in TONES.items()],
        [Section("Customers", records, notes=list(_scope(data, context)))],
        intro=_verdict(data),
    )


def _verdict(data: Mapping[str, Any]) -> str:
    """Return the worst that was found, in a sentence with numbers, and nothing of people."""
    totals = data["totals"]
    customers = f"{totals['customers']} customer{'' if totals['customers'] == 1 else 's'}"
    if data["verdict"] not in (DRIFT, FAILED):
        return f"{customers} looked at, and nothing differs."
    told = []
    if differing := totals["customers"] - totals["in_sync"] - totals["failed"]:
        verb = "is not as it" if differing == 1 else "are not as they"
        told.append(f"{differing} of {customers} {verb} should be")
    if totals["failed"]:
        told.append(f"{totals['failed']} could not be compared")
    if totals["failing"]:
        told.append(f"{totals['failing']} in trouble at Webex")
    if totals["without_callback"]:
        told.append(f"{totals['without_callback']} with somebody whom emergency services could not call back")
    if totals["unlisted_customers"]:
        told.append(f"{totals['unlisted_customers']} not in the inventory")
    if totals["unlisted_objects"]:
        told.append(f"{_many(totals['unlisted_objects'], 'object')} of customers that nobody lists")
    sentence = "; ".join(told)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _scope(data: Mapping[str, Any], context: Mapping[str, Any]) -> Iterator[str]:
    if "unlisted" not in data:
        yield "What nobody lists was not looked for."
    elif context.get("part"):
        yield "This is a part of the fleet, so customers that are not in the inventory were not looked for."
    if any("without_callback" not in each for each in data["customers"]):
        yield "Who has no usable emergency callback number was not looked for."


def _record(each: Mapping[str, Any], of_customers: Mapping[str, Any]) -> Record:
    rest = of_customers.get(each["name"]) or {}
    status = next(_statuses(each, rest))
    found, wanted = each["wholesale_customer"].get("wholesale_customer") or {}, each["wholesale_customer"].get("wanted")
    ids = [
        Id("External ID", each["external_id"]),
        Id("Organization ID", found.get("org_id") or "", HUB),
        Id("Customer ID", found.get("id") or "", HUB),
    ]
    summed = ", ".join(_summed(each, rest))
    return Record(
        str(each["name"]),
        status,
        TONES[status],
        ids=[each_id for each_id in ids if each_id.value],
        facts={"Name": (wanted or {}).get("name") or found.get("name"), **e911(each["locations"])},
        # The first goes into mails and the artifacts of jobs: numbers, and nothing of people.
        notes=[*([summed] if summed else []), *each["problems"]],
        tables=list(_tables(each, rest)),
        brief=summed,
    )


def _statuses(each: Mapping[str, Any], rest: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is true of a customer, the worst first."""
    if each["action"] == "failed":
        yield "failed"
    if each["failing"]:
        yield "trouble at Webex"
    if unaccepted(each):
        yield SILENT
    if not each["in_sync"]:
        yield ACTIONS[each["action"]]
    if rest:
        yield "more than listed"
    if any(use["near"] for use in each["package_use"]):
        yield "near a limit"
    if each["waiting"]:
        yield "waiting at Webex"
    yield "in sync"


def _summed(each: Mapping[str, Any], rest: Mapping[str, Any]) -> Iterator[str]:
    """Yield what there is of each kind, in numbers."""
    number = Counter(row["kind"] for row in each["differences"])
    if each["problems"]:
        yield _many(len(each["problems"]), "problem")
    if number["missing"]:
        yield _many(number["missing"], "object") + " missing"
    if number["different"]:
        yield _many(number["different"], "field") + " different"
    if number["surplus"]:
        yield _many(number["surplus"], "object") + " that should be gone"
    for kind, names in rest.items():
        yield _many(len(names), ONE.get(kind, kind)) + " not listed"
    for notes, words in (
        (each["failing"], "failing at Webex"),
        (unaccepted(each), "without a usable emergency callback number"),
        (each["waiting"], "waiting at Webex"),
    ):
        if notes:
            yield f"{len(notes)} {words}"
    for use in each["package_use"]:
        if use["near"]:
            yield f"{use['package']} {use['planned']} of {use['limit']}"


def _tables(each: Mapping[str, Any], rest: Mapping[str, Any]) -> Iterator[Table]:
    """Yield what differs, what is not listed, how things stand at Webex, who cannot be called back, and the limits."""
    if each["differences"]:
        rows = [_difference(row) for row in each["differences"]]
        yield Table("What differs", ["Object", "State", "Field", "At Webex", "Should be"], rows)
    if rest:
        rows = [[ONE.get(kind, kind), name] for kind, names in rest.items() for name in names]
        yield Table("What nobody lists", ["Kind", "Name"], rows)
    notes: Sequence[tuple[str, Tone, Any]] = [
        *(("failing", "bad", note) for note in each["failing"]),
        *(("waiting", "busy", note) for note in each["waiting"]),
    ]
    if notes:
        rows = [
            [note["object"], Count(word, 1, tone), note["status"], note["since"][:10], note["reason"]]
            for word, tone, note in notes
        ]
        yield Table("How things stand at Webex", ["Object", "State", "Status", "Since", "Reason"], rows)
    if silent := each.get("without_callback"):
        accepted, missing = Count("accepted", 1, "plain"), Count("missing", 1, "bad")
        rows = [[note["object"], accepted if note["accepted"] else missing, note["location"]] for note in silent]
        yield Table("No usable emergency callback number", ["Object", "State", "Location"], rows)
    if each["package_use"]:
        rows = [
            [
                use["package"],
                Count("near", 1, "warn") if use["near"] else None,
                *(use[name] for name in ("limit", "used", "planned")),
            ]
            for use in each["package_use"]
        ]
        yield Table("Limits of packages", ["Package", "State", "Limit", "In use", "With what is planned"], rows)


def _difference(row: Mapping[str, Any]) -> list[Any]:
    if row["kind"] == "different":
        return [row["object"], Count("different", 1, "warn"), row["field"], shown(row["before"]), shown(row["after"])]
    word = {"missing": "missing", "surplus": "should be gone"}[row["kind"]]
    return [row["object"], Count(word, 1, "warn"), None, None, wanted(row) or None]


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
