from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars import PartnerCalendar, PersonCalendar, Span, add_td
from bot.domain.importance import Importance
from bot.domain.reminders import LEADS, Step, after, before, skipped_by_answer

NORMAL, CRITICAL, BOARD = Importance.NORMAL, Importance.CRITICAL, Importance.BOARD
LONDON = ZoneInfo("Europe/London")
CLOSED = (
    Span(first=date(2026, 10, 26), last=date(2026, 10, 30), name="half-term"),
    Span(first=date(2026, 12, 19), last=date(2027, 1, 3), name="Christmas"),
    Span(first=date(2027, 2, 15), last=date(2027, 2, 19), name="half-term"),
)
MINA = PersonCalendar(partner=PartnerCalendar(country="GB", region="ENG", closed=CLOSED), zone=LONDON)
LONG_AGO = date(2026, 9, 10)
FOREVER = Span(first=date(2020, 1, 1), last=date(2040, 1, 1))


def days_before(due: date, importance: Importance, calendar: PersonCalendar = MINA) -> list[date]:
    steps = before(due=due, importance=importance, calendar=calendar, from_day=LONG_AGO)
    return [step.on for step in steps]


def on_leave(*, first: date, last: date) -> PersonCalendar:
    return replace(MINA, leave=(Span(first=first, last=last),))


@pytest.mark.parametrize(
    ("due", "importance", "ahead", "afterwards"),
    [
        (date(2026, 11, 27), NORMAL, [date(2026, 11, 24), date(2026, 11, 26)], date(2026, 12, 1)),
        (
            date(2026, 12, 4),
            CRITICAL,
            [date(2026, 11, 10), date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 3)],
            date(2026, 12, 8),
        ),
        (date(2026, 12, 29), NORMAL, [date(2026, 12, 15), date(2026, 12, 17)], date(2027, 1, 5)),
    ],
    ids=["27 November, normal", "4 December, critical", "29 December, closed"],
)
def test_reminders_of_the_examples(
    due: date, importance: Importance, ahead: list[date], afterwards: date
) -> None:
    warning = after(due=due, importance=importance, calendar=MINA)

    assert days_before(due, importance) == ahead
    assert warning is not None
    assert warning.on == afterwards


def test_reminders_are_named_after_their_leads() -> None:
    steps = before(due=date(2026, 12, 4), importance=CRITICAL, calendar=MINA, from_day=LONG_AGO)

    assert [step.name for step in steps] == ["before-20", "before-10", "before-5", "before-1"]
    assert not any(step.off_day for step in steps)


def test_reminders_of_a_board_begin_thirty_days_in_term_ahead() -> None:
    due = date(2027, 2, 26)
    # 30 td before it, half-term left out, is Friday 8 January; 20 td is Friday 22 January.
    begins = [date(2027, 1, 12), date(2027, 1, 26), date(2027, 2, 9), date(2027, 2, 23), date(2027, 2, 25)]

    assert days_before(due, BOARD) == begins
    assert days_before(due, CRITICAL) == begins[1:]


@pytest.mark.parametrize(
    ("due", "last"),
    [
        (date(2026, 12, 2), Step(name="before-1", on=date(2026, 12, 1))),
        (date(2026, 12, 3), Step(name="before-1", on=date(2026, 12, 2), off_day=True)),
        (date(2026, 11, 30), Step(name="before-1", on=date(2026, 11, 27), off_day=True)),
        (date(2026, 12, 29), Step(name="before-1", on=date(2026, 12, 18), off_day=True)),
    ],
)
def test_last_reminder_of_a_critical_date_comes_on_the_very_day_in_term_before(due: date, last: Step) -> None:
    steps = before(due=due, importance=CRITICAL, calendar=MINA, from_day=LONG_AGO)

    assert steps[-1] == last


def test_last_reminder_of_a_normal_date_waits_for_no_other_day() -> None:
    # Wednesday is a working day and no regular one: Tuesday carries the last reminder of a normal date.
    assert days_before(date(2026, 12, 3), NORMAL) == [date(2026, 11, 26), date(2026, 12, 1)]


def test_last_reminder_of_a_critical_date_moves_ahead_of_leave() -> None:
    away = on_leave(first=date(2026, 12, 2), last=date(2026, 12, 3))

    steps = before(due=date(2026, 12, 3), importance=CRITICAL, calendar=away, from_day=LONG_AGO)

    assert steps[-1] == Step(name="before-1", on=date(2026, 12, 1))


