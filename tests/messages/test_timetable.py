"""The timetable and everything that is yours, as messages."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.commitments import ShareState
from bot.domain.timetables import TimetableRow
from bot.messages import mine, plain, timetable
from bot.messages.mine import Part
from bot.messages.model import Buttons, Item, Message
from tests.actions import DUE, SHARE, TODAY, view
from tests.messages import milestone_catalogue
from tests.messages.cast import SAMPLE

ROW = TimetableRow(
    what="Send course data", partners=("Castle College",), by=DUE, state="Agreed", people=("Mina Iqbal",)
)
ALL = TimetableRow(
    what="Sign accord", partners=("All partners",), by=DUE, state="New date to agree", progress="4 of 6 in"
)
PASSED = replace(ROW, what="Proof-read", state="New date to agree")


def _timetable(*rows: TimetableRow, shown: str = "coming", more: int = 0) -> Message:
    return timetable.timetable(
        partnership_id=9, partnership="Riverside", shown=shown, rows=rows, items=(), more=more
    )


def test_timetable_stands_by_date_and_blames_nobody() -> None:
    text = plain.text(_timetable(ROW, ALL, PASSED, more=3))

    assert text == "\n\n".join(
        (
            "Riverside: the next eight weeks.",
            "Who does what, by when, soonest first. Choose below what you would like to see.",
            "[Mine] [My organisation] [Coming up] [Everything] [Date passed]",
            "Friday 27 November 2026",
            (
                "• Send course data: Castle College, Mina Iqbal. Agreed.\n"
                "• Sign accord: All partners. 4 of 6 in.\n"
                "• Proof-read: Castle College, Mina Iqbal. New date to agree."
            ),
            "and three more",
        )
    )


def test_timetable_has_a_button_for_each_part() -> None:
    [buttons] = [block for block in _timetable(ROW).blocks if isinstance(block, Buttons)]

    assert [(one.label, one.arg, one.primary) for one in buttons.buttons] == [
        ("Mine", "mine", False),
        ("My organisation", "organisation", False),
        ("Coming up", "coming", True),
        ("Everything", "everything", False),
        ("Date passed", "passed", False),
    ]


@pytest.mark.parametrize("shown", timetable.LABELS)
def test_timetable_with_nothing_in_it_says_so(shown: str) -> None:
    assert len(_timetable(shown=shown).blocks) == 3


def test_timetable_of_many_dates_stays_within_a_message() -> None:
    rows = tuple(replace(ROW, by=DUE + timedelta(days=day)) for day in range(40))

    message = _timetable(*rows)

    assert len(message.blocks) <= 50
    assert plain.text(message).count("Send course data") == 40
    assert "By Tuesday 5 January 2027" in plain.text(message)


def test_item_of_another_says_who_holds_it() -> None:
    own, another = timetable.item(view()), timetable.item(view(reader_id=1))

    assert isinstance(own, Item)
    assert isinstance(another, Item)
    assert own.lines[1] == ("the joint prospectus is made from it",)
    assert another.lines[1] == ("It's with Mina Iqbal at Castle College.",)


def _part(count: int = 1, *, name: str = "Riverside", more: int = 0) -> Part:
    proposed = view(share=replace(SHARE, state=ShareState.PROPOSED))
    return Part(
        partnership=name,
        today=TODAY,
        items=(view(), proposed)[:count],
        waiting=(ROW, PASSED) if count else (),
        more=more,
    )


@pytest.mark.parametrize(
    ("parts", "opening"),
    [
        ([_part(0)], "Riverside: nothing is yours at the moment."),
        ([_part(1)], "Riverside: one thing is yours at the moment."),
        ([_part(2, more=3)], "Riverside: five things are yours at the moment."),
        ([_part(1), _part(1, name="Valley Link")], "Two things are yours at the moment."),
        ([], "Nothing is yours at the moment."),
    ],
)
def test_mine_opens_with_how_much_and_not_what(parts: list[Part], opening: str) -> None:
    assert mine.mine(parts=parts).opening == opening


def test_mine_ends_with_what_is_waited_for() -> None:
    text = plain.text(mine.mine(parts=[_part(1, more=2)]))

    assert text.endswith(
        "and two more\n\n"
        "What you're waiting for\n\n"
        "• Send course data from Castle College, by Friday 27 November.\n"
        "• Proof-read from Castle College, by Friday 27 November. New date to agree."
    )


def test_mine_of_two_partnerships_has_a_heading_for_each() -> None:
    text = plain.text(mine.mine(parts=[_part(1), _part(1, name="Valley Link")]))

    assert text.index("Riverside\n\n") < text.index("Valley Link\n\n")


def test_row_far_ahead_has_its_year() -> None:
    part = replace(_part(1), waiting=(replace(ROW, by=date(2027, 6, 4)),))

    assert "by Friday 4 June 2027" in plain.text(mine.mine(parts=[part]))


def test_next_milestone_stands_below_the_rows() -> None:
    shown = timetable.timetable(
        partnership_id=9,
        partnership="Riverside Progression Group",
        shown="coming",
        rows=(),
        items=(),
        more=0,
        next_milestone=milestone_catalogue.of(SAMPLE, title="The fair is open"),
    )

    assert plain.text(shown).endswith("Next milestone: The fair is open, by Friday 5 February 2027")
