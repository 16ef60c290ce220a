"""Reading a whole workbook: which sheets hold actions or contacts, and what becomes of every line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from bot.domain.imports.contacts import read_contact
from bot.domain.imports.entries import Table, learn_from, note, read_entry
from bot.domain.imports.headings import Header, Meaning, find_header, repeats
from bot.domain.imports.names import KnownNames, Roster, roster_of
from bot.domain.imports.readings import ImportedAction, ImportedContact, NotTaken, Reading, Unclear
from bot.domain.imports.repeats import Timetabled
from bot.domain.imports.sections import LineKind, lines_below
from bot.domain.imports.sheets import Row, Sheet
from bot.domain.imports.titles import Heading, read_title
from bot.domain.timetables import (
    PAGE_BY_DATE,
    PAGE_BY_PARTNER,
    PAGE_OF_CHANGES,
    PAGE_OF_CHECK_INS,
    PAGE_OF_MILESTONES,
    PAGE_OF_MOVES,
    PAGE_OF_STAGES,
)
from bot.errors import Refused

_OUR_OTHER_PAGES: Final = frozenset(
    {PAGE_OF_MILESTONES, PAGE_OF_MOVES, PAGE_OF_CHANGES, PAGE_OF_STAGES, PAGE_OF_CHECK_INS}
)

Item = ImportedAction | ImportedContact | Unclear | NotTaken
Kind = TypeVar("Kind", ImportedAction, ImportedContact, Unclear, NotTaken)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A sheet with its row of headings."""

    sheet: Sheet
    header: Header


def read_table(sheets: Sequence[Sheet], *, today: date, meeting: date | None, known: KnownNames) -> Reading:
    """Read the sheets of a workbook.

    A date without a year is the first that fits after `meeting`, else after the meeting that the title names,
    else after `today`. Raises `Refused` with "workbook_empty", "workbook_no_headings" or "two_columns".
    """
    found = [_Found(sheet=sheet, header=header) for sheet in _open(sheets) if (header := find_header(sheet))]
    actions = [one for one in found if one.header.lists_actions]
    contacts = [one for one in found if one.header.lists_contacts]
    _refuse_nothing(sheets, found=actions + contacts)
    roster = roster_of(known)
    items: list[Item] = [item for one in contacts for item in _read_contacts(one, roster=roster)]
    titles = [_title(one, today=today) for one in actions]
    guess = next((title.meeting for title in titles if title.meeting), None)
    tables = [_table(one, today=today, meeting=meeting or guess) for one in actions]
    for one, table in zip(actions, tables, strict=True):
        _learn(one, table=table, roster=roster)
    for one, table, title in zip(actions, tables, titles, strict=True):
        items.extend(note(row, sheet=one.sheet.name, reason="note") for row in title.others)
        items.extend(_read_actions(one, table=table, roster=roster))
    items.extend(_left(sheets, read=[one.sheet for one in actions + contacts]))
    return _reading(
        _once(items), title=next((title.title for title in titles if title.title), ""), guess=guess
    )


def _open(sheets: Sequence[Sheet]) -> Iterator[Sheet]:
    """Yield the sheets that people see. In the workbook we made, the other pages repeat the first."""
    ours = any(sheet.name == PAGE_BY_DATE for sheet in sheets)
    for sheet in sheets:
        if not sheet.hidden and not (ours and _repeats_ours(sheet)):
            yield sheet


def _repeats_ours(sheet: Sheet) -> bool:
    return sheet.name == PAGE_BY_PARTNER or (bool(sheet.token) and sheet.name in _OUR_OTHER_PAGES)


def _refuse_nothing(sheets: Sequence[Sheet], *, found: Sequence[_Found]) -> None:
    if found:
        return
    if any(sheet.rows for sheet in sheets):
        raise Refused("workbook_no_headings")
    raise Refused("workbook_empty")


