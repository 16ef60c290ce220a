"""A press after hours says when it will be seen."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.domain.calendars import Span
from bot.domain.items import ItemView
from bot.messages import after_hours, changes, moves, plain, stuck
from tests.actions import CALENDAR, TODAY
from tests.messages.cast import SAMPLE

EVENING = datetime(2026, 11, 10, 20, 40, tzinfo=UTC)
"""Tuesday, twenty to nine."""


def _view(now: datetime = EVENING, at: time = time(8, 30)) -> ItemView:
    calendar = replace(CALENDAR, hour=at)
    return SAMPLE.view(reader_id=1, now=now, today=TODAY, calendar=calendar)


@pytest.mark.parametrize(
    ("at", "part"), [(time(8, 30), "morning"), (time(12, 15), "at lunch"), (time(15, 45), "afternoon")]
)
def test_sentence_names_the_regular_day_and_the_hour(at: time, part: str) -> None:
    assert after_hours.sentence(_view(at=at)) == f" Mina will see this on Thursday {part}."


def test_an_answer_comes_on_the_next_working_morning() -> None:
    assert after_hours.sentence(_view(), answers=True) == " Mina will see this on Wednesday morning."


@pytest.mark.parametrize(
    "view",
    [
        _view(now=datetime(2026, 11, 10, 9, tzinfo=UTC)),
        replace(_view(), reader_id=7),
        replace(_view(), holder_name=""),
        replace(_view(), calendar=None),
        replace(
            _view(), calendar=replace(CALENDAR, leave=(Span(first=TODAY, last=TODAY.replace(year=2029)),))
        ),
    ],
    ids=["inside hours", "one's own", "nobody's", "without a calendar", "away for years"],
)
def test_nothing_is_said_where_there_is_nothing_to_say(view: ItemView) -> None:
    assert after_hours.sentence(view) == ""


def test_agree_ring_and_drop_say_it() -> None:
    agreed = moves.decided(_view(), agree=True)
    ringing = stuck.will_ring(_view(), tomorrow=True)
    dropped = changes.taken_out(_view())

    assert [plain.line(one.lines[0]).rsplit(". ", 1)[1] for one in (agreed, ringing, dropped)] == [
        "Mina will see this on Wednesday morning.",
        "Mina will see this on Wednesday morning.",
        "Mina will see this on Thursday morning.",
    ]
