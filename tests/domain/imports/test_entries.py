from datetime import date

import pytest

from bot.domain.imports.entries import Table, learn_from, note, read_entry
from bot.domain.imports.headings import Meaning, find_header
from bot.domain.imports.names import Roster
from bot.domain.imports.owners import Owner, OwnerKind
from bot.domain.imports.readings import ImportedAction, NotTaken, Problem, Unclear
from bot.domain.imports.sections import lines_below
from tests.domain.imports.made_sheets import Typed, row, sheet

TODAY = date(2026, 9, 10)
HEADINGS = ("What", "Who", "Lead", "By when", "Status", "Notes", "Part of", "Done when", "Why")


def entry(
    *values: Typed, headings: tuple[str, ...] = HEADINGS, meeting: date | None = None
) -> ImportedAction | Unclear:
    made = sheet(headings, values, name="Plan")
    header = find_header(made)
    assert header is not None
    table = Table(sheet="Plan", header=header, today=TODAY, meeting=meeting)
    (line,) = lines_below(header, rows=made.rows)
    roster = Roster()
    learn_from(line, table=table, roster=roster)
    return read_entry(line, table=table, roster=roster)


def action(*values: Typed) -> ImportedAction:
    read = entry(*values)
    assert isinstance(read, ImportedAction)
    return read


def problems(
    *values: Typed, headings: tuple[str, ...] = HEADINGS, meeting: date | None = None
) -> tuple[Problem, ...]:
    read = entry(*values, headings=headings, meeting=meeting)
    assert isinstance(read, Unclear)
    return read.problems


def test_a_row_is_read_with_everything_it_holds() -> None:
    read = entry(
        " Send  course data ",
        "Castle College",
        "M Iqbal",
        date(2026, 11, 27),
        "on track",
        "last year\n2 weeks late ",
        "Prospectus",
        "all in the sheet",
        "it is printed",
    )

    assert read == ImportedAction(
        sheet="Plan",
        row=2,
        cells={
            Meaning.WHAT: "A2",
            Meaning.ORGANISATION: "B2",
            Meaning.PERSON: "C2",
            Meaning.BY: "D2",
            Meaning.STATUS: "E2",
            Meaning.NOTES: "F2",
            Meaning.HEADING: "G2",
            Meaning.DONE_WHEN: "H2",
            Meaning.WHY: "I2",
        },
        heading="Prospectus",
        what="Send course data",
        partners=("Castle College",),
        people=(Owner(kind=OwnerKind.PERSON, name="M Iqbal", partner="Castle College"),),
        by=date(2026, 11, 27),
        other_status="on track",
        notes="last year\n2 weeks late",
        done_when="all in the sheet",
        why="it is printed",
    )


@pytest.mark.parametrize(
    ("status", "day", "done", "ahead", "other"),
    [
        ("Done", date(2026, 9, 10), True, False, ""),
        ("COMPLETED!", date(2026, 9, 1), True, False, ""),
        ("complete", date(2026, 9, 1), True, False, ""),
        ("finished", date(2026, 9, 11), False, True, ""),
        ("nearly done", date(2026, 9, 1), False, False, "nearly done"),
        ("not done", date(2026, 9, 1), False, False, "not done"),
        (None, date(2026, 9, 1), False, False, ""),
    ],
)
def test_only_done_is_taken_from_a_status_and_not_where_the_date_lies_ahead(
    status: str | None, day: date, done: bool, ahead: bool, other: str
) -> None:
    read = action("Book venue", "Castle College", None, day, status)

    assert (read.done, read.done_ahead, read.other_status) == (done, ahead, other)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (date(2026, 11, 27), date(2026, 11, 27)),
        ("27/11/2026", date(2026, 11, 27)),
        ("Fri 27 Nov", date(2026, 11, 27)),
        ("20.11.2026", date(2026, 11, 20)),
        ("end of January", date(2027, 1, 31)),
        (46433, date(2027, 2, 15)),
        ("46433", date(2027, 2, 15)),
    ],
)
def test_a_day_is_read_however_it_is_kept(written: Typed, day: date) -> None:
    assert action("Book venue", "Castle College", None, written).by == day


