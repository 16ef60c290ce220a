"""Where a number of a person stands inside what is kept as a list or as words: it becomes that of another. For `merging`."""

from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import InstrumentedAttribute

from storage.database import Transaction
from storage.tables import (
    CommitmentRow,
    ConcernRow,
    EscalationPolicyRow,
    MembershipRow,
    SeriesRow,
    ShareEventRow,
    ShareRow,
    StageCardRow,
)

_LISTS: Final = (ConcernRow.told, ConcernRow.named, ConcernRow.about_ids, StageCardRow.deciders)
"""Lists of the numbers of people. Whoever a concern is about must not read it under another number."""

_NAMED: Final = (SeriesRow.holders, EscalationPolicyRow.terms)
_BY: Final = frozenset({"from", "to", "person_id", "third_id"})
"""The names under which such a number stands in what is kept by name."""


def join(transaction: Transaction, *, keep_id: int, gone_id: int) -> None:
    """Let every such number of the second be that of the first, in the partnerships of the second."""
    numbers = {gone_id: keep_id}
    theirs = select(MembershipRow.partnership_id).where(MembershipRow.person_id == gone_id)
    for column in (*_LISTS, *_NAMED):
        table: Any = column.class_
        _rewrite(transaction, column, table.partnership_id.in_(theirs), numbers)
    shares = select(ShareRow.id).join(CommitmentRow).where(CommitmentRow.partnership_id.in_(theirs))
    _rewrite(transaction, ShareEventRow.details, ShareEventRow.share_id.in_(shares), numbers)


def _rewrite(
    transaction: Transaction, column: InstrumentedAttribute[Any], where: Any, numbers: dict[int, int]
) -> None:
    table: Any = column.class_
    kept = transaction.connection.execute(select(table.id, column.label("kept")).where(where))
    for one in kept.all():
        new = _listed(one.kept, numbers) if isinstance(one.kept, list) else _named(one.kept, numbers)
        if new != one.kept:
            change = update(table).where(table.id == one.id).values({column.key: new})
            transaction.connection.execute(change)


def _listed(kept: list[int], numbers: dict[int, int]) -> list[int]:
    found = [numbers.get(number, number) for number in kept]
    return found if found == kept else sorted(set(found))


def _named(kept: Any, numbers: dict[int, int]) -> Any:
    if isinstance(kept, dict):
        return {
            name: numbers.get(value, value)
            if name in _BY and isinstance(value, int)
            else _named(value, numbers)
            for name, value in kept.items()
        }
    return [_named(one, numbers) for one in kept] if isinstance(kept, list) else kept
