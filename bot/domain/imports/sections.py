"""The lines below the headings: which are actions, which head a section, which are only notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import zip_longest

from bot.domain.imports.headings import Header, Meaning, repeats
from bot.domain.imports.sheets import Row


class LineKind(Enum):
    ENTRY = "entry"
    SECTION = "section"
    NOTE = "note"
    HEADINGS_AGAIN = "headings_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row below the headings, and the heading of the section in which it stands ("" before the first)."""

    row: Row
    kind: LineKind
    section: str = ""


def lines_below(header: Header, *, rows: Sequence[Row]) -> tuple[Line, ...]:
    """Return the rows below the headings, each with its kind.

    A lone cell straight before an entry heads what follows; any other lone cell is a note. In a table that
    has a column for its sections, a lone cell is always a note.
    """
    below = [row for row in rows if row.number > header.row.number]
    lines: list[Line] = []
    section = ""
    for row, following in zip_longest(below, below[1:]):
        kind = _kind(row, following=following, header=header)
        section = row.cells[0].text.strip() if kind is LineKind.SECTION else section
        lines.append(Line(row=row, kind=kind, section=section))
    return tuple(lines)


def _kind(row: Row, *, following: Row | None, header: Header) -> LineKind:
    if repeats(row, header=header):
        return LineKind.HEADINGS_AGAIN
    if len(row.cells) > 1:
        return LineKind.ENTRY
    heads = following is not None and len(following.cells) > 1
    return LineKind.SECTION if heads and Meaning.HEADING not in header.columns else LineKind.NOTE
