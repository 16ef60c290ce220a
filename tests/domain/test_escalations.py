"""Who hears of one date: the decision table, over every case."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.escalations import (
    Case,
    FollowUpChoice,
    Hearing,
    Helper,
    Skip,
    Terms,
    What,
    Who,
    is_asked,
    skipped,
    who_hears,
)
from bot.domain.importance import Importance

NORMAL, CRITICAL, BOARD = Importance.NORMAL, Importance.CRITICAL, Importance.BOARD
WARNED = Hearing(who=Who.PERSON, what=What.WARNED)
LISTED = Hearing(who=Who.RUNNER, what=What.LISTED)
ASKED = Hearing(who=Who.RUNNER, what=What.ASKED)
HELP = Hearing(who=Who.HELPER, what=What.ASKED_TO_HELP)
RUNNER_CHOOSES = Hearing(who=Who.RUNNER, what=What.WAIT_OR_GO)
CHAIR_CHOOSES = Hearing(who=Who.CHAIR, what=What.WAIT_OR_GO)

CASE = Case(importance=NORMAL, past=0, in_force=True, helper=Helper.READY)
RIPE = replace(CASE, past=5, asked=2, warned=True, reminded=True)
"""A normal date five td ago: the person was warned, and the runner was asked two td ago and did nothing."""

BY_PRESS = replace(RIPE, choice=FollowUpChoice.ASK_CO_ORDINATOR)


@pytest.mark.parametrize(
    ("importance", "past", "has_word", "expected"),
    [
        (NORMAL, -1, False, ()),
        (NORMAL, 0, False, ()),
        (NORMAL, 1, False, (LISTED,)),
        (NORMAL, 2, False, (WARNED, LISTED)),
        (NORMAL, 3, False, (WARNED, ASKED)),
        (NORMAL, 3, True, (WARNED, ASKED)),
        (CRITICAL, -4, False, ()),
        (CRITICAL, -3, False, (ASKED,)),
        (CRITICAL, -3, True, ()),
        (CRITICAL, 1, True, (WARNED, LISTED)),
        (CRITICAL, 1, False, (WARNED, ASKED)),
        (CRITICAL, 3, True, (WARNED, ASKED)),
        (BOARD, -3, False, (ASKED,)),
        (BOARD, -3, True, ()),
        (BOARD, 2, False, (WARNED, ASKED)),
    ],
)
def test_person_and_runner_hear_by_the_table(
    importance: Importance, past: int, has_word: bool, expected: tuple[Hearing, ...]
) -> None:
    case = replace(CASE, importance=importance, past=past, has_word=has_word)

    assert who_hears(case) == expected


@pytest.mark.parametrize(
    ("changes", "skip"),
    [
        ({}, None),
        ({"asked": 1}, Skip.NOT_YET),
        ({"asked": None}, Skip.NOT_YET),
        ({"warned": False}, Skip.NOT_WARNED),
        ({"past": 2}, Skip.NOT_WARNED),
        ({"asks_first": True}, Skip.ASK_FIRST),
        ({"helper": Helper.NOBODY}, Skip.NOBODY),
        ({"helper": Helper.SAME_PERSON}, Skip.SAME_PERSON),
        ({"helper": Helper.AWAY}, Skip.AWAY),
        ({"in_force": False}, Skip.NOT_IN_FORCE),
        ({"goes_on": False}, Skip.RUNNER_ONLY),
        ({"runners_own": True}, Skip.RUNNERS_OWN),
        *(
            ({"choice": choice}, Skip.CHOSEN)
            for choice in FollowUpChoice
            if choice is not FollowUpChoice.ASK_CO_ORDINATOR
        ),
    ],
)
def test_helper_is_skipped_by_a_named_rule(changes: dict[str, object], skip: Skip | None) -> None:
    case: Case = replace(RIPE, **changes)  # type: ignore[arg-type]  # Names and values are the table's.

    assert skipped(case) is skip
    assert (HELP in who_hears(case)) is (skip is None)


@pytest.mark.parametrize(
    ("changes", "skip"),
    [
        ({"asked": 0}, None),
        ({"past": -2, "importance": CRITICAL}, None),
        ({"warned": False}, None),
        ({"asks_first": True}, None),
        ({"goes_on": False}, None),
        ({"helper": Helper.NOBODY}, Skip.NOBODY),
        ({"helper": Helper.SAME_PERSON}, Skip.SAME_PERSON),
        ({"helper": Helper.AWAY}, Skip.AWAY),
        ({"in_force": False}, Skip.NOT_IN_FORCE),
        ({"runners_own": True}, Skip.RUNNERS_OWN),
    ],
)
def test_press_overcomes_seniority_and_haste_only(changes: dict[str, object], skip: Skip | None) -> None:
    """The person is told the same morning and first; that is the service's to see to."""
    case: Case = replace(BY_PRESS, **changes)  # type: ignore[arg-type]  # As above.

    assert skipped(case) is skip