def test_reminders_that_land_on_one_day_become_the_later_lead() -> None:
    away = on_leave(first=date(2026, 11, 20), last=date(2026, 12, 31))

    steps = before(due=date(2026, 11, 27), importance=NORMAL, calendar=away, from_day=LONG_AGO)

    assert steps == (Step(name="before-1", on=date(2026, 11, 19)),)


@pytest.mark.parametrize(
    ("from_day", "left"),
    [
        (date(2026, 11, 24), [date(2026, 11, 24), date(2026, 11, 26)]),
        (date(2026, 11, 25), [date(2026, 11, 26)]),
        (date(2026, 11, 27), []),
    ],
)
def test_missed_leads_are_not_made_up(from_day: date, left: list[date]) -> None:
    steps = before(due=date(2026, 11, 27), importance=NORMAL, calendar=MINA, from_day=from_day)

    assert [step.on for step in steps] == left


@pytest.mark.parametrize("importance", list(Importance))
@pytest.mark.parametrize(
    "calendar",
    [
        replace(MINA, leave=(FOREVER,)),
        replace(MINA, partner=PartnerCalendar(closed=(FOREVER,))),
    ],
    ids=["on leave throughout", "partner shut throughout"],
)
def test_nobody_is_reminded_who_can_never_be_written_to(
    calendar: PersonCalendar, importance: Importance
) -> None:
    due = date(2026, 11, 27)

    assert before(due=due, importance=importance, calendar=calendar, from_day=LONG_AGO) == ()
    assert after(due=due, importance=importance, calendar=calendar) is None


@pytest.mark.parametrize(
    ("importance", "warning"),
    [
        (NORMAL, Step(name="after-2", on=date(2026, 12, 1))),
        (CRITICAL, Step(name="after-1", on=date(2026, 12, 1))),
        (BOARD, Step(name="after-1", on=date(2026, 12, 1))),
    ],
)
def test_fair_warning_names_its_lead(importance: Importance, warning: Step) -> None:
    assert after(due=date(2026, 11, 27), importance=importance, calendar=MINA) == warning


def test_fair_warning_waits_until_somebody_is_back() -> None:
    away = on_leave(first=date(2026, 11, 30), last=date(2026, 12, 11))

    assert after(due=date(2026, 11, 27), importance=NORMAL, calendar=away) == Step(
        name="after-2", on=date(2026, 12, 15)
    )


CRITICAL_STEPS = (
    Step(name="before-20", on=date(2026, 11, 10)),
    Step(name="before-10", on=date(2026, 11, 24)),
    Step(name="before-5", on=date(2026, 12, 1)),
    Step(name="before-1", on=date(2026, 12, 3)),
    Step(name="after-1", on=date(2026, 12, 8)),
)
NORMAL_STEPS = (
    Step(name="before-5", on=date(2026, 11, 24)),
    Step(name="before-1", on=date(2026, 11, 26)),
    Step(name="after-2", on=date(2026, 12, 1)),
)


@pytest.mark.parametrize(
    ("steps", "importance", "answered_on", "skipped"),
    [
        (NORMAL_STEPS, NORMAL, date(2026, 11, 20), {"before-5"}),
        (NORMAL_STEPS, NORMAL, date(2026, 11, 24), set()),
        (NORMAL_STEPS, NORMAL, date(2026, 11, 26), set()),
        (NORMAL_STEPS[:1], NORMAL, date(2026, 11, 20), set()),
        ((), NORMAL, date(2026, 11, 20), set()),
        (CRITICAL_STEPS, NORMAL, date(2026, 11, 1), {"before-20", "before-10", "before-5"}),
        (CRITICAL_STEPS, CRITICAL, date(2026, 11, 1), {"before-20"}),
        (CRITICAL_STEPS, CRITICAL, date(2026, 11, 10), {"before-10"}),
        (CRITICAL_STEPS, CRITICAL, date(2026, 11, 25), {"before-5"}),
        (CRITICAL_STEPS, BOARD, date(2026, 11, 25), {"before-5"}),
        (CRITICAL_STEPS, CRITICAL, date(2026, 12, 1), set()),
        (CRITICAL_STEPS, CRITICAL, date(2026, 12, 3), set()),
        (CRITICAL_STEPS[::-1], CRITICAL, date(2026, 11, 10), {"before-10"}),
    ],
)
def test_answer_rests_reminders_and_never_the_last(
    steps: tuple[Step, ...], importance: Importance, answered_on: date, skipped: set[str]
) -> None:
    assert skipped_by_answer(steps=steps, importance=importance, answered_on=answered_on) == skipped


