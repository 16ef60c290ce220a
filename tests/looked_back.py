"""Riverside looking back: what was celebrated, who is asked, and what they say."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.deliveries import Delivery, DeliveryKind
from bot.domain.milestones import Milestone
from bot.domain.question_answers import Typed
from bot.domain.questions import Question
from bot.services.looking_back import answering
from bot.services.looking_back.answering import Kept
from storage import deliveries
from tests import marked
from tests.marked import LATER
from tests.riverside import Riverside

LESSON = "Begin with the photos"
SECRET = "Nobody had told me"


def celebrated(group: Riverside, *, now: datetime = LATER, **did: Any) -> Milestone:
    """A milestone that Mina had a part in, and is asked about."""
    return marked.celebrated(group, now=now, **did)


def asked(group: Riverside, *, pending_of: str = "") -> list[Delivery]:
    """Return who is owed a question, or what one person still is."""
    with group.database.read() as transaction:
        if pending_of:
            person_id = group.person(pending_of).id
            found = deliveries.pending_of(transaction, viewer=group.engine, person_id=person_id)
        else:
            found = deliveries.ledger(transaction, viewer=group.engine)
    return [one for one in found if one.owed.kind is DeliveryKind.LOOK_BACK]


def say(
    group: Riverside,
    milestone: Milestone | None,
    *,
    by: str = "mina",
    now: datetime = LATER,
    shown_id: int | None = None,
    version: int | None = None,
    **said: Typed,
) -> Kept:
    """Fill in the form and send it. `said` has what is typed, by the key of its question.

    `shown_id` is whom a form has named that has been open for a while, `version` what it knew of.
    """
    milestone_id = milestone.id if milestone else None
    sheet = answering.look(database=group.database, viewer=group.viewer(by), milestone_id=milestone_id)
    return answering.save(
        database=group.database,
        viewer=group.viewer(by),
        milestone_id=milestone_id,
        shown_id=sheet.asked.runner_id if shown_id is None else shown_id,
        version=sheet.version if version is None else version,
        typed=typed(said),
        now=now,
    )


def typed(said: Mapping[str, Typed]) -> Any:
    def of(question: Question) -> Typed:
        return said.get(question.key, Typed())

    return of
