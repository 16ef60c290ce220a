"""Databases as tests open them: what is compiled and connected for one is kept for the others of the process."""

from typing import Any

from sqlalchemy import Engine, Pool, event

from storage.database import Database

_first: dict[str, Engine] = {}
_pools: dict[str, tuple[Pool, Pool]] = {}


class _OnLoan(Database):
    """A database on a server, whose connections stay open: a new one learns all tables anew, which takes longer than a test."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        for engine in (self._writer, self._reader):
            event.listen(engine, "connect", _prepare_at_once)
            engine.pool._pre_ping = False
        self._writer.pool, self._reader.pool = _pools.setdefault(url, (self._writer.pool, self._reader.pool))

    def close(self) -> None:
        """Leave what is connected to whoever opens it next."""


def connect(url: str) -> Database:
    """Open a database. Its statements are compiled once in a process, not once in a test: the run takes half the time."""
    database = _OnLoan(url) if url.startswith("postgresql") else Database.connect(url)
    for engine in (database._writer, database._reader):
        if engine.dialect.name not in _first:
            engine.connect().close()  # So that its dialect knows the server before others use it.
        first: Any = _first.setdefault(engine.dialect.name, engine)
        engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
    return database


def let_go(url: str) -> None:
    """Close what is still connected to a database that nobody opens again."""
    for pool in _pools.pop(url, ()):
        pool.dispose()


def _prepare_at_once(connection: Any, _: Any) -> None:
    connection.prepare_threshold, connection.prepared_max = 0, None
