from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook

from bot.domain.imports.names import KnownNames
from bot.domain.imports.reading import read_table
from bot.domain.imports.sheets import CellKind
from bot.domain.timetables import ALL_PARTNERS, STATES, TimetableRow, TimetableSheet
from bot.excel.inbound import read_workbook
from bot.excel.outbound import SNAPSHOT_PROPERTY, copy_to_share, file_name
from bot.excel.texts import clean

MADE_ON = date(2026, 9, 10)

PROOFS = TimetableRow(
    heading="Joint prospectus",
    what="Proof-read joint prospectus",
    partners=("Castle College", "Northgate Sixth Form"),
    people=("M Iqbal", "J Pereira"),
    by=date(2026, 12, 11),
    done_when="both have signed",
    why="it goes to print",
    state="Agreed",
)
BOARD = TimetableRow(
    heading="Running",
    what="Report to own board",
    partners=(ALL_PARTNERS,),
    by=date(2027, 1, 29),
    state="To confirm",
    progress="4 of 6 in",
)
VENUE = TimetableRow(what="Book venue", partners=("Castle College",), by=date(2026, 10, 2), state="Done")


def timetable(*rows: TimetableRow, partnership: str = "Riverside Progression Group") -> TimetableSheet:
    return TimetableSheet(partnership=partnership, made_on=MADE_ON, rows=rows)


def opened(sheet: TimetableSheet) -> Workbook:
    return load_workbook(BytesIO(copy_to_share(sheet)))


def values(sheet: TimetableSheet, page: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in read_workbook(copy_to_share(sheet))[page].rows]


def actions(sheet: TimetableSheet) -> list[tuple[str, date | None, str]]:
    reading = read_table(
        read_workbook(copy_to_share(sheet)), today=date(2026, 11, 1), meeting=None, known=KnownNames()
    )
    return [(one.what, one.by, one.why) for one in reading.actions]


def test_page_one_says_who_does_what_by_when_soonest_first() -> None:
    assert values(timetable(PROOFS, BOARD, VENUE), 0) == [
        ["Riverside Progression Group"],
        ["Who does what by when. Made on Thursday 10 September 2026, to share."],
        ["By when", "What", "Who", "Person", "State", "So far", "Part of", "Done when", "Why it matters"],
        ["2026-10-02", "Book venue", "Castle College", "Done"],
        [
            "2026-12-11",
            "Proof-read joint prospectus",
            "Castle College, Northgate Sixth Form",
            "M Iqbal, J Pereira",
            "Agreed",
            "Joint prospectus",
            "both have signed",
            "it goes to print",
        ],
        ["2027-01-29", "Report to own board", "All partners", "To confirm", "4 of 6 in", "Running"],
    ]


def test_page_two_has_each_partner_s_own_and_what_is_for_all_once() -> None:
    assert values(timetable(PROOFS, BOARD, VENUE), 1)[1:] == [
        ["By partner. Made on Thursday 10 September 2026, to share."],
        ["Partner", "By when", "What", "Person", "With", "State", "So far", "Part of"],
        ["Castle College", "2026-10-02", "Book venue", "Done"],
        [
            "Castle College",
            "2026-12-11",
            "Proof-read joint prospectus",
            "M Iqbal, J Pereira",
            "Northgate Sixth Form",
            "Agreed",
            "Joint prospectus",
        ],
        [
            "Northgate Sixth Form",
            "2026-12-11",
            "Proof-read joint prospectus",
            "M Iqbal, J Pereira",
            "Castle College",
            "Agreed",
            "Joint prospectus",
        ],
        ["All partners", "2027-01-29", "Report to own board", "To confirm", "4 of 6 in", "Running"],
    ]


def test_columns_with_nothing_in_them_are_left_out() -> None:
    assert values(timetable(VENUE), 0)[2] == ["By when", "What", "Who", "State"]
    assert values(timetable(), 1)[2] == ["Partner", "By when", "What", "State"]


