"""In a partner's busy weeks its people are spared what can wait, and nothing is lost."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import busy_weeks
from bot.domain.calendars import PartnerCalendar, Span
from bot.domain.deliveries import DeliveryKind, MessageKind
from bot.domain.desks import Reader
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
from tests.sorting import ENVELOPE, letters, sorted_post, waits

INSPECTION = Span(first=MONDAY, last=FRIDAY, name="Ofsted")
SPARED = replace(MINA, partner=replace(OPEN, busy=(INSPECTION,)))
BUSY = Reader(home=SPARED)
LATER = FRIDAY + timedelta(days=60)
GONE = ((TUESDAY, MessageKind.ENVELOPE),)
_CAN_WAIT = (
    DeliveryKind.ASK,
    DeliveryKind.AGREED,
    DeliveryKind.EFFECT,
    DeliveryKind.MOVED,
    DeliveryKind.THANKS,
    DeliveryKind.NEWS,
    DeliveryKind.KEPT,
)
_GOES = (
    DeliveryKind.HELLO,
    DeliveryKind.MORNING,
    DeliveryKind.ANSWER,
    DeliveryKind.STUCK,
    DeliveryKind.HELP_OUT,
    DeliveryKind.FOREWARNED,
    DeliveryKind.WAIT_OR_GO,
)


def test_check_in_waits_unless_they_asked_for_this_day_themselves() -> None:
    first, asked_for = (
        _busy(pending(DeliveryKind.CHECKIN, THURSDAY, share=None, off_day=off_day))
        for off_day in (False, True)
    )

    assert busy_weeks.waits_until(first, now=at(THURSDAY)) == NEXT_TUESDAY
    assert busy_weeks.waits_until(asked_for, now=at(THURSDAY)) is None


def _busy(one: Pending) -> Pending:
    return replace(one, calendar=SPARED)


@pytest.mark.parametrize("kind", _CAN_WAIT)
def test_what_can_wait_comes_on_the_first_regular_day_afterwards(kind: DeliveryKind) -> None:
    found = sorted_post(_busy(pending(kind, TUESDAY)), now=at(TUESDAY), reader=BUSY)

    assert (letters(found), waits(found)) == ([], [(1, at(NEXT_TUESDAY))])


@pytest.mark.parametrize("kind", _GOES)
def test_what_somebody_waits_for_never_waits(kind: DeliveryKind) -> None:
    assert busy_weeks.waits_until(_busy(pending(kind, TUESDAY)), now=at(TUESDAY)) is None


@pytest.mark.parametrize(
    ("due", "until"),
    [(THURSDAY, None), (NEXT_MONDAY, None), (NEXT_TUESDAY, None), (NEXT_THURSDAY, NEXT_TUESDAY)],
)
def test_reminder_waits_while_it_still_comes_before_its_date(due: date, until: date | None) -> None:
    assert busy_weeks.waits_until(_busy(reminder(TUESDAY, due=due)), now=at(TUESDAY)) == until


def test_first_regular_day_brings_what_cannot_wait() -> None:
    post = (_busy(reminder(TUESDAY, number=1, due=THURSDAY)), _busy(reminder(TUESDAY, number=2, due=LATER)))

    found = sorted_post(*post, now=at(TUESDAY), reader=BUSY)

    assert (letters(found), waits(found)) == ([(ENVELOPE, [1])], [(2, at(NEXT_TUESDAY))])


def test_one_envelope_in_that_week_brings_along_what_thursday_would_have() -> None:
    post = (_busy(reminder(TUESDAY, number=1, due=THURSDAY)), _busy(reminder(THURSDAY, number=2, due=FRIDAY)))

    found = sorted_post(*post, now=at(TUESDAY), reader=BUSY)

    assert letters(found) == [(ENVELOPE, [1, 2])]


def test_second_regular_day_brings_no_second_envelope() -> None:
    late = _busy(reminder(THURSDAY, due=NEXT_TUESDAY))

    found = sorted_post(late, now=at(THURSDAY), sent=GONE, reader=BUSY)

    assert letters(found) == []


@pytest.mark.parametrize("sent", [(), GONE])
def test_critical_warning_goes_on_its_day(sent: tuple[tuple[date, MessageKind], ...]) -> None:
    found = sorted_post(_busy(warning(WEDNESDAY, due=THURSDAY)), now=at(WEDNESDAY), sent=sent, reader=BUSY)

    assert letters(found) == [(ENVELOPE, [1])]


def test_fair_warning_after_a_critical_date_goes_too() -> None:
    after = pending(DeliveryKind.AFTER, TUESDAY, off_day=True, calendar=SPARED)

    assert busy_weeks.waits_until(after, now=at(TUESDAY)) is None


def test_runner_has_everything_in_the_list_all_the_same() -> None:
    runs = Reader(home=SPARED, has_list=True)
    post = (
        pending(DeliveryKind.MORNING, TUESDAY, number=1, calendar=SPARED),
        _busy(reminder(TUESDAY, number=2, due=LATER)),
    )

    assert letters(sorted_post(*post, now=at(TUESDAY), reader=runs)) == [(MessageKind.MORNING, [1, 2])]


def test_the_week_after_is_as_any_other() -> None:
    found = sorted_post(_busy(reminder(NEXT_TUESDAY, due=LATER)), now=at(NEXT_TUESDAY), reader=BUSY)

    assert letters(found) == [(ENVELOPE, [1])]


def test_busy_for_as_long_as_anybody_can_see_spares_nobody() -> None:
    for_ever = replace(SPARED, partner=PartnerCalendar(busy=(INSPECTION,), working_days=frozenset({5})))
    one = pending(DeliveryKind.ASK, TUESDAY, calendar=for_ever)

    assert busy_weeks.waits_until(one, now=at(TUESDAY)) is None


_DAYS = st.dates(min_value=MONDAY - timedelta(days=20), max_value=MONDAY + timedelta(days=40))
_SPANS = st.builds(
    lambda first, days: Span(first=first, last=first + timedelta(days=days)), _DAYS, st.integers(0, 12)
)


@given(day=_DAYS, busy=st.lists(_SPANS, max_size=5))
def test_busy_until_is_the_end_of_an_unbroken_run(day: date, busy: list[Span]) -> None:
    calendar = PartnerCalendar(busy=tuple(busy))

    def holds(one: date) -> bool:
        return any(span.holds(one) for span in busy)

    last = calendar.busy_until(day)

    if last is None:
        assert not holds(day)
        return
    run = [day + timedelta(days=n) for n in range((last - day).days + 1)]
    assert all(map(holds, run))
    assert not holds(last + timedelta(days=1))


def test_busy_days_count_as_days_in_term() -> None:
    assert SPARED.partner.is_open(TUESDAY)
    assert SPARED.is_regular(TUESDAY)
