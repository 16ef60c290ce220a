"""When a post may go to a room: working days, eight to six, one a day, two a week."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import weeks
from bot.domain.calendars import PartnerCalendar, PersonCalendar, local_date
from bot.domain.deliveries import Delivery, DeliveryKind, DeliveryState, Owed
from bot.domain.room_posts import MOST_A_WEEK, in_order, waits_until

LONDON = ZoneInfo("Europe/London")
CALENDAR = PersonCalendar(partner=PartnerCalendar(country="GB", region="ENG"), zone=LONDON)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = (date(2026, 11, day) for day in range(23, 29))
NEXT_MONDAY = date(2026, 11, 30)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment in London, in winter."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("posted", "now", "until"),
    [
        pytest.param([], at(TUESDAY, 10), None, id="first of the week"),
        pytest.param([MONDAY], at(TUESDAY, 10), None, id="second of the week"),
        pytest.param(
            [MONDAY, TUESDAY], at(WEDNESDAY, 10), at(NEXT_MONDAY, 8, 30), id="third waits for Monday"
        ),
        pytest.param([TUESDAY], at(TUESDAY, 10), at(WEDNESDAY, 8, 30), id="one a day"),
        pytest.param([FRIDAY], at(FRIDAY, 15), at(NEXT_MONDAY, 8, 30), id="one a day, before the weekend"),
        pytest.param([], at(TUESDAY, 7, 59), at(TUESDAY, 8, 30), id="early"),
        pytest.param([], at(TUESDAY, 8), None, id="eight"),
        pytest.param([], at(TUESDAY, 17, 59), None, id="before six"),
        pytest.param([], at(TUESDAY, 18), at(WEDNESDAY, 8, 30), id="six"),
        pytest.param([], at(SATURDAY, 10), at(NEXT_MONDAY, 8, 30), id="weekend"),
        pytest.param([], at(date(2026, 12, 25), 10), at(date(2026, 12, 29), 8, 30), id="Christmas"),
    ],
)
def test_post_waits_for_its_day(posted: list[date], now: datetime, until: datetime | None) -> None:
    slot = waits_until(posted=posted, calendar=CALENDAR, now=now)

    assert (slot.at if slot else None) == until


def test_where_nobody_ever_works_nothing_is_posted_in_sight() -> None:
    never = PersonCalendar(partner=PartnerCalendar(working_days=frozenset()), zone=LONDON)

    assert waits_until(posted=[], calendar=never, now=at(TUESDAY, 10)) is None


@given(
    dues=st.lists(st.integers(min_value=0, max_value=24 * 30), max_size=12),
)
def test_no_room_ever_gets_more_than_two_in_a_week_or_one_in_a_day(dues: list[int]) -> None:
    posted: list[date] = []
    for hours in sorted(dues):
        now = at(MONDAY, 0) + timedelta(hours=hours)
        for _ in range(20):
            this_week = weeks.monday(local_date(now=now, zone=LONDON))
            slot = waits_until(posted=[day for day in posted if day >= this_week], calendar=CALENDAR, now=now)
            if slot is None:
                posted.append(local_date(now=now, zone=LONDON))
                break
            assert slot.at > now
            now = slot.at

    assert len(posted) == len(dues)
    assert len(posted) == len(set(posted))
    by_week = [weeks.monday(day) for day in posted]
    assert all(by_week.count(week) <= MOST_A_WEEK for week in by_week)
    assert all(CALENDAR.is_working(day) for day in posted)


def test_celebrations_come_before_quick_wins() -> None:
    kinds = (
        DeliveryKind.QUIET,
        DeliveryKind.QUICK_WINS,
        DeliveryKind.CELEBRATION,
        DeliveryKind.WELCOME,
        DeliveryKind.CELEBRATION,
    )
    due = [_delivery(number, kind) for number, kind in enumerate(kinds)]

    assert [one.id for one in in_order(due)] == [3, 2, 4, 1, 0]


def _delivery(number: int, kind: DeliveryKind) -> Delivery:
    owed = Owed(
        kind=kind,
        fact=f"fact:{number}",
        step="told",
        partnership_id=1,
        due_on=MONDAY,
        due_at=at(MONDAY, 9),
        room_id=1,
    )
    return Delivery(id=number, owed=owed, state=DeliveryState.PENDING, rule=None, message_id=None)