def test_what_goes_out_comes_back_as_the_same_actions() -> None:
    reading = read_table(
        read_workbook(copy_to_share(timetable(PROOFS, BOARD, VENUE))),
        today=date(2026, 11, 1),
        meeting=None,
        known=KnownNames(),
    )

    assert [
        (
            action.what,
            action.partners or (ALL_PARTNERS,),
            tuple(owner.name for owner in action.people),
            action.by,
            action.heading,
            action.done_when,
            action.why,
            "Done" if action.done else action.other_status,
        )
        for action in reading.actions
    ] == [
        (row.what, row.partners, row.people, row.by, row.heading, row.done_when, row.why, row.state)
        for row in (VENUE, PROOFS, BOARD)
    ]
    assert [note.reason for note in reading.not_taken] == ["second_page"]
    assert (reading.unclear, reading.meeting_guess) == ((), None)


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://example.invalid")',
        "=1+1",
        "=",
        "+1",
        "-1",
        "@SUM(1)",
        "#N/A",
        "TRUE",
        "1",
        "_x0041_",
    ],
)
def test_a_text_leaves_as_text_whatever_it_looks_like(text: str) -> None:
    content = copy_to_share(timetable(TimetableRow(what=text, partners=(text,), by=MADE_ON, state="Agreed")))

    cell = read_workbook(content)[0].rows[3].at("B")
    assert (cell.kind, cell.text) == (CellKind.TEXT, text)
    assert load_workbook(BytesIO(content)).worksheets[0]["B5"].data_type == "s"


TEXTS = st.text(max_size=40)


@settings(max_examples=40)
@given(TEXTS, TEXTS, TEXTS)
def test_any_text_survives_but_for_control_characters(what: str, partner: str, name: str) -> None:
    row = TimetableRow(what=what, partners=(partner,), people=(what,), by=MADE_ON, state="Agreed", why=name)

    content = copy_to_share(timetable(row, partnership=name))

    cells = [cell for sheet in read_workbook(content) for one in sheet.rows for cell in one.cells]
    expected = {clean(text) for text in (what, partner, name) if clean(text).strip()}
    assert expected <= {cell.text for cell in cells}
    written = load_workbook(BytesIO(content))
    assert not any(cell.data_type == "f" for page in written for line in page.iter_rows() for cell in line)


def test_dates_are_dates_that_say_their_weekday() -> None:
    cell = opened(timetable(VENUE)).worksheets[0]["A5"]

    assert (cell.is_date, cell.number_format) == (True, "ddd d mmm yyyy")


@pytest.mark.parametrize(("rows", "tall"), [(0, 1), (40, 1), (41, 0)])
def test_a_page_prints_on_one_landscape_sheet_up_to_forty_rows(rows: int, tall: int) -> None:
    for page in opened(timetable(*[VENUE] * rows)).worksheets:
        setup = page.page_setup
        assert (setup.orientation, str(setup.paperSize), setup.fitToWidth, setup.fitToHeight) == (
            "landscape",
            page.PAPERSIZE_A4,
            1,
            tall,
        )
        assert page.sheet_properties.pageSetUpPr is not None
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.print_title_rows == "$4:$4"


def test_the_page_by_partner_may_hold_more_lines_than_there_are_actions() -> None:
    shared = TimetableRow(what="Sign", partners=("A", "B", "C"), by=MADE_ON, state="Agreed")

    assert [page.page_setup.fitToHeight for page in opened(timetable(*[shared] * 20)).worksheets] == [1, 1]
    assert [page.page_setup.fitToHeight for page in opened(timetable(*[shared] * 21)).worksheets] == [1, 0]


def test_the_footer_names_the_partnership_and_the_page() -> None:
    for page in opened(timetable(VENUE, partnership="24 Hours &\nMore")).worksheets:
        footer = page.oddFooter
        assert footer is not None
        assert (footer.left.text, footer.right.text) == ("To share: 24 Hours && More", "Page &P of &N")