def _read_contacts(one: _Found, *, roster: Roster) -> Iterator[Item]:
    sheet, header = one.sheet, one.header
    above = [row for row in sheet.rows if row.number < header.row.number]
    below = [row for row in sheet.rows if row.number > header.row.number]
    yield from (note(row, sheet=sheet.name, reason="note") for row in above)
    yield from _unknown_columns(one)
    for row in below:
        if repeats(row, header=header):
            yield note(row, sheet=sheet.name, reason="headings_again")
        elif len(row.cells) == 1 and not header.cell(row, Meaning.ORGANISATION).text:
            yield note(row, sheet=sheet.name, reason="note")
        else:
            yield read_contact(row, sheet=sheet.name, header=header, roster=roster)


def _title(one: _Found, *, today: date) -> Heading:
    return read_title([row for row in one.sheet.rows if row.number < one.header.row.number], today=today)


def _table(one: _Found, *, today: date, meeting: date | None) -> Table:
    return Table(sheet=one.sheet.name, token=one.sheet.token, header=one.header, today=today, meeting=meeting)


def _learn(one: _Found, *, table: Table, roster: Roster) -> None:
    for line in lines_below(one.header, rows=one.sheet.rows):
        if line.kind is LineKind.ENTRY:
            learn_from(line, table=table, roster=roster)


def _read_actions(one: _Found, *, table: Table, roster: Roster) -> Iterator[Item]:
    yield from _unknown_columns(one)
    for line in lines_below(one.header, rows=one.sheet.rows):
        if line.kind is LineKind.ENTRY:
            yield read_entry(line, table=table, roster=roster)
        elif line.kind is not LineKind.SECTION:
            yield note(line.row, sheet=table.sheet, reason=line.kind.value)


def _unknown_columns(one: _Found) -> Iterator[NotTaken]:
    """Yield the columns that mean nothing to us, where they hold something."""
    rows = [row for row in one.sheet.rows if row.number > one.header.row.number]
    below = [row for row in rows if not repeats(row, header=one.header)]
    for cell in one.header.unknown:
        if any(row.at(cell.column).text for row in below):
            yield NotTaken(
                sheet=one.sheet.name, cell=cell.ref, written=cell.text.strip(), reason="column_unknown"
            )


def _left(sheets: Sequence[Sheet], *, read: Sequence[Sheet]) -> Iterator[NotTaken]:
    """Yield what was not read at all: other sheets, and cells that lie beyond anybody's table."""
    shown = list(_open(sheets))
    for sheet in sheets:
        if sheet.rows and sheet not in read:
            yield _note_sheet(sheet.rows[0], sheet=sheet, reason=_why_left(sheet, is_shown=sheet in shown))
        if sheet.beyond:
            yield NotTaken(sheet=sheet.name, cell=sheet.beyond, written="", reason="beyond_reach")


def _why_left(sheet: Sheet, *, is_shown: bool) -> str:
    if sheet.hidden:
        return "hidden_sheet"
    if is_shown:
        return "no_table"
    return "own_page" if sheet.token else "second_page"


def _note_sheet(first: Row, *, sheet: Sheet, reason: str) -> NotTaken:
    return NotTaken(sheet=sheet.name, cell=first.cells[0].ref, written=sheet.name, reason=reason)


def _once(items: Iterable[Item]) -> Iterator[Item]:
    """Yield each item, and an action that was there before as one not taken."""
    seen = Timetabled()
    for item in items:
        if not isinstance(item, ImportedAction):
            yield item
        elif not item.ref and seen.holds(item):
            cell = item.cells[Meaning.WHAT]
            yield NotTaken(sheet=item.sheet, cell=cell, written=item.what, reason="repeated")
        else:
            seen.add(item)
            yield item


def _reading(items: Iterable[Item], *, title: str, guess: date | None) -> Reading:
    everything = tuple(items)
    return Reading(
        title=title,
        meeting_guess=guess,
        actions=_only(ImportedAction, everything),
        contacts=_only(ImportedContact, everything),
        unclear=_only(Unclear, everything),
        not_taken=_only(NotTaken, everything),
    )


def _only(kind: type[Kind], items: tuple[Item, ...]) -> tuple[Kind, ...]:
    return tuple(item for item in items if isinstance(item, kind))
