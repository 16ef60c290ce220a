"""The course of an action in the house: Mina asks Rob to take it over, another waits for it, and it comes round again."""

from datetime import timedelta

from bot.domain.commitments import Commitment, NewShare, Share, Wording
from bot.domain.importance import Importance
from bot.domain.renegotiations import Renegotiation
from bot.domain.series import Every, Series
from storage import commitments, dependencies, effects, handovers, series
from storage.database import Transaction
from tests.planned import DUE
from tests.riverside import NOW, Riverside

LATER = DUE + timedelta(days=7)
SERIES = Series(
    id=0,
    partnership_id=0,
    wording=Wording(title="Proof-read the prospectus"),
    importance=Importance.NORMAL,
    all_partners=False,
    every=Every.MONTH,
    first=LATER,
    until=LATER + timedelta(days=300),
    holders=(),
    created_by=0,
)


def set_going(
    transaction: Transaction, group: Riverside, share: Share, move: Renegotiation
) -> tuple[int, int, int, Commitment]:
    """Write a hand-over, an effect that is not all right, a series, and what waits. Returns their numbers, and that."""
    mina, rob = group.viewer("mina"), group.person("rob").id
    handover = handovers.add(
        transaction,
        viewer=mina,
        share_id=share.id,
        from_id=mina.person_id,
        to_id=rob,
        words="It's in the sheet",
        now=NOW,
    )
    [effect] = effects.add(transaction, viewer=mina, renegotiation_id=move.id, share_ids=[share.id])
    effects.answer(transaction, viewer=mina, effect_id=effect.id, is_fine=False, now=NOW)
    other = commitments.add(
        transaction,
        viewer=mina,
        wording=SERIES.wording,
        due=LATER,
        importance=Importance.NORMAL,
        last_safe=None,
        all_partners=False,
        shares=[NewShare(partner_id=group.castle_id, person_id=rob)],
        now=NOW,
    )
    dependencies.set_needs(transaction, viewer=mina, commitment_id=other.id, needs_ids=[share.commitment_id])
    made = series.add(transaction, viewer=mina, new=SERIES, now=NOW)
    commitments.change(
        transaction, viewer=mina, commitment_id=other.id, series_id=made.id, original_due=LATER
    )
    return handover.id, effect.id, made.id, other
