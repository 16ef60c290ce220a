"""What has been built once is built again as the rows that it left: most tests begin in the same place.

It is kept for the process, and written only into a database without any row.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final, TypeVar

from sqlalchemy import Select, TextClause, exists, insert, or_, select, text

from storage.database import Database, Transaction
from storage.tables import Base

Built = TypeVar("Built")
_Rows = Mapping[str, Sequence[Mapping[str, Any]]]

_KEPT: Final[dict[str, tuple[Any, _Rows]]] = {}


def built(database: Database, name: str, build: Callable[[], Built]) -> Built:
    """Return what `build` makes in this database, the first time by building it.

    What it returns belongs to the database in which it was first built, but for its rows.
    """
    with database.read() as transaction:
        if not _is_empty(transaction):
            return build()
    if name not in _KEPT:
        made = build()
        _KEPT[name] = made, _rows(database)
        return made
    kept, rows = _KEPT[name]
    with database.write() as transaction:
        _write(transaction, rows)
    found: Built = kept
    return found


def _rows(database: Database) -> _Rows:
    with database.read() as transaction:
        found = {
            table.name: [
                dict(row._mapping)
                for row in transaction.connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in Base.metadata.sorted_tables
        }
    return {name: rows for name, rows in found.items() if rows}


def _write(transaction: Transaction, rows: _Rows) -> None:
    for name, found in rows.items():
        transaction.connection.execute(insert(Base.metadata.tables[name]), found)
    if transaction.connection.dialect.name == "postgresql":
        transaction.connection.execute(_counting_on(tuple(rows)))


@cache
def _counting_on(names: tuple[str, ...]) -> TextClause:
    """Let PostgreSQL count on from the rows that were written with their numbers; SQLite does so by itself."""
    found = (
        f"setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))"
        for name in names
        if "id" in Base.metadata.tables[name].c
    )
    return text(f"SELECT {', '.join(found)}")


@cache
def _any_row() -> Select[tuple[bool]]:
    return select(or_(*(exists(select(*table.primary_key)) for table in Base.metadata.sorted_tables)))


def _is_empty(transaction: Transaction) -> bool:
    return not transaction.connection.execute(_any_row()).scalar_one()
