from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars import (
    SEARCH_DAYS,
    PartnerCalendar,
    Span,
    add_td,
    find_td,
    first_instant,
    is_within,
    local_date,
    td_between,
)

LONDON = ZoneInfo("Europe/London")
BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
AUCKLAND = ZoneInfo("Pacific/Auckland")
APIA = ZoneInfo("Pacific/Apia")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
ZONES = [
    LONDON,
    BERLIN,
    NEW_YORK,
    AUCKLAND,
    LORD_HOWE,
    ZoneInfo("Asia/Kolkata"),
    ZoneInfo("America/St_Johns"),
]

OCTOBER_BREAK = Span(first=date(2026, 10, 26), last=date(2026, 10, 30), name="half-term")
CHRISTMAS = Span(first=date(2026, 12, 19), last=date(2027, 1, 3), name="Christmas closure")
RIVERSIDE = PartnerCalendar(country="GB", region="ENG", closed=(OCTOBER_BREAK, CHRISTMAS))
ALWAYS_SHUT = PartnerCalendar(closed=(Span(first=date(2020, 1, 1), last=date(2040, 1, 1)),))
EVERY_DAY = PartnerCalendar(working_days=frozenset(range(7)))

days = st.dates(min_value=date(2026, 1, 1), max_value=date(2028, 12, 31))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first = draw(days)
    return Span(first=first, last=first + timedelta(days=draw(st.integers(0, 40))))


partner_calendars = st.builds(
    PartnerCalendar,
    country=st.sampled_from([None, "GB", "IE", "US"]),
    closed=st.lists(spans(), max_size=4).map(tuple),
    working_days=st.frozensets(st.integers(0, 6), min_size=1),
)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]  # mypy thinks the parts may hold tzinfo.


@pytest.mark.parametrize(
    ("on", "at", "zone", "instant"),
    [
        (date(2026, 11, 24), time(8, 30), LONDON, utc(2026, 11, 24, 8, 30)),
        (date(2026, 7, 7), time(8, 30), LONDON, utc(2026, 7, 7, 7, 30)),
        (date(2026, 11, 24), time(8, 30), NEW_YORK, utc(2026, 11, 24, 13, 30)),
        (date(2026, 11, 24), time(8, 30), AUCKLAND, utc(2026, 11, 23, 19, 30)),
        # Spring: 1.00 to 2.00 is missing in London on 28 March 2027.
        (date(2027, 3, 28), time(0, 59, 59), LONDON, utc(2027, 3, 28, 0, 59, 59)),
        (date(2027, 3, 28), time(1), LONDON, utc(2027, 3, 28, 1)),
        (date(2027, 3, 28), time(1, 30), LONDON, utc(2027, 3, 28, 1)),
        (date(2027, 3, 28), time(1, 59, 59, 999999), LONDON, utc(2027, 3, 28, 1)),
        (date(2027, 3, 28), time(2), LONDON, utc(2027, 3, 28, 1)),
        (date(2027, 3, 28), time(2, 30), BERLIN, utc(2027, 3, 28, 1)),
        (date(2027, 3, 14), time(2, 30), NEW_YORK, utc(2027, 3, 14, 7)),
        # The whole of 30 December 2011 is missing in Samoa, and half an hour each spring on Lord Howe Island.
        (date(2011, 12, 30), time(12), APIA, utc(2011, 12, 30, 10)),
        (date(2026, 10, 4), time(2, 15), LORD_HOWE, utc(2026, 10, 3, 15, 30)),
        # Autumn: 1.00 to 2.00 comes twice in London on 25 October 2026.
        (date(2026, 10, 25), time(0, 59), LONDON, utc(2026, 10, 24, 23, 59)),
        (date(2026, 10, 25), time(1, 30), LONDON, utc(2026, 10, 25, 0, 30)),
        (date(2026, 10, 25), time(1, 30, fold=1), LONDON, utc(2026, 10, 25, 0, 30)),
        (date(2026, 10, 25), time(2), LONDON, utc(2026, 10, 25, 2)),
        (date(2026, 10, 25), time(2, 30), BERLIN, utc(2026, 10, 25, 0, 30)),
        (date(2026, 10, 25), time(8, 30), LONDON, utc(2026, 10, 25, 8, 30)),
    ],
)
def test_first_instant_of_a_wall_time(on: date, at: time, zone: ZoneInfo, instant: datetime) -> None:
    assert first_instant(on=on, at=at, zone=zone) == instant
    assert first_instant(on=on, at=at, zone=zone).tzinfo is UTC