def test_a_day_without_a_year_comes_after_the_meeting() -> None:
    read = entry("Book venue", "Castle College", None, "5 March", meeting=date(2026, 2, 1))

    assert isinstance(read, ImportedAction)
    assert read.by == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("written", "reason", "parameters"),
    [
        ("asap", "missing_day", {}),
        (None, "missing_day", {}),
        ("when the geese fly", "unreadable", {}),
        ("31 February 2027", "no_such_day", {"options": (date(2027, 2, 28),)}),
        (date(1926, 11, 27), "far_away", {"options": (date(1926, 11, 27),)}),
        ("=D1+7", "formula", {}),
    ],
)
def test_a_day_that_cannot_be_read_is_asked_for_with_its_cell(
    written: Typed, reason: str, parameters: dict[str, object]
) -> None:
    assert problems("Book venue", "Castle College", None, written) == (
        Problem(
            cell="D2",
            written=written.isoformat() if isinstance(written, date) else str(written or ""),
            reason=reason,
            parameters=parameters,
        ),
    )


def test_a_weekday_that_does_not_fit_is_named() -> None:
    (problem,) = problems("Book venue", "Castle College", None, "Mon 27 Nov 2026")

    assert (problem.reason, problem.parameters["weekday"]) == ("weekday_differs", "Monday")


@pytest.mark.parametrize(
    ("organisation", "person", "cell", "reason", "parameters"),
    [
        (None, None, "B2", "no_owner", {}),
        ("tbc", None, "B2", "no_owner", {}),
        (None, "A Ames", "C2", "whose_person", {"name": "A Ames"}),
        ("Principal", None, "B2", "whose_role", {"name": "Principal"}),
        ("All colleges", None, "B2", "which_partners", {}),
        ("=B1", None, "B2", "formula", {}),
        ("Castle College", "=B1", "C2", "formula", {}),
    ],
)
def test_an_owner_who_is_not_clear_is_asked_for(
    organisation: str | None, person: str | None, cell: str, reason: str, parameters: dict[str, object]
) -> None:
    assert problems("Book venue", organisation, person, date(2026, 11, 27)) == (
        Problem(
            cell=cell,
            written=(organisation if cell == "B2" else person) or "",
            reason=reason,
            parameters=parameters,
        ),
    )


def test_the_chair_of_the_partnership_needs_no_partner() -> None:
    read = action("Review terms of reference", "Chair", None, date(2026, 11, 27))

    assert (read.partners, read.people) == ((), (Owner(kind=OwnerKind.ROLE, name="Chair"),))


def test_a_title_that_begins_with_an_equals_sign_is_text() -> None:
    assert action('=HYPERLINK("x")', "Castle College", None, date(2026, 11, 27)).what == '=HYPERLINK("x")'


def test_a_row_without_a_title_is_not_clear() -> None:
    assert problems(None, "Castle College", None, date(2026, 11, 27)) == (
        Problem(cell="A2", written="", reason="no_what"),
    )


def test_words_that_are_too_long_are_pointed_out_and_kept() -> None:
    read = entry("x" * 151, "Castle College", None, date(2026, 11, 27), None, "n" * 4001)

    assert isinstance(read, Unclear)
    assert read.action is not None
    assert (len(read.action.what), len(read.action.notes)) == (151, 4001)
    assert [(problem.cell, problem.reason, problem.parameters) for problem in read.problems] == [
        ("A2", "what_too_long", {"length": 151, "most": 150}),
        ("F2", "too_long", {"length": 4001, "most": 4000}),
    ]


def test_a_row_with_several_problems_keeps_what_was_read() -> None:
    read = entry("Book venue", None, None, "asap", None, "call first")

    assert isinstance(read, Unclear)
    assert read.action is not None
    assert (read.sheet, read.action.what, read.action.by, read.action.notes) == (
        "Plan",
        "Book venue",
        None,
        "call first",
    )
    assert [problem.reason for problem in read.problems] == ["no_owner", "missing_day"]


def test_a_table_without_a_column_of_dates_asks_for_each() -> None:
    assert problems("Book venue", "Castle College", headings=("What", "Who")) == (
        Problem(cell="A2", written="", reason="missing_day"),
    )


def test_a_note_is_named_by_its_first_cell() -> None:
    assert note(row(9, None, " NB bring cake "), sheet="Plan", reason="note") == NotTaken(
        sheet="Plan", cell="B9", written="NB bring cake", reason="note"
    )
