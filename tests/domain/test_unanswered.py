"""Envelopes that nobody answers."""

from datetime import datetime, timedelta

import pytest

from bot.domain import unanswered
from tests.riverside import NOW


@pytest.mark.parametrize(("count", "weekly"), [(0, False), (3, False), (4, True), (9, True)])
def test_after_four_in_a_row_there_is_one_a_week(count: int, weekly: bool) -> None:
    assert unanswered.is_once_a_week(count) is weekly


@pytest.mark.parametrize(
    ("pressed_at", "old"),
    [
        (None, True),
        (NOW, False),
        (NOW - timedelta(minutes=59), False),
        (NOW - timedelta(hours=1), True),
        (NOW - timedelta(days=30), True),
    ],
)
def test_sign_is_noted_once_an_hour(pressed_at: datetime | None, old: bool) -> None:
    assert unanswered.is_old(pressed_at, now=NOW) is old
