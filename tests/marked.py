"""Milestones of Riverside: put in, filled with actions, reached and marked as people do it."""

from datetime import datetime, timedelta
from typing import Any

from bot.domain.items import UNDO_WITHIN
from bot.domain.milestones import Milestone
from bot.domain.people import AddressKind
from bot.services import celebrations, milestones, progress
from bot.services.celebrations import Told
from bot.services.milestones import MilestoneView, NewMilestone, Outcome
from bot.services.presses import Pressed
from storage import milestones as stored_milestones
from storage import people
from storage.database import Transaction
from tests import promised
from tests.riverside import NOW, Riverside

LATER = NOW + timedelta(hours=2)
TITLE = "The joint prospectus is out"


def planned(group: Riverside, *, by: str = "sam", now: datetime = NOW, **form: Any) -> Milestone:
    """Fill in the form **Milestone** and send it."""
    filled = {"title": TITLE, "by_when": "5 February 2027", **form}
    view = milestones.add(
        database=group.database, viewer=group.viewer(by), form=NewMilestone(**filled), now=now
    )
    return view.milestone


def fill(group: Riverside, milestone: Milestone, *presses: Pressed) -> Outcome:
    """Choose the actions of these shares for a milestone."""
    ids = [promised.stored(group, one)[0].id for one in presses]
    return milestones.choose(
        database=group.database,
        viewer=group.viewer("sam"),
        milestone_id=milestone.id,
        version=stored(group, milestone).version,
        commitment_ids=ids,
        now=NOW,
    )


def with_action(group: Riverside, **form: Any) -> tuple[Milestone, Pressed]:
    """A milestone with one action of Mina's in it."""
    milestone, pressed = planned(group, **form), promised.accepted(group)
    fill(group, milestone, pressed)
    return milestone, pressed


def finish(group: Riverside, pressed: Pressed, *, now: datetime = LATER) -> None:
    """Mina presses **Done**."""
    progress.done(
        database=group.database,
        viewer=group.viewer("mina"),
        pressed=promised.fresh(group, pressed),
        now=now,
    )


def reached(group: Riverside, *, now: datetime = LATER, **form: Any) -> Milestone:
    """A milestone whose one action Mina has done ten minutes ago."""
    milestone, pressed = with_action(group, **form)
    finish(group, pressed, now=now - UNDO_WITHIN)
    assert milestones.reach(database=group.database, now=now) == 1
    return stored(group, milestone)


def celebrated(group: Riverside, *, by: str = "sam", now: datetime = LATER, **told: Any) -> Milestone:
    """A milestone that was reached and celebrated at once."""
    milestone = reached(group, now=now)
    celebrate(group, milestone, by=by, now=now, **told)
    return stored(group, milestone)


def celebrate(
    group: Riverside, milestone: Milestone, *, by: str = "sam", now: datetime = LATER, **told: Any
) -> Outcome:
    return celebrations.celebrate(
        database=group.database,
        viewer=group.viewer(by),
        milestone_id=milestone.id,
        told=Told(**{"did": {group.castle_id: "140 courses"}, **told}),
        now=now,
    )


def stored(group: Riverside, milestone: Milestone) -> Milestone:
    with group.database.read() as transaction:
        return stored_milestones.get(transaction, viewer=group.engine, milestone_id=milestone.id)


def looked(group: Riverside, milestone: Milestone, *, by: str = "sam") -> MilestoneView:
    return milestones.look(
        database=group.database, viewer=group.viewer(by), milestone_id=milestone.id, now=LATER
    )


def give_page(transaction: Transaction, group: Riverside, name: str) -> None:
    """Give somebody a page of their own."""
    people.give_address(
        transaction,
        viewer=group.viewer("sam"),
        person_id=group.person(name).id,
        kind=AddressKind.WEB,
        installation_id=group.installation_id + 1,
        external_id=name,
    )
