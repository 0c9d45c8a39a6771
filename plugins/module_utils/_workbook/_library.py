# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The only place that imports openpyxl, which only who has a workbook needs."""

from __future__ import annotations

from typing import Any

MISSING = False
try:
    from openpyxl import Workbook, load_workbook
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.utils.exceptions import InvalidFileException
    from openpyxl.worksheet.datavalidation import DataValidation
except ImportError:
    MISSING = True
    Workbook = load_workbook = Font = PatternFill = get_column_letter = DataValidation = InvalidFileException = Any  # type: ignore[assignment, misc]

__all__ = [
    "MISSING",
    "DataValidation",
    "Font",
    "InvalidFileException",
    "PatternFill",
    "Workbook",
    "get_column_letter",
    "load_workbook",
]
