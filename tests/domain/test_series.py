"""What comes round again: its dates, two ahead, and never on a closed day."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars import PartnerCalendar, Span
from bot.domain.commitments import Wording
from bot.domain.importance import Importance
from bot.domain.series import AHEAD, Every, Series, dates, is_too_long, missing, open_day

FIRST = date(2026, 11, 27)
ENGLAND = PartnerCalendar(country="GB", region="ENG")
SERIES = Series(
    id=1,
    partnership_id=9,
    wording=Wording(title="Send the numbers"),
    importance=Importance.NORMAL,
    all_partners=False,
    every=Every.MONTH,
    first=FIRST,
    until=date(2027, 6, 30),
    holders=(),
    created_by=1,
)


def ahead(
    series: Series,
    *,
    made: Collection[date] = (),
    today: date,
    calendars: Sequence[PartnerCalendar] = (),
) -> tuple[date, ...]:
    return missing(series=series, made=made, today=today, calendars=calendars)


@pytest.mark.parametrize(
    ("every", "first", "following"),
    [
        (Every.WEEK, FIRST, [date(2026, 12, 4), date(2026, 12, 11)]),
        (Every.FORTNIGHT, FIRST, [date(2026, 12, 11), date(2026, 12, 25)]),
        (Every.MONTH, FIRST, [date(2026, 12, 27), date(2027, 1, 27)]),
        (Every.MONTH, date(2027, 1, 31), [date(2027, 2, 28), date(2027, 3, 31)]),
        (Every.MONTH, date(2028, 1, 30), [date(2028, 2, 29), date(2028, 3, 30)]),
        (Every.QUARTER, date(2026, 11, 30), [date(2027, 2, 28), date(2027, 5, 30)]),
        (Every.YEAR, date(2028, 2, 29), [date(2029, 2, 28), date(2030, 2, 28)]),
        (Every.WEEK, date(2027, 3, 25), [date(2027, 4, 1), date(2027, 4, 8)]),
    ],
)
def test_dates_are_counted_from_the_first(every: Every, first: date, following: list[date]) -> None:
    found = dates(first=first, every=every, until=first + timedelta(days=1500))

    assert list(islice(found, 3)) == [first, *following]


def test_it_ends_on_its_last_day() -> None:
    assert list(dates(first=FIRST, every=Every.WEEK, until=FIRST)) == [FIRST]
    assert list(dates(first=FIRST, every=Every.WEEK, until=FIRST - timedelta(days=1))) == []


def test_two_stand_ahead_today_included() -> None:
    assert ahead(SERIES, today=date(2027, 1, 27)) == (
        date(2027, 1, 27),
        date(2027, 2, 27),
    )
    assert ahead(SERIES, today=date(2027, 6, 1)) == (date(2027, 6, 27),)


def test_what_is_made_already_is_not_missing() -> None:
    assert ahead(SERIES, made={FIRST}, today=FIRST) == (date(2026, 12, 27),)
    assert ahead(SERIES, made={FIRST, date(2026, 12, 27)}, today=FIRST) == ()


SHUT = PartnerCalendar(closed=(Span(first=date(2027, 7, 22), last=date(2027, 9, 1)),))
WEEKLY = replace(SERIES, every=Every.WEEK, first=date(2027, 4, 14), until=date(2027, 12, 1))


@pytest.mark.parametrize(
    ("today", "made", "following"),
    [
        (date(2027, 7, 14), [], [date(2027, 7, 14), date(2027, 7, 21)]),
        (date(2027, 7, 15), [], [date(2027, 7, 21), date(2027, 9, 8)]),
        (date(2027, 7, 27), [], [date(2027, 9, 8), date(2027, 9, 15)]),
        (date(2027, 8, 10), [date(2027, 8, 11)], [date(2027, 9, 8)]),
        (date(2027, 11, 30), [], [date(2027, 12, 1)]),
    ],
)
def test_a_round_without_an_open_day_of_its_own_is_left_out(
    today: date, made: list[date], following: list[date]
) -> None:
    assert list(ahead(WEEKLY, made=made, today=today, calendars=(SHUT,))) == following


def test_first_round_of_all_may_be_brought_forward_as_far_as_today() -> None:
    first = replace(WEEKLY, first=date(2027, 7, 28))

    assert ahead(first, today=date(2027, 7, 20), calendars=(SHUT,))[0] == date(2027, 7, 28)
    assert ahead(first, today=date(2027, 7, 22), calendars=(SHUT,))[0] == date(2027, 9, 8)


def test_nothing_piles_up_on_one_day() -> None:
    seen: dict[date, date] = {}
    for number in range(200):
        today = date(2027, 4, 14) + timedelta(days=number)
        for day in ahead(WEEKLY, made=seen, today=today, calendars=(SHUT,)):
            seen[day] = open_day(day=day, calendars=(SHUT,))
            assert seen[day] >= today

    assert len(set(seen.values())) == len(seen)


@pytest.mark.parametrize(
    ("until", "too_long"), [(date(2028, 11, 27), False), (date(2028, 11, 28), True), (FIRST, False)]
)
def test_two_years_are_the_most(until: date, too_long: bool) -> None:
    assert is_too_long(first=FIRST, until=until) is too_long


def test_closed_day_gives_the_last_open_day_before_it() -> None:
    shut = PartnerCalendar(closed=(Span(first=date(2026, 12, 21), last=date(2027, 1, 1)),))

    assert open_day(day=date(2026, 12, 25), calendars=(ENGLAND,)) == date(2026, 12, 24)
    assert open_day(day=date(2026, 12, 25), calendars=(ENGLAND, shut)) == date(2026, 12, 18)
    assert open_day(day=FIRST, calendars=(ENGLAND, shut)) == FIRST


def test_partner_that_is_never_open_keeps_the_day() -> None:
    shut = PartnerCalendar(closed=(Span(first=date(2020, 1, 1), last=date(2030, 1, 1)),))

    assert open_day(day=FIRST, calendars=(shut,)) == FIRST


@given(
    first=st.dates(date(2024, 1, 1), date(2032, 12, 31)),
    every=st.sampled_from(Every),
    today=st.dates(date(2024, 1, 1), date(2034, 12, 31)),
)
def test_there_are_never_more_than_two_and_all_are_its_own(first: date, every: Every, today: date) -> None:
    until = first + timedelta(days=700)

    series = replace(SERIES, first=first, every=every, until=until)
    found = ahead(series, today=today)

    assert len(found) <= AHEAD
    assert list(found) == sorted(set(found))
    assert set(found) <= {day for day in dates(first=first, every=every, until=until) if day >= today}
