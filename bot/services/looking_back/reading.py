"""What people have said when they looked back: for the runner by name, and for next time without names."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.kept_answers import NamedAnswer
from bot.domain.looking_back import sorted_for, without_names
from bot.domain.milestones import Milestone
from bot.domain.permissions import Intent, Viewer
from bot.messages.bank import CURRENT
from bot.messages.looking_back import told as wording
from bot.messages.looking_back.told import Told
from bot.messages.notices import Notice
from bot.services import guard, mornings
from bot.services.ports import Transaction, Transactions
from bot.services.readers import Reader
from storage import looking_back as stored
from storage import milestones as stored_milestones
from storage import partnerships as stored_partnerships
from storage import people as stored_people

_FOR_NEXT_TIME = "again"
"""The key of the question what should be done differently."""


def of_morning(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Tell the runner who has looked back since the last list; what they say is read in a form."""
    viewer = reader.membership.viewer
    since = mornings.since_last(transaction, viewer=viewer, now=now)
    fresh = [
        one
        for one in stored.all_of(transaction, viewer=viewer)
        if one.at > since and one.to_id == viewer.person_id
    ]
    about = dict.fromkeys(one.milestone_id for one in fresh)
    return tuple(
        wording.notice(_told(transaction, viewer, of, [one for one in fresh if one.milestone_id == of]))
        for of in about
    )


def look(*, database: Transactions, viewer: Viewer, milestone_id: int | None) -> Told:
    """Return what was said to the viewer of a milestone, or of people's first weeks (None), and what may be shared.

    Raises `Refused` (not_for_your_role, milestone_gone).
    """
    guard.require(viewer=viewer, intent=Intent.MILESTONE)
    with database.read() as transaction:
        said = stored.said_of(transaction, viewer=viewer, milestone_id=milestone_id)
        return _told(transaction, viewer, milestone_id, said)


def for_next_time(
    *, database: Transactions, viewer: Viewer
) -> tuple[int, tuple[tuple[Milestone, tuple[str, ...]], ...]]:
    """Return the partnership's number, and what people would do differently and may be shared, the newest milestone first.

    Raises `Refused` (not_for_your_role).
    """
    guard.require(viewer=viewer, intent=Intent.MILESTONE)
    with database.read() as transaction:
        said = stored.all_of(transaction, viewer=viewer)
        milestones = reversed(stored_milestones.all_of(transaction, viewer=viewer))
        found = ((one, _lessons(one, said, viewer)) for one in milestones)
        number = stored_partnerships.get(transaction, viewer=viewer).id
        return number, tuple((one, words) for one, words in found if words)


def _lessons(milestone: Milestone, said: Sequence[NamedAnswer], viewer: Viewer) -> tuple[str, ...]:
    asked = (one for one in said if (one.milestone_id, one.key) == (milestone.id, _FOR_NEXT_TIME))
    return tuple(one.answer.line for one in without_names(asked, reader_id=viewer.person_id))


def _told(
    transaction: Transaction, viewer: Viewer, milestone_id: int | None, said: Sequence[NamedAnswer]
) -> Told:
    milestone = None
    if milestone_id is not None:
        milestone = stored_milestones.get(transaction, viewer=viewer, milestone_id=milestone_id)
    return Told(
        partnership_id=stored_partnerships.get(transaction, viewer=viewer).id,
        milestone=milestone,
        found=sorted_for(viewer.person_id, answers=said, questions=CURRENT.questions.values()),
        names=dict(stored_people.names(transaction, viewer=viewer)),
    )
