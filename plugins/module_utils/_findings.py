# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a plan that nobody applies says to a person: what differs field by field, what has failed, the verdict. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ._engine.change import EMPTY

KINDS = ("missing", "different", "surplus")
"""What an object can be that is not as it should be: not there, there but otherwise, there though it should not."""
IN_SYNC, DRIFT, FAILED = "in_sync", "drift", "failed"
ONE = {"locations": "location", "users": "user", "numbers": "number", "workspaces": "workspace", "devices": "phone"}
NAMING = ("customer", "email", "external_id")
"""What need not be told of an object whose name is told."""
LONGEST = 120
"""How much of a value a sentence shows."""


def differences(diffs: Iterable[Mapping[str, Any]], *, missing: bool = False) -> list[dict[str, Any]]:
    """Return what differs: a row for each object that is missing or surplus, and for each field of the others.

    Of a ``missing`` customer everything is missing, also the head office that Webex will have made when it is changed.
    """
    rows: list[dict[str, Any]] = []
    for diff in diffs:
        name = str(diff["before_header"]).removeprefix("wholesale_")
        before, after = diff["changes"]["before"], diff["changes"]["after"]
        if before and after and not missing:
            rows += [{"object": name, "kind": "different", **each} for each in _fields(before, after, "")]
        elif after:
            rows.append({"object": name, "kind": "missing", "after": after})
        else:
            rows.append({"object": name, "kind": "surplus"})
    return rows


def use_of_packages(
    limits: Iterable[Mapping[str, Any]], changes: Iterable[tuple[Any, Any]], warning: int
) -> list[dict[str, Any]]:
    """Return each limit with the units in use, those that the plan adds, and whether they are near to it.

    ``changes`` are the users' packages before and after the plan.
    """
    moves = list(changes)
    found = []
    for each in limits:
        package, limit = each["package"], each["limit"]
        added = sum((after == package) - (before == package) for before, after in moves)
        total = max(0, each["used"] + added)
        found.append({**each, "planned": total, "near": total > 0 and total * 100 >= limit * warning})
    return found


def findings(
    customers: Iterable[Mapping[str, Any]], unlisted: Mapping[str, Any] | None
) -> dict[str, dict[str, list[str]]]:
    """Return sentences about each customer of whom there is anything to say: of drift, failures, what waits, limits."""
    of_customers = (unlisted or {}).get("of_customers") or {}
    found = {}
    for each in customers:
        rest = of_customers.get(each["name"]) or {}
        told = {
            DRIFT: [
                *(_difference(row) for row in each["differences"]),
                *(f"nobody lists {ONE.get(kind, kind)} {name}" for kind, names in rest.items() for name in names),
            ],
            FAILED: [*each["problems"], *map(_standing, each["failing"]), *map(_silent, unaccepted(each))],
            "waiting": [_standing(note) for note in each["waiting"]],
            "limits": [
                f"package {use['package']}: {use['planned']} of {use['limit']} units will be in use"
                for use in each["package_use"]
                if use["near"]
            ],
        }
        if any(told.values()):
            found[str(each["name"])] = told
    return found


def unaccepted(customer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return whom of a customer nobody could call back, though nobody has said that this is wanted."""
    return [note for note in customer.get("without_callback") or () if not note["accepted"]]


def totals(customers: Sequence[Mapping[str, Any]], unlisted: Mapping[str, Any] | None) -> dict[str, int]:
    """Return how many customers there are of each kind, and how much there is that nobody lists."""

    def count(field: str, *values: Any) -> int:
        return sum(each[field] in values for each in customers)

    of_customers = (unlisted or {}).get("of_customers") or {}
    return {
        "customers": len(customers),
        IN_SYNC: count(IN_SYNC, True),
        "missing": count("action", "created"),
        "different": count("action", "updated"),
        "surplus": count("action", "removed"),
        FAILED: count("action", "failed"),
        "failing": sum(bool(each["failing"]) for each in customers),
        "without_callback": sum(bool(unaccepted(each)) for each in customers),
        "waiting": sum(bool(each["waiting"]) for each in customers),
        "near_limit": sum(any(use["near"] for use in each["package_use"]) for each in customers),
        "unlisted_customers": len((unlisted or {}).get("customers") or ()),
        "unlisted_objects": sum(len(names) for rest in of_customers.values() for names in rest.values()),
    }


def verdict(counts: Mapping[str, int]) -> str:
    """Return the worst that was found; what waits, or is near to a limit, is no drift."""
    if counts[FAILED] or counts["failing"] or counts["without_callback"]:
        return FAILED
    drift = (*KINDS, "unlisted_customers", "unlisted_objects")
    return DRIFT if any(counts[name] for name in drift) else IN_SYNC


def _fields(before: Mapping[str, Any], after: Mapping[str, Any], path: str) -> Iterator[dict[str, Any]]:
    """Yield the fields that differ; of a field that has parts, those parts."""
    for name in sorted({*before, *after}):
        one, other = before.get(name), after.get(name)
        if one == other or (one in EMPTY and other in EMPTY):
            continue
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            yield from _fields(one, other, f"{path}{name}.")
        else:
            yield {"field": f"{path}{name}", "before": one, "after": other}


def _difference(row: Mapping[str, Any]) -> str:
    if row["kind"] == "missing":
        told = wanted(row)
        return f"{row['object']} is missing" + (f" ({told})" if told else "")
    if row["kind"] == "surplus":
        return f"{row['object']} should not be there"
    return f"{row['object']}: {row['field']} is {shown(row['before'])}, and should be {shown(row['after'])}"


def wanted(row: Mapping[str, Any]) -> str:
    """Return what an object is to be that is missing, beside its name."""
    told = [(name, value) for name, value in (row.get("after") or {}).items() if name not in NAMING]
    # What has parts comes last, as the text is cut off.
    return shown(dict(sorted(told, key=lambda each: isinstance(each[1], Mapping)))) if told else ""


def _standing(note: Mapping[str, Any]) -> str:
    since = f" (since {note['since']})" if note["since"] else ""
    return f"{note['object']} is {note['status']} at Webex{since}: {note['reason']}"


def _silent(note: Mapping[str, Any]) -> str:
    where = f"location {note['location']}"
    return f"{note['object']} has only an extension, and neither it nor {where} has a usable emergency callback number"


def shown(value: Any) -> str:
    """Return a value of a field as a person reads it."""
    if value in EMPTY:
        return "empty"
    if isinstance(value, (list, tuple)):
        text = ", ".join(map(shown, value))
    elif isinstance(value, Mapping):
        text = ", ".join(f"{name}: {shown(each)}" for name, each in value.items() if each not in EMPTY)
    else:
        text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
