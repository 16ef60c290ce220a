"""One share as one person sees it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.commitments import ShareState
from tests.actions import DUE, NOW, SHARE, view


@pytest.mark.parametrize(
    ("today", "come", "passed"),
    [
        (DUE - timedelta(days=1), False, False),
        (DUE, True, False),
        (DUE + timedelta(days=1), True, True),
    ],
)
def test_date_comes_and_then_passes(today: date, come: bool, passed: bool) -> None:
    seen = view(today=today)

    assert (seen.has_come, seen.has_passed) == (come, passed)


def test_item_belongs_to_its_reader_or_to_another() -> None:
    assert view().is_readers
    assert not view(reader_id=1).is_readers
    assert view(reader_id=1).reader_runs
    assert not view().reader_runs


@pytest.mark.parametrize(
    ("minutes", "can"),
    [(0, True), (9, True), (10, False)],
)
def test_done_can_be_taken_back_for_ten_minutes(minutes: int, can: bool) -> None:
    done = replace(SHARE, state=ShareState.DONE, done_at=NOW - timedelta(minutes=minutes))

    assert view(share=done).can_be_undone is can


def test_what_is_not_done_cannot_be_taken_back() -> None:
    assert not view().can_be_undone
    assert not view(share=replace(SHARE, state=ShareState.DONE)).can_be_undone
