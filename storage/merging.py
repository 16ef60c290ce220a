"""Two people who have proved to be one: every row that names the second names the first from now on."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Index,
    Row,
    Table,
    TextClause,
    UniqueConstraint,
    delete,
    select,
    true,
    update,
)

from bot.domain.people import AddressKind
from bot.domain.permissions import Role, Viewer
from storage import merged_deliveries, merged_memberships, merged_mentions, merged_rounds
from storage.database import Transaction
from storage.tables import AddressRow, Base, LeaveRow, PersonRow, TakeUpRow

_PEOPLE: Final[Table] = Base.metadata.tables["people"]
_NAMED_ANSWERS: Final = "named_answers"


def merge(
    transaction: Transaction, *, viewer: Viewer, keep_id: int, gone_id: int, invitation_id: int | None = None
) -> None:
    """Let one person be what two were, in every partnership; the second is there no more. For that person, or the engine.

    The addresses of the second remember by whose code they came.
    Raises `Refused` (two_partners), with nothing changed, where they work for two organisations of one partnership.
    """
    if viewer.role is not Role.ENGINE and viewer.person_id != keep_id:
        raise PermissionError("nobody else says that two people are one")
    if keep_id == gone_id:
        raise ValueError("two people are made one, and here is only one")
    _hold(transaction, keep_id, gone_id)
    merged_mentions.join(transaction, keep_id=keep_id, gone_id=gone_id)
    merged_memberships.join(transaction, keep_id=keep_id, gone_id=gone_id)
    merged_deliveries.join(transaction, keep_id=keep_id, gone_id=gone_id)
    merged_rounds.join(transaction, keep_id=keep_id, gone_id=gone_id)
    _join_addresses(transaction, keep_id, gone_id, invitation_id)
    _join_person(transaction, keep_id, gone_id)
    for table in _tables():
        _drop_doubled(transaction, table, keep_id, gone_id)
        for column in _people_in(table):
            moved = update(table).where(column == gone_id).values({column.name: keep_id})
            transaction.connection.execute(moved)
    transaction.connection.execute(delete(PersonRow).where(PersonRow.id == gone_id))


def _hold(transaction: Transaction, keep_id: int, gone_id: int) -> None:
    """Let nobody add a row about either meanwhile."""
    both = select(PersonRow.id).where(PersonRow.id.in_((keep_id, gone_id))).order_by(PersonRow.id)
    held = both.with_for_update() if transaction.locks_rows else both
    if len(transaction.connection.execute(held).all()) != len((keep_id, gone_id)):
        raise LookupError(f"{keep_id} and {gone_id} are not both there")


def _join_addresses(transaction: Transaction, keep_id: int, gone_id: int, invitation_id: int | None) -> None:
    """What was preferred stays so. A telephone has its person's number in its key (see `AddressRow`)."""
    addresses = transaction.connection.execute(
        select(AddressRow.__table__).where(AddressRow.person_id.in_((keep_id, gone_id)))
    ).all()
    theirs = {(one.kind, one.external_id) for one in addresses if one.person_id == keep_id}
    has_preferred = any(one.preferred for one in addresses if one.person_id == keep_id)
    for one in addresses:
        if one.person_id == keep_id:
            continue
        is_telephone = one.kind is AddressKind.TELEPHONE
        if is_telephone and (one.kind, one.external_id) in theirs:
            transaction.connection.execute(delete(AddressRow).where(AddressRow.id == one.id))
            continue
        values = {
            "preferred": one.preferred and not has_preferred,
            "installation_id": keep_id if is_telephone else one.installation_id,
            "invitation_id": invitation_id,
        }
        transaction.connection.execute(update(AddressRow).where(AddressRow.id == one.id).values(values))


