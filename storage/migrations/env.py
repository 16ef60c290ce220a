"""Runs migrations against the database of the configuration, in one transaction on either kind."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.sql.elements import False_
from sqlalchemy.types import TypeDecorator

from storage.engine import open_writer
from storage.tables import Base


def _plain_type(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """Write our column types as what they are in the database, so that old migrations need none of our code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    if kind == "server_default" and isinstance(item.arg, False_):
        return "sa.false()"
    return False


def _run() -> None:
    url = context.config.get_main_option("sqlalchemy.url")
    if url is None:
        raise RuntimeError("a migration needs the URL of its database")
    engine = open_writer(url)
    with engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            # SQLite changes a table by making it anew, and would take its rows away from those that name them.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            render_item=_plain_type,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        if is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise RuntimeError("a migration has left a row that names another which is gone")
        connection.commit()
    engine.dispose()


_run()
