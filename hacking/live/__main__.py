# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`make live`: holds what Webex really does against what is written of it. Reads only, unless LIVE_WRITE=yes.

The documentation is in docs/docsite/rst/guide_live.rst.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from ansible_collections.webex.wholesale.plugins.module_utils._doctor import Doctor
from ansible_collections.webex.wholesale.plugins.module_utils._http import ids
from ansible_collections.webex.wholesale.plugins.module_utils._http.client import Connection

from hacking.live.beliefs import Stage, look
from hacking.live.caller import Caller, NoAnswer, connection
from hacking.live.differences import differences, judged
from hacking.live.line import Line
from hacking.live.page import Outcome, private, write
from hacking.live.plan import Plan
from hacking.live.playbooks import Playbooks, leftovers
from hacking.live.reading import Reader
from hacking.live.record import Record
from hacking.live.settings import Settings
from hacking.live.site import Site
from tests.contract.contract import Contract


class Stopped(Exception):
    """The run cannot go on, and why."""


class Live:
    """One run, over two lines: the collection's requests are judged, our own are not as some are wrong on purpose."""

    def __init__(self, settings: Settings, folder: Path, theirs: Line, ours: Line, given: Connection) -> None:
        self._settings = settings
        self._folder = folder
        self._given = given
        self._line = theirs
        self._record = theirs.record
        self._caller = Caller(given, ours)
        self._playbooks = Playbooks(folder, theirs.url, settings.wait_interval)
        self._archive = settings.folder / "archive"
        started = datetime.now(UTC)
        self._plan = Plan(settings, started.strftime("%Y%m%dt%H%M%Sz"))
        self._site = Site(self._record, self._caller, self._plan if settings.write else None)
        self.outcome = Outcome(started.strftime("%Y-%m-%dT%H:%M:%SZ"), wrote=settings.write)

    def run(self) -> Outcome:
        """Do what is asked for; tell also what came of it if that goes wrong."""
        try:
            if self._settings.write or self._settings.clean:
                self._admit()
            self._doctor()
            if self._settings.clean:
                for external_id in leftovers(self._caller, self._settings.prefix, self._archive):
                    self._remove(external_id)
            elif self._settings.write:
                self._write()
            else:
                self._read()
        except Stopped as stopped:
            self.outcome.failures.append(str(stopped))
        except NoAnswer:
            self.outcome.failures.append("Webex gave no answer.")
        except KeyboardInterrupt:
            self.outcome.failures.append("It was stopped.")
        self._judge()
        self._caller.close()
        return self.outcome

    def _doctor(self) -> None:
        print("Looking whether everything is ready ...", flush=True)
        found = Doctor(asdict(self._given)).examine()
        for each in found["checks"]:
            if each["verdict"] == "fails":
                self.outcome.failures.append(f"{each['name']}: {each['found']} {each['remedy']}")
        if not found["ok"]:
            raise Stopped("The doctor says that not everything is ready.")

    def _admit(self) -> None:
        """Refuse to write to another account than the one that is meant."""
        missing = list(self._settings.missing())
        if self._given.sub_partner:
            missing.append("WEBEX_SUB_PARTNER is set: a run acts for the partner itself.")
        if missing:
            raise Stopped("Nothing was written. " + " ".join(missing))
        seen = self._caller.get("/people/me")
        own = str(seen.body.get("orgId") or "")
        if not own:
            raise Stopped(f"Nothing was written. Webex does not tell whose the token is: {seen}.")
        if not ids.same(own, self._settings.partner):
            raise Stopped(
                "Nothing was written. The token belongs to another organization "
                f"({ids.uuid_of(own)[:8]}…) than LIVE_PARTNER says."
            )

    def _read(self) -> None:
        print(f"Reading what the collection reads, with at most {self._settings.calls} calls ...", flush=True)
        reader = Reader(self._caller, Contract.load(), self._settings.calls)
        reading = reader.everything()
        self.outcome.figures["operations that were read"] = len(reading.read)
        self.outcome.unread = sorted(reading.unread)
        if reading.exhausted:
            self.outcome.failures.append("LIVE_CALLS did not suffice for everything.")
        self._look(Stage.READING)

    def _write(self) -> None:
        """Onboard, look, and remove, whatever happens in between."""
        plan = self._plan
        print(f"Looking whether {plan.external_id} could be onboarded ...", flush=True)
        if wrong := self._playbooks.onboard(plan, check=True):
            raise Stopped("Nothing was written. " + " ".join(wrong))
        self._line.after["POST", "/wholesale/customers"] = lambda seen: self._look(Stage.BUSY)
        try:
            print("Onboarding it ...", flush=True)
            self.outcome.failures += self._playbooks.onboard(plan, check=False)
            print("Looking at what is assumed ...", flush=True)
            self._look(Stage.THERE)
            self._read()
            self._look(Stage.LAST)
        finally:
            self._remove(plan.external_id)

    def _remove(self, external_id: str) -> None:
        print(f"Removing {external_id} ...", flush=True)
        left = "it was stopped while it was removed"
        try:
            left = self._playbooks.offboard(external_id, self._archive)
        finally:
            if left:
                again = "make live LIVE_CLEAN=yes tries again"
                self.outcome.left.append(f"{external_id} ({self._ids(external_id)}): {left}; {again}")
        if left:
            return
        self.outcome.removed.append(external_id)
        # Else it tells the next LIVE_CLEAN=yes which organization to look into.
        shutil.rmtree(self._archive / external_id, ignore_errors=True)

    def _ids(self, external_id: str) -> str:
        """Return the IDs of a customer, as far as they were seen."""
        found: dict[str, str] = {}
        for seen in self._record.find("GET", "/wholesale/customers(/[^/]+)?"):
            for each in seen.items() or [seen.body]:
                if each.get("externalId") == external_id:
                    named = {"customer": each.get("id"), "organization": each.get("orgId")}
                    found |= {name: ids.uuid_of(str(value)) for name, value in named.items() if value}
        return ", ".join(f"{name} {value}" for name, value in found.items()) or "its IDs are not known"

    def _look(self, stage: Stage) -> None:
        self.outcome.findings |= dict(look(self._site, stage))

    def _judge(self) -> None:
        if not self._settings.clean:
            self._look(Stage.AFTER)
        contract = Contract.load()
        verdict = judged(self._record.all, contract)
        self.outcome.differences = list(differences(verdict, contract))
        self.outcome.figures |= {
            "requests judged": verdict.requests,
            "answers judged": verdict.answers,
            "deviations that the contract lists": verdict.deviations.total(),
        }


def main() -> int:
    """Run, and tell; 0 if there is nothing to look at."""
    os.umask(0o077)
    for stop in (signal.SIGINT, signal.SIGTERM):  # a shell has its background jobs ignore the first
        signal.signal(stop, _interrupted)
    try:
        settings, given = Settings.of(os.environ), connection()
    except ValueError as error:
        print(f"{error}", file=sys.stderr)
        return 2
    folder = settings.folder / time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    folder.mkdir(parents=True, exist_ok=True)
    record = Record()
    with Line(given, record) as theirs, Line(given, record, "nonsense") as ours:
        outcome = Live(settings, folder, theirs, ours, given).run()
    if settings.keep:
        private(folder / "recording.jsonl", "".join(f"{json.dumps(seen.kept)}\n" for seen in record.all))
    print(*(outcome.end() if settings.clean else outcome.lines()), sep="\n")
    if not settings.clean:
        print(f"Open the page: {write(outcome, folder)}")
    return 0 if outcome.good else 1


def _interrupted(signal_number: int, frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