@pytest.mark.parametrize(
    ("changes", "runner", "chair"),
    [
        ({}, True, True),
        ({"importance": BOARD}, True, True),
        ({"importance": NORMAL}, False, False),
        ({"on_last_safe": False}, False, False),
        ({"on_last_safe": False, "choice": FollowUpChoice.ASK_CHAIR}, False, True),
        ({"goes_on": False}, True, False),
        ({"goes_on": False, "choice": FollowUpChoice.ASK_CHAIR}, True, False),
        ({"in_force": False}, True, False),
        ({"warned": False, "reminded": False}, True, False),
        ({"warned": False}, True, True),
        ({"terms": Terms(chair_on_last_safe=False)}, True, False),
        (
            {"terms": Terms(chair_on_last_safe=False), "choice": FollowUpChoice.ASK_CHAIR},
            True,
            True,
        ),
    ],
)
def test_runner_and_chair_get_one_question_on_the_last_safe_date(
    changes: dict[str, object], runner: bool, chair: bool
) -> None:
    case: Case = replace(RIPE, importance=CRITICAL, on_last_safe=True)
    heard = who_hears(replace(case, **changes))  # type: ignore[arg-type]  # As above.

    assert ((RUNNER_CHOOSES in heard), (CHAIR_CHOOSES in heard)) == (runner, chair)


_ALL = [
    Case(
        importance=importance,
        past=past,
        in_force=in_force,
        asked=asked,
        choice=choice,
        has_word=has_word,
        warned=warned,
        reminded=warned,
        helper=helper,
        asks_first=asks_first,
        runners_own=runners_own,
        on_last_safe=on_last_safe,
    )
    for importance, past, in_force, asked, choice, has_word, warned, helper, asks_first, runners_own, on_last_safe in product(
        Importance,
        (-4, -3, 0, 1, 2, 3, 5),
        (True, False),
        (None, 0, 2),
        (None, *FollowUpChoice),
        (True, False),
        (True, False),
        Helper,
        (True, False),
        (True, False),
        (True, False),
    )
]
"""The whole product, a good two hundred thousand cases; closed, on hold and shut are tried on each."""


def _heard(case: Case) -> frozenset[tuple[Who, What]]:
    return frozenset((one.who, one.what) for one in who_hears(case))


def test_every_case_keeps_the_promises() -> None:
    for case in _ALL:
        heard = _heard(case)
        others = {who for who, _ in heard} - {Who.PERSON, Who.RUNNER, Who.DEPUTY_RUNNER}
        if not case.in_force or case.runners_own:
            assert others == set(), case
        if Who.CHAIR in others:
            assert case.is_critical, case
            assert case.warned or case.reminded, case
            assert case.on_last_safe or case.choice is FollowUpChoice.ASK_CHAIR, case
        if Who.HELPER in others:
            assert case.helper is Helper.READY, case
            pressed = case.choice is FollowUpChoice.ASK_CO_ORDINATOR
            assert pressed or (case.warned and (case.asked or 0) >= 2 and not case.asks_first), case
        assert ((Who.RUNNER, What.ASKED) in heard) is (is_asked(case) and not case.runners_own), case
        assert (Who.RUNNER in {who for who, _ in heard}) is False or not case.runners_own, case


