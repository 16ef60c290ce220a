"""Which actions somebody can open, and how one is found by its title."""

from dataclasses import replace

import pytest

from bot.domain.commitments import ShareState
from bot.domain.findable import is_named, may_open, may_open_any
from bot.domain.permissions import Role, Viewer
from tests.actions import SHARE

_OPEN = SHARE
_DROPPED = replace(SHARE, state=ShareState.DROPPED)
_DONE = replace(SHARE, state=ShareState.DONE)


def _viewer(role: Role, partner_id: int | None = 1) -> Viewer:
    return Viewer(person_id=2, partnership_id=9, role=role, partner_id=partner_id)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.RUNNER, True),
        (Role.CHAIR, True),
        (Role.CO_ORDINATOR, True),
        (Role.MEMBER, True),
        (Role.SPONSOR, False),
        (Role.OBSERVER, False),
        (Role.GUEST, False),
    ],
)
def test_only_who_acts_opens_anything(role: Role, *, may: bool) -> None:
    assert may_open_any(_viewer(role)) is may


@pytest.mark.parametrize(
    ("role", "partner_id", "share", "may"),
    [
        (Role.RUNNER, None, _OPEN, True),
        (Role.DEPUTY_RUNNER, None, _OPEN, True),
        (Role.CHAIR, 2, _OPEN, True),
        (Role.CO_ORDINATOR, 1, _OPEN, True),
        (Role.CO_ORDINATOR, 2, _OPEN, False),
        (Role.MEMBER, 1, _OPEN, True),
        (Role.OBSERVER, 1, _OPEN, False),
        (Role.RUNNER, None, _DONE, False),
        (Role.RUNNER, None, _DROPPED, True),
        (Role.CO_ORDINATOR, 1, _DROPPED, True),
        (Role.CO_ORDINATOR, 2, _DROPPED, False),
        (Role.MEMBER, 1, _DROPPED, False),
    ],
)
def test_somebody_opens_what_they_may_act_for(
    role: Role, partner_id: int | None, share: object, *, may: bool
) -> None:
    assert isinstance(share, type(SHARE))
    assert may_open(share, viewer=_viewer(role, partner_id), lately_dropped={SHARE.id}) is may


def test_what_was_dropped_long_ago_stays_shut() -> None:
    assert not may_open(_DROPPED, viewer=_viewer(Role.RUNNER), lately_dropped=())


@pytest.mark.parametrize(
    ("words", "named"),
    [("", True), ("course", True), ("DATA send", True), ("cour dat", True), ("course map", False)],
)
def test_all_words_stand_in_the_title(words: str, *, named: bool) -> None:
    assert is_named("Send course data", words=words) is named
