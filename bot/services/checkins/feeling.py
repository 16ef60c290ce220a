"""**How it feels** over time, beside what is counted; and **Is it worth it?** for organisations and people."""

from datetime import datetime
from typing import Final

from bot.domain.evidence import Evidence, Signal
from bot.domain.permissions import Intent, Viewer
from bot.domain.rounds import Round
from bot.domain.sides import chart
from bot.domain.signals.table import SIGNALS
from bot.domain.summaries import WORTH_IT
from bot.messages.bank import CURRENT
from bot.messages.checkins.felt import Felt, Point
from bot.messages.checkins.worth import Worth
from bot.services import guard
from bot.services.checkins import findings, reach, siding
from bot.services.ports import Transaction, Transactions
from bot.services.stages import facts
from storage import answers as stored_answers
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships

OWN_JOB: Final = "worth_it_for_you"
_COUNTED: Final = (Signal.KEPT, Signal.FINISHED, Signal.NAMED)
"""What is counted beside what is felt: dates kept, who finished something, and what has a name."""


def felt(*, database: Transactions, viewer: Viewer, now: datetime) -> Felt:
    """Return how it feels, for runner and chair. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.CHECK_IN_RESULTS)
    with database.read() as transaction:
        return felt_in(transaction, viewer=viewer, now=now)


def felt_in(transaction: Transaction, *, viewer: Viewer, now: datetime) -> Felt:
    """Return the same inside a transaction."""
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    rounds = findings.closed(transaction, viewer=viewer)
    return Felt(
        partnership_id=partnership.id,
        partnership=partnership.name,
        round_id=rounds[-1].id if rounds else None,
        lines={key: line(transaction, viewer=viewer, rounds=rounds, key=key) for key in CURRENT.turns.lines},
        words={key: CURRENT.questions[key].words for key in CURRENT.turns.lines},
        counted=_counted(transaction, viewer, now),
    )


def worth(*, database: Transactions, viewer: Viewer) -> Worth:
    """Return whether it is worth it: with names for who may read them. Raises `Refused` (not_for_your_role, no_check_in_yet)."""
    guard.require(viewer=viewer, intent=Intent.CHECK_IN_RESULTS)
    with database.read() as transaction:
        rounds = findings.closed(transaction, viewer=viewer)
        of = next((one for one in reversed(rounds) if WORTH_IT in one.kinds), None)
        known = findings.known(
            transaction, viewer=viewer, of=of or findings.one(transaction, viewer=viewer, round_id=None)
        )
        partnership = stored_partnerships.get(transaction, viewer=viewer)
        own = next((one for one in known.found.trends if one.key == OWN_JOB), None)
        found = siding.answers_of(transaction, viewer=viewer)
        question = known.questions.get(WORTH_IT)
        reads = reach.reads_sides(transaction, viewer=viewer)
        sides = tuple(one for one in found.sides if one.key == WORTH_IT)
        now = tuple(one for one in sides if one.on == known.round.opens_on)
        return Worth(
            partnership_id=partnership.id,
            partnership=partnership.name,
            round_id=known.round.id,
            question=question,
            sides=now if reads else None,
            earlier=tuple(one for one in sides if one not in now) if reads else (),
            picks=chart(question, sides=now) if question and reads else (),
            partners=stored_partners.names(transaction, viewer=viewer),
            in_words=known.found.worth,
            answers=sum(one.key == WORTH_IT and one.answer.value is not None for one in known.sides),
            asked_on=known.round.opens_on if question else None,
            own=own,
            month=_month(known.earlier, own.before.round_id if own and own.before else None),
        )


def line(
    transaction: Transaction, *, viewer: Viewer, rounds: tuple[Round, ...], key: str
) -> tuple[Point, ...]:
    """Return how one question was felt in these rounds, oldest first."""
    opened = {one.id: one.opens_on for one in rounds}
    return tuple(
        Point(on=opened[one.round_id], level=one.level)
        for one in stored_answers.results_of(transaction, viewer=viewer)
        if one.key == key and one.round_id in opened
    )


def _counted(transaction: Transaction, viewer: Viewer, now: datetime) -> tuple[Evidence, ...]:
    seen = facts.facts(transaction, viewer=viewer, now=now)
    found = (SIGNALS[signal](seen) for signal in _COUNTED)
    return tuple(one for one in found if one is not None)


def _month(rounds: tuple[Round, ...], round_id: int | None) -> int | None:
    return next((one.opens_on.month for one in rounds if one.id == round_id), None)
