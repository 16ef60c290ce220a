"""What stands above a table: its title, and the date of the meeting that agreed it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.dates import read_date
from bot.domain.imports.names import fold
from bot.domain.imports.sheets import Row
from bot.domain.timetables import PAGE_BY_DATE

_MEETING: Final = re.compile(r"\b(agreed|meeting|met|minutes|minuted)\b")
_DATE: Final = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?(?: of)? [^\W\d_]+,? \d{4}\b|\b\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The first line above a table, the meeting's date if a line says one, and the lines that say neither."""

    title: str
    meeting: date | None
    others: tuple[Row, ...]


def read_title(rows: Sequence[Row], *, today: date) -> Heading:
    """Read the lines above a table. A meeting that lies ahead of `today` agreed nothing yet."""
    said = {row.number: _meeting(_line(row), today=today) for row in rows}
    days = [day for day in said.values() if day is not None]
    return Heading(
        title=" ".join(_line(rows[0]).split()) if rows else "",
        meeting=days[0] if days else None,
        others=tuple(row for row in rows[1:] if said[row.number] is None and not _is_ours(row)),
    )


def _is_ours(row: Row) -> bool:
    """Tell whether this is the line that our own workbook has below its title."""
    return fold(_line(row)).startswith(fold(PAGE_BY_DATE))


def _line(row: Row) -> str:
    return " ".join(cell.day.strftime("%d/%m/%Y") if cell.day else cell.text for cell in row.cells)


def _meeting(line: str, *, today: date) -> date | None:
    found = _DATE.search(line)
    if found is None or _MEETING.search(fold(line)) is None:
        return None
    day = read_date(found.group(), today=today).day
    return day if day is not None and day <= today else None
