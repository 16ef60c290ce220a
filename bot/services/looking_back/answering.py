"""Answering what was asked about a milestone, or about one's first weeks. What is said is told to the runner alone.

It is handed on to `storage.looking_back` and stands nowhere else: in no audit, no log and no reply.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.permissions import Intent, Viewer
from bot.domain.question_answers import Answer, Typed, read
from bot.domain.questions import Question
from bot.errors import Refused
from bot.messages.looking_back.ask import Asked
from bot.services import guard
from bot.services.looking_back import asking
from bot.services.ports import Transactions
from storage import audit
from storage import looking_back as stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Somebody's form, and what they have said until now. For their eyes alone. `version` is that of what they have said."""

    asked: Asked
    answered: Mapping[str, Answer]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of an answer. `is_empty`: nothing is left of it."""

    asked: Asked
    is_empty: bool


def look(*, database: Transactions, viewer: Viewer, milestone_id: int | None) -> Sheet:
    """Return the form. Raises `Refused` (not_for_your_role, milestone_gone)."""
    guard.require(viewer=viewer, intent=Intent.LOOK_BACK)
    with database.read() as transaction:
        asked = asking.asked_of(transaction, viewer=viewer, milestone_id=milestone_id)
        said = stored.said_by(transaction, viewer=viewer, milestone_id=milestone_id)
        # What they told another runner is not put before them again: it would go to this one.
        return Sheet(
            asked=asked,
            answered={one.key: one.answer for one in said if one.to_id == asked.runner_id},
            version=stored.version_of(said, to_id=asked.runner_id),
        )


def save(
    *,
    database: Transactions,
    viewer: Viewer,
    milestone_id: int | None,
    shown_id: int,
    version: int,
    typed: Callable[[Question], Typed],
    now: datetime,
) -> Kept:
    """Keep what somebody says, in place of all that they told the same runner of it before.

    `shown_id` is the runner whom the form has named, `version` that of what they had said when it was opened. Raises
    `Refused` (as `look`, and answer_unknown, too_long, check_in_no_runner, check_in_other_runner, check_in_answered_elsewhere)
    before anything is written.
    """
    guard.require(viewer=viewer, intent=Intent.LOOK_BACK)
    with database.write() as transaction:
        asked = asking.asked_of(transaction, viewer=viewer, milestone_id=milestone_id)
        read_now = {one.key: read(one, typed(one)) for one in asked.questions}
        answers = {key: one for key, one in read_now.items() if one is not None}
        is_kept = stored.keep(
            transaction,
            viewer=viewer,
            milestone_id=milestone_id,
            to_id=_runner_id(asked, answers, shown_id=shown_id),
            answers=answers,
            now=now,
            version=version,
        )
        if not is_kept:
            raise Refused("check_in_answered_elsewhere", field=asked.questions[0].key)
        audit.write(transaction, viewer=viewer, act="looked_back", subject=_subject(asked), now=now)
        return Kept(asked=asked, is_empty=not answers)


def leave(*, database: Transactions, viewer: Viewer, milestone_id: int | None, now: datetime) -> Asked:
    """**Not this time**: what was said before stays said. Raises `Refused` as `look`."""
    guard.require(viewer=viewer, intent=Intent.LOOK_BACK)
    with database.write() as transaction:
        asked = asking.asked_of(transaction, viewer=viewer, milestone_id=milestone_id)
        audit.write(transaction, viewer=viewer, act="look_back_left_out", subject=_subject(asked), now=now)
        return asked


def _runner_id(asked: Asked, answers: Mapping[str, Answer], *, shown_id: int) -> int:
    """Whom it is told: the runner of today, and nobody whom the form has not named."""
    first = next(iter(answers), None)
    if not asked.runner_id:
        raise Refused("check_in_no_runner", field=first)
    if first is not None and asked.runner_id != shown_id:
        raise Refused("check_in_other_runner", field=first, runner=asked.runner)
    return asked.runner_id


def _subject(asked: Asked) -> str:
    return "first_weeks" if asked.milestone is None else f"milestone:{asked.milestone.id}"
