"""What is owed to one person who was two people: everything once. For `merging`."""

from typing import Any, Final

from sqlalchemy import Row, and_, select, update
from sqlalchemy.orm import aliased

from bot.domain.deliveries import DeliveryState, Rule
from storage.database import Transaction
from storage.tables import DeliveryRow

_OPEN: Final = frozenset({DeliveryState.PENDING, DeliveryState.CLAIMED})
_COUNTS: Final = _OPEN | {DeliveryState.SENT}
_ASIDE: Final = "aside:"


def join(transaction: Transaction, *, keep_id: int, gone_id: int) -> None:
    """Let what was owed to the second be owed to the first. Of the same owed to both, one is withheld as merged."""
    keep, gone = aliased(DeliveryRow), aliased(DeliveryRow)
    twice = (
        select(keep.id, keep.state, gone.id.label("other_id"), gone.state.label("other_state"))
        .join(gone, and_(gone.fact == keep.fact, gone.step == keep.step))
        .where(keep.recipient == _person(keep_id), gone.recipient == _person(gone_id))
    )
    found = transaction.connection.execute(twice).all()
    for one in found:
        _join_two(transaction, one, keep_id)
    doubled = [one.other_id for one in found]
    transaction.connection.execute(
        update(DeliveryRow)
        .where(DeliveryRow.recipient == _person(gone_id), DeliveryRow.id.not_in(doubled))
        .values(recipient=_person(keep_id))
    )


def _join_two(transaction: Transaction, both: Row[*tuple[Any, ...]], keep_id: int) -> None:
    """The one that goes, or has gone, holds the key from now on; the other stays in the ledger beside it."""
    loses, state = both.other_id, both.other_state
    if both.state not in _COUNTS and both.other_state in _COUNTS:
        loses, state = both.id, both.state
        _change(transaction, both.id, recipient=f"{_ASIDE}{both.id}")
        _change(transaction, both.other_id, recipient=_person(keep_id))
    elif both.state in _OPEN and both.other_state is DeliveryState.SENT:
        # The first need not come any more: the second has brought it.
        _change(transaction, both.id, state=DeliveryState.WITHHELD, rule=Rule.MERGED)
    _change(transaction, loses, recipient=f"{_ASIDE}{loses}")
    if state in _OPEN:
        _change(transaction, loses, state=DeliveryState.WITHHELD, rule=Rule.MERGED)


def _change(transaction: Transaction, delivery_id: int, **values: object) -> None:
    transaction.connection.execute(update(DeliveryRow).where(DeliveryRow.id == delivery_id).values(**values))


def _person(person_id: int) -> str:
    return f"person:{person_id}"
