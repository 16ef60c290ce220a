"""Dates kept, moved, talked about or passed in silence; who finishes something, and who says yes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.evidence import Direction, Evidence, Kind, Share, Window
from bot.domain.signals import promises
from bot.domain.stage_dates import Outcome, passed
from bot.domain.stage_facts import Move, Promise
from tests.domain.signals.leaning import figure, leans
from tests.domain.stages.made import (
    LAST_TERM,
    LAST_WEEK,
    LONG_AGO,
    NEXT_WEEK,
    TODAY,
    facts,
    kept,
    moved,
    promise,
)

DAY = timedelta(days=1)
TALKED = promise(words_on=(LAST_WEEK + DAY,))


def _found(evidence: Evidence | None) -> Evidence:
    assert evidence is not None
    return evidence


@pytest.mark.parametrize(
    ("one", "outcomes"),
    [
        (kept(), [Outcome.KEPT]),
        (promise(done_on=LAST_WEEK - 30 * DAY), [Outcome.KEPT]),
        (promise(done_on=LAST_WEEK + DAY), [Outcome.TALKED]),
        (promise(), [Outcome.LAPSED]),
        (TALKED, [Outcome.TALKED]),
        (promise(words_on=(LAST_WEEK - 10 * DAY,)), [Outcome.TALKED]),
        (promise(words_on=(LAST_WEEK - 40 * DAY,)), [Outcome.LAPSED]),
        (promise(stuck_on=LAST_WEEK - DAY), [Outcome.TALKED]),
        (promise(accepted_on=None), [Outcome.LAPSED]),
        (promise(accepted_on=None, declined_on=LAST_TERM), []),
        (promise(dropped_on=LAST_WEEK - DAY), []),
        (promise(dropped_on=LAST_WEEK + DAY), [Outcome.TALKED]),
        (moved(), [Outcome.MOVED]),
        (moved(asked_on=LAST_WEEK + DAY), [Outcome.TALKED]),
        (promise(due=TODAY), []),
        (promise(due=NEXT_WEEK), []),
        (promise(due=LAST_TERM), []),
    ],
)
def test_what_became_of_a_date(one: Promise, outcomes: list[Outcome]) -> None:
    seen = passed(facts(promises=(one,)), after=LAST_TERM, until=TODAY)

    assert [date_.outcome for date_ in seen] == outcomes


def test_a_promise_that_was_moved_and_then_kept_has_two_dates() -> None:
    first, second = date(2027, 1, 20), date(2027, 2, 1)
    move = Move(asked_on=first - DAY, old=first, new=second)
    one = kept(due=second, original_due=first, moves=(move,))

    seen = passed(facts(promises=(one,)), after=LAST_TERM, until=TODAY)

    assert [date_.outcome for date_ in seen] == [Outcome.MOVED, Outcome.KEPT]


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ([kept()] * 8 + [promise()] * 2, "+Fu -Fr -Fa"),
        ([kept()] * 4 + [moved()] * 4 + [promise()] * 2, "+Fu -Fr -Fa"),
        ([kept()] * 7 + [promise()] * 3, ""),
        ([kept()] * 6 + [TALKED] * 4, "+Fr -Fu -Fl"),
        ([kept()] * 5, ""),
        ([kept(), promise()], "-Fu -Fl"),
        ([], ""),
        ([kept(due=LAST_TERM)] * 8, ""),
    ],
)
def test_dates_kept(now: Sequence[Promise], says: str) -> None:
    assert leans(promises.kept(facts(promises=tuple(now)))) == says


def test_dates_kept_are_compared_with_the_weeks_before() -> None:
    before = [kept(due=LAST_TERM)] * 5 + [promise(due=LAST_TERM)] * 5
    now = [kept()] * 9 + [promise()]

    evidence = _found(promises.kept(facts(promises=(*before, *now))))

    assert (evidence.kind, evidence.window) == (Kind.COUNT, Window.SIX_WEEKS)
    assert (evidence.now, evidence.before) == (Share(count=9, of=10), Share(count=5, of=10))
    assert evidence.direction is Direction.UP


def test_nothing_is_compared_with_weeks_before_there_was_anything_to_see() -> None:
    evidence = _found(promises.kept(facts(promises=(kept(),) * 8, began_on=date(2026, 12, 1))))

    assert (evidence.before, evidence.direction) == (None, None)


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ([promise(), kept()], ""),
        ([promise()] * 2 + [kept()] * 3, "+Fa -Fu -Fl"),
        ([promise()] * 2 + [kept()] * 7, "-Fu -Fl"),
        ([promise()] * 2 + [kept()] * 9, ""),
        ([TALKED] * 9, ""),
    ],
    ids=["one", "many", "some", "few", "talked about"],
)
def test_dates_that_passed_with_no_word(now: Sequence[Promise], says: str) -> None:
    # Two of five are more than a third; two of nine more than a fifth.
    assert leans(promises.lapsed(facts(promises=tuple(now)))) == says


@pytest.mark.parametrize(
    ("before", "now", "says"),
    [
        ([kept(due=LAST_TERM)] * 6, [moved()] * 3 + [kept()] * 3, "+Fr"),
        ([moved(due=LAST_TERM)] * 3 + [kept(due=LAST_TERM)] * 3, [moved()] * 3 + [kept()] * 3, ""),
        ([kept(due=LAST_TERM)] * 6, [moved()] * 3, ""),
        ([kept(due=LAST_TERM)] * 6, [moved()] + [kept()] * 5, ""),
    ],
    ids=["more than before", "as before", "few dates", "few moved"],
)
def test_dates_that_move(before: Sequence[Promise], now: Sequence[Promise], says: str) -> None:
    assert leans(promises.moving(facts(promises=(*before, *now)))) == says


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ([kept(number) for number in (1, 2, 3, 4)], "+Fu -Fr -Fa"),
        ([kept(number) for number in (1, 2, 3)], ""),
        ([kept(number) for number in (1, 2)], "-Fu -Fl"),
        ([kept(number) for number in (1, 2)] + [promise()] * 4, "+Fr -Fu -Fl"),
        ([kept(None), kept(77), *[kept(number) for number in (1, 2, 3)]], ""),
        ([], "-Fu -Fl"),
    ],
    ids=["most", "half", "few", "few of many dates", "office and those who left", "none"],
)
def test_partners_that_finished_something(now: Sequence[Promise], says: str) -> None:
    evidence = promises.finished(facts(promises=tuple(now)))

    assert leans(evidence) == says
    assert evidence is None or figure(evidence)[1] == 6


@pytest.mark.parametrize(
    ("yes", "no", "says"),
    [(4, 1, "+Fu -Fa"), (3, 1, ""), (1, 2, "+Fo +Fa -Fu -Fl"), (0, 0, "")],
)
def test_actions_that_somebody_said_yes_to(yes: int, no: int, says: str) -> None:
    asked = promise(asked_on=date(2027, 1, 6), due=NEXT_WEEK)
    made = (asked,) * yes + (replace(asked, accepted_on=None),) * no

    assert leans(promises.accepted(facts(promises=made))) == says


@pytest.mark.parametrize("asked_on", [LAST_WEEK, LONG_AGO])
def test_what_was_asked_only_now_or_long_ago_does_not_count(asked_on: date) -> None:
    made = promise(asked_on=asked_on, accepted_on=None, due=NEXT_WEEK)

    assert promises.accepted(facts(promises=(made,))) is None
