# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The state: one SQLite database, one connection, one transaction per request.

Everything asynchronous is a row of `work` with the time at which it is due. It is carried out by the first request that
comes after that time, never by a timer, so a restart loses nothing.
"""

from __future__ import annotations

import contextlib
import json
import math
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from webex_simulator.errors import ApiError

Row = sqlite3.Row
Worker = Callable[[str, float], None]

_SCHEMA = Path(__file__).with_name("schema.sql")


class Store:
    """The database and the work that is due later."""

    def __init__(self, database: str) -> None:
        # One connection used by one event loop only; `isolation_level=None` leaves BEGIN and COMMIT to us.
        self._connection = sqlite3.connect(database, isolation_level=None, cached_statements=512)
        self._connection.row_factory = Row
        self._connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;" + _SCHEMA.read_text())
        self.workers: dict[str, Worker] = {}
        self._next_due = self._earliest()

    def close(self) -> None:
        """Close the database file."""
        self._connection.close()

    def one(self, sql: str, *values: Any) -> Row | None:
        """Return the first row, or None."""
        row: Row | None = self._connection.execute(sql, values).fetchone()
        return row

    def all(self, sql: str, *values: Any) -> list[Row]:
        """Return all rows."""
        return self._connection.execute(sql, values).fetchall()

    def count(self, sql: str, *values: Any) -> int:
        """Return the single number that a query answers."""
        return int(self._connection.execute(sql, values).fetchone()[0])

    def run(self, sql: str, *values: Any) -> int:
        """Execute a statement and return how many rows it changed."""
        return self._connection.execute(sql, values).rowcount

    def insert(self, table: str, **values: Any) -> None:
        """Insert one row; dictionaries and lists are stored as JSON."""
        stored = [json.dumps(value) if isinstance(value, dict | list) else value for value in values.values()]
        self.run(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})", *stored)

    def update(self, table: str, key: str, **values: Any) -> None:
        """Change columns of the row whose id is `key`; dictionaries and lists are stored as JSON."""
        stored = [json.dumps(value) if isinstance(value, dict | list) else value for value in values.values()]
        self.run(f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in values)} WHERE id = ?", *stored, key)

    def columns(self, table: str) -> list[str]:
        """Return the names of a table's columns, in their order."""
        return [row["name"] for row in self.all(f"PRAGMA main.table_info({table})")]

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit everything done inside, or nothing when it raises."""
        self._connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            self._next_due = self._earliest()
            raise
        self._connection.execute("COMMIT")

    def later(self, due: float, kind: str, target: str) -> None:
        """Let the worker `kind` handle `target` once the clock has passed `due`."""
        self.insert("work", due=due, kind=kind, target=target)
        self._next_due = min(self._next_due, due)

    def advance(self, now: float) -> None:
        """Carry out all work that is due, each piece in its own transaction; refused work changes nothing."""
        while self._next_due <= now:
            with self.transaction():
                row = self.one("SELECT * FROM work ORDER BY due, seq LIMIT 1")
                if row is not None:
                    self.run("DELETE FROM work WHERE seq = ?", row["seq"])
                    self._connection.execute("SAVEPOINT work")
                    try:
                        self.workers[row["kind"]](row["target"], row["due"])
                    except ApiError:
                        self._connection.execute("ROLLBACK TO work")
                self._next_due = self._earliest()

    def clear(self) -> None:
        """Empty every table."""
        for name in self._tables():
            self.run(f"DELETE FROM {name}")
        self._next_due = math.inf

    def counts(self) -> dict[str, int]:
        """Return the number of rows of every table."""
        return {name: self.count(f"SELECT COUNT(*) FROM {name}") for name in self._tables()}

    def _tables(self) -> list[str]:
        rows = self.all("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return [row["name"] for row in rows if not row["name"].startswith("sqlite_")]

    def _earliest(self) -> float:
        due = self._connection.execute("SELECT MIN(due) FROM work").fetchone()[0]
        return math.inf if due is None else float(due)
