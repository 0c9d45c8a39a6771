# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a run knows of Webex: each thing is read once, and kept right by what the run writes.

All nouns, all items of a loop and all customers of a task share one snapshot. Its readers may be threads: a collection
is read by one of them while the others wait for it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from .._http import ids
from .._http.client import Client

Answer = dict[str, Any]
Scope = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Collection:
    """A list of Webex, declared once."""

    path: str
    names: Callable[[Answer], Iterable[Any]]
    """By which names one of its objects is found, beside its id. Upper and lower case do not matter."""
    items: str = "items"
    """Under which key its answers hold the objects."""
    query: Scope = field(default_factory=dict)
    """What each reading asks for, such as the largest page that Webex gives."""
    one: str = ""
    """The query parameter that finds an object by name; empty where only the whole can be read."""
    often: int = 3
    """How many objects are asked for one by one, before the whole is read: a page costs as much as one of them."""


class _Table:
    """What is known of a collection in one scope, such as the locations of one organization."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.asked = 0
        self.forget()

    def forget(self) -> None:
        self.whole = False
        self.pages = 0
        self.found: dict[str, Answer | None] = {}
        self.doubted: dict[str, frozenset[str]] = {}
        """Each name in doubt, with all names of the same object."""


class Snapshot:
    """Answers from what has been read, and reads what has not."""

    def __init__(self, client: Client, parallel: int = 1) -> None:
        self.client = client
        self.parallel = parallel
        self._tables: dict[Any, _Table] = {}
        self._things: dict[tuple[str, ...], tuple[threading.Lock, list[Any]]] = {}
        self._lock = threading.Lock()
        self.fresh: set[str] = set()
        """UUIDs of what this run has created: other parts of Webex may not know them yet."""

    def all(self, collection: Collection, **scope: Any) -> list[Answer]:
        """Return all objects of a collection, as they are at Webex and as this run has changed them."""
        table = self._table(collection, scope)
        with table.lock:
            if table.doubted or not table.whole:
                self._read(table, collection, scope)
            return list({id(answer): answer for answer in table.found.values() if answer is not None}.values())

    def one(self, collection: Collection, name: str, *, sure: bool = False, **scope: Any) -> Answer | None:
        """Return an object by name or id, None when there is none.

        With ``sure`` an object that is missing on a list of several pages is asked for: pages may shift while they are
        being read.
        """
        table, key = self._table(collection, scope), _folded(name)
        with table.lock:
            if key in table.doubted:
                self._ask(table, collection, name, scope)
            known = table.found.get(name) or table.found.get(key)
            if known is not None:
                return known
            if key not in table.found and (not table.whole or (sure and table.pages > 1 and collection.one)):
                table.asked += not table.whole
                if table.whole or (collection.one and table.asked <= collection.often):
                    self._ask(table, collection, name, scope)
                else:
                    self._read(table, collection, scope)
            return table.found.get(name) or table.found.get(key)

    def expect(self, collection: Collection, count: int, **scope: Any) -> None:
        """Say that so many objects will be asked for: read all where that costs less."""
        table = self._table(collection, scope)
        with table.lock:
            if not table.whole and (count > collection.often or not collection.one):
                self._read(table, collection, scope)

    def whole(self, collection: Collection, **scope: Any) -> bool:
        """Tell whether all objects of a collection have been read."""
        return self._table(collection, scope).whole

    def touched(self, collection: Collection, **scope: Any) -> bool:
        """Tell whether anything of a collection has been read."""
        table = self._table(collection, scope)
        return table.whole or bool(table.found)

    def fill(self, collection: Collection, answers: Iterable[Answer], **scope: Any) -> None:
        """Note all objects of a collection, where they have been read in another way."""
        table = self._table(collection, scope)
        with table.lock:
            table.forget()
            for answer in answers:
                _store(table, collection, answer)
            table.whole, table.pages = True, 2

    def put(self, collection: Collection, answer: Answer, **scope: Any) -> None:
        """Note what an object has become."""
        table = self._table(collection, scope)
        with table.lock:
            _store(table, collection, answer, replace=True)

    def drop(self, collection: Collection, name: str, **scope: Any) -> None:
        """Note that an object is gone."""
        table = self._table(collection, scope)
        with table.lock:
            known = table.found.get(_folded(name))
            for key in {_folded(name), *(_names(collection, known) if known else ())}:
                table.found[key] = None
                table.doubted.pop(key, None)

    def doubt(self, collection: Collection, *names: str, **scope: Any) -> None:
        """Note that these objects, or without names all of them, are to be read again when they are asked for."""
        table = self._table(collection, scope)
        with table.lock:
            if not names:
                table.forget()
            for name in map(_folded, names):
                known = table.found.get(name)
                names_of_it = frozenset({name, *(_names(collection, known) if known else ())})
                for key in names_of_it:
                    table.found.pop(key, None)
                    table.doubted[key] = names_of_it

    def thing(self, path: str, **query: Any) -> Answer | None:
        """Return what is at a path, None when there is nothing; read once."""
        key = (path, *sorted(f"{name}={value}" for name, value in query.items()))
        found: Answer | None = self.kept(key, lambda: self.client.find(path, **query))
        return found

    def kept(self, key: tuple[str, ...], make: Callable[[], Any]) -> Any:
        """Return what was made for a key, by whoever asked for it first."""
        with self._lock:
            lock, kept = self._things.setdefault(key, (threading.Lock(), []))
        with lock:
            if not kept:
                kept.append(make())
            return kept[0]

    def forget(self, path: str) -> None:
        """Read what is at a path again when it is asked for."""
        with self._lock:
            for key in [key for key in self._things if key[0] == path]:
                del self._things[key]

    def together(self, *readings: Callable[[], object]) -> None:
        """Do readings that do not need each other side by side."""
        if len(readings) <= 1 or self.parallel <= 1:
            for reading in readings:
                reading()
            return
        with ThreadPoolExecutor(max_workers=min(self.parallel, len(readings))) as pool:
            for future in [pool.submit(reading) for reading in readings]:
                future.result()

    def _table(self, collection: Collection, scope: Scope) -> _Table:
        key = (collection, *sorted((name, ids.key(str(value))) for name, value in scope.items() if value))
        with self._lock:
            return self._tables.setdefault(key, _Table())

    def _read(self, table: _Table, collection: Collection, scope: Scope) -> None:
        table.forget()
        query = {**collection.query, **scope}
        for page in self.client.each_page(collection.path, key=collection.items, **query):
            table.pages += 1
            for answer in page:
                _store(table, collection, answer)
        table.whole = True

    def _ask(self, table: _Table, collection: Collection, name: str, scope: Scope) -> None:
        """Read one object, which stays missing when Webex does not have it."""
        key = _folded(name)
        if not collection.one or ids.decode(name):  # an id is found on the list only
            self._read(table, collection, scope)
            return
        query = {**collection.query, **scope, collection.one: name}
        for answer in self.client.pages(collection.path, key=collection.items, **query):
            _store(table, collection, answer, replace=True)
        for each in table.doubted.get(key, {key}):
            table.found.setdefault(each, None)
            table.doubted.pop(each, None)


def _store(table: _Table, collection: Collection, answer: Answer, *, replace: bool = False) -> None:
    """Keep an answer under all its names; of several with one name, the first on the list is found by it."""
    for name in _names(collection, answer):
        if replace or table.found.get(name) is None:
            table.found[name] = answer
        table.doubted.pop(name, None)


def _names(collection: Collection, answer: Answer) -> Iterable[str]:
    """Return all names under which an answer is found, as they are and folded."""
    names = [str(name) for name in (*collection.names(answer), ids.key(str(answer.get("id") or ""))) if name]
    return dict.fromkeys(key for each in names for key in (each, _folded(each)))


def _folded(name: str) -> str:
    return ids.key(name).casefold()
