# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lag: what was written is seen later, by lists, by other endpoints and by single reads each after a time of its own.

Triggers note each change of a row with what the row was before. A GET then runs on views that have the names of the
tables and show, of each row with a change that the reader must not see yet, what was there before that change: nothing
of what was created, the old values of what was updated, and what was deleted is still there. So the handlers know
nothing of lag. Writes work on the tables, so that lag never breaks a rule; only a path to something that its reader
would not see is answered 404.
"""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator

from webex_simulator import ids
from webex_simulator.call import Operation
from webex_simulator.errors import not_found
from webex_simulator.faults import FaultPlan
from webex_simulator.store import Store

# Table -> what tells its rows apart; organizations themselves do not lag.
_KEYS = {
    "customer": "id",
    "device": "id",
    "emergency": "id",
    "license": "id",
    "line": "id",
    "location": "id",
    "number": "value",
    "person": "id",
    "person_license": "person || '/' || license",
    "subscriber": "id",
    "template": "id",
}
_TABLES = """
CREATE TEMP TABLE change (
  seq INTEGER PRIMARY KEY, name TEXT, key TEXT, old TEXT, writer TEXT, list REAL, other REAL, single REAL
);
CREATE INDEX temp.change_key ON change (name, key);
CREATE TEMP TABLE held (name TEXT, key TEXT, old TEXT, PRIMARY KEY (name, key));
"""
_HELD = """
INSERT INTO held SELECT name, key, old FROM change WHERE seq IN (
  SELECT MIN(seq) FROM change WHERE CASE writer WHEN ? THEN {view} ELSE other END > ? GROUP BY name, key)
"""
_LAST = """
SELECT MAX(list) AS list, MAX(other) AS other, MAX(single) AS single FROM change WHERE name = ? AND key = ?
"""


class Lag:
    """The lag that a fault plan asks for; none by default, and then it costs nothing."""

    def __init__(self, store: Store, faults: FaultPlan) -> None:
        """Begin with everything visible; changes are noted from here on."""
        self._store, self._faults = store, faults
        self._most = {view: float(faults.lag.get(view, 0)) for view in ("list", "other", "single")}
        self._dice = random.Random(faults.lag.get("seed"))  # noqa: S311
        self._columns = {name: store.columns(name) for name in _KEYS} if any(self._most.values()) else {}
        for name in _KEYS:
            for event in ("insert", "update", "delete"):
                store.run(f"DROP TRIGGER IF EXISTS temp.{name}_{event}")
        for name in ("change", "held"):
            store.run(f"DROP TABLE IF EXISTS temp.{name}")
        if self._columns:
            for statement in filter(str.strip, _TABLES.split(";")):
                store.run(statement)
            self._watch()

    def note_work(self, now: float) -> None:
        """Note what background work has done; it is seen as if another endpoint had done it."""
        if self._columns:
            self._date("", now)

    @contextlib.contextmanager
    def around(self, operation: Operation, params: dict[str, str], now: float) -> Iterator[None]:
        """Let a handler see what its operation may see by now, and note what it changes; inside a transaction."""
        if not self._columns:
            yield
            return
        family = operation.path.partition("/{")[0]
        self._store.run("DELETE FROM change WHERE MAX(list, other, single) <= ?", now)
        self._store.run("DELETE FROM held")
        view = "single" if "{" in operation.path else "list"
        self._store.run(_HELD.format(view=view), family, now)
        if operation.method != "GET":
            self._refuse_unseen(params)
            yield
            self._date(family, now)
            return
        names = [row["name"] for row in self._store.all("SELECT DISTINCT name FROM held")]
        for name in names:
            self._show(name)
        try:
            yield
        finally:
            for name in names:
                self._store.run(f"DROP VIEW temp.{name}")
        if names:
            self._faults.injected[f"lagging {view}"] += 1

    def _watch(self) -> None:
        for name, key in _KEYS.items():
            columns = self._columns[name]
            pairs = ", ".join(f"'{column}', OLD.{column}" for column in columns)
            before = f"json_object({pairs})"
            for event, row, old in (("insert", "NEW", "NULL"), ("update", "OLD", before), ("delete", "OLD", before)):
                this = " || '/' || ".join(f"{row}.{column}" for column in key.split(" || '/' || "))
                self._store.run(
                    f"CREATE TEMP TRIGGER {name}_{event} AFTER {event} ON main.{name} "
                    f"BEGIN INSERT INTO change (name, key, old) VALUES ('{name}', {this}, {old}); END"
                )

    def _date(self, writer: str, now: float) -> None:
        """Decide when new changes are seen: those of one object together, and never before its earlier ones."""
        share = self._faults.lag.get("share", 1)
        for row in self._store.all(
            "SELECT name, key FROM change WHERE writer IS NULL GROUP BY name, key ORDER BY MIN(seq)"
        ):
            late = self._dice.random() < share
            last = self._store.one(_LAST, row["name"], row["key"])
            dates = {
                view: max(now + self._dice.uniform(0, most) * late, (last[view] if last is not None else None) or 0)
                for view, most in self._most.items()
            }
            self._store.run(
                "UPDATE change SET writer = ?, list = ?, other = ?, single = ? "
                "WHERE writer IS NULL AND name = ? AND key = ?",
                writer, dates["list"], dates["other"], dates["single"], row["name"], row["key"],
            )  # fmt: skip

    def _refuse_unseen(self, params: dict[str, str]) -> None:
        for text in params.values():
            if self._store.one("SELECT 1 FROM held WHERE key = ? AND old IS NULL", ids.key(text)):
                self._faults.injected["404 of something new"] += 1
                raise not_found("The requested resource")

    def _show(self, name: str) -> None:
        """Put a view in the place of a table."""
        columns, held = self._columns[name], f"FROM held WHERE name = '{name}'"
        old = ", ".join(f"json_extract(old, '$.{column}') AS {column}" for column in columns)
        self._store.run(
            f"CREATE TEMP VIEW {name} AS SELECT {', '.join(columns)} FROM main.{name} "
            f"WHERE {_KEYS[name]} NOT IN (SELECT key {held}) UNION ALL SELECT {old} {held} AND old IS NOT NULL"
        )