@given(on=days, at=st.times(), zone=st.sampled_from(ZONES))
def test_first_instant_is_the_earliest_that_shows_at_least_the_wall_time(
    on: date, at: time, zone: ZoneInfo
) -> None:
    wall = datetime.combine(on, at)

    instant = first_instant(on=on, at=at, zone=zone)

    assert instant.astimezone(zone).replace(tzinfo=None, fold=0) >= wall
    for earlier in (timedelta(microseconds=1), timedelta(minutes=20), timedelta(hours=1)):
        assert (instant - earlier).astimezone(zone).replace(tzinfo=None, fold=0) < wall


@pytest.mark.parametrize(
    ("now", "zone", "day"),
    [
        (utc(2026, 11, 24, 23, 30), LONDON, date(2026, 11, 24)),
        (utc(2026, 6, 24, 23, 30), LONDON, date(2026, 6, 25)),
        (utc(2026, 11, 24, 23, 30), AUCKLAND, date(2026, 11, 25)),
        (utc(2026, 11, 24, 3), NEW_YORK, date(2026, 11, 23)),
    ],
)
def test_local_date_is_that_of_the_zone(now: datetime, zone: ZoneInfo, day: date) -> None:
    assert local_date(now=now, zone=zone) == day


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2026, 10, 25), False),
        (date(2026, 10, 26), True),
        (date(2026, 10, 30), True),
        (date(2026, 10, 31), False),
    ],
)
def test_span_holds_both_its_ends(day: date, held: bool) -> None:
    assert OCTOBER_BREAK.holds(day) is held


def test_span_that_ends_before_it_begins_is_an_error() -> None:
    with pytest.raises(ValueError, match="2026-10-26, before it begins on 2026-10-30"):
        Span(first=date(2026, 10, 30), last=date(2026, 10, 26))


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 11, 27), None),
        (date(2026, 11, 28), "the weekend"),
        (date(2026, 11, 29), "the weekend"),
        (date(2026, 10, 26), "half-term"),
        (date(2026, 12, 29), "Christmas closure"),
        (date(2026, 12, 25), "Christmas Day"),
        (date(2027, 1, 4), None),
        (date(2027, 3, 29), "Easter Monday"),
    ],
)
def test_partner_is_closed_for_a_reason_it_can_name(day: date, reason: str | None) -> None:
    assert RIVERSIDE.closed_because(day) == reason
    assert RIVERSIDE.is_open(day) is (reason is None)


@pytest.mark.parametrize(
    ("calendar", "day", "reason"),
    [
        (PartnerCalendar(), date(2026, 12, 25), None),
        (PartnerCalendar(country="GB", region="SCT"), date(2027, 3, 29), None),
        (PartnerCalendar(country="GB", region="SCT"), date(2027, 1, 4), "New Year Holiday (observed)"),
        (PartnerCalendar(working_days=frozenset({0, 1, 2})), date(2026, 11, 27), "not a working day"),
        (PartnerCalendar(working_days=frozenset({5})), date(2026, 11, 28), None),
        (ALWAYS_SHUT, date(2026, 11, 27), "closed dates"),
    ],
)
def test_partner_keeps_its_own_country_and_week(
    calendar: PartnerCalendar, day: date, reason: str | None
) -> None:
    assert calendar.closed_because(day) == reason


