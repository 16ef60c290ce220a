"""The same statements without the product: recorded while it answers each press, and run again by a bare listener."""

import asyncio
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from sqlalchemy import Connection, Executable, event

from bot.clock import system_clock
from handlers.conversations.replies import OpenForm
from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from handlers.slack import incoming
from storage.database import Database

Statement = tuple[Executable, Any]
"""A statement and its values."""


class Replay:
    """Runs what the product ran for a press, with the same values, and nothing else."""

    def __init__(self, *, path: Path, bodies: Sequence[str], installation_id: int) -> None:
        self._statements = _recorded(path, bodies, installation_id)
        self._database = Database.connect(f"sqlite:///{path}")

    def longest(self) -> int:
        """Return the most statements that one press took."""
        return max(map(len, self._statements.values()))

    async def press(self, body: dict[str, Any]) -> None:
        await asyncio.to_thread(self._run, body["actions"][0]["value"])

    def _run(self, value: str) -> None:
        with self._database.write() as transaction:
            for statement, values in self._statements[value]:
                result = transaction.connection.execute(statement, values)
                if result.returns_rows:
                    result.all()


def _recorded(path: Path, bodies: Sequence[str], installation_id: int) -> dict[str, list[Statement]]:
    """Let the product answer every press on a copy of the database, and return the statements of each by its value."""
    copy = path.with_suffix(".recording")
    shutil.copy(path, copy)
    database = Database.connect(f"sqlite:///{copy}")
    router = Router(routes=ROUTES, database=database)
    found: dict[str, list[Statement]] = {}
    for body in bodies:
        payload = json.loads(parse_qs(body)["payload"][0])
        press = incoming.from_press(payload, installation_id=installation_id)
        assert press is not None
        with _listening(database) as statements:
            router.answer(press, now=system_clock(), rides=frozenset({OpenForm}))
        found[payload["actions"][0]["value"]] = statements
    database.close()
    return found


@contextmanager
def _listening(database: Database) -> Iterator[list[Statement]]:
    heard: list[Statement] = []

    def hear(_: Connection, statement: Executable, many: Any, one: Any, __: Any) -> None:
        heard.append((statement, many or one or None))

    engines = (database._reader, database._writer)
    for engine in engines:
        event.listen(engine, "before_execute", hear)
    yield heard
    for engine in engines:
        event.remove(engine, "before_execute", hear)
