# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`python -m tests.contract run COMMAND...` runs a command and judges it; `... total FILE` sums what FILE tallies."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "roles" / "simulator" / "files"))

from tests.contract.session import Session, total


def main() -> int:
    """Return the command's exit code, or 1 when it did well and the judge says no."""
    match sys.argv[1:]:
        case ["run", *command] if command:
            session = Session(Path(command[0]).name)
            code = subprocess.run(command, check=False).returncode
            said, well = session.finish()
            print("", *said, sep="\n")
            return code or int(not well)
        case ["total", path]:
            print(*total(Path(path)), sep="\n")
            return 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
