"""How often the workbook is sent by itself."""

from enum import Enum


class WorkbookRhythm(Enum):
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    TERMLY = "termly"
    NEVER = "never"
