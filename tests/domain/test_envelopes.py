"""Which of one person's post goes now, what waits, and what comes too late: one table a rule."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.domain.calendars import Span
from bot.domain.deliveries import DeliveryKind
from bot.domain.desks import Reader
from bot.domain.envelopes import Gathered
from tests.posting import (
    FRIDAY,
    MINA,
    MONDAY,
    NEXT_MONDAY,
    NEXT_THURSDAY,
    NEXT_TUESDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    at,
    pending,
    reminder,
    warning,
)
from tests.sorting import ENVELOPE, HELLO, KNOWN, letters, sorted_post, waits


def test_what_is_not_due_is_left_alone() -> None:
    found = sorted_post(reminder(THURSDAY), now=at(TUESDAY))

    assert found == Gathered(letters=(), too_late=(), waits=())


@pytest.mark.parametrize("now", [at(TUESDAY), at(TUESDAY, 12), at(TUESDAY, 17, 59)])
def test_envelope_goes_on_a_regular_day_from_the_hour_until_six(now: datetime) -> None:
    assert letters(sorted_post(reminder(TUESDAY), now=now)) == [(ENVELOPE, [1])]


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (at(TUESDAY, 18), at(THURSDAY)),
        (at(WEDNESDAY, 10), at(THURSDAY)),
        (at(THURSDAY, 20), at(NEXT_TUESDAY)),
    ],
)
def test_late_envelope_waits_for_the_next_regular_day(now: datetime, until: datetime) -> None:
    found = sorted_post(reminder(TUESDAY, due=date(2026, 12, 20)), now=now)

    assert (letters(found), waits(found)) == ([], [(1, until)])


def test_late_envelope_goes_on_another_day_when_a_date_would_pass() -> None:
    found = sorted_post(reminder(TUESDAY, due=THURSDAY), reminder(TUESDAY, number=2), now=at(WEDNESDAY, 10))

    assert waits(found) == [(1, at(THURSDAY)), (2, at(THURSDAY))]

    found = sorted_post(reminder(THURSDAY, due=FRIDAY), reminder(THURSDAY, number=2), now=at(FRIDAY, 10))

    assert (letters(found), waits(found)) == ([(ENVELOPE, [1])], [(2, at(NEXT_TUESDAY))])


def test_what_has_come_too_late_says_so() -> None:
    found = sorted_post(reminder(TUESDAY, due=WEDNESDAY), now=at(THURSDAY))

    assert ([one.id for one in found.too_late], letters(found)) == ([1], [])


def test_somebody_who_is_away_for_good_is_written_to_no_more() -> None:
    away = replace(MINA, leave=(Span(first=date(2026, 11, 1), last=date(2029, 1, 1)),))
    post = pending(DeliveryKind.AGREED, TUESDAY, calendar=away)

    found = sorted_post(post, now=at(TUESDAY), reader=Reader(home=away))

    assert ([one.id for one in found.too_late], waits(found)) == ([1], [])


def test_second_envelope_of_a_day_waits() -> None:
    found = sorted_post(reminder(TUESDAY), now=at(TUESDAY, 10), sent=[(TUESDAY, ENVELOPE)])

    assert (letters(found), waits(found)) == ([], [(1, at(THURSDAY))])


def test_changed_hour_is_kept_on_the_same_day() -> None:
    later = replace(MINA, hour=at(TUESDAY, 12, 15).time())
    post = pending(DeliveryKind.REMINDER, TUESDAY, calendar=later, last_day=NEXT_TUESDAY)

    found = sorted_post(post, now=at(TUESDAY, 9), reader=Reader(home=later))

    assert waits(found) == [(1, at(TUESDAY, 12, 15))]


def test_never_more_than_three_a_week() -> None:
    spent = [(MONDAY, ENVELOPE), (TUESDAY, ENVELOPE), (WEDNESDAY, ENVELOPE)]

    found = sorted_post(reminder(THURSDAY), now=at(THURSDAY), sent=spent)

    assert (letters(found), waits(found)) == ([], [(1, at(NEXT_TUESDAY))])


def test_messages_of_last_week_count_for_last_week() -> None:
    last_week = [(date(2026, 11, day), ENVELOPE) for day in (17, 19, 20)]

    assert letters(sorted_post(reminder(TUESDAY), now=at(TUESDAY), sent=last_week)) == [(ENVELOPE, [1])]


class TestHello:
    def test_goes_at_once_inside_the_readers_hours(self) -> None:
        hello = pending(DeliveryKind.HELLO, MONDAY, share=None, greeted_on=None)

        found = sorted_post(hello, now=at(MONDAY, 10), reader=replace(KNOWN, is_known=False))

        assert letters(found) == [(HELLO, [1])]
        assert found.letters[0].part == "9"

    @pytest.mark.parametrize(
        ("now", "until"), [(at(MONDAY, 19), at(TUESDAY)), (at(FRIDAY, 18), at(NEXT_MONDAY))]
    )
    def test_waits_for_the_next_working_morning_outside_them(self, now: datetime, until: datetime) -> None:
        hello = pending(DeliveryKind.HELLO, now.date(), share=None, greeted_on=None, due_at=now)

        assert waits(sorted_post(hello, now=now)) == [(1, until)]

    def test_comes_before_anything_else(self) -> None:
        hello = pending(DeliveryKind.HELLO, TUESDAY, share=None, greeted_on=None)
        ask = pending(DeliveryKind.ASK, TUESDAY, number=2, greeted_on=None)

        found = sorted_post(hello, ask, now=at(TUESDAY), reader=replace(KNOWN, is_known=False))

        assert (letters(found), waits(found)) == ([(HELLO, [1])], [(2, at(THURSDAY))])

    def test_leaves_the_rest_of_its_day_alone(self) -> None:
        ask = pending(DeliveryKind.ASK, TUESDAY, greeted_on=TUESDAY)

        assert waits(sorted_post(ask, now=at(TUESDAY, 10), sent=[(TUESDAY, HELLO)])) == [(1, at(THURSDAY))]

    def test_of_a_second_partnership_goes_at_once_where_the_week_has_room(self) -> None:
        hello = pending(DeliveryKind.HELLO, MONDAY, share=None, greeted_on=None)

        assert letters(sorted_post(hello, now=at(MONDAY))) == [(HELLO, [1])]

    def test_of_a_second_partnership_rides_in_the_envelope_where_the_week_is_full(self) -> None:
        hello = pending(DeliveryKind.HELLO, TUESDAY, share=None, greeted_on=None, partnership_id=8)
        spent = [(MONDAY, ENVELOPE)]

        monday = sorted_post(hello, now=at(WEDNESDAY, 10), sent=[*spent, (TUESDAY, ENVELOPE)])
        tuesday = sorted_post(hello, reminder(TUESDAY, number=2), now=at(TUESDAY), sent=spent)

        assert waits(monday) == [(1, at(THURSDAY))]
        assert letters(tuesday) == [(ENVELOPE, [1, 2])]

    def test_does_not_take_the_message_kept_for_a_critical_date(self) -> None:
        hello = pending(DeliveryKind.HELLO, WEDNESDAY, share=None, greeted_on=None, partnership_id=8)

        found = sorted_post(
            hello,
            warning(FRIDAY, number=2, due=NEXT_MONDAY),
            now=at(WEDNESDAY),
            sent=[(TUESDAY, ENVELOPE)],
        )

        assert waits(found) == [(1, at(THURSDAY))]

    def test_of_two_partnerships_at_once_the_second_waits(self) -> None:
        first = pending(DeliveryKind.HELLO, MONDAY, share=None, greeted_on=None)
        second = pending(DeliveryKind.HELLO, MONDAY, number=2, share=None, greeted_on=None, partnership_id=8)

        found = sorted_post(first, second, now=at(MONDAY), reader=replace(KNOWN, is_known=False))

        assert (letters(found), waits(found)) == ([(HELLO, [1])], [(2, at(TUESDAY))])


class TestAnotherDay:
    def test_critical_warning_goes_on_its_very_day(self) -> None:
        found = sorted_post(warning(WEDNESDAY, due=THURSDAY), now=at(WEDNESDAY), sent=[(TUESDAY, ENVELOPE)])

        assert letters(found) == [(ENVELOPE, [1])]

    def test_takes_nothing_along_that_can_wait(self) -> None:
        found = sorted_post(
            warning(WEDNESDAY, due=THURSDAY), reminder(TUESDAY, number=2), now=at(WEDNESDAY, 9)
        )

        assert (letters(found), waits(found)) == ([(ENVELOPE, [1])], [(2, at(THURSDAY))])

    def test_critical_warning_after_hours_waits_for_the_morning(self) -> None:
        found = sorted_post(warning(WEDNESDAY, due=FRIDAY), now=at(WEDNESDAY, 18))

        assert waits(found) == [(1, at(THURSDAY))]

    def test_something_added_late_is_asked_next_morning(self) -> None:
        ask = pending(DeliveryKind.ASK, WEDNESDAY, off_day=True, last_day=THURSDAY)

        assert letters(sorted_post(ask, now=at(WEDNESDAY), sent=[(TUESDAY, ENVELOPE)])) == [(ENVELOPE, [1])]

    def test_something_added_late_waits_where_the_week_is_full(self) -> None:
        ask = pending(DeliveryKind.ASK, WEDNESDAY, off_day=True, last_day=FRIDAY)
        spent = [(MONDAY, HELLO), (TUESDAY, ENVELOPE)]

        assert waits(sorted_post(ask, now=at(WEDNESDAY), sent=spent)) == [(1, at(THURSDAY))]

    def test_something_added_late_waits_for_the_hour_of_a_regular_day(self) -> None:
        lunch = replace(MINA, hour=at(TUESDAY, 12, 15).time())
        ask = pending(DeliveryKind.ASK, TUESDAY, off_day=True, last_day=WEDNESDAY, calendar=lunch)

        found = sorted_post(ask, now=at(TUESDAY), reader=Reader(home=lunch))

        assert waits(found) == [(1, at(TUESDAY, 12, 15))]


def test_ask_beyond_five_waits_for_the_next_envelope() -> None:
    post = [
        pending(DeliveryKind.ASK, TUESDAY, number=at, share=at, last_day=NEXT_THURSDAY) for at in range(1, 8)
    ]

    found = sorted_post(*post, now=at(TUESDAY))

    assert letters(found) == [(ENVELOPE, [1, 2, 3, 4, 5])]
    assert waits(found) == [(6, at(THURSDAY)), (7, at(THURSDAY))]
