"""The row of headings: which column says what, by whom and by when."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from bot.domain.imports.names import fold
from bot.domain.imports.sheets import Cell, CellKind, Row, Sheet
from bot.errors import Refused

LAST_HEADING_ROW: Final = 20


class Meaning(Enum):
    """What a column holds."""

    WHAT = "what"
    ORGANISATION = "organisation"
    PERSON = "person"
    BY = "by"
    STATUS = "status"
    NOTES = "notes"
    HEADING = "heading"
    DONE_WHEN = "done_when"
    WHY = "why"
    SO_FAR = "so_far"
    COORDINATOR = "coordinator"
    DEPUTY = "deputy"
    EMAIL = "email"
    PHONE = "phone"
    REF = "ref"


_WORDS: Final[Mapping[Meaning, str]] = {
    Meaning.WHAT: "what, action, actions, action point, task, tasks, activity, milestone",
    Meaning.ORGANISATION: "organisation, organisations, organization, partner, partners, partner organisation, "
    "owner org, owner organisation, lead organisation, lead partner",
    Meaning.PERSON: "lead person, owner, owners, lead, leads, person, people, responsible, person responsible, "
    "named person, lead officer",
    Meaning.BY: "by when, due date, due, deadline, date, when, target date, by",
    Meaning.STATUS: "status, rag, rag status, progress, state",
    Meaning.NOTES: "notes, note, comments, comment, remarks",
    Meaning.HEADING: "part of, section, heading, theme",
    Meaning.DONE_WHEN: "done when",
    Meaning.WHY: "why, why it matters",
    Meaning.SO_FAR: "so far",
    Meaning.COORDINATOR: "co ordinator, coordinator, contact, main contact, contact name, contact person, name",
    Meaning.DEPUTY: "deputy, deputy co ordinator, deputy coordinator",
    Meaning.EMAIL: "email, e mail, email address, e mail address, mail",
    Meaning.PHONE: "phone, telephone, tel, mobile, phone number, telephone number",
}

SYNONYMS: Final[Mapping[str, Meaning]] = {
    word: meaning for meaning, words in _WORDS.items() for word in words.split(", ")
}

_OURS: Final[Mapping[str, Meaning]] = {"ref": Meaning.REF}
"""What is a heading in a workbook of ours alone."""

EITHER: Final = "who"
"""The one heading that means the organisation, or the person where another column has the organisation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The row of headings, the letter of each column by meaning, and the headings that mean nothing to us."""

    row: Row
    columns: Mapping[Meaning, str]
    unknown: tuple[Cell, ...]

    def cell(self, row: Row, meaning: Meaning) -> Cell:
        """Return that row's cell of this meaning. Without such a column it is empty, and named as the first."""
        column = self.columns.get(meaning)
        return row.at(column) if column else Cell(ref=row.cells[0].ref, kind=CellKind.EMPTY)

    @property
    def lists_actions(self) -> bool:
        owned = {Meaning.BY, Meaning.ORGANISATION, Meaning.PERSON} & self.columns.keys()
        return Meaning.WHAT in self.columns and bool(owned)

    @property
    def lists_contacts(self) -> bool:
        named = {Meaning.ORGANISATION, Meaning.COORDINATOR, Meaning.PERSON} & self.columns.keys()
        reached = {Meaning.DEPUTY, Meaning.EMAIL, Meaning.PHONE} & self.columns.keys()
        return Meaning.WHAT not in self.columns and bool(named) and len(named | reached) > 1


def find_header(sheet: Sheet) -> Header | None:
    """Return the row among the first twenty that reads most like headings, None if none has two of them.

    Raises `Refused("two_columns")` with both cells when two columns have one meaning.
    """
    rows = [row for row in sheet.rows if row.number <= LAST_HEADING_ROW]
    best = max(rows, key=_recognised, default=None)
    if best is None or _recognised(best) < 2:
        return None
    columns = _columns(best, sheet=sheet)
    taken = set(columns.values())
    return Header(
        row=best, columns=columns, unknown=tuple(cell for cell in best.cells if cell.column not in taken)
    )


def repeats(row: Row, *, header: Header) -> bool:
    """Tell whether this row says the headings again, as tables do that were printed page by page."""
    return [fold(cell.text) for cell in row.cells] == [fold(cell.text) for cell in header.row.cells]


def _recognised(row: Row) -> int:
    return sum(1 for cell in row.cells if _word(cell) == EITHER or _word(cell) in SYNONYMS)


def _word(cell: Cell) -> str:
    singular = cell.text.replace("(s)", "").replace("(S)", "")
    return " ".join(re.sub(r"[^\w]+", " ", fold(singular)).split())


def _columns(row: Row, *, sheet: Sheet) -> Mapping[Meaning, str]:
    known = {**SYNONYMS, **_OURS} if sheet.token else SYNONYMS
    sure = [(known[_word(cell)], cell) for cell in row.cells if _word(cell) in known]
    named = {meaning for meaning, _ in sure}
    elsewhere = Meaning.PERSON if Meaning.ORGANISATION in named else Meaning.ORGANISATION
    open_ones = [(elsewhere, cell) for cell in row.cells if _word(cell) == EITHER]
    return _once_each([*sure, *open_ones], sheet=sheet.name)


def _once_each(found: Iterable[tuple[Meaning, Cell]], *, sheet: str) -> Mapping[Meaning, str]:
    first: dict[Meaning, Cell] = {}
    for meaning, cell in found:
        other = first.setdefault(meaning, cell)
        if other is not cell:
            raise Refused(
                "two_columns", sheet=sheet, first=other.ref, second=cell.ref, heading=cell.text.strip()
            )
    return {meaning: cell.column for meaning, cell in first.items()}