due_days = st.dates(min_value=date(2026, 9, 10), max_value=date(2027, 8, 31))


@st.composite
def spans(draw: st.DrawFn, longest: int = 60) -> Span:
    first = draw(st.dates(min_value=date(2026, 6, 1), max_value=date(2027, 9, 30)))
    return Span(first=first, last=first + timedelta(days=draw(st.integers(0, longest))))


calendars = st.builds(
    PersonCalendar,
    partner=st.builds(
        PartnerCalendar,
        country=st.sampled_from([None, "GB", "IE", "US", "NZ"]),
        closed=st.lists(spans(), max_size=4).map(tuple),
        working_days=st.frozensets(st.integers(0, 6), min_size=1),
    ),
    zone=st.sampled_from(["Europe/London", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"]).map(
        ZoneInfo
    ),
    regular_days=st.frozensets(st.integers(0, 6)),
    hour=st.sampled_from([time(8, 30), time(12, 15), time(15, 45), time(1, 30), time(2, 30)]),
    leave=st.lists(spans(longest=500), max_size=3).map(tuple),
)
importances = st.sampled_from(Importance)


@given(due=due_days, importance=importances, calendar=calendars, from_day=due_days)
def test_reminders_keep_order_and_come_when_the_person_may_be_written_to(
    due: date, importance: Importance, calendar: PersonCalendar, from_day: date
) -> None:
    steps = before(due=due, importance=importance, calendar=calendar, from_day=from_day)
    days = [step.on for step in steps]
    leads = [f"before-{lead}" for lead in LEADS[importance]]

    assert days == sorted(set(days))
    assert all(from_day <= day < due for day in days)
    assert [step.name for step in steps] == [name for name in leads if name in {s.name for s in steps}]
    for step in steps:
        assert calendar.is_working(step.on)
        assert calendar.is_regular(step.on) is not step.off_day


@given(due=due_days, importance=importances, calendar=calendars)
def test_only_the_last_reminder_of_a_critical_date_leaves_the_regular_days(
    due: date, importance: Importance, calendar: PersonCalendar
) -> None:
    steps = before(due=due, importance=importance, calendar=calendar, from_day=date(2025, 1, 1))

    off_days = [step for step in steps if step.off_day]

    assert off_days == [step for step in off_days if step.name == "before-1" and importance is not NORMAL]
    assert [step.on for step in off_days] == [
        add_td(day=due, n=-1, calendar=calendar.partner) for _ in off_days
    ]


@given(due=due_days, importance=importances, calendar=calendars)
def test_instants_of_reminders_are_in_order_and_precede_the_end_of_the_date(
    due: date, importance: Importance, calendar: PersonCalendar
) -> None:
    """The clocks change twice within these dates, at hours that some of these people chose."""
    steps = before(due=due, importance=importance, calendar=calendar, from_day=date(2025, 1, 1))
    instants = [calendar.instant(step.on) for step in steps]

    assert instants == sorted(set(instants))
    assert [instant.astimezone(calendar.zone).date() for instant in instants] == [step.on for step in steps]


@given(due=due_days, importance=importances, calendar=calendars)
def test_fair_warning_comes_after_the_date_on_a_regular_day(
    due: date, importance: Importance, calendar: PersonCalendar
) -> None:
    warning = after(due=due, importance=importance, calendar=calendar)

    assert warning is None or (warning.on > due and calendar.is_regular(warning.on))


@given(due=due_days, importance=importances, calendar=calendars, answered_on=due_days)
def test_answer_never_rests_the_last_reminder(
    due: date, importance: Importance, calendar: PersonCalendar, answered_on: date
) -> None:
    steps = before(due=due, importance=importance, calendar=calendar, from_day=date(2025, 1, 1))

    skipped = skipped_by_answer(steps=steps, importance=importance, answered_on=answered_on)

    assert skipped <= {step.name for step in steps[:-1] if step.on > answered_on}
    assert importance is NORMAL or len(skipped) <= 1
