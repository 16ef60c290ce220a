from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.imports.headings import find_header
from bot.domain.imports.names import KnownNames, KnownPerson
from bot.domain.imports.reading import read_table
from bot.domain.imports.readings import ImportedContact, NotTaken, Reading
from bot.domain.imports.sheets import Sheet
from bot.errors import Refused
from tests.domain.imports.made_sheets import sheet

TODAY = date(2026, 9, 10)
FRIDAY = date(2026, 11, 27)
PLAN = sheet(("What", "Who", "By when"), ("Book venue", "Castle College", FRIDAY), name="Plan")


def read(*sheets: Sheet, meeting: date | None = None, known: KnownNames | None = None) -> Reading:
    return read_table(sheets, today=TODAY, meeting=meeting, known=known or KnownNames())


@pytest.mark.parametrize(
    ("sheets", "key"),
    [
        ((), "workbook_empty"),
        ((sheet(),), "workbook_empty"),
        ((sheet(("Shopping", "list"), ("milk", 2)),), "workbook_no_headings"),
        ((sheet(("What", "Notes"), ("Book venue", "soon")),), "workbook_no_headings"),
        ((sheet(("What", "Who"), ("Book venue", "Castle"), hidden=True),), "workbook_no_headings"),
    ],
)
def test_a_workbook_without_a_table_is_not_taken(sheets: tuple[Sheet, ...], key: str) -> None:
    with pytest.raises(Refused) as refused:
        read(*sheets)

    assert refused.value.key == key


def test_the_title_and_the_meeting_stand_above_the_table() -> None:
    reading = read(
        sheet(
            ("Riverside Group",),
            ("Agreed on 1 September 2026",),
            ("Please print",),
            ("What", "Who", "By when"),
            ("Book venue", "Castle College", "5 September"),
        )
    )

    assert (reading.title, reading.meeting_guess) == ("Riverside Group", date(2026, 9, 1))
    assert [action.by for action in reading.actions] == [date(2026, 9, 5)]
    assert reading.not_taken == (NotTaken(sheet="Sheet1", cell="A3", written="Please print", reason="note"),)


def test_the_meeting_that_is_given_counts_more_than_the_one_in_the_title() -> None:
    reading = read(
        sheet(("Agreed on 1 September 2026",), ("What", "Who", "By when"), ("Book", "Castle", "5 September")),
        meeting=date(2026, 9, 8),
    )

    assert (reading.meeting_guess, reading.actions[0].by) == (date(2026, 9, 1), date(2027, 9, 5))


def test_contacts_place_people_and_spell_partners_whichever_sheet_comes_first() -> None:
    contacts = sheet(
        ("For the office",),
        ("Organisation", "Co-ordinator", "Email", "Shoe size"),
        ("Castle College", "M Iqbal", "m@castle.example", 38),
        ("Organisation", "Co-ordinator", "Email", "Shoe size"),
        ("Meadow College",),
        (None, None, "office@riverside.example"),
        name="Contacts",
    )
    plan = sheet(("What", "Owner", "By when"), ("Book venue", "M. Iqbal", FRIDAY), name="Plan")

    reading = read(plan, contacts)

    assert reading.actions[0].partners == ("Castle College",)
    assert [contact.organisation for contact in reading.contacts] == ["Castle College", "Meadow College"]
    assert all(isinstance(contact, ImportedContact) for contact in reading.contacts)
    assert [(note.cell, note.reason) for note in reading.not_taken] == [
        ("A1", "note"),
        ("D2", "column_unknown"),
        ("A4", "headings_again"),
        ("C6", "note"),
    ]


def test_contacts_alone_are_taken_too() -> None:
    reading = read(sheet(("Organisation", "Email"), ("Castle College", "m@castle.example")))

    assert (reading.title, len(reading.contacts), reading.actions) == ("", 1, ())


