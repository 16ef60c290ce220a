"""What changed since the last workbook, in words."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.snapshots import Change, ChangeKind
from bot.messages import what_changed as wording

TODAY = date(2026, 11, 27)
CHANGE = Change(
    kind=ChangeKind.NEW,
    action_id=5,
    title="Book the hall",
    partners=("Castle College",),
    all_partners=False,
    share_ids=(12,),
    due=date(2026, 12, 4),
)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (CHANGE, "New: Book the hall, by Friday 4 December (Castle College)."),
        (replace(CHANGE, kind=ChangeKind.DONE), "Done: Book the hall (Castle College)."),
        (
            replace(CHANGE, kind=ChangeKind.MOVED, old_due=date(2026, 12, 1)),
            "Date moved: Book the hall, now Friday 4 December (Castle College).",
        ),
        (
            replace(CHANGE, kind=ChangeKind.HANDED_OVER, was="Mina Iqbal", now="Rob Stone"),
            "Handed over: Book the hall, now with Rob Stone (Castle College).",
        ),
        (
            replace(CHANGE, kind=ChangeKind.AGREED, all_partners=True),
            "Agreed: Book the hall, by Friday 4 December (All partners).",
        ),
        (replace(CHANGE, kind=ChangeKind.REWORDED), "New words: Book the hall (Castle College)."),
        (
            replace(CHANGE, kind=ChangeKind.OPEN_AGAIN),
            "Open again: Book the hall, by Friday 4 December (Castle College).",
        ),
        (replace(CHANGE, kind=ChangeKind.DROPPED), "Dropped: Book the hall (Castle College)."),
    ],
)
def test_one_change_is_one_line(change: Change, said: str) -> None:
    assert wording.line(change, today=TODAY) == said


@pytest.mark.parametrize(
    ("partners", "said"),
    [
        (("Castle",), "Castle"),
        (("Castle", "Meadow", "Northgate"), "Castle, Meadow and Northgate"),
        (("Castle", "Meadow", "Northgate", "Trent"), "Castle, Meadow and two more"),
    ],
)
def test_up_to_three_partners_are_named(partners: tuple[str, ...], said: str) -> None:
    assert wording.who(replace(CHANGE, partners=partners)) == said


@pytest.mark.parametrize(
    ("count", "lines", "last"), [(0, 0, ""), (5, 5, "New"), (6, 5, "And two more."), (30, 5, "And 26 more.")]
)
def test_at_most_five_lines_are_said(count: int, lines: int, last: str) -> None:
    said = wording.lines([CHANGE] * count, today=TODAY)

    assert len(said) == lines
    assert not said or said[-1].startswith(last)


@pytest.mark.parametrize(
    ("change", "was", "now"),
    [
        (CHANGE, "", "By Friday 4 December 2026"),
        (
            replace(CHANGE, kind=ChangeKind.MOVED, old_due=date(2026, 12, 1)),
            "Tuesday 1 December 2026",
            "Friday 4 December 2026",
        ),
        (
            replace(CHANGE, kind=ChangeKind.HANDED_OVER, was="Mina Iqbal", now="Rob Stone"),
            "Mina Iqbal",
            "Rob Stone",
        ),
        (replace(CHANGE, kind=ChangeKind.DROPPED), "By Friday 4 December 2026", "Dropped"),
    ],
)
def test_a_row_says_what_was_and_what_is_now(change: Change, was: str, now: str) -> None:
    row = wording.row(change, on=TODAY, by_whom="Sam Hallam", reason="Two tutors are ill")

    assert (row.was, row.now, row.what, row.who) == (was, now, "Book the hall", "Castle College")
    assert (row.on, row.by_whom, row.reason) == (TODAY, "Sam Hallam", "Two tutors are ill")


def test_a_row_for_all_partners_says_so() -> None:
    row = wording.row(replace(CHANGE, all_partners=True), on=None, by_whom="", reason="")

    assert row.who == "All partners"


def test_every_kind_has_a_word() -> None:
    assert set(wording.KINDS) == set(ChangeKind)
