"""What whoever hears a concern does: they read it, and answer it."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.concerns import Concern, answered, closing
from bot.domain.permissions import Intent, Viewer
from bot.domain.stuck import BECAUSE
from bot.errors import Refused
from bot.messages.concerns.forms import LONGEST
from bot.messages.concerns.seen import Seen
from bot.services import guard
from bot.services.concerns import reading, telling
from bot.services.lengths import require_room
from bot.services.ports import Transactions
from storage import audit
from storage import concerns as stored_concerns


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came of an answer. `counts` is False where somebody was quicker; `is_passed` that its raiser is written to."""

    seen: Seen
    counts: bool
    is_passed: bool


def read(*, database: Transactions, viewer: Viewer, concern_id: int) -> Seen:
    """Return what the viewer is to answer. Raises `Refused` (not_for_your_role, concern_gone)."""
    guard.require(viewer=viewer, intent=Intent.ANSWER_CONCERN)
    with database.read() as transaction:
        concern = reading.readable(transaction, viewer=viewer, concern_id=concern_id)
        if concern.owner_id != viewer.person_id:
            raise Refused("concern_gone")
        return reading.seen(transaction, viewer=viewer, concern=concern)


def answer(
    *,
    database: Transactions,
    viewer: Viewer,
    concern_id: int,
    version: int,
    words: str,
    theme: str,
    now: datetime,
) -> Answered:
    """Keep the answer to a concern as it was seen in a version, and ask whoever raised it whether it is sorted.

    Raises `Refused` (not_for_your_role, concern_gone, concern_answer_needed, too_long).
    """
    guard.require(viewer=viewer, intent=Intent.ANSWER_CONCERN)
    said = require_room(words, field="answer", most=LONGEST)
    if not said:
        raise Refused("concern_answer_needed", field="answer")
    picked = theme if theme in BECAUSE else None
    with database.write() as transaction:
        concern = reading.readable(transaction, viewer=viewer, concern_id=concern_id)
        if concern.owner_id != viewer.person_id:
            raise Refused("concern_gone")
        then = _asked(concern, viewer, said) if concern.version == version else None
        counts = then is not None and stored_concerns.change(
            transaction, viewer=viewer, seen=concern, then=then, now=now, theme=picked
        )
        now_stands = stored_concerns.get(transaction, viewer=viewer, concern_id=concern_id)
        is_passed = False
        if counts:
            subject = f"concern:{concern_id}"
            audit.write(transaction, viewer=viewer, act="concern_answered", subject=subject, now=now)
            is_passed = telling.answered(transaction, viewer=viewer, concern=now_stands, now=now)
        seen = reading.seen(transaction, viewer=viewer, concern=now_stands)
        return Answered(seen=seen, counts=counts, is_passed=is_passed)


def _asked(concern: Concern, viewer: Viewer, words: str) -> Concern | None:
    """An answer asks at once whether it is sorted: who raised it says when it is over, and nobody else."""
    said = answered(concern, by=viewer.person_id, words=words)
    return None if said is None else closing(said, by=viewer.person_id)