@pytest.mark.parametrize(
    ("country", "region", "words"),
    [
        ("XX", None, "no public holidays are known for 'XX', region None"),
        ("GB", "BY", "no public holidays are known for 'GB', region 'BY'"),
        (None, "ENG", "the region 'ENG' needs a country"),
    ],
)
def test_partner_calendar_of_an_unknown_place_is_an_error(
    country: str | None, region: str | None, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        PartnerCalendar(country=country, region=region)


@pytest.mark.parametrize(
    ("day", "n", "counted"),
    [
        (date(2026, 11, 27), -5, date(2026, 11, 20)),
        (date(2026, 11, 27), -1, date(2026, 11, 26)),
        (date(2026, 11, 27), 2, date(2026, 12, 1)),
        (date(2026, 12, 4), -20, date(2026, 11, 6)),
        # Counted from a closed day: 18, 17, 16, 15, 14 December.
        (date(2026, 12, 29), -5, date(2026, 12, 14)),
        (date(2026, 12, 29), 2, date(2027, 1, 5)),
        (date(2026, 11, 2), -1, date(2026, 10, 23)),
        (date(2026, 11, 27), 0, date(2026, 11, 27)),
        (date(2026, 11, 28), 0, date(2026, 11, 30)),
        (date(2026, 12, 29), 0, date(2027, 1, 4)),
    ],
)
def test_add_td_counts_open_days(day: date, n: int, counted: date) -> None:
    assert add_td(day=day, n=n, calendar=RIVERSIDE) == counted


@pytest.mark.parametrize("n", [-1, 0, 3])
def test_add_td_without_an_open_day_within_reach_is_an_error(n: int) -> None:
    with pytest.raises(ValueError, match="no open day within 400 days on the way from 2026-11-27"):
        add_td(day=date(2026, 11, 27), n=n, calendar=ALWAYS_SHUT)


def test_find_td_gives_up_after_the_search() -> None:
    day = date(2026, 1, 1)
    shut = Span(first=day + timedelta(days=1), last=day + timedelta(days=SEARCH_DAYS - 1))
    longer = Span(first=shut.first, last=shut.last + timedelta(days=1))
    week = EVERY_DAY.working_days

    reached = find_td(day=day, n=1, calendar=PartnerCalendar(closed=(shut,), working_days=week))
    given_up = find_td(day=day, n=1, calendar=PartnerCalendar(closed=(longer,), working_days=week))

    assert (reached, given_up) == (day + timedelta(days=SEARCH_DAYS), None)


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2026, 11, 27), date(2026, 11, 27), 0),
        (date(2026, 11, 27), date(2026, 12, 1), 2),
        (date(2026, 12, 1), date(2026, 11, 27), -2),
        (date(2026, 12, 14), date(2026, 12, 29), 4),
        (date(2026, 12, 29), date(2026, 12, 14), -5),
        (date(2026, 11, 28), date(2026, 11, 29), 0),
    ],
)
def test_td_between_counts_the_end_and_not_the_start(start: date, end: date, count: int) -> None:
    assert td_between(start=start, end=end, calendar=RIVERSIDE) == count


@given(day=days, n=st.integers(-30, 30).filter(bool), calendar=partner_calendars)
def test_td_between_is_the_counterpart_of_add_td(day: date, n: int, calendar: PartnerCalendar) -> None:
    end = add_td(day=day, n=n, calendar=calendar)

    assert calendar.is_open(end)
    assert td_between(start=day, end=end, calendar=calendar) == n


@given(
    day=st.dates(date(2026, 9, 1), date(2027, 7, 31)),
    ahead=st.integers(0, 60),
    n=st.integers(0, 12),
)
def test_within_so_many_td_says_what_counting_them_all_says(day: date, ahead: int, n: int) -> None:
    end = day + timedelta(days=ahead)

    said = is_within(start=day, end=end, n=n, calendar=RIVERSIDE)

    assert said == (td_between(start=day, end=end, calendar=RIVERSIDE) <= n)
