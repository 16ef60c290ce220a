"""When somebody sees what is written to them after their hours."""

from datetime import UTC, date, datetime, time

import pytest

from bot.domain.after_hours import Seen, seen
from tests.actions import CALENDAR


@pytest.mark.parametrize(
    ("now", "answers", "on"),
    [
        (datetime(2026, 11, 10, 20, 40, tzinfo=UTC), False, date(2026, 11, 12)),
        (datetime(2026, 11, 10, 20, 40, tzinfo=UTC), True, date(2026, 11, 11)),
        (datetime(2026, 11, 13, 18, 0, tzinfo=UTC), True, date(2026, 11, 16)),
        (datetime(2026, 11, 12, 6, 0, tzinfo=UTC), False, date(2026, 11, 12)),
    ],
    ids=["next regular day", "next working morning", "over the weekend", "before eight on a regular day"],
)
def test_it_is_seen_on(now: datetime, on: date, *, answers: bool) -> None:
    assert seen(calendar=CALENDAR, now=now, answers=answers) == Seen(on=on, at=time(8, 30))


def test_inside_the_hours_there_is_nothing_to_say() -> None:
    now = datetime(2026, 11, 10, 17, 59, tzinfo=UTC)

    assert seen(calendar=CALENDAR, now=now, answers=True) is None