def test_a_page_has_filters_frozen_headings_and_a_choice_of_states() -> None:
    first, second = opened(timetable(PROOFS, BOARD, VENUE)).worksheets

    assert (first.auto_filter.ref, second.auto_filter.ref) == ("A4:I7", "A4:H8")
    assert (first.freeze_panes, second.freeze_panes) == ("A5", "A5")
    assert [
        (str(page.data_validations.dataValidation[0].sqref), page.data_validations.dataValidation[0].formula1)
        for page in (first, second)
    ] == [("E5:E7", f'"{",".join(STATES)}"'), ("F5:F8", f'"{",".join(STATES)}"')]


def test_the_workbook_can_be_found_one_s_way_in_by_ear() -> None:
    workbook = opened(timetable(VENUE))

    assert workbook.sheetnames == ["Who does what by when", "By partner"]
    assert {name: defined.attr_text for name, defined in workbook.defined_names.items()} == {
        "Timetable_by_date": "'Who does what by when'!$A$4:$D$5",
        "Timetable_by_partner": "'By partner'!$A$4:$D$5",
    }
    assert not any(page.merged_cells.ranges for page in workbook.worksheets)
    properties = workbook.properties
    assert (properties.title, properties.creator, properties.language) == (
        "Riverside Progression Group: timetable",
        "Bywhen",
        "en-GB",
    )


def test_the_number_of_each_action_stands_in_a_last_hidden_column_of_page_one_alone() -> None:
    first, second = opened(timetable(replace(PROOFS, ref=7), replace(VENUE, ref=12))).worksheets

    assert [first.cell(row=row, column=9).value for row in (4, 5, 6)] == ["Ref", "12", "7"]
    assert first.column_dimensions["I"].hidden
    assert first.auto_filter.ref == "A4:I6"
    assert first.print_area == "'Who does what by when'!$A$1:$H$6"
    assert "Ref" not in {cell.value for cell in second[4]}


def test_a_workbook_that_is_kept_carries_its_token() -> None:
    kept, loose = opened(replace(timetable(VENUE), token="t-1")), opened(timetable(VENUE))

    assert {one.name: one.value for one in vars(kept)["custom_doc_props"].props} == {SNAPSHOT_PROPERTY: "t-1"}
    assert vars(loose)["custom_doc_props"].props == []


def test_the_numbers_and_the_token_do_not_hinder_reading_it_back() -> None:
    numbered = timetable(replace(PROOFS, ref=7), replace(VENUE, ref=12))

    assert actions(replace(numbered, token="t-1")) == actions(timetable(PROOFS, VENUE))


def test_long_words_wrap_and_their_row_is_higher() -> None:
    long = TimetableRow(what="word " * 30, partners=("Castle\nMeadow",), by=MADE_ON, state="Agreed")
    page = opened(timetable(VENUE, long)).worksheets[0]

    high, plain = page.row_dimensions[5].height, page.row_dimensions[6].height
    assert high is not None
    assert high > 45
    assert plain is None
    assert page.sheet_format.defaultRowHeight < high / 2


def test_columns_grow_where_long_words_would_make_the_print_small() -> None:
    long = TimetableRow(what="word " * 24, partners=("Castle",), by=MADE_ON, state="Agreed")

    few = opened(timetable(long)).worksheets[0].column_dimensions["B"].width
    forty = opened(timetable(*[long] * 40)).worksheets[0].column_dimensions["B"].width
    many = opened(timetable(*[long] * 41)).worksheets[0].column_dimensions["B"].width

    assert (few, many) == (49, 49)
    assert forty > 80


@pytest.mark.parametrize(
    ("partnership", "name"),
    [
        (
            "Riverside Progression Group",
            "Riverside Progression Group timetable, 10 September 2026, to share.xlsx",
        ),
        ("Town/Valley: the *best*?", "Town Valley the best timetable, 10 September 2026, to share.xlsx"),
        ('..\\..\\"<x>|\x00\n', "x timetable, 10 September 2026, to share.xlsx"),
        ("???", "timetable, 10 September 2026, to share.xlsx"),
        ("A" * 200, "A" * 80 + " timetable, 10 September 2026, to share.xlsx"),
    ],
)
def test_a_file_has_a_name_that_every_system_takes(partnership: str, name: str) -> None:
    assert file_name(partnership=partnership, made_on=MADE_ON) == name
