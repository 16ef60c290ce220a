"""One row of a table of actions, read: its owners, its date, its state, and what is not clear in it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.commitments import TITLE_LENGTH
from bot.domain.date_reads import PLANNED_YEARS, DateRead
from bot.domain.dates import read_date
from bot.domain.imports.headings import Header, Meaning
from bot.domain.imports.names import Roster, fold
from bot.domain.imports.owners import OwnerKind, is_of_the_partnership, names_some_partners
from bot.domain.imports.pairing import Owners, learn, pair, read_owners
from bot.domain.imports.readings import ImportedAction, NotTaken, Problem, Unclear
from bot.domain.imports.sections import Line
from bot.domain.imports.sheets import Cell, Row
from bot.domain.timetables import STATES

LONGEST_CELL: Final = 4_000

_DONE: Final = frozenset({"done", "complete", "completed", "finished"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The table that a row stands in, and the days from which its dates are reckoned."""

    sheet: str
    token: str = ""
    header: Header
    today: date
    meeting: date | None


def learn_from(line: Line, *, table: Table, roster: Roster) -> None:
    """Learn from one row how partners are spelt and whom each person belongs to."""
    learn(_owners(line.row, table=table, roster=roster), roster=roster)


def read_entry(line: Line, *, table: Table, roster: Roster) -> ImportedAction | Unclear:
    """Read one row, with everything it holds also where something in it is not clear."""
    owners = pair(_owners(line.row, table=table, roster=roster), roster=roster)
    day, problem = _day(table.header.cell(line.row, Meaning.BY), table=table)
    action = _action(line, table=table, owners=owners, day=day)
    problems = [
        *_unclear_words(action, row=line.row, header=table.header),
        *_unclear_owners(owners, row=line.row, header=table.header),
        *([problem] if problem else []),
    ]
    return Unclear(sheet=table.sheet, action=action, problems=tuple(problems)) if problems else action


def note(row: Row, *, sheet: str, reason: str) -> NotTaken:
    """Return a row as something that was not taken."""
    return NotTaken(sheet=sheet, cell=row.cells[0].ref, written=row.cells[0].text.strip(), reason=reason)


def text_of(cell: Cell) -> str:
    """Return the text of a cell on one line."""
    return " ".join(cell.text.split())


def _owners(row: Row, *, table: Table, roster: Roster) -> Owners:
    return read_owners(
        organisations=table.header.cell(row, Meaning.ORGANISATION).text.strip(),
        people=table.header.cell(row, Meaning.PERSON).text.strip(),
        roster=roster,
    )


def _action(line: Line, *, table: Table, owners: Owners, day: date | None) -> ImportedAction:
    cells = {meaning: table.header.cell(line.row, meaning) for meaning in Meaning}
    status = text_of(cells[Meaning.STATUS])
    done = re.sub(r"[^\w ]", "", fold(status)) in _DONE
    ours = bool(table.token) and status in STATES
    ahead = day is not None and day > table.today
    return ImportedAction(
        sheet=table.sheet,
        row=line.row.number,
        cells=_references(table.header, row=line.row),
        heading=text_of(cells[Meaning.HEADING]) or line.section,
        what=text_of(cells[Meaning.WHAT]),
        partners=owners.partners,
        all_partners=owners.everyone,
        people=owners.people,
        by=day,
        done=done and not ahead,
        done_ahead=done and ahead,
        other_status="" if done or ours else status,
        notes=cells[Meaning.NOTES].text.strip(),
        done_when=text_of(cells[Meaning.DONE_WHEN]),
        why=text_of(cells[Meaning.WHY]),
        ref=text_of(cells[Meaning.REF]),
        token=table.token,
        written=_written(cells, table=table, day=day, done=done) if table.token else {},
    )


def _written(
    cells: Mapping[Meaning, Cell], *, table: Table, day: date | None, done: bool
) -> Mapping[Meaning, str]:
    """Return what each cell says that has a column, so that it can be compared with what we wrote into it."""
    said = {meaning: cells[meaning].text.strip() for meaning in table.header.columns}
    if Meaning.BY in said and day is not None:
        said[Meaning.BY] = day.isoformat()
    if Meaning.STATUS in said:
        said[Meaning.STATUS] = "done" if done else ""
    return said


def _references(header: Header, *, row: Row) -> Mapping[Meaning, str]:
    return {meaning: f"{column}{row.number}" for meaning, column in header.columns.items()}


def _day(cell: Cell, *, table: Table) -> tuple[date | None, Problem | None]:
    if cell.is_formula:
        return None, _problem(cell, "formula")
    read = _read_day(cell, table=table)
    if read.reason is None:
        return read.day, None
    found = {"options": read.options, "weekday": read.weekday}
    return None, _problem(cell, read.reason, **{key: value for key, value in found.items() if value})


def _read_day(cell: Cell, *, table: Table) -> DateRead:
    if cell.day is None:
        return read_date(cell.text, today=table.today, prefer_after=table.meeting)
    if cell.day.year in PLANNED_YEARS:
        return DateRead(text=cell.text, day=cell.day)
    return DateRead(text=cell.text, reason="far_away", options=(cell.day,))


def _unclear_words(action: ImportedAction, *, row: Row, header: Header) -> Iterator[Problem]:
    what = header.cell(row, Meaning.WHAT)
    if not action.what:
        yield _problem(what, "no_what")
    if len(action.what) > TITLE_LENGTH:
        yield _problem(what, "what_too_long", length=len(action.what), most=TITLE_LENGTH)
    for cell in row.cells:
        if len(cell.text) > LONGEST_CELL:
            yield _problem(cell, "too_long", length=len(cell.text), most=LONGEST_CELL)


def _unclear_owners(owners: Owners, *, row: Row, header: Header) -> Iterator[Problem]:
    named = [header.cell(row, meaning) for meaning in (Meaning.ORGANISATION, Meaning.PERSON)]
    formulas = [cell for cell in named if cell.is_formula]
    cell = next((cell for cell in named if cell.text.strip()), named[0])
    if formulas:
        yield from (_problem(cell, "formula") for cell in formulas)
    elif any(map(names_some_partners, owners.partners)):
        yield _problem(cell, "which_partners")
    elif not owners.partners and not owners.everyone:
        yield from _without_partner(owners, cell=cell)


def _without_partner(owners: Owners, *, cell: Cell) -> Iterator[Problem]:
    if not owners.people:
        yield _problem(cell, "no_owner")
    elif not any(map(is_of_the_partnership, owners.people)):
        first = owners.people[0]
        yield _problem(
            cell, "whose_person" if first.kind is OwnerKind.PERSON else "whose_role", name=first.name
        )


def _problem(cell: Cell, reason: str, **parameters: object) -> Problem:
    return Problem(cell=cell.ref, written=cell.text.strip(), reason=reason, parameters=parameters)
