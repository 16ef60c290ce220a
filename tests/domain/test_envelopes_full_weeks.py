"""What becomes of a critical warning when the week has no room for another message."""

from dataclasses import replace
from datetime import date

from bot.domain.calendars import PartnerCalendar
from bot.domain.deliveries import DeliveryKind
from bot.domain.desks import Reader
from tests.posting import (
    FRIDAY,
    MINA,
    MONDAY,
    NEXT_MONDAY,
    NEXT_TUESDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    at,
    pending,
    reminder,
    warning,
)
from tests.sorting import ENVELOPE, HELLO, letters, sorted_post


class TestFullWeek:
    """Once the third is spent, or will be, a critical warning rides in the regular envelope before it."""

    def test_warning_rides_ahead_when_the_week_will_be_full(self) -> None:
        found = sorted_post(
            reminder(THURSDAY, number=1),
            warning(FRIDAY, number=2, due=NEXT_MONDAY),
            now=at(THURSDAY),
            sent=[(MONDAY, ENVELOPE), (TUESDAY, ENVELOPE)],
        )

        assert letters(found) == [(ENVELOPE, [2, 1])]

    def test_warning_waits_for_its_day_when_there_is_room(self) -> None:
        found = sorted_post(
            reminder(THURSDAY, number=1),
            warning(FRIDAY, number=2, due=NEXT_MONDAY),
            now=at(THURSDAY),
            sent=[(TUESDAY, ENVELOPE)],
        )

        assert letters(found) == [(ENVELOPE, [1])]

    def test_of_two_warnings_only_as_many_wait_as_there_is_room(self) -> None:
        saturday_too = replace(
            MINA, partner=PartnerCalendar(working_days=frozenset(range(6))), regular_days=frozenset({3})
        )
        friday, saturday = (
            pending(
                DeliveryKind.REMINDER,
                day,
                number=number,
                share=number,
                step="before-1",
                off_day=True,
                last_day=NEXT_MONDAY,
                calendar=saturday_too,
            )
            for number, day in ((2, FRIDAY), (3, date(2026, 11, 28)))
        )
        found = sorted_post(
            pending(DeliveryKind.REMINDER, THURSDAY, calendar=saturday_too, last_day=NEXT_MONDAY),
            friday,
            saturday,
            now=at(THURSDAY),
            sent=[(TUESDAY, HELLO)],
            reader=Reader(home=saturday_too),
        )

        assert letters(found) == [(ENVELOPE, [1, 3])]

    def test_warning_that_the_next_regular_envelope_can_carry_waits_for_that(self) -> None:
        found = sorted_post(
            reminder(TUESDAY, number=1),
            warning(FRIDAY, number=2, due=NEXT_MONDAY),
            now=at(TUESDAY),
            sent=[(MONDAY, HELLO)],
        )

        assert letters(found) == [(ENVELOPE, [1])]

    def test_warning_before_a_week_of_three_regular_days_rides_ahead(self) -> None:
        busy = replace(MINA, regular_days=frozenset({1, 2, 3}))
        tomorrow = replace(warning(NEXT_MONDAY, number=2, due=NEXT_TUESDAY), calendar=busy)
        now_due = replace(reminder(THURSDAY), calendar=busy)

        found = sorted_post(now_due, tomorrow, now=at(THURSDAY), reader=Reader(home=busy))

        assert letters(found) == [(ENVELOPE, [1, 2])]

    def test_warning_of_a_later_week_is_not_drawn_ahead(self) -> None:
        found = sorted_post(
            reminder(TUESDAY, number=1),
            warning(date(2026, 12, 4), number=2, due=date(2026, 12, 7)),
            now=at(TUESDAY),
            sent=[(MONDAY, HELLO)],
        )

        assert letters(found) == [(ENVELOPE, [1])]

    def test_third_message_on_another_day_takes_the_next_warning_along(self) -> None:
        found = sorted_post(
            warning(WEDNESDAY, number=1, due=THURSDAY),
            warning(FRIDAY, number=2, due=NEXT_MONDAY),
            now=at(WEDNESDAY),
            sent=[(MONDAY, HELLO), (TUESDAY, ENVELOPE)],
        )

        assert letters(found) == [(ENVELOPE, [1, 2])]
