"""Shares as stored: one change a version, the count of what is open, and what happened in its order."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.commitments import OPEN_STATES, EventKind, Share, ShareEvent, ShareState
from bot.domain.permissions import ENGINE, engine_in
from bot.errors import Refused
from storage import shares
from storage.database import Transaction
from tests import planned
from tests.riverside import NOW, Riverside

HOUR = timedelta(hours=1)


def note(transaction: Transaction, group: Riverside, share: Share, kind: EventKind, **more: Any) -> None:
    values = {"viewer": group.viewer("mina"), "now": NOW, **more}
    shares.note_event(transaction, share_id=share.id, kind=kind, **values)


def events(transaction: Transaction, group: Riverside, share: Share) -> list[EventKind]:
    found = shares.events_of(transaction, viewer=group.viewer("sam"), share_id=share.id)
    return [one.kind for one in found]


def test_each_change_raises_the_version_by_one(group: Riverside) -> None:
    [share] = planned.add(group).shares

    with group.database.write() as transaction:
        did = [
            shares.change(
                transaction,
                viewer=group.viewer("mina"),
                share_id=share.id,
                version=share.version + raised,
                role_word=f"word {raised}",
            )
            for raised in range(3)
        ]

    assert did == [True, True, True]
    assert planned.change(group, share, role_word="too early").shares[0].role_word == "word 2"


@pytest.mark.parametrize("wrong", [-1, 1, 100])
def test_change_for_another_version_changes_nothing(group: Riverside, wrong: int) -> None:
    [share] = planned.add(group).shares

    with group.database.write() as transaction:
        did = shares.change(
            transaction,
            viewer=group.viewer("mina"),
            share_id=share.id,
            version=share.version + wrong,
            state=ShareState.DONE,
        )

    assert not did
    assert planned.change(group, share).shares[0].state is ShareState.ACCEPTED


@pytest.mark.parametrize("state", ShareState)
def test_what_is_open_is_counted(group: Riverside, state: ShareState) -> None:
    [share] = planned.add(group).shares
    planned.add(group, holders=("rob",))
    planned.change(group, share, state=state)

    with group.database.read() as transaction:
        counted = [
            shares.count_open(transaction, viewer=viewer, person_id=group.person("mina").id)
            for viewer in (group.viewer("sam"), ENGINE, engine_in(group.partnership_id + 1))
        ]

    assert counted == ([1, 1, 0] if state in OPEN_STATES else [0, 0, 0])


def test_events_come_as_they_happened_with_who_and_what(group: Riverside) -> None:
    [share] = planned.add(group).shares

    with group.database.write() as transaction:
        note(transaction, group, share, EventKind.DONE, now=NOW + HOUR, details={"words": "naïve"})
        found = shares.events_of(transaction, viewer=group.viewer("sam"), share_id=share.id)

    assert found[-1] == ShareEvent(
        share_id=share.id,
        kind=EventKind.DONE,
        actor_id=group.person("mina").id,
        at=NOW + HOUR,
        details={"words": "naïve"},
    )
    assert len(found) == 2


@pytest.mark.parametrize("kind", EventKind)
def test_event_of_every_kind_is_found_by_its_kind(group: Riverside, kind: EventKind) -> None:
    [share] = planned.add(group).shares

    with group.database.write() as transaction:
        note(transaction, group, share, kind, now=NOW + HOUR)
        by_kind = shares.events_in(transaction, viewer=group.viewer("sam"), kinds=[kind], since=NOW + HOUR)
        about = shares.events_about(
            transaction, viewer=group.viewer("sam"), share_ids=[share.id], kinds=[kind]
        )
        of_share = events(transaction, group, share)

    assert [one.kind for one in by_kind] == [kind]
    assert by_kind[0] == about[-1]
    assert of_share[-1] is kind


@pytest.mark.parametrize(("later", "found"), [(-HOUR, 1), (0 * HOUR, 1), (timedelta(seconds=1), 0)])
def test_events_since_an_instant_include_it(group: Riverside, later: timedelta, found: int) -> None:
    [share] = planned.add(group).shares

    with group.database.write() as transaction:
        note(transaction, group, share, EventKind.DONE)
        since = shares.events_in(
            transaction, viewer=group.viewer("sam"), kinds=[EventKind.DONE], since=NOW + later
        )

    assert len(since) == found


def test_events_about_some_shares_leave_out_the_others(group: Riverside) -> None:
    [one], [two], [three] = (planned.add(group).shares for _ in range(3))

    with group.database.write() as transaction:
        for share in (three, one, two):
            note(transaction, group, share, EventKind.DONE)
        note(transaction, group, one, EventKind.STUCK)
        found = shares.events_about(
            transaction, viewer=ENGINE, share_ids=[one.id, three.id], kinds=[EventKind.DONE]
        )

    assert [event.share_id for event in found] == [three.id, one.id]


def test_nothing_is_asked_for_and_nothing_comes(group: Riverside) -> None:
    [share] = planned.add(group).shares

    with group.database.read() as transaction:
        viewer = group.viewer("sam")
        no_kinds = shares.events_in(transaction, viewer=viewer, kinds=[], since=NOW - HOUR)
        no_shares = shares.events_about(transaction, viewer=viewer, share_ids=[], kinds=list(EventKind))
        about = shares.events_about(transaction, viewer=viewer, share_ids=[share.id], kinds=[])

    assert (no_kinds, no_shares, about) == ((), (), ())


def test_event_of_a_share_that_never_was_is_refused(group: Riverside) -> None:
    with group.database.write() as transaction, pytest.raises(Refused, match="action_gone"):
        shares.note_event(transaction, viewer=group.viewer("sam"), share_id=999, kind=EventKind.DONE, now=NOW)
