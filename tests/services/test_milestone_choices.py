"""To which milestone an action may belong, wherever one is chosen, and what that does to one that was reached."""

import pytest

from bot.domain.milestones import MilestoneState
from bot.errors import Refused
from bot.services import changes, choices, drops, milestones, progress
from bot.services.changes import Changes
from storage import milestones as stored_milestones
from tests import marked
from tests.promised import accepted, add, fresh, proposed
from tests.riverside import NOW, Riverside


def _reached(group: Riverside) -> int:
    """A milestone of which everything is done."""
    milestone = marked.planned(group)
    pressed = accepted(group, what="Proof-read")
    marked.fill(group, milestone, pressed)
    progress.done(
        database=group.database, viewer=group.viewer("mina"), pressed=fresh(group, pressed), now=NOW
    )
    milestones.reach_by_hand(
        database=group.database, viewer=group.viewer("sam"), milestone_id=milestone.id, now=NOW
    )
    assert _state(group, milestone.id) is MilestoneState.REACHED
    return milestone.id


def _state(group: Riverside, milestone_id: int, state: MilestoneState | None = None) -> MilestoneState:
    with group.database.write() as transaction:
        if state is not None:
            stored_milestones.change(
                transaction,
                viewer=group.viewer("sam"),
                milestone_id=milestone_id,
                since=set(MilestoneState),
                state=state,
            )
        everything = stored_milestones.all_of(transaction, viewer=group.viewer("sam"))
    return next(one.state for one in everything if one.id == milestone_id)


def _offered(group: Riverside) -> list[int]:
    found = choices.for_adding(database=group.database, viewer=group.viewer("sam"), now=NOW)
    return [one.id for one in found.milestones]


def test_reached_one_with_a_new_action_is_planned_again(group: Riverside) -> None:
    milestone_id = _reached(group)
    assert _offered(group) == [milestone_id]

    add(group, what="One more", milestone=str(milestone_id))

    assert _state(group, milestone_id) is MilestoneState.PLANNED


def test_reached_one_that_an_action_joins_by_change_is_planned_again(group: Riverside) -> None:
    milestone_id = _reached(group)
    pressed = proposed(group, what="One more")

    changes.change(
        database=group.database,
        viewer=group.viewer("sam"),
        pressed=pressed,
        new=Changes(what="One more", milestone=str(milestone_id)),
        now=NOW,
    )

    assert _state(group, milestone_id) is MilestoneState.PLANNED


def test_marked_one_is_not_offered(group: Riverside) -> None:
    milestone_id = _reached(group)
    _state(group, milestone_id, MilestoneState.CELEBRATED)

    assert _offered(group) == []
    with pytest.raises(Refused, match="milestone_gone"):
        add(group, what="One more", milestone=str(milestone_id))


def test_marked_one_stays_with_the_action_that_is_in_it(group: Riverside) -> None:
    milestone = marked.planned(group)
    pressed = accepted(group)
    marked.fill(group, milestone, pressed)
    _state(group, milestone.id, MilestoneState.CELEBRATED)

    found = changes.look(
        database=group.database, viewer=group.viewer("sam"), pressed=fresh(group, pressed), now=NOW
    )

    assert [one.id for one in found.milestones] == [milestone.id]


def test_reached_one_of_which_something_comes_back_is_planned_again(group: Riverside) -> None:
    milestone = marked.planned(group)
    done, gone = accepted(group, what="Proof-read"), accepted(group, what="Print")
    marked.fill(group, milestone, done, gone)
    drops.drop(
        database=group.database,
        viewer=group.viewer("sam"),
        pressed=fresh(group, gone),
        reason="",
        later=False,
        now=NOW,
    )
    progress.done(database=group.database, viewer=group.viewer("mina"), pressed=fresh(group, done), now=NOW)
    milestones.reach_by_hand(
        database=group.database, viewer=group.viewer("sam"), milestone_id=milestone.id, now=NOW
    )

    drops.restore(database=group.database, viewer=group.viewer("sam"), pressed=fresh(group, gone), now=NOW)

    assert _state(group, milestone.id) is MilestoneState.PLANNED
