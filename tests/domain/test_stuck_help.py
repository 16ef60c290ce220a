"""Who could help with what is stuck, who was asked, and what they said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.commitments import EventKind, ShareEvent
from bot.domain.deliveries import DeliveryState
from bot.domain.people import Membership, Person, Rhythm
from bot.domain.permissions import Role
from bot.domain.stuck_help import Wanted, answer, ask, could_help, is_in_vain, wanted
from tests.actions import SHARE

_AT = datetime(2026, 12, 1, 9, tzinfo=UTC)
_STUCK = replace(SHARE, stuck_because="Money")
_HELPER = 77


def _event(kind: EventKind, minutes: int, **details: Any) -> ShareEvent:
    at = _AT + timedelta(minutes=minutes)
    return ShareEvent(share_id=SHARE.id, kind=kind, actor_id=1, at=at, details=details)


_BEGAN = _event(EventKind.STUCK, 0)
_ASKED = _event(EventKind.HELP_WANTED, 1, person_id=_HELPER)
_SAID = _event(EventKind.HELP_ANSWERED, 2, can_help=True)


def test_nobody_was_asked_before_it_was_stuck() -> None:
    assert wanted([_BEGAN]) is None
    assert wanted([_BEGAN, _SAID]) is None


def test_who_was_asked_and_what_they_said() -> None:
    asked = wanted([_BEGAN, _ASKED])

    assert asked == Wanted(person_id=_HELPER, at=_ASKED.at)
    assert wanted([_BEGAN, _ASKED, _SAID]) == Wanted(person_id=_HELPER, at=_ASKED.at, can_help=True)


def test_runner_rings_instead_of_waiting_for_who_was_asked() -> None:
    asked = wanted([_BEGAN, _ASKED, _event(EventKind.RING_PROMISED, 2, on="2026-12-02")])

    assert asked == Wanted(person_id=_HELPER, at=_ASKED.at, is_rung_instead=True)


@pytest.mark.parametrize(
    ("told_first", "questions", "expected"),
    [
        ([DeliveryState.PENDING], [], False),
        ([DeliveryState.CLAIMED], [], False),
        ([DeliveryState.SENT], [DeliveryState.PENDING], False),
        ([DeliveryState.SENT], [DeliveryState.SENT], False),
        ([], [DeliveryState.PENDING], False),
        ([DeliveryState.SENT], [], True),
        ([DeliveryState.UNDELIVERABLE], [], True),
        ([DeliveryState.WITHHELD], [], True),
        ([DeliveryState.SENT], [DeliveryState.UNDELIVERABLE], True),
        ([DeliveryState.SENT], [DeliveryState.WITHHELD], True),
        ([], [], True),
    ],
)
def test_question_that_never_came_was_in_vain(
    told_first: list[DeliveryState], questions: list[DeliveryState], expected: bool
) -> None:
    assert is_in_vain(told_first=told_first, questions=questions) is expected


def test_when_it_is_stuck_again_somebody_can_be_asked_again() -> None:
    assert wanted([_BEGAN, _ASKED, _SAID, _event(EventKind.STUCK, 3)]) is None


def test_somebody_else_is_asked_while_it_is_stuck() -> None:
    transition = ask(_STUCK, person_id=_HELPER)

    assert transition is not None
    assert (transition.event, transition.details) == (EventKind.HELP_WANTED, {"person_id": _HELPER})
    assert ask(SHARE, person_id=_HELPER) is None


def test_holder_is_never_asked_to_help_themselves() -> None:
    assert _STUCK.person_id is not None
    assert ask(_STUCK, person_id=_STUCK.person_id) is None


@pytest.mark.parametrize("can_help", [True, False])
def test_who_was_asked_answers_once(can_help: bool) -> None:
    asked = Wanted(person_id=_HELPER, at=_AT)

    transition = answer(_STUCK, asked=asked, by=_HELPER, can_help=can_help)

    assert transition is not None
    assert transition.details == {"can_help": can_help}
    assert answer(_STUCK, asked=replace(asked, can_help=can_help), by=_HELPER, can_help=True) is None


def test_nobody_else_answers_and_nothing_that_is_over_is_answered() -> None:
    asked = Wanted(person_id=_HELPER, at=_AT)

    assert answer(_STUCK, asked=asked, by=5, can_help=True) is None
    assert answer(_STUCK, asked=None, by=_HELPER, can_help=True) is None
    assert answer(SHARE, asked=asked, by=_HELPER, can_help=True) is None


def test_deputy_of_its_partner_comes_before_colleagues() -> None:
    members = [
        _member(2, Role.MEMBER, SHARE.partner_id),
        _member(3, Role.DEPUTY, SHARE.partner_id),
        _member(4, Role.CHAIR, None),
        _member(5, Role.CO_ORDINATOR, SHARE.partner_id + 1),
        _member(6, Role.DEPUTY, SHARE.partner_id + 1),
        _member(7, Role.RUNNER, SHARE.partner_id),
    ]

    assert [one.id for one in could_help(members, share=_STUCK)] == [3, 2, 5, 4]


def _member(number: int, role: Role, partner_id: int | None) -> Membership:
    return Membership(
        id=number,
        partnership_id=1,
        person=Person(id=1000 + number, name=f"Person {number}", zone=None, rhythm=Rhythm()),
        role=role,
        partner_id=partner_id,
        doors_open=True,
        greeted_at=None,
        rings=False,
    )
