# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Making the steps: several at once where they do not need each other, one after the other where they do."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from .._http import ids
from .._http.client import Client
from .._http.errors import LostAnswer, Refused, WebexError, understood
from .item import Item
from .snapshot import Snapshot
from .steps import Before, Id, Step, Wait

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
ATTEMPTS = 3
"""How often a write whose answer was lost is settled by reading and planning again."""
CATCH_UP = 60.0
"""Seconds that other parts of Webex get to know of what has just been created."""
FIRST_LOOK = 1.0
"""Seconds until Webex is asked for the first time how far it has come, then twice as many, up to wait_interval."""
SIGN = 10.0
"""Seconds between two signs of progress."""


def _silent(text: str) -> None:
    pass


@dataclass
class Run:
    """What a task gives to its nouns, and how they write and wait."""

    client: Client
    snapshot: Snapshot
    check_mode: bool = False
    wait: bool = True
    wait_timeout: float = 1800
    wait_interval: float = 5
    parallel: int = 1
    options: Mapping[str, Any] = field(default_factory=dict)
    """The task's own options, for a noun that has some (see Writer.controls)."""
    warn: Callable[[str], None] = _silent
    progress: Callable[[str], None] = _silent
    sub_partner: str | None = None
    """For whom the run acts: the sub-partner of the connection, unless another one is named; empty for the partner."""
    barred: Refused | None = None
    """Why this run may do no more than remove."""
    coming: dict[str, Item[Any]] = field(default_factory=dict)
    """Customers that this run is to create, by external id."""
    templates: set[str] = field(default_factory=set)
    """Onboarding templates that are created before this plan is carried out."""
    _ids: dict[Hashable, Id] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Act for the sub-partner of the connection, if nobody else is named."""
        if self.sub_partner is None:
            self.sub_partner = self.client.connection.sub_partner or ""

    def on_behalf_of(self, sub_partner: str) -> Run:
        """Return a run that acts for another sub-partner, and has all else in common with this one."""
        return replace(self, sub_partner=sub_partner, barred=None, coming={}, _ids={})

    def id(self, words: str, *scope: Hashable, value: str | None = None) -> Id:
        """Return the id of an object in words, the same one for all who ask; ``value`` when it is known."""
        found = self._ids.setdefault((words.casefold(), *scope), Id(words))
        found.value = value or found.value
        return found

    def send(self, step: Step) -> dict[str, Any]:
        """Make a step. What this run has just created may not be known everywhere at Webex yet: that is waited for."""
        if step.send:
            return step.send(step)
        path = "".join(part.known() if isinstance(part, Id) else part for part in step.path)
        deadline = time.monotonic() + CATCH_UP
        while True:
            try:
                body = step.body() if callable(step.body) else step.body
                query = {
                    name: value.known() if isinstance(value, Id) else value(body) if callable(value) else value
                    for name, value in step.query.items()
                }
                return self.client.write(step.method, path, body, **query)
            except WebexError as error:
                parts = (error.request or "").split("?")[0].split("/")
                fresh = error.status == 404 and any(ids.key(part) in self.snapshot.fresh for part in parts)
                if not fresh or time.monotonic() > deadline:
                    raise
            self._not_yet(step.item.label)

    def caught_up(self, words: str, probe: Callable[[], T | None]) -> T:
        """Return what a probe finds, once all parts of Webex know of it."""
        deadline = time.monotonic() + CATCH_UP
        while (found := probe()) is None:
            if time.monotonic() > deadline:
                raise WebexError(f"Webex does not show {words} yet", hint="Run again later: what is done is kept.")
            self._not_yet(words)
        return found

    def _not_yet(self, words: str) -> None:
        self.progress(f"waiting for Webex to know {words} everywhere")
        time.sleep(min(self.wait_interval, 1))

    def await_all(self, waits: Mapping[K, Wait]) -> dict[K, WebexError | None]:
        """Wait for all of these at once; return for each of them what went wrong."""
        pending, ended = dict(waits), dict[K, WebexError | None]()
        started = time.monotonic()
        while True:
            for key, outcome in self.poll(pending).items():
                ended[key] = outcome
                del pending[key]
            waited = time.monotonic() - started
            if pending and waited >= self.wait_timeout:
                ended |= {key: self.too_long(wait) for key, wait in pending.items()}
                return ended
            if not pending:
                return ended
            self.tell(pending.values(), waited)
            time.sleep(min(self.wait_interval, max(0.0, self.wait_timeout - waited)))

    def poll(self, waits: Mapping[K, Wait]) -> dict[K, WebexError | None]:
        """Ask once for each; return those that have ended, with what went wrong."""
        ended: dict[K, WebexError | None] = {}

        def ask(key: K, each: Wait) -> None:
            try:
                with understood():
                    if each.done():
                        ended[key] = None
            except WebexError as error:
                ended[key] = error

        self.snapshot.together(*[lambda key=key, each=each: ask(key, each) for key, each in waits.items()])
        return ended

    def too_long(self, wait: Wait) -> WebexError:
        """Return the error of a wait that has taken too long."""
        return WebexError(
            f"{wait.words}: not finished after wait_timeout ({self.wait_timeout:g} s)",
            hint="Webex goes on working: run again to continue waiting, or raise wait_timeout.",
        )

    def tell(self, waits: Iterable[Wait], waited: float) -> None:
        """Give a sign of what is waited for."""
        counts = Counter(wait.sign or wait.words for wait in waits)
        words = ", ".join(f"{count} times {words}" if count > 1 else words for words, count in sorted(counts.items()))
        self.progress(f"waiting for Webex: {words} ({waited:.0f} s)")


class Runner:
    """Makes the steps of a plan: each when all that it needs has been made and its lane is free."""

    def __init__(
        self,
        run: Run,
        order: Sequence[Step],
        before: Before,
        again: Callable[[Item[Any]], Item[Any]],
    ) -> None:
        """Take the order, what each step needs, and how an object is read and planned again."""
        self.run, self._again = run, again
        self._missing = {step: len(before[step]) for step in order}
        self._after: dict[Step, list[tuple[Step, bool]]] = {step: [] for step in order}
        for step in order:
            for each, needed in before[step].items():
                self._after[each].append((step, needed))
        self._ready = deque(step for step in order if not self._missing[step])
        self._lanes: dict[Hashable, Step] = {}
        self._waits: dict[Step, tuple[Wait, float]] = {}
        self._total = len({step.item for step in order})
        self._open = Counter(step.item for step in order)
        self._sign = time.monotonic()

    def perform(self) -> None:
        """Make all steps; what fails is noted in its item, and what needs it is not tried."""
        if not self._missing:
            return
        running: dict[Future[Wait | None], Step] = {}
        with ThreadPoolExecutor(max_workers=max(1, self.run.parallel)) as pool:
            polled, pause = time.monotonic(), min(FIRST_LOOK, self.run.wait_interval)
            while self._ready or running or self._waits:
                for step in self._startable(max(1, self.run.parallel) - len(running)):
                    running[pool.submit(self._make, step)] = step
                rest = max(0.0, polled + pause - time.monotonic()) if self._waits else None
                if running:
                    finished, _pending = wait(running, timeout=rest, return_when=FIRST_COMPLETED)
                    for future in finished:
                        self._finished(running.pop(future), future)
                elif self._waits:
                    time.sleep(rest or 0.0)
                if self._waits and time.monotonic() - polled >= pause:
                    self._poll()
                    polled, pause = time.monotonic(), min(2 * pause, self.run.wait_interval)

    def _startable(self, places: int) -> list[Step]:
        """Take from the ready steps as many as there are places, one for each lane."""
        chosen: list[Step] = []
        held: list[Step] = []
        while self._ready and len(chosen) < places:
            step = self._ready.popleft()
            if step.lane is not None and step.lane in self._lanes:
                held.append(step)
                continue
            if step.lane is not None:
                self._lanes[step.lane] = step
            chosen.append(step)
        self._ready.extendleft(reversed(held))
        return chosen

    def _make(self, step: Step) -> Wait | None:
        with understood():
            if not step.needed():
                step.state = "not needed"
                return None
            try:
                waiting = step.then(self.run.send(step))
            except WebexError as error:
                if not isinstance(error, LostAnswer) and not (
                    _busy(step, error) or (error.status == 409 and step.creates)
                ):
                    raise
                self._settle(step, error)
                return None
            step.state = "made"
            return waiting

    def _settle(self, step: Step, error: WebexError) -> None:
        """Find out by reading what has become of an object, and make what is left to do for it.

        A creation that Webex refuses because of a conflict is settled like one whose answer was lost: the object may be
        there all the same, missed in a list that changed while it was read, or created meanwhile by somebody else. In a
        lane a conflict means that Webex is not free yet, which is waited for: it may be at work on what was lost.
        """
        item = step.item
        attempts, deadline = ATTEMPTS - 1, time.monotonic() + self.run.wait_timeout
        failing, lost = step, isinstance(error, LostAnswer)
        while attempts and time.monotonic() < deadline:
            if busy := _busy(failing, error):
                self.run.progress(f"waiting for Webex to be free to {failing.words}")
                time.sleep(self.run.wait_interval)
            else:
                attempts -= 1
            rest = self._again(item)
            steps = rest.steps
            repeated = any((each.words, each.method) == (step.words, step.method) for each in steps)
            if repeated and not lost and not busy:
                raise error  # reading has told nothing new
            # What took effect in spite of the lost answer need not be made again.
            step.state = "made" if lost and not repeated else "not needed"
            done = [each for each in item.steps if each.state == "made"]
            if not lost and not done and not (busy and steps):
                item.change = rest.change  # somebody else did it
            for each in item.steps:
                each.state = "made" if each.state == "made" else "not needed"
            item.steps = [*done, *steps]
            try:
                for failing in steps:
                    self._blocking(failing)
            except WebexError as next_error:
                again = isinstance(next_error, LostAnswer) or _busy(failing, next_error)
                if not again and lost and not self._again(item).steps:
                    return  # what was lost took effect in the meantime
                step.state = "made" if step.state == "made" else "failed"
                if not again:
                    raise
                lost |= isinstance(next_error, LostAnswer)
                error = next_error
                continue
            return
        raise error

    def _blocking(self, step: Step) -> None:
        """Make a step and wait for what Webex does after it."""
        if not step.needed():
            step.state = "not needed"
            return
        waiting = step.then(self.run.send(step))
        step.state = "made"
        if waiting and (wrong := self.run.await_all({step: waiting})[step]):
            raise wrong

    def _finished(self, step: Step, future: Future[Wait | None]) -> None:
        try:
            waiting = future.result()
        except (Refused, WebexError) as error:
            self._failed(step, error)
            return
        if waiting is not None:
            self._waits[step] = (waiting, time.monotonic())
        else:
            self._done(step)

    def _poll(self) -> None:
        """Ask Webex how far it has come with what is waited for."""
        now = time.monotonic()
        for step, error in self.run.poll({step: waiting for step, (waiting, _since) in self._waits.items()}).items():
            del self._waits[step]
            if error:
                self._failed(step, error)
            else:
                self._done(step)
        for step, (waiting, since) in list(self._waits.items()):
            if now - since >= self.run.wait_timeout:
                del self._waits[step]
                self._failed(step, self.run.too_long(waiting))
        if self._waits:
            since = min(since for _waiting, since in self._waits.values())
            self.run.tell((waiting for waiting, _since in self._waits.values()), now - since)

    def _done(self, step: Step) -> None:
        self._count(step)
        for follower, _needed in self._after[step]:
            self._release(follower)

    def _release(self, step: Step) -> None:
        """Note that one of those before a step is over."""
        self._missing[step] -= 1
        if self._missing[step] or step.state == "not tried":
            return
        if step.state == "planned":
            self._ready.append(step)
        else:
            self._done(step)  # settled together with the step before it

    def _failed(self, step: Step, error: Exception) -> None:
        """Note an error; whatever needs the step is not tried."""
        if step.state not in ("made", "not tried"):  # of what has been made, only the end was not seen
            step.state = "failed"
        step.item.error = step.item.error or error
        self._count(step)
        for follower, needed in self._after[step]:
            if follower.state == "planned" and needed:
                follower.state = "not tried"
                if step.item is not follower.item:
                    follower.item.needs(step.item)
                self._failed(follower, follower.item.error or error)
            else:
                self._release(follower)

    def _count(self, step: Step) -> None:
        """Free the step's lane, and tell from time to time how far the list has come."""
        if self._lanes.get(step.lane) is step:  # one that was not tried never had it
            del self._lanes[step.lane]
        self._open[step.item] -= 1
        now = time.monotonic()
        if now - self._sign >= SIGN:
            self._sign = now
            done = sum(not count for count in self._open.values())
            self.run.progress(f"{done} of {self._total} {step.item.noun.plural}")


def _busy(step: Step, error: WebexError) -> bool:
    return error.status == 409 and step.lane is not None
