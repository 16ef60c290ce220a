"""A round: when it closes, what may be answered, and the one reminder."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars import PartnerCalendar, PersonCalendar, Span
from bot.domain.questions import QuestionKind
from bot.domain.rounds import Round, RoundState, Standing, asked_as, closes_on, reminded_on, thursday

LONDON = ZoneInfo("Europe/London")
ROUND = Round(
    id=2,
    partnership_id=1,
    bank=1,
    state=RoundState.OPEN,
    opens_on=date(2026, 11, 17),
    kinds={"trust": QuestionKind.NUMBERS_ONLY, "worth_it": QuestionKind.ORGANISATION},
    version=1,
)
CALENDAR = PersonCalendar(partner=PartnerCalendar(), zone=LONDON)


def test_it_closes_on_thursday_of_the_next_week() -> None:
    assert ROUND.closes_on == date(2026, 11, 26)
    assert ROUND.closes_at(LONDON) == datetime(2026, 11, 27, tzinfo=UTC)
    assert replace(ROUND, opens_on=date(2027, 6, 15)).closes_at(LONDON) == datetime(
        2027, 6, 24, 23, tzinfo=UTC
    )


@given(opens_on=st.dates(min_value=date(2026, 1, 1), max_value=date(2030, 1, 1)))
def test_it_is_open_for_more_than_a_week(opens_on: date) -> None:
    closing = closes_on(opens_on)

    assert closing.weekday() == 3
    assert timedelta(days=4) <= closing - opens_on <= timedelta(days=10)


@pytest.mark.parametrize(
    ("state", "now", "takes"),
    [
        (RoundState.OPEN, datetime(2026, 11, 26, 23, 59, 59, tzinfo=UTC), True),
        (RoundState.OPEN, datetime(2026, 11, 27, tzinfo=UTC), False),
        (RoundState.PLANNED, datetime(2026, 11, 20, tzinfo=UTC), False),
        (RoundState.CLOSED, datetime(2026, 11, 20, tzinfo=UTC), False),
    ],
)
def test_answers_are_taken_until_it_closes(state: RoundState, now: datetime, takes: bool) -> None:
    assert replace(ROUND, state=state).takes_answers(now=now, zone=LONDON) is takes


@pytest.mark.parametrize(
    ("standing", "written_on", "day"),
    [
        (Standing.ASKED, date(2026, 11, 17), date(2026, 11, 19)),
        (Standing.ASKED, date(2026, 11, 24), date(2026, 11, 26)),
        (Standing.ASKED, date(2026, 11, 26), None),
        (Standing.LATER, date(2026, 11, 17), None),
        (Standing.NOT_THIS_TIME, date(2026, 11, 17), None),
        (Standing.ANSWERED, date(2026, 11, 17), None),
    ],
)
def test_one_reminder_in_the_next_envelope(standing: Standing, written_on: date, day: date | None) -> None:
    found = reminded_on(standing, written_on=written_on, calendar=CALENDAR, closing=ROUND.closes_on)

    assert found == day


def test_who_is_away_is_not_reminded() -> None:
    away = replace(CALENDAR, leave=(Span(first=date(2026, 11, 18), last=date(2028, 11, 18)),))

    assert (
        reminded_on(Standing.ASKED, written_on=date(2026, 11, 17), calendar=away, closing=ROUND.closes_on)
        is None
    )


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 11, 17), date(2026, 11, 19)),
        (date(2026, 11, 19), date(2026, 11, 26)),
        (date(2026, 11, 20), date(2026, 11, 26)),
        (date(2026, 11, 25), date(2026, 11, 26)),
        (date(2026, 11, 26), None),
    ],
)
def test_remind_me_on_thursday(today: date, day: date | None) -> None:
    assert thursday(today=today, closing=ROUND.closes_on) == day


def test_each_is_asked_their_own_kinds() -> None:
    keys = tuple(ROUND.kinds)

    assert asked_as(keys, kinds=ROUND.kinds, of=frozenset({QuestionKind.NUMBERS_ONLY})) == ("trust",)
    assert asked_as(keys, kinds=ROUND.kinds, of=frozenset(QuestionKind)) == keys
