"""What it means to those who wait that a date moves, or that something isn't coming any more."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.commitments import Commitment, Share
from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.dependencies import Waiting
from bot.domain.effects import MovedStart, moved_start
from bot.domain.permissions import Intent, Viewer
from bot.domain.renegotiations import Renegotiation
from bot.messages.effects import Seen
from bot.services import effect_notices, guard, telling
from bot.services.ports import Transaction, Transactions
from storage import audit
from storage import commitments as stored_commitments
from storage import deliveries as stored_deliveries
from storage import dependencies as stored_dependencies
from storage import effects as stored_effects
from storage import partners as stored_partners


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A share that waits, and when it could start at the earliest."""

    waiting: Waiting
    start: MovedStart


def touched(
    transaction: Transaction, *, viewer: Viewer, commitment: Commitment, share: Share, new_due: date
) -> tuple[Touched, ...]:
    """Return the shares of others whose start moves if this one comes on `new_due`."""
    found = []
    partners = {one.id: one for one in stored_partners.all_of(transaction, viewer=viewer)}
    for one in _others(transaction, viewer, commitment, share):
        waiting, its_share = stored_commitments.of_share(transaction, viewer=viewer, share_id=one.share_id)
        start = moved_start(
            starts_on=waiting.starts_on,
            due=its_share.own_due or waiting.due,
            new_due=new_due,
            calendar=partners[one.partner_id].calendar,
        )
        if start is not None:
            found.append(Touched(waiting=one, start=start))
    return tuple(found)


def tell_moved(
    transaction: Transaction,
    *,
    viewer: Viewer,
    commitment: Commitment,
    share: Share,
    move: Renegotiation,
    now: datetime,
) -> None:
    """Ask those whose start moves whether that is all right; until they say so it stays as it is."""
    found = touched(transaction, viewer=viewer, commitment=commitment, share=share, new_due=move.new_due)
    shares = {one.waiting.share_id: one.waiting for one in found}
    for effect in stored_effects.add(
        transaction, viewer=viewer, renegotiation_id=move.id, share_ids=list(shares)
    ):
        waiting = shares[effect.share_id]
        step = f"share:{waiting.share_id}"
        _tell(transaction, viewer, waiting, fact=f"effect:{effect.id}", step=step, now=now)


def tell_gone(transaction: Transaction, *, viewer: Viewer, commitment: Commitment, now: datetime) -> None:
    """Tell everybody who waits for it that it isn't coming: it was dropped, or the others go on without it."""
    for one in stored_dependencies.waiting_for(transaction, viewer=viewer, commitment_ids=[commitment.id]):
        step = _at(one, now)
        _tell(transaction, viewer, one, fact=f"gone:{commitment.id}", step=step, now=now)


def tell_back(
    transaction: Transaction,
    *,
    viewer: Viewer,
    commitment: Commitment,
    gone_at: datetime,
    went: Collection[int],
    now: datetime,
) -> None:
    """Tell those who have read that it isn't coming that it is again; what they haven't read they needn't.

    `gone_at` is when it was dropped. `went` are the people who have read that the others go on without it.
    """
    for one in stored_dependencies.waiting_for(transaction, viewer=viewer, commitment_ids=[commitment.id]):
        ledger = stored_deliveries.ledger(transaction, viewer=viewer, share_id=one.share_id)
        read = any(
            told.state is DeliveryState.SENT
            and told.owed.fact == f"gone:{commitment.id}"
            and told.owed.step == _at(one, gone_at)
            for told in ledger
        )
        if read or one.person_id in went:
            _tell(transaction, viewer, one, fact=f"back:{commitment.id}", step=_at(one, now), now=now)


def answer(*, database: Transactions, viewer: Viewer, effect_id: int, is_fine: bool, now: datetime) -> Seen:
    """**That's all right** or **Let's talk**; the runner's **We've talked** settles it.

    Raises `Refused` (action_gone, not_for_your_role).
    """
    with database.write() as transaction:
        effect = stored_effects.get(transaction, viewer=viewer, effect_id=effect_id)
        commitment, share = stored_commitments.of_share(transaction, viewer=viewer, share_id=effect.share_id)
        guard.require(viewer=viewer, intent=Intent.ANSWER_EFFECT, partner_id=share.partner_id)
        start = effect_notices.seen(transaction, viewer=viewer, effect=effect, now=now).start
        if is_fine and start is not None:
            stored_commitments.change(
                transaction, viewer=viewer, commitment_id=commitment.id, starts_on=start
            )
        stored_effects.answer(transaction, viewer=viewer, effect_id=effect_id, is_fine=is_fine, now=now)
        act = "effect_fine" if is_fine else "effect_not_fine"
        audit.write(transaction, viewer=viewer, act=act, subject=f"effect:{effect_id}", now=now)
        answered = stored_effects.get(transaction, viewer=viewer, effect_id=effect_id)
        return effect_notices.seen(transaction, viewer=viewer, effect=answered, now=now)


def _others(
    transaction: Transaction, viewer: Viewer, commitment: Commitment, share: Share
) -> tuple[Waiting, ...]:
    """Whoever moves the date needs no asking about what is theirs as well."""
    waiting = stored_dependencies.waiting_for(transaction, viewer=viewer, commitment_ids=[commitment.id])
    own = (viewer.person_id, share.person_id)
    return tuple(one for one in waiting if one.person_id is None or one.person_id not in own)


def _at(waiting: Waiting, at: datetime) -> str:
    """Something can be dropped again, and those who wait hear of it each time."""
    return f"share:{waiting.share_id}:{at.isoformat()}"


def _tell(
    transaction: Transaction, viewer: Viewer, waiting: Waiting, *, fact: str, step: str, now: datetime
) -> None:
    telling.in_next_envelope(
        transaction,
        viewer=viewer,
        person_id=waiting.person_id,
        kind=DeliveryKind.MOVED,
        fact=fact,
        step=step,
        share_id=waiting.share_id,
        now=now,
    )
