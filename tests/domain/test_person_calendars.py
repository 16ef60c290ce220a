from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars import PartnerCalendar, PersonCalendar, Span

LONDON = ZoneInfo("Europe/London")
ZONES = [LONDON, ZoneInfo("America/New_York"), ZoneInfo("Pacific/Auckland"), ZoneInfo("Asia/Kolkata")]

OCTOBER_BREAK = Span(first=date(2026, 10, 26), last=date(2026, 10, 30), name="half-term")
CHRISTMAS = Span(first=date(2026, 12, 19), last=date(2027, 1, 3), name="Christmas closure")
RIVERSIDE = PartnerCalendar(country="GB", region="ENG", closed=(OCTOBER_BREAK, CHRISTMAS))
ALWAYS_SHUT = PartnerCalendar(closed=(Span(first=date(2020, 1, 1), last=date(2040, 1, 1)),))
EVERY_DAY = PartnerCalendar(working_days=frozenset(range(7)))
MINA = PersonCalendar(
    partner=RIVERSIDE,
    zone=LONDON,
    leave=(Span(first=date(2026, 12, 1), last=date(2026, 12, 2), name="leave"),),
)

days = st.dates(min_value=date(2026, 1, 1), max_value=date(2028, 12, 31))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first = draw(days)
    return Span(first=first, last=first + timedelta(days=draw(st.integers(0, 40))))


person_calendars = st.builds(
    PersonCalendar,
    partner=st.builds(
        PartnerCalendar,
        country=st.sampled_from([None, "GB", "IE", "US"]),
        closed=st.lists(spans(), max_size=4).map(tuple),
        working_days=st.frozensets(st.integers(0, 6), min_size=1),
    ),
    zone=st.sampled_from(ZONES),
    regular_days=st.frozensets(st.integers(0, 6)),
    hour=st.sampled_from([time(8, 30), time(12, 15), time(15, 45), time(1, 30), time(2, 30)]),
    leave=st.lists(spans(), max_size=3).map(tuple),
)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]  # mypy thinks the parts may hold tzinfo.


@pytest.mark.parametrize(
    ("day", "working", "regular"),
    [
        (date(2026, 11, 24), True, True),
        (date(2026, 11, 25), True, False),
        (date(2026, 11, 26), True, True),
        (date(2026, 12, 1), False, False),
        (date(2026, 12, 29), False, False),
        (date(2026, 11, 28), False, False),
    ],
)
def test_person_is_away_on_leave_and_when_the_partner_is_closed(
    day: date, working: bool, regular: bool
) -> None:
    assert (MINA.is_working(day), MINA.is_regular(day)) == (working, regular)


@pytest.mark.parametrize(
    ("day", "on_or_after", "before"),
    [
        (date(2026, 11, 24), date(2026, 11, 24), date(2026, 11, 19)),
        (date(2026, 11, 25), date(2026, 11, 26), date(2026, 11, 24)),
        (date(2026, 11, 27), date(2026, 12, 3), date(2026, 11, 26)),
        (date(2026, 12, 18), date(2027, 1, 5), date(2026, 12, 17)),
    ],
)
def test_regular_days_skip_absence(day: date, on_or_after: date, before: date) -> None:
    assert (MINA.regular_on_or_after(day), MINA.regular_before(day)) == (on_or_after, before)


@pytest.mark.parametrize(
    "calendar",
    [
        PersonCalendar(partner=ALWAYS_SHUT, zone=LONDON),
        PersonCalendar(partner=EVERY_DAY, zone=LONDON, leave=ALWAYS_SHUT.closed),
        PersonCalendar(
            partner=PartnerCalendar(working_days=frozenset({0})), zone=LONDON, regular_days=frozenset({1})
        ),
        PersonCalendar(partner=EVERY_DAY, zone=LONDON, regular_days=frozenset()),
    ],
    ids=["partner shut", "on leave throughout", "works on other days", "no regular days"],
)
def test_person_without_a_regular_day_has_none_within_reach(calendar: PersonCalendar) -> None:
    day = date(2026, 11, 24)

    assert (calendar.regular_on_or_after(day), calendar.regular_before(day)) == (None, None)


def test_person_is_written_to_at_their_own_hour_on_both_sides_of_a_clock_change() -> None:
    lunch = PersonCalendar(partner=RIVERSIDE, zone=LONDON, hour=time(12, 15))

    assert lunch.instant(date(2026, 10, 22)) == utc(2026, 10, 22, 11, 15)
    assert lunch.instant(date(2026, 10, 27)) == utc(2026, 10, 27, 12, 15)


@pytest.mark.parametrize(
    ("now", "within"),
    [
        (utc(2026, 11, 25, 7, 59, 59), False),
        (utc(2026, 11, 25, 8), True),
        (utc(2026, 11, 25, 17, 59, 59), True),
        (utc(2026, 11, 25, 18), False),
        (utc(2026, 7, 7, 7), True),
        (utc(2026, 11, 28, 12), False),
        (utc(2026, 12, 1, 12), False),
    ],
)
def test_hours_are_those_of_the_reader(now: datetime, within: bool) -> None:
    assert MINA.within_hours(now) is within


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        (utc(2026, 11, 25, 7), utc(2026, 11, 25, 8, 30)),
        (utc(2026, 11, 25, 8, 30), utc(2026, 11, 26, 8, 30)),
        (utc(2026, 11, 27, 12), utc(2026, 11, 30, 8, 30)),
        (utc(2026, 11, 30, 12), utc(2026, 12, 3, 8, 30)),
        (utc(2026, 7, 6, 23, 30), utc(2026, 7, 7, 7, 30)),
        (utc(2026, 10, 23, 12), utc(2026, 11, 2, 8, 30)),
    ],
)
def test_next_working_morning_is_half_past_eight_of_a_working_day(now: datetime, morning: datetime) -> None:
    assert MINA.next_working_morning(now) == morning


def test_next_working_morning_of_somebody_away_for_good_is_none() -> None:
    away = PersonCalendar(partner=EVERY_DAY, zone=LONDON, leave=ALWAYS_SHUT.closed)

    assert away.next_working_morning(utc(2026, 11, 25, 7)) is None


@given(calendar=person_calendars, day=days)
def test_regular_days_are_regular_and_on_their_side(calendar: PersonCalendar, day: date) -> None:
    following, preceding = calendar.regular_on_or_after(day), calendar.regular_before(day)

    assert following is None or (following >= day and calendar.is_regular(following))
    assert preceding is None or (preceding < day and calendar.is_regular(preceding))


@given(calendar=person_calendars, now=st.datetimes(datetime(2026, 1, 1), datetime(2028, 6, 1)))
def test_next_working_morning_is_within_hours(calendar: PersonCalendar, now: datetime) -> None:
    aware = now.replace(tzinfo=UTC)

    morning = calendar.next_working_morning(aware)

    assert morning is None or (morning > aware and calendar.within_hours(morning))
