"""The database as services see it: one `with` block is one transaction, and rows never leave it."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from sqlite3 import SQLITE_BUSY
from time import monotonic, sleep
from typing import Any, Final, Protocol

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError

from bot.domain.deliveries import Owed
from bot.errors import Busy
from storage.engine import open_reader, open_writer
from storage.turns import Turns

_PATIENCE_SECONDS: Final = 1.5
"""After this nothing is begun any more. What is begun then may take another second, the patience of a connection
of ours: an answer to Slack has three seconds in all."""

_PAUSE_SECONDS: Final = 0.05
_KNOWN: Final = "known"
"""The name by which a connection that writes holds what its transaction has read."""


class Transaction:
    """One open transaction, passed to every function of storage.

    `known` is what `storage.remembering` has read in it; it is forgotten as soon as anything is written or held.
    `owed` is what has come to be owed in it.
    """

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self.connection = connection
        self.writes = writes
        self.queued = False
        self.owed: list[Owed] = []
        self.known: dict[Hashable, Any] = {}
        if writes:
            connection.info[_KNOWN] = self.known

    @property
    def locks_rows(self) -> bool:
        """Whether rows can be held: only to write, and SQLite has one writer at a time anyway."""
        return self.writes and self.connection.dialect.name == "postgresql"


class Transactions(Protocol):
    """What a service gets: something that opens transactions. A `Database`, or one transaction to join."""

    def read(self) -> AbstractContextManager[Transaction]:
        """Open a transaction that only reads."""

    def write(self) -> AbstractContextManager[Transaction]:
        """Open a transaction that is committed at the end of the block, rolled back on any error.

        Raises `Busy` where it cannot be opened for now.
        """


class Joined:
    """One transaction that is already open: a service that gets this joins it and commits nothing."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        yield self._transaction

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        if not self._transaction.writes:
            raise RuntimeError("a service that writes was called inside a transaction that only reads")
        yield self._transaction


class Database:
    """Opens transactions. Safe to share between threads; `close` it at the end.

    `wake` is called after every commit that queued a message, on the thread that committed; the delivery
    loop listens there.
    """

    def __init__(self, url: str) -> None:
        self._writer = open_writer(url)
        _let_forget(self._writer)
        self._reader = open_reader(url)
        self._turns = Turns()
        self.wake: Callable[[], None] = lambda: None

    @classmethod
    def connect(cls, url: str) -> "Database":
        """Open the database at `url`. Its tables must be up to date (`storage.engine.migrate`)."""
        return cls(url)

    def close(self) -> None:
        self._writer.dispose()
        self._reader.dispose()

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        with self._reader.connect() as connection:
            yield Transaction(connection, writes=False)

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        patient_until = monotonic() + _PATIENCE_SECONDS
        with self._turn(), self._writer.connect() as connection:
            if connection.dialect.name == "sqlite":
                _begin(connection, patient_until=patient_until)
            transaction = Transaction(connection, writes=True)
            yield transaction
            connection.commit()
        if transaction.queued:
            self.wake()

    def _turn(self) -> AbstractContextManager[None]:
        if self._writer.dialect.name != "sqlite":
            return nullcontext()
        return self._turns.taken(patience=_PATIENCE_SECONDS)


def _let_forget(writer: Engine) -> None:
    """Let a transaction forget what it has read whenever it writes, waits for a row, or takes something back."""

    def forget(connection: Connection, *_: Any) -> None:
        connection.info.get(_KNOWN, {}).clear()

    def look(connection: Connection, _: Any, statement: str, *__: Any) -> None:
        if not statement.startswith("SELECT") or " FOR " in statement:
            forget(connection)

    event.listen(writer, "before_cursor_execute", look)
    event.listen(writer, "rollback_savepoint", forget)


def _begin(connection: Connection, *, patient_until: float) -> None:
    """Become SQLite's one writer, after as many tries as somebody who presses a button can wait for.

    A deferred transaction that turns into a writer later would fail at once when another one writes. Raises
    `Busy`; nothing has been written then.
    """
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            if getattr(error.orig, "sqlite_errorcode", None) != SQLITE_BUSY:
                raise
            if monotonic() >= patient_until:
                raise Busy("another one has been writing all the time") from error
            sleep(_PAUSE_SECONDS)
        else:
            return
