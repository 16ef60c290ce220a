"""What goes at once, and what a runner's morning list takes along."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.domain.deliveries import DeliveryKind, MessageKind
from tests.posting import (
    FRIDAY,
    MINA,
    MONDAY,
    NEXT_MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    at,
    pending,
    reminder,
)
from tests.sorting import ENVELOPE, HELLO, KNOWN, letters, sorted_post, waits


class TestAtOnce:
    @pytest.mark.parametrize("kind", [DeliveryKind.STUCK, DeliveryKind.ANSWER])
    def test_goes_at_any_hour_of_work_and_counts_for_no_week(self, kind: DeliveryKind) -> None:
        spent = [(MONDAY, ENVELOPE), (TUESDAY, ENVELOPE), (WEDNESDAY, ENVELOPE)]

        found = sorted_post(pending(kind, FRIDAY, off_day=True), now=at(FRIDAY, 16), sent=spent)

        assert letters(found) == [(MessageKind.URGENT, [1])]

    def test_several_answers_are_one_message(self) -> None:
        post = [pending(DeliveryKind.ANSWER, FRIDAY, number=number, off_day=True) for number in (1, 2)]

        [letter] = sorted_post(*post, now=at(FRIDAY, 16)).letters

        assert ([one.id for one in letter.deliveries], letter.part) == ([1, 2], "answer:1")

    def test_waits_for_the_morning_after_hours(self) -> None:
        answer = pending(DeliveryKind.ANSWER, FRIDAY, off_day=True)

        assert waits(sorted_post(answer, now=at(FRIDAY, 18))) == [(1, at(NEXT_MONDAY))]


class TestRunnersList:
    RUNNER = replace(KNOWN, home=replace(MINA, regular_days=frozenset(range(5))), has_list=True)

    def test_has_the_runners_own_things_and_calls_of_the_night(self) -> None:
        found = sorted_post(
            pending(DeliveryKind.MORNING, WEDNESDAY, number=1, share=None, last_day=WEDNESDAY),
            reminder(WEDNESDAY, number=2),
            pending(DeliveryKind.STUCK, WEDNESDAY, number=3, share=3, off_day=True),
            pending(DeliveryKind.ANSWER, WEDNESDAY, number=4, share=4, off_day=True),
            now=at(WEDNESDAY),
            reader=self.RUNNER,
        )

        assert letters(found) == [(MessageKind.MORNING, [1, 3, 2]), (MessageKind.URGENT, [4])]

    def test_runners_own_things_wait_for_the_list(self) -> None:
        found = sorted_post(reminder(TUESDAY), now=at(TUESDAY, 10), reader=self.RUNNER)

        assert (letters(found), waits(found)) == ([], [(1, at(WEDNESDAY))])

    def test_call_for_help_does_not_wait_for_the_list(self) -> None:
        stuck = pending(DeliveryKind.STUCK, TUESDAY, off_day=True)

        assert letters(sorted_post(stuck, now=at(TUESDAY, 10), reader=self.RUNNER)) == [
            (MessageKind.URGENT, [1])
        ]

    @pytest.mark.parametrize("now", [at(WEDNESDAY, 18), at(WEDNESDAY, 7)])
    def test_list_does_not_go_outside_hours(self, now: datetime) -> None:
        morning = pending(DeliveryKind.MORNING, WEDNESDAY, share=None, last_day=WEDNESDAY, due_at=now)

        assert letters(sorted_post(morning, now=now, reader=self.RUNNER)) == []

    def test_there_is_one_list_a_day(self) -> None:
        morning = pending(DeliveryKind.MORNING, WEDNESDAY, share=None, last_day=WEDNESDAY)
        reader = replace(self.RUNNER, listed_today=True)

        assert waits(sorted_post(morning, now=at(WEDNESDAY, 10), reader=reader)) == [(1, at(THURSDAY))]
        assert [one.id for one in sorted_post(morning, now=at(THURSDAY), reader=reader).too_late] == [1]

    def test_what_the_runner_has_elsewhere_waits_for_the_hello_there(self) -> None:
        morning = pending(DeliveryKind.MORNING, WEDNESDAY, share=None, last_day=WEDNESDAY)
        ask = pending(DeliveryKind.ASK, WEDNESDAY, number=2, greeted_on=None, partnership_id=8)

        found = sorted_post(morning, ask, now=at(WEDNESDAY), reader=self.RUNNER)

        assert (letters(found), waits(found)) == ([(MessageKind.MORNING, [1])], [(2, at(THURSDAY))])

    def test_hello_elsewhere_goes_at_once_until_the_third_message(self) -> None:
        hello = pending(DeliveryKind.HELLO, FRIDAY, share=None, greeted_on=None, partnership_id=8)
        hellos = [(day, HELLO) for day in (MONDAY, TUESDAY, WEDNESDAY)]

        assert letters(sorted_post(hello, now=at(FRIDAY), reader=self.RUNNER)) == [(HELLO, [1])]
        assert letters(sorted_post(hello, now=at(FRIDAY), reader=self.RUNNER, sent=hellos)) == []


def test_what_something_else_says_is_brought_by_the_same_message() -> None:
    first, last = (
        pending(DeliveryKind.REMINDER, TUESDAY, number=number, step=step)
        for number, step in ((1, "before-5"), (2, "before-1"))
    )

    [letter] = sorted_post(first, last, now=at(TUESDAY)).letters

    assert ([one.id for one in letter.deliveries], [one.id for one in letter.merged]) == ([2], [1])