def test_what_a_partnership_knows_already_spells_its_partners_and_places_its_people() -> None:
    known = KnownNames(
        partners=("County Council",),
        people=(KnownPerson(key="7", name="M Iqbal", partner="Castle College"),),
    )

    reading = read(
        sheet(("What", "Who", "By when"), ("Invite", "county council", FRIDAY), ("Book", "M Iqbal", FRIDAY)),
        known=known,
    )

    assert [action.partners for action in reading.actions] == [("County Council",), ("Castle College",)]


def test_a_row_that_stands_there_twice_is_taken_once() -> None:
    again = sheet(("Task", "Partner", "Due"), ("book  VENUE", "castle college", "27/11/2026"), name="Copy")

    reading = read(PLAN, again)

    assert [action.sheet for action in reading.actions] == ["Plan"]
    assert reading.not_taken == (NotTaken(sheet="Copy", cell="A2", written="book VENUE", reason="repeated"),)


def test_every_line_that_is_no_action_is_named_with_its_reason() -> None:
    plan = sheet(
        ("What", "Who", "By when", "Budget", "Colour"),
        ("The fair",),
        ("Book venue", "Castle College", FRIDAY, "£200"),
        ("What", "Who", "By when", "Budget", "Colour"),
        ("NB bring cake",),
        name="Plan",
    )

    reading = read(plan)

    assert reading.actions[0].heading == "The fair"
    assert reading.not_taken == (
        NotTaken(sheet="Plan", cell="D1", written="Budget", reason="column_unknown"),
        NotTaken(sheet="Plan", cell="A4", written="What", reason="headings_again"),
        NotTaken(sheet="Plan", cell="A5", written="NB bring cake", reason="note"),
    )


def test_sheets_and_cells_that_are_not_read_are_named() -> None:
    reading = read(
        sheet(("What", "Who", "By when"), ("Book", "Castle", FRIDAY), name="Plan", beyond="XFD1048576"),
        sheet(("What", "Who"), ("Old", "Castle"), name="Last year", hidden=True),
        sheet(("Just words",), name="Read me"),
        sheet(name="Empty"),
    )

    assert [(note.sheet, note.cell, note.written, note.reason) for note in reading.not_taken] == [
        ("Plan", "XFD1048576", "", "beyond_reach"),
        ("Last year", "A1", "Last year", "hidden_sheet"),
        ("Read me", "A1", "Read me", "no_table"),
    ]


def test_the_second_page_of_our_own_workbook_is_not_read_again() -> None:
    first = sheet(
        ("What", "Who", "By when"), ("Book", "Castle, Meadow", FRIDAY), name="Who does what by when"
    )
    second = sheet(("Partner", "What", "By when"), ("Castle", "Book", FRIDAY), name="By partner")

    reading = read(first, second)

    assert len(reading.actions) == 1
    assert [(note.sheet, note.reason) for note in reading.not_taken] == [("By partner", "second_page")]
    assert len(read(second).actions) == 1


CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.dates(),
    st.integers(min_value=-10, max_value=99_999),
    st.sampled_from(["What", "Who", "By when", "all", "tbc", "Done", "M Iqbal", "27/11/2026", "=A1"]),
)


@given(st.lists(st.lists(CELLS, max_size=6), max_size=12))
def test_whatever_stands_below_the_headings_every_row_is_accounted_for(
    rows: list[list[str | date | int | None]],
) -> None:
    made = sheet(("What", "Who", "By when", "Status"), *rows)
    assume(_begins_with_its_headings(made))

    reading = read(made)

    taken = {one.row for one in reading.actions} | {one.action.row for one in reading.unclear if one.action}
    named = {int(note.cell.lstrip("ABCDEF")) for note in reading.not_taken}
    lone = {one.number for one in made.rows if len(one.cells) == 1}
    assert {one.number for one in made.rows[1:]} <= taken | named | lone


def _begins_with_its_headings(made: Sheet) -> bool:
    """Tell whether no row below reads more like headings than the first one does."""
    try:
        header = find_header(made)
    except Refused:
        return False
    return header is not None and header.row == made.rows[0]
