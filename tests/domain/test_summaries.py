"""What is told after a round, and when somebody is reminded to."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from bot.domain.calendars import PartnerCalendar
from bot.domain.climate import Result
from bot.domain.evidence import Direction, Level
from bot.domain.people import Person, Rhythm
from bot.domain.question_answers import Answer
from bot.domain.sides import Worth
from bot.domain.small_numbers import Part
from bot.domain.summaries import (
    Findings,
    Reminded,
    Summary,
    SummaryState,
    at_meeting,
    findings,
    lines_of,
    may_be_told,
    named_in,
    posted,
    put_later,
    reminded,
    written,
)

CALENDAR = PartnerCalendar()
WAITING = Summary(round_id=2, state=SummaryState.WAITING, waits_since=date(2026, 11, 26), version=1)
READY = replace(WAITING, well_do=("Sam will ring every partner.",))
POSTED = replace(READY, state=SummaryState.POSTED)
MEETING = date(2027, 1, 12)


def _result(key: str, level: Level | None, *, round_id: int = 2) -> Result:
    return Result(round_id=round_id, key=key, level=level, people=9, partners=5)


def test_summary_of_november() -> None:
    before = [_result("trust", Level.MOST, round_id=1), _result("clarity", Level.MOST, round_id=1)]
    now = [_result("trust", Level.MIXED), _result("clarity", Level.MIXED), _result("worth_it_for_you", None)]
    said = {partner_id: Answer(value=1 + partner_id // 4) for partner_id in range(1, 7)}

    found = findings(now, people=9, earlier=before, organisations=[{}, said])

    assert [(one.key, one.level, one.direction) for one in found.trends] == [
        ("trust", Level.MIXED, Direction.DOWN),
        ("clarity", Level.MIXED, Direction.DOWN),
    ]
    assert (found.people, found.worth) == (9, Worth(clearly_yes=Part.HALF, others_even=True))


def test_there_may_be_nothing_to_say() -> None:
    found = findings([_result("trust", None)], people=2, earlier=[], organisations=[{}])

    assert found == Findings(people=2, trends=(), worth=None)


def test_nothing_is_told_without_what_well_do() -> None:
    blank = written(WAITING, lines=["", "  "])

    assert blank is not None
    assert not may_be_told(WAITING)
    assert (posted(blank), at_meeting(blank, on=MEETING)) == (None, None)


def test_runner_writes_reads_and_posts() -> None:
    ready = written(WAITING, lines=[" Sam will ring every partner. ", ""])

    assert ready == replace(READY, version=2)
    assert ready is not None
    assert posted(ready) == replace(POSTED, version=3)
    assert at_meeting(ready, on=MEETING) == replace(
        ready, state=SummaryState.AT_MEETING, meeting_on=MEETING, version=3
    )


_MOVES: dict[str, Callable[[Summary], Summary | None]] = {
    "written": lambda one: written(one, lines=["Something else."]),
    "posted": posted,
    "at_meeting": lambda one: at_meeting(one, on=MEETING),
    "put_later": lambda one: put_later(one, until=date(2026, 12, 3)),
}


@pytest.mark.parametrize("move", _MOVES)
@pytest.mark.parametrize("state", [SummaryState.POSTED, SummaryState.AT_MEETING])
def test_what_was_told_stays_as_it_was_told(move: str, state: SummaryState) -> None:
    assert _MOVES[move](replace(READY, state=state)) is None
    assert _MOVES[move](READY) is not None


def test_it_can_be_put_later_and_not_dropped() -> None:
    later = put_later(WAITING, until=date(2026, 12, 3))

    assert later == replace(WAITING, waits_since=date(2026, 12, 3), version=2)
    assert put_later(WAITING, until=WAITING.waits_since) is None


@pytest.mark.parametrize(
    ("since", "today", "who"),
    [
        (date(2026, 11, 26), date(2026, 12, 2), None),
        (date(2026, 12, 2), date(2026, 12, 3), Reminded.RUNNER),
        (date(2026, 12, 3), date(2026, 12, 9), None),
        (date(2026, 12, 9), date(2026, 12, 10), Reminded.CHAIR),
        (date(2026, 11, 26), date(2026, 12, 31), Reminded.CHAIR),
    ],
)
def test_runner_is_reminded_and_then_the_chair(since: date, today: date, who: Reminded | None) -> None:
    assert reminded(READY, calendar=CALENDAR, since=since, today=today) is who


def test_nobody_is_reminded_of_what_was_told() -> None:
    assert reminded(POSTED, calendar=CALENDAR, since=date(2026, 11, 26), today=date(2027, 1, 1)) is None


def test_where_nobody_is_ever_open_days_are_counted() -> None:
    shut = PartnerCalendar(working_days=frozenset())

    assert (
        reminded(READY, calendar=shut, since=date(2026, 11, 30), today=date(2026, 12, 1)) is Reminded.RUNNER
    )


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("- Ring all\n* Fewer papers\n• Two pages", ("Ring all", "Fewer papers", "Two pages")),
        ("– One\n\n  -  Two  \n-\n--", ("One", "Two")),
        ("-5 degrees\nWell-known", ("-5 degrees", "Well-known")),
        (" \n", ()),
    ],
)
def test_lines_have_no_bullets_of_their_own(typed: str, lines: tuple[str, ...]) -> None:
    assert lines_of(typed) == lines


@pytest.mark.parametrize(
    ("line", "is_named"),
    [
        ("Mina rings them.", True),
        ("We read Mina's list.", True),
        ("Ask M. Iqbal first", True),
        ("We mind the minaret", False),
        ("Fewer papers", False),
        ("M is the first letter", False),
    ],
)
def test_whoever_is_named_in_a_line_is_found(line: str, is_named: bool) -> None:
    mina = Person(id=1, name="Mina M. Iqbal", zone=None, rhythm=Rhythm())

    assert named_in(["Two pages", line], people=[mina]) == ((mina,) if is_named else ())
