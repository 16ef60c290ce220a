"""On which day a round may open, in the calendar of the sample year."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars import PartnerCalendar, Span
from bot.domain.evidence import Stage
from bot.domain.round_days import (
    Bar,
    Setting,
    bars,
    bars_by_hand,
    planned_on,
    soonest,
)
from bot.domain.term_days import TermDays, most_open

_CLOSED = (
    Span(first=date(2026, 7, 22), last=date(2026, 9, 6)),
    Span(first=date(2026, 10, 26), last=date(2026, 10, 30)),
    Span(first=date(2026, 12, 19), last=date(2027, 1, 3)),
    Span(first=date(2027, 2, 15), last=date(2027, 2, 19)),
    Span(first=date(2027, 3, 26), last=date(2027, 4, 9)),
    Span(first=date(2027, 5, 31), last=date(2027, 6, 4)),
    Span(first=date(2027, 7, 22), last=date(2027, 9, 6)),
)
CALENDAR = PartnerCalendar(country="GB", region="ENG", closed=_CLOSED)
TERMS = most_open(open_on=[CALENDAR.is_open], first=date(2026, 7, 1), last=date(2027, 9, 30))
SETTING = Setting(terms=TERMS, stage=Stage.FORMING, people=10)


_ROUNDS = (
    date(2026, 10, 6),
    date(2026, 11, 17),
    date(2027, 1, 26),
    date(2027, 3, 9),
    date(2027, 5, 4),
    date(2027, 6, 15),
)


@pytest.mark.parametrize(("last", "day"), list(pairwise((None, *_ROUNDS))))
def test_rounds_of_the_sample_year_may_open(last: date | None, day: date) -> None:
    assert bars(day, setting=replace(SETTING, last_opened_on=last)) == ()


@pytest.mark.parametrize(
    ("day", "bar"),
    [
        (date(2026, 10, 7), Bar.NOT_TUESDAY),
        (date(2026, 10, 27), Bar.HOLIDAYS),
        (date(2026, 9, 8), Bar.FIRST_WEEK),
        (date(2026, 10, 20), Bar.LAST_WEEK),
        (date(2026, 11, 3), Bar.FIRST_WEEK),
        (date(2026, 12, 15), Bar.LAST_WEEK),
        (date(2027, 1, 5), Bar.FIRST_WEEK),
        (date(2027, 3, 23), Bar.LAST_WEEK),
    ],
)
def test_days_on_which_none_opens(day: date, bar: Bar) -> None:
    assert bars(day, setting=SETTING)[0] is bar


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"on_hold": True}, (Bar.ON_HOLD,)),
        ({"stage": Stage.FAILING}, (Bar.FAILING,)),
        ({"people": 0}, (Bar.NOBODY,)),
        ({"has_open_round": True}, (Bar.OPEN_ALREADY,)),
        ({"criticals": (date(2026, 11, 17),)}, (Bar.CRITICAL_DATE,)),
        ({"criticals": (date(2026, 11, 24),)}, (Bar.CRITICAL_DATE,)),
        ({"criticals": (date(2026, 11, 25), date(2026, 11, 16))}, ()),
        ({"runner_since": date(2026, 11, 4)}, (Bar.QUIET_DAYS,)),
        ({"runner_since": date(2026, 11, 3)}, ()),
        ({"last_opened_on": date(2026, 11, 10)}, (Bar.THIS_HALF_TERM, Bar.TOO_SOON)),
        ({"last_opened_on": date(2026, 10, 20)}, (Bar.TOO_SOON,)),
        ({"last_opened_on": date(2026, 10, 13)}, ()),
    ],
)
def test_what_speaks_against_a_round(changes: dict[str, object], found: tuple[Bar, ...]) -> None:
    setting = replace(SETTING, **changes)  # type: ignore[arg-type]  # Each case changes other fields.

    assert bars(date(2026, 11, 17), setting=setting) == found


@pytest.mark.parametrize(
    ("last", "because", "found"),
    [
        (date(2026, 11, 10), "", (Bar.TOO_SOON,)),
        (date(2026, 11, 10), "  ", (Bar.TOO_SOON,)),
        (date(2026, 11, 10), "The fair has moved.", ()),
        (date(2026, 11, 3), "", ()),
    ],
)
def test_second_one_soon_after_needs_a_reason(last: date, because: str, found: tuple[Bar, ...]) -> None:
    day = date(2026, 12, 8) if last == date(2026, 11, 3) else date(2026, 11, 17)

    assert bars_by_hand(day, setting=replace(SETTING, last_opened_on=last), because=because) == found


def test_reason_opens_nothing_in_failing() -> None:
    failing = replace(SETTING, stage=Stage.FAILING)

    assert bars_by_hand(date(2026, 11, 17), setting=failing, because="please") == (Bar.FAILING,)


@pytest.mark.parametrize(
    ("today", "planned"),
    [
        (date(2026, 9, 8), date(2026, 9, 29)),
        (date(2026, 11, 2), date(2026, 11, 24)),
        (date(2026, 11, 25), date(2026, 12, 1)),
        (date(2026, 12, 15), None),
        (date(2027, 1, 4), date(2027, 1, 26)),
        (date(2027, 6, 7), date(2027, 6, 29)),
    ],
)
def test_round_of_a_half_term_stands_in_its_middle(today: date, planned: date | None) -> None:
    assert planned_on(today=today, setting=SETTING) == planned


def test_round_gives_way_to_a_critical_date() -> None:
    setting = replace(SETTING, criticals=(date(2026, 11, 27),))

    assert planned_on(today=date(2026, 11, 2), setting=setting) == date(2026, 12, 1)


def test_no_days_are_known() -> None:
    assert planned_on(today=date(2026, 11, 2), setting=replace(SETTING, terms=TermDays(days=()))) is None


def test_where_nobody_ever_closes_a_round_comes_every_seven_weeks() -> None:
    terms = most_open(open_on=[PartnerCalendar().is_open], first=date(2026, 6, 1), last=date(2027, 12, 1))
    setting = replace(SETTING, terms=terms, last_opened_on=date(2026, 9, 1))

    assert planned_on(today=date(2026, 9, 2), setting=setting) == date(2026, 10, 20)


@given(days=st.lists(st.integers(0, 310), min_size=1, max_size=6))
def test_planned_day_is_always_allowed(days: list[int]) -> None:
    today = date(2026, 9, 7) + timedelta(days=days[0])
    criticals = tuple(date(2026, 9, 7) + timedelta(days=day) for day in days[1:])
    setting = replace(SETTING, criticals=criticals)

    planned = planned_on(today=today, setting=setting)

    assert planned is None or (planned >= today and bars(planned, setting=setting) == ())
    assert planned is None or planned_on(today=planned, setting=setting) == planned
    between = today + (planned - today) // 2 if planned else today
    assert planned_on(today=between, setting=setting) == planned


def test_round_that_is_asked_for_on_a_tuesday_in_term_goes_out_that_day() -> None:
    found = soonest(today=date(2026, 11, 17), setting=SETTING)

    assert found is not None
    assert (found.on, found.needs_reason, found.between) == (date(2026, 11, 17), False, ())


def test_before_a_break_it_waits_until_the_second_week_after_it_and_says_why() -> None:
    setting = replace(SETTING, last_opened_on=date(2027, 1, 26), criticals=(date(2027, 3, 4),))

    found = soonest(today=date(2027, 2, 9), setting=setting)

    assert found is not None
    assert (found.on, found.needs_reason) == (date(2027, 3, 9), False)
    assert found.between == (Bar.HOLIDAYS, Bar.FIRST_WEEK, Bar.LAST_WEEK, Bar.CRITICAL_DATE)


def test_soon_after_the_last_one_it_needs_a_reason() -> None:
    found = soonest(today=date(2026, 11, 24), setting=replace(SETTING, last_opened_on=date(2026, 11, 17)))

    assert found is not None
    assert (found.on, found.needs_reason) == (date(2026, 11, 24), True)


def test_where_no_tuesday_is_in_sight_there_is_none() -> None:
    assert soonest(today=date(2026, 11, 17), setting=replace(SETTING, on_hold=True)) is None
