"""Who may be runner after another, and what the one before is from then on."""

from dataclasses import replace

import pytest

from bot.domain.people import Membership, Person, Rhythm
from bot.domain.permissions import Role
from bot.domain.succession import may_follow, role_after

_SAM = Membership(
    id=1,
    partnership_id=9,
    person=Person(id=1, name="Sam Hallam", zone=None, rhythm=Rhythm()),
    role=Role.RUNNER,
    partner_id=3,
    doors_open=True,
    greeted_at=None,
    rings=False,
)


def _member(role: Role, *, doors_open: bool = True) -> Membership:
    return replace(_SAM, id=2, role=role, doors_open=doors_open)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.RUNNER, False),
        (Role.DEPUTY_RUNNER, True),
        (Role.CHAIR, True),
        (Role.CO_ORDINATOR, True),
        (Role.MEMBER, True),
        (Role.OBSERVER, True),
        (Role.GUEST, False),
    ],
)
def test_anybody_but_a_guest_may_follow(role: Role, *, may: bool) -> None:
    assert may_follow(_member(role)) is may


def test_nobody_behind_shut_doors_may_follow() -> None:
    assert not may_follow(_member(Role.CHAIR, doors_open=False))


@pytest.mark.parametrize(
    ("before", "others", "then"),
    [
        (_SAM, (Role.CHAIR, Role.CO_ORDINATOR), Role.DEPUTY_RUNNER),
        (_SAM, (), Role.DEPUTY_RUNNER),
        (_SAM, (Role.CHAIR, Role.DEPUTY_RUNNER), Role.MEMBER),
        (replace(_SAM, partner_id=None), (Role.DEPUTY_RUNNER,), Role.OBSERVER),
    ],
)
def test_the_one_before_is_deputy_member_or_observer(
    before: Membership, others: tuple[Role, ...], then: Role
) -> None:
    assert role_after(before=before, others=[_member(role) for role in others]) is then
