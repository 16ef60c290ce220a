"""Concerns as the people of Riverside raise, answer and follow them."""

from datetime import datetime

from bot.domain.concerns import About, Concern, Keepers, MayKnow, whom
from bot.messages.concerns.seen import Seen
from bot.services.concerns import answering, raising, reading
from bot.services.concerns.answering import Answered
from bot.services.concerns.raising import Typed
from storage import concerns
from tests.riverside import NOW, Riverside

WORDS = "Castle and Meadow both want construction"
HELP = "Half an hour on it"
ANSWER = "I'll put it on the agenda of 12 January"


def typed(
    *,
    words: str = WORDS,
    would_help: str = HELP,
    about: About = About.OTHERS,
    may_know: MayKnow = MayKnow.ONLY_RUNNER,
    about_ids: frozenset[int] = frozenset(),
    named_for: About = About.OTHERS,
) -> Typed:
    """What stands in the form."""
    return Typed(
        words=words,
        would_help=would_help,
        about=about,
        may_know=may_know,
        about_ids=about_ids,
        named_for=named_for,
    )


def keepers(group: Riverside) -> Keepers:
    """Those whom the form names."""
    with group.database.read() as transaction:
        return reading.keepers_of(transaction, viewer=group.engine)


def raised(
    group: Riverside,
    by: str = "mina",
    *,
    about: About = About.OTHERS,
    may_know: MayKnow = MayKnow.ONLY_RUNNER,
    now: datetime = NOW,
) -> Seen:
    """Somebody raises a concern, as the form shows it."""
    shown = keepers(group)
    return raising.raise_concern(
        database=group.database,
        viewer=group.viewer(by),
        typed=typed(about=about, may_know=may_know, about_ids=whom(about, keepers=shown), named_for=about),
        shown=shown,
        now=now,
    )


def answered(
    group: Riverside,
    concern_id: int,
    by: str = "sam",
    *,
    version: int | None = None,
    words: str = ANSWER,
    theme: str = "",
    now: datetime = NOW,
) -> Answered:
    """Whoever has it answers, as it stands."""
    return answering.answer(
        database=group.database,
        viewer=group.viewer(by),
        concern_id=concern_id,
        version=stored(group, concern_id).version if version is None else version,
        words=words,
        theme=theme,
        now=now,
    )


def stored(group: Riverside, concern_id: int) -> Concern:
    """The concern as it stands in the database."""
    with group.database.read() as transaction:
        return concerns.get(transaction, viewer=group.engine, concern_id=concern_id)
