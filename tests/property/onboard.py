# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A process to be killed: runs the steps that it is told on its standard input, and says what came of them."""

from __future__ import annotations

import json
import sys

import conftest  # noqa: F401  # pylint: disable=unused-import  # puts the collection on the path
from tests.property.tasks import run


def main() -> None:
    """Run the steps to the first that fails."""
    order = json.load(sys.stdin)
    for module, options in order["steps"]:
        result = run(module, order["url"], **order["access"], **options)
        print(json.dumps(result), flush=True)  # noqa: T201
        if result.get("failed"):
            return


if __name__ == "__main__":
    main()
