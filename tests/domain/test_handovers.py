"""Whether a colleague is there on the date."""

from datetime import date, timedelta

import pytest

from bot.domain.calendars import Span
from bot.domain.handovers import is_away_over

DUE = date(2026, 11, 27)


@pytest.mark.parametrize(("days", "away"), [(-1, False), (0, True), (3, True), (4, False)])
def test_only_leave_on_the_date_itself_counts(days: int, away: bool) -> None:
    leave = (
        Span(first=DUE - timedelta(days=99), last=DUE - timedelta(days=90)),
        Span(first=DUE, last=DUE + timedelta(days=3)),
    )

    assert is_away_over(due=DUE + timedelta(days=days), leave=leave) is away
    assert not is_away_over(due=DUE, leave=())
