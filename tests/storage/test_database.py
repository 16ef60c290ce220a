"""Transactions: one writer at a time, and what becomes of those who wait."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic

import pytest
from sqlalchemy.exc import OperationalError

from bot.errors import Busy
from storage.database import Database


@pytest.fixture
def sqlite(sqlite_url: str) -> Iterator[Database]:
    opened = Database.connect(sqlite_url)
    yield opened
    opened.close()


@contextmanager
def _held(database: Database, *, seconds: float) -> Iterator[None]:
    """Somebody else writes, for so long or until the block ends."""
    begun, over = Event(), Event()

    def hold() -> None:
        with database.write():
            begun.set()
            over.wait(timeout=seconds)

    writer = Thread(target=hold)
    writer.start()
    begun.wait(timeout=5)
    try:
        yield
    finally:
        over.set()
        writer.join()


def test_writer_waits_for_another_longer_than_one_try(sqlite: Database) -> None:
    with _held(sqlite, seconds=1.3), sqlite.write() as transaction:
        assert transaction.writes


def test_writer_who_can_wait_no_longer_is_told_so_in_time(sqlite: Database) -> None:
    with _held(sqlite, seconds=10):
        begun = monotonic()
        with pytest.raises(Busy), sqlite.write():
            pass

        assert monotonic() - begun < 2.8


def test_transaction_that_only_reads_cannot_write(sqlite: Database) -> None:
    with sqlite.read() as transaction, pytest.raises(OperationalError):
        transaction.connection.exec_driver_sql("CREATE TABLE never (id INTEGER)")


def test_waiting_writers_get_in_between_those_of_a_sweep(sqlite: Database) -> None:
    written: list[str] = []

    def press() -> None:
        with sqlite.write():
            written.append("press")

    presser = Thread(target=press)
    with sqlite.write():
        written.append("sweep")
        presser.start()
        presser.join(timeout=0.1)
    with sqlite.write():
        written.append("sweep")
    presser.join()

    assert written == ["sweep", "press", "sweep"]
