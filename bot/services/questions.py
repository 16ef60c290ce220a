"""What those who run or chair a partnership are asked by a notice of its own, by the step of the delivery."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from bot.domain.commitments import due_of
from bot.domain.deliveries import Delivery
from bot.domain.permissions import engine_in
from bot.messages.notices import Notice
from bot.services import cases, follow_ups, keepers, last_safe, lookouts, succession
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import commitments as stored_commitments

_Writer = Callable[[Transaction, Reader, Delivery, datetime], Notice | None]


def write_notice(
    transaction: Transaction, reader: Reader, delivery: Delivery, now: datetime
) -> Notice | None:
    """Word one question, or what was decided; None when it should not be said any more."""
    return _WRITERS[delivery.owed.step.split(":")[0]](transaction, reader, delivery, now)


def _own(transaction: Transaction, reader: Reader, delivery: Delivery, now: datetime) -> Notice | None:
    """Ask the deputy runner about the runner's own action."""
    viewer = engine_in(delivery.owed.partnership_id)
    commitment, share = stored_commitments.of_share(
        transaction, viewer=viewer, share_id=delivery.owed.share_id or 0
    )
    if cases.fact_of(share, due_of(commitment=commitment, share=share)) != delivery.owed.fact:
        return None
    of_reader = reader.membership.viewer
    found = cases.of_share(transaction, viewer=of_reader, commitment=commitment, share=share, now=now)
    return follow_ups.own(transaction, viewer=of_reader, followed=found, now=now)


_WRITERS: Final[Mapping[str, _Writer]] = {
    last_safe.ASK: last_safe.write_question,
    last_safe.WENT: last_safe.write_decision,
    last_safe.WAITS: last_safe.write_decision,
    lookouts.OWN: _own,
    keepers.STEP: keepers.write_notice,
    succession.STEP: succession.write_notice,
}
