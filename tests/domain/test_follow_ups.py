"""When a date that was asked about comes back to the runner, and what going without it does."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.commitments import EventKind, ShareState
from bot.domain.escalations import FollowUpChoice
from bot.domain.follow_ups import (
    FollowUp,
    HelpAnswer,
    go_without,
    is_decided,
    is_helper_silent,
    needs_runner,
    stands_since,
)
from tests.actions import CALENDAR, DUE, LONDON, SHARE

WEDNESDAY = datetime(2026, 12, 2, 9, tzinfo=UTC)
ASKED = FollowUp(id=1, share_id=12, due=DUE, asked_on=date(2026, 12, 2))


def chosen(choice: FollowUpChoice, **more: object) -> FollowUp:
    made: FollowUp = replace(ASKED, choice=choice, chosen_at=WEDNESDAY, **more)  # type: ignore[arg-type]  # The caller's.
    return made


HELPED = chosen(FollowUpChoice.ASK_CO_ORDINATOR, helper_id=3, helper_asked_on=date(2026, 12, 3))


@pytest.mark.parametrize(
    ("follow_up", "today", "expected"),
    [
        (ASKED, date(2026, 12, 2), True),
        (ASKED, date(2026, 12, 20), True),
        (chosen(FollowUpChoice.RING), date(2026, 12, 2), False),
        (chosen(FollowUpChoice.RING), date(2026, 12, 3), True),
        (chosen(FollowUpChoice.LEAVE), date(2026, 12, 8), False),
        (chosen(FollowUpChoice.LEAVE), date(2026, 12, 9), True),
        (chosen(FollowUpChoice.ASK_CHAIR), date(2026, 12, 8), False),
        (chosen(FollowUpChoice.ASK_CHAIR), date(2026, 12, 9), True),
        (HELPED, date(2026, 12, 3), True),
        (HELPED, date(2026, 12, 9), True),
        (replace(HELPED, choice=None, chosen_at=None), date(2026, 12, 3), True),
        (replace(HELPED, choice=FollowUpChoice.LEAVE), date(2026, 12, 8), False),
        (replace(HELPED, choice=FollowUpChoice.LEAVE), date(2026, 12, 9), True),
        (
            replace(
                HELPED,
                choice=FollowUpChoice.LEAVE,
                helper_answer=HelpAnswer.FIND_OUT,
                helper_answered_at=WEDNESDAY + timedelta(days=1),
            ),
            date(2026, 12, 4),
            True,
        ),
        (replace(HELPED, goes_without=False, decided_at=WEDNESDAY), date(2026, 12, 8), False),
        (replace(HELPED, helper_answer=HelpAnswer.RING, helper_answered_at=WEDNESDAY), DUE, True),
        (
            replace(HELPED, helper_answer=HelpAnswer.FIND_OUT, helper_answered_at=WEDNESDAY),
            date(2026, 12, 4),
            True,
        ),
        (
            chosen(FollowUpChoice.RING, goes_without=False, decided_at=WEDNESDAY),
            date(2026, 12, 3),
            False,
        ),
        (replace(ASKED, goes_without=False, decided_at=WEDNESDAY), date(2026, 12, 9), True),
    ],
)
def test_it_rests_until_somebody_should_look_again(follow_up: FollowUp, today: date, expected: bool) -> None:
    assert needs_runner(follow_up, today=today, calendar=CALENDAR.partner, zone=LONDON) is expected


@pytest.mark.parametrize(
    ("answer", "today", "expected"),
    [
        (None, date(2026, 12, 4), False),
        (None, date(2026, 12, 7), True),
        (HelpAnswer.FIND_OUT, date(2026, 12, 3), False),
        (HelpAnswer.FIND_OUT, date(2026, 12, 4), True),
        (HelpAnswer.RING, date(2026, 12, 20), False),
    ],
)
def test_helper_without_a_word_for_two_days_is_silent(
    answer: HelpAnswer | None, today: date, expected: bool
) -> None:
    follow_up = replace(HELPED, helper_answer=answer, helper_answered_at=WEDNESDAY if answer else None)

    assert is_helper_silent(follow_up, today=today, calendar=CALENDAR.partner, zone=LONDON) is expected


def test_nobody_is_silent_before_they_were_asked() -> None:
    assert not is_helper_silent(ASKED, today=date(2026, 12, 20), calendar=CALENDAR.partner, zone=LONDON)


@pytest.mark.parametrize(("goes", "expected"), [(None, False), (False, True), (True, True)])
def test_it_is_decided_once_somebody_has_pressed(goes: bool | None, expected: bool) -> None:
    assert is_decided(replace(ASKED, goes_without=goes)) is expected


@pytest.mark.parametrize("state", [ShareState.PROPOSED, ShareState.ACCEPTED])
def test_going_without_it_takes_it_out_of_the_timetable(state: ShareState) -> None:
    transition = go_without(replace(SHARE, state=state))

    assert transition is not None
    assert (transition.event, transition.changes) == (EventKind.DROPPED, {"state": ShareState.DROPPED})
    assert transition.details == {"was": state.value, "because": "go_without"}


@pytest.mark.parametrize("state", [ShareState.DONE, ShareState.DROPPED, ShareState.DECLINED])
def test_what_is_done_or_gone_stays_as_it_is(state: ShareState) -> None:
    assert go_without(replace(SHARE, state=state)) is None


@pytest.mark.parametrize(
    ("follow_up", "today", "expected"),
    [
        (ASKED, date(2026, 12, 20), date(2026, 12, 2)),
        # What was chosen came to its end.
        (chosen(FollowUpChoice.RING), date(2026, 12, 8), date(2026, 12, 3)),
        (chosen(FollowUpChoice.LEAVE), date(2026, 12, 20), date(2026, 12, 9)),
        # A press of the runner's tells them nothing new.
        (HELPED, date(2026, 12, 4), date(2026, 12, 2)),
        # Nothing was heard for two days.
        (HELPED, date(2026, 12, 8), date(2026, 12, 7)),
        (replace(HELPED, helper_answer=HelpAnswer.RING), date(2026, 12, 8), date(2026, 12, 2)),
    ],
)
def test_it_stands_as_it_does_since_something_happened(
    follow_up: FollowUp, today: date, expected: date
) -> None:
    since = stands_since(follow_up, today=today, calendar=CALENDAR.partner, zone=LONDON)

    assert since == datetime(expected.year, expected.month, expected.day, tzinfo=UTC)


def test_answer_of_a_helper_is_news() -> None:
    answered_at = WEDNESDAY + timedelta(days=1, hours=5)
    follow_up = replace(HELPED, helper_answer=HelpAnswer.FIND_OUT, helper_answered_at=answered_at)

    assert (
        stands_since(follow_up, today=date(2026, 12, 4), calendar=CALENDAR.partner, zone=LONDON)
        == answered_at
    )
