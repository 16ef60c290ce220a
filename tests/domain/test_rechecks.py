"""By which rule something that was owed is not said after all."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain import quiet
from bot.domain.calendars import PartnerCalendar
from bot.domain.commitments import Share, ShareState
from bot.domain.deliveries import DeliveryKind, Owed, Rule
from bot.domain.rechecks import Standing, rule_of
from bot.domain.renegotiations import Renegotiation
from tests.actions import CALENDAR, COMMITMENT, DUE, NOW, SHARE, TODAY, move

KINDS = list(DeliveryKind)
TO_HOLDER = [DeliveryKind.REMINDER, DeliveryKind.AFTER, DeliveryKind.ASK, DeliveryKind.AGREED]


def standing(
    kind: DeliveryKind,
    share: Share = SHARE,
    *,
    step: str = "before-10",
    due: date = DUE,
    wish: Renegotiation | None = None,
    now: datetime = NOW,
) -> Standing:
    owed = Owed(
        kind=kind,
        fact=f"share:12:{due.isoformat()}:7",
        step=step,
        partnership_id=9,
        due_on=TODAY,
        due_at=NOW,
        person_id=7,
        share_id=12,
    )
    return Standing(owed=owed, commitment=COMMITMENT, share=share, calendar=CALENDAR, move=wish, now=now)


def proposed_for(kind: DeliveryKind) -> Share:
    state = ShareState.PROPOSED if kind is DeliveryKind.ASK else ShareState.ACCEPTED
    return replace(SHARE, state=state)


@pytest.mark.parametrize("kind", TO_HOLDER)
def test_what_stands_as_it_was_may_go(kind: DeliveryKind) -> None:
    assert rule_of(standing(kind, proposed_for(kind))) is None


@pytest.mark.parametrize("kind", TO_HOLDER)
@pytest.mark.parametrize(
    ("state", "rule"),
    [
        (ShareState.DONE, Rule.DONE),
        (ShareState.DROPPED, Rule.DROPPED),
        (ShareState.DECLINED, Rule.ANSWERED),
    ],
)
def test_what_is_closed_is_said_no_more(kind: DeliveryKind, state: ShareState, rule: Rule) -> None:
    assert rule_of(standing(kind, replace(SHARE, state=state))) is rule


def test_what_was_accepted_is_not_asked_again() -> None:
    assert rule_of(standing(DeliveryKind.ASK)) is Rule.ANSWERED


@pytest.mark.parametrize("kind", [DeliveryKind.REMINDER, DeliveryKind.AFTER])
def test_what_is_only_proposed_is_not_reminded_of(kind: DeliveryKind) -> None:
    assert rule_of(standing(kind, replace(SHARE, state=ShareState.PROPOSED))) is Rule.ANSWERED


@pytest.mark.parametrize("kind", TO_HOLDER)
def test_what_was_handed_on_is_not_said_to_who_had_it(kind: DeliveryKind) -> None:
    assert rule_of(standing(kind, replace(proposed_for(kind), person_id=8))) is Rule.NOT_THEIRS


@pytest.mark.parametrize("kind", [DeliveryKind.REMINDER, DeliveryKind.AFTER, DeliveryKind.ASK])
def test_old_date_is_mentioned_no_more(kind: DeliveryKind) -> None:
    moved = replace(proposed_for(kind), own_due=date(2026, 12, 4))

    assert rule_of(standing(kind, moved)) is Rule.DATE_MOVED


def test_somebody_who_is_stuck_is_not_asked_how_it_goes() -> None:
    stuck = replace(SHARE, stuck_because="Money")

    assert rule_of(standing(DeliveryKind.AFTER, stuck)) is Rule.ANSWERED
    assert rule_of(standing(DeliveryKind.REMINDER, stuck)) is None


@pytest.mark.parametrize(
    ("step", "rule"), [("before-10", Rule.ANSWERED), ("before-5", None), ("before-1", None)]
)
def test_on_track_lets_the_next_critical_reminder_rest(step: str, rule: Rule | None) -> None:
    resting = replace(SHARE, rested_on=date(2026, 11, 9))

    assert rule_of(standing(DeliveryKind.REMINDER, resting, step=step)) is rule


@pytest.mark.parametrize(
    ("pressed_on", "rule"), [(8, Rule.ANSWERED), (9, Rule.ANSWERED), (10, None), (11, None)]
)
def test_on_track_since_not_today_answers_what_was_put_off(pressed_on: int, rule: Rule | None) -> None:
    resting = replace(SHARE, rested_on=date(2026, 11, 9))
    step = quiet.step_of(date(2026, 11, pressed_on))

    assert rule_of(standing(DeliveryKind.REMINDER, resting, step=step)) is rule


@pytest.mark.parametrize("kind", [DeliveryKind.REMINDER, DeliveryKind.AFTER, DeliveryKind.ASK])
@pytest.mark.parametrize(("day", "rule"), [(10, Rule.PAUSED), (12, Rule.PAUSED), (13, None), (20, None)])
def test_reminders_pause_three_days_in_term_while_a_move_waits(
    kind: DeliveryKind, day: int, rule: Rule | None
) -> None:
    now = datetime(2026, 11, day, 9, 0, tzinfo=UTC)

    assert rule_of(standing(kind, proposed_for(kind), wish=move(), now=now)) is rule


def test_pause_ends_where_the_partner_is_never_open() -> None:
    shut = replace(CALENDAR, partner=PartnerCalendar(working_days=frozenset()))
    paused = replace(standing(DeliveryKind.ASK, proposed_for(DeliveryKind.ASK), wish=move()), calendar=shut)

    assert rule_of(paused) is Rule.PAUSED
    assert rule_of(replace(paused, now=datetime(2026, 11, 13, 9, 0, tzinfo=UTC))) is None


def test_done_that_was_undone_is_told_to_nobody() -> None:
    assert rule_of(standing(DeliveryKind.EFFECT)) is Rule.UNDONE
    assert rule_of(standing(DeliveryKind.EFFECT, replace(SHARE, state=ShareState.DONE))) is None


@pytest.mark.parametrize(
    ("share", "rule"),
    [
        (replace(SHARE, stuck_because="Money"), None),
        (SHARE, Rule.ANSWERED),
        (replace(SHARE, state=ShareState.DONE), Rule.DONE),
    ],
)
def test_help_is_asked_for_while_it_is_needed(share: Share, rule: Rule | None) -> None:
    assert rule_of(standing(DeliveryKind.STUCK, share)) is rule


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_checks(kind: DeliveryKind) -> None:
    assert rule_of(standing(kind)) in {None, *Rule}


@pytest.mark.parametrize("step", ["help:7", f"ring:{TODAY.isoformat()}"])
def test_who_helps_or_rings_is_told_to_the_holder_while_it_is_stuck(step: str) -> None:
    stuck = replace(SHARE, stuck_because="Money")
    told = standing(DeliveryKind.ANSWER, stuck, step=step)

    assert rule_of(told) is None
    assert rule_of(replace(told, share=SHARE)) is Rule.ANSWERED
    assert rule_of(replace(told, share=replace(stuck, person_id=None))) is Rule.NOT_THEIRS
    assert rule_of(replace(told, share=replace(SHARE, state=ShareState.DONE))) is Rule.DONE


@pytest.mark.parametrize(
    ("on", "rule"),
    [
        (TODAY - timedelta(days=1), Rule.TOO_LATE),
        (TODAY, None),
        (TODAY + timedelta(days=1), None),
    ],
)
def test_ring_of_a_day_gone_by_is_announced_no_more(on: date, rule: Rule | None) -> None:
    stuck = replace(SHARE, stuck_because="Money")

    assert rule_of(standing(DeliveryKind.ANSWER, stuck, step=f"ring:{on.isoformat()}")) is rule


@pytest.mark.parametrize("step", ["date_agreed", "date_kept"])
def test_answer_about_a_date_goes_whatever_is_in_the_way(step: str) -> None:
    assert rule_of(standing(DeliveryKind.ANSWER, step=step)) is None
