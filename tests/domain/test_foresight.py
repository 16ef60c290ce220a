"""When something goes: on the very day on which the sorter sends it."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.domain.calendars import Span
from bot.domain.deliveries import DeliveryKind, MessageKind
from bot.domain.desks import Reader
from bot.domain.foresight import goes_at
from bot.domain.pending import Pending
from tests.posting import (
    FRIDAY,
    MINA,
    MONDAY,
    NEXT_MONDAY,
    NEXT_THURSDAY,
    NEXT_TUESDAY,
    OPEN,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    at,
    pending,
    reminder,
    warning,
)
from tests.sorting import ENVELOPE, HELLO, KNOWN

EVENING = at(TUESDAY, 21, 5)
NEWS = pending(DeliveryKind.CHANGED, THURSDAY, number=1)
ANSWER = pending(DeliveryKind.ANSWER, WEDNESDAY, number=1, off_day=True)
SPENT = ((MONDAY, HELLO), (MONDAY, ENVELOPE), (TUESDAY, ENVELOPE))
AWAY = replace(MINA, leave=(Span(first=THURSDAY, last=THURSDAY),))
GONE = replace(MINA, leave=(Span(first=WEDNESDAY, last=date(2029, 12, 1)),))
BUSY = replace(MINA, partner=replace(OPEN, busy=(Span(first=MONDAY, last=FRIDAY),)))


def foreseen(
    *post: Pending,
    now: datetime = EVENING,
    reader: Reader = KNOWN,
    sent: tuple[tuple[date, MessageKind], ...] = (),
) -> datetime | None:
    sorted_for = replace(reader, sent=sent) if sent else reader
    return goes_at({1}, everything=post, reader=sorted_for, now=now)


@pytest.mark.parametrize(
    ("reader", "expected"),
    [
        (KNOWN, at(THURSDAY)),
        (replace(KNOWN, quiet_until=NEXT_MONDAY), at(NEXT_TUESDAY)),
        (replace(KNOWN, sent=SPENT), at(NEXT_TUESDAY)),
        (replace(KNOWN, once_a_week=True, sent=((TUESDAY, ENVELOPE),)), at(NEXT_TUESDAY)),
        (replace(KNOWN, once_a_week=True), at(THURSDAY)),
        (replace(KNOWN, has_list=True), at(WEDNESDAY)),
    ],
    ids=["regular", "quiet", "full week", "one a week, and it has gone", "one a week", "in a list"],
)
def test_news_goes(reader: Reader, expected: datetime) -> None:
    assert foreseen(NEWS, reader=reader) == expected


@pytest.mark.parametrize(
    ("reader", "expected"),
    [
        (KNOWN, at(WEDNESDAY)),
        (replace(KNOWN, quiet_until=NEXT_MONDAY), at(WEDNESDAY)),
        (replace(KNOWN, sent=SPENT), at(WEDNESDAY)),
        (replace(KNOWN, has_list=True), at(WEDNESDAY)),
    ],
    ids=["next working morning", "quiet", "full week", "in a list"],
)
def test_answers_go(reader: Reader, expected: datetime) -> None:
    assert foreseen(ANSWER, reader=reader) == expected


def test_somebody_away_has_it_when_they_are_back() -> None:
    news = pending(DeliveryKind.CHANGED, NEXT_TUESDAY, calendar=AWAY)

    assert foreseen(news, reader=replace(KNOWN, home=AWAY)) == at(NEXT_TUESDAY)


def test_of_somebody_away_for_years_nothing_is_certain() -> None:
    news = pending(DeliveryKind.CHANGED, THURSDAY, calendar=GONE)

    assert foreseen(news, reader=replace(KNOWN, home=GONE)) is None


def test_in_busy_weeks_it_waits_for_their_end() -> None:
    news = pending(DeliveryKind.CHANGED, THURSDAY, calendar=BUSY)

    assert foreseen(news, reader=replace(KNOWN, home=BUSY)) == at(NEXT_TUESDAY)


def test_it_rides_along_with_what_goes_before_it() -> None:
    """Two messages are spent; the third goes on Thursday, with both in it."""
    sent = ((MONDAY, HELLO), (TUESDAY, ENVELOPE))

    assert foreseen(NEWS, reminder(THURSDAY, number=2), sent=sent) == at(THURSDAY)


def test_a_warning_before_it_may_take_the_last_message_of_the_week() -> None:
    critical = warning(WEDNESDAY, number=2, due=THURSDAY)
    sent = ((MONDAY, HELLO), (TUESDAY, ENVELOPE))

    assert foreseen(NEWS, critical, sent=sent) == at(NEXT_TUESDAY)


def test_it_waits_for_the_hello() -> None:
    hello = pending(DeliveryKind.HELLO, WEDNESDAY, number=2, share=None, greeted_on=None)
    news = pending(DeliveryKind.CHANGED, THURSDAY, greeted_on=None)
    elsewhere = pending(DeliveryKind.CHANGED, WEDNESDAY, number=3, greeted_on=None, partnership_id=8)

    found = foreseen(news, hello, elsewhere, reader=replace(KNOWN, is_known=False))

    assert found == at(THURSDAY)


def test_what_is_not_open_goes_never() -> None:
    assert foreseen(reminder(NEXT_THURSDAY, number=2)) is None


def test_what_waits_for_ever_is_not_waited_for() -> None:
    """Nobody has said hello, and nobody will."""
    news = pending(DeliveryKind.CHANGED, THURSDAY, greeted_on=None)

    assert foreseen(news) is None


def test_lists_and_answers_are_no_envelopes() -> None:
    sent = ((MONDAY, MessageKind.HELLO),)
    other = pending(DeliveryKind.ANSWER, WEDNESDAY, number=2, off_day=True)

    assert foreseen(NEWS, other, sent=sent) == at(THURSDAY)