@pytest.mark.parametrize(
    ("closed", "on_hold", "doors_open"), [(True, False, True), (False, True, True), (False, False, False)]
)
def test_nobody_hears_while_it_is_closed_on_hold_or_the_doors_are_shut(
    *, closed: bool, on_hold: bool, doors_open: bool
) -> None:
    cases = (replace(case, closed=closed, on_hold=on_hold, doors_open=doors_open) for case in _ALL[::7])

    assert {who_hears(case) for case in cases} == {()}


def test_what_is_the_runners_own_is_their_deputys_to_follow_up() -> None:
    heard = who_hears(replace(RIPE, importance=CRITICAL, on_last_safe=True, runners_own=True))

    assert heard == (
        WARNED,
        Hearing(who=Who.DEPUTY_RUNNER, what=What.ASKED),
        Hearing(who=Who.DEPUTY_RUNNER, what=What.WAIT_OR_GO),
    )
    assert who_hears(replace(CASE, past=1, runners_own=True)) == (
        Hearing(who=Who.DEPUTY_RUNNER, what=What.LISTED),
    )


def test_other_terms_hold_where_they_are_agreed() -> None:
    terms = Terms(runner_asked_after=5, co_ordinator_after=1)

    assert ASKED not in who_hears(replace(CASE, past=4, terms=terms))
    assert skipped(replace(RIPE, past=6, asked=1, terms=terms)) is None


@given(
    st.builds(
        Terms,
        runner_asked_after=st.integers(1, 10),
        co_ordinator_after=st.integers(1, 10),
        chair_on_last_safe=st.booleans(),
    )
)
def test_terms_come_back_as_they_were_kept(terms: Terms) -> None:
    assert Terms.of_kept({**terms.as_kept(), "newer": 1}) == terms


@given(
    importance=st.sampled_from(Importance),
    last_safe=st.integers(0, 6),
    warning_comes=st.integers(0, 9),
    answered_on=st.integers(-30, 12),
    presses=st.dictionaries(st.integers(-3, 12), st.sampled_from(FollowUpChoice), max_size=3),
    terms=st.builds(Terms, runner_asked_after=st.integers(1, 10), co_ordinator_after=st.integers(1, 10)),
)
def test_over_time_nobody_else_hears_by_itself_before_fair_warning(
    *,
    importance: Importance,
    last_safe: int,
    warning_comes: int,
    answered_on: int,
    presses: dict[int, FollowUpChoice],
    terms: Terms,
) -> None:
    """From six weeks before a date to a fortnight after it; the warning may come days after it is due."""
    asked_on: int | None = None
    choice: FollowUpChoice | None = None
    warned_on: int | None = None
    for day in range(-30, 14):
        choice = presses.get(day, choice)
        case = Case(
            importance=importance,
            past=day,
            in_force=True,
            terms=terms,
            asked=None if asked_on is None else day - asked_on,
            choice=choice,
            has_word=day >= answered_on,
            warned=warned_on is not None and day > warned_on,
            helper=Helper.READY,
            on_last_safe=day >= last_safe,
        )
        heard = who_hears(case)
        if HELP in heard and choice is not FollowUpChoice.ASK_CO_ORDINATOR:
            assert warned_on is not None
            assert warned_on < day
        if CHAIR_CHOOSES in heard:
            assert warned_on is not None
            assert warned_on < day
        if asked_on is None and ASKED in heard:
            asked_on = day
        if warned_on is None and WARNED in heard and day >= warning_comes:
            warned_on = day


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (replace(RIPE, in_force=False), (WARNED, LISTED)),
        (replace(RIPE, in_force=False, importance=CRITICAL, on_last_safe=True), (WARNED, LISTED)),
        (replace(CASE, in_force=False, importance=CRITICAL, past=-2, on_last_safe=True), ()),
    ],
)
def test_in_a_stage_in_which_people_are_spoken_to_nobody_is_asked(
    case: Case, expected: tuple[Hearing, ...]
) -> None:
    assert who_hears(replace(case, runner_is_asked=False)) == expected