def _join_person(transaction: Transaction, keep_id: int, gone_id: int) -> None:
    """Their days and hour are those of the first; what they have said only as the second is not lost."""
    people = transaction.connection.execute(
        select(PersonRow.__table__).where(PersonRow.id.in_((keep_id, gone_id)))
    )
    found = {one.id: one for one in people}
    keep, gone = found[keep_id], found[gone_id]
    values = {
        "zone": keep.zone or gone.zone,
        "hopes": keep.hopes or gone.hopes,
        "news": keep.news or gone.news,
        "quiet_until": _later(keep.quiet_until, gone.quiet_until),
        "pressed_at": _later(keep.pressed_at, gone.pressed_at),
    }
    transaction.connection.execute(update(PersonRow).where(PersonRow.id == keep_id).values(values))
    away = select(LeaveRow.first, LeaveRow.last).where(LeaveRow.person_id == keep_id)
    for span in transaction.connection.execute(away).all():
        transaction.connection.execute(
            delete(LeaveRow).where(
                LeaveRow.person_id == gone_id, LeaveRow.first == span.first, LeaveRow.last == span.last
            )
        )


def _later(one: Any, other: Any) -> Any:
    return max((value for value in (one, other) if value is not None), default=None)


def _tables() -> Iterator[Table]:
    """Every table that names people."""
    return (table for table in Base.metadata.sorted_tables if _people_in(table))


def _people_in(table: Table) -> tuple[Column[Any], ...]:
    return tuple(filter(_names_people, table.columns))


def _names_people(column: Column[Any]) -> bool:
    return any(key.column.table is _PEOPLE for key in column.foreign_keys)


def _drop_doubled(transaction: Transaction, table: Table, keep_id: int, gone_id: int) -> None:
    """Of two rows that would be one by a unique key, what was said later stays; else that of the first person."""
    both = (keep_id, gone_id)
    for columns, where in _keys(table):
        for column in {*columns} & {*_people_in(table)}:
            # What is empty is unlike anything else: a row with an empty place in its key is nobody's double.
            filled = [one.is_not(None) for one in columns]
            rows = select(table).where(column == gone_id, where, *filled).order_by(table.c.id)
            dropped: set[int] = set()
            for row in transaction.connection.execute(rows).all():
                key = [_is_like(one, row._mapping[one], both) for one in columns]
                same = select(table).where(*key, where, table.c.id != row.id, table.c.id.not_in(dropped))
                other = transaction.connection.execute(same).first()
                if other is not None and row.id not in dropped:
                    dropped.add(_drop_one(transaction, table, row, other))


def _is_like(column: Column[Any], value: Any, both: tuple[int, int]) -> ColumnElement[bool]:
    """Two rows are alike where they name the one or the other of those who are one."""
    if value in both and _names_people(column):
        return column.in_(both)
    is_same: ColumnElement[bool] = column == value
    return is_same


def _keys(table: Table) -> Iterator[tuple[tuple[Column[Any], ...], Any]]:
    """The unique keys of a table that have people in them, and to which of its rows each applies."""
    people = set(_people_in(table))
    for one in table.constraints:
        if isinstance(one, UniqueConstraint) and people & set(one.columns):
            yield tuple(one.columns), true()
    for index in table.indexes:
        if index.unique and people & set(index.columns):
            yield tuple(index.columns), _where(index)


def _where(index: Index) -> Any:
    where: TextClause | None = index.dialect_options["sqlite"]["where"]
    return true() if where is None else where


def _drop_one(transaction: Transaction, table: Table, row: Row[Any], other: Row[Any]) -> int:
    winner, loser = (row, other) if "at" in table.c and row.at > other.at else (other, row)
    if table.name == _NAMED_ANSWERS:
        _hand_take_up(transaction, loser.id, winner.id)
    transaction.connection.execute(delete(table).where(table.c.id == loser.id))
    dropped: int = loser.id
    return dropped


def _hand_take_up(transaction: Transaction, loser_id: int, winner_id: int) -> None:
    """**May I take it up?** is about the answer that stays; where that is asked already, the other question names none."""
    asked = select(TakeUpRow.id).where(TakeUpRow.named_answer_id == winner_id)
    is_asked = transaction.connection.execute(asked).first() is not None
    transaction.connection.execute(
        update(TakeUpRow)
        .where(TakeUpRow.named_answer_id == loser_id)
        .values(named_answer_id=None if is_asked else winner_id)
    )
