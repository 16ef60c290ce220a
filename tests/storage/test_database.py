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


def test_database_that_cannot_be_read_is_no_busy_one(sqlite: Database) -> None:
    with pytest.raises(OperationalError), sqlite.write() as transaction:
        transaction.connection.commit()
        with sqlite.write(), sqlite.read() as reader:
            reader.connection.exec_driver_sql("BEGIN IMMEDIATE")
            reader.connection.exec_driver_sql("CREATE TABLE never (id INTEGER)")
