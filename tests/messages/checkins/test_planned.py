"""What runner and chair read of the round to come: its real day before they press, why not sooner, and why it waits."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.round_days import Bar, Soonest
from bot.messages import plain
from bot.messages.checkins import planned
from tests.messages.cast import SAMPLE
from tests.messages.checkin_catalogue import ahead

LATER = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        ((), "I ask on a Tuesday, so that everybody gets it on the same day."),
        ((Bar.CRITICAL_DATE,), "It can't be sooner, for I leave out days too near a critical date."),
        ((Bar.LAST_WEEK,), "It can't be sooner, for I leave out the last week before a break."),
        (
            (Bar.HOLIDAYS, Bar.FIRST_WEEK, Bar.LAST_WEEK, Bar.CRITICAL_DATE),
            "It can't be sooner, for I leave out a break with the weeks beside it and days too near a critical date.",
        ),
    ],
)
def test_the_form_says_on_which_day_and_why_not_sooner(between: tuple[Bar, ...], expected: str) -> None:
    asked = planned.ask_form(_ahead(LATER, between=between))

    assert [plain.line(one) for one in asked.intro[:2]] == [
        "I'd ask nine people on Tuesday 1 December.",
        expected,
    ]
    assert asked.submit == "Ask then"


def test_the_form_says_that_it_is_planned_for_that_day_already() -> None:
    found = replace(_ahead(LATER), on=LATER)

    assert "That is the day it is planned for already." in plain.line(planned.ask_form(found).intro[0])


def test_today_it_goes_out_today() -> None:
    found = _ahead(ahead(SAMPLE).today)

    assert planned.ask_form(found).submit == "Ask now"
    assert plain.line(planned.ask_form(found).intro[0]).startswith("I'd ask nine people today.")


def test_where_no_day_is_in_sight_it_promises_none() -> None:
    found = replace(ahead(SAMPLE), soonest=None)

    assert "on the first Tuesday that suits" in plain.line(planned.ask_form(found).intro[0])


def test_after_ask_now_it_says_from_when_people_get_it() -> None:
    today, later = date(2026, 11, 17), date(2026, 11, 19)

    assert "message from me, from today on." in _placed(today=today, reaches_on=today)
    assert "message from me, from Thursday 19 November on." in _placed(today=today, reaches_on=later)


def test_what_has_changed_since_it_was_shown_is_said_where_it_is_shown() -> None:
    found = replace(ahead(SAMPLE), has_changed=True)

    for said in (plain.text(planned.screen(found)), plain.of_block(planned.announced(found)[0])):
        assert "These are others than before" in said


def test_where_none_is_planned_nothing_is_said_of_a_day() -> None:
    found = replace(ahead(SAMPLE), planned=None, on=None)

    assert planned.moved(found, is_held=True) == planned.announced(found) == ()


def test_a_round_that_waits_promises_no_day() -> None:
    said = plain.text(planned.screen(replace(ahead(SAMPLE), is_held=True)))

    assert "The check-in of Tuesday 17 November waits. Nobody has pressed anything here for two weeks" in said


def _ahead(on: date, *, between: tuple[Bar, ...] = ()) -> planned.Ahead:
    return replace(ahead(SAMPLE), people=9, soonest=Soonest(on=on, needs_reason=False, between=between))


def _placed(*, today: date, reaches_on: date) -> str:
    return plain.text(
        planned.placed(
            partnership="Us", on=today, is_open=True, changed=True, today=today, reaches_on=reaches_on
        )
    )
