# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which e-mails were sent when. Webex does not tell, so a file remembers: ids and times, nobody's address."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ._http import ids
from ._http.errors import Refused

OPTION = "state_path"
KEPT = timedelta(days=366)
"""After this time it does not matter any more when somebody was written to."""


class Sent:
    """The times at which somebody was written to, by id; in a file that its owner alone may read."""

    def __init__(self, path: str | None, now: datetime | None = None) -> None:
        """Read the file; Refused if it is none of ours: it is not overwritten."""
        self.path = Path(path) if path else None
        self.now = now or datetime.now(UTC)
        self._times: dict[str, datetime] = {}
        if self.path is None:
            return
        try:
            content = json.loads(self.path.read_text("utf-8"))
            times = {str(key): moment(str(value)) for key, value in content["sent"].items()}
        except FileNotFoundError:
            return
        except OSError as error:
            raise Refused(OPTION, f"{self.path} cannot be read: {error.strerror}") from None
        except (AttributeError, KeyError, TypeError, ValueError):
            raise Refused(
                OPTION, f"{self.path} is no file of sent e-mails: move it away, or choose another one"
            ) from None
        self._times = {key: at for key, at in times.items() if at is not None and self.now - at < KEPT}

    def at(self, name: str) -> str:
        """Return when somebody was written to last, empty if nobody remembers."""
        found = self._times.get(ids.key(name))
        return iso(found) if found else ""

    def early(self, name: str, days: int) -> bool:
        """Tell whether that was less than so many days ago."""
        found = self._times.get(ids.key(name))
        return found is not None and self.now - found < timedelta(days=days)

    def note(self, name: str) -> None:
        """Remember that somebody has been written to."""
        self._times[ids.key(name)] = datetime.now(UTC)

    def save(self) -> None:
        """Write the file as a whole or not at all."""
        if self.path is None:
            return
        target = self.path.resolve()
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        text = json.dumps({"sent": {key: iso(at) for key, at in sorted(self._times.items())}}, indent=1) + "\n"
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                    file.write(text)
                draft.replace(target)
            finally:
                draft.unlink(missing_ok=True)
        except OSError as error:
            raise Refused(OPTION, f"{self.path} cannot be written: {error.strerror}") from None


def iso(at: datetime) -> str:
    """Return a time as Webex writes it, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(text: str) -> datetime | None:
    """Return the time that a text means, None for none."""
    if not text:
        return None
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
