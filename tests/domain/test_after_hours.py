"""When somebody sees what is written to them after their hours, and what may be sent to them at once."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.after_hours import Later, Seen, Stays, WillSee, agreed, as_seen, is_told, stays
from bot.domain.deliveries import DeliveryKind, MessageKind
from bot.domain.handovers import AGAIN, UNANSWERED
from tests.actions import CALENDAR
from tests.posting import FRIDAY, MONDAY, NEXT_MONDAY, THURSDAY, TUESDAY, WEDNESDAY, at, pending
from tests.sorting import ENVELOPE, HELLO, KNOWN

EVENING = at(TUESDAY, 21, 5)
LAST_WEEK = MONDAY - timedelta(days=3)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (DeliveryKind.CHANGED, True),
        (DeliveryKind.ANSWER, True),
        (DeliveryKind.WAIT_OR_GO, True),
        (DeliveryKind.THANKS, True),
        (DeliveryKind.EFFECT, True),
        (DeliveryKind.REMINDER, False),
        (DeliveryKind.AFTER, False),
        (DeliveryKind.MORNING, False),
    ],
)
def test_what_a_press_tells_somebody_else(kind: DeliveryKind, told: bool) -> None:
    owed = pending(kind, THURSDAY).owed

    assert is_told(owed, by_id=1) is told
    assert not is_told(owed, by_id=7)
    assert not is_told(replace(owed, person_id=None, room_id=2), by_id=1)


@pytest.mark.parametrize(("step", "told"), [("asked", True), (AGAIN, False), (UNANSWERED, False)])
def test_what_a_hand_over_brings_some_days_later_is_no_news_yet(step: str, told: bool) -> None:
    assert is_told(pending(DeliveryKind.HAND_OVER, THURSDAY, step=step).owed, by_id=1) is told


def test_it_is_seen_by_the_clock_of_its_reader() -> None:
    summer = datetime(2026, 9, 10, 7, 30, tzinfo=UTC)

    assert as_seen(summer, calendar=CALENDAR) == Seen(on=date(2026, 9, 10), at=time(8, 30))


@pytest.mark.parametrize(
    ("instants", "expected"),
    [
        ([at(THURSDAY)], at(THURSDAY)),
        ([at(THURSDAY), at(THURSDAY)], at(THURSDAY)),
        ([at(THURSDAY), at(FRIDAY)], None),
        ([at(THURSDAY), None], None),
        ([None], None),
    ],
)
def test_a_day_is_certain_only_where_every_way_leads_to_it(
    instants: list[datetime | None], expected: datetime | None
) -> None:
    assert agreed(instants) == expected


@pytest.mark.parametrize(
    ("quiet_until", "is_greeted", "sent", "why"),
    [
        (None, True, [], None),
        (NEXT_MONDAY, True, [], Stays.QUIET),
        (TUESDAY, True, [], None),
        (None, False, [], Stays.NO_HELLO),
        (None, True, [(MONDAY, HELLO), (TUESDAY, ENVELOPE)], None),
        (None, True, [(LAST_WEEK, ENVELOPE), (MONDAY, HELLO), (TUESDAY, ENVELOPE)], None),
        (
            None,
            True,
            [(MONDAY, HELLO), (TUESDAY, ENVELOPE), (TUESDAY, MessageKind.URGENT)],
            Stays.FULL_WEEK,
        ),
        (
            NEXT_MONDAY,
            True,
            [(MONDAY, HELLO), (TUESDAY, ENVELOPE), (WEDNESDAY, ENVELOPE)],
            Stays.QUIET,
        ),
    ],
    ids=["goes", "quiet", "quiet no more", "no hello", "two", "last week's", "three", "quiet and three"],
)
def test_what_keeps_it_from_going_at_once(
    quiet_until: date | None, is_greeted: bool, sent: list[tuple[date, MessageKind]], why: Stays | None
) -> None:
    reader = replace(KNOWN, sent=tuple(sent))

    assert stays(reader=reader, quiet_until=quiet_until, is_greeted=is_greeted, now=EVENING) is why


def test_who_runs_a_partnership_has_no_quiet_week() -> None:
    reader = replace(KNOWN, has_list=True)

    assert stays(reader=reader, quiet_until=NEXT_MONDAY, is_greeted=True, now=EVENING) is None


def test_everything_that_can_be_sent_at_once_together() -> None:
    people = (
        WillSee(first_name="Mina", seen=None, ids=(3, 4)),
        WillSee(first_name="Rob", seen=None),
        WillSee(first_name="Sam", seen=None, ids=(5,)),
    )

    assert Later(partnership_id=9, today=TUESDAY, people=people).ids == (3, 4, 5)
