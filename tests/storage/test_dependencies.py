"""Which commitment waits for which, as stored."""

from datetime import timedelta

import pytest

from bot.domain.commitments import OPEN_STATES, Commitment, ShareState
from bot.errors import Refused
from storage import dependencies
from tests import planned
from tests.planned import DUE
from tests.riverside import Riverside


def need(group: Riverside, waiting: Commitment, *needed: Commitment) -> None:
    with group.database.write() as transaction:
        dependencies.set_needs(
            transaction,
            viewer=group.viewer("sam"),
            commitment_id=waiting.id,
            needs_ids=[one.id for one in needed],
        )


def needs(group: Riverside) -> dict[int, tuple[int, ...]]:
    with group.database.read() as transaction:
        return dict(dependencies.needs_in(transaction, viewer=group.viewer("mina")))


def test_nothing_waits_at_first(group: Riverside) -> None:
    planned.add(group)

    assert needs(group) == {}


def test_one_waits_for_several_and_several_for_one(group: Riverside) -> None:
    one, two, three = (planned.add(group) for _ in range(3))

    need(group, three, two, one)
    need(group, two, one)

    assert needs(group) == {three.id: (one.id, two.id), two.id: (one.id,)}


def test_what_is_set_replaces_what_was(group: Riverside) -> None:
    one, two, three = (planned.add(group) for _ in range(3))
    need(group, three, one)

    need(group, three, two)
    changed = needs(group)
    need(group, three)

    assert changed == {three.id: (two.id,)}
    assert needs(group) == {}


def test_same_one_twice_is_waited_for_once(group: Riverside) -> None:
    one, two = (planned.add(group) for _ in range(2))

    need(group, two, one, one)

    assert needs(group) == {two.id: (one.id,)}


def test_what_cannot_be_seen_leaves_everything_as_it_was(group: Riverside) -> None:
    one, two = (planned.add(group) for _ in range(2))
    need(group, two, one)

    with group.database.write() as transaction, pytest.raises(Refused, match="action_gone"):
        dependencies.set_needs(
            transaction, viewer=group.viewer("sam"), commitment_id=two.id, needs_ids=[one.id, 999_999]
        )

    assert needs(group) == {two.id: (one.id,)}


def test_who_waits_comes_soonest_first_with_every_open_share(group: Riverside) -> None:
    needed = planned.add(group)
    late = planned.add(group, due=DUE + timedelta(days=20))
    soon = planned.add(group, due=DUE + timedelta(days=10), holders=("rob", "sam"))
    for waiting in (late, soon):
        need(group, waiting, needed)

    with group.database.read() as transaction:
        found = dependencies.waiting_for(
            transaction, viewer=group.viewer("mina"), commitment_ids=[needed.id, late.id]
        )

    assert [(one.commitment_id, one.share_id) for one in found] == [
        (soon.id, soon.shares[0].id),
        (soon.id, soon.shares[1].id),
        (late.id, late.shares[0].id),
    ]
    assert {one.needs_id for one in found} == {needed.id}
    assert [one.person_id for one in found] == [group.person(name).id for name in ("rob", "sam", "mina")]


@pytest.mark.parametrize("state", ShareState)
def test_only_who_still_has_it_to_do_waits(group: Riverside, state: ShareState) -> None:
    needed = planned.add(group)
    waiting = planned.change(group, planned.add(group).shares[0], state=state)
    need(group, waiting, needed)

    with group.database.read() as transaction:
        found = dependencies.waiting_for(transaction, viewer=group.viewer("mina"), commitment_ids=[needed.id])

    assert bool(found) is (state in OPEN_STATES)


def test_nobody_waits_for_nothing(group: Riverside) -> None:
    with group.database.read() as transaction:
        found = dependencies.waiting_for(transaction, viewer=group.viewer("mina"), commitment_ids=[])

    assert found == ()
