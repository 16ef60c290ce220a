"""Databases as tests open them: what is compiled for one is kept for all others of the process."""

from sqlalchemy import Engine

from storage.database import Database

_first: dict[str, Engine] = {}


def connect(url: str) -> Database:
    """Open a database. Its statements are compiled once in a process, not once in a test: the run takes half the time."""
    database = Database.connect(url)
    for engine in (database._writer, database._reader):
        if engine.dialect.name not in _first:
            engine.connect().close()  # So that its dialect knows the server before others use it.
        first = _first.setdefault(engine.dialect.name, engine)
        engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
    return database
