"""Which version the tables of a database have, asked without alembic, which only a change of version needs."""

from functools import cache
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, String, column, select, table

_MIGRATIONS: Final = Path(__file__).parent / "migrations" / "versions"
_FOUND: Final = select(column("version_num", String)).select_from(table("alembic_version"))


@cache
def newest() -> str:
    """Return the version that this program needs: the number of the last migration."""
    return max(file.name.partition("_")[0] for file in _MIGRATIONS.glob("[0-9]*_*.py"))


def is_newest(connection: Connection) -> bool:
    """Say whether the tables have the newest version. Raises DBAPIError where there are none."""
    return connection.execute(_FOUND).scalars().all() == [newest()]
