"""The pages behind the first two, and what makes a copy private."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook

from bot.domain.imports.names import KnownNames
from bot.domain.imports.reading import read_table
from bot.domain.timetables import (
    ChangeRow,
    MilestoneRow,
    MoveRow,
    PrivatePart,
    StageLine,
    TimetableRow,
    TimetableSheet,
)
from bot.excel.inbound import read_workbook
from bot.excel.outbound import copy_to_share, file_name, my_copy

MADE_ON = date(2026, 12, 4)
VENUE = TimetableRow(
    what="Book venue", partners=("Castle College",), by=date(2026, 12, 11), state="Agreed", ref=7
)
PROSPECTUS = MilestoneRow(
    title="Joint prospectus out",
    by=date(2026, 12, 18),
    state="Ahead",
    so_far="3 of 5 done",
    makes_possible="every school shows the same courses",
)
MOVE = MoveRow(
    what="Book venue",
    partner="Castle College",
    was=date(2026, 12, 4),
    now=date(2026, 12, 11),
    moved_on=date(2026, 11, 30),
)
CHANGE = ChangeRow(
    kind="Date moved",
    what="Book venue",
    who="Castle College",
    was="Friday 4 December 2026",
    now="Friday 11 December 2026",
    on=date(2026, 11, 30),
    by_whom="Mina Iqbal",
    reason="Two tutors are ill",
)
SHARED = TimetableSheet(partnership="Riverside & Co", made_on=MADE_ON, rows=(VENUE,))
PRIVATE = replace(SHARED, private=PrivatePart(since=date(2026, 11, 27), changes=(CHANGE,)))
FOR_WHOM = "For the runner and the chair only. Please don't forward."


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def rows(content: bytes, page: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in read_workbook(content)[page].rows]


def test_pages_with_nothing_in_them_are_left_out() -> None:
    assert opened(copy_to_share(SHARED)).sheetnames == ["Who does what by when", "By partner"]


def test_milestones_have_a_page_with_their_date_their_state_and_how_far_they_are() -> None:
    win = MilestoneRow(title="Open evening", by=date(2026, 10, 2), state="Reached", is_quick_win=True)
    content = copy_to_share(replace(SHARED, milestones=(win, PROSPECTUS)))

    assert opened(content).sheetnames[2:] == ["Milestones"]
    assert rows(content, 2)[1:] == [
        ["Milestones. Made on Friday 4 December 2026, to share."],
        ["By when", "Milestone", "State", "So far", "Quick win", "What it makes possible"],
        ["2026-10-02", "Open evening", "Reached", "Quick win"],
        [
            "2026-12-18",
            "Joint prospectus out",
            "Ahead",
            "3 of 5 done",
            "every school shows the same courses",
        ],
    ]


def test_dates_that_moved_have_a_page_that_never_says_why() -> None:
    content = copy_to_share(replace(SHARED, moves=(MOVE,)))

    assert rows(content, 2)[2:] == [
        ["What", "Partner", "Was", "Now", "Moved on"],
        ["Book venue", "Castle College", "2026-12-04", "2026-12-11", "2026-11-30"],
    ]


def test_my_copy_tells_what_changed_since_the_last_one() -> None:
    content = my_copy(PRIVATE)

    assert opened(content).sheetnames[2:] == ["Changes"]
    assert rows(content, 2) == [
        ["PRIVATE: Riverside & Co"],
        [f"Changes. Made on Friday 4 December 2026. {FOR_WHOM} Since the copy of Friday 27 November 2026."],
        ["Change", "What", "Who", "Was", "Now", "On", "By whom", "Reason"],
        [
            "Date moved",
            "Book venue",
            "Castle College",
            "Friday 4 December 2026",
            "Friday 11 December 2026",
            "2026-11-30",
            "Mina Iqbal",
            "Two tutors are ill",
        ],
    ]


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (
            None,
            "I compare with My copy, or one that came by itself, of an earlier day. There is none yet.",
        ),
        (date(2026, 11, 27), "Nothing has changed since the copy of Friday 27 November 2026."),
    ],
)
def test_changes_have_a_page_even_when_there_are_none(since: date | None, said: str) -> None:
    content = my_copy(replace(SHARED, private=PrivatePart(since=since, changes=())))

    assert rows(content, 2)[1][0].endswith(said)
    assert rows(content, 2)[2] == ["Change", "What", "Who", "Now"]


def test_my_copy_has_the_stages_with_reasons_and_evidence() -> None:
    line = StageLine(
        stage="Frustration",
        since=date(2026, 12, 3),
        because="We fell out",
        evidence="Count. One.\nFeeling. Two.",
    )
    private = PrivatePart(since=None, changes=(), stages=(line,))

    book = opened(my_copy(replace(SHARED, private=private)))

    rows = [[cell.value for cell in row if cell.value is not None] for row in book["Stage"].iter_rows()]
    assert ["Stage", "Since", "Reason", "What it was seen by"] in rows
    assert [row[0] for row in rows if "We fell out" in row] == ["Frustration"]
    assert any("Count. One.\nFeeling. Two." in row for row in rows)
    assert "Stage" not in opened(copy_to_share(SHARED)).sheetnames


def test_every_sheet_of_my_copy_says_for_whom_it_is_at_head_foot_and_top() -> None:
    everything = replace(PRIVATE, milestones=(PROSPECTUS,), moves=(MOVE,))
    pages = opened(my_copy(everything)).worksheets

    assert len(pages) == 5
    for page in pages:
        header, footer = page.oddHeader, page.oddFooter
        assert header is not None
        assert footer is not None
        assert header.left.text == f"PRIVATE. {FOR_WHOM}"
        assert footer.left.text == f"PRIVATE: Riverside && Co. {FOR_WHOM}"
        assert page["A1"].value == "PRIVATE: Riverside & Co"
        assert FOR_WHOM in str(page["A2"].value)


def test_notes_stand_beside_their_action_where_the_reader_may_have_them() -> None:
    private = PrivatePart(since=None, changes=(), notes={7: "Ring the principal first"})

    assert rows(my_copy(replace(SHARED, private=private)), 0)[2:] == [
        ["By when", "What", "Who", "State", "Notes", "Ref"],
        ["2026-12-11", "Book venue", "Castle College", "Agreed", "Ring the principal first", "7"],
    ]
    assert "Notes" not in rows(my_copy(PRIVATE), 0)[2]


def test_what_is_private_is_never_drawn_to_share_nor_the_other_way_round() -> None:
    with pytest.raises(ValueError, match="not for everybody"):
        copy_to_share(PRIVATE)
    with pytest.raises(ValueError, match="nothing private"):
        my_copy(SHARED)


def test_the_name_of_a_private_file_begins_with_the_word() -> None:
    name = file_name(partnership="Riverside", made_on=MADE_ON, private=True)

    assert name == "PRIVATE Riverside timetable, 4 December 2026.xlsx"


def test_my_copy_comes_back_as_the_same_actions_and_no_more() -> None:
    private = PrivatePart(
        since=None, changes=(CHANGE,), stages=(StageLine(stage="Forming", since=date(2026, 9, 10)),)
    )
    everything = replace(SHARED, private=private, milestones=(PROSPECTUS,), moves=(MOVE,), token="t-1")
    reading = read_table(read_workbook(my_copy(everything)), today=MADE_ON, meeting=None, known=KnownNames())

    assert [(one.what, one.by) for one in reading.actions] == [("Book venue", date(2026, 12, 11))]
    assert reading.unclear == ()
