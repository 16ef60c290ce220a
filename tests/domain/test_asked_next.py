"""Whom a fair warning names: who is asked next, in every case of the table."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.escalations import (
    Case,
    FollowUpChoice,
    Helper,
    Next,
    Terms,
    What,
    Who,
    asked_next,
    who_hears,
)
from bot.domain.importance import Importance

NORMAL, CRITICAL, BOARD = Importance.NORMAL, Importance.CRITICAL, Importance.BOARD
TODAY = date(2026, 12, 1)
"""Tuesday: of a normal date of Friday they are warned today."""

THURSDAY, NEXT_TUESDAY = date(2026, 12, 3), date(2026, 12, 8)
CASE = Case(importance=NORMAL, past=2, in_force=True, helper=Helper.READY)
_ASKING = (What.ASKED, What.ASKED_TO_HELP)


def ahead(case: Case, *, closed: int = 0) -> list[tuple[date, Case]]:
    """The four weeks after the warning, on each of which nobody says anything; `closed` days come first."""
    found: list[tuple[date, Case]] = []
    past = case.past
    for number in range(1, 29):
        day = TODAY + timedelta(days=number)
        is_open = number > closed and day.weekday() < 5
        past += is_open
        asked = None if case.asked is None else case.asked + past - case.past
        found.append((day, replace(case, past=past, asked=asked, closed=not is_open)))
    return found


@pytest.mark.parametrize(
    ("changes", "until", "who", "by"),
    [
        # The runner is asked on Wednesday, and rings.
        ({}, THURSDAY, Who.RUNNER, THURSDAY),
        ({"terms": Terms(runner_asked_after=5)}, THURSDAY, Who.RUNNER, date(2026, 12, 4)),
        ({"terms": Terms(runner_asked_after=10)}, THURSDAY, Who.RUNNER, date(2026, 12, 11)),
        # Two days after that somebody is asked to help, and they hear of it when they are written to.
        ({}, NEXT_TUESDAY, Who.HELPER, NEXT_TUESDAY),
        ({"terms": Terms(co_ordinator_after=5)}, NEXT_TUESDAY, Who.RUNNER, NEXT_TUESDAY),
        ({"terms": Terms(co_ordinator_after=1)}, THURSDAY, Who.HELPER, THURSDAY),
        # What is critical was asked of the runner before its date.
        ({"importance": CRITICAL, "past": 1, "asked": 4}, THURSDAY, Who.HELPER, THURSDAY),
        ({"importance": BOARD, "past": 1, "asked": 4}, THURSDAY, Who.HELPER, THURSDAY),
        ({"importance": CRITICAL, "past": 1, "has_word": True}, THURSDAY, Who.RUNNER, THURSDAY),
        ({"importance": CRITICAL, "past": 1, "asked": 0}, THURSDAY, Who.HELPER, THURSDAY),
        # The runner has said what they do about it.
        ({"asked": 1, "choice": FollowUpChoice.RING}, NEXT_TUESDAY, Who.RUNNER, NEXT_TUESDAY),
        ({"asked": 1, "choice": FollowUpChoice.LEAVE}, NEXT_TUESDAY, Who.RUNNER, NEXT_TUESDAY),
        ({"asked": 1, "choice": FollowUpChoice.ASK_CO_ORDINATOR}, THURSDAY, Who.HELPER, THURSDAY),
        # Nobody but the runner may be asked.
        ({"in_force": False}, NEXT_TUESDAY, Who.RUNNER, NEXT_TUESDAY),
        ({"asks_first": True}, NEXT_TUESDAY, Who.RUNNER, NEXT_TUESDAY),
        ({"goes_on": False}, NEXT_TUESDAY, Who.RUNNER, NEXT_TUESDAY),
        ({"helper": Helper.NOBODY}, NEXT_TUESDAY, Who.RUNNER, NEXT_TUESDAY),
        ({"helper": Helper.SAME_PERSON}, NEXT_TUESDAY, Who.RUNNER, NEXT_TUESDAY),
        ({"helper": Helper.AWAY}, NEXT_TUESDAY, Who.RUNNER, NEXT_TUESDAY),
        # The runner's own is asked of their deputy.
        ({"runners_own": True}, date(2026, 12, 2), Who.DEPUTY_RUNNER, date(2026, 12, 2)),
        # What the chair is asked is about the work.
        (
            {"importance": CRITICAL, "on_last_safe": True, "helper": Helper.NOBODY},
            THURSDAY,
            Who.RUNNER,
            THURSDAY,
        ),
    ],
)
def test_warning_names_who_is_asked_next(changes: dict[str, object], until: date, who: Who, by: date) -> None:
    case: Case = replace(CASE, **changes)  # type: ignore[arg-type]  # Names and values are the table's.

    assert asked_next(ahead(case), until=until) == Next(who=who, by=by)


@pytest.mark.parametrize("changes", [{"runner_is_asked": False}, {"on_hold": True}, {"doors_open": False}])
def test_warning_names_nobody_where_nobody_is_asked(changes: dict[str, bool]) -> None:
    case: Case = replace(CASE, **{"in_force": False, **changes})  # type: ignore[arg-type]  # As above.

    assert asked_next(ahead(case), until=NEXT_TUESDAY) is None


def test_days_on_which_they_are_closed_do_not_count() -> None:
    assert asked_next(ahead(CASE, closed=9), until=date(2026, 12, 17)) == Next(
        who=Who.HELPER, by=date(2026, 12, 17)
    )
    assert asked_next(ahead(CASE, closed=9), until=date(2026, 12, 10)) == Next(
        who=Who.RUNNER, by=date(2026, 12, 11)
    )


@given(
    importance=st.sampled_from(Importance),
    past=st.integers(1, 6),
    until=st.integers(1, 14),
    in_force=st.booleans(),
    helper=st.sampled_from(Helper),
    asks_first=st.booleans(),
    goes_on=st.booleans(),
    has_word=st.booleans(),
    choice=st.sampled_from([None, *FollowUpChoice]),
    terms=st.builds(Terms, runner_asked_after=st.integers(1, 10), co_ordinator_after=st.integers(1, 10)),
)
def test_nobody_else_is_asked_by_then(
    *,
    importance: Importance,
    past: int,
    until: int,
    in_force: bool,
    helper: Helper,
    asks_first: bool,
    goes_on: bool,
    has_word: bool,
    choice: FollowUpChoice | None,
    terms: Terms,
) -> None:
    """Played on day by day: whoever is asked until the holder is next written to is who was named."""
    case = Case(
        importance=importance,
        past=past,
        in_force=in_force,
        helper=helper,
        asks_first=asks_first,
        goes_on=goes_on,
        has_word=has_word,
        choice=choice,
        terms=terms,
    )
    last = TODAY + timedelta(days=until)
    named = asked_next(ahead(case), until=last)

    asked_at: int | None = None
    asked: set[Who] = set()
    for day, seen in ahead(case):
        played = replace(seen, warned=True, asked=None if asked_at is None else seen.past - asked_at)
        heard = {one.who for one in who_hears(played) if one.what in _ASKING} if day <= last else set()
        asked |= heard
        if asked_at is None and heard:
            asked_at = seen.past

    assert named is not None
    assert (named.who is Who.HELPER) is (Who.HELPER in asked)
    assert named.who in asked or named.by > last
